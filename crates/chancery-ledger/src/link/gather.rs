//! Clusters of accounts to ledger events.

use super::concepts::Concept;
use super::mention::Mention;
use super::model::{Account, Ledger, LedgerEvent, Person};
use super::{conflicts, date_key, entry_id, events, names, series, types};
use crate::{DocumentInfo, Judgement};
use chancery_model::{Day, Edtf, person_id};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn events(ledger: &Ledger, judgements: &[Judgement], as_of: Day) -> Vec<LedgerEvent> {
    let docs: BTreeMap<&str, &DocumentInfo> = ledger.docs.iter().map(|(id, d)| (id.as_str(), d)).collect();
    let mut mentions: Vec<Mention<'_>> =
        ledger.records.values().filter_map(|r| Mention::new(r, &docs)).collect();
    series::settle(&mut mentions);
    let mut entry_of: BTreeMap<&str, String> = BTreeMap::new();
    let mut out: Vec<LedgerEvent> = Vec::new();
    for cluster in events::cluster(&mentions, judgements) {
        let members: Vec<&Mention<'_>> = cluster.iter().map(|i| &mentions[*i]).collect();
        let event = gather(&members, &docs, as_of);
        entry_of.extend(members.iter().map(|m| (m.record.id.as_str(), event.id.clone())));
        out.push(event);
    }
    for event in &mut out {
        let whole = event.part_of.take().and_then(|record| entry_of.get(record.as_str())).cloned();
        event.part_of = whole.filter(|id| *id != event.id);
    }
    out.sort_by(|a, b| date_key(a.date).cmp(&date_key(b.date)).then_with(|| a.id.cmp(&b.id)));
    out
}

fn gather(members: &[&Mention<'_>], docs: &BTreeMap<&str, &DocumentInfo>, as_of: Day) -> LedgerEvent {
    let lang = |m: &Mention<'_>| docs.get(m.record.doc.as_str()).map_or(String::new(), |d| d.lang.clone());
    let best = members[0];
    let accounts: Vec<Account> =
        members.iter().map(|m| Account { doc: m.record.doc.clone(), record: m.record.id.clone() }).collect();
    let mut event = LedgerEvent {
        id: entry_id("event", &accounts),
        type_: type_of(members),
        status: status(members),
        unreported: false,
        date: date(members),
        place: None,
        places: BTreeSet::new(),
        country: None,
        sides: sides(members),
        source: BTreeSet::new(),
        target: BTreeSet::new(),
        people: Vec::new(),
        names: BTreeSet::new(),
        ordinal: members.iter().find_map(|m| m.ordinal),
        subject: subject(members),
        topics: BTreeSet::new(),
        part_of: None,
        accounts,
        conflicts: Vec::new(),
        confidence: best.record.confidence,
    };
    for m in members {
        event.confidence = event.confidence.max(m.record.confidence);
        event.source.extend(m.event.source.iter().cloned());
        event.target.extend(m.event.target.iter().cloned());
        event.topics.extend(m.event.topics.iter().cloned());
        event.part_of = event.part_of.take().or_else(|| m.event.part_of.clone());
        event.country = event.country.take().or_else(|| m.country.map(str::to_owned));
        if let Some(name) = m.event.place.as_ref().and_then(|p| p.name.clone()).filter(|n| !n.is_empty()) {
            event.places.insert((lang(m), name.clone()));
            event.place.get_or_insert(name);
        }
        let series = m.event.series.as_ref().and_then(|s| s.name.clone());
        for name in m.event.name.iter().cloned().chain(series).chain(m.told_as.map(str::to_owned)) {
            event.names.insert((lang(m), name));
        }
        for p in &m.event.participants {
            let Some(name) = p.name.clone().or_else(|| p.person.clone()) else { continue };
            add_person(&mut event.people, p, name, &lang(m));
        }
    }
    // What was told of after its day, as a plan of the past, announces nothing.
    let day = event.date.and_then(|d| d.latest());
    event.unreported = matches!(event.status.as_str(), "planned")
        && day.is_some_and(|day| day < as_of)
        && members.iter().any(|m| m.told.is_none_or(|told| day.is_some_and(|day| told <= day.number())));
    event.conflicts = conflicts::conflicts(members, &event, docs);
    event
}

fn add_person(people: &mut Vec<Person>, p: &chancery_model::Participant, name: String, lang: &str) {
    let words = names::words(&name);
    let side = p.side.clone().filter(|s| !s.is_empty());
    let known = people.iter_mut().find(|k| {
        (k.side == side || k.side.is_none() || side.is_none())
            && k.spellings.iter().any(|s| names::same(&names::words(s), &words, true))
    });
    let known = match known {
        Some(known) => known,
        None => {
            people.push(Person {
                person: p.person.clone().unwrap_or_else(|| person_id(&name)),
                name: name.clone(),
                spellings: BTreeSet::new(),
                side: None,
                offices: BTreeSet::new(),
                roles: BTreeSet::new(),
            });
            let last = people.len() - 1;
            &mut people[last]
        }
    };
    // The fullest spelling names the person; of two equally full ones that with more diacritics.
    let weight = |n: &str| (names::words(n).len(), n.chars().filter(|c| !c.is_ascii()).count());
    if weight(&name) > weight(&known.name) {
        known.person = p.person.clone().unwrap_or_else(|| person_id(&name));
        known.name.clone_from(&name);
    }
    known.spellings.insert(name);
    known.side = known.side.take().or(side);
    known.roles.insert(p.role.clone());
    known.offices.extend(p.office.iter().filter(|o| !o.is_empty()).map(|o| (lang.to_owned(), o.clone())));
}

/// What the event is about: its names, or its passages where no account has a name.
fn subject(members: &[&Mention<'_>]) -> BTreeSet<Concept> {
    let own: BTreeSet<Concept> = members.iter().flat_map(|m| &m.subject).copied().collect();
    let nameless = !members.iter().any(|m| m.named);
    if own.is_empty() && (nameless || !types::traits(&members[0].event.type_).mechanism) {
        return members.iter().take(8).flat_map(|m| &m.wording).copied().collect();
    }
    own
}

/// True when the account reports the event as held. One that a later account still announces for a day to come has been
/// misread: nothing is held before its day.
fn held(m: &Mention<'_>, members: &[&Mention<'_>]) -> bool {
    let ahead = |o: &&Mention<'_>| {
        let (Some(told), Some(then), Some(day)) = (m.told, o.told, o.lo) else { return false };
        o.event.status == "planned"
            && o.exact()
            && then > told
            && day > then
            && m.lo.is_none_or(|_| !m.exact())
    };
    m.happened() && !members.iter().any(ahead)
}

