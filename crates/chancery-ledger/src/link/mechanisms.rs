//! Standing mechanisms: series of sessions between the same sides under the same name.

use super::concepts::{Concept, Facet, Found, akin, jaccard, of, overlap};
use super::model::{Ledger, LedgerCommitment, LedgerEvent, Mechanism, Session};
use super::series::{When, together};
use super::{date_key, types};
use chancery_model::{Day, Edtf};
use std::collections::{BTreeMap, BTreeSet};

/// Longest name that fits a line, in characters.
const LINE: usize = 100;
/// Mean length of a month in days, for counting months between days.
const MONTH: f64 = 30.44;

/// Sessions after the last one that a promise may be of.
const AHEAD: u32 = 3;
/// Members of a series that a further session is compared with.
const MOST: usize = 48;

struct Candidate<'l> {
    event: &'l LedgerEvent,
    when: When,
}

pub(super) fn mechanisms(ledger: &Ledger, as_of: Day) -> Vec<Mechanism> {
    let candidates: Vec<Candidate<'_>> = ledger
        .events
        .iter()
        .filter(|e| types::traits(&e.type_).mechanism && (e.ordinal.is_some() || !e.names.is_empty()))
        .filter(|e| !matches!(e.status.as_str(), "denied"))
        .map(|event| {
            let days = event.date.and_then(|d| Some((d.earliest()?.number(), d.latest()?.number())));
            Candidate { event, when: When { ordinal: event.ordinal, days } }
        })
        .filter(|c| !of(&c.event.subject, Facet::Kind).is_empty() || c.event.ordinal.is_some())
        .collect();
    // The fullest names found the series; a bare "second dialogue" joins afterwards.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|i| {
        let c = &candidates[*i];
        (std::cmp::Reverse(c.event.subject.len()), date_key(c.event.date), c.event.id.as_str())
    });
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for i in order {
        let c = &candidates[i];
        let least =
            c.event.sides.iter().min_by_key(|s| (index.get(s.as_str()).map_or(0, Vec::len), s.as_str()));
        let near = least.and_then(|s| index.get(s.as_str())).cloned().unwrap_or_default();
        let mut best: Option<(f32, usize)> = None;
        let mut others = 0;
        for g in near {
            let fit = groups[g]
                .iter()
                .take(MOST)
                .map(|j| fit(c, &candidates[*j]))
                .try_fold(0f32, |a, b| b.map(|b| a.max(b)));
            let Some(score) = fit.filter(|s| *s >= 1.0) else { continue };
            others += 1;
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, g));
            }
        }
        // A session of which nothing but the number is known belongs to a mechanism only where no other would do.
        let bare = of(&c.event.subject, Facet::Topic).is_empty();
        let g = match best {
            Some((_, g)) if !bare || others == 1 => g,
            _ => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        groups[g].push(i);
        for side in &c.event.sides {
            let entry = index.entry(side).or_default();
            if !entry.contains(&g) {
                entry.push(g);
            }
        }
    }
    let mut out: Vec<Mechanism> = groups
        .iter()
        .map(|g| g.iter().map(|i| candidates[*i].event).collect::<Vec<_>>())
        .filter(|g| g.iter().any(|e| e.ordinal.is_some()) || g.len() > 1)
        .map(|g| gather(&g, as_of))
        // A number without a name, told once, is no mechanism that anybody could look up.
        .filter(|m| !m.titles.is_empty() || m.sessions.len() > 1)
        .collect();
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

