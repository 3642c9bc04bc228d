//! Marked texts: `[…]p` a person, `[…]a` an actor, `[…]l` a place, `[…]g` a group; only the kinds marked in a text are compared.

use crate::Annotator;
use chancery_model::{Block, BlockRole, Document, Item, Mention, MentionKind, Span};
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

/// The mentions of a text of one paragraph, in text order.
pub(super) fn mentions(lang: &str, text: &str) -> impl Iterator<Item = Mention> {
    let found = ANNOTATORS[lang].annotate(&document(lang, text), |_| false);
    found.sentences.into_iter().flat_map(|s| s.mentions)
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
    let mut got: Vec<(char, String)> = Vec::new();
    for m in mentions(lang, &text) {
        let kind = match &m.kind {
            MentionKind::Person(p) if !p.pronoun => 'p',
            MentionKind::Actor(_) => 'a',
            MentionKind::Place(_) => 'l',
            MentionKind::Group(_) => 'g',
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
fn what_is_of_another_state_belongs_to_the_next_name() {
    offices(
        "en",
        "At the invitation of Minister of Foreign Affairs of Mongolia Bayar Enkhtaivan, State Councilor of China, Minister of \
         Foreign Affairs Wang Yi has begun his visit.",
        &[
            "Bayar Enkhtaivan: Minister of Foreign Affairs of Mongolia (minister, MNG)",
            "Wang Yi: State Councilor of China (minister, CHN)",
            "Wang Yi: Minister of Foreign Affairs (minister, CHN)",
        ],
    );
}

#[test]
fn past_an_opening_clause_the_next_office_is_another() {
    offices(
        "en",
        "Meeting Kenyan President William Ruto, the premier asked Kenya to buy more rice.",
        &["William Ruto: Kenyan President (head-of-state, KEN)"],
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
fn states_cities_and_ships_are_nobody() {
    check("vi", "Hà Nội và Thái Lan đồng ý với [ông Vương Nghị]p về việc này.");
    check("vi", "Ban Chấp hành Trung ương gặp [ông Vương Nghị]p tại Phủ Chủ tịch.");
    check("fr", "Le porte-avions Charles de Gaulle a croisé [Mme Penny Wong]p.");
}

#[test]
fn verbs_end_an_office() {
    check("fr", "Demain le [ministre français des Affaires étrangères]p quittera Paris avec [Penny Wong]p.");
    check("vi", "[Tổng thống Nga Putin]p nhất trí với đề xuất.");
}

#[test]
fn people_who_act_together_are_actors() {
    check("en", "[Rebels]a fought [[Nepali]a troops]a near the border.");
    check("fr", "Des [manifestants]a ont défié la [police]a.");
    check("vi", "[Phiến quân]a bắn vào [binh sĩ [Nga]a]a.");
}

#[test]
fn plural_pronouns_are_groups() {
    check("en", "[They]g met again before [the four ministers]g left.");
    check("fr", "[Ils]g ont ensuite vu [les deux ministres]g.");
    check("vi", "[Hai ông]g cảm ơn nhau, rồi [các bộ trưởng]g ra về.");
}

#[test]
fn weak_names_of_states_begin_a_sentence_before_a_verb() {
    check("en", "[Jordan]a said it would close its border with [Syria]a.");
    check("en", "The talks with [Syria]a ended when Jordan Miller spoke.");
}

#[test]
fn companies_bear_names_no_list_has() {
    check("en", "[Zorbex Group]a sued [Iran]a.");
    check("vi", "[Công ty Zorbex]a ký hợp đồng với [Iran]a.");
}

#[test]
fn acronyms_mean_what_the_document_says() {
    let text = "Le Parti communiste de Cuba (PCC) a voté. Le PCC a gagné.";
    let ids: Vec<_> = mentions("fr", text)
        .filter_map(|m| match m.kind {
            MentionKind::Actor(a) if a.name == "PCC" => a.id,
            _ => None,
        })
        .collect();
    assert_eq!(ids, ["cub/pcc", "cub/pcc"]);
}

/// The people that the pronouns of a text stand for.
fn pronouns(lang: &str, text: &str) -> Vec<String> {
    let found = ANNOTATORS[lang].annotate(&document(lang, text), |_| false);
    let of = |m: &chancery_model::Mention| match &m.kind {
        MentionKind::Person(p) if p.pronoun => p.entity,
        _ => None,
    };
    found
        .sentences
        .iter()
        .flat_map(|s| &s.mentions)
        .filter_map(of)
        .filter_map(|id| found.people.get(id as usize)?.name.clone())
        .collect()
}

#[test]
fn pronouns_stand_for_who_spoke() {
    let text = "At the talks with President Andrzej Duda, Prime Minister Anwar Ibrahim said trade would grow. \
                He also called for calm.";
    assert_eq!(pronouns("en", text), ["Anwar Ibrahim"]);
    let text =
        "Le président Andrzej Duda a reçu le ministre Jean-Noël Barrot. Ce dernier a remercié son hôte.";
    assert_eq!(pronouns("fr", text), ["Jean-Noël Barrot"]);
    let text = "Bà Penny Wong gặp ông Vương Nghị. Bà cảm ơn ông Vương Nghị.";
    assert_eq!(pronouns("vi", text), ["Penny Wong"]);
    let text = "President Andrzej Duda spoke. When he arrived in Hanoi, Anwar Ibrahim met the press.";
    assert_eq!(pronouns("en", text), ["Anwar Ibrahim"]);
}

/// The people that offices without a name stand for.
fn offices_alone(lang: &str, text: &str) -> Vec<String> {
    let found = ANNOTATORS[lang].annotate(&document(lang, text), |_| false);
    let of = |m: &chancery_model::Mention| match &m.kind {
        MentionKind::Person(p) if !p.pronoun && p.name.is_none() => p.entity,
        _ => None,
    };
    let mentions = found.sentences.iter().flat_map(|s| &s.mentions);
    mentions.filter_map(of).filter_map(|id| found.people.get(id as usize)?.name.clone()).collect()
}

#[test]
fn an_office_means_whom_the_text_speaks_of() {
    // A counterpart has the office of whom he faces; a counterpart alone is the one told of before.
    let text = "President Andrzej Duda received his Ugandan counterpart Yoweri Museveni. The Ugandan president thanked him.";
    assert_eq!(offices_alone("en", text), ["Yoweri Museveni"]);
    let text = "President Bidya Devi Bhandari met President Mohammad Abdul Hamid of Bangladesh. President Bhandari \
                attended a banquet hosted by her Bangladeshi counterpart.";
    assert_eq!(offices_alone("en", text), ["Mohammad Abdul Hamid"]);
    // A known leader who acts now goes before one whom the text has left.
    let text = "Le président Sarkozy a visité Pékin. Emmanuel Macron a choisi Xi'an. Le président français est revenu.";
    assert_eq!(offices_alone("fr", text), ["Emmanuel Macron"]);
    // Somebody posted in a state is not of it; who held an office once is called by name.
    let text = "L'ambassadeur de France Jean Dupont a été reçu. L'Algérie a rappelé son ambassadeur à Paris.";
    assert_eq!(offices_alone("fr", text), [""; 0]);
    let text = "He laid a wreath for the late Vietnamese President, Ho Chi Minh. The Vietnamese President thanked him.";
    assert_eq!(offices_alone("en", text), [""; 0]);
    // A headline calls by office who is named below, where one alone has it.
    let text = "The Foreign Minister visits London. Foreign Minister Penny Wong met David Lammy.";
    assert_eq!(offices_alone("en", text), ["Penny Wong"]);
    let text = "The Foreign Minister visits London. Foreign Minister Penny Wong met Foreign Minister Winston Peters.";
    assert_eq!(offices_alone("en", text), [""; 0]);
}

#[test]
fn a_guest_is_who_travels() {
    let minister =
        "Foreign Minister Elina Halme received her Ghanaian counterpart Kwabena Boadu, who is on a visit.";
    let text = format!("{minister} The visiting minister laid a wreath.");
    assert_eq!(offices_alone("en", &text), ["Kwabena Boadu"]);
    let text = format!("{minister} Mr Boadu thanked his host.");
    assert_eq!(offices_alone("en", &text), ["Elina Halme"]);
    let text = "President Adam Nowak, who came on Monday, laid a wreath at the monument to Simon Bolivar and left. He then met the press.";
    assert_eq!(pronouns("en", text), ["Adam Nowak"]);
}

#[test]
fn a_party_congress_is_no_parliament() {
    let text = "The delegation attended the Eighth Congress of the Communist Party of Cuba.";
    let parliament =
        |m: Mention| matches!(m.kind, MentionKind::Actor(a) if a.id.as_deref() == Some("cub/parliament"));
    assert!(!mentions("en", text).any(parliament));
}

#[test]
fn a_pronoun_that_may_stand_for_a_state_names_nobody() {
    let text =
        "Le président Emmanuel Macron a parlé. Le Mali a refusé les sanctions, auxquelles il a riposté.";
    assert_eq!(pronouns("fr", text), [""; 0]);
    let text = "Le président Emmanuel Macron a parlé. Il a refusé les sanctions.";
    assert_eq!(pronouns("fr", text), ["Emmanuel Macron"]);
}

#[test]
fn of_namesakes_the_last_spoken_of_is_meant() {
    let text = "Fidel Castro met his brother Raúl Castro. Fidel Castro then left. President Castro spoke.";
    let found = ANNOTATORS["en"].annotate(&document("en", text), |_| false);
    let last = found.sentences[2].mentions.iter().find_map(|m| match &m.kind {
        MentionKind::Person(p) => p.entity,
        _ => None,
    });
    let name = last.and_then(|id| found.people[id as usize].name.as_deref());
    assert_eq!(name, Some("Fidel Castro"));
}

#[test]
fn marks_and_small_words_do_not_make_or_cut_a_name() {
    check("fr", "Le [Président de la République, S.E.M. Alassane Ouattara]p, est arrivé.");
    check("fr", "Le [ministre vietnamien de la Défense, le général Phan Van Giang]p, a parlé.");
    check(
        "fr",
        "Invité par [Charles Michel, président du Conseil européen]p, le [président gabonais]p est venu.",
    );
    check("fr", "AMI-Le [ministre de la Défense, M. Hanena Ould Sidi]p, a parlé.");
    check("en", "It was returned by [Prime Minister Mrs. Indira Gandhi]p in August.");
    check("vi", "[Bộ trưởng Quốc phòng Trung Quốc Thường Vạn Toàn]p đã đến.");
    check("vi", "[Tổng thống Nga Vladimir Putin]p đã đến.");
}

#[test]
fn a_headline_in_capitals_is_read_by_the_text_below() {
    let text =
        "Comrade Kim Jong Un Receives Russian Guest\nKim Jong Un received Sergei Lavrov. Kim Jong Un left.";
    let mut doc = document("en", text);
    let cut = text.find('\n').expect("a line ends");
    let block = |start, end, role| Block { span: Span::new(start, end), item: 0, role };
    doc.blocks = vec![block(0, cut, BlockRole::Title), block(cut + 1, text.len(), BlockRole::Paragraph)];
    let found = ANNOTATORS["en"].annotate(&doc, |_| false);
    let names: Vec<&str> = found.people.iter().filter_map(|p| p.name.as_deref()).collect();
    assert_eq!(names, ["Kim Jong Un", "Sergei Lavrov"]);
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

#[test]
fn the_second_half_of_a_pair_has_its_dash_before_it() {
    check("vi", "[Mỹ]a - [Hàn]a tập trận chung ngày 5/3.");
    check("vi", "Đối thoại [Nga]a-[Trung]a diễn ra ngày 5/3.");
}

#[test]
fn forms_of_address_are_no_part_of_the_name() {
    offices(
        "en",
        "Prime Minister Datuk Seri Halim Rahman met H.E. Lukas Berg, Chairman of the Trade Council, and the Hon. Jane Miller MP, \
         Deputy Prime Minister.",
        &[
            "Halim Rahman: Prime Minister (head-of-government, ?)",
            "Lukas Berg: Chairman of the Trade Council (official, ?)",
            "Jane Miller: Deputy Prime Minister (minister, ?)",
        ],
    );
    check("en", "[Prime Minister Samdech Akka Moha Sena Padei Techo Hun Sen]p spoke.");
    check("fr", "Il a reçu l'[ambassadeur du Japon, S.E.M. Kenji Mori]p, et [Madame TY Sophea, sénatrice]p.");
}

#[test]
fn the_last_office_of_a_chain_may_run_on() {
    offices(
        "fr",
        "Madame Sok Dara, sénatrice, présidente du groupe d'amitié Cambodge-France entourée de ses collègues, a parlé.",
        &[
            "Sok Dara: sénatrice (legislator, KHM)",
            "Sok Dara: présidente du groupe d'amitié Cambodge-France (official, KHM)",
        ],
    );
    offices(
        "fr",
        "Selon Julie Roy, la ministre canadienne de la Défense lors d'une visite, la réponse viendra.",
        &["Julie Roy: ministre canadienne de la Défense (minister, CAN)"],
    );
    // An article alone is not enough: without a side or a field it may be the subject of what follows.
    offices("fr", "Selon Julie Roy, la ministre plus tard viendra.", &[]);
}

#[test]
fn a_list_gives_each_name_the_office_before_it() {
    offices(
        "fr",
        "Étaient là le président du Sénat, Luc Mba, le Premier ministre, chef du gouvernement, Jean Obame, et le ministre de la \
         Défense, le général Paul Nze.",
        &[
            "Luc Mba: président du Sénat (legislator, ?)",
            "Jean Obame: Premier ministre (head-of-government, ?)",
            "Jean Obame: chef du gouvernement (head-of-government, ?)",
            "Paul Nze: ministre de la Défense (minister, ?)",
            "Paul Nze: général (general, ?)",
        ],
    );
    // Who is listed with somebody of a state, without a side of their own, is of that state too.
    offices(
        "fr",
        "Il a vu le conseiller fédéral suisse Marc Favre, et la présidente du Conseil national, Anne Keller.",
        &[
            "Marc Favre: conseiller fédéral suisse (minister, CHE)",
            "Anne Keller: présidente du Conseil national (official, CHE)",
        ],
    );
}

#[test]
fn a_copula_gives_an_office() {
    offices(
        "en",
        "Ravi Menon, who is India's trade minister, met the envoys. Lena Holt is the new ambassador of Norway to Kenya.",
        &[
            "Ravi Menon: India's trade minister (minister, IND)",
            "Lena Holt: new ambassador of Norway to Kenya (ambassador, NOR)",
        ],
    );
    offices("en", "Ravi Menon, who is tired, met the minister of trade.", &[]);
    offices(
        "vi",
        "Ông Vũ Hồng, hiện là Đại sứ Việt Nam tại Kenya, phát biểu.",
        &["Vũ Hồng: Đại sứ Việt Nam tại Kenya (ambassador, VNM)"],
    );
}

#[test]
fn whose_an_office_is_behind_the_name() {
    offices(
        "en",
        "Foreign Minister Lena Holt of Norway met Ambassador Tom Abara of Nigeria to Kenya.",
        &["Lena Holt: Foreign Minister (minister, NOR)", "Tom Abara: Ambassador (ambassador, NGA)"],
    );
    offices("en", "He told Minister Ana Reis of Portugal's plan.", &["Ana Reis: Minister (minister, ?)"]);
    offices("en", "He met Minister Ana Reis (Portugal) on Monday.", &["Ana Reis: Minister (minister, PRT)"]);
    offices("fr", "Le ministre Paul Mensah du Togo est arrivé.", &["Paul Mensah: ministre (minister, TGO)"]);
}

#[test]
fn names_spelled_by_their_sound() {
    check(
        "vi",
        "[Bộ trưởng Dầu và Mỏ Ra-pha-en Ga-xi-a (Rafael García)]p gặp [Thứ trưởng Ngoại giao Xo-an Nô-a]p ở Vê-nê-xu-ê-la.",
    );
    check("vi", "Nghị sĩ đến từ Mỹ Latinh và [Thổ Nhĩ Kỳ]a, thành viên khối quân sự, đã họp.");
}

#[test]
fn a_portfolio_is_no_organisation() {
    offices(
        "fr",
        "La ministre déléguée chargée de la Francophonie, Mme Aline Roux, est arrivée au Laos.",
        &["Aline Roux: ministre déléguée chargée de la Francophonie (deputy-minister, ?)"],
    );
}

#[test]
fn what_only_looks_like_a_name() {
    check("en", "The envoy met [Foreign Minister Lena Holt]p Wednesday.");
    check("en", "[Defence Secretary Lloyd Austin]p listened.");
    // What `and` joins to the offices of one may be those of the next.
    offices(
        "vi",
        "Đại tướng Lê Văn Hòa, Phó Bí thư Quân ủy, Bộ trưởng Bộ Quốc phòng Việt Nam và Thượng tướng Trần Văn Khoa, Ủy viên Quân ủy, dự.",
        &[
            "Lê Văn Hòa: Đại tướng (general, VNM)",
            "Lê Văn Hòa: Phó Bí thư Quân ủy (official, VNM)",
            "Lê Văn Hòa: Bộ trưởng Bộ Quốc phòng Việt Nam (minister, VNM)",
            "Trần Văn Khoa: Thượng tướng (general, VNM)",
            "Trần Văn Khoa: Ủy viên Quân ủy (official, VNM)",
        ],
    );
}

#[test]
fn what_stands_between_an_office_and_its_holder() {
    offices(
        "vi",
        "Ông gặp Vụ trưởng Vụ Lễ tân, Bộ Ngoại giao Na Uy Anders Holm; Đại sứ Na Uy.",
        &["Anders Holm: Vụ trưởng Vụ Lễ tân, Bộ Ngoại giao Na Uy (official, NOR)"],
    );
    offices(
        "en",
        "Director General, Ministry of Defence, Ghana Dr. Kwame Mensah led them.",
        &["Kwame Mensah: Director General, Ministry of Defence, Ghana (official, GHA)"],
    );
    offices(
        "fr",
        "Elle a reçu l'ambassadeur du Togo, Paul Mensah pour un entretien.",
        &["Paul Mensah: ambassadeur du Togo (ambassador, TGO)"],
    );
    offices("fr", "Après un entretien avec le président du Togo, Paul Mensah a parlé.", &[]);
    offices("vi", "Phó Cục trưởng thăm thành phố Hồ Chí Minh.", &[]);
}

/// Holds the sides of the people and actors of a text, in order, against those wanted.
fn sides(lang: &str, text: &str, want: &[&str]) {
    let found = ANNOTATORS[lang].annotate(&document(lang, text), |_| false);
    let of = |m: &chancery_model::Mention| match &m.kind {
        MentionKind::Person(p) => p.side.clone(),
        MentionKind::Actor(a) => a.side.clone(),
        _ => None,
    };
    let got: Vec<String> = found.sentences.iter().flat_map(|s| &s.mentions).filter_map(of).collect();
    assert_eq!(got, want, "{text}");
}

#[test]
fn who_needs_no_state_beside_them() {
    // Some family names mean one person; a government may be called after who leads it.
    sides("en", "Putin blamed Norway.", &["RUS", "NOR"]);
    sides("en", "The Maduro government blamed Norway.", &["VEN", "NOR"]);
    sides("en", "Norway blamed Maduro's government.", &["NOR", "VEN"]);
    sides("fr", "Le gouvernement Macron a répondu à la Norvège.", &["FRA", "NOR"]);
    sides("vi", "Chính quyền Trump chỉ trích Na Uy.", &["USA", "NOR"]);
    // A body that one state alone has; a name that begins like a form of address.
    sides("en", "The State Department thanked Norway.", &["USA", "NOR"]);
    sides("en", "DR Congo thanked Norway.", &["COD", "NOR"]);
    // Seas, rivers and straits are nobody's side.
    sides(
        "en",
        "French ships crossed the South China Sea, the Gulf of Mexico and the Philippine Sea.",
        &["FRA", "FRA"],
    );
    sides("fr", "Un navire français a croisé en mer du Japon et sur le fleuve Sénégal.", &["FRA"]);
    sides("vi", "Tàu Pháp qua Ấn Độ Dương và eo biển Đài Loan.", &["FRA"]);
    // A name and an adjective told apart by the capital.
    check("fr", "Il vit en [Suisse]a, et lit la presse [suisse]a.");
    // A month in the name of a place is none.
    let times = mentions("en", "They dined at Mar-a-Lago.");
    assert_eq!(times.filter(|m| matches!(m.kind, MentionKind::Time(_))).count(), 0);
}
