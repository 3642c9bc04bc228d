//! What the parse says about a trigger: its arguments by slot, its clause, the words that govern it.

use crate::frame::{Frames, Slot};
use crate::glance::Seen;
use chancery_model::{Feats, How, Mention, MentionKind, Rel, Sentence, Token, Upos};
use std::cell::{Cell, RefCell};

/// How far before its verb a colon may stand that opens the verb's clause, in tokens.
const CLAUSE: usize = 20;

/// How many words above a word its clause's verb is looked for.
const CLAUSE_UP: usize = 6;

/// Most words of a preposition.
const MARKER: usize = 5;

/// An argument of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arg {
    pub(crate) slot: Slot,
    /// Head token of the argument.
    pub(crate) token: usize,
}

/// A parsed sentence with its children lists; cheap to build, linear in the sentence.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    pub(crate) sent: &'a Sentence,
    seen: Seen<'a>,
    starts: Vec<u32>,
    kids: Vec<u16>,
    /// Whether a verb is passive, once somebody asked.
    voices: Box<[Cell<Option<bool>>]>,
    /// Room for those below a token that are still to be looked at.
    stack: RefCell<Vec<usize>>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(sent: &'a Sentence, seen: Seen<'a>) -> Tree<'a> {
        let n = sent.tokens.len();
        let head = |t: &Token| t.head.map(usize::from).filter(|h| *h < n);
        // First where the children of each end; then they are put there from behind, and it is where they start.
        let mut starts = vec![0u32; n + 1];
        for h in sent.tokens.iter().filter_map(head) {
            starts[h] += 1;
        }
        for i in 1..=n {
            starts[i] += starts[i - 1];
        }
        let mut kids = vec![0u16; starts[n] as usize];
        for (i, t) in sent.tokens.iter().enumerate().rev() {
            if let Some(h) = head(t) {
                starts[h] -= 1;
                kids[starts[h] as usize] = i as u16;
            }
        }
        let voices = vec![Cell::new(None); n].into_boxed_slice();
        Tree { sent, seen, starts, kids, voices, stack: RefCell::default() }
    }

    /// Dependents of a token, in text order.
    pub(crate) fn kids(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let range = match self.starts.get(token..token + 2) {
            Some(r) => r[0] as usize..(r[1] as usize).min(self.kids.len()),
            None => 0..0,
        };
        self.kids[range].iter().map(|k| *k as usize)
    }

    pub(crate) fn rel(&self, token: usize) -> Rel {
        self.sent.tokens[token].rel
    }

    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        self.sent.tokens[token].head.map(usize::from).filter(|h| *h < self.sent.tokens.len())
    }

    /// True for a token that is a word of a class by its lemma.
    #[inline(always)] // for the class's number to be worked out beforehand
    fn is_base(&self, frames: &Frames, class: &str, token: usize) -> bool {
        frames.rules.class(class).is_some_and(|c| self.seen.is_base(c, token))
    }

    /// First token and one past the last token of the token's subtree, not entering relations of `stop`.
    pub(crate) fn extent(&self, token: usize, stop: &[Rel]) -> (usize, usize) {
        let (mut lo, mut hi) = (token, token + 1);
        let mut stack = self.stack.borrow_mut();
        stack.clear();
        stack.push(token);
        // A tree has no cycles, but a broken head must not hang the program: no more steps than tokens.
        let mut budget = self.sent.tokens.len();
        while let Some(t) = stack.pop() {
            lo = lo.min(t);
            hi = hi.max(t + 1);
            for k in self.kids(t) {
                if !stop.contains(&self.rel(k)) && budget > 0 {
                    budget -= 1;
                    stack.push(k);
                }
            }
        }
        (lo, hi)
    }

    /// The ancestors of a token, nearest first.
    pub(crate) fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = token;
        let mut left = self.sent.tokens.len();
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            at = self.head(at)?;
            Some(at)
        })
    }

    /// The slot of a nominal dependent, from its preposition.
    pub(crate) fn marker(&self, token: usize) -> Option<Slot> {
        let cases = self.kids(token).filter(|k| matches!(self.rel(*k), Rel::Case | Rel::Mark));
        let most = |case: usize| token.saturating_sub(case).clamp(1, MARKER);
        cases.filter_map(|case| self.seen.marker(case, most(case))).map(|(_, slot)| slot).next()
    }

    /// True for what a verb without an object is done to though the parse says otherwise: it has no preposition, and it is a
    /// name right behind the verb that is to do something, or a person told behind an aside (`a rencontré à Genève, en
    /// Suisse, son homologue X`).
    fn follows(&self, token: usize, verb: usize) -> bool {
        if self.rel(token) != Rel::Obl
            || self.kids(token).any(|k| matches!(self.rel(k), Rel::Case | Rel::Mark))
        {
            return false;
        }
        let does = |k: usize| k > token && self.sent.tokens[k].feats.has(Feats::INFINITIVE);
        let first = self.extent(token, &[]).0;
        let named =
            first == verb + 1 && self.sent.tokens[token].upos == Upos::Propn && self.kids(verb).any(does);
        named || first > verb + 2 && self.person(token) && !self.kids(verb).any(|k| self.rel(k) == Rel::Obj)
    }

    /// `a rencontré à Saly, au Sénégal, son homologue X`: no person explains a place, so one that the parse hangs on it is what
    /// the verb is done to.
    fn behind_place(&self, verb: usize, out: &mut Vec<Arg>) {
        let places = self.kids(verb).filter(|k| *k > verb && self.rel(*k) == Rel::Obl && self.place(*k));
        let person = |k: usize| self.kids(k).find(|c| self.rel(*c) == Rel::Appos && self.person(*c));
        if let Some(told) = places.filter_map(person).next() {
            self.push(Slot::Obj, told, out);
        }
    }

    /// `expelled two diplomats, accusing them of spying`: the object of a clause that goes on with a participle is whom the
    /// clause before it told of, and that clause's subject acts.
    fn taken_up(&self, verb: usize, out: &mut Vec<Arg>) {
        let object = |k: &usize| matches!(self.rel(*k), Rel::Obj | Rel::Iobj);
        let small = |k: &usize| matches!(self.sent.tokens[*k].upos, Upos::Pron | Upos::Det);
        let feats = self.sent.tokens[verb].feats;
        let present = feats.has(Feats::GERUND) || feats.has(Feats::PARTICIPLE) && !feats.has(Feats::PAST);
        let clause = matches!(self.rel(verb), Rel::Advcl | Rel::Acl) && present;
        if !clause || !self.kids(verb).filter(object).any(|k| small(&k) && self.headed(k).next().is_none()) {
            return;
        }
        let Some(above) = self.head(verb) else { return };
        let (governor, told) = if self.sent.tokens[above].upos == Upos::Verb {
            (Some(above), self.kids(above).find(|k| object(k) || self.rel(*k) == Rel::Obl && self.person(*k)))
        } else {
            (self.head(above), Some(above))
        };
        let subject = governor.and_then(|g| self.kids(g).find(|k| self.rel(*k) == Rel::Nsubj));
        if let (Some(subject), Some(told)) = (subject, told) {
            self.push(Slot::Subj, subject, out);
            self.push(Slot::Obj, told, out);
        }
    }

    /// The mentions whose head is a token.
    fn headed(&self, token: usize) -> impl Iterator<Item = &Mention> {
        self.sent.holding(token).filter(move |m| m.head as usize == token)
    }

    /// True for the head of a place or a state.
    fn place(&self, token: usize) -> bool {
        self.headed(token).any(|m| matches!(m.kind, MentionKind::Place(_) | MentionKind::Actor(_)))
    }

    /// True for the head of a mention of a person.
    fn person(&self, token: usize) -> bool {
        self.headed(token).any(|m| matches!(m.kind, MentionKind::Person(_)))
    }

    /// True when the verb is passive, by its auxiliary, its subject or its participle modifying a noun.
    pub(crate) fn passive(&self, verb: usize) -> bool {
        let known = &self.voices[verb];
        known.get().unwrap_or_else(|| {
            let passive = self.undergoes(verb);
            known.set(Some(passive));
            passive
        })
    }

    fn undergoes(&self, verb: usize) -> bool {
        let has = |rels: &[Rel]| self.kids(verb).any(|k| rels.contains(&self.rel(k)));
        // `après s'être rendu à Z`: a reflexive infinitive is none, whatever its auxiliary was called.
        let infinitive = |k: usize| self.sent.tokens[k].feats.has(Feats::INFINITIVE);
        if has(&[Rel::Expl]) && self.kids(verb).any(|k| self.rel(k) == Rel::AuxPass && infinitive(k)) {
            return false;
        }
        // A verb with an object and no auxiliary of the passive is active, whatever its subject was called.
        has(&[Rel::AuxPass, Rel::OblAgent])
            // `le M23 s'était emparé de Goma`: neither is a reflexive verb passive.
            // `X ont inauguré à Z un monument`: nor is one with a subject of its own, whatever its object was called.
            || has(&[Rel::NsubjPass]) && !(has(&[Rel::Obj, Rel::Expl, Rel::Nsubj]) && has(&[Rel::Aux]))
            || (matches!(self.rel(verb), Rel::Acl | Rel::AclRelcl | Rel::Amod | Rel::Advcl)
                && self.sent.tokens[verb].feats.has(Feats::PARTICIPLE)
                && !self.sent.tokens[verb].feats.has(Feats::GERUND)
                && self.sent.tokens[verb].feats.has(Feats::PAST)
                && !self.kids(verb).any(|k| matches!(self.rel(k), Rel::Aux | Rel::Obj | Rel::Nsubj))
                && !self.only_verb(verb)
                && !self.resumes(verb))
    }

    /// True for a past tense right behind the comma that closes an insertion (`A, which had long been a donor, sanctioned B`):
    /// a parse may take it for what qualifies the noun behind it. In a list of qualities an adjective stands before the comma.
    pub(crate) fn resumes(&self, verb: usize) -> bool {
        let tokens = &self.sent.tokens;
        let thing = |k: usize| {
            tokens.get(k).is_some_and(|t| {
                matches!(t.upos, Upos::Det | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Adj)
            })
        };
        let told = match self.rel(verb) {
            Rel::Amod => self.head(verb).is_some_and(|h| h > verb),
            Rel::Acl => thing(verb + 1),
            _ => false,
        };
        let past = told && tokens[verb].feats.has(Feats::PAST);
        let before = verb.checked_sub(2).filter(|_| past && tokens[verb - 1].lower == ",");
        before.is_some_and(|k| matches!(tokens[k].upos, Upos::Noun | Upos::Propn | Upos::Num))
    }

    /// True for a past participle that is all the verb there is in a sentence with a full stop (`the soldiers crossed into
    /// Y.`): the parse took a past tense for what only qualifies its subject.
    fn only_verb(&self, verb: usize) -> bool {
        let tokens = &self.sent.tokens;
        let finite = |t: &Token| matches!(t.upos, Upos::Verb | Upos::Aux) && t.feats.has(Feats::FINITE);
        let root = |h: usize| self.rel(h) == Rel::Root && h < verb;
        self.rel(verb) == Rel::Acl
            && self.head(verb).is_some_and(root)
            && tokens.last().is_some_and(|t| t.lower == ".")
            && !tokens.iter().any(finite)
    }

    /// True for a word whose clause is told in the future (`on his visit he will meet X`), by the nearest finite verb above it.
    pub(crate) fn clause_ahead(&self, token: usize, frames: &Frames) -> bool {
        let feats = |i: usize| self.sent.tokens[i].feats;
        let finite = |i: usize| {
            // The auxiliary first: a participle can look like a past tense (`will be received`).
            self.kids(i)
                .filter(|k| matches!(self.rel(*k), Rel::Aux | Rel::AuxPass | Rel::Cop))
                .chain(std::iter::once(i))
                .find(|k| feats(*k).has(Feats::FINITE))
        };
        self.sent.parsed
            && self.ancestors(token).take(CLAUSE_UP).find_map(finite).is_some_and(|v| {
                // English has no future but its auxiliary.
                let auxiliary = matches!(self.rel(v), Rel::Aux | Rel::AuxPass);
                feats(v).has(Feats::FUTURE)
                    || auxiliary && frames.rules.is("going", &self.sent.tokens[v].lower)
            })
    }

    /// True for a verb in the future or the conditional, or one under an auxiliary of the future (`va recevoir`).
    pub(crate) fn lies_ahead(&self, verb: usize, frames: &Frames) -> bool {
        let future =
            |i: usize| [Feats::FUTURE, Feats::CONDITIONAL].iter().any(|x| self.sent.tokens[i].feats.has(*x));
        let going = |i: usize| frames.rules.is("going", &self.sent.tokens[i].lower);
        self.sent.parsed
            && (future(verb)
                || self.clause_ahead(verb, frames)
                || self
                    .kids(verb)
                    .any(|k| matches!(self.rel(k), Rel::Aux | Rel::AuxPass) && (future(k) || going(k)))
                || matches!(self.rel(verb), Rel::Xcomp) && self.head(verb).is_some_and(going))
    }

    /// True when a date hangs on a verb of announcing that stands outside the trigger's clause.
    pub(crate) fn reports(&self, date: usize, trigger: usize, frames: &Frames) -> bool {
        let verb = std::iter::once(date)
            .chain(self.ancestors(date))
            .take(CLAUSE_UP)
            .find(|i| self.sent.tokens[*i].upos == Upos::Verb);
        verb.is_some_and(|v| {
            self.is_base(frames, "announcing", v)
                && v != trigger
                && !self.kids(v).any(|k| k == trigger && self.rel(k) != Rel::Ccomp)
        })
    }

    /// True for a relative clause whose subject is of the noun before it (`Peru, whose minister went to Z`).
    fn owned(&self, verb: usize, frames: &Frames) -> bool {
        let relative = |k: usize| frames.rules.is("relative", &self.sent.tokens[k].lower);
        let mut subjects = self.kids(verb).filter(|k| matches!(self.rel(*k), Rel::Nsubj | Rel::NsubjPass));
        subjects.any(|subject| self.kids(subject).any(|k| k < subject && relative(k)))
    }

    /// Arguments of a verb: its own, and a subject shared with or handed down by the words that govern it.
    pub(crate) fn verb_args(&self, verb: usize, frames: &Frames, out: &mut Vec<Arg>) {
        // `arrived in Z, X met Y`: a participle of coming and going is the subject's own.
        let passive = self.passive(verb) && !self.is_base(frames, "motion", verb);
        let before = out.len();
        // `War in X: Y will expel Z`: what stands before a colon is a heading where the clause has a subject of its own.
        let colon = (0..verb).rev().take(CLAUSE).find(|i| self.sent.tokens[*i].lower == ":");
        let own = |k: usize| matches!(self.rel(k), Rel::Nsubj | Rel::NsubjPass);
        let heading = colon.filter(|c| self.kids(verb).any(|k| k > *c && k < verb && own(k)));
        for k in self.kids(verb) {
            if heading.is_some_and(|c| k < c) && own(k) {
                continue;
            }
            let slot = match self.rel(k) {
                Rel::Nsubj | Rel::Csubj => Some(if passive { Slot::Obj } else { Slot::Subj }),
                Rel::NsubjPass => {
                    let second = k > verb && self.kids(verb).any(|s| s < verb && self.rel(s) == Rel::Nsubj);
                    Some(if passive || second { Slot::Obj } else { Slot::Subj })
                }
                Rel::OblAgent => Some(Slot::Subj),
                Rel::Obj => Some(Slot::Obj),
                Rel::Iobj => Some(Slot::To),
                Rel::Obl | Rel::Nmod | Rel::Advmod | Rel::Xcomp | Rel::OblTmod => {
                    match self.marker(k) {
                        Some(Slot::By) if passive => Some(Slot::Subj),
                        // `alongside his talks with X, Y met Z`: what opens the sentence is another contact.
                        Some(Slot::With) if k < verb => None,
                        // `asked the United States to withdraw`: a name right behind its verb is what the verb is done to.
                        None if !passive && self.follows(k, verb) => Some(Slot::Obj),
                        other => other,
                    }
                }
                _ => None,
            };
            if let Some(slot) = slot {
                self.push(slot, k, out);
            }
        }
        let has = |slot: Slot, out: &Vec<Arg>| out[before..].iter().any(|a| a.slot == slot);
        if !passive && !has(Slot::Obj, out) {
            self.behind_place(verb, out);
        }
        self.taken_up(verb, out);
        // What a passive verb is told of is its own subject, whoever says so (`X said that the treaty had been signed`).
        let undergone = passive && self.kids(verb).any(|k| self.rel(k) == Rel::NsubjPass);
        if undergone || has(Slot::Subj, out) && (!passive || has(Slot::Obj, out)) {
            self.relative(verb, before, frames, out);
            return;
        }
        let Some(head) = self.head(verb) else {
            // `After threatening X, Y kept silent`: the parse hangs the clause that the sentence is about by the one before.
            let opening = self.kids(verb).any(|k| k < verb && self.rel(k) == Rel::Mark);
            let tokens = &self.sent.tokens;
            // Its noun stands behind the comma that closes the opening.
            let behind_comma = |s: usize| {
                let small = |k: &usize| matches!(tokens[*k].upos, Upos::Det | Upos::Adj | Upos::Num);
                let start = (verb..s).rev().find(|k| !small(k));
                start.is_some_and(|k| tokens[k].lower == ",")
            };
            let noun = |s: &usize| own(*s) && matches!(tokens[*s].upos, Upos::Noun | Upos::Propn);
            let subject = if opening {
                (verb + 1..tokens.len()).take(CLAUSE).find(|s| noun(s) && behind_comma(*s))
            } else {
                None
            };
            if let Some(subject) = subject {
                self.push(if passive { Slot::Obj } else { Slot::Subj }, subject, out);
            }
            return;
        };
        // `X praised Y before inviting Z`: whoever does the one does the other, whatever noun the parse hangs it by.
        let adjunct = |m: usize| {
            self.rel(m) == Rel::Mark
                && m.checked_sub(1).is_some_and(|k| frames.rules.is("adjunct", &self.sent.tokens[k].lower))
        };
        if self.sent.tokens[verb].feats.has(Feats::INFINITIVE) && self.kids(verb).any(adjunct) {
            let subject =
                self.ancestors(verb).find_map(|at| self.kids(at).find(|k| self.rel(*k) == Rel::Nsubj));
            if let Some(subject) = subject {
                self.push(if passive { Slot::Obj } else { Slot::Subj }, subject, out);
                return;
            }
        }
        match self.rel(verb) {
            Rel::Acl | Rel::AclRelcl | Rel::Amod => {
                let rel = self.rel(verb);
                if passive || rel == Rel::Amod && self.resumes(verb) {
                    out.push(Arg { slot: Slot::Obj, token: head });
                } else if rel == Rel::Acl && self.resumes(verb) {
                    // Its subject stands before what was inserted.
                } else if !has(Slot::Subj, out) {
                    out.push(Arg { slot: Slot::Subj, token: head });
                } else if rel == Rel::AclRelcl && !has(Slot::Obj, out) && !self.owned(verb, frames) {
                    out.push(Arg { slot: Slot::Obj, token: head });
                }
            }
            Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Ccomp | Rel::Parataxis | Rel::List | Rel::Dep => {
                if self.rel(verb) == Rel::Ccomp && self.sent.tokens[verb].feats.has(Feats::FINITE) {
                    return;
                }
                // `asked B to leave`: who is asked is to act.
                let asked = self.kids(head).find(|k| self.rel(*k) == Rel::Obj && *k < verb).filter(|_| {
                    let bare = self.sent.tokens[verb].feats.has(Feats::INFINITIVE);
                    let below = self.rel(verb) == Rel::Xcomp || self.rel(verb) == Rel::Advcl && bare;
                    below && self.is_base(frames, "control", head)
                });
                if let Some(object) = asked {
                    self.push(if passive { Slot::Obj } else { Slot::Subj }, object, out);
                    self.relative(verb, before, frames, out);
                    return;
                }
                // The nearest governing verb that has a subject lends it.
                let (mut at, mut below) = (head, verb);
                for _ in 0..4 {
                    // `X thanked Y for sending Z and paying W`, `X a accusé Y d'avoir attaqué Z`: the object is who does it.
                    if self.is_base(frames, "object-control", at)
                        && !self.sent.tokens[verb].feats.has(Feats::FINITE)
                        && !matches!(self.rel(below), Rel::Conj)
                        && (at.min(verb)..verb).all(|i| self.sent.tokens[i].lower != ";")
                    {
                        let object = self
                            .kids(at)
                            .find(|k| matches!(self.rel(*k), Rel::Obj | Rel::Iobj))
                            .or_else(|| {
                                self.kids(at).find(|k| {
                                    matches!(self.rel(*k), Rel::Obl | Rel::NsubjPass)
                                        && (self.rel(*k) == Rel::NsubjPass
                                            || self.marker(*k) == Some(Slot::To))
                                })
                            })
                            .filter(|k| *k != verb);
                        if let Some(object) = object {
                            self.push(if passive { Slot::Obj } else { Slot::Subj }, object, out);
                            break;
                        }
                    }
                    let mut theirs = Vec::new();
                    for k in self.kids(at) {
                        let heading = (k..at.max(k)).any(|i| self.sent.tokens[i].lower == ":");
                        match self.rel(k) {
                            Rel::Nsubj | Rel::NsubjPass if heading => theirs.push(k),
                            Rel::Nsubj | Rel::NsubjPass => theirs.insert(0, k),
                            _ => {}
                        }
                    }
                    if let Some(&subject) = theirs.first() {
                        // `X, who did A, did B`: the noun that the pronoun stands for does both.
                        let pronoun = self.sent.tokens[subject].upos == Upos::Pron
                            && self.kids(subject).next().is_none()
                            && matches!(self.rel(at), Rel::AclRelcl | Rel::Acl);
                        let subject = self.head(at).filter(|_| pronoun).unwrap_or(subject);
                        self.push(if passive { Slot::Obj } else { Slot::Subj }, subject, out);
                        break;
                    }
                    if matches!(self.rel(at), Rel::Acl | Rel::AclRelcl) {
                        if let Some(noun) = self.head(at) {
                            out.push(Arg { slot: if passive { Slot::Obj } else { Slot::Subj }, token: noun });
                        }
                        break;
                    }
                    match self.head(at) {
                        Some(h)
                            if matches!(self.rel(at), Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Ccomp) =>
                        {
                            below = at;
                            at = h;
                        }
                        _ => break,
                    }
                }
            }
            _ => {}
        }
        self.relative(verb, before, frames, out);
    }

    /// In a relative clause, the noun it qualifies stands for the relative pronoun.
    fn relative(&self, verb: usize, before: usize, frames: &Frames, out: &mut Vec<Arg>) {
        if !matches!(self.rel(verb), Rel::AclRelcl | Rel::Acl) {
            return;
        }
        let Some(noun) = self.head(verb) else { return };
        for arg in &mut out[before..] {
            let token = &self.sent.tokens[arg.token];
            if token.upos == Upos::Pron && self.kids(arg.token).next().is_none() && !token.capital {
                arg.token = noun;
            }
        }
        let subject = out[before..].iter().any(|a| a.slot == Slot::Subj && a.token != noun);
        let object = out[before..].iter().any(|a| a.slot == Slot::Obj);
        let named = out[before..].iter().any(|a| a.token == noun);
        if subject && !object && !named && !self.owned(verb, frames) {
            out.push(Arg { slot: Slot::Obj, token: noun });
        }
    }

    /// Arguments of a noun: what its prepositions, possessives and adjectives bring.
    pub(crate) fn noun_args(&self, noun: usize, frames: &Frames, out: &mut Vec<Arg>) {
        for k in self.kids(noun) {
            let slot = match self.rel(k) {
                Rel::NmodPoss => Some(Slot::Of),
                Rel::Nmod | Rel::Obl => self.marker(k).or(Some(Slot::Of)),
                Rel::Amod | Rel::Compound | Rel::Flat => Some(Slot::Adj),
                Rel::Acl | Rel::AclRelcl => {
                    // `talks led by X`, `le dialogue coprésidé par X`: the participle's arguments are the noun's.
                    let mut theirs = Vec::new();
                    self.verb_args(k, frames, &mut theirs);
                    out.extend(
                        theirs.into_iter().filter(|a| a.token != noun && !matches!(a.slot, Slot::Obj)).map(
                            |a| Arg { slot: if a.slot == Slot::Subj { Slot::LedBy } else { a.slot }, ..a },
                        ),
                    );
                    None
                }
                _ => None,
            };
            if let Some(slot) = slot {
                self.push(slot, k, out);
            }
        }
    }

    /// The argument and what is coordinated with it.
    fn push(&self, slot: Slot, token: usize, out: &mut Vec<Arg>) {
        out.push(Arg { slot, token });
        for k in self.kids(token) {
            if self.rel(k) == Rel::Conj || self.coordinate(k, token) {
                out.push(Arg { slot, token: k });
            }
            if self.rel(k) == Rel::Nmod && self.several(token) {
                let theirs = self.kids(k).filter(|c| self.rel(*c) == Rel::Conj && self.place(*c));
                out.extend(theirs.map(|c| Arg { slot, token: c }));
            }
        }
    }

    /// `envoys of Peru and Ghana met`: people of a state in the plural, who may be of those named behind it, too.
    fn several(&self, noun: usize) -> bool {
        let sided = |m: &Mention| matches!(&m.kind, MentionKind::Actor(a) if a.how == How::Common && a.side.is_some());
        self.sent.tokens[noun].feats.has(Feats::PLURAL) && self.headed(noun).any(sided)
    }

    /// `Norway and Russian officials signed …`: a state that stands before `and` acts beside the noun it is hung on.
    fn coordinate(&self, state: usize, noun: usize) -> bool {
        let and = |m: &Mention| {
            let next = self.sent.tokens.get(m.end as usize);
            matches!(&m.kind, MentionKind::Actor(a) if a.how == How::Name)
                && next.is_some_and(|t| t.upos == Upos::Cconj)
                && (m.end as usize) < noun
        };
        state < noun
            && matches!(self.rel(state), Rel::Compound | Rel::Amod | Rel::Nmod)
            && !self.kids(state).any(|k| self.rel(k) == Rel::Case)
            && self.headed(state).any(and)
    }

    /// The verb that a noun depends on as subject, object or complement, if any.
    pub(crate) fn governor(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        while self.rel(at) == Rel::Conj {
            at = self.head(at)?;
        }
        let head = self.head(at)?;
        matches!(
            self.rel(at),
            Rel::Obj | Rel::Nsubj | Rel::NsubjPass | Rel::Obl | Rel::Iobj | Rel::Xcomp | Rel::OblAgent
        )
        .then_some(head)
    }
}
