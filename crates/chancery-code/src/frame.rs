//! Rules compiled for matching: trigger words to frames, frames to roles and slots.

use crate::glance::{Atom, Lists, Seen, Words};
use crate::lexis::{Lexis, MARK_INNER, MARK_STARTS, MARKS, OPENS, REFERS};
use chancery_model::{Feats, How, MentionKind, Sentence, Token, Upos};
use chancery_pack::{Class, Fault, Pack, Rules, Table, When, glimpse};
use std::sync::Arc;

/// Where an argument stands, seen from the trigger. Prepositions become slots through `lexicon/markers.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// Who does it: subject of an active verb, agent of a passive one.
    Subj,
    /// What it is done to: object of an active verb, subject of a passive one.
    Obj,
    With,
    Between,
    Of,
    To,
    From,
    In,
    By,
    Against,
    For,
    On,
    Among,
    About,
    Under,
    LedBy,
    Invitation,
    /// A nationality adjective or name that qualifies the trigger noun.
    Adj,
    /// A mention that ends at the trigger, with at most auxiliaries between.
    Before,
    /// The object of the clause that a trigger noun stands in (`X told Y during their talks`).
    ClauseObj,
    /// The subject of the clause that a trigger noun stands in (`X travelled for talks with Y`).
    Clause,
    /// The grammatical subject of that clause, whatever its voice (`on a visit to Z, X was received by Y`).
    Topic,
    /// Anything mentioned in the trigger's clause that no other role has taken.
    Near,
}

impl Slot {
    /// The slot that rule files and marker tables write so.
    pub(crate) fn from_name(name: &str) -> Option<Slot> {
        Some(match name {
            "subj" => Slot::Subj,
            "obj" => Slot::Obj,
            "with" => Slot::With,
            "between" => Slot::Between,
            "of" => Slot::Of,
            "to" => Slot::To,
            "from" => Slot::From,
            "in" => Slot::In,
            "by" => Slot::By,
            "against" => Slot::Against,
            "for" => Slot::For,
            "on" => Slot::On,
            "among" => Slot::Among,
            "about" => Slot::About,
            "under" => Slot::Under,
            "led-by" => Slot::LedBy,
            "invitation" => Slot::Invitation,
            "adj" => Slot::Adj,
            "before" => Slot::Before,
            "clause" => Slot::Clause,
            "clause-obj" => Slot::ClauseObj,
            "topic" => Slot::Topic,
            "near" => Slot::Near,
            _ => return None,
        })
    }
}

/// Who or what an argument is to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Role {
    // In the order in which roles are filled: what is marked most clearly first.
    Parties,
    Host,
    Actor,
    Other,
    Dest,
    Origin,
    Doc,
}

impl Role {
    pub(crate) fn from_name(name: &str) -> Option<Role> {
        Some(match name {
            "actor" => Role::Actor,
            "other" => Role::Other,
            "parties" => Role::Parties,
            "dest" => Role::Dest,
            "origin" => Role::Origin,
            "host" => Role::Host,
            "doc" => Role::Doc,
            _ => return None,
        })
    }
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::Actor => "actor",
            Role::Other => "other",
            Role::Parties => "parties",
            Role::Dest => "dest",
            Role::Origin => "origin",
            Role::Host => "host",
            Role::Doc => "doc",
        }
    }
}

/// What may fill a role, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds(pub(crate) u8);

impl Kinds {
    pub(crate) const PERSON: u8 = 1;
    pub(crate) const STATE: u8 = 2;
    pub(crate) const ORG: u8 = 4;
    pub(crate) const BODY: u8 = 8;
    pub(crate) const GROUP: u8 = 16;
    pub(crate) const PLACE: u8 = 32;
    /// Who speaks in a quotation; undertakes and asks, where somebody by name can.
    pub(crate) const SPEAKER: u8 = 64;
    /// All but places.
    pub(crate) const ACTORS: Kinds = Kinds(31);
    /// Everything.
    pub(crate) const ALL: Kinds = Kinds(63);

