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
use chars::Class;
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
        i > 0 && tokens[i].space_before && letters(&tokens[i]) && letters(&tokens[i - 1])
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
        let from = out.len();
        // From the last sentence to the first: each takes its tokens off the end of the block's.
        for (n, &end) in work.ends.iter().enumerate().rev() {
            let first = if n == 0 { 0 } else { work.ends[n - 1] };
            let mut tokens: Vec<Token> = work.scan.tokens.drain(first..).collect();
            for token in &mut tokens {
                let (a, b) = view.original(token.span.start as usize, token.span.end as usize);
                token.span = Span { start: at + a as u32, end: at + b as u32 };
            }
            if work.maybe[first..end].contains(&true) {
                tokens = self.contracted(tokens, &work.maybe[first..end]);
            }
            if let (true, false, Some(words)) = (self.joins, self.bare, &self.words) {
                self.free(&tokens, &mut work.free);
                words.join(&mut tokens, &work.free, |tokens, at| self.lex.compound(tokens, at));
            }
            if let (Some(a), Some(b)) = (tokens.first(), tokens.last()) {
                out.push(Sentence { span: a.span.join(b.span), block, tokens, ..Sentence::default() });
            }
        }
        out[from..].reverse();
    }

    /// The tokens with the contractions among them split in their parts.
    fn contracted(&self, tokens: Vec<Token>, contracts: &[bool]) -> Vec<Token> {
        let mut out = Vec::with_capacity(tokens.len() + 4);
        for (token, contracts) in tokens.into_iter().zip(contracts) {
            let parts = if *contracts { self.lex.special.get(&token.lower) } else { None };
            match parts {
                Some(Special::Maybe(parts)) => words::contract(&mut out, &token, parts),
                _ => out.push(token),
            }
        }
        out
    }

    /// Which syllables of a sentence the words model may join to the one before: not those that are a word of their own,
    /// unless the two are listed as one.
    fn free(&self, tokens: &[Token], free: &mut Vec<bool>) {
        free.clear();
        let (mut letters_before, mut lone_before) = (false, false);
        for (i, token) in tokens.iter().enumerate() {
            let letters = letters(token);
            let lone = letters && self.lex.lone(token);
            let joins = letters && letters_before && token.space_before;
            let own = || lone || lone_before || tokens[i - 1].capital && self.lex.apart(token);
            free.push(joins && !(own() && self.lex.compound(tokens, i - 1) == 1));
            (letters_before, lone_before) = (letters, lone);
        }
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

/// True for a word that begins with a letter.
fn letters(token: &Token) -> bool {
    chars::class_at(&token.lower, 0) == Class::Letter
}
