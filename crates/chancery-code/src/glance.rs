//! What the words of a sentence show, looked at once for all the frames that ask.

use crate::agreement::Found;
use crate::frame::Trigger;
use chancery_model::{Sentence, Token};
use chancery_pack::{Class, Sieve, WordSet, glimpse};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;
use std::sync::Arc;

/// The most tokens of a phrase that a frame wants or bars.
const PHRASE: usize = 6;

/// What was seen of a sentence before it is coded.
#[derive(Debug, Default)]
pub(crate) struct Glance {
    pub(crate) triggers: Vec<Trigger>,
    /// The phrases that name documents.
    pub(crate) documents: Vec<Found>,
    looks: Vec<Look>,
    /// A bit for each list of words: whether one of them stands in the sentence.
    within: Box<[u64]>,
}

/// What shows of a token at a glance.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// What [`glimpse`] gives for it as written.
    lower: u32,
    /// The same for its lemma.
    lemma: u32,
    /// True where its lemma is another word.
    inflected: bool,
    /// True where it is written with a space.
    spaced: bool,
}

impl Glance {
    /// A first look at a sentence.
    pub(crate) fn new(sent: &Sentence, lists: &Lists) -> Glance {
        let look = |t: &Token| {
            let (lower, inflected) = (glimpse(&t.lower), t.lemma != t.lower);
            Look {
                lower,
                lemma: if inflected { glimpse(&t.lemma) } else { lower },
                inflected,
                spaced: t.lower.as_bytes().contains(&b' '),
            }
        };
        let looks: Vec<Look> = sent.tokens.iter().map(look).collect();
        let within = lists.within(&sent.tokens, &looks);
        Glance { looks, within, ..Glance::default() }
    }

    /// The sentence's words as they were seen.
    pub(crate) fn of<'a>(&'a self, sent: &'a Sentence) -> Seen<'a> {
        Seen { tokens: &sent.tokens, looks: &self.looks, within: &self.within }
    }
}

/// A word of a token written with spaces, or a token.
#[derive(Debug)]
pub(crate) struct Atom<'a> {
    lower: &'a str,
    lemma: &'a str,
    look: Look,
    pub(crate) token: usize,
}

impl<'a> Atom<'a> {
    /// The atoms of a sentence, in order.
    pub(crate) fn all(seen: Seen<'a>) -> Vec<Atom<'a>> {
        let mut out = Vec::with_capacity(seen.len() + 8);
        for (token, (t, look)) in seen.tokens.iter().zip(seen.looks).enumerate() {
            if look.spaced {
                let atom = |a: &'a str| {
                    let lower = glimpse(a);
                    let look = Look { lower, lemma: lower, inflected: false, spaced: false };
                    Atom { lower: a, lemma: a, look, token }
                };
                out.extend(t.lower.split(' ').map(atom));
            } else {
                out.push(Atom { lower: &t.lower, lemma: &t.lemma, look: *look, token });
            }
        }
        out
    }

    /// What it may be looked up by: the word as written and, where it is another, its lemma; each with its glimpse.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&'a str, u32)> + use<'a> {
        let lemma = self.look.inflected.then_some((self.lemma, self.look.lemma));
        std::iter::once((self.lower, self.look.lower)).chain(lemma)
    }

    /// True for a word, as written or by its lemma.
    pub(crate) fn is(&self, word: &str) -> bool {
        word == self.lower || word == self.lemma
    }

    /// True when the atom at `p` is a token by itself.
    pub(crate) fn whole(atoms: &[Atom<'_>], p: usize) -> bool {
        let other = |q: Option<&Atom<'_>>| q.is_none_or(|a| a.token != atoms[p].token);
        other(p.checked_sub(1).and_then(|q| atoms.get(q))) && other(atoms.get(p + 1))
    }
}

/// Words and phrases that a frame wants or bars.
#[derive(Debug)]
pub(crate) struct Words {
    /// Which of the language's lists it is.
    number: usize,
    set: WordSet,
    /// What the phrases begin with, up to each space.
    starts: WordSet,
}

impl Words {
    pub(crate) fn new(list: &[SmolStr], number: usize) -> Words {
        let starts = list.iter().flat_map(|w| w.match_indices(' ').map(|(at, _)| &w[..at]));
        Words { number, set: list.iter().cloned().collect(), starts: starts.collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// True when a word that a phrase begins with and one or more of the tokens after it make one of the phrases.
    fn goes_on(&self, word: &str, more: &[Token]) -> bool {
        let mut phrase = String::from(word);
        for t in more {
            phrase.push(' ');
            phrase.push_str(&t.lower);
            if self.set.contains(&phrase) {
                return true;
            }
            if !self.starts.contains(&phrase) {
                return false;
            }
        }
        false
    }
}

/// The lists of words that frames want or bar, each once.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    known: FxHashMap<Vec<SmolStr>, Arc<Words>>,
    /// The numbers of the lists that hold a word or phrase.
    holding: FxHashMap<SmolStr, Vec<u16>>,
    /// Of those words and phrases.
    sieve: Sieve,
    /// What the phrases begin with, up to each space.
    starts: WordSet,
}

impl Lists {
    /// The list of some words.
    pub(crate) fn words(&mut self, list: Vec<SmolStr>) -> Arc<Words> {
        if let Some(known) = self.known.get(&list) {
            return Arc::clone(known);
        }
        let words = Arc::new(Words::new(&list, self.known.len()));
        self.known.insert(list, Arc::clone(&words));
        words
    }

