//! Who was there, as a sentence of its own says after talks were told (`The Lao side was headed by X`, `Also present were
//! Y and Z`).

use crate::cast::{participant, remembered};
use crate::context::Context;
use crate::event::Draft;
use crate::fill::Filler;
use crate::glance::Seen;
use chancery_model::{Mention, MentionKind, PersonRef, Sentence};
use chancery_pack::{Class, EventType};

/// How many sentences after talks may say who was there.
const WITHIN: usize = 5;
/// The same after what else people come together for.
const SOON: usize = 3;
/// How many events back a journey may have been told that somebody else was on.
const JOURNEY: usize = 60;

/// True for a sentence that names somebody and may say who else was on a journey told before.
pub(crate) fn travels(ctx: &Context<'_>, number: usize, seen: Seen<'_>, events: &[Draft]) -> bool {
    let item = ctx.item(number);
    let journey = |e: &Draft| e.item == item && e.participants.iter().any(|p| p.role == "guest");
    let sent = &ctx.text.sentences[number];
    let says = |class: &Class| (0..seen.len()).any(|at| seen.opens(class, at));
    names(sent)
        && ctx.grounds.0.class("accompanying").is_some_and(says)
        && events.iter().rev().take(JOURNEY).any(journey)
}

/// True for a sentence that names somebody.
fn names(sent: &Sentence) -> bool {
    sent.mentions.iter().any(|m| matches!(&m.kind, MentionKind::Person(p) if p.name.is_some()))
}

/// True for what people come together for: talks, and a signing or a ceremony, which is somewhere and of both sides.
fn gathers(kind: &EventType) -> bool {
    kind.talks || kind.mutual && kind.placed.as_deref() == Some("scene")
}

/// True for a sentence that names people shortly after talks, so that it may say that they were there.
pub(crate) fn near(ctx: &Context<'_>, number: usize, events: &[Draft]) -> bool {
    let sent = &ctx.text.sentences[number];
    let talks = events.last().is_some_and(|e| {
        let kind = &e.kind;
        if !gathers(kind) {
            return false;
        }
        let within = if kind.talks { WITHIN } else { SOON };
        e.sentence < number && number - e.sentence <= within && e.item == ctx.item(number)
    });
    talks && names(sent)
}

/// Adds the people of a sentence that is [`near`] to the talks told last, where it says that they led a side or were there.
pub(crate) fn attend(f: &Filler<'_>, events: &mut [Draft]) {
    let sent = f.sent();
    // Of what the sentence of the last event tells, the talks rather than the journey to them.
    let Some(told) = events.last().map(|e| e.sentence) else { return };
    let journey = |e: &Draft| e.kind.placed.as_deref() == Some("away");
    let gathering = |e: &Draft| gathers(&e.kind) && !journey(e);
    let last = events.len() - 1;
    let at = (0..=last).rev().take_while(|i| events[*i].sentence == told).find(|i| gathering(&events[*i]));
    let e = &mut events[at.unwrap_or(last)];
    let says = f.words_of("attending", 0..sent.tokens.len()).is_some();
    // Who goes along on a journey is not said to sign or to celebrate.
    let along = || f.words_of("accompanying", 0..sent.tokens.len()).is_some();
    let talks = e.kind.talks;
    if !says || e.status != "occurred" || !talks && along() {
        return;
    }
    let role = e.kind.participants.get("actor").cloned();
    let guests: Vec<String> = e.participants.iter().filter_map(|p| p.side.clone()).collect();
    for p in named(f) {
        let Some(side) = f.ctx.person_side(p) else { continue };
        // On a journey only the travellers' own people are.
        let own = role.as_deref() != Some("guest") || guests.contains(&side);
        let one = participant(f, p, role.clone()).filter(|_| own && e.sides.contains(&side));
        let new = one.filter(|x| e.participants.iter().all(|y| y.person != x.person));
        e.participants.extend(new);
    }
}

/// The people that a sentence names.
fn named<'a>(f: &Filler<'a>) -> Vec<&'a PersonRef> {
    let mentions = f.sent().mentions.iter().filter(|m| !remembered(f, m));
    let person = |m: &'a Mention| match &m.kind {
        MentionKind::Person(p) if p.name.is_some() => Some(p),
        _ => None,
    };
    mentions.filter_map(person).collect()
}

/// Adds the people of a sentence that says who else was on a journey (`Accompanying the minister were X and Y`) to the
/// journey told last on which somebody of their side is the guest.
pub(crate) fn accompany(f: &Filler<'_>, events: &mut [Draft]) {
    let tokens = &f.sent().tokens;
    if f.words_of("accompanying", 0..tokens.len()).is_none() {
        return;
    }
    let item = f.ctx.item(f.number);
    for p in named(f) {
        let Some(side) = f.ctx.person_side(p) else { continue };
        let guest = |e: &Draft| {
            e.participants.iter().any(|x| x.role == "guest" && x.side.as_ref() == Some(&side))
                && e.item == item
        };
        let Some(e) = events.iter_mut().rev().take(JOURNEY).find(|e| guest(e)) else { continue };
        let one = participant(f, p, Some("guest".to_owned()));
        let new = one.filter(|x| e.participants.iter().all(|y| y.person != x.person));
        e.participants.extend(new);
    }
}
