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
    pub(crate) signs: bool,
    pub(crate) office: bool,
}

/// All types of the table.
fn all() -> &'static BTreeMap<&'static str, Traits> {
    static TABLE: OnceLock<BTreeMap<&'static str, Traits>> = OnceLock::new();
    TABLE.get_or_init(|| {
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
                    "signs" => t.signs = true,
                    "office" => t.office = true,
                    _ => {}
                }
            }
            out.insert(name, t);
        }
        out
    })
}

/// The traits of a type; none for one that the table does not have.
pub(crate) fn traits(type_: &str) -> &'static Traits {
    static NONE: OnceLock<Traits> = OnceLock::new();
    all().get(type_).unwrap_or_else(|| NONE.get_or_init(Traits::default))
}

/// True when accounts of the two types may tell of one event.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    a == b || traits(a).like.contains(b) || traits(b).like.contains(a)
}

/// The type itself and those under which accounts of it may be told.
pub(crate) fn akin(type_: &str) -> impl Iterator<Item = &str> {
    let back = all().iter().filter(move |(_, t)| t.like.contains(type_)).map(|(name, _)| *name);
    std::iter::once(type_).chain(traits(type_).like.iter().copied()).chain(back)
}
