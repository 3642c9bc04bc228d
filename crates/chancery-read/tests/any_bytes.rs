//! Whatever the bytes: no panic, and a document whose parts hold together.

use chancery_read::{Hints, LARGEST, ReadError, read};
use proptest::prelude::*;

mod sound;

fn check(bytes: &[u8], format: Option<&str>) {
    let hints = Hints { format: format.map(str::to_owned), ..Hints::default() };
    let Some(doc) = sound::sound(bytes, &hints) else { return };
    assert_eq!(doc.id.len(), 16);
    let again = read(bytes, &hints).expect("the same bytes give the same document");
    assert_eq!(again, doc);
}

const PIECES: [&str; 34] = [
    "Source: a paper\n",
    "Date: 2024-10-07\n",
    "date 2024-10-07 ",
    "\n\n",
    "\r\n",
    "\t",
    "   ",
    "Voir plus\n",
    "Related Articles\n",
    "Comments (3)\n",
    "PARIS (AFP) – ",
    "Hà Nội, ngày 5 tháng 3 - ",
    "The two sides agreed to meet again in the spring of next year, said a spokesman on Friday.",
    "Talks open in Vienna\n",
    "– VNS\n",
    "(Agencies)",
    "[desk]",
    "RELATED: one | two |\n",
    "Lire aussi : ",
    "<p>",
    "</p>",
    "<div class=related>",
    "</div>",
    "<h1>A title of five words</h1>",
    "<table><tr><td>",
    "<br>",
    "<li>",
    "<a href=x>",
    "</a>",
    "<script>",
    "Ảnh: TTXVN\n",
    "\u{0301}",
    "\u{feff}",
    "&nbsp;",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600), html in any::<bool>()) {
        check(&bytes, html.then_some("html"));
    }

    #[test]
    fn text(text in "\\PC{0,300}", markdown in any::<bool>()) {
        check(text.as_bytes(), markdown.then_some("md"));
    }

    #[test]
    fn pages(picks in proptest::collection::vec(0usize..PIECES.len(), 0..40), html in any::<bool>()) {
        let page: String = picks.iter().map(|i| PIECES[*i]).collect();
        check(page.as_bytes(), html.then_some("html"));
    }
}

#[test]
fn refusals() {
    let hints = Hints::default();
    assert_eq!(read(b"", &hints), Err(ReadError::Empty));
    assert_eq!(read(b" \n\t ", &hints), Err(ReadError::Empty));
    assert_eq!(read(b"... --- ...", &hints), Err(ReadError::NoText));
    assert_eq!(read(b"<html><body><script>run()</script></body></html>", &hints), Err(ReadError::NoText));
    assert!(matches!(read(b"%PDF-1.4 and so on", &hints), Err(ReadError::Binary { what: "a PDF document" })));
    assert!(matches!(read(&[0u8; 64], &hints), Err(ReadError::Binary { .. })));
    assert_eq!(read(&vec![b'a'; LARGEST + 1], &hints), Err(ReadError::TooLarge { bytes: LARGEST + 1 }));
    let message = ReadError::Binary { what: "a PDF document" }.to_string();
    assert!(message.contains("PDF") && message.contains("convert"), "{message}");
}

#[test]
fn deep_nesting_does_no_harm() {
    for (open, close) in
        [("<div>", "</div>"), ("<table><tr><td>", "</td></tr></table>"), ("<b>", "</b>"), ("<ul><li>", "")]
    {
        let page = format!(
            "<html><body>{}<p>The two sides met in Rome on Friday and agreed to go on.</p>{}",
            open.repeat(3000),
            close.repeat(3000)
        );
        check(page.as_bytes(), Some("html"));
    }
}

#[test]
fn hints_override() {
    let hints = Hints { lang: Some("fr".into()), date: "2020-01-02".parse().ok(), ..Hints::default() };
    let doc = read(b"Date: 2024-10-07\nTalks open\n\nThe two sides met in Rome on Friday.", &hints).unwrap();
    assert_eq!((doc.lang.as_str(), doc.date.unwrap().to_string().as_str()), ("fr", "2020-01-02"));
}
