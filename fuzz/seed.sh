#!/usr/bin/env bash
# Writes what fuzzing starts from: pieces of the pages of corpus/ and of the reader's fixtures into fuzz/corpus/<target>/,
# and the words that the packs know of into fuzz/words.dict. Both can be made again, so neither is kept.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p corpus/{read,segment,dates,code}

# piece TARGET BYTES FILE: the first 1500 and a later 1500 bytes of a file behind the bytes that choose a setting.
piece() {
  local name
  name=$(basename "$3")
  { printf '%b' "$2"; head -c 1500 "$3"; } > "corpus/$1/$name-head"
  { printf '%b' "$2"; head -c 3300 "$3" | tail -c 1500; } > "corpus/$1/$name-tail"
}

for page in ../corpus/*.txt ../corpus/*.html ../crates/chancery-read/fixtures/*.html; do
  case $(basename "$page") in en-*) lang='\x00' ;; fr-*) lang='\x01' ;; *) lang='\x02' ;; esac
  case $page in *.html) format='\x00' html='\x01' ;; *) format='\x02' html='\x00' ;; esac
  piece read "$format" "$page"
  piece code "$lang$html" "$page"
  [[ $page == *.txt ]] || continue
  piece segment "$lang" "$page"
  piece dates "$lang\x02" "$page"
done

# Words of dates, clutter and zones as libFuzzer's dictionaries have them.
{
  cut -f3 ../packs/*/lexicon/dates.tsv | tr '|' '\n'
  cut -f3 ../crates/chancery-read/data/{dates,marks}.tsv
  cut -f2 ../crates/chancery-read/data/zones.tsv
  printf '%s\n' '<p>' '</p>' '<div>' '</div>' '<table><tr><td>' '<script type="application/ld+json">' '<h1>' '<time datetime="2024-10-07">' '&nbsp;'
} | grep -v '^#' | grep -v '["\\]' | awk 'length($0) > 1 && length($0) < 40 { print "\"" $0 "\"" }' |
  perl -pe 's/([\x80-\xff])/sprintf("\\x%02x", ord $1)/ge' | LC_ALL=C sort -u > words.dict
printf '%s seeds, %s words\n' "$(find corpus -type f | wc -l)" "$(wc -l < words.dict)"
