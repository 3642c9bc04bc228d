use crate::*;
use chancery_model::{Commitment, DocumentRecord, Event, Evidence, Fact, Participant, Record};
use std::path::Path;

fn doc(id: &str, text: &str) -> DocumentRecord {
    DocumentRecord {
        kind: "document".into(),
        id: id.into(),
        source: format!("docs/{id}.txt"),
        lang: "vi".into(),
        title: None,
        date: "2024-10-08".parse().ok(),
        dateline: None,
        text: text.into(),
        items: vec![],
        warnings: vec![],
    }
}

fn rec(doc: &str, n: u32, text: &str, quote: &str, fact: Fact) -> Record {
    let byte = text.find(quote).expect("the quote is in the text");
    let start = text[..byte].chars().count();
    let evidence = vec![Evidence { start, end: start + quote.chars().count(), quote: quote.into() }];
    let (id, rule) = (format!("{doc}-{n}"), "xx/test/test".into());
    Record { id, doc: doc.into(), item: 0, evidence, confidence: 0.9, rule, fact }
}

const TEXT: &str = "Ông Tô Lâm hội kiến Tổng thống Macron tại Paris ngày 7/10.\n\nHai bên thăm Đà Nẵng.";

fn meeting() -> Fact {
    let person = |name: &str, side: &str| Participant {
        name: Some(name.into()),
        person: Some(chancery_model::person_id(name)),
        side: Some(side.into()),
        role: "participant".into(),
        ..Participant::default()
    };
    Fact::Event(Event {
        type_: "meeting".into(),
        status: "occurred".into(),
        date: "2024-10-07".parse().ok(),
        sides: vec!["VNM".into(), "FRA".into()],
        participants: vec![person("Tô Lâm", "VNM"), person("Macron", "FRA")],
        ..Event::default()
    })
}

fn commitment() -> Fact {
    Fact::Commitment(Commitment {
        by: vec!["FRA".into()],
        force: "pledged".into(),
        text: "Hai bên thăm Đà Nẵng".into(),
        ..Commitment::default()
    })
}

fn filled() -> SqliteStore {
    let mut store = SqliteStore::in_memory().unwrap();
    let records = [
        rec("aaaaaa01", 1, TEXT, "Tô Lâm hội kiến", meeting()),
        rec("aaaaaa01", 2, TEXT, "Đà Nẵng", commitment()),
    ];
    let added = store.add(&doc("aaaaaa01", TEXT), &records, "2026-01-01").unwrap();
    assert_eq!(added, Added::New { records: 2, refused: vec![] });
    store
}

fn count(store: &SqliteStore, table: &str) -> i64 {
    store.conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0)).unwrap()
}

#[test]
fn what_goes_in_comes_out() {
    let store = filled();
    let back = store.document("aaaaaa01").unwrap().unwrap();
    assert_eq!(back, doc("aaaaaa01", TEXT));
    assert_eq!(store.document("docs/aaaaaa01.txt").unwrap().unwrap().id, "aaaaaa01");
    let all = store.records(&Query::default()).unwrap();
    assert_eq!(all[0], rec("aaaaaa01", 1, TEXT, "Tô Lâm hội kiến", meeting()));
    assert_eq!(all.len(), 2);
    assert_eq!(store.check().unwrap(), vec![]);
}

#[test]
fn the_same_document_twice_is_unchanged() {
    let mut store = filled();
    assert_eq!(store.add(&doc("aaaaaa01", TEXT), &[], "2027-01-01").unwrap(), Added::Unchanged);
    assert!(store.has("aaaaaa01").unwrap());
    assert_eq!(count(&store, "records"), 2);
}

#[test]
fn records_with_false_evidence_are_refused_one_by_one() {
    let mut store = SqliteStore::in_memory().unwrap();
    let mut bad = rec("aaaaaa02", 1, TEXT, "Paris", meeting());
    bad.evidence[0].start += 1;
    let good = rec("aaaaaa02", 2, TEXT, "Paris", meeting());
    let twice = rec("aaaaaa02", 2, TEXT, "Macron", meeting());
    let Added::New { records, refused } =
        store.add(&doc("aaaaaa02", TEXT), &[bad, good, twice], "x").unwrap()
    else {
        panic!("it was new")
    };
    assert_eq!(records, 1);
    assert_eq!(refused.iter().map(|r| r.record.as_str()).collect::<Vec<_>>(), ["aaaaaa02-1", "aaaaaa02-2"]);
}

