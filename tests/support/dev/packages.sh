# shellcheck shell=bash disable=SC2034
# Sourced by ./dev: which Debian 12 packages what needs, and how missing ones come in.

build_packages=(g++ cmake ninja-build ccache pkg-config qt6-base-dev qt6-base-dev-tools qt6-svg-dev qtkeychain-qt6-dev
    libgmime-3.0-dev libgumbo-dev libpsl-dev libsodium-dev libsqlite3-dev libssl-dev libzstd-dev zlib1g-dev libgl1-mesa-dev)
run_packages=(qt6-qpa-plugins qt6-wayland fonts-inter fonts-noto-core ca-certificates)
server_packages=(dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-submissiond openssl python3)
test_packages=(dbus gnome-keyring xvfb xauth openbox xdotool at-spi2-core python3-pyatspi
    fonts-liberation appstream desktop-file-utils)
picture_packages=(xvfb xauth fonts-noto-cjk fonts-noto-color-emoji)
fuzz_packages=(clang libclang-rt-14-dev)
package_packages=(dpkg-dev file appstream desktop-file-utils debootstrap)

# Postfix serves only root, and would push out whatever mail server a person has: so only root, and only where none is.
if [ "$(id -u)" -eq 0 ] && { [ -x /usr/lib/postfix/sbin/master ] || [ ! -e /usr/sbin/sendmail ]; }; then
    server_packages+=(postfix)
fi

# install_packages REASON PACKAGE...: silent when all are there.
install_packages() {
    local reason=$1 missing
    shift
    command -v dpkg-query >/dev/null || {
        echo "This is no Debian: please have these installed $reason: $*"
        return 0
    }
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "These Debian packages are needed $reason and not installed yet:"
    printf '  %s\n' "${missing[@]}"
    become_root
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash "$PWD/tests/support/dev/install_packages.sh" "${missing[@]}"
}

# missing_packages PACKAGE...: those not installed, one a line.
missing_packages() {
    local installed
    installed=" $(dpkg-query -W -f='${db:Status-Abbrev}${Package} ' "$@" 2>/dev/null || true) "
    for package in "$@"; do
        [[ $installed == *"ii $package "* ]] || echo "$package"
    done | sort -u
}

# become_root: sets as_root to what stands before a command that needs root, after a word of explanation.
become_root() {
    as_root=()
    [ "$(id -u)" -ne 0 ] || return 0
    if ! command -v sudo >/dev/null; then
        echo "Installing needs root, and sudo is not here. As root: apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    echo "Installing needs root once; sudo may ask for your password. Nothing else here runs as root."
    as_root=(sudo)
}
