//! A person: offices, contacts, spellings.

use crate::timeline::{Entry, entry};
use crate::words::Writer;
use crate::{BriefError, Labels, Sides};
use chancery_ledger::link::Ledger;
use chancery_ledger::{Query, Store};
use chancery_model::{Day, Edtf};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An office somebody held, as attested.
#[derive(Debug, Clone, Serialize)]
pub struct Office {
    /// Wordings: `(lang, office)`.
    pub wordings: Vec<(String, String)>,
    /// First attested.
    pub from: Option<Edtf>,
    /// Last attested.
    pub to: Option<Edtf>,
    /// Attested only as a former office.
    pub former: bool,
    /// Sources.
    pub sources: Vec<String>,
}

/// What the ledger knows of a person.
#[derive(Debug, Clone, Serialize)]
pub struct Who {
    /// Person id.
    pub person: String,
    /// Side, where known.
    pub side: Option<String>,
    /// All spellings seen.
    pub spellings: Vec<String>,
    /// Offices, earliest first.
    pub offices: Vec<Office>,
    /// Events, earliest first.
    pub events: Vec<Entry>,
}

/// Everybody whose name has all the words of `name`, with or without diacritics; those on record most first.
pub fn who(
    store: &dyn Store,
    sides: &dyn Sides,
    name: &str,
    as_of: Day,
    lang: &str,
) -> Result<Vec<Who>, BriefError> {
    let labels = Labels::load(lang)?;
    let mut ids: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for n in store.people(name)? {
        let entry = ids.entry(n.person).or_default();
        entry.0 += n.records;
        entry.1.insert(n.name);
    }
    let mut out = Vec::new();
    for (person, (records, spellings)) in ids {
        let query = Query { people: vec![person.clone()], ..Query::default() };
        let ledger = Ledger::read(store, &query, as_of)?;
        let writer = Writer::new(&labels, sides, &ledger);
        let source = |doc: &str| ledger.docs.get(doc).map(|d| d.source.clone()).unwrap_or_default();
        let own: Vec<_> = ledger.tenures.iter().filter(|h| h.person == person).collect();
        let mut offices: Vec<Office> = own
            .iter()
            .map(|h| Office {
                wordings: h.offices.iter().cloned().collect(),
                from: h.from,
                to: h.to,
                former: h.former,
                sources: h
                    .accounts
                    .iter()
                    .map(|a| source(&a.doc))
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
            })
            .collect();
        offices
            .sort_by_key(|o| (o.former, o.from.and_then(|d| d.earliest()).map_or(i64::MAX, |d| d.number())));
        let there = |e: &&chancery_ledger::link::LedgerEvent| {
            e.people.iter().any(|p| p.person == person || p.spellings.iter().any(|s| spellings.contains(s)))
        };
        let events: Vec<Entry> =
            ledger.events.iter().filter(there).map(|e| entry(e, &ledger, &writer, None)).collect();
        let side = own.iter().find_map(|h| h.side.clone());
        out.push((
            records,
            Who { person, side, spellings: spellings.into_iter().collect(), offices, events },
        ));
    }
    out.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.person.cmp(&b.1.person)));
    Ok(out.into_iter().map(|(_, w)| w).collect())
}
