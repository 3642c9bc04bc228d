//! Which document the words mean: one in particular, some of a kind, or one that is only aimed at.

use super::Documents;
use crate::fill::Filler;
use crate::frame::{Slot, Trigger};
use chancery_model::{Feats, How, MentionKind, Token, Upos};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// How many tokens behind a document the word `between` stands at most.
const NEAR: usize = 6;
/// How many tokens before what is done to a document its aim is told, and where word order says all.
const AIM: usize = 3;
const AIM_BY_ORDER: usize = 7;
/// The most words that point to a document told of before.
const POINTING: usize = 3;

impl Documents {
    /// The words of a title that say which document it is: not its kind, and not what many are called (`new`, `formal`),
    /// unless that names its level.
    pub(super) fn content(&self, f: &Filler<'_>, (lo, hi): (usize, usize), levels: bool) -> Vec<String> {
        let tokens = &f.sent().tokens;
        // Whose it is, its sides say, and when it was signed its date.
        let whose = |k: usize| {
            f.holding(k).any(|m| match &m.kind {
                MentionKind::Actor(a) => a.side.is_some() && a.how != How::Capital,
                MentionKind::Time(_) => true,
                _ => false,
            })
        };
        let plain = |lower: &str| !levels && f.frames.rules.is("plain", lower);
        // What joins the words of a title tells nothing of it.
        let small = |k: usize| {
            matches!(
                tokens[k].upos,
                Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Pron | Upos::Aux
            )
        };
        let said = (lo..hi)
            .filter(|k| !small(*k) && !plain(&tokens[*k].lower) && !plain(&tokens[*k].lemma) && !whose(*k));
        said.flat_map(|k| words(&tokens[k].lemma)).filter(|w| levels || !self.kinds.contains(w)).collect()
    }

    /// The words of a document's noun that tell its kind from others (`ceasefire`, and not `agreement`).
    pub(super) fn kind(&self, f: &Filler<'_>, (first, end): (usize, usize)) -> Vec<String> {
        let tokens = f.sent().tokens[first..end].iter();
        let any = |lower: &str| f.frames.rules.is("any-document", lower);
        tokens.filter(|t| !any(&t.lower) && !any(&t.lemma)).flat_map(|t| words(&t.lower)).collect()
    }
}

/// The words of the phrases that hold no shorter phrase.
pub(super) fn kinds(nouns: &super::Nouns) -> FxHashSet<String> {
    let phrases: FxHashSet<&[SmolStr]> =
        nouns.values().flatten().filter(|p| p.1.type_ != super::NONE).map(|p| p.0.as_slice()).collect();
    let longer = |p: &[SmolStr]| (1..p.len()).any(|n| p.windows(n).any(|part| phrases.contains(part)));
    phrases.iter().filter(|p| !longer(p)).flat_map(|p| p.iter().flat_map(|w| words(w))).collect()
}

/// What stands between `between` and the end of the clause, right behind a document.
pub(super) fn between(f: &Filler<'_>, t: &Trigger) -> Option<(usize, usize)> {
    let tokens = &f.sent().tokens;
    let near = (t.end + NEAR).min(tokens.len());
    let stop = |i: usize| matches!(tokens[i].lower.as_str(), ";" | "." | ":" | ",");
    let at = (t.end..near)
        .take_while(|i| !stop(*i))
        .find(|i| f.marker_at(*i).is_some_and(|(_, s)| s == Slot::Between))?;
    let verb = |i: usize| tokens[i].upos == Upos::Verb && tokens[i].feats.has(Feats::FINITE);
    let end = (at..tokens.len()).find(|i| stop(*i) || verb(*i)).unwrap_or(tokens.len());
    Some((at, end))
}

/// True where nothing says which documents are meant, of which there are several (`implementing action plans`, `public
/// declarations`): one that is signed is one of a kind all the same.
pub(super) fn some(
    f: &Filler<'_>,
    (lo, hi): (usize, usize),
    (first, end): (usize, usize),
    status: &str,
) -> bool {
    let tokens = &f.sent().tokens;
    let plain = !f.order_first && tokens[end - 1].feats.has(Feats::PLURAL) && hi - end < 2;
    let told = |k: usize| {
        tokens[k].upos == Upos::Num
            || tokens[k].upos == Upos::Det && f.frames.rules.is("definite", &tokens[k].lower)
    };
    plain
        && status != "signed"
        && !(first.saturating_sub(3)..first).any(told)
        && !(lo..hi).any(|k| tokens[k].capital)
}

/// True for several documents: by the form of the noun or, where it has none, by the word before it (`các hiệp định`).
pub(super) fn several(f: &Filler<'_>, first: usize, end: usize) -> bool {
    let tokens = &f.sent().tokens;
    if f.order_first {
        return first.checked_sub(1).is_some_and(|k| f.frames.rules.is("many", &tokens[k].lower));
    }
    tokens[end - 1].feats.has(Feats::PLURAL)
}

/// True where a word before a document or, where word order leads, behind it points to one told of before (`this accord`).
pub(super) fn again(f: &Filler<'_>, (lo, hi): (usize, usize), (first, end): (usize, usize)) -> bool {
    // `he said that agreement …`: a verb or a conjunction points to nothing.
    let word = |t: &Token| f.order_first || !matches!(t.upos, Upos::Verb | Upos::Sconj);
    let points = |k: usize| f.sent().tokens.get(k).is_some_and(word) && f.phrase_at("this", k, POINTING) > 0;
    (lo.saturating_sub(1)..first).any(points)
        || f.order_first && (points(end) || points(hi - 1) || points(hi))
}

/// True where a document that nothing describes is only aimed at (`in order to reach an agreement`).
pub(super) fn aimed(f: &Filler<'_>, act: Option<&(usize, String)>) -> bool {
    let Some((verb, status)) = act else { return false };
    let tokens = &f.sent().tokens;
    let back = if f.order_first { AIM_BY_ORDER } else { AIM };
    let aim = (verb.saturating_sub(back)..*verb).any(|k| f.frames.rules.is("aim", &tokens[k].lower));
    let feats = tokens[*verb].feats;
    let bare = f.order_first || feats.has(Feats::INFINITIVE) || feats.has(Feats::GERUND);
    matches!(status.as_str(), "agreed" | "signed") && aim && bare
}

/// The words of a text of more than three letters, without case and diacritics.
fn words(text: &str) -> Vec<String> {
    chancery_model::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3)
        .map(str::to_owned)
        .collect()
}
