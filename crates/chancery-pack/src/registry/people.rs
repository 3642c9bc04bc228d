//! People of public life: the side each acts for. Their offices are not here, since documents state them.

use super::{cells, rows, split_forms, table};
use chancery_model::fold;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::sync::OnceLock;

pub(super) const KNOWN: &str = "registry/people/known.tsv";
pub(super) const SURNAMES: &str = "registry/people/surnames.tsv";
const GIVEN: &str = "registry/people/given.tsv";

/// A short word stands for nobody by itself unless a table lists it so.
const SHORTEST_LONE: usize = 4;
/// Words of a name that are compared; a longer run of capitals is no name.
const MOST_WORDS: usize = 8;

/// Given names and family names that are written first: kind, names separated by spaces, the state they point to.
pub(super) fn given() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(table(GIVEN)).map(|(_, line)| {
        let [kind, names, origin] = cells(line);
        (kind, names, origin)
    })
}

/// Whom a person of public life acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownPerson {
    /// Id of the state or organisation.
    pub side: &'static str,
    /// True for a woman, false for a man, `None` where the table does not say.
    pub female: Option<bool>,
}

/// Where a family name stands, and what it points to.
#[derive(Debug, Clone, Copy)]
struct Surname {
    side: &'static str,
    first: bool,
    last: bool,
    strong: bool,
}

#[derive(Debug)]
struct Form {
    person: KnownPerson,
    words: Vec<u64>,
}

/// The people and family names of `registry/people`, without regard to case, diacritics and hyphens. Built at first use,
/// once for the process.
#[derive(Debug, Default)]
pub struct People {
    forms: Vec<Form>,
    /// From two words of a name, in either order, to the names that have both: the places in `links` of the first and last.
    pairs: FxHashMap<u64, (u32, u32)>,
    /// A name and the place of the next that has the same two words, [`NONE`] behind the last.
    links: Vec<(u32, u32)>,
    /// Words that stand for a person alone; `None` for a word that several sides' people share.
    lone: FxHashMap<u64, Option<KnownPerson>>,
    /// Those of them that a table gives as a name of their own (`Putin`).
    famed: FxHashSet<u64>,
    surnames: FxHashMap<u64, Surname>,
    endings: Vec<(String, &'static str, bool)>,
}

/// No further name.
const NONE: u32 = u32::MAX;

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

fn pair(a: u64, b: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(a.min(b));
    hasher.write_u64(a.max(b));
    hasher.finish()
}

fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

impl People {
    /// The people of the embedded tables.
    pub fn shared() -> &'static People {
        static PEOPLE: OnceLock<People> = OnceLock::new();
        PEOPLE.get_or_init(People::read)
    }

    fn read() -> People {
        let mut people = People::default();
        // About two names a row, three pairs of words a name: growing the maps would cost as much as filling them.
        let size = table(KNOWN).len();
        people.forms.reserve(size / 32);
        people.pairs.reserve(size / 16);
        people.links.reserve(size / 16);
        people.lone.reserve(size / 24);
        let mut listed: Vec<(u64, KnownPerson)> = Vec::new();
        for (_, line) in rows(table(KNOWN)) {
            let [names, side, gender] = cells(line);
            let person = KnownPerson { side, female: female(gender) };
            for (name, _) in split_forms(names) {
                let folded = fold(name);
                let words: Vec<&str> = split(&folded).take(MOST_WORDS).collect();
                match words[..] {
                    [] => {}
                    [word] => listed.push((hash(word), person)),
                    _ => people.add(person, &words),
                }
            }
        }
        people.famed.extend(listed.iter().map(|(word, _)| *word));
        people.lone.extend(listed.into_iter().map(|(word, person)| (word, Some(person))));
        for (_, line) in rows(table(SURNAMES)) {
            let [name, position, side, strength] = cells(line);
            let strong = strength == "strong";
            if let Some(ending) = name.strip_prefix('-') {
                people.endings.push((fold(ending), side, strong));
                continue;
            }
            let (first, last) = (position != "last", position != "first");
            for form in name.split(' ') {
                people.surnames.insert(hash(&fold(form)), Surname { side, first, last, strong });
            }
        }
        people
    }

