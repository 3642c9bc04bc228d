//! Questions put wrongly: each is told what is wrong and what to write instead, and none is answered with silence.

use super::run::{Folder, PAGE};

/// Exit code and standard error of a command on a store with one page.
fn told(args: &[&str]) -> (Option<i32>, String) {
    let folder = Folder::new().with("page.txt", PAGE);
    assert!(folder.run(&["add", "page.txt"]).status.success());
    let out = folder.run(args);
    (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn what_cannot_be_answered_is_a_usage_error() {
    for (args, says) in [
        (&["brief", "VNM", "Vietnam"][..], "are the same side"),
        (&["timeline", "VNM", "--since", "2025", "--until", "2020"], "is later than"),
        (&["search", " - "], "no word to look for"),
        (&["who", ""], "no word to look for"),
        (&["packs", "test", "no-such-rule"], "no rule has an id"),
        (&["due", "--store", "."], "is a folder"),
        (&["brief", "VNM", "FRA", "--json"], "--format json"),
    ] {
        let (code, err) = told(args);
        assert_eq!(code, Some(2), "{args:?}: {err}");
        assert!(err.contains(says) && err.contains("hint: "), "{args:?}: {err}");
    }
}

#[test]
fn a_page_is_data_too() {
    let folder = Folder::new().with("page.txt", PAGE);
    assert!(folder.run(&["add", "page.txt"]).status.success());
    let out = folder.run(&["brief", "VNM", "FRA", "--format", "json"]);
    let page: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert!(page["sections"].as_array().is_some_and(|s| !s.is_empty()), "{page}");
}

#[test]
fn documents_in_other_formats_are_not_passed_over_in_silence() {
    let folder =
        Folder::new().with("in/page.txt", PAGE).with("in/report.pdf", "%PDF-1.7").with("in/photo.jpg", "x");
    let out = folder.run(&["add", "in"]);
    assert!(out.status.success());
    let err = String::from_utf8_lossy(&out.stderr);
    assert!(err.contains("passed over: 1 .pdf\n") && !err.contains("jpg"), "{err}");
}
