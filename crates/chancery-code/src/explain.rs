//! What coding saw of each sentence: tokens with heads, mentions, triggers and what they were filled with or lacked.

use crate::context::Context;
use crate::{Coder, commitment};
use chancery_model::{Annotated, Document};
use std::fmt::Write as _;

impl Coder {
    /// A readable trace of coding a document, for writers of rules and for whoever asks why a record is missing.
    pub fn explain(&self, doc: &Document, text: &Annotated) -> String {
        let ctx = Context::new(doc, text, (&self.states, &self.media), self.grounds());
        let mut out = String::new();
        for (number, sent) in text.sentences.iter().enumerate() {
            let _ = writeln!(out, "# {number} {}", sent.span.of(&doc.text));
            for (i, t) in sent.tokens.iter().enumerate() {
                let head = t.head.map_or("-".to_owned(), |h| h.to_string());
                let _ = write!(out, "{i}:{}/{}/{}/{head}:{} ", t.lower, t.lemma, t.upos.name(), t.rel.name());
            }
            out.push('\n');
            for m in &sent.mentions {
                let sides = ctx.sides_of(m, number).join(",");
                let _ = writeln!(
                    out,
                    "  [{}-{}] {} <{sides}> {:?}",
                    m.first,
                    m.end,
                    m.span.of(&doc.text),
                    m.kind
                );
            }
            let glance = self.glance(sent);
            let filler = self.filler(&ctx, number, sent, &glance, &glance.triggers);
            for t in glance.triggers.iter().copied() {
                let frame = &self.frames.frames[t.frame as usize];
                let words = sent.slice(doc, t.first..t.end);
                let (args, _) = filler.args(&t, frame);
                let _ = write!(
                    out,
                    "  trigger `{words}` {} args {:?}",
                    frame.rule,
                    args.iter().map(|a| (a.slot, a.token)).collect::<Vec<_>>()
                );
                match filler.fill(&t, frame) {
                    None => {
                        let _ = writeln!(out, " not filled");
                    }
                    Some((fills, light)) => {
                        let _ = write!(out, " light {light:?}");
                        for f in &fills {
                            let m = filler.mention(f);
                            let _ = write!(out, " {:?}={}", f.role, m.span.of(&doc.text));
                        }
                        let status =
                            self.tables.cues.hear(&filler, &t, light).status(&filler, &t, light, None);
                        let _ = writeln!(out, " status {status:?}");
                        if frame.when.force.is_some() {
                            for piece in commitment::complements(&filler, &t) {
                                let _ = writeln!(out, "    undertaking {}", sent.slice(doc, piece));
                            }
                        }
                    }
                }
            }
        }
        out
    }
}
