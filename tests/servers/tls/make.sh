#!/bin/bash
# make.sh DIR INSTANCE CRL_URL PFX_PASSWORD: a test CA, and one certificate for each case, in DIR.
# The CA's name has the instance in it: .NET keeps fetched CRLs by issuer name, and would use those of an older CA.
set -euo pipefail
config=$(cd "$(dirname "$0")" && pwd)/openssl.cnf
export TLS_DIR=$1 CRL_URL=$3
instance=$2 pfx_password=$4
log=$TLS_DIR/openssl.log
mkdir -p "$TLS_DIR"
cd "$TLS_DIR"
: >index.txt
echo 1000 >serial
: >"$log"
trap '[ $? = 0 ] || { echo "make.sh: openssl failed:" >&2; tail -n 20 "$log" >&2; }' EXIT

make_keys() {
    local pids=() name
    for name in "$@"; do
        openssl genrsa -out "$name.key" 2048 2>>"$log" &
        pids+=($!)
    done
    for name in "${pids[@]}"; do wait "$name"; done
    chmod 600 ./*.key
}

request() { openssl req -new -config "$config" -key "$1.key" -subj "$2" -out "$1.csr" 2>>"$log"; }

issue() { # name section subject [openssl ca options]
    local name=$1 section=$2 subject=$3
    shift 3
    request "$name" "$subject"
    openssl ca -batch -config "$config" -extensions "$section" -notext -in "$name.csr" -out "$name.crt" "$@" 2>>"$log"
    rm "$name.csr"
}

make_keys ca server wrongName expired selfSigned revoked noCrl crlHangs client
openssl req -x509 -config "$config" -extensions root -key ca.key -days 3650 -subj "/CN=SmtpSoar test CA $instance" -out ca.crt 2>>"$log"
openssl req -x509 -config "$config" -extensions localhost -key selfSigned.key -days 825 -subj /CN=localhost -out selfSigned.crt 2>>"$log"
issue server server /CN=localhost
issue wrongName wrongName /CN=other.example
issue expired server /CN=localhost -startdate 20240101000000Z -enddate 20240201000000Z
issue revoked server /CN=localhost
issue noCrl noCrl /CN=localhost
issue crlHangs crlHangs /CN=localhost
issue client client /CN=client1
openssl pkcs12 -export -inkey client.key -in client.crt -out client.pfx -passout "pass:$pfx_password" 2>>"$log"
openssl ca -config "$config" -revoke revoked.crt 2>>"$log"
openssl ca -config "$config" -gencrl 2>>"$log" | openssl crl -outform DER -out ca.crl
