//! Rules of the house that a machine can hold: what a crate may use, how long a file may be, what the docs name.

use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What each crate may use of ours. Tests may reach further: they need real documents.
const LAYERS: [(&str, &[&str]); 9] = [
    ("chancery-model", &[]),
    ("chancery-pack", &["chancery-model"]),
    ("chancery-read", &["chancery-model"]),
    ("chancery-text", &["chancery-model", "chancery-pack"]),
    ("chancery-code", &["chancery-model", "chancery-pack"]),
    ("chancery-ledger", &["chancery-model"]),
    ("chancery-brief", &["chancery-model", "chancery-ledger", "chancery-pack"]),
    (
        "chancery",
        &[
            "chancery-model",
            "chancery-pack",
            "chancery-read",
            "chancery-text",
            "chancery-code",
            "chancery-ledger",
            "chancery-brief",
        ],
    ),
    (
        "xtask",
        &["chancery-model", "chancery-pack", "chancery-read", "chancery-text", "chancery-code", "chancery"],
    ),
];

/// Names that say nothing about what is in a file.
const NO_NAMES: [&str; 5] = ["utils", "util", "helpers", "misc", "common"];

const LONGEST: usize = 600;

/// Checks all; prints each breach and returns whether there was none.
pub fn run() -> Result<bool> {
    let root = super::root()?;
    let files = tracked(&root)?;
    let mut breaches = Vec::new();
    layers(&root, &mut breaches)?;
    sources(&root, &files, &mut breaches)?;
    rules(&root, &files, &mut breaches)?;
    named_paths(&root, &mut breaches)?;
    decisions(&root, &files, &mut breaches)?;
    classes(&root, &files, &mut breaches)?;
    for breach in &breaches {
        println!("tidy: {breach}");
    }
    println!("tidy: {} files, {} breaches", files.len(), breaches.len());
    Ok(breaches.is_empty())
}

/// Files under version control, sorted.
fn tracked(root: &Path) -> Result<Vec<String>> {
    let out =
        Command::new("git").arg("-C").arg(root).args(["ls-files", "-z"]).output().context("git ls-files")?;
    anyhow::ensure!(out.status.success(), "git ls-files failed");
    let mut files: Vec<String> =
        String::from_utf8(out.stdout)?.split('\0').filter(|f| !f.is_empty()).map(str::to_owned).collect();
    files.retain(|f| root.join(f).is_file());
    files.sort();
    Ok(files)
}

fn layers(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    let out = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .context("cargo metadata")?;
    let meta: Value = serde_json::from_slice(&out.stdout).context("cargo metadata prints JSON")?;
    for package in meta["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = LAYERS.iter().find(|(n, _)| *n == name) else {
            breaches.push(format!("{name}: a crate without a place in the layer table (xtask/src/tidy.rs)"));
            continue;
        };
        for dep in package["dependencies"].as_array().into_iter().flatten() {
            let dep_name = dep["name"].as_str().unwrap_or_default();
            let ours = dep_name.starts_with("chancery");
            if ours && dep["kind"] != "dev" && !allowed.contains(&dep_name) {
                breaches.push(format!(
                    "{name} may not use {dep_name} (docs/architecture.md says who may use what)"
                ));
            }
        }
    }
    Ok(())
}

fn sources(root: &Path, files: &[String], breaches: &mut Vec<String>) -> Result<()> {
    let packs: Vec<&str> =
        files.iter().filter_map(|f| f.strip_prefix("packs/")?.strip_suffix("/pack.toml")).collect();
    for file in files {
        let path = Path::new(file);
        let ext = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        if !["rs", "py", "js", "css", "sh"].contains(&ext) {
            continue;
        }
        let text = fs::read_to_string(root.join(file)).with_context(|| file.clone())?;
        let lines = text.lines().count();
        if lines > LONGEST {
            breaches.push(format!("{file}: {lines} lines, more than {LONGEST}: split it by what it does"));
        }
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("");
        if NO_NAMES.contains(&stem) || path.components().any(|c| NO_NAMES.iter().any(|n| c.as_os_str() == *n))
        {
            breaches.push(format!("{file}: name it by what it holds"));
        }
        let library =
            file.starts_with("crates/chancery-") && file.contains("/src/") && !file.contains("/tests");
        if ext == "rs" && library {
            // Languages are data: a library that compares a tag with a literal knows one by name.
            for (n, line) in text.lines().enumerate().take_while(|(_, l)| l.trim() != "#[cfg(test)]") {
                let code = line.split("//").next().unwrap_or("");
                if let Some(lang) = packs.iter().find(|lang| decides_by(code, lang)) {
                    breaches.push(format!(
                        "{file}:{}: decides by the language `{lang}`; make it data of the pack",
                        n + 1
                    ));
                }
            }
        }
    }
    Ok(())
}

