#!/usr/bin/env bash
# The main job on the sample documents: reads corpus/ into a store and shows what it says about two states.
set -euo pipefail
cd "$(dirname "$0")"
store=${1:-target/demo.db}
mkdir -p "$(dirname "$store")"
rm -f "$store" "$store-wal" "$store-shm"
cargo build --locked --quiet --release --package chancery
chancery=${CARGO_TARGET_DIR:-target}/release/chancery
"$chancery" add corpus/ --store "$store" | tail -n 1
"$chancery" brief VNM FRA --store "$store"
