//! Which language a text is in: function words and letters first, whatlang where they leave it open.

use crate::vocab::{Language, languages};
use chancery_model::{Latin, letter, small, surely_nfc};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Bytes of text that are looked at; a longer page is told by its beginning.
const SAMPLE: usize = 32 * 1024;
/// Fewest words that decide without whatlang or a declaration.
const FEW: usize = 6;

/// Function words, with the languages that use them, as bits (the table has fewer than 64).
struct Words {
    languages: FxHashMap<&'static str, u64>,
    /// Bytes of the longest: most words of a text are longer than any that is short, none that is longer is looked up.
    longest: usize,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut map: FxHashMap<&'static str, u64> = FxHashMap::default();
        for (i, language) in languages().iter().enumerate().take(64) {
            language.words.iter().for_each(|word| *map.entry(*word).or_default() |= 1 << i);
        }
        Words { longest: map.keys().map(|word| word.len()).max().unwrap_or(0), languages: map }
    })
}

/// The languages that a letter with its diacritics in one character tells, as bits.
fn told(c: char) -> u64 {
    static LATIN: Latin<u64> = Latin::new(|c| letters().get(&c).copied().unwrap_or(0));
    static ASCII: OnceLock<bool> = OnceLock::new();
    match LATIN.get(c) {
        Some(languages) => *languages,
        None if c.is_ascii() && !ASCII.get_or_init(|| letters().keys().any(char::is_ascii)) => 0,
        None => letters().get(&c).copied().unwrap_or(0),
    }
}

/// Letter to the languages that it tells, as bits (the table has fewer than 64).
fn letters() -> &'static FxHashMap<char, u64> {
    static LETTERS: OnceLock<FxHashMap<char, u64>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let mut map: FxHashMap<char, u64> = FxHashMap::default();
        for (i, language) in languages().iter().enumerate().take(64) {
            language.letters.chars().for_each(|c| *map.entry(c).or_default() |= 1 << i);
        }
        map
    })
}

/// The tag of the language that `text` is in, `und` where it cannot be told. `declared` (a page's `lang` attribute) is
/// weak evidence: pages from a template often declare the template's language.
pub(crate) fn detect(text: &str, declared: Option<&str>) -> &'static str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let declared = declared.and_then(known);
    if let Some(tag) = beyond_doubt(&text[..end])
        && declared.is_none_or(|declared| declared == tag)
    {
        return tag;
    }
    let sample = composed(&text[..end]);
    let all = languages();
    let counts = Counts::of(&sample);
    let total = counts.total;
    if total == 0 {
        return "und";
    }
    let bonus = |l: &Language| if declared == Some(l.tag) { 1.0 + total as f64 * 0.02 } else { 0.0 };
    let mut ranked: Vec<(f64, usize)> =
        all.iter().enumerate().map(|(i, l)| (counts.score(i) as f64 + bonus(l), i)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let ((best, i), (second, _)) = (ranked[0], ranked[1]);
    if best >= total as f64 * 0.12 && best >= second * 1.3 && (total >= FEW || best >= 2.0) {
        return all[i].tag;
    }
    let trigrams = trigrams(&lower(&sample));
    match trigrams {
        Some((tag, sure)) if sure || declared == Some(tag) => tag,
        Some((tag, _)) if best > 0.0 && all[i].tag == tag => tag,
        _ if total >= FEW && best >= second * 1.5 && best >= total as f64 * 0.08 => all[i].tag,
        _ => declared
            .filter(|_| total >= 2 && best == ranked[0].0 && declared == Some(all[i].tag))
            .unwrap_or("und"),
    }
}

/// What is counted of a text: words by language, words with its letters, all words.
struct Counts {
    hits: Vec<usize>,
    lettered: Vec<usize>,
    total: usize,
}

impl Counts {
    fn of(sample: &str) -> Counts {
        let mut hits = vec![0usize; languages().len()];
        let mut lettered = vec![0usize; hits.len()];
        let mut total = 0usize;
        let count = |counts: &mut [usize], mut mask: u64| {
            while mask != 0 {
                counts[mask.trailing_zeros() as usize] += 1;
                mask &= mask - 1;
            }
        };
        let words = words();
        each_word(sample, |word| {
            total += 1;
            if word.len() <= words.longest {
                count(&mut hits, words.languages.get(word).copied().unwrap_or(0));
            }
            if !word.is_ascii() {
                count(&mut lettered, word.chars().fold(0, |mask, c| mask | told(c)));
            }
        });
        Counts { hits, lettered, total }
    }

    /// How much speaks for a language. Names of people and places bring foreign letters into any text: letters count only
    /// together with function words, or where they are in most words.
    fn score(&self, i: usize) -> usize {
        let (hits, lettered) = (self.hits[i], self.lettered[i]);
        hits + if lettered * 2 >= self.total { lettered } else { lettered.min(hits * 3) }
    }
}

/// Bytes of each of the stretches that are looked at first.
const STRETCH: usize = 320;

