//! Chores of the project: `cargo xtask <chore>`. `./test.sh` runs those that check.

#![allow(clippy::disallowed_methods, reason = "chores run programs and measure time")]

mod deny;
mod docs;
mod eval_dates;
mod eval_names;
mod floors;
mod gold;
mod lemmas;
mod parser;
mod registry;
mod reliability;
mod score;
mod segmenter;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "xtask", about = "Chores of the project")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Hold the source tree against the rules of the house: layers, file lengths, names, rules with examples, paths in the docs
    Tidy,
    /// Hold every dependency against deny.toml: licences, banned crates, sources
    Deny,
    /// Compare docs/cli.md and the examples of README.md with what the program prints
    Docs {
        /// Write them
        #[arg(long)]
        update: bool,
    },
    /// Print the sentences and tokens of text files
    Tokens(segmenter::TokensOptions),
    /// Measure tokens and sentences on text rebuilt from the test treebanks
    EvalSegment(segmenter::EvalOptions),
    /// Train the model that joins syllables and tells contractions, and write packs/LANG/words.bin
    TrainWords(segmenter::TrainOptions),
    /// Score the reading of dates on labelled phrases (.jsonl) and on folders of documents with gold
    EvalDates {
        /// Files of phrases or folders of documents
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// List what was missed
        #[arg(long)]
        list: bool,
        /// Print every date of the documents
        #[arg(long)]
        show: bool,
    },
    /// Figures of offices, sides and people on gold documents, from annotation alone
    EvalNames {
        /// Folder of the documents with gold
        #[arg(default_value = "corpus")]
        gold: PathBuf,
        /// Show each error
        #[arg(long)]
        list: bool,
    },
    /// Write packs/LANG/lexicon/lemmas/inflected.tsv
    Lemmas(lemmas::Options),
    /// Measure lemmas on the test treebanks
    EvalLemmas(lemmas::EvalOptions),
    /// Score the corpus and fail where precision or recall is below corpus/floors.toml
    Floors {
        /// Raise the floors to what is reached
        #[arg(long)]
        update: bool,
    },
    /// Compare what records claim (`confidence`) with the share of them that gold agrees with, by decile
    Reliability {
        /// Folder of the documents with gold
        #[arg(default_value = "corpus")]
        gold: PathBuf,
    },
    /// Train the tagger and parser of a language on treebanks and write packs/LANG/model.bin
    Train(parser::Options),
    /// Measure taggers and parsers on the test treebanks
    EvalParser(parser::EvalOptions),
    /// Rebuild the tables of the registry that are derived from packages
    Registry {
        /// The folder with the packages, unpacked; docs/add-a-state-or-organisation.md names them
        dir: PathBuf,
        /// Only compare
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().chore {
        Chore::Tidy => tidy::run(),
        Chore::Deny => deny::run(),
        Chore::Docs { update } => docs::run(update),
        Chore::Lemmas(options) => root().and_then(|root| lemmas::write(&options, &root)),
        Chore::EvalLemmas(options) => lemmas::eval(&options),
        Chore::Tokens(options) => segmenter::tokens(&options),
        Chore::EvalSegment(options) => segmenter::eval(&options),
        Chore::TrainWords(options) => root().and_then(|root| segmenter::train(&options, &root)),
        Chore::EvalDates { paths, list, show } => eval_dates::run(&paths, list, show).map(|()| true),
        Chore::EvalNames { gold, list } => eval_names::run(&gold, list),
        Chore::Floors { update } => floors::run(update),
        Chore::Reliability { gold } => reliability::run(&gold),
        Chore::Train(options) => root().and_then(|root| parser::train(&options, &root)),
        Chore::EvalParser(options) => root().and_then(|root| parser::eval(&options, &root)),
        Chore::Registry { dir, check } => registry::run(&dir, check),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) => {
            eprintln!("error: {e:#}");
            ExitCode::FAILURE
        }
    }
}

/// The top folder of the project.
pub fn root() -> Result<PathBuf> {
    Ok(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?)
}
