//! Events among which those that keep a promise are looked for.
//!
//! A promise is never compared with all events of its sides: a store of years has tens of thousands. What can keep it has
//! its number, is of its type and falls into its time, names a person that it names, or has the figures in its name.

use super::model::{Ledger, LedgerEvent};
use super::{names, types};
use std::collections::{BTreeMap, BTreeSet};

/// What a promise is looked up by.
pub(super) struct Sought<'p> {
    pub(super) sides: &'p BTreeSet<&'p str>,
    pub(super) ordinal: Option<u32>,
    /// Event types that keep it.
    pub(super) types: BTreeSet<&'p str>,
    /// Words of its wordings and of the names in it, folded.
    pub(super) words: BTreeSet<&'p str>,
    /// Years and periods in it.
    pub(super) figures: &'p BTreeSet<String>,
    /// First and last day, as day numbers, of what can keep it; no day where it is not known when it was made.
    pub(super) from: i64,
    pub(super) to: i64,
    /// First and last day of what it is due for, where that is a year or less.
    pub(super) due: Option<(i64, i64)>,
}

/// Events by what promises are looked up by, each list by date.
pub(super) struct Index<'l> {
    events: &'l [LedgerEvent],
    by_type: BTreeMap<(&'l str, &'l str), Vec<usize>>,
    by_number: BTreeMap<(&'l str, u32), Vec<usize>>,
    by_word: BTreeMap<String, Vec<usize>>,
    by_figure: BTreeMap<String, Vec<usize>>,
}

fn put<K: Ord>(map: &mut BTreeMap<K, Vec<usize>>, key: K, at: usize) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// True for what says more than a quantity: years, periods.
pub(super) fn figure(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| b.is_ascii_digit())
}

impl<'l> Index<'l> {
    pub(super) fn new(ledger: &'l Ledger) -> Index<'l> {
        let (mut by_type, mut by_number) = (BTreeMap::new(), BTreeMap::new());
        let (mut by_word, mut by_figure) = (BTreeMap::new(), BTreeMap::new());
        for (i, e) in ledger.events.iter().enumerate() {
            for side in &e.sides {
                put(&mut by_type, (side.as_str(), e.type_.as_str()), i);
                if let Some(n) = e.ordinal {
                    put(&mut by_number, (side.as_str(), n), i);
                }
            }
            for name in e.people.iter().flat_map(|p| &p.spellings) {
                names::words(name).into_iter().filter(|w| w.len() > 1).for_each(|w| put(&mut by_word, w, i));
            }
            let kind = types::traits(&e.type_);
            if kind.persons || kind.travel {
                continue;
            }
            let told =
                e.accounts.iter().filter_map(|a| ledger.records.get(&a.record)).flat_map(|r| &r.evidence);
            for word in told.flat_map(|e| names::words(&e.quote)).filter(|w| figure(w)) {
                put(&mut by_figure, word, i);
            }
        }
        Index { events: &ledger.events, by_type, by_number, by_word, by_figure }
    }

    /// The part of a list that lies between two days; of undated events, which stand at its end, none.
    fn between<'i>(&'i self, list: &'i [usize], from: i64, to: i64) -> &'i [usize] {
        let first =
            |i: &usize| self.events[*i].date.and_then(|d| d.earliest()).map_or(i64::MAX, |d| d.number());
        let start = list.partition_point(|i| first(i) < from);
        let end = start + list[start..].partition_point(|i| first(i) <= to);
        &list[start..end]
    }

    /// Events that may keep the promise, in the order of the ledger.
    pub(super) fn find(&self, sought: &Sought<'_>) -> BTreeSet<usize> {
        let mut out: BTreeSet<usize> = BTreeSet::new();
        if let Some(n) = sought.ordinal {
            out.extend(sought.sides.iter().filter_map(|s| self.by_number.get(&(*s, n))).flatten());
        }
        for type_ in &sought.types {
            let lists = sought.sides.iter().filter_map(|s| self.by_type.get(&(*s, *type_)));
            let Some(list) = lists.min_by_key(|l| l.len()) else { continue };
            // Of meetings and visits only the day or the people tell which one was meant.
            let span = match sought.due {
                due if types::traits(type_).persons => due,
                Some((from, to)) => Some((from.min(sought.from), to.max(sought.to))),
                None => Some((sought.from, sought.to)),
            };
            if let Some((from, to)) = span {
                // A date may begin before what it is compatible with: the year, the visit of three days.
                out.extend(self.between(list, from.saturating_sub(370), to));
            }
        }
        for list in sought.words.iter().filter_map(|w| self.by_word.get(*w)) {
            out.extend(self.between(list, sought.from, sought.to));
        }
        if sought.figures.len() > 1 {
            let lists = sought.figures.iter().map(|f| self.by_figure.get(f).map_or(&[][..], Vec::as_slice));
            out.extend(lists.min_by_key(|l| l.len()).unwrap_or_default());
        }
        out
    }
}
