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
            signing("a", "signed 14 cooperation documents", "Nice", "Minister of the Armed Forces"),
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

fn session(doc: &str, n: u32, date: Value, name: Value, ordinal: u32) -> Record {
    let fields = json!({ "type": "dialogue", "date": date, "series": { "name": name, "ordinal": ordinal } });
    event(doc, n, name.as_str().unwrap_or("it met again"), fields)
}

fn mechanisms(ledger: &Ledger) -> Vec<String> {
    let numbers = |m: &chancery_ledger::link::Mechanism| {
        m.sessions.iter().filter_map(|s| s.ordinal).map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
    };
    let mut out: Vec<String> = ledger
        .mechanisms
        .iter()
        .map(|m| format!("{}: {}", m.titles.first().map_or("?", |(_, t)| t.as_str()), numbers(m)))
        .collect();
    out.sort();
    out
}

#[test]
fn sessions_told_by_number_alone_belong_to_the_mechanism_of_their_page() {
    let docs = [doc("a", "fr", "2023-12-19"), doc("b", "en", "2026-02-06")];
    let a = [
        session("a", 1, json!("2023-12-18"), json!("troisième édition de leur Dialogue de défense"), 3),
        session("a", 2, json!("2022-04-15"), json!("deuxième session"), 2),
        session("a", 3, json!("2019-07"), json!("première session"), 1),
    ];
    assert_eq!(mechanisms(&link(&docs, &a, &[])), ["Dialogue de défense: 1 2 3"]);
    // Two mechanisms on one page: numbers and years say which.
    let b = [
        session("b", 1, json!("2020-01-04"), json!("42nd session of the Intergovernmental Committee"), 42),
        session("b", 2, json!("2025-12-03"), json!("48th session"), 48),
        session("b", 3, json!("2026-11"), json!("sixth defence policy dialogue"), 6),
    ];
    assert_eq!(
        mechanisms(&link(&docs, &b, &[])),
        ["Intergovernmental Committee: 42 48", "defence policy dialogue: 6"]
    );
    // Where both would do, neither is taken.
    let c = [
        session("b", 1, json!("2020-01-04"), json!("second economic dialogue"), 2),
        session("b", 2, json!("2020-03-04"), json!("second defence dialogue"), 2),
        session("b", 3, json!("2021-03-04"), json!("third session"), 3),
    ];
    assert_eq!(mechanisms(&link(&docs, &c, &[])), ["defence dialogue: 2", "economic dialogue: 2"]);
}

#[test]
fn a_session_is_one_however_it_is_called() {
    let docs = [doc("a", "en", "2024-11-02"), doc("b", "fr", "2024-10-08"), doc("c", "vi", "2024-10-30")];
    let at = |mut r: Record, place: &str, country: &str| {
        if let chancery_model::Fact::Event(e) = &mut r.fact {
            e.place = serde_json::from_value(json!({ "name": place, "country": country })).unwrap();
        }
        r
    };
    let gathering =
        json!({ "type": "conference", "date": "2024-10-29", "place": { "name": "Hanoi", "country": "VNM" } });
    let records = [
        session("a", 1, json!("2019-06-07"), json!("third theoretical workshop"), 3),
        at(session("a", 2, json!("2024-10-29"), json!(null), 4), "Hanoi", "VNM"),
        at(session("b", 1, json!(null), json!("quatrième séminaire théorique"), 4), "Paris", "FRA"),
        event("c", 1, "they met on the theory of the matter in a workshop", gathering),
        session("c", 2, json!("2018-06"), json!("hội thảo lý luận"), 3),
    ];
    let ledger = link(&docs, &records, &[]);
    assert_eq!(shape(&ledger), ["dialogue 2019-06-07 a-1 c-2", "dialogue 2024-10-29 a-2 b-1 c-1"]);
    assert_eq!(
        ledger.events[0].conflicts[0].field, "date",
        "the same session in two years is a contradiction"
    );
}

#[test]
fn two_records_of_one_page_of_two_types_are_two_events() {
    let docs = [doc("a", "en", "2022-04-16")];
    let (guest, host, minister) =
        (("Alice Guitton", "", "FRA"), ("Hoang Xuan Chien", "", "VNM"), ("Phan Van Giang", "", "VNM"));
    let day = |n, type_: &str, who: Value| {
        let place = json!({ "name": "Hanoi", "country": "VNM" });
        event(
            "a",
            n,
            "they met",
            json!({ "type": type_, "date": "2022-04-15", "participants": who, "place": place }),
        )
    };
    let records = [day(1, "dialogue", people(&[host, guest])), day(2, "meeting", people(&[minister, guest]))];
    assert_eq!(shape(&link(&docs, &records, &[])), ["dialogue 2022-04-15 a-1", "meeting 2022-04-15 a-2"]);
}