/// Adds the sessions that have been promised by number and have no event yet.
pub(super) fn promised(ledger: &mut Ledger, as_of: Day) {
    let mut by_number: BTreeMap<(&str, u32), Vec<&LedgerCommitment>> = BTreeMap::new();
    for c in ledger.commitments.iter().filter(|c| c.state.pending()) {
        let Some(number) = c.ordinal else { continue };
        for side in c.by.union(&c.to) {
            by_number.entry((side, number)).or_default().push(c);
        }
    }
    let mut mechanisms = std::mem::take(&mut ledger.mechanisms);
    for m in &mut mechanisms {
        let names: Vec<&str> = m.names.iter().map(|(_, n)| n.as_str()).collect();
        let name = Found::of(&names.join(" · ")).subject();
        let last = m.sessions.iter().filter_map(|s| s.ordinal).max();
        let least = |n: u32| {
            let lists =
                m.sides.iter().map(|s| by_number.get(&(s.as_str(), n)).map_or(&[][..], Vec::as_slice));
            lists.min_by_key(|l| l.len()).unwrap_or_default()
        };
        // Nobody promises more than the next few sessions.
        let next: Vec<&LedgerCommitment> =
            (1..=AHEAD).flat_map(|n| least(last.unwrap_or(0) + n)).copied().collect();
        for c in next {
            let known = m.sessions.iter().any(|s| s.ordinal == c.ordinal);
            let sides = c.by.union(&c.to).cloned().collect();
            if known || c.ordinal <= last || jaccard(&m.sides, &sides) < 0.5 {
                continue;
            }
            let texts: Vec<&str> = c.texts.iter().map(|(_, t)| t.as_str()).collect();
            let text = Found::of(&texts.join(" · ")).subject();
            let kinds = |s: &BTreeSet<Concept>| s.iter().any(|c| c.0 == Facet::Kind && name.contains(c));
            // A bare "fourth dialogue" is that of the mechanism whose third one the same page tells of.
            let topics = text.iter().filter(|c| c.0 == Facet::Topic).count();
            let told = c.accounts.iter().any(|a| {
                let here = |s: &Session| {
                    ledger.event(&s.event).is_some_and(|e| e.accounts.iter().any(|b| b.doc == a.doc))
                };
                m.sessions.iter().any(here)
            });
            if kinds(&text) && (topics > 0 && overlap(&name, &text) >= 0.5 || told) {
                let status = "planned".to_owned();
                m.sessions.push(Session { ordinal: c.ordinal, date: c.due, event: c.id.clone(), status });
                if c.due.and_then(|d| d.latest()).is_some_and(|d| d >= as_of) && m.next.is_none() {
                    m.next = c.due;
                    m.expected = None;
                }
            }
        }
    }
    ledger.mechanisms = mechanisms;
}

/// How well two sessions fit into one series; `None` where they cannot.
fn fit(a: &Candidate<'_>, b: &Candidate<'_>) -> Option<f32> {
    let open = types::traits(&a.event.type_).open || types::traits(&b.event.type_).open;
    let sides = jaccard(&a.event.sides, &b.event.sides);
    if sides < 0.5 && !(open && a.event.sides.intersection(&b.event.sides).count() > 0) {
        return None;
    }
    let (x, y) = (&a.event.subject, &b.event.subject);
    if !akin(x, y) || !together(a.when, b.when) {
        return None;
    }
    let told = [x, y].iter().all(|s| s.iter().any(|c| c.0 == Facet::Topic));
    Some(sides + jaccard(x, y) + if told { 0.5 } else { 0.0 })
}

