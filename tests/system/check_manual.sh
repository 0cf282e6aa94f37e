#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: check_manual.sh PROGRAM PAGE      (exit 77 without mandoc)
# The manual page and --help name the same commands and options, so that neither promises what the other lacks.
set -euo pipefail

cli=$1 page=$2
status=0
export QT_QPA_PLATFORM=offscreen
command -v mandoc >/dev/null || { echo "mandoc is not installed"; exit 77; }

# options_in: the long options in a text.
options_in() { grep -oE -- '(^|[^[:alnum:]-])--[a-z][a-z-]+' | grep -oE -- '--[a-z-]+' | sort -u; }

manual=$(mandoc -T ascii "$page" | sed -e 's/.\x08//g')
help=$("$cli" --help)
commands=$(sed -n '/^Subcommands:/,$p' <<< "$help" | sed -nE 's/^  ([a-z]+) .*/\1/p')
for command in $commands; do
    grep -qE "^ +([a-z]+ \| )*$command\b" <<< "$manual" \
        || { echo "FAIL: the manual does not describe the command '$command'"; status=1; }
    help+=$'\n'$("$cli" "$command" --help)
done
while read -r option; do
    echo "FAIL: the manual lacks $option"
    status=1
done < <(comm -23 <(options_in <<< "$help") <(options_in <<< "$manual"))
while read -r option; do
    echo "FAIL: the manual describes $option, and no command knows it"
    status=1
done < <(comm -13 <(options_in <<< "$help") <(options_in <<< "$manual"))
exit "$status"
