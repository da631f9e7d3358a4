#!/bin/sh
# Tests the page in headless Chromium. Installs what is missing: Debian's chromium, and two packages from npm.
# With PAGES=FOLDER the pages that lie there are tested; else they are made first.
set -eu
cd "$(dirname "$0")"

if ! command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium
fi
[ -d node_modules/playwright-core ] && [ -d node_modules/axe-core ] || npm ci --silent --no-audit --no-fund

if [ -z "${PAGES:-}" ]; then
  PAGES=$(mktemp -d)
  trap 'rm -rf "$PAGES"' EXIT
  # The whole workspace is named so that its crates are built as the other tests build them, once.
  cargo build --quiet --workspace --locked --example pages
  "${CARGO_TARGET_DIR:-../../target}/debug/examples/pages" "$PAGES"
fi
CHROMIUM=$(command -v "${CHROMIUM:-chromium}") PAGES="$PAGES" node --test --test-concurrency=1 ./*.test.mjs
