//! Events by the documents that tell of them, for finding those that the passage of another record tells of.

use super::model::{Ledger, LedgerEvent};
use chancery_model::{Event, Fact, Record};
use std::collections::{BTreeMap, BTreeSet};

/// Indices into `Ledger::events`, with the records that tell of them, by document.
pub(super) struct Passages<'l>(BTreeMap<&'l str, Vec<(usize, &'l Record)>>);

impl<'l> Passages<'l> {
    /// Of the events and the accounts of them that are `wanted`.
    pub(super) fn new(ledger: &'l Ledger, wanted: impl Fn(&LedgerEvent, &Event) -> bool) -> Passages<'l> {
        let mut by_doc: BTreeMap<&str, Vec<(usize, &Record)>> = BTreeMap::new();
        for (i, e) in ledger.events.iter().enumerate() {
            for account in &e.accounts {
                let Some(record) = ledger.records.get(&account.record) else { continue };
                if matches!(&record.fact, Fact::Event(told) if wanted(e, told)) {
                    by_doc.entry(&account.doc).or_default().push((i, record));
                }
            }
        }
        Passages(by_doc)
    }

    /// The events that the passages of a record tell of.
    pub(super) fn meeting(&self, own: &Record) -> BTreeSet<usize> {
        let here = self.0.get(own.doc.as_str()).map_or(&[][..], Vec::as_slice);
        let meets = |r: &Record| {
            r.evidence.iter().any(|x| own.evidence.iter().any(|y| x.start < y.end && y.start < x.end))
        };
        here.iter().filter(|(_, r)| meets(r)).map(|(i, _)| *i).collect()
    }
}

/// The one event, where there is one and no other.
pub(super) fn only(mut events: impl Iterator<Item = usize>) -> Option<usize> {
    events.next().filter(|_| events.next().is_none())
}
