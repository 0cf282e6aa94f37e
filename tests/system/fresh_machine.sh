#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: tests/system/fresh_machine.sh [packages|run|test|all]    (as root; needs debootstrap and about 8 GB)
# Proves installer/run and installer/test on a fresh Debian 12 with git and nothing else, in a chroot that is
# removed at the end. `run` comes first, so that its own package list is what it is proven with. Takes the
# last commit, not what is changed since. `packages` installs and configures without building. The archive and
# the proxy are those that apt uses here.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
what=${1:-all}

say() { printf '== fresh machine [%4d s] %s\n' "$SECONDS" "$*"; }

die()
{
    printf 'fresh_machine: %s\n' "$*" >&2
    exit 1
}

case $what in
    packages | run | test | all) ;;
    *) echo "usage: $0 [packages|run|test|all]" >&2; exit 2 ;;
esac
((EUID == 0)) || die "a chroot needs root: start this with sudo."
command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap."

# A mount and process namespace of its own: its mounts and processes end with it, however it ends.
if [[ ${FRESH_MACHINE_FOLDER:-} == "" ]]; then
    FRESH_MACHINE_FOLDER=$(mktemp -d "${TMPDIR:-/var/tmp}/rhapsode-fresh.XXXXXX")
    export FRESH_MACHINE_FOLDER
    child=
    trap 'if [[ -n $child ]]; then kill "$child" 2>/dev/null || true; wait "$child" || true; fi
          rm -rf --one-file-system "$FRESH_MACHINE_FOLDER"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    free=$(df --output=avail -m "$FRESH_MACHINE_FOLDER" | tail -n 1)
    ((free >= 8000)) || die "about 8000 MiB are needed in ${FRESH_MACHINE_FOLDER%/*} and $free are free: set TMPDIR."
    unshare --mount --propagation private --pid --fork --kill-child -- "$0" "$what" &
    child=$!
    wait "$child"
    child=
    exit
fi
machine=$FRESH_MACHINE_FOLDER/root

# archives: URI, suite and component of the Debian archives that apt uses here.
archives()
{
    # shellcheck disable=SC2016 # apt expands these itself
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' \
        | awk '$2 ~ /^bookworm(-updates|-security)?$/ && $3 == "main"' | sort -u
}

mirror=$(archives | awk '$2 == "bookworm" { print $1; exit }')
[[ -n $mirror ]] || die "apt knows no Debian 12 archive here: see /etc/apt/sources.list."

say "debootstrap from $mirror"
extra=git
[[ $mirror != https:* ]] || extra=git,ca-certificates
debootstrap --variant=minbase --include="$extra" bookworm "$machine" "$mirror" > "$FRESH_MACHINE_FOLDER/debootstrap.log" 2>&1 \
    || { tail -n 20 "$FRESH_MACHINE_FOLDER/debootstrap.log"; die "debootstrap failed."; }
archives | sed 's/^/deb /' > "$machine/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::[a-z:]*[Pp]roxy ' > "$machine/etc/apt/apt.conf.d/90proxy" || true
cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
mount -t proc proc "$machine/proc"
mount -t sysfs -o ro sysfs "$machine/sys"
mount --rbind /dev "$machine/dev"
mount -t tmpfs tmpfs "$machine/tmp"
git -c safe.directory="$root" clone --quiet --no-hardlinks "$root" "$machine/srv/rhapsode"
bare=$(du -sxm "$machine" | cut -f 1)
say "bare system: $bare MiB, commit $(git -c safe.directory='*' -C "$machine/srv/rhapsode" log -1 --format='%h %s')"

# on_it COMMAND...: as root on the fresh machine, with an environment of its own.
on_it()
{
    chroot "$machine" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
        /bin/bash -c 'cd /srv/rhapsode && exec "$@"' bash "$@" < /dev/null
}

prove_run()
{
    say "installer/run -platform offscreen --version"
    on_it installer/run -platform offscreen --version || die "installer/run failed."
    local before=$SECONDS
    on_it installer/run -platform offscreen --version > /dev/null || die "the second installer/run failed."
    say "again, with nothing left to do: $((SECONDS - before)) s"
    ((SECONDS - before <= 10)) || die "a second installer/run must take only a few seconds."
    if on_it installer/run > /dev/null 2>&1; then
        die "installer/run without a display must say so and fail."
    fi
}

prove_test()
{
    say "installer/test"
    on_it installer/test || die "installer/test failed."
    prove_quiet
}

# The packages alone: the lists are complete enough to configure every preset.
prove_packages()
{
    say "packages to build and run"
    # shellcheck disable=SC2016 # for the shell on the fresh machine
    on_it bash -euo pipefail -c '. installer/lib.sh; install_packages build run; configure release' || die "run's packages."
    say "packages to test"
    # shellcheck disable=SC2016
    on_it bash -euo pipefail -c '. installer/lib.sh; install_packages build run test
        for preset in dev asan tsan fuzz tidy bench; do configure "$preset"; done' || die "test's packages."
    prove_quiet
}

# No peer was started or left enabled, and nothing keeps others from being started.
prove_quiet()
{
    say "services of the peers"
    [[ ! -e $machine/usr/sbin/policy-rc.d ]] || die "the installer left /usr/sbin/policy-rc.d behind."
    if find "$machine"/etc/systemd/system "$machine"/etc/rc?.d -name '*kamailio*' ! -name 'K*' 2>/dev/null | grep .; then
        die "a peer of the tests is enabled at boot."
    fi
    if cat "$machine"/proc/[0-9]*/comm 2>/dev/null | grep -x kamailio; then
        die "a peer of the tests is running."
    fi
}

case $what in
    packages) prove_packages ;;
    run) prove_run ;;
    test) prove_test ;;
    all)
        prove_run
        prove_test
        ;;
esac
say "proven in $SECONDS s; $(($(du -sxm "$machine" | cut -f 1) - bare)) MiB on disk beyond the bare system"
