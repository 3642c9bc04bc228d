//! Where events took place whose sentences do not say it: on a journey, at the host's, at a gathering, where the report is
//! from.

use crate::context::Context;
use crate::event::Draft;
use crate::link::{WINDOW, people};
use chancery_model::{Day, Place};

/// Most days between a report and what its dateline may place.
const REPORTED_WITHIN: i64 = 4;

/// Gives a country to events whose sentence does not: that of the journey they are part of, of the host, of the dateline,
/// of talks told just before.
pub(crate) fn places(ctx: &Context<'_>, events: &mut [Draft]) {
    let dateline = ctx.dateline_country();
    fn placed(e: &Draft) -> Option<&str> {
        e.kind.placed.as_deref()
    }
    for e in events.iter_mut().filter(|e| country(e).is_none()) {
        if placed(e) == Some("away") {
            settle(e, destination(ctx, e));
        }
    }
    let guest = |e: &Draft| e.participants.iter().any(|p| p.role == "guest");
    // Those who travel first, then journeys of whom nobody knows.
    let known = events.iter().filter(|e| country(e).is_some() && guest(e));
    let unknown = events.iter().filter(|e| country(e).is_some() && !guest(e) && placed(e) == Some("away"));
    let journeys: Vec<Draft> = known.chain(unknown).take(WINDOW).cloned().collect();
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let Some(e) = rest.first_mut().filter(|e| country(e).is_none()) else { continue };
        let state = |s: &&String| ctx.is_state(s);
        let found = match placed(e) {
            Some("target") => e.target.iter().find(state).cloned().or_else(|| match e.sides.as_slice() {
                // An act of a state that meets no other is at home.
                [one] if ctx.is_state(one) => Some(one.clone()),
                _ => None,
            }),
            Some("side") => {
                // Of the two whom credentials concern, the report is from where they are received.
                let here = dateline.as_ref().filter(|c| e.sides.len() > 1 && e.sides.contains(c));
                here.or_else(|| e.sides.iter().find(state)).cloned()
            }
            Some("scene") => scene(ctx, e, &journeys, before, dateline.as_ref()).or_else(|| {
                // Two states do not meet in the country of a third that was host to somebody else some other day.
                let two = e.date.is_none() && e.sides.iter().filter(state).count() > 1;
                let theirs = |x: &&Draft| {
                    let home = country(x).filter(|c| x.sides.contains(c));
                    !two || home.is_none_or(|c| e.sides.contains(c))
                };
                let scenes = before.iter().rev().take(WINDOW).filter(|x| placed(x) == Some("scene"));
                told_there(e, scenes.filter(theirs))
            }),
            _ => None,
        };
        settle(e, found);
    }
}

/// The country of a draft's place.
pub(crate) fn country(e: &Draft) -> Option<&String> {
    e.place.as_ref().and_then(|p| p.country.as_ref())
}

/// Where talks took place: at the only place of one of their sides, on the journey that they are part of, where one of those
/// who talk was told `before` to be, at the host's, or where the report is from.
fn scene(
    ctx: &Context<'_>,
    e: &Draft,
    journeys: &[Draft],
    before: &[Draft],
    dateline: Option<&String>,
) -> Option<String> {
    let states = e.sides.iter().filter(|s| ctx.is_state(s)).count();
    let fresh = |(a, b): (Day, Day)| (b.number() - a.number()).abs() <= REPORTED_WITHIN;
    let published = ctx.published().and_then(|p| p.latest());
    let near = e.date.and_then(|d| d.latest()).zip(published).is_some_and(fresh);
    let whole = |v: &Draft| e.sides.len() >= 2 && e.sides.iter().all(|s| v.sides.contains(s));
    let holds = |v: &&Draft| {
        let when = match (&v.date, &e.date) {
            (Some(a), Some(b)) => {
                a.precision() >= 2 && b.precision() >= 2 && (a.compatible(b) || follows(v, e))
            }
            // What is still to be signed or held on a journey of these days.
            (Some(a), None) => {
                let ahead = e.status == "planned" && a.latest().zip(published).is_some_and(fresh);
                // What is told beside a journey of the same sides, and not of another day, is a part of it.
                let beside = e.status == v.status && !e.earlier && e.sentence.abs_diff(v.sentence) <= BESIDE;
                whole(v) && (ahead || beside)
            }
            // A journey whose days nobody tells is that of the talks in the news.
            (None, Some(_)) => near && v.status == e.status && whole(v),
            (a, b) => a.is_none() && b.is_none() && v.status == e.status,
        };
        let shares = e.sides.iter().any(|s| v.sides.contains(s));
        // Two states that meet on a journey to a third do so there only where the text says it.
        let within = states < 2
            || country(v).is_some_and(|c| e.sides.contains(c))
            || e.sides.iter().all(|s| v.sides.contains(s));
        v.item == e.item && when && shares && within
    };
    // A page that tells no year dates its news by the day alone: where it comes from one of the sides, it is about its place.
    let news = |c: &String| {
        let day = e.date.is_some_and(|d| d.precision() == 3 && d.latest().is_none());
        day && published.is_none() && e.status == "occurred" && !e.earlier && e.sides.contains(c)
    };
    let host = e.participants.iter().filter(|p| p.role == "host").find_map(|p| p.side.clone());
    ctx.place_in(e.sentence, &e.sides)
        .or_else(|| journeys.iter().find(holds).and_then(|v| country(v).cloned()))
        .or_else(|| abroad(e, before))
        .or(host.filter(|s| ctx.is_state(s)))
        .or_else(|| dateline.filter(|c| near && e.status != "planned" || news(c)).cloned())
}

