//! The date that a page shows: `Tuesday, 24 August 2021 10:08`, `Thứ Ba, 24/8/2021`, `le 1er mars 2025`.

use crate::vocab::{DateWord, DateWords, date_words};
use chancery_model::{Edtf, Part, fold};
use std::str::FromStr;

/// A date found in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shown {
    /// Year, month and day as far as written.
    pub part: Part,
    /// True when a time of day stands in the line.
    pub timed: bool,
    /// Words of the line that belong neither to a date nor to what pages write beside one.
    pub others: usize,
}

impl Shown {
    /// The date, where it has a year.
    pub fn dated(&self) -> Option<Edtf> {
        self.part.year.map(|_| Edtf::one(self.part))
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Tok<'a> {
    Num(u32, usize),
    Word(&'a str),
    Sep(char),
}

fn tokens(folded: &str) -> Vec<Tok<'_>> {
    let mut out = Vec::new();
    let mut chars = folded.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        if c.is_ascii_digit() {
            while let Some((i, d)) = chars.peek().copied().filter(|(_, d)| d.is_ascii_digit()) {
                end = i + d.len_utf8();
                chars.next();
            }
            let digits = &folded[at..end];
            out.push(Tok::Num(digits.parse().unwrap_or(u32::MAX), digits.len()));
        } else if c.is_alphabetic() {
            while let Some((i, d)) = chars.peek().copied().filter(|(_, d)| d.is_alphabetic()) {
                end = i + d.len_utf8();
                chars.next();
            }
            out.push(Tok::Word(&folded[at..end]));
        } else if c != ' ' {
            out.push(Tok::Sep(c));
        }
    }
    out
}

struct Reader<'a> {
    toks: &'a [Tok<'a>],
    words: &'static DateWords,
    day_first: bool,
}

impl Reader<'_> {
    fn at(&self, i: usize) -> Option<Tok<'_>> {
        self.toks.get(i).copied()
    }
    fn year(&self, i: usize) -> Option<i32> {
        match self.at(i)? {
            Tok::Num(y @ 1800..=2199, 4) => Some(y as i32),
            _ => None,
        }
    }
    fn small(&self, i: usize, max: u32) -> Option<u8> {
        match self.at(i)? {
            Tok::Num(n, 1 | 2) if n >= 1 && n <= max => Some(n as u8),
            _ => None,
        }
    }
    fn month(&self, i: usize) -> Option<u8> {
        match self.at(i)? {
            Tok::Word(w) => self.words.month(w),
            _ => None,
        }
    }
    fn word(&self, i: usize, what: DateWord) -> bool {
        matches!(self.at(i), Some(Tok::Word(w)) if self.words.is(w, what))
    }
    fn sep(&self, i: usize) -> Option<char> {
        match self.at(i)? {
            Tok::Sep(c) => Some(c),
            _ => None,
        }
    }
    /// Skips commas, full stops and linking words.
    fn skip(&self, mut i: usize) -> usize {
        while matches!(self.sep(i), Some(',' | '.')) || self.word(i, DateWord::Link) {
            i += 1;
        }
        i
    }
    fn ordinal(&self, i: usize) -> usize {
        if self.word(i, DateWord::Ordinal) || matches!(self.sep(i), Some('º' | '°')) { i + 1 } else { i }
    }

    /// A date that begins at token `i`, and the token after it.
    fn date(&self, i: usize) -> Option<(Part, usize)> {
        let part = |year: Option<i32>, month: u8, day: Option<u8>| {
            let part = Part { year, month: Some(month), day, ..Part::default() };
            let valid = Edtf::from_str(&part.to_string()).is_ok();
            valid.then_some(part)
        };
        if let Some(year) = self.year(i) {
            let sep = self.sep(i + 1).filter(|c| matches!(c, '-' | '/' | '.'))?;
            let month = self.small(i + 2, 12)?;
            if self.sep(i + 3) == Some(sep)
                && let Some(day) = self.small(i + 4, 31)
            {
                return part(Some(year), month, Some(day)).map(|p| (p, i + 5));
            }
            return part(Some(year), month, None).map(|p| (p, i + 3));
        }
        if let Some(first) = self.small(i, 31) {
            // 24/08/2021, 24-8-2021, 24.8.2021
            if let Some(sep) = self.sep(i + 1).filter(|c| matches!(c, '-' | '/' | '.'))
                && let (Some(second), true, Some(year)) =
                    (self.small(i + 2, 31), self.sep(i + 3) == Some(sep), self.year(i + 4))
            {
                let day_first = self.day_first || first > 12 || first == second;
                let month_first = !self.day_first && second > 12;
                let found = if day_first && second <= 12 {
                    part(Some(year), second, Some(first))
                } else if month_first && first <= 12 {
                    part(Some(year), first, Some(second))
                } else {
                    None
                };
                return found.map(|p| (p, i + 5));
            }
            let j = self.skip(self.ordinal(i + 1));
            // 24 tháng 8 năm 2021
            let (month, j) = if self.word(j, DateWord::MonthWord) {
                (self.small(j + 1, 12)?, j + 2)
            } else {
                (self.month(j)?, j + 1)
            };
            let k = if self.sep(j) == Some('/') { j + 1 } else { self.skip(j) };
            return match self.year(k) {
                Some(year) => part(Some(year), month, Some(first)).map(|p| (p, k + 1)),
                None => part(None, month, Some(first)).map(|p| (p, j)),
            };
        }
        if let Some(month) = self.month(i) {
            let j = self.skip(i + 1);
            if let Some(day) = self.small(j, 31) {
                let after = self.ordinal(j + 1);
                let k = self.skip(after);
                // `Aug 22: …` and `October 14 - …` have no year; `Aug 10:15` is no day.
                return match self.year(k) {
                    Some(year) => part(Some(year), month, Some(day)).map(|p| (p, k + 1)),
                    None => part(None, month, Some(day)).map(|p| (p, after)),
                };
            }
            return self.year(j).and_then(|year| part(Some(year), month, None)).map(|p| (p, j + 1));
        }
        None
    }
}

