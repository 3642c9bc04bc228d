//! Annotated sentences to records: who is meant, what happened, and what is the same thing told twice.
//!
//! [`Coder`] compiles a pack's rules once and codes any number of documents. A document is coded sentence by sentence:
//! triggers open frames, frames take their roles from the parse or from word order, and the drafts that result are linked.

mod agreement;
mod attend;
mod cast;
mod chronicle;
mod commitment;
mod context;
mod delegation;
mod emit;
mod event;
mod everyday;
mod explain;
mod fill;
mod frame;
mod gapping;
mod gather;
mod glance;
mod group;
mod holders;
mod lexis;
mod linear;
mod link;
mod listed;
mod opening;
mod order;
mod part;
mod phrases;
mod refer;
mod seats;
mod sentence;
mod series;
mod speech;
mod statement;
mod status;
mod subject;
mod table;
mod tenure;
mod topics;
mod tree;
mod wants;
mod when;
mod whereabouts;

use chancery_model::{Annotated, Document, Record, Sentence, Upos};
use chancery_pack::{ActorKind, EventType, Fault, Pack, Registry};
use context::Context;
use fill::Filler;
use frame::Frames;
use glance::{Atom, Glance};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;
use tree::Tree;

/// Codes the documents of one language.
#[derive(Debug)]
pub struct Coder {
    lang: String,
    frames: Frames,
    tables: event::Tables,
    documents: agreement::Documents,
    everyday: everyday::Everyday,
    /// The type of each frame that codes events.
    kinds: Vec<Option<Arc<EventType>>>,
    /// Ids of states, present and former.
    states: FxHashSet<String>,
    /// Ids of those who report and take no part.
    media: FxHashSet<String>,
    seats: seats::Seats,
    order_first: bool,
    /// The types that tables of states with dates tell, with the words that head such a table and the rule that is told.
    tabled: Vec<Tabled>,
}

/// A type that tables tell.
#[derive(Debug)]
struct Tabled {
    kind: Arc<EventType>,
    class: String,
    rule: String,
}

impl Coder {
    /// Compiles the pack's rules.
    pub fn new(pack: &Pack, registry: &Registry) -> Result<Coder, Fault> {
        let mut frames = Frames::new(pack)?;
        let topics = topics::Topics::new(pack, &mut frames.lexis)?;
        let documents = agreement::Documents::new(pack, &mut frames.lexis)?;
        let everyday = everyday::Everyday::new(pack, &mut frames.lexis)?;
        let types: FxHashMap<String, Arc<EventType>> =
            EventType::all()?.into_iter().map(|t| (t.id.clone(), Arc::new(t))).collect();
        let mut tabled: Vec<Tabled> = types
            .values()
            .filter_map(|t| {
                let rule = &frames.frames.iter().find(|f| f.type_ == t.id)?.rule;
                Some(Tabled { kind: Arc::clone(t), class: t.tabled.clone()?, rule: rule.clone() })
            })
            .collect();
        tabled.sort_by(|a, b| a.kind.id.cmp(&b.kind.id));
        let kinds = frames.frames.iter().map(|f| types.get(&f.type_).cloned()).collect();
        Ok(Coder {
            kinds,
            lang: pack.lang.clone(),
            frames,
            tables: event::Tables {
                cues: status::Cues::new(pack)?,
                ordinals: series::Ordinals::new(pack)?,
                topics,
            },
            documents,
            everyday,
            states: registry
                .actors()
                .iter()
                .filter(|a| matches!(a.kind, ActorKind::State | ActorKind::Territory | ActorKind::Former))
                .map(|a| a.id.to_owned())
                .collect(),
            media: registry.actors().iter().filter(|a| a.sort == "media").map(|a| a.id.to_owned()).collect(),
            seats: seats::Seats::new(registry),
            order_first: pack.meta.order_first,
            tabled,
        })
    }

    /// The language's words, and whether its common nouns stand without an article.
    fn grounds(&self) -> (&chancery_pack::Rules, bool) {
        (&self.frames.rules, self.order_first)
    }

    /// True when the sentence can state something: a trigger whose frame may be filled, or a document. Only such
    /// sentences are parsed.
    pub fn matters(&self, sent: &Sentence) -> bool {
        self.matters_as_seen(sent, &Glances::default())
    }

    /// The same, keeping what was seen for [`Coder::code_as_seen`].
    pub fn matters_as_seen(&self, sent: &Sentence, seen: &Glances) -> bool {
        // Where word order leads, a parse was measured to help nothing (docs/decisions/coding.md).
        if self.order_first {
            return false;
        }
        let glance = self.glance(sent);
        let matters = !glance.documents.is_empty()
            || self.frames.hint(sent, &glance.triggers, glance.of(sent, &self.frames.lexis));
        seen.0.borrow_mut().insert(sent.span.start, glance);
        matters
    }

    /// A first look at a sentence.
    fn glance(&self, sent: &Sentence) -> Glance {
        let lexis = &self.frames.lexis;
        let mut glance = Glance::new(sent, &self.frames.lists, lexis);
        let atoms = Atom::all(glance.of(sent, lexis));
        glance.triggers = self.frames.triggers(sent, &atoms);
        glance.documents = self.documents.find(sent, &atoms, lexis, self.order_first);
        glance.told = self.everyday.told(&atoms, lexis);
        glance
    }

    /// What was seen of a sentence before, else a first look at it.
    fn seen(&self, sent: &Sentence, seen: &Glances) -> Glance {
        let known = seen.0.borrow_mut().remove(&sent.span.start);
        let glance = known.unwrap_or_else(|| self.glance(sent));
        debug_assert_eq!(glance.triggers, self.glance(sent).triggers);
        debug_assert_eq!(glance.documents, self.glance(sent).documents);
        glance
    }

