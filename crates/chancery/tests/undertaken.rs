//! Of what kind an undertaking is, the words around its verb and who acts say.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chancery::pipeline::Pipeline;
use chancery_model::Fact;
use chancery_read::Hints;

/// Texts with the event that is promised in them, if one is.
const PROMISED: [(&str, &str, Option<&str>); 4] = [
    ("en", "Kenya and Norway agreed to hold the fourth maritime dialogue in Oslo in 2025.", Some("dialogue")),
    ("en", "Kenya and Norway agreed to keep up exchanges between their fisheries schools.", None),
    (
        "fr",
        "Le Togo et le Ghana sont convenus de signer avant la fin de 2025 un nouveau protocole de coopération.",
        Some("signing"),
    ),
    (
        "fr",
        "Le président du Ghana, Kofi Mensah, a invité le ministre togolais Robert Dussey à se rendre au Ghana.",
        Some("visit"),
    ),
];

#[test]
fn an_undertaking_is_of_the_kind_that_its_words_tell() {
    let pipeline = Pipeline::new();
    for (lang, text, want) in PROMISED {
        let hints = Hints { format: Some("txt".to_owned()), lang: Some(lang.to_owned()), ..Hints::default() };
        let coded = pipeline.code(text.as_bytes(), &hints, None).unwrap();
        let kinds: Vec<_> = coded
            .records
            .iter()
            .filter_map(|r| match &r.fact {
                Fact::Commitment(c) => Some(c.event_type.as_deref()),
                _ => None,
            })
            .collect();
        assert_eq!(kinds, [want], "{text}");
    }
}

#[test]
fn who_undertakes_may_stand_in_a_longer_sentence_before() {
    let text = "Après des mois de longues négociations à Lomé, le gouvernement a annoncé lundi soir que le Togo aiderait le Pérou. \
                Il enverra 200 tonnes de riz.";
    let hints = Hints { format: Some("txt".to_owned()), lang: Some("fr".to_owned()), ..Hints::default() };
    let coded = Pipeline::new().code(text.as_bytes(), &hints, None).unwrap();
    let rice = |f: &Fact| matches!(f, Fact::Commitment(c) if c.text.contains("riz"));
    assert!(coded.records.iter().any(|r| rice(&r.fact)), "{text}");
}
