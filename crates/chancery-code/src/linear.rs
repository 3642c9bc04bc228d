//! Fillers by word order: what stands before and after a trigger, and behind which preposition.

use crate::delegation;
use crate::fill::{Filler, Markers};
use crate::frame::{Kinds, Slot, Trigger};
use chancery_model::{ActorRef, Feats, How, Mention, MentionKind, Token, Upos};
use std::ops::Range;

/// How far a filler may stand from a trigger by word order alone, in tokens.
const REACH: usize = 30;
/// Longest way in a noun phrase from a noun to the pair it is about, in tokens.
const PHRASE: usize = 7;
/// The same for what a genitive brings, where there is a parse.
const OF_REACH: usize = 6;
/// The same for an object, which follows its verb closely.
const OBJECT_REACH: usize = 5;
/// Most words of a preposition.
const MARKER: usize = 4;
/// A trigger among the first tokens of its sentence, up to this one, opens it.
const OPENING: usize = 2;

impl Filler<'_> {
    /// Fillers of a slot by word order.
    pub(crate) fn linear(
        &self,
        t: &Trigger,
        light: Option<usize>,
        slot: Slot,
        kinds: Kinds,
        voice: bool,
    ) -> Vec<usize> {
        let tokens = &self.sent().tokens;
        let (start, end) = match light {
            Some(l) => (t.first.min(l), t.end.max(l + 1)),
            None => (t.first, t.end),
        };
        let mut out = Vec::new();
        // `A bị B bắt`, `A được B tiếp`: what stands before the passive word is the object, what stands after it the agent.
        let passive = || {
            let all =
                self.undergone.get_or_init(|| (0..tokens.len()).filter(|i| self.is("passive", *i)).collect());
            let before = &all[..all.partition_point(|i| *i < start)];
            before.last().copied().filter(|i| *i >= start.saturating_sub(10))
        };
        if matches!(slot, Slot::Subj | Slot::Obj)
            && let Some(p) = passive()
        {
            let hit = match slot {
                Slot::Subj => {
                    self.outer(kinds).find(|(_, m)| m.first as usize > p && m.end as usize <= start)
                }
                _ => self.outer(kinds).filter(|(_, m)| m.end as usize <= p && !self.civil(m)).last(),
            };
            if let Some((i, m)) = hit
                && p.abs_diff(m.end as usize) <= REACH
            {
                out.push(i);
                self.coordinated(i, kinds, &mut out);
            } else if slot == Slot::Obj && p <= OPENING {
                out.extend(self.follows_comma(p, end, kinds));
            }
            return out;
        }
        // Verbs of promising are hardly ever passive, but a parse may read `sont convenus` so: `voice` is false for them.
        // `A was received by B`: the agent stands after its preposition, the object before the verb.
        if voice && self.sent().parsed && !self.order_first && !t.noun && self.tree.passive(self.head(t)) {
            match slot {
                Slot::Subj => return self.linear_marked(t, end, Slot::By, kinds),
                Slot::Obj => {
                    let free =
                        self.outer(kinds).filter(|(_, m)| m.end as usize <= start && !self.marked(m)).last();
                    if let Some((i, _)) = free {
                        out.push(i);
                        self.coordinated(i, kinds, &mut out);
                    }
                    return out;
                }
                _ => {}
            }
        }
        // `sanctions will be imposed by B`: the same of the verb that a noun stands under.
        let under = light.filter(|_| t.noun && voice && self.sent().parsed && !self.order_first);
        if slot == Slot::Subj && under.is_some_and(|l| self.tree.passive(l)) {
            let agent = self.linear_marked(t, end, Slot::By, kinds);
            if !agent.is_empty() {
                return agent;
            }
        }
        match slot {
            Slot::Before => {
                let start = self.inserted(start).unwrap_or_else(|| self.retinue(start));
                let near = self
                    .outer(kinds)
                    .filter(|(_, m)| m.end as usize <= start && !self.adjective(m) && !self.civil(m))
                    .last();
                if let Some((i, m)) = near {
                    let between = m.end as usize..start;
                    if between.len() <= 3 && between.clone().all(|k| self.is("auxiliary", k)) {
                        let first = self.list_start(i, kinds);
                        out.push(first);
                        self.coordinated(first, kinds, &mut out);
                    }
                }
            }
            Slot::Subj if self.carried(t) => {}
            Slot::Subj | Slot::Clause | Slot::Topic => {
                let start = self.retinue(start);
                // `A pledges X and stands ready for Y`: with no mention after the conjunction, the verb before it has the
                // subject.
                let joint = (start.saturating_sub(4)..start).rev().find(|i| {
                    tokens[*i].upos == Upos::Cconj
                        || matches!(tokens[*i].lower.as_str(), "," | ";")
                        || self.is("joint", *i) && !self.is("auxiliary", *i)
                });
                let start = match (self.inserted(start), joint) {
                    (Some(before), _) => before,
                    (None, Some(j))
                        if self.order_first
                            && !self.closes(j, kinds)
                            && !self
                                .outer(kinds)
                                .any(|(_, m)| m.first as usize > j && m.end as usize <= start) =>
                    {
                        // A verb of a fronted clause (`at the invitation of X, Y arrived, …`) has no subject to hand on.
                        let owned = |end: &usize| self.outer(kinds).any(|(_, m)| m.end as usize <= *end);
                        self.shared(j, kinds).filter(owned).or_else(|| self.topic(j, kinds)).unwrap_or(start)
                    }
                    _ => start,
                };
                let from = start.saturating_sub(REACH);
                let stop = (from..start).rev().find(|i| matches!(tokens[*i].lower.as_str(), ";" | ":"));
                let from = stop.map_or(from, |s| s + 1);
                let candidates: Vec<(usize, &Mention)> = self
                    .outer(kinds)
                    .filter(|(_, m)| {
                        m.first as usize >= from
                            && m.end as usize <= start
                            && !self.adjective(m)
                            && !self.source(m)
                            && !self.quoted(m, start)
                            && !(self.civil(m)
                                || self.order_first && (self.tells_of(m, start) || self.sent_under(m)))
                    })
                    .collect();
                if let Some(i) = self.antecedent(start, kinds).or_else(|| self.resumed(start, kinds)) {
                    return vec![i];
                }
                let free = candidates.iter().rev().find(|(_, m)| !self.marked(m));
                // `X and his delegation`: who stands before what has no side of its own.
                let leader = free
                    .filter(|(_, m)| !self.order_first && self.ctx.sides_of(m, self.number).is_empty())
                    .and_then(|(_, m)| {
                        candidates.iter().rev().find(|(_, x)| {
                            let between = tokens.get(x.end as usize..m.first as usize).unwrap_or(&[]);
                            matches!(x.kind, MentionKind::Person(_))
                                && between.first().is_some_and(|t| t.upos == Upos::Cconj)
                                && between[1..].iter().all(|t| t.upos == Upos::Det)
                        })
                    });
                let free = leader.or(free);
                let follows = if free.is_none() { self.follows_comma(start, end, kinds) } else { None };
                if let Some(i) = follows {
                    out.push(i);
                    self.coordinated(i, kinds, &mut out);
                } else if let Some((i, _)) = free.or(candidates.last()) {
                    // A list of subjects ends with the nearest; go back to where it begins.
                    let mut first = *i;
                    let mut after_comma = None;
                    for (j, m) in candidates.iter().rev().skip_while(|(j, _)| j != i).skip(1) {
                        let mut joined = vec![*j];
                        self.coordinated(*j, kinds, &mut joined);
                        if !joined.contains(&first) {
                            break;
                        }
                        let comma = tokens[m.end as usize].lower == ",";
                        // `before A and B, C and D signed`: the first list is another's.
                        if self.order_first && !comma && self.marked(m) {
                            first = after_comma.unwrap_or(*j);
                            break;
                        }
                        if comma {
                            after_comma = Some(first);
                        }
                        first = *j;
                    }
                    out.push(first);
                    self.coordinated(first, kinds, &mut out);
                    if self.order_first {
                        self.side_by_side(first, &mut out);
                    }
                    self.together(start, kinds, &mut out);
                } else if t.first <= OPENING && self.opens(t, slot) {
                    // `On a visit to Z, X said …`, `Receiving Y, X said …`: the subject comes after the comma.
                    let after = self.outer(kinds).find(|(_, m)| {
                        (m.first as usize) < end + REACH
                            && (m.first as usize) > end
                            && !self.adjective(m)
                            && !self.marked(m)
                            && self.after_comma(m)
                    });
                    if let Some((i, _)) = after {
                        out.push(i);
                        self.coordinated(i, kinds, &mut out);
                    }
                }
            }
            Slot::ClauseObj => {
                let from = start.saturating_sub(REACH);
                let near: Vec<usize> = self
                    .outer(kinds)
                    .filter(|(_, m)| {
                        m.first as usize >= from && m.end as usize <= start && !self.adjective(m)
                    })
                    .map(|(i, _)| i)
                    .collect();
                out.extend(near.iter().rev().take(2));
            }
            Slot::Obj => {
                let next = self.outer(kinds).find(|(_, m)| m.first as usize >= t.end);
                // `tới Tổng thống Nepal`: the state of somebody's office is nobody's goal.
                let within = |m: &Mention| {
                    self.order_first
                        && self.sent().mentions.iter().any(|x| {
                            matches!(x.kind, MentionKind::Person(_))
                                && (t.end..m.first as usize).contains(&(x.first as usize))
                                && x.end >= m.end
                        })
                };
                if let Some((i, m)) = next.filter(|(_, m)| !within(m)) {
                    let gap = t.end..m.first as usize;
                    let blocked = gap.clone().any(|k| {
                        self.seen.known(k).marker.is_some()
                            || matches!(tokens[k].lower.as_str(), "," | ";" | ":" | ".")
                    });
                    if gap.len() <= OBJECT_REACH && !blocked {
                        out.push(i);
                        self.coordinated(i, kinds, &mut out);
                        if out.len() == 1 {
                            self.beside_object(i, &mut out);
                        }
                    }
                }
            }
            Slot::By if self.order_first => {
                out = self.linear_marked(t, end, slot, kinds);
                if out.is_empty() {
                    out = self.agent_before(start, kinds);
                }
            }
            Slot::Of if !self.order_first => {
                out.extend(self.possessor(t, kinds));
                if out.is_empty() {
                    out = self.linear_marked(t, end, slot, kinds);
                }
            }
            Slot::Between => {
                out = self.linear_marked(t, end, slot, kinds);
                if out.is_empty() {
                    out = self.dashed(t, kinds);
                }
            }
            Slot::Adj => {
                for (i, m) in self.outer(kinds) {
                    // `Ủy ban liên Chính phủ Việt Nam - Lào`: the trigger may be a part of the body's name.
                    let holds = self.order_first && m.first as usize <= t.first && m.end as usize >= t.end;
                    let adjacent = holds || m.end as usize == t.first || m.first as usize == t.end;
                    if adjacent && matches!(m.kind, MentionKind::Actor(_)) {
                        out.push(i);
                        self.coordinated(i, kinds, &mut out);
                    }
                }
            }
            Slot::Near => {
                // What opens a sentence (`after the ceremony, X met Y`) is of those who follow.
                let told = self.outer(kinds).any(|(_, m)| m.end as usize <= start);
                let apart = |m: &Mention| told && self.elsewhere(m, end);
                let near = self.outer(kinds).filter(|(_, m)| !self.adjective(m) && !apart(m));
                out.extend(near.map(|(i, _)| i).take(8));
            }
            _ => out = self.linear_marked(t, end, slot, kinds),
        }
        out
    }

    /// True for a delegation that somebody leads (`X leads a delegation of Y to Z`): the journey is of who leads it.
    fn sent_under(&self, m: &Mention) -> bool {
        let MentionKind::Actor(a) = &m.kind else { return false };
        let verb = (m.first as usize).checked_sub(1);
        verb.is_some_and(|k| self.is("leads", k)) && delegation::is(a, &self.frames.rules)
    }

    /// True for a trigger of an opening phrase that has no subject of its own: a noun's clause, or a verb without a person.
    fn opens(&self, t: &Trigger, slot: Slot) -> bool {
        let feats = self.sent().tokens[t.first].feats;
        match slot {
            // `Arrived in Z on Monday, X met Y`; where a participle is passive, it is its object that comes after.
            Slot::Subj => {
                let arrived = feats.has(Feats::PARTICIPLE)
                    && t.first == 0
                    && self.sent().parsed
                    && !self.order_first
                    && !self.tree.passive(self.head(t));
                let during = feats.has(Feats::PARTICIPLE.with(Feats::PRESENT)) && !self.order_first;
                !t.noun && (feats.has(Feats::GERUND) || during || arrived) && !feats.has(Feats::FINITE)
            }
            _ => true,
        }
    }

    /// True for a speaker behind whose verb of telling another subject stands, a noun that nobody is called by (`X said a
    /// missile hit Y`): the act before `start` is not the speaker's.
    fn tells_of(&self, m: &Mention, start: usize) -> bool {
        let tokens = &self.sent().tokens;
        let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
        let telling = |s: &str| self.frames.rules.is("telling", s);
        let at = m.end as usize;
        let mut next = match () {
            () if telling(&format!("{} {}", word(at), word(at + 1))) => at + 2,
            () if telling(word(at)) => at + 1,
            () => return false,
        };
        while next < start && (matches!(tokens[next].upos, Upos::Num | Upos::Det | Upos::Sconj | Upos::Punct))
        {
            next += 1;
        }
        let named = self.sent().mentions.iter().any(|x| (x.first as usize) <= next && next < x.end as usize);
        next < start && tokens[next].upos == Upos::Noun && !named
    }

    /// Adds the states before one that opens its sentence with them, joined by nothing but commas (headlines: `A, B ký …`).
    fn side_by_side(&self, first: usize, out: &mut Vec<usize>) {
        let state = |m: &Mention| match &m.kind {
            MentionKind::Actor(ActorRef { how: How::Name, id: Some(id), .. }) => self.ctx.is_state(id),
            _ => false,
        };
        let comma = |at: usize| at > 0 && self.sent().tokens[at - 1].lower == ",";
        let mentions = &self.sent().mentions;
        if !state(&mentions[first]) {
            return;
        }
        let (mut at, mut joined) = (mentions[first].first as usize, Vec::new());
        for (i, m) in mentions[..first].iter().enumerate().rev() {
            let end = m.end as usize + 1;
            if end < at {
                break;
            }
            if comma(at) && end == at && state(m) {
                joined.push(i);
                at = m.first as usize;
            }
        }
        if at == 0 {
            out.extend(joined);
        }
    }

    /// True when a comma stands before a mention, with at most a determiner between.
    fn after_comma(&self, m: &Mention) -> bool {
        let tokens = &self.sent().tokens;
        let mut at = m.first as usize;
        while at > 0 && tokens[at - 1].upos == Upos::Det {
            at -= 1;
        }
        at > 0 && tokens[at - 1].lower == ","
    }

    /// True for the subject of a clause of its own behind a trigger (`a state funeral was held, and X led a delegation to Z`).
    fn elsewhere(&self, m: &Mention, end: usize) -> bool {
        let tokens = &self.sent().tokens;
        let first = m.first as usize;
        let joint = first > end && (tokens[first - 1].upos == Upos::Cconj || tokens[first - 1].lower == ",");
        let small = |k: &usize| matches!(tokens[*k].upos, Upos::Aux | Upos::Adv) || self.is("auxiliary", *k);
        let verb = (m.end as usize..tokens.len()).find(|k| !small(k));
        joint && !self.marked(m) && verb.is_some_and(|v| self.verbs.contains(&v))
    }

    /// Whoever stands in the possessive before a noun, whatever qualifies the noun (`Obama's own first visit`).
    fn possessor(&self, t: &Trigger, kinds: Kinds) -> Option<usize> {
        let tokens = &self.sent().tokens;
        let own = |m: &Mention| {
            let at = m.end as usize;
            let marked = tokens.get(at).is_some_and(|x| self.frames.rules.is("genitive", &x.lower));
            let between = tokens.get(at + 1..t.first).filter(|b| marked && b.len() <= 3);
            between.is_some_and(|b| {
                b.iter().all(|x| matches!(x.upos, Upos::Adj | Upos::Noun | Upos::Num | Upos::Det))
            })
        };
        self.outer(kinds).filter(|(_, m)| own(m)).map(|(i, _)| i).last()
    }

    /// Two states or organisations joined by a dash in a noun's own phrase (`the third France-Laos defence policy
    /// dialogue`, `Đối thoại chính sách Việt Nam - Lào`): nothing but words of such a phrase stands between.
    fn dashed(&self, t: &Trigger, kinds: Kinds) -> Vec<usize> {
        let tokens = &self.sent().tokens;
        let sided = Kinds::STATE | Kinds::ORG;
        let list: Vec<(usize, &Mention)> =
            self.outer(kinds).filter(|(_, m)| self.ctx.kind(m) & sided != 0).collect();
        let dash = |t: &Token| matches!(t.lower.as_str(), "-" | "–" | "—");
        let phrase = |range: Range<usize>| {
            range.len() <= PHRASE
                && tokens[range].iter().all(|t| {
                    matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Cconj)
                        || self.order_first
                            && t.upos == Upos::Verb
                            && !self.frames.rules.is("happens", &t.lower)
                        || t.upos == Upos::Adp && self.frames.preposition(t) == Some(Slot::Of)
                })
        };
        list.windows(2)
            .filter(|w| {
                let (a, b) = (w[0].1, w[1].1);
                let joint = tokens.get(a.end as usize..b.first as usize);
                joint.is_some_and(|j| j.len() == 1 && dash(&j[0]))
            })
            .find(|w| {
                let (first, end) = (w[0].1.first as usize, w[1].1.end as usize);
                end <= t.first && phrase(end..t.first) || t.end <= first && phrase(t.end..first)
            })
            .map_or_else(Vec::new, |w| vec![w[0].0, w[1].0])
    }

    /// What follows the slot's preposition after a trigger.
    pub(crate) fn linear_marked(&self, t: &Trigger, end: usize, slot: Slot, kinds: Kinds) -> Vec<usize> {
        let mut out = Vec::new();
        if self.prepositions().slots >> slot as u32 & 1 == 0 {
            return out;
        }
        let tokens = &self.sent().tokens;
        let mut to = (end + REACH).min(tokens.len());
        // `điện đàm với`: a preposition may be the trigger's own last word.
        let own = t.end - t.first > 1
            && self.marker_at(t.end - 1).is_some_and(|(len, found)| len == 1 && found == slot);
        let from = if slot == Slot::LedBy { end } else { t.end - usize::from(own) };
        // Whose an act is stands next to it (`the attack of X`), or the parse has found it.
        if slot == Slot::Of && !self.order_first && self.sent().parsed {
            to = to.min(from + OF_REACH);
        }
        let mut k = from;
        while k < to {
            if tokens[k].lower == ";" && out.is_empty() || (tokens[k].lower == "." && k + 1 < to) {
                break;
            }
            // A noun's prepositions stand before the next finite verb.
            let verb = !self.order_first
                && t.noun
                && matches!(tokens[k].upos, Upos::Verb | Upos::Aux)
                && tokens[k].feats.has(Feats::FINITE);
            // `Talks took place on Monday between A and B`: the pair may stand behind the verb.
            if verb && out.is_empty() && k >= end && slot != Slot::Between {
                break;
            }
            // Nor is the agent of another verb this one's.
            let other = slot == Slot::By && !self.order_first && self.sent().parsed && !t.noun;
            if other && out.is_empty() && k > t.end && tokens[k].upos == Upos::Verb {
                break;
            }
            // A list repeats its preposition: `with A; with B, who …; and with C`.
            let listed = |k: usize| {
                // `the first with A and the second with B`
                let back = (0..k)
                    .rev()
                    .take(3)
                    .take_while(|i| matches!(tokens[*i].upos, Upos::Det | Upos::Adj | Upos::Num));
                let k = k - if self.order_first { 0 } else { back.count() };
                k > 0
                    && (tokens[k - 1].upos == Upos::Cconj
                        || matches!(tokens[k - 1].lower.as_str(), ";" | ",")
                        || self.order_first && self.is("joint", k - 1))
            };
            // Whose an act is stands in its own clause.
            if self.order_first && slot == Slot::Of && out.is_empty() && tokens[k].lower == "," {
                break;
            }
            if let Some((len, found)) = self.marker_at(k) {
                if found == slot && (out.is_empty() || listed(k)) {
                    let after = k + len;
                    let next = self
                        .outer(kinds)
                        .find(|(_, m)| m.first as usize >= after && m.first as usize <= after + 5);
                    if let Some((i, m)) = next {
                        let clear = (after..m.first as usize).all(|j| {
                            // `entre des délégations X et Y`: an article may look like a preposition.
                            (self.marker_at(j).is_none() || tokens[j].upos == Upos::Det)
                                && !matches!(tokens[j].lower.as_str(), "," | ";" | ".")
                        });
                        let clear = clear || matches!(slot, Slot::In | Slot::From) && self.lies_in(after, m);
                        let land =
                            if matches!(slot, Slot::In | Slot::From) { self.land_of(m, kinds) } else { None };
                        if clear {
                            out.push(land.unwrap_or(i));
                            self.coordinated(i, kinds, &mut out);
                            to = (m.end as usize + REACH).min(tokens.len());
                            if slot != Slot::With {
                                break;
                            }
                        }
                    }
                }
                k += len;
            } else {
                k += 1;
            }
        }
        out
    }

    /// The preposition (of up to four words) that begins at a token: every role of every frame asks, so all are found at
    /// the first question.
    pub(crate) fn marker_at(&self, token: usize) -> Option<(usize, Slot)> {
        self.prepositions().at.get(token).copied().flatten()
    }

    fn prepositions(&self) -> &Markers {
        self.markers.get_or_init(|| {
            let at: Box<[_]> = (0..self.seen.len()).map(|i| self.seen.marker(i, MARKER)).collect();
            let slots = at.iter().flatten().fold(0, |slots, (_, slot)| slots | 1 << *slot as u32);
            Markers { at, slots }
        })
    }
}
