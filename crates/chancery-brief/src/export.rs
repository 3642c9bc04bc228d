//! The ledger as data.

use crate::BriefError;
use chancery_ledger::link::{Account, Conflict, Ledger, LedgerCommitment};
use chancery_ledger::{Query, Store};
use chancery_model::Day;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The whole ledger as known on a day: `events`, `commitments`, `mechanisms`, `agreements`, `tenures`, `conflicts`.
/// Documents are named by the stems of their sources' last parts (`docs/en-01.html` is `en-01`), or by their addresses.
pub fn ledger_json(store: &dyn Store, as_of: Day) -> Result<Value, BriefError> {
    let ledger = Ledger::read(store, &Query::default(), as_of)?;
    let names: BTreeMap<&str, String> =
        ledger.docs.values().map(|d| (d.id.as_str(), stem(&d.source))).collect();
    let name = |doc: &str| names.get(doc).cloned().unwrap_or_else(|| doc.to_owned());
    let docs = |accounts: &[Account]| accounts.iter().map(|a| name(&a.doc)).collect::<BTreeSet<_>>();
    let values = |c: &Conflict| -> Value {
        let all: BTreeSet<String> = c.values.iter().flat_map(|(_, d)| d).map(|d| name(d)).collect();
        json!({ "field": c.field, "values": c.values.iter().map(|(v, _)| v).collect::<Vec<_>>(), "docs": all })
    };
    // The undertaking, and what each document says about it: who is to do it often stands outside of it.
    let wordings = |c: &LedgerCommitment| -> Vec<String> {
        let mut out: Vec<String> = c.texts.iter().map(|(_, t)| t.clone()).collect();
        let records = c.accounts.iter().filter_map(|a| ledger.records.get(&a.record));
        for quote in records.filter_map(|r| r.evidence.first()).map(|e| &e.quote) {
            if !out.contains(quote) {
                out.push(quote.clone());
            }
        }
        out
    };
    let mut conflicts = Vec::new();
    let mut events = Vec::new();
    for e in &ledger.events {
        for c in &e.conflicts {
            let mut row = values(c);
            row["event"] = json!(e.id);
            conflicts.push(row);
        }
        events.push(json!({
            "id": e.id, "type": e.type_, "date": e.date, "sides": e.sides, "status": e.status, "unreported": e.unreported,
            "place": e.place, "country": e.country, "ordinal": e.ordinal, "part_of": e.part_of, "topics": e.topics,
            "name": e.names.iter().map(|(_, n)| n).collect::<BTreeSet<_>>(),
            "people": e.people.iter().map(|p| &p.name).collect::<Vec<_>>(),
            "docs": docs(&e.accounts), "records": e.accounts.iter().map(|a| &a.record).collect::<BTreeSet<_>>(),
            "conflicts": e.conflicts.iter().map(values).collect::<Vec<_>>(), "confidence": rounded(e.confidence),
        }));
    }
    let commitments: Vec<Value> = ledger
        .commitments
        .iter()
        .map(|c| {
            json!({
                "id": c.id, "by": c.by, "to": c.to, "force": c.force, "due": c.due, "made": c.made,
                "text": wordings(c), "docs": docs(&c.accounts), "status": c.state,
                "events": c.events, "fulfilled_by": c.shown_by.iter().map(|d| name(d)).collect::<BTreeSet<_>>(),
                "superseded_by": c.superseded_by, "confidence": rounded(c.confidence),
            })
        })
        .collect();
    let mechanisms: Vec<Value> = ledger
        .mechanisms
        .iter()
        .map(|m| {
            let sessions: Vec<Value> = m
                .sessions
                .iter()
                .map(|s| {
                    let promise = || ledger.commitments.iter().find(|c| c.id == s.event).map(|c| docs(&c.accounts));
                    let told = ledger.event(&s.event).map(|e| docs(&e.accounts)).or_else(promise).unwrap_or_default();
                    json!({ "ordinal": s.ordinal, "date": s.date, "status": s.status, "event": s.event, "docs": told })
                })
                .collect();
            let all = m.names.iter().map(|(_, n)| n).collect::<BTreeSet<_>>();
            json!({ "id": m.id, "name": all, "title": m.titles.iter().map(|(_, t)| t).collect::<Vec<_>>(), "sides": m.sides, "sessions": sessions, "next": m.next, "expected": m.expected })
        })
        .collect();
    let agreements: Vec<Value> = ledger
        .agreements
        .iter()
        .map(|a| {
            let titles = a.titles.iter().map(|(_, t)| t).collect::<BTreeSet<_>>();
            json!({ "id": a.id, "title": titles, "type": a.type_, "status": a.status, "date": a.date, "event": a.event, "sides": a.sides, "docs": docs(&a.accounts) })
        })
        .collect();
    let tenures: Vec<Value> = ledger
        .tenures
        .iter()
        .filter(|h| !h.former)
        .map(|h| {
            let offices = h.offices.iter().map(|(_, o)| o).collect::<BTreeSet<_>>();
            json!({ "person": h.names, "office": offices, "side": h.side, "role": h.role, "from": h.from, "to": h.to, "docs": docs(&h.accounts) })
        })
        .collect();
    Ok(json!({
        "as_of": chancery_model::Edtf::day(as_of), "events": events, "commitments": commitments, "mechanisms": mechanisms,
        "agreements": agreements, "tenures": tenures, "conflicts": conflicts,
    }))
}

/// Two decimals: the rest is noise of the arithmetic.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

fn stem(source: &str) -> String {
    if source.contains("://") {
        return source.to_owned();
    }
    Path::new(source).file_stem().map_or_else(|| source.to_owned(), |s| s.to_string_lossy().into_owned())
}
