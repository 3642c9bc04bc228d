//! A sentence as atoms and what the vocabulary says of them.

use super::atoms::Atom;
use super::lexicon::{ActorEntry, Class, Hit, Lexicon, Sense, kinds};
use chancery_model::{Feats, How, Token, Upos};

/// A sentence under analysis.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub lex: &'a Lexicon,
    pub text: &'a str,
    pub atoms: Vec<Atom>,
    hits: Vec<Hit>,
    /// One for each atom, and one behind the last.
    marks: Vec<Mark>,
    /// All in capitals: a capital then says nothing.
    pub loud: bool,
    verbs: Vec<bool>,
    /// Where the first verb in lower case stands, but for one that is the first word.
    pub first_verb: Option<usize>,
    /// Where the first comma stands.
    pub first_comma: Option<usize>,
    /// Where the last noun of office stands: behind it there is no office.
    pub last_head: Option<usize>,
    /// The first word is a gerund or a preposition: a clause opens the sentence.
    pub opens: bool,
}

/// What begins at an atom.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// The kinds of its hits ([`Sense::bit`]), as most questions are answered by there being none.
    kinds: u64,
    /// The kinds of those that are one atom long.
    short: u64,
    /// Its first hit.
    from: u32,
}

/// What qualifies an office and no word leads to, by its number in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qualifier {
    Actor(u32),
    Body(u32),
    Domain(u32),
    /// With a capital.
    Place(u32),
}

