//! `part_of`: what happens on a journey belongs to it.

use chancery_model::{Event, Fact, Record};

/// The type that holds others: the one whose participants have a `guest`.
fn journey(e: &Event) -> bool {
    e.participants.iter().any(|p| p.role == "guest")
}

/// Sets `part_of` of events that share a day, a side and a person with a journey of the same item.
pub(crate) fn link(records: &mut [Record]) {
    let visit = |r: &&Record| matches!(&r.fact, Fact::Event(e) if journey(e) && e.date.is_some());
    let visits: Vec<&Record> = records.iter().filter(visit).take(64).collect();
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, r) in records.iter().enumerate().filter(|_| !visits.is_empty()) {
        let Fact::Event(e) = &r.fact else { continue };
        if journey(e) {
            continue;
        }
        let Some(date) = e.date else { continue };
        let holds = |v: &Record| {
            let Fact::Event(v) = &v.fact else { return false };
            let within =
                v.date.is_some_and(|d| d.compatible(&date) && d.precision() >= date.precision().min(2));
            let person = v
                .participants
                .iter()
                .any(|p| p.person.is_some() && e.participants.iter().any(|q| q.person == p.person));
            within && person && e.sides.iter().all(|s| v.sides.contains(s))
        };
        found.extend(visits.iter().find(|v| v.item == r.item && holds(v)).map(|v| (at, v.id.clone())));
    }
    for (at, id) in found {
        if let Fact::Event(e) = &mut records[at].fact {
            e.part_of = Some(id);
        }
    }
}
