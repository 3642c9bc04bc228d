//! A language is its folder of data: the worked example of `docs/add-a-language.md`, and languages that have none.

use super::run::{Folder, shown};
use serde_json::Value;
use std::path::Path;

/// The `document` line and the other records of a page.
fn coded(args: &[&str], page: &str) -> (Value, Vec<Value>) {
    let folder = Folder::new().with("page.txt", page);
    let out = folder.run(&[&["code", "page.txt"], args].concat());
    assert!(out.status.success(), "{}", shown(&out));
    let mut lines: Vec<Value> = String::from_utf8(out.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    (lines.remove(0), lines)
}

#[test]
fn a_page_in_the_language_of_the_worked_example() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/es-01.txt");
    let (document, records) = coded(&[], &std::fs::read_to_string(corpus).unwrap());
    assert_eq!(document["lang"], "es");
    assert_eq!(document["date"], "2024-11-22");
    let sides = |r: &Value| {
        let mut sides: Vec<&str> =
            r["sides"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        sides.sort_unstable();
        sides.join(" ")
    };
    let events: Vec<String> = records
        .iter()
        .filter(|r| r["kind"] == "event")
        .map(|r| {
            let [kind, status, date] = ["type", "status", "date"].map(|key| r[key].as_str().unwrap_or("-"));
            format!("{kind} {status} {date} {}", sides(r))
        })
        .collect();
    assert_eq!(
        events,
        [
            "visit occurred 2024-11-14 CHN PER",
            "meeting occurred 2024-11-14 CHN PER",
            "meeting occurred 2024-11-16 CHN USA",
            "visit cancelled 2024-10 AGO USA",
            "visit occurred 2024-11-09/2024-11-12 CHL VNM",
            "meeting occurred 2024-11-11 CHL VNM",
            "visit occurred 2024-11-16 ARG FRA",
            "meeting occurred 2024-11-17 ARG FRA",
            "visit occurred 2024-11-20 CHL FRA",
            "meeting occurred 2024-11-20 CHL FRA",
            "meeting occurred 2024-10-28 ESP IND",
        ]
    );
}

/// What is near a language with a pack is not taken for it.
#[test]
fn a_language_without_a_pack() {
    let pages = [
        (
            "pt",
            "O presidente do Brasil reuniu-se na segunda-feira em Brasília com o primeiro-ministro português.",
        ),
        ("pt", "Os dois ministros assinaram um acordo durante a visita oficial a Lisboa."),
        ("it", "Il ministro degli Esteri italiano ha incontrato a Roma il cancelliere tedesco."),
        ("it", "La presidente del Consiglio visita Madrid e incontra il premier spagnolo Pedro Sánchez."),
        (
            "ca",
            "El president s'ha reunit amb els ambaixadors per parlar de les relacions entre els dos governs.",
        ),
    ];
    for (lang, page) in pages {
        let (document, records) = coded(&[], page);
        assert_eq!(document["lang"], lang, "{page}");
        assert!(records.is_empty(), "{page}");
        let warning = document["warnings"][0].as_str().unwrap();
        assert!(warning.contains("there is no pack for the language"), "{warning}");
    }
}
