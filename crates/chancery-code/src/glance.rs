//! What the words of a sentence show, looked at once for all the frames that ask.

use crate::agreement::Found;
use crate::frame::{Slot, Trigger};
use crate::lexis::{CLASS_STARTS, INNER, Known, LISTED, Lexis, MARK_INNER, MARK_STARTS, STARTS, UNKNOWN};
use chancery_model::{Sentence, Token};
use chancery_pack::{Class, glimpse};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;
use std::sync::Arc;

/// The most tokens of a phrase that a frame wants or bars.
const PHRASE: usize = 6;

/// As many bytes as hardly any phrase has.
const LONG: usize = 64;

/// What was seen of a sentence before it is coded.
#[derive(Debug, Default)]
pub(crate) struct Glance {
    pub(crate) triggers: Vec<Trigger>,
    /// The phrases that name documents.
    pub(crate) documents: Vec<Found>,
    /// The phrases that tell everyday matters from public ones, by number.
    pub(crate) told: Vec<u32>,
    looks: Vec<Look>,
    /// A bit for each list of words: whether one of them stands in the sentence.
    within: Box<[u64]>,
}

/// What shows of a token at a glance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// The number that it has as written among the words that are asked for.
    pub(crate) word: u32,
    /// That of its lemma.
    pub(crate) base: u32,
    /// What both are used for.
    pub(crate) uses: u16,
    /// True where it is written with a space.
    spaced: bool,
}

impl Look {
    fn at(t: &Token, lexis: &Lexis) -> Look {
        let word = lexis.find(glimpse(&t.lower), &t.lower);
        let base = if t.lemma == t.lower { word } else { lexis.find(glimpse(&t.lemma), &t.lemma) };
        let uses = lexis.of(word).uses | lexis.of(base).uses;
        Look { word, base, uses, spaced: t.lower.as_bytes().contains(&b' ') }
    }

    /// The numbers that it may be looked up by: that of the word as written and, where it is another, that of its lemma.
    pub(crate) fn numbers(self) -> impl Iterator<Item = u32> {
        let base = if self.base == self.word { UNKNOWN } else { self.base };
        [self.word, base].into_iter().filter(|number| *number != UNKNOWN)
    }
}

impl Glance {
    /// A first look at a sentence.
    pub(crate) fn new(sent: &Sentence, lists: &Lists, lexis: &Lexis) -> Glance {
        let looks: Vec<Look> = sent.tokens.iter().map(|t| Look::at(t, lexis)).collect();
        let within = lists.within(&sent.tokens, &looks, lexis);
        Glance { looks, within, ..Glance::default() }
    }

    /// The sentence's words as they were seen.
    pub(crate) fn of<'a>(&'a self, sent: &'a Sentence, lexis: &'a Lexis) -> Seen<'a> {
        Seen { tokens: &sent.tokens, looks: &self.looks, within: &self.within, lexis }
    }
}

/// A word of a token written with spaces, or a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) look: Look,
    pub(crate) token: usize,
}

impl Atom {
    /// The atoms of a sentence, in order.
    pub(crate) fn all(seen: Seen<'_>) -> Vec<Atom> {
        let mut out = Vec::with_capacity(seen.len() + 8);
        for (token, (t, look)) in seen.tokens.iter().zip(seen.looks).enumerate() {
            if look.spaced {
                let atom = |a: &str| {
                    let word = seen.lexis.find(glimpse(a), a);
                    let uses = seen.lexis.of(word).uses;
                    let look = Look { word, base: word, uses, spaced: false };
                    Atom { look, token }
                };
                out.extend(t.lower.split(' ').map(atom));
            } else {
                out.push(Atom { look: *look, token });
            }
        }
        out
    }

    /// True for a word by its number, as written or by its lemma.
    pub(crate) fn is(&self, number: u32) -> bool {
        number == self.look.word || number == self.look.base
    }

    /// True when the atom at `p` is a token by itself.
    pub(crate) fn whole(atoms: &[Atom], p: usize) -> bool {
        let other = |q: Option<&Atom>| q.is_none_or(|a| a.token != atoms[p].token);
        other(p.checked_sub(1).and_then(|q| atoms.get(q))) && other(atoms.get(p + 1))
    }
}

/// Words and phrases that a frame wants or bars.
#[derive(Debug)]
pub(crate) struct Words {
    /// Which of the language's lists it is.
    number: u16,
    empty: bool,
}

impl Words {
    pub(crate) fn is_empty(&self) -> bool {
        self.empty
    }
}

