//! Classes of characters and the looked-up form of a word.

use smol_str::SmolStr;
use unicode_normalization::char::canonical_combining_class;

/// What a character does in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// White space, controls and zero-width spaces: never part of a token.
    Space,
    /// Letters of any script.
    Letter,
    /// Digits and other numerals.
    Digit,
    /// Marks, joiners, soft hyphens: they belong to whatever stands before them.
    Cont,
    /// Apostrophes, straight or curly.
    Apostrophe,
    /// Hyphens (not dashes).
    Hyphen,
    /// Any other punctuation or symbol.
    Punct,
}

/// The class of a character.
#[inline]
pub(super) fn class(c: char) -> Class {
    match ASCII.get(c as usize) {
        Some(class) => *class,
        None => beyond_ascii(c),
    }
}

/// The classes of ASCII, looked up for nearly every character of a text.
static ASCII: [Class; 128] = {
    let mut classes = [Class::Space; 128];
    let mut b = 0;
    while b < 128 {
        classes[b as usize] = match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'-' => Class::Hyphen,
            b'!'..=b'~' => Class::Punct,
            _ => Class::Space,
        };
        b += 1;
    }
    classes
};

fn beyond_ascii(c: char) -> Class {
    match c {
        '\u{2019}' | '\u{2bc}' => Class::Apostrophe,
        '\u{2010}' | '\u{2011}' => Class::Hyphen,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => Class::Cont,
        '\u{200b}' | '\u{feff}' | '\u{2060}' => Class::Space,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if c != '×' && c != '÷' => Class::Letter,
        _ if c.is_whitespace() || c.is_control() => Class::Space,
        _ if c >= '\u{300}' && canonical_combining_class(c) != 0 => Class::Cont,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Punct,
    }
}

/// The class of the character that starts at byte `at`, and how many bytes it has; `None` at the end of the text.
#[inline]
pub(super) fn step(text: &str, at: usize) -> Option<(Class, usize)> {
    let bytes = text.as_bytes();
    match (*bytes.get(at)?, bytes.get(at + 1)) {
        (b, _) if b.is_ascii() => Some((ASCII[usize::from(b)], 1)),
        // The letters of Latin script need not be decoded: U+00C0 to U+023F but for two signs, U+1E00 to U+1EFF.
        (0xc4..=0xc8, _) => Some((Class::Letter, 2)),
        (0xc3, Some(next)) if !matches!(next, 0x97 | 0xb7) => Some((Class::Letter, 2)),
        (0xe1, Some(0xb8..=0xbb)) => Some((Class::Letter, 3)),
        _ => text.get(at..)?.chars().next().map(|c| (class(c), c.len_utf8())),
    }
}

/// The character that starts at byte `at`, if any.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(b) if b.is_ascii() => Some(*b as char),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

/// The class of the character that starts at byte `at`; white space at the end of the text.
pub(super) fn class_at(text: &str, at: usize) -> Class {
    step(text, at).map_or(Class::Space, |(class, _)| class)
}

/// The character that ends at byte `at`, if any.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Lower case, straight apostrophes and hyphens, plain spaces, without joiners: of a text in NFC.
pub(super) fn lower(text: &str, buf: &mut String) -> SmolStr {
    if text.len() <= 23 && text.is_ascii() {
        if !text.bytes().any(|b| b.is_ascii_uppercase()) {
            return SmolStr::new(text);
        }
        buf.clear();
        buf.push_str(text);
        buf.make_ascii_lowercase();
        return SmolStr::new(buf.as_str());
    }
    buf.clear();
    for c in text.chars() {
        if let Some(small) = chancery_model::small(c) {
            buf.push(small);
            continue;
        }
        match c {
            '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`' | '´' => buf.push('\''),
            '\u{2010}' | '\u{2011}' => buf.push('-'),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{2060}' | '\u{feff}' => {}
            _ if c.is_ascii() => buf.push(c.to_ascii_lowercase()),
            // `65ᵉ`, `1ᵉʳ`: raised letters are the letters.
            'ᵉ' => buf.push('e'),
            'ʳ' => buf.push('r'),
            'ˢ' => buf.push('s'),
            'ᵈ' => buf.push('d'),
            'ᵐ' => buf.push('m'),
            'ⁿ' => buf.push('n'),
            _ if c.is_whitespace() || c.is_control() => {
                if !buf.ends_with(' ') {
                    buf.push(' ');
                }
            }
            _ => buf.extend(c.to_lowercase()),
        }
    }
    if buf.is_empty() {
        // A token of joiners alone keeps a form, so that no look-up sees an empty key.
        return SmolStr::new_static("\u{fffd}");
    }
    SmolStr::new(buf.as_str())
}

/// True for marks that may close a quotation or bracket.
pub(super) fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{2019}' | '”' | '»' | ')' | ']' | '}' | '›' | '〉' | '」' | '』')
}

/// True for signs that open an entry of a list.
pub(super) fn bullet(c: char) -> bool {
    matches!(c, '•' | '●' | '▪' | '■' | '◦' | '‣' | '⁃' | '▸' | '►' | '✔' | '✓')
}

#[cfg(test)]
mod tests {
    use super::{class, lower, step};

    #[test]
    fn classes_are_told_from_bytes_as_from_characters() {
        for c in ('\0'..='\u{2FFF}').chain(['\u{fe0f}', '\u{feff}', '中', '\u{1F600}']) {
            let text = format!("{c}x");
            assert_eq!(step(&text, 0), Some((class(c), c.len_utf8())), "{c:?}");
        }
        assert_eq!((step("é", 1), step("é", 2)), (None, None));
    }

    #[test]
    fn forms_are_in_lower_case() {
        let mut buf = String::new();
        for (text, form) in
            [("The", "the"), ("ĐƯỜNG", "đường"), ("L’Île", "l'île"), ("1ᵉʳ", "1er"), ("co\u{ad}op", "coop")]
        {
            assert_eq!(lower(text, &mut buf), form);
        }
    }
}
