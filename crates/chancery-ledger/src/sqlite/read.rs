//! What reads from the file.

use crate::check::{Offsets, evidence_problem};
use crate::{Correction, DocumentInfo, Judgement, LedgerError, PersonName, Problem, Query, Verdict};
use chancery_model::{DocumentRecord, Record, fold};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde_json::Value as Json;

pub(super) fn has(conn: &Connection, doc: &str) -> Result<bool, LedgerError> {
    Ok(conn.prepare_cached("SELECT 1 FROM documents WHERE id = ?")?.exists(params![doc])?)
}

fn damaged(what: &str, err: impl std::fmt::Display) -> LedgerError {
    LedgerError::Damaged(format!("{what} cannot be read: {err}"))
}

const DOCUMENT: &str = "SELECT id, source, lang, title, date, dateline, text, items, warnings FROM documents";

fn read_document(row: &Row<'_>) -> Result<DocumentRecord, LedgerError> {
    let id: String = row.get(0)?;
    let (date, dateline): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    let (items, warnings): (String, String) = (row.get(7)?, row.get(8)?);
    let bad = |e: serde_json::Error| damaged(&format!("document {id}"), e);
    Ok(DocumentRecord {
        kind: "document".to_owned(),
        source: row.get(1)?,
        lang: row.get(2)?,
        title: row.get(3)?,
        date: date.and_then(|d| d.parse().ok()),
        dateline: dateline.map(|d| serde_json::from_str(&d)).transpose().map_err(bad)?,
        text: row.get(6)?,
        items: serde_json::from_str(&items).map_err(bad)?,
        warnings: serde_json::from_str(&warnings).map_err(bad)?,
        id,
    })
}

pub(super) fn document(conn: &Connection, key: &str) -> Result<Option<DocumentRecord>, LedgerError> {
    let one = |filter: &str, value: &str| -> Result<Vec<DocumentRecord>, LedgerError> {
        let mut stmt = conn.prepare_cached(&format!("{DOCUMENT} WHERE {filter} ORDER BY id LIMIT 2"))?;
        let mut rows = stmt.query(params![value])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(read_document(row)?);
        }
        Ok(out)
    };
    let exact = one("id = ?", key)?;
    let found = if !exact.is_empty() {
        exact
    } else if key.len() >= 6 && key.bytes().all(|b| b.is_ascii_hexdigit()) {
        one("id GLOB ? || '*'", key)?
    } else {
        // Several versions of a page may have come from one address: the last one added speaks for it.
        one("seq = (SELECT max(seq) FROM documents WHERE source = ?)", key)?
    };
    Ok(if found.len() == 1 { found.into_iter().next() } else { None })
}

fn read_info(row: &Row<'_>) -> rusqlite::Result<DocumentInfo> {
    Ok(DocumentInfo {
        id: row.get(0)?,
        source: row.get(1)?,
        lang: row.get(2)?,
        title: row.get(3)?,
        date: row.get(4)?,
        added_at: row.get(5)?,
    })
}

const INFO: &str = "SELECT id, source, lang, title, date, added_at FROM documents";

