//! The engine, tested in the toy language so that no real language's words get in the way.

use chancery_code::Coder;
use chancery_model::{Document, Fact, Record};
use chancery_pack::{Pack, Registry};
use chancery_read::{Hints, read};
use chancery_text::Annotator;
use proptest::prelude::*;
use std::sync::LazyLock;

struct Toy {
    annotator: Annotator,
    coder: Coder,
}

static TOY: LazyLock<Toy> = LazyLock::new(|| {
    let registry = Registry::load().expect("registry");
    let pack = Pack::load("xx").expect("pack").expect("toy pack");
    Toy {
        annotator: Annotator::new(&pack, &registry).expect("annotator"),
        coder: Coder::new(&pack, &registry).expect("coder"),
    }
});

fn code(text: &str) -> (Document, Vec<Record>) {
    code_on(text, Some("2024-10-07"))
}

/// Codes a text that came out on a day, or nobody knows when.
fn code_on(text: &str, date: Option<&str>) -> (Document, Vec<Record>) {
    let date = date.map(|d| d.parse().expect("date"));
    let hints = Hints { lang: Some("xx".to_owned()), date, ..Hints::default() };
    let doc = read(text.as_bytes(), &hints).expect("document");
    let mut annotated = TOY.annotator.annotate(&doc, |s| TOY.coder.matters(s));
    let records = TOY.coder.code(&doc, &mut annotated);
    (doc, records)
}

/// Compares the events of a text.
fn check(text: &str, want: &[&str]) {
    assert_eq!(told(&code(text).1), want, "{text}");
}

/// Events as `type status date sides`.
fn told(records: &[Record]) -> Vec<String> {
    records
        .iter()
        .filter_map(|r| match &r.fact {
            Fact::Event(e) => {
                let date = e.date.map_or("-".to_owned(), |d| d.to_string());
                Some(format!("{} {} {date} {}", e.type_, e.status, e.sides.join(",")))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn one_event_with_its_sides() {
    check("Vladimir Putin zop wiz Xi Jinping tor Moscow.", &["meeting occurred - RUS,CHN"]);
}

#[test]
fn a_future_word_makes_it_planned() {
    check("Vladimir Putin wul zop Xi Jinping.", &["meeting planned - RUS,CHN"]);
}

#[test]
fn a_denial_is_no_event() {
    check("Vladimir Putin nix zop Xi Jinping.", &[]);
}

#[test]
fn told_twice_is_one_event_with_two_passages() {
    let text =
        "Vladimir Putin zop wiz Xi Jinping 3 primo 2024.\n\nXi Jinping zop wiz Vladimir Putin 3 primo 2024.";
    check(text, &["meeting occurred 2024-01-03 RUS,CHN"]);
    let (_, records) = code(text);
    let most = records.iter().map(|r| r.evidence.len()).max();
    assert_eq!(most, Some(2));
}

#[test]
fn another_day_is_another_event() {
    check(
        "Vladimir Putin zop wiz Xi Jinping 3 primo 2024.\n\nVladimir Putin zop wiz Xi Jinping 9 tertio 2024.",
        &["meeting occurred 2024-01-03 RUS,CHN", "meeting occurred 2024-03-09 RUS,CHN"],
    );
}

#[test]
fn a_day_that_nobody_can_name_takes_no_other_date() {
    let text =
        "Vladimir Putin zop wiz Xi Jinping 3 primo 2024. Vladimir Putin zop wiz Narendra Modi retroday.";
    let known = told(&code(text).1);
    assert_eq!(known, ["meeting occurred 2024-01-03 RUS,CHN", "meeting occurred 2024-10-06 RUS,IND"]);
    let unknown = told(&code_on(text, None).1);
    assert_eq!(unknown, ["meeting occurred 2024-01-03 RUS,CHN", "meeting occurred - RUS,IND"]);
}

#[test]
fn a_day_said_again_with_its_year_has_that_year() {
    let told_on =
        |text: &str| told(&code_on(&format!("Vladimir Putin zop wiz Xi Jinping 3 primo.\n\n{text}"), None).1);
    assert_eq!(told_on("(3 primo 2019)"), ["meeting occurred 2019-01-03 RUS,CHN"]);
    assert_eq!(told_on("(3 primo 1919)"), ["meeting occurred XXXX-01-03 RUS,CHN"]);
    assert_eq!(told_on("(9 primo 2019)"), ["meeting occurred XXXX-01-03 RUS,CHN"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands around a sentence: every quotation is the text's own, and coding twice gives the same.
    #[test]
    fn evidence_is_exact_and_coding_deterministic(before in "\\PC{0,40}", after in "\\PC{0,40}") {
        let text = format!("{before}\n\nĐà Nẵng. Vladimir Putin zop wiz Xi Jinping tor Moscow. {after}");
        let (doc, records) = code(&text);
        let chars: Vec<char> = doc.text.chars().collect();
        for r in &records {
            prop_assert!(!r.evidence.is_empty());
            for e in &r.evidence {
                let slice: String = chars[e.start..e.end].iter().collect();
                prop_assert_eq!(&slice, &e.quote);
            }
        }
        prop_assert_eq!(records, code(&text).1);
    }
}
