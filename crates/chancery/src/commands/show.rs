//! `chancery show`: a document with its records marked, and the list of them.

use super::describe::{describe, kind};
use super::store;
use crate::args::{Show, ShowFormat};
use crate::failure::{Exit, Failure, Kind};
use chancery_ledger::{Query, Store as _};
use chancery_model::{DocumentRecord, Record};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(args: &Show) -> Result<Exit, Failure> {
    let store = store::open_existing(&args.store.store)?;
    let doc = store.document(&args.doc).map_err(store::failure)?.ok_or_else(|| {
        Failure::new(
            Kind::NotFound,
            format!("there is no document `{}` in {}", args.doc, args.store.store.display()),
        )
        .hint("name it by its id or by the path it was added from; `chancery search WORDS` finds documents")
    })?;
    let query = Query { doc: Some(doc.id.clone()), ..Query::default() };
    let mut records = store.records(&query).map_err(store::failure)?;
    records.sort_by_key(|r| (r.evidence.first().map_or(0, |e| e.start), r.id.clone()));
    let out = match args.format {
        ShowFormat::Text => page(&doc, &records),
        ShowFormat::Jsonl => {
            let lines =
                std::iter::once(serde_json::to_string(&doc)).chain(records.iter().map(serde_json::to_string));
            lines.filter_map(Result::ok).map(|l| l + "\n").collect()
        }
    };
    super::print(&out)?;
    Ok(Exit::Done)
}

/// The text with `[1]` after each passage that record 1 rests on, then the records.
fn page(doc: &DocumentRecord, records: &[Record]) -> String {
    let mut marks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, record) in records.iter().enumerate() {
        for evidence in &record.evidence {
            marks.entry(evidence.end).or_default().push(n + 1);
        }
    }
    let mut out = String::with_capacity(doc.text.len() * 2);
    let date = doc.date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
    let _ = writeln!(out, "{}  {}  {date}  {}\n", doc.id, doc.lang, doc.source);
    let mut mark = |out: &mut String, at: usize| {
        for n in marks.remove(&at).into_iter().flatten() {
            let _ = write!(out, "[{n}]");
        }
    };
    let mut end = 0;
    for (at, c) in doc.text.chars().enumerate() {
        mark(&mut out, at);
        out.push(c);
        end = at + 1;
    }
    mark(&mut out, end);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push('\n');
    for warning in &doc.warnings {
        let _ = writeln!(out, "note: {warning}");
    }
    for (n, record) in records.iter().enumerate() {
        let _ = writeln!(
            out,
            "[{}] {}: {}\n    {}  {}",
            n + 1,
            kind(record),
            describe(record),
            record.id,
            record.rule
        );
    }
    if records.is_empty() {
        out.push_str("no records\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::{Evidence, Fact, Tenure};

    #[test]
    fn marks_stand_after_their_passages() {
        let text = "Ông Tô Lâm, Tổng Bí thư.";
        let record = |start: usize, end: usize| Record {
            id: format!("r{start}"),
            doc: "d".to_owned(),
            item: 0,
            evidence: vec![Evidence {
                start,
                end,
                quote: text.chars().skip(start).take(end - start).collect(),
            }],
            confidence: 1.0,
            rule: "vi/tenure/named".to_owned(),
            fact: Fact::Tenure(Tenure {
                name: "Tô Lâm".to_owned(),
                office: "Tổng Bí thư".to_owned(),
                ..Tenure::default()
            }),
        };
        let doc = DocumentRecord {
            kind: "document".to_owned(),
            id: "d".to_owned(),
            source: "s".to_owned(),
            lang: "vi".to_owned(),
            title: None,
            date: None,
            dateline: None,
            text: text.to_owned(),
            items: Vec::new(),
            warnings: Vec::new(),
        };
        let page = page(&doc, &[record(4, 10), record(4, 24)]);
        assert!(page.contains("Ông Tô Lâm[1], Tổng Bí thư.[2]\n"), "{page}");
    }
}
