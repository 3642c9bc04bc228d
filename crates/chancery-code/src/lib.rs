//! Annotated sentences to records: who is meant, what happened, and what is the same thing told twice.
//!
//! [`Coder`] compiles a pack's rules once and codes any number of documents. A document is coded sentence by sentence:
//! triggers open frames, frames take their roles from the parse or from word order, and the drafts that result are linked.

mod context;
mod emit;
mod event;
mod fill;
mod frame;
mod link;
mod series;
mod status;
mod tree;
mod when;

use chancery_model::{Annotated, Document, Record, Sentence};
use chancery_pack::{EventType, Fault, Pack, Registry};
use context::Context;
use event::Draft;
use fill::Filler;
use frame::Frames;
use std::collections::BTreeMap;
use std::sync::Arc;
use tree::Tree;

/// Codes the documents of one language.
#[derive(Debug)]
pub struct Coder {
    frames: Frames,
    cues: status::Cues,
    ordinals: series::Ordinals,
    types: BTreeMap<String, EventType>,
    registry: Arc<Registry>,
    order_first: bool,
}

impl Coder {
    /// Compiles the pack's rules.
    pub fn new(pack: &Pack, registry: Arc<Registry>) -> Result<Coder, Fault> {
        Ok(Coder {
            frames: Frames::new(pack)?,
            cues: status::Cues::new(pack)?,
            ordinals: series::Ordinals::new(pack)?,
            types: EventType::all()?.into_iter().map(|t| (t.id.clone(), t)).collect(),
            registry,
            order_first: pack.meta.words == "syllables",
        })
    }

    /// True when the sentence can state something: it holds a trigger. Cheap; only such sentences are parsed.
    pub fn matters(&self, sent: &Sentence) -> bool {
        self.frames.hint(sent)
    }

    /// The records of a document, in text order.
    pub fn code(&self, doc: &Document, text: &mut Annotated) -> Vec<Record> {
        let ctx = Context::new(doc, text, &self.registry);
        let mut drafts = Vec::new();
        for (number, sent) in ctx.text.sentences.iter().enumerate() {
            if sent.parsed || self.order_first {
                self.sentence(&ctx, number, sent, &mut drafts);
            }
        }
        let emitter = emit::Emitter::new(doc);
        let mut records = Vec::new();
        for draft in link::link(&ctx, drafts, &self.types) {
            if let Some(kind) = self.types.get(&draft.type_) {
                records.push(emitter.event(draft, kind, Vec::new()));
            }
        }
        records.sort_by_key(|r| (r.evidence.first().map_or(0, |e| e.start), r.id.clone()));
        records
    }

    /// The drafts of one sentence: for each word that triggers, the first frame of each type that can be filled.
    fn sentence(&self, ctx: &Context<'_>, number: usize, sent: &Sentence, out: &mut Vec<Draft>) {
        let triggers = self.frames.triggers(sent);
        if triggers.is_empty() {
            return;
        }
        let filler =
            Filler { ctx, frames: &self.frames, tree: Tree::new(sent), number, order_first: self.order_first };
        let mut done: Vec<(usize, usize, String)> = Vec::new();
        // Longer triggers first: `hold talks` before `talks`.
        let mut order: Vec<usize> = (0..triggers.len()).collect();
        order.sort_by_key(|i| (std::cmp::Reverse(triggers[*i].end - triggers[*i].first), triggers[*i].frame));
        let mut here = Vec::new();
        for i in order {
            let t = &triggers[i];
            let frame = &self.frames.frames[t.frame as usize];
            let Some(kind) = self.types.get(&frame.type_) else { continue };
            // Words that a longer or earlier frame of the same type has used are spent.
            if done.iter().any(|(a, b, ty)| *a < t.end && t.first < *b && *ty == frame.type_) {
                continue;
            }
            let Some((fills, light)) = filler.fill(t, frame) else { continue };
            if let Some(draft) =
                event::draft(&filler, t, frame, kind, &fills, light, &self.cues, &self.ordinals)
            {
                done.push((t.first, t.end, frame.type_.clone()));
                here.push((t.first, draft));
            }
        }
        here.sort_by_key(|(at, _)| *at);
        out.extend(here.into_iter().map(|(_, d)| d));
    }
}
