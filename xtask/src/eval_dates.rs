//! How well dates are read: on labelled phrases made elsewhere, and on the gold dates of documents.
//!
//! A file of phrases (`.jsonl`) has `lang`, `reference_date`, `text` and `expected` (`start`, `end`, `grain`, and `at` where
//! the surface is known). A value is right when it begins and ends on the same days. Rows of clock time are skipped, as
//! records have no clock. A folder of documents has `NAME.gold.json` beside `NAME.txt` or `NAME.html`; a gold date counts
//! as found when the document has a mention with that very value or with its two ends, or was published that day.

use crate::gold;
use anyhow::Result;
use chancery_model::{Edtf, MentionKind, Part};
use chancery_pack::{Pack, Registry};
use chancery_read::read;
use chancery_text::annotate::dates::Dates;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Default)]
struct Tally {
    rows: usize,
    skipped: BTreeMap<&'static str, usize>,
    expected: usize,
    found: usize,
    right: usize,
    near: usize,
    documents: bool,
    wrong: Vec<String>,
}

impl Tally {
    fn print(&self, what: &str, list: bool) {
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        let (r, p) = (share(self.right, self.expected), share(self.right, self.found));
        let f = if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 };
        let (rows, expected, found, right) = (self.rows, self.expected, self.found, self.right);
        print!("{what:<4} rows {rows:>4}  expected {expected:>4}  right {right:>4}  recall {r:5.1}");
        if !self.documents {
            let near = share(self.near, expected);
            print!(
                "  found {found:>4}  precision {p:5.1}  F1 {f:5.1}  at another grain {near:5.1}  skipped {:?}",
                self.skipped
            );
        }
        println!();
        if list {
            for w in &self.wrong {
                println!("    {w}");
            }
        }
    }
}

/// Scores each path, a file of phrases or a folder of documents; `list` prints what was missed, `show` what was
/// found in documents.
pub fn run(paths: &[PathBuf], list: bool, show: bool) -> Result<()> {
    let mut dates = BTreeMap::new();
    for lang in Pack::languages() {
        if let Some(pack) = Pack::load(&lang)? {
            dates.insert(lang, Dates::new(&pack)?);
        }
    }
    for path in paths {
        let of = if path.is_dir() { documents(path, show)? } else { phrases(path, &dates)? };
        println!("{}", path.display());
        for (lang, tally) in &of {
            tally.print(lang, list);
        }
    }
    Ok(())
}

fn ends(value: &Edtf) -> Option<(String, String)> {
    let day = |d: chancery_model::Day| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day);
    Some((day(value.earliest()?), day(value.latest()?)))
}

