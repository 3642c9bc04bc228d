use super::{cells, rows, split_forms, table};

const KNOWN: &str = "registry/people/known.tsv";
const GIVEN: &str = "registry/people/given.tsv";

/// People of public life: the side they act for and their name.
pub(super) fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(table(KNOWN)).flat_map(|(_, line)| {
        let [side, names] = cells(line);
        split_forms(names).map(move |(name, _)| (side, name))
    })
}

/// Given names and family names that are written first: kind, names separated by spaces, the state they point to.
pub(super) fn given() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(table(GIVEN)).map(|(_, line)| {
        let [kind, names, origin] = cells(line);
        (kind, names, origin)
    })
}
