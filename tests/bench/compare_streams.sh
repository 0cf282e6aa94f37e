#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: compare_streams.sh BUILD_FOLDER [RUNS]
# Analysing the RTP of a capture, that is importing it and listing its streams, against 'tshark -q -z rtp,streams' on the
# same file, in turns, in one run: wall time and memory, and that both find the same. Reads the capture named in
# RHAPSODE_BENCH_CAPTURE, or makes one of 500,000 packets in 1,000 calls. Exit 1 when a bound of README.md is missed.
set -euo pipefail

build=$1 runs=${2:-3}
cli=$build/app/rhapsode-cli
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

capture=${RHAPSODE_BENCH_CAPTURE:-}
if [[ -z $capture ]]; then
    capture=$folder/bench.pcap
    "$build/tests/bench/make_media_capture" "$capture" 1000 500000
fi

# measure NAME COMMAND...: appends "seconds kilobytes" to a file named NAME, and writes what was printed to NAME.out.
measure() {
    local name=$1
    shift
    /usr/bin/time -a -o "$folder/$name" -f '%e %M' "$@" > "$folder/$name.out" 2> /dev/null
}
median() { sort -n "$1" | awk -v column="$2" '{ value[NR] = $column } END { print value[int((NR + 1) / 2)] }'; }

for ((run = 1; run <= runs; ++run)); do
    measure tshark tshark -n -r "$capture" -q -z rtp,streams
    measure rhapsode "$cli" streams "$capture" --format csv
done

# Streams, packets and losses of both.
theirs=$(sed -nE 's/.* 0x[0-9A-F]{8} +.* +([0-9]+) +(-?[0-9]+) \( *-?[0-9.]+%\).*/\1 \2/p' "$folder/tshark.out" \
    | awk '{ packets += $1; lost += $2 } END { print NR, packets, lost }')
ours=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; ++i) column[$i] = i; next }
    { packets += $column["packets"]; lost += $column["lost"] } END { print NR - 1, packets, lost }' "$folder/rhapsode.out")

awk -v name="$(basename "$capture")" -v bytes="$(stat -c %s "$capture")" -v theirs="$theirs" -v ours="$ours" \
    -v t="$(median "$folder/tshark" 1)" -v tm="$(median "$folder/tshark" 2)" \
    -v r="$(median "$folder/rhapsode" 1)" -v rm="$(median "$folder/rhapsode" 2)" '
BEGIN {
    printf "%s, %.0f MB\n", name, bytes / 1e6
    printf "| | tshark rtp,streams | rhapsode streams | ratio | bound |\n|---|--:|--:|--:|--:|\n"
    printf "| wall time | %.2f s | %.2f s | %.2f | 0.25 |\n", t, r, r / t
    printf "| peak memory | %.0f MiB | %.0f MiB | %.2f | |\n", tm / 1024, rm / 1024, rm / tm
    printf "| streams, packets, lost | %s | %s | | the same |\n", theirs, ours
    exit !(r / t < 0.25 && theirs == ours)
}'
