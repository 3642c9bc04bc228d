//! What holds for every document that is read; asked by the properties of `any_bytes.rs` and by `fuzz/fuzz_targets/read.rs`.

use chancery_model::Document;
use chancery_read::{Hints, read};

/// Reads the bytes and checks that the parts of the document hold together; `None` for a page that is refused.
pub fn sound(bytes: &[u8], hints: &Hints) -> Option<Document> {
    let doc = read(bytes, hints).ok()?;
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
    Some(doc)
}
