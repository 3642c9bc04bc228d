//! What a list promises that a sentence heads (`the two sides agreed on the following measures:` and one entry for each),
//! and who is to do what is only told as done to a thing (`an embassy will be opened, the ministry announced`).

use super::{Makers, Undertaking, cut, passage};
use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Kinds, Trigger};
use crate::topics::Topics;
use chancery_model::{Feats, Mention, MentionKind, Rel, Upos};

/// The most words between what promises and the colon that a list follows.
const HEADING: usize = 12;

/// The most words between who speaks and the verb of saying.
const SAYS: usize = 3;

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
            topics: topics.of(sent, span),
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

/// Who is to do what a passive clause says will be done: its agent, else whoever says so in the same sentence, where
/// another side has to do with it or it is due by a date.
pub(super) fn doers(f: &Filler<'_>, t: &Trigger) -> Option<Makers> {
    let head = f.head(t);
    let verb = f.tree.head(head).filter(|_| f.sent().parsed && !f.order_first)?;
    let sided = |m: &Mention| !f.ctx.sides_of(m, f.number).is_empty();
    let holds = |m: &Mention, k: usize| (m.first as usize) <= k && k < m.end as usize;
    let agent = f.tree.kids(verb).find(|k| f.tree.rel(*k) == Rel::OblAgent && *k > verb);
    if let Some(agent) = agent {
        let (_, m) = f.outer(Kinds::ACTORS).find(|(_, m)| holds(m, agent) && sided(m))?;
        return Some(made(f, m));
    }
    let teller = teller(f, verb)?;
    let makers = made(f, teller);
    let [one] = makers.by.as_slice() else { return Some(makers) };
    // What is due is found in what is to be done, not beside who says so.
    let other = f.sent().mentions.iter().any(|m| {
        let sides = match m.kind {
            MentionKind::Time(_) | MentionKind::Group(_) => Vec::new(),
            _ => f.ctx.sides_of(m, f.number),
        };
        !sides.is_empty() && !sides.contains(one)
    });
    let dated = || {
        let (lo, hi) = f.tree.extent(verb, &[Rel::Parataxis, Rel::Advcl]);
        super::due(f, &(lo..hi), false).is_some()
    };
    (other || dated()).then_some(makers)
}

fn made(f: &Filler<'_>, m: &Mention) -> Makers {
    let people = match &m.kind {
        MentionKind::Person(p) => f.ctx.person_name(p).into_iter().collect(),
        _ => Vec::new(),
    };
    let group = matches!(m.kind, MentionKind::Group(_));
    Makers { by: f.ctx.sides_of(m, f.number), to: Vec::new(), people, group }
}

/// Whoever a sentence says to have said it, beside a verb of saying outside the clause of `verb` or behind words for a
/// source (`according to X`).
fn teller<'a>(f: &Filler<'a>, verb: usize) -> Option<&'a Mention> {
    let tokens = &f.sent().tokens;
    let says = |k: usize| {
        let t = &tokens[k];
        let spoken = ["speaking", "announcing", "saying"].iter().any(|c| f.frames.rules.is(c, &t.lemma));
        k != verb && t.upos == Upos::Verb && spoken && !t.feats.has(Feats::INFINITIVE)
    };
    let small = |k: usize| matches!(tokens[k].upos, Upos::Aux | Upos::Adv | Upos::Pron | Upos::Part);
    let article = |k: usize| small(k) || tokens[k].upos == Upos::Det;
    f.outer(Kinds::ACTORS).map(|(_, m)| m).find(|m| {
        let (first, end) = (m.first as usize, m.end as usize);
        let ahead = (end..tokens.len().min(end + SAYS)).find(|k| !small(*k)).is_some_and(says);
        let behind = (first.saturating_sub(SAYS)..first).rev().find(|k| !article(*k)).is_some_and(says);
        let sourced = || {
            f.words_of("sourced", first.saturating_sub(SAYS)..first)
                .is_some_and(|(_, e)| (e..first).all(article))
        };
        (ahead || behind && first > verb || sourced()) && !f.ctx.sides_of(m, f.number).is_empty()
    })
}

/// What a passive clause says will be done, from its subject to its end; `None` where its subject is a person or the verb
/// only announces a contact.
pub(super) fn undergone(
    f: &Filler<'_>,
    t: &Trigger,
    announced: &dyn Fn(usize) -> bool,
) -> Option<std::ops::Range<usize>> {
    let head = f.head(t);
    let verb = f.tree.head(head).filter(|_| f.sent().parsed && !f.order_first)?;
    if !f.tree.passive(verb) || f.sent().tokens[verb].upos != Upos::Verb || announced(verb) {
        return None;
    }
    let subject = f.tree.kids(verb).find(|k| {
        matches!(f.tree.rel(*k), Rel::NsubjPass | Rel::Nsubj)
            && *k < verb
            && f.sent().tokens[*k].upos == Upos::Noun
    })?;
    let person = f.sent().mentions.iter().any(|m| {
        let held = (m.first as usize) <= subject && subject < m.end as usize;
        held && matches!(m.kind, MentionKind::Person(_))
    });
    let (lo, _) = f.tree.extent(subject, &[Rel::AclRelcl, Rel::Parataxis]);
    let (_, hi) = passage::without_conjuncts(f, verb, &[]);
    (!person).then_some(lo..hi)
}
