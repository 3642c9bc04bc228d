//! Text to items: figures, punctuation and the longest phrases of the vocabulary.

use super::grammar::FIRST;
use super::lexicon::Lexicon;
use crate::annotate::char_at;
use chancery_model::past_small;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What an item of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A figure of at most four digits; leading zeros count as digits.
    Num(u16, u8),
    /// A figure that is no part of a date: too long, with thousands or decimals.
    Big,
    /// A phrase of the vocabulary (node of its trie).
    Phrase(u32),
    /// Another word.
    Word,
    /// Punctuation or another sign.
    Punct(char),
}

/// A figure, phrase, word or sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// First byte in the scanned text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// True where nothing stands between it and the item before.
    pub glued: bool,
    /// True where it begins with a capital.
    pub capital: bool,
    /// What a phrase can be, as bits of [`super::lexicon::Class`].
    pub classes: u64,
}

#[derive(Debug, Clone, Copy)]
struct Atom {
    start: usize,
    end: usize,
    kind: Kind,
    word: Option<u32>,
    glued: bool,
    capital: bool,
}

/// Calls `f` with each word and sign of a phrase as the scanner sees them in text.
pub(super) fn words(phrase: &str, mut f: impl FnMut(&str)) {
    let mut buffer = String::new();
    let mut start = next_start(phrase, 0);
    while let Some((end, _)) = atom_at(phrase, start) {
        lower(&phrase[start..end], &mut buffer);
        start = next_start(phrase, end);
        f(&buffer);
    }
}

/// Lower case, composed, with straight apostrophes.
fn lower(word: &str, buffer: &mut String) {
    buffer.clear();
    if word.is_ascii() {
        buffer.push_str(word);
        buffer.make_ascii_lowercase();
        return;
    }
    let mut composed = true;
    for c in word.chars() {
        match chancery_model::small(c) {
            Some(small) => buffer.push(small),
            None => {
                composed &= !mark(c);
                buffer.extend(c.to_lowercase().map(|c| match c {
                    '’' | '‘' | 'ʼ' => '\'',
                    '‑' | '‐' => '-',
                    c => c,
                }));
            }
        }
    }
    if !composed {
        *buffer = buffer.nfc().collect();
    }
}

/// True for a combining mark.
fn mark(c: char) -> bool {
    c >= '\u{300}' && is_combining_mark(c)
}

fn is_letter(c: char) -> bool {
    chancery_model::letter(c) || mark(c)
}

/// Where the next word, figure or sign at or after byte `at` starts.
fn next_start(text: &str, at: usize) -> usize {
    let mut start = at;
    while let Some(c) = char_at(text, start).filter(|c| c.is_whitespace()) {
        start += c.len_utf8();
    }
    start
}

/// The end of the word of small letters alone that starts at a byte, if one does.
#[inline]
fn small_word(text: &str, start: usize) -> Option<usize> {
    let end = past_small(text, start);
    let ends = |b: &u8| b.is_ascii() && !b.is_ascii_alphabetic();
    (end > start && text.as_bytes().get(end).is_none_or(ends)).then_some(end)
}

/// The word, figure or sign that starts at a byte: its end and its first character; `None` at the end of the text.
fn atom_at(text: &str, start: usize) -> Option<(usize, char)> {
    let first = char_at(text, start)?;
    let bytes = text.as_bytes();
    let mut end = start + first.len_utf8();
    if first.is_ascii_digit() {
        while bytes.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
    } else if is_letter(first) {
        while let Some(c) = char_at(text, end).filter(|c| is_letter(*c)) {
            end += c.len_utf8();
        }
    }
    Some((end, first))
}

/// Scanner with buffers that serve one sentence after another.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    atoms: Vec<Atom>,
    buffer: String,
    /// The items of the sentence scanned last.
    pub items: Vec<Item>,
}

