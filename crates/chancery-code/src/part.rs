//! `part_of`: what happens on a journey belongs to it.

use chancery_model::{Event, Fact, Record};

/// The type that holds others: the one whose participants have a `guest`.
fn journey(e: &Event) -> bool {
    e.participants.iter().any(|p| p.role == "guest")
}

/// Sets `part_of` of events that share a day, a side and a person with a journey of the same item.
pub(crate) fn link(records: &mut [Record]) {
    let visits: Vec<(String, u16, Event)> = records
        .iter()
        .filter_map(|r| match &r.fact {
            Fact::Event(e) if journey(e) && e.date.is_some() => Some((r.id.clone(), r.item, e.clone())),
            _ => None,
        })
        .take(64)
        .collect();
    for r in records.iter_mut() {
        let Fact::Event(e) = &mut r.fact else { continue };
        if journey(e) {
            continue;
        }
        let Some(date) = e.date else { continue };
        let holds = |v: &Event| {
            let within =
                v.date.is_some_and(|d| d.compatible(&date) && d.precision() >= date.precision().min(2));
            let person = v
                .participants
                .iter()
                .any(|p| p.person.is_some() && e.participants.iter().any(|q| q.person == p.person));
            within && person && e.sides.iter().all(|s| v.sides.contains(s))
        };
        if let Some((id, _, _)) = visits.iter().find(|(_, item, v)| *item == r.item && holds(v)) {
            e.part_of = Some(id.clone());
        }
    }
}
