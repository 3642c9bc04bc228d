//! What a line of a page looks like by itself: text, a short line, or one of the things that pages put around text.

use crate::date;
use crate::vocab::{Mark, marks};
use chancery_model::{Edtf, fold};

/// Longest line, in bytes, that is looked at for phrases; a longer one is text.
const LONGEST_MARK: usize = 240;
/// Longest caption, in bytes.
const LONGEST_CAPTION: usize = 600;
/// Longest byline, date line or counter, in bytes.
const LONGEST_NOTE: usize = 140;
/// Longest headline, in bytes.
const LONGEST_TITLE: usize = 240;

/// A field of a header line (`Date: 2024-10-07`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Date,
    Title,
    Other,
}

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sort {
    /// `Key: value`, with the byte where the value begins.
    Header(Field, usize),
    /// Nothing but the page's date, a byline or counters beside it at most.
    Dated(Edtf),
    /// Other articles follow; the byte where their titles begin, when they stand on the same line.
    Related(Option<usize>),
    /// Readers' comments follow.
    Comments,
    /// References follow.
    Notes,
    /// A picture's caption, told by its credit.
    Caption,
    /// No letter and no digit (`***`, `-----`).
    Rule,
    /// Navigation, share buttons, counters, bylines, rights, tags, promotion.
    Clutter,
    /// The kind of article, above its headline.
    Kicker,
    /// A list entry with its bullet.
    Bullet,
    /// A short line without a full stop: a headline, a heading, a name.
    Short,
    /// Sentences.
    Text,
}

/// Looks at one line without surrounding white space; never empty.
pub(crate) fn sort(line: &str, lang: &str) -> Sort {
    if line.len() > LONGEST_MARK
        && let Some(header) = long_header(line)
    {
        return header;
    }
    if line.len() > LONGEST_CAPTION {
        return Sort::Text;
    }
    if !line.chars().any(char::is_alphanumeric) {
        return Sort::Rule;
    }
    if is_row(line) {
        return Sort::Text;
    }
    // Of a long line only the end can hold what counts: a picture's credit.
    let head = line.len().saturating_sub(if line.len() > LONGEST_MARK { 160 } else { line.len() });
    let head = (head..=line.len()).find(|i| line.is_char_boundary(*i)).unwrap_or(0);
    let folded = fold(&line[head..]);
    let ends = sentence_end(line);
    let mut found = Marked::default();
    marks().find(&folded, |f| found.note(f.mark, f.whole, &folded, f.end));
    if line.len() <= LONGEST_MARK
        && let Some(sort) = marked(line, &folded, &found, ends, lang)
    {
        return sort;
    }
    if found.credit.is_some_and(|end| folded.len() - end <= 90) && (!ends || found.credit_late(folded.len()))
    {
        return Sort::Caption;
    }
    if line.len() <= LONGEST_NOTE
        && let Some(shown) = date::shown(line, lang)
    {
        let room = if shown.timed || found.byline || found.views { 8 } else { 3 };
        let whole = shown.part.day.is_some() && shown.others <= room;
        if let (true, Some(date)) = (whole && !(ends && shown.others > 2), shown.dated()) {
            return Sort::Dated(date);
        }
    }
    // A cell of a picture's table, kept as text: `The two ministers in Rome. |`
    if line.ends_with('|') && line.len() > 12 && line.matches('|').count() == 1 {
        return Sort::Caption;
    }
    if is_crumbs(line) || is_address(line) {
        return Sort::Clutter;
    }
    if line.starts_with(['•', '●', '▪', '■', '*', '+', '·', '‣', '►', '▶', '✓', '♦'])
        || (line.starts_with(['-', '–', '—'])
            && line.chars().nth(1).is_some_and(|c| c == ' ' || c == '\u{a0}'))
    {
        return Sort::Bullet;
    }
    if line.len() > LONGEST_TITLE || ends {
        return Sort::Text;
    }
    if line.ends_with([':', ';', ',']) && line.len() > 60 {
        return Sort::Text;
    }
    Sort::Short
}

