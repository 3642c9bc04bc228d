//! Words as names see them: split at spaces, hyphens and elisions, whatever the tokens of the language are, so that
//! `Secretary-General`, `vice ministre` and `Bộ trưởng` are matched by one trie and mapped back to tokens afterwards.

use crate::annotate::char_at;
use chancery_model::{Latin, past_small};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A word or a mark of punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Atom {
    /// First byte in the document's text.
    pub start: u32,
    /// One past the last byte; a full stop after an abbreviation and a possessive ending are outside.
    pub end: u32,
    /// Number of its normal form in the lexicon; [`UNKNOWN`] where the lexicon does not have it.
    pub key: u32,
    flags: u16,
}

/// The key of words that no lexicon has.
pub(super) const UNKNOWN: u32 = 0;

impl Atom {
    const WORD: u16 = 1;
    const CAP: u16 = 2;
    const UPPER: u16 = 4;
    const GLUE: u16 = 8;
    const DOT: u16 = 16;
    const POSS: u16 = 32;
    const COMMA: u16 = 64;
    const OPEN: u16 = 128;
    const CLOSE: u16 = 256;
    const DASH: u16 = 512;
    const LETTERS: u16 = 1024;
    const TIGHT: u16 = 2048;
    /// Small ASCII letters alone: its own normal form.
    const SMALL: u16 = 4096;

    /// A word, not a mark.
    pub fn word(self) -> bool {
        self.flags & Atom::WORD != 0
    }
    /// Begins with a capital.
    pub fn cap(self) -> bool {
        self.flags & Atom::CAP != 0
    }
    /// Has two or more letters, all capital.
    pub fn upper(self) -> bool {
        self.flags & Atom::UPPER != 0
    }
    /// Joined to the word before by a hyphen.
    pub fn glue(self) -> bool {
        self.flags & Atom::GLUE != 0
    }
    /// Followed by a full stop.
    pub fn dot(self) -> bool {
        self.flags & Atom::DOT != 0
    }
    /// Bore a possessive ending (`'s`).
    pub fn poss(self) -> bool {
        self.flags & Atom::POSS != 0
    }
    /// A comma.
    pub fn comma(self) -> bool {
        self.flags & Atom::COMMA != 0
    }
    /// An opening bracket.
    pub fn open(self) -> bool {
        self.flags & Atom::OPEN != 0
    }
    /// A closing bracket.
    pub fn close(self) -> bool {
        self.flags & Atom::CLOSE != 0
    }
    /// A dash between spaces.
    pub fn dash(self) -> bool {
        self.flags & Atom::DASH != 0
    }
    /// Holds no digit.
    pub fn letters(self) -> bool {
        self.flags & Atom::LETTERS != 0
    }
    /// Follows the atom before without a space (`l'` and `Assemblée`, `J.` and `Duclos`).
    pub fn tight(self) -> bool {
        self.flags & Atom::TIGHT != 0
    }
    /// Its text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// How words are brought to their normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Lower case; words of four letters and more without diacritics (writers drop them on capitals).
    Loose,
    /// Lower case with all marks, the tone mark moved to the end of the syllable (`hoà` and `hòa` are one).
    Tones,
}

/// Gives words numbers.
#[derive(Debug, Clone)]
pub(super) struct Interner {
    form: Form,
    ids: FxHashMap<SmolStr, u32>,
    buf: String,
}

