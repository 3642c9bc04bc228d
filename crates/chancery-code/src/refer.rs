//! What a pronoun inside a frame refers to: a possessive before the trigger noun, a pronoun of place.

use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Kinds, Role, Slot, Trigger};
use crate::tree::Arg;
use chancery_model::{How, Mention, MentionKind, Rel, Sentence, Upos};

/// How many sentences back a pronoun may refer.
const BACK: usize = 3;

/// The most tokens from a relative pronoun to the noun that it is told by.
const WHO: usize = 8;

/// Whom a mention is of.
fn entity(m: &Mention) -> Option<u32> {
    match &m.kind {
        MentionKind::Person(p) => p.entity,
        _ => None,
    }
}

/// True for a sentence whose subject is a thing, to which `it` goes back: a noun that names no actor.
fn thing(sent: &Sentence) -> bool {
    let root = sent.tokens.iter().position(|t| t.head.is_none() && t.rel == Rel::Root);
    let subject = root.and_then(|r| {
        let of = |t: &&chancery_model::Token| {
            t.head == Some(r as u16) && matches!(t.rel, Rel::Nsubj | Rel::NsubjPass)
        };
        sent.tokens.iter().position(|t| of(&t))
    });
    subject.is_some_and(|k| {
        let within = |m: &Mention| (m.first as usize) <= k && k < m.end as usize;
        sent.parsed && sent.tokens[k].upos == Upos::Noun && !sent.mentions.iter().any(within)
    })
}

/// The most tokens of a remark on who speaks, between commas.
const ASIDE: usize = 12;

/// Most words between an article and the noun that it makes definite.
const QUALIFIED: usize = 4;

