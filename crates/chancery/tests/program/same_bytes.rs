//! The same input gives the same bytes, whatever the number of threads.

use super::run::{Folder, shown};
use std::path::Path;

#[test]
fn code_on_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let corpus = corpus.to_str().unwrap();
    let folder = Folder::new();
    let run = |threads: &str| {
        let out = folder.command(&["code", corpus]).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(out.status.success(), "{}", shown(&out));
        String::from_utf8(out.stdout).unwrap()
    };
    let one = run("1");
    for threads in ["1", "3", "8"] {
        let again = run(threads);
        let differs = one.lines().zip(again.lines()).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{threads} threads");
        assert_eq!(one.len(), again.len());
    }
}

/// A store keeps one record for each id: no two facts of the corpus may share one.
#[test]
fn ids_on_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let folder = Folder::new();
    let out = folder.run(&["add", corpus.to_str().unwrap()]);
    assert!(out.status.success() && out.stderr.is_empty(), "{}", shown(&out));
}
