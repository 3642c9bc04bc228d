//! Pages of sport, markets, films, kitchens and courts name states and people, sign and attack and meet: they are no
//! record of dealings between states. Offices that they state may be coded.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chancery::pipeline::Pipeline;
use chancery_model::Fact;
use chancery_read::Hints;
use std::path::Path;

#[test]
fn pages_of_everyday_matters_have_no_dealings() {
    let pipeline = Pipeline::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/everyday");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in &paths {
        let name = path.file_stem().unwrap().to_string_lossy();
        let lang = name.split('-').next().map(str::to_owned);
        let hints = Hints { format: Some("txt".to_owned()), lang, ..Hints::default() };
        let coded = pipeline.code(&std::fs::read(path).unwrap(), &hints, None).unwrap();
        let dealings = coded
            .records
            .iter()
            .filter(|r| matches!(r.fact, Fact::Event(_) | Fact::Agreement(_) | Fact::Commitment(_)));
        wrong.extend(dealings.map(|r| format!("{name}: {} | {}", r.rule, r.evidence[0].quote)));
        assert!(
            coded.document.warnings.iter().any(|w| w.contains("everyday")),
            "{name} does not say why: {:?}",
            coded.document.warnings
        );
    }
    assert!(paths.len() >= 20, "{} pages", paths.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
