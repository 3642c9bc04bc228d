//! Sentences and tokens.
//!
//! A block is seen in NFC ([`view`]), scanned into tokens in one pass ([`scan`]), cut into sentences ([`split`]); where
//! the pack's words have several syllables, a trained model joins them ([`words`]).

mod address;
mod chars;
mod lexicon;
mod scan;
mod split;
#[cfg(test)]
mod tests;
mod view;

use chancery_model::{Document, Sentence, Span, Token};
use chancery_pack::{Fault, Pack};
use lexicon::{Lexicon, Special};
use scan::{Kind, Scan};
use view::View;

/// Splits the blocks of a document into sentences and tokens.
#[derive(Debug)]
pub struct Segmenter {
    lex: Lexicon,
}

impl Segmenter {
    /// Compiles the pack's abbreviations, clitics and words.
    pub fn new(pack: &Pack) -> Result<Segmenter, Fault> {
        Ok(Segmenter { lex: Lexicon::new(pack)? })
    }

    /// Sentences of every news block, in text order.
    pub fn segment(&self, doc: &Document) -> Vec<Sentence> {
        let mut out = Vec::new();
        let mut scan = Scan::default();
        let mut ends = Vec::new();
        for (i, block) in doc.blocks.iter().enumerate() {
            if block.role.is_news() {
                self.block(
                    block.span.of(&doc.text),
                    block.span.start,
                    i as u32,
                    &mut scan,
                    &mut ends,
                    &mut out,
                );
            }
        }
        out
    }

    /// Sentences of a text that is one block.
    pub fn sentences(&self, text: &str) -> Vec<Sentence> {
        let mut out = Vec::new();
        self.block(text, 0, 0, &mut Scan::default(), &mut Vec::new(), &mut out);
        out
    }

    fn block(
        &self,
        text: &str,
        at: u32,
        block: u32,
        scan: &mut Scan,
        ends: &mut Vec<usize>,
        out: &mut Vec<Sentence>,
    ) {
        let view = View::new(text);
        scan.run(&self.lex, &view.text);
        split::ends(&self.lex, &view.text, scan, ends);
        let mut tokens = std::mem::take(&mut scan.tokens);
        let mut moved = tokens.drain(..).zip(&scan.notes);
        let mut first = 0;
        for &end in ends.iter() {
            let mut sent = Sentence { block, tokens: Vec::with_capacity(end - first), ..Sentence::default() };
            for (mut token, note) in moved.by_ref().take(end - first) {
                let (a, b) = view.original(token.span.start as usize, token.span.end as usize);
                token.span = Span { start: at + a as u32, end: at + b as u32 };
                match (note.kind, self.lex.special.get(&token.lower)) {
                    (Kind::Maybe, Some(Special::Maybe(parts))) => contract(&mut sent.tokens, &token, parts),
                    _ => sent.tokens.push(token),
                }
            }
            if let (Some(a), Some(b)) = (sent.tokens.first(), sent.tokens.last()) {
                sent.span = a.span.join(b.span);
                out.push(sent);
            }
            first = end;
        }
        drop(moved);
        scan.tokens = tokens;
    }
}

/// Pushes the parts of a contraction, all over its span.
fn contract(tokens: &mut Vec<Token>, token: &Token, parts: &[smol_str::SmolStr]) {
    for (i, part) in parts.iter().enumerate() {
        tokens.push(Token {
            lower: part.clone(),
            lemma: part.clone(),
            capital: token.capital && i == 0,
            space_before: token.space_before && i == 0,
            ..token.clone()
        });
    }
}
