//! A small linear model that joins syllables to words and tells contractions from the words that look like them.
//!
//! Features are hashed into a table of signed bytes (`packs/<lang>/words.bin`). Joining is a chain of decisions, one a
//! gap between two syllables, solved exactly; a contraction is one decision. The same functions serve training.

use chancery_model::Token;
use chancery_pack::{Fault, Pack};
use smol_str::{SmolStr, SmolStrBuilder};
use std::borrow::Cow;

/// First bytes of a weights file; the next one is the table's size as a power of two.
pub const MAGIC: &[u8; 4] = b"CWD1";

/// What a listed word adds to the score of joining its syllables; more than features can take away.
const SURE: i32 = 100_000;

/// What joining across the edge of a listed word costs.
const EDGE: i32 = 150;

/// Longest word in syllables; a run of capitals may be longer than any dictionary word.
const MOST: usize = 8;

/// The weights.
#[derive(Debug, Clone)]
pub struct Words {
    bits: u32,
    weights: Cow<'static, [i8]>,
}

/// Features of a decision: `own` count always, `after` only when the gap before was joined too.
#[derive(Debug, Default, Clone)]
pub struct Site {
    /// Hashes of the features of this gap.
    pub own: Vec<u32>,
    /// Hashes of the features that also need the gap before it joined.
    pub after: Vec<u32>,
}

impl Words {
    /// Unpacks `words.bin`; `None` where the pack has none.
    pub fn new(pack: &Pack) -> Result<Option<Words>, Fault> {
        let Some(bytes) = pack.weights("words") else { return Ok(None) };
        Words::from_bytes(bytes).map(Some).ok_or_else(|| {
            Fault::new(&format!("packs/{}/words.bin", pack.lang), 0, "no weights of this version")
        })
    }

    fn from_bytes(bytes: &'static [u8]) -> Option<Words> {
        let (bits, table) = bytes.strip_prefix(MAGIC)?.split_first()?;
        if *bits > 24 || table.len() != 1 << bits {
            return None;
        }
        Some(Words { bits: u32::from(*bits), weights: table.iter().map(|b| *b as i8).collect() })
    }

    /// A model from trained weights; their number is a power of two.
    pub fn from_weights(weights: Vec<i8>) -> Words {
        Words { bits: weights.len().trailing_zeros(), weights: Cow::Owned(weights) }
    }

    /// The file that [`Words::new`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(self.bits as u8);
        out.extend(self.weights.iter().map(|w| *w as u8));
        out
    }

    fn score(&self, hashes: &[u32]) -> i32 {
        hashes.iter().map(|h| i32::from(self.weights[(h >> (32 - self.bits)) as usize])).sum()
    }

    /// True where the word at `i` is a contraction.
    pub(super) fn contracts(&self, tokens: &[Token], i: usize, site: &mut Site) -> bool {
        contraction(tokens, i, site);
        self.score(&site.own) >= 0
    }

    /// Joins the syllables of a sentence to words, in place. `free[i]` tells whether `i` may be joined to `i - 1`;
    /// `listed` how many syllables from a place make up a listed word.
    pub(super) fn join(
        &self,
        tokens: &mut Vec<Token>,
        free: &[bool],
        listed: impl Fn(&[Token], usize) -> usize,
    ) {
        if !free.contains(&true) {
            return;
        }
        let mut site = Site::default();
        let mut scores = Vec::with_capacity(free.len());
        for (i, _) in free.iter().enumerate().filter(|(_, f)| **f) {
            gap(tokens, i, &mut site);
            scores.push((i, self.score(&site.own), self.score(&site.after)));
        }
        // Listed words win over the model inside, and weigh against joining at their edges.
        let mut bias = vec![0; tokens.len() + 1];
        let mut at = 0;
        while at < tokens.len() {
            let count = listed(tokens, at);
            if count > 1 {
                bias[at] -= EDGE;
                bias[at + count] -= EDGE;
                bias[at + 1..at + count].fill(SURE);
            }
            at += count;
        }
        for score in &mut scores {
            score.1 += bias[score.0];
        }
        let mut join = vec![false; tokens.len()];
        solve(&scores, &mut join);
        let mut length = 1;
        let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
        for (i, token) in tokens.drain(..).enumerate() {
            match out.last_mut() {
                Some(last) if join[i] && length < MOST => {
                    length += 1;
                    last.span.end = token.span.end;
                    let mut form = SmolStrBuilder::new();
                    form.push_str(&last.lower);
                    form.push(' ');
                    form.push_str(&token.lower);
                    last.lower = form.finish();
                    last.lemma = last.lower.clone();
                }
                _ => {
                    length = 1;
                    out.push(token);
                }
            }
        }
        *tokens = out;
    }
}

