//! Treebanks in CoNLL-U as the sentences that the segmenter would give.

use anyhow::{Context, Result};
use chancery_model::{Rel, Sentence, Span, Token, Upos};
use std::io::Read;
use std::path::Path;

/// The head of a root.
pub const ROOT: u32 = u32::MAX;

/// A syntactic word of a treebank.
#[derive(Debug, Clone)]
pub struct Word {
    pub form: String,
    /// Form in the text where several words share it (`du`), else empty.
    pub surface: String,
    /// True for the second and later words that share a surface form.
    pub shared: bool,
    pub space_before: bool,
    pub upos: Upos,
    pub xpos: String,
    pub feats: Vec<(String, String)>,
    pub head: u32,
    pub rel: Rel,
}

/// A sentence of a treebank.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    pub words: Vec<Word>,
}

impl Gold {
    /// Its text and its tokens as the segmenter would give them.
    pub fn sentence(&self) -> (String, Sentence) {
        let mut text = String::new();
        let mut sent = Sentence::default();
        let mut span = Span::default();
        for word in &self.words {
            if !word.shared {
                if word.space_before && !text.is_empty() {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(if word.surface.is_empty() { &word.form } else { &word.surface });
                span = Span::new(start, text.len());
            }
            let written = span.of(&text);
            sent.tokens.push(Token {
                span,
                lower: word.form.to_lowercase().replace(['’', '‘', 'ʼ'], "'").into(),
                capital: written.chars().next().is_some_and(char::is_uppercase),
                space_before: word.space_before && !word.shared,
                ..Token::default()
            });
        }
        sent.span = Span::new(0, text.len());
        (text, sent)
    }
}

/// Reads a treebank, gzipped or not.
pub fn read(path: &Path) -> Result<Vec<Gold>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    let mut out = Vec::new();
    let mut gold = Gold::default();
    // First and last word of a range that shares a surface form, the form, and whether a space follows it.
    let mut range: Option<(usize, usize, String, bool)> = None;
    let mut space = true;
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !gold.words.is_empty() {
                part_contractions(&mut gold);
                out.push(std::mem::take(&mut gold));
            }
            (range, space) = (None, true);
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') || cells.len() < 10 || cells[0].contains('.') {
            continue;
        }
        let space_after = !cells[9].contains("SpaceAfter=No");
        if let Some((first, last)) = cells[0].split_once('-') {
            range = Some((first.parse()?, last.parse()?, cells[1].to_owned(), space_after));
            continue;
        }
        let id: usize = cells[0].parse()?;
        let head: u32 = cells[6].parse()?;
        let inside = range.as_ref().filter(|(_, last, ..)| id <= *last);
        gold.words.push(Word {
            form: cells[1].to_owned(),
            surface: inside.map_or(String::new(), |(_, _, surface, _)| surface.clone()),
            shared: inside.is_some_and(|(first, ..)| id > *first),
            space_before: space,
            upos: Upos::from_name(cells[3]).unwrap_or_default(),
            xpos: cells[4].to_owned(),
            feats: cells[5]
                .split('|')
                .filter_map(|f| f.split_once('='))
                .map(|(k, v)| (k.into(), v.into()))
                .collect(),
            head: head.checked_sub(1).unwrap_or(ROOT),
            rel: Rel::from_name(cells[7]),
        });
        space = match &range {
            Some((_, last, _, after)) if id == *last => *after,
            Some((_, last, ..)) if id < *last => false,
            _ => space_after,
        };
    }
    Ok(out)
}

/// Words whose forms make up their surface form (`did` + `n't`) stand side by side; only real contractions share a span.
fn part_contractions(gold: &mut Gold) {
    let mut i = 0;
    while i < gold.words.len() {
        let end = (i + 1..gold.words.len()).find(|&k| !gold.words[k].shared).unwrap_or(gold.words.len());
        let joined: String = gold.words[i..end].iter().map(|w| w.form.as_str()).collect();
        if joined == gold.words[i].surface {
            for word in &mut gold.words[i..end] {
                word.surface.clear();
                word.shared = false;
            }
            // The words after the first follow without a space.
            for word in &mut gold.words[i + 1..end] {
                word.space_before = false;
            }
        }
        i = end;
    }
}
