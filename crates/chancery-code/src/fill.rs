//! Fills the roles of a frame: first by the parse, then by word order, or the other way round where a pack says that
//! its parse is the weaker of the two.

use crate::context::Context;
use crate::frame::{Frame, Frames, Kinds, Role, Slot, Trigger, Words};
use crate::tree::{Arg, Tree};
use chancery_model::{ActorRef, Feats, How, Mention, MentionKind, Rel, Sentence, Upos};

/// A role filled by a mention of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fill {
    pub(crate) role: Role,
    pub(crate) slot: Slot,
    /// The sentence of the mention: an earlier one where a pronoun refers back.
    pub(crate) sentence: usize,
    /// Index into that sentence's mentions.
    pub(crate) mention: usize,
}

/// How far a filler may stand from a trigger by word order alone, in tokens.
const REACH: usize = 30;
/// The same for an object, which follows its verb closely.
const OBJECT_REACH: usize = 5;
/// A trigger among the first tokens of its sentence, up to this one, opens it.
const OPENING: usize = 2;

/// Everything needed to fill frames in one sentence.
#[derive(Debug)]
pub(crate) struct Filler<'a> {
    pub(crate) ctx: &'a Context<'a>,
    pub(crate) frames: &'a Frames,
    pub(crate) tree: Tree<'a>,
    pub(crate) number: usize,
    /// Word order first.
    pub(crate) order_first: bool,
    /// First tokens of the sentence's triggers that are no nouns, in order.
    pub(crate) verbs: Vec<usize>,
    /// Where the sentence's triggers of events stand, apart, in order: first token, one past the last.
    pub(crate) acts: Vec<(usize, usize)>,
    /// First tokens of its triggers of undertakings.
    pub(crate) pledges: Vec<usize>,
}

