//! Dates in any text: spans on character boundaries in order, values that read back. The first byte names the language,
//! the second the date of the page.
#![no_main]

#[path = "../../crates/chancery-text/tests/sound/mod.rs"]
mod sound;

use chancery_model::{Edtf, Part};
use libfuzzer_sys::fuzz_target;
use sound::ALL;

const REFERENCES: [&str; 8] =
    ["", "2024-02-29", "2024-12-31", "2025-01-01", "2021-11", "2019", "0001-01-01", "9999-12-31"];

fuzz_target!(|data: &[u8]| {
    let [lang, reference, bytes @ ..] = data else { return };
    let text = String::from_utf8_lossy(bytes);
    let reference: Option<Part> =
        REFERENCES[usize::from(*reference) % 8].parse::<Edtf>().ok().and_then(|d| d.start);
    sound::sound(&ALL[usize::from(*lang) % ALL.len()], &text, reference);
});
