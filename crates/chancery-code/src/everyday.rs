//! Whether an item tells of public affairs at all.
//!
//! The words of dealings between states are those of any dealings: teams meet, attack and surrender, clubs sign
//! agreements, juries support films. Which is meant shows less in the sentence than in the words all around it, so it is
//! decided once for an item, by `lexicon/everyday.tsv`.

use crate::glance::Atom;
use crate::lexis::{Lexis, TELLS};
use chancery_model::{Document, Sentence};
use chancery_pack::{Fault, Pack};
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
    /// Entries by first word, as the words' numbers say.
    entries: Vec<Vec<Entry>>,
    /// The everyday subject of each entry by its number; `None` for words of public affairs.
    about: Vec<Option<usize>>,
    subjects: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    /// Number of the entry, for counting different ones.
    number: u32,
    /// The numbers of the words after the first.
    rest: Vec<u32>,
}

/// Counts of one item.
#[derive(Debug, Default)]
struct Tally {
    different: BTreeSet<(usize, u32)>,
    everyday: usize,
    public: usize,
}

impl Everyday {
    pub(crate) fn new(pack: &Pack, lexis: &mut Lexis) -> Result<Everyday, Fault> {
        let table = pack.lexicon("everyday")?;
        let mut out = Everyday::default();
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
                let mut words = phrase.split_whitespace();
                let Some(first) = words.next() else {
                    return Err(table.fault(row, "there is nothing between two `|`"));
                };
                let rest = words.map(|w| lexis.number(w)).collect();
                let entry = Entry { number: out.about.len() as u32, rest };
                out.about.push(subject);
                let first = lexis.entry(first);
                first.uses |= TELLS;
                if first.tells == 0 {
                    out.entries.push(Vec::new());
                    first.tells = out.entries.len() as u32;
                }
                out.entries[first.tells as usize - 1].push(entry);
            }
        }
        // The longest entry is tried first.
        for entries in &mut out.entries {
            entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        }
        Ok(out)
    }

    /// The items that tell of everyday matters, with the subject that leads, by what was [`told`](Everyday::told) in each
    /// sentence.
    pub(crate) fn items<'t>(
        &self,
        doc: &Document,
        sentences: impl Iterator<Item = (&'t Sentence, &'t [u32])>,
    ) -> BTreeMap<u16, &str> {
        let mut tallies: BTreeMap<u16, Tally> = BTreeMap::new();
        for (sent, told) in sentences.filter(|(_, told)| !told.is_empty()) {
            let item = doc.blocks.get(sent.block as usize).map_or(0, |b| b.item);
            let tally = tallies.entry(item).or_default();
            for number in told {
                match self.about[*number as usize] {
                    Some(subject) => {
                        tally.everyday += 1;
                        tally.different.insert((subject, *number));
                    }
                    None => tally.public += 1,
                }
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

    /// The phrases of a sentence, by number.
    pub(crate) fn told(&self, atoms: &[Atom], lexis: &Lexis) -> Vec<u32> {
        let mut out = Vec::new();
        // Words of several syllables are cut differently in different places, so syllables are compared.
        let mut at = 0;
        while let Some(Atom { look, .. }) = atoms.get(at) {
            at += 1;
            if look.uses & TELLS == 0 {
                continue;
            }
            let fits = |entry: &&Entry| {
                let after = atoms.get(at..at + entry.rest.len());
                after.is_some_and(|after| after.iter().zip(&entry.rest).all(|(a, w)| a.is(*w)))
            };
            let find = |word: u32| {
                let place = (lexis.of(word).tells as usize).checked_sub(1);
                place.and_then(|at| self.entries[at].iter().find(fits))
            };
            let entry = match (find(look.word), if look.word == look.base { None } else { find(look.base) }) {
                (Some(a), Some(b)) if b.rest.len() > a.rest.len() => Some(b),
                (a, b) => a.or(b),
            };
            let Some(entry) = entry else { continue };
            at += entry.rest.len();
            out.push(entry.number);
        }
        out
    }
}