    /// Makes ready for [`Glance::new`] once all lists are known.
    pub(crate) fn index(&mut self) {
        for words in self.known.values() {
            for word in words.set.iter() {
                self.holding.entry(word.clone()).or_default().push(words.number as u16);
            }
        }
        self.sieve = Sieve::new(self.holding.keys().map(SmolStr::as_str));
        let starts =
            |w: &SmolStr| w.match_indices(' ').map(|(at, _)| SmolStr::new(&w[..at])).collect::<Vec<_>>();
        self.starts = self.holding.keys().flat_map(starts).collect();
    }

    /// The lists of which a word or phrase stands among the tokens.
    fn within(&self, tokens: &[Token], looks: &[Look]) -> Box<[u64]> {
        let mut bits = vec![0_u64; self.known.len().div_ceil(64)].into_boxed_slice();
        let mut mark = |word: &str| {
            for number in self.holding.get(word).into_iter().flatten() {
                bits[usize::from(*number / 64)] |= 1 << (number % 64);
            }
        };
        for (at, (token, look)) in tokens.iter().zip(looks).enumerate() {
            if self.sieve.passes(look.lower) {
                mark(&token.lower);
            }
            if look.inflected && self.sieve.passes(look.lemma) {
                mark(&token.lemma);
            }
            if self.starts.holds(look.lower, &token.lower) {
                let mut phrase = token.lower.to_string();
                for next in &tokens[at + 1..(at + PHRASE).min(tokens.len())] {
                    phrase.push(' ');
                    phrase.push_str(&next.lower);
                    mark(&phrase);
                    if !self.starts.contains(&phrase) {
                        break;
                    }
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
}

impl Seen<'_> {
    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// True for one of the words, by its lemma or as written.
    #[inline]
    pub(crate) fn has(&self, words: &Words, at: usize) -> bool {
        let (token, look) = (&self.tokens[at], self.looks[at]);
        words.set.holds(look.lower, &token.lower)
            || look.inflected && words.set.holds(look.lemma, &token.lemma)
    }

    /// The first token of a range at which a phrase of a class begins: where, and where the longest such phrase ends.
    pub(crate) fn first_of(
        &self,
        class: &Class,
        mut range: Range<usize>,
        most: usize,
    ) -> Option<(usize, usize)> {
        let tokens = self.tokens.get(..range.end.min(self.len()))?;
        range.find_map(|at| {
            let look = self.looks.get(at)?;
            if !look.spaced && !class.may_begin(look.lower) {
                return None;
            }
            let words = tokens.get(at..)?.iter().take(most).map(|t| t.lower.as_str());
            let length = class.longest(words);
            (length > 0).then_some((at, at + length))
        })
    }

    /// True when a set holds a token as written.
    pub(crate) fn in_set(&self, set: &WordSet, at: usize) -> bool {
        set.holds(self.looks[at].lower, &self.tokens[at].lower)
    }

    /// True when two or more tokens from `at` make one of the phrases (also a word of several syllables split in two).
    pub(crate) fn phrase(&self, words: &Words, at: usize) -> bool {
        let lower = &self.tokens[at].lower;
        words.starts.holds(self.looks[at].lower, lower) && words.goes_on(lower, self.behind(at))
    }

    /// True for one of the words at a token, or for a phrase that begins with its lemma (`took place` for `take place`).
    pub(crate) fn begins(&self, words: &Words, at: usize) -> bool {
        let lemma = &self.tokens[at].lemma;
        self.has(words, at)
            || words.starts.holds(self.looks[at].lemma, lemma) && words.goes_on(lemma, self.behind(at))
    }

    /// The tokens behind one that may end a phrase.
    fn behind(&self, at: usize) -> &[Token] {
        &self.tokens[at + 1..(at + PHRASE).min(self.tokens.len())]
    }

    /// True when one of them stands among the tokens of a range.
    pub(crate) fn among(&self, words: &Words, mut range: Range<usize>) -> bool {
        let end = range.end;
        range.any(|at| {
            let phrase = |lower: &SmolStr| words.goes_on(lower, &self.tokens[at + 1..(at + PHRASE).min(end)]);
            let lower = &self.tokens[at].lower;
            self.has(words, at) || words.starts.holds(self.looks[at].lower, lower) && phrase(lower)
        })
    }

    /// True when one of them stands in the sentence.
    pub(crate) fn within(&self, words: &Words) -> bool {
        let (at, bit) = (words.number / 64, words.number % 64);
        self.within.get(at).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// True when one of them stands in the sentence, or there are none to want.
    pub(crate) fn wanted(&self, words: &Words) -> bool {
        words.is_empty() || self.within(words)
    }
}
