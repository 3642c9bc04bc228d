//! What word order alone tells, where a pack says that its parse is the weaker of the two: whose date a date is, and where
//! what is said of a subject ends.

use crate::fill::{Fill, Filler};
use crate::frame::{Kinds, Slot, Trigger};
use chancery_model::{Edtf, Mention, MentionKind, Token, Upos};

/// The most tokens from the noun of a document to the year that its name ends with.
const STATUTE: usize = 8;

/// More than any date of an event's own costs.
const FAR: usize = 100;

/// The most people in a list that a comma closes.
const LISTED: usize = 12;

/// How far a date stands from a trigger by word order. A date that opens a sentence or clause holds for all that it tells
/// until the next one; any other belongs to the act it follows; a date in brackets to the words before them.
pub(crate) fn cost(f: &Filler<'_>, t: &Trigger, light: Option<usize>, m: &Mention) -> usize {
    let tokens = &f.sent().tokens;
    let (first, end) = (m.first as usize, m.end as usize);
    let (start, stop) = light.map_or((t.first, t.end), |l| (t.first.min(l), t.end.max(l + 1)));
    let word = |i: usize| tokens[i].lower.as_str();
    let acts = |range: std::ops::Range<usize>| {
        f.acts.iter().filter(|a| a.0 >= range.start && a.1 <= range.end).count()
    };
    // Where the date's own phrase begins, with the preposition before it.
    let lead = (first.saturating_sub(2)..first)
        .rev()
        .find(|i| f.marker_at(*i).is_none() && !f.frames.rules.is("dating", word(*i)))
        .map_or(first.saturating_sub(2), |i| i + 1);
    let opens = lead == 0 || matches!(word(lead - 1), ";" | ":" | "-" | "–" | "—" | "*" | "•" | "(");
    let fronted = opens || lead > 0 && (word(lead - 1) == "," || f.frames.rules.is("joint", word(lead - 1)));
    // `Công ước Liên hợp quốc về Luật Biển năm 1982`: the year is part of a document's name, unless that is what is signed.
    let statute = (first.saturating_sub(STATUTE)..first)
        .rev()
        .take_while(|i| tokens[*i].upos != Upos::Punct)
        .find(|i| f.frames.rules.is("statute", word(*i)));
    if statute.is_some_and(|i| i != stop && !(start..stop).contains(&i)) {
        return FAR;
    }
    // Inside brackets that do not hold the trigger.
    let open = (first.saturating_sub(6)..first)
        .rev()
        .find(|i| matches!(word(*i), "(" | ")"))
        .filter(|i| word(*i) == "(");
    if let Some(open) = open.filter(|o| *o >= stop || start >= end) {
        return if open >= stop {
            let crossed = acts(stop..open);
            (open - stop) / 2 + crossed * 30
        } else {
            24 + (start - end)
        };
    }
    if since(f, first, end, start, stop) {
        return FAR;
    }
    if first >= stop {
        let between = stop..first;
        let breaks = between.clone().filter(|i| word(*i) == ";").count();
        // `X met Y on the sidelines of the session in Z on 5 May`: the day is that of both.
        let occasion = between.clone().find(|i| f.frames.rules.is("occasion", word(*i)));
        let clauses = between.clone().any(|i| word(i) == ",");
        let crossed = acts(between.start..occasion.filter(|_| !clauses).unwrap_or(between.end));
        // `X met Y, and on 5 May signed Z`: the date is that of what follows it.
        let onward = fronted && !opens && acts(end..(end + 12).min(tokens.len())) > 0;
        // `will visit X and chair Y from 8 to 11 December`: one date for both.
        let joint = !clauses && between.clone().any(|i| f.frames.rules.is("joint", word(i)));
        // The further off, and the more is said of something else, the less it is the act's.
        let aside = between.clone().filter(|i| f.frames.rules.is("aside", word(*i))).count();
        let far = between.len().saturating_sub(14) + if between.len() > 12 { aside * 6 } else { 0 };
        // `the first visit since he took office in 2017`: the year is that of the subordinate act.
        let under = if crossed > 0 && aside > 0 { 12 } else { 0 };
        // From one day to another is how long the act itself lasted.
        let lasting = matches!(&m.kind, MentionKind::Time(t) if t.value.is_some_and(|v| v.end.is_some()));
        let all = between.len() / 2
            + breaks * 40
            + far
            + under
            + crossed
                * match (clauses, joint) {
                    (true, _) => 24,
                    (_, true) => 6,
                    _ => 20,
                }
            + if onward { 16 } else { 0 };
        all.saturating_sub(if lasting { 8 } else { 0 })
    } else if start >= end {
        let between = end..start;
        // `On 5 May they agreed to meet`: the date is that of the agreeing.
        // `On 5 May X will …`: that of what X will do.
        let ahead = |p: usize| f.frames.rules.is("auxiliary", word(p));
        // `On 5 May, at the invitation of Y, X visited Z`: that of the visit.
        let invited = |p: usize| {
            (p.saturating_sub(INVITATION)..=p)
                .any(|k| f.marker_at(k).is_some_and(|(len, slot)| slot == Slot::Invitation && k + len > p))
        };
        if f.pledges.iter().any(|p| between.contains(p) && !ahead(*p) && !invited(*p)) {
            return FAR;
        }
        let breaks = between.clone().filter(|i| word(*i) == ";").count();
        let crossed = acts(between.clone());
        // `a year later, on 8 April`: the second says the day of the first.
        let said_finer = follows(f, end);
        if fronted {
            usize::from(said_finer) * 6
                + between.len() / 4
                + crossed * 2
                + breaks * if lead == 0 { 4 } else { 40 }
                + if opens { 0 } else { 1 }
        } else {
            // What the date dates stands before it; the trigger is told later.
            let own = acts(lead.saturating_sub(14)..lead);
            between.len() / 2 + crossed * 8 + breaks * 40 + if own > 0 { 8 } else { 2 }
        }
    } else {
        0
    }
}