/// The lists of words that frames want or bar, each once.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    known: FxHashMap<Vec<SmolStr>, Arc<Words>>,
}

impl Lists {
    /// The list of some words.
    pub(crate) fn words(&mut self, list: Vec<SmolStr>) -> Arc<Words> {
        if let Some(known) = self.known.get(&list) {
            return Arc::clone(known);
        }
        let words = Arc::new(Words { number: self.known.len() as u16, empty: list.is_empty() });
        self.known.insert(list, Arc::clone(&words));
        words
    }

    /// Makes ready for [`Glance::new`] once all lists are known.
    pub(crate) fn index(&self, lexis: &mut Lexis) {
        lexis.list(self.known.iter().flat_map(|(list, words)| list.iter().map(|w| (words.number, w))));
    }

    /// The lists of which a word or phrase stands among the tokens.
    fn within(&self, tokens: &[Token], looks: &[Look], lexis: &Lexis) -> Box<[u64]> {
        let mut bits = vec![0_u64; self.known.len().div_ceil(64)].into_boxed_slice();
        let mut mark = |number: u32| {
            for list in lexis.lists(number) {
                bits[usize::from(*list / 64)] |= 1 << (list % 64);
            }
        };
        let mut phrase = String::new();
        for (at, (token, look)) in tokens.iter().zip(looks).enumerate() {
            if look.uses & (LISTED | STARTS) == 0 {
                continue;
            }
            look.numbers().for_each(&mut mark);
            if lexis.of(look.word).uses & STARTS == 0 {
                continue;
            }
            phrase.clear();
            phrase.reserve(LONG);
            phrase.push_str(&token.lower);
            for (next, look) in tokens.iter().zip(looks).skip(at + 1).take(PHRASE - 1) {
                // Written without a space it is one word of a phrase, if any.
                if !look.spaced && lexis.of(look.word).uses & INNER == 0 {
                    break;
                }
                phrase.push(' ');
                phrase.push_str(&next.lower);
                let number = lexis.find(glimpse(&phrase), &phrase);
                mark(number);
                if lexis.of(number).uses & STARTS == 0 {
                    break;
                }
            }
        }
        bits
    }
}

/// The words of a sentence, for asking which of them a frame wants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    tokens: &'a [Token],
    looks: &'a [Look],
    within: &'a [u64],
    lexis: &'a Lexis,
}

