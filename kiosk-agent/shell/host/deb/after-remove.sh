#!/bin/sh
set -e
rm -f /usr/bin/kiosk-shell
