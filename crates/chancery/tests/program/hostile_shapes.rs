//! Texts and pages that no one writes: endless sentences, deep nesting, nothing but marks. Each is read in time by its
//! length. The bound is ten times what a debug build takes for the slowest of them.

#![allow(clippy::disallowed_methods, reason = "a test measures time")]

use chancery::pipeline::Pipeline;
use chancery_read::Hints;
use std::time::{Duration, Instant};

const BOUND: Duration = Duration::from_secs(40);

/// Codes `text` in a language; the time must stay below the bound.
fn codes(pipeline: &Pipeline, lang: &str, format: &str, name: &str, text: &str) {
    let hints = Hints { format: Some(format.to_owned()), lang: Some(lang.to_owned()), ..Hints::default() };
    let began = Instant::now();
    // A page without a word is refused, which is as good.
    let _ = pipeline.code(text.as_bytes(), &hints, None);
    assert!(began.elapsed() < BOUND, "{lang} {name}: {:?} for {} bytes", began.elapsed(), text.len());
}

#[test]
fn texts() {
    let pipeline = Pipeline::new();
    let n = 10_000;
    let texts = [
        ("words", format!("The president met {}left.", "the minister and ".repeat(n * 3))),
        ("mots", format!("Le président a rencontré {}hier.", "le ministre et ".repeat(n * 3))),
        ("từ", format!("Chủ tịch nước hội đàm với {}hôm nay.", "bộ trưởng và ".repeat(n * 3))),
        ("states", "France, Germany, Italy, Japan, Viet Nam, ".repeat(n)),
        ("people", "Mr. Dr. Gen. ".repeat(n * 3)),
        ("meetings", "Macron met Putin met Xi met ".repeat(n)),
        ("reports", "He said that ".repeat(n)),
        ("dates", "3 May 2024, 4 June to 5 July 2023; ".repeat(n)),
        ("brackets", format!("{}France met Laos{}", "(".repeat(n), ")".repeat(n))),
        ("quotes", format!("{}France met Laos{}", "« \"".repeat(n), "\" »".repeat(n))),
        ("no space", "a".repeat(1 << 20)),
        ("no space", "đặ".repeat(1 << 18)),
        ("marks", format!("a{}", "\u{301}".repeat(n * 20))),
        ("soft hyphens", format!("a{}", "\u{ad}".repeat(n * 20))),
        ("lines", "France met Laos\n".repeat(n * 3)),
        ("sentences", "France met Laos on 3 May 2024. ".repeat(n)),
    ];
    for (name, text) in &texts {
        for lang in ["en", "fr", "vi"] {
            codes(&pipeline, lang, "txt", name, text);
        }
    }
}

#[test]
fn pages() {
    let pipeline = Pipeline::new();
    let n = 10_000;
    let said = "<p>The two sides met in Rome on Friday and agreed to go on.</p>";
    for name in ["div", "span", "b", "blockquote", "section", "article", "font", "table", "ul"] {
        let page = format!(
            "<html><body>{}{said}{}",
            format!("<{name}>").repeat(n * 4),
            format!("</{name}>").repeat(n * 4)
        );
        codes(&pipeline, "en", "html", name, &page);
    }
    let pages = [
        ("tables", format!("<html><body>{}{said}", "<table><tr><td>".repeat(n))),
        ("unclosed", format!("<html><body>{}", "<div><p>France met Laos on Friday. ".repeat(n))),
        ("crossed", format!("<html><body>{}", "<b><p>France met <i>Laos</b></p></i>".repeat(n))),
        (
            "articles",
            format!("<html><body>{}", format!("<article><h2>Talks</h2>{said}</article>").repeat(n / 2)),
        ),
        ("angles", "<".repeat(n * 20)),
        ("scripts", "<script>".repeat(n * 5)),
        (
            "data",
            format!(
                "<html><head><script type=\"application/ld+json\">{}</script></head><body>{said}",
                "[".repeat(n * 5)
            ),
        ),
        ("attributes", format!("<html><body><p {}>France met Laos.</p>", "a=1 ".repeat(n * 5))),
    ];
    for (name, page) in &pages {
        codes(&pipeline, "en", "html", name, page);
    }
}
