//! The words that a frame wants or bars around its trigger.

use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Role, Slot, Trigger, Words};
use crate::tree::Arg;
use chancery_model::{ActorRef, Feats, How, Mention, MentionKind, Rel, Upos};

impl Filler<'_> {
    /// The words that a frame wants or bars around its trigger.
    pub(crate) fn context_fits(&self, t: &Trigger, frame: &Frame, light: Option<usize>) -> bool {
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
            // `will also concern …`: of an auxiliary the verb that it accompanies.
            let verb = self.tree.head(head).filter(|_| frame.when.modal && self.sent().parsed);
            let kids: Vec<usize> = self.tree.kids(head).chain(verb).collect();
            if near.chain(kids).any(|i| is(&frame.without, i)) {
                return false;
            }
        }
        if !frame.object.is_empty() {
            let head = self.head(t);
            let named = |k: usize| is(&frame.object, k) || frame.object.phrase_at(tokens, k);
            let passive = self.sent().parsed && self.tree.passive(head);
            let parsed = self.tree.kids(head).any(|k| {
                let object = matches!(self.tree.rel(k), Rel::Obj | Rel::NsubjPass)
                    || (passive && self.tree.rel(k) == Rel::Nsubj);
                // `a score of soldiers`: what there is so much of.
                let counted = || {
                    self.frames.rules.is("quantity", self.tree.lemma(k))
                        && self.tree.kids(k).any(|n| self.tree.rel(n) == Rel::Nmod && named(n))
                };
                object && (named(k) || self.conjuncts(k).into_iter().any(named) || counted())
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
            let relative = (t.first.saturating_sub(14)..t.first).rev().any(|i| {
                self.frames.rules.is("relative", &tokens[i].lower) && (i.saturating_sub(6)..i).any(named)
            });
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

    fn conjuncts(&self, token: usize) -> Vec<usize> {
        self.tree.kids(token).filter(|k| self.tree.rel(*k) == Rel::Conj).collect()
    }

    /// True for a mention that is a subject itself, or whose subject is of it (`the leaders of X`).
    pub(crate) fn subject(&self, args: &[Arg], m: &Mention) -> bool {
        let holds =
            |a: &Arg| a.slot == Slot::Subj && (m.first as usize) <= a.token && a.token < m.end as usize;
        let article = |k: usize| self.sent().tokens[k].upos == Upos::Det;
        let first = m.first as usize;
        let at = first - usize::from(first > 0 && article(first - 1));
        let marked =
            at.checked_sub(1).and_then(|k| self.marker_at(k)).is_some_and(|(_, slot)| slot == Slot::To);
        args.iter().any(holds) || !marked
    }

    /// True where somebody goes to a state that their side was taken to be, in a report on it and another (`visits by the
    /// other side: Minister X went to Z`): one does not travel to one's own state, so they are of the other.
    pub(crate) fn comes_from(&self, fills: &[Fill], sides: &[String]) -> bool {
        let state = |f: &Fill| {
            let named = |a: &ActorRef| a.how == How::Name && a.id.as_ref().is_some_and(|i| sides.contains(i));
            f.role == Role::Dest && matches!(&self.mention(f).kind, MentionKind::Actor(a) if named(a))
        };
        let person = |f: &Fill| {
            let stated = |s: &str| self.states_side(f, s);
            f.role == Role::Actor
                && matches!(self.mention(f).kind, MentionKind::Person(_))
                && !sides.iter().any(|s| stated(s))
        };
        let partner = |s: &String| self.ctx.partner(self.ctx.item(self.number), s).is_some();
        !self.order_first && fills.iter().any(state) && fills.iter().any(person) && sides.iter().any(partner)
    }

    /// True where the words of a mention themselves name a side.
    fn states_side(&self, fill: &Fill, side: &str) -> bool {
        let m = self.mention(fill);
        let inner = |x: &&Mention| x.first >= m.first && x.end <= m.end;
        let names = |x: &Mention| matches!(&x.kind, MentionKind::Actor(a) if a.side.as_deref() == Some(side) || a.id.as_deref() == Some(side));
        self.ctx.text.sentences[fill.sentence].mentions.iter().filter(inner).any(names)
    }
}
