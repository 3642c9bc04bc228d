//! Whether an event occurred, goes on, is planned, proposed, cancelled or denied: from tense, modality, negation, the
//! words that govern the trigger, and its date against the document's.

use crate::fill::Filler;
use crate::frame::{Slot, Trigger};
use crate::phrases::Phrases;
use chancery_model::{Edtf, Feats, MentionKind, Rel, Upos};
use chancery_pack::{Fault, Pack};
use smol_str::SmolStr;
use std::ops::Range;

/// What a word says about the reality of what it governs or accompanies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Cue {
    Future,
    Would,
    Past,
    Ongoing,
    Negation,
    Plan,
    Propose,
    Agree,
    Cancel,
    Deny,
    Refuse,
    Hypothetical,
    /// Says nothing, though a word of it would (`nhận lời mời`: the invitation has been accepted).
    Neutral,
}

/// `lexicon/cues.tsv`: word (or words) to cue.
#[derive(Debug, Default)]
pub(crate) struct Cues(Phrases<Cue>);

/// The cues at a trigger, and those of the words that govern it.
#[derive(Debug)]
pub(crate) struct Heard {
    own: Vec<Cue>,
    above: Vec<Cue>,
}

/// The most words of a cue.
const WORDS: usize = 3;
/// How many tokens before a trigger a cue may stand by word order alone.
const REACH: usize = 6;
/// How many tokens behind a noun its verb of taking place may stand.
const HAPPENS: usize = 24;
/// How many tokens back the first of a chain of verbs may stand, and before it who says what another will do.
const CHAIN: usize = 60;

impl Cues {
    pub(crate) fn new(pack: &Pack) -> Result<Cues, Fault> {
        let table = pack.lexicon("cues")?;
        let mut words = Vec::new();
        for row in &table.rows {
            let cue = match row.cell(1) {
                "future" => Cue::Future,
                "would" => Cue::Would,
                "past" => Cue::Past,
                "ongoing" => Cue::Ongoing,
                "negation" => Cue::Negation,
                "plan" => Cue::Plan,
                "propose" => Cue::Propose,
                "agree" => Cue::Agree,
                "cancel" => Cue::Cancel,
                "deny" => Cue::Deny,
                "refuse" => Cue::Refuse,
                "hypothetical" => Cue::Hypothetical,
                "neutral" => Cue::Neutral,
                other => return Err(table.fault(row, format!("no cue `{other}`; expected `word<TAB>cue`"))),
            };
            words.extend(row.cell(0).split('|').map(|w| (SmolStr::new(w.trim()), cue)));
        }
        Ok(Cues(words.into_iter().collect()))
    }

    /// The cue of a token, alone or with the one or two tokens after it.
    pub(crate) fn at(&self, f: &Filler<'_>, token: usize) -> Option<Cue> {
        self.read(f, token).map(|c| c.0)
    }

    /// The cue of a word that governs a trigger, unless it is the second half of a phrase that says nothing.
    fn governing(&self, f: &Filler<'_>, token: usize) -> Option<Cue> {
        let inside = (1..=2).any(|back| {
            token
                .checked_sub(back)
                .and_then(|t| self.read(f, t))
                .is_some_and(|(c, len)| c == Cue::Neutral && len > back)
        });
        self.at(f, token).filter(|_| !inside)
    }

    /// The cue of a token, and how many tokens it takes.
    fn read(&self, f: &Filler<'_>, token: usize) -> Option<(Cue, usize)> {
        let tokens = &f.sent().tokens;
        let t = tokens.get(token)?;
        let phrase = self.0.longest(&t.lower, &tokens[token + 1..], WORDS);
        phrase.or_else(|| Some((self.0.word(t)?, 1))).map(|(cue, words)| (*cue, words))
    }

