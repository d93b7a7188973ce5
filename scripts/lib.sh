# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034 # its variables are used by those who source it
# What the scripts of this folder share. Source it; it does nothing by itself.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# Debian packages, one list a purpose.
packages_build=(g++ cmake ninja-build pkg-config git ccache qt6-base-dev libqt6sql6-sqlite libqt6sql6-psql libqt6sql6-mysql
    libboost-dev libtomlplusplus-dev libsqlite3-dev libpq-dev libmariadb-dev)
packages_postgresql=(postgresql)
packages_mysql=(mariadb-server-core mariadb-client-core)
packages_servers=("${packages_postgresql[@]}" "${packages_mysql[@]}")
packages_test=("${packages_build[@]}" "${packages_servers[@]}" librapidcheck-dev python3 openssl)
packages_ci=("${packages_test[@]}" clang-format-19 clang-tidy-19 shellcheck)
packages_bench=("${packages_build[@]}" "${packages_servers[@]}" libbenchmark-dev)
packages_peers=(libsoci-dev libsoci-sqlite3-4.0 libsoci-postgresql4.0 libsoci-mysql4.0 python3-sqlalchemy python3-django python3-psycopg2 python3-mysqldb)
packages_dev=("${packages_ci[@]}" libbenchmark-dev gdb)

say() { printf '\n== %s\n' "$*"; }
die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Prints the comment at the head of the calling script, which is its manual.
usage() { sed -n '3,/^[^#]/{ s/^# \{0,1\}//p }' "$0"; }

# needs_value "$@": fails clearly when nothing follows the option $1.
needs_value() { [[ $# -ge 2 ]] || die "$1 needs a value (see --help)"; }

as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "needs root for: $* (install sudo, or run that as root and start again)"
    fi
}

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# Installs those of the given Debian packages that are missing; touches neither apt nor the network when none is.
install_packages() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian: make sure that you have what these packages hold: $*"
        return
    fi
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    say "installing ${missing[*]}"
    as_root apt-get update -qq
    [[ " ${missing[*]} " != *" postgresql "* ]] || keep_postgresql_from_starting
    install_now "${missing[@]}"
}

install_now() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; }

# Debian's package makes a server and starts it at each boot. Only the programs are wanted here.
keep_postgresql_from_starting() {
    install_now postgresql-common
    as_root sed -i 's/^#\?create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
}

cores() { nproc 2>/dev/null || echo 2; }

# configure PRESET [cmake option…]: into build/PRESET.
configure() {
    say "configuring the preset $1"
    (cd "$root" && cmake --preset "$@")
}

# build PRESET [target…]
build() {
    local preset=$1 target=()
    shift
    [[ $# -eq 0 ]] || target=(--target "$@")
    say "building ${*:-everything} with the preset $preset"
    (cd "$root" && cmake --build --preset "$preset" -j "$(cores)" ${target[@]:+"${target[@]}"})
}

# start_servers [postgresql|mysql|all]: private servers for this script alone, stopped when it ends however it ends.
# Sets QUOIN_TEST_POSTGRESQL_URL and QUOIN_TEST_MYSQL_URL. run_servers is what to start them with: taskset, nice, …
run_servers=()
start_servers() {
    servers_folder=$(mktemp -d "${TMPDIR:-/tmp}/quoin-servers.XXXXXX")
    trap 'stop_servers' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    say "starting private servers: ${1:-all}"
    ${run_servers[@]:+"${run_servers[@]}"} "$root/scripts/servers" start "${1:-all}" --folder "$servers_folder"
    eval "$("$root/scripts/servers" env --folder "$servers_folder")"
}

stop_servers() {
    [[ -n ${servers_folder:-} ]] || return 0
    "$root/scripts/servers" stop all --folder "$servers_folder" >/dev/null || true
    servers_folder=
}
