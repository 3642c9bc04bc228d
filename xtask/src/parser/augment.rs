//! Sentences shown once more as headlines and captions write them, so that the model knows the style of pages as well as
//! that of treebanks. Which sentences are chosen depends on their place alone.

use super::conllu::{Gold, ROOT, Word};
use chancery_model::{Rel, Upos};

/// The further forms in which the sentence at `place` is shown.
pub fn variants(gold: &Gold, place: usize) -> Vec<Gold> {
    let mut out = Vec::new();
    if place % 6 == 1 {
        out.extend(without_end(gold));
    }
    if place % 8 == 3 {
        out.push(headline(gold));
    }
    if place % 12 == 5 {
        let open = if place % 24 == 5 { without_end(gold) } else { None };
        out.push(capitals(open.as_ref().unwrap_or(gold)));
    }
    out
}

/// Without final punctuation.
fn without_end(gold: &Gold) -> Option<Gold> {
    let last = gold.words.len() - 1;
    (last > 2 && gold.words[last].upos == Upos::Punct).then(|| without(gold, |i, _| i == last))
}

/// Every word with a capital but the little ones; no articles, no passive auxiliaries, no full stop.
fn headline(gold: &Gold) -> Gold {
    let last = gold.words.len() - 1;
    let mut title = without(gold, |i, word| {
        let article = word.rel == Rel::Det && word.feats.iter().any(|(k, v)| k == "PronType" && v == "Art");
        article || word.rel == Rel::AuxPass || i == last && i > 2 && word.upos == Upos::Punct
    });
    for (i, word) in title.words.iter_mut().enumerate() {
        let little = matches!(word.upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Sconj);
        if i == 0 || word.space_before && !(little && word.form.chars().count() <= 3) {
            word.form = raised(&word.form);
            word.surface = raised(&word.surface);
        }
    }
    title
}

fn capitals(gold: &Gold) -> Gold {
    let mut out = gold.clone();
    for word in &mut out.words {
        word.form = word.form.to_uppercase();
        word.surface = word.surface.to_uppercase();
    }
    out
}

fn raised(form: &str) -> String {
    let mut chars = form.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// The sentence less the words to drop; words with dependents and words of a contraction are never dropped.
fn without(gold: &Gold, drop: impl Fn(usize, &Word) -> bool) -> Gold {
    let n = gold.words.len();
    let mut has_children = vec![false; n];
    for word in gold.words.iter().filter(|w| w.head != ROOT) {
        has_children[word.head as usize] = true;
    }
    let mut place = vec![0u32; n];
    let mut kept = Vec::new();
    for (i, word) in gold.words.iter().enumerate() {
        place[i] = kept.len() as u32;
        if has_children[i] || word.head == ROOT || !word.surface.is_empty() || !drop(i, word) {
            kept.push(word.clone());
        }
    }
    for word in &mut kept {
        if word.head != ROOT {
            word.head = place[word.head as usize];
        }
    }
    Gold { words: kept }
}
