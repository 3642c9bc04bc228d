//! Writes `packs/<lang>/lexicon/lemmas/` from tables of inflected forms, and measures lemmas on treebanks.

mod conjugate;
mod eval;
mod inflections;
mod learn;

use anyhow::{Context, Result};
use std::io::Read;
use std::path::{Path, PathBuf};

pub use eval::{Options as EvalOptions, eval};

/// What `cargo xtask lemmas` is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Language to write the tables of
    pub lang: String,
    /// Table of inflections (lemma, part of speech, forms), packed or not; without it `xtask/lemmas/LANG` is conjugated
    #[arg(long)]
    pub inflections: Option<PathBuf>,
}

/// A form, what it is a form of, and its features as the tables write them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    pub upos: &'static str,
    pub form: String,
    pub lemma: String,
    pub feats: String,
}

/// Writes the tables of a language.
pub fn write(options: &Options, root: &Path) -> Result<bool> {
    let (forms, origin) = match &options.inflections {
        Some(path) => {
            (inflections::read(&text(path)?), "lemminflect's table of inflections (MIT, see NOTICE)")
        }
        None => {
            let folder = root.join("xtask/lemmas").join(&options.lang);
            let forms =
                conjugate::all(&text(&folder.join("paradigms.tsv"))?, &text(&folder.join("verbs.tsv"))?)?;
            (forms, "the paradigms and verbs in xtask/lemmas")
        }
    };
    let rows = learn::learn(&forms);
    println!("{} forms, {} rows", forms.len(), rows.len());
    let path = root.join("packs").join(&options.lang).join("lexicon/lemmas/inflected.tsv");
    let mut out = format!("# Written by `cargo xtask lemmas {}` from {origin}.\n", options.lang);
    out.push_str("# Part of speech, form or -ending, lemma or what replaces the ending, features.\n");
    for row in rows {
        out.push_str(&row);
        out.push('\n');
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&path, out).with_context(|| format!("{}", path.display()))?;
    Ok(true)
}

fn text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    if path.extension().is_some_and(|e| e == "gz") {
        let mut out = String::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut out)?;
        return Ok(out);
    }
    Ok(String::from_utf8(bytes)?)
}