impl<'a> Seen<'a> {
    /// What shows of each token.
    pub(crate) fn looks(&self) -> &'a [Look] {
        self.looks
    }

    /// The words that are asked for.
    pub(crate) fn lexis(&self) -> &'a Lexis {
        self.lexis
    }

    /// The tokens.
    pub(crate) fn tokens(&self) -> &'a [Token] {
        self.tokens
    }

    /// True where a class holds a token as written.
    #[inline]
    pub(crate) fn is(&self, class: &Class, at: usize) -> bool {
        self.lexis.holds(class.place(), self.looks[at].word)
    }

    /// True where a class holds a token's lemma.
    #[inline]
    pub(crate) fn is_base(&self, class: &Class, at: usize) -> bool {
        self.lexis.holds(class.place(), self.looks[at].base)
    }

    /// What is known of a token as written.
    pub(crate) fn known(&self, at: usize) -> &'a Known {
        self.lexis.of(self.looks[at].word)
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// True for one of the words, by its lemma or as written.
    #[inline]
    pub(crate) fn has(&self, words: &Words, at: usize) -> bool {
        let look = self.looks[at];
        look.uses & LISTED != 0
            && self.within(words)
            && look.numbers().any(|n| self.lexis.lists(n).contains(&words.number))
    }

    /// The first token of a range at which a phrase of a class begins: where, and where the longest such phrase ends.
    pub(crate) fn first_of(
        &self,
        class: &Class,
        mut range: Range<usize>,
        most: usize,
    ) -> Option<(usize, usize)> {
        let end = range.end.min(self.len());
        range.find_map(|at| {
            let length = self.longest(class, at, end.min(at + most));
            (length > 0).then_some((at, at + length))
        })
    }

    /// True where a class holds a token as written, or a phrase that begins with it.
    pub(crate) fn opens(&self, class: &Class, at: usize) -> bool {
        let look = self.looks[at];
        let starts = look.spaced || self.lexis.of(look.word).uses & CLASS_STARTS != 0;
        self.is(class, at) || starts && class.begins(&self.tokens[at].lower)
    }

    /// How many tokens from one on, before `end`, make the longest phrase of a class that begins there; 0 where none does.
    pub(crate) fn longest(&self, class: &Class, at: usize, end: usize) -> usize {
        let Some(look) = self.looks.get(at).filter(|_| at < end) else { return 0 };
        let begins = || look.spaced || self.lexis.of(look.word).uses & CLASS_STARTS != 0;
        if begins() {
            let words = self.tokens[at..end.min(self.len())].iter().map(|t| t.lower.as_str());
            class.longest(words)
        } else {
            usize::from(self.is(class, at))
        }
    }

    /// The preposition that begins at a token and how many tokens of at most `most` it has, the longest if several do.
    pub(crate) fn marker(&self, at: usize, most: usize) -> Option<(usize, Slot)> {
        let first = self.known(at);
        let mut best = first.marker.map(|slot| (1, slot));
        if first.uses & MARK_STARTS == 0 {
            return best;
        }
        let mut phrase = String::new();
        for (n, next) in self.tokens.iter().enumerate().skip(at + 1).take(most.saturating_sub(1)) {
            // Written without a space it is one word of a preposition, if any.
            if !self.looks[n].spaced && self.known(n).uses & MARK_INNER == 0 {
                break;
            }
            if phrase.is_empty() {
                phrase.reserve(LONG);
                phrase.push_str(&self.tokens[at].lower);
            }
            phrase.push(' ');
            phrase.push_str(&next.lower);
            let known = self.lexis.of(self.lexis.find(glimpse(&phrase), &phrase));
            best = known.marker.map(|slot| (n - at + 1, slot)).or(best);
            if known.uses & MARK_STARTS == 0 {
                break;
            }
        }
        best
    }

    /// True when two or more tokens from `at` make one of the phrases (also a word of several syllables split in two).
    pub(crate) fn phrase(&self, words: &Words, at: usize) -> bool {
        let starts = || self.known(at).uses & STARTS != 0;
        self.within(words) && starts() && self.goes_on(words, &self.tokens[at].lower, at, self.behind(at))
    }

    /// True for one of the words at a token, or for a phrase that begins with its lemma (`took place` for `take place`).
    pub(crate) fn begins(&self, words: &Words, at: usize) -> bool {
        let starts = || self.lexis.of(self.looks[at].base).uses & STARTS != 0;
        self.has(words, at) || starts() && self.goes_on(words, &self.tokens[at].lemma, at, self.behind(at))
    }

    /// True when a word that a phrase begins with and one or more of the tokens behind it, `more`, make one of the phrases.
    fn goes_on(&self, words: &Words, word: &str, at: usize, more: &[Token]) -> bool {
        let mut phrase = String::new();
        for (next, look) in more.iter().zip(&self.looks[at + 1..]) {
            // Written without a space it is one word of a phrase, if any.
            if !look.spaced && self.lexis.of(look.word).uses & INNER == 0 {
                return false;
            }
            if phrase.is_empty() {
                phrase.reserve(LONG);
                phrase.push_str(word);
            }
            phrase.push(' ');
            phrase.push_str(&next.lower);
            let number = self.lexis.find(glimpse(&phrase), &phrase);
            if self.lexis.lists(number).contains(&words.number) {
                return true;
            }
            if self.lexis.of(number).uses & STARTS == 0 {
                return false;
            }
        }
        false
    }

    /// The tokens behind one that may end a phrase.
    fn behind(&self, at: usize) -> &[Token] {
        &self.tokens[at + 1..(at + PHRASE).min(self.tokens.len())]
    }

    /// True when one of them stands among the tokens of a range.
    pub(crate) fn among(&self, words: &Words, mut range: Range<usize>) -> bool {
        let end = range.end;
        let phrase = |at: usize| {
            let behind = &self.tokens[at + 1..(at + PHRASE).min(end)];
            let starts = self.known(at).uses & STARTS != 0;
            starts && self.goes_on(words, &self.tokens[at].lower, at, behind)
        };
        self.within(words) && range.any(|at| self.has(words, at) || phrase(at))
    }

    /// True when one of them stands in the sentence.
    pub(crate) fn within(&self, words: &Words) -> bool {
        let (at, bit) = (usize::from(words.number / 64), words.number % 64);
        self.within.get(at).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// True when one of them stands in the sentence, or there are none to want.
    pub(crate) fn wanted(&self, words: &Words) -> bool {
        words.is_empty() || self.within(words)
    }
}
