//! Whose act a verb is where the parse of a long sentence is not to be trusted: a pronoun right before it, the subject of
//! the verb that it is joined to, the one of whom an office is said, and who only tells of it.

use crate::event::Case;
use crate::fill::{Fill, Filler};
use crate::frame::{Kinds, Role, Slot, Trigger};
use crate::tree::Arg;
use chancery_model::{ActorRef, Feats, How, Mention, MentionKind, PersonRef, Rel, Token, Upos};

/// The most words between a pronoun and its verb.
const CLITICS: usize = 4;
/// The most words of what is inserted between a subject and its verb.
const INSERTED: usize = 40;
/// The most words between a copula and the office said of its subject.
const SAID: usize = 4;
/// The most words between a relative pronoun and the subject of its clause.
const RELATIVE: usize = 3;
/// The most words between a verb of sending and where what it sends goes.
const SENT: usize = 12;
/// The most words between a delegation and who leads it.
const LED: usize = 8;
/// Marks around what somebody says.
const QUOTES: [&str; 5] = ["\"", "“", "”", "«", "»"];
/// The most words between somebody and the verb of saying.
const SAYS: usize = 3;

impl<'a> Filler<'a> {
    /// The pronoun in the nominative right before a trigger verb (`; il reprochait`) fills the slot of its subject, or of its
    /// object where the verb is passive.
    pub(crate) fn pronoun_subject(&self, t: &Trigger, slots: &[Slot], kinds: Kinds) -> Option<usize> {
        let sent = self.sent();
        if t.noun || self.order_first || !sent.parsed {
            return None;
        }
        let slot = if self.tree.passive(self.head(t)) { Slot::Obj } else { Slot::Subj };
        if !slots.contains(&slot) {
            return None;
        }
        let small = |k: usize| matches!(sent.tokens[k].upos, Upos::Aux | Upos::Adv | Upos::Pron | Upos::Part);
        let from = t.first.saturating_sub(CLITICS);
        let subject = |m: &Mention| {
            let (first, end) = (m.first as usize, m.end as usize);
            first >= from && end <= t.first && (end..t.first).all(small)
        };
        self.outer(kinds).find(|(_, m)| subject(m) && self.is("nominative", m.first as usize)).map(|(i, _)| i)
    }

    /// Who stands before a relative clause whose closing comma is right before the verb (`A, whose forces lost B, met C`).
    pub(crate) fn resumed(&self, start: usize, kinds: Kinds) -> Option<usize> {
        let tokens = &self.sent().tokens;
        let close = start.checked_sub(1).filter(|k| !self.order_first && tokens[*k].lower == ",")?;
        let relative = |k: &usize| tokens[*k].lower == "," && self.is("relative", *k + 1);
        let open = (close.saturating_sub(INSERTED)..close).find(relative)?;
        self.outer(kinds).find(|(_, m)| m.end as usize == open && !self.marked(m)).map(|(i, _)| i)
    }

    /// True for a person to whom only the body belongs that is named next (`X's administration`).
    pub(crate) fn owns(&self, m: &Mention) -> bool {
        let sent = self.sent();
        let after = sent.tokens.get(m.end as usize);
        let actor = |x: &Mention| matches!(x.kind, MentionKind::Actor(_));
        matches!(m.kind, MentionKind::Person(_))
            && after.is_some_and(|t| t.upos == Upos::Part && self.frames.rules.is("genitive", &t.lower))
            && sent.beginning(m.end as usize + 1).iter().any(actor)
    }

    /// True for a state that only says which (`the US embassy`).
    pub(crate) fn compounds(&self, m: &Mention) -> bool {
        let head = m.head as usize;
        matches!(m.kind, MentionKind::Actor(_))
            && self.sent().parsed
            && self.tree.rel(head) == Rel::Compound
            && self.tree.head(head).is_some_and(|noun| noun >= m.end as usize)
    }