    /// Where the words begin, `most` of them, that may say of a trigger whether it is real: a name counts for one.
    fn reach(&self, f: &Filler<'_>, start: usize, most: usize) -> usize {
        let mut at = start;
        for _ in 0..most {
            let Some(last) = at.checked_sub(1) else { break };
            let named = f.sent().holding(last).find(|m| matches!(m.kind, MentionKind::Person(_)));
            at = named.map_or(last, |m| m.first as usize);
        }
        at
    }

    /// `the talks and the signing will take place on Monday`: a noun lies ahead where its verb, one of taking place, does.
    fn to_happen(&self, f: &Filler<'_>, t: &Trigger) -> Option<Cue> {
        let tokens = &f.sent().tokens;
        if !t.noun && !matches!(tokens[t.first].upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        let stop = |k: &usize| matches!(tokens[*k].lower.as_str(), ";" | "." | ":");
        let mut after = (t.end..tokens.len().min(t.end + HAPPENS)).take_while(|k| !stop(k));
        let verb = after.find(|k| *k > t.end && f.phrase_at("happens", *k, 2) > 0)?;
        self.at(f, verb - 1).filter(|c| matches!(c, Cue::Future | Cue::Plan))
    }

    /// What the first of a chain of verbs says of those that go on with it (`will meet X; call on Y and attend Z`), or the
    /// opening of a sentence of all that it tells (`As planned, X meets Y`): that they lie ahead.
    fn inherited(&self, f: &Filler<'_>, start: usize) -> Option<Cue> {
        let tokens = &f.sent().tokens;
        let word = |i: usize| tokens[i].lower.as_str();
        let ahead = |c: &Cue| matches!(c, Cue::Future | Cue::Plan);
        let heard = |mut range: Range<usize>, of: &[Cue]| {
            range.any(|i| self.at(f, i).is_some_and(|c| of.contains(&c)))
        };
        let since = start.saturating_sub(CHAIN);
        if let Some(plan) = self.at(f, 0).filter(|c| *c == Cue::Plan) {
            return Some(plan).filter(|_| !heard(since.max(1)..start, &[Cue::Past]));
        }
        let small =
            |i: &usize| f.frames.rules.is("auxiliary", word(*i)) || f.frames.rules.is("company", word(*i));
        let link = (since..start).rev().find(|i| !small(i))?;
        let clause = matches!(word(link), ";");
        if !clause
            && word(link) != ","
            && tokens[link].upos != Upos::Cconj
            && !f.frames.rules.is("joint", word(link))
        {
            return None;
        }
        let from = link.saturating_sub(CHAIN);
        let cue = (from..link).rev().find(|i| self.at(f, *i).is_some_and(|c| ahead(&c)))?;
        // Where somebody says what another will do, a verb behind a comma is again the speaker's.
        let told = || (cue.saturating_sub(CHAIN)..cue).any(|i| f.frames.rules.is("telling", word(i)));
        let broken = |i: usize| {
            word(i) == "."
                || f.frames.rules.is("break", word(i))
                || f.frames.rules.is("aside", word(i)) && !clause
        };
        // Behind a semicolon another clause begins, unless a verb goes on with the chain.
        let other = |i: usize| word(i) == ";" && tokens.get(i + 1).is_none_or(|t| t.upos != Upos::Verb);
        let goes_on = !(cue..link).any(|i| broken(i) || other(i)) && (clause || !told());
        (goes_on && !heard(cue + 1..link, &[Cue::Past, Cue::Ongoing])).then_some(Cue::Future)
    }

    /// What the words at a trigger and over it say of its event's reality.
    pub(crate) fn hear(&self, f: &Filler<'_>, t: &Trigger, light: Option<usize>) -> Heard {
        let (mut own, mut above) = (Vec::new(), Vec::new());
        let head = f.head(t);
        let start = light.map_or(t.first, |l| l.min(t.first));
        if f.sent().parsed {
            for h in std::iter::once(head).chain(light) {
                for k in f.tree.kids(h).filter(|k| {
                    matches!(
                        f.tree.rel(*k),
                        Rel::Aux | Rel::AuxPass | Rel::Advmod | Rel::Cop | Rel::Det | Rel::Amod | Rel::Mark
                    )
                }) {
                    own.extend(self.at(f, k));
                }
            }
            // `dément avoir reçu Y`: the word right before a perfect infinitive governs it, wherever the parse hangs either.
            let infinitive = f.tree.kids(head).find(|k| {
                *k > 0 && f.tree.rel(*k) == Rel::Aux && f.sent().tokens[*k].feats.has(Feats::INFINITIVE)
            });
            let before = infinitive.and_then(|k| {
                // `dément s'être rendu à Z`: a clitic may stand between.
                let clitic = k > 1 && f.sent().tokens[k - 1].upos == Upos::Pron;
                self.at(f, k - 1 - usize::from(clitic))
            });
            above.extend(before.filter(|c| *c == Cue::Deny));
            // `the visit was postponed`: what carries a noun may be what undoes it or puts it ahead.
            let carrier = light.filter(|l| *l != head).and_then(|l| self.governing(f, l));
            above.extend(carrier.filter(|c| matches!(c, Cue::Cancel)));
            let mut below = light.unwrap_or(head);
            let reach = if opens_meeting(f, t) { 0 } else { 4 };
            for up in f.tree.ancestors(below).take(reach) {
                // `is set to call`: the phrase reaches to the mark of the verb.
                if f.tree.rel(below) == Rel::Advcl
                    && let Some((cue @ (Cue::Future | Cue::Plan), len)) = self.read(f, up)
                    && up + len == below
                {
                    own.push(cue);
                }
                if !matches!(
                    f.tree.rel(below),
                    Rel::Xcomp
                        | Rel::Ccomp
                        | Rel::Obj
                        | Rel::Obl
                        | Rel::Nmod
                        | Rel::Conj
                        | Rel::Acl
                        | Rel::NsubjPass
                        | Rel::Nsubj
                ) {
                    break;
                }
                // `during their talks they agreed`: what accompanies an act takes nothing from it.
                let adjunct = matches!(f.tree.rel(below), Rel::Obl | Rel::Nmod)
                    && f.tree.marker(below) == Some(Slot::About);
                if adjunct {
                    break;
                }
                // A subject's verb says something of the subject only where it cancels, plans or postpones it.
                let cue = self.governing(f, up);
                // `in a meeting with Z, X urged …`: where something is asked or agreed is real.
                let there = t.noun
                    && below == head
                    && below < up
                    && f.tree.rel(below) == Rel::Obl
                    && f.tree.marker(below) == Some(Slot::In)
                    && !matches!(cue, Some(Cue::Plan | Cue::Cancel));
                if there {
                    break;
                }
                if f.tree.rel(below) != Rel::Conj {
                    above.extend(
                        cue.filter(|c| {
                            f.tree.rel(below) != Rel::Nsubj || matches!(c, Cue::Plan | Cue::Cancel)
                        }),
                    );
                }
                for k in f.tree.kids(up).filter(|k| {
                    matches!(f.tree.rel(*k), Rel::Aux | Rel::AuxPass | Rel::Cop)
                        || f.sent().tokens[*k].lower == "not"
                }) {
                    if matches!(f.tree.rel(below), Rel::Xcomp | Rel::NsubjPass | Rel::Nsubj | Rel::Conj) {
                        own.extend(self.at(f, k).filter(|c| matches!(c, Cue::Future | Cue::Would)));
                    }
                }
                below = up;
            }
        }
        if f.order_first || !f.sent().parsed {
            let tokens = &f.sent().tokens;
            // `will pose together before the talks`: what comes first lies ahead, and so does what comes after.
            let sooner = f.words_of("sooner", start.saturating_sub(4)..start).is_some();
            let window = self.reach(f, start, REACH * if sooner { 2 } else { 1 })..start;
            let stop =
                window.clone().rev().find(|i| matches!(tokens[*i].lower.as_str(), ";" | ":" | "." | ","));
            let mut i = stop.map_or(window.start, |s| s + 1);
            while i < start {
                // A word of an office or a name (`Minister of Planning`) says nothing of what is real.
                let named = || f.sent().holding(i).any(|m| matches!(m.kind, MentionKind::Person(_)));
                let Some((cue, len)) = self.read(f, i).filter(|_| !named()) else {
                    i += 1;
                    continue;
                };
                match cue {
                    Cue::Future | Cue::Would | Cue::Past | Cue::Ongoing | Cue::Negation => own.push(cue),
                    Cue::Neutral => {}
                    other => above.push(other),
                }
                i += len;
            }
            if own.is_empty() && above.is_empty() {
                own.extend(self.inherited(f, start).or_else(|| self.to_happen(f, t)));
            }
            // `the signing was called off`: what undoes an act stands behind its noun, in the passive.
            let end = light.map_or(t.end, |l| t.end.max(l + 1));
            let undone = f
                .words_behind(end, REACH)
                .take_while(|k| tokens[*k].upos != Upos::Punct)
                .any(|k| f.is("passive", k) && self.at(f, k + 1) == Some(Cue::Cancel));
            if undone {
                above.push(Cue::Cancel);
            }
        }
        Heard { own, above }
    }
}

impl Heard {
    fn past(&self) -> bool {
        self.own.contains(&Cue::Past)
    }