/// The first full date of a line (the first date without a year where there is none), and what else the line holds.
pub(crate) fn shown(line: &str, lang: &str) -> Option<Shown> {
    if !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let folded = fold(line);
    let toks = tokens(&folded);
    let words = date_words();
    let reader = Reader { toks: &toks, words, day_first: words.day_first(lang) };
    let mut best: Option<Part> = None;
    let (mut others, mut timed) = (0, false);
    let mut i = 0;
    while i < toks.len() {
        if let Some((part, next)) = reader.date(i) {
            if best.is_none_or(|b| rank(part) > rank(b)) {
                best = Some(part);
            }
            i = next;
            continue;
        }
        match toks[i] {
            Tok::Num(n, 1 | 2) if n < 60 => {
                let colon = matches!(reader.sep(i + 1), Some(':'))
                    || matches!(reader.at(i + 1), Some(Tok::Word("h")));
                timed |= colon && matches!(reader.at(i + 2), Some(Tok::Num(m, 2)) if m < 60);
            }
            Tok::Word(w) if words.of(w).is_empty() => others += 1,
            _ => {}
        }
        i += 1;
    }
    best.map(|part| Shown { part, timed, others })
}

fn rank(part: Part) -> u8 {
    u8::from(part.year.is_some()) * 2 + u8::from(part.day.is_some())
}

/// The date of a field that holds nothing else: EDTF, ISO 8601 with a time, or a date in words.
pub(crate) fn field(value: &str, lang: &str) -> Option<Edtf> {
    let value = value.trim();
    if let Ok(date) = Edtf::from_str(value) {
        return Some(date);
    }
    if let Some(day) = value.get(..10)
        && value.as_bytes().get(4) == Some(&b'-')
        && let Ok(date) = Edtf::from_str(day)
    {
        return Some(date);
    }
    // 20240830T180500 and 20240830
    if value.len() >= 8
        && value.bytes().take(8).all(|b| b.is_ascii_digit())
        && let (Some(y), Some(m), Some(d)) = (value.get(..4), value.get(4..6), value.get(6..8))
        && let Ok(date) = Edtf::from_str(&format!("{y}-{m}-{d}"))
    {
        return Some(date);
    }
    shown(value, lang)?.dated()
}

/// The date in an address: `…/2012/08/a-title.html`, `…/20221106/…`, `…-20250812103227918.htm`.
pub(crate) fn address(address: &str) -> Option<Edtf> {
    let path = address.split_once("://")?.1.split(['?', '#']).next()?;
    let valid = |text: String| Edtf::from_str(&text).ok();
    let year = |s: &str| (1990..=2099).contains(&s.parse::<u16>().unwrap_or(0)) && s.len() == 4;
    let small = |s: &str, most: u8| s.len() <= 2 && s.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    for (i, part) in parts.iter().enumerate() {
        if year(part)
            && let Some(month) = parts.get(i + 1).filter(|m| small(m, 12))
        {
            return match parts.get(i + 2).filter(|d| small(d, 31)) {
                Some(day) => valid(format!("{part}-{month:0>2}-{day:0>2}")),
                None => valid(format!("{part}-{month:0>2}")),
            };
        }
        let iso =
            part.len() == 10 && part.bytes().enumerate().all(|(i, b)| (b == b'-') == (i == 4 || i == 7));
        if iso
            && year(&part[..4])
            && let Some(day) = valid((*part).to_owned())
        {
            return Some(day);
        }
        // A day alone, or one with its time, as stores number their articles.
        let last = part.split('.').next().unwrap_or(part).rsplit(['-', '_']).next().unwrap_or("");
        let whole = last.len() == part.len() && last.len() == 8;
        let timed = (14..=17).contains(&last.len());
        if (whole || timed)
            && last.bytes().all(|b| b.is_ascii_digit())
            && year(&last[..4])
            && (whole || last[8..10] < *"24" && last[10..12] < *"60")
            && let Some(day) = valid(format!("{}-{}-{}", &last[..4], &last[4..6], &last[6..8]))
        {
            return Some(day);
        }
    }
    None
}

