//! Who held which office, from first to last attestation.

use super::concepts::{Concept, Facet, Found};
use super::model::{Account, Holding, Ledger};
use super::{date_key, names, types};
use chancery_model::{Edtf, Evidence, Fact, fold, person_id};
use std::collections::{BTreeMap, BTreeSet};

/// Longest attested stretch, in days, that says when an office was held: a decade would lengthen every tenure.
const LONGEST: i64 = 370;

/// Days before a page was written that it speaks of as its present.
const FORTNIGHT: i64 = 14;

struct Attestation<'l> {
    name: &'l str,
    person: String,
    words: Vec<String>,
    side: Option<&'l str>,
    office: &'l str,
    role: Option<&'l str>,
    lang: &'l str,
    date: Option<Edtf>,
    former: bool,
    account: Account,
}

pub(super) fn tenures(ledger: &Ledger) -> Vec<Holding> {
    let mut by_person = people(attestations(ledger));
    let mut out = Vec::new();
    for told in &mut by_person {
        told.sort_by_cached_key(|a| {
            (std::cmp::Reverse(key(a.office).len()), date_key(a.date), a.account.clone())
        });
        let mut groups: Vec<(BTreeSet<Concept>, Vec<&Attestation<'_>>)> = Vec::new();
        for a in told.iter() {
            let own = key(a.office);
            match groups.iter_mut().find(|(k, members)| same_office(k, &own, members[0].office, a.office)) {
                Some((_, members)) => members.push(a),
                None => groups.push((own, vec![a])),
            }
        }
        out.extend(groups.iter().map(|(_, members)| gather(members)));
    }
    out.sort_by_key(|h| (h.person.clone(), h.side.clone(), date_key(h.from), h.offices.clone()));
    out
}

/// Days in which somebody took part, by document and person: what happened in the fortnight before the page was written.
/// Whoever is called a minister there was one then, unless the page tells of an appointment of theirs.
fn recent(ledger: &Ledger) -> BTreeMap<(&str, &str), Edtf> {
    let mut out: BTreeMap<(&str, &str), Edtf> = BTreeMap::new();
    let mut changed: BTreeSet<(&str, &str)> = BTreeSet::new();
    for record in ledger.records.values() {
        let Fact::Event(e) = &record.fact else { continue };
        let people = || e.participants.iter().filter_map(|p| p.person.as_deref());
        let doc = record.doc.as_str();
        if types::traits(&e.type_).office {
            changed.extend(people().map(|p| (doc, p)));
        }
        let written = ledger.docs.get(doc).and_then(|d| d.day());
        let (Some(date), Some(written)) = (e.date.filter(|d| d.precision() == 3), written) else { continue };
        let Some(day) = date.earliest() else { continue };
        if e.status != "occurred" || !(0..=FORTNIGHT).contains(&(written.number() - day.number())) {
            continue;
        }
        for person in people() {
            let first = out.entry((doc, person)).or_insert(date);
            if date_key(Some(date)) < date_key(Some(*first)) {
                *first = date;
            }
        }
    }
    out.retain(|key, _| !changed.contains(key));
    out
}

/// What people took part in, by document and person: the date of each event and the passages that tell it.
type Deeds<'l> = BTreeMap<(&'l str, &'l str), Vec<(Edtf, &'l [Evidence])>>;

fn deeds(ledger: &Ledger) -> Deeds<'_> {
    let mut out = Deeds::new();
    for record in ledger.records.values() {
        let Fact::Event(e) = &record.fact else { continue };
        let Some(date) = e.date.filter(|d| e.status == "occurred" && d.precision() >= 2) else { continue };
        for person in e.participants.iter().filter_map(|p| p.person.as_deref()) {
            out.entry((record.doc.as_str(), person)).or_default().push((date, &record.evidence));
        }
    }
    out
}

/// The days of what somebody took part in as the passage tells that states the office, where the page does not say as of
/// when it does: it was held then.
fn told_with<'d>(deeds: &'d Deeds<'_>, doc: &str, person: &str, stated: &'d [Evidence]) -> Vec<Edtf> {
    let here =
        |told: &[Evidence]| told.iter().any(|a| stated.iter().any(|b| a.start < b.end && b.start < a.end));
    let all = deeds.get(&(doc, person)).into_iter().flatten();
    all.filter(|(_, told)| here(told)).map(|(date, _)| *date).collect()
}