/// The best joint decision: `scores` are gaps in order with what joining them brings, alone and after a joined gap.
pub fn solve<S: Copy + PartialOrd + Default + std::ops::Add<Output = S>>(
    scores: &[(usize, S, S)],
    join: &mut [bool],
) {
    // Best total with the latest gap apart (0) or joined (1), and whether the gap before was joined then.
    let mut back: Vec<[bool; 2]> = Vec::with_capacity(scores.len());
    let mut best = [S::default(); 2];
    let mut last = None;
    for &(i, own, after) in scores {
        let chained = last == Some(i.wrapping_sub(1));
        let joined_before = last.is_some() && best[1] > best[0];
        let apart = if joined_before { best[1] } else { best[0] };
        let (alone, chain) = (best[0] + own, best[1] + own + if chained { after } else { S::default() });
        let take_chain = last.is_some() && chain > alone;
        back.push([joined_before, take_chain]);
        best = [apart, if take_chain { chain } else { alone }];
        last = Some(i);
    }
    let mut state = best[1] > best[0];
    for (&(i, ..), from) in scores.iter().zip(&back).rev() {
        join[i] = state;
        state = from[usize::from(state)];
    }
}

/// A hash that starts with the number of a feature template.
const fn start(template: u32) -> u32 {
    (template.wrapping_add(1)).wrapping_mul(0x9e37_79b1) ^ 0x811c_9dc5
}

/// Takes a part of a feature into its hash.
fn mix(hash: u32, text: &[u8]) -> u32 {
    let [hash] = mixed([hash], text);
    hash
}

/// Takes the same part into the hashes of several features, which costs little more than one: each hash waits for its last
/// step, and none for another.
#[inline(always)]
fn mixed<const N: usize>(mut hashes: [u32; N], text: &[u8]) -> [u32; N] {
    for b in text {
        step(&mut hashes, *b);
    }
    step(&mut hashes, 0x1f);
    hashes
}

