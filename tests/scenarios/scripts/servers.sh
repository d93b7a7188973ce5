#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# servers.sh SERVERS: starts private servers in folders that are hard to handle, looks at them, stops them, and sees that
# nothing is left and that the servers of others still run.
set -euo pipefail

servers=$1
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

fail() {
    echo "$*" >&2
    exit 1
}

# A quote and a blank in the path, which is too long for that of a Unix socket.
chmod 755 "$work"
folder="$work/it's $(printf 'long%.0s' {1..30})"
"$servers" start --folder "$folder" >/dev/null
status=$("$servers" status --folder "$folder")
mapfile -t pids < <(grep -oP '(?<=pid )\d+' <<<"$status")
[[ ${#pids[@]} -eq 2 ]] || fail "two servers should run: $status"
[[ $status != *planted* ]] || fail "status prints a password: $status"

eval "$("$servers" env --folder "$folder")"
for variable in QUOIN_TEST_{POSTGRESQL,MYSQL}{_URL,_SOCKET_URL}; do
    [[ -n ${!variable} ]] || fail "$variable is not set"
done
[[ $QUOIN_TEST_POSTGRESQL_URL == postgresql://*@127.0.0.1:* && $QUOIN_TEST_MYSQL_URL == mysql://*@127.0.0.1:* ]] \
    || fail "the servers should listen on loopback"
port=${QUOIN_TEST_POSTGRESQL_URL##*:}
(exec 3<>"/dev/tcp/127.0.0.1/${port%%/*}") || fail "nobody listens on ${port%%/*}"
sockets=$(dirname "$(sed 's/.*@\(.*\)\/[^/]*$/\1/; s/%2F/\//g' <<<"$QUOIN_TEST_MYSQL_SOCKET_URL")")
[[ -S $sockets/server.sock ]] || fail "there is no $sockets/server.sock"

# The test's own servers, those of others here, run beside them.
[[ $("$servers" start --folder "$folder") == *"runs already"* ]] || fail "a second start should find them"
"$servers" stop --folder "$folder" >/dev/null
for pid in "${pids[@]}"; do
    ! kill -0 "$pid" 2>/dev/null || fail "process $pid still runs"
done
[[ ! -e $folder && ! -e $sockets ]] || fail "stop left $folder or $sockets"

# Ended in the middle of the start: nothing goes on and nothing is left.
folder=$work/ended
"$servers" start --folder "$folder" >/dev/null 2>&1 &
starting=$!
sleep 0.7
kill -TERM "$starting"
wait "$starting" && fail "an ended start should fail"
[[ ! -e $folder ]] || fail "an ended start left $(find "$folder" | head -n 5)"
! pgrep -f -- "$folder" >/dev/null || fail "an ended start left processes: $(pgrep -af -- "$folder")"
echo "all as it should be"
