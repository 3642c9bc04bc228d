//! A table of inflections: `lemma,verb,past,participle,gerund,present` and `lemma,noun,plural`.

use super::Form;
use std::collections::BTreeMap;

/// The forms of the verbs, nouns and adjectives in the table.
pub fn read(text: &str) -> Vec<Form> {
    // Readings of a form: features gather where several forms of one word look alike.
    let mut found: BTreeMap<(&'static str, String, String), Vec<&'static str>> = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let lemma = cells[0];
        let plain = |w: &str| !w.is_empty() && w.len() <= 18 && w.bytes().all(|b| b.is_ascii_lowercase());
        if cells.len() < 2 || !plain(lemma) {
            continue;
        }
        let cell = |i: usize| cells.get(i).copied().unwrap_or("");
        let mut add = |upos: &'static str, forms: &str, feats: &'static str| {
            for form in forms.split('/').filter(|f| plain(f)) {
                let list = found.entry((upos, form.to_owned(), lemma.to_owned())).or_default();
                if !list.contains(&feats) {
                    list.push(feats);
                }
            }
        };
        match cells[1] {
            "verb" => {
                add("VERB", lemma, "present finite");
                add("VERB", lemma, "infinitive");
                let participle = if cell(3).is_empty() { cell(2) } else { cell(3) };
                add("VERB", cell(2), "past finite");
                add("VERB", participle, "past participle");
                add("VERB", cell(4), "gerund");
                add("VERB", cell(4), "present participle");
                add("VERB", cell(5), "present finite");
            }
            "noun" => {
                add("NOUN", lemma, "");
                // A plural like the singular says nothing of number.
                let plurals: Vec<&str> = cell(2).split('/').filter(|p| *p != lemma).collect();
                add("NOUN", &plurals.join("/"), "plural");
            }
            "adj" => {
                add("ADJ", lemma, "");
                add("ADJ", cell(2), "");
                add("ADJ", cell(3), "");
            }
            _ => {}
        }
    }
    found
        .into_iter()
        .map(|((upos, form, lemma), feats)| Form { upos, form, lemma, feats: feats.join("|") })
        .collect()
}
