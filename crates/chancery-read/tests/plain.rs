//! Plain pages as outlets lay them out: each case is a page and its blocks, `item role text`.
#![allow(clippy::unwrap_used)]

use chancery_model::BlockRole;
use chancery_read::{Hints, read};

fn check(page: &str, expected: &[&str]) {
    check_as(Hints::default(), page, expected);
}

fn check_as(hints: Hints, page: &str, expected: &[&str]) {
    let doc = read(page.as_bytes(), &hints).unwrap();
    let short = |role: BlockRole| match role {
        BlockRole::Title => "T",
        BlockRole::Lead => "L",
        BlockRole::Heading => "H",
        BlockRole::Paragraph => "P",
        BlockRole::Caption => "C",
        BlockRole::Clutter => "-",
    };
    let got: Vec<String> = doc
        .blocks
        .iter()
        .map(|b| {
            format!(
                "{}{} {}",
                b.item,
                short(b.role),
                b.span.of(&doc.text).chars().take(24).collect::<String>()
            )
        })
        .collect();
    assert_eq!(got, expected, "{page}");
}

#[test]
fn a_related_list_with_captions() {
    check(
        "Une visite à Rome pour renouer le dialogue\n\nRome (ANP) - Les deux ministres se sont entretenus vendredi à Rome. Ils se reverront. -ANP\n\n\
         Voir plus\n\nLe ministre à son arrivée. Photo : ANP\n\nUn accord sur l'eau\n\nLes experts ont conclu mardi leurs travaux sur le partage des eaux.\n\n\
         Autre titre de la page\n\nLa commission mixte se réunira en mai dans la capitale.",
        &[
            "0T Une visite à Rome pour r",
            "0P Rome (ANP) - Les deux mi",
            "0- -ANP",
            "0- Voir plus",
            "1C Le ministre à son arrivé",
            "1T Un accord sur l'eau",
            "1P Les experts ont conclu m",
            "2T Autre titre de la page",
            "2P La commission mixte se r",
        ],
    );
}

#[test]
fn several_articles_one_after_another() {
    check(
        "Talks open in Vienna on a new treaty\n\nVIENNA, May 3 (NWA) – The two delegations sat down on Friday for a first session. (NWA)\n\n\
         Envoy presents credentials\n\nROME, May 3 (NWA) – The new ambassador presented her credentials on Friday. (NWA)",
        &[
            "0T Talks open in Vienna on ",
            "0P VIENNA, May 3 (NWA) – Th",
            "0- (NWA)",
            "1T Envoy presents credentia",
            "1P ROME, May 3 (NWA) – The ",
            "1- (NWA)",
        ],
    );
}

#[test]
fn a_wrapped_page() {
    check(
        "JOINT STATEMENT OF THE TWO MINISTERS\n\nThe two ministers met in Lennox on Friday and went over all the\nquestions that had been left open by their predecessors. They\nagreed to meet again in the autumn and to send experts to each\nother's capital before that.\n\nThe ministers thanked the hosts for their welcome and for the\nwork of the secretariat.",
        &["0T JOINT STATEMENT OF THE T", "0P The two ministers met in", "0P The ministers thanked th"],
    );
}

#[test]
fn one_long_line_does_not_hide_the_wrapping() {
    let address =
        "Address of the mission, which nobody wrapped as it was pasted in from elsewhere: ".repeat(2);
    let body = "The two ministers met in Lennox on Friday and went over all the\n".repeat(22);
    check(
        &format!("Relations\n\n{address}\n\n{body}papers."),
        &["0T Relations", "0P Address of the mission, ", "0P The two ministers met in"],
    );
}

#[test]
fn a_vietnamese_page() {
    check(
        "Trang chủ › Đối ngoại\nThứ Ba, 24/8/2021, 10:15 (GMT+7)\nHai nước mở lại đường bay thẳng\n\n\
         (TTM) - Bộ trưởng Giao thông hai nước sáng nay ký thỏa thuận mở lại đường bay thẳng./.\n\nQuang cảnh lễ ký. Ảnh: TTM\n\n\
         Tin, ảnh: MINH HẠ\nLượt xem: 812\n\nTin liên quan\n- Khai trương văn phòng du lịch\n- Hội nghị hàng không khu vực",
        &[
            "0- Trang chủ › Đối ngoại",
            "0- Thứ Ba, 24/8/2021, 10:15",
            "0T Hai nước mở lại đường ba",
            "0P (TTM) - Bộ trưởng Giao t",
            "0- /.",
            "0C Quang cảnh lễ ký. Ảnh: T",
            "0- Tin, ảnh: MINH HẠ",
            "0- Lượt xem: 812",
            "0- Tin liên quan",
            "1T Khai trương văn phòng du",
            "2T Hội nghị hàng không khu ",
        ],
    );
}

