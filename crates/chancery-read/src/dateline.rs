//! `Hanoi (VNA) –`, `WARSAW, Aug 22:`, `(PTOJ) -`: where a report was filed, by whom and when.

use crate::date;
use chancery_model::{Dateline, Span};

/// Longest dateline, in bytes.
const LONGEST: usize = 96;

/// The dateline that `line` begins with; `at` is where the line stands in the text.
pub(crate) fn leading(line: &str, at: usize, lang: &str) -> Option<Dateline> {
    let limit = (0..=line.len().min(LONGEST)).rev().find(|i| line.is_char_boundary(*i))?;
    let head = &line[..limit];
    let (end, after, strong) = separator(head)?;
    let body = line.get(after..)?.trim_start();
    if body.len() < 12 {
        return None;
    }
    let mut found = parts(&head[..end], lang)?;
    // A colon follows a place in capitals or one with a date; anything else with a colon is a sentence's own.
    let capitals = found.place.as_deref().is_some_and(is_capitals);
    if !(strong || found.date.is_some() || capitals && found.agency.is_none()) {
        return None;
    }
    // A bare name and a dash may open a sentence (`Paris – the city …`): the text must begin anew after it.
    if !capitals
        && found.agency.is_none()
        && found.date.is_none()
        && body.chars().next().is_some_and(char::is_lowercase)
    {
        return None;
    }
    found.span = Span::new(at, at + after);
    Some(found)
}

/// A dateline on a line of its own (`Abu Dhabi, May 7`).
pub(crate) fn alone(line: &str, at: usize, lang: &str) -> Option<Dateline> {
    if line.len() > LONGEST || !line.contains(',') {
        return None;
    }
    let mut found = parts(line.trim_end_matches([':', '.', '-', '–', '—', ' ']), lang)?;
    if found.place.is_none() || found.date.is_none() {
        return None;
    }
    found.span = Span::new(at, at + line.len());
    Some(found)
}

/// Where the part before the separator ends, where the text begins, and whether the separator is a dash.
fn separator(head: &str) -> Option<(usize, usize, bool)> {
    let mut depth = 0usize;
    let chars = head.char_indices().peekable();
    for (i, c) in chars {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '-' | '–' | '—' | '−' if depth == 0 => {
                let before = &head[..i];
                let mut end = i + c.len_utf8();
                while head[end..].starts_with(['-', '–', '—']) {
                    end += head[end..].chars().next().map_or(1, char::len_utf8);
                }
                let spaced = before.ends_with([' ', '\u{a0}', ')', '.', ','])
                    || matches!(c, '–' | '—') && head[end..].starts_with([' ', '\u{a0}']);
                // `Saint-Louis`, `Addis-Abeba`: a hyphen within a name. `Abuja- The`: a hyphen that leans on the place.
                let leans = head[end..].starts_with([' ', '\u{a0}']);
                if spaced || leans {
                    return Some((before.trim_end().len(), end, true));
                }
            }
            ':' if depth == 0 => {
                let digits = head[..i].ends_with(|c: char| c.is_ascii_digit())
                    && head[i + 1..].starts_with(|c: char| c.is_ascii_digit());
                if !digits {
                    return Some((head[..i].trim_end().len(), i + 1, false));
                }
            }
            '.' if depth == 0 && head[i + 1..].starts_with([' ', '\u{a0}']) => {
                // `Aug. 22`, `St. Petersburg`, `WASHINGTON, D.C. –`: a full stop after a short word; otherwise a sentence.
                let word = head[..i].rsplit([' ', ',', '.']).next().unwrap_or("");
                if word.chars().count() > 5 {
                    return None;
                }
            }
            '?' | '!' | ';' | '"' | '“' | '«' => return None,
            _ => {}
        }
    }
    None
}

