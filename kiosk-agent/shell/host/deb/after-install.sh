#!/bin/sh
# After the package is in place. Stands instead of electron-builder's own, so it does what of it is needed here.
set -e
# Chromium's sandbox: by user namespaces where the kernel has them, else by this helper, which must be root's
chmod 4755 /opt/kiosk-shell/chrome-sandbox || true
ln -sf /opt/kiosk-shell/kiosk-shell /usr/bin/kiosk-shell
