//! Sentences and tokens.
//!
//! A block is seen in NFC ([`view`]), scanned into tokens in one pass ([`scan`]), cut into sentences ([`split`]); where
//! the pack's words have several syllables, a trained model joins them ([`words`]).

mod address;
mod chars;
mod lexicon;
#[cfg(test)]
mod properties;
mod scan;
mod split;
#[cfg(test)]
mod tests;
mod view;
pub mod words;

use chancery_model::{Document, Sentence, Span, Token};
use chancery_pack::{Fault, Pack};
use chars::{Class, class};
use lexicon::{Lexicon, Special};
use scan::{Kind, Scan};
use view::View;
use words::Words;

/// Splits the blocks of a document into sentences and tokens.
#[derive(Debug)]
pub struct Segmenter {
    lex: Lexicon,
    words: Option<Words>,
    /// True where words have several syllables.
    joins: bool,
    /// True to leave ambiguous words and syllables as they are, for training.
    bare: bool,
}

/// Vectors that the blocks of a document share.
#[derive(Default)]
struct Work {
    scan: Scan,
    ends: Vec<usize>,
    free: Vec<bool>,
    maybe: Vec<bool>,
    site: words::Site,
}

impl Segmenter {
    /// Compiles the pack's abbreviations, clitics and words.
    pub fn new(pack: &Pack) -> Result<Segmenter, Fault> {
        Ok(Segmenter {
            lex: Lexicon::new(pack)?,
            words: Words::new(pack)?,
            joins: pack.meta.words == "syllables",
            bare: false,
        })
    }

    /// A segmenter that leaves to the caller what the words model decides: what that model is trained on.
    pub fn bare(pack: &Pack) -> Result<Segmenter, Fault> {
        Ok(Segmenter { bare: true, ..Segmenter::new(pack)? })
    }

    /// The same with other weights for words.
    pub fn with_words(self, words: Words) -> Segmenter {
        Segmenter { words: Some(words), ..self }
    }

    /// True where words have several syllables.
    pub fn joins(&self) -> bool {
        self.joins
    }

    /// True for words that are a contraction in some uses.
    pub fn may_contract(&self, lower: &str) -> bool {
        matches!(self.lex.special.get(lower), Some(Special::Maybe(_)))
    }

    /// True where the syllable `i` of a bare sentence may continue the word of the one before.
    pub fn may_join(&self, tokens: &[Token], i: usize) -> bool {
        let word = |t: &Token| t.lower.chars().next().is_some_and(|c| class(c) == Class::Letter);
        i > 0 && tokens[i].space_before && word(&tokens[i]) && word(&tokens[i - 1])
    }

    /// Sentences of every news block, in text order.
    pub fn segment(&self, doc: &Document) -> Vec<Sentence> {
        let mut out = Vec::new();
        let mut work = Work::default();
        for (i, block) in doc.blocks.iter().enumerate() {
            if block.role.is_news() {
                self.block(block.span.of(&doc.text), block.span.start, i as u32, &mut work, &mut out);
            }
        }
        out
    }

    /// Sentences of a text that is one block.
    pub fn sentences(&self, text: &str) -> Vec<Sentence> {
        let mut out = Vec::new();
        self.block(text, 0, 0, &mut Work::default(), &mut out);
        out
    }

    fn block(&self, text: &str, at: u32, block: u32, work: &mut Work, out: &mut Vec<Sentence>) {
        let view = View::new(text);
        work.scan.run(&self.lex, &view.text);
        split::ends(&self.lex, &view.text, &work.scan, &mut work.ends);
        self.resolve(work);
        let mut tokens = std::mem::take(&mut work.scan.tokens);
        let mut moved = tokens.drain(..).zip(&work.maybe);
        let mut first = 0;
        for &end in &work.ends {
            let mut sent = Sentence { block, tokens: Vec::with_capacity(end - first), ..Sentence::default() };
            for (mut token, contracts) in moved.by_ref().take(end - first) {
                let (a, b) = view.original(token.span.start as usize, token.span.end as usize);
                token.span = Span { start: at + a as u32, end: at + b as u32 };
                match self.lex.special.get(&token.lower) {
                    Some(Special::Maybe(parts)) if *contracts => {
                        words::contract(&mut sent.tokens, &token, parts)
                    }
                    _ => sent.tokens.push(token),
                }
            }
            if let (true, false, Some(words)) = (self.joins, self.bare, &self.words) {
                work.free.clear();
                let free = |i| {
                    let own = self.lex.apart(&sent.tokens, i) || self.lex.lone(&sent.tokens, i);
                    self.may_join(&sent.tokens, i) && !own
                };
                work.free.extend((0..sent.tokens.len()).map(free));
                words.join(&mut sent.tokens, &work.free, |tokens, at| self.lex.compound(tokens, at));
            }
            if let (Some(a), Some(b)) = (sent.tokens.first(), sent.tokens.last()) {
                sent.span = a.span.join(b.span);
                out.push(sent);
            }
            first = end;
        }
        drop(moved);
        work.scan.tokens = tokens;
    }

    /// Decides for every word that may be a contraction; one that cannot be decided is taken for one.
    fn resolve(&self, work: &mut Work) {
        work.maybe.clear();
        for (i, note) in work.scan.notes.iter().enumerate() {
            let contracts = note.kind == Kind::Maybe
                && !self.bare
                && self.words.as_ref().is_none_or(|w| w.contracts(&work.scan.tokens, i, &mut work.site));
            work.maybe.push(contracts);
        }
    }
}
