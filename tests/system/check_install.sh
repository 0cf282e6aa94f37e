#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: check_install.sh BUILD
# Installs BUILD into an empty prefix, starts the programs from there, and makes and opens the Debian package.
# Exit 77 when the packaging tools are not here.
set -euo pipefail

build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf 'FAIL: %s\n' "$*"; exit 1; }

for tool in desktop-file-validate mandoc dpkg-deb dpkg-shlibdeps; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 77; }
done

cmake --install "$build" --prefix "$work/prefix" >/dev/null
export QT_QPA_PLATFORM=offscreen HOME=$work XDG_RUNTIME_DIR=$work LC_ALL=C.UTF-8
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
for program in "$work"/prefix/bin/*; do
    name=$(basename "$program")
    says=$("$program" --version) || fail "$name --version does not start from the prefix"
    [[ $says == *"$version"* ]] || fail "$name --version says '$says', and this is $version"
    [[ -f $work/prefix/share/man/man1/$name.1 ]] || fail "$name has no manual page"
    echo "$says"
done
[[ -x $work/prefix/bin/rhapsode-cli ]] || fail "rhapsode-cli is not installed"
sniff=$work/prefix/libexec/rhapsode/rhapsode-sniff
[[ $("$sniff" --version) == *"$version"* ]] || fail "rhapsode-sniff does not start from the prefix"

for rows in messages calls findings registrations subscriptions health streams sources agents link clocks statistics; do
    "$work/prefix/bin/rhapsode-cli" "$rows" --schema | cmp -s - "$work/prefix/share/rhapsode/schema/$rows.schema.json" \
        || fail "the installed schema of $rows is not the one of the program"
done

for page in "$work"/prefix/share/man/man?/*; do
    mandoc -T lint -W warning "$page" || fail "mandoc finds fault with $page"
done
for entry in "$work"/prefix/share/applications/*; do
    [[ ! -e $entry ]] || desktop-file-validate "$entry" || fail "$entry is not a valid desktop file"
done

(cd "$work" && cpack --config "$build/CPackConfig.cmake" -B "$work/deb" >"$work/cpack.log" 2>&1) \
    || { cat "$work/cpack.log"; fail "cpack"; }
package=$(find "$work/deb" -name 'rhapsode_*.deb' -print -quit)
[[ -n $package ]] || fail "cpack made no package"
dpkg-deb -x "$package" "$work/opened"
"$work/opened/usr/bin/rhapsode-cli" --version >/dev/null || fail "rhapsode-cli of the package does not start"
[[ -x $work/opened/usr/libexec/rhapsode/rhapsode-sniff ]] || fail "the package lacks rhapsode-sniff"
dpkg-deb -e "$package" "$work/control"
[[ -x $work/control/postinst ]] || fail "nothing gives rhapsode-sniff of the package its capability"
depends=$(dpkg-deb -f "$package" Depends)
for library in libsqlite3-0 libpcap0.8 libc6 libcap2-bin; do
    [[ $depends == *"$library"* ]] || fail "the package does not depend on $library, only on: $depends"
done
printf '%s: %s\n' "$(basename "$package")" "$depends"
