//! Enumerations with dates in brackets: `the visits of X (1993), Y (2008) and Z (2011 and 2015)` is four visits, in one
//! sentence or as a list under a heading.

use crate::agreement;
use crate::cast::participant;
use crate::context::Context;
use crate::event::Draft;
use crate::fill::Filler;
use crate::frame::{Kinds, Trigger};
use chancery_model::{Edtf, Mention, MentionKind, PersonRef, Upos};
use chancery_pack::EventType;

/// A list that a heading opens (`Visits of X to Z:`): what it lists, and the sentence that it reached.
#[derive(Debug)]
pub(crate) struct Listing {
    like: Draft,
    reached: usize,
}

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
    let mut pairs = pairs(f, t.end, until);
    if pairs.len() < FEWEST && f.order_first {
        pairs = chained(f, t.end, until);
    }
    if pairs.len() < FEWEST {
        return Vec::new();
    }
    members(f, kind, draft, pairs)
}

/// The people named between two tokens with dates in brackets behind them, once for each date.
fn pairs<'a>(f: &Filler<'a>, from: usize, until: usize) -> Vec<(&'a PersonRef, Edtf)> {
    let mut out = Vec::new();
    for m in &f.ctx.text.sentences[f.number].mentions {
        if let MentionKind::Person(p) = &m.kind
            && (m.first as usize) >= from
            && (m.end as usize) < until
        {
            out.extend(bracketed(f, m).into_iter().map(|date| (p, date)));
        }
    }
    out
}

fn members(f: &Filler<'_>, kind: &EventType, draft: &Draft, pairs: Vec<(&PersonRef, Edtf)>) -> Vec<Draft> {
    let role = kind.participants.get("actor").cloned();
    let told = |(p, date): (&PersonRef, Edtf)| {
        let mut one = draft.clone().on(date);
        one.participants = participant(f, p, role.clone()).into_iter().collect();
        one
    };
    pairs.into_iter().map(told).collect()
}

impl Listing {
    /// The list that a sentence opens: it ends with a colon and tells of journeys without saying when or whose.
    pub(crate) fn opened(f: &Filler<'_>, events: &[(usize, Draft)]) -> Option<Listing> {
        f.sent().tokens.last().filter(|t| t.lower == ":")?;
        let open = |d: &&Draft| {
            d.date.is_none()
                && d.sides.len() == 2
                && d.participants.iter().all(|p| p.name.is_none())
                && d.kind.placed.as_deref() == Some("away")
        };
        let like = events.iter().map(|(_, d)| d).find(open)?.clone();
        Some(Listing { like, reached: f.number })
    }

    /// True where the next sentence of the item may belong to the list.
    pub(crate) fn goes_on(&self, ctx: &Context<'_>, number: usize) -> bool {
        self.reached + 1 == number && self.like.item == ctx.item(number)
    }

    /// True once something was listed.
    pub(crate) fn begun(&self) -> bool {
        self.reached > self.like.sentence
    }

    /// True for the heading's own telling, which is none beside what it lists.
    pub(crate) fn headed_by(&self, d: &Draft) -> bool {
        d.sentence == self.like.sentence && d.trigger == self.like.trigger && d.kind.id == self.like.kind.id
    }

    /// The events of a sentence that goes on with the list; none where it names nobody with a date.
    pub(crate) fn go_on(&mut self, f: &Filler<'_>) -> Vec<Draft> {
        let mut out = members(f, &self.like.kind, &self.like, pairs(f, 0, usize::MAX));
        if !out.is_empty() {
            self.reached = f.number;
        }
        for one in &mut out {
            one.sentence = f.number;
            one.trigger = f.sent().span;
            one.evidence.push(f.sent().span);
        }
        out
    }
}

