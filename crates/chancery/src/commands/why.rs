//! `chancery why`: how a record came about. The document is coded again, and the record's sentence, parse and rule are
//! printed with the mention behind each value.

use super::describe::{describe, kind};
use super::store;
use crate::args::Why;
use crate::failure::{Exit, Failure, Kind};
use crate::pipeline::{Pipeline, Traced, broken_pack, content_id};
use chancery_ledger::{Query, Store as _};
use chancery_model::{CodePoints, DocumentRecord, Mention, MentionKind, Record, Sentence, Span, fold};
use chancery_pack::{Pack, Rules};
use chancery_read::Hints;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// Runs the command.
pub fn run(args: &Why) -> Result<Exit, Failure> {
    let store = store::open_existing(&args.store.store)?;
    let query = Query { record: Some(args.record.clone()), ..Query::default() };
    let record = store.records(&query).map_err(store::failure)?.into_iter().next().ok_or_else(|| {
        Failure::new(
            Kind::NotFound,
            format!("there is no record `{}` in {}", args.record, args.store.store.display()),
        )
        .hint("`chancery show DOC` lists the records of a document with their ids")
    })?;
    let doc = store.document(&record.doc).map_err(store::failure)?.ok_or_else(|| {
        Failure::new(
            Kind::Store,
            format!("the document `{}` of this record is gone from the store", record.doc),
        )
        .hint("run `chancery doctor`")
    })?;
    let pipeline = Pipeline::new();
    let traced = code_again(&pipeline, &doc)?;
    super::print(&explain(&pipeline, &record, &doc, &traced)?)?;
    Ok(Exit::Done)
}

/// Codes the document as it was coded when it was added: from its file while that is there unchanged, else from the
/// text in the store, which has lost the layout of the page.
fn code_again(pipeline: &Pipeline, doc: &DocumentRecord) -> Result<Traced, Failure> {
    let mut hints =
        Hints { source: doc.source.clone(), format: None, lang: Some(doc.lang.clone()), date: doc.date };
    let path = Path::new(&doc.source);
    let bytes = match std::fs::read(path) {
        Ok(bytes) if content_id(&bytes) == doc.id => {
            hints.format = crate::input::extension(path);
            bytes
        }
        _ => {
            hints.format = Some("txt".to_owned());
            doc.text.clone().into_bytes()
        }
    };
    pipeline.trace(pipeline.read(&bytes, &hints, Some(&doc.id))?)
}

fn explain(
    pipeline: &Pipeline,
    record: &Record,
    doc: &DocumentRecord,
    traced: &Traced,
) -> Result<String, Failure> {
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}", kind(record), describe(record));
    let _ = writeln!(out, "record {}  confidence {}", record.id, record.confidence);
    let _ = writeln!(out, "document {}  {}", doc.id, doc.source);
    rule(&mut out, record, &doc.lang)?;
    let again = traced.records.iter().any(|r| r.rule == record.rule && r.fact == record.fact);
    if !again {
        out.push_str(
            "\nthis version codes the document differently: what follows is how it reads the passage now\n",
        );
    }
    let points = CodePoints::new(&traced.doc.text);
    let within = |sent: &&Sentence| {
        let start = points.at(&traced.doc.text, sent.span.start as usize);
        let end = points.at(&traced.doc.text, sent.span.end as usize);
        record.evidence.iter().any(|e| e.start < end && start < e.end)
    };
    let sentences: Vec<&Sentence> = traced.text.sentences.iter().filter(within).collect();
    for sent in &sentences {
        let _ = writeln!(out, "\nsentence  {}", one_line(sent.span.of(&traced.doc.text)));
        parse(&mut out, sent);
    }
    let frames = pipeline.frames(traced, |sent| within(&sent))?;
    if !frames.is_empty() {
        let _ = write!(out, "\nframes\n{frames}");
    }
    if sentences.is_empty() {
        for evidence in &record.evidence {
            let _ = writeln!(out, "\npassage  {}", one_line(&evidence.quote));
        }
    }
    out.push_str("\nvalues\n");
    let value = serde_json::to_value(record).unwrap_or(Value::Null);
    for (field, wanted) in values(&value) {
        let from = origin(&wanted, &sentences, traced)
            .unwrap_or_else(|| "by the rule, or worked out from other values".to_owned());
        let _ = writeln!(out, "  {field:<14} {wanted:<28} {from}");
    }
    Ok(out)
}

