//! Part of speech, lemma, features, heads and relations: a trained model per language.

use chancery_model::Sentence;
use chancery_pack::{Fault, Pack};

/// Tagger and parser of one language.
#[derive(Debug)]
pub struct Model {}

impl Model {
    /// Unpacks the pack's weights.
    pub fn new(_pack: &Pack) -> Result<Model, Fault> {
        Ok(Model {})
    }
    /// Fills in part of speech, lemma and features.
    pub fn tag(&self, _text: &str, _sent: &mut Sentence) {}
    /// Fills in heads and relations.
    pub fn parse(&self, _sent: &mut Sentence) {}
}