impl Interner {
    /// An empty one.
    pub fn new(form: Form) -> Interner {
        Interner { form, ids: FxHashMap::default(), buf: String::new() }
    }
    /// Makes room for so many words.
    pub fn reserve(&mut self, words: usize) {
        self.ids.reserve(words);
    }
    /// Splits a lexicon's form into keys, new words being added.
    pub fn intern(&mut self, text: &str, mut each: impl FnMut(u32)) {
        let Interner { form, ids, buf } = self;
        split::<false>(text, 0..text.len(), &mut |range, _| {
            normal(&text[range], *form, buf);
            let next = ids.len() as u32 + 1;
            each(*ids.entry(SmolStr::new(&*buf)).or_insert(next));
        });
    }
    /// The atoms of a stretch of text, appended to `out`.
    pub fn atoms(&self, text: &str, range: Range<usize>, buf: &mut String, out: &mut Vec<Atom>) {
        split::<true>(text, range, &mut |r, flags| {
            let word = &text[r.clone()];
            let key = if flags & Atom::SMALL != 0 {
                self.ids.get(word)
            } else {
                normal(word, self.form, buf);
                self.ids.get(buf.as_str())
            };
            let key = key.copied().unwrap_or(UNKNOWN);
            out.push(Atom { start: r.start as u32, end: r.end as u32, key, flags });
        });
    }
}

/// The normal form of a word, in `buf`.
fn normal(word: &str, form: Form, buf: &mut String) {
    buf.clear();
    if word.is_ascii() {
        if word.len() == 1 || !word.contains('.') {
            buf.push_str(word);
            buf.make_ascii_lowercase();
        } else {
            buf.extend(word.bytes().filter(|b| *b != b'.').map(|b| b.to_ascii_lowercase() as char));
        }
        return;
    }
    match form {
        Form::Loose => {
            if word.chars().count() >= 4 {
                chancery_model::fold_into(word, buf);
            } else {
                let mut add = |c: char| {
                    buf.extend(c.to_lowercase().map(straight).filter(|c| *c != '.'));
                };
                match is_nfc_quick(word.chars()) {
                    IsNormalized::Yes => word.chars().for_each(&mut add),
                    _ => word.nfc().for_each(&mut add),
                }
            }
        }
        Form::Tones => {
            let (mut tone, mut known) = (None, true);
            for c in word.chars().filter(|c| *c != '.') {
                if c.is_ascii() {
                    buf.push(straight(c.to_ascii_lowercase()));
                } else if let Some((base, own)) = syllabic(c) {
                    buf.push_str(base);
                    tone = own.or(tone);
                } else {
                    known = false;
                    break;
                }
            }
            if !known {
                buf.clear();
                tone = None;
                spell(word, &mut tone, buf);
            }
            buf.extend(tone);
        }
    }
}

/// Adds a word in lower case, decomposed, without its last tone mark, which goes to `tone`.
fn spell(word: &str, tone: &mut Option<char>, buf: &mut String) {
    for c in word.nfd().flat_map(char::to_lowercase).filter(|c| *c != '.') {
        match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => *tone = Some(c),
            c => buf.push(straight(c)),
        }
    }
}

/// What [`spell`] makes of a letter with its diacritics in one character, from a table: its rest and its tone mark.
fn syllabic(c: char) -> Option<(&'static str, Option<char>)> {
    static SPELLED: Latin<(String, Option<char>)> = Latin::new(|c| {
        let (mut tone, mut rest) = (None, String::new());
        spell(c.encode_utf8(&mut [0; 4]), &mut tone, &mut rest);
        (rest, tone)
    });
    SPELLED.get(c).map(|(rest, tone)| (rest.as_str(), *tone))
}

fn straight(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '–' | '—' | '−' => '-',
        c => c,
    }
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

fn letter(c: char) -> bool {
    chancery_model::letter(c) || c.is_numeric() || matches!(c, '\u{300}'..='\u{36f}')
}