/// True where a line of code compares something with the tag of a language, or matches on it.
fn decides_by(code: &str, lang: &str) -> bool {
    let tag = format!("\"{lang}\"");
    let Some(at) = code.find(&tag) else { return false };
    let (before, after) = (code[..at].trim_end(), code[at + tag.len()..].trim_start());
    ["==", "!=", "|", "eq("].iter().any(|op| before.ends_with(op))
        || ["=>", "==", "|"].iter().any(|op| after.starts_with(op))
}

fn rules(root: &Path, files: &[String], breaches: &mut Vec<String>) -> Result<()> {
    for file in
        files.iter().filter(|f| f.starts_with("packs/") && f.contains("/rules/") && f.ends_with(".toml"))
    {
        let text = fs::read_to_string(root.join(file))?;
        let rule: toml::Table = match toml::from_str(&text) {
            Ok(rule) => rule,
            Err(e) => {
                breaches.push(format!("{file}: no TOML: {e}"));
                continue;
            }
        };
        for part in ["hit", "miss"] {
            if rule.get(part).and_then(toml::Value::as_array).is_none_or(Vec::is_empty) {
                breaches.push(format!("{file}: a rule without a [[{part}]]"));
            }
        }
    }
    Ok(())
}

/// Paths between backticks in docs/architecture.md must exist, or the page describes another program.
fn named_paths(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    let page = "docs/architecture.md";
    let Ok(text) = fs::read_to_string(root.join(page)) else {
        breaches.push(format!("{page} is missing"));
        return Ok(());
    };
    let mut named = BTreeSet::new();
    for (n, line) in text.lines().enumerate() {
        for quoted in line.split('`').skip(1).step_by(2) {
            let is_path = quoted.contains('/') && !quoted.contains([' ', '<', '*', '{', ':', '…']);
            if is_path && named.insert(quoted.to_owned()) && !root.join(quoted).exists() {
                breaches.push(format!("{page}:{}: `{quoted}` does not exist", n + 1));
            }
        }
    }
    Ok(())
}

/// Every decision stands in the index.
fn decisions(root: &Path, files: &[String], breaches: &mut Vec<String>) -> Result<()> {
    let folder = "docs/decisions/";
    let index = fs::read_to_string(root.join(folder).join("README.md")).unwrap_or_default();
    for file in files.iter().filter_map(|f| f.strip_prefix(folder)) {
        if file.ends_with(".md") && file != "README.md" && !index.contains(&format!("({file})")) {
            breaches.push(format!("{folder}README.md does not list {file}"));
        }
    }
    Ok(())
}

/// Who writes a pack learns of a class that the engine asks for from the docs, or never.
fn classes(root: &Path, files: &[String], breaches: &mut Vec<String>) -> Result<()> {
    const PAGE: &str = "docs/add-a-rule.md";
    let page = fs::read_to_string(root.join(PAGE)).unwrap_or_default();
    for file in files.iter().filter(|f| f.starts_with("crates/chancery-code/src/")) {
        let text = fs::read_to_string(root.join(file))?;
        for class in text.split("rules.is(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if !page.contains(&format!("`{class}`")) {
                breaches.push(format!("{file}: asks for the class `{class}`, which {PAGE} does not explain"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::decides_by;

    #[test]
    fn a_comparison_with_a_tag_is_found_and_a_list_is_not() {
        for yes in ["if lang == \"fr\" {", "\"fr\" => 1,", "\"en\" | \"fr\" => 1,", "lang.eq(\"fr\")"] {
            assert!(decides_by(yes, "fr"), "{yes}");
        }
        for no in ["const HOSTS: [&str; 2] = [\"vn\", \"fr\"];", "let fr = 1;", "load(\"xx\")"] {
            assert!(!decides_by(no, "fr"), "{no}");
        }
    }
}
