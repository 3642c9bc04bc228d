//! Pages over a small ledger of our own making: three relations, three languages.
#![allow(clippy::unwrap_used)]

use chancery_brief::{
    Selection, Sides, brief, due, html, ledger_json, markdown, search, timeline, timeline_csv, who,
};
use chancery_ledger::{SqliteStore, Store};
use chancery_model::{Day, DocumentRecord, Record, fold};
use serde_json::{Value, json};

struct Names;

impl Sides for Names {
    fn find(&self, text: &str) -> Vec<String> {
        let all = ["VNM", "FRA", "LAO", "OIF"];
        all.iter()
            .filter(|id| {
                **id == text
                    || ["en", "fr", "vi"]
                        .iter()
                        .any(|l| self.label(id, l).is_some_and(|n| fold(&n) == fold(text)))
            })
            .map(|s| s.to_string())
            .collect()
    }
    fn label(&self, id: &str, lang: &str) -> Option<String> {
        Some(
            match (id, lang) {
                ("VNM", "vi") => "Việt Nam",
                ("VNM", _) => "Vietnam",
                ("FRA", "vi") => "Pháp",
                ("FRA", _) => "France",
                ("LAO", "vi") => "Lào",
                ("LAO", _) => "Laos",
                _ => return None,
            }
            .to_owned(),
        )
    }
}

/// A document whose records quote it: each record is `(fields, quotation)`.
fn page(
    id: &str,
    lang: &str,
    date: &str,
    text: &str,
    records: &[(Value, &str)],
) -> (DocumentRecord, Vec<Record>) {
    let doc = json!({
        "kind": "document", "id": id, "source": format!("pages/{id}.txt"), "lang": lang, "title": null, "date": date,
        "dateline": null, "text": text, "items": [], "warnings": [],
    });
    let record = |(n, (fields, quote)): (usize, &(Value, &str))| {
        let byte = text.find(quote).unwrap_or_else(|| panic!("`{quote}` is not in {id}"));
        let start = text[..byte].chars().count();
        let mut all = json!({
            "id": format!("{id}-{n}"), "doc": id, "item": 0, "confidence": 0.8, "rule": "xx/test/test",
            "evidence": [{ "start": start, "end": start + quote.chars().count(), "quote": quote }],
            "plover": null, "cameo": null, "source": [], "target": [], "participants": [], "name": null, "series": null,
            "part_of": null, "topics": [], "place": null, "date": null, "to": [], "people": [], "action": null,
            "event_type": null, "due": null, "status": "occurred", "bodies": [], "period": null,
        });
        for (key, value) in fields.as_object().unwrap() {
            all[key] = value.clone();
        }
        serde_json::from_value(all).unwrap()
    };
    (serde_json::from_value(doc).unwrap(), records.iter().enumerate().map(record).collect())
}

fn person(name: &str, office: &str, side: &str, role: &str) -> Value {
    json!({ "name": name, "person": chancery_model::person_id(name), "office": office, "body": null, "side": side, "role": role })
}

