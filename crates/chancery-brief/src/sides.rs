//! Names of states and organisations.

use crate::BriefError;
use chancery_model::fold;

/// What pages need to know of states and organisations. The registry knows it; tests may use a list of their own.
pub trait Sides {
    /// Ids that a text may stand for: an id, a name, an adjective, in any language.
    fn find(&self, text: &str) -> Vec<String>;
    /// The name of a side in a language.
    fn label(&self, id: &str, lang: &str) -> Option<String>;
    /// What a place in a state is called on pages, where another name of it was read; `None` where only what was read is
    /// known.
    fn place(&self, name: &str, country: &str, lang: &str) -> Option<String> {
        let _ = (name, country, lang);
        None
    }
    /// True for an organisation, whose people hold no office of a state.
    fn organisation(&self, id: &str) -> bool {
        let _ = id;
        false
    }
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

impl Sides for chancery_pack::Registry {
    /// A party or a body stands for the state that it belongs to.
    fn find(&self, text: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for id in chancery_pack::Registry::find(self, text) {
            let side = self.side_of(id).unwrap_or(id);
            if !out.iter().any(|s| s == side) {
                out.push(side.to_owned());
            }
        }
        out
    }
    fn label(&self, id: &str, lang: &str) -> Option<String> {
        chancery_pack::Registry::label(self, id, lang).map(|l| l.into_owned())
    }
    fn place(&self, name: &str, country: &str, lang: &str) -> Option<String> {
        let key = fold(name);
        let mut here = self.cities().iter().filter(|c| c.country == country);
        match here.find(|c| c.forms().any(|(form, _)| fold(form) == key)) {
            Some(city) => Some(city.name.to_owned()),
            // A name of the state itself, short or long.
            None if Sides::find(self, name) == [country] => Sides::label(self, country, lang),
            None => None,
        }
    }
    fn organisation(&self, id: &str) -> bool {
        self.actor(id).is_some_and(|a| a.kind == chancery_pack::ActorKind::Organisation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_one_name() {
        let registry = chancery_pack::Registry::load().unwrap();
        let place = |name: &str, country: &str| Sides::place(&registry, name, country, "en");
        assert_eq!(place("Viêng Chăn", "LAO").as_deref(), Some("Vientiane"));
        assert_eq!(place("Cộng hòa Pháp", "FRA").as_deref(), Some("France"));
        assert_eq!(place("Palais des Colonies", "FRA"), None);
        assert!(registry.organisation("ASEAN") && !registry.organisation("VNM"));
    }

    #[test]
    fn sides_are_found_by_any_name() {
        let registry = chancery_pack::Registry::load().unwrap();
        for text in ["VNM", "Vietnam", "Việt Nam", "viet nam"] {
            assert_eq!(resolve(&registry, text).unwrap(), "VNM", "{text}");
        }
        assert!(matches!(resolve(&registry, "Atlantis"), Err(BriefError::UnknownSide(_))));
    }
}
