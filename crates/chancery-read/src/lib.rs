//! Bytes of a page to a [`Document`]: its text, the role of each stretch of it, language, headline, date and dateline.
//!
//! * [`read`] takes bytes and [`Hints`] and returns a [`Document`] or a [`ReadError`].
//! * The main article is item 0; teasers, related articles and further articles of the page are items of their own.
//! * What pages put around an article (counters, bylines, share buttons, agency marks, comments) stays in the text as
//!   [`BlockRole::Clutter`](chancery_model::BlockRole::Clutter), so that offsets hold and nobody codes it.
//!
//! The words that tell such things are data (`data/*.tsv`); no source file of this crate knows a word of any language.
//!
//! ```
//! use chancery_read::{Hints, read};
//! let page = "Talks in Vienna\n\nVIENNA, May 3 – The two ministers met on Friday and agreed to meet again.";
//! let doc = read(page.as_bytes(), &Hints::default()).unwrap();
//! assert_eq!(doc.title.as_deref(), Some("Talks in Vienna"));
//! assert_eq!(doc.lang, "en");
//! assert_eq!(doc.dateline.unwrap().place.as_deref(), Some("VIENNA"));
//! ```

mod charset;
mod clutter;
mod date;
mod dateline;
mod html;
mod items;
mod language;
mod plain;
mod vocab;

use chancery_model::Document;
use sha2::{Digest, Sha256};

/// Largest page that is read, in bytes.
pub const LARGEST: usize = 64 * 1024 * 1024;

/// What is known of a page from outside it; each value overrides what the page says.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// Where it came from (path or address).
    pub source: String,
    /// File name extension or media type, lower case (`html`, `txt`, `md`), where known.
    pub format: Option<String>,
    /// BCP 47 tag.
    pub lang: Option<String>,
    /// Publication date.
    pub date: Option<chancery_model::Edtf>,
}

/// Why bytes are no document.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes, or white space only.
    #[error("the file is empty: there is nothing to read; check that it was saved or downloaded in full")]
    Empty,
    /// Bytes of a format that is no text.
    #[error("this is {what}, not text: convert it to plain text or HTML first")]
    Binary {
        /// What the bytes look like.
        what: &'static str,
    },
    /// A page whose text is made by a program, or which has none.
    #[error(
        "the page holds no text: it may be filled in by a script; save it from a browser, or save its text"
    )]
    NoText,
    /// More than [`LARGEST`] bytes.
    #[error(
        "the file has {bytes} bytes, more than the {LARGEST} that are read: split it into single documents"
    )]
    TooLarge {
        /// Size of the input.
        bytes: usize,
    },
}

/// Reads a page.
///
/// # Errors
///
/// [`ReadError`] where the bytes are no page: nothing else fails, and doubts are in [`Document::warnings`].
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if bytes.iter().all(|b| b.is_ascii_whitespace()) {
        return Err(ReadError::Empty);
    }
    charset::refuse_binary(bytes)?;
    let decoded = charset::decode(bytes);
    let text = line_ends(decoded.text.into_owned());
    let mut doc = Document {
        id: Sha256::digest(bytes).iter().take(8).map(|b| format!("{b:02x}")).collect(),
        source: hints.source.clone(),
        date: hints.date,
        warnings: decoded.warnings,
        ..Document::default()
    };
    if !text.chars().any(char::is_alphanumeric) {
        return Err(ReadError::NoText);
    }
    if is_html(&text, hints) {
        html::read(&mut doc, &text, hints.lang.as_deref(), &html::Densest)?;
        return Ok(checked(doc));
    }
    doc.lang = match &hints.lang {
        Some(lang) => lang.clone(),
        None => language::detect(&text, None).to_owned(),
    };
    doc.text = text;
    plain::read(&mut doc, is_markdown(hints));
    Ok(checked(doc))
}

/// Adds what is in doubt about the whole.
fn checked(mut doc: Document) -> Document {
    doc.date = doc.date.take().or_else(|| date::address(&doc.source));
    if doc.lang == "und" {
        doc.warnings.push("the language could not be told: give it with the page".to_owned());
    }
    doc
}

fn is_html(text: &str, hints: &Hints) -> bool {
    match hints.format.as_deref() {
        Some("html" | "htm" | "xhtml" | "text/html" | "application/xhtml+xml" | "php" | "aspx") => {
            text.contains('<')
        }
        Some("md" | "markdown" | "text/markdown") => false,
        _ => html::is_html(text),
    }
}

/// Line ends as `\n`, and NUL and other control characters that some programs leave behind as spaces.
fn line_ends(text: String) -> String {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !may_be_odd(text.as_bytes()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            c if odd(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// False for text that certainly holds neither control characters but `\n` and `\t` nor separators of lines and paragraphs.
fn may_be_odd(text: &[u8]) -> bool {
    // Of the characters in question the first bytes are either their own (ASCII) or two: C2 for U+0080 to U+009F, which
    // it shares with Latin signs, and E2 for U+2028 and U+2029, which it shares with quotation marks and dashes.
    let suspect =
        |b: &u8| (*b < 32) & (*b != b'\n') & (*b != b'\t') | (*b == 127) | (*b == 0xc2) | (*b == 0xe2);
    let odd = |at: usize| match text[at..] {
        [0xc2, next, ..] => next < 0xa0,
        [0xe2, 0x80, next, ..] => matches!(next, 0xa8 | 0xa9),
        [0xe2, ..] => false,
        _ => true,
    };
    text.chunks(64).enumerate().any(|(n, part)| {
        part.iter().fold(false, |any, b| any | suspect(b))
            && part.iter().enumerate().any(|(i, b)| suspect(b) && odd(n * 64 + i))
    })
}

fn is_markdown(hints: &Hints) -> bool {
    matches!(hints.format.as_deref(), Some("md" | "markdown" | "text/markdown"))
}

#[cfg(test)]
mod tests {
    use super::line_ends;

    #[test]
    fn line_ends_are_one_and_control_characters_spaces() {
        let far = "é – “a” ".repeat(20);
        for (text, want) in [
            ("a\r\nb\rc", "a\nb\nc"),
            ("a\u{2028}b\u{2029}c\u{85}d", "a\nb\nc\nd"),
            ("a\u{0}b\u{7f}c\u{9f}d", "a b c d"),
            ("a\tb\nc\u{a0}d\u{2027}e", "a\tb\nc\u{a0}d\u{2027}e"),
        ] {
            assert_eq!(line_ends(format!("{far}{text}")), format!("{far}{want}"));
        }
    }
}
