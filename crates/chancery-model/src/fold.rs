use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// What [`char::is_alphabetic`] says, without its tables for the letters of languages in Latin script.
#[inline]
pub fn letter(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphabetic(),
        '\u{C0}'..='\u{24F}' => c != '×' && c != '÷',
        '\u{1E00}'..='\u{1EFF}' => true,
        _ => c.is_alphabetic(),
    }
}

/// The small letter of a letter with its diacritics in one character, from a table; `None` for other characters, ASCII among
/// them, and where it is more than one character.
#[inline]
pub fn small(c: char) -> Option<char> {
    static SMALL: Latin<Option<char>> = Latin::new(|c| {
        let mut small = c.to_lowercase();
        small.next().filter(|_| small.next().is_none())
    });
    SMALL.get(c).copied().flatten()
}

/// The end of the small letters from byte `at`: of ASCII, and of Latin script with their diacritics in one character. They
/// are the same in lower case, and composed.
#[inline]
pub fn past_small(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let ascii = |at: usize| at + bytes[at..].iter().take_while(|b| b.is_ascii_lowercase()).count();
    let mut at = ascii(at);
    while let Some(length) = small_at(&bytes[at..]) {
        at = ascii(at + length);
    }
    at
}

/// The bytes of the small letter with its diacritics in one character that some bytes begin with, if they do.
#[inline]
fn small_at(bytes: &[u8]) -> Option<usize> {
    static SMALL: Latin<bool> = Latin::new(|c| letter(c) && small(c) == Some(c));
    let low = |b: u8| u32::from(b & 0x3f);
    let (code, length) = match *bytes {
        [lead @ 0xc3..=0xc9, next, ..] => (u32::from(lead & 0x1f) << 6 | low(next), 2),
        [0xe1, next @ 0xb8..=0xbb, last, ..] => (0x1000 | low(next) << 6 | low(last), 3),
        _ => return None,
    };
    (*SMALL.of(code)?).then_some(length)
}

/// True when a glance at the bytes shows NFC: Latin, Vietnamese and general punctuation. False means "look closer".
pub fn surely_nfc(bytes: &[u8]) -> bool {
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        i += match b {
            0..=0x7f => 1,
            // Up to U+02FF nothing composes or decomposes under NFC.
            0x80..=0xcb => 2,
            0xe1 if matches!(bytes.get(i + 1), Some(0xb8..=0xbb)) => 3,
            0xe2 if matches!((bytes.get(i + 1), bytes.get(i + 2)), (Some(0x80), Some(0x82..=0xbf))) => 3,
            _ => return false,
        };
    }
    true
}

/// The form for loose comparison: lower case, no diacritics, `đ` as `d`, straight apostrophes, single spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Adds the form of [`fold`] to an empty string.
pub fn fold_into(text: &str, out: &mut String) {
    let mut gap = false;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii() {
            let run = &text[at..at + plain(&text.as_bytes()[at..])];
            at += run.len().max(1);
            if run.is_empty() {
                gap = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            let from = out.len();
            out.push_str(run);
            out[from..].make_ascii_lowercase();
            if out.ends_with(' ') {
                out.pop();
                gap = true;
            }
            continue;
        }
        at += c.len_utf8();
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        let rare;
        let part = match latin(c) {
            Some(folded) => folded,
            None => {
                rare = folded(c);
                &rare
            }
        };
        if !part.is_empty() {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            match *part.as_bytes() {
                // Most letters lose their marks and are then one byte.
                [one] => out.push(one as char),
                _ => out.push_str(part),
            }
        }
    }
}

/// How many bytes from the first on are ASCII without white space but single spaces between others.
fn plain(bytes: &[u8]) -> usize {
    let mut space = true;
    let stop = bytes.iter().position(|b| {
        let after = std::mem::replace(&mut space, *b == b' ');
        !b.is_ascii() || b.is_ascii_whitespace() && (*b != b' ' || after)
    });
    stop.unwrap_or(bytes.len())
}

/// The folded form of a letter with its diacritics in one character, from a table.
fn latin(c: char) -> Option<&'static str> {
    static FOLDED: Latin<String> = Latin::new(folded);
    FOLDED.get(c).map(String::as_str)
}

/// Something told once of each letter of languages in Latin script that has its diacritics in one character.
#[derive(Debug)]
pub struct Latin<T> {
    table: OnceLock<Vec<T>>,
    tell: fn(char) -> T,
}

impl<T> Latin<T> {
    /// A table of what `tell` says of each letter, made when it is first asked.
    pub const fn new(tell: fn(char) -> T) -> Latin<T> {
        Latin { table: OnceLock::new(), tell }
    }

