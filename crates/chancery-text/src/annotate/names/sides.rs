//! Sides of people whose offices do not state one.

use super::lexicon::{Class, Lexicon, Sense};
use super::resolve::{Entity, Read};
use super::scan::Scan;
use chancery_model::{Document, How};
use chancery_pack::{KnownPerson, People};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// How often each state is named, the most frequent first.
pub(super) fn weights(read: &[Read], lex: &Lexicon) -> Vec<(SmolStr, usize)> {
    let mut counts: FxHashMap<SmolStr, usize> = FxHashMap::default();
    for r in read {
        let mut i = 0;
        while i < r.scan.len() {
            let Some((end, id)) = r.scan.actor(i) else {
                i += 1;
                continue;
            };
            let entry = &lex.actors[id as usize];
            if let Some(side) = entry.side.as_ref().filter(|s| !entry.weak && lex.states.contains(*s)) {
                *counts.entry(side.clone()).or_default() += 1;
            }
            i = end;
        }
    }
    let mut out: Vec<_> = counts.into_iter().collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}

/// The person of public life that goes by one of an entity's names.
pub(super) fn known(entity: &Entity) -> Option<KnownPerson> {
    let p = &entity.person;
    p.name.iter().chain(&p.also).find_map(|name| People::shared().find(name))
}

/// The state that a family name points to: without more where the name is strongly its own, else where the document
/// names that state.
pub(super) fn surname(entity: &Entity, weights: &[(SmolStr, usize)]) -> Option<String> {
    let (side, strong) = People::shared().surname(entity.person.name.as_deref()?)?;
    (strong || weights.iter().any(|(s, _)| s == side)).then(|| side.to_owned())
}

/// The state that a family name points to, where the document names that state.
pub(super) fn origin(
    words: &[SmolStr],
    first: &Option<SmolStr>,
    lex: &Lexicon,
    weights: &[(SmolStr, usize)],
) -> Option<String> {
    let origin = first.as_ref()?;
    let _ = lex;
    let fits = (2..=5).contains(&words.len()) && words.iter().all(|w| w.len() <= 7);
    (fits && weights.iter().any(|(s, _)| s == origin)).then(|| origin.as_str().to_owned())
}

fn of_a_state(entity: &Entity) -> bool {
    entity.person.offices.iter().any(|o| {
        matches!(
            o.role.as_str(),
            "head-of-state"
                | "head-of-government"
                | "minister"
                | "deputy-minister"
                | "legislator"
                | "general"
        ) || o.counterpart
    })
}

/// One person at a time is at the head of a state or of one ministry.
fn taken(list: &[Entity], who: usize, side: &str) -> bool {
    list.iter().enumerate().any(|(i, other)| {
        i != who
            && other.person.side.as_deref() == Some(side)
            && other.person.name.is_some()
            && other.person.offices.iter().any(|o| {
                !o.former
                    && list[who].person.offices.iter().any(|mine| {
                        mine.role == o.role
                            && matches!(o.role.as_str(), "head-of-state" | "head-of-government")
                            || mine.role == "minister"
                                && o.role == "minister"
                                && mine.short == o.short
                                && mine.short.is_some()
                    })
            })
    })
}

/// The state of the dateline, for holders of a state's office, where nobody else holds the same one there.
pub(super) fn home(list: &mut [Entity], doc: &Document, lex: &Lexicon) {
    let country = doc.dateline.as_ref().and_then(|d| d.country.as_deref());
    let Some(home) = country.filter(|c| lex.states.contains(*c)) else { return };
    for who in 0..list.len() {
        let open = list[who].person.side.is_none() && list[who].counter.is_none() && of_a_state(&list[who]);
        if open && !taken(list, who, home) {
            list[who].person.side = Some(home.to_owned());
        }
    }
}