fn pages() -> Vec<(DocumentRecord, Vec<Record>)> {
    let pair = json!(["VNM", "FRA"]);
    vec![
        page(
            "a1",
            "en",
            "2023-12-19",
            "Hoang Xuan Chien and Alice Rufo chaired the third defence dialogue in Paris on December 18. They agreed to hold the fourth dialogue in Hanoi in 2025. Relations date from April 12, 1973.",
            &[
                (
                    json!({ "kind": "event", "type": "dialogue", "date": "2023-12-18", "sides": pair, "place": { "name": "Paris", "country": "FRA" },
                    "series": { "name": "defence dialogue", "ordinal": 3 },
                    "participants": [person("Hoang Xuan Chien", "Deputy Minister of Defence", "VNM", "head"), person("Alice Rufo", "Director General", "FRA", "head")] }),
                    "Hoang Xuan Chien and Alice Rufo chaired the third defence dialogue in Paris on December 18",
                ),
                (
                    json!({ "kind": "commitment", "by": pair, "force": "agreed", "text": "hold the fourth dialogue in Hanoi in 2025", "event_type": "dialogue", "due": "2025" }),
                    "They agreed to hold the fourth dialogue in Hanoi in 2025",
                ),
                (
                    json!({ "kind": "event", "type": "relations", "date": "1973-04-12", "sides": pair }),
                    "Relations date from April 12, 1973",
                ),
            ],
        ),
        page(
            "a2",
            "fr",
            "2023-12-21",
            "Le troisième dialogue de défense s'est tenu mardi 19 décembre à Paris, sous la présidence de Hoàng Xuân Chiến.",
            &[(
                json!({ "kind": "event", "type": "dialogue", "date": "2023-12-19", "sides": pair, "place": { "name": "Paris", "country": "FRA" },
                "series": { "name": "dialogue de défense", "ordinal": 3 },
                "participants": [person("Hoàng Xuân Chiến", "vice-ministre de la Défense", "VNM", "head")] }),
                "Le troisième dialogue de défense s'est tenu mardi 19 décembre à Paris",
            )],
        ),
        page(
            "a3",
            "vi",
            "2024-10-08",
            "Ngày 7/10, tại Paris, Tổng Bí thư Tô Lâm hội đàm với Tổng thống Emmanuel Macron và mời ông Macron thăm Việt Nam.\nHai bên nhất trí cùng dựng tượng ở Huế.",
            &[
                (
                    json!({ "kind": "event", "type": "meeting", "date": "2024-10-07", "sides": pair, "place": { "name": "Paris", "country": "FRA" },
                    "participants": [person("Tô Lâm", "Tổng Bí thư", "VNM", "guest"), person("Emmanuel Macron", "Tổng thống", "FRA", "host")] }),
                    "Ngày 7/10, tại Paris, Tổng Bí thư Tô Lâm hội đàm với Tổng thống Emmanuel Macron",
                ),
                (
                    json!({ "kind": "commitment", "by": ["VNM"], "to": ["FRA"], "force": "proposed", "text": "mời ông Macron thăm Việt Nam", "event_type": "visit" }),
                    "mời ông Macron thăm Việt Nam",
                ),
                (
                    json!({ "kind": "commitment", "by": pair, "force": "agreed", "text": "cùng dựng tượng ở Huế" }),
                    "Hai bên nhất trí cùng dựng tượng ở Huế",
                ),
            ],
        ),
        page(
            "a4",
            "en",
            "2024-10-08",
            "President Macron met General Secretary To Lam in Paris on Monday. *Both* <b>smiled</b>.",
            &[(
                json!({ "kind": "event", "type": "meeting", "date": "2024-10-07", "sides": pair, "place": { "name": "Paris", "country": "FRA" },
                "participants": [person("Macron", "President", "FRA", "host"), person("To Lam", "General Secretary", "VNM", "guest")] }),
                "President Macron met General Secretary To Lam in Paris on Monday. *Both* <b>smiled</b>.",
            )],
        ),
        page(
            "a5",
            "en",
            "2025-05-27",
            "French President Emmanuel Macron ended a three-day visit to Vietnam on May 27.",
            &[(
                json!({ "kind": "event", "type": "visit", "date": "2025-05-25/2025-05-27", "sides": pair, "place": { "name": "Hanoi", "country": "VNM" },
                "participants": [person("Emmanuel Macron", "President", "FRA", "guest")] }),
                "French President Emmanuel Macron ended a three-day visit to Vietnam on May 27",
            )],
        ),
        page(
            "a6",
            "fr",
            "2026-06-02",
            "Le ministre Phan Van Giang se rendra à Paris le 20 décembre 2026. Une rumeur parle d'un autre voyage.",
            &[
                (
                    json!({ "kind": "event", "type": "visit", "status": "planned", "date": "2026-12-20", "sides": pair, "place": { "name": "Paris", "country": "FRA" },
                    "participants": [person("Phan Van Giang", "ministre de la Défense", "VNM", "guest")] }),
                    "Le ministre Phan Van Giang se rendra à Paris le 20 décembre 2026",
                ),
                (
                    json!({ "kind": "event", "type": "visit", "status": "planned", "sides": pair, "confidence": 0.2 }),
                    "Une rumeur parle d'un autre voyage",
                ),
            ],
        ),
        page(
            "b1",
            "vi",
            "2024-03-21",
            "Ngày 20/3, Việt Nam và Lào họp đối thoại chính sách quốc phòng lần thứ tư.",
            &[(
                json!({ "kind": "event", "type": "dialogue", "date": "2024-03-20", "sides": ["VNM", "LAO"],
                "series": { "name": "đối thoại chính sách quốc phòng", "ordinal": 4 } }),
                "đối thoại chính sách quốc phòng lần thứ tư",
            )],
        ),
        page(
            "c1",
            "fr",
            "2024-10-06",
            "Tô Lâm s'est entretenu samedi avec Louise Mushikiwabo, secrétaire générale.",
            &[(
                json!({ "kind": "event", "type": "meeting", "date": "2024-10-05", "sides": ["VNM", "OIF"],
                "participants": [person("Tô Lâm", "président", "VNM", "guest"), person("Louise Mushikiwabo", "secrétaire générale", "OIF", "host")] }),
                "Tô Lâm s'est entretenu samedi avec Louise Mushikiwabo",
            )],
        ),
    ]
}

