//! The tagger: what it looks at around a word, and the pass from left to right.

use super::grid::MOST;
use super::hash;
use super::known::{Known, Met};
use super::weights::Index;
use chancery_model::Sentence;

/// Keys of the features that hold at one place, at most [`MOST`]; reused from place to place.
#[derive(Debug, Clone)]
pub struct Features {
    keys: [u32; MOST],
    len: usize,
}

impl Default for Features {
    fn default() -> Features {
        Features { keys: [0; MOST], len: 0 }
    }
}

impl Features {
    /// Adds the feature of a template (0–255) with small atoms (up to 56 bits) and word hashes.
    #[inline(always)]
    pub fn add(&mut self, template: u8, atoms: u64, words: u64) {
        self.keys[self.len & (MOST - 1)] = hash::feature(u64::from(template) << 56 | atoms, words);
        self.len += 1;
    }
    /// Forgets all.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.len = 0;
    }
    /// The keys.
    #[inline(always)]
    pub fn keys(&self) -> &[u32] {
        &self.keys[..self.len.min(MOST)]
    }
}

/// What a model looks at beyond the features that all models share; its file says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extras(u32);

impl Extras {
    /// Nothing else.
    pub const NONE: Extras = Extras(0);
    /// First and last syllable of words, where words are written in several syllables with spaces between them.
    pub const SYLLABLES: Extras = Extras(1);

    /// The class that comes second where the tagger is not sure, as the parser's features: a model whose tags are often wrong
    /// need not stake a tree on one of them.
    pub const DOUBT: Extras = Extras(2);

    /// All of both.
    pub fn and(self, other: Extras) -> Extras {
        Extras(self.0 | other.0)
    }
    /// True when all of `other` are among them.
    pub fn has(self, other: Extras) -> bool {
        self.0 & other.0 == other.0
    }
    /// As a number, for the file.
    pub fn pack(self) -> u32 {
        self.0
    }
    /// From a number; `None` for what this version does not know.
    pub fn unpack(n: u32) -> Option<Extras> {
        (n <= Extras::SYLLABLES.and(Extras::DOUBT).0).then_some(Extras(n))
    }
}

/// The class that comes second where it is close to the first, else the first: close is a lead of less than an eighth of what
/// lies between the first and the last. That share is the same however weights are scaled.
#[inline(always)]
pub fn runner_up<S: Copy + PartialOrd + Into<f64>>(scores: &[S], first: u8) -> u8 {
    let Some(&top) = scores.get(usize::from(first)) else { return first };
    let (mut second, mut at, mut least): (f64, u8, f64) = (f64::MIN, first, top.into());
    for (class, &score) in scores.iter().enumerate() {
        let score = score.into();
        if score > second && class != usize::from(first) {
            (second, at) = (score, class as u8);
        }
        least = least.min(score);
    }
    let top = top.into();
    if (top - second) * 8.0 < top - least { at } else { first }
}

/// What the lexicon of the training text knows of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess {
    /// Most frequent class.
    pub class: u8,
    /// True when the word also occurs in other classes.
    pub ambiguous: bool,
    /// True when the word is frequent and always of that class, so that nothing need be weighed.
    pub certain: bool,
}

impl Guess {
    /// As a number, for an [`Index`].
    pub fn pack(self) -> u32 {
        u32::from(self.class) | u32::from(self.ambiguous) << 8 | u32::from(self.certain) << 9
    }
    /// From a number.
    pub fn unpack(n: u32) -> Guess {
        Guess { class: n as u8, ambiguous: n & 1 << 8 != 0, certain: n & 1 << 9 != 0 }
    }
}

/// What the tagger sees of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) word: u32,
    /// Endings of one to five characters.
    suffix: [u32; 5],
    /// Beginnings of one to four characters.
    prefix: [u32; 4],
    /// First and last syllable of a word written in several.
    syllables: [u32; 2],
    /// Spaces in the word, up to three.
    spaces: u8,
    shape: u8,
    /// [`Guess::pack`], or 1 << 10 for a word not in the lexicon.
    guess: u32,
}

const UNKNOWN: u32 = 1 << 10;
/// Kind of letters in a word; the low bits of its shape.
const LOWER: u8 = 0;
const CAPITAL: u8 = 1;
const UPPER: u8 = 2;
const MIXED: u8 = 3;
const OTHER: u8 = 4;
const DIGIT: u8 = 8;
const HYPHEN: u8 = 16;

