//! Running the program in a folder of its own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with files in it, gone when dropped.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(TempDir::new().unwrap())
    }
    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Folder {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }
    pub fn path(&self) -> &Path {
        self.0.path()
    }
    /// The program, to be run in this folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.args(args).current_dir(self.path()).stdin(Stdio::null()).env_remove("RUST_BACKTRACE");
        command
    }
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }
    /// Exit code, output and errors as one text for a snapshot.
    pub fn seen(&self, args: &[&str]) -> String {
        shown(&self.run(args))
    }
}

/// Exit code, output and errors as one text.
pub fn shown(out: &Output) -> String {
    let code = out.status.code().map_or_else(|| "killed".to_owned(), |c| c.to_string());
    let mut text = format!("exit {code}\n");
    for (name, bytes) in [("stdout", &out.stdout), ("stderr", &out.stderr)] {
        if !bytes.is_empty() {
            text.push_str(&format!("--- {name}\n{}", String::from_utf8_lossy(bytes)));
        }
    }
    text
}

/// A page that is certain to be read: English, dated, with an event.
pub const PAGE: &str = "\
Source: https://example.org/visit
Date: 2024-10-08

Defence ministers of Japan and the Philippines hold talks

MANILA – Japanese Defence Minister Minoru Kihara met his Philippine counterpart Gilberto Teodoro in Manila on 7 October \
2024. The two ministers agreed to hold the next strategic dialogue in Tokyo in 2025.
";
