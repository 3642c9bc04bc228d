//! Sessions that a document tells of by number alone (`the second one`, `première session`).
//!
//! They belong to the mechanism that the same document names: the one whose sides they have, and among whose numbers and
//! years theirs fit. Where two mechanisms would do, neither is taken.

use super::concepts::{Concept, Facet, akin, of, overlap};
use super::mention::Mention;
use super::types;
use std::collections::{BTreeMap, BTreeSet};

/// Sessions of one mechanism in a year, at most.
const A_YEAR: i64 = 3;
/// Days by which accounts of one session may be apart.
const APART: i64 = 800;

/// When a session was, for comparison with others.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    pub(super) ordinal: Option<u32>,
    /// First and last day, as day numbers.
    pub(super) days: Option<(i64, i64)>,
}

/// True when the two may be sessions of one mechanism: numbers grow with dates, and not faster than meetings can be held.
pub(super) fn together(a: When, b: When) -> bool {
    let (Some(m), Some(n)) = (a.ordinal, b.ordinal) else { return true };
    let (Some(x), Some(y)) = (a.days, b.days) else { return true };
    let ((m, x), (n, y)) = if m <= n { ((m, x), (n, y)) } else { ((n, y), (m, x)) };
    if m == n {
        return (x.0 - y.1).max(y.0 - x.1) <= APART;
    }
    let most = (y.1 - x.0).max(0);
    x.0 <= y.1 && i64::from(n - m) <= most * A_YEAR / 365 + 1
}

fn when(m: &Mention<'_>) -> When {
    When { ordinal: m.ordinal, days: m.lo.zip(m.hi) }
}

/// Gives the sessions without a name of their own the subject of the mechanism that their document names.
pub(super) fn settle(mentions: &mut [Mention<'_>]) {
    let mut by_doc: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, m) in mentions.iter().enumerate() {
        if m.ordinal.is_some() && types::traits(&m.event.type_).mechanism {
            by_doc.entry(&m.record.doc).or_default().push(i);
        }
    }
    let mut given: Vec<(usize, bool, BTreeSet<Concept>)> = Vec::new();
    for sessions in by_doc.values().filter(|s| s.len() > 1) {
        for i in sessions {
            if let Some((named, subject)) = series(*i, sessions, mentions) {
                given.push((*i, named, subject));
            }
        }
    }
    for (i, named, subject) in given {
        let m = &mut mentions[i];
        m.wording.extend(subject.iter().copied());
        if named {
            m.subject.extend(subject);
        }
    }
}

/// The subject of the one mechanism that the session may belong to, and whether that is named; `None` where the session
/// has a subject of its own, or where no mechanism or several would do.
fn series(i: usize, sessions: &[usize], mentions: &[Mention<'_>]) -> Option<(bool, BTreeSet<Concept>)> {
    let m = &mentions[i];
    let told = |m: &Mention<'_>| {
        let by_name = !of(&m.subject, Facet::Topic).is_empty();
        let by_words = !m.named && !of(&m.wording, Facet::Topic).is_empty();
        by_name || (by_words && !of(&m.wording, Facet::Kind).is_empty())
    };
    if told(m) {
        return None;
    }
    let kinds = of(&m.subject, Facet::Kind);
    // One entry a mechanism: its subject, and whether it is named.
    let mut all: Vec<(bool, BTreeSet<Concept>, bool)> = Vec::new();
    for j in sessions.iter().filter(|j| **j != i) {
        let other = &mentions[*j];
        if !told(other) || m.sides != other.sides {
            continue;
        }
        let named = !of(&other.subject, Facet::Topic).is_empty();
        let subject = if named { &other.subject } else { &other.wording };
        let own = of(subject, Facet::Kind);
        let fits = together(when(m), when(other))
            && (kinds.is_empty() || own.is_empty() || overlap(&kinds, &own) > 0.0);
        match all.iter_mut().find(|(_, s, _)| akin(s, subject)) {
            Some((known, s, ok)) => {
                *known |= named;
                *ok &= fits;
                s.extend(subject.iter().copied());
            }
            None => all.push((named, subject.clone(), fits)),
        }
    }
    let mut fitting = all.into_iter().filter(|(_, _, ok)| *ok);
    let (named, subject, _) = fitting.next()?;
    fitting.next().is_none().then_some((named, subject))
}
