//! The words of a page in one language.

use crate::BriefError;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/labels.rs"));

/// The words of a page in one language, by key.
#[derive(Debug, Clone)]
pub struct Labels {
    /// BCP 47 tag.
    pub lang: &'static str,
    words: BTreeMap<&'static str, &'static str>,
}

impl Labels {
    /// The labels of a language; a regional tag takes those of its language.
    pub fn load(lang: &str) -> Result<Labels, BriefError> {
        let base = lang.split(['-', '_']).next().unwrap_or(lang).to_ascii_lowercase();
        let found = LABELS.iter().find(|(name, _)| *name == base);
        let (lang, text) = found.ok_or_else(|| {
            BriefError::NoLabels(lang.to_owned(), Labels::languages().collect::<Vec<_>>().join(", "))
        })?;
        let rows = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
        Ok(Labels { lang, words: rows.collect() })
    }

    /// Languages that there are labels in.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LABELS.iter().map(|(lang, _)| *lang)
    }

    /// The label, if there is one.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.words.get(key).copied()
    }

    /// The label; the key's last part where there is none, so that a gap shows and breaks nothing.
    pub fn get<'k>(&'k self, key: &'k str) -> &'k str {
        self.find(key).unwrap_or_else(|| key.rsplit('.').next().unwrap_or(key))
    }

    /// The label with its `{name}`s filled in. A value is not searched for further names.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            out.push_str(values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v));
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// `a, b and c`; above `most`, `a, b and 4 others`.
    pub fn join(&self, parts: &[String], most: usize) -> String {
        if parts.len() > most {
            let head = parts[..most].join(self.get("join.comma"));
            return head + &self.fill("join.more", &[("n", &(parts.len() - most).to_string())]);
        }
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., last] => {
                format!("{}{}{last}", head.join(self.get("join.comma")), self.get("join.and"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_label() {
        let all: Vec<Labels> = Labels::languages().map(|l| Labels::load(l).unwrap()).collect();
        assert!(all.len() >= 3);
        // Only how a date is written may need a form that another language does without.
        let keys =
            |l: &Labels| l.words.keys().copied().filter(|k| *k != "date.day.first").collect::<Vec<_>>();
        for l in &all {
            assert_eq!(keys(l), keys(&all[0]), "{}", l.lang);
            for (key, text) in &l.words {
                let names = |t: &str| {
                    let mut n: Vec<String> =
                        t.split('{').skip(1).filter_map(|p| Some(p.split_once('}')?.0.to_owned())).collect();
                    n.sort();
                    n
                };
                if !key.starts_with("date.") && !key.starts_with("event.") {
                    assert_eq!(names(text), names(all[0].get(key)), "{} {key}", l.lang);
                }
            }
        }
    }

    #[test]
    fn values_are_filled_once() {
        let l = Labels::load("en-GB").unwrap();
        assert_eq!(l.fill("title.pair", &[("a", "{b}"), ("b", "x")]), "{b} – x");
        assert_eq!(l.join(&["a".into(), "b".into(), "c".into()], 3), "a, b and c");
        assert_eq!(l.join(&["a".into(), "b".into(), "c".into()], 1), "a and 2 others");
        assert!(Labels::load("qq").is_err());
    }
}
