//! The same event told again in a document is one record with more evidence; what one telling leaves out, another gives.

use crate::context::Context;
use crate::event::Draft;
use chancery_model::{BlockRole, Day, Edtf, Mention, MentionKind, Place, Sentence, Upos};
use chancery_pack::Tone;

/// Days.
const YEAR: i64 = 366;

/// How many sentences from talks something may stand that is said in them, where their dates differ.
const ASIDE: usize = 3;

/// How many events back a telling may refer; keeps linking linear in the number of events.
const WINDOW: usize = 60;

/// Links the drafts of a document, in text order.
pub(crate) fn link(ctx: &Context<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    for mut draft in drafts {
        if draft.same_date {
            let before =
                out.iter().rev().find(|e| e.item == draft.item && e.date.is_some_and(|d| d.precision() == 3));
            draft.date = before.and_then(|e| e.date);
        }
        let from = out.len().saturating_sub(WINDOW);
        let mut best: Option<(f32, usize)> = None;
        for (i, e) in out.iter().enumerate().skip(from) {
            if let Some(score) = same(ctx, e, &draft) {
                let score = score - (out.len() - i) as f32 * 0.01;
                if best.is_none_or(|b| score > b.0) {
                    best = Some((score, i));
                }
            }
        }
        match best {
            Some((_, i)) => merge(&mut out[i], draft),
            None if draft.definite => {}
            None => out.push(draft),
        }
    }
    inherit(ctx, &mut out);
    places(ctx, &mut out);
    let talks: Vec<(u16, usize, Option<Edtf>, Vec<String>)> =
        out.iter().filter(|d| d.kind.talks).map(|d| (d.item, d.sentence, d.date, d.sides.clone())).collect();
    out.retain(|d| {
        let outside = d.kind.outside_talks;
        // Talks told far off and of another day are not those in which something is said.
        let said_within = |(item, at, date, sides): &(u16, usize, Option<Edtf>, Vec<String>)| {
            let far = at.abs_diff(d.sentence) > if outside { ASIDE } else { KNOWN };
            let apart = far && (!outside || date.zip(d.date).is_some_and(|(a, b)| !a.compatible(&b)));
            *item == d.item && !apart && d.source.iter().all(|s| sides.contains(s))
        };
        !((outside || d.aside) && talks.iter().any(said_within))
    });
    out.retain(|d| !d.sides.is_empty() || d.participants.iter().any(|p| p.name.is_some()));
    for d in &mut out {
        d.confidence = confidence(d);
    }
    out
}

