#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: check_manual.sh RHAPSODE_CLI PAGE
# The manual page and --help name the same commands and options, so that neither promises what the other lacks.
set -euo pipefail

cli=$1 page=$2
status=0

# options_in: the long options in a text.
options_in() { grep -oE -- '(^|[^[:alnum:]-])--[a-z][a-z-]+' | grep -oE -- '--[a-z-]+' | sort -u; }

manual=$(sed -e 's/\\-/-/g' -e 's/\\f[A-Z]//g' "$page")
commands=$("$cli" --help | sed -n '/^Subcommands:/,$p' | sed -nE 's/^  ([a-z]+) .*/\1/p')
[[ -n $commands ]] || { echo "FAIL: --help names no commands"; exit 1; }

help=$("$cli" --help)
for command in $commands; do
    grep -qE "^(\.B|\.BI|\.BR|\.SS|\.TP)? *\"?(rhapsode-cli )?$command\b" <<< "$manual" \
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
