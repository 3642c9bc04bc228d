//! What holds for any text.

use super::Segmenter;
use super::chars::{Class, class};
use chancery_model::Sentence;
use chancery_pack::Pack;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use unicode_normalization::UnicodeNormalization;

static ALL: LazyLock<Vec<Segmenter>> = LazyLock::new(|| {
    let pack = |lang| Pack::load(lang).unwrap().unwrap();
    ["en", "fr", "vi"].map(|lang| Segmenter::new(&pack(lang)).unwrap()).into()
});

/// Tokens stand in order on character boundaries; none overlaps another unless it shares its span; what stands between
/// them is white space.
fn tiles(text: &str, sentences: &[Sentence]) {
    let mut last = (0, 0);
    for sent in sentences {
        assert!(sent.tokens.len() <= super::split::MOST * 3);
        for token in &sent.tokens {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            assert!(text.get(start..end).is_some_and(|t| !t.is_empty()), "{start}..{end}");
            assert!(!token.lower.is_empty() && !token.lemma.is_empty());
            if (start, end) == last {
                continue;
            }
            assert!(start >= last.1, "{start}..{end} after {last:?}");
            let between = &text[last.1..start];
            assert!(between.chars().all(|c| class(c) == Class::Space), "{between:?} is in no token");
            last = (start, end);
        }
        assert!(sent.tokens.iter().all(|t| sent.span.contains(t.span)));
    }
    let rest = &text[last.1..];
    assert!(rest.chars().all(|c| class(c) == Class::Space), "{rest:?} is in no token");
}

fn forms(sentences: &[Sentence]) -> Vec<&str> {
    sentences.iter().flat_map(|s| &s.tokens).map(|t| t.lower.as_str()).collect()
}

/// Texts of the pieces that make segmentation difficult.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-zÀ-ỹ]{1,8}",
        "[0-9]{1,4}",
        prop::sample::select(vec![
            ".",
            ",",
            "'",
            "\u{2019}",
            "-",
            "–",
            "/",
            "...",
            "…",
            "«",
            "»",
            "\"",
            "(",
            ")",
            "!",
            "?",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\u{a0}",
            "\u{202f}",
            "\u{ad}",
            "\u{200b}",
            "\u{301}",
            "M. ",
            "J.",
            "U.S.",
            "l'",
            "d\u{2019}",
            "n't",
            "-t-il",
            " des ",
            " du ",
            "aux",
            "@",
            "www.",
            ".com",
            "http://",
            "hoà ",
            "$",
            "€",
            "%",
            "•",
            "50 000",
            "19/3",
            "&",
            "'s ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn tokens_tile_made_up_texts(text in text()) {
        for segmenter in ALL.iter() {
            tiles(&text, &segmenter.sentences(&text));
        }
    }

    #[test]
    fn tokens_tile_any_text(text in "\\PC{0,60}|.{0,60}") {
        for segmenter in ALL.iter() {
            let view: String = text.nfc().collect();
            tiles(&view, &segmenter.sentences(&view));
            // Any form of the text passes without a fall.
            segmenter.sentences(&text);
        }
    }

    #[test]
    fn composed_and_decomposed_texts_read_alike(text in text()) {
        let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
        for segmenter in ALL.iter() {
            let (a, b) = (segmenter.sentences(&nfc), segmenter.sentences(&nfd));
            prop_assert_eq!(forms(&a), forms(&b));
            tiles(&nfd, &b);
        }
    }
}

/// The worst texts we could think of, with bounds far above what they take.
#[test]
#[allow(clippy::disallowed_methods, reason = "a test measures time")]
fn hostile_texts_neither_fall_nor_stall() {
    let texts = [
        "word ".repeat(100_000),
        "du ".repeat(50_000),
        "a".repeat(1 << 20),
        "a.".repeat(1 << 18),
        "a-".repeat(1 << 18),
        "l'".repeat(1 << 18),
        "1/".repeat(1 << 18),
        "a@".repeat(1 << 18),
        "a,@".repeat(1 << 17),
        "é".repeat(1 << 18),
        "e\u{301}".repeat(1 << 18),
        "\u{301}".repeat(1 << 18),
        "http://".repeat(1 << 16),
        format!("{}x{}", "(".repeat(10_000), ")".repeat(10_000)),
        "[\"".repeat(10_000),
        ". ".repeat(100_000),
        "A. ".repeat(100_000),
        "1 000 ".repeat(50_000),
        "\u{200b}".repeat(10_000),
        "\n".repeat(10_000),
        "\u{b78}\u{11a8}a".to_owned(),
        "¡\u{1611e}²".to_owned(),
    ];
    for text in &texts {
        for segmenter in ALL.iter() {
            let started = Instant::now();
            let sentences = segmenter.sentences(text);
            let head: String = text.chars().take(10).collect();
            assert!(started.elapsed() < Duration::from_secs(5), "{head:?} took {:?}", started.elapsed());
            assert!(sentences.iter().all(|s| s.tokens.len() <= super::split::MOST * 3), "{head:?}");
            tiles(text, &sentences);
        }
    }
}
