//! Commitments: wordings of one undertaking, and what became of it.

use super::candidates::{Index, Sought, figure};
use super::concepts::{Concept, Facet, Found, jaccard, overlap};
use super::model::{Account, Ledger, LedgerCommitment, LedgerEvent, Person, State};
use super::passages::{Passages, only};
use super::{date_key, entry_id, names, types};
use crate::{DocumentInfo, Judgement, Verdict};
use chancery_model::{Commitment, Day, Edtf, Fact, Record, fold};
use std::collections::{BTreeMap, BTreeSet};

/// From the strongest to the weakest.
const FORCES: &[&str] = &["agreed", "pledged", "proposed", "hoped"];
/// Days between two tellings of an undertaking without a number.
const NEAR: i64 = 120;
/// Days within which what was promised without a date may be the event of that type that followed.
const FOLLOWS: i64 = 900;

struct Telling<'l> {
    record: &'l Record,
    fact: &'l Commitment,
    info: &'l DocumentInfo,
    told: Option<i64>,
    sides: BTreeSet<&'l str>,
    subject: BTreeSet<Concept>,
    words: BTreeSet<String>,
    ordinal: Option<u32>,
}

impl<'l> Telling<'l> {
    fn new(record: &'l Record, ledger: &'l Ledger) -> Option<Telling<'l>> {
        let Fact::Commitment(fact) = &record.fact else { return None };
        let info = ledger.docs.get(&record.doc)?;
        // What was to be done before the page was written is history that it tells, and nothing that anybody still owes.
        let written = info.edtf().and_then(|d| d.earliest());
        if fact.due.and_then(|d| d.latest()).zip(written).is_some_and(|(due, written)| due < written) {
            return None;
        }
        let found = Found::of(&fact.text);
        let folded = fold(&fact.text);
        Some(Telling {
            record,
            fact,
            info,
            told: info.day().map(Day::number),
            sides: fact.by.iter().chain(&fact.to).map(String::as_str).collect(),
            subject: found.subject(),
            words: folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| w.len() > 3)
                .map(str::to_owned)
                .collect(),
            ordinal: found.ordinal(),
        })
    }
}

pub(super) fn commitments(ledger: &Ledger, judgements: &[Judgement], as_of: Day) -> Vec<LedgerCommitment> {
    let mut tellings: Vec<Telling<'_>> =
        ledger.records.values().filter_map(|r| Telling::new(r, ledger)).collect();
    tellings.sort_by_key(|t| (t.told.unwrap_or(i64::MAX), t.record.id.as_str()));
    let judged: BTreeMap<(&str, &str), Verdict> =
        judgements.iter().map(|j| ((j.a.as_str(), j.b.as_str()), j.verdict)).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut index: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (i, t) in tellings.iter().enumerate() {
        let mut near: BTreeSet<usize> =
            keys(t).iter().filter_map(|k| index.get(k)).flatten().copied().collect();
        near.retain(|g| {
            groups[*g].iter().take(8).all(|j| {
                let other = &tellings[*j];
                let (a, b) =
                    (t.record.id.as_str().min(&other.record.id), t.record.id.as_str().max(&other.record.id));
                match judged.get(&(a, b)) {
                    Some(Verdict::Same) => true,
                    Some(Verdict::Different) => false,
                    _ => same(t, other),
                }
            })
        });
        let g = near.first().copied().unwrap_or(groups.len());
        if g == groups.len() {
            groups.push(Vec::new());
        }
        groups[g].push(i);
        for key in keys(t) {
            let entry = index.entry(key).or_default();
            if !entry.contains(&g) {
                entry.push(g);
            }
        }
    }
    let mut out: Vec<LedgerCommitment> =
        groups.iter().map(|g| gather(&g.iter().map(|i| &tellings[*i]).collect::<Vec<_>>())).collect();
    settle(&mut out, ledger, as_of);
    out.sort_by(|a, b| date_key(a.made).cmp(&date_key(b.made)).then_with(|| a.id.cmp(&b.id)));
    out
}

/// Where tellings that may be one are kept: by side and number, or by side and the quarter of a year in which they were told.
fn keys(t: &Telling<'_>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for side in t.sides.iter().take(6) {
        if let Some(n) = t.ordinal {
            out.push(((*side).to_owned(), format!("#{n}")));
        }
        if let Some(told) = t.told {
            for quarter in [(told - NEAR / 2).div_euclid(NEAR), (told + NEAR / 2).div_euclid(NEAR)] {
                out.push(((*side).to_owned(), quarter.to_string()));
            }
        }
    }
    out.dedup();
    out
}

