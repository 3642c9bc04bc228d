//! Dates as EDTF against the dateline or publication date.

use chancery_model::{Document, Sentence};
use chancery_pack::{Fault, Pack};

/// Finds and reads dates in one language.
#[derive(Debug)]
pub struct Dates {}

impl Dates {
    /// Compiles the pack's date vocabulary.
    pub fn new(_pack: &Pack) -> Result<Dates, Fault> {
        Ok(Dates {})
    }
    /// Adds [`chancery_model::MentionKind::Time`] mentions to the sentences.
    pub fn annotate(&self, _doc: &Document, _sentences: &mut [Sentence]) {}
}