impl Filler<'_> {
    /// The last mention before a token, in this sentence or the few before it, that fits.
    fn back(&self, token: usize, fits: impl Fn(&Mention) -> bool) -> Option<(usize, usize)> {
        let item = self.ctx.item(self.number);
        for number in (self.number.saturating_sub(BACK)..=self.number).rev() {
            let Some(sent) = self.ctx.text.sentences.get(number).filter(|_| self.ctx.item(number) == item)
            else {
                continue;
            };
            let mut found = None;
            for (i, m) in sent.mentions.iter().enumerate() {
                let before = number < self.number || m.end as usize <= token;
                if before && fits(m) {
                    // Of an earlier sentence the first fits best: it is what the sentence was about.
                    if number == self.number || found.is_none() {
                        found = Some((number, i));
                    }
                }
            }
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The two named people of different sides that `their` means: those of this sentence, else one of this sentence and
    /// one told before it, else the first two of a sentence before.
    fn back_pair(&self) -> Option<[(usize, usize); 2]> {
        let item = self.ctx.item(self.number);
        let mut found: Vec<((usize, usize), String)> = Vec::new();
        for number in (self.number.saturating_sub(BACK)..=self.number).rev() {
            let Some(sent) = self.ctx.text.sentences.get(number).filter(|_| self.ctx.item(number) == item)
            else {
                continue;
            };
            for (i, m) in sent.mentions.iter().enumerate() {
                let MentionKind::Person(p) = &m.kind else { continue };
                if let (Some(_), Some(side)) = (self.ctx.person_name(p), self.ctx.person_side(p))
                    && found.iter().all(|(_, s)| *s != side)
                {
                    found.push(((number, i), side));
                }
            }
            if let [a, b, ..] = found.as_slice() {
                return Some([a.0, b.0]);
            }
        }
        None
    }

    /// What a possessive before a trigger noun (`his visit`) or a pronoun of place (`il s'y rend`) refers to.
    pub(crate) fn referred(
        &self,
        t: &Trigger,
        frame: &Frame,
        args: &[Arg],
        light: Option<usize>,
        fills: &mut Vec<Fill>,
    ) {
        let tokens = &self.sent().tokens;
        let head = self.head(t);
        let has = |class: &str| {
            self.frames.rules.class(class).is_some_and(|c| {
                (t.first.saturating_sub(2)..t.first).any(|k| self.seen.is(c, k))
                    || self.tree.kids(head).any(|k| k < t.first && self.seen.is(c, k))
            })
        };
        let free = |role: Role, fills: &[Fill]| {
            frame.roles.iter().any(|(r, _, _)| *r == role) && !fills.iter().any(|f| f.role == role)
        };
        let noun = t.noun || tokens[head].upos == Upos::Noun;
        if noun && free(Role::Actor, fills) && has("possessive") {
            // Nobody travels to where they live; of two in the sentence it is the subject's.
            let there: Vec<String> = fills
                .iter()
                .filter(|f| f.role == Role::Dest)
                .flat_map(|f| self.ctx.sides_of(self.mention(f), f.sentence))
                .collect();
            let person = |m: &Mention| match &m.kind {
                MentionKind::Person(p) => {
                    let home = self.ctx.person_side(p).is_some_and(|s| there.contains(&s));
                    self.ctx.person_name(p).is_some() && !home
                }
                _ => false,
            };
            let subject = self
                .sent()
                .mentions
                .iter()
                .position(|m| m.end as usize <= t.first && person(m) && !self.marked(m))
                .map(|i| (self.number, i));
            // `congratulated X on her re-election`: whoever is congratulated was elected, named or not.
            let wished = (0..t.first).rev().find(|k| self.is_base("wishing", *k));
            let object = wished.and_then(|v| {
                let next =
                    |m: &Mention| (v + 1..=v + 2).contains(&(m.first as usize)) && m.end as usize <= t.first;
                self.sent().mentions.iter().position(|m| next(m) && person(m)).map(|i| (self.number, i))
            });
            // Where it is `his colleague`: somebody else told of before.
            let wisher = self.sent().mentions.iter().filter(|m| person(m)).find_map(entity);
            let other = |m: &Mention| person(m) && entity(m) != wisher;
            let meant = match wished {
                Some(_) => object.or_else(|| self.back(0, other)),
                None => subject.or_else(|| self.back(t.first, person)),
            };
            if let Some((sentence, mention)) = meant {
                fills.push(Fill { role: Role::Actor, slot: Slot::Of, sentence, mention });
            }
        }
        // `their talks`: those of the two people named last, or of the sides that are spoken of together.
        let within = |k: usize| self.is("possessive-both", k);
        let theirs = || has("possessive-both") || (t.first..t.end).any(within);
        let both = noun && light.is_none() && fills.is_empty();
        if both && (free(Role::Actor, fills) || free(Role::Parties, fills)) && theirs() {
            let role = if free(Role::Actor, fills) { Role::Actor } else { Role::Parties };
            let group = |m: &Mention| matches!(&m.kind, MentionKind::Group(_));
            match self.back_pair() {
                Some(pair) => fills.extend(pair.into_iter().map(|(sentence, mention)| Fill {
                    role,
                    slot: Slot::Of,
                    sentence,
                    mention,
                })),
                None => fills.extend(self.back(t.first, group).map(|(sentence, mention)| Fill {
                    role,
                    slot: Slot::Of,
                    sentence,
                    mention,
                })),
            }
        }
        for (role, slots, kinds) in &frame.roles {
            if !free(*role, fills) {
                continue;
            }
            // `said his country would …`: of whoever undertakes it.
            let owned = |token: usize, kinds: u8| {
                let pledges = frame.type_ == crate::COMMITMENT && kinds & Kinds::STATE != 0;
                let noun = |c| self.is(c, token);
                let home = pledges && (noun("land") || noun("home"));
                home.then(|| self.own(token)).flatten()
            };
            let meant = args.iter().filter(|a| slots.contains(&a.slot)).find_map(|a| {
                Some((a.slot, owned(a.token, kinds.0).or_else(|| self.described(a.token, kinds.0, fills))?))
            });
            if let Some((slot, (sentence, mention))) = meant {
                fills.push(Fill { role: *role, slot, sentence, mention });
            }
        }
        // `le président l'a reçu`, `a letter was sent to him`: a pronoun for the person spoken of before.
        for (role, slots, kinds) in &frame.roles {
            let pronoun = |a: &&Arg| {
                let token = &tokens[a.token];
                slots.contains(&a.slot)
                    && token.upos == Upos::Pron
                    && self.frames.rules.is("clitic", &token.lower)
            };
            if kinds.0 & Kinds::PERSON == 0 || !free(*role, fills) || fills.is_empty() {
                continue;
            }
            let Some(arg) = args.iter().find(pronoun) else { continue };
            let taken: Vec<Option<u32>> = fills
                .iter()
                .filter_map(|f| match &self.mention(f).kind {
                    MentionKind::Person(p) => Some(p.entity),
                    _ => None,
                })
                .collect();
            let other = |m: &Mention| {
                matches!(&m.kind, MentionKind::Person(p)
                    if self.ctx.person_name(p).is_some() && !taken.contains(&p.entity))
            };
            if let Some((sentence, mention)) = self.back(t.first, other) {
                fills.push(Fill { role: *role, slot: arg.slot, sentence, mention });
            }
        }
        if free(Role::Actor, fills) && frame.apart.contains(&Role::Actor) && !frame.need.is_empty() {
            fills.extend(self.listed());
        }
        // `il y entame sa visite`: the pronoun may stand at the noun's verb.
        let there =
            || has("there") || light.is_some_and(|l| (l.saturating_sub(2)..l).any(|k| self.is("there", k)));
        if free(Role::Dest, fills) && there() {
            let place = |m: &Mention| match &m.kind {
                MentionKind::Place(p) => p.country.is_some(),
                MentionKind::Actor(a) => {
                    a.how == How::Name && a.id.as_deref().is_some_and(|i| self.ctx.is_state(i))
                }
                _ => false,
            };
            if let Some((sentence, mention)) = self.back(t.first, place) {
                fills.push(Fill { role: Role::Dest, slot: Slot::In, sentence, mention });
            }
        }
    }

    /// What a noun or a pronoun stands for that names nobody: `it` the state or body that the text was about, `the
    /// visitor` and `the host` the person last named who is not, or is, at home where the report comes from.
    fn described(&self, token: usize, kinds: u8, fills: &[Fill]) -> Option<(usize, usize)> {
        let t = &self.sent().tokens[token];
        let is = |class: &str| self.frames.rules.is(class, &t.lower) || self.frames.rules.is(class, &t.lemma);
        if t.upos == Upos::Pron {
            return if is("neuter") && kinds & (Kinds::STATE | Kinds::ORG | Kinds::BODY) != 0 {
                self.subject_before(token, kinds)
            } else {
                None
            };
        }
        let state = |m: &Mention| match &m.kind {
            MentionKind::Actor(a) => a.side.clone().or_else(|| a.id.clone()).filter(|i| self.ctx.is_state(i)),
            _ => None,
        };
        let adjective = |m: &Mention| matches!(&m.kind, MentionKind::Actor(a) if a.how == How::Adjective);
        if is("land") && kinds & Kinds::STATE != 0 {
            // `the Australian capital`, else the state named last that is none of those who act.
            let named = self.sent().mentions.iter().position(|m| {
                m.end as usize <= token && token - m.end as usize <= 1 && adjective(m) && state(m).is_some()
            });
            if let Some(i) = named {
                return Some((self.number, i));
            }
            let taken: Vec<String> =
                fills.iter().flat_map(|x| self.ctx.sides_of(self.mention(x), x.sentence)).collect();
            return self.back(token, |m| {
                let other = state(m).is_some_and(|s| !taken.contains(&s));
                other && !adjective(m) && self.definite(token)
            });
        }
        if is("assembly") && kinds & Kinds::ORG != 0 && self.definite(token) {
            return self.back(token, |m| {
                matches!(&m.kind, MentionKind::Actor(a) if a.how != How::Adjective)
                    && self.ctx.kind(m) & Kinds::ORG != 0
            });
        }
        let (guest, host) = (is("guest"), is("host"));
        if !(guest || host) || kinds & Kinds::PERSON == 0 {
            return None;
        }
        let home = self.ctx.dateline_country().or_else(|| self.ctx.home())?;
        self.back(token, |m| match &m.kind {
            MentionKind::Person(p) => {
                self.ctx.person_name(p).is_some()
                    && self.ctx.person_side(p).is_some_and(|s| (s == home) == host)
            }
            _ => false,
        })
    }

    /// Whose a noun is behind a possessive (`X said his country would …`): of the subject of the clause above, else of the
    /// first who acts in the sentence.
    fn own(&self, token: usize) -> Option<(usize, usize)> {
        let sent = self.sent();
        let is = |k: usize| self.is("own", k);
        if !sent.parsed || self.order_first || !(token.saturating_sub(2)..token).any(is) {
            return None;
        }
        let sided = |m: &Mention| !self.ctx.sides_of(m, self.number).is_empty();
        let above = self.tree.ancestors(token).find_map(|verb| {
            let subject = |k: &usize| matches!(self.tree.rel(*k), Rel::Nsubj | Rel::NsubjPass) && *k != token;
            let kid = self.tree.kids(verb).find(subject)?;
            let holds = |m: &Mention| (m.first as usize) <= kid && kid < m.end as usize;
            self.outer(Kinds::ACTORS).find(|(_, m)| holds(m) && sided(m)).map(|(i, _)| i)
        });
        let first = || {
            let before = |m: &Mention| m.end as usize <= token && !self.marked(m) && !self.adjective(m);
            let acts = self.outer(Kinds::ACTORS).find(|(_, m)| before(m) && sided(m));
            acts.map(|(i, _)| i)
        };
        above.or_else(first).map(|i| (self.number, i))
    }

    /// The state, body or organisation that this sentence or the one before began with, as what `it` refers to.
    fn subject_before(&self, token: usize, kinds: u8) -> Option<(usize, usize)> {
        let item = self.ctx.item(self.number);
        for number in (self.number.saturating_sub(BACK)..=self.number).rev() {
            let sent = self.ctx.text.sentences.get(number).filter(|_| self.ctx.item(number) == item)?;
            // A sentence that names nobody leaves what was spoken of.
            let spoken = |m: &Mention| matches!(m.kind, MentionKind::Actor(_) | MentionKind::Person(_));
            if number + 1 < self.number && self.ctx.text.sentences[number + 1].mentions.iter().any(spoken) {
                return None;
            }
            if number < self.number && thing(sent) {
                return None;
            }
            let found = sent.mentions.iter().position(|m| {
                let before = number < self.number || m.end as usize <= token;
                let free = !self.marked_in(sent, m);
                let owns = sent.tokens.get(m.end as usize).is_some_and(|n| n.upos == Upos::Part);
                let plain = matches!(&m.kind, MentionKind::Actor(a) if a.how != How::Adjective);
                let sided = || !self.ctx.sides_of(m, number).is_empty();
                before && plain && free && !owns && self.ctx.kind(m) & kinds != 0 && sided()
            });
            if let Some(mention) = found {
                return Some((number, mention));
            }
        }
        None
    }

    /// True when a noun has a definite article and is no mention.
    fn definite(&self, token: usize) -> bool {
        let sent = self.sent();
        // `the East African nation`, `the 55-member bloc`
        let qualifies = |k: &usize| {
            let t = &sent.tokens[*k];
            matches!(t.upos, Upos::Adj | Upos::Num | Upos::Propn) || t.lower == "-" || *k + 2 >= token
        };
        let reach = (token.saturating_sub(QUALIFIED)..token).rev();
        let article = |k: &usize| self.is("definite", *k);
        let article = reach.take_while(|k| article(k) || qualifies(k)).any(|k| article(&k));
        let known = sent.mentions.iter().any(|m| {
            (m.first as usize) <= token
                && token < m.end as usize
                && !matches!(&m.kind, MentionKind::Actor(a) if a.id.is_none() && a.side.is_none())
        });
        article && !known
    }

    /// Adds where somebody's own envoy is posted to whom an act concerns (`Kenya recalled its ambassador to Uganda`): an
    /// envoy of one's own is nobody else.
    pub(crate) fn posted(&self, fills: &mut Vec<Fill>) {
        let sides = |x: &Fill| self.ctx.sides_of(self.mention(x), x.sentence);
        let acting: Vec<String> = fills.iter().filter(|x| x.role == Role::Actor).flat_map(sides).collect();
        let own = |x: &&Fill| {
            let envoy = matches!(&self.mention(x).kind, MentionKind::Person(p) if p.role.as_deref() == Some("ambassador"));
            x.role == Role::Other
                && x.sentence == self.number
                && envoy
                && sides(x).iter().all(|s| acting.contains(s))
        };
        let mentions = &self.sent().mentions;
        let mut found: Vec<Fill> = Vec::new();
        for x in fills.iter().filter(own) {
            let m = self.mention(x);
            let post = |y: &Mention| {
                let state = matches!(&y.kind, MentionKind::Actor(a) if a.how != How::Adjective);
                let theirs = self.ctx.sides_of(y, self.number);
                let end = m.end as usize;
                let behind = || self.marker_at(end).is_some_and(|(len, _)| y.first as usize == end + len);
                let inside = y.first > m.first && (y.end <= m.end || behind());
                state
                    && inside
                    && !theirs.is_empty()
                    && theirs.iter().all(|s| self.ctx.is_state(s) && !acting.contains(s))
            };
            let posts = mentions.iter().enumerate().filter(|(_, y)| post(y));
            found.extend(posts.map(|(mention, _)| Fill { mention, ..*x }));
        }
        fills.extend(found);
    }

    /// True when a preposition stands before a mention, or before its article.
    fn marked_in(&self, sent: &Sentence, m: &Mention) -> bool {
        let mut at = m.first as usize;
        at -= usize::from(at > 0 && sent.tokens[at - 1].upos == Upos::Det);
        at > 0 && self.frames.preposition(&sent.tokens[at - 1]).is_some()
    }

    /// The people that the next sentence lists for a number of them in this one (`Eight ambassadors … They are A, B and
    /// C`).
    fn listed(&self) -> Vec<Fill> {
        let number = self.number + 1;
        let Some(next) = self.ctx.text.sentences.get(number) else { return Vec::new() };
        let opens = next.mentions.first().is_some_and(|m| {
            m.first == 0
                && matches!(&m.kind, MentionKind::Group(g) if g.people)
                && next.tokens.get(m.end as usize).is_some_and(|t| matches!(t.upos, Upos::Aux | Upos::Verb))
        });
        let person = |m: &Mention| matches!(&m.kind, MentionKind::Person(p) if p.name.is_some());
        let named: Vec<usize> = (0..next.mentions.len()).filter(|i| person(&next.mentions[*i])).collect();
        let same = self.ctx.item(number) == self.ctx.item(self.number);
        if !opens || !same || named.len() < 2 {
            return Vec::new();
        }
        named
            .into_iter()
            .map(|mention| Fill { role: Role::Actor, slot: Slot::Subj, sentence: number, mention })
            .collect()
    }

    /// Who a noun is told of behind a relative pronoun (`the minister, who is on a working visit to Z`).
    pub(crate) fn who_is(&self, t: &Trigger) -> Option<usize> {
        let tokens = &self.sent().tokens;
        if !t.noun || self.order_first {
            return None;
        }
        let who = (t.first.saturating_sub(WHO)..t.first).rev().find(|k| self.is("relative", *k))?;
        let plain = (who + 1..t.first).all(|k| {
            matches!(tokens[k].upos, Upos::Aux | Upos::Adp | Upos::Det | Upos::Adj | Upos::Num | Upos::Adv)
                || matches!(tokens[k].lower.as_str(), "-")
                || tokens[k].upos == Upos::Noun
        });
        let copula = tokens.get(who + 1).is_some_and(|t| t.upos == Upos::Aux);
        let end = who - usize::from(who > 0 && tokens[who - 1].lower == ",");
        let found = self.outer(Kinds::ACTORS).find(|(_, m)| m.end as usize == end)?;
        (plain && copula).then_some(found.0)
    }

    /// The mention before a remark on who speaks that stands between it and a verb.
    pub(crate) fn aside(&self, t: &Trigger) -> Option<usize> {
        let tokens = &self.sent().tokens;
        let mut close = t.first.checked_sub(1)?;
        while close > 0 && matches!(tokens[close].upos, Upos::Aux | Upos::Adv | Upos::Part) {
            close -= 1;
        }
        if t.noun || self.order_first || tokens[close].lower != "," {
            return None;
        }
        let open = (close.saturating_sub(ASIDE)..close).rev().find(|i| tokens[*i].lower == ",")?;
        let says = (open + 1..close.min(open + 6))
            .any(|i| tokens[i].upos == Upos::Verb && self.is_base("saying", i));
        let (i, _) = self.outer(Kinds::ACTORS).find(|(_, m)| m.end as usize == open && !self.marked(m))?;
        says.then_some(i)
    }
}