/// Where a caption that runs into the text of an article ends (`… — VNA/VNS Photo HÀ NỘI — The minister …`): after a
/// picture's credit, a place in capitals or with an agency and a dash.
pub(crate) fn caption_before_dateline(line: &str, lang: &str) -> Option<usize> {
    let within = |most: usize| (0..=line.len().min(most)).rev().find(|i| line.is_char_boundary(*i));
    // Without a dash there is no dateline.
    if !line[..within(800)?].contains(['-', '–', '—']) {
        return None;
    }
    let folded_head = fold(&line[..within(700)?]);
    let mut credited = false;
    marks().find(&folded_head, |f| credited |= matches!(f.mark, Mark::Credit | Mark::CreditWord));
    if !credited {
        return None;
    }
    let dashes = line.match_indices([' ', '\u{a0}']).filter(|(i, _)| *i <= 700);
    let starts = dashes.map(|(i, c)| i + c.len());
    starts.filter(|at| *at > 20).take(160).find(|at| {
        let rest = &line[*at..];
        let near = (0..=rest.len().min(72)).rev().find(|i| rest.is_char_boundary(*i)).unwrap_or(0);
        if !rest.starts_with(char::is_uppercase) || !rest[..near].contains(['-', '–', '—']) {
            return false;
        }
        let capital = rest.chars().take(2).filter(|c| c.is_uppercase()).count() == 2;
        let marked = rest.find('(').is_some_and(|open| open < 40)
            && rest.chars().next().is_some_and(char::is_uppercase);
        (capital || marked)
            && crate::dateline::leading(rest, 0, lang).is_some_and(|d| {
                let place = d.place.as_deref().unwrap_or("");
                let capitals = !place.is_empty() && !place.chars().any(char::is_lowercase);
                capitals || !place.is_empty() && d.agency.is_some()
            })
    })
}

/// True for a line that begins with a number in brackets (`(6) …`, `[6] …`, `(7), (8) …`).
pub(crate) fn is_numbered(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['(', '[']) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest[digits..].starts_with([')', ']'])
}

/// True for a line that cites: a page number, an address, a publisher.
pub(crate) fn cites(line: &str) -> bool {
    let mut found = false;
    marks().find(&fold(line), |f| found |= f.mark == Mark::Cited);
    found
}

/// A header line whose value is long (`Source: several addresses`): the key alone is looked at.
fn long_header(line: &str) -> Option<Sort> {
    let colon = line.bytes().take(32).position(|b| b == b':')?;
    let key = fold(line.get(..=colon)?);
    let mut found = Marked::default();
    marks().find(&key, |f| found.note(f.mark, f.whole, &key, f.end));
    found.key.map(|field| Sort::Header(field, colon + 1))
}

#[derive(Default)]
struct Marked {
    related: Option<bool>,
    comments: bool,
    notes: bool,
    kicker: bool,
    views: bool,
    byline: bool,
    signed: bool,
    plain: bool,
    promo: bool,
    credit: Option<usize>,
    key: Option<Field>,
}

impl Marked {
    fn note(&mut self, mark: Mark, whole: bool, folded: &str, end: usize) {
        let colon = || folded.get(end..).is_some_and(|r| r.trim_start().starts_with(':'));
        match mark {
            Mark::Related => self.related = Some(whole || self.related == Some(true)),
            Mark::Comments => self.comments = true,
            Mark::Notes => self.notes = true,
            Mark::Kicker => self.kicker = true,
            Mark::Views => self.views |= folded.bytes().any(|b| b.is_ascii_digit()) || whole,
            Mark::Byline => self.byline = true,
            Mark::Signed => self.signed = true,
            Mark::Share | Mark::Tags | Mark::Rights => self.plain = true,
            Mark::Promo => self.promo = true,
            Mark::Credit => self.credit = Some(self.credit.unwrap_or(0).max(end)),
            Mark::KeyDate if colon() => self.key = Some(Field::Date),
            Mark::KeyTitle if colon() => self.key = Some(Field::Title),
            Mark::KeySource | Mark::KeyOther if colon() && self.key.is_none() => {
                self.key = Some(Field::Other)
            }
            Mark::KeyDate
            | Mark::KeyTitle
            | Mark::KeySource
            | Mark::KeyOther
            | Mark::Cited
            | Mark::CreditWord => {}
        }
    }
    fn credit_late(&self, len: usize) -> bool {
        self.credit.is_some_and(|end| len - end <= 60)
    }
}