/// What the characters of a word show.
fn looks(word: &str) -> u16 {
    let mut flags = Atom::WORD;
    // Most words are small letters and nothing else.
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return flags | Atom::LETTERS | Atom::SMALL;
    }
    let (mut upper, mut lower, mut numeric) = (0usize, 0usize, 0usize);
    let first = if word.is_ascii() {
        for b in word.bytes() {
            upper += usize::from(b.is_ascii_uppercase());
            lower += usize::from(b.is_ascii_lowercase());
            numeric += usize::from(b.is_ascii_digit());
        }
        word.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
    } else {
        for c in word.chars() {
            // After a small letter the capitals are of no interest.
            let capital = lower == 0 && c.is_uppercase();
            let alphabetic = chancery_model::letter(c);
            upper += usize::from(alphabetic && capital);
            lower += usize::from(alphabetic && !capital);
            numeric +=
                usize::from(!matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_numeric());
        }
        word.chars().next().is_some_and(char::is_uppercase)
    };
    if first {
        flags |= Atom::CAP;
    }
    if lower == 0 && upper > 1 {
        flags |= Atom::UPPER;
    }
    if numeric == 0 {
        flags |= Atom::LETTERS;
    }
    flags
}

/// Walks over words and marks; what the words look like is told where it is asked for.
fn split<const LOOKS: bool>(text: &str, range: Range<usize>, emit: &mut impl FnMut(Range<usize>, u16)) {
    let slice = &text[range.clone()];
    let base = range.start;
    let mut glue = false;
    let mut gap = true;
    let mut next = 0;
    while let Some(c) = char_at(slice, next) {
        let at = next;
        next += c.len_utf8();
        if letter(c) {
            // Most words are small letters with a space or a comma behind them.
            let small = past_small(slice, at);
            if small > at && matches!(slice.as_bytes().get(small), None | Some(b' ' | b',' | b'\n')) {
                let joined = if std::mem::take(&mut glue) {
                    Atom::GLUE
                } else if gap {
                    0
                } else {
                    Atom::TIGHT
                };
                let plain = if slice[at..small].is_ascii() { Atom::SMALL } else { 0 };
                emit(base + at..base + small, Atom::WORD | Atom::LETTERS | plain | joined);
                gap = false;
                next = small;
                continue;
            }
            let end = word_end(slice, at);
            let word = &slice[at..end];
            let mut stop = end;
            let mut flags = if LOOKS { looks(word) } else { Atom::WORD };
            if std::mem::take(&mut glue) {
                flags |= Atom::GLUE;
            } else if !gap {
                flags |= Atom::TIGHT;
            }
            let rest = &slice[end..];
            if let Some(q) = rest.chars().next().filter(|q| apostrophe(*q)) {
                let after = &rest[q.len_utf8()..];
                let mut tail = after.chars();
                let (a, b) = (tail.next(), tail.next());
                if matches!(a, Some('s' | 'S')) && !b.is_some_and(letter) {
                    flags |= Atom::POSS;
                    stop = end + q.len_utf8() + 1;
                } else if word.ends_with(['s', 'S']) && !a.is_some_and(letter) {
                    flags |= Atom::POSS;
                    stop = end + q.len_utf8();
                }
            }
            let rest = &slice[stop..];
            if rest.starts_with('.') {
                flags |= Atom::DOT;
                if word.chars().count() <= 4 || word.contains('.') {
                    stop += 1; // an abbreviation's full stop is no mark of its own
                }
            } else if rest.starts_with('-') && rest[1..].chars().next().is_some_and(letter) {
                glue = true;
                stop += 1;
            }
            emit(base + at..base + end, flags);
            gap = false;
            next = stop;
            continue;
        }
        glue = false;
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let spaced = gap && slice[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
        let flags = match c {
            ',' | '،' => Atom::COMMA,
            '(' | '[' => Atom::OPEN,
            ')' | ']' => Atom::CLOSE,
            '-' | '–' | '—' if spaced => Atom::DASH,
            '–' | '—' => Atom::DASH,
            _ => 0,
        };
        emit(base + at..base + at + c.len_utf8(), flags);
        gap = false;
    }
}

/// Where the word that begins at `at` ends: apostrophes within stay, except after a single letter or `qu` (`l'`, `d'`), where
/// the word ends behind the apostrophe; full stops between single letters stay (`U.S`).
fn word_end(slice: &str, at: usize) -> usize {
    let bytes = &slice[at..];
    // Most words end where their letters do; the first may be a capital.
    let mut plain = bytes.chars().next().map_or(0, char::len_utf8);
    loop {
        let run = bytes.as_bytes()[plain..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let small = past_small(bytes, plain + run);
        if small == plain {
            break;
        }
        plain = small;
    }
    if plain > 0 && bytes.as_bytes().get(plain).is_none_or(|b| b.is_ascii() && !matches!(b, b'\'' | b'.')) {
        return at + plain;
    }
    let mut end = 0;
    let mut letters = 0usize;
    let mut part = 0usize;
    let mut chars = bytes.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if letter(c) {
            letters += 1;
            part += 1;
            end = i + c.len_utf8();
            continue;
        }
        let next = chars.peek().map(|(_, c)| *c);
        if apostrophe(c) && next.is_some_and(letter) {
            let head = &bytes[..end];
            // `N'Guesso`, `M'Bow`: a capital behind a capital is no elision but a name.
            let mut ahead = bytes[i + c.len_utf8()..].chars();
            let named = matches!(head, "N" | "M")
                && ahead.next().is_some_and(char::is_uppercase)
                && ahead.next().is_some_and(char::is_lowercase);
            if letters == 1 && !named || head.eq_ignore_ascii_case("qu") {
                return at + i + c.len_utf8();
            }
            let mut tail = bytes[i + c.len_utf8()..].chars();
            if matches!(tail.next(), Some('s' | 'S')) && !tail.next().is_some_and(letter) {
                break;
            }
            part = 0;
            continue;
        }
        if c == '.' && part == 1 && next.is_some_and(char::is_uppercase) {
            let mut tail = bytes[i + 1..].chars();
            tail.next();
            if tail.next().is_none_or(|c| !letter(c)) {
                part = 0;
                continue;
            }
        }
        break;
    }
    at + end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        Interner::new(Form::Loose).atoms(text, 0..text.len(), &mut String::new(), &mut out);
        out.iter()
            .map(|a| {
                let mut s = a.of(text).to_owned();
                for (on, mark) in [(a.glue(), "-"), (a.poss(), "+"), (a.dot(), ".")] {
                    if on {
                        s.push_str(mark);
                    }
                }
                s
            })
            .collect()
    }

    #[test]
    fn splits_what_writers_join() {
        assert_eq!(words("India's Secretary-General"), ["India+", "Secretary", "General-"]);
        assert_eq!(words("l’Assemblée d'État"), ["l’", "Assemblée", "d'", "État"]);
        assert_eq!(words("J.Duclos and K.P. Oli, U.S."), ["J.", "Duclos", "and", "K.P.", "Oli", ",", "U.S."]);
        assert_eq!(words("Hu'akavameiliku (West)"), ["Hu'akavameiliku", "(", "West", ")"]);
        assert_eq!(words("the countries' envoys"), ["the", "countries+", "envoys"]);
        assert_eq!(words("PARIS – Le"), ["PARIS", "–", "Le"]);
    }

    #[test]
    fn letters_are_spelled_alike_from_the_table_and_without() {
        for word in ["Nguyễn", "ĐƯỜNG", "Quảng", "ma\u{300}", "a.b", "Ǖ", "ÇA"] {
            let (mut tone, mut plain, mut buf) = (None, String::new(), String::new());
            spell(word, &mut tone, &mut plain);
            plain.extend(tone);
            normal(word, Form::Tones, &mut buf);
            assert_eq!(buf, plain.replace('.', ""), "{word}");
        }
    }

    #[test]
    fn tone_marks_may_stand_on_either_vowel() {
        let mut interner = Interner::new(Form::Tones);
        let mut keys = |text: &str| {
            let mut keys = Vec::new();
            interner.intern(text, |key| keys.push(key));
            keys
        };
        assert_eq!(keys("hòa"), keys("HOÀ"));
        assert_ne!(keys("hóa"), keys("hòa"));
    }
}