/// True where a date stands in a clause that says since when something has been so, and the trigger outside it (`since X took
/// office in June 2022, Y has sent …`).
fn since(f: &Filler<'_>, first: usize, end: usize, start: usize, stop: usize) -> bool {
    let tokens = &f.sent().tokens;
    let comma = |k: &usize| tokens[*k].lower == ",";
    let mark = |k: usize| f.is("background-end", k) && k > 0 && f.is("background", k - 1);
    let Some(at) = (first.saturating_sub(CLAUSE)..first).rev().take_while(|k| !comma(k)).find(|k| mark(*k))
    else {
        return false;
    };
    stop <= at || (end..start).any(|k| comma(&k))
}

/// The most words before the verb in a phrase that says by whose invitation.
const INVITATION: usize = 3;

/// The most words from the mark of a clause to the date in it.
const CLAUSE: usize = 16;

/// True when another date follows a date at `end` after a comma alone.
fn follows(f: &Filler<'_>, end: usize) -> bool {
    f.sent().tokens.get(end).is_some_and(|t| t.lower == ",")
        && f.sent()
            .mentions
            .iter()
            .any(|m| m.first as usize == end + 1 && matches!(m.kind, MentionKind::Time(_)))
}

impl<'a> Filler<'a> {
    /// True when a conjunction and a preposition stand between two tokens, the preposition of the mention `first` or, for
    /// places, another one of place.
    pub(crate) fn repeated(&self, first: usize, from: usize, to: usize) -> Option<bool> {
        let tokens = &self.sent().tokens;
        let between = tokens.get(from..to).filter(|b| (2..=4).contains(&b.len()))?;
        let glue = |t: &chancery_model::Token| matches!(t.upos, Upos::Cconj | Upos::Punct | Upos::Det);
        let mut words = (from..to).filter(|i| !glue(&tokens[*i]));
        let (Some(again), None) = (words.next(), words.next()) else { return None };
        let last = between.iter().any(|t| t.upos == Upos::Cconj);
        let state = self.ctx.kind(&self.sent().mentions[first]) & Kinds::STATE != 0;
        let joined = (last || state && between[0].lower == ",")
            && !between.iter().any(|t| matches!(t.lower.as_str(), ";" | "."));
        let (_, slot) = self.marker_at(again).filter(|_| joined)?;
        let mut before = self.sent().mentions[first].first as usize;
        while before > 0 && tokens[before - 1].upos == Upos::Det {
            before -= 1;
        }
        let place = |s: Slot| matches!(s, Slot::In | Slot::To);
        let (_, own) = self.marker_at(before.checked_sub(1)?)?;
        (own == slot && (slot != Slot::Of || state) || place(own) && place(slot)).then_some(last)
    }

