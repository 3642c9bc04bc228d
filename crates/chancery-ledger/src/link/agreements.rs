//! Agreements told of by several documents.

use super::concepts::{Concept, Found, jaccard, overlap};
use super::model::{Account, Ledger, LedgerAgreement};
use super::passages::{Passages, only};
use super::{date_key, entry_id, types};
use chancery_model::{Agreement, Fact, Record, fold};
use std::collections::{BTreeMap, BTreeSet};

/// How far an agreement has come; the furthest that an account has is kept.
const STEPS: &[&str] = &["proposed", "negotiating", "agreed", "signed", "ratified", "in-force", "ended"];

/// Of these it can be said when they were signed.
const DONE: &[&str] = &["agreed", "signed", "ratified"];

struct Telling<'r> {
    record: &'r Record,
    fact: &'r Agreement,
    sides: BTreeSet<&'r str>,
    subject: BTreeSet<Concept>,
    words: BTreeSet<String>,
    lang: &'r str,
}

pub(super) fn agreements(ledger: &Ledger) -> Vec<LedgerAgreement> {
    let mut tellings: Vec<Telling<'_>> = ledger
        .records
        .values()
        .filter_map(|record| {
            let Fact::Agreement(fact) = &record.fact else { return None };
            let words = fold(&fact.title);
            Some(Telling {
                record,
                fact,
                sides: fact.sides.iter().map(String::as_str).collect(),
                subject: Found::of(&fact.title).subject(),
                words: words
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|w| w.len() > 3)
                    .map(str::to_owned)
                    .collect(),
                lang: ledger.docs.get(&record.doc).map_or("", |d| d.lang.as_str()),
            })
        })
        .collect();
    let span = |t: &Telling<'_>| match t.fact.date.map(|d| (d.earliest(), d.latest())) {
        Some((Some(lo), Some(hi))) => hi.number() - lo.number(),
        _ => i64::MAX,
    };
    tellings.sort_by(|a, b| (span(a), &a.record.id).cmp(&(span(b), &b.record.id)));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, t) in tellings.iter().enumerate() {
        let least = t.sides.iter().min_by_key(|s| (index.get(**s).map_or(0, Vec::len), **s));
        let near = least.and_then(|s| index.get(*s)).cloned().unwrap_or_default();
        let fits = |g: &&usize| groups[**g].iter().take(8).all(|j| same(t, &tellings[*j]));
        match near.iter().find(fits) {
            Some(g) => groups[*g].push(i),
            None => {
                groups.push(vec![i]);
                for side in &t.sides {
                    index.entry(side).or_default().push(groups.len() - 1);
                }
            }
        }
    }
    let mut out: Vec<LedgerAgreement> =
        groups.iter().map(|g| gather(&g.iter().map(|i| &tellings[*i]).collect::<Vec<_>>())).collect();
    signings(&mut out, ledger);
    out.sort_by(|a, b| date_key(a.date).cmp(&date_key(b.date)).then_with(|| a.id.cmp(&b.id)));
    out
}

/// Finds the event at which each agreement was signed, and gives those without a date of their own its date.
///
/// It is the one signing that the same passage of the same document tells of; where passages tell of several, none.
fn signings(agreements: &mut [LedgerAgreement], ledger: &Ledger) {
    let told = Passages::new(ledger, |e, _| {
        types::traits(&e.type_).signs && matches!(e.status.as_str(), "occurred" | "ongoing")
    });
    for agreement in agreements.iter_mut().filter(|a| DONE.contains(&a.status.as_str())) {
        let records = agreement.accounts.iter().filter_map(|a| ledger.records.get(&a.record));
        let found: BTreeSet<usize> = records.flat_map(|own| told.meeting(own)).collect();
        let fits = |i: &usize| {
            let e = &ledger.events[*i];
            agreement.sides.is_subset(&e.sides)
                && agreement.date.is_none_or(|d| e.date.is_none_or(|x| d.compatible(&x)))
        };
        if let Some(one) = only(found.into_iter().filter(fits)) {
            let event = &ledger.events[one];
            agreement.event = Some(event.id.clone());
            agreement.date = agreement.date.or(event.date);
        }
    }
}

fn same(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    if jaccard(&a.sides, &b.sides) < 0.5 {
        return false;
    }
    let dated = match (a.fact.date, b.fact.date) {
        (Some(x), Some(y)) if !x.compatible(&y) => return false,
        (Some(x), Some(y)) => x.precision() >= 2 && y.precision() >= 2,
        _ => false,
    };
    let kinds = a.fact.type_ == b.fact.type_;
    let likeness =
        if a.lang == b.lang { jaccard(&a.words, &b.words) } else { overlap(&a.subject, &b.subject) };
    match (kinds, dated) {
        (true, true) => likeness >= 0.34 || a.subject.is_empty() || b.subject.is_empty(),
        (true, false) => likeness >= 0.6 && a.words.len().min(b.words.len()) > 1,
        (false, true) => likeness >= 0.6,
        (false, false) => a.lang == b.lang && likeness >= 0.9,
    }
}

fn gather(tellings: &[&Telling<'_>]) -> LedgerAgreement {
    let step = |t: &&&Telling<'_>| STEPS.iter().position(|s| *s == t.fact.status);
    let furthest = tellings.iter().max_by_key(step).map_or("", |t| t.fact.status.as_str());
    let accounts: Vec<Account> =
        tellings.iter().map(|t| Account { doc: t.record.doc.clone(), record: t.record.id.clone() }).collect();
    LedgerAgreement {
        id: entry_id("agreement", &accounts),
        titles: tellings.iter().map(|t| (t.lang.to_owned(), t.fact.title.clone())).collect(),
        type_: tellings[0].fact.type_.clone(),
        status: furthest.to_owned(),
        date: tellings.iter().find_map(|t| t.fact.date),
        event: None,
        period: tellings.iter().find_map(|t| t.fact.period),
        sides: tellings.iter().flat_map(|t| &t.fact.sides).cloned().collect(),
        topics: tellings.iter().flat_map(|t| &t.fact.topics).cloned().collect(),
        conflicts: Vec::new(),
        confidence: tellings.iter().map(|t| t.record.confidence).fold(0.0, f32::max),
        accounts,
    }
}