/// Takes one byte into each hash.
#[inline(always)]
fn step(hashes: &mut [u32], byte: u8) {
    for hash in hashes {
        *hash = (*hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
}

/// Spreads a hash so that its upper bits, which index the table, depend on all of it.
fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    let hash = (hash ^ (hash >> 12)).wrapping_mul(0x297a_2d39);
    hash ^ (hash >> 15)
}

fn lower(tokens: &[Token], i: Option<usize>) -> &str {
    i.and_then(|i| tokens.get(i)).map_or("", |t| t.lower.as_str())
}

fn capital(tokens: &[Token], i: Option<usize>) -> u8 {
    match i.and_then(|i| tokens.get(i)) {
        None => b'-',
        Some(t) if t.capital => b'C',
        Some(_) => b'c',
    }
}

/// Features of the gap between the syllables `i - 1` and `i`.
pub fn gap(tokens: &[Token], i: usize, site: &mut Site) {
    site.own.clear();
    site.after.clear();
    let at = |d: isize| i.checked_add_signed(d);
    let [p2, p1, n0, n1] = [-2, -1, 0, 1].map(|d| lower(tokens, at(d)).as_bytes());
    let shape = [-2, -1, 0, 1].map(|d| capital(tokens, at(d)));
    let first: &[u8] = if i == 1 { b"^" } else { b"" };
    // Onsets and rimes: words that the treebank lacks are often built like those that it has.
    let (p_on, p_rime, n_on, n_rime) = (beginning(p1, 2), ending(p1, 2), beginning(n0, 2), ending(n0, 2));
    // Each feature is named by its template; what is named like another goes on from it.
    let [f1, f3, f13, f14, f23] = mixed([1, 3, 13, 14, 23].map(start), p1);
    let [f2, f5, f24] = mixed([2, 5, 24].map(start), n0);
    let [f4, f6, f25] = mixed([4, 6, 25].map(start), p2);
    let [f7] = mixed([start(7)], n1);
    let [f8, f21] = mixed([8, 21].map(start), &shape);
    let [f9, f10] = mixed([9, 10].map(start), &shape[1..3]);
    let [f11, f17] = mixed([11, 17].map(start), p_rime);
    let [f12, f16] = mixed([12, 16].map(start), p_on);
    let [f3, f10, f16, f17, f23] = mixed([f3, f10, f16, f17, f23], n0);
    let [f4, f9, f25] = mixed([f4, f9, f25], p1);
    let [f5] = mixed([f5], n1);
    let [f8] = mixed([f8], first);
    let [f11, f14] = mixed([f11, f14], n_rime);
    let [f12, f13] = mixed([f12, f13], n_on);
    let own = [start(0), f1, f2, f3, f4, f5, f8, f9, f10, f6, f7, f11, f12, f13, f14, f16, f17];
    site.own.extend(own.map(finish));
    if p1 == n0 {
        site.own.push(finish(start(15)));
    }
    site.after.extend([start(20), f21, f23, f24, f25].map(finish));
}

/// Features of the word at `i`, which may be a contraction.
pub fn contraction(tokens: &[Token], i: usize, site: &mut Site) {
    site.own.clear();
    site.after.clear();
    let at = |d: isize| lower(tokens, i.checked_add_signed(d)).as_bytes();
    let (p3, p2, p1, word, n1, n2) = (at(-3), at(-2), at(-1), at(0), at(1), at(2));
    let own = &mut site.own;
    let mut add = |template: u32, parts: &[&[u8]]| {
        own.push(finish(parts.iter().fold(mix(start(template), word), |h, p| mix(h, p))));
    };
    let shape = [i.checked_sub(1), Some(i), i.checked_add(1)].map(|j| capital(tokens, j));
    add(40, &[]);
    add(41, &[p1]);
    add(42, &[n1]);
    add(43, &[p1, n1]);
    add(44, &[p2, p1]);
    add(45, &[n1, n2]);
    add(46, &[&shape]);
    for (template, text) in [(50, p1), (60, p2), (70, n1), (80, p3), (90, n2)] {
        for (k, size) in [2, 3, 4, 5].into_iter().enumerate() {
            add(template + k as u32, &[ending(text, size)]);
        }
    }
    add(100, &[p2]);
    add(101, &[ending(p2, 2), ending(p1, 3)]);
    add(102, &[p2, ending(p1, 2)]);
    add(103, &[ending(p1, 3), ending(n1, 3)]);
}

/// True for the first byte of a character.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// The first `size` characters.
fn beginning(text: &[u8], size: usize) -> &[u8] {
    let mut starts = (0..text.len()).filter(|i| begins(text[*i]));
    starts.nth(size).map_or(text, |i| &text[..i])
}

/// The last `size` characters.
fn ending(text: &[u8], size: usize) -> &[u8] {
    let mut starts = (0..text.len()).rev().filter(|i| begins(text[*i]));
    starts.nth(size - 1).map_or(text, |i| &text[i..])
}

/// Pushes the parts of a contraction, all over its span.
pub(super) fn contract(tokens: &mut Vec<Token>, token: &Token, parts: &[SmolStr]) {
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

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn finds_the_best_chain() {
        let solved = |scores: &[(usize, i32, i32)]| {
            let mut join = vec![false; 6];
            solve(scores, &mut join);
            join
        };
        // Gap 2 alone is not worth it, with gap 1 joined it is, and the two together pay.
        assert_eq!(solved(&[(1, -1, 0), (2, -1, 5), (4, 2, 9)]), [false, true, true, false, true, false]);
        // Gap 3 is not next to gap 1: what needs the gap before does not count.
        assert_eq!(solved(&[(1, 1, 0), (3, -1, 5)]), [false, true, false, false, false, false]);
        assert_eq!(solved(&[]), [false; 6]);
    }
}
