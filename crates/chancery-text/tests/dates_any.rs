//! What holds for dates in any text: no panic, spans on character boundaries in order, values that read back.

mod sound;

use chancery_model::{Edtf, Part};
use proptest::prelude::*;

fn holds(text: &str, reference: Option<Part>) {
    sound::ALL.iter().for_each(|dates| sound::sound(dates, text, reference));
}

const PIECES: &[&str] = &[
    "1",
    "2",
    "9",
    "12",
    "18",
    "29",
    "30",
    "31",
    "45",
    "99",
    "100",
    "1945",
    "1960",
    "2000",
    "2024",
    "2150",
    "9999",
    "0",
    "00",
    "03",
    "/",
    "-",
    "–",
    ".",
    ",",
    "(",
    ")",
    ":",
    "'",
    "s",
    "th",
    "er",
    "of",
    "the",
    "on",
    "in",
    "by",
    "before",
    "since",
    "from",
    "to",
    "and",
    "March",
    "May",
    "february",
    "last",
    "next",
    "year",
    "month",
    "week",
    "days",
    "ago",
    "later",
    "Monday",
    "end",
    "anniversary",
    "first",
    "quarter",
    "same day",
    "that year",
    "that month",
    "le",
    "du",
    "au",
    "février",
    "mai",
    "dernier",
    "il y a",
    "d'ici",
    "ans",
    "années",
    "mois",
    "lundi",
    "du même mois",
    "ngày",
    "tháng",
    "năm",
    "hai",
    "từ",
    "đến",
    "trước",
    "sau",
    "qua",
    "tới",
    "cùng năm",
    "thứ hai",
    "quý",
    "I",
    "kỷ niệm",
    "thập niên",
    "chiều",
    "tuần",
    "hôm",
    "century",
    "thế kỷ",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::bool::weighted(0.7));
    prop::collection::vec(piece, 0..14).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, space)| format!("{piece}{}", if space { " " } else { "" })).collect()
    })
}

fn reference() -> impl Strategy<Value = Option<Part>> {
    let some = prop::sample::select(
        &["2024-02-29", "2024-12-31", "2025-01-01", "2021-11", "2019", "0001-01-01", "9999-12-31"][..],
    );
    prop::option::weighted(0.8, some).prop_map(|t| t.and_then(|t| t.parse::<Edtf>().ok()?.start))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_words_of_dates(text in pieces(), reference in reference()) {
        holds(&text, reference);
    }

    #[test]
    fn of_words_that_two_dates_could_share(a in 0..3usize, b in 0..3usize, reference in reference()) {
        let (first, second) = (["March", "I quarter", "this year"][a], ["last Monday", "next Monday", "dernier lundi"][b]);
        holds(&format!("{first} {second} 2 of"), reference);
    }

    #[test]
    fn of_any_characters(text in "\\PC{0,60}", reference in reference()) {
        holds(&text, reference);
    }
}
