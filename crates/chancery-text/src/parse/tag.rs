//! The tagger: what it looks at around a word, and the pass from left to right.

use super::grid::MOST;
use super::hash;
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
struct Word {
    word: u32,
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

/// How the sentence as a whole is written: 0 as usual, 1 with many capitals, 2 as a title, 3 in capitals.
fn style(words: &[Word]) -> u8 {
    let (mut letters, mut capitals, mut upper) = (0usize, 0usize, 0usize);
    for word in words.iter().skip(1) {
        let kind = word.shape & 7;
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

fn look(form: &str, lower: &str, lexicon: &Index) -> Word {
    let lower = hash::canonical(lower);
    let mut word = Word { shape: shape(form), ..Word::default() };
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

/// One pass over the words of a sentence, from left to right.
#[derive(Debug)]
pub struct Pass {
    words: Vec<Word>,
    style: u64,
    /// Classes of the word before and of the one before that.
    before: [u8; 2],
    extras: Extras,
    features: Features,
}

/// Words before the first and behind the last.
const PAD: usize = 2;

impl Pass {
    /// At the first word; `text` is the document's.
    #[inline(always)]
    pub fn new(text: &str, sent: &Sentence, lexicon: &Index, extras: Extras) -> Pass {
        let mut words = Vec::with_capacity(sent.tokens.len() + 2 * PAD);
        words.resize(PAD, Word { word: 1, guess: UNKNOWN, shape: OTHER, ..Word::default() });
        words.extend(sent.tokens.iter().map(|t| look(t.span.of(text), &t.lower, lexicon)));
        words.resize(words.len() + PAD, Word { word: 2, guess: UNKNOWN, shape: OTHER, ..Word::default() });
        let style = u64::from(style(&words[PAD..words.len() - PAD]));
        Pass { words, style, before: [255; 2], extras, features: Features::default() }
    }

    /// The class of the word `i` where nothing need be weighed.
    #[inline(always)]
    pub fn certain(&self, i: usize) -> Option<u8> {
        let word = &self.words[i + PAD];
        let guess = Guess::unpack(word.guess);
        // A capital inside a sentence may be a name that only looks like the word.
        let plain = i == 0 || word.shape & 7 != CAPITAL || self.style >= 2;
        (guess.certain && plain && word.guess != UNKNOWN).then_some(guess.class)
    }

    /// The features of the word `i`, once the words before it are settled.
    #[inline(always)]
    pub fn features(&mut self, i: usize) -> &[u32] {
        let [t1, t2] = self.before.map(u64::from);
        self.features.clear();
        extract(&self.words, i + PAD, self.style, i == 0, t1, t2, &mut self.features);
        if self.extras.has(Extras::SYLLABLES) {
            extract_syllables(&self.words, i + PAD, t1, &mut self.features);
        }
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
    let mut pass = Pass::new(text, sent, lexicon, extras);
    for i in 0..sent.tokens.len() {
        let class = pass.certain(i).unwrap_or_else(|| decide(i, pass.features(i)));
        settle(i, class);
        pass.settle(class);
    }
}

/// The features of the word at `at`, after classes `t1` and (before that) `t2`.
#[inline(always)]
fn extract(words: &[Word], at: usize, style: u64, first: bool, t1: u64, t2: u64, f: &mut Features) {
    let [p2, p, w, n, n2] = [&words[at - 2], &words[at - 1], &words[at], &words[at + 1], &words[at + 2]];
    let place = u64::from(w.shape) | style << 8 | u64::from(first) << 10;
    f.add(0, place, 0);
    f.add(1, 0, w.word.into());
    f.add(2, place, w.word.into());
    f.add(3, 0, w.suffix[0].into());
    f.add(4, 0, w.suffix[1].into());
    f.add(5, 0, w.suffix[2].into());
    f.add(6, 0, w.suffix[3].into());
    f.add(7, 0, w.suffix[4].into());
    f.add(8, place, w.suffix[2].into());
    f.add(9, 0, w.prefix[0].into());
    f.add(10, 0, w.prefix[1].into());
    f.add(11, 0, w.prefix[2].into());
    f.add(12, 0, w.prefix[3].into());
    f.add(13, 0, p.word.into());
    f.add(14, 0, n.word.into());
    f.add(15, 0, p2.word.into());
    f.add(16, 0, n2.word.into());
    f.add(17, t1, 0);
    f.add(18, t1 | t2 << 8, 0);
    f.add(19, t1, w.word.into());
    f.add(20, t1, w.suffix[2].into());
    f.add(21, 0, pair(p.word, w.word));
    f.add(22, 0, pair(w.word, n.word));
    f.add(23, 0, p.suffix[2].into());
    f.add(24, 0, n.suffix[2].into());
    f.add(25, n.guess.into(), 0);
    f.add(26, u64::from(n.guess) | t1 << 16, 0);
    f.add(27, u64::from(n.guess) | u64::from(n2.guess) << 16, 0);
    f.add(28, n.guess.into(), w.word.into());
    f.add(29, n.guess.into(), w.suffix[2].into());
    f.add(30, t1, n.word.into());
    f.add(31, u64::from(p.shape) | u64::from(w.shape) << 8 | u64::from(n.shape) << 16 | style << 24, 0);
    f.add(32, u64::from(w.guess) | t1 << 16, 0);
    f.add(33, u64::from(w.guess) | u64::from(n.guess) << 16 | t1 << 32, 0);
    f.add(34, place | t1 << 16, 0);
    f.add(35, t1 | t2 << 8 | u64::from(w.guess) << 16, 0);
    if w.syllables[0] != 0 {
        f.add(36, 0, w.syllables[0].into());
        f.add(37, 0, w.syllables[1].into());
    }
}

/// The features of [`Extras::SYLLABLES`]: a word that was never seen mostly begins or ends with a syllable that was.
#[inline(always)]
fn extract_syllables(words: &[Word], at: usize, t1: u64, f: &mut Features) {
    let [p, w, n] = [&words[at - 1], &words[at], &words[at + 1]];
    let of = |w: &Word, k: usize| u64::from(if w.syllables[k] == 0 { w.word } else { w.syllables[k] });
    let (first, last) = (of(w, 0), of(w, 1));
    let shape = u64::from(w.shape) | u64::from(w.spaces) << 8;
    f.add(40, shape, 0);
    f.add(41, 0, first);
    f.add(42, 0, last);
    f.add(43, t1, first);
    f.add(44, t1, last);
    f.add(45, shape | t1 << 16, 0);
    f.add(46, 0, of(p, 1));
    f.add(47, 0, of(n, 0));
    f.add(48, shape, last);
    f.add(49, u64::from(p.spaces) | u64::from(w.spaces) << 8 | u64::from(n.spaces) << 16, 0);
}
