//! What tells events of a type apart, as data (`tables/types.tsv`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Traits of an event type; see the head of the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traits {
    pub(crate) like: BTreeSet<&'static str>,
    pub(crate) persons: bool,
    pub(crate) travel: bool,
    pub(crate) mechanism: bool,
    pub(crate) open: bool,
    pub(crate) single: bool,
    pub(crate) directed: bool,
}

/// The traits of a type; none for one that the table does not have.
pub(crate) fn traits(type_: &str) -> &'static Traits {
    static TABLE: OnceLock<BTreeMap<&'static str, Traits>> = OnceLock::new();
    static NONE: OnceLock<Traits> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut out = BTreeMap::new();
        let text = include_str!("../../tables/types.tsv");
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let mut cells = line.split('\t').map(str::trim);
            let Some(name) = cells.next() else { continue };
            let mut t =
                Traits { like: cells.next().unwrap_or("").split_whitespace().collect(), ..Traits::default() };
            for word in cells.next().unwrap_or("").split_whitespace() {
                match word {
                    "persons" => t.persons = true,
                    "travel" => t.travel = true,
                    "mechanism" => t.mechanism = true,
                    "open" => t.open = true,
                    "single" => t.single = true,
                    "directed" => t.directed = true,
                    _ => {}
                }
            }
            out.insert(name, t);
        }
        out
    });
    table.get(type_).unwrap_or_else(|| NONE.get_or_init(Traits::default))
}

/// True when accounts of the two types may tell of one event.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    a == b || traits(a).like.contains(b) || traits(b).like.contains(a)
}
