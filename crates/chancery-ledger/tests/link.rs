//! Linking, on accounts of our own making: one line an account, one `check` for what they come to.
#![allow(clippy::unwrap_used)]

use chancery_ledger::link::Ledger;
use chancery_ledger::{DocumentInfo, Judgement, Verdict};
use chancery_model::{Day, Record};
use serde_json::{Value, json};

fn doc(id: &str, lang: &str, date: &str) -> DocumentInfo {
    let (source, added_at) = (format!("{id}.txt"), "x".to_owned());
    DocumentInfo { id: id.into(), source, lang: lang.into(), title: None, date: Some(date.into()), added_at }
}

fn event(doc: &str, n: u32, quote: &str, fields: Value) -> Record {
    let mut all = json!({
        "kind": "event", "id": format!("{doc}-{n}"), "doc": doc, "item": 0, "confidence": 0.8, "rule": "xx/test/test",
        "evidence": [{ "start": 0, "end": 1, "quote": quote }], "plover": null, "cameo": null, "status": "occurred",
        "date": null, "place": null, "sides": ["VNM", "FRA"], "source": [], "target": [], "participants": [], "name": null,
        "series": null, "part_of": null, "topics": [],
    });
    for (key, value) in fields.as_object().unwrap() {
        all[key] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

fn people(all: &[(&str, &str, &str)]) -> Value {
    let one = |(name, office, side): &(&str, &str, &str)| json!({ "name": name, "person": null, "office": office, "body": null, "side": side, "role": "participant" });
    all.iter().map(one).collect()
}

fn link(docs: &[DocumentInfo], records: &[Record], judgements: &[Judgement]) -> Ledger {
    let mut backwards = records.to_vec();
    backwards.reverse();
    let as_of = Day::new(2026, 11, 1).unwrap();
    let ledger = Ledger::link(records.to_vec(), docs.to_vec(), judgements, as_of);
    let again = Ledger::link(backwards, docs.to_vec(), judgements, as_of);
    assert_eq!(json!(ledger.events), json!(again.events), "the order of records must not matter");
    ledger
}

/// `type date accounts` of every event.
fn shape(ledger: &Ledger) -> Vec<String> {
    let docs = |e: &chancery_ledger::link::LedgerEvent| {
        let mut d: Vec<&str> = e.accounts.iter().map(|a| a.record.as_str()).collect();
        d.sort_unstable();
        d.join(" ")
    };
    let date = |e: &chancery_ledger::link::LedgerEvent| e.date.map_or("?".to_owned(), |d| d.to_string());
    ledger.events.iter().map(|e| format!("{} {} {}", e.type_, date(e), docs(e))).collect()
}

#[test]
fn people_and_days_tell_meetings_apart() {
    let docs = [doc("a", "en", "2024-10-08"), doc("b", "fr", "2024-10-08"), doc("c", "vi", "2024-10-09")];
    let meeting = |d: &str, n, date: &str, who: Value| {
        event(d, n, "met", json!({ "type": "meeting", "date": date, "participants": who }))
    };
    let (lam, macron, roussel) =
        (("Tô Lâm", "", "VNM"), ("Emmanuel Macron", "", "FRA"), ("Fabien Roussel", "", "FRA"));
    let ledger = link(
        &docs,
        &[
            meeting("a", 1, "2024-10-07", people(&[lam, macron])),
            meeting("a", 2, "2024-10-07", people(&[lam, roussel])),
            meeting("b", 1, "2024-10", people(&[("To Lam", "", "VNM"), ("Macron", "", "FRA")])),
            meeting("c", 1, "2024-10-07", people(&[lam, roussel])),
            meeting("c", 2, "2023-10-07", people(&[lam, roussel])),
        ],
        &[],
    );
    assert_eq!(
        shape(&ledger),
        ["meeting 2023-10-07 c-2", "meeting 2024-10-07 a-1 b-1", "meeting 2024-10-07 a-2 c-1"]
    );
}

#[test]
fn an_announcement_and_its_report_are_one_event() {
    let docs = [doc("a", "en", "2025-05-01"), doc("b", "vi", "2025-05-28"), doc("c", "fr", "2025-02-01")];
    let visit = |d: &str, status: &str, date: Value| {
        event(
            d,
            1,
            "visit",
            json!({ "type": "visit", "status": status, "date": date, "participants": people(&[("Emmanuel Macron", "", "FRA")]), "place": { "name": null, "country": "VNM" } }),
        )
    };
    let ledger = link(
        &docs,
        &[
            visit("a", "planned", json!("2025-05")),
            visit("b", "occurred", json!("2025-05-25/2025-05-27")),
            visit("c", "proposed", json!(null)),
        ],
        &[],
    );
    assert_eq!(shape(&ledger), ["visit 2025-05-25/2025-05-27 a-1 b-1 c-1"]);
    assert_eq!(ledger.events[0].status, "occurred");
    let ledger = link(&docs, &[visit("a", "planned", json!("2025-05"))], &[]);
    assert!(ledger.events[0].unreported);
}

#[test]
fn numbers_and_names_tell_sessions_apart() {
    let docs = [doc("a", "en", "2023-12-19"), doc("b", "fr", "2023-12-21"), doc("c", "vi", "2024-10-30")];
    let session = |d: &str, n, date: Value, name: &str, ordinal| {
        event(
            d,
            n,
            name,
            json!({ "type": "dialogue", "date": date, "series": { "name": name, "ordinal": ordinal } }),
        )
    };
    let ledger = link(
        &docs,
        &[
            session("a", 1, json!("2023-12-18"), "defence dialogue", 3),
            session("b", 1, json!("2023-12-19"), "dialogue de défense", 3),
            session("b", 2, json!("2022-04-15"), "dialogue de défense", 2),
            session("c", 1, json!("2019-06"), "hội thảo lý luận", 3),
            session("c", 2, json!(null), "đối thoại quốc phòng", 3),
        ],
        &[],
    );
    assert_eq!(
        shape(&ledger),
        ["dialogue 2019-06 c-1", "dialogue 2022-04-15 b-2", "dialogue 2023-12-18 a-1 b-1 c-2"]
    );
    let sessions: Vec<Vec<Option<u32>>> =
        ledger.mechanisms.iter().map(|m| m.sessions.iter().map(|s| s.ordinal).collect()).collect();
    assert_eq!(sessions, [vec![Some(2), Some(3)], vec![Some(3)]]);
    assert_eq!(ledger.events[2].conflicts[0].field, "date");
}

#[test]
fn contradictions_are_named() {
    let docs = [doc("a", "en", "2021-11-06"), doc("b", "fr", "2021-11-06")];
    let signing = |d: &str, quote: &str, place: &str, office: &str| {
        event(
            d,
            1,
            quote,
            json!({ "type": "signing", "date": "2021-11-05", "place": { "name": place, "country": "FRA" },
            "participants": people(&[("Geneviève Darrieussecq", office, "FRA")]) }),
        )
    };
    let fields =
        |ledger: &Ledger| ledger.events[0].conflicts.iter().map(|c| c.field.clone()).collect::<Vec<_>>();
    let ledger = link(
        &docs,
        &[
            signing("a", "signed 14 documents", "Nice", "Minister of the Armed Forces"),
            signing(
                "b",
                "ont signé douze accords",
                "Paris",
                "ministre déléguée auprès de la ministre des Armées",
            ),
        ],
        &[],
    );
    assert_eq!(fields(&ledger), ["place", "office", "count"]);
    let ledger = link(
        &docs,
        &[
            signing("a", "signed 14 documents", "Brussels", "Minister of the Armed Forces"),
            signing("b", "ont signé 14 accords", "Bruxelles", "ministre des Armées"),
        ],
        &[],
    );
    assert!(fields(&ledger).is_empty(), "{:?}", ledger.events[0].conflicts);
}

#[test]
fn a_judge_has_the_last_word() {
    let docs = [doc("a", "en", "2024-10-08"), doc("b", "fr", "2024-10-08")];
    let both = [
        event(
            "a",
            1,
            "met",
            json!({ "type": "meeting", "date": "2024-10-07", "participants": people(&[("Tô Lâm", "", "VNM")]) }),
        ),
        event(
            "b",
            1,
            "met",
            json!({ "type": "meeting", "date": "2024-10-07", "participants": people(&[("Tô Lâm", "", "VNM")]) }),
        ),
    ];
    let say = |verdict| Judgement {
        a: "a-1".into(),
        b: "b-1".into(),
        verdict,
        who: "An".into(),
        at: "1".into(),
        why: String::new(),
    };
    assert_eq!(link(&docs, &both, &[]).events.len(), 1);
    assert_eq!(link(&docs, &both, &[say(Verdict::Different)]).events.len(), 2);
    assert_eq!(link(&docs, &both, &[say(Verdict::Different), say(Verdict::Unsure)]).events.len(), 1);
    let far = [both[0].clone(), event("b", 1, "met", json!({ "type": "meeting", "date": "2020-01-01" }))];
    assert_eq!(link(&docs, &far, &[say(Verdict::Same)]).events.len(), 1);
}

#[test]
fn daily_meetings_stay_apart() {
    // Ten years of one pair of sides: no two days meet, and no two months need to be compared.
    let docs: Vec<DocumentInfo> = (0..3650)
        .map(|n| doc(&format!("d{n:05}"), "en", &Day::from_number(15_000 + n).number_text()))
        .collect();
    let records: Vec<Record> = (0..3650)
        .map(|n| {
            event(
                &format!("d{n:05}"),
                1,
                "met",
                json!({ "type": "meeting", "date": Day::from_number(15_000 + n).number_text() }),
            )
        })
        .collect();
    assert_eq!(Ledger::link(records, docs, &[], Day::new(2026, 1, 1).unwrap()).events.len(), 3650);
}

trait Text {
    fn number_text(&self) -> String;
}

impl Text for Day {
    fn number_text(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
