//! One account of an event, made ready for comparison.

use super::concepts::{Concept, Found};
use super::{names, titles};
use crate::DocumentInfo;
use chancery_model::{Edtf, Event, Fact, Participant, Record};
use std::collections::{BTreeMap, BTreeSet};

/// Longest span of days, in days, that still says when something was.
const EXACT: i64 = 45;

#[derive(Debug)]
pub(super) struct Who {
    pub(super) words: Vec<String>,
    pub(super) side: Option<String>,
}

#[derive(Debug)]
pub(super) struct Mention<'r> {
    pub(super) record: &'r Record,
    pub(super) event: &'r Event,
    /// Publication day of the document, as a day number.
    pub(super) told: Option<i64>,
    pub(super) lo: Option<i64>,
    pub(super) hi: Option<i64>,
    pub(super) sides: BTreeSet<&'r str>,
    pub(super) people: Vec<Who>,
    pub(super) ordinal: Option<u32>,
    /// It has a name of its own, or its series has.
    pub(super) named: bool,
    /// The name that its passage has, where the record has none.
    pub(super) told_as: Option<&'r str>,
    /// Kinds and topics of its name or series.
    pub(super) subject: BTreeSet<Concept>,
    /// Kinds and topics of its passages, names included.
    pub(super) wording: BTreeSet<Concept>,
    pub(super) country: Option<&'r str>,
    pub(super) place: Option<String>,
}

/// A place name without case, diacritics and spaces: `Hà Nội` is `Hanoi`.
pub(super) fn place_key(name: &str) -> String {
    chancery_model::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

impl<'r> Mention<'r> {
    /// `None` where the record is no event.
    pub(super) fn new(record: &'r Record, docs: &BTreeMap<&str, &DocumentInfo>) -> Option<Mention<'r>> {
        let Fact::Event(event) = &record.fact else { return None };
        let told = docs.get(record.doc.as_str()).and_then(|d| d.day()).map(|d| d.number());
        let date = event.date.map(|d| settle_year(d, told));
        let side = |p: &'r Participant| p.side.as_deref().filter(|s| !s.is_empty());
        let mut sides: BTreeSet<&str> =
            event.sides.iter().chain(&event.source).chain(&event.target).map(String::as_str).collect();
        if sides.is_empty() {
            sides.extend(event.participants.iter().filter_map(side));
        }
        let people = event
            .participants
            .iter()
            .filter_map(|p| {
                let words = names::words(p.name.as_deref().or(p.person.as_deref())?);
                (!words.is_empty()).then(|| Who { words, side: side(p).map(str::to_owned) })
            })
            .collect();
        let named: Vec<&str> = event
            .name
            .as_deref()
            .into_iter()
            .chain(event.series.as_ref().and_then(|s| s.name.as_deref()))
            .collect();
        // Where the coder gives no name, the passage may have it before the number.
        let number = event.series.as_ref().and_then(|s| s.ordinal);
        let passage = || record.evidence.iter().find_map(|e| titles::within(&e.quote, number?));
        let told_as = if named.is_empty() { passage() } else { None };
        let named: Vec<&str> = named.into_iter().chain(told_as).collect();
        let name = Found::of(&named.join(" · "));
        let quotes: Vec<&str> =
            record.evidence.iter().map(|e| e.quote.as_str()).filter(|q| q.len() < 600).collect();
        let words = Found::of(&quotes.join(" · "));
        let ordinal = event.series.as_ref().and_then(|s| s.ordinal).or_else(|| name.ordinal());
        let mut wording = name.subject();
        wording.extend(words.subject());
        Some(Mention {
            record,
            event,
            told,
            lo: date.and_then(|d| d.earliest()).map(|d| d.number()),
            hi: date.and_then(|d| d.latest()).map(|d| d.number()),
            sides,
            people,
            ordinal,
            named: !named.is_empty(),
            told_as,
            subject: name.subject(),
            wording,
            country: event.place.as_ref().and_then(|p| p.country.as_deref()),
            place: event
                .place
                .as_ref()
                .and_then(|p| p.name.as_deref())
                .map(place_key)
                .filter(|p| !p.is_empty()),
        })
    }

    /// Days its date leaves open; a large number where it has none.
    pub(super) fn span(&self) -> i64 {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) => hi - lo,
            _ => i64::MAX,
        }
    }

    pub(super) fn exact(&self) -> bool {
        self.span() <= EXACT
    }

    pub(super) fn happened(&self) -> bool {
        matches!(self.event.status.as_str(), "occurred" | "ongoing")
    }
}

/// A date whose year is not known gets the year of its document for comparison only: the last such day before the
/// document was published, or the next one where that is within a month.
fn settle_year(date: Edtf, told: Option<i64>) -> Edtf {
    let (Some(told), Some(start)) = (told, date.start) else { return date };
    if start.year.is_some() || start.month.is_none() {
        return date;
    }
    let year = chancery_model::Day::from_number(told).year;
    let with = |year: i32| {
        let mut out = date;
        out.start = out.start.map(|mut p| {
            p.year = Some(year);
            p
        });
        out.end = out.end.map(|end| {
            end.map(|mut p| {
                p.year = p.year.or(Some(year));
                p
            })
        });
        out
    };
    [year + 1, year, year - 1]
        .into_iter()
        .map(with)
        .find(|d| d.earliest().is_some_and(|d| d.number() <= told + 31))
        .unwrap_or(date)
}
