#!/bin/sh
# Install the real servers that the tests meet (Debian, as root). A second run changes nothing.
set -eu

PACKAGES="dovecot-imapd chromium tesseract-ocr tesseract-ocr-deu"
POLICY=/usr/sbin/policy-rc.d

missing=""
for package in $PACKAGES; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null |
        grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "These tests need the Debian packages:$missing" >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Run this as root to install:$missing" >&2
    exit 1
fi

# The tests start servers of their own: no service of the system shall run because of them.
if [ ! -e "$POLICY" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$POLICY"
    chmod 0755 "$POLICY"
    trap 'rm -f "$POLICY"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
output=$(mktemp)
# shellcheck disable=SC2086  # a list of words is meant
if ! { apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing; } >"$output" 2>&1
then
    cat "$output" >&2
    exit 1
fi
rm -f "$output"