/// Place, agency and date of what stands before the separator.
fn parts(head: &str, lang: &str) -> Option<Dateline> {
    let mut found = Dateline::default();
    let mut outside = String::new();
    let mut rest = head.trim();
    let mut country = None;
    while let Some(open) = rest.find(['(', '[']) {
        let close = rest[open..].find([')', ']']).map(|i| open + i)?;
        let inside = rest[open + 1..close].trim();
        let square = rest[open..].starts_with('[');
        outside.push_str(&rest[..open]);
        outside.push(' ');
        rest = &rest[close + 1..];
        if inside.is_empty() || inside.split_whitespace().count() > 6 {
            return None;
        }
        if date::is_date(inside, lang) {
            found.date.get_or_insert_with(|| inside.to_owned());
        } else if square && country.is_none() && is_place(inside) {
            // `Beijing [China], December 26 (ANI):`
            country = Some(inside);
        } else if is_agency(inside) {
            found.agency.get_or_insert_with(|| inside.to_owned());
        } else {
            return None;
        }
    }
    outside.push_str(rest);
    let mut place: Vec<&str> = Vec::new();
    let mut dates: Vec<&str> = Vec::new();
    let outside = outside.trim().trim_end_matches([',', '.']).trim();
    for piece in outside.split([',', '|']).map(str::trim).filter(|p| !p.is_empty()) {
        if piece.split_whitespace().count() > 6 {
            return None;
        }
        if date::is_date(piece, lang)
            || (!dates.is_empty() && piece.len() == 4 && piece.bytes().all(|b| b.is_ascii_digit()))
        {
            dates.push(piece);
        } else if let Some((name, day)) = trailing_date(piece, lang) {
            if !is_place(name) {
                return None;
            }
            place.push(name);
            dates.push(day);
        } else if dates.is_empty() && is_place(piece) {
            place.push(piece);
        } else if found.agency.is_none() && is_mark(piece) {
            found.agency = Some(piece.to_owned());
        } else {
            return None;
        }
    }
    if place.len() > 3 || place.iter().map(|p| p.split_whitespace().count()).sum::<usize>() > 7 {
        return None;
    }
    if !dates.is_empty() {
        found.date.get_or_insert_with(|| dates.join(", "));
    }
    match place[..] {
        [] => {}
        // A short word in capitals without a vowel pattern of a name stands for the outlet (`QPĐN -`, `TTXVN -`, `NTO -`).
        [only] if found.agency.is_none() && found.date.is_none() && is_mark(only) => {
            found.agency = Some(only.to_owned())
        }
        _ => found.place = Some(place.into_iter().chain(country).collect::<Vec<_>>().join(", ")),
    }
    (found.place.is_some() || found.agency.is_some()).then_some(found)
}

/// `Doha le 19 juillet`, `WASHINGTON Aug 5`: a place and a date without a comma between them.
fn trailing_date<'a>(piece: &'a str, lang: &str) -> Option<(&'a str, &'a str)> {
    if !piece.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    piece
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(i, _)| (piece[..i].trim(), piece[i..].trim()))
        .find(|(name, day)| !name.is_empty() && date::is_date(day, lang))
}

fn is_capitals(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// One to five words, each capitalised or a short link (`Ho Chi Minh City`, `Rio de Janeiro`, `MEXICO CITY/QUITO`).
fn is_place(piece: &str) -> bool {
    let words: Vec<&str> = piece.split([' ', '\u{a0}', '/']).filter(|w| !w.is_empty()).collect();
    let begins = words.first().is_some_and(|w| w.chars().next().is_some_and(char::is_uppercase));
    begins
        && words.len() <= 5
        && piece.chars().all(|c| {
            c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '/' | '-' | '\'' | '’' | '.') || is_mark_char(c)
        })
        && words.iter().all(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || w.chars().count() <= 3))
}