    fn from_names(names: &[String]) -> Option<Kinds> {
        names.iter().try_fold(Kinds(0), |k, n| {
            Some(Kinds(
                k.0 | match n.as_str() {
                    "person" => Kinds::PERSON,
                    "state" => Kinds::STATE,
                    "org" => Kinds::ORG,
                    "body" => Kinds::BODY,
                    "group" => Kinds::GROUP,
                    "place" => Kinds::PLACE,
                    _ => return None,
                },
            ))
        })
    }
}

/// Part of speech that a trigger must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pos {
    Verb,
    Noun,
    Any,
}

/// One construction of a rule, compiled.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) rule: String,
    pub(crate) type_: String,
    pub(crate) light: Arc<Words>,
    pub(crate) object: Arc<Words>,
    pub(crate) with: Arc<Words>,
    pub(crate) without: Arc<Words>,
    pub(crate) unless: Arc<Words>,
    pub(crate) roles: Vec<(Role, Vec<Slot>, Kinds)>,
    pub(crate) need: Vec<Vec<Role>>,
    /// Roles whose several sides are several events.
    pub(crate) apart: Vec<Role>,
    pub(crate) when: When,
}

/// What opens a frame: its place among all that the same first word opens, the frame's number, and the part of speech.
type Opening = (u32, u32, Pos);

/// What a word opens, alone and with others behind it.
#[derive(Debug, Default)]
struct Entries {
    alone: Vec<Opening>,
    /// In the order of `second`.
    longer: Vec<Entry>,
    /// How many frames all of them open.
    count: u32,
}

/// A phrase that opens frames.
#[derive(Debug)]
struct Entry {
    /// The number of its second word.
    second: u32,
    /// Those of the words behind the first.
    rest: Box<[u32]>,
    opens: Vec<Opening>,
}

impl Entries {
    fn add(&mut self, rest: Box<[u32]>, frame: u32, pos: Pos) {
        let opening = (self.count, frame, pos);
        self.count += 1;
        let Some(second) = rest.first().copied() else {
            self.alone.push(opening);
            return;
        };
        let from = self.longer.partition_point(|e| e.second < second);
        let alike = self.longer[from..].iter_mut().take_while(|e| e.second == second);
        match alike.into_iter().find(|e| e.rest == rest) {
            Some(entry) => entry.opens.push(opening),
            None => self.longer.insert(from, Entry { second, rest, opens: vec![opening] }),
        }
    }

    /// The phrases whose second word has this number.
    fn with(&self, second: u32) -> impl Iterator<Item = &Entry> {
        let from = self.longer.partition_point(|e| e.second < second);
        self.longer[from..].iter().take_while(move |e| e.second == second)
    }
}

/// A trigger found in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Trigger {
    pub(crate) frame: u32,
    /// First token.
    pub(crate) first: usize,
    /// One past the last token.
    pub(crate) end: usize,
    pub(crate) noun: bool,
}

/// A language's frames.
#[derive(Debug)]
pub(crate) struct Frames {
    pub(crate) frames: Vec<Frame>,
    /// By first word, as the words' numbers say.
    entries: Vec<Entries>,
    /// Frames that a verb's tense opens.
    tenses: Vec<(Feats, u32)>,
    pub(crate) rules: Rules,
    /// The words that coding asks for.
    pub(crate) lexis: Lexis,
    /// The words that they want or bar.
    pub(crate) lists: Lists,
    /// True where parts of speech are too unsure to hold a trigger against (`order-first` in `pack.toml`).
    loose: bool,
}

/// How many tokens from its trigger the object of a frame may stand.
const OBJECT: usize = 12;

