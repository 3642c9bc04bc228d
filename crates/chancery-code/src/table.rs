//! Tables of states with dates: `X maintains diplomatic relations with:` over rows of a state and a day each.

use crate::context::Context;
use crate::event::Draft;
use crate::fill::Filler;
use chancery_model::{Edtf, How, MentionKind};
use chancery_pack::EventType;
use std::sync::Arc;

/// The most words of what heads a table.
pub(crate) const HEADING: usize = 24;
/// The most sentences without a row between two rows: headings of columns.
const GAP: usize = 3;
/// The last token of a row at which its state may begin: a number and a rule stand before it.
const OPENING: u16 = 4;

/// Numbers that are years.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2100;

/// A table that is being read.
#[derive(Debug)]
pub(crate) struct Table {
    kind: Arc<EventType>,
    rule: String,
    /// The state that all rows are about.
    own: String,
    item: u16,
    reached: usize,
}

impl Table {
    /// The table that a sentence heads: it says so in a phrase of `class`, and whose table it is, or the item does.
    pub(crate) fn headed(f: &Filler<'_>, class: &str, kind: &Arc<EventType>, rule: &str) -> Option<Table> {
        f.words_of(class, 0..f.sent().tokens.len())?;
        let item = f.ctx.item(f.number);
        let named = f.sent().mentions.iter().find_map(|m| match &m.kind {
            MentionKind::Actor(a) => a.side.as_ref().map(ToString::to_string),
            _ => None,
        });
        let own = named.or_else(|| f.ctx.salient(item).first().cloned()).filter(|s| f.ctx.is_state(s))?;
        Some(Table { kind: Arc::clone(kind), rule: rule.to_owned(), own, item, reached: f.number })
    }

    /// True where a sentence may be a row.
    pub(crate) fn goes_on(&self, ctx: &Context<'_>, number: usize) -> bool {
        number <= self.reached + GAP && self.item == ctx.item(number)
    }

    /// The event of a row; `None` where the sentence is none.
    pub(crate) fn row(&mut self, f: &Filler<'_>) -> Option<Draft> {
        let (state, date) = row(f)?;
        self.reached = f.number;
        if state == self.own {
            return None;
        }
        let span = f.sent().span;
        Some(Draft {
            rule: self.rule.clone(),
            kind: Arc::clone(&self.kind),
            status: "occurred",
            date: Some(date),
            same_date: false,
            unread_date: false,
            earlier: false,
            place: None,
            sides: vec![self.own.clone(), state],
            source: Vec::new(),
            target: Vec::new(),
            participants: Vec::new(),
            name: None,
            ordinal: None,
            evidence: vec![span],
            topics: Vec::new(),
            sentence: f.number,
            trigger: span,
            item: self.item,
            definite: false,
            known: false,
            nominal: false,
            again: false,
            confidence: 0.0,
            plover: None,
            aside: false,
            sort: None,
        })
    }
}

/// The state and the date that a sentence begins with, and nothing but marks and a number before and between.
fn row(f: &Filler<'_>) -> Option<(String, Edtf)> {
    let tokens = &f.sent().tokens;
    let wordless = |range: std::ops::Range<usize>| {
        tokens.get(range).is_some_and(|r| r.iter().all(|t| !t.lower.chars().any(char::is_alphabetic)))
    };
    let state = |a: &chancery_model::ActorRef| {
        (a.how == How::Name).then_some(a.id.as_ref()).flatten().filter(|id| f.ctx.is_state(id)).cloned()
    };
    let (end, id) = f.sent().mentions.iter().find_map(|m| match &m.kind {
        MentionKind::Actor(a) if m.first <= OPENING && wordless(0..m.first as usize) => {
            Some((m.end as usize, state(a)?))
        }
        _ => None,
    })?;
    let date = f.sent().mentions.iter().find_map(|m| match &m.kind {
        MentionKind::Time(t) if m.first as usize >= end && wordless(end..m.first as usize) => t.value,
        _ => None,
    });
    // `12 | Chad | 1964 |`: a number in a cell of its own is a year there.
    let bare = || {
        let at = (end..tokens.len()).find(|k| tokens[*k].lower.chars().any(char::is_alphanumeric))?;
        let year: i32 = tokens[at].lower.parse().ok()?;
        let alone = tokens.get(at + 1).is_none_or(|t| !t.lower.chars().any(char::is_alphanumeric));
        (alone && YEARS.contains(&year)).then(|| Edtf::year(year))
    };
    Some((id.to_string(), date.or_else(bare)?))
}