    /// True when the word before a mention is a preposition or the mention stands in the possessive; also for the second of
    /// two after one preposition (`between X and Y`).
    pub(crate) fn marked(&self, m: &Mention) -> bool {
        let tokens = &self.sent().tokens;
        let mut at = m.first as usize;
        while at > 0 && matches!(tokens[at - 1].upos, Upos::Det) {
            at -= 1;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        // `quan hệ hai nước`: whose something is may stand behind it without a preposition.
        if self.is("owned", before) {
            return true;
        }
        if self.order_first && tokens[before].upos == Upos::Cconj {
            let other =
                self.sent().mentions.iter().filter(|x| x.end as usize == before).min_by_key(|x| x.first);
            if let Some(first) = other.and_then(|x| (x.first as usize).checked_sub(1)) {
                return self.seen.known(first).marker.is_some();
            }
        }
        self.seen.known(before).marker.is_some()
    }

    /// True when a comma closes what is said of a subject (`X, minister of Y, met Z`): who stands before it is no verb's object.
    pub(crate) fn closes(&self, comma: usize, kinds: Kinds) -> bool {
        let tokens = &self.sent().tokens;
        // `talks with A, B, met C`: who stands before the comma may be the last of another verb's list.
        let person = |m: &Mention| matches!(m.kind, MentionKind::Person(_));
        let listed = |m: &'a Mention| {
            let before = |head: &&'a Mention| {
                let comma = (head.first as usize).checked_sub(1).filter(|c| tokens[*c].lower == ",")?;
                self.sent().ending(comma).map(|(_, x)| x).find(|x| person(x))
            };
            let list = std::iter::successors(Some(m).filter(|m| person(m)), before);
            list.take(LISTED).last().unwrap_or(m)
        };
        tokens[comma].lower == ","
            && self.outer(kinds).any(|(_, m)| {
                let m = if m.end as usize == comma { listed(m) } else { return false };
                let first = m.first as usize;
                // A long apposition (`led by X, minister of Y,`) is closed whatever stands before it.
                let long = || tokens[first..comma].iter().any(|t| t.lower == ",");
                (!self.marked(m) || long())
                    && !(first.saturating_sub(4)..first)
                        .rev()
                        .take_while(|i| tokens[*i].upos != Upos::Punct)
                        .any(|i| self.verbs.contains(&i))
            })
    }

    /// Where what is inserted after a subject begins, for a trigger at `start` (`X, who succeeded Y, came to Z`).
    pub(crate) fn inserted(&self, start: usize) -> Option<usize> {
        let tokens = &self.sent().tokens;
        let small =
            |i: &usize| self.is("auxiliary", *i) || self.is("joint", *i) || tokens[*i].upos == Upos::Cconj;
        let close = (0..start).rev().find(|i| !small(i)).filter(|i| tokens[*i].lower == ",")?;
        let open = (close.saturating_sub(12)..close).rev().find(|i| tokens[*i].lower == ",")?;
        (self.order_first && self.is("inserted", open + 1)).then_some(open)
    }

    /// The agent whose preposition stands before the trigger (`made by A and handed over to B`).
    pub(crate) fn agent_before(&self, start: usize, kinds: Kinds) -> Vec<usize> {
        let marker = (start.saturating_sub(12)..start)
            .rev()
            .find(|i| self.marker_at(*i).is_some_and(|(_, slot)| slot == Slot::By));
        let agent = marker.and_then(|b| {
            self.outer(kinds)
                .find(|(_, m)| (m.first as usize) > b && m.first as usize <= b + 2 && m.end as usize <= start)
        });
        agent.map(|(i, _)| i).into_iter().collect()
    }

    /// The dates beside its own that a trigger tells its event of, one time each: more dates in brackets (`the ships A
    /// (May 2018) and B (June 2023)`), or a date coordinated with its own (`in May and in June`).
    pub(crate) fn more_dates(&self, t: &Trigger, own: Edtf) -> Vec<Edtf> {
        let tokens = &self.sent().tokens;
        let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
        let stop = self.acts.iter().map(|a| a.0).find(|a| *a >= t.end).unwrap_or(tokens.len());
        let after: Vec<(usize, usize, Edtf)> = self
            .sent()
            .mentions
            .iter()
            .filter(|m| m.first as usize >= t.end && (m.end as usize) <= stop)
            .filter_map(|m| match &m.kind {
                MentionKind::Time(time) if !(time.period || time.since || time.due || time.anniversary) => {
                    Some((m.first as usize, m.end as usize, time.value?))
                }
                _ => None,
            })
            .collect();
        let bracketed = |a: usize, b: usize| word(a.wrapping_sub(1)) == "(" && word(b) == ")";
        let mut out = Vec::new();
        for pair in after.windows(2) {
            let ((a, b, x), (c, d, y)) = (pair[0], pair[1]);
            // `(24/6/1967-24/6/2017)`: the second is the day of the jubilee.
            let listed = c > b && bracketed(a, b) && bracketed(c, d);
            let joint = c > b
                && c - b <= 3
                && self.frames.rules.is("joint", word(b))
                && (b + 1..c).all(|i| self.marker_at(i).is_some() || self.frames.rules.is("dating", word(i)));
            if (listed || joint) && !x.compatible(&y) && (x == own || out.contains(&x)) {
                out.push(y);
            }
        }
        out
    }

    /// True for kinds of mention that a list may mix: states, organisations and bodies (`X, Y and the European Union`).
    pub(crate) fn alike(&self, a: u8, b: u8) -> bool {
        const ACTING: u8 = Kinds::STATE | Kinds::ORG | Kinds::BODY;
        a == b || self.order_first && a & ACTING != 0 && b & ACTING != 0
    }

    /// Whom a relative after a comma is about (`talks with X, who has taken office`).
    pub(crate) fn antecedent(&self, start: usize, kinds: Kinds) -> Option<usize> {
        let tokens = &self.sent().tokens;
        let auxiliary = |i: &usize| self.is("auxiliary", *i);
        let who = (0..start).rev().find(|i| !auxiliary(i)).filter(|_| self.order_first)?;
        let comma = who.checked_sub(1).filter(|c| tokens[*c].lower == ",")?;
        let relative = self.is("who", who);
        self.outer(kinds).find(|(_, m)| relative && m.end as usize == comma).map(|(i, _)| i)
    }

    /// Adds those whom a preposition of company puts beside the subject (`the leaders with X signed`).
    pub(crate) fn together(&self, start: usize, kinds: Kinds, out: &mut Vec<usize>) {
        let tokens = &self.sent().tokens;
        let Some(last) = out.last().map(|i| self.sent().mentions[*i].end as usize) else { return };
        let beside = self.outer(kinds).find(|(_, m)| m.first as usize > last && m.end as usize <= start);
        let Some((i, m)) = beside.filter(|_| self.order_first) else { return };
        let between = last..m.first as usize;
        let company = self.is("company", between.end - 1);
        if company && between.len() <= 4 && between.clone().all(|k| tokens[k].upos != Upos::Punct) {
            out.push(i);
            self.coordinated(i, kinds, out);
        }
    }

    /// True for a dash between two states or organisations, which makes a pair of them (`Việt Nam - Lào`).
    pub(crate) fn paired(&self, between: &[Token], kind: u8) -> bool {
        let dash = |t: &Token| matches!(t.lower.as_str(), "-" | "–");
        self.order_first
            && kind & (Kinds::STATE | Kinds::ORG | Kinds::BODY) != 0
            && between.len() == 1
            && dash(&between[0])
    }

    /// True for a state that a dash joins with another mention beside it.
    pub(crate) fn dashes(&self, m: &Mention) -> bool {
        let tokens = &self.sent().tokens;
        let dash = |k: usize| tokens.get(k).is_some_and(|t| matches!(t.lower.as_str(), "-" | "–"));
        let actor = |x: &Mention| matches!(x.kind, MentionKind::Actor(_));
        let (first, end) = (m.first as usize, m.end as usize);
        dash(end) && self.sent().beginning(end + 1).iter().any(actor)
            || first.checked_sub(1).is_some_and(|b| dash(b) && self.sent().ending(b).any(|(_, x)| actor(x)))
    }

    /// Adds the state that a comma alone joins with another behind a verb (`visits X, Y from 2 to 5 May`): what follows the
    /// second belongs to both, as no verb of its own does.
    pub(crate) fn beside_object(&self, first: usize, out: &mut Vec<usize>) {
        let tokens = &self.sent().tokens;
        let mentions = &self.sent().mentions;
        let state = |m: &Mention| self.ctx.kind(m) & Kinds::STATE != 0;
        let end = mentions[first].end as usize;
        if !self.order_first || !state(&mentions[first]) || tokens.get(end).is_none_or(|t| t.lower != ",") {
            return;
        }
        let from = mentions.partition_point(|m| (m.first as usize) <= end);
        let next = mentions[from..]
            .iter()
            .take_while(|m| m.first as usize == end + 1)
            .position(state)
            .map(|i| from + i);
        let ends = |m: &Mention| {
            let at = m.end as usize;
            let time =
                |k: usize| self.sent().beginning(k).iter().any(|x| matches!(x.kind, MentionKind::Time(_)));
            let dated = time(at) || time(at + 1);
            dated || tokens.get(at).is_none_or(|t| matches!(t.lower.as_str(), "." | ";" | "("))
        };
        out.extend(next.filter(|i| ends(&mentions[*i])));
    }

    /// True for a short form in brackets behind the actor that it abbreviates.
    pub(crate) fn abbreviates(&self, m: &Mention) -> bool {
        if !self.order_first {
            return false;
        }
        let tokens = &self.sent().tokens;
        let Some(open) = (m.first as usize).checked_sub(1).filter(|o| tokens[*o].lower == "(") else {
            return false;
        };
        let MentionKind::Actor(short) = &m.kind else { return false };
        tokens.get(m.end as usize).is_some_and(|t| t.lower == ")")
            && self.sent().mentions.iter().any(|x| {
                x.end as usize == open
                    && matches!(&x.kind, MentionKind::Actor(a) if a.id == short.id && a.side == short.side)
            })
    }

    /// The verb whose subject goes on after a conjunction: the nearest one before it, after a semicolon the first of the
    /// clause that it closes.
    pub(crate) fn verb_before(&self, joint: usize) -> Option<usize> {
        let word = |i: usize| self.sent().tokens[i].lower.as_str();
        if word(joint) != ";" {
            return self.verbs.iter().rev().find(|v| **v < joint).copied();
        }
        let from = (0..joint).rev().find(|i| word(*i) == ";").unwrap_or(0);
        self.verbs.iter().find(|v| (from..joint).contains(*v)).copied()
    }

    /// Where the subject ends that a clause before a conjunction begins with, when no verb before it is a trigger.
    pub(crate) fn topic(&self, joint: usize, kinds: Kinds) -> Option<usize> {
        let word = |i: usize| self.sent().tokens[i].lower.as_str();
        let from = (0..joint).rev().find(|i| word(*i) == ";").unwrap_or(0);
        self.outer(kinds)
            .find(|(_, m)| {
                m.first as usize >= from
                    && (m.end as usize) <= joint
                    && !(self.adjective(m) || self.marked(m) || self.quoted(m, joint))
            })
            .map(|(_, m)| m.end as usize)
    }

    /// Adds who leads a delegation that takes part (`the delegation of Y headed by X`), in the delegation's own role.
    pub(crate) fn leaders(&self, fills: &mut Vec<Fill>) {
        if !self.order_first {
            return;
        }
        let mentions = &self.sent().mentions;
        let leader = |x: &Fill| -> Option<Fill> {
            let body = mentions.get(x.mention)?;
            let by = body.end as usize;
            let (len, _) = self.marker_at(by).filter(|(_, slot)| *slot == Slot::By)?;
            let (person, m) = self.outer(Kinds(Kinds::PERSON)).find(|(_, m)| m.first as usize >= by + len)?;
            let office = matches!(&body.kind, MentionKind::Person(p) if p.name.is_none() && !p.pronoun);
            let leads =
                (office || matches!(body.kind, MentionKind::Actor(_))) && m.first as usize <= by + len + 1;
            leads.then_some(Fill { mention: person, ..*x })
        };
        let led: Vec<Fill> = fills.iter().filter(|x| x.sentence == self.number).filter_map(leader).collect();
        for fill in led {
            if !fills.iter().any(|x| x.sentence == self.number && x.mention == fill.mention) {
                fills.push(fill);
            }
        }
    }

    /// Where the subject ends that a verb behind a conjunction shares with the verb before it. Of a chain of verbs (`X
    /// welcomed Y, praised Z and hoped …`) it is the subject of the first.
    pub(crate) fn shared(&self, joint: usize, kinds: Kinds) -> Option<usize> {
        let mut verb = self
            .verb_before(joint)
            .filter(|v| !self.quote_ends(*v, joint))
            .or_else(|| self.topic(joint, kinds))?;
        let tokens = &self.sent().tokens;
        let link = |i: usize| matches!(tokens[i].lower.as_str(), "," | ";") || self.is("joint", i);
        while verb > 0 && link(verb - 1) && !self.closes(verb - 1, kinds) {
            match self.topic(verb - 1, kinds).or_else(|| self.verb_before(verb - 1)) {
                Some(before) if before < verb => verb = before,
                _ => break,
            }
        }
        // `X, who …, welcomed Y and called on Z`
        Some(self.inserted(verb).unwrap_or(verb))
    }

    /// Where a list begins that ends with a mention.
    pub(crate) fn list_start(&self, last: usize, kinds: Kinds) -> usize {
        let mut first = last;
        let before: Vec<usize> = self
            .outer(kinds)
            .map(|(i, _)| i)
            .take_while(|i| *i < last)
            .filter(|_| self.order_first)
            .collect();
        for j in before.into_iter().rev() {
            let mut joined = vec![j];
            self.coordinated(j, kinds, &mut joined);
            if !joined.contains(&first) {
                break;
            }
            first = j;
        }
        first
    }

    /// True for who is named as the source of what is told (`according to X`).
    pub(crate) fn source(&self, m: &Mention) -> bool {
        let before = (m.first as usize).checked_sub(1);
        before.is_some_and(|b| self.is("according", b))
    }
}
