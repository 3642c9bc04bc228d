//! Floors under precision and recall on the corpus: they only rise. Lowering one is done by hand in
//! `corpus/floors.toml` and takes a line in CHANGELOG.md.

use crate::gold::{self, Verdict};
use anyhow::{Context as _, Result};
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

/// Counts every document that has gold.
fn score(folder: &Path) -> Result<Tallies> {
    let mut total = Tallies::new();
    for judged in gold::judge(folder)? {
        let sum = total.entry((judged.lang, judged.kind)).or_default();
        sum.right += judged.records.iter().filter(|r| r.verdict == Verdict::Right).count() as u32;
        sum.wrong += judged.records.iter().filter(|r| r.verdict == Verdict::Wrong).count() as u32;
        sum.missed += judged.missed;
    }
    Ok(total)
}
