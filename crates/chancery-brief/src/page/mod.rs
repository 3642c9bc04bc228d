//! The relationship of two sides on a page.
//!
//! The order is that of ministries' own pages: relations, last contact by level, what is coming, commitments with the
//! overdue ones first, mechanisms, agreements, visits, contradictions, counts, sources. Every line has its footnotes.

mod events;
mod promises;

pub(crate) use promises::commitment_text;

use crate::words::Writer;
use crate::{BriefError, Labels, Sides};
use chancery_ledger::link::{Account, Ledger};
use chancery_ledger::{Query, Store};
use chancery_model::Day;
use serde::Serialize;
use std::collections::BTreeMap;

/// Entries less sure than this are left out, and counted.
const LEAST: f32 = 0.35;
/// Entries less sure than this are marked.
const SURE: f32 = 0.55;
/// Footnotes in one line; an event told by twenty outlets needs no twenty marks.
const NOTES: usize = 4;

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The words, plain text.
    pub text: String,
    /// What the line is about, to be set off before it (`Overdue`); empty where there is nothing.
    pub label: String,
    /// Numbers of the notes it rests on.
    pub notes: Vec<usize>,
    /// Less sure than most.
    pub doubtful: bool,
    /// 0, or 1 for a line that belongs to the one before it.
    pub depth: u8,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is, the same in every language (`mechanisms`).
    pub key: &'static str,
    /// Its heading.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// A table, first row the heading; empty where there is none.
    pub table: Vec<Vec<String>>,
}

/// A passage that lines of the page rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Number on the page, from 1.
    pub number: usize,
    /// Document id.
    pub doc: String,
    /// Record id.
    pub record: String,
    /// Headline, where there is one.
    pub title: Option<String>,
    /// Path or address.
    pub source: String,
    /// Publication date, in the page's language.
    pub date: String,
    /// Language of the document.
    pub lang: String,
    /// The passage, character for character.
    pub quote: String,
}

/// The page. It is made of plain text; renderers escape what they must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Language.
    pub lang: String,
    /// `Vietnam – France`.
    pub title: String,
    /// What it rests on, and as of when.
    pub subtitle: String,
    /// Its parts; those without lines are left out, but for the ones whose emptiness says something.
    pub sections: Vec<Section>,
    /// The notes, by number.
    pub notes: Vec<Note>,
    /// Heading of the notes.
    pub notes_heading: String,
    /// Entries left out as unsure.
    pub left_out: usize,
    /// The sentence that says so; empty where none is.
    pub left_out_text: String,
    /// The word that marks an unsure line.
    pub doubt: String,
}

/// The page about two sides, as known on a day, in a language.
pub fn brief(
    store: &dyn Store,
    sides: &dyn Sides,
    a: &str,
    b: &str,
    as_of: Day,
    lang: &str,
) -> Result<Page, BriefError> {
    let labels = Labels::load(lang)?;
    let query = Query { sides: vec![a.to_owned(), b.to_owned()], ..Query::default() };
    let mut ledger = Ledger::read(store, &query, as_of)?;
    let left_out = ledger.keep(LEAST);
    // Offices are stated wherever somebody appears, so their wordings come from all that is known of the two sides.
    let writer = Writer::new(&labels, sides, &ledger);
    let mut page = Builder {
        writer: &writer,
        ledger: &ledger,
        a,
        b,
        as_of,
        notes: Vec::new(),
        numbers: BTreeMap::new(),
    };
    let sections = vec![
        page.status(),
        page.contacts(),
        page.upcoming(),
        page.unreported(),
        page.commitments(),
        page.mechanisms(),
        page.agreements(),
        page.visits(),
        page.conflicts(),
        page.years(),
    ];
    let notes = page.notes;
    let days: Vec<Day> = ledger.docs.values().filter_map(|d| d.day()).collect();
    let span = |d: Option<&Day>| d.map(|d| labels.day(*d)).unwrap_or_default();
    let asof = labels.day(as_of);
    let docs = ledger.docs.len().to_string();
    let subtitle = if ledger.docs.is_empty() {
        labels.fill("title.asof.none", &[("date", &asof)])
    } else if ledger.docs.len() == 1 {
        labels.fill("title.asof.one", &[("date", &asof)])
    } else if days.is_empty() {
        labels.fill("title.asof.undated", &[("date", &asof), ("docs", &docs)])
    } else {
        let (from, to) = (span(days.iter().min()), span(days.iter().max()));
        labels.fill("title.asof", &[("date", &asof), ("docs", &docs), ("from", &from), ("to", &to)])
    };
    let left_out_text = match left_out {
        0 => String::new(),
        1 => labels.get("leftout.one").to_owned(),
        n => labels.fill("leftout", &[("n", &n.to_string())]),
    };
    Ok(Page {
        lang: labels.lang.to_owned(),
        title: labels.fill("title.pair", &[("a", &writer.side(a)), ("b", &writer.side(b))]),
        subtitle,
        sections: sections.into_iter().filter(|s| !s.lines.is_empty() || !s.table.is_empty()).collect(),
        notes,
        notes_heading: labels.get("section.sources").to_owned(),
        left_out,
        left_out_text,
        doubt: labels.get("doubt").to_owned(),
    })
}

