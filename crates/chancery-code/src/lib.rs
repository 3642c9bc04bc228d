//! Annotated sentences to records: who is meant, what happened, and what is the same thing told twice.
//!
//! [`Coder`] compiles a pack's rules once and codes any number of documents. A document is coded sentence by sentence:
//! triggers open frames, frames take their roles from the parse or from word order, and the drafts that result are linked.

mod agreement;
mod commitment;
mod context;
mod emit;
mod event;
mod everyday;
mod explain;
mod fill;
mod frame;
mod linear;
mod link;
mod listed;
mod order;
mod part;
mod refer;
mod series;
mod statement;
mod status;
mod tenure;
mod topics;
mod tree;
mod wants;
mod when;

use chancery_model::{Annotated, Document, Record, Rel, Sentence, Upos};
use chancery_pack::{ActorKind, EventType, Fault, Pack, Registry};
use context::Context;
use fill::Filler;
use frame::Frames;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use tree::Tree;

/// Codes the documents of one language.
#[derive(Debug)]
pub struct Coder {
    lang: String,
    frames: Frames,
    cues: status::Cues,
    ordinals: series::Ordinals,
    documents: agreement::Documents,
    topics: topics::Topics,
    everyday: everyday::Everyday,
    types: BTreeMap<String, EventType>,
    /// Ids of states, present and former.
    states: FxHashSet<String>,
    /// Ids of those who report and take no part.
    media: FxHashSet<String>,
    order_first: bool,
}

impl Coder {
    /// Compiles the pack's rules.
    pub fn new(pack: &Pack, registry: &Registry) -> Result<Coder, Fault> {
        Ok(Coder {
            lang: pack.lang.clone(),
            frames: Frames::new(pack)?,
            cues: status::Cues::new(pack)?,
            ordinals: series::Ordinals::new(pack)?,
            documents: agreement::Documents::new(pack)?,
            topics: topics::Topics::new(pack)?,
            everyday: everyday::Everyday::new(pack)?,
            types: EventType::all()?.into_iter().map(|t| (t.id.clone(), t)).collect(),
            states: registry
                .actors()
                .iter()
                .filter(|a| matches!(a.kind, ActorKind::State | ActorKind::Territory | ActorKind::Former))
                .map(|a| a.id.to_owned())
                .collect(),
            media: registry.actors().iter().filter(|a| a.sort == "media").map(|a| a.id.to_owned()).collect(),
            order_first: pack.meta.order_first,
        })
    }

    /// The language's words, and whether its common nouns stand without an article.
    fn grounds(&self) -> (&chancery_pack::Rules, bool) {
        (&self.frames.rules, self.order_first)
    }

    /// True when the sentence can state something: a trigger whose frame may be filled, or a document. Only such
    /// sentences are parsed.
    pub fn matters(&self, sent: &Sentence) -> bool {
        // Where word order leads, a parse was measured to help nothing (docs/decisions/coding.md).
        if self.order_first {
            return false;
        }
        self.frames.hint(sent) || self.documents.hint(sent, self.order_first)
    }

    /// The records of a document, in text order.
    pub fn code(&self, doc: &Document, text: &mut Annotated) -> Vec<Record> {
        let ctx = Context::new(doc, text, (&self.states, &self.media), self.grounds());
        let mut found = Found::default();
        let everyday = self.everyday.items(doc, &ctx.text.sentences);
        for (number, sent) in ctx.text.sentences.iter().enumerate() {
            if !everyday.contains_key(&ctx.item(number)) {
                self.sentence(&ctx, number, sent, &mut found);
            }
        }
        let emitter = emit::Emitter::new(doc);
        let mut records = Vec::new();
        let events = link::link(&ctx, found.events, &self.types);
        let mut agreements = agreement::link(found.agreements);
        let signings = events.iter().filter(|e| self.types.get(&e.type_).is_some_and(|k| k.signs));
        agreement::signed_at(&mut agreements, &signings.collect::<Vec<_>>());
        for draft in events {
            if let Some(kind) = self.types.get(&draft.type_) {
                records.push(emitter.event(draft, kind));
            }
        }
        records.extend(found.undertakings.into_iter().map(|u| emitter.commitment(u)));
        records.extend(found.statements.into_iter().map(|s| emitter.statement(s)));
        let rule = format!("{}/agreement/named", self.lang);
        records.extend(agreements.into_iter().map(|a| emitter.agreement(a, &rule)));
        records.extend(tenure::tenures(doc, ctx.text, &emitter, &self.lang));
        part::link(&mut records);
        records.sort_by_key(|r| (r.evidence.first().map_or(0, |e| e.start), r.id.clone()));
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
        triggers: &[frame::Trigger],
    ) -> Filler<'a> {
        // A phrase that the tagger takes for a noun is no verb that hands its subject on.
        let verbal = |t: &&frame::Trigger| {
            !(t.noun || self.order_first && matches!(sent.tokens[t.first].upos, Upos::Noun | Upos::Propn))
        };
        let mut verbs: Vec<usize> = triggers.iter().filter(verbal).map(|t| t.first).collect();
        verbs.sort_unstable();
        verbs.dedup();
        let mut acts: Vec<(usize, usize)> = triggers
            .iter()
            .filter(|t| {
                // A bare number is a part of what it numbers.
                let frame = &self.frames.frames[t.frame as usize];
                self.types.contains_key(&frame.type_) && !frame.when.elided && !frame.when.opening
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
            tree: Tree::new(sent),
            number,
            order_first: self.order_first,
            verbs,
            acts,
            pledges: triggers
                .iter()
                .filter(|t| self.frames.frames[t.frame as usize].type_ == COMMITMENT)
                .map(|t| t.first)
                .collect(),
        }
    }

