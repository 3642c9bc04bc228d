//! Treebanks in CoNLL-U as running text with the words that stand in it.

use anyhow::{Context, Result};
use chancery_model::{Span, Upos};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A word of the treebank and where it stands in [`Gold::text`].
#[derive(Debug, Clone)]
pub struct Word {
    pub span: Span,
    pub form: String,
    pub lemma: String,
    pub upos: Upos,
    /// True where several words share the span.
    pub shared: bool,
}

/// A sentence of the treebank.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    pub text: String,
    pub words: Vec<Word>,
}

/// The files of a folder whose names begin with `prefix`, in order of their names.
pub fn files(folder: &Path, prefix: &str) -> Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(prefix) && name.contains(".conllu") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// Reads a treebank, packed or not.
pub fn read(path: &Path) -> Result<Vec<Gold>> {
    let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    Ok(text.split("\n\n").map(sentence).filter(|s| !s.words.is_empty()).collect())
}

fn sentence(lines: &str) -> Gold {
    let mut gold = Gold::default();
    let mut until = 0;
    let mut unit: Option<(usize, String)> = None;
    let mut space = false;
    for cells in lines.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>()) {
        if cells.len() < 10 || cells[0].contains('.') {
            continue;
        }
        let after = !cells[9].split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = cells[0].split_once('-') {
            until = last.parse().unwrap_or(0);
            if std::mem::replace(&mut space, after) {
                gold.text.push(' ');
            }
            unit = Some((gold.text.len(), cells[1].to_owned()));
            gold.text.push_str(cells[1]);
        }
        let Ok(id) = cells[0].parse::<u32>() else { continue };
        let inside = id <= until;
        if !inside {
            if let Some((start, form)) = unit.take() {
                place(&mut gold, start, &form);
            }
            if std::mem::replace(&mut space, after) {
                gold.text.push(' ');
            }
        }
        let start = gold.text.len();
        if !inside {
            gold.text.push_str(cells[1]);
        }
        gold.words.push(Word {
            span: Span::new(start, gold.text.len()),
            form: cells[1].to_owned(),
            lemma: cells[2].to_owned(),
            upos: Upos::from_name(cells[3]).unwrap_or_default(),
            shared: inside,
        });
    }
    if let Some((start, form)) = unit {
        place(&mut gold, start, &form);
    }
    gold
}

/// Gives the words of a unit their places: its own letters where they make it up, else all of it.
fn place(gold: &mut Gold, start: usize, form: &str) {
    let first = gold
        .words
        .iter()
        .position(|w| w.shared && w.span.start as usize >= start)
        .unwrap_or(gold.words.len());
    let parts: usize = gold.words[first..].iter().take_while(|w| w.shared).count();
    let own: String = gold.words[first..first + parts].iter().map(|w| w.form.as_str()).collect();
    let mut at = start;
    for word in &mut gold.words[first..first + parts] {
        if own.len() == form.len() {
            word.span = Span::new(at, at + word.form.len());
            word.shared = false;
            at += word.form.len();
        } else {
            word.span = Span::new(start, start + form.len());
        }
    }
}

/// Sentences as one text with a space between them, words moved to their places in it, and the ends of the sentences.
pub fn join(sentences: &[Gold]) -> (String, Vec<Word>, Vec<u32>) {
    let (mut text, mut words, mut ends) = (String::new(), Vec::new(), Vec::new());
    for gold in sentences {
        if !text.is_empty() {
            text.push(' ');
        }
        let at = text.len() as u32;
        text.push_str(&gold.text);
        for word in &gold.words {
            let span = Span { start: word.span.start + at, end: word.span.end + at };
            words.push(Word { span, ..word.clone() });
        }
        ends.push(text.len() as u32);
    }
    (text, words, ends)
}
