//! The NFC view of a stretch of text, with the way back to its own bytes.

use super::chars::Class;
use super::chars::class;
use chancery_model::surely_nfc;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text in NFC; `map` is present where it differs from the original.
pub(super) struct View<'t> {
    /// The text to read.
    pub text: Cow<'t, str>,
    /// For every byte of the view (and one past it): first byte and end of the original piece it comes from.
    map: Option<Vec<(u32, u32)>>,
}

impl<'t> View<'t> {
    pub fn new(text: &'t str) -> View<'t> {
        if surely_nfc(text.as_bytes()) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
            return View { text: Cow::Borrowed(text), map: None };
        }
        let mut out = String::with_capacity(text.len());
        let mut map = Vec::with_capacity(text.len() + 1);
        let mut start = 0;
        while start < text.len() {
            let end = piece(text, start);
            let before = out.len();
            out.extend(text[start..end].nfc());
            if out[before..] == text[start..end] {
                // Unchanged: every character leads back to its own place.
                for (i, c) in text[start..end].char_indices() {
                    let at = start + i;
                    map.resize(map.len() + c.len_utf8(), (at as u32, (at + c.len_utf8()) as u32));
                }
            } else {
                map.resize(out.len(), (start as u32, end as u32));
            }
            start = end;
        }
        map.push((text.len() as u32, text.len() as u32));
        View { text: Cow::Owned(out), map: Some(map) }
    }

    /// The original bytes of `start..end` of the view.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        match &self.map {
            None => (start, end),
            Some(map) => {
                let first = map.get(start).map_or(0, |m| m.0);
                let last = end.checked_sub(1).and_then(|e| map.get(e)).map_or(first, |m| m.1);
                (first as usize, last.max(first) as usize)
            }
        }
    }
}

/// Most characters of a piece. No writing stacks so many marks (Unicode's stream-safe format allows thirty); without a
/// bound every token cut from a run of marks would lead back to all of it.
const MOST: usize = 64;

/// The end of the piece that starts at `start`: normalising pieces one by one equals normalising the whole.
fn piece(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().enumerate();
    chars.next();
    chars.find(|&(n, (_, c))| n == MOST || begins(c)).map_or(text.len(), |(_, (i, _))| start + i)
}

/// True for characters that never combine with the one before them.
fn begins(c: char) -> bool {
    let quick = |c: char| is_nfc_quick(std::iter::once(c));
    c.is_ascii()
        || class(c) != Class::Cont
            && match quick(c) {
                IsNormalized::Yes => true,
                IsNormalized::Maybe => false,
                IsNormalized::No => std::iter::once(c)
                    .nfd()
                    .next()
                    .is_some_and(|d| class(d) != Class::Cont && quick(d) == IsNormalized::Yes),
            }
}

#[cfg(test)]
mod tests {
    use super::View;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn leads_back_to_the_original() {
        let nfc = "Hà Nội: hội đàm";
        let nfd: String = nfc.nfd().collect();
        let view = View::new(&nfd);
        assert_eq!(view.text, nfc);
        let at = nfc.find("Nội").unwrap();
        let (a, b) = view.original(at, at + "Nội".len());
        assert_eq!(nfd[a..b].nfc().collect::<String>(), "Nội");
        assert!(matches!(View::new(nfc).text, std::borrow::Cow::Borrowed(_)));
    }
}
