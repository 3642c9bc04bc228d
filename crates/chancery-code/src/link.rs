//! The same event told again in a document is one record with more evidence; what one telling leaves out, another gives.

use crate::context::Context;
use crate::event::Draft;
use crate::whereabouts::{STAY, THERE, country, places};
use chancery_model::{BlockRole, Edtf, Mention, MentionKind, Sentence, Upos};
use chancery_pack::Tone;

/// Days.
const YEAR: i64 = 366;

/// How many sentences from talks something may stand that is said in them, where their dates differ.
const ASIDE: usize = 3;

/// How many events back a telling may refer; keeps linking linear in the number of events.
pub(crate) const WINDOW: usize = 60;

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
        let Some((d, after)) = rest.split_first_mut() else { break };
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
        // `at the end of the talks, they signed …`: on the day of those talks.
        let resumed = || {
            let ours = before.iter().rev().take(WINDOW).filter(|e| e.item == d.item && e.status == d.status);
            let all = |e: &&Draft| d.sides.iter().all(|s| e.sides.contains(s));
            ours.filter(|e| talk(e)).filter(all).find_map(|e| e.date.filter(|v| recent(v)))
        };
        let resumes = scene && d.sides.len() >= 2 && after_talks(ctx, d.sentence);
        // What a headline tells has the day that the lead gives to the same sides.
        let lead = || {
            let theirs = |e: &&Draft| {
                e.item == d.item && e.status == d.status && d.sides.iter().all(|s| e.sides.contains(s))
            };
            let close = after.iter().take_while(|e| e.sentence <= d.sentence + NEXT).filter(theirs);
            close.filter_map(|e| e.date).find(|v| recent(v))
        };
        let headline = scene && d.sides.len() >= 2 && ctx.role_item(d.sentence).0 == BlockRole::Title;
        let stay = || journey().filter(|_| scene);
        d.date = named.or(told).or(beside).or_else(stay);
        if d.date.is_none() && resumes {
            d.date = resumed();
        }
        if d.date.is_none() && headline {
            d.date = lead();
        }
    }
}

/// True for a sentence that the end of talks or their occasion opens.
fn after_talks(ctx: &Context<'_>, sentence: usize) -> bool {
    let Some(sent) = ctx.text.sentences.get(sentence) else { return false };
    let words: Vec<&str> = sent.tokens.iter().take(RESUMES).map(|t| t.lower.as_str()).collect();
    (1..=words.len()).any(|n| ctx.is("resumes", &words[..n].join(" ")))
}

/// The most words of the phrase by which a sentence goes on from talks.
const RESUMES: usize = 5;

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

/// Most sentences from talks to a noun with an article that goes back to them though it is of another type.
const KNOWN: usize = 4;

/// How well a draft fits an event told before; `None` where they cannot be the same.
fn same(ctx: &Context<'_>, e: &Draft, d: &Draft) -> Option<f32> {
    if e.item != d.item {
        return None;
    }
    let definite = d.definite || d.again && d.sides.iter().all(|s| e.sides.contains(s));
    let like = |a: &Draft, b: &Draft| a.kind.like.contains(&b.kind.id);
    // `the meeting was attended by both ministers`: what has an article and is of nobody else goes back to what was told; so
    // do the talks that the sides of a numbered session held.
    let held = e.ordinal.is_some() && d.sides.len() >= 2 && d.participants.is_empty();
    let known = (d.known || held)
        && e.kind.id != d.kind.id
        && d.date.is_none()
        && d.ordinal.is_none()
        && d.name.is_none()
        && d.status == e.status
        && d.sentence.saturating_sub(e.sentence) <= KNOWN
        && d.sides.iter().all(|s| e.sides.contains(s));
    if e.kind.id != d.kind.id && !((definite || known) && (like(e, d) || like(d, e))) {
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

pub(crate) fn people(d: &Draft) -> Vec<&str> {
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
