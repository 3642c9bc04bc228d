//! Embeds `tables/concepts/`: a further language is a further file. The list is sorted, so that the same tree gives the
//! same bytes.

#![allow(clippy::disallowed_methods, reason = "cargo tells a build script where it is by the environment")]

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let dir = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("tables/concepts");
    println!("cargo::rerun-if-changed={}", dir.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(&dir)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    let list: Vec<String> =
        files.iter().map(|f| format!("include_str!({:?})", f.to_string_lossy())).collect();
    let out = format!("pub static CONCEPTS: &[&str] = &[{}];\n", list.join(", "));
    fs::write(PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("concepts.rs"), out)
}
