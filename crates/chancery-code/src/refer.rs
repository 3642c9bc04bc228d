//! What a pronoun inside a frame refers to: a possessive before the trigger noun, a pronoun of place.

use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Role, Slot, Trigger};
use chancery_model::{How, Mention, MentionKind, Upos};

/// How many sentences back a pronoun may refer.
const BACK: usize = 3;

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

    /// The last two named people of different sides before a token, in this sentence or the few before it.
    fn back_pair(&self, token: usize) -> Option<[(usize, usize); 2]> {
        let item = self.ctx.item(self.number);
        let mut found: Vec<((usize, usize), String)> = Vec::new();
        for number in (self.number.saturating_sub(BACK)..=self.number).rev() {
            let Some(sent) = self.ctx.text.sentences.get(number).filter(|_| self.ctx.item(number) == item)
            else {
                continue;
            };
            for (i, m) in sent.mentions.iter().enumerate().rev() {
                let MentionKind::Person(p) = &m.kind else { continue };
                let before = number < self.number || m.end as usize <= token;
                if let (true, Some(_), Some(side)) =
                    (before, self.ctx.person_name(p), self.ctx.person_side(p))
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
    pub(crate) fn referred(&self, t: &Trigger, frame: &Frame, fills: &mut Vec<Fill>) {
        let tokens = &self.sent().tokens;
        let head = self.head(t);
        let has = |class: &str| {
            (t.first.saturating_sub(2)..t.first).any(|k| self.frames.rules.is(class, &tokens[k].lower))
                || self.tree.kids(head).any(|k| k < t.first && self.frames.rules.is(class, &tokens[k].lower))
        };
        let free = |role: Role, fills: &[Fill]| {
            frame.roles.iter().any(|(r, _, _)| *r == role) && !fills.iter().any(|f| f.role == role)
        };
        let noun = t.noun || tokens[head].upos == Upos::Noun;
        if noun && free(Role::Actor, fills) && has("possessive") {
            let person =
                |m: &Mention| matches!(&m.kind, MentionKind::Person(p) if self.ctx.person_name(p).is_some());
            if let Some((sentence, mention)) = self.back(t.first, person) {
                fills.push(Fill { role: Role::Actor, slot: Slot::Of, sentence, mention });
            }
        }
        // `their talks`: those of the two people named last, or of the sides that are spoken of together.
        let both = noun && fills.is_empty() && has("possessive-both");
        if both && (free(Role::Actor, fills) || free(Role::Parties, fills)) {
            let role = if free(Role::Actor, fills) { Role::Actor } else { Role::Parties };
            let group = |m: &Mention| matches!(&m.kind, MentionKind::Group(_));
            match self.back_pair(t.first) {
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
        if free(Role::Dest, fills) && has("there") {
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
}