fn store(order: &[usize]) -> SqliteStore {
    let mut store = SqliteStore::in_memory().unwrap();
    let pages = pages();
    for i in order {
        let (doc, records) = &pages[*i];
        store.add(doc, records, "2026-10-01").unwrap();
    }
    assert_eq!(store.check().unwrap(), vec![]);
    store
}

fn whole() -> SqliteStore {
    store(&(0..pages().len()).collect::<Vec<_>>())
}

fn now() -> Day {
    Day::new(2026, 11, 1).unwrap()
}

#[test]
fn the_page_in_english() {
    insta::assert_snapshot!(markdown(&brief(&whole(), &Names, "VNM", "FRA", now(), "en").unwrap()));
}

#[test]
fn the_page_in_french() {
    insta::assert_snapshot!(markdown(&brief(&whole(), &Names, "VNM", "FRA", now(), "fr").unwrap()));
}

#[test]
fn the_page_in_vietnamese() {
    insta::assert_snapshot!(markdown(&brief(&whole(), &Names, "VNM", "FRA", now(), "vi").unwrap()));
}

#[test]
fn the_order_of_addition_changes_nothing() {
    let there = ledger_json(&whole(), now()).unwrap();
    for order in [[7, 6, 5, 4, 3, 2, 1, 0], [3, 1, 4, 0, 5, 2, 7, 6], [1, 2, 0, 3, 6, 7, 5, 4]] {
        let store = store(&order);
        assert_eq!(ledger_json(&store, now()).unwrap(), there);
        let pages = [whole(), store].map(|s| html(&brief(&s, &Names, "FRA", "VNM", now(), "en").unwrap()));
        assert_eq!(pages[0], pages[1]);
    }
}

