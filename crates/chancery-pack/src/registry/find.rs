use super::{Registry, Written};
use chancery_model::fold;
use rustc_hash::FxHashMap;

/// From folded text to the actors it may mean, each with how good a reason that is (0 is best).
#[derive(Debug)]
pub(super) struct Index(FxHashMap<String, Vec<(u8, &'static str)>>);

impl Index {
    pub fn new(registry: &Registry, langs: &[&'static str]) -> Index {
        let mut map: FxHashMap<String, Vec<(u8, &'static str)>> = FxHashMap::default();
        let mut add = |text: &str, rank: u8, id: &'static str| {
            let ids = map.entry(fold(text)).or_default();
            match ids.iter_mut().find(|(_, known)| *known == id) {
                Some((known, _)) => *known = rank.min(*known),
                None => ids.push((rank, id)),
            }
        };
        for actor in registry.actors() {
            add(actor.id, 0, actor.id);
            if !actor.iso2.is_empty() {
                add(actor.iso2, 1, actor.id);
            }
        }
        for lang in langs {
            for form in registry.forms(lang) {
                let rank = match form.written {
                    Written::Name => 2,
                    Written::Abbrev => 3,
                    Written::Adjective | Written::Demonym => 4,
                    Written::Capital | Written::Palace => 5,
                    Written::Compound => continue,
                };
                add(form.form, rank, form.id);
            }
        }
        for ids in map.values_mut() {
            ids.sort();
        }
        Index(map)
    }

    pub fn find(&self, text: &str) -> Vec<&'static str> {
        let Some(ids) = self.0.get(&fold(text)) else { return Vec::new() };
        // A name and its abbreviation are as good as each other; a code or an id is better than both.
        let tier = |rank: u8| if rank == 3 { 2 } else { rank };
        let best = tier(ids[0].0);
        ids.iter().filter(|(rank, _)| tier(*rank) == best).map(|(_, id)| *id).collect()
    }
}
