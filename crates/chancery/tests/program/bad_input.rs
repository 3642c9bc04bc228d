//! Input that is wrong in every way we could think of: each has a message that says what, why and what to do, an exit
//! code, and nothing else is lost by it.

use super::run::{Folder, PAGE, shown};
use insta::assert_snapshot;
use std::io::Write as _;
use std::process::{Output, Stdio};

/// Adds a folder that holds a good page and one other file; the good page must be stored whatever the other is.
fn beside_a_good_page(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let folder = Folder::new().with("a-good.txt", PAGE).with(name, bytes);
    let seen = folder.seen(&["add", "a-good.txt", name]);
    assert!(seen.contains("added      a-good.txt"), "{seen}");
    // How many records the good page yields is not what is tested here.
    let records = seen.lines().map(|line| {
        let cut = line.find("  2024-10-08").map_or(line, |at| &line[..at]);
        cut.split(" with ").next().map_or(cut, |head| if line.contains(" documents: ") { head } else { cut })
    });
    records.collect::<Vec<_>>().join("\n")
}

#[test]
fn missing_path() {
    assert_snapshot!(Folder::new().seen(&["add", "no-such-page.html"]));
}

#[test]
fn missing_path_beside_a_good_one() {
    let folder = Folder::new().with("good.txt", PAGE);
    let out = folder.run(&["code", "missing.txt", "good.txt"]);
    assert_eq!(out.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&out.stdout).starts_with("{\"kind\":\"document\""));
}

#[test]
fn empty_file() {
    assert_snapshot!(beside_a_good_page("empty.txt", ""));
}

#[test]
fn white_space_only() {
    assert_snapshot!(beside_a_good_page("blank.txt", " \n\t\r\n\u{a0}\n"));
}

#[test]
fn folder_without_documents() {
    let folder =
        Folder::new().with("pictures/photo.jpg", [0xff, 0xd8, 0xff]).with("pictures/README.md", "Photos.");
    assert_snapshot!(folder.seen(&["add", "pictures"]));
    assert!(!folder.path().join("chancery.db").exists(), "no store is made for nothing");
}

#[test]
fn binary_file() {
    let mut bytes = b"\x7fELF\x02\x01\x01\0\0\0\0\0".to_vec();
    bytes.extend((0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8));
    assert_snapshot!(beside_a_good_page("program.txt", bytes));
}

#[test]
fn picture_named_as_a_page() {
    assert_snapshot!(beside_a_good_page(
        "photo.html",
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0; 300]].concat()
    ));
}

#[test]
fn larger_than_a_page_may_be() {
    let line = "Nothing of note was said by anybody on this day, and nobody wrote it down.\n";
    let bytes = line.repeat((64 << 20) / line.len() + 1);
    assert_snapshot!(beside_a_good_page("huge.txt", bytes));
}

#[test]
fn invalid_utf8() {
    let folder = Folder::new().with(
        "broken.txt",
        [PAGE.as_bytes(), b"\nA last word with a broken byte \xff\xfe\xc3 in it.\n"].concat(),
    );
    let out = folder.run(&["code", "broken.txt"]);
    assert_eq!(out.status.code(), Some(0), "{}", shown(&out));
    let document = document(&out.stdout);
    assert!(document["text"].as_str().unwrap().contains("Minoru Kihara"), "{document}");
}

#[test]
fn utf16() {
    let page = PAGE.replace("MANILA", "ĐÀ NẴNG");
    for (bom, big) in [([0xff, 0xfe], false), ([0xfe, 0xff], true)] {
        let mut bytes = bom.to_vec();
        bytes.extend(page.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }));
        let out = Folder::new().with("page.txt", bytes).run(&["code", "page.txt"]);
        assert_eq!(out.status.code(), Some(0), "{}", shown(&out));
        assert!(
            document(&out.stdout)["text"].as_str().unwrap().contains("ĐÀ NẴNG – Japanese"),
            "{}",
            shown(&out)
        );
    }
}

#[test]
fn windows_1258() {
    // “Tiếng Việt” as that code page writes it: base letters with combining accents.
    let head = b"<html lang=\"vi\"><head><meta charset=\"windows-1258\"><title>Tin</title></head><body><article><h1>H\xf4\xec i \xf0\xe0m</h1><p>";
    let text =
        b"B\xf4\xf2 tr\xfd\xf5\xf2ng Qu\xf4\xec c ph\xf2ng ti\xea\xec p \xf0oa\xf2n \xf0a\xf2i bi\xea\xf2u. "
            .repeat(20);
    let out = Folder::new()
        .with("page.html", [head.as_slice(), &text, b"</p></article></body></html>"].concat())
        .run(&["code", "page.html"]);
    assert_eq!(out.status.code(), Some(0), "{}", shown(&out));
    let document = document(&out.stdout);
    assert!(document["text"].as_str().unwrap().contains("đoa"), "{document}");
    assert_eq!(document["lang"], "vi");
}

