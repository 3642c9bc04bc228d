//! Records of many documents read as one account.
//!
//! [`Ledger::read`] takes what a [`Query`] finds and links it: accounts of the same event, wordings of the same
//! undertaking and what became of it, sessions of the same mechanism, attestations of the same office. It keeps every
//! account and names the contradictions. The work grows with the number of records, not with its square.

mod agreements;
mod candidates;
mod commitments;
mod concepts;
mod conflicts;
mod events;
mod gather;
mod mechanisms;
mod mention;
mod model;
mod names;
mod offices;
mod passages;
mod series;
mod steps;
mod tenures;
mod titles;
mod types;

pub use model::{
    Account, Conflict, Holding, Ledger, LedgerAgreement, LedgerCommitment, LedgerEvent, Mechanism, Person,
    Session, State,
};

pub use offices::{levels, levels_of, office_key, relational, weight};
pub use steps::step;

use crate::{DocumentInfo, Judgement, LedgerError, Query, Store};
use chancery_model::{Day, Record};
use std::collections::{BTreeMap, BTreeSet};

impl Ledger {
    /// Links the records that answer the query, as known on a day: documents published later are left out.
    pub fn read(store: &dyn Store, query: &Query, as_of: Day) -> Result<Ledger, LedgerError> {
        let records = store.records(query)?;
        let ids: BTreeSet<&str> = records.iter().map(|r| r.doc.as_str()).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let docs = store.infos(&ids)?;
        Ok(Ledger::link(records, docs, &store.judgements()?, as_of))
    }

    /// Links records. `docs` are those that the records come from.
    pub fn link(
        records: Vec<Record>,
        docs: Vec<DocumentInfo>,
        judgements: &[Judgement],
        as_of: Day,
    ) -> Ledger {
        let docs: BTreeMap<String, DocumentInfo> = docs
            .into_iter()
            .filter(|d| d.edtf().and_then(|e| e.earliest()).is_none_or(|day| day <= as_of))
            .map(|d| (d.id.clone(), d))
            .collect();
        let records: BTreeMap<String, Record> =
            records.into_iter().filter(|r| docs.contains_key(&r.doc)).map(|r| (r.id.clone(), r)).collect();
        let mut ledger = Ledger { docs, records, ..Ledger::default() };
        ledger.events = gather::events(&ledger, judgements, as_of);
        ledger.place();
        ledger.agreements = agreements::agreements(&ledger);
        ledger.mechanisms = mechanisms::mechanisms(&ledger, as_of);
        mechanisms::sessions(&mut ledger);
        ledger.commitments = commitments::commitments(&ledger, judgements, as_of);
        mechanisms::promised(&mut ledger, as_of);
        ledger.tenures = tenures::tenures(&ledger);
        ledger
    }

    /// Language of the document that a record comes from; empty where unknown.
    pub fn lang_of(&self, account: &Account) -> &str {
        self.docs.get(&account.doc).map_or("", |d| d.lang.as_str())
    }

    /// The event with that id. Fast as long as the list is as linking left it or was last shortened with
    /// [`Ledger::keep`].
    pub fn event(&self, id: &str) -> Option<&LedgerEvent> {
        let known = self.places.get(id).and_then(|at| self.events.get(*at)).filter(|e| e.id == id);
        known.or_else(|| self.events.iter().find(|e| e.id == id))
    }

    /// Takes out the events, agreements and commitments that are less sure than `least`; how many entries that were.
    pub fn keep(&mut self, least: f32) -> usize {
        let count = |l: &Ledger| l.events.len() + l.agreements.len() + l.commitments.len();
        let before = count(self);
        self.events.retain(|e| e.confidence >= least);
        self.agreements.retain(|e| e.confidence >= least);
        self.commitments.retain(|e| e.confidence >= least);
        self.place();
        before - count(self)
    }

    fn place(&mut self) {
        self.places = self.events.iter().enumerate().map(|(i, e)| (e.id.clone(), i)).collect();
    }
}

/// The name that an event goes by in a series: its own, without number, `session of` and place where those are told
/// beside it; `None` where nothing would be left.
pub fn series_title(name: &str, event: &LedgerEvent) -> Option<String> {
    let places: Vec<String> = event.places.iter().map(|(_, p)| names::words(p).join(" ")).collect();
    titles::title(name, &places)
}

/// Key for sorting by date: dated first, earliest first, the more exact first.
pub(crate) fn date_key(date: Option<chancery_model::Edtf>) -> (bool, i64, i64, String) {
    let day = |d: Option<Day>| d.map_or(i64::MAX, |d| d.number());
    let lo = day(date.and_then(|d| d.earliest()));
    (lo == i64::MAX, lo, day(date.and_then(|d| d.latest())), date.map(|d| d.to_string()).unwrap_or_default())
}

/// The id of a ledger entry: that of its smallest record, marked as an entry.
pub(crate) fn entry_id(prefix: &str, accounts: &[Account]) -> String {
    format!("{prefix}:{}", accounts.iter().map(|a| a.record.as_str()).min().unwrap_or(""))
}
