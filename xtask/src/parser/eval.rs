//! Measuring a model against treebanks: gold tokens, predicted tags.

use super::conllu::{self, Gold, ROOT};
use anyhow::{Context, Result};
use chancery_model::Rel;
use chancery_text::parse::Model;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `cargo xtask eval-parser` is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Languages to measure; all that have a model when none is named
    pub langs: Vec<String>,
    /// Folder with LANG_test*.conllu.gz
    #[arg(long)]
    pub ud: PathBuf,
    /// Also list each relation
    #[arg(long)]
    pub relations: bool,
}

/// Counts of what was right.
#[derive(Debug, Default)]
pub struct Score {
    words: usize,
    upos: usize,
    heads: usize,
    labelled: usize,
    /// By relation: in the treebank, given by the parser, both and right.
    relations: BTreeMap<Rel, [usize; 3]>,
}

/// Measures the models in `packs/`.
pub fn eval(options: &Options, root: &Path) -> Result<bool> {
    let mut langs = options.langs.clone();
    if langs.is_empty() {
        langs = chancery_pack::Pack::languages();
    }
    for lang in langs {
        let path = root.join("packs").join(&lang).join("model.bin");
        let Ok(file) = std::fs::read(&path) else { continue };
        for (name, score) in measure(&lang, &options.ud, &file)? {
            line(&name, &score);
            if options.relations {
                table(&score);
            }
        }
    }
    Ok(true)
}

/// Prints the figures of all test files of a language.
pub fn tests(lang: &str, ud: &Path, file: &[u8]) -> Result<()> {
    for (name, score) in measure(lang, ud, file)? {
        line(&name, &score);
    }
    Ok(())
}

/// The figures on some sentences.
pub fn held_out(file: &[u8], golds: &[Gold]) -> Result<Score> {
    Ok(score(&model(file)?, golds))
}

/// Prints the figures on all sentences held out.
pub fn total(parts: Vec<Score>) {
    let mut all = Score::default();
    for part in parts {
        all.words += part.words;
        all.upos += part.upos;
        all.heads += part.heads;
        all.labelled += part.labelled;
    }
    line("held out", &all);
}

fn model(file: &[u8]) -> Result<Model> {
    Model::decode("model.bin", file).context("the model just written cannot be read")
}

fn measure(lang: &str, ud: &Path, file: &[u8]) -> Result<Vec<(String, Score)>> {
    let model = model(file)?;
    let mut names: Vec<PathBuf> = std::fs::read_dir(ud)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    names.sort();
    let mut out = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().replace(".conllu.gz", "");
        if name.starts_with(&format!("{lang}_test")) {
            out.push((name, score(&model, &conllu::read(&path)?)));
        }
    }
    Ok(out)
}

fn score(model: &Model, golds: &[Gold]) -> Score {
    let mut score = Score::default();
    for gold in golds {
        let (text, mut sent) = gold.sentence();
        model.tag(&text, &mut sent);
        model.parse(&mut sent);
        for (token, word) in sent.tokens.iter().zip(&gold.words) {
            let head = token.head.map_or(ROOT, u32::from) == word.head;
            let both = head && token.rel == word.rel;
            score.words += 1;
            score.upos += usize::from(token.upos == word.upos);
            score.heads += usize::from(head);
            score.labelled += usize::from(both);
            score.relations.entry(word.rel).or_default()[0] += 1;
            score.relations.entry(token.rel).or_default()[1] += 1;
            score.relations.entry(word.rel).or_default()[2] += usize::from(both);
        }
    }
    score
}

fn percent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole.max(1) as f64
}

fn line(name: &str, s: &Score) {
    println!(
        "{name}: {} words, UPOS {:.2}, UAS {:.2}, LAS {:.2}",
        s.words,
        percent(s.upos, s.words),
        percent(s.heads, s.words),
        percent(s.labelled, s.words)
    );
}

fn table(s: &Score) {
    for (rel, [gold, given, right]) in &s.relations {
        let (p, r) = (percent(*right, *given), percent(*right, *gold));
        println!(
            "  {:14} {gold:5}  P {p:5.1}  R {r:5.1}  F1 {:5.1}",
            rel.name(),
            2.0 * p * r / (p + r).max(1e-9)
        );
    }
}