#[test]
fn nothing_is_held_before_a_later_page_announces_its_day() {
    let docs = [doc("a", "en", "2026-02-06"), doc("b", "fr", "2026-06-20")];
    let sixth = |d: &str, status: &str, date: &str| {
        let mut r = session(d, 1, json!(date), json!("sixth defence dialogue"), 6);
        if let chancery_model::Fact::Event(e) = &mut r.fact {
            e.status = status.to_owned();
        }
        r
    };
    let ledger = link(&docs, &[sixth("a", "occurred", "2026"), sixth("b", "planned", "2026-11-12")], &[]);
    let e = &ledger.events[0];
    assert_eq!(
        (ledger.events.len(), e.status.as_str(), e.date.unwrap().to_string()),
        (1, "planned", "2026-11-12".to_owned())
    );
    // A plan of the past, told of afterwards, announces nothing.
    let ledger = link(&docs, &[sixth("b", "planned", "2019-10")], &[]);
    assert!(!ledger.events[0].unreported);
}

#[test]
fn journeys_and_gatherings_have_several_days_and_places() {
    let docs = [doc("a", "en", "2024-10-08"), doc("b", "fr", "2024-10-08")];
    let told = |d: &str, type_: &str, date: &str, place: &str| {
        let who = people(&[("Emmanuel Macron", "", "FRA"), ("Tô Lâm", "", "VNM")]);
        let place = json!({ "name": place, "country": "FRA" });
        event(
            d,
            1,
            "19th summit",
            json!({ "type": type_, "date": date, "place": place, "participants": who, "name": "19th summit" }),
        )
    };
    let fields = |type_: &str| {
        let ledger = link(
            &docs,
            &[told("a", type_, "2024-10-04", "Nice"), told("b", type_, "2024-10-05", "Paris")],
            &[],
        );
        assert_eq!(ledger.events.len(), 1, "{type_}");
        ledger.events[0].conflicts.iter().map(|c| c.field.clone()).collect::<Vec<_>>()
    };
    assert!(fields("conference").is_empty() && fields("visit").is_empty());
    assert_eq!(fields("signing"), ["date", "place"]);
}

#[test]
fn an_agreement_has_the_date_of_its_signing() {
    let docs = [doc("a", "en", "2021-11-06")];
    let agreement = |start: usize, status: &str| {
        let mut r = event(
            "a",
            7,
            "x",
            json!({ "kind": "agreement", "title": "memorandum on health", "type": "mou",
            "bodies": [], "status": status, "period": null }),
        );
        r.evidence[0].start = start;
        r.evidence[0].end = start + 10;
        r
    };
    let signing = |n: u32, start: usize, date: &str| {
        let mut r = event("a", n, "signed", json!({ "type": "signing", "date": date }));
        r.evidence[0].start = start;
        r.evidence[0].end = start + 10;
        r
    };
    let date = |records: &[Record]| link(&docs, records, &[]).agreements[0].date.map(|d| d.to_string());
    let day = Some("2021-11-05".to_owned());
    assert_eq!(date(&[agreement(5, "signed"), signing(1, 0, "2021-11-05")]), day);
    assert_eq!(date(&[agreement(50, "signed"), signing(1, 0, "2021-11-05")]), None, "another passage");
    assert_eq!(date(&[agreement(5, "proposed"), signing(1, 0, "2021-11-05")]), None, "not signed yet");
    assert_eq!(
        date(&[agreement(5, "signed"), signing(1, 0, "2021-11-05"), signing(2, 8, "2019-01-02")]),
        None,
        "two"
    );
}

