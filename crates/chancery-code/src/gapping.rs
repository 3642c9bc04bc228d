//! Clauses whose verb is left out: `X went to Z in 1993, Y in 2018`, `met A on Monday and B on Tuesday`.

use crate::event::Draft;
use crate::fill::{Fill, Filler};
use crate::frame::{Role, Trigger};
use chancery_model::{Edtf, Mention, MentionKind, Place, TimeRef, Upos};

/// The most words between the parts of such a clause: prepositions and articles.
const GLUE: usize = 3;

/// What is left of a clause: somebody, when and, where it says so, where.
#[derive(Debug)]
pub(crate) struct Remnant {
    /// Index into the sentence's mentions.
    who: usize,
    date: Edtf,
    place: Option<Place>,
}

impl Remnant {
    /// The event that the remnant tells, given what the whole clause tells.
    pub(crate) fn on(&self, whole: Draft) -> Draft {
        let place = self.place.clone().or(whole.place.clone());
        Draft { place, ..whole.on(self.date) }
    }

    /// True for the filler that the remnant speaks of.
    pub(crate) fn is(&self, f: &Filler<'_>, fill: &Fill) -> bool {
        fill.sentence == f.number && fill.mention == self.who
    }

    /// The roles of the remnant's clause: those of the whole one, with the remnant for whoever stands beside the whole one's
    /// date or else for who acts; `None` where neither is of its kind.
    pub(crate) fn fills(&self, f: &Filler<'_>, fills: &[Fill], dated: usize) -> Option<Vec<Fill>> {
        let kind = f.ctx.kind(&f.sent().mentions[self.who]);
        let alike = |x: &&Fill| f.ctx.kind(f.mention(x)) & kind != 0;
        let beside = |x: &&Fill| {
            let end = f.mention(x).end as usize;
            x.sentence == f.number && end <= dated && glue(f, end, dated)
        };
        let acts = |x: &&Fill| x.role == Role::Actor;
        let role =
            fills.iter().find(|x| beside(x)).filter(alike).or(fills.iter().find(acts).filter(alike))?.role;
        let own = fills.iter().find(|x| x.role == role)?;
        let mut out: Vec<Fill> = fills.iter().filter(|x| x.role != role).copied().collect();
        out.push(Fill { sentence: f.number, mention: self.who, ..*own });
        Some(out)
    }
}

/// The remnants behind a trigger's clause, and where the date of that clause begins; none where it is not dated `date`.
pub(crate) fn remnants(f: &Filler<'_>, t: &Trigger, date: Edtf) -> (usize, Vec<Remnant>) {
    let sent = f.sent();
    let mut out = Vec::new();
    let own = sent.mentions.iter().find(|m| {
        (m.first as usize) >= t.end && matches!(&m.kind, MentionKind::Time(time) if time.value == Some(date))
    });
    let Some(own) = own else { return (0, out) };
    let mut at = own.end as usize;
    while let Some((remnant, end)) = remnant(f, at) {
        out.push(remnant);
        at = end;
    }
    (own.first as usize, out)
}

/// The remnant that begins at a comma or conjunction, and where it ends.
fn remnant(f: &Filler<'_>, at: usize) -> Option<(Remnant, usize)> {
    let sent = f.sent();
    let tokens = &sent.tokens;
    let joins = |k: usize| tokens.get(k).is_some_and(|t| t.upos == Upos::Cconj || t.lower == ",");
    let mut from = at;
    while joins(from) {
        from += 1;
    }
    if from == at {
        return None;
    }
    // Mentions lie in order of their first token.
    let next = |from: usize, wanted: fn(&Mention) -> bool| {
        let first = sent.mentions.partition_point(|m| (m.first as usize) < from);
        let near =
            sent.mentions[first..].iter().enumerate().take_while(|(_, m)| (m.first as usize) <= from + GLUE);
        let mut near = near.filter(|(_, m)| wanted(m) && glue(f, from, m.first as usize));
        near.next().map(|(i, m)| (first + i, m))
    };
    let (who, somebody) = next(from, |m| matches!(m.kind, MentionKind::Person(_) | MentionKind::Actor(_)))?;
    let mut end = somebody.end as usize;
    // `Y of Z`
    if let Some((_, m)) = next(end, |m| matches!(m.kind, MentionKind::Actor(_))) {
        end = m.end as usize;
    }
    let mut place = None;
    if let Some((_, m)) = next(end, |m| matches!(m.kind, MentionKind::Place(_)))
        && let MentionKind::Place(p) = &m.kind
    {
        place = Some(Place { name: Some(p.name.clone()), country: p.country.clone() });
        end = m.end as usize;
    }
    let (_, when) = next(end, |m| matches!(m.kind, MentionKind::Time(_)))?;
    let MentionKind::Time(TimeRef {
        value: Some(date), period: false, since: false, anniversary: false, ..
    }) = &when.kind
    else {
        return None;
    };
    let end = when.end as usize;
    // Behind it another clause begins or none: a verb would be its own.
    let over =
        tokens.get(end).is_none_or(|t| t.upos == Upos::Cconj || matches!(t.lower.as_str(), "," | "." | ";"));
    over.then_some((Remnant { who, date: *date, place }, end))
}

/// True where only prepositions, articles and words of dates stand between two tokens.
fn glue(f: &Filler<'_>, from: usize, to: usize) -> bool {
    let word = |k: usize| {
        let token = &f.sent().tokens[k];
        matches!(token.upos, Upos::Adp | Upos::Det) || f.frames.rules.is("dating", &token.lower)
    };
    from <= to && to - from <= GLUE && (from..to).all(word)
}
