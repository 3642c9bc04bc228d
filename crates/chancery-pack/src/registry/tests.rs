use super::names::paths;
use super::{ActorKind, Registry, Written, cells, rows, split_forms, table};
use std::collections::BTreeSet;

fn registry() -> Registry {
    Registry::load().unwrap()
}

fn rows_of(lang: &str, written: Written) -> BTreeSet<&'static str> {
    let all = paths(lang, false).flat_map(|path| rows(table(path)));
    all.map(|(_, line)| cells(line))
        .filter(|[_, how]| Written::of(how) == Some(written))
        .map(|[id, _]| id)
        .collect()
}

#[test]
fn tables_have_no_faults() {
    let faults: Vec<String> = registry().check().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_state_has_name_capital_and_adjective() {
    let registry = registry();
    let langs: Vec<&str> = registry.languages().collect();
    assert!(langs.len() >= 3, "{langs:?}");
    for lang in langs {
        // Read from the rows: a capital or an adjective like the name of its state is kept once, as the name.
        let [names, capitals, adjectives] =
            [Written::Name, Written::Capital, Written::Adjective].map(|written| rows_of(lang, written));
        for state in registry.actors().iter().filter(|a| a.kind == ActorKind::State) {
            assert!(names.contains(state.id), "{lang}: no name for {}", state.id);
            assert!(capitals.contains(state.id), "{lang}: no capital for {}", state.id);
            // A language that says it with the name itself has no adjectives at all.
            assert!(
                adjectives.is_empty() || adjectives.contains(state.id),
                "{lang}: no adjective for {}",
                state.id
            );
        }
    }
}

#[test]
fn every_state_has_a_capital_among_the_cities() {
    let registry = registry();
    for state in registry.actors().iter().filter(|a| a.kind == ActorKind::State) {
        assert!(registry.capital(state.id).is_some(), "{}", state.id);
    }
    assert_eq!(registry.capital("FRA").unwrap().name, "Paris");
}

#[test]
fn finds_by_code_name_and_adjective() {
    let registry = registry();
    for text in ["VNM", "vn", "Việt Nam", "viet nam", "VIETNAM", "vietnamienne", "Hà Nội"] {
        assert_eq!(registry.find(text), ["VNM"], "{text}");
    }
    assert_eq!(registry.find("états-unis"), ["USA"]);
    assert_eq!(registry.find("Congo"), ["COD", "COG"]);
    assert_eq!(registry.find("no such place"), Vec::<&str>::new());
}

#[test]
fn sides_and_labels() {
    let registry = registry();
    assert_eq!(registry.side_of("vnm/mfa"), Some("VNM"));
    assert_eq!(registry.side_of("ASEAN"), Some("ASEAN"));
    assert_eq!(registry.side_of("zzz/mfa"), None);
    assert_eq!(registry.label("VNM", "vi").as_deref(), Some("Việt Nam"));
    assert_eq!(registry.label("USA", "fr").as_deref(), Some("États-Unis"));
    assert_eq!(registry.label("ASEAN", "tlh").as_deref(), Some("ASEAN"));
    assert_eq!(registry.label("vnm/mod", "vi").as_deref(), Some("Bộ Quốc phòng Việt Nam"));
    assert_eq!(registry.label("vnm/no-such-body", "vi"), None);
    assert_eq!(registry.label("SUN", "en").as_deref(), Some("Soviet Union"));
    assert_eq!(registry.actor("SUN").and_then(|a| a.successor), Some("RUS"));
}

#[test]
fn an_odd_id_is_not_found() {
    let registry = registry();
    for id in ["", "/", "//", "vnm/", "é/é", "\u{0}"] {
        assert!(registry.actor(id).is_none());
        assert!(registry.label(id, "en").is_none());
        assert!(registry.find(id).is_empty());
    }
}

#[test]
fn a_derived_city_is_in_no_table_by_hand() {
    let [hand, derived] = super::places::TABLES.map(|path| {
        let forms = rows(table(path)).flat_map(|(_, line)| split_forms(cells::<2>(line)[1]));
        forms.map(|(form, _)| chancery_model::fold(form)).collect::<BTreeSet<_>>()
    });
    assert!(derived.len() > 1_000, "{}", derived.len());
    assert_eq!(hand.intersection(&derived).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_city_tells_its_state() {
    let registry = registry();
    let state_of = |name: &str| {
        let named = |c: &&super::City| c.forms().any(|(form, _)| form == name);
        registry.cities().iter().find(named).map(|c| c.country)
    };
    for (name, state) in [
        ("Genève", "CHE"),
        ("Cần Thơ", "VNM"),
        ("Mát-xcơ-va", "RUS"),
        ("Viêng Chăn", "LAO"),
        ("La Haye", "NLD"),
        ("Luân Đôn", "GBR"),
        ("Thượng Hải", "CHN"),
        ("Gaza", "PSE"),
    ] {
        assert_eq!(state_of(name), Some(state), "{name}");
    }
}

#[test]
fn people_have_sides() {
    let registry = registry();
    let side = |name: &str| registry.person_side(name).map(|(side, _)| side);
    for (name, expected) in [
        ("Tô Lâm", Some("VNM")),
        ("TO LAM", Some("VNM")),
        ("Tập Cận Bình", Some("CHN")),
        ("Vladimir Poutine", Some("RUS")),
        ("Jean Noël Barrot", Some("FRA")),
        ("Takaichi Sanae", Some("JPN")),
        ("Macron", Some("FRA")),
        ("António Guterres", Some("UN")),
        ("Zelensky", Some("UKR")),
        ("Guterres", Some("UN")),
        ("Nobody Whosoever", None),
        ("Emmanuel", None),
        ("", None),
        ("-", None),
    ] {
        assert_eq!(side(name), expected, "{name}");
    }
    assert_eq!(registry.person_side("Giorgia Meloni"), Some(("ITA", Some(true))));
    assert_eq!(registry.person_side("Sergueï Lavrov"), Some(("RUS", Some(false))));
}

#[test]
fn family_names_point_to_states() {
    let registry = registry();
    assert_eq!(registry.surname_side("Nguyễn Văn Minh"), Some(("VNM", true)));
    assert_eq!(registry.surname_side("Davit Kobakhidze"), Some(("GEO", true)));
    assert_eq!(registry.surname_side("Zhang Min"), Some(("CHN", false)));
    assert_eq!(registry.surname_side("Nguyễn"), None);
    assert_eq!(registry.surname_side("Peter Smith"), None);
}
