//! From a full table of forms to few rows: endings that are right for most, and the forms that they get wrong.

use super::Form;
use std::collections::{BTreeMap, HashMap};

/// Longest ending in characters.
const LONGEST: usize = 8;

/// An ending must set right that many forms more than the shorter ending does.
const GAIN: usize = 3;

/// What becomes of a form: characters cut off, letters added, features.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Change {
    cut: usize,
    add: String,
    feats: String,
}

impl Change {
    fn of(form: &Form) -> Change {
        let same = form.form.chars().zip(form.lemma.chars()).take_while(|(a, b)| a == b).count();
        Change {
            cut: form.form.chars().count() - same,
            add: form.lemma.chars().skip(same).collect(),
            feats: form.feats.clone(),
        }
    }
}

/// The rows of the table.
pub fn learn(forms: &[Form]) -> Vec<String> {
    let mut out = Vec::new();
    let mut parts: Vec<&str> = forms.iter().map(|f| f.upos).collect();
    parts.sort_unstable();
    parts.dedup();
    for upos in parts {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        // The first reading of a form teaches; all readings of a form with several are listed.
        let own: Vec<&Form> = forms.iter().filter(|f| f.upos == upos).collect();
        let mut entries: Vec<(&Form, Vec<char>, Change)> = Vec::new();
        for form in &own {
            let count = seen.entry(&form.form).or_default();
            *count += 1;
            if *count == 1 {
                entries.push((form, form.form.chars().collect(), Change::of(form)));
            }
        }
        let rules = endings(&entries);
        for (ending, change) in &rules {
            let chars = ending.chars().count();
            let kept: String = ending.chars().take(chars - change.cut).collect();
            out.push(format!("{upos}\t-{ending}\t{kept}{}\t{}", change.add, change.feats));
        }
        for form in own {
            let chars: Vec<char> = form.form.chars().collect();
            let right = best(&rules, &chars).is_some_and(|c| *c == Change::of(form));
            if !right || seen.get(form.form.as_str()).is_some_and(|n| *n > 1) {
                out.push(format!("{upos}\t{}\t{}\t{}", form.form, form.lemma, form.feats));
            }
        }
    }
    out
}

/// Endings in order, each kept because it is right more often than the shorter one.
fn endings(entries: &[(&Form, Vec<char>, Change)]) -> BTreeMap<String, Change> {
    let mut rules: BTreeMap<String, Change> = BTreeMap::new();
    for length in 0..=LONGEST {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, (_, chars, _)) in entries.iter().enumerate() {
            if chars.len() > length {
                groups.entry(chars[chars.len() - length..].iter().collect()).or_default().push(i);
            }
        }
        let mut new = Vec::new();
        for (ending, members) in groups {
            let mut counts: BTreeMap<&Change, usize> = BTreeMap::new();
            for i in &members {
                if entries[*i].2.cut <= length {
                    *counts.entry(&entries[*i].2).or_default() += 1;
                }
            }
            let Some((change, count)) = counts.iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse(*c)))
            else {
                continue;
            };
            let shorter = best(&rules, &entries[members[0]].1);
            let before = shorter.map_or(0, |s| members.iter().filter(|i| entries[**i].2 == *s).count());
            if shorter != Some(*change) && *count >= before + if length == 0 { 0 } else { GAIN } {
                new.push((ending, (*change).clone()));
            }
        }
        rules.extend(new);
    }
    rules
}

/// What the longest ending says.
fn best<'r>(rules: &'r BTreeMap<String, Change>, chars: &[char]) -> Option<&'r Change> {
    (0..=LONGEST.min(chars.len().saturating_sub(1)))
        .rev()
        .find_map(|n| rules.get(&chars[chars.len() - n..].iter().collect::<String>()))
}
