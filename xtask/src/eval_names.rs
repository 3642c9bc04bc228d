//! How well names are found: offices, sides and people of the gold records among what is annotated, without coding.

use crate::gold;
use anyhow::Result;
use chancery_model::{Annotated, MentionKind, Person, fold};
use chancery_pack::{Pack, Registry};
use chancery_text::Annotator;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Counts of one language.
#[derive(Default)]
struct Tally {
    office: [usize; 3], // found, extra, missed
    side: [usize; 2],   // right, all
    people: [usize; 2],
    sides: [usize; 2],
}

/// Runs reading and annotation on every document of `gold` and prints the figures by language; `list` shows each error.
pub fn run(gold: &Path, list: bool) -> Result<bool> {
    let registry = Registry::load()?;
    let mut annotators = BTreeMap::new();
    for lang in Pack::languages() {
        let Some(pack) = Pack::load(&lang)?.filter(|p| !p.meta.toy) else { continue };
        annotators.insert(lang, Annotator::new(&pack, &registry)?);
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for file in &gold::files(gold)? {
        let value: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        let (page, hints) = gold::page(file)?;
        let doc = chancery_read::read(&std::fs::read(&page)?, &hints)?;
        let lang = value["lang"].as_str().unwrap_or("und").to_owned();
        let Some(annotator) = annotators.get(&lang) else { continue };
        let text = annotator.annotate(&doc, |_| false);
        let name = page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        score(&name, &doc, &text, &value, tallies.entry(lang).or_default(), list);
    }
    for (lang, t) in &tallies {
        let [tp, fp, fnn] = t.office.map(|n| n as f64);
        let (p, r) = (tp / (tp + fp).max(1.0), tp / (tp + fnn).max(1.0));
        let rate = |x: [usize; 2]| x[0] as f64 / (x[1] as f64).max(1.0);
        println!(
            "{lang}  office P {p:.3} R {r:.3} F1 {:.3}  side {:.3}  people recall {:.3}  sides recall {:.3}",
            2.0 * p * r / (p + r).max(1e-9),
            rate(t.side),
            rate(t.people),
            rate(t.sides)
        );
    }
    Ok(true)
}

fn score(
    name: &str,
    doc: &chancery_model::Document,
    text: &Annotated,
    gold: &Value,
    tally: &mut Tally,
    list: bool,
) {
    let item = |sentence: u32| {
        text.sentences
            .get(sentence as usize)
            .and_then(|s| doc.blocks.get(s.block as usize))
            .map_or(0, |b| b.item)
    };
    let strings = |v: &Value| {
        v.as_array().into_iter().flatten().filter_map(|x| x.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let offices = gold["offices"].as_array().cloned().unwrap_or_default();
    let mut used: Vec<(usize, usize)> = Vec::new();
    for office in &offices {
        let person = office["person"].as_str().unwrap_or("");
        let keys: Vec<Vec<String>> = office["keys"].as_array().into_iter().flatten().map(&strings).collect();
        let mut best: Option<(bool, usize, usize)> = None;
        for (p, found) in text.people.iter().enumerate() {
            if !named(found, person) {
                continue;
            }
            for (h, held) in found.offices.iter().enumerate().filter(|(_, h)| item(h.sentence) == 0) {
                let words =
                    fold(&format!("{} \n {}", held.office, held.mention.join(held.span).of(&doc.text)));
                let fits = keys.iter().all(|group| group.iter().any(|k| words.contains(&fold(k))));
                let right = held.side.as_deref() == office["side"].as_str();
                if fits && !used.contains(&(p, h)) && best.is_none_or(|b| !b.0 && right) {
                    best = Some((right, p, h));
                }
            }
        }
        match best {
            Some((right, p, h)) => {
                used.push((p, h));
                tally.office[0] += 1;
                tally.side[1] += 1;
                tally.side[0] += usize::from(right);
                if list && !right {
                    println!(
                        "{name} SIDE {person}: gold {} found {:?} ({})",
                        office["side"], text.people[p].offices[h].side, text.people[p].offices[h].office
                    );
                }
            }
            None => {
                tally.office[2] += 1;
                if list {
                    println!("{name} MISSED {person} {}", office["keys"]);
                }
            }
        }
    }
    for found in &text.people {
        let stated: Vec<_> = found.offices.iter().filter(|h| item(h.sentence) == 0).collect();
        let known = offices.iter().any(|o| named(found, o["person"].as_str().unwrap_or("")));
        if let (Some(first), Some(who), false) = (stated.first(), &found.name, known) {
            // The program writes an office once, however often it is said.
            let distinct: BTreeSet<String> =
                stated.iter().map(|h| format!("{} {}", h.role, h.side.as_deref().unwrap_or(""))).collect();
            tally.office[1] += distinct.len();
            if list {
                println!(
                    "{name} EXTRA {who}: {} [{}]",
                    first.office,
                    first.mention.of(&doc.text).replace('\n', " ")
                );
            }
        }
    }
    let mut wanted = BTreeSet::new();
    let mut sides = BTreeSet::new();
    for event in gold["events"].as_array().into_iter().flatten() {
        wanted.extend(strings(&event["people"]));
        sides.extend(strings(&event["sides"]));
    }
    for person in wanted {
        let hit = text.people.iter().any(|p| named(p, &person));
        tally.people[1] += 1;
        tally.people[0] += usize::from(hit);
        if list && !hit {
            println!("{name} PERSON {person}");
        }
    }
    let mut seen: BTreeSet<String> = text.people.iter().filter_map(|p| p.side.clone()).collect();
    for m in text.sentences.iter().flat_map(|s| &s.mentions) {
        if let MentionKind::Actor(a) = &m.kind {
            seen.extend(a.side.clone());
            seen.extend(a.id.clone());
        }
    }
    for side in sides {
        tally.sides[1] += 1;
        tally.sides[0] += usize::from(seen.contains(&side));
        if list && !seen.contains(&side) {
            println!("{name} NOSIDE {side}");
        }
    }
}

/// As `GOLD.md` compares names.
fn named(found: &Person, gold: &str) -> bool {
    let words = |n: &str| {
        fold(n)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    found.name.as_deref().is_some_and(|n| {
        let (a, b) = (words(n), words(gold));
        let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
        short.iter().all(|w| long.contains(w)) && (short.len() >= 2 || long.len() == 1)
    })
}