fn marked(line: &str, folded: &str, found: &Marked, ends: bool, lang: &str) -> Option<Sort> {
    let short = line.len() <= LONGEST_NOTE;
    if let Some(whole) = found.related {
        let rest = line
            .find([':', '：'])
            .map(|at| at + 1)
            .filter(|at| line.get(*at..).is_some_and(|r| r.trim().len() > 3));
        if whole || rest.is_some() || !ends {
            return Some(Sort::Related(if whole { None } else { rest }));
        }
    }
    if found.comments {
        return Some(Sort::Comments);
    }
    if found.notes {
        return Some(Sort::Notes);
    }
    if let Some(field) = found.key {
        let value = line.find(':').map_or(line.len(), |at| at + 1);
        return Some(Sort::Header(field, value));
    }
    let note = short && (found.byline || (found.views && line.len() <= 90)) && !(ends && line.len() > 90);
    let signed = short && found.signed && !ends && names_only(line);
    if note || signed || found.plain || (found.promo && !(ends && folded.len() > 160)) {
        // `Published: 24 August 2021` and `By A. Writer | 24 August 2021 | 300 views` tell the page's date.
        if let Some(shown) =
            date::shown(line, lang).filter(|s| (note || signed) && s.part.day.is_some() && s.others <= 12)
            && let Some(date) = shown.dated()
        {
            return Some(Sort::Dated(date));
        }
        return Some(Sort::Clutter);
    }
    if found.kicker {
        return Some(Sort::Kicker);
    }
    None
}

/// True where every word after the first is capitalised, short, or no word: `By Nguyen Van A and Jane Doe in Paris`.
fn names_only(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let lower =
        words.iter().filter(|w| w.chars().next().is_some_and(char::is_lowercase) && w.chars().count() > 3);
    !words.is_empty()
        && words.len() <= 14
        && lower.count() == 0
        && words[0].chars().next().is_some_and(char::is_uppercase)
}

/// `Home › News › Asia`, `Home | News | Sport`, `Home    International Issues    A headline`.
fn is_crumbs(line: &str) -> bool {
    let parts = |seps: &[char]| {
        let parts: Vec<&str> = line.split(seps).map(str::trim).filter(|p| !p.is_empty()).collect();
        (parts.len(), parts.iter().filter(|p| p.split_whitespace().count() <= 4).count())
    };
    // Most lines hold none of these signs, nor the first byte of one.
    if line.bytes().any(|b| matches!(b, b'>' | b'|' | 0xC2 | 0xE2)) {
        let (n, short) = parts(&['›', '»', '>', '→']);
        if n >= 2 && short + 1 >= n && !line.starts_with('»') && !line.contains('«') {
            return true;
        }
        let (n, short) = parts(&['|', '•', '·']);
        if n >= 3 && short == n {
            return true;
        }
    }
    let gaps = || {
        let (mut gaps, mut run) = (0, 0);
        for c in line.chars() {
            run = if c.is_whitespace() { run + 1 } else { 0 };
            gaps += usize::from(run == 3);
        }
        gaps
    };
    line.len() < 300 && gaps() >= 2
        || line.split('\t').filter(|p| !p.trim().is_empty()).count() >= 3 && !sentence_end(line)
}

