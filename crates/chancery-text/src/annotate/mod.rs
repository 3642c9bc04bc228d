//! Finds what sentences mention: dates, then people, offices, actors and places.

pub(crate) mod aside;
pub mod dates;
pub mod names;
pub(crate) mod verb;

use chancery_model::{How, MentionKind, Sentence, Upos};

/// A word inside a date or a state's name is no verb, whatever the tagger took it for (`lundi`, `March`, `hébreu`): it would
/// draw arguments to itself.
pub(crate) fn mend(sent: &mut Sentence) {
    let Sentence { tokens, mentions, .. } = sent;
    for m in mentions.iter() {
        let class = match &m.kind {
            MentionKind::Time(_) => Upos::Noun,
            MentionKind::Actor(a) if a.how == How::Adjective => Upos::Adj,
            MentionKind::Actor(a) if a.how == How::Name => Upos::Propn,
            _ => continue,
        };
        for token in &mut tokens[m.first as usize..m.end as usize] {
            if token.upos == Upos::Verb {
                token.upos = class;
            }
        }
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
