#!/bin/bash
# servers.sh start|stop|status DIR: the mail servers of the tests and their authorization server, all of whose state lies in DIR.
# A start makes everything in DIR anew. A stop ends, by pid, what the start began, and leaves mail and logs.
set -euo pipefail
usage() { echo "usage: servers.sh start|stop|status DIR" >&2; exit 2; }
[ $# = 2 ] || usage
[ -n "$2" ] || usage
PATH=$PATH:/usr/sbin
here=$(cd "$(dirname "$0")" && pwd)
exim=${SMTPSOAR_SERVER_CACHE:-$here/.cache}/exim/usr/sbin/exim4
names=(oidc dovecot postfix exim smtpServer postgres)
marker=.smtpsoar-servers

die() { echo "servers.sh: $*" >&2; exit 1; }

check_directory() {
    [[ $dir =~ ^[A-Za-z0-9._/+-]+$ ]] || die "the mail servers' configuration can't hold this path, give one of letters, digits and . _ + - only: $dir"
    [ ${#dir} -le 60 ] || die "this path is longer than 60 characters, too long for the servers' sockets: $dir"
    [ -e "$dir/$marker" ] || [ ! -e "$dir" ] || [ -z "$(ls -A "$dir")" ] || die "not empty, and not made by this script: $dir"
}

make_directory() {
    [ "$(id -u)" = 0 ] || die "mail servers start as root only"
    check_directory
    mkdir -p "$dir"
    chmod 711 "$dir" # the servers' own users must be able to pass
    setpriv --reuid=5000 --regid=5000 --clear-groups test -x "$dir/." || die "other users can't pass through the folders above $dir"
    : >"$dir/$marker"
}

pid_file() {
    case $1 in
    dovecot) echo "$dir/dovecot/base/master.pid" ;;
    postfix) echo "$dir/queue/pid/master.pid" ;;
    postgres) echo "$dir/postgres/data/postmaster.pid" ;;
    *) echo "$dir/$1/pid" ;;
    esac
}

# A zombie whose parent never asks still answers kill -0, so the state is read from /proc.
lives() { [ -r "/proc/$1/stat" ] && ! grep -q ') Z ' "/proc/$1/stat" 2>/dev/null; }

