//! Sections made of events.

use super::{Builder, Line, Section, types_of};
use crate::words::{capital, shorten};
use chancery_ledger::link::{LedgerEvent, levels, levels_of, step};
use std::collections::{BTreeMap, BTreeSet};

/// Sides of an event above which it is a gathering and no contact between two of them.
const GATHERING: usize = 4;
/// Lines of visits shown in each direction before the rest is only counted.
const VISITS: usize = 6;

fn held(e: &LedgerEvent) -> bool {
    matches!(e.status.as_str(), "occurred" | "ongoing")
}

impl<'p> Builder<'p> {
    fn of(&self, section: &str) -> Vec<&'p LedgerEvent> {
        let types = types_of(section);
        self.ledger.events.iter().filter(|e| types.contains(&e.type_.as_str())).collect()
    }

    /// Relations since, and what became of them.
    pub(super) fn status(&mut self) -> Section {
        let labels = self.writer.labels;
        let all: Vec<&LedgerEvent> =
            self.of("status").into_iter().filter(|e| held(e) && e.sides.len() <= GATHERING).collect();
        let mut lines = Vec::new();
        let mut since = false;
        for e in all {
            let date = labels.date(e.date);
            let told = |what: &str| labels.fill("relations.step", &[("date", &date), ("what", what)]);
            let quote = self.quote(e);
            let year = e.date.and_then(|d| d.start).and_then(|p| p.year);
            let first = quote.as_ref().and_then(|(_, q)| step(q, year)) == Some("established");
            let text = match self.writer.name(e) {
                Some((lang, name)) => told(&self.writer.marked(&capital(&name), &lang)),
                // Only the first document that says so says since when; a later step is told in its own words.
                None if first && !since && e.date.is_some() => {
                    since = true;
                    labels.fill("relations.since", &[("date", &date)])
                }
                None => {
                    let (lang, quote) = quote.unwrap_or_default();
                    told(&self.writer.marked(&format!("“{}”", shorten(&quote, 160)), &lang))
                }
            };
            lines.push(self.line("", text, &e.accounts, e.confidence));
        }
        if !since {
            lines.insert(0, self.empty("relations.unknown"));
        }
        self.section("status", lines)
    }

    /// The passage that the event rests on most, and its language; one in the page's language where there is one.
    fn quote(&self, e: &LedgerEvent) -> Option<(String, String)> {
        let own = e.accounts.iter().find(|a| self.ledger.lang_of(a) == self.writer.labels.lang);
        let account = own.or(e.accounts.first())?;
        let record = self.ledger.records.get(&account.record)?;
        Some((self.ledger.lang_of(account).to_owned(), record.evidence.first()?.quote.clone()))
    }

    /// The last time that somebody of each level met the other side.
    pub(super) fn contacts(&mut self) -> Section {
        let labels = self.writer.labels;
        let mut last: BTreeMap<&'static str, &LedgerEvent> = BTreeMap::new();
        for e in self.of("contact") {
            let past = e.date.and_then(|d| d.earliest()).is_some_and(|d| d <= self.as_of);
            if !held(e) || !past || e.sides.len() > GATHERING {
                continue;
            }
            for level in self.levels(e) {
                // Events come in date order; of one day, the one with more people named says more.
                let better = |old: &LedgerEvent| {
                    let same = old.date.and_then(|d| d.latest()) == e.date.and_then(|d| d.latest());
                    let people =
                        |e: &LedgerEvent| e.people.iter().filter(|p| p.side.is_some()).count().min(2);
                    old.date.and_then(|d| d.latest()) < e.date.and_then(|d| d.latest())
                        || (same && people(e) > people(old))
                };
                if last.get(level).is_none_or(|old| better(old)) {
                    last.insert(level, e);
                }
            }
        }
        let mut lines = Vec::new();
        for level in levels() {
            let name = labels.get(&format!("level.{level}")).to_owned();
            match last.get(level) {
                Some(e) => {
                    let mut text = self.writer.full(e, Some(self.a));
                    if let Some(day) = e.date.filter(|d| d.precision() == 3).and_then(|d| d.latest()) {
                        text.push_str(&format!(" ({})", labels.ago(day, self.as_of)));
                    }
                    lines.push(self.line(name, text, &e.accounts, e.confidence));
                }
                None => lines.push(Line { label: name, ..self.empty("contact.none") }),
            }
        }
        self.section("contacts", lines)
    }

    /// Levels of the people of the two sides; of the topics, where nobody is named.
    fn levels(&self, e: &LedgerEvent) -> BTreeSet<&'static str> {
        let ours = e.people.iter().filter(|p| p.side.as_deref().is_none_or(|s| s == self.a || s == self.b));
        let mut out: BTreeSet<&'static str> = BTreeSet::new();
        // The secretary general of an organisation leads no party.
        let ours = ours.filter(|p| p.side.as_deref().is_none_or(|s| !self.writer.sides.organisation(s)));
        for (_, office) in ours.flat_map(|p| &p.offices) {
            let all = levels_of(office);
            // The last level is that of everybody whom no other names.
            let rest = all.len() > 1;
            out.extend(all.into_iter().filter(|l| !rest || levels().last() != Some(*l)));
        }
        // A session of a mechanism is held at the level that its subject has; a visit by nobody in particular is not.
        if e.people.is_empty() && types_of("sessions").contains(&e.type_.as_str()) {
            out.extend(levels().filter(|l| e.topics.contains(*l)));
        }
        out
    }

    /// Announced events that are still to come, or whose day is not known.
    pub(super) fn upcoming(&mut self) -> Section {
        let ahead: Vec<&LedgerEvent> = self
            .ledger
            .events
            .iter()
            .filter(|e| matches!(e.status.as_str(), "planned" | "ongoing"))
            .filter(|e| e.date.is_some_and(|d| d.latest().is_none_or(|d| d >= self.as_of)))
            .collect();
        let mut lines: Vec<Line> = Vec::new();
        for e in ahead {
            let text = self.writer.full(e, Some(self.a));
            lines.push(self.line("", text, &e.accounts, e.confidence));
        }
        if lines.is_empty() {
            lines.push(self.empty("none"));
        }
        self.section("upcoming", lines)
    }

    /// Announced for a day that has passed, with no account of it since.
    pub(super) fn unreported(&mut self) -> Section {
        // What was promised there is told among the commitments, with what became of it.
        let promised = |e: &LedgerEvent| e.accounts.iter().all(|a| self.writer.promises(self.ledger, a));
        let missing: Vec<&LedgerEvent> =
            self.ledger.events.iter().filter(|e| e.unreported && !promised(e)).collect();
        let mut lines = Vec::new();
        for e in missing.into_iter().rev().take(8) {
            let text = self.writer.full(e, Some(self.a));
            lines.push(self.line("", text, &e.accounts, e.confidence));
        }
        self.section("unreported", lines)
    }

    /// Visits in both directions, counted by the level of the highest visitor.
    pub(super) fn visits(&mut self) -> Section {
        let labels = self.writer.labels;
        let mut lines = Vec::new();
        for (from, to) in [(self.a, self.b), (self.b, self.a)] {
            let visits: Vec<&LedgerEvent> =
                self.of("visits").into_iter().filter(|e| held(e) && self.goes(e, from, to)).collect();
            if visits.is_empty() {
                continue;
            }
            let mut by: BTreeMap<usize, usize> = BTreeMap::new();
            for e in &visits {
                let guests = e.people.iter().filter(|p| p.side.as_deref() == Some(from));
                let at: BTreeSet<&str> =
                    guests.flat_map(|p| &p.offices).flat_map(|(_, o)| levels_of(o)).collect();
                let place = levels().position(|l| at.contains(l)).unwrap_or(usize::MAX);
                *by.entry(place).or_default() += 1;
            }
            let parts: Vec<String> = by
                .iter()
                .map(|(place, n)| {
                    let key =
                        levels().nth(*place).map_or("visits.other".to_owned(), |l| format!("level.{l}"));
                    format!("{} {n}", labels.get(&key).to_lowercase())
                })
                .collect();
            let (f, t, n) = (self.writer.side(from), self.writer.side(to), visits.len().to_string());
            let mut text = labels.fill("visits.count", &[("from", &f), ("to", &t), ("n", &n)]);
            if visits.len() > 1 && parts.len() > 1 || by.keys().any(|k| *k != usize::MAX) {
                let list = labels.fill("visits.by", &[("list", &parts.join(labels.get("join.comma")))]);
                text.push_str(&format!("{}{list}", labels.get("join.comma")));
            }
            lines.push(self.line("", text, &[], 1.0));
            for e in visits.iter().rev().take(VISITS) {
                let text = self.writer.full(e, Some(from));
                lines.push(Line { depth: 1, ..self.line("", text, &e.accounts, e.confidence) });
            }
        }
        self.section("visits", lines)
    }

    /// True when people of `from` went to `to`.
    fn goes(&self, e: &LedgerEvent, from: &str, to: &str) -> bool {
        let guest = |p: &&chancery_ledger::link::Person| {
            p.roles.iter().any(|r| matches!(r.as_str(), "guest" | "head"))
        };
        let guests: BTreeSet<&str> =
            e.people.iter().filter(guest).filter_map(|p| p.side.as_deref()).collect();
        match e.country.as_deref() {
            Some(place) if place == to => {
                !e.people.iter().any(|p| p.side.as_deref() == Some(to) && guest(&p))
            }
            Some(place) if place == from => false,
            // The place is not known, or is a third one: whoever is named as a guest says who travelled.
            None if guests.is_empty() => {
                let on = |side: &str| e.people.iter().any(|p| p.side.as_deref() == Some(side));
                e.sides.contains(to) && on(from) && !on(to)
            }
            None => guests.contains(from) && !guests.contains(to),
            Some(_) => false,
        }
    }

    /// Where accounts contradict each other.
    pub(super) fn conflicts(&mut self) -> Section {
        let labels = self.writer.labels;
        let mut lines = Vec::new();
        for e in &self.ledger.events {
            for c in &e.conflicts {
                let mut values = Vec::new();
                let mut all = Vec::new();
                for (value, docs) in &c.values {
                    let accounts: Vec<_> =
                        e.accounts.iter().filter(|a| docs.contains(&a.doc)).cloned().collect();
                    let notes = self.cite(&accounts);
                    let marks: String = notes.iter().map(|n| format!("[{n}]")).collect();
                    let shown = value.parse().map_or_else(|_| value.clone(), |d| labels.date(Some(d)));
                    let shown = if c.field == "date" { shown } else { value.clone() };
                    values.push(labels.fill("conflict.value", &[("value", &shown), ("notes", &marks)]));
                    all.extend(notes);
                }
                let field = labels.get(&format!("conflict.{}", c.field)).to_owned();
                let text = labels.fill(
                    "conflict.line",
                    &[
                        ("event", &self.writer.full(e, Some(self.a))),
                        ("field", &field),
                        ("values", &values.join(labels.get("conflict.or"))),
                    ],
                );
                lines.push(Line { label: String::new(), text, notes: vec![], doubtful: false, depth: 0 });
            }
        }
        self.section("conflicts", lines)
    }

    /// Events held, by year and type, the most frequent types first.
    pub(super) fn years(&mut self) -> Section {
        let labels = self.writer.labels;
        let mut by: BTreeMap<i32, BTreeMap<&str, usize>> = BTreeMap::new();
        let mut total: BTreeMap<&str, usize> = BTreeMap::new();
        for e in self.ledger.events.iter().filter(|e| held(e)) {
            let Some(year) = e.date.and_then(|d| d.start).filter(|p| !p.decade).and_then(|p| p.year) else {
                continue;
            };
            *by.entry(year).or_default().entry(&e.type_).or_default() += 1;
            *total.entry(&e.type_).or_default() += 1;
        }
        let mut types: Vec<&str> = total.keys().copied().collect();
        types.sort_by_key(|t| (std::cmp::Reverse(total[t]), *t));
        types.truncate(8);
        let mut section = self.section("years", Vec::new());
        if by.is_empty() {
            return section;
        }
        let mut head = vec![labels.get("years.year").to_owned(), labels.get("years.total").to_owned()];
        head.extend(types.iter().map(|t| labels.get(&format!("type.{t}")).to_owned()));
        section.table.push(head);
        for (year, counts) in by.iter().rev() {
            let cell = |n: usize| if n == 0 { String::new() } else { n.to_string() };
            let mut row = vec![year.to_string(), counts.values().sum::<usize>().to_string()];
            row.extend(types.iter().map(|t| cell(counts.get(t).copied().unwrap_or(0))));
            section.table.push(row);
        }
        section
    }
}