    /// The records of a document, in text order.
    pub fn code(&self, doc: &Document, text: &mut Annotated) -> Vec<Record> {
        self.code_as_seen(doc, text, &Glances::default())
    }

    /// The same after [`Coder::matters_as_seen`] was asked of sentences whose words have not changed since.
    pub fn code_as_seen(&self, doc: &Document, text: &mut Annotated, seen: &Glances) -> Vec<Record> {
        self.seats.settle(doc, text);
        speech::settle(doc, text, &self.frames.rules);
        let ctx = Context::new(doc, text, (&self.states, &self.media), self.grounds());
        let mut found = Found::default();
        let glances: Vec<Glance> = ctx.text.sentences.iter().map(|s| self.seen(s, seen)).collect();
        let told = ctx.text.sentences.iter().zip(&glances).map(|(s, g)| (s, g.told.as_slice()));
        let everyday = self.everyday.items(doc, told);
        for (number, (sent, glance)) in ctx.text.sentences.iter().zip(&glances).enumerate() {
            if !everyday.contains_key(&ctx.item(number)) {
                self.sentence(&ctx, number, sent, glance, &mut found);
            }
        }
        let emitter = emit::Emitter::new(doc);
        let mut records = Vec::new();
        let events = link::link(&ctx, found.events);
        let mut agreements = agreement::link(found.agreements);
        let signings = events.iter().filter(|e| e.kind.signs);
        agreement::signed_at(&mut agreements, &signings.collect::<Vec<_>>());
        for draft in events {
            records.push(emitter.event(draft));
        }
        let undertakings = commitment::link(found.undertakings, &doc.text);
        records.extend(undertakings.into_iter().map(|u| emitter.commitment(u)));
        records.extend(found.statements.into_iter().map(|s| emitter.statement(s)));
        let rule = format!("{}/agreement/named", self.lang);
        records.extend(agreements.into_iter().map(|a| emitter.agreement(a, &rule)));
        records.extend(tenure::tenures(doc, ctx.text, &emitter, &self.lang));
        part::link(&mut records);
        let place = |r: &Record| r.evidence.first().map_or(0, |e| e.start);
        records.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.id.cmp(&b.id)));
        let passed_over = everyday.iter().map(|(item, subject)| {
            format!("item {item} tells of everyday matters ({subject}), so only offices were coded there")
        });
        text.doubts.extend(passed_over);
        records
    }

    /// A sentence made ready for filling frames.
    fn filler<'a>(
        &'a self,
        ctx: &'a Context<'a>,
        number: usize,
        sent: &'a Sentence,
        glance: &'a Glance,
        triggers: &[frame::Trigger],
    ) -> Filler<'a> {
        let seen = glance.of(sent, &self.frames.lexis);
        // A phrase that the tagger takes for a noun is no verb that hands its subject on.
        let verbal = |t: &&frame::Trigger| {
            let noun = || matches!(sent.tokens[t.first].upos, Upos::Noun | Upos::Propn);
            let worded = || self.frames.frames[t.frame as usize].worded(seen, t);
            !(t.noun || self.order_first && (noun() || !worded()))
        };
        let mut verbs = Vec::with_capacity(triggers.len());
        verbs.extend(triggers.iter().filter(verbal).map(|t| t.first));
        verbs.sort_unstable();
        verbs.dedup();
        let mut acts: Vec<(usize, usize)> = triggers
            .iter()
            .filter(|t| {
                // A bare number is a part of what it numbers.
                let frame = &self.frames.frames[t.frame as usize];
                self.kinds[t.frame as usize].is_some()
                    && !frame.when.elided
                    && !frame.when.opening
                    && (!self.order_first || frame.worded(seen, t))
            })
            .map(|t| (t.first, t.end))
            .collect();
        acts.sort_unstable_by_key(|a| (a.0, std::cmp::Reverse(a.1)));
        let mut reach = 0;
        acts.retain(|a| {
            let apart = a.0 >= reach;
            reach = reach.max(a.1);
            apart
        });
        Filler {
            ctx,
            frames: &self.frames,
            tree: Tree::new(sent, seen),
            seen,
            number,
            order_first: self.order_first,
            verbs,
            acts,
            pledges: triggers
                .iter()
                .filter(|t| self.frames.frames[t.frame as usize].type_ == COMMITMENT)
                .map(|t| t.first)
                .collect(),
            markers: OnceCell::new(),
            kinds: OnceCell::new(),
            undergone: OnceCell::new(),
            tried: RefCell::default(),
        }
    }
}

/// What was seen of a document's sentences, by where a sentence begins.
#[derive(Debug, Default)]
pub struct Glances(RefCell<FxHashMap<u32, Glance>>);

/// What a document states, before linking.
#[derive(Debug, Default)]
struct Found {
    events: Vec<event::Draft>,
    undertakings: Vec<commitment::Undertaking>,
    agreements: Vec<agreement::Draft>,
    statements: Vec<statement::Draft>,
    /// The list that is being read.
    listing: Option<listed::Listing>,
    /// The list of undertakings that is being read.
    promising: Option<commitment::List>,
    /// The table that is being read.
    table: Option<table::Table>,
}

/// Folders of rules that code no event: these kinds of record are the record contract's, not a pack's.
const COMMITMENT: &str = "commitment";
/// See [`COMMITMENT`].
const STATEMENT: &str = "statement";
