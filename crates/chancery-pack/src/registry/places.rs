use super::{cells, rows, split_forms, table};
use rustc_hash::FxHashMap;

/// The hand-written table and the derived one; the first also says which names the second must not have.
pub(super) const TABLES: [&str; 2] = ["registry/places/cities.tsv", "registry/places/cities.derived.tsv"];

/// A city, or another place that news name as the place of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct City {
    /// Its name, for labels.
    pub name: &'static str,
    /// Alpha-3 code of its state or territory.
    pub country: &'static str,
    /// True for the capital of its state.
    pub capital: bool,
    variants: &'static str,
}

impl City {
    /// All its names in all languages, each with whether it is also a common word or a person's name.
    pub fn forms(&self) -> impl Iterator<Item = (&'static str, bool)> + use<> {
        split_forms(self.variants)
    }
}

#[derive(Debug, Default)]
pub(super) struct Places {
    pub cities: Vec<City>,
    pub capitals: FxHashMap<&'static str, usize>,
}

impl Places {
    pub fn read() -> Places {
        let mut out = Places::default();
        for path in TABLES {
            for (_, line) in rows(table(path)) {
                let [country, variants, note] = cells(line);
                let Some((name, _)) = split_forms(variants).next() else { continue };
                let capital = note == "capital";
                if capital {
                    out.capitals.entry(country).or_insert(out.cities.len());
                }
                out.cities.push(City { name, country, capital, variants });
            }
        }
        out
    }
}