fn is_mark_char(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Initials of an outlet that no place is written as: capitals only, at most five letters, and too few vowels to be read.
fn is_mark(piece: &str) -> bool {
    let letters: Vec<char> = piece.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = is_capitals(piece) && !piece.contains(' ');
    let vowels = letters.iter().filter(|c| "AEIOUYÀÁÂÉÈÊÍÓÔÚƯƠ".contains(**c)).count();
    capitals
        && (2..=6).contains(&letters.len())
        && (vowels == 0 || letters.len() <= 3 || vowels * 4 <= letters.len())
}

/// What may stand in the brackets: a name of at most five words that begins with a capital or a digit.
fn is_agency(inside: &str) -> bool {
    inside.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && inside.len() <= 40
        && !inside.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: &str, line: &str, place: &str, agency: &str, date: &str) {
        let got = leading(line, 0, lang).unwrap_or_default();
        let as_str = |v: &Option<String>| v.clone().unwrap_or_default();
        assert_eq!(
            (as_str(&got.place), as_str(&got.agency), as_str(&got.date)),
            (place.into(), agency.into(), date.into()),
            "{line}"
        );
    }

    #[test]
    fn datelines() {
        let rest = "The two sides agreed to meet again in May.";
        for (lang, head, place, agency, date) in [
            ("en", "Hanoi (VNA) – ", "Hanoi", "VNA", ""),
            ("fr", "Hanoi (VNA) - ", "Hanoi", "VNA", ""),
            ("en", "WARSAW, Aug 22: ", "WARSAW", "", "Aug 22"),
            ("en", "PARIS – ", "PARIS", "", ""),
            ("en", "PARIS — ", "PARIS", "", ""),
            ("en", "(PTOJ) - ", "", "PTOJ", ""),
            ("vi", "(LL&TT) - ", "", "LL&TT", ""),
            ("vi", "(Thế giới 24h) - ", "", "Thế giới 24h", ""),
            ("vi", "QPĐN - ", "", "QPĐN", ""),
            ("vi", "NTO - ", "", "NTO", ""),
            ("vi", "TTXVN - ", "", "TTXVN", ""),
            ("vi", "ALGER – ", "ALGER", "", ""),
            ("vi", "Hà Nội, ngày 5 tháng 3 - ", "Hà Nội", "", "ngày 5 tháng 3"),
            ("vi", "NEW DELHI - ", "NEW DELHI", "", ""),
            ("vi", "Luang Prabang, 29/3 - ", "Luang Prabang", "", "29/3"),
            ("en", "MEXICO CITY/QUITO (LatWire) -- ", "MEXICO CITY/QUITO", "LatWire", ""),
            ("en", "YANGON (Sunday) - ", "YANGON", "", "Sunday"),
            ("fr", "RABAT, 30 octobre – ", "RABAT", "", "30 octobre"),
            ("fr", "Doha, le 19 juillet – ", "Doha", "", "le 19 juillet"),
            ("fr", "Dakar, 5 août (APS) – ", "Dakar", "APS", "5 août"),
            ("en", "CAIRO, 13 August 2025 - ", "CAIRO", "", "13 August 2025"),
            ("en", "Beijing [China], December 26 (ANI): ", "Beijing, China", "ANI", "December 26"),
            ("en", "MANILA, Philippines, October 14 - ", "MANILA, Philippines", "", "October 14"),
            ("en", "KUALA LUMPUR, Aug 8 — ", "KUALA LUMPUR", "", "Aug 8"),
            ("en", "BEIJING, Aug. 5 (Xinhua) -- ", "BEIJING", "Xinhua", "Aug. 5"),
            ("en", "LONDON (Reuters) - ", "LONDON", "Reuters", ""),
            ("en", "WASHINGTON, D.C., March 3, 2025 – ", "WASHINGTON, D.C.", "", "March 3, 2025"),
            ("en", "Nur-Sultan (Astana Times) – ", "Nur-Sultan", "Astana Times", ""),
            ("fr", "PORT-AU-PRINCE, 3 mars 2025 (AHP) – ", "PORT-AU-PRINCE", "AHP", "3 mars 2025"),
        ] {
            check(lang, &format!("{head}{rest}"), place, agency, date);
        }
    }

    #[test]
    fn what_is_no_dateline() {
        for line in [
            "The foreign ministers of the two countries – old acquaintances – met again.",
            "President Macron: \"We will go on with the work that has begun.\"",
            "Paris – the city of light – received the delegation on Monday.",
            "On Monday, the delegation arrived in Geneva - its third visit this year.",
            "Bamako expelled the ambassador: he left the next day with his staff.",
            "3 January 1961: The United States severs diplomatic relations.",
        ] {
            assert_eq!(leading(line, 0, "en"), None, "{line}");
        }
    }

    #[test]
    fn on_a_line_of_its_own() {
        let got = alone("Abu Dhabi, May 7", 0, "en").unwrap();
        assert_eq!((got.place.as_deref(), got.date.as_deref()), (Some("Abu Dhabi"), Some("May 7")));
        assert!(alone("Paris, capital of France", 0, "en").is_none());
    }
}
