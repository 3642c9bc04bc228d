//! Dependencies against `deny.toml`: licences, banned crates, sources. The same rules as cargo-deny reads, checked from
//! `cargo metadata`, so that the check needs nothing installed and cannot be skipped.

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::Value;
use std::fs;
use std::process::Command;

#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

/// Checks every package that the lock file names.
pub fn run() -> Result<bool> {
    let root = crate::root()?;
    let rules: Rules = toml::from_str(&fs::read_to_string(root.join("deny.toml"))?).context("deny.toml")?;
    let out = Command::new(env!("CARGO"))
        .current_dir(&root)
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .context("cargo metadata")?;
    anyhow::ensure!(out.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&out.stderr));
    let meta: Value = serde_json::from_slice(&out.stdout)?;
    let packages = meta["packages"].as_array().context("cargo metadata lists packages")?;
    let mut breaches = 0;
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        let mut breach = |what: String| {
            println!("deny: {name} {}: {what}", package["version"].as_str().unwrap_or_default());
            breaches += 1;
        };
        if !allowed(licence, &rules.licenses.allow) {
            breach(format!("the licence `{licence}` is not in the list of deny.toml"));
        }
        if rules.bans.deny.iter().any(|b| b.name == name) {
            breach("banned by deny.toml".to_owned());
        }
        if let Some(source) = package["source"].as_str() {
            let known =
                rules.sources.allow_registry.iter().any(|r| source.strip_prefix("registry+") == Some(r));
            if !known {
                breach(format!("comes from {source}, which deny.toml does not allow"));
            }
        }
    }
    println!("deny: {} packages, {breaches} breaches", packages.len());
    Ok(breaches == 0)
}

/// True when an SPDX expression can be satisfied with the allowed licences.
fn allowed(expression: &str, allow: &[String]) -> bool {
    // Older crates write `MIT/Apache-2.0` for OR.
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = expression.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, allow) && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allow: &[String]) -> bool {
    let mut ok = both(words, at, allow);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        ok |= both(words, at, allow);
    }
    ok
}

fn both(words: &[&str], at: &mut usize, allow: &[String]) -> bool {
    let mut ok = one(words, at, allow);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        ok &= one(words, at, allow);
    }
    ok
}

fn one(words: &[&str], at: &mut usize, allow: &[String]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let ok = either(words, at, allow);
        let closed = words.get(*at) == Some(&")");
        *at += usize::from(closed);
        return ok && closed;
    }
    let mut licence = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allow.contains(&licence)
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        let allow = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        for yes in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0",
        ] {
            assert!(allowed(yes, &allow), "{yes}");
        }
        for no in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "MIT MIT", "(MIT", "Apache-2.0 WITH other"]
        {
            assert!(!allowed(no, &allow), "{no}");
        }
    }
}