#[test]
fn queries_narrow_by_side_person_kind_and_date() {
    let store = filled();
    let ids = |q: Query| store.records(&q).unwrap().into_iter().map(|r| r.id).collect::<Vec<_>>();
    let s = |v: &[&str]| v.iter().map(|s| s.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(Query { sides: s(&["VNM", "FRA"]), ..Query::default() }), ["aaaaaa01-1"]);
    assert_eq!(ids(Query { people: s(&["to-lam"]), ..Query::default() }), ["aaaaaa01-1"]);
    assert_eq!(ids(Query { kinds: s(&["commitment"]), ..Query::default() }), ["aaaaaa01-2"]);
    let day = |y| chancery_model::Day::new(y, 1, 1);
    assert_eq!(ids(Query { since: day(2024), ..Query::default() }), ["aaaaaa01-1"]);
    assert!(ids(Query { since: day(2025), ..Query::default() }).is_empty());
    assert!(ids(Query { until: day(2024), ..Query::default() }).is_empty());
}

#[test]
fn words_are_found_in_any_spelling() {
    let store = filled();
    let found = |q: &str| store.search(q, 10).unwrap().into_iter().map(|h| h.text).collect::<Vec<_>>();
    for q in ["da nang", "Đà Nẵng", "đà nẵng", "\"da nang\"", "ĐA\u{300} NA\u{306}\u{303}NG"] {
        assert_eq!(found(q), ["Hai bên thăm Đà Nẵng."], "{q}");
    }
    for q in ["đa nang", "\"nang da\"", "", "\"", "da AND", "* OR NOT"] {
        assert!(found(q).is_empty(), "{q}");
    }
}

#[test]
fn people_are_found_without_diacritics_and_by_part() {
    let store = filled();
    for q in ["to lam", "Tô Lâm", "LAM"] {
        let names = store.people(q).unwrap();
        assert_eq!(names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["Tô Lâm"], "{q}");
    }
    assert!(store.people("la").unwrap().is_empty());
    assert!(store.people("%").unwrap().is_empty());
}

#[test]
fn corrections_lie_over_records_and_are_kept() {
    let mut store = filled();
    let mut c = Correction {
        record: "aaaaaa01-1".into(),
        field: "status".into(),
        value: "planned".into(),
        who: "An".into(),
        at: "2026-02-01".into(),
        why: "the page was written before".into(),
    };
    store.correct(&c).unwrap();
    let status = |store: &SqliteStore| match &store.records(&Query::default()).unwrap()[0].fact {
        Fact::Event(e) => e.status.clone(),
        _ => String::new(),
    };
    assert_eq!(status(&store), "planned");
    c.field = "*".into();
    c.value = serde_json::Value::Null;
    store.correct(&c).unwrap();
    assert_eq!(store.records(&Query::default()).unwrap().len(), 1);
    assert_eq!(store.corrections(None).unwrap().len(), 2);
    for (field, value) in [("quote", "x"), ("id", "x"), ("date", "yesterday")] {
        let bad = Correction { field: field.into(), value: value.into(), ..c.clone() };
        assert!(matches!(store.correct(&bad), Err(LedgerError::Refused(_))), "{field}");
    }
    assert!(store.conn.execute("DELETE FROM corrections", []).is_err());
    assert!(store.conn.execute("UPDATE records SET status = 'x'", []).is_err());
}

