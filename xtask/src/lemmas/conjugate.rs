//! Conjugates the verbs of a list by paradigms.

use super::Form;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// The first words are auxiliaries or so frequent that their readings come first.
const FIRST: [&str; 4] = ["être", "avoir", "aller", "faire"];

/// All forms of all verbs, the most frequent verbs first.
pub fn all(paradigms: &str, verbs: &str) -> Result<Vec<Form>> {
    let rows: Vec<Vec<&str>> = lines(paradigms).map(|l| l.split('\t').collect()).collect();
    let mut verbs: Vec<(&str, Option<&str>)> =
        lines(verbs).map(|l| l.split_once('\t').map_or((l, None), |(v, p)| (v, Some(p)))).collect();
    verbs.sort_by_key(|(v, _)| (FIRST.iter().position(|f| f == v).unwrap_or(FIRST.len()), *v));
    let mut out = Vec::new();
    for (verb, named) in verbs {
        let fits = |row: &&Vec<&str>| match row[0].strip_prefix('=') {
            Some(whole) => whole == verb,
            None => verb.ends_with(row[0]) && named.is_none_or(|n| n == row[0]),
        };
        let row = rows
            .iter()
            .filter(fits)
            .max_by_key(|r| r[0].len())
            .with_context(|| format!("no paradigm for {verb}"))?;
        conjugate(verb, row, &mut out)?;
    }
    Ok(out)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn conjugate(verb: &str, row: &[&str], out: &mut Vec<Form>) -> Result<()> {
    let &[ending, present, imperfect, future, subjunctive, simple, participle, gerund] = row else {
        bail!("paradigm {}: eight columns", row.first().unwrap_or(&""));
    };
    let stem = verb.strip_suffix(ending.trim_start_matches('=')).unwrap_or("");
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut add = |form: String, feats: &'static str| {
        let list = found.entry(form).or_default();
        if !list.contains(&feats) {
            list.push(feats);
        }
    };
    add(verb.to_owned(), "infinitive");
    for form in present.split(',') {
        add(format!("{stem}{form}"), "present finite");
    }
    let pair = |stems: &str| {
        let (a, b) = stems.split_once('/').unwrap_or((stems, stems));
        (format!("{stem}{a}"), format!("{stem}{b}"))
    };
    let (long, short) = pair(imperfect);
    for end in ["ais", "ait", "aient"] {
        add(format!("{long}{end}"), "imperfect finite");
        add(format!("{stem}{future}{end}"), "conditional finite");
    }
    for end in ["ions", "iez"] {
        add(format!("{short}{end}"), "imperfect finite");
        add(format!("{stem}{future}{end}"), "conditional finite");
    }
    for end in ["ai", "as", "a", "ons", "ez", "ont"] {
        add(format!("{stem}{future}{end}"), "future finite");
    }
    let (long, short) = pair(subjunctive);
    if verb == FIRST[0] || verb == FIRST[1] {
        for end in ["s", "t", "ent", "e", "es"] {
            add(format!("{long}{end}"), "present subjunctive finite");
        }
        for end in ["ons", "ez"] {
            add(format!("{short}{end}"), "present subjunctive finite");
        }
    } else {
        for end in ["e", "es", "ent"] {
            add(format!("{long}{end}"), "present subjunctive finite");
        }
        for end in ["ions", "iez"] {
            add(format!("{short}{end}"), "present subjunctive finite");
        }
    }
    for form in simple.split(',') {
        add(format!("{stem}{form}"), "past finite");
    }
    let masculine = format!("{stem}{participle}");
    let bare = if masculine.ends_with("dû") || masculine.ends_with("mû") {
        masculine.replace('û', "u")
    } else {
        masculine.clone()
    };
    add(format!("{bare}e"), "past participle");
    add(format!("{bare}es"), "past participle plural");
    if masculine.ends_with('s') {
        add(masculine, "past participle|past participle plural");
    } else {
        add(masculine, "past participle");
        add(format!("{bare}s"), "past participle plural");
    }
    add(format!("{stem}{gerund}"), "present participle");
    out.extend(found.into_iter().map(|(form, feats)| Form {
        upos: "VERB",
        form,
        lemma: verb.to_owned(),
        feats: feats.join("|"),
    }));
    Ok(())
}