impl<'a> Scan<'a> {
    /// Looks up every atom.
    pub fn new(lex: &'a Lexicon, text: &'a str, atoms: Vec<Atom>) -> Scan<'a> {
        let words = atoms.iter().filter(|a| a.word() && a.letters() && a.end - a.start > 1);
        let (mut upper, mut all) = (0usize, 0usize);
        for a in words {
            all += 1;
            upper += usize::from(a.upper());
        }
        let loud = all >= 3 && upper * 10 >= all * 8;
        let mut hits: Vec<Hit> = Vec::with_capacity(atoms.len());
        let mut marks = Vec::with_capacity(atoms.len() + 1);
        for i in 0..atoms.len() {
            let mut mark = Mark { from: hits.len() as u32, ..Mark::default() };
            lex.hits_at(&atoms, i, loud, &mut hits);
            for hit in &hits[mark.from as usize..] {
                mark.kinds |= hit.sense.bit();
                mark.short |= if hit.end as usize == i + 1 { hit.sense.bit() } else { 0 };
            }
            marks.push(mark);
        }
        marks.push(Mark { from: hits.len() as u32, ..Mark::default() });
        let first_comma = atoms.iter().position(|a| a.comma());
        let last_head = marks.iter().rposition(|mark| mark.kinds & Sense::Head(0, false).bit() != 0);
        let (verbs, first_verb, opens) = (Vec::new(), None, false);
        Scan { lex, text, atoms, hits, marks, loud, verbs, first_verb, first_comma, last_head, opens }
    }

    /// Takes from the tagger which words in lower case are verbs.
    pub fn tagged(mut self, tokens: &[Token]) -> Scan<'a> {
        let mut at = 0;
        self.opens = tokens
            .first()
            .is_some_and(|t| t.upos == Upos::Adp || t.upos == Upos::Verb && t.feats.has(Feats::GERUND));
        self.verbs = self
            .atoms
            .iter()
            .map(|a| {
                while tokens.get(at).is_some_and(|t| t.span.end <= a.start) {
                    at += 1;
                }
                !a.cap()
                    && tokens
                        .get(at)
                        .is_some_and(|t| t.span.start <= a.start && matches!(t.upos, Upos::Verb | Upos::Aux))
            })
            .collect();
        self.first_verb = (1..self.verbs.len()).find(|i| self.verbs[*i]);
        self
    }

    /// True for a verb in lower case.
    pub fn verb(&self, i: usize) -> bool {
        self.verbs.get(i).copied().unwrap_or(false)
    }

    /// True when what ends at `end` is followed by a verb, within two words and no mark of punctuation.
    pub fn acts(&self, end: usize) -> bool {
        (end..end + 3)
            .take_while(|&j| self.atoms.get(j).is_some_and(|a| a.word() && !a.cap()))
            .any(|j| self.verb(j))
    }

    /// Number of atoms.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Matches that begin at `i`, shorter first.
    pub fn hits(&self, i: usize) -> &[Hit] {
        match self.marks.get(i..).unwrap_or(&[]) {
            [mark, next, ..] => &self.hits[mark.from as usize..next.from as usize],
            _ => &[],
        }
    }

    /// True when a match of one of some kinds ([`Sense::bit`]) begins at `i`.
    #[inline]
    pub fn any(&self, i: usize, kinds: u64) -> bool {
        self.marks.get(i).is_some_and(|mark| mark.kinds & kinds != 0)
    }

    /// True when the word at `i` by itself is of one of some kinds.
    #[inline]
    pub fn one(&self, i: usize, kinds: u64) -> bool {
        self.marks.get(i).is_some_and(|mark| mark.short & kinds != 0)
    }

    /// True when a match of the same kind begins at `i`.
    #[inline]
    pub fn has(&self, i: usize, kind: Sense) -> bool {
        self.any(i, kind.bit())
    }

    /// True when nothing that the vocabulary has begins at `i`.
    #[inline]
    pub fn unknown(&self, i: usize) -> bool {
        !self.any(i, u64::MAX)
    }

    /// The longest match at `i` that `pick` accepts.
    pub fn longest<T>(&self, i: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<(usize, T)> {
        self.hits(i).iter().rev().find_map(|h| Some((h.end as usize, pick(h.sense)?)))
    }

    /// End of the longest match of a class of small words at `i`.
    pub fn class(&self, i: usize, class: Class) -> Option<usize> {
        if !self.has(i, Sense::Word(class)) {
            return None;
        }
        self.hits(i).iter().rev().find(|h| h.sense == Sense::Word(class)).map(|h| h.end as usize)
    }

    /// The noun of office at `i`: end, index, plural.
    pub fn head(&self, i: usize) -> Option<(usize, u32, bool)> {
        if !self.has(i, Sense::Head(0, false)) {
            return None;
        }
        let (end, (id, plural)) = self.longest(i, |s| match s {
            Sense::Head(id, plural) => Some((id, plural)),
            _ => None,
        })?;
        Some((end, id, plural))
    }

    /// The longest noun of office at `i` that does not cut into the name of an actor or a body (`president of the
    /// Republic` in `President of the Republic of Korea`).
    pub fn office_noun(&self, i: usize) -> Option<(usize, u32, bool)> {
        if !self.has(i, Sense::Head(0, false)) {
            return None;
        }
        self.hits(i).iter().rev().find_map(|h| {
            let end = h.end as usize;
            let Sense::Head(id, plural) = h.sense else { return None };
            let cuts = (i + 1..end).any(|p| {
                self.hits(p).iter().any(|x| {
                    x.end as usize > end
                        && match x.sense {
                            Sense::Actor(a) => !self.lex.actors[a as usize].compound,
                            // `Trưởng Ban Tổ chức`: where nothing joins them, the noun and its body share a word.
                            Sense::Body(_) => !self.lex.syllables,
                            _ => false,
                        }
                })
            });
            (!cuts).then_some((end, id, plural))
        })
    }

    /// The actor named at `i`. A half of a hyphenated pair counts only there; a doubtful form only with a capital.
    #[inline]
    pub fn actor(&self, i: usize) -> Option<(usize, u32)> {
        if self.has(i, Sense::Actor(0)) { self.actor_among(i) } else { None }
    }

    fn actor_among(&self, i: usize) -> Option<(usize, u32)> {
        // The second half has its dash before it (`Mỹ - Hàn`, `Mỹ-Hàn`).
        let behind = |k: usize| self.has(k, Sense::Actor(0));
        let second = i > 0 && self.atoms[i].glue() && behind(i - 1)
            || i > 1 && self.atoms[i - 1].dash() && behind(i - 2);
        let pair = |end: usize| second || self.atoms.get(end).is_some_and(|a| a.glue() || a.dash());
        // `pro-Iranian` says whom somebody favours, not who they are.
        if i > 0
            && self.atoms.get(i).is_some_and(|a| a.glue())
            && self.one(i - 1, Sense::Word(Class::Leaning).bit())
        {
            return None;
        }
        // `Mỹ Latinh`, `Asie du Sud`: a part of the world that begins with a state's name.
        let region = self.region(i).unwrap_or(0);
        let mut best: Option<(usize, u32)> = None;
        for h in self.hits(i).iter().rev() {
            let Sense::Actor(id) = h.sense else { continue };
            let (end, entry) = (h.end as usize, &self.lex.actors[id as usize]);
            if entry.compound && !pair(end) || end < region {
                continue;
            }
            match best {
                // One form, two states: the one it means without support.
                Some((e, old)) if e == end && self.lex.actors[old as usize].weak && !entry.weak => {
                    best = Some((end, id))
                }
                // `en Suisse`, `la presse suisse`: one word for the state and its adjective, told apart by the capital.
                Some((e, old)) if e == end && self.atoms[i].cap() && self.named(old, entry) => {
                    best = Some((end, id))
                }
                Some(_) => {}
                None => best = Some((end, id)),
            }
        }
        best
    }

    /// True where an adjective of an actor and its name are written alike but for the capital.
    fn named(&self, adjective: u32, name: &ActorEntry) -> bool {
        let adjective = &self.lex.actors[adjective as usize];
        adjective.small && adjective.how == How::Adjective && name.how == How::Name && adjective.id == name.id
    }

    /// End of what begins at `i` with the name of a state and names none: a part of the world (`Mỹ Latinh`), or a word or
    /// place that only sounds so (`pháp luật`).
    pub fn region(&self, i: usize) -> Option<usize> {
        self.class(i, Class::Region).max(self.class(i, Class::Whole))
    }

    /// The place named at `i`.
    pub fn place(&self, i: usize) -> Option<(usize, u32)> {
        if !self.has(i, Sense::Place(0)) {
            return None;
        }
        self.longest(i, |s| match s {
            Sense::Place(id) => Some(id),
            _ => None,
        })
    }

    /// Past the articles at `i`, up to a name that begins with one (`El Salvador`, `La Haye`).
    pub fn past_articles(&self, i: usize) -> usize {
        let mut k = i;
        while let Some(end) = self.class(k, Class::Det)
            && self.actor(k).is_none_or(|(stop, _)| stop <= end)
            && self.place(k).is_none_or(|(stop, _)| stop <= end)
        {
            k = end;
        }
        k
    }

    /// What an office deals with, at `i`.
    pub fn domain(&self, i: usize) -> Option<(usize, u32)> {
        if !self.has(i, Sense::Domain(0)) {
            return None;
        }
        self.longest(i, |s| match s {
            Sense::Domain(id) => Some(id),
            _ => None,
        })
    }

    /// The longest qualifier at `i`, the first kind of those as long, and where it ends.
    pub fn qualifier(&self, i: usize) -> Option<(usize, Qualifier)> {
        let place = self.place(i).filter(|_| self.capital(i));
        let all = [
            place.map(|(end, id)| (end, Qualifier::Place(id))),
            self.domain(i).map(|(end, id)| (end, Qualifier::Domain(id))),
            self.body(i).map(|(end, id)| (end, Qualifier::Body(id))),
            self.actor(i).map(|(end, id)| (end, Qualifier::Actor(id))),
        ];
        // Of equal ones the last is taken.
        all.into_iter().flatten().max_by_key(|(end, _)| *end)
    }

    /// The noun of a body at `i`.
    pub fn body(&self, i: usize) -> Option<(usize, u32)> {
        if !self.has(i, Sense::Body(0)) {
            return None;
        }
        let found = self.longest(i, |s| match s {
            Sense::Body(id) => Some(id),
            _ => None,
        })?;
        // `Thủ tướng hội đàm với …`: a verb that begins as a body does is none.
        let verb = |h: &Hit| h.end as usize > found.0 && matches!(h.sense, Sense::Word(Class::Stop));
        if self.lex.syllables && self.hits(i).iter().any(verb) {
            return None;
        }
        // One form, two nouns: the one that asks for less beside it.
        let plain = self.hits(i).iter().find_map(|h| match h.sense {
            Sense::Body(id) if h.end as usize == found.0 && self.lex.bodies[id as usize].plain => Some(id),
            _ => None,
        });
        Some((found.0, plain.unwrap_or(found.1)))
    }

    /// The form of address at `i`.
    pub fn title(&self, i: usize) -> Option<(usize, u32)> {
        if !self.has(i, Sense::Title(0)) {
            return None;
        }
        self.longest(i, |s| match s {
            Sense::Title(id) if !self.lex.titles[id as usize].follow => Some(id),
            _ => None,
        })
    }

    /// Past letters behind a name that ends at `i` (`Richard Marles MP`).
    pub fn past_letters(&self, i: usize) -> usize {
        let at = if self.atoms.get(i).is_some_and(|a| a.comma()) { i + 1 } else { i };
        if !self.has(at, Sense::Title(0)) {
            return i;
        }
        let end = self.longest(at, |s| match s {
            Sense::Title(id) if self.lex.titles[id as usize].follow => Some(()),
            _ => None,
        });
        end.map_or(i, |(end, ())| end)
    }

    /// True when some match at `i` has that sense.
    pub fn is(&self, i: usize, pick: impl Fn(Sense) -> bool) -> bool {
        self.hits(i).iter().any(|h| h.end as usize == i + 1 && pick(h.sense))
    }

    /// True when the word at `i` can begin a name by its spelling: a capital and letters.
    pub fn capital(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| a.word() && a.cap() && a.letters())
    }

    /// The words from `i` to `end` as written.
    pub fn slice(&self, i: usize, end: usize) -> &'a str {
        match (self.atoms.get(i), end.checked_sub(1).and_then(|e| self.atoms.get(e))) {
            (Some(a), Some(b)) => self.text.get(a.start as usize..b.end as usize).unwrap_or(""),
            _ => "",
        }
    }

    /// The same in one line, as a name or an office is said; a wrapped page breaks them.
    pub fn said(&self, i: usize, end: usize) -> String {
        let written = self.slice(i, end);
        if !written.contains(['\n', '\r']) {
            return written.to_owned();
        }
        written.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// True when the atom before `i` is a word of that class.
    pub fn class_ending(&self, i: usize, class: Class) -> bool {
        i > 0 && self.one(i - 1, Sense::Word(class).bit())
    }

    /// True when a noun of a body or another actor stands at `i` (`India's Ministry of Defence`).
    pub fn body_follows(&self, i: usize) -> bool {
        self.body(i).is_some() || self.domain(i).is_some()
    }

    /// True for a word that can stand inside a complement in lower case: no function word and no verb of the lists.
    pub fn common(&self, i: usize) -> bool {
        const NONE_OF: u64 = kinds(&[
            Sense::Word(Class::Stop),
            Sense::Word(Class::Say),
            Sense::Word(Class::Who),
            Sense::Word(Class::Relative),
            Sense::Word(Class::PronounM),
            Sense::Word(Class::PronounF),
            Sense::Word(Class::In),
            Sense::Word(Class::Det),
        ]);
        !self.verb(i) && !self.any(i, NONE_OF)
    }

    /// True when capitals from `i` look like a person's name of two words or more that no actor accounts for.
    pub fn name_like(&self, i: usize) -> bool {
        let plain = |j: usize| {
            self.capital(j)
                && self.body(j).is_none()
                && !self.hits(j).iter().any(|h| matches!(h.sense, Sense::Actor(_)) && h.end as usize > j + 1)
        };
        plain(i)
            && plain(i + 1)
            && !self.atoms.get(i + 2).is_some_and(|a| {
                a.word() && !a.cap() && self.hits(i + 1).iter().any(|h| h.end as usize > i + 2)
            })
    }
}
