//! Precision and recall of tokens and sentences on text rebuilt from treebanks.

use super::treebank::{self, Word};
use anyhow::{Context, Result};
use chancery_model::{Sentence, Span};
use chancery_pack::Pack;
use chancery_text::segment::Segmenter;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

/// What `cargo xtask eval-segment` is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Language to measure
    pub lang: String,
    /// Folder with the treebanks
    #[arg(long)]
    pub ud: PathBuf,
    /// Beginning of the names of the files to measure on; LANG_test when absent
    #[arg(long)]
    pub files: Option<String>,
    /// List that many of the most frequent faults
    #[arg(long, default_value_t = 0)]
    pub faults: usize,
}

/// What `cargo xtask tokens` is asked for.
#[derive(Debug, clap::Args)]
pub struct TokensOptions {
    /// Language of the text
    pub lang: String,
    /// Text files; a line is a block
    pub files: Vec<PathBuf>,
}

/// Prints the sentences of texts, a line each, with a mark between tokens.
pub fn tokens(options: &TokensOptions) -> Result<bool> {
    let pack = Pack::load(&options.lang)?.context("no such pack")?;
    let segmenter = Segmenter::new(&pack)?;
    for file in &options.files {
        let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
        for sent in text.lines().flat_map(|line| segmenter.sentences(line)) {
            println!("{}", sent.tokens.iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join("|"));
        }
    }
    Ok(true)
}

/// Agreement of two sets.
#[derive(Debug, Default, Clone, Copy)]
pub struct Score {
    gold: usize,
    found: usize,
    both: usize,
}

impl Score {
    pub fn f1(self) -> f64 {
        200.0 * self.both as f64 / (self.gold + self.found).max(1) as f64
    }
    pub fn of<T: Ord>(gold: &BTreeSet<T>, found: &BTreeSet<T>) -> Score {
        Score { gold: gold.len(), found: found.len(), both: gold.intersection(found).count() }
    }
}

/// Measures and prints.
pub fn eval(options: &Options) -> Result<bool> {
    let pack = Pack::load(&options.lang)?.context("no such pack")?;
    let segmenter = Segmenter::new(&pack)?;
    let prefix = options.files.clone().unwrap_or(format!("{}_test", options.lang));
    for file in treebank::files(&options.ud, &prefix)? {
        let gold = treebank::read(&file)?;
        let (text, words, ends) = treebank::join(&gold);
        let started = Instant::now();
        let sentences = segmenter.sentences(&text);
        let seconds = started.elapsed().as_secs_f64();
        let tokens = Score::of(&keys(&words), &found(&sentences));
        let sents =
            Score::of(&stretches(ends.iter().copied()), &stretches(sentences.iter().map(|s| s.span.end)));
        println!(
            "{}: tokens F1 {:.2} ({} in the treebank), sentences F1 {:.2} ({} found, {} in the treebank), {:.1} MB/s",
            file.file_name().unwrap_or_default().to_string_lossy(),
            tokens.f1(),
            tokens.gold,
            sents.f1(),
            sents.found,
            sents.gold,
            text.len() as f64 / seconds / 1e6,
        );
        if options.faults > 0 {
            faults(&text, &words, &ends, &sentences, options.faults);
        }
    }
    Ok(true)
}

/// Sentences as their ends and those before: both must agree.
fn stretches(ends: impl Iterator<Item = u32>) -> BTreeSet<(u32, u32)> {
    let mut last = 0;
    ends.map(|e| (std::mem::replace(&mut last, e), e)).collect()
}

/// Words as places, with their form where they share one.
pub fn keys(words: &[Word]) -> BTreeSet<(Span, String)> {
    words.iter().map(|w| (w.span, if w.shared { w.form.to_lowercase() } else { String::new() })).collect()
}

/// The same of what was found.
pub fn found(sentences: &[Sentence]) -> BTreeSet<(Span, String)> {
    let mut out = BTreeSet::new();
    for sent in sentences {
        for (i, token) in sent.tokens.iter().enumerate() {
            let same = |j: usize| sent.tokens.get(j).is_some_and(|t| t.span == token.span);
            let shared = same(i + 1) || i > 0 && same(i - 1);
            out.insert((token.span, if shared { token.lower.to_string() } else { String::new() }));
        }
    }
    out
}

/// Lists the stretches where tokens differ, the most frequent first, and the sentence ends that differ.
fn faults(text: &str, words: &[Word], ends: &[u32], sentences: &[Sentence], most: usize) {
    let (gold, found) = (keys(words), found(sentences));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for key in gold.symmetric_difference(&found) {
        let near = |set: &BTreeSet<(Span, String)>| {
            let parts = set.iter().filter(|(s, _)| s.overlaps(key.0));
            parts
                .map(|(s, form)| if form.is_empty() { s.of(text) } else { form.as_str() })
                .collect::<Vec<_>>()
                .join("·")
        };
        *counts.entry(format!("{}  found {}", near(&gold), near(&found))).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    for (fault, n) in counts.iter().take(most) {
        println!("{n:5} {fault}");
    }
    let gold: BTreeSet<u32> = ends.iter().copied().collect();
    let found: BTreeSet<u32> = sentences.iter().map(|s| s.span.end).collect();
    for end in gold.symmetric_difference(&found).take(most) {
        let at = *end as usize;
        let before: String =
            text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text[at..].chars().take(30).collect();
        println!("{} {before} || {after}", if gold.contains(end) { "missed" } else { "false " });
    }
}
