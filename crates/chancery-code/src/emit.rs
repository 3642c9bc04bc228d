//! Drafts to records: ids, evidence in code points, codes of other codebooks.

use crate::event::Draft;
use crate::{agreement, commitment, statement};
use chancery_model::{
    Agreement, CodePoints, Commitment, Document, Event, Evidence, Fact, Record, Series, Span, Statement,
};
use chancery_pack::{EventType, Tone};
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::sync::Arc;

/// Turns byte spans of one document into evidence and gives records their ids.
#[derive(Debug)]
pub(crate) struct Emitter<'a> {
    doc: &'a Document,
    points: CodePoints,
    given: RefCell<FxHashSet<u64>>,
}

/// FNV-1a, 64 bits: ids need to be stable across versions of compiler and libraries, not secret.
fn hash(parts: &[&str]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for b in part.bytes().chain(std::iter::once(0)) {
            h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    h
}

impl<'a> Emitter<'a> {
    pub(crate) fn new(doc: &'a Document) -> Emitter<'a> {
        Emitter { doc, points: CodePoints::new(&doc.text), given: RefCell::default() }
    }

    /// The evidence of a span.
    pub(crate) fn evidence(&self, span: Span) -> Evidence {
        Evidence {
            start: self.points.at(&self.doc.text, span.start as usize),
            end: self.points.at(&self.doc.text, span.end as usize),
            quote: span.of(&self.doc.text).to_owned(),
        }
    }

    /// A record with its id: a hash of the document, the kind of fact, its distinguishing words and its first passage.
    pub(crate) fn record(
        &self,
        item: u16,
        spans: &[Span],
        confidence: f32,
        rule: &str,
        key: &str,
        fact: Fact,
    ) -> Record {
        let first = spans.first().map_or(0, |s| s.start).to_string();
        let mut id = hash(&[&self.doc.id, rule, key, &first]);
        // One passage may tell of two facts alike in all this (`met A, and was received by B`): the later one is hashed on.
        while !self.given.borrow_mut().insert(id) {
            id = hash(&[&format!("{id:016x}"), "again"]);
        }
        let id = format!("{id:016x}");
        Record {
            id,
            doc: self.doc.id.clone(),
            item,
            evidence: spans.iter().map(|s| self.evidence(*s)).collect(),
            confidence: (confidence * 100.0).round() / 100.0,
            rule: rule.to_owned(),
            fact,
        }
    }

    /// The record of an event.
    pub(crate) fn event(&self, d: Draft) -> Record {
        let kind = Arc::clone(&d.kind);
        let plover = plover(&d, &kind);
        let key =
            format!("{} {} {}", kind.id, d.date.map_or(String::new(), |d| d.to_string()), d.sides.join(","));
        let series = (d.ordinal.is_some() || kind.series && d.name.is_some())
            .then(|| Series { name: d.name.clone(), ordinal: d.ordinal });
        let event = Event {
            type_: kind.id.clone(),
            plover,
            cameo: kind.cameo.clone(),
            status: d.status.to_owned(),
            date: d.date,
            place: d.place,
            sides: d.sides,
            source: d.source,
            target: d.target,
            participants: d.participants,
            name: d.name,
            series,
            part_of: None,
            topics: d.topics,
        };
        self.record(d.item, &d.evidence, d.confidence, &d.rule, &key, Fact::Event(event))
    }

    /// The record of an undertaking.
    pub(crate) fn commitment(&self, u: commitment::Undertaking) -> Record {
        let text = u.text.of(&self.doc.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let key = format!("{} {text}", u.force);
        let fact = Fact::Commitment(Commitment {
            by: u.by,
            to: u.to,
            people: u.people,
            force: u.force,
            action: u.action,
            text,
            event_type: u.event_type,
            due: u.due,
            topics: u.topics,
        });
        self.record(u.item, &u.evidence, u.confidence, &u.rule, &key, fact)
    }

    /// The record of a statement.
    pub(crate) fn statement(&self, s: statement::Draft) -> Record {
        let text = s.text.of(&self.doc.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let fact = Fact::Statement(Statement {
            speaker: s.speaker,
            about: s.about,
            stance: s.stance,
            text: text.clone(),
            direct: s.direct,
            date: s.date,
        });
        self.record(s.item, &[s.passage], 0.6, &s.rule, &text, fact)
    }

    /// The record of an agreement.
    pub(crate) fn agreement(&self, a: agreement::Draft, rule: &str) -> Record {
        let title = a.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = format!("{} {title}", a.type_);
        let fact = Fact::Agreement(Agreement {
            title,
            type_: a.type_,
            sides: a.sides,
            bodies: a.bodies,
            topics: a.topics,
            status: a.status,
            date: a.date,
            place: a.place,
            period: a.period,
        });
        self.record(a.item, &a.evidence, a.confidence, rule, &key, fact)
    }
}

/// The PLOVER type of an event: that of its type, unless its status turns it into another (codebook of February 2024,
/// section on modality).
fn plover(d: &Draft, kind: &EventType) -> Option<String> {
    if let Some(fixed) = &d.plover {
        return Some(fixed.clone());
    }
    let own = kind.plover.as_deref()?;
    let turned = match (kind.tone, d.status) {
        (Tone::Cooperative, "planned" | "proposed") => "AGREE",
        (Tone::Cooperative, "cancelled") => "SANCTION",
        (Tone::Cooperative, "denied") => "REJECT",
        (Tone::Hostile, "planned" | "proposed") => "THREATEN",
        (Tone::Hostile, "cancelled") => "RETREAT",
        _ => own,
    };
    Some(turned.to_owned())
}
