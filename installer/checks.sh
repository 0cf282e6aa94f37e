# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The checks of installer/test. Each one is a function that says what it found and returns
# non-zero when something is wrong; all of them run, so that one run shows everything.

# shellcheck source=installer/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly reports=$root/build/reports passed_file=$root/build/passed
summary=
failed_checks=()
skipped=()

# check NAME COMMAND...: runs one check and remembers a failure.
check()
{
    local started=$SECONDS
    if "${@:2}"; then
        note "$1: passed in $((SECONDS - started)) s"
    else
        note "$1: FAILED after $((SECONDS - started)) s"
        failed_checks+=("$1")
    fi
}

# skip NAME REASON: for what cannot run on this machine; listed at the end.
skip() { skipped+=("$1: $2"); }

# tracked PATTERN...: tracked files and new ones that are not ignored.
tracked()
{
    if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
        git -C "$root" ls-files --cached --others --exclude-standard --deduplicate -- "$@"
    else
        die "the checks list files with git, and this folder is no git checkout."
    fi
}

# state_of_everything LONG: what the result of a run depends on, as one word: the files, the system, the captures.
state_of_everything()
{
    {
        printf '%s\n' "$1" "$EUID" "$(uname -r)" "${RHAPSODE_CORPUS:-}"
        dpkg-query -W
        if [[ -d ${RHAPSODE_CORPUS:-} ]]; then
            find "$RHAPSODE_CORPUS" -type f -printf '%p %s %T@\n' | LC_ALL=C sort
        fi
        cd "$root" || exit
        tracked | xargs -d '\n' stat -c '%a %n' 2>&1 || true # a file may have been removed
        tracked | xargs -d '\n' sha256sum 2>&1 || true
    } | sha256sum | cut -c 1-64
}

# stop_when_passed STATE: ends here when everything has passed in this state.
stop_when_passed()
{
    local summary
    [[ -r $passed_file && $(head -n 1 "$passed_file") == "$1" ]] || return 0
    summary=$(tail -n 1 "$passed_file")
    note "nothing has changed since all of it passed ($(date -r "$passed_file" '+%F %R')); --again runs it once more"
    printf '%s\n' "$summary"
    exit 0
}

# remember_passed STATE LONG: unless something was changed meanwhile.
remember_passed()
{
    [[ $(state_of_everything "$2") == "$1" ]] || return 0
    printf '%s\n' "$1" "$summary" > "$passed_file"
}

check_format()
{
    local -a files
    mapfile -t files < <(tracked '*.cpp' '*.h')
    (cd "$root" && clang-format-16 --dry-run -Werror "${files[@]}") || return 1
    note "${#files[@]} files"
}

check_scripts()
{
    local -a files
    mapfile -t files < <(cd "$root" && tracked installer tests app .ci | xargs -r grep -lE '^#!/bin/(ba)?sh|^# shellcheck shell')
    (cd "$root" && shellcheck -x "${files[@]}") || return 1
    note "${#files[@]} scripts"
}

