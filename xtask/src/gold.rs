//! Documents with gold: what the program reads from each, record by record, and whether gold agrees.

use crate::score::{KINDS, pair, same_name};
use anyhow::{Context as _, Result};
use chancery::pipeline::{Coded, Pipeline};
use chancery_read::Hints;
use rayon::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// How the name of a file of gold ends.
const END: &str = ".gold.json";

/// What gold says of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is in gold.
    Right,
    /// It is in gold as a borderline record: finding it is not counted.
    Borderline,
    /// It is not.
    Wrong,
}

/// A record of a main article beside gold's word on it.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// The chance of being right that the record claims, 0 to 1.
    pub confidence: f64,
    pub verdict: Verdict,
}

/// The records of one kind in one document.
#[derive(Debug)]
pub struct Judged {
    pub lang: String,
    /// As in [`KINDS`].
    pub kind: &'static str,
    pub records: Vec<Record>,
    /// Records of gold, borderline ones apart, that were not found.
    pub missed: u32,
}

/// Codes every document of a folder that has gold, in the order of their names.
///
/// # Errors
/// Where the folder holds no gold, a page cannot be read, or a record's evidence is not the text's own.
pub fn judge(folder: &Path) -> Result<Vec<Judged>> {
    let golds = files(folder)?;
    let pipeline = Pipeline::new();
    let judged: Result<Vec<Vec<Judged>>> = golds.par_iter().map(|gold| document(&pipeline, gold)).collect();
    Ok(judged?.into_iter().flatten().collect())
}

/// The files of gold in a folder, in the order of their names.
///
/// # Errors
/// Where there are none.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut golds: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.to_string_lossy().ends_with(END))
        .collect();
    golds.sort();
    anyhow::ensure!(!golds.is_empty(), "{} holds no gold", folder.display());
    Ok(golds)
}

/// The page beside a file of gold, and how it is to be read.
///
/// # Errors
/// Where there is none.
pub fn page(gold: &Path) -> Result<(PathBuf, Hints)> {
    let gold = gold.to_string_lossy();
    let stem = gold.trim_end_matches(END);
    let format = ["txt", "html"].into_iter().find(|e| Path::new(&format!("{stem}.{e}")).exists());
    let format = format.with_context(|| format!("{stem}: gold without a page"))?;
    let source = format!("{stem}.{format}");
    let hints = Hints { source: source.clone(), format: Some(format.to_owned()), ..Hints::default() };
    Ok((source.into(), hints))
}

fn document(pipeline: &Pipeline, path: &Path) -> Result<Vec<Judged>> {
    let gold: Value = serde_json::from_slice(&fs::read(path)?).with_context(|| path.display().to_string())?;
    let records = code(pipeline, path)?;
    let lang = gold["lang"].as_str().unwrap_or("und");
    let mut out = Vec::new();
    for (kind, list, want) in KINDS {
        let gold: Vec<Value> = gold[list].as_array().cloned().unwrap_or_default();
        let found: Vec<Value> =
            records.iter().filter(|r| r["kind"] == want && r["item"] == 0).cloned().collect();
        let pairs = pair(kind, &gold, &found);
        let optional = |i: usize| gold[i]["optional"] == true;
        let unpaired = (0..gold.len()).filter(|i| !optional(*i) && !pairs.iter().any(|(g, _)| g == i));
        // Gold names an office once for each person; a further true office is no false alarm.
        let known = |found: &Value| {
            let name = found["name"].as_str().unwrap_or("");
            kind == "office" && gold.iter().any(|g| same_name(g["person"].as_str().unwrap_or(""), name))
        };
        let verdict = |j: usize| match pairs.iter().find(|(_, f)| *f == j) {
            Some((i, _)) if optional(*i) => Verdict::Borderline,
            Some(_) => Verdict::Right,
            None if known(&found[j]) => Verdict::Borderline,
            None => Verdict::Wrong,
        };
        let confidence = |record: &Value| record["confidence"].as_f64().unwrap_or(0.0);
        out.push(Judged {
            lang: lang.to_owned(),
            kind,
            missed: unpaired.count() as u32,
            records: (0..found.len())
                .map(|j| Record { confidence: confidence(&found[j]), verdict: verdict(j) })
                .collect(),
        });
    }
    Ok(out)
}

/// The records of the page beside a file of gold, each held against the text that it quotes.
fn code(pipeline: &Pipeline, gold: &Path) -> Result<Vec<Value>> {
    let (page, hints) = page(gold)?;
    let name = &hints.source;
    let Coded { document, records } =
        pipeline.code(&fs::read(&page)?, &hints, None).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
    let chars: Vec<char> = document.text.chars().collect();
    for record in &records {
        for e in &record.evidence {
            let slice: String = chars.get(e.start..e.end).unwrap_or_default().iter().collect();
            anyhow::ensure!(
                slice == e.quote,
                "{name}: {} quotes what is not there: {:?}",
                record.id,
                e.quote
            );
        }
        anyhow::ensure!(!record.evidence.is_empty(), "{name}: {} rests on nothing", record.id);
    }
    records.iter().map(|r| serde_json::to_value(r).map_err(Into::into)).collect()
}
