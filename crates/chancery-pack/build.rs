//! Embeds `packs/` and `registry/` into the library: the program is one file, and adding a pack, a rule or a table is
//! adding a file. The list is sorted, so that the same tree gives the same bytes.
// A build script has no other way to learn where it is.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

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
    // By the name as text, as look-ups compare it: paths compare by component, which puts `words/` before `words.tsv`.
    named.sort();
    let mut out = String::from("pub static FILES: &[(&str, &[u8])] = &[\n");
    for (name, file) in &named {
        let _ = writeln!(out, "    ({name:?}, include_bytes!({:?})),", file.to_string_lossy());
    }
    out.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("files.rs"), out)
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