impl Frame {
    /// True where the words are there that the frame wants in the sentence and near its trigger, and none that it bars:
    /// `give` is no act without something given.
    pub(crate) fn worded(&self, seen: Seen<'_>, t: &Trigger) -> bool {
        let (lo, hi) = (t.first.saturating_sub(OBJECT), seen.len().min(t.end + OBJECT));
        seen.wanted(&self.with)
            && !seen.within(&self.unless)
            && (self.object.is_empty() || seen.among(&self.object, t.end..hi))
            && (self.light.is_empty() || (lo..hi).any(|i| seen.begins(&self.light, i)))
    }
}

impl Frames {
    pub(crate) fn new(pack: &Pack) -> Result<Frames, Fault> {
        let rules = Rules::without_examples(pack)?;
        let mut lexis = Lexis::default();
        read_markers(&pack.lexicon("markers")?, &mut lexis)?;
        lexis.classify(&rules);
        for word in REFERRING.iter().filter_map(|class| rules.class(class)).flat_map(Class::words) {
            lexis.uses(word, REFERS);
        }
        let mut out = Frames {
            frames: Vec::new(),
            entries: Vec::new(),
            tenses: Vec::new(),
            rules,
            lexis: Lexis::default(),
            lists: Lists::default(),
            loose: pack.meta.order_first,
        };
        let mut lists = Lists::default();
        // What a frame needs of its rule goes into the frame.
        for rule in std::mem::take(&mut out.rules.rules) {
            for mut when in rule.when {
                let fault = |m: String| Fault::new(&rule.path, 0, m);
                let mut roles = Vec::new();
                for (name, slots) in &when.roles {
                    let role = Role::from_name(name).ok_or_else(|| fault(format!("no role `{name}`")))?;
                    let slots = slots
                        .iter()
                        .map(|s| Slot::from_name(s).ok_or_else(|| fault(format!("no slot `{s}`"))))
                        .collect::<Result<Vec<_>, _>>()?;
                    let kinds = match when.only.get(name) {
                        None if role == Role::Dest || role == Role::Origin => Kinds::ALL,
                        None => Kinds::ACTORS,
                        Some(only) => Kinds::from_names(only)
                            .ok_or_else(|| fault(format!("`only.{name}` has an unknown kind")))?,
                    };
                    // `we will …`: who speaks undertakes what people and groups can.
                    let speaks = rule.type_ == crate::COMMITMENT
                        && role == Role::Actor
                        && kinds.0 & (Kinds::PERSON | Kinds::GROUP) != 0;
                    let kinds = if speaks { Kinds(kinds.0 | Kinds::SPEAKER) } else { kinds };
                    roles.push((role, slots, kinds));
                }
                roles.sort_by_key(|(role, _, _): &(Role, Vec<Slot>, Kinds)| *role);
                let need = when
                    .need
                    .iter()
                    .map(|n| n.split('|').map(Role::from_name).collect::<Option<Vec<_>>>())
                    .collect::<Option<Vec<_>>>()
                    .ok_or_else(|| fault("`need` names an unknown role".to_owned()))?;
                let apart = when
                    .apart
                    .iter()
                    .map(|n| Role::from_name(n))
                    .collect::<Option<Vec<_>>>()
                    .ok_or_else(|| fault("`apart` names an unknown role".to_owned()))?;
                let apart = if when.each && apart.is_empty() { vec![Role::Other, Role::Dest] } else { apart };
                let number = out.frames.len() as u32;
                if let Some(tense) = &when.tense {
                    let feats = match tense.as_str() {
                        "future" => Feats::FUTURE,
                        "conditional" => Feats::CONDITIONAL,
                        other => return Err(fault(format!("no tense `{other}`"))),
                    };
                    out.tenses.push((feats, number));
                }
                let triggers = [
                    (std::mem::take(&mut when.verb), Pos::Verb),
                    (std::mem::take(&mut when.noun), Pos::Noun),
                    (std::mem::take(&mut when.phrase), Pos::Any),
                ];
                for (list, pos) in triggers {
                    for trigger in list {
                        let mut words = trigger.split_whitespace();
                        let Some(first) = words.next() else { continue };
                        let rest = words.map(|w| lexis.number(w)).collect();
                        let first = lexis.entry(first);
                        first.uses |= OPENS;
                        if first.opens == 0 {
                            out.entries.push(Entries::default());
                            first.opens = out.entries.len() as u32;
                        }
                        out.entries[first.opens as usize - 1].add(rest, number, pos);
                    }
                }
                out.frames.push(Frame {
                    rule: rule.id.clone(),
                    type_: rule.type_.clone(),
                    light: lists.words(std::mem::take(&mut when.light)),
                    object: lists.words(std::mem::take(&mut when.object)),
                    with: lists.words(std::mem::take(&mut when.with)),
                    without: lists.words(std::mem::take(&mut when.without)),
                    unless: lists.words(std::mem::take(&mut when.unless)),
                    roles,
                    need,
                    apart,
                    when,
                });
            }
        }
        lists.index(&mut lexis);
        out.lists = lists;
        out.lexis = lexis;
        Ok(out)
    }

