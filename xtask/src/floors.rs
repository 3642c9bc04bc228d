//! Floors under precision and recall on the corpus: they only rise. Lowering one is done by hand in
//! `corpus/floors.toml` and takes a line in CHANGELOG.md.

use crate::score::{KINDS, pair, same_name};
use anyhow::{Context as _, Result};
use chancery::pipeline::{Coded, Pipeline};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const FILE: &str = "corpus/floors.toml";

/// Counts of one language and kind.
#[derive(Default, Clone, Copy)]
struct Tally {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Tally {
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }
    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }
    fn f1(self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((2 * self.right + self.wrong + self.missed).max(1))
    }
}

/// By language, then kind.
type Tallies = BTreeMap<(String, &'static str), Tally>;

/// Scores the corpus and compares with the floors; with `update` raises them to what was reached.
pub fn run(update: bool) -> Result<bool> {
    let root = crate::root()?;
    let tallies = score(&root.join("corpus"))?;
    let floors: BTreeMap<String, BTreeMap<String, Floor>> = match fs::read_to_string(root.join(FILE)) {
        Ok(text) => toml::from_str(&text).with_context(|| format!("{FILE} is no table of floors"))?,
        Err(_) => BTreeMap::new(),
    };
    let mut held = true;
    let mut next = String::from(HEAD);
    // A language that neither has nor finds any of a kind yet has no floor for it.
    for ((lang, kind), tally) in tallies.iter().filter(|(_, t)| t.right + t.wrong + t.missed > 0) {
        let floor = floors.get(lang).and_then(|f| f.get(*kind)).copied().unwrap_or_default();
        let (p, r) = (tally.precision(), tally.recall());
        let below = p < floor.precision || r < floor.recall;
        held &= !below;
        println!(
            "{lang} {kind:<10}  precision {p:.3} (floor {:.2})  recall {r:.3} (floor {:.2})  F1 {:.3}{}",
            floor.precision,
            floor.recall,
            tally.f1(),
            if below { "  BELOW" } else { "" }
        );
        let (p, r) = (down(p).max(floor.precision), down(r).max(floor.recall));
        let _ = writeln!(next, "{lang}.{kind} = {{ precision = {p:.2}, recall = {r:.2} }}");
    }
    if update {
        fs::write(root.join(FILE), next).with_context(|| format!("writing {FILE}"))?;
    }
    Ok(held)
}

#[derive(serde::Deserialize, Default, Clone, Copy)]
struct Floor {
    precision: f64,
    recall: f64,
}

const HEAD: &str = "\
# What the coder reaches on corpus/, by language and kind, rounded down. `cargo xtask floors` fails below it and
# `cargo xtask floors --update` raises it. Lowering a floor takes a line in CHANGELOG.md.
";

/// Down to two decimals, with room for the last bit of a float.
fn down(x: f64) -> f64 {
    ((x + 1e-9) * 100.0).floor() / 100.0
}

/// Codes every document that has gold and counts.
fn score(folder: &Path) -> Result<Tallies> {
    let mut golds: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.to_string_lossy().ends_with(".gold.json"))
        .collect();
    golds.sort();
    anyhow::ensure!(!golds.is_empty(), "{} holds no gold", folder.display());
    let pipeline = Pipeline::new();
    let counted: Result<Vec<Tallies>> = golds.par_iter().map(|gold| count(&pipeline, gold)).collect();
    let mut total = Tallies::new();
    for (key, tally) in counted?.into_iter().flatten() {
        let sum = total.entry(key).or_default();
        sum.right += tally.right;
        sum.wrong += tally.wrong;
        sum.missed += tally.missed;
    }
    Ok(total)
}

fn count(pipeline: &Pipeline, path: &Path) -> Result<Tallies> {
    let gold: Value = serde_json::from_slice(&fs::read(path)?).with_context(|| path.display().to_string())?;
    let stem = path.to_string_lossy().trim_end_matches(".gold.json").to_owned();
    let page = ["txt", "html"].iter().map(|e| format!("{stem}.{e}")).find(|p| Path::new(p).exists());
    let page = page.with_context(|| format!("{stem}: gold without a page"))?;
    let hints = chancery_read::Hints {
        source: page.clone(),
        format: Path::new(&page).extension().map(|e| e.to_string_lossy().into_owned()),
        ..Default::default()
    };
    let Coded { document, records } =
        pipeline.code(&fs::read(&page)?, &hints, None).map_err(|e| anyhow::anyhow!("{page}: {e}"))?;
    let chars: Vec<char> = document.text.chars().collect();
    for record in &records {
        for e in &record.evidence {
            let slice: String = chars.get(e.start..e.end).unwrap_or_default().iter().collect();
            anyhow::ensure!(
                slice == e.quote,
                "{page}: {} quotes what is not there: {:?}",
                record.id,
                e.quote
            );
        }
        anyhow::ensure!(!record.evidence.is_empty(), "{page}: {} rests on nothing", record.id);
    }
    let records: Vec<Value> = records.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    let lang = gold["lang"].as_str().unwrap_or("und").to_owned();
    let mut out = Tallies::new();
    for (kind, list, want) in KINDS {
        let gold: Vec<Value> = gold[list].as_array().cloned().unwrap_or_default();
        let found: Vec<Value> =
            records.iter().filter(|r| r["kind"] == want && r["item"] == 0).cloned().collect();
        let pairs = pair(kind, &gold, &found);
        let tally = out.entry((lang.clone(), kind)).or_default();
        let optional = |i: usize| gold[i]["optional"] == true;
        tally.right = pairs.iter().filter(|(i, _)| !optional(*i)).count() as u32;
        let unpaired = (0..gold.len()).filter(|i| !optional(*i) && !pairs.iter().any(|(g, _)| g == i));
        tally.missed = unpaired.count() as u32;
        let extra = (0..found.len()).filter(|j| !pairs.iter().any(|(_, f)| f == j));
        // Gold names an office once for each person; a further true office is no false alarm.
        let known = |j: &usize| {
            let name = found[*j]["name"].as_str().unwrap_or("");
            kind == "office" && gold.iter().any(|g| same_name(g["person"].as_str().unwrap_or(""), name))
        };
        tally.wrong = extra.filter(|j| !known(j)).count() as u32;
    }
    Ok(out)
}