/// A row of a table kept as text: it begins with its number, ends with a rule and holds a year (`12 | Chad | 3 May 1964 |`).
fn is_row(line: &str) -> bool {
    let digits = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    let year = |w: &str| w.len() == 4 && w.starts_with(['1', '2']) && digits(w);
    let number = |cell: &str| (1..=3).contains(&cell.len()) && digits(cell);
    line.ends_with('|')
        && line
            .split_once('|')
            .is_some_and(|(first, rest)| number(first.trim()) && rest.split_whitespace().any(year))
}

/// A line that is only an address, a mail address or a telephone number.
fn is_address(line: &str) -> bool {
    let bare = !line.contains(' ');
    bare && (line.starts_with("http://")
        || line.starts_with("https://")
        || line.starts_with("www.")
        || line.contains('@'))
        || line.starts_with('+') && line.chars().all(|c| !c.is_alphabetic())
}

/// True when the line ends a sentence, closing quotes and brackets aside.
pub(crate) fn sentence_end(line: &str) -> bool {
    let inner = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '/' | '*')
    });
    match inner.chars().next_back() {
        Some('.' | '…' | '。') => true,
        // A headline may ask or exclaim; sentences before it make it text.
        Some('?' | '!' | '？' | '！') => inner.len() > 160 || inner.find(". ").is_some_and(|at| at > 4),
        _ => tail_mark(line).is_some_and(|at| at > 0 && sentence_end(line.get(..at).unwrap_or(""))),
    }
}

