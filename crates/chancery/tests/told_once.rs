//! A document that a page names several times is one agreement; two documents are two, however alike their names.

mod texts;

use chancery::pipeline::Pipeline;
use chancery_model::Fact;
use texts::facts;

/// Texts with the number of agreements that they tell of.
const TOLD: [(&str, &str, usize); 6] = [
    (
        "fr",
        "Le Togo et le Ghana ont signé à Lomé, le 3 mai 2024, un protocole d'accord sur les soins aux marins. Les deux \
         pays ont salué la signature dudit protocole d'accord sur la médecine maritime.",
        1,
    ),
    (
        "fr",
        "Le Togo et le Ghana ont assisté à la signature du protocole d'accord entre le ministère togolais de la Défense et \
         le ministère ghanéen de la Défense sur les soins maritimes. Ils ont salué la signature du protocole \
         d'accord entre le ministère togolais de la Défense et le ministère ghanéen de la Défense dans la médecine maritime.",
        1,
    ),
    (
        "en",
        "Peru and Chile signed an accord on the rights of fishermen in Lima on 3 May 2024. Peru and Chile ratified this \
         accord on shared catches in June 2024.",
        1,
    ),
    (
        "en",
        "Peru and Chile signed an accord on fishing rights with their neighbours. Peru and Chile signed an accord on student \
         visas with their neighbours.",
        2,
    ),
    (
        "vi",
        "Việt Nam và Lào đã ký hiệp định về quyền đánh bắt cá ngày 3/5/2024. Việt Nam và Lào đã phê chuẩn hiệp định nói trên \
         về nghề cá.",
        1,
    ),
    (
        "vi",
        "Việt Nam và Lào đã ký hiệp định về nghề cá ngày 3/5/2024. Việt Nam và Lào đã ký hiệp định về thị thực ngày \
         3/5/2024.",
        2,
    ),
];

#[test]
fn a_document_named_again_is_one_agreement() {
    let pipeline = Pipeline::new();
    for (lang, text, number) in TOLD {
        let told = facts(&pipeline, lang, text, None);
        let title = |f: Fact| if let Fact::Agreement(a) = f { Some(a.title) } else { None };
        let titles: Vec<String> = told.into_iter().filter_map(title).collect();
        assert_eq!(titles.len(), number, "{text}: {titles:?}");
    }
}

/// Texts with an event type and the number of its events.
const EVENTS: [(&str, &str, usize); 4] = [
    (
        "President William Ruto of Kenya met Prime Minister Donald Tusk in Warsaw on Thursday, the second day of a state visit \
         to Poland. President Ruto arrived in Poland on Wednesday.",
        "visit",
        1,
    ),
    (
        "President William Ruto of Kenya and Prime Minister Donald Tusk of Poland on Thursday witnessed the signing of four \
         accords in Warsaw. The labour agreement was signed by Kenyan Labour Minister Rose Chebet and Polish Labour \
         Minister Anna Nowak on Thursday.",
        "signing",
        1,
    ),
    ("Peru and Chile agreed to hold the third theoretical seminar in Lima in 2030.", "conference", 0),
    ("Peru backs Chile under the burden of a tightened embargo.", "sanction", 0),
];

#[test]
fn an_event_told_again_is_one() {
    let pipeline = Pipeline::new();
    for (text, type_, number) in EVENTS {
        let told = facts(&pipeline, "en", text, "2024-10-04".parse().ok());
        let of = |f: &Fact| matches!(f, Fact::Event(e) if e.type_ == type_);
        assert_eq!(told.iter().filter(|f| of(f)).count(), number, "{text}");
    }
}