/// The shape of a word as written.
fn shape(form: &str) -> u8 {
    let (mut lower, mut upper, mut flags, mut first) = (0u32, 0u32, 0u8, None);
    if form.bytes().all(|b| b.is_ascii_lowercase()) && !form.is_empty() {
        return LOWER;
    }
    for c in form.chars() {
        let is_upper = if c.is_ascii() { c.is_ascii_uppercase() } else { c.is_uppercase() };
        if is_upper {
            upper += 1;
            first.get_or_insert(true);
        } else if chancery_model::letter(c) {
            lower += 1;
            first.get_or_insert(false);
        } else if c.is_ascii_digit() {
            flags |= DIGIT;
        } else if c == '-' {
            flags |= HYPHEN;
        }
    }
    let kind = match (first, upper, lower) {
        (None, ..) => OTHER,
        (_, 0, _) => LOWER,
        (Some(true), 1, _) => CAPITAL,
        (_, _, 0) => UPPER,
        // Several capitals and small letters: words of several syllables each with a capital, double-barrelled names.
        (Some(true), ..) if form.contains([' ', '-', '\'']) => CAPITAL,
        _ => MIXED,
    };
    kind | flags
}

/// How the sentence as a whole is written, by the shapes of its words: 0 as usual, 1 with many capitals, 2 as a title, 3 in
/// capitals.
fn style(shapes: &[u8]) -> u8 {
    let (mut letters, mut capitals, mut upper) = (0usize, 0usize, 0usize);
    for shape in shapes.iter().skip(1) {
        let kind = shape & 7;
        letters += usize::from(kind != OTHER);
        capitals += usize::from(matches!(kind, CAPITAL | UPPER | MIXED));
        upper += usize::from(kind == UPPER);
    }
    match () {
        () if letters >= 2 && upper * 10 >= letters * 7 => 3,
        () if letters >= 3 && capitals * 100 >= letters * 65 => 2,
        () if letters >= 3 && capitals * 100 >= letters * 40 => 1,
        () => 0,
    }
}

/// What is seen of a word of that shape.
fn look(lower: &str, shape: u8, lexicon: &Index) -> Word {
    let lower = hash::canonical(lower);
    let mut word = Word { shape, ..Word::default() };
    let mut running = hash::START;
    let mut chars = 0;
    for &byte in lower.as_bytes().iter().rev() {
        running = hash::push(running, byte);
        // Bytes that continue a character: the ending is complete at the character's first byte.
        if byte & 0xC0 != 0x80 {
            word.suffix[chars] = hash::end(running);
            chars += 1;
            if chars == word.suffix.len() {
                break;
            }
        }
    }
    (running, chars) = (hash::START, 0);
    let bytes = lower.as_bytes();
    let mut spaces = 0usize;
    for (i, &byte) in bytes.iter().enumerate() {
        running = hash::push(running, byte);
        spaces += usize::from(byte == b' ');
        // The byte behind begins a character.
        if chars < word.prefix.len() && bytes.get(i + 1).is_none_or(|next| next & 0xC0 != 0x80) {
            word.prefix[chars] = hash::end(running);
            chars += 1;
        }
    }
    word.word = hash::end(running);
    word.guess = lexicon.get(word.word).unwrap_or(UNKNOWN);
    if spaces > 0
        && let (Some((first, _)), Some((_, last))) = (lower.split_once(' '), lower.rsplit_once(' '))
    {
        word.syllables = [hash::word(first), hash::word(last)];
        word.spaces = spaces.min(3) as u8;
    }
    word
}

/// Two words together.
#[inline]
fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// How and where a word stands, as far as it matters by itself: its shape, the style of the sentence, whether it is the
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place(u16);

impl Place {
    fn new(shape: u8, style: u8, first: bool) -> Place {
        Place(u16::from(shape) | u16::from(style) << 8 | u16::from(first) << 10)
    }
    fn shape(self) -> u8 {
        self.0 as u8
    }
    fn style(self) -> u8 {
        (self.0 >> 8) as u8 & 3
    }
    fn first(self) -> bool {
        self.0 & 1 << 10 != 0
    }
}

