//! The whole path on any page: every record rests on text that is there, has an id of its own, and reads back as JSON.
//! The first byte names the language, the second the format.
#![no_main]

use chancery::pipeline::Pipeline;
use chancery_model::Record;
use chancery_read::Hints;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::new);

const FORMATS: [&str; 3] = ["txt", "html", "md"];
const LANGUAGES: [Option<&str>; 4] = [Some("en"), Some("fr"), Some("vi"), None];

fuzz_target!(|data: &[u8]| {
    let [lang, format, bytes @ ..] = data else { return };
    let hints = Hints {
        format: Some(FORMATS[usize::from(*format) % FORMATS.len()].to_owned()),
        lang: LANGUAGES[usize::from(*lang) % LANGUAGES.len()].map(str::to_owned),
        date: "2024-10-07".parse().ok(),
        ..Hints::default()
    };
    let Ok(coded) = PIPELINE.code(bytes, &hints, None) else { return };
    let text: Vec<char> = coded.document.text.chars().collect();
    let mut ids = BTreeSet::new();
    for record in &coded.records {
        assert!(ids.insert(&record.id), "two records {}", record.id);
        assert!(!record.evidence.is_empty(), "{} rests on nothing", record.id);
        assert!((0.0..=1.0).contains(&record.confidence), "{}", record.confidence);
        for passage in &record.evidence {
            let there: String =
                text.get(passage.start..passage.end).expect("offsets in the text").iter().collect();
            assert_eq!(there, passage.quote, "{}", record.id);
        }
        let line = serde_json::to_string(record).expect("a record is JSON");
        let again: Record = serde_json::from_str(&line).expect("which reads back");
        assert_eq!(&again, record);
    }
});
