use super::actors::{BODIES, ORGS, PARTIES, STATES, state_kind};
use super::names::{PATTERN, paths};
use super::people::{KNOWN, SURNAMES};
use super::{ActorKind, Registry, Written, cells, places, rows, split_forms, table};
use crate::fault::Fault;
use std::collections::BTreeMap;

pub(super) fn check(registry: &Registry) -> Vec<Fault> {
    let mut faults = actors(registry);
    for lang in registry.languages() {
        names(registry, lang, &mut faults);
        bodies(lang, &mut faults);
    }
    cities(registry, &mut faults);
    people(registry, &mut faults);
    faults
}

fn actors(registry: &Registry) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for path in [STATES, ORGS, PARTIES, BODIES] {
        for (line, row) in rows(table(path)) {
            let mut fault = |message: String| faults.push(Fault::new(path, line, message));
            let [id, second, third, fourth, fifth] = cells(row);
            if let Some(earlier) = first.insert(id, path) {
                fault(format!("`{id}` stands in {earlier} already"));
            }
            let known = |id: &str| id.is_empty() || registry.actor(id).is_some();
            match path {
                STATES => {
                    if id.len() != 3 || !id.bytes().all(|b| b.is_ascii_uppercase()) {
                        fault(format!("`{id}` is no alpha-3 code"));
                    }
                    if state_kind(third).is_none() {
                        fault(format!("`{third}` is neither `state`, `territory` nor `former`"));
                    }
                    if !known(fourth) || !known(fifth) {
                        fault(format!("`{fourth}{fifth}` is not in this table"));
                    }
                }
                ORGS if second.is_empty() => fault("an organisation needs its kind".to_owned()),
                ORGS if id.contains('/') => fault("an organisation's id has no `/`".to_owned()),
                ORGS if !known(third) => fault(format!("`{third}` is no actor")),
                ORGS => {}
                _ => {
                    let state = id.split_once('/').map(|(state, _)| state.to_ascii_uppercase());
                    if state.as_deref() != Some(second) || registry.actor(second).is_none() {
                        fault(format!("`{id}` should begin with its state in lower case, here `{second}`"));
                    }
                }
            }
        }
    }
    faults
}

fn names(registry: &Registry, lang: &str, faults: &mut Vec<Fault>) {
    let mut owners: BTreeMap<(&str, Written), &str> = BTreeMap::new();
    for path in paths(lang, false) {
        for (line, row) in rows(table(path)) {
            let mut fault = |message: String| faults.push(Fault::new(path, line, message));
            let [id, how, forms] = cells(row);
            if registry.actor(id).is_none() {
                fault(format!("`{id}` is no actor; add it to a table in registry/actors first"));
            }
            let Some(written) = Written::of(how) else {
                let words: Vec<&str> = Written::WORDS.iter().map(|(w, _)| *w).collect();
                fault(format!("`{how}` should be one of {}", words.join(", ")));
                continue;
            };
            if forms.is_empty() {
                fault("no forms".to_owned());
            }
            let mut here = Vec::new();
            for (form, weak) in split_forms(forms) {
                if here.contains(&form) {
                    fault(format!("`{form}` stands here twice"));
                }
                here.push(form);
                let owner = if weak { None } else { owners.insert((form, written), id) };
                if let Some(other) = owner.filter(|other| *other != id) {
                    fault(format!("`{form}` is {other} already: mark the rarer meaning with `?`"));
                }
            }
        }
    }
}

fn bodies(lang: &str, faults: &mut Vec<Fault>) {
    for path in paths(lang, true) {
        let mut pattern = false;
        let mut owners = BTreeMap::new();
        for (line, row) in rows(table(path)) {
            let mut fault = |message: String| faults.push(Fault::new(path, line, message));
            let [short, forms] = cells(row);
            if short == PATTERN {
                pattern = true;
                if !forms.contains("{body}") || !forms.contains("{state}") {
                    fault("the pattern needs {body} and {state}".to_owned());
                }
                continue;
            }
            if !short.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') || forms.is_empty() {
                fault(format!("`{short}` should be lower case with hyphens, then a tab and its forms"));
            }
            for (form, _) in split_forms(forms) {
                if let Some(other) = owners.insert(form, short).filter(|other| *other != short) {
                    fault(format!("`{form}` is `{other}` already"));
                }
            }
        }
        if !pattern {
            faults.push(Fault::new(path, 0, format!("no row `{PATTERN}`")));
        }
    }
}

fn cities(registry: &Registry, faults: &mut Vec<Fault>) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for path in places::TABLES {
        for (line, row) in rows(table(path)) {
            let [country, variants, note] = cells(row);
            let state = registry.actor(country);
            if !state.is_some_and(|a| matches!(a.kind, ActorKind::State | ActorKind::Territory)) {
                faults.push(Fault::new(path, line, format!("`{country}` is no state or territory")));
            }
            if variants.is_empty() || !matches!(note, "" | "capital") {
                faults.push(Fault::new(
                    path,
                    line,
                    "columns: state, names joined by ` | `, `capital` or nothing",
                ));
            }
            for (form, _) in split_forms(variants).filter(|(_, weak)| !weak) {
                if let Some(other) = owners.insert(form, country).filter(|other| *other != country) {
                    let message = format!("`{form}` is in {other} already: mark the smaller place with `?`");
                    faults.push(Fault::new(path, line, message));
                }
            }
        }
    }
}

/// A person acts for an actor of the registry; a name, with its words in any order, is that of one side's people.
fn people(registry: &Registry, faults: &mut Vec<Fault>) {
    let mut owners: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    for (line, row) in rows(table(KNOWN)) {
        let mut fault = |message: String| faults.push(Fault::new(KNOWN, line, message));
        let [names, side, gender] = cells(row);
        if registry.actor(side).is_none() {
            fault(format!("`{side}` is no actor"));
        }
        if !matches!(gender, "" | "m" | "f") {
            fault(format!("`{gender}` is neither `m` nor `f`"));
        }
        for (name, _) in split_forms(names) {
            let folded = chancery_model::fold(name);
            let mut words: Vec<String> = folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect();
            words.sort();
            if let Some(other) = owners.insert(words, side).filter(|other| *other != side) {
                fault(format!("`{name}` is also a name of {other}"));
            }
        }
    }
    for (line, row) in rows(table(SURNAMES)) {
        let [_, position, side, strength] = cells(row);
        if registry.actor(side).is_none()
            || !matches!(position, "first" | "last" | "any")
            || !matches!(strength, "strong" | "weak")
        {
            faults.push(Fault::new(SURNAMES, line, "expected name, first/last/any, side, strong/weak"));
        }
    }
}
