//! What an office stands for, as far as its wording says.

use super::concepts::{Concept, Facet, Found, runs};
use super::names::words;
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

/// True for a wording that names no office but a relation to somebody else's: `his counterpart`.
pub fn relational(office: &str) -> bool {
    let found = Found::of(office);
    found.set.contains(&(Facet::Rank, "counterpart")) && found.facet(Facet::Office).next().is_none()
}

/// What an office is, as a key for tables of its names in other languages: `office:minister topic:defence`. `None` where
/// the wording has a word that is neither known nor a side's (`known`) nor one of those that join others.
pub fn office_key(office: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let words = words(office);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runs = runs(&words);
    let covered = |i: usize| runs.iter().any(|r| (r.at..r.at + r.len).contains(&i));
    let small = |w: &str| w.len() < 2 || include_str!("../../tables/joining.tsv").lines().any(|l| l == w);
    // Two words may be one name of a side: `viet nam`.
    let side = |i: usize| {
        known(words[i])
            || words.get(i + 1).is_some_and(|next| known(&format!("{} {next}", words[i])))
            || i > 0 && known(&format!("{} {}", words[i - 1], words[i]))
    };
    if !(0..words.len()).all(|i| covered(i) || small(words[i]) || side(i)) {
        return None;
    }
    let mut out: BTreeSet<String> = BTreeSet::new();
    for concept in runs.iter().flat_map(|r| r.concepts) {
        match concept {
            (Facet::Office, name) => out.insert(format!("office:{name}")),
            (Facet::Topic, name) => out.insert(format!("topic:{name}")),
            (Facet::Rank, name) => out.insert(format!("rank:{name}")),
            _ => return None,
        };
    }
    (!out.is_empty()).then(|| out.into_iter().collect::<Vec<_>>().join(" "))
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

    #[test]
    fn offices_have_keys() {
        let key = |office: &str| office_key(office, |w| matches!(w, "french" | "phap" | "viet nam"));
        for office in
            ["French Minister of Defence", "ministre de la Défense", "Bộ trưởng Bộ Quốc phòng Việt Nam"]
        {
            assert_eq!(key(office).as_deref(), Some("office:minister topic:defence"), "{office}");
        }
        assert_eq!(key("Thủ tướng Pháp").as_deref(), Some("office:prime-minister"));
        assert_eq!(key("Minister of Ponies"), None);
        assert_eq!(key("ministre déléguée auprès du Premier ministre"), None);
        assert!(relational("his French counterpart") && !relational("Minister"));
    }
}
