//! What word order tells of clauses without a subject of their own, of a subject's company, and of the land that a place is in.

use crate::fill::Filler;
use crate::frame::{Kinds, Slot};
use chancery_model::{ActorRef, Mention, MentionKind, Upos};

/// The most words from a clause without a subject to the subject behind its comma.
const AHEAD: usize = 30;
/// The most words of those who are with a subject.
const COMPANY: usize = 4;
/// The most words of those who are no actors.
const CIVIL: usize = 3;
/// The most places that stand one in another (`a church in Y, Z`).
const NESTED: usize = 3;

impl Filler<'_> {
    /// The subject of a clause that has none of its own and stands before it (`Receiving Y, X said …`, `after a call with Y,
    /// X said …`): whoever stands behind the clause's comma, right before a verb.
    pub(crate) fn follows_comma(&self, start: usize, end: usize, kinds: Kinds) -> Option<usize> {
        let tokens = &self.sent().tokens;
        if !self.order_first || tokens[start].upos == Upos::Noun {
            return None;
        }
        let small = |k: usize| self.is("auxiliary", k);
        let lead = (0..start).rev().find(|k| !small(*k));
        let fronted = lead.is_none_or(|k| {
            tokens[k].lower == ","
                || self.is("aside", k)
                || k > 0
                    && self.frames.rules.is("aside", &format!("{} {}", tokens[k - 1].lower, tokens[k].lower))
        });
        let acts = |m: &Mention| {
            tokens.get(m.end as usize).is_some_and(|t| {
                matches!(t.upos, Upos::Verb | Upos::Aux | Upos::Adv) || small(m.end as usize)
            })
        };
        let after = |m: &Mention| {
            let at = m.first as usize;
            // A second act before the comma is of a clause with a subject.
            let other = || self.acts.iter().any(|a| a.0 >= end && a.1 < at);
            at > end && at < end + AHEAD && tokens[at - 1].lower == "," && acts(m) && !other()
        };
        self.outer(kinds).find(|(_, m)| fronted && after(m) && !self.civil(m)).map(|(i, _)| i)
    }

    /// True for a state that only says of which country private people or things are (`the German goalkeeper`): it does
    /// nothing itself.
    pub(crate) fn civil(&self, m: &Mention) -> bool {
        let MentionKind::Actor(a) = &m.kind else { return false };
        let first = m.first as usize;
        let class = |at: usize| self.phrase_at("civil", at, CIVIL);
        let own = || a.id.is_none() && class(first) > 0;
        let before = || {
            (first.saturating_sub(CIVIL)..first).any(|k| {
                let length = class(k);
                length > 0 && k + length == first
            })
        };
        self.order_first && (own() || before())
    }

    /// Where a subject ends before those who are only with it (`X and his wife`), for a verb at `start`.
    pub(crate) fn retinue(&self, start: usize) -> usize {
        let small = |k: usize| self.is("auxiliary", k);
        let end = (0..start).rev().find(|k| !small(*k)).map_or(start, |k| k + 1);
        let with = (end.saturating_sub(COMPANY)..end).find(|k| {
            let length = self.phrase_at("retinue", *k, COMPANY);
            length > 0 && k + length == end
        });
        with.filter(|k| self.order_first && self.sent().ending(*k).next().is_some()).unwrap_or(start)
    }

    /// The place or state that a place without one lies in (`a church in Y`, `the state of X, Z`).
    pub(crate) fn land_of(&self, m: &Mention, kinds: Kinds) -> Option<usize> {
        let sent = self.sent();
        let landed = |m: &Mention| match &m.kind {
            MentionKind::Place(p) => p.country.is_some(),
            MentionKind::Actor(ActorRef { side, .. }) => side.is_some(),
            _ => true,
        };
        if !self.order_first || landed(m) {
            return None;
        }
        let mut end = m.end as usize;
        for _ in 0..NESTED {
            let next = sent.mentions.iter().enumerate().find(|(_, x)| {
                let at = x.first as usize;
                let inner = x.first > m.first && x.end <= m.end && x.end as usize == end;
                let glue = |k: usize| {
                    sent.tokens[k].lower == ","
                        || self.marker_at(k).is_some_and(|(_, slot)| slot == Slot::In)
                        || sent.tokens[k].upos == Upos::Noun
                };
                inner || at >= end && at <= end + NESTED && (end..at).all(glue)
            });
            let (i, x) = next?;
            if landed(x) {
                let fits = matches!(x.kind, MentionKind::Actor(_) | MentionKind::Place(_))
                    && self.ctx.kind(x) & kinds.0 != 0;
                return fits.then_some(i);
            }
            end = x.end as usize;
        }
        None
    }

    /// True for the state behind the comma of a place that nobody knows (`in Benue, Nigeria`).
    pub(crate) fn lies_in(&self, from: usize, state: &Mention) -> bool {
        let tokens = &self.sent().tokens;
        let comma = (state.first as usize).saturating_sub(1);
        self.order_first
            && comma > from
            && tokens[comma].lower == ","
            && tokens[comma - 1].capital
            && matches!(state.kind, MentionKind::Actor(_))
            && (from..comma).all(|k| matches!(tokens[k].upos, Upos::Noun | Upos::Propn))
    }

    /// The tokens behind one, so many words of them: a name counts for one where word order leads.
    pub(crate) fn words_behind(&self, from: usize, most: usize) -> impl Iterator<Item = usize> {
        let (mut at, mut left) = (from, most);
        let tokens = self.sent().tokens.len();
        while left > 0 && at < tokens {
            let begin = if self.order_first { self.sent().beginning(at) } else { &[] };
            let named = begin.iter().filter(|m| !matches!(m.kind, MentionKind::Time(_)));
            at = named.map(|m| m.end as usize).max().unwrap_or(at + 1);
            left -= 1;
        }
        from..at.min(tokens)
    }

    /// True for two office-holders of one side, a comma between them, that open their sentence or clause right before what
    /// they do (`on Monday, Premier A, Speaker B received Z`).
    pub(crate) fn both(&self, first: usize, chain: &[usize]) -> bool {
        let (mentions, tokens) = (&self.sent().mentions, &self.sent().tokens);
        let [second] = chain else { return false };
        let (a, b) = (&mentions[first], &mentions[*second]);
        let office = |m: &Mention| match &m.kind {
            MentionKind::Person(p) if p.name.is_some() && !p.offices.is_empty() => self.ctx.person_side(p),
            _ => None,
        };
        let opens = a.first == 0 || tokens[a.first as usize - 1].lower == ",";
        let acts = tokens.get(b.end as usize).is_some_and(|t| {
            matches!(t.upos, Upos::Verb | Upos::Aux) || self.frames.rules.is("auxiliary", &t.lower)
        });
        opens && acts && office(a).is_some_and(|side| office(b) == Some(side))
    }
}
