//! What adds to the file.

use crate::check::{Offsets, evidence_problem};
use crate::{Added, Correction, Judgement, LedgerError, Refused, Verdict};
use chancery_model::{DocumentRecord, Edtf, Fact, Participant, Record, fold, person_id};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

pub(super) fn add(
    conn: &mut Connection,
    doc: &DocumentRecord,
    records: &[Record],
    added_at: &str,
) -> Result<Added, LedgerError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if super::read::has(&tx, &doc.id)? {
        return Ok(Added::Unchanged);
    }
    let seq = insert_document(&tx, doc, added_at)?;
    let offsets = Offsets::new(&doc.text);
    let (mut stored, mut refused, mut seen) = (0, Vec::new(), BTreeSet::new());
    for record in records {
        let reason = if record.doc != doc.id {
            Some(format!("it belongs to document {}", record.doc))
        } else if !seen.insert(record.id.as_str()) {
            Some("another record of the document has the same id".to_owned())
        } else if taken(&tx, &record.id)? {
            Some("a record of another document has the same id".to_owned())
        } else if !record.confidence.is_finite() {
            Some("its confidence is no number".to_owned())
        } else {
            evidence_problem(&doc.text, &offsets, record)
        };
        match reason {
            Some(reason) => refused.push(Refused { record: record.id.clone(), reason }),
            None => {
                insert_record(&tx, seq, record)?;
                stored += 1;
            }
        }
    }
    index_passages(&tx, seq, &doc.text)?;
    tx.commit()?;
    Ok(Added::New { records: stored, refused })
}

fn taken(tx: &Transaction<'_>, record: &str) -> Result<bool, LedgerError> {
    Ok(tx.prepare_cached("SELECT 1 FROM records WHERE id = ?")?.exists(params![record])?)
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|e| LedgerError::Refused(format!("cannot be written as JSON: {e}")))
}

fn insert_document(tx: &Transaction<'_>, doc: &DocumentRecord, added_at: &str) -> Result<i64, LedgerError> {
    let dateline = doc.dateline.as_ref().map(json).transpose()?;
    tx.prepare_cached(
        "INSERT INTO documents (id, source, lang, title, date, dateline, text, items, warnings, added_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        doc.id,
        doc.source,
        doc.lang,
        doc.title,
        doc.date.map(|d| d.to_string()),
        dateline,
        doc.text,
        json(&doc.items)?,
        json(&doc.warnings)?,
        added_at
    ])?;
    Ok(tx.last_insert_rowid())
}

/// The columns that a record is found by.
struct Columns<'r> {
    kind: &'static str,
    type_: Option<&'r str>,
    status: Option<&'r str>,
    date: Option<Edtf>,
    sides: BTreeSet<&'r str>,
    people: Vec<(String, &'r str, &'r str)>,
}

fn columns(fact: &Fact) -> Columns<'_> {
    let mut sides = BTreeSet::new();
    let mut people = Vec::new();
    fn some(text: &str) -> Option<&str> {
        (!text.is_empty()).then_some(text)
    }
    fn take<'r>(
        p: &'r Participant,
        sides: &mut BTreeSet<&'r str>,
        people: &mut Vec<(String, &'r str, &'r str)>,
    ) {
        let side = p.side.as_deref().unwrap_or("");
        sides.extend(some(side));
        if let Some(name) = p.name.as_deref().or(p.person.as_deref()) {
            people.push((p.person.clone().unwrap_or_else(|| person_id(name)), name, side));
        }
    }
    let (kind, type_, status, date) = match fact {
        Fact::Event(e) => {
            sides.extend(e.sides.iter().chain(&e.source).chain(&e.target).map(String::as_str));
            e.participants.iter().for_each(|p| take(p, &mut sides, &mut people));
            ("event", some(&e.type_), some(&e.status), e.date)
        }
        Fact::Agreement(a) => {
            sides.extend(a.sides.iter().map(String::as_str));
            ("agreement", some(&a.type_), some(&a.status), a.date)
        }
        Fact::Commitment(c) => {
            sides.extend(c.by.iter().chain(&c.to).map(String::as_str));
            people.extend(c.people.iter().map(|name| (person_id(name), name.as_str(), "")));
            ("commitment", c.event_type.as_deref(), some(&c.force), c.due)
        }
        Fact::Statement(s) => {
            sides.extend(s.about.iter().map(String::as_str));
            s.speaker.iter().for_each(|p| take(p, &mut sides, &mut people));
            ("statement", some(&s.stance), None, s.date)
        }
        Fact::Tenure(t) => {
            sides.extend(t.side.as_deref().and_then(some));
            people.push((t.person.clone(), t.name.as_str(), t.side.as_deref().unwrap_or("")));
            ("tenure", some(&t.role), None, t.as_of)
        }
    };
    Columns { kind, type_, status, date, sides, people }
}

