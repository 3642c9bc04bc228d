//! What a passage is about, by its words.

use chancery_model::{Sentence, Span};
use chancery_pack::{Fault, Pack, Sieve, WordSet, glimpse};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// `lexicon/topics.tsv`: words (or phrases of up to three words) and the topic of `record.md` that they show.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    words: FxHashMap<SmolStr, String>,
    /// Of them.
    sieve: Sieve,
    /// What the phrases begin with, up to each space.
    starts: WordSet,
}

impl Topics {
    pub(crate) fn new(pack: &Pack) -> Result<Topics, Fault> {
        let table = pack.lexicon("topics")?;
        let mut words: FxHashMap<SmolStr, String> = FxHashMap::default();
        for row in &table.rows {
            if row.cell(1).is_empty() {
                return Err(table.fault(row, "expected `word | word<TAB>topic`"));
            }
            words.extend(row.cell(0).split('|').map(|w| (SmolStr::new(w.trim()), row.cell(1).to_owned())));
        }
        let starts = words.keys().flat_map(|w| w.match_indices(' ').map(|(at, _)| SmolStr::new(&w[..at])));
        let sieve = Sieve::new(words.keys().map(SmolStr::as_str));
        Ok(Topics { starts: starts.collect(), sieve, words })
    }

    /// The topics that the words of `span` show, in order of their names.
    pub(crate) fn of(&self, sent: &Sentence, span: Span) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let tokens = &sent.tokens;
        for (i, t) in tokens.iter().enumerate().filter(|(_, t)| span.contains(t.span)) {
            let look = glimpse(&t.lower);
            let known = |look: u32, word: &SmolStr| {
                if self.sieve.passes(look) { self.words.get(word) } else { None }
            };
            let mut found = known(glimpse(&t.lemma), &t.lemma).or_else(|| known(look, &t.lower));
            if self.starts.holds(look, &t.lower) {
                let mut phrase = t.lower.to_string();
                for next in tokens.iter().skip(i + 1).take(2) {
                    phrase.push(' ');
                    phrase.push_str(&next.lower);
                    found = self.words.get(phrase.as_str()).or(found);
                }
            }
            out.extend(found.cloned());
        }
        out.sort();
        out.dedup();
        out
    }
}
