#!/bin/sh
# Tests the page in headless Chromium. Installs what is missing: Debian's chromium, nodejs and npm, and two packages from npm.
# Ends with 77 where they cannot be had.
# With PAGES=FOLDER the pages that lie there are tested; else they are made first.
set -eu
cd "$(dirname "$0")"

missing=
command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1 || missing="$missing chromium"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
  # shellcheck disable=SC2086 # A list of names.
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing; } ||
    { echo "not tested:$missing could not be installed" >&2; exit 77; }
fi
if ! [ -d node_modules/playwright-core ] || ! [ -d node_modules/axe-core ]; then
  npm ci --silent --no-audit --no-fund || { echo "not tested: the packages from npm could not be had" >&2; exit 77; }
fi

if [ -z "${PAGES:-}" ]; then
  PAGES=$(mktemp -d)
  trap 'rm -rf "$PAGES"' EXIT
  # The whole workspace is named so that its crates are built as the other tests build them, once.
  cargo build --quiet --workspace --locked --example pages
  "${CARGO_TARGET_DIR:-../../target}/debug/examples/pages" "$PAGES"
fi
CHROMIUM=$(command -v "${CHROMIUM:-chromium}") PAGES="$PAGES" node --test --test-concurrency=1 ./*.test.mjs