#[test]
fn judgements_need_two_known_records_and_an_author() {
    let mut store = filled();
    let j = |a: &str, b: &str, who: &str| Judgement {
        a: a.into(),
        b: b.into(),
        verdict: Verdict::Different,
        who: who.into(),
        at: "2026".into(),
        why: String::new(),
    };
    store.judge(&j("aaaaaa01-2", "aaaaaa01-1", "An")).unwrap();
    assert_eq!(store.judgements().unwrap(), [j("aaaaaa01-1", "aaaaaa01-2", "An")]);
    for bad in [
        j("aaaaaa01-1", "nothing", "An"),
        j("aaaaaa01-1", "aaaaaa01-1", "An"),
        j("aaaaaa01-1", "aaaaaa01-2", " "),
    ] {
        assert!(store.judge(&bad).is_err());
    }
}

#[test]
fn an_interrupted_addition_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.db");
    let mut store = SqliteStore::open(&path).unwrap();
    let record = rec("aaaaaa03", 1, TEXT, "Paris", meeting());
    // The last table to be written fails, as it would when the disk is full or the process is stopped.
    store
        .conn
        .execute_batch(
            "CREATE TRIGGER stop BEFORE INSERT ON passages BEGIN SELECT RAISE(ABORT, 'stop'); END;",
        )
        .unwrap();
    assert!(store.add(&doc("aaaaaa03", TEXT), std::slice::from_ref(&record), "x").is_err());
    for table in ["documents", "records", "record_sides", "record_people", "passages"] {
        assert_eq!(count(&store, table), 0, "{table}");
    }
    store.conn.execute_batch("DROP TRIGGER stop").unwrap();
    store.add(&doc("aaaaaa03", TEXT), &[record], "x").unwrap();
    // The process ends without closing: what was committed is in the file and its log.
    std::mem::forget(store);
    assert_eq!(SqliteStore::open(&path).unwrap().records(&Query::default()).unwrap().len(), 1);
}

#[test]
fn a_full_disk_is_said_so_and_costs_one_document() {
    let mut store = filled();
    let pages: i64 = store.conn.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
    store.conn.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    let long = "việc ".repeat(200_000);
    let err = store.add(&doc("aaaaaa04", &long), &[], "x").unwrap_err();
    assert!(matches!(err, LedgerError::Full), "{err}");
    assert!(err.hint().is_some());
    assert_eq!(count(&store, "documents"), 1);
}

#[test]
fn what_is_no_ledger_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("notes.txt");
    std::fs::write(&path, "just some notes, and quite a few of them\n".repeat(40)).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(SqliteStore::open(&path), Err(LedgerError::NotALedger { .. })));
    assert!(matches!(SqliteStore::open_read_only(&path), Err(LedgerError::NotALedger { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);

    let path = dir.path().join("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE wine (year)").unwrap();
    assert!(matches!(SqliteStore::open(&path), Err(LedgerError::NotALedger { .. })));

    let path = dir.path().join("newer.db");
    SqliteStore::open(&path).unwrap().conn.pragma_update(None, "user_version", 99).unwrap();
    for opened in [SqliteStore::open(&path), SqliteStore::open_read_only(&path)] {
        assert!(matches!(opened, Err(LedgerError::Newer { found: 99, .. })));
    }
    let missing = SqliteStore::open_read_only(Path::new("/nowhere/at/all.db"));
    assert!(matches!(missing, Err(LedgerError::Missing { .. })));
    assert!(matches!(
        SqliteStore::open(Path::new("/nowhere/at/all.db")),
        Err(LedgerError::CannotOpen { .. })
    ));
}

#[test]
fn an_empty_file_becomes_a_ledger() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.db");
    std::fs::write(&path, "").unwrap();
    assert!(SqliteStore::open_read_only(&path).is_err());
    SqliteStore::open(&path).unwrap();
    assert!(SqliteStore::open_read_only(&path).unwrap().documents().unwrap().is_empty());
}

#[test]
fn damage_is_found() {
    let store = filled();
    store
        .conn
        .execute_batch(
            "DROP TRIGGER records_keep; UPDATE records SET body = replace(body, 'Đà Nẵng', 'Đà Lạt')",
        )
        .unwrap();
    let problems = store.check().unwrap();
    assert_eq!(problems.iter().map(|p| p.record.as_str()).collect::<Vec<_>>(), ["aaaaaa01-2"]);
}
