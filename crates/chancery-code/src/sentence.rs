//! What one sentence states: for each word that triggers, the first frame of each type that can be filled.

use crate::context::Context;
use crate::event::{self, Case, Draft};
use crate::fill::{Fill, Filler};
use crate::frame::{self, Frame, Slot, Trigger};
use crate::glance::Glance;
use crate::{
    COMMITMENT, Coder, Found, STATEMENT, attend, commitment, gapping, gather, listed, statement, table,
};
use chancery_model::{Edtf, MentionKind, Rel, Sentence, Token, Upos};
use chancery_pack::EventType;
use std::ops::Range;
use std::sync::Arc;

/// How many events back a number without its noun may refer.
const ELIDED_WITHIN: usize = 12;

/// A sentence being read.
struct Reading<'a> {
    coder: &'a Coder,
    filler: Filler<'a>,
    triggers: &'a [Trigger],
    /// Words that a frame has used, and the frame's number.
    spent: Vec<(usize, usize, u32)>,
    /// What documents are about by their titles: it is not told.
    subjects: Vec<Range<usize>>,
    /// The events found so far, each with its trigger's first token.
    events: Vec<(usize, Draft)>,
}

impl Coder {
    /// Reads a sentence into `out`.
    pub(crate) fn sentence(
        &self,
        ctx: &Context<'_>,
        number: usize,
        sent: &Sentence,
        glance: &Glance,
        out: &mut Found,
    ) {
        let triggers = glance.triggers.as_slice();
        if self.table(ctx, number, sent, glance, out) {
            return;
        }
        if let Some(mut list) = out.promising.take()
            && let Some(entry) =
                list.entry(&self.filler(ctx, number, sent, glance, triggers), &self.tables.topics)
        {
            out.undertakings.push(entry);
            out.promising = Some(list);
        }
        // A sentence that was not worth a parse can still tell who said what.
        let whole = sent.parsed || self.order_first;
        let documents = if whole { self.documents.named(&glance.documents) } else { Vec::new() };
        let attending = attend::near(ctx, number, &out.events);
        let travelling = attend::travels(ctx, number, glance.of(sent, &self.frames.lexis), &out.events);
        let listing = out.listing.as_ref().is_some_and(|l| l.goes_on(ctx, number));
        let gathering = gather::told(ctx, number, &out.events);
        let idle = !attending && !travelling && !listing && gathering.is_none();
        if triggers.is_empty() && documents.is_empty() && idle {
            return;
        }
        let filler = self.filler(ctx, number, sent, glance, triggers);
        let signed = out.agreements.len();
        self.documents.read(&filler, &self.tables.topics, &documents, &mut out.agreements);
        let subjects = self.documents.subjects(&filler, &documents);
        // Longer triggers first: `hold talks` before `talks`.
        let mut order: Vec<&Trigger> = triggers.iter().collect();
        order.sort_by_key(|t| (std::cmp::Reverse(t.end - t.first), t.frame));
        let known = out.undertakings.len();
        let mut reading =
            Reading { coder: self, filler, triggers, spent: Vec::new(), subjects, events: Vec::new() };
        for t in order {
            if whole || reading.frame(t).type_ == STATEMENT {
                reading.trigger(t, out);
            }
        }
        // `both took part in the talks`: a noun that only refers back tells nothing of its own.
        let bare = |d: &Draft| d.definite && d.participants.is_empty();
        if attending && reading.events.iter().all(|(_, d)| bare(d)) {
            attend::attend(&reading.filler, &mut out.events);
        }
        if travelling {
            attend::accompany(&reading.filler, &mut out.events);
        }
        let Reading { filler, mut events, .. } = reading;
        let open = |d: &Draft| d.kind.named;
        match events.iter_mut().find(|(_, d)| open(d)) {
            Some((_, here)) => gather::gather(&filler, here),
            None => {
                if let Some(before) = gathering.and_then(|at| out.events.get_mut(at)) {
                    gather::gather(&filler, before);
                }
            }
        }
        for (_, draft) in &mut events {
            promised(ctx, draft, &out.undertakings[known..]);
        }
        self.list(&filler, listing, &mut events, out);
        let signs = |d: &Draft| d.kind.signs;
        if let Some(at) = events.iter().position(|(_, d)| signs(d)) {
            let (first, each) = (events[at].0, listed::signings(&events[at].1, &out.agreements[signed..]));
            if !each.is_empty() {
                events.remove(at);
                events.extend(each.into_iter().map(|d| (first, d)));
            }
        }
        events.sort_by_key(|(at, _)| *at);
        out.events.extend(events.into_iter().map(|(_, d)| d));
    }

