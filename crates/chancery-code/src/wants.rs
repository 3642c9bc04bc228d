//! The words that a frame wants or bars around its trigger.

use crate::fill::Filler;
use crate::frame::{Frame, Trigger};
use crate::glance::Words;
use chancery_model::{Feats, Mention, MentionKind, Rel, Upos};
use std::ops::Range;

/// The most words of a phrase of a class.
const WORDS: usize = 5;
/// The last token at which the date of a chronicle's entry may begin.
const ENTRY: u16 = 2;

impl Filler<'_> {
    /// How many of at most `most` tokens from one on make a phrase of a class; 0 where none does.
    #[inline(always)] // for the class's number to be worked out beforehand
    pub(crate) fn phrase_at(&self, class: &str, at: usize, most: usize) -> usize {
        self.frames.rules.class(class).map_or(0, |c| self.seen.longest(c, at, at + most))
    }

    /// The first phrase of a class in a range, the longest that begins there: where it begins and where it ends.
    #[inline(always)] // for the class's number to be worked out beforehand
    pub(crate) fn words_of(&self, class: &str, range: Range<usize>) -> Option<(usize, usize)> {
        self.seen.first_of(self.frames.rules.class(class)?, range, WORDS)
    }

    /// True for a token that is a word of a class as written.
    #[inline(always)] // for the class's number to be worked out beforehand
    pub(crate) fn is(&self, class: &str, token: usize) -> bool {
        self.frames.rules.class(class).is_some_and(|c| self.seen.is(c, token))
    }

    /// True for a token that is a word of a class by its lemma.
    #[inline(always)]
    pub(crate) fn is_base(&self, class: &str, token: usize) -> bool {
        self.frames.rules.class(class).is_some_and(|c| self.seen.is_base(c, token))
    }

    /// The verb of a trigger: of an auxiliary the one that it accompanies.
    pub(crate) fn verb(&self, t: &Trigger, frame: &Frame) -> usize {
        let head = self.head(t);
        if frame.when.modal { self.tree.head(head).unwrap_or(head) } else { head }
    }

    /// True where the words that a frame wants are there, whoever fills its roles.
    pub(crate) fn worded(&self, t: &Trigger, frame: &Frame) -> bool {
        let light = self.light(t, frame, self.args(t, frame).1).filter(|_| !frame.light.is_empty());
        (light.is_some() || frame.light.is_empty()) && self.context_fits(t, frame, light)
    }

    /// What shows without the parse that the words around a trigger are not those that a frame wants.
    pub(crate) fn may_fit(&self, t: &Trigger, frame: &Frame) -> bool {
        let before = || {
            let from = self.entry().min(t.first);
            self.sent().tokens[from..t.first].iter().any(|t| t.upos != Upos::Punct)
        };
        self.seen.wanted(&frame.with) && !self.seen.within(&frame.unless) && !(frame.when.opening && before())
    }

    /// Where an entry of a chronicle begins behind its date (`May 1985: signing of …`); 0 where the sentence is none.
    fn entry(&self) -> usize {
        let sent = self.sent();
        let dated = |m: &&Mention| {
            let mark = sent.tokens.get(m.end as usize).map_or("", |t| t.lower.as_str());
            matches!(m.kind, MentionKind::Time(_)) && matches!(mark, ":" | "-" | "–" | "—" | "|")
        };
        let mut first = sent.mentions.iter().take_while(|m| m.first <= ENTRY);
        first.find(dated).map_or(0, |m| m.end as usize)
    }

    /// The words that a frame wants or bars around its trigger.
    pub(crate) fn context_fits(&self, t: &Trigger, frame: &Frame, light: Option<usize>) -> bool {
        let tokens = &self.sent().tokens;
        let is = |set: &Words, i: usize| self.seen.has(set, i);
        if !self.may_fit(t, frame) {
            return false;
        }
        if !frame.without.is_empty() {
            let head = self.head(t);
            let near = (t.first.saturating_sub(1)..t.first).chain(t.end..(t.end + 1).min(tokens.len()));
            // `will also concern …`: of an auxiliary the verb that it accompanies.
            let verb = self.tree.head(head).filter(|_| frame.when.modal && self.sent().parsed);
            // Of a verb that opens by its tense other verbs say nothing (`will pay X, Y announced`).
            let counts = |k: &usize| frame.when.tense.is_none() || tokens[*k].upos != Upos::Verb;
            let kids = self.tree.kids(head).filter(counts).chain(verb);
            // What opens by its tense is barred by what it says.
            let itself = frame.when.tense.as_ref().map(|_| t.first);
            if near.chain(kids).chain(itself).any(|i| is(&frame.without, i)) {
                return false;
            }
        }
        if !frame.object.is_empty() {
            let head = self.head(t);
            let named = |k: usize| is(&frame.object, k) || self.seen.phrase(&frame.object, k);
            let passive = self.sent().parsed && self.tree.passive(head);
            let parsed = self.tree.kids(head).any(|k| {
                let object = matches!(self.tree.rel(k), Rel::Obj | Rel::NsubjPass)
                    || (passive && self.tree.rel(k) == Rel::Nsubj);
                // `a score of soldiers`: what there is so much of.
                let counted = || {
                    self.is_base("quantity", k)
                        && self.tree.kids(k).any(|n| self.tree.rel(n) == Rel::Nmod && named(n))
                };
                object && (named(k) || self.conjuncts(k).any(named) || counted())
            }) || (matches!(self.tree.rel(head), Rel::Acl | Rel::AclRelcl | Rel::Amod)
                && self.tree.head(head).is_some_and(named));
            // By word order: the object's head noun within a few words after the verb, or before a participle.
            let end = light.map_or(t.end, |l| t.end.max(l + 1));
            // What follows a second verb is that verb's (`reduce tensions and increase cooperation`).
            let mut noun = false;
            let linear = (end..(end + 12).min(tokens.len()))
                .take_while(|i| {
                    let other = noun
                        && !self.order_first
                        && tokens[*i].upos == Upos::Verb
                        && (!tokens[*i].feats.has(Feats::PARTICIPLE) || tokens[*i - 1].upos == Upos::Cconj);
                    noun |= matches!(tokens[*i].upos, Upos::Noun | Upos::Propn);
                    !other && !matches!(tokens[*i].lower.as_str(), ";" | ":")
                })
                .any(named);
            // `the accord that A and B signed`: the noun before the relative pronoun.
            let relative = (t.first.saturating_sub(14)..t.first)
                .rev()
                .any(|i| self.is("relative", i) && (i.saturating_sub(6)..i).any(named));
            // `an arrangement, renewed on 1 February, …`: the noun before the comma that a participle stands behind.
            let past = tokens[t.first].feats.has(Feats::PAST)
                && tokens.get(t.end).is_some_and(|n| n.upos == Upos::Adp);
            let participle = (tokens[t.first].feats.has(Feats::PARTICIPLE) || past)
                && t.first.checked_sub(1).is_some_and(|k| tokens[k].lower == ",")
                && (t.first.saturating_sub(8)..t.first).any(named);
            if !parsed && !linear && !relative && !participle {
                return false;
            }
        }
        true
    }

    fn conjuncts(&self, token: usize) -> impl Iterator<Item = usize> {
        self.tree.kids(token).filter(|k| self.tree.rel(*k) == Rel::Conj)
    }
}
