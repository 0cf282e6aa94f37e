#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: compare_tracking.sh BUILD_FOLDER [RUNS]
# Importing a capture against importing it without following calls, registrations and offers of media, in turns, in one
# run: wall time and CPU time, and that both write the same messages. Reads the capture named in RHAPSODE_BENCH_CAPTURE,
# or makes one of a million messages. Exit 1 when the bound of README.md is missed.
set -euo pipefail

build=$1 runs=${2:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

capture=${RHAPSODE_BENCH_CAPTURE:-}
if [[ -z $capture ]]; then
    capture=$folder/bench.pcap
    "$build/tests/bench/make_capture" "$capture" 1000000
fi

# measure PROGRAM: appends "wall-seconds CPU-seconds" to a file of its name, and what it wrote to one in .out.
measure() {
    rm -f "$folder"/bench.rhapsode*
    /usr/bin/time -o "$folder/time" -f '%e %U %S' \
        "$build/tests/bench/$1" "$capture" "$folder/bench.rhapsode" > "$folder/$1.out"
    awk '{ print $1, $2 + $3 }' "$folder/time" >> "$folder/$1"
}
# value PROGRAM COLUMN: the median, and the smallest.
value() {
    sort -n -k "$2,$2" "$folder/$1" \
        | awk -v column="$2" '{ value[NR] = $column } END { print value[int((NR + 1) / 2)], value[1] }'
}

for ((run = 1; run <= runs; ++run)); do
    measure bench_import_untracked
    measure bench_import
done

read -r messages calls < "$folder/bench_import.out"
read -r theirs _ < "$folder/bench_import_untracked.out"
awk -v name="$(basename "$capture")" -v messages="$messages" -v theirs="$theirs" -v calls="$calls" \
    -v wall="$(value bench_import_untracked 1) $(value bench_import 1)" \
    -v cpu="$(value bench_import_untracked 2) $(value bench_import 2)" '
function row(name, values, part) {
    split(values, part, " ")
    printf "| %s | %.2f s (%.2f) | %.2f s (%.2f) | %+.0f %% (%+.0f) | 40 %% |\n", name, part[1], part[2], part[3], part[4],
        100 * (part[3] / part[1] - 1), 100 * (part[4] / part[2] - 1)
    return part[3] / part[1] <= 1.4
}
BEGIN {
    printf "%s, medians (smallest)\n", name
    printf "| | without tracking | with | tracking adds | bound |\n|---|--:|--:|--:|--:|\n"
    good = row("wall time", wall)
    good = row("CPU time", cpu) && good
    printf "| messages | %d | %d | | the same |\n| calls | | %d | | |\n", theirs, messages, calls
    exit !(good && theirs == messages && calls > 0)
}'
