//! Sections made of commitments, mechanisms and agreements.

use super::{Builder, Line, Section};
use crate::words::{Writer, capital, shorten};
use chancery_ledger::link::{Ledger, LedgerCommitment, Mechanism, Session, State};
use chancery_model::Fact;

/// Longest wording shown in a line, in characters.
const TEXT: usize = 220;
/// Closed commitments shown; the rest is counted.
const CLOSED: usize = 5;
/// Sides of a mechanism above which it is that of an organisation.
const GATHERING: usize = 4;

/// The wording in the page's language, else the first; with its language. What a document says about it, from the verb
/// that promises on, says more than the undertaking alone: who is to come, and to whom it was said.
fn wording<'c>(c: &'c LedgerCommitment, ledger: &'c Ledger, writer: &Writer<'_>) -> (&'c str, &'c str) {
    let lang = writer.labels.lang;
    let all = c.accounts.iter().filter_map(|a| {
        let record = ledger.records.get(&a.record)?;
        let Fact::Commitment(fact) = &record.fact else { return None };
        let text = fact.text.as_str();
        let passage = record.evidence.first().map(|e| e.quote.as_str());
        let whole = |q: &&str| q.contains(text) && q.chars().count() <= TEXT && writer.alone(&a.doc, q, text);
        let fuller = passage.filter(whole);
        Some((ledger.lang_of(a), fuller.unwrap_or(text)))
    });
    let all: Vec<(&str, &str)> = all.collect();
    all.iter().find(|(l, _)| *l == lang).or(all.first()).copied().unwrap_or_default()
}

/// `“…” (agreed, 18 December 2023; due 2025)`.
pub(crate) fn commitment_text(c: &LedgerCommitment, ledger: &Ledger, writer: &Writer<'_>) -> String {
    let labels = writer.labels;
    let by = writer.side_list(&c.by);
    let force = labels.fill(&format!("force.{}", c.force), &[("by", &by)]);
    let made = labels.fill("commitment.made", &[("force", &force), ("date", &labels.date(c.made))]);
    let due = match c.due {
        Some(_) => labels.fill("commitment.due", &[("date", &labels.date(c.due))]),
        None => labels.get("commitment.nodue").to_owned(),
    };
    let (lang, text) = wording(c, ledger, writer);
    let mark = writer.foreign(lang).map(|m| format!("; {m}")).unwrap_or_default();
    format!("“{}” ({made}; {due}{mark})", shorten(text, TEXT))
}

