//! Where accounts of one event contradict each other.

use super::concepts::{Concept, Facet, Found};
use super::mention::{Mention, place_key};
use super::model::{Conflict, LedgerEvent};
use crate::DocumentInfo;
use chancery_model::Edtf;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Days between two accounts of a journey or a gathering that may each name one of its days.
const LASTS: i64 = 3;

type Values = BTreeMap<String, BTreeSet<String>>;

pub(super) fn conflicts(
    members: &[&Mention<'_>],
    event: &LedgerEvent,
    docs: &BTreeMap<&str, &DocumentInfo>,
) -> Vec<Conflict> {
    let told: BTreeSet<&str> = members.iter().map(|m| m.record.doc.as_str()).collect();
    if told.len() < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    out.extend(conflict("date", dates(members)));
    out.extend(conflict("place", places(members, docs)));
    out.extend(conflict("office", offices(members, event)));
    out.extend(conflict("count", counts(members)));
    out.extend(conflict("status", statuses(members)));
    out
}

fn conflict(field: &str, values: Values) -> Option<Conflict> {
    let docs: BTreeSet<&String> = values.values().flatten().collect();
    if values.len() < 2 || docs.len() < 2 {
        return None;
    }
    let mut values: Vec<(String, BTreeSet<String>)> = values.into_iter().collect();
    values.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    Some(Conflict { field: field.to_owned(), values })
}

fn put(values: &mut Values, value: impl Into<String>, doc: &str) {
    values.entry(value.into()).or_default().insert(doc.to_owned());
}

/// Dates of accounts that say it took place, where two of them cannot both be right.
fn dates(members: &[&Mention<'_>]) -> Values {
    let dated: Vec<_> =
        members.iter().filter(|m| m.happened()).filter_map(|m| Some((m, m.event.date?))).collect();
    let mut values = Values::new();
    let agree =
        |m: &Mention<'_>, date: &Edtf, o: &Mention<'_>, d: &Edtf| date.compatible(d) || overlaps(m, o);
    // A page that has both dates says both, and contradicts nobody.
    let also = |doc: &str, o: &Mention<'_>, d: &Edtf| {
        dated.iter().any(|(x, date)| x.record.doc == doc && agree(x, date, o, d))
    };
    for (m, date) in &dated {
        let apart = dated.iter().any(|(o, d)| {
            !agree(m, date, o, d) && !also(&m.record.doc, o, d) && !also(&o.record.doc, m, date)
        });
        if apart {
            put(&mut values, date.to_string(), &m.record.doc);
        }
    }
    // What a document says exactly it also says roughly: `June 2019` beside `7 June 2019` is no further value.
    let spans: BTreeMap<String, (Option<i64>, Option<i64>)> =
        dated.iter().map(|(m, d)| (d.to_string(), (m.lo, m.hi))).collect();
    let told: Vec<String> = values.keys().cloned().collect();
    let within = |inner: &String, outer: &String| match (spans.get(inner), spans.get(outer)) {
        (Some((Some(a), Some(b))), Some((Some(c), Some(d)))) => c <= a && b <= d && (a, b) != (c, d),
        _ => false,
    };
    values.retain(|value, _| !told.iter().any(|other| within(other, value)));
    values
}

/// Two stays that share days are told with different ends by many; that is no contradiction worth a line. Nor are two
/// days of what lasts several, each named by one account.
fn overlaps(a: &Mention<'_>, b: &Mention<'_>) -> bool {
    let gap = if lasts(a) && lasts(b) { LASTS } else { 0 };
    matches!((a.lo, a.hi, b.lo, b.hi), (Some(a), Some(b), Some(c), Some(d)) if a <= d + gap && c <= b + gap)
}

/// A journey or an open gathering: it has several days and often several places.
fn lasts(m: &Mention<'_>) -> bool {
    let kind = super::types::traits(&m.event.type_);
    kind.travel || kind.open
}

/// Names of places that cannot be those of one place.
fn places(members: &[&Mention<'_>], docs: &BTreeMap<&str, &DocumentInfo>) -> Values {
    let lang = |m: &Mention<'_>| docs.get(m.record.doc.as_str()).map_or("", |d| d.lang.as_str());
    let placed: Vec<_> = members
        .iter()
        .filter(|m| m.happened())
        .filter_map(|m| Some((m, m.event.place.as_ref()?.name.as_deref()?, m.place.as_deref()?)))
        .collect();
    let mut values = Values::new();
    for (m, name, key) in &placed {
        // Two names are two places, unless one is within the other (`Hanoi Opera House`) or both are known names of one
        // place. Names in two languages must not even look alike: exonyms are more than any table has.
        let apart = placed.iter().any(|(o, _, other)| {
            let nested = key.contains(other) || other.contains(key);
            let alike = lang(m) != lang(o) && key.chars().next() == other.chars().next();
            // Whoever goes round a country is told of in each of its towns.
            let round = (lasts(m) || lasts(o)) && (m.country.is_none() || m.country == o.country);
            !nested && !alike && !round && !one_place(key, other)
        });
        if apart {
            put(&mut values, *name, &m.record.doc);
        }
    }
    let mut by_key: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for (name, docs) in values {
        let entry = by_key.entry(place_key(&name)).or_insert_with(|| (name, BTreeSet::new()));
        entry.1.extend(docs);
    }
    by_key.into_values().collect()
}

/// True when the table of exonyms has both names in one line.
fn one_place(a: &str, b: &str) -> bool {
    static TABLE: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let lines =
            include_str!("../../tables/exonyms.tsv").lines().filter(|l| !l.starts_with('#')).enumerate();
        lines.flat_map(|(n, l)| l.split('|').map(move |name| (place_key(name), n))).collect()
    });
    matches!((table.get(a), table.get(b)), (Some(a), Some(b)) if a == b)
}

