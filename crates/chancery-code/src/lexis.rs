//! The words that coding asks for, each with a number: a sentence's words are looked up once, and whoever asks for one of
//! them afterwards compares numbers.

use crate::frame::Slot;
use chancery_pack::{Rules, glimpse};
use smol_str::SmolStr;

/// The number of every word that coding never asks for.
pub(crate) const UNKNOWN: u32 = 0;

/// A word with which a phrase begins that opens a frame.
pub(crate) const OPENS: u16 = 1;
/// A word with which a phrase begins that names a document.
pub(crate) const NAMES: u16 = 1 << 1;
/// A word or phrase of a list that frames want or bar.
pub(crate) const LISTED: u16 = 1 << 2;
/// What a longer phrase of such a list begins with, up to one of its spaces.
pub(crate) const STARTS: u16 = 1 << 3;
/// A word that stands behind the first in a phrase of such a list.
pub(crate) const INNER: u16 = 1 << 4;
/// A preposition.
pub(crate) const MARKS: u16 = 1 << 5;
/// What a longer preposition begins with, up to one of its spaces.
pub(crate) const MARK_STARTS: u16 = 1 << 6;
/// A word that stands behind the first in a preposition.
pub(crate) const MARK_INNER: u16 = 1 << 7;
/// A word that refers to somebody or something named before.
pub(crate) const REFERS: u16 = 1 << 8;
/// The first word of a longer phrase of a class.
pub(crate) const CLASS_STARTS: u16 = 1 << 9;
/// A word with which a phrase begins that tells everyday matters from public ones.
pub(crate) const TELLS: u16 = 1 << 10;
/// A word or phrase that shows a topic.
pub(crate) const TOPIC: u16 = 1 << 11;
/// What a longer phrase that shows a topic begins with, up to one of its spaces.
pub(crate) const TOPIC_STARTS: u16 = 1 << 12;

/// What is known of a word or phrase. Places are one more than an index into the list of whoever uses the word, or 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    word: SmolStr,
    /// What it is used for.
    pub(crate) uses: u16,
    /// What preposition it is.
    pub(crate) marker: Option<Slot>,
    /// Among what opens frames.
    pub(crate) opens: u32,
    /// Among what names documents.
    pub(crate) names: u32,
    /// Among what tells everyday matters.
    pub(crate) tells: u32,
    /// Among topics.
    pub(crate) topic: u32,
    /// Its row among the classes; the first holds none.
    row: u32,
    /// Where its lists begin and end.
    lists: (u32, u32),
}

/// Words and phrases by number.
#[derive(Debug)]
pub(crate) struct Lexis {
    /// Open addressing: what [`glimpse`] gives for a word, and its number; more than twice as many as there are words.
    slots: Vec<(u32, u32)>,
    known: Vec<Known>,
    /// The lists that hold a word, of all words one after the other.
    lists: Vec<u16>,
    /// A bit for each class, by rows.
    classes: Vec<u64>,
    /// How many `classes` make a row.
    width: usize,
}

impl Default for Lexis {
    fn default() -> Lexis {
        Lexis {
            slots: vec![(0, UNKNOWN); 1 << 12],
            known: vec![Known::default()],
            lists: Vec::new(),
            classes: Vec::new(),
            width: 0,
        }
    }
}