fn phrases(path: &Path, dates: &BTreeMap<String, Dates>) -> Result<BTreeMap<String, Tally>> {
    let mut out: BTreeMap<String, Tally> = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines().filter(|l| !l.trim().is_empty()) {
        let row: Value = serde_json::from_str(line)?;
        let lang = row["lang"].as_str().unwrap_or("und");
        let Some(reader) = dates.get(lang) else { continue };
        let tally = out.entry(lang.to_owned()).or_default();
        tally.rows += 1;
        let expected = row["expected"].as_array().map_or(&[][..], Vec::as_slice);
        if expected.iter().any(|e| matches!(e["grain"].as_str(), Some("hour" | "minute" | "second"))) {
            *tally.skipped.entry("clock").or_default() += 1;
            continue;
        }
        if expected.iter().any(|e| e["type"] == "OPEN") {
            *tally.skipped.entry("open interval").or_default() += 1;
            continue;
        }
        let text = row["text"].as_str().unwrap_or("");
        let reference: Option<Part> =
            row["reference_date"].as_str().and_then(|d| d.parse::<Edtf>().ok()).and_then(|e| e.start);
        let got: Vec<(String, String)> =
            reader.find(text, reference).iter().filter_map(|f| ends(&f.time.value?)).collect();
        let want: Vec<(String, String)> = expected
            .iter()
            .filter_map(|e| Some((e["start"].as_str()?.to_owned(), e["end"].as_str()?.to_owned())))
            .collect();
        let right = want.iter().filter(|w| got.contains(w)).count();
        tally.expected += want.len();
        tally.found += got.len();
        tally.right += right;
        let within =
            |(a, b): &(String, String), (c, d): &(String, String)| (a >= c && b <= d) || (c >= a && d <= b);
        tally.near += want.iter().filter(|w| got.iter().any(|g| within(w, g))).count();
        if right < want.len() || got.len() > right {
            let show = |v: &[(String, String)]| {
                v.iter()
                    .map(|(a, b)| if a == b { a.clone() } else { format!("{a}/{b}") })
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            tally.wrong.push(format!(
                "{text:?} on {}: wanted {}, got {}",
                row["reference_date"],
                show(&want),
                show(&got)
            ));
        }
    }
    Ok(out)
}

/// Prints the dates of a sentence, each with a few words about it.
fn show_dates(doc: &chancery_model::Document, sent: &chancery_model::Sentence) {
    for m in &sent.mentions {
        let MentionKind::Time(t) = &m.kind else { continue };
        let around = |from: usize, to: usize| sent.slice(doc, from..to).replace('\n', " ");
        let (first, end) = (usize::from(m.first), usize::from(m.end));
        let before = if first == 0 { String::new() } else { around(first.saturating_sub(6), first) };
        let after = if end < sent.tokens.len() {
            around(end, (end + 4).min(sent.tokens.len()))
        } else {
            String::new()
        };
        let flags = [
            (t.since, " since"),
            (t.due, " due"),
            (t.period, " period"),
            (t.anniversary, " anniversary"),
            (t.anaphoric, " anaphoric"),
        ];
        let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, n)| *n).collect();
        let value = t.value.map_or("-".to_owned(), |v| v.to_string());
        println!("  {value}{flags}\t{before} [{}] {after}", m.span.of(&doc.text).replace('\n', " "));
    }
}

fn documents(folder: &Path, show: bool) -> Result<BTreeMap<String, Tally>> {
    let mut out: BTreeMap<String, Tally> = BTreeMap::new();
    for path in gold::files(folder)? {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let (page, hints) = gold::page(&path)?;
        let lang = gold["lang"].as_str().unwrap_or("und").to_owned();
        let doc = read(&fs::read(&page)?, &hints)?;
        let Some(pack) = Pack::load(&lang)? else { continue };
        let annotator = chancery_text::Annotator::new(&pack, &Registry::load()?)?;
        if show {
            println!("{} {:?}", page.display(), doc.date.map(|d| d.to_string()));
        }
        let annotated = annotator.annotate(&doc, |_| false);
        let mut values: Vec<Edtf> = doc.date.into_iter().collect();
        for sent in &annotated.sentences {
            if show {
                show_dates(&doc, sent);
            }
            values.extend(sent.mentions.iter().filter_map(|m| match &m.kind {
                MentionKind::Time(t) => t.value,
                _ => None,
            }));
        }
        let tally = out.entry(lang).or_default();
        tally.documents = true;
        tally.rows += 1;
        tally.found += values.len();
        let parts = |v: &Edtf| [v.start, v.end.flatten()];
        let has = |want: &Edtf| {
            values.contains(want)
                || (want.end.is_some()
                    && parts(want)
                        .iter()
                        .flatten()
                        .all(|p| values.iter().any(|v| parts(v).contains(&Some(*p)))))
        };
        let mut seen = Vec::new();
        for (list, key) in [("events", "date"), ("agreements", "date"), ("commitments", "due")] {
            for entry in gold[list].as_array().map_or(&[][..], Vec::as_slice) {
                let date = &entry[key];
                let options: Vec<&Value> = date.as_array().map_or_else(|| vec![date], |a| a.iter().collect());
                if options.iter().any(|o| o.is_null()) || entry["optional"] == true || seen.contains(&date) {
                    continue;
                }
                seen.push(date);
                let options: Vec<Edtf> = options.iter().filter_map(|o| o.as_str()?.parse().ok()).collect();
                tally.expected += 1;
                if options.iter().any(has) {
                    tally.right += 1;
                } else {
                    tally.wrong.push(format!(
                        "{}: {list} {date}",
                        page.file_name().unwrap_or_default().to_string_lossy()
                    ));
                }
            }
        }
    }
    Ok(out)
}
