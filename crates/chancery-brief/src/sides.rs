//! Names of states and organisations.

use crate::BriefError;

/// What pages need to know of states and organisations. The registry knows it; tests may use a list of their own.
pub trait Sides {
    /// Ids that a text may stand for: an id, a name, an adjective, in any language.
    fn find(&self, text: &str) -> Vec<String>;
    /// The name of a side in a language.
    fn label(&self, id: &str, lang: &str) -> Option<String>;
}

/// Knows no names: every text is taken for an id.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ids;

impl Sides for Ids {
    fn find(&self, text: &str) -> Vec<String> {
        vec![text.trim().to_uppercase()]
    }
    fn label(&self, _id: &str, _lang: &str) -> Option<String> {
        None
    }
}

/// The id of a side as somebody typed it.
pub fn resolve(sides: &dyn Sides, text: &str) -> Result<String, BriefError> {
    let mut found = sides.find(text);
    found.dedup();
    match found.len() {
        0 => Err(BriefError::UnknownSide(text.to_owned())),
        1 => Ok(found.remove(0)),
        _ => Err(BriefError::AmbiguousSide(text.to_owned(), found.join(", "))),
    }
}