#[test]
fn a_promise_is_the_event_that_its_passage_announces() {
    let docs = [doc("a", "en", "2024-05-03"), doc("b", "vi", "2024-05-08"), doc("c", "fr", "2024-05-30")];
    let promise = |text: &str, quote: &str, type_: Value| {
        event(
            "a",
            9,
            quote,
            json!({ "kind": "commitment", "by": ["VNM"], "to": ["FRA"], "people": [], "force": "proposed",
            "action": null, "text": text, "event_type": type_, "due": null }),
        )
    };
    let signing = |d: &str, status: &str, date: Value| {
        let place = json!({ "name": null, "country": "VNM" });
        event(
            d,
            1,
            "x",
            json!({ "type": "signing", "status": status, "date": date, "place": place,
            "participants": people(&[("Phan Van Giang", "", "VNM"), ("Sébastien Lecornu", "", "FRA")]) }),
        )
    };
    let state = |records: &[Record]| link(&docs, records, &[]).commitments[0].state.as_str();
    let letter = || {
        promise("a letter of intent is to be signed", "a letter of intent is to be signed", json!("signing"))
    };
    let told = signing("a", "planned", json!("2024-05-05"));
    assert_eq!(state(&[letter(), told.clone()]), "open");
    assert_eq!(state(&[letter(), told, signing("b", "occurred", json!("2024-05-05"))]), "fulfilled");
    // Who was invited stands before the undertaking.
    let invited = || promise("se rendre au Vietnam", "invité M. Roussel à se rendre au Vietnam", json!(null));
    let came = |who: &str| {
        let place = json!({ "name": null, "country": "VNM" });
        event(
            "c",
            1,
            "visit",
            json!({ "type": "visit", "date": "2024-05-28", "place": place, "participants": people(&[(who, "", "FRA")]) }),
        )
    };
    assert_eq!(state(&[invited(), came("Fabien Roussel")]), "fulfilled");
    assert_eq!(state(&[invited(), came("Alice Rufo")]), "open");
}

#[test]
fn what_was_due_before_the_page_is_history() {
    let docs = [doc("a", "en", "2025-12-02")];
    let told = |due: &str| {
        let fact = json!({ "kind": "commitment", "by": ["FRA"], "to": ["VNM"], "people": [], "force": "agreed",
            "action": null, "text": "remove the weapons", "event_type": null, "due": due });
        link(&docs, &[event("a", 1, "agrees to remove the weapons", fact)], &[]).commitments.len()
    };
    assert_eq!((told("1962-10-28"), told("2025-12-02"), told("2025"), told("2026-01")), (0, 1, 1, 1));
}

#[test]
fn an_office_was_held_on_the_days_that_the_page_reports() {
    let docs = [doc("a", "en", "2024-10-08")];
    let id = |name: &str| chancery_model::person_id(name);
    let tenure = event(
        "a",
        1,
        "State President Tô Lâm",
        json!({ "kind": "tenure", "person": id("Tô Lâm"), "name": "Tô Lâm",
        "office": "State President", "role": "head-of-state", "body": null, "side": "VNM", "as_of": "2024-10-08", "former": false }),
    );
    let met = |n, type_: &str, date: &str| {
        let who = json!([{ "name": "Lâm", "person": id("Tô Lâm"), "office": null, "body": null, "side": "VNM", "role": "guest" }]);
        event("a", n, "met", json!({ "type": type_, "date": date, "participants": who }))
    };
    let from = |records: &[Record]| {
        let ledger = link(&docs, records, &[]);
        let h =
            ledger.tenures.iter().find(|h| h.offices.iter().any(|(_, o)| o == "State President")).unwrap();
        h.from.unwrap().to_string()
    };
    assert_eq!(
        from(&[tenure.clone(), met(2, "meeting", "2024-10-05"), met(3, "visit", "2011-09-01")]),
        "2024-10-05"
    );
    assert_eq!(from(&[tenure.clone(), met(2, "meeting", "2024-05-05")]), "2024-10-08", "too long ago");
    assert_eq!(
        from(&[tenure, met(2, "meeting", "2024-10-05"), met(3, "appointment", "2024-10-06")]),
        "2024-10-08"
    );
}

#[test]
fn an_undated_page_dates_an_office_by_what_its_passage_tells() {
    let docs = [DocumentInfo { date: None, ..doc("a", "en", "2024-10-08") }];
    let id = chancery_model::person_id("Tô Lâm");
    let tenure = event(
        "a",
        1,
        "State President Tô Lâm",
        json!({ "kind": "tenure", "person": id, "name": "Tô Lâm", "office": "State President", "role": "head-of-state",
        "body": null, "side": "VNM", "as_of": null, "former": false }),
    );
    let who = json!([{ "name": "Tô Lâm", "person": id, "office": null, "body": null, "side": "VNM", "role": "guest" }]);
    let mut met =
        event("a", 2, "met", json!({ "type": "meeting", "date": "2024-10-05", "participants": who }));
    let from = |met: &Record| {
        let ledger = link(&docs, &[tenure.clone(), met.clone()], &[]);
        let h =
            ledger.tenures.iter().find(|h| h.offices.iter().any(|(_, o)| o == "State President")).unwrap();
        h.from.map(|d| d.to_string())
    };
    assert_eq!(from(&met), Some("2024-10-05".to_owned()));
    met.evidence[0].start = 40;
    met.evidence[0].end = 43;
    assert_eq!(from(&met), None, "told in another passage");
}
