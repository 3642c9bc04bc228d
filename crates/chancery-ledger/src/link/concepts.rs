//! Wordings compared across languages: names of mechanisms, offices and undertakings as sets of concepts.
//!
//! The words are data (`tables/concepts/*.tsv`), folded once; a text is read once, longest phrase first.

use chancery_model::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/concepts.rs"));

/// What kind of thing a concept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    /// A kind of gathering or document (`dialogue`).
    Kind,
    /// A field (`defence`).
    Topic,
    /// An office (`minister`).
    Office,
    /// What makes an office another one (`deputy`).
    Rank,
    /// The number of a session.
    Ordinal,
    /// A plain number.
    Number,
    /// What is counted (`document`).
    Count,
    /// A step in relations (`established`).
    Step,
}

impl Facet {
    fn named(name: &str) -> Option<Facet> {
        Some(match name {
            "kind" => Facet::Kind,
            "topic" => Facet::Topic,
            "office" => Facet::Office,
            "rank" => Facet::Rank,
            "ordinal" => Facet::Ordinal,
            "number" => Facet::Number,
            "count" => Facet::Count,
            "step" => Facet::Step,
            _ => return None,
        })
    }
}

/// A concept: its facet and its name.
pub(crate) type Concept = (Facet, &'static str);

/// The concepts of a text, in the order of their facets and names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) set: BTreeSet<Concept>,
    /// Numbers that stand directly before something counted: `(what, how many)`.
    pub(crate) counts: BTreeSet<(&'static str, u32)>,
    /// Numbers of sessions that stand directly before the kind of session.
    leading: BTreeSet<&'static str>,
}

impl Found {
    pub(crate) fn of(text: &str) -> Found {
        Found::folded(&fold(text))
    }

    /// The same, of a text that is folded already.
    pub(crate) fn folded(text: &str) -> Found {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let (lexicon, mut out, mut at) = (lexicon(), Found::default(), 0);
        let mut number: Option<u32> = None;
        let mut before: Option<&'static str> = None;
        while at < words.len() {
            let digits = words[at].len() <= 3 && words[at].bytes().all(|b| b.is_ascii_digit());
            let Some((len, concepts)) = lexicon.longest(&words[at..]) else {
                number = if digits { words[at].parse().ok() } else { None };
                before = None;
                at += 1;
                continue;
            };
            let mut seen = None;
            if concepts.iter().any(|c| c.0 == Facet::Kind) {
                out.leading.extend(before);
            }
            before = concepts.iter().find(|c| c.0 == Facet::Ordinal).map(|c| c.1);
            for concept in concepts {
                match concept.0 {
                    Facet::Number => seen = concept.1.parse().ok(),
                    Facet::Count => {
                        if let Some(n) = number.filter(|n| *n > 1) {
                            out.counts.insert((concept.1, n));
                        }
                    }
                    _ => {
                        out.set.insert(*concept);
                    }
                }
            }
            number = seen;
            at += len;
        }
        out
    }

    pub(crate) fn facet(&self, facet: Facet) -> impl Iterator<Item = &'static str> + '_ {
        self.set.iter().filter(move |c| c.0 == facet).map(|c| c.1)
    }

    pub(crate) fn has(&self, facet: Facet) -> bool {
        self.set.iter().any(|c| c.0 == facet)
    }

    /// Kinds and topics: what a mechanism is about.
    pub(crate) fn subject(&self) -> BTreeSet<Concept> {
        self.set.iter().filter(|c| matches!(c.0, Facet::Kind | Facet::Topic)).copied().collect()
    }

    /// The number of a session, where the text names a kind of session and one number; of several numbers the one before
    /// the kind (`the fourth workshop; the third had been in Paris`).
    pub(crate) fn ordinal(&self) -> Option<u32> {
        let all: Vec<&str> = self.facet(Facet::Ordinal).collect();
        let leading: Vec<&str> = self.leading.iter().copied().collect();
        match (&all[..], &leading[..]) {
            ([one], _) | (_, [one]) if self.has(Facet::Kind) => one.parse().ok(),
            _ => None,
        }
    }
}

/// Words of a text that are one entry of the table.
pub(crate) struct Run {
    /// Its first word.
    pub(crate) at: usize,
    /// How many words it has.
    pub(crate) len: usize,
    pub(crate) concepts: &'static [Concept],
}

impl Run {
    pub(crate) fn has(&self, facet: Facet) -> bool {
        self.concepts.iter().any(|c| c.0 == facet)
    }
}

/// The entries found in a sequence of folded words, from left to right, longest first.
pub(crate) fn runs(words: &[&str]) -> Vec<Run> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < words.len() {
        match lexicon().longest(&words[at..]) {
            Some((len, concepts)) => {
                out.push(Run { at, len, concepts });
                at += len;
            }
            None => at += 1,
        }
    }
    out
}

/// Share of the smaller set that is in the other, 0 to 1; 0 where one is empty.
pub(crate) fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f32 {
    let least = a.len().min(b.len());
    if least == 0 { 0.0 } else { a.intersection(b).count() as f32 / least as f32 }
}

