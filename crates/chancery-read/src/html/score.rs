//! Compares the readers on the pages of `fixtures/` and holds a floor for the one in use.

use super::main_text::{Densest, MainText, Smoothie, found_in};
use super::page::Page;
use chancery_model::{BlockRole, Document, fold};
use dom_query::Document as Dom;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use std::path::Path;

struct Gold {
    name: String,
    html: String,
    value: serde_json::Value,
}

fn gold() -> Vec<Gold> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "html"));
    names.sort();
    let load = |path: &Path| Gold {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        html: std::fs::read_to_string(path).unwrap(),
        value: serde_json::from_str(&std::fs::read_to_string(path.with_extension("gold.json")).unwrap())
            .unwrap(),
    };
    names.iter().map(|p| load(p)).collect()
}

/// F1 of two texts as bags of words.
fn token_f1(gold: &str, got: &str) -> f64 {
    let bag = |text: &str| {
        let mut map: FxHashMap<String, i64> = FxHashMap::default();
        for word in fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            *map.entry(word.to_owned()).or_default() += 1;
        }
        map
    };
    let (a, b) = (bag(gold), bag(got));
    let both: i64 = a.iter().map(|(w, n)| (*n).min(b.get(w).copied().unwrap_or(0))).sum();
    2.0 * both as f64 / (a.values().sum::<i64>() + b.values().sum::<i64>()).max(1) as f64
}

/// What will be coded of the main article: everything but its headline, captions and clutter.
fn main_text(doc: &Document) -> String {
    let coded = |r: BlockRole| matches!(r, BlockRole::Lead | BlockRole::Heading | BlockRole::Paragraph);
    let blocks = doc.blocks.iter().filter(|b| b.item == 0 && coded(b.role));
    blocks.map(|b| b.span.of(&doc.text)).collect::<Vec<_>>().join("\n")
}

/// Readability's choice and ours together: what both take.
struct Both;

impl MainText for Both {
    fn name(&self) -> &'static str {
        "both"
    }
    fn choose(&self, page: &Page, dom: &Dom) -> Vec<bool> {
        let (a, b) = (Densest.choose(page, dom), Smoothie.choose(page, dom));
        a.iter().zip(&b).map(|(a, b)| *a && *b).collect()
    }
}

#[test]
#[allow(clippy::print_stderr)] // the table is what the test is for: `cargo test -p chancery-read readers -- --nocapture`
fn readers_on_our_pages() {
    let pages = gold();
    assert!(pages.len() >= 12);
    let readers: [&dyn MainText; 3] = [&Densest, &Smoothie, &Both];
    let mut table = String::new();
    let mut figures = Vec::new();
    for reader in readers {
        let (mut main, mut titles, mut dates, mut langs) = (0.0, 0, 0, 0);
        for page in &pages {
            let mut doc = Document::default();
            if super::read(&mut doc, &page.html, None, reader).is_err() {
                continue;
            }
            let text = |key: &str| page.value[key].as_str().unwrap_or_default();
            let paragraphs = page.value["main"].as_array().unwrap().iter().filter_map(|v| v.as_str());
            let f1 = token_f1(&paragraphs.collect::<Vec<_>>().join("\n"), &main_text(&doc));
            let title = doc.title.as_deref().is_some_and(|t| fold(t) == fold(text("title")));
            let date = doc.date.map(|d| d.to_string()).unwrap_or_default() == text("date");
            let lang = doc.lang == text("lang");
            main += f1;
            titles += usize::from(title);
            dates += usize::from(date);
            langs += usize::from(lang);
            let flags = format!(
                "{}{}{}",
                if title { "" } else { " TITLE" },
                if date { "" } else { " DATE" },
                if lang { "" } else { " LANG" }
            );
            let _ = writeln!(table, "  {:<12} {:<20} {:.3}{flags}", reader.name(), page.name, f1);
        }
        let n = pages.len() as f64;
        let row = (main / n, titles as f64 / n, dates as f64 / n, langs as f64 / n);
        let _ = writeln!(
            table,
            "{:<12} main {:.3} title {:.3} date {:.3} lang {:.3}",
            reader.name(),
            row.0,
            row.1,
            row.2,
            row.3
        );
        figures.push(row);
    }
    eprintln!("{table}");
    let (main, title, date, lang) = figures[0];
    assert!(main >= 0.97 && title >= 1.0 && date >= 1.0 && lang >= 1.0, "below the floor\n{table}");
    assert!(figures[1..].iter().all(|other| other.0 <= main), "another reader is better\n{table}");
}

#[test]
fn the_comparison_finds_pieces_in_order() {
    let dom = Dom::from("<body><p>One thing said.</p><p>Another thing.</p><p>One thing said.</p></body>");
    let page = super::page::page(&dom);
    assert_eq!(found_in(&page, "One thing said. Another thing."), [true, true, false]);
}
