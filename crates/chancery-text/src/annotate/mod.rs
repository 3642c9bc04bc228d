//! Finds what sentences mention: dates, then people, offices, actors and places.

pub mod dates;
pub mod names;

use chancery_model::Sentence;

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