impl Scanner {
    /// Scans a sentence into `items`; false where it holds neither a figure nor a word of the vocabulary. Where nothing in it
    /// can begin a reading, `items` is left empty.
    pub fn scan(&mut self, lex: &Lexicon, text: &str) -> bool {
        self.atoms.clear();
        self.items.clear();
        let mut last_end = usize::MAX;
        let mut at = 0;
        let (mut any, mut begins) = (false, false);
        let opens = |word: Option<u32>| word.is_some_and(|word| lex.leads(word) & FIRST != 0);
        loop {
            let start = next_start(text, at);
            let glued = start == last_end;
            // Most words are small letters and nothing else, and in no phrase.
            if let Some(end) = small_word(text, start) {
                let word = lex.word(&text[start..end]);
                any |= word.is_some();
                begins |= opens(word);
                self.atoms.push(Atom { start, end, kind: Kind::Word, word, glued, capital: false });
                (at, last_end) = (end, end);
                continue;
            }
            let Some((end, first)) = atom_at(text, start) else { break };
            at = end;
            let mut atom =
                Atom { start, end, kind: Kind::Word, word: None, glued, capital: first.is_uppercase() };
            if first.is_ascii_digit() {
                atom.kind = number(&text[start..end]);
                atom.word = lex.word(&text[start..end]);
                (any, begins) = (true, true);
            } else if is_letter(first) {
                atom.word = self.word(lex, &text[start..end]);
                any |= atom.word.is_some();
            } else {
                lower(&text[start..end], &mut self.buffer);
                atom.word = lex.word(&self.buffer);
                atom.kind = Kind::Punct(self.buffer.chars().next().unwrap_or(first));
            }
            begins |= opens(atom.word);
            last_end = end;
            self.atoms.push(atom);
        }
        if begins {
            self.phrases(lex);
        }
        any
    }

    /// The number of a word of the text, where some phrase has it.
    fn word(&mut self, lex: &Lexicon, word: &str) -> Option<u32> {
        lower(word, &mut self.buffer);
        lex.word(&self.buffer)
    }

    fn phrases(&mut self, lex: &Lexicon) {
        let mut i = 0;
        while i < self.atoms.len() {
            let atom = self.atoms[i];
            if let Some(end) = self.thousands(i) {
                let item = Item {
                    start: atom.start,
                    end: self.atoms[end - 1].end,
                    kind: Kind::Big,
                    glued: atom.glued,
                    capital: false,
                    classes: 0,
                };
                self.items.push(item);
                i = end;
                continue;
            }
            let (mut node, mut best, mut j) = (0, None, i);
            while let Some(word) = self.atoms.get(j).and_then(|a| a.word) {
                let Some(next) = lex.step(node, word) else { break };
                node = next;
                j += 1;
                if lex.ends(node) {
                    best = Some((node, j));
                }
            }
            let (kind, end, classes) = match best {
                Some((node, end)) => (Kind::Phrase(node), end, lex.classes(node, atom.capital)),
                None => (atom.kind, i + 1, 0),
            };
            self.items.push(Item {
                start: atom.start,
                end: self.atoms[end - 1].end,
                kind,
                glued: atom.glued,
                capital: atom.capital,
                classes,
            });
            i = end;
        }
    }

    /// The end of a figure with thousands (`2,000`, `10 000`) that begins at `i`.
    fn thousands(&self, i: usize) -> Option<usize> {
        let digits = |k: usize| match self.atoms.get(k)?.kind {
            Kind::Num(_, d) => Some(d),
            _ => None,
        };
        if digits(i)? > 3 {
            return None;
        }
        let mut end = i + 1;
        loop {
            let separated = matches!(self.atoms.get(end).map(|a| a.kind), Some(Kind::Punct(',' | '.')))
                && self.atoms[end].glued
                && digits(end + 1) == Some(3)
                && self.atoms[end + 1].glued;
            if separated {
                end += 2;
            } else if digits(end) == Some(3) {
                end += 1;
            } else {
                break;
            }
        }
        (end > i + 1).then_some(end)
    }
}

fn number(digits: &str) -> Kind {
    match digits.parse::<u16>() {
        Ok(n) if digits.len() <= 4 => Kind::Num(n, digits.len() as u8),
        _ => Kind::Big,
    }
}