#[test]
fn the_ledger_merges_and_keeps_contradictions() {
    let ledger = ledger_json(&whole(), now()).unwrap();
    let docs = |e: &Value| {
        e["docs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let events: Vec<String> = ledger["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| format!("{} {} {}", e["type"].as_str().unwrap(), e["date"].as_str().unwrap_or("?"), docs(e)))
        .collect();
    assert_eq!(
        events,
        [
            "relations 1973-04-12 a1",
            "dialogue 2023-12-18 a1 a2",
            "dialogue 2024-03-20 b1",
            "meeting 2024-10-05 c1",
            "meeting 2024-10-07 a3 a4",
            "visit 2025-05-25/2025-05-27 a5",
            "visit 2026-12-20 a6",
            "visit ? a6",
        ]
    );
    let conflicts = ledger["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(
        (&conflicts[0]["field"], &conflicts[0]["values"]),
        (&json!("date"), &json!(["2023-12-18", "2023-12-19"]))
    );
    let states: Vec<&str> =
        ledger["commitments"].as_array().unwrap().iter().map(|c| c["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["overdue", "fulfilled", "open"]);
}

#[test]
fn a_page_knows_nothing_of_later_documents() {
    let then = Day::new(2024, 12, 31).unwrap();
    let page = brief(&whole(), &Names, "VNM", "FRA", then, "en").unwrap();
    let text = markdown(&page);
    assert!(!text.contains("a5.txt") && !text.contains("2026"), "{text}");
    let rows = due(&whole(), &Names, &["VNM".into(), "FRA".into()], then, true, "en").unwrap();
    assert!(rows.iter().all(|r| r.state.as_str() == "open"));
}

#[test]
fn html_escapes_what_pages_say() {
    let page = html(&brief(&whole(), &Names, "VNM", "FRA", now(), "en").unwrap());
    assert!(page.contains("&lt;b&gt;smiled") && !page.contains("<b>smiled"));
    assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("http://") && !page.contains("src="));
}

#[test]
fn timelines_select_and_are_tables() {
    let of = |s: &[&str]| s.iter().map(|s| s.to_string()).collect::<Vec<_>>();
    let selection = Selection {
        sides: of(&["VNM", "FRA"]),
        since: Day::new(2024, 1, 1),
        types: of(&["meeting", "visit"]),
        ..Selection::default()
    };
    let rows = timeline(&whole(), &Names, &selection, now(), "en").unwrap();
    let texts: Vec<&str> = rows.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Tô Lâm (General Secretary) met Emmanuel Macron (President)",
            "Visit of Emmanuel Macron (President)",
            "Visit of Phan Van Giang (Minister of Defence) (announced)",
        ]
    );
    let csv = timeline_csv(&rows);
    assert_eq!(csv.lines().count(), 4);
    let all =
        timeline(&whole(), &Names, &Selection { sides: of(&["VNM"]), ..Selection::default() }, now(), "en")
            .unwrap();
    assert_eq!(all.len(), 8);
}

#[test]
fn a_person_is_found_in_any_spelling() {
    for name in ["to lam", "Tô Lâm", "lam"] {
        let found = who(&whole(), &Names, name, now(), "en").unwrap();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].spellings, ["To Lam", "Tô Lâm"]);
        assert_eq!((found[0].side.as_deref(), found[0].events.len()), (Some("VNM"), 2));
        let offices: Vec<usize> = found[0].offices.iter().map(|o| o.wordings.len()).collect();
        assert_eq!(offices, [1, 2], "president; general secretary in two languages");
    }
}

#[test]
fn words_are_found_with_their_passage() {
    let hits = search(&whole(), "dung tuong Hue", 5).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!(
        (hits[0].source.as_str(), hits[0].snippet.as_str()),
        ("pages/a3.txt", "Hai bên nhất trí cùng dựng tượng ở Huế.")
    );
}

#[test]
fn nothing_on_record_is_said_so() {
    let store = SqliteStore::in_memory().unwrap();
    for lang in ["en", "fr", "vi"] {
        let page = brief(&store, &Names, "VNM", "FRA", now(), lang).unwrap();
        assert!(!page.subtitle.contains('(') && page.notes.is_empty(), "{}", page.subtitle);
        assert!(page.sections.iter().any(|s| s.key == "commitments"));
    }
    assert!(timeline_csv(&[]).lines().count() == 1);
}
