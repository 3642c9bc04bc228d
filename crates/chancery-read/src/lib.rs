//! Bytes of a page to a [`Document`].

use chancery_model::Document;

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
    #[error("the file is empty")]
    Empty,
}

/// Reads a page.
pub fn read(_bytes: &[u8], _hints: &Hints) -> Result<Document, ReadError> {
    Err(ReadError::Empty)
}
