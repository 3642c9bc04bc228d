//! The registry's names in the trie of names.

use super::lexicon::{ActorEntry, Lexicon, PlaceEntry};
use chancery_pack::{ActorKind, Registry, Written};

/// About as many words as the names of a language and the given names have: growing the map costs as much as filling it.
const WORDS: usize = 20_000;

/// Adds actors, usual bodies and cities.
pub(super) fn load(lex: &mut Lexicon, registry: &Registry, lang: &str) {
    for actor in registry.actors() {
        if matches!(actor.kind, ActorKind::State | ActorKind::Territory | ActorKind::Former) {
            lex.states.insert(actor.id.into());
        }
    }
    lex.interner.reserve(WORDS);
    for form in registry.forms(lang) {
        let class = match form.kind {
            ActorKind::State | ActorKind::Territory | ActorKind::Former => "state",
            ActorKind::Organisation => "organisation",
            ActorKind::Party => "party",
            ActorKind::Body => "body",
        };
        let entry = ActorEntry {
            id: form.id.into(),
            side: registry.side_of(form.id).map(Into::into),
            how: form.written.how(),
            class: class.into(),
            compound: form.written == Written::Compound,
            weak: form.weak,
            small: form.form.starts_with(char::is_lowercase),
        };
        lex.actor(form.form.trim_end_matches([' ', '-']), entry);
    }
    for (form, short) in registry.bodies(lang) {
        lex.usual_body(form, short);
    }
    for (kind, names, origin) in registry.given_names() {
        lex.first_words(kind, names, origin);
    }
    for city in registry.cities() {
        for (form, weak) in city.forms() {
            lex.place(form, PlaceEntry { country: Some(city.country.into()), weak });
        }
    }
}
