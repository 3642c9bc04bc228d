//! Records of many documents read as one account.
//!
//! [`Ledger::read`] takes what a [`Query`] finds and links it: accounts of the same event, wordings of the same
//! undertaking and what became of it, sessions of the same mechanism, attestations of the same office. It keeps every
//! account and names the contradictions. The work grows with the number of records, not with its square.

mod agreements;
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
mod tenures;
mod types;

pub use model::{
    Account, Conflict, Holding, Ledger, LedgerAgreement, LedgerCommitment, LedgerEvent, Mechanism, Person,
    Session, State,
};

pub use offices::{levels, levels_of, weight};

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
        ledger.agreements = agreements::agreements(&ledger);
        ledger.mechanisms = mechanisms::mechanisms(&ledger, as_of);
        ledger.commitments = commitments::commitments(&ledger, judgements, as_of);
        mechanisms::promised(&mut ledger, as_of);
        ledger.tenures = tenures::tenures(&ledger);
        ledger
    }

    /// Language of the document that a record comes from; empty where unknown.
    pub fn lang_of(&self, account: &Account) -> &str {
        self.docs.get(&account.doc).map_or("", |d| d.lang.as_str())
    }

    /// The event with that id.
    pub fn event(&self, id: &str) -> Option<&LedgerEvent> {
        self.events.iter().find(|e| e.id == id)
    }
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
