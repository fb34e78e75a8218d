#!/usr/bin/env bash
# deploy/run against a newcomer's small differences: odd folders, nothing in the environment, a symbolic link, killed at
# every stage, started twice, a taken port. By hand; as root or as anybody else, with the packages installed.
#
#   tests/start.sh [CASE…]
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/samrad-start.XXXXXX")
chmod 0755 "$work"
cd "$work" || exit 70
port=18480 run='' passed=0 failed=()
start_s=90

end() {
        trap - EXIT
        stop
        rm -rf "$work"
}
trap end EXIT

answers() {
        [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/v1/bodies/sektorradet")" = 200 ]
}

# Starts deploy/run on a data folder, with further arguments of env, and waits until it answers.
begin() {
        local folder=$1 waited
        shift
        port=$((port + 1))
        env "$@" SAMRAD_DATA="$folder" SAMRAD_PORT=$port "${command:-$root/deploy/run}" >"$work/out" 2>&1 &
        run=$!
        for ((waited = 0; waited < start_s * 10; waited++)); do
                answers && return 0
                kill -0 "$run" 2>/dev/null || break
                sleep 0.1
        done
        cat "$work/out" >&2
        return 1
}

# Ends it as a terminal does, and holds it to leaving nothing running.
stop() {
        [ -n "$run" ] || return 0
        kill -TERM "$run" 2>/dev/null
        wait "$run" 2>/dev/null
        run=
}

quiet() {
        ! grep -E 'could not change directory|No such file|Permission denied|error:' "$work/out" >&2
}

# The postmaster of a data folder, if one runs.
postmaster() {
        local pid
        for pid in $(pgrep -x postgres); do
                case $(readlink "/proc/$pid/cwd") in "$1"/*data) echo "$pid" ;; esac
        done | head -n 1
}

nothing_left() {
        local tries
        for tries in {1..50}; do
                [ -z "$(postmaster "$1")" ] && ! answers && return 0
                sleep 0.1
        done
        echo "something still runs" >&2
        return 1
}

in_folder() {
        begin "$1" && quiet && stop && nothing_left "$1"
}

case_plain() { in_folder "$work/plain"; }
case_quote() { in_folder "$work/it's \"quoted\""; }
case_percent() { in_folder "$work/100% æøå, \$HOME"; }
case_long() { in_folder "$work/$(printf 'a-long-name-%.0s' {1..15})"; }

case_again() {
        in_folder "$work/again" && in_folder "$work/again"
}

case_homeless() {
        begin "$work/homeless" -u HOME && quiet && stop
}

case_linked() {
        ln -sf "$root/deploy/run" "$work/linked"
        command=$work/linked begin "$work/link" && quiet && stop
}

# From a folder that the user postgres may not enter.
case_closed() {
        mkdir -p "$work/closed" && chmod 0700 "$work/closed"
        (cd "$work/closed" && begin "$work/open" && quiet && stop)
}

case_killed() {
        begin "$work/killed" || return 1
        kill -KILL "$run"
        wait "$run" 2>/dev/null
        run=
        [ -n "$(postmaster "$work/killed")" ] || return 1 # what there is to be taken over
        in_folder "$work/killed"
}

# Killed again and again while it starts for the first time, a little later each time: then it starts.
case_killed_early() {
        local late
        for late in 0.05 0.2 0.4 0.6 0.8 1.0 1.3 1.7 2.2 3 4; do
                env SAMRAD_DATA="$work/early" SAMRAD_PORT=$((port + 1)) "$root/deploy/run" >"$work/out" 2>&1 &
                run=$!
                sleep "$late"
                kill -KILL "$run" 2>/dev/null
                wait "$run" 2>/dev/null
                run=
        done
        in_folder "$work/early"
}

# The server killed with the script, as by a power cut; its process id belongs to another program now.
case_power_cut() {
        local pid
        begin "$work/cut" || return 1
        pid=$(postmaster "$work/cut")
        kill -KILL "$run" "$pid"
        wait "$run" 2>/dev/null
        run=
        sleep 1
        sed -i "1s/.*/$$/" "$work/cut/postgres/data/postmaster.pid"
        in_folder "$work/cut"
}

# Arguments: a time in seconds within which it must have ended, and words that it must say.
refuses() {
        local seconds=$1 words=$2
        shift 2
        if timeout "$seconds" env "$@" "$root/deploy/run" >"$work/refused" 2>&1; then
                echo "was not refused" >&2
                return 1
        fi
        grep -q "$words" "$work/refused" || {
                cat "$work/refused" >&2
                return 1
        }
}

case_second() {
        begin "$work/second" || return 1
        refuses 2 'another deploy/run is at work' SAMRAD_DATA="$work/second" SAMRAD_PORT=18479 &&
                refuses 2 'listens on port' SAMRAD_DATA="$work/third" SAMRAD_PORT="$port" &&
                [ ! -e "$work/third/postgres" ] && answers && stop
}

cases=("$@")
[ ${#cases[@]} -gt 0 ] || mapfile -t cases < <(declare -F | sed -n 's/^declare -f case_//p')
for name in "${cases[@]}"; do
        if "case_$name"; then
                passed=$((passed + 1))
                echo "ok $name"
        else
                failed+=("$name")
                echo "not ok $name"
                stop
        fi
done
echo "$passed passed, ${#failed[@]} failed"
[ ${#failed[@]} = 0 ]
