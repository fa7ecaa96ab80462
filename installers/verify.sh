#!/bin/bash
# Installs the package in a clean Debian 12 and starts what it brings. Usage: verify.sh PACKAGE.deb
# Needs root for debootstrap and chroot; sudo is asked for where it must be. The root lives in /var/tmp and is removed.
set -euo pipefail

package=$(readlink -f "${1:?the package to verify}")
if [ "$(id -u)" -ne 0 ]; then
    echo "A clean root needs root: debootstrap and chroot. sudo may ask for your password."
    exec sudo bash "$(readlink -f "$0")" "$package"
fi

root=$(mktemp -d /var/tmp/petrel-clean-root.XXXXXX)
chmod 755 "$root"
trap 'umount -q "$root/proc" "$root/dev/shm" 2>/dev/null || true; rm -rf --one-file-system -- "$root"; rm -f -- "$root.log"' EXIT

# shellcheck disable=SC2016  # the words in $() are apt's
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -m1 '/debian/*$' || true)
echo "Making a clean Debian 12 ..."
debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}" >"$root.log" 2>&1 || {
    tail -20 "$root.log" >&2
    exit 1
}
mkdir -p "$root/dev/shm"
mount -t proc proc "$root/proc"
mount -t tmpfs shm "$root/dev/shm"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep -iE '^Acquire::(https?::proxy|Check-)' >"$root/etc/apt/apt.conf.d/99host" || true
cp "$package" "$root/tmp/petrel.deb"

in_root() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        QT_QPA_PLATFORM=offscreen PETREL_PASSPHRASE=verify "$@"
}

echo "Installing $(basename "$package") there ..."
in_root apt-get update -q -o Dpkg::Use-Pty=0 >/dev/null
in_root apt-get install -q -y --no-install-recommends -o Dpkg::Use-Pty=0 /tmp/petrel.deb >/dev/null
in_root dpkg --verify petrel

echo "Starting what it brings ..."
in_root petrelctl --version
in_root petrel --version
in_root petrelctl --profile /tmp/profile --secrets file --json account list
in_root petrelctl --profile /tmp/profile --secrets file check
# The window itself: alive after five seconds is started; timeout then ends it and says 124.
status=0
in_root timeout 5 petrel --profile /tmp/profile || status=$?
[ "$status" -eq 124 ] || {
    echo "The window did not stay open: petrel ended with $status." >&2
    exit 1
}
for file in usr/share/applications/org.petrelmail.Petrel.desktop usr/share/metainfo/org.petrelmail.Petrel.metainfo.xml \
    usr/share/icons/hicolor/scalable/apps/petrel.svg usr/share/man/man1/petrel.1.gz usr/share/man/man1/petrelctl.1.gz; do
    [ -s "$root/$file" ] || { echo "The package lacks /$file." >&2; exit 1; }
done
desktop-file-validate "$root/usr/share/applications/org.petrelmail.Petrel.desktop"
appstreamcli validate --no-net "$root/usr/share/metainfo/org.petrelmail.Petrel.metainfo.xml"

echo "Removing it again ..."
in_root apt-get remove -q -y -o Dpkg::Use-Pty=0 petrel >/dev/null
[ ! -e "$root/usr/bin/petrel" ] || { echo "The program is still there after removal." >&2; exit 1; }
echo "The package installs, starts and goes."