/// The concepts that make an office, apart from those that make it a lower one.
fn split(office: &str) -> (BTreeSet<Concept>, BTreeSet<Concept>) {
    let found = Found::of(office);
    let rank = |c: &&Concept| c.0 == Facet::Rank && c.1 != "former";
    let plain = |c: &&Concept| matches!(c.0, Facet::Office | Facet::Topic);
    (found.set.iter().filter(plain).copied().collect(), found.set.iter().filter(rank).copied().collect())
}

/// Offices of one person that differ in rank alone: minister in one account, minister delegate in another. Two different
/// offices are no contradiction, as people hold several.
fn offices(members: &[&Mention<'_>], event: &LedgerEvent) -> Values {
    let mut values = Values::new();
    for person in event.people.iter().filter(|p| p.offices.len() > 1) {
        let mut told = Vec::new();
        for m in members {
            for p in &m.event.participants {
                let (Some(name), Some(office)) = (p.name.as_ref(), p.office.as_ref()) else { continue };
                if person.spellings.contains(name)
                    && p.side.as_ref().is_none_or(|s| person.side.as_ref() == Some(s))
                {
                    told.push((m.record.doc.as_str(), office.as_str(), split(office)));
                }
            }
        }
        for (doc, office, (plain, rank)) in &told {
            let clash = told.iter().any(|(other_doc, _, (p, r))| {
                let nested = plain.is_subset(p) || p.is_subset(plain);
                let offices = |s: &BTreeSet<Concept>| s.iter().filter(|c| c.0 == Facet::Office).count();
                doc != other_doc && nested && rank != r && offices(plain) > 0 && offices(p) > 0
            });
            // An account that also has the other's office says both, and contradicts nobody.
            let both = told.iter().any(|(d, _, (p, r))| d == doc && p == plain && r != rank);
            if clash && !both {
                put(&mut values, *office, doc);
            }
        }
        if values.len() > 1 {
            break;
        }
    }
    values
}

/// How many documents were signed, and the like.
fn counts(members: &[&Mention<'_>]) -> Values {
    let mut by_doc: BTreeMap<&str, BTreeSet<(&str, u32)>> = BTreeMap::new();
    for m in members.iter().filter(|m| m.happened() && counted(&m.event.type_)) {
        for e in &m.record.evidence {
            by_doc.entry(&m.record.doc).or_default().extend(Found::of(&e.quote).counts);
        }
    }
    let mut values = Values::new();
    for (doc, counts) in &by_doc {
        if let [(_, n)] = counts.iter().collect::<Vec<_>>()[..] {
            put(&mut values, n.to_string(), doc);
        }
    }
    values
}

/// Only events at which documents are the matter are counted by documents.
fn counted(type_: &str) -> bool {
    let t = super::types::traits(type_);
    !t.persons && !t.travel && !t.mechanism && !t.directed && !t.single
}

/// Held, by one document; called off or denied, by another that came out no earlier.
fn statuses(members: &[&Mention<'_>]) -> Values {
    let held = members.iter().filter(|m| m.happened()).filter_map(|m| m.told).max();
    let mut values = Values::new();
    for m in members {
        let off = matches!(m.event.status.as_str(), "cancelled" | "denied");
        let after = m.told.zip(m.hi).is_some_and(|(told, day)| told >= day);
        if m.happened() || (off && after && held.is_some()) {
            put(&mut values, m.event.status.clone(), &m.record.doc);
        }
    }
    values.remove("ongoing");
    values
}