/// The concepts of one kind.
pub(crate) fn of(set: &BTreeSet<Concept>, facet: Facet) -> BTreeSet<Concept> {
    set.iter().filter(|c| c.0 == facet).copied().collect()
}

/// False where two subjects cannot be one: their kinds have nothing in common (a dialogue, a committee), or less than half
/// of the topics of one are the other's (of defence, of the economy). What a subject does not say contradicts nothing.
pub(crate) fn akin(a: &BTreeSet<Concept>, b: &BTreeSet<Concept>) -> bool {
    let meet = |f: Facet, least: f32| {
        let (x, y) = (of(a, f), of(b, f));
        x.is_empty() || y.is_empty() || overlap(&x, &y) >= least
    };
    meet(Facet::Kind, f32::MIN_POSITIVE) && meet(Facet::Topic, 0.5)
}

/// Common share of both sets, 0 to 1; 0 where both are empty.
pub(crate) fn jaccard<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f32 {
    let both = a.intersection(b).count();
    let all = a.len() + b.len() - both;
    if all == 0 { 0.0 } else { both as f32 / all as f32 }
}

struct Phrase {
    /// Words after the first.
    rest: Vec<String>,
    /// The last word may have any ending.
    open: bool,
    concepts: Vec<Concept>,
}

#[derive(Default)]
struct Lexicon {
    /// By first word; longest phrases first.
    whole: BTreeMap<String, Vec<Phrase>>,
    /// One-word entries with any ending, by stem.
    stems: BTreeMap<String, Vec<Concept>>,
}

impl Lexicon {
    fn longest(&self, words: &[&str]) -> Option<(usize, &[Concept])> {
        if let Some(phrases) = self.whole.get(words[0]) {
            let fits = |p: &&Phrase| {
                words.len() > p.rest.len()
                    && p.rest.iter().zip(&words[1..]).enumerate().all(|(n, (want, word))| {
                        want == word || (p.open && n + 1 == p.rest.len() && word.starts_with(want.as_str()))
                    })
            };
            if let Some(p) = phrases.iter().find(fits) {
                return Some((p.rest.len() + 1, &p.concepts));
            }
        }
        let mut ends: Vec<usize> = words[0].char_indices().map(|(i, c)| i + c.len_utf8()).collect();
        ends.retain(|e| *e >= 4);
        ends.iter().rev().find_map(|e| self.stems.get(&words[0][..*e])).map(|c| (1, c.as_slice()))
    }

    fn read(tables: &[&'static str]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for line in tables.iter().flat_map(|t| t.lines()).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let Some((names, words)) = line.split_once('\t') else { continue };
            let concepts: Vec<Concept> = names
                .split('+')
                .filter_map(|n| n.split_once(':'))
                .filter_map(|(facet, name)| Some((Facet::named(facet)?, name)))
                .collect();
            for phrase in words.split('|') {
                let folded = fold(phrase);
                let open = folded.ends_with('*');
                let mut parts =
                    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned);
                let Some(first) = parts.next() else { continue };
                let rest: Vec<String> = parts.collect();
                if open && rest.is_empty() {
                    let entry = lexicon.stems.entry(first).or_default();
                    entry.extend(concepts.iter().filter(|c| !entry.contains(c)).copied().collect::<Vec<_>>());
                    continue;
                }
                let phrases = lexicon.whole.entry(first).or_default();
                match phrases.iter_mut().find(|p| p.rest == rest) {
                    Some(p) => {
                        let more: Vec<_> =
                            concepts.iter().filter(|c| !p.concepts.contains(c)).copied().collect();
                        p.concepts.extend(more);
                    }
                    None => phrases.push(Phrase { rest, open, concepts: concepts.clone() }),
                }
            }
        }
        for phrases in lexicon.whole.values_mut() {
            phrases.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then_with(|| a.rest.cmp(&b.rest)));
        }
        lexicon
    }
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::read(CONCEPTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        Found::of(text).set.iter().map(|c| c.1).collect()
    }

    #[test]
    fn wordings_meet_across_languages() {
        for text in
            ["third theoretical workshop", "troisième séminaire théorique", "Hội thảo lý luận lần thứ ba"]
        {
            assert_eq!(names(text), ["workshop", "theory", "3"], "{text}");
            assert_eq!(Found::of(text).ordinal(), Some(3), "{text}");
        }
        for text in ["Deputy Minister of Defence", "vice-ministre de la Défense", "Thứ trưởng Bộ Quốc phòng"]
        {
            assert_eq!(names(text), ["defence", "minister", "deputy"], "{text}");
        }
    }

    #[test]
    fn counts_are_read_in_figures_and_words() {
        for text in ["signed 14 documents", "fourteen documents", "14 văn kiện", "quatorze accords"] {
            assert_eq!(Found::of(text).counts.into_iter().collect::<Vec<_>>(), [("document", 14)], "{text}");
        }
        assert!(Found::of("14 ministers and documents").counts.is_empty());
        assert_eq!(Found::of("their fourth workshop; the third was in Paris").ordinal(), Some(4));
        assert_eq!(Found::of("the fourth workshop and the third workshop").ordinal(), None);
    }
}