/// The language that three stretches from all over a text speak for, each more clearly than the whole would have to: what
/// stands between them need not be looked at.
fn beyond_doubt(text: &str) -> Option<&'static str> {
    if text.len() < STRETCH * 4 {
        return None;
    }
    let mut language = None;
    for from in [1, 2, 3].map(|part| text.len() / 4 * part) {
        let edge = |at: usize| (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        let counts = Counts::of(&text[edge(from)..edge(from + STRETCH)]);
        let score = |i: usize| counts.score(i);
        let best = (0..languages().len()).max_by_key(|i| score(*i))?;
        let second = (0..languages().len()).filter(|i| *i != best).map(score).max()?;
        let sure = score(best) >= FEW && score(best) * 5 >= counts.total && score(best) * 2 >= second * 3;
        if !sure || *language.get_or_insert(best) != best {
            return None;
        }
    }
    language.map(|i| languages()[i].tag)
}

/// Decomposed letters (a base letter and its marks apart) are told like composed ones.
fn composed(text: &str) -> Cow<'_, str> {
    if surely_nfc(text.as_bytes()) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    add_lower(text, &mut out);
    out
}

fn add_lower(text: &str, out: &mut String) {
    for c in text.chars() {
        match small(c) {
            Some(small) => out.push(small),
            None if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            None => out.extend(c.to_lowercase()),
        }
    }
}

/// Calls `each` with every word of a text in lower case.
fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut buf = String::new();
    let mut at = 0;
    while at < bytes.len() {
        // Most words are small ASCII letters, and most others have a capital at most.
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_lowercase) {
            at += 1;
        }
        let goes_on = bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || !b.is_ascii());
        if at > start && !goes_on {
            each(&text[start..at]);
            continue;
        }
        while let Some(c) = text[at..].chars().next().filter(|c| letter(*c)) {
            at += c.len_utf8();
        }
        if at == start {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        buf.clear();
        add_lower(&text[start..at], &mut buf);
        // A letter may lose its mark on the way and end the word there.
        buf.split(|c: char| !letter(c)).filter(|w| !w.is_empty()).for_each(&mut each);
    }
}

/// The table's tag for a declared one (`fr-FR`, `FR`, `vi_VN`).
fn known(declared: &str) -> Option<&'static str> {
    let base = declared.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    languages().iter().find(|l| l.tag == base).map(|l| l.tag)
}

/// What whatlang says, among the languages of the table, and whether it is sure of it.
fn trigrams(sample: &str) -> Option<(&'static str, bool)> {
    let candidates: Vec<whatlang::Lang> =
        languages().iter().filter_map(|l| whatlang::Lang::from_code(l.whatlang)).collect();
    let info = whatlang::Detector::with_allowlist(candidates).detect(sample)?;
    let language = languages().iter().find(|l| l.whatlang == info.lang().code())?;
    // A script that one language of the table writes decides by itself.
    let long = sample.chars().filter(|c| letter(*c)).count();
    Some((
        language.tag,
        info.is_reliable() && long >= 24 || info.script() != whatlang::Script::Latin && long >= 6,
    ))
}

#[cfg(test)]
mod tests {
    use super::{STRETCH, beyond_doubt, detect};

    #[test]
    fn stretches_that_agree_speak_for_the_whole() {
        let english = "The minister said that the two sides will meet again in the spring. ".repeat(40);
        let other = "Các bộ trưởng của hai nước đã gặp nhau và sẽ tiếp tục hợp tác với các bên. ".repeat(40);
        assert_eq!([beyond_doubt(&english), beyond_doubt(&other)], [Some("en"), Some("vi")]);
        assert_eq!(beyond_doubt(&(english.clone() + &other)), None);
        assert_eq!(beyond_doubt(&english[..STRETCH * 3]), None);
    }

    #[test]
    fn languages() {
        let cases = [
            ("en", "The minister said that the two sides will meet again in the spring."),
            ("fr", "Le ministre a déclaré que les deux parties se retrouveront au printemps."),
            ("vi", "Hai bên nhất trí sẽ gặp lại nhau vào mùa xuân năm sau."),
            ("vi", "Thủ tướng tiếp Đại sứ Nhật Bản"),
            // Names with foreign letters do not make a text foreign.
            (
                "en",
                "Tô Lâm received Lê Hoài Trung, Nguyễn Văn Thắng and Phạm Minh Chính at the Presidential Palace in Hà Nội on Monday.",
            ),
            (
                "fr",
                "Le président Tô Lâm a reçu à Hà Nội Nguyễn Văn Thắng, Phạm Gia Túc et la ministre des Armées.",
            ),
            ("es", "El ministro dijo que las dos partes se reunirán de nuevo en la primavera."),
            ("de", "Der Minister erklärte, dass sich die beiden Seiten im Frühjahr wieder treffen werden."),
            ("zh", "两国外长在北京举行会谈并发表联合声明。"),
            ("ru", "Министры иностранных дел двух стран провели переговоры в Москве."),
            ("th", "รัฐมนตรีต่างประเทศของทั้งสองประเทศพบกันที่กรุงเทพฯ"),
            ("und", "42 / 17"),
            ("und", "OK"),
        ];
        for (tag, text) in cases {
            assert_eq!(detect(text, None), tag, "{text}");
        }
        let decomposed: String =
            unicode_normalization::UnicodeNormalization::nfd("Hai bên đã ký hiệp định mới ở Hà Nội")
                .collect();
        assert_eq!(detect(&decomposed, None), "vi");
    }

    #[test]
    fn a_declaration_is_weak() {
        assert_eq!(detect("Le ministre a reçu les ambassadeurs des deux pays à Paris.", Some("en-US")), "fr");
        assert_eq!(detect("Communication conjointe", Some("fr-FR")), "fr");
    }
}
