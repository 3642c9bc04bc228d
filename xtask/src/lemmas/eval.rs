//! Share of right lemmas by part of speech, with the treebank's tags.

use crate::segmenter::treebank;
use anyhow::{Context, Result};
use chancery_model::{Sentence, Token, Upos};
use chancery_pack::Pack;
use chancery_text::lemma::Lemmatizer;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What `cargo xtask eval-lemmas` is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Language to measure
    pub lang: String,
    /// Folder with the treebanks
    #[arg(long)]
    pub ud: PathBuf,
    /// List that many of the most frequent faults of each part of speech
    #[arg(long, default_value_t = 0)]
    pub faults: usize,
}

/// Measures and prints.
pub fn eval(options: &Options) -> Result<bool> {
    let pack = Pack::load(&options.lang)?.context("no such pack")?;
    let lemmatizer = Lemmatizer::new(&pack)?;
    for file in treebank::files(&options.ud, &format!("{}_test", options.lang))? {
        let mut scores: BTreeMap<Upos, (usize, usize)> = BTreeMap::new();
        let mut faults: BTreeMap<(Upos, String), usize> = BTreeMap::new();
        for gold in treebank::read(&file)? {
            for word in &gold.words {
                let lower = word.form.to_lowercase().replace('’', "'");
                let token = Token {
                    lower: lower.as_str().into(),
                    lemma: lower.into(),
                    upos: word.upos,
                    ..Token::default()
                };
                let mut sent = Sentence { tokens: vec![token], ..Sentence::default() };
                lemmatizer.apply(&mut sent);
                let (lemma, gold) = (&sent.tokens[0].lemma, word.lemma.to_lowercase());
                let score = scores.entry(word.upos).or_default();
                score.1 += 1;
                if *lemma == gold {
                    score.0 += 1;
                } else {
                    *faults.entry((word.upos, format!("{} {lemma} not {gold}", word.form))).or_default() += 1;
                }
            }
        }
        println!("{}", file.file_name().unwrap_or_default().to_string_lossy());
        for (upos, (right, all)) in &scores {
            println!("  {:6} {:5.1} of {all}", upos.name(), 100.0 * *right as f64 / *all as f64);
            let mut own: Vec<_> = faults.iter().filter(|(k, _)| k.0 == *upos).collect();
            own.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
            for ((_, fault), n) in own.into_iter().take(options.faults) {
                println!("    {n:4} {fault}");
            }
        }
    }
    Ok(true)
}
