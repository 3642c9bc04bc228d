//! `registry/`: states, organisations, parties, bodies and places, and their names in each language.
//!
//! Rows borrow from the embedded text, so that loading copies nothing; the names of a language are read when it is first
//! asked for. A row that is not well formed is passed over at run time and reported by [`Registry::check`], which the
//! tests run on every table.

mod actors;
mod check;
mod find;
mod names;
mod people;
mod places;

pub use actors::{Actor, ActorKind};
pub use names::{Form, Written};
pub use people::{KnownPerson, People};
pub use places::City;

use crate::fault::Fault;
use crate::files;
use names::Names;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Knowledge that no language owns.
#[derive(Debug, Default)]
pub struct Registry {
    actors: Vec<Actor>,
    by_id: FxHashMap<&'static str, usize>,
    names: BTreeMap<&'static str, OnceLock<Names>>,
    places: OnceLock<places::Places>,
    index: OnceLock<find::Index>,
}

impl Registry {
    /// Loads the actors; names and places follow when they are first asked for.
    ///
    /// # Errors
    /// A table that is not UTF-8.
    pub fn load() -> Result<Registry, Fault> {
        let actors = actors::load()?;
        let mut by_id = FxHashMap::default();
        by_id.reserve(actors.len());
        for (at, actor) in actors.iter().enumerate() {
            by_id.entry(actor.id).or_insert(at);
        }
        let mut langs = BTreeMap::new();
        for (path, _) in files::below(names::FOLDER) {
            files::text(path)?;
            if let Some(lang) = names::lang_of(path) {
                langs.entry(lang).or_insert_with(OnceLock::new);
            }
        }
        Ok(Registry { actors, by_id, names: langs, places: OnceLock::new(), index: OnceLock::new() })
    }

    /// All actors: states first, then organisations, parties and particular bodies, each in the order of its table.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor with exactly that id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.by_id.get(id).map(|&at| &self.actors[at])
    }

    /// The side an id belongs to: itself for a state or an organisation, the state for its parties and bodies, also for
    /// a body that no table lists (`vnm/mfa`).
    pub fn side_of(&self, id: &str) -> Option<&'static str> {
        if let Some(actor) = self.actor(id) {
            return Some(actor.side);
        }
        let (state, _) = id.split_once('/')?;
        self.actor(&state.to_ascii_uppercase()).map(|a| a.side)
    }

    /// The languages that have names, sorted.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.names.keys().copied()
    }

    /// The names of actors in a language, in the order of the tables; empty for a language without any.
    pub fn forms(&self, lang: &str) -> &[Form] {
        self.names_in(lang).map_or(&[], |n| &n.forms)
    }

    /// Names of the usual bodies of a state without the state (`Ministry of Defence`), each with its short name (`mod`):
    /// joined to a state they give the body's id (`vnm/mod`).
    pub fn bodies(&self, lang: &str) -> &[(&'static str, &'static str)] {
        self.names_in(lang).map_or(&[], |n| &n.bodies)
    }

    /// The preferred name of an actor in a language. A body of the usual kind is named by its kind and its state; an
    /// actor without a name in that language by its id. `None` for an id the registry does not know.
    pub fn label(&self, id: &str, lang: &str) -> Option<Cow<'static, str>> {
        let names = self.names_in(lang);
        if let Some(label) = names.and_then(|n| n.labels.get(id)) {
            return Some(Cow::Borrowed(label));
        }
        if let Some(actor) = self.actor(id) {
            return Some(Cow::Borrowed(actor.id.rsplit('/').next().unwrap_or(actor.id)));
        }
        let (state, short) = id.split_once('/')?;
        let names = names?;
        let state = names.labels.get(state.to_ascii_uppercase().as_str())?;
        Some(Cow::Owned(names.compose(short, state)?))
    }

    /// The actors that a text may mean: by id, ISO code or a name in any language, without regard to case or diacritics.
    /// Names come before adjectives, and these before capitals: only the first kind that fits is returned.
    pub fn find(&self, text: &str) -> Vec<&'static str> {
        let langs: Vec<&'static str> = self.languages().collect();
        self.index.get_or_init(|| find::Index::new(self, &langs)).find(text)
    }

    /// The cities, capitals first.
    pub fn cities(&self) -> &[City] {
        &self.places().cities
    }

    /// The capital of a state.
    pub fn capital(&self, id: &str) -> Option<&City> {
        let places = self.places();
        places.capitals.get(id).map(|&at| &places.cities[at])
    }

    /// The side of a person of public life, and whether that is a woman, where known; see [`People::find`].
    pub fn person_side(&self, name: &str) -> Option<(&'static str, Option<bool>)> {
        People::shared().find(name).map(|person| (person.side, person.female))
    }

    /// The side a family name points to, and whether strongly; see [`People::surname`].
    pub fn surname_side(&self, name: &str) -> Option<(&'static str, bool)> {
        People::shared().surname(name)
    }

    /// Words that begin names: `(kind, words separated by spaces, state a family name points to)`, the kind being
    /// `given-m`, `given-f`, `given` or `surname`.
    pub fn given_names(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        people::given()
    }

    /// The faults of all tables: malformed rows, unknown ids, a form with two meanings that is not marked so.
    pub fn check(&self) -> Vec<Fault> {
        check::check(self)
    }

    fn names_in(&self, lang: &str) -> Option<&Names> {
        let (lang, cell) = self.names.get_key_value(lang)?;
        Some(cell.get_or_init(|| Names::read(lang, |id| self.actor(id).map(|a| a.kind))))
    }

    fn places(&self) -> &places::Places {
        self.places.get_or_init(places::Places::read)
    }
}

/// The rows of an embedded table: line number from 1 and the text of the line; comments and empty lines are passed over.
fn rows(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines()
        .enumerate()
        .map(|(i, l)| (i + 1, l))
        .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
}

/// The cells of a row: as many as asked for, empty where the row is shorter.
fn cells<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut out = [""; N];
    for (cell, text) in out.iter_mut().zip(line.split('\t')) {
        *cell = text.trim();
    }
    out
}

/// The forms of a cell, with bars between them, each with whether it is marked as weak by a closing `?`.
fn split_forms(cell: &'static str) -> impl Iterator<Item = (&'static str, bool)> {
    cell.split('|').filter_map(|form| {
        let form = form.trim();
        let bare = form.strip_suffix('?');
        Some((bare.unwrap_or(form), bare.is_some())).filter(|(f, _)| !f.is_empty())
    })
}

/// The text of an embedded table; empty where it is absent or not UTF-8, which [`Registry::load`] has refused before.
fn table(path: &str) -> &'static str {
    files::text(path).ok().flatten().unwrap_or("")
}

#[cfg(test)]
mod tests;
