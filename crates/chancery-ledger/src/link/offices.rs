//! What an office stands for, as far as its wording says.

use super::concepts::{Concept, Facet, Found};
use std::collections::BTreeSet;
use std::sync::OnceLock;

struct Level {
    name: &'static str,
    any: Vec<(&'static str, &'static str)>,
    deputies: bool,
}

fn table() -> &'static [Level] {
    static TABLE: OnceLock<Vec<Level>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines =
            include_str!("../../tables/levels.tsv").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        lines
            .filter_map(|l| {
                let mut cells = l.split('\t');
                let name = cells.next()?;
                let any = cells.next()?.split(' ').filter_map(|c| c.split_once(':')).collect();
                Some(Level { name, any, deputies: cells.next() == Some("yes") })
            })
            .collect()
    })
}

/// The levels of contact there are, highest first.
pub fn levels() -> impl Iterator<Item = &'static str> {
    table().iter().map(|l| l.name)
}

/// The levels at which a holder of the office speaks; none where the wording does not tell.
pub fn levels_of(office: &str) -> BTreeSet<&'static str> {
    let found = Found::of(office);
    let facet = |f: &str| match f {
        "office" => Some(Facet::Office),
        "topic" => Some(Facet::Topic),
        _ => None,
    };
    let deputy = found.facet(Facet::Rank).any(|r| r != "former" && r != "permanent");
    // A chair or president of something is not the head of state.
    let body = found.has(Facet::Topic) || found.set.contains(&(Facet::Office, "national-council"));
    let mut out = BTreeSet::new();
    for level in table() {
        let hit = level.any.iter().any(|(f, name)| {
            let concept: Option<Concept> = facet(f).map(|f| (f, *name));
            concept.is_some_and(|c| found.set.contains(&c))
        });
        let alone = level.deputies || (!deputy && (!body || found.set.contains(&(Facet::Office, "state"))));
        if hit && alone {
            out.insert(level.name);
        }
    }
    if found.facet(Facet::Office).next().is_none() && !found.has(Facet::Topic) {
        out.clear();
    }
    out
}

/// How much the wording of an office says: the number of concepts in it. For choosing among wordings.
pub fn weight(office: &str) -> usize {
    Found::of(office).set.iter().filter(|c| matches!(c.0, Facet::Office | Facet::Topic | Facet::Rank)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_have_levels() {
        let check = |office: &str, want: &[&str]| {
            assert_eq!(levels_of(office).into_iter().collect::<Vec<_>>(), want, "{office}");
        };
        check("Prime Minister", &["government", "head-of-government"]);
        check("Phó Thủ tướng", &["government"]);
        check("President", &["head-of-state"]);
        check("président de l'Assemblée nationale", &["parliament"]);
        check("Bộ trưởng Ngoại giao", &["foreign", "government"]);
        check("vice-ministre de la Défense", &["defence", "government"]);
        check("General Secretary", &["party"]);
        check("violinist", &[]);
    }
}