fn same(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    if jaccard(&a.sides, &b.sides) < 0.5 {
        return false;
    }
    if let (Some(x), Some(y)) = (&a.fact.event_type, &b.fact.event_type)
        && !types::alike(x, y)
    {
        return false;
    }
    let subject = overlap(&a.subject, &b.subject);
    let kind =
        |t: &Telling<'_>| t.subject.iter().filter(|c| c.0 == Facet::Kind).copied().collect::<BTreeSet<_>>();
    if let (Some(m), Some(n)) = (a.ordinal, b.ordinal) {
        // The number and the name say which session; a new due date is that of the same one, put off.
        return m == n && subject >= 0.5 && overlap(&kind(a), &kind(b)) > 0.0;
    }
    if let (Some(x), Some(y)) = (a.fact.due, b.fact.due)
        && !x.compatible(&y)
    {
        return false;
    }
    let near = a.told.zip(b.told).is_some_and(|(x, y)| (x - y).abs() <= NEAR);
    let due = a.fact.due.is_some() && a.fact.due == b.fact.due;
    let words = jaccard(&a.words, &b.words);
    if a.record.doc == b.record.doc {
        return words >= 0.8 && a.words.len() > 2;
    }
    if a.info.lang == b.info.lang {
        return words >= if near { 0.5 } else { 0.7 } && a.words.len().min(b.words.len()) > 2;
    }
    let both = a.subject.intersection(&b.subject).count();
    near && subject >= 0.75 && both >= if due { 2 } else { 3 }
}