#[test]
fn page_without_text() {
    let html = "<!doctype html><html><head><title></title><script>var a = 1;</script></head><body><img src=\"a.png\"></body></html>";
    assert_snapshot!(beside_a_good_page("pictures-only.html", html));
}

#[test]
fn language_without_a_pack_is_no_failure() {
    let folder = Folder::new().with(
        "page.txt",
        "Die Außenminister trafen sich am Montag in Berlin und sprachen über die Lage der Region.\n",
    );
    let out = folder.run(&["code", "page.txt"]);
    assert_eq!(out.status.code(), Some(0), "{}", shown(&out));
    let document = document(&out.stdout);
    assert!(document["warnings"].to_string().contains("nothing was coded"), "{document}");
}

#[test]
fn wrong_language_tag() {
    let folder = Folder::new().with("page.txt", PAGE);
    // Which packs there are is no concern of this test: adding one touches no test.
    let seen = folder.seen(&["code", "page.txt", "--lang", "klingon"]);
    let (message, packs) = seen.split_once("there are packs for ").unwrap();
    assert!(packs.contains("en, "), "{packs}");
    assert_snapshot!(message);
    let out = folder.run(&["code", "page.txt", "--lang", "de"]);
    assert_eq!(out.status.code(), Some(0), "a language without a pack is a warning");
}

#[test]
fn wrong_date() {
    let folder = Folder::new().with("page.txt", PAGE);
    assert_snapshot!(folder.seen(&["code", "page.txt", "--date", "last Monday"]));
}

#[test]
fn one_address_for_two_pages() {
    let folder = Folder::new().with("a.txt", PAGE).with("b.txt", PAGE);
    assert_snapshot!(folder.seen(&["add", "a.txt", "b.txt", "--source", "https://example.org/"]));
}

/// What `code --lines` makes of its standard input.
fn coded(lines: &str) -> Output {
    let mut child = Folder::new()
        .command(&["code", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn lines_that_are_no_documents() {
    let lines = "{\"id\": \"one\", \"text\": \"Japan met France.\", \"lang\": \"en\"}\n\nnot JSON\n{\"id\": \"two\"}\n";
    let out = coded(lines);
    assert_eq!(out.status.code(), Some(3));
    assert_eq!(document(&out.stdout)["id"], "one");
    assert_snapshot!(String::from_utf8_lossy(&out.stderr));
}

/// A row of a data set gives a row, whatever it holds.
#[test]
fn lines_without_words() {
    let texts = ["", "  \\n ", "… — !?", "<p> </p>", "<html><body><script>x()</script></body></html>"];
    let lines: String = texts
        .iter()
        .enumerate()
        .map(|(n, text)| format!("{{\"id\": \"{n}\", \"text\": \"{text}\", \"lang\": \"fr\"}}\n"))
        .collect();
    let out = coded(&lines);
    assert_eq!(shown(&out).lines().next(), Some("exit 0"), "{}", shown(&out));
    assert!(out.stderr.is_empty(), "{}", shown(&out));
    let rows: Vec<serde_json::Value> =
        String::from_utf8(out.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), texts.len());
    for (n, (row, text)) in rows.iter().zip(texts).enumerate() {
        assert_eq!((&row["kind"], &row["id"]), (&"document".into(), &n.to_string().into()));
        assert_eq!((&row["text"], &row["lang"]), (&text.replace("\\n", "\n").into(), &"fr".into()));
        assert!(row["warnings"][0].as_str().is_some_and(|w| w.contains("no text")), "{row}");
    }
}

#[test]
fn nothing_to_do() {
    let seen = Folder::new().seen(&["code"]);
    assert!(seen.starts_with("exit 2") && seen.contains("required"), "{seen}");
}

#[test]
fn unknown_command() {
    assert_snapshot!(Folder::new().seen(&["frobnicate"]));
}

fn document(stdout: &[u8]) -> serde_json::Value {
    serde_json::from_slice(stdout.split(|b| *b == b'\n').next().unwrap()).unwrap()
}
