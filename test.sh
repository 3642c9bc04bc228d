#!/usr/bin/env bash
# Every check of the project, in one run; stops at the first that fails. Needs Rust and a C compiler, nothing else.
set -euo pipefail
cd "$(dirname "$0")"

step() {
  local began=$SECONDS
  printf '\n== %s\n' "$*"
  "$@"
  printf -- '-- %s s\n' $((SECONDS - began))
}

step cargo fmt --all --check
step cargo clippy --locked --workspace --all-targets -- -D warnings
step cargo test --locked --workspace
# `cargo xtask` without its release build: the tests have built all of this already.
chore() { cargo run --locked --quiet --package xtask -- "$1"; }
step chore tidy
step chore deny
step chore floors
step chore docs
printf '\nall checks passed in %s s\n' $SECONDS