    /// Behind a conjunction a verb has the subject of the verb before it, not that verb's object (`X received Y, then left
    /// for Z`).
    pub(crate) fn chained(&self, t: &Trigger, found: &[usize], kinds: Kinds) -> Option<usize> {
        let (sent, [one]) = (self.sent(), found) else { return None };
        let object = &sent.mentions[*one];
        if t.noun || self.order_first || object.end as usize > t.first || !self.governed(object) {
            return None;
        }
        let word = |k: usize| &sent.tokens[k];
        let sequel = |k: usize| self.frames.rules.is("sequel", &word(k).lower);
        let small = |k: usize| matches!(word(k).upos, Upos::Aux | Upos::Adv | Upos::Pron | Upos::Part);
        let mut at = t.first;
        while at > object.end as usize && small(at - 1) && !sequel(at - 1) {
            at -= 1;
        }
        let joint = (at > object.end as usize).then(|| at - 1)?;
        if !(sequel(joint) || word(joint).upos == Upos::Cconj) {
            return None;
        }
        let verb = (0..object.first as usize).rev().find(|k| word(*k).upos == Upos::Verb)?;
        let before = |m: &Mention| (m.end as usize) <= verb && !self.marked(m) && !self.adjective(m);
        self.outer(kinds).filter(|(_, m)| before(m)).last().map(|(i, _)| i)
    }

    /// True for who is named inside a quotation that ends before `start`: an act outside it is somebody else's (`"…of X",
    /// Y said and asked Z`).
    pub(crate) fn quoted(&self, m: &Mention, start: usize) -> bool {
        self.quote_ends(m.end as usize, start)
    }

    /// True where the first mark of a quotation between two tokens closes one.
    pub(crate) fn quote_ends(&self, from: usize, until: usize) -> bool {
        let tokens = &self.sent().tokens;
        let between = (from..until).find(|k| QUOTES.contains(&tokens[*k].lower.as_str()));
        let Some(k) = between.filter(|_| self.order_first) else { return false };
        match tokens[k].lower.as_str() {
            "”" | "»" => true,
            "\"" => {
                let tight = tokens[k - 1].span.end == tokens[k].span.start;
                let opens = tokens.get(k + 1).is_some_and(|n| n.span.start == tokens[k].span.end);
                let mark = tokens.get(k + 1).is_some_and(|n| n.upos == Upos::Punct);
                tight && (!opens || mark)
            }
            _ => false,
        }
    }

    /// True for a word of arrival that only says where something is sent (`gửi thư tới X`, `điều quân đến Y`): a verb of
    /// sending stands before it in its clause.
    pub(crate) fn carried(&self, t: &Trigger) -> bool {
        let tokens = &self.sent().tokens;
        if !self.order_first || t.end - t.first > 1 || !self.is("onto", t.first) {
            return false;
        }
        let clause = (t.first.saturating_sub(SENT)..t.first)
            .rev()
            .take_while(|k| tokens[*k].lower != "," && tokens[*k].lower != ";");
        let sends = |k: usize| self.is("sending", k);
        clause.into_iter().any(sends)
    }

    /// The person of whom an office is said that has no name of its own (`X, in May, was the first president to go to Z`).
    pub(crate) fn predicated(&self, mention: usize) -> Option<usize> {
        let sent = self.sent();
        let m = &sent.mentions[mention];
        if !matches!(&m.kind, MentionKind::Person(p) if p.name.is_none() && !p.pronoun) {
            return None;
        }
        let first = m.first as usize;
        let copula = |k: &usize| self.is("copula", *k);
        let from = first.saturating_sub(SAID);
        let at = (from..first).rev().find(copula)?;
        let small = |k: usize| {
            matches!(sent.tokens[k].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Adv | Upos::Adp)
        };
        let named = |m: &Mention| matches!(&m.kind, MentionKind::Person(p) if p.name.is_some());
        let before = |m: &Mention| (m.end as usize) <= at && named(m) && !self.marked(m);
        let who = self.outer(Kinds(Kinds::PERSON)).filter(|(_, m)| before(m)).last()?;
        let apart =
            |k: usize| matches!(sent.tokens[k].upos, Upos::Verb | Upos::Cconj) || sent.tokens[k].lower == ";";
        let clear = (at + 1..first).all(small) && !(who.1.end as usize..at).any(apart);
        clear.then_some(who.0)
    }

    /// Adds the nationalities that share the noun of a body with its own adjective (`Thai, Lao and Khmer officials`): the
    /// noun is told once, behind the last of them.
    pub(crate) fn sharers(&self, found: &mut Vec<usize>) {
        if self.order_first {
            return;
        }
        let sent = self.sent();
        self.shared_noun(found);
        for at in 0..found.len() {
            let m = &sent.mentions[found[at]];
            let inner = |x: &Mention| x.end < m.end && self.adjective(x);
            if !matches!(m.kind, MentionKind::Actor(_)) || !sent.beginning(m.first as usize).iter().any(inner)
            {
                continue;
            }
            let mut first = m.first as usize;
            let mut last = true;
            while let Some(joint) = first.checked_sub(1) {
                let t = &sent.tokens[joint];
                let joins = if last { t.upos == Upos::Cconj } else { t.lower == "," };
                let before = sent.ending(joint).next_back();
                let Some((i, m)) = before.filter(|(_, m)| joins && self.adjective(m)) else { break };
                if !found.contains(&i) {
                    found.push(i);
                }
                first = m.first as usize;
                last = false;
            }
        }
    }

