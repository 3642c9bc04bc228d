use super::Lemmatizer;
use chancery_model::{Feats, Sentence, Token, Upos};
use chancery_pack::Pack;

/// Lemma and features of forms as a tagger might hand them over.
fn check(lang: &str, cases: &[(&str, Upos, Feats, &str, Feats)]) {
    let lemmatizer = Lemmatizer::new(&Pack::load(lang).unwrap().unwrap()).unwrap();
    for (form, upos, tagged, lemma, feats) in cases {
        let token = Token {
            lower: (*form).into(),
            lemma: (*form).into(),
            upos: *upos,
            feats: *tagged,
            ..Token::default()
        };
        let mut sent = Sentence { tokens: vec![token], ..Sentence::default() };
        lemmatizer.apply(&mut sent);
        let got = &sent.tokens[0];
        assert_eq!((got.lemma.as_str(), got.feats.has(*feats)), (*lemma, true), "{form}: {:?}", got.feats);
    }
}

#[test]
fn english() {
    let none = Feats::default();
    let past = Feats::PAST.with(Feats::FINITE);
    check(
        "en",
        &[
            ("signed", Upos::Verb, past, "sign", past),
            ("hoping", Upos::Verb, none, "hope", Feats::GERUND),
            ("agreed", Upos::Verb, Feats::PAST.with(Feats::PARTICIPLE), "agree", Feats::PARTICIPLE),
            ("met", Upos::Verb, none, "meet", Feats::PAST),
            ("held", Upos::Verb, none, "hold", Feats::PAST),
            ("ratifies", Upos::Verb, none, "ratify", Feats::PRESENT),
            ("stopping", Upos::Verb, none, "stop", Feats::GERUND),
            ("reiterated", Upos::Verb, none, "reiterate", Feats::PAST),
            ("is", Upos::Aux, none, "be", Feats::PRESENT),
            ("treaties", Upos::Noun, none, "treaty", Feats::PLURAL),
            ("talks", Upos::Noun, none, "talk", Feats::PLURAL),
            ("crisis", Upos::Noun, none, "crisis", none),
            ("ministries", Upos::Noun, none, "ministry", Feats::PLURAL),
            ("congress", Upos::Noun, none, "congress", none),
        ],
    );
}

#[test]
fn french() {
    let none = Feats::default();
    check(
        "fr",
        &[
            ("signée", Upos::Verb, none, "signer", Feats::PAST.with(Feats::PARTICIPLE)),
            ("signera", Upos::Verb, none, "signer", Feats::FUTURE.with(Feats::FINITE)),
            ("signeraient", Upos::Verb, none, "signer", Feats::CONDITIONAL),
            ("rencontrait", Upos::Verb, none, "rencontrer", Feats::IMPERFECT),
            ("tiendra", Upos::Verb, none, "tenir", Feats::FUTURE),
            ("soutiennent", Upos::Verb, none, "soutenir", Feats::PRESENT),
            ("reçu", Upos::Verb, none, "recevoir", Feats::PARTICIPLE),
            ("conclurent", Upos::Verb, none, "conclure", Feats::PAST),
            ("réaffirment", Upos::Verb, none, "réaffirmer", Feats::PRESENT),
            ("appelle", Upos::Verb, none, "appeler", Feats::PRESENT),
            ("engageant", Upos::Verb, none, "engager", Feats::PARTICIPLE),
            ("accru", Upos::Verb, none, "accroître", Feats::PARTICIPLE),
            ("a", Upos::Aux, none, "avoir", Feats::PRESENT),
            ("sera", Upos::Aux, none, "être", Feats::FUTURE),
            ("accords", Upos::Noun, none, "accord", Feats::PLURAL),
            ("pays", Upos::Noun, none, "pays", none),
            ("journaux", Upos::Noun, none, "journal", Feats::PLURAL),
            ("nationales", Upos::Adj, none, "national", Feats::PLURAL),
            ("les", Upos::Det, none, "le", none),
        ],
    );
}

/// A pack without a model: what a tagger would say comes from the tables and the characters.
#[test]
fn without_a_tagger() {
    let pack = Pack::load("es").unwrap().unwrap();
    assert!(pack.model().is_none());
    let lemmatizer = Lemmatizer::new(&pack).unwrap();
    let tokens =
        [("boric", true), ("y", false), ("peña", true), ("se", false), ("reunirán", false), (",", false)]
            .map(|(form, capital)| Token {
                lower: form.into(),
                lemma: form.into(),
                capital,
                ..Token::default()
            });
    let mut sent = Sentence { tokens: tokens.to_vec(), ..Sentence::default() };
    lemmatizer.apply(&mut sent);
    let parts: Vec<Upos> = sent.tokens.iter().map(|t| t.upos).collect();
    assert_eq!(parts, [Upos::Propn, Upos::Cconj, Upos::Propn, Upos::Pron, Upos::Verb, Upos::Punct]);
    assert_eq!(sent.tokens[4].lemma, "reunir");
    assert!(sent.tokens[4].feats.has(Feats::FUTURE));
}
