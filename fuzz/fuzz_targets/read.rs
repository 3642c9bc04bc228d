//! Any bytes as a page: no panic, and a document whose parts hold together. The first byte names the format.
#![no_main]

use chancery_read::{Hints, read};
use libfuzzer_sys::fuzz_target;

const FORMATS: [Option<&str>; 4] = [Some("html"), None, Some("txt"), Some("md")];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()].map(str::to_owned);
    let hints = Hints { format, ..Hints::default() };
    let Ok(doc) = read(bytes, &hints) else { return };
    let mut end = 0;
    for block in &doc.blocks {
        let (a, b) = (block.span.start as usize, block.span.end as usize);
        assert!(a >= end && b > a, "blocks in order, apart, none empty: {block:?} after {end}");
        let text = doc.text.get(a..b).expect("on character boundaries");
        assert_eq!(text, text.trim(), "without white space around");
        assert!(usize::from(block.item) < doc.items.len(), "of an item that is there");
        end = b;
    }
    for (n, item) in doc.items.iter().enumerate() {
        assert_eq!(usize::from(item.item), n);
        assert!(doc.text.get(item.span.range()).is_some(), "items on character boundaries");
        let mut own = doc.blocks.iter().filter(|b| usize::from(b.item) == n).peekable();
        assert!(own.peek().is_some(), "an item has blocks");
        assert!(own.all(|b| item.span.contains(b.span)), "which lie within it");
    }
    if let Some(dateline) = &doc.dateline {
        assert!(doc.text.get(dateline.span.range()).is_some(), "the dateline on character boundaries");
    }
    if let Some(date) = doc.date {
        assert_eq!(date.to_string().parse(), Ok(date), "a date that reads back");
    }
});