    /// True where the words put the event ahead of those who speak of it (`would sign`, `is ready to host`).
    pub(crate) fn ahead(&self) -> bool {
        let own = self.own.iter().any(|c| matches!(c, Cue::Future | Cue::Would | Cue::Plan));
        let above = |c: &Cue| matches!(c, Cue::Plan | Cue::Agree | Cue::Future | Cue::Propose);
        !self.past() && (own || self.above.iter().any(above))
    }

    /// True for what somebody is only asked to do: an infinitive under a verb of asking.
    pub(crate) fn asks(&self, f: &Filler<'_>, t: &Trigger, light: Option<usize>) -> bool {
        let verb = light.unwrap_or_else(|| f.head(t));
        let infinitive = f.sent().tokens[verb].feats.has(Feats::INFINITIVE);
        f.sent().parsed && !f.order_first && infinitive && self.above.contains(&Cue::Propose) && !self.past()
    }

    /// The status of a trigger's event; `None` where the text says that it did not take place.
    pub(crate) fn status(
        &self,
        f: &Filler<'_>,
        t: &Trigger,
        light: Option<usize>,
        date: Option<&Edtf>,
    ) -> Option<&'static str> {
        let Heard { own, above } = self;
        let published = f.ctx.published();
        let relation = published.as_ref().zip(date).and_then(|(p, d)| {
            let (pl, dl) = (p.latest()?, d.latest()?);
            let (pe, de) = (p.earliest()?, d.earliest()?);
            Some(if de > pl {
                std::cmp::Ordering::Greater
            } else if dl < pe {
                std::cmp::Ordering::Less
            } else {
                std::cmp::Ordering::Equal
            })
        });
        if own.contains(&Cue::Negation) {
            return None;
        }
        if above.contains(&Cue::Deny) || own.contains(&Cue::Deny) {
            return Some("denied");
        }
        if above.contains(&Cue::Cancel) || own.contains(&Cue::Cancel) {
            return Some("cancelled");
        }
        if relation == Some(std::cmp::Ordering::Less) {
            return Some("occurred");
        }
        if above.contains(&Cue::Propose) && !self.past() {
            return Some(if relation == Some(std::cmp::Ordering::Greater) { "planned" } else { "proposed" });
        }
        if above.contains(&Cue::Refuse)
            || own.contains(&Cue::Hypothetical)
            || above.contains(&Cue::Hypothetical)
        {
            return None;
        }
        let later = relation == Some(std::cmp::Ordering::Greater);
        let verb = light.unwrap_or_else(|| f.head(t));
        let feats = f.sent().tokens[verb].feats;
        // `came to meet X`: what somebody comes for lies ahead of their coming.
        let purpose = !f.order_first
            && date.is_none()
            && feats.has(Feats::INFINITIVE)
            && f.tree.kids(verb).any(|k| k < verb && f.tree.rel(k) == Rel::Mark && f.is("purpose", k))
            && !f.tree.kids(verb).any(|k| f.tree.rel(k) == Rel::Aux);
        // A phrase about a noun (`visite en`) is told as the noun is.
        let noun = t.noun || matches!(f.sent().tokens[f.head(t)].upos, Upos::Noun | Upos::Propn);
        let ahead = purpose
            || noun
                && !opens_meeting(f, t)
                && !follows(f, f.head(t))
                && !f.order_first
                && f.tree.clause_ahead(f.head(t), f.frames);
        if self.ahead()
            || (later || ahead) && !self.past()
            || feats.has(Feats::FUTURE)
            || feats.has(Feats::CONDITIONAL)
            || feats.has(Feats::INFINITIVE)
                && f.sent().parsed
                && matches!(f.tree.rel(verb), Rel::Root | Rel::Acl)
                && !first_to(f, verb)
                && !caused(f, verb)
                && !told(f, verb)
        {
            return Some("planned");
        }
        if own.contains(&Cue::Ongoing) {
            return Some("ongoing");
        }
        Some("occurred")
    }
}