    /// The slot of a token that is a preposition.
    pub(crate) fn preposition(&self, token: &Token) -> Option<Slot> {
        self.lexis.of(self.lexis.find(glimpse(&token.lower), &token.lower)).marker
    }

    /// True when one of the sentence's triggers can be filled, as far as this shows before it is parsed: the words that its
    /// frame wants are there, those that it bars are not, and there is something to fill its needs with. Who says what is
    /// read by word order where it is all that a sentence holds.
    pub(crate) fn hint(&self, sent: &Sentence, triggers: &[Trigger], seen: Seen<'_>) -> bool {
        if triggers.is_empty() {
            return false;
        }
        let named = sent.mentions.iter().any(|m| !matches!(m.kind, MentionKind::Time(_)))
            || (0..seen.len()).any(|at| seen.known(at).uses & REFERS != 0);
        triggers.iter().any(|t| {
            let frame = &self.frames[t.frame as usize];
            frame.type_ != crate::STATEMENT
                && (named || frame.when.dyad || frame.need.iter().all(|n| n.contains(&Role::Doc)))
                && !spoken_for(sent, t)
                && seen.wanted(&frame.with)
                && (frame.light.is_empty() || (0..seen.len()).any(|i| seen.begins(&frame.light, i)))
                && seen.wanted(&frame.object)
                && !seen.within(&frame.unless)
        })
    }

    /// True behind an article, a possessive or a number (`the 9th summit`), where a noun stands whatever the tagger takes it for (`leur retrait`).
    fn determined(&self, sent: &Sentence, token: usize) -> bool {
        let Some(before) = token.checked_sub(1).map(|b| &sent.tokens[b]) else { return false };
        let articles = ["definite", "possessive", "possessive-both"];
        sent.tokens[token].upos != Upos::Aux
            && (before.upos == Upos::Det
                || before.lower.starts_with(|c: char| c.is_ascii_digit())
                || articles.iter().any(|class| self.rules.is(class, &before.lower)))
    }

    /// True when a trigger of `n` words from a token is of the part of speech that its frame wants.
    fn opens(&self, sent: &Sentence, token: usize, n: usize, pos: Pos) -> bool {
        let upos = sent.tokens[token].upos;
        self.loose
            || match pos {
                Pos::Any => true,
                Pos::Verb => matches!(upos, Upos::Verb | Upos::Aux) || n > 1 && upos != Upos::Noun,
                // A noun that the tagger has never seen may pass for an adverb, but hardly for another class.
                Pos::Noun => {
                    matches!(upos, Upos::Noun | Upos::Propn | Upos::Adv)
                        || n > 1
                        || self.determined(sent, token)
                }
            }
    }