pub(super) fn documents(conn: &Connection) -> Result<Vec<DocumentInfo>, LedgerError> {
    let mut stmt = conn.prepare_cached(&format!("{INFO} ORDER BY id"))?;
    let rows = stmt.query_map([], read_info)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn infos(conn: &Connection, ids: &[&str]) -> Result<Vec<DocumentInfo>, LedgerError> {
    let mut stmt = conn.prepare_cached(&format!("{INFO} WHERE id = ?"))?;
    let mut out = Vec::new();
    for id in ids {
        out.extend(stmt.query_row(params![id], read_info).optional()?);
    }
    out.sort();
    out.dedup();
    Ok(out)
}

pub(super) fn record(conn: &Connection, id: &str) -> Result<Option<Record>, LedgerError> {
    let body: Option<String> = conn
        .prepare_cached("SELECT body FROM records WHERE id = ?")?
        .query_row(params![id], |row| row.get(0))
        .optional()?;
    body.map(|b| serde_json::from_str(&b).map_err(|e| damaged(&format!("record {id}"), e))).transpose()
}

pub(super) fn records(conn: &Connection, query: &Query) -> Result<Vec<Record>, LedgerError> {
    let mut sql = String::from("SELECT r.id, r.body FROM records r");
    let mut args: Vec<Value> = Vec::new();
    let mut conds: Vec<String> = Vec::new();
    for (n, side) in query.sides.iter().enumerate() {
        sql.push_str(&format!(" JOIN record_sides s{n} ON s{n}.record = r.seq AND s{n}.side = ?"));
        args.push(side.clone().into());
    }
    let list = |column: &str, values: &[String], args: &mut Vec<Value>| {
        args.extend(values.iter().map(|v| Value::from(v.clone())));
        format!("{column} IN ({})", vec!["?"; values.len()].join(", "))
    };
    if !query.people.is_empty() {
        let within = list("person", &query.people, &mut args);
        conds.push(format!("r.seq IN (SELECT record FROM record_people WHERE {within})"));
    }
    if !query.kinds.is_empty() {
        conds.push(list("r.kind", &query.kinds, &mut args));
    }
    if !query.types.is_empty() {
        conds.push(list("r.type", &query.types, &mut args));
    }
    if let Some(day) = query.since {
        conds.push("r.hi >= ?".to_owned());
        args.push(day.number().into());
    }
    if let Some(day) = query.until {
        conds.push("r.lo <= ?".to_owned());
        args.push(day.number().into());
    }
    if let Some(doc) = &query.doc {
        conds.push("r.doc = (SELECT seq FROM documents WHERE id = ?)".to_owned());
        args.push(doc.clone().into());
    }
    if let Some(record) = &query.record {
        conds.push("r.id = ?".to_owned());
        args.push(record.clone().into());
    }
    if !conds.is_empty() {
        sql.push_str(" WHERE ");
        sql.push_str(&conds.join(" AND "));
    }
    sql.push_str(" ORDER BY r.lo IS NULL, r.lo, r.hi, r.id");
    let corrected = corrections_by_record(conn)?;
    let mut stmt = conn.prepare(&sql)?;
    let mut rows = stmt.query(params_from_iter(args))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let body = row.get_ref(1)?.as_str().map_err(|e| damaged(&format!("record {id}"), e))?;
        let record: Record = serde_json::from_str(body).map_err(|e| damaged(&format!("record {id}"), e))?;
        match corrected.get(&id) {
            None => out.push(record),
            Some(cs) => out.extend(apply(record, cs).map_err(LedgerError::Damaged)?),
        }
    }
    Ok(out)
}

fn corrections_by_record(
    conn: &Connection,
) -> Result<std::collections::BTreeMap<String, Vec<Correction>>, LedgerError> {
    let mut out = std::collections::BTreeMap::<String, Vec<Correction>>::new();
    for c in corrections(conn, None)? {
        out.entry(c.record.clone()).or_default().push(c);
    }
    Ok(out)
}

/// Fields that say what a record is and where it stands; those are not matters of opinion.
const FIXED: &[&str] = &["id", "doc", "item", "kind", "evidence", "rule"];

/// A record as its corrections have it, oldest first; `None` where it has been withdrawn.
pub(super) fn apply(record: Record, corrections: &[Correction]) -> Result<Option<Record>, String> {
    let id = record.id.clone();
    let mut json = serde_json::to_value(&record).map_err(|e| e.to_string())?;
    let mut withdrawn = false;
    for c in corrections {
        if c.field == "*" {
            withdrawn = c.value.is_null();
            continue;
        }
        let fields = json.as_object_mut().ok_or("a record is no JSON object")?;
        if FIXED.contains(&c.field.as_str()) || !fields.contains_key(&c.field) {
            return Err(format!("record {id} has no field `{}` that can be corrected", c.field));
        }
        fields.insert(c.field.clone(), c.value.clone());
    }
    if withdrawn {
        return Ok(None);
    }
    serde_json::from_value(json).map(Some).map_err(|e| format!("that is no value for record {id}: {e}"))
}

