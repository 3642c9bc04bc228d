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
step cargo xtask tidy
step cargo xtask deny
step cargo xtask floors
step cargo xtask docs
printf '\nall checks passed in %s s\n' $SECONDS
