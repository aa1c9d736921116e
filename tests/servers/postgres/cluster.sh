#!/bin/bash
# cluster.sh make DIR PORT [CERTIFICATE KEY] | standby DIR PORT PRIMARY_DIR NAME | start DIR | stop DIR | crash DIR | promote DIR | pid DIR
# PostgreSQL servers of the tests on 127.0.0.1. All of a server lies in DIR; as root it runs as the user postgres. The superuser is
# admin, its password in DIR/password. "standby" copies a running primary, and makes it wait for this standby at each commit. "crash" is
# an immediate shutdown, without a checkpoint.
set -euo pipefail
die() { echo "cluster.sh: $*" >&2; exit 1; }
[ $# -ge 2 ] || die "usage: cluster.sh make|standby|start|stop|crash|promote|pid DIR ..."
command=$1 dir=$(realpath -m -- "$2")
shift 2
binaries=$(find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
binaries=${binaries%/initdb}
[ -n "$binaries" ] || die "PostgreSQL is missing, run tests/servers/install.sh"

as_owner() {
    if [ "$(id -u)" = 0 ]; then
        (cd "$dir" && exec setpriv --reuid=postgres --regid=postgres --clear-groups env -u LD_PRELOAD LC_ALL=C "$@")
    else
        (cd "$dir" && exec env LC_ALL=C "$@")
    fi
}

give() { [ "$(id -u)" != 0 ] || chown postgres:postgres "$@"; }

control() { as_owner "$binaries/pg_ctl" -s -w -t 60 -D "$dir/data" "$@" >>"$dir/control.log" 2>&1 </dev/null; }

configure() { # port
    cat >>"$dir/data/postgresql.conf" <<EOF
port = $1
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
max_connections = 300
shared_buffers = 32MB
logging_collector = off
wal_level = replica
max_wal_senders = 4
wal_keep_size = 64MB
hot_standby = on
EOF
}

make_cluster() { # port [certificate key]
    mkdir -p "$dir"
    chmod 755 "$dir"
    (umask 077 && od -An -N12 -tx1 /dev/urandom | tr -d ' \n' >"$dir/password")
    : >"$dir/control.log"
    give "$dir" "$dir/password" "$dir/control.log"
    as_owner "$binaries/initdb" -D "$dir/data" -U admin --pwfile="$dir/password" -A scram-sha-256 --auth-local=trust -E UTF8 --locale=C \
        --no-sync --no-instructions >>"$dir/control.log" 2>&1
    configure "$1"
    {
        echo "local all all trust"
        echo "local replication all trust"
        echo "hostssl all tlsonly 127.0.0.1/32 scram-sha-256"
        echo "hostnossl all tlsonly 127.0.0.1/32 reject"
        echo "host all all 127.0.0.1/32 scram-sha-256"
        echo "host replication admin 127.0.0.1/32 scram-sha-256"
    } >"$dir/data/pg_hba.conf"
    [ $# -lt 3 ] || {
        cp "$2" "$dir/data/server.crt"
        cp "$3" "$dir/data/server.key"
        chmod 600 "$dir/data/server.key"
        give "$dir/data/server.crt" "$dir/data/server.key"
        echo "ssl = on" >>"$dir/data/postgresql.conf"
    }
}

make_standby() { # port primary name
    local port=$1 primary=$2 name=$3
    mkdir -p "$dir"
    chmod 755 "$dir"
    : >"$dir/control.log"
    cp "$primary/password" "$dir/password"
    give "$dir" "$dir/password" "$dir/control.log"
    as_owner "$binaries/pg_basebackup" -h "$primary" -p "$(sed -n 4p "$primary/data/postmaster.pid")" -U admin -D "$dir/data" -R \
        -c fast --no-sync >>"$dir/control.log" 2>&1
    configure "$port"
    # The last setting of a name counts, and pg_basebackup has written the primary's connection.
    sed -i "s/^primary_conninfo = '/&application_name=$name /" "$dir/data/postgresql.auto.conf"
    control start -l "$dir/server.log"
    "$binaries/psql" -q -h "$primary" -p "$(sed -n 4p "$primary/data/postmaster.pid")" -U admin -d postgres \
        -c "alter system set synchronous_standby_names = '$name'" -c "select pg_reload_conf()" >>"$dir/control.log" 2>&1
}

case $command in
make) make_cluster "$@" ;;
standby) make_standby "$@" ;;
start) control start -l "$dir/server.log" ;;
stop) [ ! -f "$dir/data/postmaster.pid" ] || control stop -m fast ;;
crash) control stop -m immediate ;;
promote) control promote ;;
pid) head -n 1 "$dir/data/postmaster.pid" ;;
*) die "no such command: $command" ;;
esac