    /// What is told of `c`; `None` for other characters, ASCII among them.
    #[inline]
    pub fn get(&self, c: char) -> Option<&T> {
        self.of(u32::from(c))
    }

    /// The same of a character by its number.
    #[inline]
    fn of(&self, c: u32) -> Option<&T> {
        let at = match c {
            n @ 0xC0..=0x24F => n - 0xC0,
            n @ 0x1E00..=0x1EFF => n - 0x1E00 + 0x190,
            _ => return None,
        };
        let letters = || ('\u{C0}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}');
        self.table.get_or_init(|| letters().map(self.tell).collect()).get(at as usize)
    }
}

/// The folded form of one character.
fn folded(c: char) -> String {
    let mut out = String::new();
    for d in std::iter::once(c).nfd().flat_map(char::to_lowercase) {
        match d {
            'đ' | 'ð' => out.push('d'),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            '’' | '‘' | '`' | '´' | 'ʼ' => out.push('\''),
            '\u{300}'..='\u{36f}' => {}
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fold, latin, letter, past_small, small, surely_nfc};

    #[test]
    fn tables_say_what_the_standard_library_says() {
        for c in '\0'..='\u{2FFF}' {
            assert_eq!(letter(c), c.is_alphabetic(), "{c:?}");
            if let Some(small) = small(c) {
                assert_eq!(small.to_string(), c.to_lowercase().to_string());
            }
        }
        assert_eq!([latin('\u{BF}'), latin('À'), latin('\u{24F}')], [None, Some("a"), Some("ɏ")]);
        assert_eq!(
            [latin('\u{250}'), latin('Ḁ'), latin('ệ'), latin('ỿ')],
            [None, Some("a"), Some("e"), Some("ỿ")]
        );
        assert_eq!(latin('\u{1F00}'), None);
        assert_eq!([small('Ắ'), small('ÿ'), small('İ'), small('A')], [Some('ắ'), Some('ÿ'), None, None]);
    }

    #[test]
    fn small_letters_are_told_from_their_bytes() {
        for c in '\0'..='\u{2FFF}' {
            let text = format!("a{c}b");
            let small = c.is_alphabetic() && c.to_string() == c.to_lowercase().to_string();
            let told = past_small(&text, 0) > 1;
            assert!(
                !told || small && !c.is_uppercase() && !c.is_numeric() && surely_nfc(text.as_bytes()),
                "{c:?}"
            );
            assert!(
                told || !small || !matches!(c, 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'),
                "{c:?}"
            );
            assert_eq!(past_small(&text, 0), if told { text.len() } else { 1 });
        }
        assert_eq!(past_small("hội đàm", 0), "hội".len());
        assert_eq!((past_small("é", 2), past_small("é\u{c9}", 0)), (2, 2));
    }

    /// [`fold`] without its short cuts.
    fn folded_one_by_one(text: &str) -> String {
        let (mut out, mut gap) = (String::new(), false);
        for c in text.chars() {
            let white = if c.is_ascii() { c.is_ascii_whitespace() } else { c.is_whitespace() };
            let part = if c.is_ascii() { c.to_ascii_lowercase().to_string() } else { super::folded(c) };
            if white {
                gap = !out.is_empty();
            } else if !part.is_empty() {
                out.push_str(if std::mem::take(&mut gap) { " " } else { "" });
                out.push_str(&part);
            }
        }
        out
    }

    #[test]
    fn stretches_fold_as_their_characters_do() {
        let letters = [' ', 'A', 'b', '\t', 'É', '\u{301}', '\u{a0}', '\u{b}', 'đ'];
        for n in 0..letters.len().pow(5) {
            let text: String = (0..5).map(|k| letters[n / letters.len().pow(k) % letters.len()]).collect();
            assert_eq!(fold(&text), folded_one_by_one(&text), "{text:?}");
        }
    }

    #[test]
    fn folds_what_writers_vary() {
        assert_eq!(fold("Đà  Nẵng"), "da nang");
        assert_eq!(fold("L\u{2019}Élysée"), "l'elysee");
        assert_eq!(fold("Ho\u{300}a\u{a0}bi\u{300}nh "), "hoa binh");
        assert_eq!(fold("cœur"), "coeur");
        assert_eq!(fold("  A  B\tC\u{a0} D\u{b}e é "), "a b c d\u{b}e e");
        assert_eq!(fold(" \n ") + &fold("") + &fold("X"), "x");
    }
}
