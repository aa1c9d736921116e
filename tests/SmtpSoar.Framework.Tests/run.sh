#!/bin/bash
# run.sh RESULT.xml: runs the core's tests, built for the .NET Framework, under Mono; without those in left-out.txt.
# With the variables of tests/servers it also meets the real servers, and trusts their CA in a home of its own.
set -euo pipefail
result=$1
here=$(cd "$(dirname "$0")" && pwd)
output=$here/bin/${CONFIGURATION:-Release}/net472
runner=${NUGET_PACKAGES:-$HOME/.nuget/packages}/xunit.runner.console/2.4.1/tools/net472
limit=${MONO_LIMIT:-10m}

options=()
while read -r name; do
    case $name in
    '' | '#'*) ;;
    *.\*) [[ $name == *Tests.\* ]] && options+=(-noclass "SmtpSoar.Tests.${name%.\*}") || options+=(-nonamespace "SmtpSoar.Tests.${name%.\*}") ;;
    *) options+=(-nomethod "SmtpSoar.Tests.$name") ;;
    esac
done <"$here/left-out.txt"

HOME=$(mktemp -d)
export HOME
trap 'rm -rf "$HOME"' EXIT
[ -z "${SSL_CERT_FILE:-}" ] || cert-sync --user --quiet "$SSL_CERT_FILE"
# Mono loses the results in another application domain. Without one the runner's own redirects count, hence the tests' for it.
cp "$runner"/xunit.* "$output"
cp "$output/SmtpSoar.Tests.dll.config" "$output/xunit.console.exe.config"
timeout "$limit" mono "$output/xunit.console.exe" "$output/SmtpSoar.Tests.dll" -nologo -noappdomain -parallel none -xml "$result" "${options[@]}"
