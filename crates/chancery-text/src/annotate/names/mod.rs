//! People with their offices and sides, actors, places and groups.

use chancery_model::{Document, Person, Sentence};
use chancery_pack::{Fault, Pack, Registry};

/// Finds names in one language.
#[derive(Debug)]
pub struct Names {}

impl Names {
    /// Compiles the pack's and the registry's names.
    pub fn new(_pack: &Pack, _registry: &Registry) -> Result<Names, Fault> {
        Ok(Names {})
    }
    /// Adds person, actor, place and group mentions to the sentences (dates are there already) and
    /// returns the people they mention.
    pub fn annotate(&self, _doc: &Document, _sentences: &mut [Sentence]) -> Vec<Person> {
        Vec::new()
    }
}