/// True for a verb with a subject of its own, no mark and no auxiliary: one written like its infinitive (`A put B on its
/// list`).
fn told(f: &Filler<'_>, verb: usize) -> bool {
    let has = |rels: &[Rel]| f.tree.kids(verb).any(|k| rels.contains(&f.tree.rel(k)));
    has(&[Rel::Nsubj]) && !has(&[Rel::Mark, Rel::Aux])
}

/// True for `Meeting with X, Y agreed …`: what opens a sentence and has a comma behind whom it was with is told as real,
/// whatever is agreed there.
fn opens_meeting(f: &Filler<'_>, t: &Trigger) -> bool {
    t.noun
        && t.first == 0
        && !f.order_first
        && f.marker_at(t.end).is_some_and(|(_, slot)| slot == Slot::With)
        && f.sent().tokens[t.end..].iter().any(|x| x.lower == ",")
}

/// True for what the clause it stands in comes after (`after the talks they will …`).
fn follows(f: &Filler<'_>, noun: usize) -> bool {
    f.tree.kids(noun).any(|k| {
        matches!(f.tree.rel(k), Rel::Case | Rel::Mark) && k < noun && (k..noun).any(|i| f.is("after", i))
    })
}

/// True for an infinitive that tells what somebody was the first, last or only one to do.
fn first_to(f: &Filler<'_>, verb: usize) -> bool {
    let word = |i: usize| f.is_base("first", i) || f.is("first", i);
    f.tree.head(verb).is_some_and(|noun| word(noun) || f.tree.kids(noun).any(word))
}

/// True for an infinitive under a verb of causing that the parse takes for its auxiliary (`a fait parvenir une lettre`): what is
/// caused has happened as far as the causing has.
fn caused(f: &Filler<'_>, verb: usize) -> bool {
    f.tree.kids(verb).any(|k| k < verb && f.tree.rel(k) == Rel::Aux && f.is_base("causative", k))
}

/// A status by its name; `None` where there is none of that name.
pub(crate) fn known(name: &str) -> Option<&'static str> {
    STATUSES.iter().copied().find(|s| *s == name)
}

const STATUSES: [&str; 6] = ["occurred", "ongoing", "planned", "proposed", "cancelled", "denied"];
