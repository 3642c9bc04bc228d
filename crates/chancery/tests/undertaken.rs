//! Of what kind an undertaking is, the words around its verb and who acts say.

mod texts;

use chancery::pipeline::Pipeline;
use chancery_model::Fact;
use texts::facts;

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
        let kind = |f: Fact| if let Fact::Commitment(c) = f { Some(c.event_type) } else { None };
        let kinds: Vec<_> = facts(&pipeline, lang, text, None).into_iter().filter_map(kind).collect();
        let want = want.map(str::to_owned);
        assert_eq!(kinds, [want], "{text}");
    }
}

#[test]
fn who_undertakes_may_stand_in_a_longer_sentence_before() {
    let text = "Après des mois de longues négociations à Lomé, le gouvernement a annoncé lundi soir que le Togo aiderait le Pérou. \
                Il enverra 200 tonnes de riz.";
    let rice = |f: &Fact| matches!(f, Fact::Commitment(c) if c.text.contains("riz"));
    assert!(facts(&Pipeline::new(), "fr", text, None).iter().any(rice), "{text}");
}