impl Word {
    /// The word behind the last.
    pub(super) const END: Word = Word { word: 2, ..Word::START };
    /// The word before the first.
    pub(super) const START: Word = Word {
        word: 1,
        suffix: [0; 5],
        prefix: [0; 4],
        syllables: [0; 2],
        spaces: 0,
        shape: OTHER,
        guess: UNKNOWN,
    };

    /// What is seen of a word at such a place.
    pub(super) fn new(lower: &str, place: Place, lexicon: &Index) -> Word {
        look(lower, place.shape(), lexicon)
    }

    /// The class of the word at such a place where nothing need be weighed.
    pub(super) fn certain(&self, place: Place) -> Option<u8> {
        let guess = Guess::unpack(self.guess);
        // A capital inside a sentence may be a name that only looks like the word.
        let plain = place.first() || self.shape & 7 != CAPITAL || place.style() >= 2;
        (guess.certain && plain && self.guess != UNKNOWN).then_some(guess.class)
    }
}

/// One pass over the words of a sentence, from left to right.
#[derive(Debug)]
pub struct Pass {
    /// Numbers of the words among those that are known.
    words: Vec<u32>,
    /// Classes of the word before and of the one before that.
    before: [u8; 2],
    features: Features,
}

/// Words before the first and behind the last.
const PAD: usize = 2;

impl Pass {
    /// At the first word; `text` is the document's.
    #[inline(always)]
    pub(super) fn new(text: &str, sent: &Sentence, lexicon: &Index, known: &mut Known) -> Pass {
        let shapes: Vec<u8> = sent.tokens.iter().map(|t| shape(t.span.of(text))).collect();
        let style = style(&shapes);
        let mut words = Vec::with_capacity(sent.tokens.len() + 2 * PAD);
        words.resize(PAD, Known::START);
        for (i, (token, &shape)) in sent.tokens.iter().zip(&shapes).enumerate() {
            words.push(known.meet(&token.lower, Place::new(shape, style, i == 0), lexicon));
        }
        words.resize(words.len() + PAD, Known::END);
        Pass { words, before: [255; 2], features: Features::default() }
    }

    /// The class of the word `i` where nothing need be weighed.
    #[inline(always)]
    pub(super) fn certain(&self, i: usize, known: &Known) -> Option<u8> {
        known.word(self.words[i + PAD]).certain
    }

    /// The numbers of the word `i` and its neighbours, two on each side.
    #[inline(always)]
    pub(super) fn around(&self, i: usize) -> [u32; 5] {
        std::array::from_fn(|k| self.words[i + k])
    }

    /// The features of some parts of the word `i`, once the words before it are settled.
    #[inline(always)]
    pub(super) fn features(&mut self, i: usize, parts: Parts, extras: Extras, known: &Known) -> &[u32] {
        self.features.clear();
        let around = self.around(i).map(|word| known.word(word));
        extract(around, self.before.map(u64::from), parts, extras, &mut self.features);
        self.features.keys()
    }

    /// The features that were asked for last.
    #[inline(always)]
    pub fn keys(&self) -> &[u32] {
        self.features.keys()
    }

    /// Takes the class of the next word.
    #[inline(always)]
    pub fn settle(&mut self, class: u8) {
        self.before = [class, self.before[0]];
    }
}

/// Gives every word of the sentence a class: `decide` weighs the features of a place, `settle` is told each result.
/// This is for training, where `decide` knows the answer.
pub fn pass(
    text: &str,
    sent: &Sentence,
    lexicon: &Index,
    extras: Extras,
    mut decide: impl FnMut(usize, &[u32]) -> u8,
    mut settle: impl FnMut(usize, u8),
) {
    let mut known = Known::new(0);
    let mut pass = Pass::new(text, sent, lexicon, &mut known);
    for i in 0..sent.tokens.len() {
        let class = pass
            .certain(i, &known)
            .unwrap_or_else(|| decide(i, pass.features(i, Parts::ALL, extras, &known)));
        settle(i, class);
        pass.settle(class);
    }
}

/// Parts of the features of a word: those of itself and of each neighbour alone, and those of several words together or of
/// the classes before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts(u8);