    fn add(&mut self, person: KnownPerson, words: &[&str]) {
        let at = self.forms.len() as u32;
        let hashes: Vec<u64> = words.iter().map(|w| hash(w)).collect();
        for (i, a) in hashes.iter().enumerate() {
            for b in &hashes[i + 1..] {
                let fresh = self.links.len() as u32;
                let (_, last) = self.pairs.entry(pair(*a, *b)).or_insert((fresh, NONE));
                match self.links.get_mut(*last as usize) {
                    Some((name, _)) if *name == at => continue,
                    Some((_, next)) => *next = fresh,
                    None => {}
                }
                *last = fresh;
                self.links.push((at, NONE));
            }
            let ends = i + 1 == hashes.len() && words[i].len() >= SHORTEST_LONE;
            self.lone
                .entry(*a)
                .and_modify(|known| {
                    *known = known.filter(|k| ends && k.side == person.side).map(|k| KnownPerson {
                        side: k.side,
                        female: k.female.filter(|f| Some(*f) == person.female),
                    });
                })
                .or_insert(ends.then_some(person));
        }
        self.forms.push(Form { person, words: hashes });
    }

    /// The person of a name of public life: all words of the shorter name, at least two of them, are among those of the
    /// longer, and the longer's first or last word is one of them; or a single word that only one side's people are
    /// called by. `None` where people of two sides fit.
    pub fn find(&self, name: &str) -> Option<KnownPerson> {
        let folded = fold(name);
        let words: Vec<u64> = split(&folded).take(MOST_WORDS).map(hash).collect();
        if let [word] = words[..] {
            return self.lone.get(&word).copied().flatten();
        }
        let mut found: Option<KnownPerson> = None;
        for (i, a) in words.iter().enumerate() {
            for b in &words[i + 1..] {
                for form in self.with(*a, *b) {
                    if !fits(&form.words, &words) {
                        continue;
                    }
                    if form.words.len() == words.len() {
                        return Some(form.person);
                    }
                    match &mut found {
                        None => found = Some(form.person),
                        Some(other) if other.side != form.person.side => return None,
                        Some(other) => other.female = other.female.filter(|f| Some(*f) == form.person.female),
                    }
                }
            }
        }
        found
    }

    /// The person whom a single word means by itself, as a table has it (`Putin`).
    pub fn alone(&self, word: &str) -> Option<KnownPerson> {
        let word = hash(&fold(word));
        self.famed.get(&word).and_then(|w| self.lone.get(w).copied().flatten())
    }

    /// True when the words are the name of a person of public life as a table has it.
    pub fn has(&self, name: &str) -> bool {
        let folded = fold(name);
        let words: Vec<u64> = split(&folded).map(hash).collect();
        let [first, .., last] = words[..] else { return false };
        self.with(first, last).any(|form| form.words == words)
    }

    /// The names that have both words, in the order of the table.
    fn with(&self, a: u64, b: u64) -> impl Iterator<Item = &Form> {
        let first = self.pairs.get(&pair(a, b)).and_then(|(first, _)| self.links.get(*first as usize));
        std::iter::successors(first, |(_, next)| self.links.get(*next as usize))
            .map(|(name, _)| &self.forms[*name as usize])
    }

    /// The state or language area that the family name of a full name points to, and whether strongly: then it does
    /// without the state being named near.
    pub fn surname(&self, name: &str) -> Option<(&'static str, bool)> {
        let folded = fold(name);
        let words: Vec<&str> = split(&folded).collect();
        let [first, .., last] = words[..] else { return None };
        let at = |word: &str| self.surnames.get(&hash(word));
        let known = at(first).filter(|s| s.first).or_else(|| at(last).filter(|s| s.last));
        known.map(|s| (s.side, s.strong)).or_else(|| {
            let ending =
                self.endings.iter().find(|(e, ..)| last.len() > e.len() + 1 && last.ends_with(e.as_str()));
            ending.map(|(_, side, strong)| (*side, *strong))
        })
    }
}

fn fits(a: &[u64], b: &[u64]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|w| long.contains(w))
        && long.first().into_iter().chain(long.last()).any(|end| short.contains(end))
}

pub(super) fn female(gender: &str) -> Option<bool> {
    match gender {
        "f" => Some(true),
        "m" => Some(false),
        _ => None,
    }
}