impl Lexis {
    /// The number of a word, by what [`glimpse`] gives for it; [`UNKNOWN`] where it has none.
    #[inline]
    pub(crate) fn find(&self, look: u32, word: &str) -> u32 {
        let mut slot = place(look, self.slots.len());
        loop {
            let (known, number) = self.slots[slot];
            if number == UNKNOWN || known == look && self.known[number as usize].word == word {
                return number;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// What is known of a word by its number.
    #[inline]
    pub(crate) fn of(&self, number: u32) -> &Known {
        &self.known[number as usize]
    }

    /// The number of a word, which gets one where it has none.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        let look = glimpse(word);
        let known = self.find(look, word);
        if known != UNKNOWN {
            return known;
        }
        let number = self.known.len() as u32;
        self.known.push(Known { word: SmolStr::new(word), ..Known::default() });
        if self.known.len() * 2 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, UNKNOWN); old.len() * 4];
            old.into_iter().filter(|s| s.1 != UNKNOWN).for_each(|(look, number)| self.put(look, number));
        }
        self.put(look, number);
        number
    }

    fn put(&mut self, look: u32, number: u32) {
        let mut slot = place(look, self.slots.len());
        while self.slots[slot].1 != UNKNOWN {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = (look, number);
    }

    /// What is known of a word, for adding to it.
    pub(crate) fn entry(&mut self, word: &str) -> &mut Known {
        let number = self.number(word);
        &mut self.known[number as usize]
    }

    /// Notes that a word is used for something.
    pub(crate) fn uses(&mut self, word: &str, uses: u16) {
        self.entry(word).uses |= uses;
    }

    /// Notes what a phrase begins with, up to each of its spaces.
    pub(crate) fn starts(&mut self, phrase: &str, uses: u16) {
        for (at, _) in phrase.match_indices(' ') {
            self.uses(&phrase[..at], uses);
        }
    }

    /// Notes which words stand behind the first in a phrase.
    pub(crate) fn inner(&mut self, phrase: &str, uses: u16) {
        phrase.split(' ').skip(1).for_each(|word| self.uses(word, uses));
    }

    /// Notes which lists hold which words.
    pub(crate) fn list<'w>(&mut self, lists: impl Iterator<Item = (u16, &'w SmolStr)>) {
        let mut holding: Vec<(u32, u16)> = Vec::new();
        for (list, word) in lists {
            self.uses(word, LISTED);
            self.starts(word, STARTS);
            self.inner(word, INNER);
            holding.push((self.number(word), list));
        }
        holding.sort_unstable();
        holding.dedup();
        for group in holding.chunk_by(|a, b| a.0 == b.0) {
            let from = self.lists.len();
            self.lists.extend(group.iter().map(|x| x.1));
            self.known[group[0].0 as usize].lists = (from as u32, self.lists.len() as u32);
        }
    }

    /// Notes which classes hold which words.
    pub(crate) fn classify(&mut self, rules: &Rules) {
        self.width = rules.classes().len().div_ceil(64);
        self.classes = vec![0; self.width];
        for class in rules.classes() {
            let (place, words) = (class.place(), class.words());
            for word in words {
                if let Some((first, _)) = word.split_once(' ') {
                    self.uses(first, CLASS_STARTS);
                }
                let number = self.number(word) as usize;
                if self.known[number].row == 0 {
                    self.known[number].row = (self.classes.len() / self.width) as u32;
                    self.classes.resize(self.classes.len() + self.width, 0);
                }
                let row = self.known[number].row as usize * self.width;
                self.classes[row + place / 64] |= 1 << (place % 64);
            }
        }
    }

    /// The lists that hold a word.
    #[inline]
    pub(crate) fn lists(&self, number: u32) -> &[u16] {
        let (from, to) = self.of(number).lists;
        &self.lists[from as usize..to as usize]
    }

    /// True where a class, by its place among all, holds a word.
    #[inline]
    pub(crate) fn holds(&self, class: usize, number: u32) -> bool {
        let row = self.of(number).row as usize * self.width;
        self.classes.get(row + class / 64).is_some_and(|bits| bits >> (class % 64) & 1 == 1)
    }
}

/// The slot at which a word is looked for first, among a power of two of them.
#[inline(always)]
fn place(look: u32, slots: usize) -> usize {
    (look >> 8) as usize & (slots - 1)
}

#[cfg(test)]
mod tests {
    use super::{INNER, LISTED, Lexis, STARTS, UNKNOWN};
    use chancery_pack::glimpse;
    use smol_str::SmolStr;

    #[test]
    fn words_keep_their_numbers_while_others_come() {
        let mut lexis = Lexis::default();
        let words: Vec<String> = (0..20_000).map(|n| format!("word{n}s")).collect();
        let numbers: Vec<u32> = words.iter().map(|w| lexis.number(w)).collect();
        let found = |w: &String| lexis.find(glimpse(w), w);
        assert_eq!(words.iter().map(found).collect::<Vec<_>>(), numbers);
        assert_eq!(lexis.find(glimpse("words"), "words"), UNKNOWN);
        assert!(!numbers.contains(&UNKNOWN));
    }

    #[test]
    fn a_phrase_is_known_by_its_beginnings() {
        let mut lexis = Lexis::default();
        let words = ["sign", "take part in", "sign"].map(SmolStr::new);
        lexis.list((0..).zip(&words));
        let find = |w: &str| lexis.find(glimpse(w), w);
        assert_eq!(lexis.lists(find("sign")), [0, 2]);
        assert_eq!(lexis.lists(find("take part in")), [1]);
        assert_eq!((lexis.lists(find("take")), lexis.lists(UNKNOWN)), (&[][..], &[][..]));
        assert_eq!(lexis.of(find("take part")).uses, STARTS);
        assert_eq!(lexis.of(find("part")).uses, INNER);
        assert_eq!(lexis.of(find("take part in")).uses, LISTED);
    }
}