/// True when the text holds nothing but a date, with or without a year (`Aug 22`, `le 19 juillet`, `Sunday`).
pub(crate) fn is_date(text: &str, lang: &str) -> bool {
    if let Some(found) = shown(text, lang) {
        return found.others == 0;
    }
    if day_and_month(text) {
        return true;
    }
    let folded = fold(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| date_words().is(w, DateWord::Weekday))
}

/// `29/3`, `ngày 19.8`: a day and a month in figures, without a year.
fn day_and_month(text: &str) -> bool {
    let figures = text.rsplit(' ').next().unwrap_or("");
    let mut parts = figures.split(['/', '.', '-']);
    let within = |part: Option<&str>, most: u8| {
        part.filter(|p| p.len() <= 2)
            .and_then(|p| p.parse::<u8>().ok())
            .is_some_and(|n| (1..=most).contains(&n))
    };
    text.split(' ').count() <= 2
        && within(parts.next(), 31)
        && within(parts.next(), 12)
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_pages_show_them() {
        let cases: [(&str, &[(&str, &str)]); 8] = [
            (
                "2021-08-24",
                &[
                    ("en", "Tuesday, 24 August 2021 10:08"),
                    ("en", "Aug. 24, 2021 10:08 am"),
                    ("en", "Published: August 24th, 2021"),
                    ("en", "24/08/2021"),
                    ("en", "08/24/2021"),
                    ("fr", "Mardi 24 août 2021"),
                    ("fr", "Publié le mardi 24 août 2021 à 05:30 – Mis à jour à 08:12"),
                    ("fr", "24.08.2021"),
                    ("vi", "Thứ Ba, 24/8/2021"),
                    ("vi", "Thứ ba, ngày 24 tháng 8 năm 2021"),
                    ("vi", "Ngày 24 tháng 8/2021"),
                    ("vi", "24-08-2021 | 10:15 GMT+7"),
                    ("en", "2021-08-24 10:00"),
                    ("en", "2021/08/24"),
                ],
            ),
            (
                "2025-03-01",
                &[("fr", "1er mars 2025"), ("vi", "01/03/2025 08:40"), ("en", "1st of March, 2025")],
            ),
            ("2024-02", &[("en", "February 2024"), ("fr", "février 2024")]),
            ("XXXX-08-22", &[("en", "WARSAW, Aug 22"), ("fr", "Varsovie, le 22 août")]),
            ("2025-11-21", &[("en", "2025-11-21T06:00:00Z")]),
            ("2024-10-07", &[("fr", "7/10/2024"), ("vi", "7-10-2024")]),
            ("2024-07-07", &[("en", "07/07/2024")]),
            ("2025-09-10", &[("en", "Posted: Wed, Sep 10, 2025, 14:22")]),
        ];
        for (value, phrasings) in cases {
            for (lang, text) in phrasings {
                let found = shown(text, lang).map(|s| Edtf::one(s.part).to_string());
                assert_eq!(found.as_deref(), Some(value), "{lang}: {text}");
            }
        }
    }

    #[test]
    fn what_is_no_date() {
        for (lang, text) in [
            ("en", "07/08/2024"),
            ("en", "in 2024"),
            ("en", "3,418 views"),
            ("vi", "32/13/2024"),
            ("en", "2024-2028"),
        ] {
            assert_eq!(shown(text, lang), None, "{text}");
        }
    }

    #[test]
    fn fields() {
        for (value, text) in [
            ("2021-11", "2021-11"),
            ("2025-08-29", "2025-08-29T07:40:00+07:00"),
            ("2024-08-30", "20240830T180500"),
            ("2024-08-30", "30 August 2024"),
        ] {
            assert_eq!(field(text, "en").map(|d| d.to_string()).as_deref(), Some(value));
        }
        assert_eq!(field("last week", "en"), None);
    }

    #[test]
    fn dates_in_addresses() {
        for (text, date) in [
            ("https://a.example.com/2012/08/an-envoy-arrives.html", Some("2012-08")),
            ("https://news.example.org/world/2024/7/9/talks", Some("2024-07-09")),
            ("https://example.net/20221106/appel-a-la-paix-105.html", Some("2022-11-06")),
            ("https://example.vn/the-gioi/hai-ben-gap-nhau-20250812103227918.htm", Some("2025-08-12")),
            ("https://example.org/2022-03-09/detail.shtml", Some("2022-03-09")),
            ("https://example.vn/nr040807104143/ns050920110018", None),
            ("https://example.org/news/751294.html", None),
            ("https://example.org/2012/a-year-in-review", None),
            ("page.txt", None),
        ] {
            assert_eq!(address(text).map(|d| d.to_string()).as_deref(), date, "{text}");
        }
    }
}
