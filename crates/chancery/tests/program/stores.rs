//! Stores that are missing, foreign, newer, read-only or full, and runs that are broken off.

use super::run::{Folder, PAGE, shown};
use insta::assert_snapshot;
use std::io::Read as _;
use std::process::{Command, Stdio};

#[test]
fn missing_store() {
    assert_snapshot!(Folder::new().seen(&["search", "words"]));
}

#[test]
fn no_database() {
    let folder = Folder::new()
        .with("chancery.db", "This is a letter, not a database.\n".repeat(100))
        .with("page.txt", PAGE);
    assert_snapshot!(folder.seen(&["add", "page.txt"]));
    let kept = std::fs::read_to_string(folder.path().join("chancery.db")).unwrap();
    assert!(kept.starts_with("This is a letter"), "a file of others is left as it was");
}

#[test]
fn another_database() {
    let folder = Folder::new().with("page.txt", PAGE);
    sqlite(&folder, "other.db", "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup');");
    assert_snapshot!(folder.seen(&["add", "page.txt", "--store", "other.db"]));
}

#[test]
fn newer_store() {
    let folder = Folder::new().with("page.txt", PAGE);
    folder.run(&["add", "page.txt"]);
    sqlite(&folder, "chancery.db", "PRAGMA user_version = 999;");
    assert_snapshot!(folder.seen(&["add", "page.txt"]));
}

#[test]
fn folder_that_cannot_be_written() {
    // Permissions do not bind the superuser; a path below a file cannot be written by anybody.
    let folder = Folder::new().with("page.txt", PAGE).with("file", "a file");
    assert_snapshot!(folder.seen(&["add", "page.txt", "--store", "file/chancery.db"]));
    assert_snapshot!(folder.seen(&["add", "page.txt", "--store", "no/such/folder/chancery.db"]));
    assert_snapshot!(folder.seen(&["add", "page.txt", "--store", "/proc/chancery.db"]));
}

/// The store may not grow beyond a page limit: what a full disk looks like to it.
#[test]
fn full_disk() {
    let folder = Folder::new();
    let text = "The delegation walked through the old town and looked at the market. ".repeat(500);
    let folder = (0..20)
        .fold(folder, |f, n| f.with(&format!("pages/{n:02}.txt"), format!("{PAGE}\nNumber {n}.\n\n{text}")));
    // The limit on the size of files that a shell sets for its children.
    let script = format!(
        "ulimit -f 500; trap '' XFSZ; exec {} add pages --store full.db",
        env!("CARGO_BIN_EXE_chancery")
    );
    let out = Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    let seen = shown(&out);
    assert_eq!(out.status.code(), Some(1), "{seen}");
    assert!(seen.contains("error: ") && seen.contains("hint: "), "{seen}");
    assert!(seen.contains("not added; run the same command again"), "{seen}");
    let stored = seen.lines().filter(|l| l.starts_with("added ")).count();
    assert!((1..20).contains(&stored), "{seen}");
    // What was stored before the disk was full is whole, and the next run does the rest.
    let again = String::from_utf8(folder.run(&["add", "pages", "--store", "full.db"]).stdout).unwrap();
    let summary = again.lines().last().unwrap_or_default();
    assert!(summary.starts_with(&format!("20 documents: {} added", 20 - stored)), "{summary}");
    assert!(summary.contains(&format!(", {stored} unchanged, 0 failed")), "{summary}");
}

#[test]
fn output_that_nobody_reads() {
    let folder = (0..200)
        .fold(Folder::new(), |f, n| f.with(&format!("p/{n:03}.txt"), format!("{PAGE}\nNumber {n}.\n")));
    let mut child =
        folder.command(&["code", "p"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe is closed here.
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", shown(&out));
    assert!(out.stderr.is_empty(), "{}", shown(&out));
}

#[test]
fn output_to_a_full_disk() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let folder = Folder::new().with("page.txt", PAGE);
    let out = folder
        .command(&["code", "page.txt"])
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_snapshot!(shown(&out));
}

/// The first interrupt lets the documents in work finish; what was stored is whole, and the next run does the rest.
#[cfg(unix)]
#[test]
fn interrupt() {
    let text = "The delegation walked through the old town and looked at the market. ".repeat(100);
    let total = 600;
    let folder = (0..total).fold(Folder::new(), |f, n| {
        f.with(&format!("p/{n:03}.txt"), format!("{PAGE}\nNumber {n}.\n\n{text}"))
    });
    let mut child =
        folder.command(&["add", "p"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130), "{rest}");
    assert!(rest.contains("stopped: "), "{rest}");
    let again = String::from_utf8(folder.run(&["add", "p"]).stdout).unwrap();
    assert!(again.lines().last().unwrap_or_default().starts_with(&format!("{total} documents: ")), "{again}");
    assert!(again.contains(", 0 failed"), "{again}");
}

/// Runs SQL on a file with the library that the store uses.
fn sqlite(folder: &Folder, name: &str, sql: &str) {
    rusqlite::Connection::open(folder.path().join(name)).unwrap().execute_batch(sql).unwrap();
}
