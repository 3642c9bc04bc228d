//! Sentences and tokens.

use chancery_model::{Document, Sentence};
use chancery_pack::{Fault, Pack};

/// Splits the blocks of a document into sentences and tokens.
#[derive(Debug)]
pub struct Segmenter {}

impl Segmenter {
    /// Compiles the pack's abbreviations, clitics and words.
    pub fn new(_pack: &Pack) -> Result<Segmenter, Fault> {
        Ok(Segmenter {})
    }
    /// Sentences of every news block, in text order.
    pub fn segment(&self, _doc: &Document) -> Vec<Sentence> {
        Vec::new()
    }
}
