//! Plain text and Markdown: lines to paragraphs.

use crate::date;
use crate::items::{Builder, Line, Tag};
use chancery_model::{Document, Edtf, Span};

/// Reads the lines of `doc.text`. `markdown` takes headings and list marks for what they are.
pub(crate) fn read(doc: &mut Document, markdown: bool) {
    let text = std::mem::take(&mut doc.text);
    let lang = doc.lang.clone();
    let mut builder = Builder::new(&text, &lang);
    let (head, source) = sources(&text);
    // A header line of the date between the address and the mark before the text.
    let line = dated(&text[head..]);
    let head = if line > 0 && prefix(&text[head + line..], &lang).0 > 0 { head + line } else { head };
    let (from, date) = prefix(&text[head..], &lang);
    let from = if from > 0 { head + from } else { 0 };
    let mut lines = Vec::new();
    if from > 0 {
        split(&text[..head], 0, markdown, &mut lines);
        let mark = &text[head..from];
        let lead = mark.len() - mark.trim_start().len();
        lines.push(Line { span: Span::new(head + lead, head + mark.trim_end().len()), tag: Tag::Clutter });
    }
    split(&text, from, markdown, &mut lines);
    builder.page(&lines);
    // What a header line says goes before the mark.
    let marked = date.is_some() && line == 0;
    if builder.date.is_none() || marked {
        builder.date = date.or(builder.date);
    }
    builder.finish(doc);
    // What a page does not say the address that it names may.
    doc.date = doc.date.take().or_else(|| date::address(source));
    doc.text = text;
}

/// Header lines that hold an address (`Source: https://…`), with the empty lines behind them: where they end, and the first
/// address.
fn sources(text: &str) -> (usize, &str) {
    let (mut end, mut source) = (0, "");
    for raw in text.split_inclusive('\n').take(4) {
        let line = raw.trim();
        let address = line.find("://").and_then(|_| line.split_whitespace().last()).unwrap_or("");
        if !(line.is_empty() && !source.is_empty()
            || address.contains("://") && line.split_whitespace().count() <= 2)
        {
            break;
        }
        if source.is_empty() {
            source = address;
        }
        end += raw.len();
    }
    (end, source)
}

/// Where a header line of the date (`Date: 2024-10-07`) with the empty lines behind it ends; 0 where there is none.
fn dated(text: &str) -> usize {
    let mut end = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        let header = line.split_once(':').is_some_and(|(key, _)| key.trim().eq_ignore_ascii_case("date"));
        match (line.is_empty(), header, end) {
            (true, _, 1..) | (false, true, 0) => end += raw.len(),
            _ => break,
        }
    }
    end
}

/// A first word `date` and a value before the text itself (`date 2024-10-07 PARIS – …`): where the text begins, and the date.
fn prefix(text: &str, lang: &str) -> (usize, Option<Edtf>) {
    let head = text.trim_start();
    let lead = text.len() - head.len();
    let mut at = 0;
    let mut words = head.split_inclusive(char::is_whitespace);
    let Some(first) = words.next().filter(|w| w.trim().eq_ignore_ascii_case("date")) else {
        return (0, None);
    };
    at += first.len();
    let Some(value) = words.next() else { return (0, None) };
    match date::field(value.trim(), lang).filter(|_| value.starts_with(|c: char| c.is_ascii_digit())) {
        Some(date) => (lead + at + value.len(), Some(date)),
        None => (0, None),
    }
}

/// Cuts the text into lines; lines of one hard-wrapped paragraph become one.
fn split(text: &str, from: usize, markdown: bool, out: &mut Vec<Line>) {
    let width = wrap_width(&text[from..]);
    let mut at = from;
    let mut blank = true;
    let mut heading = false;
    for raw in text[from..].split_inclusive('\n') {
        let start = at + (raw.len() - raw.trim_start().len());
        let end = at + raw.trim_end().len();
        at += raw.len();
        if start >= end {
            blank = true;
            continue;
        }
        let line = &text[start..end];
        let mut tag = Tag::None;
        let mut start = start;
        if markdown {
            let hashes = line.bytes().take_while(|b| *b == b'#').count();
            if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
                tag = if hashes == 1 && !heading { Tag::Title } else { Tag::Heading };
                heading = true;
                start += hashes + (line[hashes..].len() - line[hashes..].trim_start().len());
            }
        }
        let joins = !blank
            && tag == Tag::None
            && out
                .last()
                .is_some_and(|last| last.tag == Tag::None && continues(last.span.of(text), line, width));
        match out.last_mut() {
            Some(last) if joins => last.span = Span::new(last.span.start as usize, end),
            _ => out.push(Line { span: Span::new(start, end), tag }),
        }
        blank = false;
    }
}

/// The widest column at which texts are wrapped.
const WIDEST: usize = 120;

/// The column at which a text is hard-wrapped, in characters, if it is: most lines end near it and hardly any (an address)
/// is much longer.
fn wrap_width(text: &str) -> Option<usize> {
    let sample =
        &text[..(0..=text.len().min(64 * 1024)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)];
    let lengths: Vec<usize> = sample.lines().map(|l| l.trim_end().chars().count()).collect();
    // An address or a caption may be longer than any line that was wrapped.
    let over = lengths.iter().filter(|n| **n > WIDEST).count();
    let full = lengths.iter().filter(|n| **n > 0).count();
    let longest = lengths.iter().copied().filter(|n| *n <= WIDEST).max()?;
    if longest < 40 || over * 10 > full {
        return None;
    }
    let near = lengths.iter().filter(|n| **n * 5 >= longest * 4).count();
    (near >= 4 && near * 2 >= full).then_some(longest)
}

/// True where `next` goes on with the paragraph whose last line ends `so_far`.
fn continues(so_far: &str, next: &str, width: Option<usize>) -> bool {
    let last = so_far.rsplit('\n').next().unwrap_or(so_far);
    let bullet = next.starts_with(['-', '•', '*', '–', '—', '+', '#', '>', '|'])
        || next
            .split_once(['.', ')'])
            .is_some_and(|(n, _)| n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit()));
    if bullet {
        return false;
    }
    let length = last.chars().count();
    let lower = next.chars().next().is_some_and(char::is_lowercase);
    match width {
        Some(width) => length * 10 >= width * 7,
        // Not wrapped as a whole: a line that stops in mid-sentence still goes on.
        None => lower && length >= 40 && !last.ends_with(['.', '!', '?', ':', '…', ';']),
    }
}
