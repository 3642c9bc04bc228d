//! A bank of sentences of our own: every type of event under many verbs, nouns and orders of words, and what only sounds like
//! one. Most were written before the rules were looked at, and every second one was mended from, so what they tell is how
//! much of usual wording is known, not how well a real page is read (`docs/decisions/held-out.md`).
#![allow(clippy::print_stdout, reason = "the figures are told")]

mod texts;

use chancery::pipeline::Pipeline;
use chancery_model::{Event, Fact};
use std::collections::BTreeSet;
use texts::facts;

/// Language, rows, the least share that is read right, the largest share of false alarms.
const BANKS: [(&str, &str, f64, f64); 3] = [
    ("en", include_str!("wordings/en.tsv"), 0.86, 0.09),
    ("fr", include_str!("wordings/fr.tsv"), 0.86, 0.04),
    ("vi", include_str!("wordings/vi.tsv"), 0.87, 0.09),
];

/// The date of the page that each sentence is read as.
const PUBLISHED: &str = "2026-05-14";

/// At least half of the sides wanted, and no more others than those; who of a conference's many guests to name is open.
fn sides_fit(event: &Event, wanted: &BTreeSet<&str>) -> bool {
    let found: BTreeSet<&str> =
        [&event.sides, &event.source, &event.target].into_iter().flatten().map(String::as_str).collect();
    let shared = found.intersection(wanted).count() * 2;
    shared >= wanted.len() && (shared >= found.len() || event.type_ == "conference")
}

fn status_fits(event: &Event, wanted: &str) -> bool {
    wanted.split('/').any(|w| event.status == w || w == "occurred" && event.status == "ongoing")
}

#[test]
fn usual_wordings_are_read() {
    let pipeline = Pipeline::new();
    let mut below = Vec::new();
    for (lang, bank, least, most) in BANKS {
        let (mut told, mut right, mut silent, mut alarms) = (0u32, 0u32, 0u32, 0u32);
        for row in bank.lines().filter(|l| !l.starts_with('#')) {
            let [types, status, sides, date, text] = row.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{lang}: a row has other than five cells: {row}")
            };
            let event = |f: Fact| if let Fact::Event(e) = f { Some(e) } else { None };
            let told_here = facts(&pipeline, lang, text, PUBLISHED.parse().ok());
            let events: Vec<Event> = told_here.into_iter().filter_map(event).collect();
            if let Some(none) = types.strip_prefix("none:") {
                silent += 1;
                alarms += u32::from(events.iter().any(|e| e.type_ == none));
                continue;
            }
            let wanted: BTreeSet<&str> = sides.split(',').map(str::trim).filter(|s| !s.is_empty()).collect();
            told += 1;
            right += u32::from(events.iter().any(|e| {
                types.split('/').any(|t| e.type_ == t)
                    && sides_fit(e, &wanted)
                    && status_fits(e, status)
                    && (date.is_empty() || e.date.is_some_and(|d| d.to_string() == date))
            }));
        }
        let (share, false_share) =
            (f64::from(right) / f64::from(told), f64::from(alarms) / f64::from(silent));
        println!(
            "{lang}: {right} of {told} right ({share:.3}), {alarms} of {silent} false ({false_share:.3})"
        );
        if share < least || false_share > most {
            below.push(lang);
        }
    }
    assert!(below.is_empty(), "below what was reached: {below:?}");
}
