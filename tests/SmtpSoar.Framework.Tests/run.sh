#!/bin/bash
# run.sh RESULT.xml: runs the core's tests, built for the .NET Framework, under Mono; without those in left-out.txt.
# More arguments go to the runner, such as -namespace; several runs may go side by side.
# With the variables of tests/servers it also meets the real servers, and trusts their CA in a home of its own.
# A test that takes longer than MONO_TEST_LIMIT seconds is named and ended, and the run with it; MONO_LIMIT bounds the whole.
set -euo pipefail
result=$1
here=$(cd "$(dirname "$0")" && pwd)
output=$here/bin/${CONFIGURATION:-Release}/net472
runner=${NUGET_PACKAGES:-$HOME/.nuget/packages}/xunit.runner.console/2.4.1/tools/net472
limit=${MONO_LIMIT:-14m}
test_limit=${MONO_TEST_LIMIT:-120}

options=()
while read -r name; do
    case $name in
    '' | '#'*) ;;
    *.\*) [[ $name == *Tests.\* ]] && options+=(-noclass "SmtpSoar.Tests.${name%.\*}") || options+=(-nonamespace "SmtpSoar.Tests.${name%.\*}") ;;
    *) options+=(-nomethod "SmtpSoar.Tests.$name") ;;
    esac
done <"$here/left-out.txt"

run_tests() {
    exec timeout "$limit" mono "$output/xunit.console.exe" "$output/SmtpSoar.Tests.dll" \
        -nologo -noappdomain -parallel none -verbose -xml "$result" "${options[@]}" "$@"
}

# The runner tells the beginning and the end of each test; a test without an end is the one that hangs, or at which the process ended.
follow() { # descriptor: passes on the lines but those two, and says by its status whether the tests came to their end
    local line running='' status
    while true; do
        status=0
        IFS= read -r -t "$test_limit" -u "$1" line || status=$?
        [ "$status" = 0 ] || break
        case $line in
        *' [STARTING]') running=${line% \[STARTING\]} ;;
        *' [FINISHED] Time: '*) running='' ;;
        *) echo "$line" ;;
        esac
    done
    [ "$status" -gt 128 ] || [ -n "$running" ] || return 0
    printf '%s [FAIL]\n      %s\n' "${running:-    no test}" "$([ "$status" -gt 128 ] && echo "hangs: no word from it for $test_limit s" || echo "the process ended in it, maybe by the limit of $limit")"
    return 1
}

place() { # file target: copies it, unless it is there, where another run may have it open
    cmp -s "$1" "$2" || cp "$1" "$2"
}

HOME=$(mktemp -d)
export HOME
trap 'rm -rf "$HOME"' EXIT
[ -z "${SSL_CERT_FILE:-}" ] || cert-sync --user --quiet "$SSL_CERT_FILE"
# Mono loses the results in another application domain. Without one the runner's own redirects count, hence the tests' for it.
exec {placing}>"$output/.placing"
flock "$placing"
for file in "$runner"/xunit.*; do place "$file" "$output/$(basename "$file")"; done
place "$output/SmtpSoar.Tests.dll.config" "$output/xunit.console.exe.config"
exec {placing}>&-
rm -f "$result"
coproc TESTS { run_tests "${@:2}"; }
pid=$TESTS_PID
exec {lines}<&"${TESTS[0]}"
if ! follow "$lines"; then
    kill "$pid" 2>/dev/null || true # and so Mono: timeout passes it on
    wait "$pid" || true
    exit 1
fi
wait "$pid"
