//! The rule exam: every rule is put to its own examples. `chancery packs test` prints it, and the test run has one named
//! test for each rule file.

use crate::failure::Failure;
use crate::pipeline::Pipeline;
use chancery_model::{Day, Edtf, Record, fold};
use chancery_pack::{Hit, Rule};
use chancery_read::Hints;
use serde_json::Value;
use std::collections::BTreeSet;

/// The reference date of an example that gives none: a Monday.
const REFERENCE: Day = Day { year: 2024, month: 10, day: 7 };

/// An example that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The example's text.
    pub text: String,
    /// What was expected and what came.
    pub what: String,
}

/// Puts a rule to its hits and misses; returns those that went wrong.
pub fn examine(pipeline: &Pipeline, lang: &str, rule: &Rule) -> Result<Vec<Wrong>, Failure> {
    let mut wrong = Vec::new();
    for hit in &rule.hit {
        let records = code(pipeline, lang, &hit.text, hit.date)?;
        if let Some(what) = miss_of(rule, hit, &records) {
            wrong.push(Wrong { text: hit.text.clone(), what });
        }
    }
    for miss in &rule.miss {
        let records = code(pipeline, lang, &miss.text, None)?;
        if let Some(record) = records.iter().find(|r| r.rule == rule.id) {
            let quote = record.evidence.first().map_or("", |e| &e.quote);
            let what = format!("fires on “{quote}”, but must not: {}", miss.why);
            wrong.push(Wrong { text: miss.text.clone(), what });
        }
    }
    Ok(wrong)
}

fn code(pipeline: &Pipeline, lang: &str, text: &str, date: Option<Edtf>) -> Result<Vec<Record>, Failure> {
    let hints = Hints {
        source: "example".to_owned(),
        format: Some("txt".to_owned()),
        lang: Some(lang.to_owned()),
        date: Some(date.unwrap_or(Edtf::day(REFERENCE))),
    };
    Ok(pipeline.code(text.as_bytes(), &hints, None)?.records)
}

/// What is wrong with the records of a hit; `None` where one of them is as expected.
fn miss_of(rule: &Rule, hit: &Hit, records: &[Record]) -> Option<String> {
    let own: Vec<Value> =
        records.iter().filter(|r| r.rule == rule.id).filter_map(|r| serde_json::to_value(r).ok()).collect();
    if own.is_empty() {
        let others: BTreeSet<&str> = records.iter().map(|r| r.rule.as_str()).collect();
        let others: Vec<&str> = others.into_iter().collect();
        return Some(match others.as_slice() {
            [] => "no record at all".to_owned(),
            others => format!("no record of this rule, but of {}", others.join(", ")),
        });
    }
    // The record that comes closest is the one to report.
    let faults = |record: &Value| -> Vec<String> {
        hit.expect.iter().filter_map(|(key, want)| fault(key, want, record)).collect()
    };
    own.iter().map(faults).min_by_key(Vec::len).filter(|f| !f.is_empty()).map(|f| f.join("; "))
}

/// Compares one expected value with the record's; `None` where they agree.
fn fault(key: &str, want: &toml::Value, record: &Value) -> Option<String> {
    let have = match key {
        "when" if record["kind"] == "tenure" => &record["as_of"],
        "when" => &record["date"],
        "place" => &record["place"]["name"],
        "country" => &record["place"]["country"],
        "ordinal" => &record["series"]["ordinal"],
        "people" if record["kind"] == "commitment" => &record["people"],
        "people" => return people(want, &record["participants"]),
        "span" if record["kind"] == "agreement" => &record["title"],
        "span" => &record["text"],
        field => &record[field],
    };
    let same = match want {
        toml::Value::Array(want) => {
            let want: BTreeSet<String> = want.iter().map(plain).collect();
            let have: BTreeSet<String> = have.as_array().into_iter().flatten().map(shown).collect();
            want == have
        }
        // An empty string in an example says that there must be no value.
        toml::Value::String(want) if want.is_empty() => have.is_null(),
        want => plain(want) == shown(have),
    };
    (!same).then(|| format!("{key} is {} instead of {want}", shown_all(have)))
}

fn people(want: &toml::Value, participants: &Value) -> Option<String> {
    let want: BTreeSet<String> = want.as_array().into_iter().flatten().map(|v| fold(&plain(v))).collect();
    let have: BTreeSet<String> =
        participants.as_array().into_iter().flatten().filter_map(|p| p["name"].as_str()).map(fold).collect();
    (want != have).then(|| format!("people are {have:?} instead of {want:?}"))
}

fn plain(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn shown_all(value: &Value) -> String {
    match value.as_array() {
        Some(values) => values.iter().map(shown).collect::<Vec<_>>().join(" "),
        None => shown(value),
    }
}