    /// The triggers of a sentence, in order of their first token, then of their frame.
    pub(crate) fn triggers(&self, sent: &Sentence, atoms: &[Atom]) -> Vec<Trigger> {
        let mut out = Vec::new();
        for (feats, frame) in &self.tenses {
            let verbs =
                sent.tokens.iter().enumerate().filter(|(_, t)| t.upos == Upos::Verb && t.feats.has(*feats));
            out.extend(verbs.map(|(i, _)| Trigger { frame: *frame, first: i, end: i + 1, noun: false }));
        }
        let mut here: Vec<(u32, Trigger)> = Vec::new();
        for (p, atom) in atoms.iter().enumerate().filter(|(_, a)| a.look.uses & OPENS != 0) {
            for number in atom.look.numbers() {
                let place = self.lexis.of(number).opens as usize;
                let Some(entries) = place.checked_sub(1).and_then(|at| self.entries.get(at)) else {
                    continue;
                };
                let mut open = |openings: &[Opening], n: usize, end: usize| {
                    for &(place, frame, pos) in openings {
                        if self.opens(sent, atom.token, n, pos) {
                            let noun = pos == Pos::Noun;
                            here.push((place, Trigger { frame, first: atom.token, end, noun }));
                        }
                    }
                };
                if !entries.alone.is_empty() && Atom::whole(atoms, p) {
                    open(&entries.alone, 1, atom.token + 1);
                }
                let next = atoms.get(p + 1).filter(|_| !entries.longer.is_empty());
                for second in next.into_iter().flat_map(|a| a.look.numbers()) {
                    for entry in entries.with(second) {
                        let behind = atoms.get(p + 1..p + 1 + entry.rest.len());
                        let fits = |b: &&[Atom]| entry.rest.iter().zip(*b).all(|(e, a)| a.is(*e));
                        if let Some(last) = behind.filter(fits).and_then(<[Atom]>::last) {
                            open(&entry.opens, entry.rest.len() + 1, last.token + 1);
                        }
                    }
                }
                if here.is_empty() {
                    continue;
                }
                here.sort_unstable_by_key(|(place, _)| *place);
                for (_, trigger) in here.drain(..) {
                    if !out.contains(&trigger) {
                        out.push(trigger);
                    }
                }
            }
        }
        out
    }
}

/// Classes of words that refer to somebody or something named before.
const REFERRING: [&str; 8] =
    ["possessive", "there", "neuter", "guest", "host", "land", "assembly", crate::speech::SPEAKER];

/// True for a trigger inside a date or the name of a person or body: `March` is a month and `Swift` a name before they are
/// a protest and a speed.
pub(crate) fn spoken_for(sent: &Sentence, t: &Trigger) -> bool {
    sent.mentions.iter().any(|m| {
        let longer = (m.end - m.first) as usize > t.end - t.first;
        (m.first as usize) <= t.first
            && t.end <= m.end as usize
            && match &m.kind {
                MentionKind::Time(_) => true,
                MentionKind::Person(p) => p.name.is_some(),
                // `African National Congress` is a party, not a congress.
                MentionKind::Actor(a) => {
                    t.noun && longer && a.how == How::Name && sent.tokens[t.first].capital && a.id.is_some()
                }
                _ => false,
            }
    })
}

/// Prepositions (one or more words) and their slots.
fn read_markers(table: &Table, lexis: &mut Lexis) -> Result<(), Fault> {
    for row in &table.rows {
        let slot = Slot::from_name(row.cell(1)).ok_or_else(|| {
            table.fault(row, format!("no slot `{}`; expected `word<TAB>slot`", row.cell(1)))
        })?;
        for form in row.cell(0).split('|').map(str::trim) {
            let known = lexis.entry(form);
            known.uses |= MARKS;
            known.marker = Some(slot);
            lexis.starts(form, MARK_STARTS);
            lexis.inner(form, MARK_INNER);
        }
    }
    Ok(())
}
