//! What the docs show of the program, taken from the program: `docs/cli.md` is its help, and every `console` block of
//! README.md is a command with its real output.

use anyhow::{Context as _, Result};
use clap::CommandFactory as _;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Compares, or with `update` writes.
pub fn run(update: bool) -> Result<bool> {
    let root = crate::root()?;
    let mut same = hold(&root, "docs/cli.md", &help(), update)?;
    let readme = fs::read_to_string(root.join("README.md")).context("README.md")?;
    same &= hold(&root, "README.md", &examples(&root, &readme)?, update)?;
    Ok(same)
}

/// Compares a file with what it should be.
fn hold(root: &Path, file: &str, want: &str, update: bool) -> Result<bool> {
    let have = fs::read_to_string(root.join(file)).unwrap_or_default();
    if have == want {
        println!("docs: {file} is up to date");
        return Ok(true);
    }
    if update {
        fs::write(root.join(file), want).with_context(|| format!("writing {file}"))?;
        println!("docs: {file} written");
        return Ok(true);
    }
    let line = have.lines().zip(want.lines()).take_while(|(a, b)| a == b).count();
    println!("docs: {file} differs from the program from line {} on:", line + 1);
    println!("  file:    {}", have.lines().nth(line).unwrap_or("(end)"));
    println!("  program: {}", want.lines().nth(line).unwrap_or("(end)"));
    println!("run `cargo xtask docs --update` and read what changed");
    Ok(false)
}

/// The help of the program and of each command.
fn help() -> String {
    let mut out = String::from(
        "# Commands\n\nWritten by `cargo xtask docs --update` from the program's own help; do not edit by hand.\n",
    );
    let mut command = chancery::args::Cli::command();
    command.build();
    section(&mut out, &mut command, "chancery");
    out
}

fn section(out: &mut String, command: &mut clap::Command, name: &str) {
    let text = command.render_long_help().to_string();
    let text: Vec<&str> = text.lines().map(str::trim_end).collect();
    let _ = write!(out, "\n## {name}\n\n```text\n{}\n```\n", text.join("\n").trim_end());
    for sub in command.get_subcommands_mut().filter(|c| c.get_name() != "help") {
        let name = format!("{name} {}", sub.get_name());
        section(out, sub, &name);
    }
}

/// README.md with the output under every `$ …` line of its `console` blocks replaced by what the command prints. The
/// commands run in order in a folder of their own that holds the corpus.
fn examples(root: &Path, readme: &str) -> Result<String> {
    let scratch = Scratch::new(root)?;
    let mut out = String::with_capacity(readme.len());
    let mut in_console = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            in_console = line == "```console";
            out.push_str(line);
            out.push('\n');
            continue;
        }
        if !in_console {
            out.push_str(line);
            out.push('\n');
        } else if let Some(command) = line.strip_prefix("$ ") {
            let _ = writeln!(out, "{line}\n{}", scratch.run(command)?.trim_end());
        }
    }
    Ok(out)
}

/// A folder for the examples, removed afterwards.
struct Scratch {
    dir: std::path::PathBuf,
    path: String,
}

impl Scratch {
    fn new(root: &Path) -> Result<Scratch> {
        // The profile that the chores themselves are built with, so that a run of all checks builds everything once.
        let (profile, folder) =
            if cfg!(debug_assertions) { ("dev", "debug") } else { ("release", "release") };
        let built = Command::new(env!("CARGO"))
            .current_dir(root)
            .args(["build", "--quiet", "--profile", profile, "--package", "chancery"])
            .status()?;
        anyhow::ensure!(built.success(), "the program does not build");
        let dir = std::env::temp_dir().join(format!("chancery-docs-{}", std::process::id()));
        fs::create_dir_all(dir.join("corpus"))?;
        for entry in fs::read_dir(root.join("corpus"))? {
            let path = entry?.path();
            if let (true, Some(name)) = (path.is_file(), path.file_name()) {
                fs::copy(&path, dir.join("corpus").join(name))?;
            }
        }
        let target = std::env::var("CARGO_TARGET_DIR").map_or_else(|_| root.join("target"), Into::into);
        let path = format!("{}:{}", target.join(folder).display(), std::env::var("PATH").unwrap_or_default());
        Ok(Scratch { dir, path })
    }

    fn run(&self, command: &str) -> Result<String> {
        let out = Command::new("bash")
            .args(["-c", command])
            .current_dir(&self.dir)
            .env("PATH", &self.path)
            .output()
            .with_context(|| command.to_owned())?;
        let text = [out.stdout, out.stderr].concat();
        Ok(String::from_utf8(text)?.lines().map(|l| format!("{}\n", l.trim_end())).collect())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.dir);
    }
}
