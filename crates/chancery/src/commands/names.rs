//! Names of sides as users type them and as pages show them, and the failures of questions.

use super::store;
use crate::failure::{Failure, Kind};
use crate::pipeline::broken_pack;
use chancery_brief::{BriefError, Sides};
use chancery_pack::Registry;

/// The registry as pages need it.
pub struct Names(Registry);

impl Names {
    /// Loads the registry.
    pub fn load() -> Result<Names, Failure> {
        Registry::load().map(Names).map_err(|fault| broken_pack(&fault))
    }

    /// The id of a side by its name in any language, code or id.
    pub fn side(&self, text: &str) -> Result<String, Failure> {
        chancery_brief::resolve(self, text).map_err(failure)
    }
}

impl Sides for Names {
    fn find(&self, text: &str) -> Vec<String> {
        self.0.find(text).into_iter().map(str::to_owned).collect()
    }
    fn label(&self, id: &str, lang: &str) -> Option<String> {
        self.0.label(id, lang).map(std::borrow::Cow::into_owned)
    }
    fn place(&self, name: &str, country: &str, lang: &str) -> Option<String> {
        Sides::place(&self.0, name, country, lang)
    }
    fn organisation(&self, id: &str) -> bool {
        self.0.organisation(id)
    }
}

/// A question without an answer, as the user is told.
pub fn failure(e: BriefError) -> Failure {
    let message = e.to_string();
    match e {
        BriefError::Ledger(e) => store::failure(e),
        BriefError::UnknownSide(_) => Failure::new(Kind::Usage, message).hint(
            "write a name in a language that `chancery packs` shows, or an ISO code: Vietnam, VNM, ASEAN",
        ),
        BriefError::AmbiguousSide(..) => {
            Failure::new(Kind::Usage, message).hint("write the code of the one you mean")
        }
        BriefError::NoLabels(..) => {
            Failure::new(Kind::Usage, message).hint("choose one of these with --lang")
        }
        _ => Failure::new(Kind::Usage, message),
    }
}