/// An event that took place and has no date of its own has that of the story at that point: the last day named before it
/// in its paragraph (a month or year only where it opens a sentence: inside one it dates an aside). A date from further up
/// was measured to be wrong as often as right (`docs/decisions/coding.md`).
fn inherit(ctx: &Context<'_>, events: &mut [Draft]) {
    let published = ctx.published();
    let past = |v: &Edtf| published.is_none_or(|p| v.earliest().zip(p.latest()).is_some_and(|(a, b)| a <= b));
    let recent = |v: &Edtf| {
        let days = published.and_then(|p| p.latest()).zip(v.latest()).map(|(a, b)| a.number() - b.number());
        v.precision() == 3 && days.is_some_and(|n| (0..=REPORTED_DAYS).contains(&n))
    };
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let Some(d) = rest.first_mut() else { break };
        let block = ctx.text.sentences.get(d.sentence).map(|s| s.block);
        let meets = |x: &Draft| x.kind.talks || x.kind.mutual && x.kind.placed.as_deref() == Some("scene");
        if d.date.is_none() && d.status == "planned" && !d.earlier && meets(d) {
            // A programme goes on with the day that its paragraph is about.
            let last = before.iter().rev().take(NEXT).find(|e| e.item == d.item && e.date.is_some());
            let goes_on = |e: &&Draft| {
                ctx.text.sentences.get(e.sentence).map(|s| s.block) == block
                    && e.status == "planned"
                    && d.sides.len() >= 2
                    && d.sides.iter().all(|s| e.sides.contains(s))
            };
            let day = |v: &Edtf| v.precision() == 3 && v.end.is_none();
            d.date = last.filter(goes_on).and_then(|e| e.date).filter(day);
        }
        if d.date.is_some() || d.status != "occurred" || d.earlier || d.unread_date {
            continue;
        }
        let from = d.sentence.saturating_sub(12);
        // `since the election of 30 August`, `the pact of 4 July`: the day of a noun is not that of the story.
        let aside = |sent: &Sentence, m: &Mention, v: &Edtf| {
            let of = |k: usize| ctx.is("dating-of", &sent.tokens[k].lower);
            let lead = (0..m.first as usize).rev().find(|k| sent.tokens[*k].upos != Upos::Det);
            m.first > OPENING && v.end.is_none() && lead.is_some_and(of)
        };
        let named = (from..d.sentence).rev().find_map(|s| {
            let sent = ctx.text.sentences.get(s).filter(|x| Some(x.block) == block)?;
            sent.mentions.iter().rev().find_map(|m| match &m.kind {
                MentionKind::Time(t)
                    if t.value.is_some_and(|v| v.precision() >= if m.first <= OPENING { 2 } else { 3 })
                        && !t.period
                        && !t.since
                        && !t.due
                        && !t.anniversary =>
                {
                    // A date that tells when others did something is theirs.
                    let others = |v: &Edtf| {
                        before.iter().rev().take(WINDOW).any(|e| {
                            let theirs = d.source.iter().any(|x| !e.sides.contains(x));
                            e.sentence == s
                                && e.date.as_ref() == Some(v)
                                && (theirs || e.status == "planned" && published.is_none())
                        })
                    };
                    t.value.filter(&past).filter(|v| m.first <= OPENING || !others(v) && !aside(sent, m, v))
                }
                _ => None,
            })
        });
        // A lone day of the same two sides or more, told last.
        let theirs = |e: &Draft| {
            let same = d.sides.len() >= 2 && e.status == d.status;
            same && d.sides.iter().all(|s| e.sides.contains(s))
                && d.sentence.saturating_sub(e.sentence) <= TOLD
        };
        let last = before.iter().rev().take(WINDOW).find(|e| e.item == d.item && e.date.is_some());
        let told = last.filter(|e| theirs(e)).and_then(|e| e.date);
        // `the decisions of the session held in 2016. They signed …`: past its paragraph, a look back dates nothing of what
        // is told as news.
        let back = |e: &Draft| ctx.text.sentences.get(e.sentence).map(|s| s.block) != block;
        let story = || {
            let ours = before.iter().rev().take(WINDOW).filter(|e| e.item == d.item && theirs(e));
            ours.filter_map(|e| e.date).find(|v| recent(v))
        };
        let told = told.and_then(|v| {
            let day = Some(v).filter(|v| v.precision() >= 3);
            match last {
                Some(e) if back(e) && !recent(&v) => story().or(day),
                _ => day,
            }
        });
        // In news, talks told next to talks of the last days are of the same day: a report's lead dates what follows.
        let talk = |x: &Draft| x.kind.talks;
        let beside = before.iter().rev().take(WINDOW).filter(|_| talk(d)).find_map(|e| {
            let shares =
                e.item == d.item && e.status == d.status && d.sides.iter().any(|s| e.sides.contains(s));
            let close = d.sentence.saturating_sub(e.sentence) <= NEXT;
            e.date.filter(|v| shares && close && talk(e) && recent(v))
        });
        // What is told without a day of a journey of the same sides took place in its days.
        let scene = d.kind.mutual && d.kind.placed.as_deref() == Some("scene");
        let journey = || {
            let away = |e: &&Draft| e.kind.placed.as_deref() == Some("away");
            let theirs = |e: &&Draft| {
                e.item == d.item && d.sides.len() >= 2 && d.sides.iter().all(|s| e.sides.contains(s))
            };
            let stay = |v: &Edtf| v.end.is_some() && recent(v);
            let mut stays = before.iter().rev().take(WINDOW).filter(away).filter(theirs);
            stays.find_map(|e| e.date.filter(stay))
        };
        d.date = named.or(told).or(beside).or_else(|| journey().filter(|_| scene));
    }
}

/// Most sentences from an event to another of the same sides that has its day.
const TOLD: usize = 6;

/// Most sentences between talks that a report tells of one day.
const NEXT: usize = 4;

/// Most days between talks and the report that tells them as news.
const REPORTED_DAYS: i64 = 7;

/// The first tokens of a sentence, where a date dates all of it.
const OPENING: u16 = 2;

