use super::Segmenter;
use chancery_pack::Pack;

/// Sentences of `text` with ` | ` between tokens and a line each.
fn check(lang: &str, text: &str, want: &[&str]) {
    let pack = Pack::load(lang).unwrap().unwrap();
    let got: Vec<String> = Segmenter::new(&pack)
        .unwrap()
        .sentences(text)
        .iter()
        .map(|s| s.tokens.iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" | "))
        .collect();
    assert_eq!(got, want, "{text}");
}

#[test]
fn english_words() {
    check("en", "Hanoi's envoy didn't sign.", &["hanoi | 's | envoy | did | n't | sign | ."]);
    check("en", "They can\u{2019}t; we cannot.", &["they | ca | n't | ; | we | can | not | ."]);
    check("en", "the nations\u{2019} leaders", &["the | nations | ' | leaders"]);
    check("en", "a long-term, pro-peace e-mail", &["a | long | - | term | , | pro-peace | e-mail"]);
    check(
        "en",
        "US$3.5bn, 1,200 men and 45% at 7:30",
        &["us$ | 3.5bn | , | 1,200 | men | and | 45 | % | at | 7:30"],
    );
    check(
        "en",
        "mail press@mofa.gov.vn or www.mofa.gov.vn/en.",
        &["mail | press@mofa.gov.vn | or | www.mofa.gov.vn/en | ."],
    );
}

#[test]
fn english_sentences() {
    check(
        "en",
        "Lt. Gen. J. Smith met Sen. A.B. Jones. He left.",
        &["lt. | gen. | j. | smith | met | sen. | a.b. | jones | .", "he | left | ."],
    );
    check(
        "en",
        "He went to the U.S. The talks failed.",
        &["he | went | to | the | u.s.", "the | talks | failed | ."],
    );
    check("en", "The U.S. President spoke.", &["the | u.s. | president | spoke | ."]);
    check("en", "It began in 2011.The war ended.", &["it | began | in | 2011 | .", "the | war | ended | ."]);
    check("en", "\"We agree.\" They signed.", &["\" | we | agree | . | \"", "they | signed | ."]);
    check("en", "Talks end; accord near", &["talks | end | ; | accord | near"]);
    check(
        "en",
        "They sat in the sun. Then No. 5 spoke. No. Never.",
        &["they | sat | in | the | sun | .", "then | no. | 5 | spoke | .", "no | .", "never | ."],
    );
}

#[test]
fn french_words() {
    check(
        "fr",
        "L'accord du 5 mai aux termes duquel",
        &["l' | accord | de | le | 5 | mai | à | les | termes | de | lequel"],
    );
    check(
        "fr",
        "A-t-il signé aujourd’hui ? Qu\u{2019}est-ce ?",
        &["a | -t-il | signé | aujourd'hui | ?", "qu' | est | -ce | ?"],
    );
    check("fr", "50 000 tonnes, 2 024 hommes", &["50 000 | tonnes | , | 2 024 | hommes"]);
    check("fr", "« Jamais. » Il part.", &["« | jamais | . | »", "il | part | ."]);
    check("fr", "M. J.-P. Durand et Mme Roy. Fin.", &["m. | j.-p. | durand | et | mme | roy | .", "fin | ."]);
    check(
        "fr",
        "les États-Unis, rendez-vous, jusqu'à",
        &["les | états-unis | , | rendez-vous | , | jusqu' | à"],
    );
    check(
        "fr",
        "l'axe France-Laos, Marie-France, 1Le général",
        &["l' | axe | france | - | laos | , | marie-france | , | 1 | le | général"],
    );
    check("fr", "MM. J.Duclos et X", &["mm. | j. | duclos | et | x"]);
}

#[test]
fn vietnamese_forms() {
    check(
        "vi",
        "hoà bình, khoẻ, quý, thuý, Ðà Nẵng",
        &["hòa bình | , | khỏe | , | quý | , | thúy | , | đà nẵng"],
    );
    check(
        "vi",
        "ngày 19/3, 7-11/4, 2.000 tấn, Việt-Mỹ",
        &["ngày | 19/3 | , | 7-11/4 | , | 2.000 | tấn | , | việt | - | mỹ"],
    );
}

#[test]
fn vietnamese_words() {
    check("vi", "Hai nước ký Hiệp định thương mại.", &["hai | nước | ký | hiệp định | thương mại | ."]);
    check("vi", "hai nước ký hiệp định, tiếp đoàn", &["hai | nước | ký | hiệp định | , | tiếp | đoàn"]);
    check("vi", "trực tiếp đăng ký với thư ký", &["trực tiếp | đăng ký | với | thư ký"]);
    check("vi", "Việt Nam và Lào hội đàm", &["việt nam | và | lào | hội đàm"]);
}

#[test]
fn spans_are_those_of_the_document() {
    let pack = Pack::load("fr").unwrap().unwrap();
    let text = "Il vient du Laos.";
    let sent = &Segmenter::new(&pack).unwrap().sentences(text)[0];
    let words: Vec<&str> = sent.tokens.iter().map(|t| t.span.of(text)).collect();
    assert_eq!(words, ["Il", "vient", "du", "du", "Laos", "."]);
    assert!(sent.tokens[0].capital && sent.tokens[0].space_before && !sent.tokens[5].space_before);
}