/// Where an agency's mark or initials begin at the end of a paragraph: `… . – VNS`, `… .-VNA`, `… . (Agencies)`,
/// `… . [Party desk]`, `… ./.`.
pub(crate) fn tail_mark(line: &str) -> Option<usize> {
    let trimmed = line.trim_end();
    let from = trimmed.len().saturating_sub(72);
    let from = (from..=trimmed.len()).find(|i| trimmed.is_char_boundary(*i))?;
    let tail = &trimmed[from..];
    let closes = |at: usize| {
        let before = trimmed[..from + at].trim_end();
        before.ends_with(['.', '!', '?', '…', '"', '”', '»', '/']) || before.ends_with(").")
    };
    if tail.ends_with([')', ']']) {
        let open = tail.rfind(['(', '['])?;
        let inside = &tail[open + 1..tail.len() - 1];
        let named =
            inside.chars().next().is_some_and(char::is_uppercase) && inside.split_whitespace().count() <= 8;
        return (named && closes(open) && !inside.ends_with('.')).then_some(from + open);
    }
    if tail.ends_with("./.") {
        return Some(trimmed.len() - 2).filter(|at| *at > 0);
    }
    let dash = tail.rfind(['-', '–', '—', '/'])?;
    let mark = tail[dash..].trim_start_matches(['-', '–', '—', '/', ' ', '\u{a0}']);
    let mut start = dash;
    while let Some(c) = tail[..start]
        .chars()
        .next_back()
        .filter(|c| matches!(c, '-' | '–' | '—' | '/') || c.is_whitespace() || c.is_ascii_uppercase())
    {
        start -= c.len_utf8();
    }
    let start = start + (tail[start..].len() - tail[start..].trim_start().len());
    let agency = mark.len() >= 2
        && mark.len() <= 24
        && mark.split_whitespace().count() <= 2
        && mark.chars().next().is_some_and(char::is_uppercase)
        && mark.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '&' | ' '));
    (agency && closes(start)).then_some(from + start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(line: &str) -> &'static str {
        match sort(line, "en") {
            Sort::Header(..) => "header",
            Sort::Dated(_) => "date",
            Sort::Related(None) => "related",
            Sort::Related(Some(_)) => "related+",
            Sort::Comments => "comments",
            Sort::Notes => "notes",
            Sort::Caption => "caption",
            Sort::Rule => "rule",
            Sort::Clutter => "clutter",
            Sort::Kicker => "kicker",
            Sort::Bullet => "bullet",
            Sort::Short => "short",
            Sort::Text => "text",
        }
    }

    #[test]
    fn lines() {
        let cases: [(&str, &[&str]); 13] = [
            (
                "header",
                &[
                    "Source: a newspaper",
                    "Date: 2024-10-07",
                    "Title: Talks open",
                    "Published: 24 August 2021",
                ],
            ),
            (
                "date",
                &[
                    "Tuesday, 24 August 2021 10:08",
                    "By Our Reporter | 24 August 2021 | 300 views",
                    "Thứ Ba, 24/8/2021, 10:15 (GMT+7)",
                    "Publié le mardi 16 avril 2025 à 05:30 – Mis à jour à 08:12",
                ],
            ),
            ("related", &["Voir plus", "Related Articles", "Các tin khác:", "Tin liên quan", "READ ALSO"]),
            (
                "related+",
                &[
                    "RELATED: A forgotten merchant | A timeline",
                    "Lire aussi : Nos dix plus belles cascades",
                    "Read also: More talks",
                ],
            ),
            ("comments", &["Comments (3)", "2 commentaires", "Bình luận (37)"]),
            ("notes", &["Notes", "Tài liệu tham khảo: hồ sơ"]),
            (
                "caption",
                &[
                    "The two ministers in Hanoi. — VNA/VNS Photo",
                    "Les délégués à l'ouverture. Photo: VNA",
                    "Thủ tướng trước giờ hội đàm. (Ảnh minh họa)",
                    "Presidents at the palace. PHOTO/PCS",
                ],
            ),
            ("rule", &["***", "------"]),
            (
                "clutter",
                &[
                    "1965 Lượt xem",
                    "Par la rédaction | 1 204 vues",
                    "Share: Facebook | X | Telegram",
                    "By our political staff",
                    "By Jane Doe and Nguyen Van A in Paris",
                    "© 2025 The Ledger",
                    "Tin, ảnh: PHÒNG ĐỐI NGOẠI",
                    "Home    International Issues    A relationship",
                    "Home › News › Asia",
                    "https://example.org/a",
                    "- Compiled from agencies",
                    "(With reports from the Senate press corps)",
                    "Lượt xem: 18.402 | Bình luận (37) | Chia sẻ",
                ],
            ),
            ("kicker", &["LONG READ", "EXPLAINER"]),
            ("bullet", &["- Lần thứ tư: Đà Nẵng", "• A point"]),
            (
                "short",
                &[
                    "Talks open in Vienna",
                    "1. The break (1959-1962)",
                    "Comment en est-on arrivé là ?",
                    "Đảng kỷ luật hai cán bộ",
                    "Bắc Kinh 2022",
                    "Related parties meet in Rome",
                ],
            ),
            (
                "text",
                &[
                    "The two sides agreed to meet again.",
                    "He called it \"a very important step.\"",
                    "The minister shared her views on the agreement with reporters on 3 May.",
                    "Published figures show that trade between the two countries grew by a third last year, the ministry said on Friday.",
                    "The two sides agreed to meet again. – VNS",
                ],
            ),
        ];
        for (sort, lines) in cases {
            for line in lines {
                assert_eq!(name(line), sort, "{line}");
            }
        }
    }

    #[test]
    fn agency_marks_at_the_end() {
        for (text, mark) in [
            ("It will go on. – VNS", Some("– VNS")),
            ("dans le domaine de la défense.- VNA", Some("- VNA")),
            ("échanges culturels, sportifs… -VNA", Some("-VNA")),
            ("about seven hours. (Agencies)", Some("(Agencies)")),
            ("born of the struggle. [Party Life desk]", Some("[Party Life desk]")),
            ("đã ký hiệp định./.", Some("/.")),
            ("It was signed. VNA/VNS", Some("VNA/VNS")),
            ("They met the Secretary (West).", None),
            ("a treaty between India - Nepal", None),
            ("the African National Congress (ANC)", None),
        ] {
            assert_eq!(tail_mark(text).map(|at| &text[at..]), mark, "{text}");
        }
    }
}