fn gather(events: &[&LedgerEvent], as_of: Day) -> Mechanism {
    let mut sessions: Vec<Session> = Vec::new();
    let mut events = events.to_vec();
    events.sort_by_key(|e| (e.ordinal.is_none(), e.ordinal, !held(e), date_key(e.date), e.id.as_str()));
    for e in &events {
        let again = sessions.iter().any(|s| match (s.ordinal, e.ordinal) {
            (Some(a), Some(b)) => a == b,
            _ => e.date.is_none() || s.date.zip(e.date).is_some_and(|(a, b)| a.compatible(&b)),
        });
        if !again {
            sessions.push(Session {
                ordinal: e.ordinal,
                date: e.date,
                event: e.id.clone(),
                status: e.status.clone(),
            });
        }
    }
    sessions.sort_by_key(|s| (date_key(s.date), s.ordinal, s.event.clone()));
    // An undated session stands where its number puts it.
    let (dated, undated): (Vec<_>, Vec<_>) = sessions.into_iter().partition(|s| s.date.is_some());
    let mut sessions = dated;
    for s in undated {
        let at = sessions.iter().position(|o| o.ordinal > s.ordinal).unwrap_or(sessions.len());
        sessions.insert(at, s);
    }
    let rhythm = rhythm(&sessions);
    let ahead = |s: &&Session| {
        matches!(s.status.as_str(), "planned" | "proposed")
            && s.date.and_then(|d| d.latest()).is_none_or(|d| d >= as_of)
    };
    let next = sessions.iter().find(ahead).and_then(|s| s.date);
    let last = sessions.iter().filter(|s| s.status == "occurred").filter_map(|s| s.date?.earliest()).max();
    let expected = match (next, rhythm, last) {
        (None, Some(months), Some(last)) => {
            let day = last.plus((f64::from(months) * MONTH) as i64);
            Some(Edtf::month(day.year, day.month))
        }
        _ => None,
    };
    let first = events.iter().map(|e| e.id.as_str()).min().unwrap_or("");
    // Sides that at least half of the sessions have: a mechanism of an organisation is not that of every guest.
    let mut votes: BTreeMap<&String, usize> = BTreeMap::new();
    for side in events.iter().flat_map(|e| &e.sides) {
        *votes.entry(side).or_default() += 1;
    }
    Mechanism {
        id: format!("mechanism:{}", first.strip_prefix("event:").unwrap_or(first)),
        names: events.iter().flat_map(|e| e.names.iter().cloned()).collect(),
        titles: titles(&events),
        sides: votes.into_iter().filter(|(_, n)| n * 2 >= events.len()).map(|(s, _)| s.clone()).collect(),
        sessions,
        rhythm,
        next,
        expected,
    }
}

/// The mechanism's own names, the one that says most first: most concepts, then most sessions, then the longest.
fn titles(events: &[&LedgerEvent]) -> Vec<(String, String)> {
    let mut votes: BTreeMap<(String, String), usize> = BTreeMap::new();
    for e in events {
        let own: BTreeSet<(String, String)> =
            e.names.iter().filter_map(|(l, n)| Some((l.clone(), super::series_title(n, e)?))).collect();
        own.into_iter().for_each(|t| *votes.entry(t).or_default() += 1);
    }
    let mut all: Vec<((String, String), usize)> = votes.into_iter().collect();
    all.sort_by_cached_key(|((lang, name), n)| {
        let length = name.chars().count();
        let says = Found::of(name).subject().len();
        let most = std::cmp::Reverse((length <= LINE, says, *n, length));
        (most, lang.clone(), name.clone())
    });
    all.into_iter().map(|(t, _)| t).collect()
}

/// Sessions of a mechanism between two sides that some page calls a gathering are sessions none the less.
pub(super) fn sessions(ledger: &mut Ledger) {
    let at: BTreeMap<String, usize> =
        ledger.events.iter().enumerate().map(|(i, e)| (e.id.clone(), i)).collect();
    for m in &ledger.mechanisms {
        let all: Vec<usize> = m.sessions.iter().filter_map(|s| at.get(&s.event).copied()).collect();
        let closed = |i: &&usize| !types::traits(&ledger.events[**i].type_).open;
        let Some(of) = all.iter().find(closed).map(|i| ledger.events[*i].type_.clone()) else { continue };
        let most = all.iter().filter(closed).count() * 2 >= all.len();
        for i in all {
            let e = &mut ledger.events[i];
            if most && m.sides.len() == 2 && e.sides.is_subset(&m.sides) {
                e.type_.clone_from(&of);
            }
        }
    }
}

fn held(event: &LedgerEvent) -> bool {
    matches!(event.status.as_str(), "occurred" | "ongoing")
}

/// The median of the months between numbered sessions, each gap divided by the sessions it spans.
fn rhythm(sessions: &[Session]) -> Option<u32> {
    let mut dated: Vec<(u32, i64)> = sessions
        .iter()
        .filter(|s| s.status == "occurred" && s.date.is_some_and(|d| d.precision() >= 2))
        .filter_map(|s| Some((s.ordinal?, s.date?.earliest()?.number())))
        .collect();
    dated.sort_unstable();
    let mut gaps: Vec<f64> = dated
        .windows(2)
        .filter(|w| w[1].0 > w[0].0 && w[1].1 > w[0].1)
        .map(|w| (w[1].1 - w[0].1) as f64 / f64::from(w[1].0 - w[0].0) / MONTH)
        .collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).map(|months| months.round() as u32).filter(|m| *m > 0)
}
