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

/// The form for loose comparison: lower case, no diacritics, `đ` as `d`, straight apostrophes, single spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
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
    out
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
    of: fn(char) -> T,
}

impl<T> Latin<T> {
    /// A table of what `of` says of each letter, made when it is first asked.
    pub const fn new(of: fn(char) -> T) -> Latin<T> {
        Latin { table: OnceLock::new(), of }
    }

    /// What is told of `c`; `None` for other characters, ASCII among them.
    #[inline]
    pub fn get(&self, c: char) -> Option<&T> {
        let at = match u32::from(c) {
            n @ 0xC0..=0x24F => n - 0xC0,
            n @ 0x1E00..=0x1EFF => n - 0x1E00 + 0x190,
            _ => return None,
        };
        let letters = || ('\u{C0}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}');
        self.table.get_or_init(|| letters().map(self.of).collect()).get(at as usize)
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
    use super::{fold, latin, letter, small};

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
