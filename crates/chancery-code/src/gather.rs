//! Who came to a gathering of many, as its sentence or one shortly after says (`attended by the leaders of X and Y`, `Also
//! present were envoys from Z`, `A and B will take part in the summit`).

use crate::cast::participant;
use crate::context::Context;
use crate::event::Draft;
use crate::fill::Filler;
use crate::frame::Slot;
use chancery_model::{Feats, How, Mention, MentionKind, Sentence};
use std::ops::Range;

/// How many sentences after a gathering was told may say who came.
const WITHIN: usize = 4;
/// How many events back the gathering may have been told.
const BACK: usize = 12;
/// The most words before the words of coming together at which a list of those who come may begin.
const BEFORE: usize = 60;

/// Where among the events the gathering is that a sentence may say more of: the one told last, a few sentences before.
pub(crate) fn told(ctx: &Context<'_>, number: usize, events: &[Draft]) -> Option<usize> {
    let open = |e: &Draft| e.kind.named;
    let from = events.len().saturating_sub(BACK);
    let at = from + events[from..].iter().rposition(open)?;
    let e = &events[at];
    (e.item == ctx.item(number) && number.saturating_sub(e.sentence) <= WITHIN).then_some(at)
}

/// Adds those to a gathering whom the sentence says to come to it, with the lines of a list that it opens (`The summit was
/// attended by:`).
pub(crate) fn gather(f: &Filler<'_>, e: &mut Draft) {
    let tokens = &f.sent().tokens;
    let Some((at, from)) = f.words_of("gathered", 0..tokens.len()) else { return };
    let role = e.kind.participants.get("actor").cloned();
    let stop = |k: &usize| tokens[*k].lower == ";" || tokens[*k].feats.has(Feats::FINITE);
    let until = (from..tokens.len()).find(stop).unwrap_or(tokens.len());
    let since = (0..at).rev().find(|k| tokens[*k].lower == ";").map_or(0, |k| k + 1);
    let mut all = come(f, from..until);
    if all.is_empty() {
        all = come(f, since.max(at.saturating_sub(BEFORE))..at);
    }
    let mut all: Vec<(usize, &Mention)> = all.into_iter().map(|m| (f.number, m)).collect();
    if tokens.last().is_some_and(|t| t.lower == ":") {
        let lines = f.ctx.text.sentences.iter().enumerate().skip(f.number + 1).take(LINES);
        let entry =
            |(i, s): &(usize, &Sentence)| s.tokens.len() <= LINE && f.ctx.item(*i) == f.ctx.item(f.number);
        for (i, sent) in lines.take_while(entry) {
            let mut named = sent.mentions.iter().filter(|m| who(m)).peekable();
            if named.peek().is_none() {
                break;
            }
            all.extend(named.map(|m| (i, m)));
        }
    }
    for (number, m) in all {
        for side in f.ctx.sides_of(m, number) {
            if !e.sides.contains(&side) {
                e.sides.push(side);
            }
        }
        let MentionKind::Person(p) = &m.kind else { continue };
        let one = participant(f, p, role.clone()).filter(|x| x.name.is_some());
        let new = one.filter(|x| e.participants.iter().all(|y| y.person != x.person));
        e.participants.extend(new);
    }
}

/// The most lines of a list of those who came.
const LINES: usize = 40;
/// The most words of such a line.
const LINE: usize = 30;

/// True for who can come to a gathering.
fn who(m: &Mention) -> bool {
    match &m.kind {
        MentionKind::Person(p) => p.name.is_some() || p.side.is_some(),
        MentionKind::Actor(a) => matches!(a.how, How::Name | How::Adjective),
        _ => false,
    }
}

/// The people, states and organisations named in a range, but for where something is.
fn come<'a>(f: &Filler<'a>, range: Range<usize>) -> Vec<&'a Mention> {
    let comes = |m: &&Mention| {
        let (first, end) = (m.first as usize, m.end as usize);
        let inside =
            || first.checked_sub(1).and_then(|b| f.marker_at(b)).is_some_and(|(_, slot)| slot == Slot::In);
        let there = || matches!(m.kind, MentionKind::Actor(_)) && inside();
        range.start <= first && end <= range.end && who(m) && !there()
    };
    f.sent().mentions.iter().filter(comes).collect()
}
