//! Marked texts: `[…]p` a person, `[…]a` an actor, `[…]l` a place; only the kinds marked in a text are compared.

use crate::Annotator;
use chancery_model::{Block, BlockRole, Document, Item, MentionKind, Span};
use chancery_pack::{Pack, Registry};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ANNOTATORS: LazyLock<BTreeMap<&str, Annotator>> = LazyLock::new(|| {
    let registry = Registry::load().expect("the registry loads");
    ["en", "fr", "vi"]
        .into_iter()
        .map(|lang| {
            let pack = Pack::load(lang).expect("the pack is well formed").expect("the pack exists");
            (lang, Annotator::new(&pack, &registry).expect("the pack compiles"))
        })
        .collect()
});

fn document(lang: &str, text: &str) -> Document {
    let span = Span::new(0, text.len());
    Document {
        lang: lang.into(),
        text: text.into(),
        blocks: vec![Block { span, item: 0, role: BlockRole::Paragraph }],
        items: vec![Item { item: 0, title: None, span, date: None }],
        ..Document::default()
    }
}

/// Holds the mentions of a text against its marks.
fn check(lang: &str, marked: &str) {
    let mut text = String::new();
    let mut want: Vec<(char, String)> = Vec::new();
    let mut open = Vec::new();
    let mut chars = marked.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' => open.push(text.len()),
            ']' => {
                let start = open.pop().expect("a mark is opened before it is closed");
                want.push((chars.next().expect("a mark has a kind"), text[start..].to_owned()));
            }
            c => text.push(c),
        }
    }
    let doc = document(lang, &text);
    let found = ANNOTATORS[lang].annotate(&doc, |_| false);
    let mut got: Vec<(char, String)> = Vec::new();
    for m in found.sentences.iter().flat_map(|s| &s.mentions) {
        let kind = match &m.kind {
            MentionKind::Person(p) if !p.pronoun => 'p',
            MentionKind::Actor(_) => 'a',
            MentionKind::Place(_) => 'l',
            _ => continue,
        };
        if want.iter().any(|w| w.0 == kind) {
            got.push((kind, m.span.of(&text).to_owned()));
        }
    }
    want.sort();
    got.sort();
    assert_eq!(got, want, "{text}");
}

/// Holds the offices of the named people of a text against `name: office (role, side)`.
fn offices(lang: &str, text: &str, want: &[&str]) {
    let found = ANNOTATORS[lang].annotate(&document(lang, text), |_| false);
    let mut got = Vec::new();
    for person in &found.people {
        let Some(name) = &person.name else { continue };
        for held in &person.offices {
            got.push(format!(
                "{name}: {} ({}, {})",
                held.office,
                held.role,
                held.side.as_deref().unwrap_or("?")
            ));
        }
    }
    assert_eq!(got, want, "{text}");
}

#[test]
fn an_office_before_the_name_belongs_to_the_mention() {
    check("en", "[Foreign Minister Wang Yi]p met [Prime Minister Anwar Ibrahim]p in Kuala Lumpur.");
    check("fr", "Le [ministre des Affaires étrangères Jean-Noël Barrot]p a reçu [Mme Penny Wong]p.");
    check("vi", "[Bộ trưởng Ngoại giao Lê Hoài Trung]p đã tiếp [bà Penny Wong]p.");
}

#[test]
fn an_office_after_the_name_does_too() {
    check("en", "[Ravi Menon, Secretary (East) in the Ministry of External Affairs]p, opened the talks.");
    check("fr", "[Alice Martin, directrice générale du ministère français des Armées]p, a ouvert la séance.");
    check("vi", "[Bà Trương Thị Hoa, Thường trực Ban Bí thư]p, dự buổi lễ.");
}

#[test]
fn short_forms_follow_the_full_name() {
    check("en", "[President Andrzej Duda]p spoke first. [Duda]p then left.");
    check("vi", "[Thủ tướng Phạm Minh Chính]p đến Vientiane. [Ông Chính]p hội đàm chiều nay.");
}

#[test]
fn offices_have_roles_and_sides() {
    offices(
        "en",
        "Deputy Foreign Minister of Laos Thongphane Savanphet met Polish President Andrzej Duda.",
        &[
            "Thongphane Savanphet: Deputy Foreign Minister of Laos (deputy-minister, LAO)",
            "Andrzej Duda: Polish President (head-of-state, POL)",
        ],
    );
    offices(
        "fr",
        "Le vice-ministre laotien de la Défense Thongloi Silivong est arrivé.",
        &["Thongloi Silivong: vice-ministre laotien de la Défense (deputy-minister, LAO)"],
    );
    offices(
        "vi",
        "Thủ tướng Pháp Michel Barnier tiếp Chủ tịch Quốc hội Lào Xaysomphone Phomvihane.",
        &[
            "Michel Barnier: Thủ tướng Pháp (head-of-government, FRA)",
            "Xaysomphone Phomvihane: Chủ tịch Quốc hội Lào (legislator, LAO)",
        ],
    );
}

#[test]
fn one_person_may_hold_several_offices() {
    offices(
        "en",
        "Politburo member and Minister of Foreign Affairs Le Hoai Trung spoke in Hanoi, Vietnam.",
        &[
            "Le Hoai Trung: Politburo member (party-leader, VNM)",
            "Le Hoai Trung: Minister of Foreign Affairs (minister, VNM)",
        ],
    );
    offices(
        "vi",
        "Tổng Bí thư, Chủ tịch nước Tô Lâm thăm Pháp.",
        &["Tô Lâm: Tổng Bí thư (party-leader, VNM)", "Tô Lâm: Chủ tịch nước (head-of-state, VNM)"],
    );
}

#[test]
fn plural_offices_are_shared_out() {
    offices(
        "en",
        "The foreign ministers of France and Germany, Paul Durand and Karl Vogel, wrote a letter.",
        &[
            "Paul Durand: foreign ministers of France (minister, FRA)",
            "Karl Vogel: foreign ministers of France (minister, DEU)",
        ],
    );
}

#[test]
fn a_counterpart_has_the_side_of_the_adjective() {
    offices(
        "en",
        "Prime Minister Narendra Modi received his Polish counterpart Donald Tusk.",
        &[
            "Narendra Modi: Prime Minister (head-of-government, IND)",
            "Donald Tusk: Polish counterpart (other, POL)",
        ],
    );
}

#[test]
fn actors_nest_in_bodies() {
    check("en", "[Vietnam]a and [Laos]a signed it with the [Ministry of Defence of [Cambodia]a]a.");
    check("fr", "Le [ministère [français]a des Armées]a a répondu au [Vietnam]a.");
    check("vi", "[Bộ Quốc phòng [Việt Nam]a]a làm việc với [Lào]a.");
}

#[test]
fn no_text_makes_it_fail() {
    for text in [
        "",
        " ",
        "’",
        "A.",
        "M. ",
        "J.-",
        "the",
        "President of the of the",
        "Chủ tịch Chủ tịch Chủ tịch",
        "le général de",
        "((((",
        "’s ’s",
    ] {
        for lang in ["en", "fr", "vi"] {
            let _ = ANNOTATORS[lang].annotate(&document(lang, text), |_| false);
        }
    }
}