fn gather(tellings: &[&Telling<'_>]) -> LedgerCommitment {
    let accounts: Vec<Account> =
        tellings.iter().map(|t| Account { doc: t.record.doc.clone(), record: t.record.id.clone() }).collect();
    let force = FORCES.iter().find(|f| tellings.iter().any(|t| t.fact.force == **f));
    let mut texts = Vec::new();
    for t in tellings {
        let text = (t.info.lang.clone(), t.fact.text.clone());
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    // The undertaking's own ends: a proposal that was agreed later is by those who agreed.
    let strongest: Vec<&&Telling<'_>> =
        tellings.iter().filter(|t| Some(&t.fact.force.as_str()) == force).collect();
    let from = if strongest.is_empty() { tellings.iter().collect() } else { strongest };
    LedgerCommitment {
        id: entry_id("commitment", &accounts),
        by: from.iter().flat_map(|t| &t.fact.by).cloned().collect(),
        to: from.iter().flat_map(|t| &t.fact.to).cloned().collect(),
        people: tellings.iter().flat_map(|t| &t.fact.people).cloned().collect(),
        force: force.copied().unwrap_or(tellings[0].fact.force.as_str()).to_owned(),
        texts,
        event_type: tellings.iter().find_map(|t| t.fact.event_type.clone()),
        ordinal: tellings.iter().find_map(|t| t.ordinal),
        due: tellings.iter().rev().find_map(|t| t.fact.due),
        topics: tellings.iter().flat_map(|t| &t.fact.topics).cloned().collect(),
        made: tellings.iter().find_map(|t| t.info.edtf()),
        state: State::Open,
        events: Vec::new(),
        superseded_by: None,
        shown_by: BTreeSet::new(),
        confidence: tellings.iter().map(|t| t.record.confidence).fold(0.0, f32::max),
        accounts,
    }
}

/// Finds what became of each commitment among the events of its sides.
fn settle(commitments: &mut [LedgerCommitment], ledger: &Ledger, as_of: Day) {
    let announced = Passages::new(ledger, |_, told| matches!(told.status.as_str(), "planned" | "proposed"));
    let index = Index::new(ledger);
    for c in commitments {
        let sides: BTreeSet<&str> = c.by.iter().chain(&c.to).map(String::as_str).collect();
        let promise = Promise::new(c, sides, &announced, ledger);
        let mut near = index.find(&promise.sought());
        near.extend(&promise.own);
        let mut hits: Vec<(f32, usize)> =
            near.into_iter().filter_map(|i| Some((promise.kept_by(i, ledger)?, i))).collect();
        hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        decide(c, &hits, ledger, as_of);
    }
}

struct Promise<'c> {
    commitment: &'c LedgerCommitment,
    made: Option<i64>,
    sides: BTreeSet<&'c str>,
    subject: BTreeSet<Concept>,
    /// Folded wordings, a blank on both sides, for finding names in them.
    text: String,
    /// Numbers of three and more digits: years and periods.
    figures: BTreeSet<String>,
    docs: BTreeSet<&'c str>,
    /// Words of the names of those who made it, folded.
    people: BTreeSet<String>,
    /// Ledger events that its own passages announce, by index: they are what is promised.
    own: BTreeSet<usize>,
}

impl<'c> Promise<'c> {
    fn new(
        c: &'c LedgerCommitment,
        sides: BTreeSet<&'c str>,
        announced: &Passages<'_>,
        ledger: &'c Ledger,
    ) -> Promise<'c> {
        let text: Vec<String> = c.texts.iter().map(|(_, t)| names::words(t).join(" ")).collect();
        let subject = Found::folded(&text.join(" ")).subject();
        // Who is to come may stand outside of the undertaking: `invited the minister to visit`.
        let records: Vec<&Record> = c.accounts.iter().filter_map(|a| ledger.records.get(&a.record)).collect();
        let passages =
            records.iter().filter_map(|r| r.evidence.first()).map(|e| names::words(&e.quote).join(" "));
        // The one event of the type promised that a passage of its own announces.
        let fits =
            |i: &usize| c.event_type.as_deref().is_some_and(|t| types::alike(t, &ledger.events[*i].type_));
        let text = format!(" {} ", text.into_iter().chain(passages).collect::<Vec<_>>().join(" "));
        Promise {
            made: c.made.and_then(|d| d.earliest()).map(Day::number),
            sides,
            subject,
            people: c.people.iter().flat_map(|p| names::words(p)).filter(|w| w.len() > 1).collect(),
            own: records.iter().filter_map(|r| only(announced.meeting(r).into_iter().filter(fits))).collect(),
            figures: text.split(' ').filter(|w| figure(w)).map(str::to_owned).collect(),
            docs: c.accounts.iter().map(|a| a.doc.as_str()).collect(),
            text,
            commitment: c,
        }
    }

    /// Where what keeps it is looked for: what began a year and more before it was made cannot, nor what came years after
    /// it was due.
    fn sought(&self) -> Sought<'_> {
        let c = self.commitment;
        let by_word = self.subject.iter().filter(|s| s.0 == Facet::Kind).map(|s| s.1);
        let due = c.due.and_then(|d| Some((d.earliest()?.number(), d.latest()?.number())));
        let last = self.made.max(due.map(|d| d.1)).map_or(i64::MAX, |d| d + FOLLOWS);
        Sought {
            sides: &self.sides,
            ordinal: c.ordinal,
            types: c.event_type.iter().flat_map(|t| types::akin(t)).chain(by_word).collect(),
            words: self
                .text
                .split(' ')
                .filter(|w| w.len() > 1)
                .chain(self.people.iter().map(String::as_str))
                .collect(),
            figures: &self.figures,
            from: self.made.map_or(i64::MAX, |made| made - 370),
            to: last,
            due: due.filter(|(lo, hi)| hi - lo <= 370),
        }
    }

    /// How surely the event is what was promised; `None` where it is not.
    fn kept_by(&self, at: usize, ledger: &Ledger) -> Option<f32> {
        let event = &ledger.events[at];
        let (c, subject) = (self.commitment, &event.subject);
        let sides: BTreeSet<&str> = event.sides.iter().map(String::as_str).collect();
        if !(self.sides.is_subset(&sides) || jaccard(&self.sides, &sides) >= 0.5) {
            return None;
        }
        // Nothing is kept by what was known when it was promised: some account must be later than the promise.
        let later = event.accounts.iter().any(|a| !self.docs.contains(a.doc.as_str()));
        let after = match (event.date.and_then(|d| d.latest()), self.made) {
            (Some(day), Some(made)) => day.number() >= made,
            _ => false,
        };
        if !after && event.status == "occurred" {
            return None;
        }
        if self.own.contains(&at) && later {
            return Some(4.0);
        }
        let meets = overlap(&self.subject, subject);
        let both = self.subject.intersection(subject).count();
        if let (Some(m), Some(n)) = (c.ordinal, event.ordinal) {
            return (m == n && meets >= 0.5 && later).then_some(3.0 + meets);
        }
        if !later {
            return None;
        }
        // What is promised is told by the coder's type, or by its own word for it (`to visit`).
        let by_word = self.subject.iter().any(|s| s.0 == Facet::Kind && s.1 == event.type_);
        let type_fits = by_word || c.event_type.as_deref().is_some_and(|t| types::alike(t, &event.type_));
        if !type_fits {
            return self.figures_meet(event, ledger, both);
        }
        let person = event.people.iter().any(|p| self.names(&p.spellings) || self.invited(p));
        let within = match (c.due, event.date) {
            (Some(due), Some(date)) => Some(due.compatible(&date)),
            _ => None,
        };
        let soon = event
            .date
            .and_then(|d| d.earliest())
            .zip(self.made)
            .is_some_and(|(d, m)| d.number() - m <= FOLLOWS);
        let kind = types::traits(&event.type_);
        let score = match (person, within) {
            (true, Some(true)) => 3.0,
            (true, None) if soon => 2.5,
            (true, Some(false)) if soon => 2.0,
            // Nobody is named: what is promised must be told by its subject and its date.
            (false, Some(true)) if both >= 2 => 2.0,
            (false, Some(true)) if !kind.persons && both >= 1 => 1.5,
            (false, None) if both >= 3 && soon && !kind.persons => 1.5,
            _ => return self.figures_meet(event, ledger, both),
        };
        // A numbered session keeps a promise without a number only by name.
        let numbered = c.ordinal.is_some() || event.ordinal.is_some();
        (!numbered || meets >= 0.5).then_some(score)
    }

    /// True when the person is one of those that the commitment names, from another side than the one that made it.
    fn invited(&self, person: &Person) -> bool {
        let c = self.commitment;
        let other = person.side.as_ref().is_some_and(|s| !c.by.contains(s));
        let named = |n: &String| {
            person.spellings.iter().any(|s| names::same(&names::words(s), &names::words(n), false))
        };
        other && c.people.iter().any(named)
    }

    /// True when the wordings name the person: in full, or by a distinctive last name.
    fn names(&self, spellings: &BTreeSet<String>) -> bool {
        spellings.iter().any(|s| {
            let words = names::words(s);
            let full = format!(" {} ", words.join(" "));
            let last = words.last().filter(|w| w.len() >= 5).map(|w| format!(" {w} "));
            (words.len() > 1 && self.text.contains(&full)) || last.is_some_and(|w| self.text.contains(&w))
        })
    }

    /// A document with the same years in its name (`protocol for 2025-2029`), signed after the promise.
    fn figures_meet(&self, event: &LedgerEvent, ledger: &Ledger, both: usize) -> Option<f32> {
        let kind = types::traits(&event.type_);
        if self.figures.len() < 2 || both < 2 || kind.persons || kind.travel {
            return None;
        }
        let told: BTreeSet<String> = event
            .accounts
            .iter()
            .filter_map(|a| ledger.records.get(&a.record))
            .flat_map(|r| &r.evidence)
            .flat_map(|e| names::words(&e.quote))
            .collect();
        self.figures.iter().all(|f| told.contains(f)).then_some(1.5)
    }
}

