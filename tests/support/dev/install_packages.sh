#!/bin/bash
# Installs Debian packages without asking, and leaves no new mail server running: Petrel starts private ones itself.
# Run as root by ./dev. Usage: install_packages.sh PACKAGE...
set -euo pipefail

# The services that this installation brings. One that was here before is the person's own and stays as it is.
services=()
for service in dovecot postfix; do
    if [[ " $* " == *" $service"* ]] && [ ! -e "/lib/systemd/system/$service.service" ]; then
        services+=("$service")
    fi
done

# Without systemd (a container, a chroot) Debian's policy file keeps services from starting while we install.
policy=/usr/sbin/policy-rc.d
if [ ! -d /run/systemd/system ] && [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi

if command -v debconf-set-selections >/dev/null; then
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
fi
apt-get update -q -o Dpkg::Use-Pty=0
apt-get install -q -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@"

if [ -d /run/systemd/system ]; then
    for service in "${services[@]}"; do
        echo "Debian starts $service as a system service; Petrel needs only its programs, so it is switched off." \
            "To have it after all: systemctl enable --now $service"
        systemctl disable --now --quiet "$service" || true
    done
fi