# run_tests PRESET LABELS [FOLDER...]: builds and runs the tests of the folders below tests/ (or all of them),
# without a display and with a home of their own.
run_tests()
{
    local folder=$root/build/$1 home=$root/build/home
    local -a folders=("${@:3}") targets=()
    if ((${#folders[@]} > 0)); then
        targets=("${folders[@]/#/tests/}")
        targets=("${targets[@]/%//all}")
    fi
    build "$1" "${targets[@]}" || return 1
    mkdir -p "$reports" "$home"
    install -d -m 700 "$home/runtime"
    (
        unset DISPLAY WAYLAND_DISPLAY
        export HOME=$home XDG_RUNTIME_DIR=$home/runtime QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
        unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME
        cd "$folder" && ctest --label-regex "^($2)\$" --parallel "$jobs" --output-on-failure \
            --tests-regex "^($(IFS='|' && printf '%s' "${folders[*]}"))" \
            --test-output-size-passed 4194304 --test-output-size-failed 4194304 \
            --output-junit "$reports/$1.xml"
    )
}

# The fuzz targets read the inputs that once failed, then search for five seconds each.
run_fuzz_regressions() { run_tests fuzz fuzz fuzz; }

# tidy SECONDS TARGET...: the tidy preset runs clang-tidy beside the compiler, so ninja knows what is left
# to do. Stops at the time limit; what was found until then counts.
tidy()
{
    local log=$reports/clang-tidy.log status=0
    mkdir -p "$reports"
    configure tidy
    NINJA_STATUS='   [%f/%t, %e s] ' timeout --foreground --signal=INT "$1" \
        ninja -C "$root/build/tidy" -k 0 -j "$jobs" "${@:2}" > "$log" 2>&1 || status=$?
    if grep -q '^FAILED: ' "$log"; then
        grep -h ' error: ' "$log" | sort -u || true
        note "the whole of it is in ${log#"$root"/}"
        return 1
    fi
    if ((status == 124)); then
        note "stopped after $1 s at$(grep -o '\[[0-9]*/[0-9]*' "$log" | tail -n 1 | tr '[' ' ') steps; --long does the rest"
    elif ((status != 0)); then
        tail -n 20 "$log"
        return 1
    fi
}

check_tidy_all() { tidy 7200 all; }

# run_fuzzers SECONDS: each fuzz target for so long, from what it found before.
run_fuzzers()
{
    local folder=$root/build/fuzz/tests/fuzz target name status=0
    for target in "$folder"/fuzz_*; do
        [[ -f $target && -x $target ]] || continue
        name=$(basename "$target")
        note "$name for $1 s"
        "$target" -max_total_time="$1" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$reports/" \
            "$folder/corpus/$name" > "$reports/$name.log" 2>&1 || {
            tail -n 30 "$reports/$name.log"
            note "the input that failed is in ${reports#"$root"/}: put it into tests/fuzz/regressions/$name"
            status=1
        }
    done
    return "$status"
}

run_benchmarks()
{
    local target
    build bench || return 1
    mkdir -p "$reports/bench"
    for target in "$root"/build/bench/tests/bench/bench_*; do
        [[ -f $target && -x $target ]] || continue
        "$target" --benchmark_out="$reports/bench/$(basename "$target").json" --benchmark_out_format=json || return 1
    done
}

run_fresh_machine()
{
    if ((EUID != 0)); then
        skip fresh-machine "a chroot needs root; run tests/system/fresh_machine.sh as root"
        return
    fi
    "$root/tests/system/fresh_machine.sh"
}

# finish: prints what was skipped and why, what failed, and the closing line; exits 1 when anything failed.
finish()
{
    local report suite kind rest p f s passed=0 failed=0 count=0 line
    local -a failures=()
    for report in "$reports"/*.xml; do
        suite=$(basename "$report" .xml)
        while read -r kind rest; do
            case $kind in
                skip) skipped+=("$suite $rest") ;;
                fail) failures+=("$suite $rest") ;;
                total)
                    read -r p f s <<< "$rest"
                    passed=$((passed + p)) failed=$((failed + f)) count=$((count + s))
                    ;;
            esac
        done < <(awk -f "$root/installer/test_summary.awk" "$report")
    done
    step "Summary"
    if ((${#skipped[@]} > 0)); then
        note "Skipped:"
        for line in "${skipped[@]}"; do note "  $line"; done
    fi
    for line in "${failures[@]}"; do note "FAILED test: $line"; done
    for line in "${failed_checks[@]}"; do note "FAILED check: $line"; done
    # A check that failed without a failed test in it (format, a build) is one failure more.
    if ((failed == 0)); then failed=${#failed_checks[@]}; fi
    summary="$passed passed, $failed failed, $count skipped"
    printf '%s\n' "$summary"
    ((failed == 0 && ${#failed_checks[@]} == 0))
}
