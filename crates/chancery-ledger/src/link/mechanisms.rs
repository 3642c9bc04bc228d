//! Standing mechanisms: series of sessions between the same sides under the same name.

use super::concepts::{Concept, Facet, Found, jaccard, overlap};
use super::model::{Ledger, LedgerEvent, Mechanism, Session};
use super::{date_key, types};
use chancery_model::{Day, Edtf};
use std::collections::{BTreeMap, BTreeSet};

/// Mean length of a month in days, for counting months between days.
const MONTH: f64 = 30.44;

struct Candidate<'l> {
    event: &'l LedgerEvent,
    subject: BTreeSet<Concept>,
}

/// Kinds and topics of an event's names; of its passages where it has none.
pub(super) fn subject(ledger: &Ledger, event: &LedgerEvent) -> BTreeSet<Concept> {
    let names: Vec<&str> = event.names.iter().map(|(_, n)| n.as_str()).collect();
    let found = Found::of(&names.join(" · ")).subject();
    if !found.is_empty() {
        return found;
    }
    let mut out = BTreeSet::new();
    for account in event.accounts.iter().take(8) {
        let Some(record) = ledger.records.get(&account.record) else { continue };
        for e in record.evidence.iter().filter(|e| e.quote.len() < 400) {
            out.extend(Found::of(&e.quote).subject());
        }
    }
    out
}

pub(super) fn mechanisms(ledger: &Ledger, as_of: Day) -> Vec<Mechanism> {
    let candidates: Vec<Candidate<'_>> = ledger
        .events
        .iter()
        .filter(|e| types::traits(&e.type_).mechanism && (e.ordinal.is_some() || !e.names.is_empty()))
        .filter(|e| !matches!(e.status.as_str(), "denied"))
        .map(|event| Candidate { event, subject: subject(ledger, event) })
        .filter(|c| c.subject.iter().any(|s| s.0 == Facet::Kind) || c.event.ordinal.is_some())
        .collect();
    // The fullest names found the series; a bare "second dialogue" joins afterwards.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|i| {
        let c = &candidates[*i];
        (std::cmp::Reverse(c.subject.len()), date_key(c.event.date), c.event.id.as_str())
    });
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for i in order {
        let c = &candidates[i];
        let least =
            c.event.sides.iter().min_by_key(|s| (index.get(s.as_str()).map_or(0, Vec::len), s.as_str()));
        let near = least.and_then(|s| index.get(s.as_str())).cloned().unwrap_or_default();
        let mut best: Option<(f32, usize)> = None;
        for g in near {
            let fit =
                groups[g].iter().map(|j| fit(c, &candidates[*j])).try_fold(0f32, |a, b| b.map(|b| a.max(b)));
            if let Some(score) = fit
                && score >= 1.0
                && best.is_none_or(|(s, _)| score > s)
            {
                best = Some((score, g));
            }
        }
        let g = match best {
            Some((_, g)) => g,
            None => {
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
        .collect();
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

/// Adds the sessions that have been promised by number and have no event yet.
pub(super) fn promised(ledger: &mut Ledger, as_of: Day) {
    for m in &mut ledger.mechanisms {
        let names: Vec<&str> = m.names.iter().map(|(_, n)| n.as_str()).collect();
        let name = Found::of(&names.join(" · ")).subject();
        let last = m.sessions.iter().filter_map(|s| s.ordinal).max();
        for c in ledger.commitments.iter().filter(|c| c.state.pending() && c.ordinal.is_some()) {
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
                    ledger.events.iter().any(|e| e.id == s.event && e.accounts.iter().any(|b| b.doc == a.doc))
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
}

/// How well two sessions fit into one series; `None` where they cannot.
fn fit(a: &Candidate<'_>, b: &Candidate<'_>) -> Option<f32> {
    let open = types::traits(&a.event.type_).open || types::traits(&b.event.type_).open;
    let sides = jaccard(&a.event.sides, &b.event.sides);
    if sides < 0.5 && !(open && a.event.sides.intersection(&b.event.sides).count() > 0) {
        return None;
    }
    let kinds =
        |c: &Candidate<'_>| c.subject.iter().filter(|s| s.0 == Facet::Kind).copied().collect::<BTreeSet<_>>();
    let (ka, kb) = (kinds(a), kinds(b));
    if !ka.is_empty() && !kb.is_empty() && ka.intersection(&kb).count() == 0 {
        return None;
    }
    let topics = |c: &Candidate<'_>| {
        c.subject.iter().filter(|s| s.0 == Facet::Topic).copied().collect::<BTreeSet<_>>()
    };
    let (ta, tb) = (topics(a), topics(b));
    if !ta.is_empty() && !tb.is_empty() && overlap(&ta, &tb) < 0.5 {
        return None;
    }
    // Numbers of one series grow with its dates.
    if let (Some(m), Some(n), Some(x), Some(y)) =
        (a.event.ordinal, b.event.ordinal, a.event.date, b.event.date)
    {
        let (first, second) = if m <= n { (x, y) } else { (y, x) };
        if let (Some(lo), Some(hi)) = (first.earliest(), second.latest())
            && lo > hi
        {
            return None;
        }
    }
    Some(sides + jaccard(&a.subject, &b.subject) + if ta.is_empty() || tb.is_empty() { 0.0 } else { 0.5 })
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
        sides: votes.into_iter().filter(|(_, n)| n * 2 >= events.len()).map(|(s, _)| s.clone()).collect(),
        sessions,
        rhythm,
        next,
        expected,
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
