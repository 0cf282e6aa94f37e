# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What installer/run and installer/test share: saying what happens, installing packages, building.
# Sourced, after `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)

# step TEXT: announces the next step, with the seconds since the start.
step() { printf '== [%4d s] %s\n' "$SECONDS" "$*"; }

note() { printf '   %s\n' "$*"; }

# die TEXT...: one line on what is wrong and what to do about it, then exit 1.
die()
{
    printf 'rhapsode: %s\n' "$*" >&2
    exit 1
}

require_debian_12()
{
    local id="" version=""
    if [[ -r /etc/os-release ]]; then
        id=$(. /etc/os-release && printf '%s' "${ID:-}")
        version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
    fi
    [[ $id == debian && $version == 12 ]] || die "this installs packages for Debian 12, and this is" \
        "'${id:-unknown} ${version:-}': install the counterparts of installer/packages/*.txt yourself," \
        "then build with cmake --preset release."
}

# packages_in LIST...: the package names in installer/packages/LIST.txt.
packages_in()
{
    local list
    for list in "$@"; do
        sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$root/installer/packages/$list.txt"
    done
}

# missing_packages NAME...: those that dpkg does not have completely installed.
missing_packages()
{
    local name
    local -A installed=()
    # shellcheck disable=SC2016 # dpkg-query expands these itself
    while read -r name; do
        installed[$name]=1
    done < <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii  *//p')
    for name in "$@"; do
        [[ -n ${installed[$name]:-} ]] || printf '%s\n' "$name"
    done
}

# require_space FOLDER MIB PURPOSE: stops early instead of half way through on a full disk.
require_space()
{
    local free
    free=$(df --output=avail -m "$1" | tail -n 1)
    ((free >= $2)) || die "$3 needs about $2 MiB on the disk of $1 and $((free)) MiB are free: make room and" \
        "start this again."
}

# install_packages LIST...: installs what is missing from the lists; asks for sudo only for that.
install_packages()
{
    local -a wanted missing
    mapfile -t wanted < <(packages_in "$@")
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    if ((${#missing[@]} == 0)); then
        note "all ${#wanted[@]} packages are installed"
        return
    fi
    require_debian_12
    require_space /usr 3000 "installing packages"
    note "installing, which takes about a minute: ${missing[*]}"
    if ((EUID == 0)); then
        "$root/installer/apt_install" "${missing[@]}"
    elif command -v sudo >/dev/null; then
        sudo -- "$root/installer/apt_install" "${missing[@]}"
    else
        die "these packages are missing and only root can install them: ${missing[*]}. There is no sudo here:" \
            "become root (su -) and run: $root/installer/apt_install ${missing[*]}"
    fi || die "the packages could not be installed (the reason stands above): correct it and start this again."
}

# configure PRESET: only when the build folder is new or the presets changed; ninja notices the rest.
configure()
{
    local folder=$root/build/$1 stamp
    stamp=$(sha256sum < "$root/CMakePresets.json")
    if [[ -f $folder/build.ninja && -f $folder/.presets && $(< "$folder/.presets") == "$stamp" ]]; then
        return
    fi
    require_space "$root" 2000 "building"
    (cd "$root" && cmake --preset "$1" --log-level=WARNING > /dev/null) || die "configuring the preset '$1' failed (see above)."
    printf '%s\n' "$stamp" > "$folder/.presets"
}

# build PRESET [TARGET...]: configures when needed and builds.
build()
{
    local folder=$root/build/$1 target
    local -a targets=()
    configure "$1"
    for target in "${@:2}"; do
        targets+=(--target "$target")
    done
    NINJA_STATUS='   [%f/%t, %e s] ' cmake --build "$folder" --parallel "$jobs" "${targets[@]}"
}
