//! Any text as sentences: tokens on character boundaries, in order, and nothing but space between them. The first byte
//! names the language.
#![no_main]

use chancery_pack::Pack;
use chancery_text::segment::Segmenter;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ALL: LazyLock<Vec<Segmenter>> = LazyLock::new(|| {
    let packs = Pack::languages().into_iter().filter_map(|l| Pack::load(&l).expect("packs load"));
    packs.map(|p| Segmenter::new(&p).expect("packs compile")).collect()
});

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let segmenter = &ALL[usize::from(*first) % ALL.len()];
    let mut last = (0, 0);
    for sent in segmenter.sentences(&text) {
        assert!(!sent.tokens.is_empty(), "no sentence is empty");
        for token in &sent.tokens {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            assert!(text.get(start..end).is_some_and(|t| !t.is_empty()), "{start}..{end}");
            assert!(!token.lower.is_empty() && !token.lemma.is_empty(), "a token has a form");
            assert!(sent.span.contains(token.span), "a token lies in its sentence");
            // The parts of a contraction share a span.
            if (start, end) == last {
                continue;
            }
            assert!(start >= last.1, "{start}..{end} after {last:?}");
            nothing(&text[last.1..start]);
            last = (start, end);
        }
    }
    nothing(&text[last.1..]);
});

/// Nothing that a reader would see.
fn nothing(between: &str) {
    assert!(
        !between.chars().any(|c| c.is_alphanumeric() || c.is_ascii_punctuation()),
        "{between:?} is in no token"
    );
}