    /// Who is said to lead a delegation (`a delegation of the army, headed by X`).
    pub(crate) fn led(&self, delegation: &Mention) -> Option<&'a PersonRef> {
        let end = delegation.end as usize;
        let leads = |k: usize| self.marker_at(k).is_some_and(|(_, slot)| slot == Slot::LedBy);
        let behind = |m: &Mention| {
            let first = m.first as usize;
            (end..end + LED).contains(&first) && (end..first).any(leads)
        };
        let found = self.outer(Kinds(Kinds::PERSON)).find(|(_, m)| behind(m));
        found.and_then(|(_, m)| match &m.kind {
            MentionKind::Person(p) if self.ctx.person_name(p).is_some() => Some(p),
            _ => None,
        })
    }

    /// Adds the body whose noun the nationality found last shares (`between Kenyan and Somali officials`).
    fn shared_noun(&self, found: &mut Vec<usize>) {
        let sent = self.sent();
        let Some(last) = found.last().map(|i| &sent.mentions[*i]).filter(|m| self.adjective(m)) else {
            return;
        };
        let and = |t: &Token| t.upos == Upos::Cconj;
        if !sent.tokens.get(last.end as usize).is_some_and(and) {
            return;
        }
        let next = last.end as usize + 1;
        let from = sent.mentions.partition_point(|x| (x.first as usize) < next);
        let begin =
            || sent.mentions.iter().enumerate().skip(from).take_while(|(_, x)| x.first as usize == next);
        let own = begin().find(|(_, x)| self.adjective(x)).map(|(_, x)| x.end);
        let body = |x: &Mention| matches!(&x.kind, MentionKind::Actor(a) if a.how == How::Common);
        let noun = begin().find(|(_, x)| body(x) && own.is_some_and(|end| x.end > end));
        found.extend(noun.map(|(i, _)| i).filter(|i| !found.contains(i)));
    }

    /// True for somebody who only tells of an act that has a subject of its own or none (`X informed the House that Y was
    /// being expelled`, `the troops, whose departure X had announced, left`).
    pub(crate) fn tells(&self, m: &Mention, case: &Case<'_>) -> bool {
        let (sent, t) = (self.sent(), case.t);
        if self.order_first || !sent.parsed || !matches!(m.kind, MentionKind::Person(_)) {
            return false;
        }
        let mut verb = m.end as usize;
        let small = |k: usize| {
            sent.tokens
                .get(k)
                .is_some_and(|x| matches!(x.upos, Upos::Aux | Upos::Adv | Upos::Pron | Upos::Adp))
        };
        while verb < m.end as usize + SAYS && small(verb) {
            verb += 1;
        }
        let says = sent.tokens.get(verb).is_some_and(|x| {
            x.upos == Upos::Verb && ["announcing", "saying"].iter().any(|c| self.frames.rules.is(c, &x.lemma))
        });
        let Some(act) = (if t.noun { case.light } else { Some(self.head(t)) }).filter(|_| says) else {
            return false;
        };
        if act <= verb && !t.noun || (t.first..t.end).contains(&verb) || case.light == Some(verb) {
            return false;
        }
        let subject = |k: usize| matches!(self.tree.rel(k), Rel::Nsubj | Rel::NsubjPass);
        // `whose departure X had announced, left`: what follows a relative clause is not joined to it.
        let first = m.first as usize;
        let relative = |k: usize| self.is("relative", k);
        let inside = (first.saturating_sub(RELATIVE)..first).any(relative)
            && sent.tokens[verb..act.max(verb)].iter().any(|x| x.lower == ",");
        let own = inside || self.tree.kids(act).any(subject);
        let joined = self.tree.rel(act) == Rel::Conj && self.tree.ancestors(act).any(|a| a == verb);
        let handed = sent.tokens[act].feats.has(Feats::INFINITIVE);
        own || !joined && !handed
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