/// The signings of documents that one sentence lists, each with its own date behind it; none where it lists none so. What
/// is told once for all has none of these dates, or the first.
pub(crate) fn signings(told: &Draft, documents: &[agreement::Draft]) -> Vec<Draft> {
    let mut dates: Vec<Edtf> = Vec::new();
    for date in documents.iter().filter_map(|d| d.date) {
        if !dates.contains(&date) {
            dates.push(date);
        }
    }
    if dates.len() < FEWEST || told.date.is_some_and(|d| !dates.contains(&d)) {
        return Vec::new();
    }
    dates.into_iter().map(|date| told.clone().on(date)).collect()
}

/// The people named between two tokens with a date right behind each (`of X in 2002 and Y in 2008`) and nothing but joints
/// between; the last such chain.
fn chained<'a>(f: &Filler<'a>, from: usize, until: usize) -> Vec<(&'a PersonRef, Edtf)> {
    let mut chain: Vec<(&PersonRef, Edtf)> = Vec::new();
    let mut linked = 0;
    for m in &f.ctx.text.sentences[f.number].mentions {
        let MentionKind::Person(p) = &m.kind else { continue };
        if (m.first as usize) < from || m.end as usize >= until {
            continue;
        }
        if let Some((end, date)) = behind(f, m) {
            if !chain.is_empty() && !joined(f, linked, m.first as usize) {
                chain.clear();
            }
            chain.push((p, date));
            linked = end;
        }
    }
    chain
}

/// The events that a list of states with their years tells (`partnerships with X (2008), Y and Z (2012)`), each between
/// who has them all and one of the list; none where there is no such list before `until`.
pub(crate) fn partners(f: &Filler<'_>, t: &Trigger, draft: &Draft, until: usize) -> Vec<Draft> {
    let tokens = &f.sent().tokens;
    let mut open: Vec<String> = Vec::new();
    let mut pairs: Vec<(String, Edtf)> = Vec::new();
    for (_, m) in f.outer(Kinds(Kinds::STATE)) {
        let MentionKind::Actor(state) = &m.kind else { continue };
        let Some(id) = state.id.as_ref().filter(|_| (m.first as usize) >= t.end) else { continue };
        if m.end as usize >= until {
            break;
        }
        open.push(id.to_string());
        match bracketed(f, m).first() {
            Some(date) => pairs.extend(open.drain(..).map(|id| (id, *date))),
            None => {
                let next = tokens.get(m.end as usize);
                if !next.is_some_and(|n| n.lower == "," || n.upos == Upos::Cconj) {
                    open.clear();
                }
            }
        }
    }
    let own = |s: &&String| pairs.iter().all(|(id, _)| id != *s) && !open.contains(s);
    let own: Vec<String> = draft.sides.iter().filter(own).take(1).cloned().collect();
    if pairs.len() < FEWEST || own.is_empty() || !f.order_first {
        return Vec::new();
    }
    let told = |(id, date): (String, Edtf)| {
        let mut one = draft.clone().on(date);
        one.participants.clear();
        one.sides = own.iter().cloned().chain(std::iter::once(id)).collect();
        one
    };
    pairs.into_iter().map(told).collect()
}

/// The date right behind a mention, and where it ends.
fn behind(f: &Filler<'_>, m: &Mention) -> Option<(usize, Edtf)> {
    f.sent().mentions.iter().find_map(|x| match &x.kind {
        MentionKind::Time(t) if x.first == m.end && !(t.period || t.since || t.due || t.anniversary) => {
            Some((x.end as usize, t.value?))
        }
        _ => None,
    })
}

/// True where nothing but commas, conjunctions and prepositions stand between two members of a list.
fn joined(f: &Filler<'_>, from: usize, to: usize) -> bool {
    let tokens = &f.sent().tokens;
    from < to
        && to - from <= 3
        && (from..to).all(|i| {
            matches!(tokens[i].upos, Upos::Cconj | Upos::Punct) && tokens[i].lower != ";"
                || f.marker_at(i).is_some()
        })
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
            None if matches!(token.upos, Upos::Cconj | Upos::Punct | Upos::Adp | Upos::Det | Upos::Adv)
                || f.frames.rules.is("dating", &token.lower) =>
            {
                at += 1;
            }
            _ => return Vec::new(),
        }
    }
    out
}