    /// Reads a sentence as a row of the table that an earlier one headed; or as what heads one, which tells more.
    fn table(
        &self,
        ctx: &Context<'_>,
        number: usize,
        sent: &Sentence,
        glance: &Glance,
        out: &mut Found,
    ) -> bool {
        let Found { table, events, .. } = out;
        if let Some(open) = table.as_mut().filter(|t| t.goes_on(ctx, number)) {
            let told = open.row(&self.filler(ctx, number, sent, glance, &[]));
            let row = told.is_some();
            events.extend(told);
            if row {
                return true;
            }
        }
        let ends = sent.tokens.last().is_some_and(|t| matches!(t.lower.as_str(), "." | "!" | "?"));
        if !ends && sent.tokens.len() <= table::HEADING && !self.tabled.is_empty() {
            let f = self.filler(ctx, number, sent, glance, &[]);
            let headed =
                self.tabled.iter().find_map(|t| table::Table::headed(&f, &t.class, &t.kind, &t.rule));
            if headed.is_some() {
                *table = headed;
            }
        }
        false
    }

    /// Goes on with the list that an earlier sentence opened, or opens one.
    fn list(&self, f: &Filler<'_>, goes_on: bool, events: &mut Vec<(usize, Draft)>, out: &mut Found) {
        if let Some(listing) = out.listing.as_mut().filter(|_| goes_on && events.is_empty()) {
            let heads = !listing.begun();
            let found = listing.go_on(f);
            if heads && !found.is_empty() {
                out.events.retain(|d| !listing.headed_by(d));
            }
            events.extend(found.into_iter().map(|d| (0, d)));
            return;
        }
        if let Some(listing) = listed::Listing::opened(f, events) {
            out.listing = Some(listing);
        }
    }
}

/// What is promised or proposed has not occurred yet.
fn promised(ctx: &Context<'_>, draft: &mut Draft, undertakings: &[commitment::Undertaking]) {
    let past = draft.date.zip(ctx.published()).is_some_and(|(d, p)| d.latest() <= p.earliest());
    if draft.status != "occurred" || past {
        return;
    }
    if let Some(u) = undertakings.iter().find(|u| u.text.contains(draft.trigger)) {
        let asked = matches!(u.force.as_str(), "proposed" | "hoped");
        draft.status = if asked { "proposed" } else { "planned" };
    }
}

