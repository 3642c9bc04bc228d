//! Undertakings told as what will be done to a thing (`an embassy will be opened, the ministry announced`).

use super::{Makers, passage};
use crate::fill::Filler;
use crate::frame::{Kinds, Trigger};
use chancery_model::{Feats, Mention, MentionKind, Rel, Upos};
use std::ops::Range;

/// The most words between who speaks and the verb of saying.
const SAYS: usize = 3;

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
pub(super) fn clause(f: &Filler<'_>, t: &Trigger, announced: &dyn Fn(usize) -> bool) -> Option<Range<usize>> {
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
    let person = f.sent().holding(subject).any(|m| matches!(m.kind, MentionKind::Person(_)));
    let (lo, _) = f.tree.extent(subject, &[Rel::AclRelcl, Rel::Parataxis]);
    let (_, hi) = passage::without_conjuncts(f, verb, &[]);
    (!person).then_some(lo..hi)
}