impl<'a> Filler<'a> {
    pub(crate) fn sent(&self) -> &'a Sentence {
        self.tree.sent
    }

    /// The mention of a filler.
    pub(crate) fn mention(&self, fill: &Fill) -> &'a Mention {
        &self.ctx.text.sentences[fill.sentence].mentions[fill.mention]
    }

    /// The token of a trigger that the parse hangs it by.
    pub(crate) fn head(&self, t: &Trigger) -> usize {
        let outside = |i: &usize| self.tree.head(*i).is_none_or(|h| h < t.first || h >= t.end);
        (t.first..t.end).find(outside).unwrap_or(t.first)
    }

    /// All arguments of a trigger by the parse; for a noun under a light verb, that verb's too.
    pub(crate) fn args(&self, t: &Trigger, frame: &Frame) -> (Vec<Arg>, Option<usize>) {
        let mut out = Vec::new();
        if !self.sent().parsed {
            return (out, None);
        }
        let head = self.head(t);
        let noun = t.noun || matches!(self.sent().tokens[head].upos, Upos::Noun | Upos::Propn);
        if !noun {
            // An auxiliary's arguments are those of the verb it accompanies.
            let verb = if frame.when.modal { self.tree.head(head).unwrap_or(head) } else { head };
            self.tree.verb_args(verb, self.frames, &mut out);
            return (out, None);
        }
        self.tree.noun_args(head, self.frames, &mut out);
        // The nearest verb above lends its subject.
        if let Some(verb) =
            self.tree.ancestors(head).take(4).find(|a| self.sent().tokens[*a].upos == Upos::Verb)
        {
            let mut theirs = Vec::new();
            self.tree.verb_args(verb, self.frames, &mut theirs);
            let noun = self.tree.extent(head, &[]);
            for a in theirs.into_iter().filter(|a| a.token < noun.0 || a.token >= noun.1) {
                if matches!(self.tree.rel(a.token), Rel::Nsubj | Rel::NsubjPass)
                    || a.slot == Slot::Subj && !self.tree.passive(verb)
                {
                    out.push(Arg { slot: Slot::Topic, ..a });
                }
                match a.slot {
                    Slot::Subj => out.push(Arg { slot: Slot::Clause, ..a }),
                    Slot::Obj => out.push(Arg { slot: Slot::ClauseObj, ..a }),
                    _ => {}
                }
            }
        }
        let governor = self
            .tree
            .governor(head)
            .filter(|g| frame.light.is_empty() || frame.light.set.contains(self.tree.lemma(*g)));
        if let Some(g) = governor
            && !frame.light.is_empty()
        {
            let mut theirs = Vec::new();
            self.tree.verb_args(g, self.frames, &mut theirs);
            let extent = self.tree.extent(head, &[]);
            out.extend(theirs.into_iter().filter(|a| a.token < extent.0 || a.token >= extent.1));
        }
        (out, governor)
    }

    /// The light verb of a noun trigger by the parse or, failing that, the nearest one before or after it.
    pub(crate) fn light(&self, t: &Trigger, frame: &Frame, governor: Option<usize>) -> Option<usize> {
        let tokens = &self.sent().tokens;
        let fits = |i: usize| frame.light.has(&tokens[i]);
        governor.filter(|g| fits(*g)).or_else(|| {
            let from = t.first.saturating_sub(8);
            (from..t.first)
                .rev()
                .find(|i| fits(*i))
                .or_else(|| (t.end..(t.end + 8).min(tokens.len())).find(|i| fits(*i)))
        })
    }

    /// Mentions that no other mention holds and that may fill a role, in order.
    pub(crate) fn outer(&self, kinds: Kinds) -> impl Iterator<Item = (usize, &'a Mention)> + '_ {
        let mut reach = 0u16;
        self.sent().mentions.iter().enumerate().filter(move |(_, m)| {
            // The place and agency of a dateline take no part in what is told.
            let filed = self.ctx.doc.dateline.as_ref().is_some_and(|d| d.span.contains(m.span));
            if filed || self.ctx.kind(m) & kinds.0 == 0 {
                return false;
            }
            let inner = m.end <= reach;
            reach = reach.max(m.end);
            !inner
        })
    }

    /// The mentions that an argument's head token stands for.
    fn at(&self, token: usize, kinds: Kinds, out: &mut Vec<usize>) {
        let before = out.len();
        let covering = self.outer(kinds).find(|(_, m)| (m.first as usize) <= token && token < m.end as usize);
        if let Some((i, _)) = covering {
            if !out.contains(&i) {
                out.push(i);
            }
        } else {
            let (lo, hi) = self.tree.extent(
                token,
                &[Rel::AclRelcl, Rel::Advcl, Rel::Conj, Rel::Parataxis, Rel::Ccomp, Rel::Xcomp],
            );
            for (i, m) in self.outer(kinds) {
                if m.first as usize >= lo
                    && m.end as usize <= hi
                    && !out.contains(&i)
                    && out.len() < before + 6
                {
                    out.push(i);
                }
            }
        }
        for k in before..out.len() {
            self.coordinated(out[k], kinds, out);
        }
    }

    /// True for a token that a mention of such a kind holds.
    fn covered(&self, token: usize, kinds: Kinds) -> bool {
        self.outer(kinds).any(|(_, m)| (m.first as usize) <= token && token < m.end as usize)
    }

    /// Mentions joined to a mention by commas and a conjunction (`X, Y and Z`), by word order.
    fn coordinated(&self, first: usize, kinds: Kinds, out: &mut Vec<usize>) {
        let tokens = &self.sent().tokens;
        let mentions = &self.sent().mentions;
        let mut end = mentions[first].end as usize;
        let kind = self.ctx.kind(&mentions[first]);
        let mut chain = Vec::new();
        let mut joined = false;
        for (i, m) in self.outer(kinds).skip_while(|(i, _)| *i <= first) {
            let start = m.first as usize;
            if start < end {
                continue;
            }
            let between = &tokens[end..start];
            let glue = |t: &chancery_model::Token| {
                matches!(t.upos, Upos::Cconj | Upos::Punct | Upos::Det) && t.lower != ";" && t.lower != "."
            };
            // `ainsi que`, `as well as`: what joins in several words.
            let words: Vec<&str> = between.iter().filter(|t| !glue(t)).map(|t| t.lower.as_str()).collect();
            let phrase =
                !words.is_empty() && words.len() <= 3 && self.frames.rules.is("joins", &words.join(" "));
            if between.is_empty()
                || between.len() > 6
                || !(words.is_empty() && between.len() <= 3 || phrase)
                || !self.alike(self.ctx.kind(m), kind)
            {
                break;
            }
            let cc = phrase || between.iter().any(|t| t.upos == Upos::Cconj);
            chain.push(i);
            end = m.end as usize;
            if cc {
                joined = true;
                break;
            }
        }
        if joined {
            for i in chain {
                if !out.contains(&i) {
                    out.push(i);
                }
            }
        }
    }

    /// Fillers of a slot by word order.
    fn linear(&self, t: &Trigger, light: Option<usize>, slot: Slot, kinds: Kinds, voice: bool) -> Vec<usize> {
        let tokens = &self.sent().tokens;
        let (start, end) = match light {
            Some(l) => (t.first.min(l), t.end.max(l + 1)),
            None => (t.first, t.end),
        };
        let mut out = Vec::new();
        // `A bị B bắt`, `A được B tiếp`: what stands before the passive word is the object, what stands after it the agent.
        let passive = (start.saturating_sub(10)..start)
            .rev()
            .find(|i| self.frames.rules.is("passive", &tokens[*i].lower));
        if let Some(p) = passive.filter(|_| matches!(slot, Slot::Subj | Slot::Obj)) {
            let hit = match slot {
                Slot::Subj => {
                    self.outer(kinds).find(|(_, m)| m.first as usize > p && m.end as usize <= start)
                }
                _ => self.outer(kinds).filter(|(_, m)| m.end as usize <= p).last(),
            };
            if let Some((i, m)) = hit
                && p.abs_diff(m.end as usize) <= REACH
            {
                out.push(i);
                self.coordinated(i, kinds, &mut out);
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
        match slot {
            Slot::Before => {
                let start = self.inserted(start).unwrap_or(start);
                let near =
                    self.outer(kinds).filter(|(_, m)| m.end as usize <= start && !self.adjective(m)).last();
                if let Some((i, m)) = near {
                    let between = m.end as usize..start;
                    if between.len() <= 3
                        && between.clone().all(|k| self.frames.rules.is("auxiliary", &tokens[k].lower))
                    {
                        out.push(i);
                        self.coordinated(i, kinds, &mut out);
                    }
                }
            }
            Slot::Subj | Slot::Clause | Slot::Topic => {
                // `A pledges X and stands ready for Y`: with no mention after the conjunction, the verb before it has the
                // subject.
                let joint = (start.saturating_sub(4)..start).rev().find(|i| {
                    tokens[*i].upos == Upos::Cconj
                        || matches!(tokens[*i].lower.as_str(), "," | ";")
                        || self.frames.rules.is("joint", &tokens[*i].lower)
                            && !self.frames.rules.is("auxiliary", &tokens[*i].lower)
                });
                let start = match joint.filter(|j| self.order_first && !self.closes(*j, kinds)) {
                    Some(j)
                        if !self
                            .outer(kinds)
                            .any(|(_, m)| m.first as usize > j && m.end as usize <= start) =>
                    {
                        self.verbs.iter().rev().find(|v| **v < j).copied().unwrap_or(start)
                    }
                    _ => start,
                };
                let start = self.inserted(start).unwrap_or(start);
                let from = start.saturating_sub(REACH);
                let stop = (from..start).rev().find(|i| matches!(tokens[*i].lower.as_str(), ";" | ":"));
                let from = stop.map_or(from, |s| s + 1);
                let candidates: Vec<(usize, &Mention)> = self
                    .outer(kinds)
                    .filter(|(_, m)| {
                        m.first as usize >= from && m.end as usize <= start && !self.adjective(m)
                    })
                    .collect();
                let free = candidates.iter().rev().find(|(_, m)| !self.marked(m));
                if let Some((i, _)) = free.or(candidates.last()) {
                    // A list of subjects ends with the nearest; go back to where it begins.
                    let mut first = *i;
                    for (j, _) in candidates.iter().rev().skip_while(|(j, _)| j != i).skip(1) {
                        let mut joined = vec![*j];
                        self.coordinated(*j, kinds, &mut joined);
                        if joined.contains(&first) {
                            first = *j;
                        } else {
                            break;
                        }
                    }
                    out.push(first);
                    self.coordinated(first, kinds, &mut out);
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
                if let Some((i, m)) = next {
                    let gap = t.end..m.first as usize;
                    let blocked = gap.clone().any(|k| {
                        self.frames.markers.contains_key(tokens[k].lower.as_str())
                            || matches!(tokens[k].lower.as_str(), "," | ";" | ":" | ".")
                    });
                    if gap.len() <= OBJECT_REACH && !blocked {
                        out.push(i);
                        self.coordinated(i, kinds, &mut out);
                    }
                }
            }
            Slot::By if self.order_first => {
                out = self.linear_marked(t, end, slot, kinds);
                if out.is_empty() {
                    out = self.agent_before(start, kinds);
                }
            }
            Slot::Adj => {
                for (i, m) in self.outer(kinds) {
                    let adjacent = m.end as usize == t.first || m.first as usize == t.end;
                    if adjacent && matches!(m.kind, MentionKind::Actor(_)) {
                        out.push(i);
                        self.coordinated(i, kinds, &mut out);
                    }
                }
            }
            Slot::Near => {
                out.extend(self.outer(kinds).filter(|(_, m)| !self.adjective(m)).map(|(i, _)| i).take(8));
            }
            _ => out = self.linear_marked(t, end, slot, kinds),
        }
        out
    }

    /// True for a trigger of an opening phrase that has no subject of its own: a noun's clause, or a verb without a person.
    fn opens(&self, t: &Trigger, slot: Slot) -> bool {
        let feats = self.sent().tokens[t.first].feats;
        match slot {
            Slot::Subj => !t.noun && feats.has(Feats::GERUND) && !feats.has(Feats::FINITE),
            _ => true,
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

    /// What follows the slot's preposition after a trigger.
    fn linear_marked(&self, t: &Trigger, end: usize, slot: Slot, kinds: Kinds) -> Vec<usize> {
        let tokens = &self.sent().tokens;
        let mut out = Vec::new();
        let mut to = (end + REACH).min(tokens.len());
        // `điện đàm với`: a preposition may be the trigger's own last word.
        let own = t.end - t.first > 1
            && self.marker_at(t.end - 1).is_some_and(|(len, found)| len == 1 && found == slot);
        let from = if slot == Slot::LedBy { end } else { t.end - usize::from(own) };
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
            if verb && out.is_empty() && k >= end {
                break;
            }
            // A list repeats its preposition: `with A; with B, who …; and with C`.
            let listed = |k: usize| {
                k > 0
                    && (tokens[k - 1].upos == Upos::Cconj
                        || matches!(tokens[k - 1].lower.as_str(), ";" | ",")
                        || self.order_first && self.frames.rules.is("joint", &tokens[k - 1].lower))
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
                            self.marker_at(j).is_none()
                                && !matches!(tokens[j].lower.as_str(), "," | ";" | ".")
                        });
                        if clear {
                            out.push(i);
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

    /// The preposition (of up to four words) that begins at a token.
    pub(crate) fn marker_at(&self, token: usize) -> Option<(usize, Slot)> {
        let tokens = &self.sent().tokens;
        // Hardly any word begins a preposition: one look-up tells.
        let first = &tokens.get(token)?.lower;
        if !self.frames.marker_starts.contains(first) {
            return None;
        }
        let mut best = self.frames.markers.get(first).map(|slot| (1, *slot));
        let mut phrase = first.to_string();
        for len in 2..=4 {
            let Some(t) = tokens.get(token + len - 1) else { break };
            phrase.push(' ');
            phrase.push_str(&t.lower);
            if !self.frames.marker_starts.contains(phrase.as_str()) {
                break;
            }
            if let Some(slot) = self.frames.markers.get(phrase.as_str()) {
                best = Some((len, *slot));
            }
        }
        best
    }

    fn adjective(&self, m: &Mention) -> bool {
        matches!(&m.kind, MentionKind::Actor(ActorRef { how: How::Adjective, .. }))
    }

    /// Fills a frame's roles; `None` when a need is not met.
    pub(crate) fn fill(&self, t: &Trigger, frame: &Frame) -> Option<(Vec<Fill>, Option<usize>)> {
        let (args, governor) = self.args(t, frame);
        let light = if frame.light.is_empty() { None } else { Some(self.light(t, frame, governor)?) };
        if !self.context_fits(t, frame, light) {
            return None;
        }
        // By the parse first; where that leaves a need open, by word order alone.
        let fills = self
            .roles(t, frame, &args, light, true)
            .or_else(|| if self.order_first { None } else { self.roles(t, frame, &args, light, false) })?;
        Some((fills, light))
    }

    /// Fills the roles in one way; `None` when a need is not met.
    fn roles(
        &self,
        t: &Trigger,
        frame: &Frame,
        args: &[Arg],
        light: Option<usize>,
        by_parse: bool,
    ) -> Option<Vec<Fill>> {
        let mut fills: Vec<Fill> = Vec::new();
        for (role, slots, kinds) in &frame.roles {
            for slot in slots {
                let mut found = Vec::new();
                // What stands right behind the preposition is surer than what a parse finds somewhere below it.
                let near = if *slot == Slot::With && by_parse && !self.order_first {
                    self.linear_marked(t, t.end, Slot::With, *kinds)
                } else {
                    Vec::new()
                };
                let tree = |found: &mut Vec<usize>| {
                    for a in args.iter().filter(|a| a.slot == *slot) {
                        if near.is_empty() || self.covered(a.token, *kinds) {
                            self.at(a.token, *kinds, found);
                        }
                    }
                };
                if by_parse && !self.order_first {
                    tree(&mut found);
                }
                if args.iter().any(|a| a.slot == *slot) {
                    for &i in &near {
                        if !found.contains(&i) {
                            found.push(i);
                        }
                    }
                }
                // An argument that is no mention (`the ambassador's dog met …`) is still the argument: word order would
                // only find somebody else.
                let taken = by_parse
                    && !self.order_first
                    && matches!(slot, Slot::Subj | Slot::Obj)
                    && args.iter().any(|a| a.slot == *slot && self.sent().tokens[a.token].upos != Upos::Pron);
                if found.is_empty() && !taken {
                    found = self.linear(t, light, *slot, *kinds, frame.when.force.is_none());
                }
                if found.is_empty() && self.order_first {
                    tree(&mut found);
                }
                // One mention, one role; a trigger's own words fill none.
                found.retain(|i| {
                    let m = &self.sent().mentions[*i];
                    let own = (m.first as usize) <= t.first
                        && t.end <= m.end as usize
                        && matches!(m.kind, MentionKind::Person(_));
                    // One travels to Italy, not to `Italian`.
                    let place = !matches!(role, Role::Dest | Role::Origin) || !self.adjective(m);
                    !own && place && !fills.iter().any(|f| f.mention == *i && f.sentence == self.number)
                });
                let any = !found.is_empty();
                fills.extend(found.into_iter().map(|mention| Fill {
                    role: *role,
                    slot: *slot,
                    sentence: self.number,
                    mention,
                }));
                if any {
                    break;
                }
            }
        }
        self.referred(t, frame, &mut fills);
        let met = frame
            .need
            .iter()
            .all(|any| any.iter().any(|r| fills.iter().any(|f| f.role == *r) || *r == Role::Doc));
        if !met && !frame.when.dyad {
            return None;
        }
        if let Some(least) = frame.when.sides.filter(|_| !frame.when.dyad) {
            let mut sides: Vec<String> = Vec::new();
            for f in &fills {
                let m = self.mention(f);
                let theirs = self.ctx.sides_of(m, self.number);
                // A person whose side is not known may be of a side of their own.
                if let (true, MentionKind::Person(p)) = (theirs.is_empty(), &m.kind) {
                    sides.push(p.entity.map_or_else(|| m.first.to_string(), |e| format!("#{e}")));
                }
                sides.extend(theirs);
            }
            sides.sort();
            sides.dedup();
            if sides.len() < least {
                return None;
            }
        }
        Some(fills)
    }

    /// The words that a frame wants or bars around its trigger.
    fn context_fits(&self, t: &Trigger, frame: &Frame, light: Option<usize>) -> bool {
        let tokens = &self.sent().tokens;
        let is = |set: &Words, i: usize| set.has(&tokens[i]);
        if !frame.with.is_empty() && !frame.with.within(tokens) || frame.unless.within(tokens) {
            return false;
        }
        if frame.when.opening && tokens[..t.first].iter().any(|t| t.upos != Upos::Punct) {
            return false;
        }
        if !frame.without.is_empty() {
            let head = self.head(t);
            let near = (t.first.saturating_sub(1)..t.first).chain(t.end..(t.end + 1).min(tokens.len()));
            let kids: Vec<usize> = self.tree.kids(head).collect();
            if near.chain(kids).any(|i| is(&frame.without, i)) {
                return false;
            }
        }
        if !frame.object.is_empty() {
            let head = self.head(t);
            let passive = self.sent().parsed && self.tree.passive(head);
            let parsed = self.tree.kids(head).any(|k| {
                let object = matches!(self.tree.rel(k), Rel::Obj | Rel::NsubjPass)
                    || (passive && self.tree.rel(k) == Rel::Nsubj);
                object && (is(&frame.object, k) || self.conjuncts(k).iter().any(|c| is(&frame.object, *c)))
            }) || (matches!(self.tree.rel(head), Rel::Acl | Rel::AclRelcl | Rel::Amod)
                && self.tree.head(head).is_some_and(|h| is(&frame.object, h)));
            // By word order: the object's head noun within a few words after the verb, or before a participle.
            let end = light.map_or(t.end, |l| t.end.max(l + 1));
            // What follows a second verb is that verb's (`reduce tensions and increase cooperation`).
            let mut noun = false;
            let linear = (end..(end + 12).min(tokens.len()))
                .take_while(|i| {
                    let other = noun
                        && !self.order_first
                        && tokens[*i].upos == Upos::Verb
                        && !tokens[*i].feats.has(Feats::PARTICIPLE);
                    noun |= matches!(tokens[*i].upos, Upos::Noun | Upos::Propn);
                    !other && !matches!(tokens[*i].lower.as_str(), ";" | ":")
                })
                .any(|i| is(&frame.object, i) || self.phrase_in(&frame.object, i));
            // `the accord that A and B signed`: the noun before the relative pronoun.
            let relative = (t.first.saturating_sub(14)..t.first).rev().any(|i| {
                self.frames.rules.is("relative", &tokens[i].lower)
                    && (i.saturating_sub(6)..i)
                        .any(|k| is(&frame.object, k) || self.phrase_in(&frame.object, k))
            });
            if !parsed && !linear && !relative {
                return false;
            }
        }
        true
    }

    fn conjuncts(&self, token: usize) -> Vec<usize> {
        self.tree.kids(token).filter(|k| self.tree.rel(*k) == Rel::Conj).collect()
    }

    fn phrase_in(&self, set: &Words, at: usize) -> bool {
        set.phrase_at(&self.sent().tokens, at)
    }
}
