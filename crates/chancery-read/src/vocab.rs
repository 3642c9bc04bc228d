//! The tables in `data/`: what pages write around an article. No other file of this crate knows a word of any language.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a phrase of `data/marks.tsv` marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    Related,
    Comments,
    Share,
    Views,
    Byline,
    Signed,
    Rights,
    Tags,
    Promo,
    Notes,
    Cited,
    Kicker,
    Credit,
    CreditWord,
    KeySource,
    KeyDate,
    KeyTitle,
    KeyOther,
}

const KINDS: [(&str, Mark); 18] = [
    ("related", Mark::Related),
    ("comments", Mark::Comments),
    ("share", Mark::Share),
    ("views", Mark::Views),
    ("byline", Mark::Byline),
    ("signed", Mark::Signed),
    ("rights", Mark::Rights),
    ("tags", Mark::Tags),
    ("promo", Mark::Promo),
    ("notes", Mark::Notes),
    ("cited", Mark::Cited),
    ("kicker", Mark::Kicker),
    ("credit", Mark::Credit),
    ("credit-word", Mark::CreditWord),
    ("key-source", Mark::KeySource),
    ("key-date", Mark::KeyDate),
    ("key-title", Mark::KeyTitle),
    ("key-other", Mark::KeyOther),
];

/// Where in a line a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Whole,
    Start,
    End,
    Within,
}

/// A phrase found in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub mark: Mark,
    /// True when nothing but a count or punctuation stands beside the phrase.
    pub whole: bool,
    /// Byte in the folded line just past the phrase.
    pub end: usize,
}

/// A phrase of `data/marks.tsv`.
struct Phrase {
    mark: Mark,
    place: Where,
    text: &'static str,
    /// Byte where its first word begins, behind the signs before it.
    head: usize,
}

/// The phrases of `data/marks.tsv`, by their first word: a phrase begins and ends with whole words, so that nothing but the
/// words of a line need be looked up.
pub(crate) struct Marks {
    phrases: FxHashMap<&'static str, Vec<Phrase>>,
    /// By the first byte of those words: their lengths, as bits.
    lengths: [u64; 256],
}

/// Rows of a table: tab-separated fields, without comments and blank lines.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// The phrases, compiled once.
pub(crate) fn marks() -> &'static Marks {
    static MARKS: OnceLock<Marks> = OnceLock::new();
    MARKS.get_or_init(|| {
        let mut phrases: FxHashMap<&'static str, Vec<Phrase>> = FxHashMap::default();
        for row in rows(include_str!("../data/marks.tsv")) {
            let [kind, place, phrase] = row[..] else { continue };
            let Some((_, mark)) = KINDS.iter().find(|(k, _)| *k == kind) else { continue };
            let place = match place {
                "whole" => Where::Whole,
                "start" => Where::Start,
                "end" => Where::End,
                _ => Where::Within,
            };
            let text = phrase.trim_end();
            if let Some((head, end)) = next_word(text, 0) {
                phrases.entry(&text[head..end]).or_default().push(Phrase { mark: *mark, place, text, head });
            }
        }
        let mut lengths = [0; 256];
        for word in phrases.keys() {
            lengths[usize::from(word.as_bytes()[0])] |= length_bit(word);
        }
        Marks { phrases, lengths }
    })
}

/// The bit of a word's length; the longest share one.
fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// Where the next word at or after byte `from` begins and ends.
fn next_word(line: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let start = from + bytes[from..].iter().position(|b| word_byte(*b))?;
    let length = bytes[start..].iter().position(|b| !word_byte(*b)).unwrap_or(bytes.len() - start);
    Some((start, start + length))
}

impl Marks {
    /// Every phrase that counts in a folded line.
    pub fn find(&self, line: &str, mut each: impl FnMut(Found)) {
        let mut from = 0;
        while let Some((at, next)) = next_word(line, from) {
            from = next;
            let word = &line[at..next];
            if self.lengths[usize::from(word.as_bytes()[0])] & length_bit(word) == 0 {
                continue;
            }
            for Phrase { mark, place, text, head } in self.phrases.get(word).into_iter().flatten() {
                let Some(start) = at.checked_sub(*head) else { continue };
                if line.as_bytes()[start..].starts_with(text.as_bytes())
                    && let Some(found) = counted(line, *mark, *place, start, start + text.len())
                {
                    each(found);
                }
            }
        }
    }
}

