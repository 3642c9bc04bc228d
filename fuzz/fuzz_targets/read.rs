//! Any bytes as a page: no panic, and a document whose parts hold together. The first byte names the format.
#![no_main]

#[path = "../../crates/chancery-read/tests/sound/mod.rs"]
mod sound;

use chancery_read::Hints;
use libfuzzer_sys::fuzz_target;

const FORMATS: [Option<&str>; 4] = [Some("html"), None, Some("txt"), Some("md")];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()].map(str::to_owned);
    sound::sound(bytes, &Hints { format, ..Hints::default() });
});
