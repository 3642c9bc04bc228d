//! What a list promises that a sentence heads (`the two sides agreed on the following measures:` and one entry for each).

use super::{Makers, Undertaking, cut};
use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Trigger};
use crate::topics::Topics;
use chancery_model::{Feats, Upos};

/// The most words between what promises and the colon that a list follows.
const HEADING: usize = 12;

/// A list of undertakings that a sentence headed.
#[derive(Debug)]
pub(crate) struct List {
    rule: String,
    force: String,
    by: Vec<String>,
    to: Vec<String>,
    people: Vec<String>,
    /// The block of the entry read last, at first that of the heading.
    block: u32,
    item: u16,
    /// True where the entry read last ends as one that another follows (`…;`).
    open: bool,
}

impl List {
    /// The list that a sentence heads, where nothing but words for what follows stands between what promises and the colon
    /// that ends it.
    pub(crate) fn headed(f: &Filler<'_>, t: &Trigger, frame: &Frame, fills: &[Fill]) -> Option<List> {
        let sent = f.sent();
        let force = frame.when.force.as_deref()?;
        let end = sent.tokens.len().checked_sub(1).filter(|e| sent.tokens[*e].lower == ":")?;
        let own = frame.when.modal || frame.when.tense.is_some() || frame.when.set.contains_key("act");
        if own || f.order_first || end < t.end || end - t.end > HEADING {
            return None;
        }
        let rest = &sent.tokens[t.end..end];
        let follows = |k: &chancery_model::Token| f.frames.rules.is("following", &k.lower);
        let empty = rest.iter().all(|k| matches!(k.upos, Upos::Adp | Upos::Part | Upos::Det | Upos::Sconj));
        if !(empty || rest.iter().any(follows)) {
            return None;
        }
        let Makers { by, to, people, group } = super::makers(f, t, frame, fills, false)?;
        let joint = force == "pledged" && (group || by.len() > 1);
        Some(List {
            rule: frame.rule.clone(),
            force: if joint { "agreed" } else { force }.to_owned(),
            by,
            to,
            people,
            block: sent.block,
            item: f.ctx.item(f.number),
            open: true,
        })
    }

    /// The undertaking that a sentence is as an entry of the list; `None` where the list is over.
    pub(crate) fn entry(&mut self, f: &Filler<'_>, topics: &Topics) -> Option<Undertaking> {
        let sent = f.sent();
        let next = sent.block == self.block + 1 && f.ctx.item(f.number) == self.item;
        let first = f.number.checked_sub(1).is_none_or(|b| f.ctx.text.sentences[b].block != sent.block);
        if !next || !first {
            return None;
        }
        let start = entry_start(f);
        let ends = sent.tokens.last().is_some_and(|t| matches!(t.lower.as_str(), ";" | ","));
        let told = |k: usize| {
            let t = &sent.tokens[k];
            t.upos == Upos::Verb && t.feats.has(Feats::FINITE) && !t.feats.has(Feats::INFINITIVE)
                || t.upos == Upos::Aux
        };
        let small = sent.tokens.get(start).is_some_and(|t| !t.capital);
        let bare = !(start..sent.tokens.len()).any(told);
        if !(start > 0 || ends || small || bare) {
            return None;
        }
        let listed = ends || start > 0 || self.open;
        if !listed {
            return None;
        }
        self.block = sent.block;
        self.open = ends || start > 0;
        let (range, span) = cut::trim(f, start..sent.tokens.len(), false)?;
        if !cut::specific(f, &range) {
            return None;
        }
        let verb = range.clone().find(|i| sent.tokens[*i].upos == Upos::Verb).unwrap_or(range.start);
        Some(Undertaking {
            rule: self.rule.clone(),
            force: self.force.clone(),
            by: self.by.clone(),
            to: self.to.clone(),
            people: self.people.clone(),
            action: Some(sent.tokens[verb].lemma.to_string()),
            text: span,
            evidence: vec![span],
            due: super::due(f, &range, false),
            event_type: None,
            item: self.item,
            topics: topics.of(f.seen, span),
            confidence: 0.6,
        })
    }
}

/// Where an entry begins behind its bullet, dash, letter or number; 0 where it has none.
fn entry_start(f: &Filler<'_>) -> usize {
    let tokens = &f.sent().tokens;
    let word = |k: usize| tokens.get(k).map_or("", |t| t.lower.as_str());
    let mark = |k: usize| {
        matches!(word(k), "-" | "–" | "—" | "•" | "*" | "·" | "▪" | "●" | "■" | "○" | "►" | "+" | "\u{f0b7}")
    };
    if mark(0) && tokens.len() > 1 {
        return 1;
    }
    let label = word(0).len() <= 3
        && (word(0).chars().all(|c| c.is_ascii_digit())
            || word(0).chars().count() == 1
            || word(0) == "ii"
            || word(0) == "iii");
    if label && matches!(word(1), "." | ")" | "-" | "/") {
        return 2;
    }
    if word(0) == "(" && word(2) == ")" { 3 } else { 0 }
}