fn decide(c: &mut LedgerCommitment, hits: &[(f32, usize)], ledger: &Ledger, as_of: Day) {
    let with = |statuses: &[&str]| -> Vec<&LedgerEvent> {
        let all = hits.iter().map(|(s, i)| (*s, &ledger.events[*i]));
        let of: Vec<_> = all.filter(|(_, e)| statuses.contains(&e.status.as_str())).collect();
        let best = of.first().map_or(0.0, |(s, _)| *s);
        of.into_iter().filter(|(s, _)| *s >= best).map(|(_, e)| e).take(1).collect()
    };
    let set = |c: &mut LedgerCommitment, state: State, events: &[&LedgerEvent]| {
        c.state = state;
        c.events = events.iter().map(|e| e.id.clone()).collect();
        c.shown_by = events.iter().flat_map(|e| e.accounts.iter().map(|a| a.doc.clone())).collect();
    };
    let done = with(&["occurred", "ongoing"]);
    if !done.is_empty() {
        set(c, State::Fulfilled, &done);
        // The documents that made the promise do not show that it was kept.
        let made: BTreeSet<&String> = c.accounts.iter().map(|a| &a.doc).collect();
        let shown: BTreeSet<String> = c.shown_by.iter().filter(|d| !made.contains(d)).cloned().collect();
        if !shown.is_empty() {
            c.shown_by = shown;
        }
        return;
    }
    let off = with(&["cancelled"]);
    if !off.is_empty() {
        set(c, State::Cancelled, &off);
        return;
    }
    let exact = |d: &Edtf| d.precision() == 3;
    let ahead = |d: Option<Edtf>| d.filter(exact).and_then(|d| d.latest()).is_some_and(|d| d >= as_of);
    let announced: Vec<&LedgerEvent> = with(&["planned"]).into_iter().filter(|e| ahead(e.date)).collect();
    if !announced.is_empty() {
        set(c, State::Scheduled, &announced);
    } else if ahead(c.due) {
        c.state = State::Scheduled;
    } else if c.due.and_then(|d| d.latest()).is_some_and(|d| d < as_of) {
        c.state = State::Overdue;
    }
}