fn attestations(ledger: &Ledger) -> Vec<Attestation<'_>> {
    let mut out = Vec::new();
    let (recent, deeds) = (recent(ledger), deeds(ledger));
    for record in ledger.records.values() {
        let account = || Account { doc: record.doc.clone(), record: record.id.clone() };
        let lang = ledger.docs.get(&record.doc).map_or("", |d| d.lang.as_str());
        match &record.fact {
            Fact::Tenure(t) => {
                let person = if t.person.is_empty() { person_id(&t.name) } else { t.person.clone() };
                // An office that the page states as of its own day was held on the days that it reports.
                let written = ledger.docs.get(&record.doc).and_then(|d| d.day());
                let present =
                    !t.former && t.as_of.and_then(|d| d.earliest()).is_some_and(|d| Some(d) == written);
                let then = recent.get(&(record.doc.as_str(), person.as_str())).filter(|_| present);
                let told = if t.former || t.as_of.is_some() {
                    Vec::new()
                } else {
                    told_with(&deeds, &record.doc, &person, &record.evidence)
                };
                let days = then.copied().into_iter().chain(told).map(Some);
                for date in std::iter::once(t.as_of).chain(days) {
                    out.push(Attestation {
                        name: &t.name,
                        person: person.clone(),
                        words: names::words(&t.name),
                        side: t.side.as_deref(),
                        office: &t.office,
                        role: Some(t.role.as_str()).filter(|r| !r.is_empty() && *r != "other"),
                        lang,
                        date,
                        former: t.former,
                        account: account(),
                    });
                }
            }
            Fact::Event(e) if e.status == "occurred" && e.date.is_some_and(|d| d.precision() >= 2) => {
                for p in &e.participants {
                    let (Some(name), Some(office)) = (p.name.as_deref(), p.office.as_deref()) else {
                        continue;
                    };
                    if Found::of(office).facet(Facet::Rank).any(|r| r == "former") {
                        continue;
                    }
                    out.push(Attestation {
                        name,
                        person: p.person.clone().unwrap_or_else(|| person_id(name)),
                        words: names::words(name),
                        side: p.side.as_deref(),
                        office,
                        role: None,
                        lang,
                        date: e.date,
                        former: false,
                        account: account(),
                    });
                }
            }
            _ => {}
        }
    }
    out.retain(|a| !a.words.is_empty() && !a.office.trim().is_empty());
    out
}

/// Attestations by person: the same id, or a fuller form of the same name on the same side.
fn people(mut told: Vec<Attestation<'_>>) -> Vec<Vec<Attestation<'_>>> {
    told.sort_by(|a, b| {
        let rank =
            |a: &Attestation<'_>| (std::cmp::Reverse(a.words.len()), a.person.clone(), a.account.clone());
        rank(a).cmp(&rank(b)).then_with(|| a.office.cmp(b.office))
    });
    let mut groups: Vec<Vec<Attestation<'_>>> = Vec::new();
    let mut by_id: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for a in told {
        let id = (a.person.clone(), a.side.map(str::to_owned));
        let fits = |g: &usize| {
            let head = &groups[*g][0];
            names::same(&head.words, &a.words, false)
                && (a.side.is_none() || head.side.is_none() || a.side == head.side)
        };
        let last = a.words.last().cloned().unwrap_or_default();
        let found = by_id.get(&id).copied().or_else(|| by_word.get(&last)?.iter().copied().find(|g| fits(g)));
        let g = found.unwrap_or(groups.len());
        if g == groups.len() {
            groups.push(Vec::new());
        }
        by_id.entry(id).or_insert(g);
        for word in &a.words {
            let entry = by_word.entry(word.clone()).or_default();
            if !entry.contains(&g) {
                entry.push(g);
            }
        }
        groups[g].push(a);
    }
    groups
}

fn key(office: &str) -> BTreeSet<Concept> {
    let wanted =
        |c: &Concept| matches!(c.0, Facet::Office | Facet::Topic) || (c.0 == Facet::Rank && c.1 != "former");
    Found::of(office).set.into_iter().filter(wanted).collect()
}

/// The same office in two wordings: the same rank, an office in common, and nothing in the shorter that the longer has not.
fn same_office(a: &BTreeSet<Concept>, b: &BTreeSet<Concept>, text_a: &str, text_b: &str) -> bool {
    let facet =
        |s: &BTreeSet<Concept>, f: Facet| s.iter().filter(|c| c.0 == f).copied().collect::<BTreeSet<_>>();
    let (oa, ob) = (facet(a, Facet::Office), facet(b, Facet::Office));
    if oa.is_empty() || ob.is_empty() {
        return fold(text_a) == fold(text_b);
    }
    let nested = |x: &BTreeSet<Concept>, y: &BTreeSet<Concept>| x.is_subset(y) || y.is_subset(x);
    facet(a, Facet::Rank) == facet(b, Facet::Rank)
        && nested(&oa, &ob)
        && nested(&facet(a, Facet::Topic), &facet(b, Facet::Topic))
}

fn gather(members: &[&Attestation<'_>]) -> Holding {
    let days = |d: &Edtf| Some(d.latest()?.number() - d.earliest()?.number());
    let held: Vec<Edtf> = members
        .iter()
        .filter(|a| !a.former)
        .filter_map(|a| a.date)
        .filter(|d| days(d).is_some_and(|n| n <= LONGEST))
        .collect();
    let mut accounts: Vec<(_, Account)> =
        members.iter().map(|a| (date_key(a.date), a.account.clone())).collect();
    accounts.sort();
    accounts.dedup();
    let fullest = members[0];
    Holding {
        person: fullest.person.clone(),
        names: members.iter().map(|a| a.name.to_owned()).collect(),
        offices: members.iter().map(|a| (a.lang.to_owned(), a.office.to_owned())).collect(),
        role: members.iter().find_map(|a| a.role).map(str::to_owned),
        side: members.iter().find_map(|a| a.side).map(str::to_owned),
        from: held.iter().copied().min_by_key(|d| date_key(Some(*d))),
        to: held.iter().copied().max_by_key(|d| (d.latest(), d.precision())),
        former: members.iter().all(|a| a.former),
        accounts: accounts.into_iter().map(|(_, a)| a).collect(),
    }
}
