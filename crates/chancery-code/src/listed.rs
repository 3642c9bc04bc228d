//! Enumerations with dates in brackets: `the visits of X (1993), Y (2008) and Z (2011 and 2015)` is four visits; `W visited
//! Z (in 1990), so did X (in 1993) and Y (in 2008)` is three.

use crate::cast::participant;
use crate::event::Draft;
use crate::fill::Filler;
use crate::frame::Trigger;
use chancery_model::{Edtf, Mention, MentionKind, PersonRef, Upos};
use chancery_pack::EventType;

/// Fewest people and dates that make an enumeration: one alone is a remark.
const FEWEST: usize = 2;

/// The events that a trigger's enumeration tells, each like `draft` but for its person and date; none where there is no
/// enumeration before `until`, the token at which another event of the type begins.
pub(crate) fn enumerated(
    f: &Filler<'_>,
    t: &Trigger,
    kind: &EventType,
    draft: &Draft,
    until: usize,
) -> Vec<Draft> {
    let mut pairs: Vec<(&PersonRef, Edtf)> = Vec::new();
    for m in &f.sent().mentions {
        if let MentionKind::Person(p) = &m.kind
            && (m.first as usize) >= t.end
            && (m.end as usize) < until
        {
            pairs.extend(bracketed(f, m).into_iter().map(|date| (p, date)));
        }
    }
    if pairs.len() < FEWEST {
        return Vec::new();
    }
    let role = kind.participants.get("actor").cloned();
    let told = |(p, date): (&PersonRef, Edtf)| {
        let mut one = draft.clone().on(date);
        one.participants = participant(f, p, role.clone()).into_iter().collect();
        one
    };
    pairs.into_iter().map(told).collect()
}

/// The dates in the bracket right behind a mention; none where anything but dates stands in it.
fn bracketed(f: &Filler<'_>, m: &Mention) -> Vec<Edtf> {
    let tokens = &f.sent().tokens;
    let mut at = m.end as usize;
    if tokens.get(at).is_none_or(|t| t.lower != "(") {
        return Vec::new();
    }
    at += 1;
    let mut out = Vec::new();
    while let Some(token) = tokens.get(at).filter(|t| t.lower != ")") {
        let time = f.sent().mentions.iter().find_map(|m| match &m.kind {
            MentionKind::Time(t) if m.first as usize == at => Some((m.end as usize, t.value)),
            _ => None,
        });
        match time {
            Some((end, Some(value))) if end > at => {
                out.push(value);
                at = end;
            }
            None if matches!(token.upos, Upos::Cconj | Upos::Punct | Upos::Adp | Upos::Adv) => at += 1,
            _ => return Vec::new(),
        }
    }
    out
}
