//! Which document the words mean: one in particular, some of a kind, or one that is only aimed at.

use super::{Documents, Named};
use crate::fill::Filler;
use crate::frame::{Slot, Trigger};
use chancery_model::{Feats, How, MentionKind, Rel, Token, Upos};
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
            f.sent().holding(k).any(|m| match &m.kind {
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
pub(super) fn kinds(nouns: &super::Nouns, sorts: &[super::Sort]) -> FxHashSet<String> {
    let phrases: FxHashSet<&[SmolStr]> = nouns
        .values()
        .flatten()
        .filter(|p| sorts[p.1].type_ != super::NONE)
        .map(|p| p.0.as_slice())
        .collect();
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
    let plain = !f.order_first && several(f, first, end) && hi - end < 2;
    let told = |k: usize| tokens[k].upos == Upos::Num || tokens[k].upos == Upos::Det && f.is("definite", k);
    plain
        && status != "signed"
        && !(first.saturating_sub(3)..first).any(told)
        && !(lo..hi).any(|k| tokens[k].capital)
}

/// True for several documents: by the form of the noun or, where it has none, by the word before it (`các hiệp định`).
pub(super) fn several(f: &Filler<'_>, first: usize, end: usize) -> bool {
    let tokens = &f.sent().tokens;
    if f.order_first {
        return first.checked_sub(1).is_some_and(|k| f.is("many", k));
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
    let aim = (verb.saturating_sub(back)..*verb).any(|k| f.is("aim", k));
    let feats = tokens[*verb].feats;
    let bare = f.order_first || feats.has(Feats::INFINITIVE) || feats.has(Feats::GERUND);
    matches!(status.as_str(), "agreed" | "signed") && aim && bare
}

/// True for a tie that the document named right before it sets up (`a declaration establishing a strategic partnership`):
/// one record tells of both.
pub(super) fn establishes(f: &Filler<'_>, before: Named<'_>, found: Named<'_>) -> bool {
    let tokens = &f.sent().tokens;
    let between = tokens.get(before.1..found.0).unwrap_or(&[]);
    let apart = |t: &Token| {
        matches!(t.lower.as_str(), "," | ";" | ":") || t.upos == Upos::Cconj || t.feats.has(Feats::FINITE)
    };
    found.2.levels
        && !before.2.levels
        && !f.order_first
        && (1..=TIED).contains(&between.len())
        && !between.iter().any(apart)
}

/// True for words that say only that another document was agreed on (`reached agreement on a convention`).
pub(super) fn agrees(f: &Filler<'_>, found: Named<'_>, next: Named<'_>) -> bool {
    let any = found.1 == found.0 + 1 && f.is("any-document", found.0);
    let on = f.marker_at(found.1).is_some_and(|(_, s)| s == Slot::On);
    any && on && !f.order_first && (1..=2).contains(&next.0.saturating_sub(found.1))
}

/// True where whoever acts on a document is one of those who act for no state (`the singer signed a contract`).
pub(super) fn lay(f: &Filler<'_>, act: Option<usize>) -> bool {
    let Some(verb) = act.filter(|_| f.sent().parsed && !f.order_first) else { return false };
    let subject = f.tree.kids(verb).find(|k| f.tree.rel(*k) == Rel::Nsubj);
    subject.is_some_and(|s| f.is_base("lay", s) && !f.tree.kids(s).any(|k| f.tree.rel(k) == Rel::Conj))
}

/// The most words between a document and the tie that it sets up.
const TIED: usize = 5;

/// True where the words mean a document in particular: one with a name, an act, or told of before.
pub(super) fn particular(
    f: &Filler<'_>,
    (lo, hi): (usize, usize),
    (first, end): (usize, usize),
    weak: bool,
    act: Option<&(usize, String)>,
) -> bool {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    let named = tokens[first].capital && lo + 1 < hi && first > 0
        || tokens[first..hi].iter().skip(1).any(|t| t.capital);
    let described = hi - end >= 2 || first > lo + 1;
    // `không ra được văn kiện nào`, `các hiệp định đã ký`: none in particular.
    let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
    let before = first.checked_sub(1).map_or("", word);
    if rules.is("none", word(end)) || rules.is("many", before) && !named && !described {
        return false;
    }
    // What one side puts out is no arrangement between sides unless it has a name or is signed.
    let signed = act.is_some_and(|a| a.1 == "signed");
    if f.order_first && weak && !tokens[first].capital && !signed {
        return false;
    }
    // A bare noun (`the agreement`) refers back; a weak one (`statement`, `plan`) needs a name or an act of signing.
    act.is_some() || !weak && (named || described && rules.is("definite", before))
}

/// True where the words right before a document deny it (`no joint statement`, `without an accord`).
pub(super) fn denied(f: &Filler<'_>, first: usize) -> bool {
    let near = first.saturating_sub(3)..first;
    f.sent().tokens[near].iter().any(|t| f.frames.rules.is("no", &t.lower))
}

/// The words of a text of more than three letters, without case and diacritics.
fn words(text: &str) -> Vec<String> {
    chancery_model::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3)
        .map(str::to_owned)
        .collect()
}