/// Most days from an arrival, whose end is not told, to talks of the same sides that belong to the journey.
pub(crate) const STAY: i64 = 3;

/// True for talks of the same sides a few days after an arrival.
fn follows(journey: &Draft, e: &Draft) -> bool {
    let days = journey.date.zip(e.date).filter(|(a, b)| a.precision() == 3 && b.precision() == 3);
    let gap = days.and_then(|(a, b)| Some(b.earliest()?.number() - a.latest()?.number()));
    let same = e.sides.len() >= 2 && e.sides.iter().all(|s| journey.sides.contains(s));
    same && gap.is_some_and(|n| (0..=STAY).contains(&n))
}

/// Where somebody who takes part was told before to have met others that day, or to be at a gathering of these days, in the
/// country of none who meet now (`on the sidelines of the summit in Z, X met Y`).
fn abroad(e: &Draft, before: &[Draft]) -> Option<String> {
    let day = e.date.filter(|d| d.precision() == 3 && d.end.is_none())?;
    let ours = people(e);
    before.iter().rev().take(WINDOW).find_map(|x| {
        let then = x.date.is_some_and(|d| d.precision() == 3 && d.compatible(&day));
        let there = then && x.item == e.item && x.status == e.status && !ours.is_empty();
        let place = country(x).filter(|c| {
            there && !e.sides.contains(c) && x.kind.id != e.kind.id
                || there && x.date == e.date && !e.sides.contains(c)
        });
        place.filter(|_| people(x).iter().any(|p| ours.contains(p))).cloned()
    })
}

/// Most sentences from talks told with their place to others that were there too.
pub(crate) const THERE: usize = 4;

/// The same where neither has a date.
const BESIDE: usize = 2;

/// Where talks of the same day with the same person, or of the same sides, were told to be just before.
fn told_there<'a>(e: &Draft, mut before: impl Iterator<Item = &'a Draft>) -> Option<String> {
    before
        .find(|x| {
            let close = x.item == e.item && x.sentence <= e.sentence && e.sentence - x.sentence <= THERE;
            let undated = x.date.is_none() && e.date.is_none() && e.sentence - x.sentence <= BESIDE;
            let day = undated || x.date.is_some_and(|d| d.precision() == 3) && x.date == e.date;
            let people = people(e).iter().any(|p| people(x).contains(p));
            let sides = e.sides.len() >= 2 && e.sides.iter().all(|s| x.sides.contains(s));
            close && day && x.status == e.status && (people || sides) && country(x).is_some()
        })
        .and_then(|x| country(x).cloned())
}

/// Where a guest whose side is known goes: to the only other state.
fn destination(ctx: &Context<'_>, e: &Draft) -> Option<String> {
    let guests: Vec<&String> =
        e.participants.iter().filter(|p| p.role == "guest").filter_map(|p| p.side.as_ref()).collect();
    let mut away = e.sides.iter().filter(|s| ctx.is_state(s) && !guests.contains(s));
    match (guests.is_empty(), away.next(), away.next()) {
        (false, Some(one), None) => Some(one.clone()),
        _ => None,
    }
}

/// Gives an event its country, keeping the name of the place.
fn settle(e: &mut Draft, country: Option<String>) {
    if let Some(country) = country {
        let name = e.place.take().and_then(|p| p.name);
        e.place = Some(Place { name, country: Some(country) });
    }
}
