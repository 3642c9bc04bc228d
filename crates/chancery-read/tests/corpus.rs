//! Language, date and main article of the corpus, held to a floor.

use chancery_model::BlockRole;
use chancery_read::{Hints, read};
use std::path::Path;

#[test]
fn corpus_language_and_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| matches!(p.extension().and_then(|e| e.to_str()), Some("txt" | "html")));
    paths.sort();
    assert!(paths.len() >= 48);
    let mut wrong = Vec::new();
    for path in &paths {
        let gold: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(path.with_extension("gold.json")).unwrap())
                .unwrap();
        let doc = read(&std::fs::read(path).unwrap(), &Hints::default()).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(Some(doc.lang.as_str()), gold["lang"].as_str(), "{name}");
        if doc.date.map(|d| d.to_string()).as_deref() != gold["date"].as_str() {
            wrong.push(name.clone());
        }
        assert!(doc.title.is_some(), "{name} has a headline");
        assert!(doc.items.first().is_some_and(|i| i.item == 0), "{name}");
        let main = doc.blocks.iter().filter(|b| b.item == 0 && b.role == BlockRole::Paragraph);
        assert!(main.count() >= 3, "{name} has a main article");
    }
    // The one that is known: a dateline without a year, in a page that shows no other date.
    assert_eq!(wrong, ["en-a15.txt"]);
}
