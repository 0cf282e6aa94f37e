#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: compare_import.sh BUILD_FOLDER [RUNS]
# Importing a capture into a searchable session against 'tshark -q -z sip,stat' on the same file, in turns, in one
# run: wall time, memory, size. Reads the capture named in RHAPSODE_BENCH_CAPTURE, or makes one of a million
# messages. Exit 1 when a bound of README.md is missed.
set -euo pipefail

build=$1 runs=${2:-3}
cli=$build/app/rhapsode-cli
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

capture=${RHAPSODE_BENCH_CAPTURE:-}
if [[ -z $capture ]]; then
    capture=$folder/bench.pcap
    "$build/tests/bench/make_capture" "$capture" 1000000
fi

# measure NAME COMMAND...: appends "seconds kilobytes" to a file named NAME.
measure() {
    local name=$1
    shift
    /usr/bin/time -a -o "$folder/$name" -f '%e %M' "$@" > /dev/null 2>&1
}
median() { sort -n "$1" | awk -v column="$2" '{ value[NR] = $column } END { print value[int((NR + 1) / 2)] }'; }

for ((run = 1; run <= runs; ++run)); do
    measure tshark tshark -r "$capture" -q -z sip,stat
    rm -f "$folder/bench.rhapsode"
    measure rhapsode "$cli" import -o "$folder/bench.rhapsode" "$capture"
done
measure reopen "$cli" calls "$folder/bench.rhapsode" --limit 50

awk -v name="$(basename "$capture")" -v bytes="$(stat -c %s "$capture")" -v session="$(stat -c %s "$folder/bench.rhapsode")" \
    -v t="$(median "$folder/tshark" 1)" -v tm="$(median "$folder/tshark" 2)" \
    -v r="$(median "$folder/rhapsode" 1)" -v rm="$(median "$folder/rhapsode" 2)" -v o="$(median "$folder/reopen" 1)" '
BEGIN {
    printf "%s, %.0f MB\n", name, bytes / 1e6
    printf "| | tshark sip,stat | rhapsode import | ratio | bound |\n|---|--:|--:|--:|--:|\n"
    printf "| wall time | %.2f s | %.2f s | %.2f | 0.25 |\n", t, r, r / t
    printf "| peak memory | %.0f MiB | %.0f MiB | %.2f | 0.20 |\n", tm / 1024, rm / 1024, rm / tm
    printf "| session / capture | | %.0f MB | %.2f | 0.33 |\n", session / 1e6, session / bytes
    printf "| reopen, list calls | | %.2f s | | 1 s |\n", o
    exit !(r / t <= 0.25 && rm / tm <= 0.20 && session / bytes <= 1 / 3 && o < 1)
}'