impl Builder<'_> {
    /// Pending commitments, overdue first, then those with the nearest date; after them what has been closed.
    pub(super) fn commitments(&mut self) -> Section {
        let labels = self.writer.labels;
        let ledger = self.ledger;
        let mut pending: Vec<&LedgerCommitment> =
            ledger.commitments.iter().filter(|c| c.state.pending()).collect();
        pending.sort_by_key(|c| {
            let due = c.due.and_then(|d| d.latest()).map_or(i64::MAX, |d| d.number());
            let made = c.made.and_then(|d| d.latest()).map_or(0, |d| d.number());
            let soft = matches!(c.force.as_str(), "hoped");
            (c.state != State::Overdue, soft, due, std::cmp::Reverse(made), c.id.clone())
        });
        let mut lines = Vec::new();
        for c in pending {
            lines.extend(self.commitment(c));
        }
        if lines.is_empty() {
            lines.push(self.empty("none"));
        }
        let closed: Vec<&LedgerCommitment> =
            ledger.commitments.iter().filter(|c| !c.state.pending()).collect();
        if !closed.is_empty() {
            let count = |s: State| closed.iter().filter(|c| c.state == s).count().to_string();
            let (f, c, s) = (count(State::Fulfilled), count(State::Cancelled), count(State::Superseded));
            let text = labels
                .fill("commitments.closed", &[("fulfilled", &f), ("cancelled", &c), ("superseded", &s)]);
            lines.push(self.line("", text, &[], 1.0));
            for c in closed.iter().rev().take(CLOSED) {
                lines.extend(self.commitment(c).into_iter().map(|l| Line { depth: 1, ..l }));
            }
        }
        self.section("commitments", lines)
    }

    fn commitment(&mut self, c: &LedgerCommitment) -> Vec<Line> {
        let labels = self.writer.labels;
        let state = labels.get(&format!("state.{}", c.state.as_str())).to_owned();
        let text = commitment_text(c, self.ledger, self.writer);
        let mut line = self.line(state, text, &c.accounts, c.confidence);
        let ledger = self.ledger;
        for e in c.events.iter().filter_map(|id| ledger.event(id)) {
            line.text.push_str(&format!(" → {}", self.writer.full(e, Some(self.a))));
            let made: Vec<&str> = c.accounts.iter().map(|a| a.doc.as_str()).collect();
            let later: Vec<_> =
                e.accounts.iter().filter(|a| !made.contains(&a.doc.as_str())).cloned().collect();
            line.notes.extend(self.cite(&later));
        }
        line.notes.dedup();
        vec![line]
    }

    /// Standing mechanisms: how many sessions, the last one, the gap since, what comes next.
    pub(super) fn mechanisms(&mut self) -> Section {
        let ledger = self.ledger;
        let mut all: Vec<&Mechanism> =
            ledger.mechanisms.iter().filter(|m| m.sides.len() <= GATHERING).collect();
        let last = |m: &Mechanism| {
            m.sessions.iter().rev().find(|s| s.status == "occurred").and_then(|s| s.date?.latest())
        };
        all.sort_by_key(|m| (std::cmp::Reverse(last(m)), m.id.clone()));
        let mut lines = Vec::new();
        for m in all {
            let line = self.mechanism(m);
            lines.push(line);
        }
        self.section("mechanisms", lines)
    }

    fn session(&self, s: &Session) -> String {
        let labels = self.writer.labels;
        let date = labels.date(s.date);
        match s.ordinal {
            Some(n) => labels.fill("mechanism.session", &[("n", &n.to_string()), ("date", &date)]),
            None => labels.fill("mechanism.session.nonumber", &[("date", &date)]),
        }
    }

    fn mechanism(&mut self, m: &Mechanism) -> Line {
        let labels = self.writer.labels;
        let own = m.titles.iter().find(|(l, _)| l == labels.lang).or(m.titles.first());
        let name = match own {
            Some((lang, title)) => self.writer.marked(&capital(&shorten(title, 120)), lang),
            None => labels.fill("event.dialogue.none", &[("sides", &self.writer.side_list(&m.sides))]),
        };
        let held: Vec<&Session> = m.sessions.iter().filter(|s| s.status == "occurred").collect();
        let mut parts = Vec::new();
        parts.push(match held.len() {
            1 => labels.get("mechanism.sessions.one").to_owned(),
            n => labels.fill("mechanism.sessions", &[("n", &n.to_string())]),
        });
        let mut cited: Vec<&str> = Vec::new();
        if let Some(last) = held.iter().rev().find(|s| s.date.is_some()).or(held.last()) {
            let mut session = self.session(last);
            if let Some(place) = self.ledger.event(&last.event).and_then(|e| self.writer.place(e)) {
                session.push_str(&format!(", {place}"));
            }
            parts.push(labels.fill("mechanism.last", &[("session", &session)]));
            cited.push(&last.event);
            if let Some(day) = last.date.filter(|d| d.precision() >= 2).and_then(|d| d.latest()) {
                let now = self.as_of;
                let months =
                    i64::from(now.year - day.year) * 12 + i64::from(now.month) - i64::from(day.month);
                if months > 1 {
                    parts.push(labels.fill("mechanism.gap", &[("n", &months.to_string())]));
                }
            }
        }
        if let Some(n) = m.rhythm {
            parts.push(labels.fill("mechanism.rhythm", &[("n", &n.to_string())]));
        }
        // What is announced, also for a day that has passed without a report: that is what a reader must know.
        let last = m.sessions.iter().rposition(|s| s.status == "occurred").map_or(0, |at| at + 1);
        let ahead = |s: &&Session| !matches!(s.status.as_str(), "occurred" | "cancelled" | "denied");
        if let Some(next) = m.sessions[last..].iter().find(ahead) {
            let mut session = self.session(next);
            if next.date.and_then(|d| d.latest()).is_some_and(|d| d < self.as_of) {
                session.push_str(&format!(" ({})", labels.get("state.overdue").to_lowercase()));
            }
            parts.push(labels.fill("mechanism.next", &[("session", &session)]));
            cited.push(&next.event);
        } else if m.expected.is_some() {
            parts.push(labels.fill("mechanism.expected", &[("date", &labels.date(m.expected))]));
        }
        // Numbers below the last that no document tells of.
        let numbers: Vec<u32> = m.sessions.iter().filter_map(|s| s.ordinal).collect();
        if let (Some(first), Some(last)) = (numbers.iter().min(), numbers.iter().max()) {
            let missing: Vec<String> = (*first..*last)
                .filter(|n| !numbers.contains(n))
                .take(6)
                .map(|n| labels.fill("ordinal", &[("n", &n.to_string())]))
                .collect();
            if !missing.is_empty() {
                parts.push(
                    labels.fill("mechanism.missing", &[("list", &missing.join(labels.get("join.comma")))]),
                );
            }
        }
        let told = |id: &&str| {
            let promise = || self.ledger.commitments.iter().find(|c| c.id == *id).map(|c| &c.accounts);
            self.ledger.event(id).map(|e| &e.accounts).or_else(promise)
        };
        let accounts: Vec<_> =
            cited.iter().filter_map(told).flat_map(|a| a.iter().take(2).cloned()).collect();
        let confidence =
            cited.iter().filter_map(|id| self.ledger.event(id)).map(|e| e.confidence).fold(1.0, f32::min);
        self.line(name, parts.join("; "), &accounts, confidence)
    }

    /// Documents between the two, latest first.
    pub(super) fn agreements(&mut self) -> Section {
        let labels = self.writer.labels;
        let ledger = self.ledger;
        let mut lines = Vec::new();
        for a in ledger.agreements.iter().filter(|a| a.sides.len() <= GATHERING).rev() {
            let own = a.titles.iter().find(|(l, _)| l == labels.lang).or(a.titles.first());
            let (lang, title) = own.map_or(("", ""), |(l, t)| (l.as_str(), t.as_str()));
            let mark = self.writer.foreign(lang).map(|m| format!(", {m}")).unwrap_or_default();
            let status = labels.get(&format!("status.{}", a.status)).to_owned();
            let text = labels.fill(
                "agreement.line",
                &[
                    ("title", &capital(&shorten(title, 160))),
                    ("type", labels.get(&format!("type.{}", a.type_))),
                    ("status", &format!("{status}{mark}")),
                ],
            );
            let text = format!("{} · {text}", labels.date(a.date));
            lines.push(self.line("", text, &a.accounts, a.confidence));
        }
        self.section("agreements", lines)
    }
}