pub(super) fn corrections(conn: &Connection, record: Option<&str>) -> Result<Vec<Correction>, LedgerError> {
    let mut stmt = conn.prepare_cached(
        "SELECT record, field, value, who, at, why FROM corrections WHERE ?1 IS NULL OR record = ?1 ORDER BY seq",
    )?;
    let mut rows = stmt.query(params![record])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let value: String = row.get(2)?;
        out.push(Correction {
            record: row.get(0)?,
            field: row.get(1)?,
            value: serde_json::from_str::<Json>(&value).map_err(|e| damaged("a correction", e))?,
            who: row.get(3)?,
            at: row.get(4)?,
            why: row.get(5)?,
        });
    }
    Ok(out)
}

pub(super) fn judgements(conn: &Connection) -> Result<Vec<Judgement>, LedgerError> {
    let mut stmt = conn.prepare_cached("SELECT a, b, verdict, who, at, why FROM judgements ORDER BY seq")?;
    let rows = stmt.query_map([], |row| {
        let verdict: String = row.get(2)?;
        Ok(Judgement {
            a: row.get(0)?,
            b: row.get(1)?,
            verdict: match verdict.as_str() {
                "same" => Verdict::Same,
                "different" => Verdict::Different,
                _ => Verdict::Unsure,
            },
            who: row.get(3)?,
            at: row.get(4)?,
            why: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn people(conn: &Connection, name: &str) -> Result<Vec<PersonName>, LedgerError> {
    let wanted = fold(name);
    let wanted: Vec<&str> = wanted.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    // The person id is the folded name, so its words narrow the choice before any name is folded.
    let mut sql = String::from("SELECT person, name, max(side), count(*) FROM record_people");
    let mut args = Vec::new();
    for (n, word) in wanted.iter().enumerate() {
        sql.push_str(if n == 0 { " WHERE " } else { " AND " });
        sql.push_str("'-' || person || '-' LIKE '%-' || ? || '-%'");
        args.push(*word);
    }
    sql.push_str(" GROUP BY person, name ORDER BY person, name");
    let mut stmt = conn.prepare(&sql)?;
    let rows = stmt.query_map(params_from_iter(args), |row| {
        Ok(PersonName {
            person: row.get(0)?,
            name: row.get(1)?,
            side: row.get(2)?,
            records: row.get::<_, i64>(3)?.max(0) as usize,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn check(conn: &Connection) -> Result<Vec<Problem>, LedgerError> {
    let mut out = Vec::new();
    let whole = |what: String| Problem { doc: String::new(), record: String::new(), what };
    let state: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if state != "ok" {
        out.push(whole(format!("the file is damaged: {state}")));
    }
    let mut docs = conn.prepare("SELECT seq, id, text FROM documents ORDER BY id")?;
    let mut recs = conn.prepare("SELECT id, body FROM records WHERE doc = ? ORDER BY id")?;
    let mut count = conn.prepare("SELECT count(*) FROM passages WHERE doc = ?")?;
    let mut rows = docs.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, doc, text): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let offsets = Offsets::new(&text);
        let mut inner = recs.query(params![seq])?;
        while let Some(row) = inner.next()? {
            let (record, body): (String, String) = (row.get(0)?, row.get(1)?);
            let what = match serde_json::from_str::<Record>(&body) {
                Err(e) => Some(format!("it cannot be read: {e}")),
                Ok(r) if r.id != record || r.doc != doc => {
                    Some("its body is that of another record".to_owned())
                }
                Ok(r) => evidence_problem(&text, &offsets, &r),
            };
            out.extend(what.map(|what| Problem { doc: doc.clone(), record, what }));
        }
        let passages: i64 = count.query_row(params![seq], |row| row.get(0))?;
        if passages != super::write::paragraphs(&text).count() as i64 {
            out.push(Problem {
                doc,
                record: String::new(),
                what: "not all of its passages are indexed".to_owned(),
            });
        }
    }
    for c in corrections(conn, None)? {
        if record(conn, &c.record)?.is_none() {
            out.push(whole(format!("a correction speaks of record {}, which is not there", c.record)));
        }
    }
    Ok(out)
}
