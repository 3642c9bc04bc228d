//! Embeds `packs/` and `registry/` into the library: the program is one file, and adding a pack, a rule or a table is
//! adding a file. The list is sorted, so that the same tree gives the same bytes. Beside its rules each language has them in
//! a form that is read fast (`packs/<lang>/rules.json`).
// A build script has no other way to learn where it is.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/compact.rs"]
mod compact;

fn main() -> io::Result<()> {
    if env::var("PROFILE").as_deref() == Ok("debug") {
        // A debug build reads the files where they are (see src/files.rs).
        println!("cargo::rerun-if-changed=build.rs");
        return Ok(());
    }
    let root =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..").canonicalize()?;
    let mut files = Vec::new();
    for top in ["packs", "registry"] {
        let dir = root.join(top);
        println!("cargo::rerun-if-changed={}", dir.display());
        if dir.is_dir() {
            collect(&dir, &mut files)?;
        }
    }
    let mut named: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|file| (file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/"), file))
        .collect();
    let out_dir = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    named.extend(rules(&named, &out_dir)?);
    // By the name as text, as look-ups compare it: paths compare by component, which puts `words/` before `words.tsv`.
    named.sort();
    let mut out = String::from("pub static FILES: &[(&str, &[u8])] = &[\n");
    for (name, file) in &named {
        let _ = writeln!(out, "    ({name:?}, include_bytes!({:?})),", file.to_string_lossy());
    }
    out.push_str("];\n");
    fs::write(out_dir.join("files.rs"), out)
}

/// Writes the rules of each language in their compact form; returns those files by name.
fn rules(named: &[(String, PathBuf)], out_dir: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut by_lang: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for (name, file) in named {
        let Some((lang, rest)) = name.strip_prefix("packs/").and_then(|n| n.split_once('/')) else {
            continue;
        };
        if let Some(rule) = rest.strip_prefix("rules/").and_then(|n| n.strip_suffix(".toml")) {
            by_lang.entry(lang).or_default().insert(rule, fs::read_to_string(file)?);
        }
    }
    let mut out = Vec::new();
    for (lang, rules) in by_lang {
        let rules = rules.iter().map(|(rule, text)| (format!("{lang}/{rule}"), text.as_str()));
        let json = compact::compact(rules).map_err(io::Error::other)?;
        let file = out_dir.join(format!("{lang}.rules.json"));
        fs::write(&file, json)?;
        out.push((format!("packs/{lang}/rules.json"), file));
    }
    Ok(out)
}

/// Collects the data files below `dir`; folders are watched, so that a new file triggers a rebuild.
fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv" || e == "bin") {
            files.push(path);
        }
    }
    Ok(())
}