impl<'a> Reading<'a> {
    fn frame(&self, t: &Trigger) -> &'a Frame {
        &self.coder.frames.frames[t.frame as usize]
    }

    /// The event type of a trigger's frame, if it codes events.
    fn kind(&self, t: &Trigger) -> Option<&'a Arc<EventType>> {
        self.kind_of(t.frame)
    }

    fn kind_of(&self, frame: u32) -> Option<&'a Arc<EventType>> {
        self.coder.kinds[frame as usize].as_ref()
    }

    fn trigger(&mut self, t: &Trigger, out: &mut Found) {
        let frame = self.frame(t);
        if self.passed_over(t, frame) {
            return;
        }
        let Some((mut fills, light)) = self.filler.fill(t, frame) else { return };
        fills.retain(|x| !self.met_next(t, x));
        match self.kind(t) {
            // What a number alone stands for was told before.
            Some(kind) if frame.when.elided => {
                if let Some(sides) = self.elided(t, frame, out) {
                    self.event(t, kind, &[], light, Some(&sides));
                }
            }
            Some(kind) => {
                for fills in event::each(&self.filler, t, frame, &fills) {
                    self.event(t, kind, &fills, light, None);
                }
            }
            None if frame.type_ == STATEMENT => {
                if let Some(said) = statement::draft(&self.filler, t, frame, &fills) {
                    self.spend(t);
                    out.statements.push(said);
                }
            }
            None => self.undertakings(t, frame, &fills, out),
        }
    }

    /// True for somebody near a trigger whom another verb of its type behind it names (`held talks with X, then met Y`).
    fn met_next(&self, t: &Trigger, fill: &Fill) -> bool {
        if fill.slot != Slot::Near || fill.sentence != self.filler.number {
            return false;
        }
        let first = self.filler.mention(fill).first as usize;
        let names = |x: &Trigger| !x.noun && x.first >= t.end && x.end == first;
        self.triggers.iter().any(|x| names(x) && self.frame(x).type_ == self.frame(t).type_)
    }

    /// True for a trigger that opens no frame here: its words are spent, part of a name, or only qualify a noun.
    fn passed_over(&self, t: &Trigger, frame: &Frame) -> bool {
        let sent = self.filler.sent();
        let talks = |frame: u32| self.kind_of(frame).is_some_and(|k| k.talks && k.mutual && !k.named);
        // One noun is one contact, whatever it could be called.
        let contact = |frame: u32| self.kind_of(frame).is_some_and(|k| k.talks && k.mutual);
        let used = |&(a, b, other): &(usize, usize, u32)| {
            if a >= t.end || t.first >= b {
                return false;
            }
            // `the third theoretical seminar` is no other seminar.
            let part = || b - a > t.end - t.first && contact(other) && contact(t.frame);
            self.coder.frames.frames[other as usize].type_ == frame.type_
                || t.noun && (part() || talks(other) && talks(t.frame))
        };
        // A participle before its noun only qualifies it (`the detained sailors`).
        let qualifies = || {
            let tree = &self.filler.tree;
            let single = sent.parsed && !t.noun && t.end == t.first + 1;
            let before = tree.rel(t.first) == Rel::Amod && tree.head(t.first).is_some_and(|h| h > t.first);
            single && before && !tree.resumes(t.first)
        };
        // `the Memorandum on Political Consultations`
        let titled = || {
            let capital = t.noun && sent.tokens[t.first].capital;
            capital && self.subjects.iter().any(|range| range.contains(&t.first))
        };
        // `Đảng Xã hội chủ nghĩa Thống nhất`: where capitals stand in names alone, a verb with one inside its sentence is
        // part of a name.
        let named = || {
            let order_first = self.filler.order_first && frame.type_ == COMMITMENT;
            let before = t.first.checked_sub(1).map(|b| &sent.tokens[b]);
            let inside = before.is_some_and(|b| b.upos != Upos::Punct);
            order_first && inside && sent.tokens[t.first].capital
        };
        let coded = self.kind(t).is_some() || matches!(frame.type_.as_str(), COMMITMENT | STATEMENT);
        // Words that a longer or earlier frame of the same type has used are spent.
        !coded
            || self.spent.iter().any(used)
            || frame::spoken_for(sent, t)
            || qualifies()
            || titled()
            || named()
    }

    fn spend(&mut self, t: &Trigger) {
        self.spent.push((t.first, t.end, t.frame));
    }

    /// The sides of the event told before that a number without its noun stands for; `None` where it has a noun.
    fn elided(&self, t: &Trigger, frame: &Frame, out: &Found) -> Option<Vec<String>> {
        let tokens = &self.filler.sent().tokens;
        // The noun that it numbers stands behind it or, where word order leads, before it.
        let follows = if self.coder.order_first {
            t.first > 0 && !matches!(tokens[t.first - 1].upos, Upos::Punct | Upos::Cconj)
        } else {
            let next = tokens.get(t.end);
            next.is_some_and(|x| matches!(x.upos, Upos::Noun | Upos::Propn | Upos::Adj))
                && !self.filler.seen.begins(&frame.light, t.end)
        };
        if follows {
            return None;
        }
        let item = self.filler.ctx.item(self.filler.number);
        let told = self.events.iter().rev().map(|(_, d)| d).chain(out.events.iter().rev());
        let meant = |d: &&Draft| {
            d.item == item && d.kind.id == frame.type_ && (d.ordinal.is_some() || d.name.is_some())
        };
        told.take(ELIDED_WITHIN).find(meant).map(|d| d.sides.clone())
    }

    /// The event of a filled frame, or the several that it tells; of `sides` alone where those are given.
    fn event(
        &mut self,
        t: &Trigger,
        kind: &Arc<EventType>,
        fills: &[Fill],
        light: Option<usize>,
        sides: Option<&Vec<String>>,
    ) {
        let frame = self.frame(t);
        let case = Case { f: &self.filler, t, frame, kind, fills, light };
        let Some(mut draft) = event::draft(&case, &self.coder.tables) else { return };
        if let Some(sides) = sides {
            draft.sides.clone_from(sides);
            draft.participants.clear();
        }
        let mut all = self.members(t, kind, &draft);
        // `X visited Z (1957), so did Y (1964)`: a verb tells of its own subject, too.
        // What a list says of the sides of each tie it says of all.
        if all.is_empty() || !t.noun && draft.date.is_some() && !kind.standing {
            if let Some(own) = draft.date {
                let again = self.filler.more_dates(t, own);
                if let Some(each) = self.respectively(&case, own, &again) {
                    self.spend(t);
                    self.events.extend(each.into_iter().map(|d| (t.first, d)));
                    return;
                }
                all.extend(again.into_iter().map(|date| draft.clone().on(date)));
                draft = self.gapped(&case, draft, own, &mut all);
            }
            all.push(draft);
        }
        self.spend(t);
        self.events.extend(all.into_iter().map(|d| (t.first, d)));
    }

    /// `X and Y visited Z in 1996 and in 2003 respectively`: as many people as dates, in their order.
    fn respectively(&self, case: &Case<'_>, own: Edtf, again: &[Edtf]) -> Option<Vec<Draft>> {
        let f = case.f;
        let says = |t: &Token| f.frames.rules.is("respective", &t.lower);
        if again.is_empty() || !f.sent().tokens.iter().any(says) {
            return None;
        }
        let person =
            |x: &&Fill| x.sentence == f.number && matches!(f.mention(x).kind, MentionKind::Person(_));
        let role = case.fills.iter().find(person)?.role;
        let mut who: Vec<Fill> =
            case.fills.iter().filter(|x| x.role == role).filter(person).copied().collect();
        who.sort_by_key(|x| f.mention(x).first);
        if who.len() != again.len() + 1 {
            return None;
        }
        let rest = || case.fills.iter().filter(|x| x.role != role).copied();
        let told = |(one, date): (Fill, Edtf)| {
            let fills: Vec<Fill> = rest().chain(std::iter::once(one)).collect();
            Some(event::draft(&Case { fills: &fills, ..*case }, &self.coder.tables)?.on(date))
        };
        let dates = std::iter::once(own).chain(again.iter().copied());
        who.into_iter().zip(dates).map(told).collect()
    }

    /// Adds the events of the clauses behind a dated one that leave out its verb; returns that one without whom they speak of.
    fn gapped(&self, case: &Case<'_>, whole: Draft, date: Edtf, all: &mut Vec<Draft>) -> Draft {
        let Case { f, t, fills, .. } = *case;
        let (dated, remnants) = gapping::remnants(f, t, date);
        let told = |fills: &[Fill]| event::draft(&Case { fills, ..*case }, &self.coder.tables);
        let theirs = |x: &Fill| remnants.iter().find(|r| r.is(f, x));
        let rest: Vec<Fill> = fills.iter().filter(|x| theirs(x).is_none()).copied().collect();
        if rest.len() == fills.len() {
            let each = remnants.iter().filter_map(|r| Some(r.on(told(&r.fills(f, fills, dated)?)?)));
            all.extend(each);
            return whole;
        }
        // The parse joined those to whoever stands beside the date.
        let alone = |x: &Fill| rest.iter().all(|y| y.role != x.role);
        if let Some(own) = fills.iter().filter(|x| alone(x)).find_map(theirs) {
            return own.on(whole);
        }
        let each = remnants.iter().filter_map(|r| Some(r.on(told(&r.fills(f, &rest, dated)?)?)));
        all.extend(each);
        told(&rest).unwrap_or(whole)
    }

    /// The members of an enumeration, each an event where the whole is none beside them; none where there is no such.
    fn members(&self, t: &Trigger, kind: &EventType, draft: &Draft) -> Vec<Draft> {
        // Where word order leads, a phrase is no verb for being no listed noun: its first word tells.
        let noun = |x: &Trigger| {
            let upos = self.filler.sent().tokens[x.first].upos;
            x.noun || self.coder.order_first && matches!(upos, Upos::Noun | Upos::Propn)
        };
        if kind.standing {
            let next = |x: &&Trigger| x.first >= t.end && self.kind(x).is_some_and(|k| k.id == kind.id);
            let until = self.triggers.iter().filter(next).map(|x| x.first).min().unwrap_or(usize::MAX);
            return listed::partners(&self.filler, t, draft, until);
        }
        let journey = kind.placed.as_deref() == Some("away");
        if !kind.talks || !noun(t) && !journey {
            return Vec::new();
        }
        let next =
            |x: &&Trigger| x.first >= t.end && noun(x) == noun(t) && self.kind(x).is_some_and(|k| k.talks);
        let until = self.triggers.iter().filter(next).map(|x| x.first).min().unwrap_or(usize::MAX);
        listed::enumerated(&self.filler, t, kind, draft, until)
    }

    fn undertakings(&mut self, t: &Trigger, frame: &'a Frame, fills: &[Fill], out: &mut Found) {
        let event_at = |range: &Range<usize>| {
            // `invited Y | to visit Z`: the mark of a verb may stand before what is undertaken.
            let within = |x: &Trigger| range.contains(&(x.end - 1)) && x.first + 1 >= range.start;
            let coded = |x: &&Trigger| within(x) && self.kind(x).is_some();
            let inside = || self.triggers.iter().filter(coded);
            // `signing` may be of an accord or of a petition: what the words around it say.
            let told = inside().find(|x| self.filler.fills(x, self.frame(x)));
            let told = told.or_else(|| inside().find(|x| self.filler.worded(x, self.frame(x))));
            told.and_then(|x| self.kind(x)).map(|k| k.id.clone())
        };
        let announced = |verb: usize| self.triggers.iter().any(|x| self.announces(x, verb));
        let topics = &self.coder.tables.topics;
        if let Some(list) = commitment::List::headed(&self.filler, t, frame, fills) {
            self.spend(t);
            out.promising = Some(list);
            return;
        }
        let found = commitment::undertakings(&self.filler, t, frame, fills, topics, &event_at, &announced);
        if !found.is_empty() {
            self.spend(t);
        }
        for u in found {
            // The same words under two triggers (`agreed to work to`) are one undertaking: the outer one.
            out.undertakings.retain(|o| o.text == u.text || !u.text.contains(o.text));
            if !out.undertakings.iter().any(|o| o.text.overlaps(u.text)) {
                out.undertakings.push(u);
            }
        }
    }

    /// True where a verb only says that a contact will be: it is the trigger, or the light verb of a noun (`will hold
    /// talks`). Not so where it founds what is named (`will open a dialogue`).
    fn announces(&self, x: &Trigger, verb: usize) -> bool {
        let (filler, frame) = (&self.filler, self.frame(x));
        let sent = filler.sent();
        let light = || {
            x.noun
                && sent.parsed
                && !self.coder.frames.rules.is("founding", &sent.tokens[verb].lemma)
                && !frame.light.is_empty()
                && filler.seen.begins(&frame.light, verb)
                && filler.tree.governor(filler.head(x)) == Some(verb)
        };
        let contact = self.kind(x).is_some_and(|k| k.mutual);
        let here = || light() || !x.noun && x.first <= verb && verb < x.end;
        contact && here() && filler.fills(x, frame)
    }
}
