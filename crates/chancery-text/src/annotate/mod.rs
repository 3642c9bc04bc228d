//! Finds what sentences mention: dates, then people, offices, actors and places.

pub(crate) mod aside;
pub mod dates;
pub mod names;
pub(crate) mod verb;

use crate::parse::Model;
use chancery_model::{Feats, How, MentionKind, Sentence, Token, Upos};

/// The character that starts at byte `at`, if any.
#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(b) if b.is_ascii() => Some(*b as char),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

/// A word inside a date or a state's name is no verb, whatever the tagger took it for (`lundi`, `March`, `hébreu`): it would
/// draw arguments to itself. The words of somebody's name are a name, however rare they are.
pub(crate) fn mend(sent: &mut Sentence, model: &Model) {
    let Sentence { tokens, mentions, .. } = sent;
    for m in mentions.iter() {
        // `Mongolia's consulate in X`: what a body begins with is its noun.
        if let (MentionKind::Actor(a), Some(first)) = (&m.kind, tokens.get_mut(m.first as usize))
            && a.how == How::Common
            && first.upos == Upos::Verb
            && !first.feats.has(Feats::FINITE)
            && m.end > m.first + 1
            && let Some(class) = model.class_of(Upos::Noun, Feats::default())
        {
            (first.upos, first.feats) = (Upos::Noun, Feats::default());
            (first.class, first.other) = (class, class);
        }
        let (class, name) = match &m.kind {
            MentionKind::Time(_) => (Upos::Noun, None),
            MentionKind::Actor(a) if a.how == How::Adjective => (Upos::Adj, None),
            MentionKind::Actor(a) if a.how == How::Name => (Upos::Propn, None),
            MentionKind::Person(p) if p.name_span.is_some() => (Upos::Propn, p.name_span),
            _ => continue,
        };
        for token in &mut tokens[m.first as usize..m.end as usize] {
            match name {
                None if token.upos == Upos::Verb => token.upos = class,
                Some(name) if token.capital && name.contains(token.span) => named(token, model),
                _ => {}
            }
        }
    }
}

/// Tells the parser that a word is a name.
fn named(token: &mut Token, model: &Model) {
    if !matches!(
        token.upos,
        Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Aux | Upos::X | Upos::Intj
    ) {
        return;
    }
    if let Some(class) = model.class_of(Upos::Propn, Feats::default()) {
        (token.upos, token.feats) = (Upos::Propn, Feats::default());
        (token.class, token.other) = (class, class);
    }
}

/// Puts mentions in text order (outer before inner) and sets their head token from the parse.
pub fn finish(sent: &mut Sentence) {
    sent.mentions.sort_by_key(|m| (m.first, std::cmp::Reverse(m.end)));
    let tokens = &sent.tokens;
    for m in &mut sent.mentions {
        let outside = |h: Option<u16>| h.is_none_or(|h| h < m.first || h >= m.end);
        if sent.parsed {
            m.head = (m.first..m.end).find(|&i| outside(tokens[i as usize].head)).unwrap_or(m.first);
        }
    }
}
