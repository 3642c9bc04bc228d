//! Events of a side, or of two, in order of date.

use crate::words::{Writer, shorten};
use crate::{BriefError, Labels, Sides};
use chancery_ledger::Query;
use chancery_ledger::Store;
use chancery_ledger::link::{Conflict, Ledger, LedgerEvent};
use chancery_model::{Day, Edtf};
use serde::Serialize;

/// Which events to list.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Sides that must all be in the event: none, one or two.
    pub sides: Vec<String>,
    /// First day.
    pub since: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
    /// Event types; all where empty.
    pub types: Vec<String>,
    /// Least confidence, 0 to 1.
    pub confidence: f32,
}

/// An event of a timeline.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Ledger event.
    pub id: String,
    /// Date.
    pub date: Option<Edtf>,
    /// Type.
    #[serde(rename = "type")]
    pub type_: String,
    /// Status.
    pub status: String,
    /// Place as written.
    pub place: Option<String>,
    /// State of the place.
    pub country: Option<String>,
    /// Sides.
    pub sides: Vec<String>,
    /// People with their offices, as the page would name them.
    pub people: Vec<String>,
    /// The event in words.
    pub text: String,
    /// Number of the session.
    pub ordinal: Option<u32>,
    /// Sources: path or address.
    pub sources: Vec<String>,
    /// A passage that it rests on.
    pub quote: String,
    /// Contradictions.
    pub conflicts: Vec<Conflict>,
    /// Confidence.
    pub confidence: f32,
}

/// The events that fit the selection, earliest first, undated ones last (none where a first or last day is asked for).
pub fn timeline(
    store: &dyn Store,
    sides: &dyn Sides,
    selection: &Selection,
    as_of: Day,
    lang: &str,
) -> Result<Vec<Entry>, BriefError> {
    let labels = Labels::load(lang)?;
    let query = Query { sides: selection.sides.clone(), ..Query::default() };
    let ledger = Ledger::read(store, &query, as_of)?;
    let writer = Writer::new(&labels, sides, &ledger);
    let front = selection.sides.first().map(String::as_str);
    let wanted = |e: &&LedgerEvent| {
        let (lo, hi) = (e.date.and_then(|d| d.earliest()), e.date.and_then(|d| d.latest()));
        (selection.types.is_empty() || selection.types.contains(&e.type_))
            && selection.since.is_none_or(|s| hi.is_some_and(|d| d >= s))
            && selection.until.is_none_or(|u| lo.is_some_and(|d| d <= u))
            && e.confidence >= selection.confidence
    };
    Ok(ledger.events.iter().filter(wanted).map(|e| entry(e, &ledger, &writer, front)).collect())
}

pub(crate) fn entry(e: &LedgerEvent, ledger: &Ledger, writer: &Writer<'_>, front: Option<&str>) -> Entry {
    let mut sources: Vec<String> = Vec::new();
    for account in &e.accounts {
        let source = ledger.docs.get(&account.doc).map(|d| d.source.clone()).unwrap_or_default();
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let quote =
        e.accounts.first().and_then(|a| ledger.records.get(&a.record)).and_then(|r| r.evidence.first());
    Entry {
        id: e.id.clone(),
        date: e.date,
        type_: e.type_.clone(),
        status: e.status.clone(),
        place: writer.place(e),
        country: e.country.clone(),
        sides: e.sides.iter().cloned().collect(),
        people: e.people.iter().map(|p| writer.person(p)).collect(),
        text: writer.event(e, front),
        ordinal: e.ordinal,
        sources,
        quote: quote.map(|q| q.quote.clone()).unwrap_or_default(),
        conflicts: e.conflicts.clone(),
        confidence: e.confidence,
    }
}

/// One line an event, and under it the passage and the sources.
pub fn timeline_text(entries: &[Entry]) -> String {
    let mut out = String::new();
    for e in entries {
        let date = e.date.map_or("????".to_owned(), |d| d.to_string());
        let place = e.place.as_deref().map(|p| format!("{p} · ")).unwrap_or_default();
        out.push_str(&format!("{date}  {place}{}\n", e.text));
        out.push_str(&format!("    “{}” — {}\n", shorten(&e.quote, 160), e.sources.join(", ")));
    }
    out
}

/// One row an event, with a heading. Several values in a cell are parted by `; `.
pub fn timeline_csv(entries: &[Entry]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    let head = [
        "id",
        "date",
        "type",
        "status",
        "place",
        "country",
        "sides",
        "people",
        "text",
        "ordinal",
        "sources",
        "quote",
        "confidence",
    ];
    // Writing into memory cannot fail; a row has as many cells as the heading.
    let _ = out.write_record(head);
    for e in entries {
        let _ = out.write_record([
            e.id.clone(),
            e.date.map(|d| d.to_string()).unwrap_or_default(),
            e.type_.clone(),
            e.status.clone(),
            e.place.clone().unwrap_or_default(),
            e.country.clone().unwrap_or_default(),
            e.sides.join("; "),
            e.people.join("; "),
            e.text.clone(),
            e.ordinal.map(|n| n.to_string()).unwrap_or_default(),
            e.sources.join("; "),
            e.quote.clone(),
            format!("{:.2}", e.confidence),
        ]);
    }
    out.into_inner().ok().and_then(|b| String::from_utf8(b).ok()).unwrap_or_default()
}