/// The chance that a careful reader agrees with a record of such make-up, as measured on the sample corpus
/// (`docs/decisions/coding.md`): two sides, a date, names and a second telling each make a record surer.
fn confidence(d: &Draft) -> f32 {
    // A named person of no known side: of such records hardly one was right.
    if d.sides.is_empty() {
        return 0.3;
    }
    let named = d.participants.iter().any(|p| p.name.is_some());
    let score = 0.38
        + if d.sides.len() >= 2 { 0.12 } else { 0.0 }
        + if d.date.is_some() { 0.28 } else { 0.0 }
        + if named { 0.12 } else { 0.0 }
        + if d.evidence.len() > 1 { 0.04 } else { 0.0 };
    f32::min(score, 0.95)
}

/// Most days between a report and what its dateline may place.
const REPORTED_WITHIN: i64 = 4;

/// Gives a country to events whose sentence does not: that of the journey they are part of, of the host, of the dateline,
/// of talks told just before.
fn places(ctx: &Context<'_>, events: &mut [Draft]) {
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
            Some("scene") => scene(ctx, e, &journeys, dateline.as_ref()).or_else(|| {
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
fn country(e: &Draft) -> Option<&String> {
    e.place.as_ref().and_then(|p| p.country.as_ref())
}

/// Where talks took place: at the only place of one of their sides, on the journey that they are part of, at the host's, or
/// where the report is from.
fn scene(ctx: &Context<'_>, e: &Draft, journeys: &[Draft], dateline: Option<&String>) -> Option<String> {
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
        .or(host.filter(|s| ctx.is_state(s)))
        .or_else(|| dateline.filter(|c| near && e.status != "planned" || news(c)).cloned())
}

/// Most days from an arrival, whose end is not told, to talks of the same sides that belong to the journey.
const STAY: i64 = 3;

/// True for talks of the same sides a few days after an arrival.
fn follows(journey: &Draft, e: &Draft) -> bool {
    let days = journey.date.zip(e.date).filter(|(a, b)| a.precision() == 3 && b.precision() == 3);
    let gap = days.and_then(|(a, b)| Some(b.earliest()?.number() - a.latest()?.number()));
    let same = e.sides.len() >= 2 && e.sides.iter().all(|s| journey.sides.contains(s));
    same && gap.is_some_and(|n| (0..=STAY).contains(&n))
}

/// Most sentences from talks told with their place to others that were there too.
const THERE: usize = 4;

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

/// Most sentences from talks to a noun with an article that goes back to them though it is of another type.
const KNOWN: usize = 4;

/// How well a draft fits an event told before; `None` where they cannot be the same.
fn same(ctx: &Context<'_>, e: &Draft, d: &Draft) -> Option<f32> {
    if e.item != d.item {
        return None;
    }
    let definite = d.definite || d.again && d.sides.iter().all(|s| e.sides.contains(s));
    let like = |a: &Draft, b: &Draft| a.kind.like.contains(&b.type_);
    // `the meeting was attended by both ministers`: what has an article and is of nobody else goes back to what was told; so
    // do the talks that the sides of a numbered session held.
    let held = e.ordinal.is_some() && d.sides.len() >= 2 && d.participants.is_empty();
    let known = (d.known || held)
        && e.type_ != d.type_
        && d.date.is_none()
        && d.ordinal.is_none()
        && d.name.is_none()
        && d.status == e.status
        && d.sentence.saturating_sub(e.sentence) <= KNOWN
        && d.sides.iter().all(|s| e.sides.contains(s));
    if e.type_ != d.type_ && !((definite || known) && (like(e, d) || like(d, e))) {
        return None;
    }
    if e.sort.zip(d.sort).is_some_and(|(a, b)| a != b) {
        return None;
    }
    // Who goes to one country does not go to another by it.
    let away = e.kind.placed.as_deref() == Some("away");
    let elsewhere = country(e).zip(country(d)).is_some_and(|(a, b)| a != b);
    if away && elsewhere && !definite {
        return None;
    }
    if let (Some(a), Some(b)) = (e.ordinal, d.ordinal)
        && a != b
    {
        return None;
    }
    // `expelled A on Monday and B on Friday`: one sentence seldom tells the same act twice.
    let kind = &e.kind;
    let act = !kind.mutual && kind.tone != Tone::Verbal;
    if act && e.sentence == d.sentence && e.date.is_some() && d.date.is_some() && e.date != d.date {
        return None;
    }
    let planned = |x: &Draft| matches!(x.status, "planned" | "proposed");
    match (&e.date, &d.date) {
        (Some(a), Some(b)) if !(a.compatible(b) || away && one_stay(e, d)) => return None,
        (Some(a), Some(b))
            if a.precision() == 1 && b.precision() > 1 || b.precision() == 1 && a.precision() > 1 =>
        {
            // A year holds many events: the same people or number must show that it is one.
            let shared = people(e).iter().any(|p| people(d).contains(p));
            // What lasts between the same sides began once.
            let once = e.kind.standing
                && e.sides.len() == d.sides.len()
                && e.sides.iter().all(|s| d.sides.contains(s));
            if !shared && e.ordinal.is_none() && !once {
                return None;
            }
        }
        // `X will go to Z from 3 to 5 May. … X's visit to Z shows …`: the noun without a date is of the journey just told.
        (Some(_), None) if planned(e) != planned(d) && !definite && !(planned(e) && renamed(e, d)) => {
            return None;
        }
        (None, Some(_)) if planned(e) != planned(d) && !definite => return None,
        // A day that nobody can name is that of an event with a date only where the same people show it.
        (None, Some(_)) | (Some(_), None)
            if !definite
                && (e.unread_date || d.unread_date)
                && people(e).iter().all(|p| !people(d).contains(p)) =>
        {
            return None;
        }
        // What has no date is of the present story, not of one years ago.
        (None, Some(v)) | (Some(v), None)
            if !(definite
                || d.date.is_none() && together(e, d) && d.sentence.saturating_sub(e.sentence) <= THERE)
                && v.latest()
                    .zip(ctx.published().and_then(|p| p.earliest()))
                    .is_some_and(|(a, b)| b.number() - a.number() > YEAR) =>
        {
            return None;
        }
        _ => {}
    }
    if definite {
        let recent = d.sentence.saturating_sub(e.sentence) <= 12;
        return recent.then_some(2.0 - (d.sentence.saturating_sub(e.sentence) as f32) * 0.05);
    }
    let common = d.sides.iter().filter(|s| e.sides.contains(s)).count();
    let least = d.sides.len().min(e.sides.len());
    if least > 0 && common * 2 < least.max(1) + usize::from(least > 1) {
        return None;
    }
    if least == 0 && people(e).iter().all(|p| !people(d).contains(p)) {
        return None;
    }
    // Two sets of sides that each hold one the other lacks are two events.
    if common < e.sides.len() && common < d.sides.len() {
        return None;
    }
    let (pe, pd) = (people(e), people(d));
    let shared = pd.iter().filter(|p| pe.contains(p)).count();
    // A number tells which session it was, whoever is named with it; so does `the signing` of those who looked on.
    let signing = kind.signs
        && (e.known || d.known)
        && dated_alike(e, d)
        && d.sentence.saturating_sub(e.sentence) <= KNOWN;
    let numbered = e.ordinal.is_some() && e.ordinal == d.ordinal || signing;
    if !pe.is_empty() && !pd.is_empty() && shared == 0 && !numbered {
        return None;
    }
    // The same host with two guests of one day is two meetings.
    if pe.len() >= 2 && pd.len() >= 2 && shared < 2 && !numbered {
        return None;
    }
    if !e.kind.mutual {
        let clash =
            |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && a.iter().all(|x| !b.contains(x));
        if clash(&e.source, &d.source) || clash(&e.target, &d.target) {
            return None;
        }
    }
    let head = |x: &Draft| {
        matches!(ctx.role_item(x.sentence).0, BlockRole::Title | BlockRole::Lead | BlockRole::Caption)
    };
    let dated = e.date.is_some() && d.date.is_some();
    // An undated telling far from the first is another event unless it shares people or stands in a headline or caption.
    if !dated && shared == 0 && d.sentence.saturating_sub(e.sentence) > 8 && !head(e) && !head(d) {
        return None;
    }
    Some(common as f32 * 0.5 + shared as f32 + if dated { 1.0 } else { 0.0 })
}

/// True for two days of one stay: of the same people in the same country, a few days apart (`arrived on Monday … on Wednesday,
/// the third day of the visit`).
fn one_stay(e: &Draft, d: &Draft) -> bool {
    let day = |x: &Draft| x.date.filter(|v| v.precision() == 3).and_then(|v| v.earliest());
    let near = day(e).zip(day(d)).is_some_and(|(a, b)| (a.number() - b.number()).abs() <= STAY);
    let told = |x: &Draft| matches!(x.status, "occurred" | "ongoing");
    near && told(e) == told(d)
        && country(e).is_some()
        && country(e) == country(d)
        && people(d).iter().any(|p| people(e).contains(p))
}

/// True for tellings of the same sides and day.
fn dated_alike(e: &Draft, d: &Draft) -> bool {
    let day = e.date.is_some_and(|v| v.precision() == 3) && e.date == d.date;
    day && e.sides.len() == d.sides.len() && e.sides.iter().all(|s| d.sides.contains(s))
}

/// True for a noun without a date that tells of the very sides and of somebody of an event told before.
fn renamed(e: &Draft, d: &Draft) -> bool {
    let theirs = people(e);
    d.nominal
        && d.sides.len() >= 2
        && d.sides.len() == e.sides.len()
        && d.sides.iter().all(|s| e.sides.contains(s))
        && people(d).iter().any(|p| theirs.contains(p))
}

/// True for tellings of the same two people or more.
fn together(e: &Draft, d: &Draft) -> bool {
    let theirs = people(e);
    people(d).iter().filter(|p| theirs.contains(p)).count() >= 2
}

fn people(d: &Draft) -> Vec<&str> {
    d.participants.iter().filter_map(|p| p.person.as_deref()).collect()
}

fn merge(e: &mut Draft, d: Draft) {
    for span in d.evidence {
        if !e.evidence.contains(&span) && e.evidence.len() < 8 {
            e.evidence.push(span);
        }
    }
    if d.definite || d.again {
        if e.date.is_none() {
            e.date = d.date;
        }
        return;
    }
    for p in d.participants {
        let known = e.participants.iter_mut().find(|x| x.person.is_some() && x.person == p.person);
        match known {
            Some(x) => {
                x.office = x.office.take().or(p.office);
                x.side = x.side.take().or(p.side);
            }
            None if p.name.is_some() => {
                // A name told later replaces an office told first.
                e.participants.retain(|x| x.name.is_some() || x.side.is_none() || x.side != p.side);
                e.participants.push(p);
            }
            None => {
                if !e.participants.iter().any(|x| x.side == p.side) {
                    e.participants.push(p);
                }
            }
        }
    }
    for (to, from) in [(&mut e.sides, d.sides), (&mut e.source, d.source), (&mut e.target, d.target)] {
        for s in from {
            if !to.contains(&s) {
                to.push(s);
            }
        }
    }
    e.topics.extend(d.topics);
    e.topics.sort();
    e.topics.dedup();
    let apart = e.date.zip(d.date).filter(|(a, b)| !a.compatible(b));
    e.date = match apart {
        // A stay begins with its first day.
        Some((a, b)) => Some(if b.earliest() < a.earliest() { b } else { a }),
        None => finer(e.date, d.date),
    };
    if e.place.is_none() || e.place.as_ref().is_some_and(|p| p.country.is_none()) {
        e.place = d.place.or(e.place.take());
    }
    if e.ordinal.is_none() {
        e.ordinal = d.ordinal;
    }
    if e.name.is_none() {
        e.name = d.name;
    }
    // A noun says nothing of whether the journey just announced has been made.
    let silent = d.nominal && d.date.is_none() && e.date.is_some();
    if e.status == "planned" && matches!(d.status, "occurred" | "ongoing") && !silent {
        e.status = d.status;
    }
}

/// The more precise of two dates; an interval beats a single day, which only says when a part of it was.
fn finer(a: Option<Edtf>, b: Option<Edtf>) -> Option<Edtf> {
    match (a, b) {
        (Some(x), Some(y)) => {
            // A whole week says less than one of its days.
            let week = |e: &Edtf| {
                let ends = e.earliest().zip(e.latest());
                e.end.is_some() && ends.is_some_and(|(a, b)| b.number() - a.number() == 6)
            };
            let rank = |e: &Edtf| (e.precision() - usize::from(week(e)) as u8, u8::from(e.end.is_some()));
            Some(if rank(&y) > rank(&x) { y } else { x })
        }
        (x, y) => x.or(y),
    }
}
