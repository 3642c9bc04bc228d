//! Accounts to events: which records of several documents tell of the same thing.
//!
//! The best dated and fullest accounts found events first; the vaguer ones then join the event that they fit best. An
//! account is compared only with events of its sides and months, of its people, or of its number in a series, so that the
//! work grows with the store and not with its square. The order in which documents came does not matter.

use super::concepts::{akin, jaccard, overlap};
use super::mention::Mention;
use super::{names, types};
use crate::{Judgement, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// How much has to agree before two accounts are one event; see [`fit`] for what each agreement counts.
const ENOUGH: f32 = 3.0;
/// Two records of one document are two events unless much more agrees: the coder has compared them already.
const ENOUGH_WITHIN: f32 = 5.5;
/// So much agrees where two accounts have the number of a session and its name in common.
const SESSION: f32 = 4.0;
/// Days within which a promised or invited visit may be the one that took place later.
const FOLLOWS: i64 = 550;
/// Days within which an undated report speaks of what has just been.
const RECENT: i64 = 45;
/// Sides of one account that are paired up for finding others; a conference may have two hundred.
const SIDES: usize = 6;

/// Indices into the mentions, the account that founded the event first.
pub(super) type Cluster = Vec<usize>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'m> {
    Pair(&'m str, &'m str, i32),
    Side(&'m str, i32),
    Solo(&'m str, i32),
    Number(&'m str, u32),
    Person(&'m str),
}

fn month(day: i64) -> i32 {
    let d = chancery_model::Day::from_number(day);
    d.year * 12 + i32::from(d.month)
}

/// Months that the date may lie in, one day of tolerance on each side; none where it leaves more than a year open.
fn months(m: &Mention<'_>) -> std::ops::RangeInclusive<i32> {
    match (m.lo, m.hi) {
        (Some(lo), Some(hi)) if hi - lo <= 370 => month(lo - 1)..=month(hi + 1),
        #[allow(clippy::reversed_empty_ranges)]
        _ => 1..=0,
    }
}

/// Where the event that this account founds is kept.
fn filed<'m>(m: &'m Mention<'_>) -> Vec<Key<'m>> {
    let sides: Vec<&str> = m.sides.iter().copied().take(SIDES).collect();
    let mut out = Vec::new();
    for month in months(m) {
        for (i, a) in sides.iter().enumerate() {
            out.push(Key::Side(a, month));
            out.extend(sides[i + 1..].iter().map(|b| Key::Pair(a, b, month)));
        }
        if let [only] = sides[..] {
            out.push(Key::Solo(only, month));
        }
    }
    if let Some(n) = m.ordinal {
        out.extend(sides.iter().map(|s| Key::Number(s, n)));
    }
    out.extend(m.people.iter().filter_map(|p| p.words.last()).map(|w| Key::Person(w)));
    out.extend(
        m.people.iter().filter(|p| p.words.len() > 1).filter_map(|p| p.words.first()).map(|w| Key::Person(w)),
    );
    out
}

/// Where events that this account may tell of are looked for.
fn sought<'m>(m: &'m Mention<'_>) -> Vec<Key<'m>> {
    let sides: Vec<&str> = m.sides.iter().copied().take(SIDES).collect();
    let mut out = Vec::new();
    for month in months(m) {
        for (i, a) in sides.iter().enumerate() {
            out.push(Key::Solo(a, month));
            out.extend(sides[i + 1..].iter().map(|b| Key::Pair(a, b, month)));
            if sides.len() == 1 || types::traits(&m.event.type_).open {
                out.push(Key::Side(a, month));
            }
        }
    }
    if let Some(n) = m.ordinal {
        out.extend(sides.iter().map(|s| Key::Number(s, n)));
    }
    if !m.exact() {
        out.extend(m.people.iter().filter_map(|p| p.words.last()).map(|w| Key::Person(w)));
    }
    out
}

/// How well an account fits another; `None` where they cannot be the same event.
fn fit(m: &Mention<'_>, other: &Mention<'_>) -> Option<f32> {
    if !types::alike(&m.event.type_, &other.event.type_) {
        return None;
    }
    let kind = types::traits(&m.event.type_);
    let same_type = m.event.type_ == other.event.type_;
    // The coder that made two records of two types out of one page meant two events; only a session of a mechanism may be
    // told there as a gathering too.
    let gatherings = kind.mechanism && types::traits(&other.event.type_).mechanism;
    if !same_type && m.record.doc == other.record.doc && !gatherings {
        return None;
    }
    let mut score = if same_type { 0.5 } else { 0.0 };

    let numbered = match (m.ordinal, other.ordinal) {
        (Some(a), Some(b)) if a != b => return None,
        (Some(_), Some(_)) => true,
        _ => false,
    };
    let common = jaccard(&m.sides, &other.sides);
    let both_sided = !m.sides.is_empty() && !other.sides.is_empty();
    if both_sided && common < 0.5 && !(kind.open && m.sides.intersection(&other.sides).count() > 0) {
        return None;
    }
    score += if both_sided { common.max(0.5) } else { 0.0 };

    let subject = overlap(&m.subject, &other.subject);
    if m.subject.len() > 1 && other.subject.len() > 1 {
        if subject < 0.5 || kind.mechanism && !akin(&m.subject, &other.subject) {
            return None;
        }
        score += subject;
    }
    if numbered {
        // A number alone is not enough: two mechanisms of the same sides have each their third session.
        let speaks = overlap(&m.wording, &other.wording);
        score += if subject >= 0.5 {
            3.0
        } else if speaks >= 0.5 {
            2.0
        } else {
            0.5
        };
    }
    if let (Some(a), Some(b)) = (m.country, other.country) {
        if a == b {
            score += 0.5;
        } else if !numbered && (kind.travel || kind.persons || kind.mechanism) {
            return None;
        }
    }
    if m.place.is_some() && m.place == other.place {
        score += 0.5;
    }
    score += people(m, other, kind.persons)?;
    if kind.directed && !m.event.source.is_empty() && !other.event.source.is_empty() {
        let meet = m.event.source.iter().any(|s| other.event.source.contains(s));
        if !meet {
            return None;
        }
    }
    Some(score + dates(m, other, numbered && score >= SESSION, kind.single)?)
}

/// What the people named in both say: 1.5 for each of the first two in common.
fn people(m: &Mention<'_>, other: &Mention<'_>, persons: bool) -> Option<f32> {
    let (mut shared, mut common_sides, mut shared_sides) = (0, BTreeSet::new(), BTreeSet::new());
    for a in &m.people {
        for b in &other.people {
            let sides = (a.side.as_deref(), b.side.as_deref());
            if sides.0.is_some() && sides.0 == sides.1 {
                common_sides.insert(sides.0);
            }
            if names::same(&a.words, &b.words, true)
                && (sides.0 == sides.1 || sides.0.is_none() || sides.1.is_none())
            {
                shared += 1;
                shared_sides.insert(sides.0.or(sides.1));
                break;
            }
        }
    }
    let named = !m.people.is_empty() && !other.people.is_empty();
    if persons && named {
        let contradicted =
            common_sides.iter().any(|s| !shared_sides.contains(s) && !shared_sides.contains(&None));
        if shared == 0 || contradicted {
            return None;
        }
    }
    Some(if named && shared == 0 { -0.5 } else { 1.5 * shared.min(2) as f32 })
}

/// What the dates say. Accounts that contradict each other by a day, or by any time where the number of the session and
/// its name agree, are still one event; the contradiction is kept.
fn dates(m: &Mention<'_>, other: &Mention<'_>, same_session: bool, single: bool) -> Option<f32> {
    let (Some(a), Some(b), Some(c), Some(d)) = (m.lo, m.hi, other.lo, other.hi) else {
        return undated(m, other, same_session);
    };
    if a <= d && c <= b {
        let widest = (b - a).max(d - c);
        let held = (a <= c && d <= b) || (c <= a && b <= d);
        return Some(match widest {
            _ if (a, b) == (c, d) && widest <= 31 => 2.0,
            0..=10 if held => 1.75,
            0..=10 => 1.25,
            11..=92 => 1.0,
            _ if single => 1.5,
            _ => 0.5,
        });
    }
    let gap = if b < c { c - b } else { a - d };
    if same_session {
        // A session put off keeps its number; a contradiction of more than two years is another series.
        return (gap <= 800).then_some(0.0);
    }
    let (days, both) = (m.span().max(other.span()) <= 10, m.people.len().min(other.people.len()) >= 2);
    (gap <= 1 && days && both && m.happened() && other.happened()).then_some(0.0)
}

fn undated(m: &Mention<'_>, other: &Mention<'_>, same_session: bool) -> Option<f32> {
    let (dated, open) = if m.lo.is_some() { (m, other) } else { (other, m) };
    if open.lo.is_some() || open.event.date.is_some() {
        return same_session.then_some(0.0);
    }
    let (Some(lo), Some(told)) = (dated.lo, open.told) else {
        return Some(0.0);
    };
    let after = lo - told;
    let expected = matches!(open.event.status.as_str(), "planned" | "proposed");
    let near = if expected { (0..=FOLLOWS).contains(&after) } else { (-RECENT..=1).contains(&after) };
    if near && dated.exact() {
        return Some(0.75);
    }
    let possible = if expected { after >= -1 } else { after <= 1 };
    (possible || same_session).then_some(-0.25)
}

/// Groups the mentions. Each cluster begins with its best account; clusters come in the order of those.
pub(super) fn cluster(mentions: &[Mention<'_>], judgements: &[Judgement]) -> Vec<Cluster> {
    let (same, different) = verdicts(judgements);
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by(|a, b| rank(&mentions[*a]).cmp(&rank(&mentions[*b])));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut index: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut of_record: BTreeMap<&str, usize> = BTreeMap::new();
    for i in order {
        let m = &mentions[i];
        let id = m.record.id.as_str();
        let mut near: BTreeSet<usize> =
            sought(m).iter().filter_map(|k| index.get(k)).flatten().copied().collect();
        let told: BTreeSet<usize> =
            same.get(id).into_iter().flatten().filter_map(|r| of_record.get(r)).copied().collect();
        near.extend(&told);
        let mut best: Option<(f32, usize)> = None;
        for c in near {
            let apart = different.get(id);
            let members = &clusters[c];
            if members.iter().any(|j| apart.is_some_and(|a| a.contains(mentions[*j].record.id.as_str()))) {
                continue;
            }
            let score = if told.contains(&c) { Some(f32::MAX) } else { fit_all(m, members, mentions) };
            if let Some(score) = score
                && best.is_none_or(|(s, _)| score > s)
            {
                best = Some((score, c));
            }
        }
        let at = match best {
            Some((_, c)) => {
                clusters[c].push(i);
                c
            }
            None => {
                clusters.push(vec![i]);
                clusters.len() - 1
            }
        };
        of_record.insert(id, at);
        for key in filed(m) {
            let entry = index.entry(key).or_default();
            if entry.last() != Some(&at) && !entry.contains(&at) {
                entry.push(at);
            }
        }
    }
    clusters
}

/// The fit with the account that founded the event, provided that no other account of it contradicts. Where the number
/// and the name of a session agree, an account without a number has nothing to contradict with.
fn fit_all(m: &Mention<'_>, members: &[usize], mentions: &[Mention<'_>]) -> Option<f32> {
    let mut best: Option<f32> = None;
    let (mut within, mut numbered, mut session, mut unnumbered) = (false, false, false, false);
    for j in members.iter().take(25) {
        let other = &mentions[*j];
        let same = m.ordinal.is_some() && other.ordinal == m.ordinal;
        match fit(m, other) {
            Some(score) => {
                best = Some(best.map_or(score, |b| b.max(score)));
                session |= same && score >= SESSION;
            }
            None if m.ordinal.is_some() && other.ordinal.is_none() => unnumbered = true,
            // Most comparisons end at the first account.
            None => return None,
        }
        within |= other.record.doc == m.record.doc;
        numbered |= same;
    }
    if unnumbered && !session {
        return None;
    }
    // The number says which session it is, however often one document tells of it.
    let enough = if within && !numbered { ENOUGH_WITHIN } else { ENOUGH };
    best.filter(|best| *best >= enough)
}

/// Best account first: shortest span, most people, most sides; then what does not depend on the order of addition.
fn rank<'m>(m: &'m Mention<'_>) -> (i64, u8, usize, usize, usize, &'m str) {
    let confidence = (m.record.confidence * 4.0) as usize;
    let status = u8::from(!m.happened());
    let (people, sides) = (usize::MAX - m.people.len(), usize::MAX - m.sides.len());
    (m.span(), status, people, sides, usize::MAX - confidence, &m.record.id)
}

type Verdicts<'j> = BTreeMap<&'j str, BTreeSet<&'j str>>;

/// Which records belong together and which do not, by the last word on each pair.
fn verdicts(judgements: &[Judgement]) -> (Verdicts<'_>, Verdicts<'_>) {
    let mut last = BTreeMap::new();
    for j in judgements {
        last.insert((j.a.as_str(), j.b.as_str()), j.verdict);
    }
    let (mut same, mut different) = (Verdicts::new(), Verdicts::new());
    for ((a, b), verdict) in last {
        let target = match verdict {
            Verdict::Same => &mut same,
            Verdict::Different => &mut different,
            Verdict::Unsure => continue,
        };
        target.entry(a).or_default().insert(b);
        target.entry(b).or_default().insert(a);
    }
    (same, different)
}