fn rule(out: &mut String, record: &Record, lang: &str) -> Result<(), Failure> {
    let base = lang.split('-').next().unwrap_or(lang);
    let pack = Pack::load(base).map_err(|f| broken_pack(&f))?;
    let rules = pack.map(|p| Rules::load(&p)).transpose().map_err(|f| broken_pack(&f))?.unwrap_or_default();
    match rules.rules.iter().find(|r| r.id == record.rule) {
        Some(rule) => {
            let _ = writeln!(out, "rule {}: {}\n  {}", rule.id, rule.about, rule.path);
        }
        None => {
            let _ = writeln!(out, "rule {}", record.rule);
        }
    }
    Ok(())
}

/// The parse as a table: number, word, lemma, part of speech, relation, head.
fn parse(out: &mut String, sent: &Sentence) {
    for (n, token) in sent.tokens.iter().enumerate() {
        let head = match token.head {
            Some(head) => format!("{} of {}", token.rel.name(), head + 1),
            None if sent.parsed => "root".to_owned(),
            None => String::new(),
        };
        let line =
            format!("  {:>3} {:<20} {:<20} {:<6} {head}", n + 1, token.lower, token.lemma, token.upos.name());
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if !sent.parsed {
        out.push_str("  (not parsed: no word in it opens a rule)\n");
    }
}

/// The values worth tracing, as `(field, value)`.
fn values(record: &Value) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for field in ["date", "due", "as_of"] {
        if let Some(date) = record[field].as_str() {
            out.push((field.to_owned(), date.to_owned()));
        }
    }
    for field in ["name", "country"] {
        if let Some(place) = record["place"][field].as_str() {
            out.push((format!("place {field}"), place.to_owned()));
        }
    }
    for field in ["sides", "source", "target", "by", "to", "about", "people", "bodies"] {
        for value in record[field].as_array().into_iter().flatten().filter_map(Value::as_str) {
            out.push((field.to_owned(), value.to_owned()));
        }
    }
    for person in record["participants"].as_array().into_iter().flatten() {
        if let Some(name) = person["name"].as_str() {
            out.push(("participant".to_owned(), name.to_owned()));
        }
    }
    for field in ["name", "side", "body", "office", "title", "text"] {
        if let Some(value) = record[field].as_str() {
            out.push((field.to_owned(), one_line(value)));
        }
    }
    out
}

/// The mention that bears a value: in the record's own sentences first, then the nearest one before them.
fn origin(value: &str, own: &[&Sentence], traced: &Traced) -> Option<String> {
    let text = &traced.doc.text;
    let quoted = |span: Span| format!("“{}”", one_line(span.of(text)));
    for sent in own {
        if let Some(mention) = sent.mentions.iter().find(|m| bears(m, value)) {
            return Some(quoted(mention.span));
        }
    }
    if let Some(at) =
        own.iter().find_map(|s| s.span.of(text).find(value).map(|at| s.span.start as usize + at))
    {
        return Some(quoted(Span::new(at, at + value.len())));
    }
    if traced.doc.date.is_some_and(|d| d.to_string() == value) {
        return Some("the document's date".to_owned());
    }
    let before = own.first().map_or(u32::MAX, |s| s.span.start);
    let mut others = traced.text.sentences.iter().filter(|s| s.span.start < before).rev();
    let found = others.find_map(|s| s.mentions.iter().find(|m| bears(m, value)));
    if let Some(mention) = found {
        return Some(format!("{} earlier in the document", quoted(mention.span)));
    }
    let dateline = traced.doc.dateline.as_ref()?;
    let named = [&dateline.place, &dateline.country].into_iter().flatten().any(|p| p == value);
    named.then(|| format!("the dateline {}", quoted(dateline.span)))
}

/// True when a mention could have given the value.
fn bears(mention: &Mention, value: &str) -> bool {
    let is = |v: &Option<String>| v.as_deref() == Some(value);
    match &mention.kind {
        MentionKind::Person(p) | MentionKind::Speaker(p) => {
            p.name.as_deref().is_some_and(|n| fold(n) == fold(value))
                || is(&p.side)
                || is(&p.body)
                || p.offices.iter().any(|(office, _)| office == value)
        }
        MentionKind::Actor(a) => is(&a.id) || is(&a.side) || a.name == value,
        MentionKind::Place(p) => p.name == value || is(&p.country),
        MentionKind::Time(t) => t.value.is_some_and(|v| v.to_string() == value),
        MentionKind::Group(_) => false,
    }
}

/// The text with every run of white space as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