impl Parts {
    /// By the word's place among its neighbours: two before, itself, two behind.
    pub(super) const ALONE: [Parts; 5] = [Parts(1), Parts(2), Parts(4), Parts(8), Parts(16)];
    /// What is left.
    pub(super) const TOGETHER: Parts = Parts(32);
    /// What is left, and those of the word itself.
    pub(super) const OWN: Parts = Parts(32 | 4);
    /// All.
    pub(super) const ALL: Parts = Parts(63);
}

/// The features of a word among its neighbours, two on each side, after the classes of the word before and of the one before
/// that.
#[inline(always)]
pub(super) fn extract(around: [&Met; 5], [t1, t2]: [u64; 2], parts: Parts, extras: Extras, f: &mut Features) {
    let Place(place) = around[2].place;
    let style = u64::from(around[2].place.style());
    let [p2, p, w, n, n2] = around.map(|met| &met.word);
    let place = u64::from(place);
    let [before2, before, own, after, after2] = Parts::ALONE;
    let together = Parts::TOGETHER;
    let mut add = |part: Parts, template: u8, atoms: u64, words: u64| {
        if parts.0 & part.0 != 0 {
            f.add(template, atoms, words);
        }
    };
    add(own, 0, place, 0);
    add(own, 1, 0, w.word.into());
    add(own, 2, place, w.word.into());
    add(own, 3, 0, w.suffix[0].into());
    add(own, 4, 0, w.suffix[1].into());
    add(own, 5, 0, w.suffix[2].into());
    add(own, 6, 0, w.suffix[3].into());
    add(own, 7, 0, w.suffix[4].into());
    add(own, 8, place, w.suffix[2].into());
    add(own, 9, 0, w.prefix[0].into());
    add(own, 10, 0, w.prefix[1].into());
    add(own, 11, 0, w.prefix[2].into());
    add(own, 12, 0, w.prefix[3].into());
    add(before, 13, 0, p.word.into());
    add(after, 14, 0, n.word.into());
    add(before2, 15, 0, p2.word.into());
    add(after2, 16, 0, n2.word.into());
    add(together, 17, t1, 0);
    add(together, 18, t1 | t2 << 8, 0);
    add(together, 19, t1, w.word.into());
    add(together, 20, t1, w.suffix[2].into());
    add(together, 21, 0, pair(p.word, w.word));
    add(together, 22, 0, pair(w.word, n.word));
    add(before, 23, 0, p.suffix[2].into());
    add(after, 24, 0, n.suffix[2].into());
    add(after, 25, n.guess.into(), 0);
    add(together, 26, u64::from(n.guess) | t1 << 16, 0);
    add(together, 27, u64::from(n.guess) | u64::from(n2.guess) << 16, 0);
    add(together, 28, n.guess.into(), w.word.into());
    add(together, 29, n.guess.into(), w.suffix[2].into());
    add(together, 30, t1, n.word.into());
    add(
        together,
        31,
        u64::from(p.shape) | u64::from(w.shape) << 8 | u64::from(n.shape) << 16 | style << 24,
        0,
    );
    add(together, 32, u64::from(w.guess) | t1 << 16, 0);
    add(together, 33, u64::from(w.guess) | u64::from(n.guess) << 16 | t1 << 32, 0);
    add(together, 34, place | t1 << 16, 0);
    add(together, 35, t1 | t2 << 8 | u64::from(w.guess) << 16, 0);
    if w.syllables[0] != 0 {
        add(own, 36, 0, w.syllables[0].into());
        add(own, 37, 0, w.syllables[1].into());
    }
    // A word that was never seen mostly begins or ends with a syllable that was.
    if extras.has(Extras::SYLLABLES) {
        let of = |w: &Word, k: usize| u64::from(if w.syllables[k] == 0 { w.word } else { w.syllables[k] });
        let (first, last) = (of(w, 0), of(w, 1));
        let shape = u64::from(w.shape) | u64::from(w.spaces) << 8;
        add(own, 40, shape, 0);
        add(own, 41, 0, first);
        add(own, 42, 0, last);
        add(together, 43, t1, first);
        add(together, 44, t1, last);
        add(together, 45, shape | t1 << 16, 0);
        add(before, 46, 0, of(p, 1));
        add(after, 47, 0, of(n, 0));
        add(own, 48, shape, last);
        let spaces = u64::from(p.spaces) | u64::from(w.spaces) << 8 | u64::from(n.spaces) << 16;
        add(together, 49, spaces, 0);
    }
}