#[test]
fn references_are_not_coded() {
    check(
        "A long friendship between two parties\n\nThe two parties met for the first time in a small town by the sea.\n\n(1) A. Writer: A history, House of Books, 1961, p.12.\n\n(2) B. Writer: Letters, p.3.\n\n(3) See http://example.org/letters",
        &[
            "0T A long friendship betwee",
            "0P The two parties met for ",
            "0- (1) A. Writer: A history",
            "0- (2) B. Writer: Letters, ",
            "0- (3) See http://example.o",
        ],
    );
}

#[test]
fn pages_kept_as_text() {
    // A date before everything, a caption that runs into the dateline.
    check(
        " date 2021-09-11 The minister and the envoy shake hands at the palace. — NWA/NWS Photo Lan Vu HÀ NỘI — The two sides met on Friday and agreed to meet again in the spring, said a spokesman.",
        &["0- date 2021-09-11", "0C The minister and the env", "0P HÀ NỘI — The two sides m"],
    );
    check(
        " date 2024-03-04 Minister welcomes first deputy\nThe minister hosted a reception on March 3 for the first deputy minister of the neighbour.",
        &["0- date 2024-03-04", "0T Minister welcomes first ", "0P The minister hosted a re"],
    );
    // The same behind a header that says the day.
    check(
        "Source: https://example.org/a\nDate: 2024-03-04\n\n date 2024-03 Minister welcomes first deputy\nThe minister hosted a reception on March 3 for the first deputy minister of the neighbour.",
        &[
            "0- Source: https://example.",
            "0- Date: 2024-03-04",
            "0- date 2024-03",
            "0T Minister welcomes first ",
            "0P The minister hosted a re",
        ],
    );
    check(
        "Une visite officielle des deux ministres\n- admin\n- samedi , 16 décembre 2023 21:25 PM GMT\nLes deux ministres sont arrivés jeudi pour une visite de travail de deux jours.\naucun commentaire trouvé",
        &[
            "0T Une visite officielle de",
            "0- - admin",
            "0- - samedi , 16 décembre 2",
            "0P Les deux ministres sont ",
            "0- aucun commentaire trouvé",
        ],
    );
    check(
        "1. Dòng sự kiện:\n  2. Giá vàng hôm nay tăng mạnh trở lại\n\nBộ trưởng Ngoại giao hai nước sắp gặp nhau\n\n(TTM) - Hai Bộ trưởng dự kiến sẽ gặp nhau vào ngày 4/8 tại thủ đô của nước bạn.\n\nVũ Quý",
        &[
            "0- 1. Dòng sự kiện:",
            "0- 2. Giá vàng hôm nay tăng",
            "0T Bộ trưởng Ngoại giao hai",
            "0P (TTM) - Hai Bộ trưởng dự",
            "0- Vũ Quý",
        ],
    );
}

#[test]
fn markdown_has_headings() {
    let markdown = Hints { format: Some("md".to_owned()), ..Hints::default() };
    check_as(
        markdown,
        "# Two ministers meet\n\nThe ministers of the two countries met on Friday in the capital.\n\n## What comes next\n\nThey will meet again in the spring.\n",
        &[
            "0T Two ministers meet",
            "0P The ministers of the two",
            "0H What comes next",
            "0P They will meet again in ",
        ],
    );
}

#[test]
fn a_store_s_mark_behind_the_address() {
    let page = "Source: https://news.example.org/world/talks\n\n date 2023-05-19 QUITO: The two ministers met on Friday to \
                prepare the summit of next month.";
    check(page, &["0- Source: https://news.exa", "0- date 2023-05-19", "0P QUITO: The two ministers"]);
    let doc = read(page.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(doc.date.map(|d| d.to_string()).as_deref(), Some("2023-05-19"));
    assert_eq!(doc.dateline.and_then(|d| d.place).as_deref(), Some("QUITO"));
}

#[test]
fn the_address_dates_a_page_that_does_not() {
    let page = "Source: https://blog.example.org/2012/08/an-envoy.html\n\nAn envoy arrives\n\nOn Friday, August 24, the new envoy \
                arrived in the capital.";
    let doc = read(page.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(doc.date.map(|d| d.to_string()).as_deref(), Some("2012-08"));
}
