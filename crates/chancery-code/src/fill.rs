//! Fills the roles of a frame: first by the parse, then by word order, or the other way round where a pack says that
//! its parse is the weaker of the two.

use crate::context::{Context, joined};
use crate::frame::{Frame, Frames, Kinds, Role, Slot, Trigger};
use crate::glance::Seen;
use crate::tree::{Arg, Tree};
use chancery_model::{ActorRef, Feats, How, Mention, MentionKind, Rel, Sentence, Token, Upos};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};

/// As many arguments as hardly any trigger has.
const ARGS: usize = 8;
/// How many words before or behind a noun its light verb may stand.
const LIGHT: usize = 8;
/// The most words between such a phrase and the person it is about.
const BEHIND: usize = 1;

/// The prepositions of a sentence.
#[derive(Debug)]
pub(crate) struct Markers {
    /// The one that begins at each token, if any: how many tokens it has, and its slot.
    pub(crate) at: Box<[Option<(usize, Slot)>]>,
    /// A bit for each slot that one of them has.
    pub(crate) slots: u32,
}

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

/// Everything needed to fill frames in one sentence.
#[derive(Debug)]
pub(crate) struct Filler<'a> {
    pub(crate) ctx: &'a Context<'a>,
    pub(crate) frames: &'a Frames,
    pub(crate) tree: Tree<'a>,
    pub(crate) seen: Seen<'a>,
    pub(crate) number: usize,
    /// Word order first.
    pub(crate) order_first: bool,
    /// First tokens of the sentence's triggers that are no nouns, in order.
    pub(crate) verbs: Vec<usize>,
    /// Where the sentence's triggers of events stand, apart, in order: first token, one past the last.
    pub(crate) acts: Vec<(usize, usize)>,
    /// First tokens of its triggers of undertakings.
    pub(crate) pledges: Vec<usize>,
    /// The preposition that begins at each token, once somebody asked.
    pub(crate) markers: OnceCell<Markers>,
    /// What each mention may fill, once somebody asked; 0 for those that take no part.
    pub(crate) kinds: OnceCell<Vec<u8>>,
    /// Where words of the passive stand, once somebody asked.
    pub(crate) undergone: OnceCell<Vec<usize>>,
    /// Whether a trigger's frame could be filled, of those that were tried.
    pub(crate) tried: RefCell<FxHashMap<Trigger, bool>>,
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
        let mut out = Vec::with_capacity(ARGS);
        if !self.sent().parsed {
            return (out, None);
        }
        let head = self.head(t);
        let noun = t.noun || matches!(self.sent().tokens[head].upos, Upos::Noun | Upos::Propn);
        if !noun {
            // An auxiliary's arguments are those of the verb it accompanies.
            self.tree.verb_args(self.verb(t, frame), self.frames, &mut out);
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
        let governor = self.tree.governor(head).and_then(|g| {
            // `the talks are due to be held`: what is told of a noun may be below what governs it.
            let fits = |v: usize| self.seen.begins(&frame.light, v);
            let below = |g: usize| self.tree.kids(g).find(|k| self.tree.rel(*k) == Rel::Xcomp && fits(*k));
            if frame.light.is_empty() || fits(g) { Some(g) } else { below(g) }
        });
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
        let head = self.head(t);
        // `a tightened embargo`, `at the end of the talks`: what only qualifies a noun or is one carries nothing.
        let idle = |i: usize| {
            let qualifies = tokens[i].rel == Rel::Amod && tokens[i].head == Some(head as u16);
            qualifies
                || tokens[i].upos == Upos::Noun && i < t.first && self.tree.ancestors(head).any(|k| k == i)
        };
        let verbal = |i: usize| !self.sent().parsed || self.order_first || !idle(i);
        let fits = |i: usize| tokens[i].rel != Rel::Aux && self.seen.begins(&frame.light, i) && verbal(i);
        // `refused talks`: the object of another verb is under no light one.
        let other = self.sent().parsed && !self.order_first && {
            let verb = self.tree.head(head).filter(|_| self.tree.rel(head) == Rel::Obj);
            verb.is_some_and(|v| tokens[v].upos == Upos::Verb && !fits(v))
        };
        // `during his visit X received Y`: what happens meanwhile is not what is done to it; `the visit that he paid` is.
        let aside = self.sent().parsed
            && !self.order_first
            && self.tree.rel(head) == Rel::Obl
            && self.tree.marker(head) == Some(Slot::About);
        // `ended the fighting that had broken out`: what a relative clause tells of a noun is told of it under any verb.
        let relative = || self.tree.kids(head).find(|k| self.tree.rel(*k) == Rel::AclRelcl && fits(*k));
        if aside {
            return relative();
        }
        governor.filter(|g| fits(*g)).or_else(|| {
            if other {
                return relative();
            }
            let from = t.first.saturating_sub(LIGHT);
            (from..t.first)
                .rev()
                .find(|i| fits(*i))
                .or_else(|| self.words_behind(t.end, LIGHT).find(|i| fits(*i)))
        })
    }

    /// Mentions that no other mention holds and that may fill a role, in order.
    pub(crate) fn outer(&self, kinds: Kinds) -> impl Iterator<Item = (usize, &'a Mention)> + '_ {
        let all = self.kinds.get_or_init(|| self.sent().mentions.iter().map(|m| self.part(m)).collect());
        let mut reach = 0u16;
        // Where the last of them ends in the text and where it begins among the tokens.
        let mut last = (0usize, u16::MAX);
        self.sent().mentions.iter().enumerate().filter(move |(i, m)| {
            if all[*i] & kinds.0 == 0 {
                return false;
            }
            // `the Franco-Lao commission`: the halves of one word stand beside each other.
            let half = m.first == last.1 && m.end == reach && m.span.start as usize > last.0;
            let inner = m.end <= reach && !half || self.abbreviates(m);
            reach = reach.max(m.end);
            if !inner {
                last = (m.span.end as usize, m.first);
            }
            !inner
        })
    }

    /// True for a mention behind an article.
    fn articled(&self, m: &Mention) -> bool {
        let before = (m.first as usize).checked_sub(1).and_then(|b| self.sent().tokens.get(b));
        before.is_some_and(|t| t.upos == Upos::Det)
    }

    /// What a mention may fill; 0 where it takes no part in what is told.
    fn part(&self, m: &Mention) -> u8 {
        // The place and agency of a dateline.
        let filed = self.ctx.doc.dateline.as_ref().is_some_and(|d| d.span.contains(m.span));
        // `US dollars`: whose money it is.
        let after = m.end as usize;
        let money = after < self.seen.len() && self.is("currency", after);
        // `according to the UN`: a source takes no part.
        let start = (m.first as usize).saturating_sub(usize::from(self.articled(m)));
        let source = start >= 2 && self.phrase_at("sourced", start - 2, 2) == 2;
        if filed || money || source { 0 } else { self.ctx.kind(m) }
    }

    /// The mentions that an argument's head token stands for.
    fn at(&self, token: usize, kinds: Kinds, out: &mut Vec<usize>) {
        let before = out.len();
        let mut covered = false;
        for (i, m) in self.outer(kinds).take_while(|(_, m)| (m.first as usize) <= token) {
            if token < m.end as usize {
                covered = true;
                if !out.contains(&i) {
                    out.push(i);
                }
            }
        }
        if !covered && !self.named(token) {
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

    /// True for a token of a named person: the state in their office takes no part in their place.
    fn named(&self, token: usize) -> bool {
        self.sent().mentions.iter().any(|m| {
            matches!(&m.kind, MentionKind::Person(p) if p.name.is_some())
                && (m.first as usize) <= token
                && token < m.end as usize
        })
    }

    /// True for a token that a mention of such a kind holds.
    fn covered(&self, token: usize, kinds: Kinds) -> bool {
        self.outer(kinds).any(|(_, m)| (m.first as usize) <= token && token < m.end as usize)
    }

    /// Mentions joined to a mention by commas and a conjunction (`X, Y and Z`), by word order.
    pub(crate) fn coordinated(&self, first: usize, kinds: Kinds, out: &mut Vec<usize>) {
        let mentions = &self.sent().mentions;
        let mut end = mentions[first].end as usize;
        let kind = self.ctx.kind(&mentions[first]);
        let mut chain = Vec::new();
        let mut closed = false;
        // The list of the other side has begun.
        let mut opened = false;
        for (i, m) in self.outer(kinds).skip_while(|(i, _)| *i <= first) {
            let start = m.first as usize;
            if start < end || kind & Kinds::PERSON != 0 && self.adjective(m) {
                continue;
            }
            // `ainsi que`, `as well as`: what joins in several words.
            let phrase = || {
                let between = self.sent().tokens.get(end..start).filter(|b| (1..=6).contains(&b.len()))?;
                let glue = |t: &Token| {
                    matches!(t.upos, Upos::Cconj | Upos::Punct | Upos::Det)
                        && !matches!(t.lower.as_str(), ";" | ".")
                };
                let words: Vec<&str> =
                    between.iter().filter(|t| !glue(t)).map(|t| t.lower.as_str()).collect();
                (words.len() <= 3 && self.frames.rules.is("joins", &words.join(" "))).then_some(true)
            };
            // `the premier, A; B, head of Z; and C`: a semicolon lists people who do nothing themselves.
            let listed = || {
                let between = self.sent().tokens.get(end..start).filter(|b| (1..=3).contains(&b.len()))?;
                let glue = |t: &Token| t.lower == ";" || matches!(t.upos, Upos::Cconj | Upos::Det);
                let after = self.sent().tokens.get(m.end as usize);
                let acts = after.is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
                let person = matches!(m.kind, MentionKind::Person(_));
                (person && !acts && between.iter().all(glue))
                    .then(|| between.iter().any(|t| t.upos == Upos::Cconj))
            };
            // `à Pékin et à Canton`, `du Togo, du Ghana et du Bénin`: the preposition again.
            let again = || self.repeated(first, end, start);
            let alike = self.alike(self.ctx.kind(m), kind) || self.shares_noun(end, m);
            let Some(cc) = joined(self.sent(), end, start)
                .or_else(phrase)
                .or_else(again)
                .or_else(listed)
                .filter(|_| alike)
            else {
                break;
            };
            // `A and B on the Lao side and C and D on the Thai`: a list of either side.
            let sided = || {
                let behind = mentions.partition_point(|x| (x.first as usize) <= end);
                let between = mentions[behind..].iter().take_while(|x| (x.first as usize) < start);
                between.filter(|x| (x.end as usize) < start).any(|x| matches!(x.kind, MentionKind::Actor(_)))
            };
            if closed && (kind & Kinds::PERSON == 0 || !opened && !sided()) {
                break;
            }
            opened = closed && !opened;
            let cc = cc || self.paired(self.sent().tokens.get(end..start).unwrap_or(&[]), kind);
            chain.push(i);
            end = m.end as usize;
            closed |= cc;
        }
        let listed = kind & (Kinds::STATE | Kinds::PERSON);
        if closed && listed != 0 {
            // The head of a list may stand before the one that the parse finds (`A, B and C reject …`).
            let mut at = mentions[first].first as usize;
            for (i, m) in self.outer(kinds).filter(|(i, _)| *i < first).collect::<Vec<_>>().into_iter().rev()
            {
                let glued = joined(self.sent(), m.end as usize, at) == Some(false);
                if !glued || self.marked(m) || self.governed(m) || self.ctx.kind(m) & listed == 0 {
                    break;
                }
                at = m.first as usize;
                if !out.contains(&i) {
                    out.push(i);
                }
            }
        }
        if closed || self.order_first && (chain.len() >= 2 || self.both(first, &chain)) {
            for i in chain {
                if !out.contains(&i) {
                    out.push(i);
                }
            }
        }
    }

    /// The people, or the group of people, named right behind a phrase that ends at a token, with all that the list goes on
    /// with.
    pub(crate) fn listed_behind(&self, from: usize) -> Vec<usize> {
        let near = |m: &Mention| (from..=from + BEHIND).contains(&(m.first as usize));
        let group = |m: &Mention| matches!(&m.kind, MentionKind::Group(g) if g.people);
        let kinds = Kinds(Kinds::PERSON | Kinds::GROUP);
        let mut found = self.outer(kinds).filter(|(_, m)| near(m));
        let Some((first, m)) =
            found.next().filter(|(_, m)| group(m) || self.ctx.kind(m) & Kinds::PERSON != 0)
        else {
            return Vec::new();
        };
        let mut all = vec![first];
        if !group(m) {
            self.coordinated(first, Kinds(Kinds::PERSON), &mut all);
        }
        all
    }

    /// True right behind a verb or its article (`after meeting A, B and C said …`): a person there is that verb's.
    pub(crate) fn governed(&self, m: &Mention) -> bool {
        let tokens = &self.sent().tokens;
        let before = tokens[..m.first as usize].iter().rev().find(|t| t.upos != Upos::Det);
        matches!(m.kind, MentionKind::Person(_)) && before.is_some_and(|t| t.upos == Upos::Verb)
    }

    /// True for the second adjective of one noun (`les armées malienne et burkinabè`): the mention that ends at `end` ends
    /// with an adjective, too, and no noun follows.
    fn shares_noun(&self, end: usize, m: &Mention) -> bool {
        let sent = self.sent();
        let inner = |x: &Mention| {
            x.end as usize == end
                && self.adjective(x)
                && sent.mentions.iter().any(|o| o.end == x.end && o.first < x.first)
        };
        let noun =
            sent.tokens.get(m.end as usize).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn));
        self.adjective(m) && !noun && sent.mentions.iter().any(inner)
    }

    pub(crate) fn adjective(&self, m: &Mention) -> bool {
        matches!(&m.kind, MentionKind::Actor(ActorRef { how: How::Adjective, .. }))
    }

    /// True where a frame's roles can be filled.
    pub(crate) fn fills(&self, t: &Trigger, frame: &Frame) -> bool {
        let known = self.tried.borrow().get(t).copied();
        known.unwrap_or_else(|| self.fill(t, frame).is_some())
    }

    /// Fills a frame's roles; `None` when a need is not met.
    pub(crate) fn fill(&self, t: &Trigger, frame: &Frame) -> Option<(Vec<Fill>, Option<usize>)> {
        let filled = self.filled(t, frame);
        self.tried.borrow_mut().insert(*t, filled.is_some());
        filled
    }

    fn filled(&self, t: &Trigger, frame: &Frame) -> Option<(Vec<Fill>, Option<usize>)> {
        if !self.may_fit(t, frame) {
            return None;
        }
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
        let mut fills: Vec<Fill> = Vec::with_capacity(ARGS);
        let aside = self.aside(t).or_else(|| self.who_is(t));
        for (role, slots, kinds) in &frame.roles {
            // `Kenya, he assured them, would build …`: the parse hangs such a verb by the one of saying.
            if let Some(mention) = aside.filter(|i| {
                let subject = [Slot::Subj, Slot::Clause, Slot::Before].iter().any(|s| slots.contains(s));
                let fits = self.ctx.kind(&self.sent().mentions[*i]) & kinds.0 != 0;
                subject && fits && (!t.noun || *role == Role::Actor)
            }) {
                fills.push(Fill { role: *role, slot: Slot::Subj, sentence: self.number, mention });
                continue;
            }
            if let Some(mention) = self.pronoun_subject(t, slots, *kinds) {
                fills.push(Fill { role: *role, slot: Slot::Subj, sentence: self.number, mention });
                continue;
            }
            // What the parse says of any slot goes before what word order guesses of the first.
            let passes: &[bool] = if by_parse && !self.order_first { &[true, false] } else { &[false] };
            let first = fills.len();
            'role: for sure in passes {
                if fills.len() > first {
                    break;
                }
                for slot in slots {
                    let found = if *sure {
                        self.by_tree(t, args, *slot, *kinds)
                    } else {
                        self.by_words(t, frame, args, light, *slot, *kinds, by_parse)
                    };
                    let chained = if *slot == Slot::Subj { self.chained(t, &found, *kinds) } else { None };
                    let mut found = chained.map_or(found, |i| vec![i]);
                    self.sharers(&mut found);
                    // `membership of X would bring Y …`: who is only named behind a preposition in a subject undertakes nothing.
                    let itself = frame.when.set.contains_key("act") || frame.when.tense.is_some();
                    if itself && *slot == Slot::Subj {
                        found.retain(|i| self.subject(args, &self.sent().mentions[*i]));
                    }
                    // One mention, one role; a trigger's own words fill none.
                    let before = fills.len();
                    for mention in found {
                        let mention = self.predicated(mention).unwrap_or(mention);
                        let m = &self.sent().mentions[mention];
                        let own = (m.first as usize) <= t.first
                            && t.end <= m.end as usize
                            && matches!(m.kind, MentionKind::Person(_));
                        // One travels to Italy, not to `Italian` nor to the first half of `US embassy`.
                        let way = matches!(role, Role::Dest | Role::Origin);
                        let place = !way || !self.adjective(m) && !self.compounds(m);
                        let used = fills.iter().any(|f| f.mention == mention && f.sentence == self.number);
                        let owner = *slot != Slot::Adj && self.owns(m);
                        if !own && place && !used && !owner {
                            fills.push(Fill { role: *role, slot: *slot, sentence: self.number, mention });
                        }
                    }
                    // `au Vietnam, en Indonésie et à Singapour`: the places of one journey stand behind several
                    // prepositions.
                    let more = *sure
                        && *role == Role::Dest
                        && frame.when.each
                        && matches!(slot, Slot::In | Slot::To);
                    if fills.len() > before && !more {
                        break 'role;
                    }
                }
            }
        }
        self.leaders(&mut fills);
        self.posted(&mut fills);
        self.referred(t, frame, args, light, &mut fills);
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
            if sides.len() < least && !(sides.len() + 1 == least && self.comes_from(&fills, &sides)) {
                return None;
            }
        }
        Some(fills)
    }

    /// Fillers of a slot by the parse; for those after `with`, what a list goes on with as well.
    fn by_tree(&self, t: &Trigger, args: &[Arg], slot: Slot, kinds: Kinds) -> Vec<usize> {
        let mut found = Vec::new();
        // What stands right behind the preposition is surer than what a parse finds somewhere below it.
        let near = if slot == Slot::With && !self.order_first {
            self.linear_marked(t, t.end, Slot::With, kinds)
        } else {
            Vec::new()
        };
        for a in args.iter().filter(|a| a.slot == slot) {
            // `X's visit gave hope, said Y, receiving Z`: a noun that nobody is called by lends a participle no subject.
            let lent = slot == Slot::Subj
                && self.tree.rel(self.head(t)) == Rel::Advcl
                && self.tree.head(a.token) != Some(self.head(t));
            if (near.is_empty() && !lent) || self.covered(a.token, kinds) {
                self.at(a.token, kinds, &mut found);
            }
        }
        if args.iter().any(|a| a.slot == slot) {
            for i in near {
                if !found.contains(&i) {
                    found.push(i);
                }
            }
        }
        found
    }

    /// Fillers of a slot by word order.
    #[allow(clippy::too_many_arguments)] // a trigger, its frame and what the parse has said already
    fn by_words(
        &self,
        t: &Trigger,
        frame: &Frame,
        args: &[Arg],
        light: Option<usize>,
        slot: Slot,
        kinds: Kinds,
        by_parse: bool,
    ) -> Vec<usize> {
        // An argument that is no mention (`the ambassador's dog met …`) is still the argument: word order would only find
        // somebody else. A pronoun is one that may be anybody, but not one that stands for a thing.
        let person = |token: usize| {
            let t = &self.sent().tokens[token];
            t.upos == Upos::Pron && !self.frames.rules.is("neuter", &t.lower)
        };
        // `a country named mediator`: the noun that a participle qualifies is its object, mention or not.
        let qualifies = slot == Slot::Obj
            && !t.noun
            && matches!(self.tree.rel(self.head(t)), Rel::Acl | Rel::Amod)
            && self.sent().tokens[self.head(t)].feats.has(Feats::PAST);
        // A noun right before its verb is its subject even where the rest of the parse does not hold.
        let sure = |token: usize| {
            slot == Slot::Subj
                && self.sent().tokens[token].upos == Upos::Noun
                && !self.is_base("document", token)
                && token < t.first
                && t.first - token <= 2
        };
        let taken = !self.order_first
            && matches!(slot, Slot::Subj | Slot::Obj)
            && args
                .iter()
                .any(|a| a.slot == slot && !person(a.token) && (by_parse || qualifies || sure(a.token)));
        let mut found = Vec::new();
        if !taken {
            found = self.linear(t, light, slot, kinds, frame.when.force.is_none());
        }
        found
    }
}