    /// What one sentence states: for each word that triggers, the first frame of each type that can be filled.
    fn sentence(&self, ctx: &Context<'_>, number: usize, sent: &Sentence, out: &mut Found) {
        let triggers = self.frames.triggers(sent);
        // A sentence that was not worth a parse can still tell who said what.
        let whole = sent.parsed || self.order_first;
        let documents = whole && self.documents.hint(sent, self.order_first);
        if triggers.is_empty() && !documents {
            return;
        }
        let filler = self.filler(ctx, number, sent, &triggers);
        if documents {
            self.documents.read(&filler, &self.topics, &mut out.agreements);
        }
        let mut done: Vec<(usize, usize, &str)> = Vec::new();
        // Longer triggers first: `hold talks` before `talks`.
        let mut order: Vec<usize> = (0..triggers.len()).collect();
        order.sort_by_key(|i| (std::cmp::Reverse(triggers[*i].end - triggers[*i].first), triggers[*i].frame));
        let mut here = Vec::new();
        let known = out.undertakings.len();
        for i in order {
            let t = &triggers[i];
            let frame = &self.frames.frames[t.frame as usize];
            if !whole && frame.type_ != STATEMENT {
                continue;
            }
            // Words that a longer or earlier frame of the same type has used are spent.
            if done.iter().any(|(a, b, ty)| *a < t.end && t.first < *b && *ty == frame.type_) {
                continue;
            }
            // A participle before its noun only qualifies it (`the detained sailors`).
            let qualifies = sent.parsed && !t.noun && t.end == t.first + 1 && {
                let head = filler.tree.head(t.first);
                filler.tree.rel(t.first) == Rel::Amod && head.is_some_and(|h| h > t.first)
            };
            if frame::spoken_for(sent, t) || qualifies {
                continue;
            }
            let kind = self.types.get(&frame.type_);
            if kind.is_none() && !matches!(frame.type_.as_str(), COMMITMENT | STATEMENT) {
                continue;
            }
            let Some((mut fills, light)) = filler.fill(t, frame) else { continue };
            // What a number alone stands for was told before.
            let meant = if frame.when.elided {
                fills.clear();
                let told = here.iter().rev().map(|(_, d)| d).chain(out.events.iter().rev());
                let item = ctx.item(number);
                let last = told.take(ELIDED_WITHIN).find(|d| {
                    d.item == item && d.type_ == frame.type_ && (d.ordinal.is_some() || d.name.is_some())
                });
                // The noun that it numbers stands behind it or, where word order leads, before it.
                let follows = if self.order_first {
                    t.first > 0 && !matches!(sent.tokens[t.first - 1].upos, Upos::Punct | Upos::Cconj)
                } else {
                    let next = sent.tokens.get(t.end);
                    next.is_some_and(|x| matches!(x.upos, Upos::Noun | Upos::Propn | Upos::Adj))
                        && !frame.light.begins(&sent.tokens, t.end)
                };
                match last.filter(|_| !follows) {
                    Some(last) => Some(last.sides.clone()),
                    None => continue,
                }
            } else {
                None
            };
            match kind {
                Some(kind) => {
                    for fills in event::each(&filler, frame, &fills) {
                        let drafted = event::draft(
                            &filler,
                            t,
                            frame,
                            kind,
                            &fills,
                            light,
                            &self.cues,
                            &self.ordinals,
                            &self.topics,
                        );
                        if let Some(mut draft) = drafted {
                            if let Some(sides) = &meant {
                                draft.sides.clone_from(sides);
                                draft.participants.clear();
                            }
                            done.push((t.first, t.end, &frame.type_));
                            // Each of an enumeration's members is an event, and the whole is none beside them.
                            if kind.talks && t.noun {
                                let next = |x: &&frame::Trigger| {
                                    let other = &self.frames.frames[x.frame as usize].type_;
                                    x.first >= t.end
                                        && x.noun
                                        && self.types.get(other).is_some_and(|k| k.talks)
                                };
                                let until =
                                    triggers.iter().filter(next).map(|x| x.first).min().unwrap_or(usize::MAX);
                                let several = listed::enumerated(&filler, t, kind, &draft, until);
                                if !several.is_empty() {
                                    here.extend(several.into_iter().map(|d| (t.first, d)));
                                    continue;
                                }
                            }
                            if let Some(own) = draft.date.filter(|_| self.order_first) {
                                let again = filler.more_dates(t, own).into_iter();
                                here.extend(again.map(|d| (t.first, draft.clone().on(d))));
                            }
                            here.push((t.first, draft));
                        }
                    }
                }
                None if frame.type_ == STATEMENT => {
                    if let Some(said) = statement::draft(&filler, t, frame, &fills) {
                        done.push((t.first, t.end, &frame.type_));
                        out.statements.push(said);
                    }
                }
                None => {
                    let event_at = |range: &std::ops::Range<usize>| {
                        triggers
                            .iter()
                            .filter(|x| range.contains(&x.first))
                            .map(|x| &self.frames.frames[x.frame as usize].type_)
                            .find(|ty| self.types.contains_key(*ty))
                            .cloned()
                    };
                    let announced = |verb: usize| {
                        triggers.iter().any(|x| {
                            let frame = &self.frames.frames[x.frame as usize];
                            let contact = self.types.get(&frame.type_).is_some_and(|k| k.mutual);
                            // `will hold talks`: the contact is the noun, its verb says only that it will be.
                            // Not so where it founds what is named (`will open a dialogue`).
                            let light = x.noun
                                && sent.parsed
                                && !self.frames.rules.is("founding", &sent.tokens[verb].lemma)
                                && !frame.light.is_empty()
                                && frame.light.begins(&sent.tokens, verb)
                                && filler.tree.governor(filler.head(x)) == Some(verb);
                            let here = light || !x.noun && x.first <= verb && verb < x.end;
                            contact && here && filler.fill(x, frame).is_some()
                        })
                    };
                    let found = commitment::undertakings(
                        &filler,
                        t,
                        frame,
                        &fills,
                        &self.topics,
                        &event_at,
                        &announced,
                    );
                    if !found.is_empty() {
                        done.push((t.first, t.end, &frame.type_));
                    }
                    for u in found {
                        // The same words under two triggers (`agreed to work to`) are one undertaking: the outer one.
                        let inner = out.undertakings.iter().any(|o| o.text.overlaps(u.text));
                        if !inner {
                            out.undertakings.push(u);
                        }
                    }
                }
            }
        }
        // What is promised or proposed has not occurred yet.
        for (_, draft) in &mut here {
            let promised = out.undertakings[known..].iter().find(|u| u.text.contains(draft.trigger));
            let past = draft.date.zip(ctx.published()).is_some_and(|(d, p)| d.latest() <= p.earliest());
            if let Some(u) = promised.filter(|_| draft.status == "occurred" && !past) {
                draft.status =
                    if matches!(u.force.as_str(), "proposed" | "hoped") { "proposed" } else { "planned" };
            }
        }
        here.sort_by_key(|(at, _)| *at);
        out.events.extend(here.into_iter().map(|(_, d)| d));
    }
}

/// What a document states, before linking.
#[derive(Debug, Default)]
struct Found {
    events: Vec<event::Draft>,
    undertakings: Vec<commitment::Undertaking>,
    agreements: Vec<agreement::Draft>,
    statements: Vec<statement::Draft>,
}

/// How many events back a number without its noun may refer.
const ELIDED_WITHIN: usize = 12;

/// Folders of rules that code no event: these kinds of record are the record contract's, not a pack's.
const COMMITMENT: &str = "commitment";
/// See [`COMMITMENT`].
const STATEMENT: &str = "statement";
