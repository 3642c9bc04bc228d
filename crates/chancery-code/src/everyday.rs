//! Whether an item tells of public affairs at all.
//!
//! The words of dealings between states are those of any dealings: teams meet, attack and surrender, clubs sign
//! agreements, juries support films. Which is meant shows less in the sentence than in the words all around it, so it is
//! decided once for an item, by `lexicon/everyday.tsv`.

use chancery_model::{Document, Sentence};
use chancery_pack::{Fault, Pack, Sieve, glimpse};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// Different everyday words that an item must have of one subject: fewer are met in passing, as where ministers go to a
/// match.
const SUBJECT: usize = 3;
/// Different everyday words that an item must have of all subjects.
const WORDS: usize = 5;
/// Everyday words for one of public affairs, over all their uses.
const RATIO: usize = 2;

/// The words of everyday matters and of public affairs.
#[derive(Debug, Default)]
pub(crate) struct Everyday {
    /// Entries by first word.
    entries: FxHashMap<SmolStr, Vec<Entry>>,
    /// Of the first words.
    sieve: Sieve,
    subjects: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    /// Number of the entry, for counting different ones.
    number: u32,
    /// The words after the first.
    rest: Vec<SmolStr>,
    /// Its everyday subject; `None` for words of public affairs.
    subject: Option<usize>,
}

/// Counts of one item.
#[derive(Debug, Default)]
struct Tally {
    different: BTreeSet<(usize, u32)>,
    everyday: usize,
    public: usize,
}

impl Everyday {
    pub(crate) fn new(pack: &Pack) -> Result<Everyday, Fault> {
        let table = pack.lexicon("everyday")?;
        let mut out = Everyday::default();
        let mut number = 0;
        for row in &table.rows {
            let subject = match row.cell(0) {
                "everyday" => {
                    let name = row.cell(1);
                    let known = out.subjects.iter().position(|s| s == name);
                    Some(known.unwrap_or_else(|| {
                        out.subjects.push(name.to_owned());
                        out.subjects.len() - 1
                    }))
                }
                "public" => None,
                _ => return Err(table.fault(row, "expected `everyday` or `public`, a subject and words")),
            };
            for phrase in row.cell(2).split('|') {
                let mut words = phrase.split_whitespace().map(SmolStr::new);
                let Some(first) = words.next() else {
                    return Err(table.fault(row, "there is nothing between two `|`"));
                };
                number += 1;
                let entry = Entry { number, rest: words.collect(), subject };
                out.entries.entry(first).or_default().push(entry);
            }
        }
        out.sieve = Sieve::new(out.entries.keys().map(SmolStr::as_str));
        // The longest entry is tried first.
        for entries in out.entries.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        }
        Ok(out)
    }

    /// The items that tell of everyday matters, with the subject that leads.
    pub(crate) fn items(&self, doc: &Document, sentences: &[Sentence]) -> BTreeMap<u16, &str> {
        let mut tallies: BTreeMap<u16, Tally> = BTreeMap::new();
        if !self.entries.is_empty() {
            for sent in sentences {
                let item = doc.blocks.get(sent.block as usize).map_or(0, |b| b.item);
                self.count(sent, tallies.entry(item).or_default());
            }
        }
        tallies.into_iter().filter_map(|(item, t)| Some((item, self.subject(&t)?))).collect()
    }

    /// The subject of an item of everyday matters.
    fn subject(&self, tally: &Tally) -> Option<&str> {
        if tally.different.len() < WORDS || tally.everyday < RATIO * tally.public {
            return None;
        }
        let mut leading = (0, None);
        for (number, name) in self.subjects.iter().enumerate() {
            let count = tally.different.range((number, 0)..(number + 1, 0)).count();
            if count > leading.0 {
                leading = (count, Some(name.as_str()));
            }
        }
        leading.1.filter(|_| leading.0 >= SUBJECT)
    }

    fn count(&self, sent: &Sentence, tally: &mut Tally) {
        // Words of several syllables are cut differently in different places, so syllables are compared.
        let mut words: Vec<(&str, &str)> = Vec::with_capacity(sent.tokens.len() + 8);
        for t in &sent.tokens {
            if t.lower.as_bytes().contains(&b' ') {
                words.extend(t.lower.split(' ').map(|part| (part, part)));
            } else {
                words.push((&t.lower, &t.lemma));
            }
        }
        let mut at = 0;
        while let Some((lower, lemma)) = words.get(at) {
            let fits = |entry: &&Entry| {
                let after = words.get(at + 1..at + 1 + entry.rest.len());
                after.is_some_and(|after| {
                    after.iter().zip(&entry.rest).all(|((lower, lemma), w)| lower == w || lemma == w)
                })
            };
            let find = |word: &str| {
                let known = self.sieve.passes(glimpse(word));
                known.then(|| self.entries.get(word)).flatten().and_then(|e| e.iter().find(fits))
            };
            let entry = match (find(lower), if lower == lemma { None } else { find(lemma) }) {
                (Some(a), Some(b)) if b.rest.len() > a.rest.len() => Some(b),
                (a, b) => a.or(b),
            };
            at += 1;
            let Some(entry) = entry else { continue };
            at += entry.rest.len();
            match entry.subject {
                Some(subject) => {
                    tally.everyday += 1;
                    tally.different.insert((subject, entry.number));
                }
                None => tally.public += 1,
            }
        }
    }
}