/// Types that a section speaks of, from `tables/sections.tsv`.
fn types_of(section: &str) -> Vec<&'static str> {
    let table = include_str!("../../tables/sections.tsv");
    let row = table.lines().filter_map(|l| l.split_once('\t')).find(|(name, _)| *name == section);
    row.map_or(Vec::new(), |(_, types)| types.split_whitespace().collect())
}

struct Builder<'p> {
    writer: &'p Writer<'p>,
    ledger: &'p Ledger,
    a: &'p str,
    b: &'p str,
    as_of: Day,
    notes: Vec<Note>,
    numbers: BTreeMap<(String, String), usize>,
}

impl Builder<'_> {
    fn section(&self, key: &'static str, lines: Vec<Line>) -> Section {
        let heading = self.writer.labels.get(&format!("section.{key}")).to_owned();
        Section { key, heading, lines, table: Vec::new() }
    }

    fn empty(&self, label: &str) -> Line {
        Line {
            text: self.writer.labels.get(label).to_owned(),
            label: String::new(),
            notes: vec![],
            doubtful: false,
            depth: 0,
        }
    }

    /// The numbers of the notes for accounts, made where there are none yet; one for each document, best account first.
    fn cite(&mut self, accounts: &[Account]) -> Vec<usize> {
        let mut out = Vec::new();
        let mut docs = Vec::new();
        for account in accounts {
            if docs.contains(&account.doc.as_str()) {
                continue;
            }
            if docs.len() == NOTES {
                break;
            }
            docs.push(account.doc.as_str());
            out.extend(self.note(account));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn note(&mut self, account: &Account) -> Option<usize> {
        let record = self.ledger.records.get(&account.record)?;
        let quote = record.evidence.first()?.quote.clone();
        let key = (account.doc.clone(), quote.clone());
        if let Some(n) = self.numbers.get(&key) {
            return Some(*n);
        }
        let info = self.ledger.docs.get(&account.doc)?;
        let labels = self.writer.labels;
        let number = self.notes.len() + 1;
        self.notes.push(Note {
            number,
            doc: account.doc.clone(),
            record: account.record.clone(),
            title: info.title.clone(),
            source: info.source.clone(),
            date: info
                .edtf()
                .map_or_else(|| labels.get("source.undated").to_owned(), |d| labels.date(Some(d))),
            lang: info.lang.clone(),
            quote,
        });
        self.numbers.insert(key, number);
        Some(number)
    }

    fn line(
        &mut self,
        label: impl Into<String>,
        text: String,
        accounts: &[Account],
        confidence: f32,
    ) -> Line {
        Line { text, label: label.into(), notes: self.cite(accounts), doubtful: confidence < SURE, depth: 0 }
    }
}