/// Of the two states that the document is about, the one whose holder of the office is not already named, or for a
/// counterpart the one that is not the other's.
pub(super) fn remaining(list: &mut [Entity], weights: &[(SmolStr, usize)]) {
    let [a, b, rest @ ..] = weights else { return };
    if rest.first().is_some_and(|c| c.1 * 2 > b.1) {
        return;
    }
    for who in 0..list.len() {
        if list[who].person.side.is_some() || !of_a_state(&list[who]) {
            continue;
        }
        let other = list[who].counter.and_then(|c| list.get(c as usize)).and_then(|e| e.person.side.clone());
        let free: Vec<&SmolStr> = [&a.0, &b.0]
            .into_iter()
            .filter(|s| other.as_deref() != Some(s.as_str()) && !taken(list, who, s))
            .collect();
        if let [one] = free[..] {
            list[who].person.side = Some(one.as_str().to_owned());
        }
    }
}

/// The state named before atom `until` of a sentence, if there is exactly one; where the person opens the sentence, the
/// only one of the sentence before. A state that belongs to somebody else's office says nothing.
pub(super) fn near(before: Option<&Read>, read: &Read, until: usize) -> Option<SmolStr> {
    // `a delegation of the party of X, led by Y`: of whatever else is named before, it is the last.
    let scan = &read.scan;
    let at = if scan.class_ending(until, Class::Det) { until - 1 } else { until };
    if (at.saturating_sub(LED)..at).any(|k| scan.class(k, Class::Led) == Some(at)) {
        return states(read, at).pop();
    }
    let found = match states(read, until) {
        none if none.is_empty() && until <= 2 => {
            let mut found = states(before?, usize::MAX);
            // `Le ministre s'est rendu en France`: the state to which somebody goes is another's.
            let there = destinations(read, until);
            found.retain(|s| !there.contains(s));
            found
        }
        some => some,
    };
    match &found[..] {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// The side that a possessive before an office means: the one named right before `whose`, the first that the sentence names
/// before `its` or, where that opens it, the first of the sentence before.
pub(super) fn owner(before: Option<&Read>, read: &Read, at: usize) -> Option<SmolStr> {
    let scan = &read.scan;
    let word = at.checked_sub(1)?;
    let side = |scan: &Scan, id: u32| {
        let entry = &scan.lex.actors[id as usize];
        entry
            .side
            .clone()
            .filter(|s| !entry.weak && entry.how != How::Adjective && scan.lex.states.contains(s))
    };
    if scan.is(word, |s| s == Sense::Word(Class::Whose)) {
        let end = (0..word).rev().find(|k| scan.atoms[*k].word())? + 1;
        let from = end.saturating_sub(OWNER);
        return (from..end)
            .find_map(|k| scan.actor(k).filter(|(e, _)| *e == end))
            .and_then(|(_, id)| side(scan, id));
    }
    if !scan.is(word, |s| s == Sense::Word(Class::Its)) {
        return None;
    }
    let first = |scan: &Scan, until: usize| {
        (0..until.min(scan.len()))
            .find_map(|k| scan.actor(k).filter(|(e, _)| *e <= until).and_then(|(_, id)| side(scan, id)))
    };
    first(scan, word).or_else(|| before.filter(|_| word <= 1).and_then(|b| first(&b.scan, b.scan.len())))
}

/// The most words between a delegation and who leads it.
const LED: usize = 4;

/// The most words of a state's name before `whose`.
const OWNER: usize = 6;

/// The states that stand behind a preposition of place after atom `from`.
fn destinations(read: &Read, from: usize) -> Vec<SmolStr> {
    let scan = &read.scan;
    let placed = |i: usize| {
        let k = if scan.class_ending(i, Class::Det) { i - 1 } else { i };
        scan.class_ending(k, Class::In) || scan.class_ending(k, Class::Link)
    };
    (from..scan.len())
        .filter(|i| placed(*i))
        .filter_map(|i| scan.actor(i))
        .filter_map(|(_, id)| scan.lex.actors[id as usize].side.clone())
        .collect()
}

fn states(read: &Read, until: usize) -> Vec<SmolStr> {
    let scan = &read.scan;
    let mut out: Vec<SmolStr> = Vec::new();
    let mut i = 0;
    while i < until.min(scan.len()) {
        let Some((end, id)) = scan.actor(i) else {
            i += 1;
            continue;
        };
        let entry = &scan.lex.actors[id as usize];
        let owned = entry.class != "party" && read.people.iter().any(|p| p.start <= i && i < p.end);
        if let Some(side) =
            entry.side.as_ref().filter(|s| !entry.weak && !owned && scan.lex.states.contains(*s))
            && !out.contains(side)
        {
            out.push(side.clone());
        }
        i = end;
    }
    out
}

/// The only state named close before, for people of a state's or a party's office.
pub(super) fn nearby(list: &mut [Entity]) {
    for who in 0..list.len() {
        if list[who].person.side.is_none()
            && let Some(side) = list[who].under.and_then(|u| list.get(u as usize)).and_then(|e| {
                // An adviser of somebody who serves an organisation serves it too.
                e.person.offices.iter().find_map(|o| o.side.clone()).or_else(|| e.person.side.clone())
            })
        {
            list[who].person.side = Some(side);
            continue;
        }
        let Some(near) = list[who].near.clone() else { continue };
        if list[who].person.offices.iter().any(|o| o.role == "ambassador") {
            continue; // an ambassador is seldom of the state that is spoken of
        }
        let open = list[who].person.side.is_none()
            && !list[who].person.offices.is_empty()
            && list[who].counter.is_none();
        if open && !taken(list, who, &near) {
            list[who].person.side = Some(near.as_str().to_owned());
        }
    }
}

/// True where nothing but marks, articles and what joins the members of a list stands between two atoms, a comma or
/// another mark among them.
pub(super) fn listed(scan: &Scan, from: usize, until: usize) -> bool {
    let mut marked = false;
    let mut k = from;
    while k < until {
        let atom = scan.atoms[k];
        if !atom.word() {
            marked |= !atom.open() && !atom.close();
            k += 1;
            continue;
        }
        let Some(end) = [Class::And, Class::Det, Class::Of].into_iter().find_map(|c| scan.class(k, c)) else {
            return false;
        };
        k = end;
    }
    marked && until - from <= 4
}

/// The side in whose name a passage is headed (`Visites laotiennes :`): `None` where the sentence is no heading, inside it
/// `None` where it names no side or several.
pub(super) fn heading(read: &Read) -> Option<Option<SmolStr>> {
    let scan = &read.scan;
    let short = scan.len() <= 7 && read.people.is_empty();
    let last = scan.len().checked_sub(1).and_then(|i| scan.atoms.get(i))?;
    if !short || last.word() && last.dot() || last.of(scan.text) == "." {
        return None;
    }
    let sides: Vec<_> = (0..scan.len())
        .filter_map(|i| scan.actor(i))
        .map(|(_, id)| &scan.lex.actors[id as usize])
        .filter(|e| e.how == How::Adjective)
        .filter_map(|e| e.side.clone())
        .collect();
    Some(match &sides[..] {
        [one] if scan.lex.states.contains(one) => Some(one.clone()),
        _ => None,
    })
}

/// The side of who stands before somebody in a list, for holders of an office that nobody else holds there.
pub(super) fn beside(list: &mut [Entity]) {
    for who in 0..list.len() {
        let open = list[who].person.side.is_none()
            && !list[who].person.offices.is_empty()
            && list[who].counter.is_none();
        let Some(side) = list[who]
            .beside
            .filter(|_| open)
            .and_then(|b| list.get(b as usize))
            .filter(|b| !b.person.offices.is_empty())
            .and_then(|b| b.person.side.clone())
        else {
            continue;
        };
        if !taken(list, who, &side) && list[who].person.offices.iter().all(|o| o.role != "ambassador") {
            list[who].person.side = Some(side);
        }
    }
}

/// The only state where the document's ambassadors are posted, for holders of a state's office whom nothing else places.
pub(super) fn hosts(list: &mut [Entity]) {
    let mut posts: Vec<SmolStr> = list.iter().filter_map(|e| e.posted.clone()).collect();
    posts.sort();
    posts.dedup();
    let [host] = &posts[..] else { return };
    for who in 0..list.len() {
        let open = list[who].person.side.is_none() && list[who].counter.is_none() && of_a_state(&list[who]);
        if open && !taken(list, who, host) {
            list[who].person.side = Some(host.as_str().to_owned());
        }
    }
}