fn insert_record(tx: &Transaction<'_>, doc: i64, record: &Record) -> Result<(), LedgerError> {
    let cols = columns(&record.fact);
    let day = |d: Option<chancery_model::Day>| d.map(|d| d.number());
    tx.prepare_cached(
        "INSERT INTO records (id, doc, item, kind, type, status, date, lo, hi, confidence, rule, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        record.id,
        doc,
        record.item,
        cols.kind,
        cols.type_,
        cols.status,
        cols.date.map(|d| d.to_string()),
        day(cols.date.and_then(|d| d.earliest())),
        day(cols.date.and_then(|d| d.latest())),
        f64::from(record.confidence),
        record.rule,
        json(record)?
    ])?;
    let seq = tx.last_insert_rowid();
    for side in cols.sides.iter().filter(|s| !s.is_empty()) {
        tx.prepare_cached("INSERT INTO record_sides (side, record) VALUES (?, ?)")?
            .execute(params![side, seq])?;
    }
    let people: BTreeMap<(String, &str), &str> = cols
        .people
        .into_iter()
        .filter(|(id, ..)| !id.is_empty())
        .map(|(id, name, side)| ((id, name), side))
        .collect();
    for ((person, name), side) in people {
        tx.prepare_cached("INSERT INTO record_people (person, record, name, side) VALUES (?, ?, ?, ?)")?
            .execute(params![person, seq, name, side])?;
    }
    Ok(())
}

/// Paragraphs of a text as `(first, one past last)` code points, and the text; blank ones left out.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let start = at;
        let len = line.chars().count();
        at += len + 1;
        (!line.trim().is_empty()).then_some((start, start + len, line))
    })
}

fn index_passages(tx: &Transaction<'_>, doc: i64, text: &str) -> Result<(), LedgerError> {
    let mut passage = tx.prepare_cached("INSERT INTO passages (doc, start, end) VALUES (?, ?, ?)")?;
    let mut words = tx.prepare_cached("INSERT INTO passage_words (rowid, exact, folded) VALUES (?, ?, ?)")?;
    for (start, end, line) in paragraphs(text) {
        passage.execute(params![doc, start as i64, end as i64])?;
        words.execute(params![tx.last_insert_rowid(), line.nfc().collect::<String>(), fold(line)])?;
    }
    Ok(())
}

fn signed(who: &str, at: &str) -> Result<(), LedgerError> {
    if who.trim().is_empty() || at.trim().is_empty() {
        return Err(LedgerError::Refused("a correction or judgement needs who made it and when".to_owned()));
    }
    Ok(())
}

fn known(conn: &Connection, record: &str) -> Result<Record, LedgerError> {
    super::read::record(conn, record)?
        .ok_or_else(|| LedgerError::Refused(format!("there is no record {record}")))
}

pub(super) fn correct(conn: &Connection, c: &Correction) -> Result<(), LedgerError> {
    signed(&c.who, &c.at)?;
    let record = known(conn, &c.record)?;
    super::read::apply(record, std::slice::from_ref(c)).map_err(LedgerError::Refused)?;
    conn.prepare_cached(
        "INSERT INTO corrections (record, field, value, who, at, why) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![c.record, c.field, json(&c.value)?, c.who, c.at, c.why])?;
    Ok(())
}

pub(super) fn judge(conn: &Connection, j: &Judgement) -> Result<(), LedgerError> {
    signed(&j.who, &j.at)?;
    known(conn, &j.a)?;
    known(conn, &j.b)?;
    if j.a == j.b {
        return Err(LedgerError::Refused("a judgement needs two records".to_owned()));
    }
    let (a, b) = if j.a <= j.b { (&j.a, &j.b) } else { (&j.b, &j.a) };
    let verdict = match j.verdict {
        Verdict::Same => "same",
        Verdict::Different => "different",
        Verdict::Unsure => "unsure",
    };
    conn.prepare_cached("INSERT INTO judgements (a, b, verdict, who, at, why) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![a, b, verdict, j.who, j.at, j.why])?;
    Ok(())
}
