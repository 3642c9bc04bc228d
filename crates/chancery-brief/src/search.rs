//! Words to passages, with the place in the passage where they stand.

use crate::BriefError;
use crate::words::shorten;
use chancery_ledger::Store;
use chancery_model::fold;
use serde::Serialize;

/// A passage that holds the words.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Document id.
    pub doc: String,
    /// Path or address.
    pub source: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication date as EDTF.
    pub date: Option<String>,
    /// First code point of the passage in the document's text.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// The passage, shortened around the first word found.
    pub snippet: String,
}

/// Length of a snippet, in characters.
const SNIPPET: usize = 240;

/// Passages that hold all of the words, best first.
pub fn search(store: &dyn Store, words: &str, limit: usize) -> Result<Vec<Found>, BriefError> {
    let hits = store.search(words, limit)?;
    let ids: Vec<&str> = hits.iter().map(|h| h.doc.as_str()).collect();
    let infos = store.infos(&ids)?;
    let first = fold(words.trim_matches('"'))
        .split(|c: char| !c.is_alphanumeric())
        .find(|w| !w.is_empty())
        .map(str::to_owned);
    Ok(hits
        .into_iter()
        .map(|h| {
            let info = infos.iter().find(|i| i.id == h.doc);
            Found {
                source: info.map(|i| i.source.clone()).unwrap_or_default(),
                title: info.and_then(|i| i.title.clone()),
                date: info.and_then(|i| i.date.clone()),
                snippet: snippet(&h.text, first.as_deref().unwrap_or("")),
                doc: h.doc,
                start: h.start,
                end: h.end,
            }
        })
        .collect())
}

/// The part of a passage around the first occurrence of a folded word.
fn snippet(text: &str, word: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|w| fold(w).contains(word)).unwrap_or(0);
    let from = at.saturating_sub(12);
    let tail = words[from..].join(" ");
    let cut = shorten(&tail, SNIPPET);
    if from > 0 { format!("… {cut}") } else { cut }
}
