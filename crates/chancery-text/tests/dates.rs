//! Dates as tables: under a reference date, a value and the ways to write it.
#![allow(clippy::unwrap_used)]

use chancery_model::{Edtf, Part};
use chancery_pack::Pack;
use chancery_text::annotate::dates::{Dates, Found};

fn dates(lang: &str) -> Dates {
    Dates::new(&Pack::load(lang).unwrap().unwrap()).unwrap()
}

fn part(text: &str) -> Option<Part> {
    (text != "-").then(|| text.parse::<Edtf>().unwrap().start.unwrap())
}

/// `value` or `-`, with `+since`, `+due`, `+period`, `+anniversary`, `+anaphoric`.
fn show(found: &Found) -> String {
    let t = &found.time;
    let mut out = t.value.map_or("-".to_owned(), |v| v.to_string());
    for (on, name) in [
        (t.since, "since"),
        (t.due, "due"),
        (t.period, "period"),
        (t.anniversary, "anniversary"),
        (t.anaphoric, "anaphoric"),
    ] {
        if on {
            out += "+";
            out += name;
        }
    }
    out
}

/// Rows of `tests/dates/<lang>.tsv`: `@ date` sets the reference; `values <tab> phrase`, the values in text order, or
/// `none`. Dates stand between square brackets in the phrase.
#[track_caller]
fn table(lang: &str, text: &str) {
    let dates = dates(lang);
    let mut reference = None;
    let mut wrong = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if let Some(date) = line.strip_prefix("@ ") {
            reference = part(date.trim());
            continue;
        }
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (values, phrase) = line.split_once('\t').unwrap_or_else(|| panic!("{lang}:{}: no tab", n + 1));
        let plain = phrase.replace(['[', ']'], "");
        let found = dates.find(&plain, reference);
        let mut marked = plain.clone();
        for f in found.iter().rev() {
            marked.insert(f.span.end as usize, ']');
            marked.insert(f.span.start as usize, '[');
        }
        let got = if found.is_empty() {
            "none".to_owned()
        } else {
            found.iter().map(show).collect::<Vec<_>>().join(" ")
        };
        if got != values.trim() || (phrase.contains('[') && marked != phrase) {
            wrong.push(format!(
                "{lang}.tsv:{}: {phrase}\n  wanted {values}\n  got    {got}   {marked}",
                n + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn english() {
    table("en", include_str!("dates/en.tsv"));
}

#[test]
fn french() {
    table("fr", include_str!("dates/fr.tsv"));
}

#[test]
fn vietnamese() {
    table("vi", include_str!("dates/vi.tsv"));
}
