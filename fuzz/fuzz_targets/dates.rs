//! Dates in any text: spans on character boundaries in order, values that read back. The first byte names the language,
//! the second the date of the page.
#![no_main]

use chancery_model::{Edtf, Part};
use chancery_pack::Pack;
use chancery_text::annotate::dates::Dates;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ALL: LazyLock<Vec<Dates>> = LazyLock::new(|| {
    let packs = Pack::languages().into_iter().filter_map(|l| Pack::load(&l).expect("packs load"));
    packs.map(|p| Dates::new(&p).expect("packs compile")).collect()
});

const REFERENCES: [&str; 8] =
    ["", "2024-02-29", "2024-12-31", "2025-01-01", "2021-11", "2019", "0001-01-01", "9999-12-31"];

fuzz_target!(|data: &[u8]| {
    let [lang, reference, bytes @ ..] = data else { return };
    let text = String::from_utf8_lossy(bytes);
    let reference: Option<Part> =
        REFERENCES[usize::from(*reference) % 8].parse::<Edtf>().ok().and_then(|d| d.start);
    let mut last = 0;
    for found in ALL[usize::from(*lang) % ALL.len()].find(&text, reference) {
        let range = found.span.range();
        assert!(text.get(range.clone()).is_some_and(|t| !t.is_empty()), "{range:?}");
        assert!(range.start >= last, "{range:?} before {last}");
        last = range.end;
        if let Some(value) = found.time.value {
            let text = value.to_string();
            assert_eq!(text.parse::<Edtf>(), Ok(value), "{text}");
        }
    }
});