/// The type most accounts have; the best account's where they are equal.
fn type_of(members: &[&Mention<'_>]) -> String {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for m in members {
        *votes.entry(&m.event.type_).or_default() += 1;
    }
    let most = votes.values().copied().max().unwrap_or(0);
    let first = members.iter().find(|m| votes.get(m.event.type_.as_str()) == Some(&most));
    first.map_or(String::new(), |m| m.event.type_.clone())
}

/// What the accounts come to: held wins over announced; called off wins where no later account still announces it.
fn status(members: &[&Mention<'_>]) -> String {
    let told = |status: &str| {
        let of = members.iter().filter(|m| m.event.status == status && (!m.happened() || held(m, members)));
        of.map(|m| m.told.unwrap_or(0)).max()
    };
    if told("occurred").is_some() {
        return "occurred".to_owned();
    }
    if told("ongoing").is_some() {
        return "ongoing".to_owned();
    }
    let announced = told("planned").max(told("proposed"));
    if let Some(off) = told("cancelled")
        && announced.is_none_or(|on| on <= off)
    {
        return "cancelled".to_owned();
    }
    for status in ["planned", "proposed", "cancelled", "denied"] {
        if told(status).is_some() {
            return status.to_owned();
        }
    }
    members[0].event.status.clone()
}

/// The date of the best account that reports the event as held; else the best date that an announcement has, the latest
/// announcement first.
fn date(members: &[&Mention<'_>]) -> Option<Edtf> {
    let held: Vec<&&Mention<'_>> =
        members.iter().filter(|m| held(m, members) && m.event.date.is_some()).collect();
    if held.is_empty() {
        let mut announced: Vec<&&Mention<'_>> = members.iter().filter(|m| m.event.date.is_some()).collect();
        announced.sort_by_key(|m| (!m.exact(), std::cmp::Reverse(m.told), m.span(), m.record.id.as_str()));
        return announced.first().and_then(|m| m.event.date);
    }
    // Of dates that are equally exact, the one that most documents have; then the one told nearest to the event.
    let span = held.iter().map(|m| m.span()).min()?;
    let mut votes: BTreeMap<String, (BTreeSet<&str>, Edtf)> = BTreeMap::new();
    for m in held.iter().filter(|m| m.span() <= span.saturating_add(10)) {
        let Some(date) = m.event.date else { continue };
        votes.entry(date.to_string()).or_insert_with(|| (BTreeSet::new(), date)).0.insert(&m.record.doc);
    }
    let most = votes.values().map(|(d, _)| d.len()).max()?;
    // Of dates told equally often, that of the account written nearest to the day.
    let near = |m: &&&&Mention<'_>| {
        (m.told.zip(m.hi).map_or(i64::MAX, |(told, day)| (told - day).abs()), m.record.id.clone())
    };
    let favoured = |m: &&&&Mention<'_>| {
        m.event.date.is_some_and(|d| votes.get(&d.to_string()).is_some_and(|(docs, _)| docs.len() == most))
    };
    held.iter().filter(|m| favoured(m)).min_by_key(|m| near(m)).and_then(|m| m.event.date)
}

/// Sides that at least a third of the accounts that name any have.
fn sides(members: &[&Mention<'_>]) -> BTreeSet<String> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    let naming = members.iter().filter(|m| !m.sides.is_empty()).count();
    for side in members.iter().flat_map(|m| &m.sides) {
        *votes.entry(side).or_default() += 1;
    }
    votes.into_iter().filter(|(_, n)| n * 3 >= naming).map(|(s, _)| s.to_owned()).collect()
}
