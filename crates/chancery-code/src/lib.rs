//! Annotated sentences to records: who is meant, what happened, and what is the same thing told twice.

use chancery_model::{Annotated, Document, Record, Sentence};
use chancery_pack::{Fault, Pack, Registry};

/// Codes the documents of one language.
#[derive(Debug)]
pub struct Coder {}

impl Coder {
    /// Compiles the pack's rules.
    pub fn new(_pack: &Pack, _registry: &Registry) -> Result<Coder, Fault> {
        Ok(Coder {})
    }
    /// True when the sentence can state something: it holds a trigger. Cheap; only such sentences are parsed.
    pub fn matters(&self, _sent: &Sentence) -> bool {
        true
    }
    /// The records of a document, in text order.
    pub fn code(&self, _doc: &Document, _text: &mut Annotated) -> Vec<Record> {
        Vec::new()
    }
}