/// A phrase that stands at `start..end` of a folded line, if it counts there.
fn counted(line: &str, mark: Mark, place: Where, start: usize, end: usize) -> Option<Found> {
    let bytes = line.as_bytes();
    if bytes.get(end).is_some_and(|b| word_byte(*b)) && word_byte(bytes[end - 1]) {
        return None;
    }
    let before = line.get(..start).unwrap_or("");
    let after = line.get(end..).unwrap_or("");
    let bare_before = !before.chars().any(char::is_alphabetic);
    let bare_after = !after.chars().any(char::is_alphabetic);
    let counts = match place {
        Where::Whole => bare_before && bare_after,
        Where::Start => bare_before && !before.bytes().any(|b| b.is_ascii_digit()),
        Where::End => !after.chars().any(char::is_alphanumeric),
        Where::Within => true,
    };
    counts.then_some(Found { mark, whole: bare_before && bare_after, end })
}

fn word_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}

/// What a word of `data/dates.tsv` does in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateWord {
    Month(u8),
    MonthWord,
    Link,
    Ordinal,
    Weekday,
    Beside,
}

/// The words of `data/dates.tsv`. A word may do several things (`thu`: a weekday, and `thứ`).
pub(crate) struct DateWords {
    words: FxHashMap<&'static str, Vec<DateWord>>,
    day_first: Vec<&'static str>,
}

/// The date words, loaded once.
pub(crate) fn date_words() -> &'static DateWords {
    static WORDS: OnceLock<DateWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: FxHashMap<&'static str, Vec<DateWord>> = FxHashMap::default();
        let mut day_first = Vec::new();
        for row in rows(include_str!("../data/dates.tsv")) {
            let [kind, word, value] = row[..] else { continue };
            let what = match kind {
                "month" => match value.parse() {
                    Ok(n) => DateWord::Month(n),
                    Err(_) => continue,
                },
                "month-word" => DateWord::MonthWord,
                "link" => DateWord::Link,
                "ordinal" => DateWord::Ordinal,
                "weekday" => DateWord::Weekday,
                "beside" => DateWord::Beside,
                "order" => {
                    day_first.push(word);
                    continue;
                }
                _ => continue,
            };
            words.entry(word).or_default().push(what);
        }
        DateWords { words, day_first }
    })
}

impl DateWords {
    /// What the folded word does.
    pub fn of(&self, word: &str) -> &[DateWord] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }
    /// Its month, if it names one.
    pub fn month(&self, word: &str) -> Option<u8> {
        self.of(word).iter().find_map(|w| if let DateWord::Month(m) = w { Some(*m) } else { None })
    }
    /// True when the word does `what`.
    pub fn is(&self, word: &str, what: DateWord) -> bool {
        self.of(word).contains(&what)
    }
    /// True for languages that write 7/10/2024 for 7 October.
    pub fn day_first(&self, lang: &str) -> bool {
        let base = lang.split('-').next().unwrap_or(lang);
        self.day_first.contains(&base)
    }
}

/// A language of `data/languages.tsv`.
pub(crate) struct Language {
    pub tag: &'static str,
    pub whatlang: &'static str,
    pub letters: &'static str,
    pub words: Vec<&'static str>,
}

/// The languages, loaded once.
pub(crate) fn languages() -> &'static [Language] {
    static LANGUAGES: OnceLock<Vec<Language>> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        rows(include_str!("../data/languages.tsv"))
            .filter_map(|row| match row[..] {
                [tag, whatlang, letters, words] => {
                    Some(Language { tag, whatlang, letters, words: words.split_whitespace().collect() })
                }
                _ => None,
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::fold;

    #[test]
    fn tables_are_well_formed() {
        for row in rows(include_str!("../data/marks.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(KINDS.iter().any(|(k, _)| *k == row[0]), "unknown kind in {row:?}");
            assert!(["whole", "start", "end", "in"].contains(&row[1]), "{row:?}");
            assert_eq!(fold(row[2]).trim(), row[2].trim(), "not folded: {row:?}");
            assert!(next_word(row[2], 0).is_some(), "no word: {row:?}");
        }
        for row in rows(include_str!("../data/dates.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert_eq!(fold(row[1]), row[1], "not folded: {row:?}");
        }
        for row in rows(include_str!("../data/languages.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
        }
        assert!(!marks().phrases.is_empty());
    }

    #[test]
    fn phrases_count_where_they_should() {
        let found = |line: &str| {
            let mut v = Vec::new();
            marks().find(&fold(line), |f| v.push((f.mark, f.whole)));
            v
        };
        assert!(found("Voir plus").contains(&(Mark::Related, true)));
        assert!(found("Commentaires (12)").contains(&(Mark::Comments, true)));
        assert!(found("1 204 vues").contains(&(Mark::Views, true)));
        assert!(found("Lượt xem: 18.402").contains(&(Mark::Views, true)));
        assert!(found(">> Read more").contains(&(Mark::Related, true)));
        assert!(found("The interviews").is_empty());
        assert!(!found("Related parties met").contains(&(Mark::Related, true)));
    }
}