# An old pid file may name another process by now: ours works in DIR or was called with it.
is_ours() {
    [[ $(readlink "/proc/$1/cwd")/ == "$dir"/* ]] || tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -qF "$dir/"
}

running_pid() {
    local pid
    pid=$(head -n 1 2>/dev/null "$(pid_file "$1")" | tr -d ' \n') || return 1
    [ -n "$pid" ] && lives "$pid" && is_ours "$pid" && echo "$pid"
}

session_lives() { # whether any process of the session that this pid leads is left
    awk -v session="$1" '{ sub(/^.*\) /, ""); if ($4 == session && $1 != "Z") found = 1 } END { exit !found }' /proc/[0-9]*/stat 2>/dev/null
}

wait_gone() {
    local i
    for ((i = 0; i < 200; i++)); do
        lives "$1" || session_lives "$1" || return 0
        sleep 0.05
    done
    return 1
}

stop_one() {
    local pid
    pid=$(running_pid "$1") || return 0
    # PostgreSQL waits at a TERM until every client has gone.
    if [ "$1" = postgres ]; then kill -INT "$pid"; else kill -TERM "$pid"; fi
    wait_gone "$pid" || die "$1 (pid $pid) did not end"
    rm -f "$(pid_file "$1")"
}

stop_all() {
    local name
    rm -f "$dir/servers.json"
    for name in postfix exim smtpServer dovecot oidc postgres; do stop_one "$name"; done
}

running_count() {
    local name count=0
    for name in "${names[@]}"; do running_pid "$name" >/dev/null && count=$((count + 1)); done
    echo "$count"
}

prepare() {
    rm -rf "$dir"/{postfix,queue,queue-data,dovecot,exim,smtpServer,oidc,postgres,tls,mail,servers.json*,servers.env}
    mkdir -p "$dir"/{dovecot/state,queue,exim/{spool,log,mail},smtpServer,oidc}
    install -m 755 "$exim" "$dir/exim/exim4" # the checkout may be closed to Exim's user
    local postfix_version dovecot_version exim_version
    postfix_version=$(postconf -d -h mail_version)
    dovecot_version=$(dovecot --version | cut -d' ' -f1)
    node "$here/lib/prepare.mjs" "$dir" "$postfix_version" "$dovecot_version" unknown
    exim_version=$("$dir/exim/exim4" -C "$dir/exim/exim.conf" -bV | sed -n 's/^Exim version \([^ ]*\).*/\1/p')
    sed -i "s/\"version\": \"unknown\"/\"version\": \"$exim_version\"/" "$dir/servers.json.new"
}

make_certificates() {
    local setting=(node -p 'const { tls, instance } = JSON.parse(require("fs").readFileSync(process.argv[1])); [instance, tls.crlUrl, tls.clientPfxPassword].join(" ")')
    # shellcheck disable=SC2046 # three words
    "$here/tls/make.sh" "$dir/tls" $("${setting[@]}" "$dir/servers.json.new")
    install -o Debian-exim -m 400 "$dir/tls/server.crt" "$dir/tls/server.key" "$dir/exim/"
}

make_mail_folders() {
    local name
    mkdir "$dir/mail"
    for name in $(sed -n 's/^\/.*[ \t]\([a-z]*\)\/$/\1/p' "$dir/postfix/mailboxes.regexp"); do
        mkdir -p "$dir/mail/$name"/{new,cur,tmp}
    done
    chown -R 5000:5000 "$dir/mail"
    mkdir -p "$dir/exim/mail"/{new,cur,tmp}
    chown -R Debian-exim: "$dir"/exim/{spool,log,mail}
}

# Exim as its own daemon writes no pid file while it waits for a port that another server has, so it is started as this.
run() { # name command...
    local name=$1
    shift
    (cd "$dir" && exec setsid "$@" >"$dir/$name/start.log" 2>&1 </dev/null) &
    echo $! >"$dir/$name/pid"
}

# No descriptor of the caller stays with a server: a $(...) or a pipe around this script would never end.
make_database() {
    "$here/postgres/cluster.sh" make "$dir/postgres" "$(setting postgres.port)" "$dir/tls/server.crt" "$dir/tls/server.key" || return
    local password version
    password=$(cat "$dir/postgres/password")
    version=$(postgres_version)
    node -e 'const fs = require("fs"), [file, password, version] = process.argv.slice(1), rig = JSON.parse(fs.readFileSync(file));
        Object.assign(rig.postgres, { password, version }); fs.writeFileSync(file, `${JSON.stringify(rig, null, 2)}\n`);' \
        "$dir/servers.json.new" "$password" "$version"
}

setting() { # path of names with dots
    node -p 'process.argv[2].split(".").reduce((value, name) => value[name], JSON.parse(require("fs").readFileSync(process.argv[1])))' \
        "$dir/servers.json.new" "$1"
}

postgres_version() { head -n 1 "$dir/postgres/data/PG_VERSION"; }

launch() {
    "$here/postgres/cluster.sh" start "$dir/postgres" || { tail -n 5 "$dir/postgres/server.log" "$dir/postgres/control.log" >&2; return 1; }
    run oidc node "$here/oidc/server.mjs" "$dir"
    dovecot -c "$dir/dovecot/dovecot.conf" >"$dir/dovecot/start.log" 2>&1 </dev/null || return
    postfix -c "$dir/postfix" start >"$dir/postfix/start.log" 2>&1 </dev/null || return
    run exim "$dir/exim/exim4" -C "$dir/exim/exim.conf" -bdf
    run smtpServer node "$here/lib/smtp-server.mjs" "$dir"
    NODE_EXTRA_CA_CERTS=$dir/tls/ca.crt node "$here/lib/probe.mjs" "$dir" "${SMTPSOAR_SERVER_START_SECONDS:-120}" </dev/null 2>"$dir/probe.log" && return
    cat "$dir/probe.log" >&2
    return 1
}

logs() { find "$dir" -name '*log' -type f -size +0 ! -path '*/tls/*' ! -path '*/mail/*'; }

start() {
    make_directory
    local count attempt program
    count=$(running_count)
    [ "$count" != ${#names[@]} ] || [ ! -f "$dir/servers.json" ] || { echo "already running in $dir"; return; }
    stop_all
    for program in "$exim" postfix dovecot openssl node; do
        command -v "$program" >/dev/null || die "$program is missing, run $here/install.sh"
    done
    for attempt in 1 2 3; do
        prepare
        make_certificates
        make_mail_folders
        make_database
        if launch; then
            mv "$dir/servers.json.new" "$dir/servers.json"
            echo "running in $dir"
            return
        fi
        stop_all
        # Somebody else may have taken one of the ports since they were chosen; nothing else is worth another attempt.
        logs | xargs grep -qi 'address already in use\|EADDRINUSE' || break
        echo "servers.sh: a chosen port is in use, trying others" >&2
    done
    logs | xargs tail -n 15 >&2
    die "the servers did not start (attempt $attempt); the tails of their logs are above"
}

status() {
    local name pid all=0
    for name in "${names[@]}"; do
        if pid=$(running_pid "$name"); then echo "$name runs, pid $pid"; else echo "$name is down"; all=3; fi
    done
    return $all
}

dir=$(realpath -m -- "$2")
[ "$1" != stop ] || [ -e "$dir/$marker" ] || exit 0
# One at a time for a directory. -o: the servers must not inherit the lock.
if [ "${SMTPSOAR_SERVERS_LOCKED:-}" != "$dir" ] && [ "$1" != status ]; then
    check_directory
    mkdir -p "$dir"
    : >>"$dir/$marker"
    SMTPSOAR_SERVERS_LOCKED=$dir exec flock -o "$dir/$marker" "$0" "$1" "$dir"
fi
case $1 in
start) start ;;
stop) stop_all ;;
status) status ;;
*) usage ;;
esac
