#!/bin/bash
# Installs what servers.sh and the other tests of .ci/run need and this machine lacks. Quick, and without network, where nothing is missing.
# Postfix and Dovecot are Debian packages. Exim is only unpacked: as a package it would remove Postfix.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${SMTPSOAR_SERVER_CACHE:-$here/.cache}
export DEBIAN_FRONTEND=noninteractive

die() { echo "install.sh: $*" >&2; exit 1; }
installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
need_root() { [ "$(id -u)" = 0 ] || die "$1; run it once as root"; }

lists_fresh=
apt() { # a machine's package lists may be empty or stale, so they are fetched before the first package
    need_root "packages are missing ($*)"
    if [ -z "$lists_fresh" ]; then
        apt-get -qq -o DPkg::Lock::Timeout=300 update
        lists_fresh=yes
    fi
    apt-get -qq -y -o APT::Sandbox::User=root -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"
}

install_packages() {
    local missing=() package
    for package in "$@"; do installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} = 0 ] || apt install --no-install-recommends "${missing[@]}"
}

install_mail_packages() {
    if ! installed postfix; then
        [ ! -e /usr/sbin/sendmail ] || [ "${CI:-}" = true ] ||
            die "this machine has another mail server, which the postfix package would remove; set CI=true to allow that"
        need_root "postfix is missing"
        echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
    fi
    install_packages postfix dovecot-core openssl
}

install_exim() {
    exim_runs || unpack_exim
    id -u Debian-exim >/dev/null 2>&1 || {
        # Exim ends at once, even when asked for its version, without the user that its package makes.
        need_root "the user Debian-exim is missing"
        useradd --system --user-group --no-create-home --home-dir /var/spool/exim4 --shell /usr/sbin/nologin Debian-exim
    }
}

exim_runs() { # the cache may be older than the machine, which then lacks Exim's libraries
    [ -x "$cache/exim/usr/sbin/exim4" ] && ! ldd "$cache/exim/usr/sbin/exim4" | grep -q 'not found'
}

unpack_exim() {
    local work
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/unpack.XXXXXX")
    (cd "$work" && apt download exim4-daemon-light)
    local libraries
    libraries=$(dpkg-deb -f "$work"/exim4-daemon-light_*.deb Depends | tr ',' '\n' | sed 's/[|(:].*//; s/ //g' | grep '^lib')
    # shellcheck disable=SC2086 # one word a package
    install_packages $libraries
    dpkg -x "$work"/exim4-daemon-light_*.deb "$work/exim"
    rm -rf "$cache/exim"
    mv "$work/exim" "$cache/exim"
    rm -rf "$work"
}

install_node_packages() {
    command -v node >/dev/null || install_packages nodejs
    cmp -s "$here/package-lock.json" "$here/node_modules/.installed-lock.json" && return
    command -v npm >/dev/null || install_packages npm
    (cd "$here" && npm ci --no-fund --no-audit --loglevel=error)
    cp "$here/package-lock.json" "$here/node_modules/.installed-lock.json"
}

install_browser() { # the tests of what people see in one take any of its kind that is there
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        ! command -v "$name" >/dev/null || return 0
    done
    install_packages chromium
}

install_tmux() { # drives the tests of what only a terminal shows
    install_packages tmux
}

install_judges() { # programs that judge signed and encrypted mails
    install_packages openssl gpgsm gnupg libnss3-tools
}

install_mono() { # runs the tests of the .NET Framework half; the facades that they need are in mono-devel
    install_packages mono-devel ca-certificates-mono libmono-btls-interface4.0-cil libmono-i18n4.0-all
}

install_signature_programs() { # verify what the module signs, and sign what it reads: DKIM by OpenDKIM and dkimpy, OpenPGP by gpg
    install_packages gnupg opendkim opendkim-tools python3-dkim python3-nacl
}

install_postgres() { # without a server of its own that would start with the machine
    ! find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | grep -q . || return 0
    install_packages postgresql-common
    sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    install_packages postgresql
}

install_mails() { # a public collection, many of them broken on purpose: those that Python tests its own reader with, only unpacked
    [ ! -d "$cache/mails" ] || return 0
    local version work
    version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/unpack.XXXXXX")
    (cd "$work" && apt download "libpython$version-testsuite")
    dpkg -x "$work"/*.deb "$work/all"
    mv "$work/all/usr/lib/python$version/test/test_email/data" "$cache/mails"
    rm -rf "$work"
}

install_pooler() { # stands between the outbox and its database in one test, which starts its own
    install_packages pgbouncer
}

install_clock_steps() { # sets the clock of one process while it runs
    install_packages libfaketime
}

install_mail_packages
install_postgres
install_pooler
install_clock_steps
install_signature_programs
install_mails
install_exim
install_node_packages
install_browser
install_tmux
install_judges
install_mono
