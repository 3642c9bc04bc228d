//! Addresses of the web and of mail, and names with an at sign: one token each.

use super::chars::{Class, char_at, char_before, class, class_at};
use super::scan::{Kind, LONGEST};

/// Ends of host names that are no common words; after any other, a point between letters ends a sentence.
const HOSTS: [&str; 26] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "asia", "vn", "fr", "uk", "eu", "ch",
    "de", "cn", "jp", "kr", "ru", "ca", "au", "nz", "tv", "html", "htm",
];

/// The address that starts at `at` within a stretch without white space that ends at `end`.
pub(super) fn at(text: &str, at: usize, end: usize) -> Option<(usize, Kind)> {
    let limit = end.min(at + LONGEST);
    let bytes = &text.as_bytes()[at..limit];
    let first = *bytes.first()?;
    if first == b'@' {
        let stop = label(text, at + 1, end);
        return (stop > at + 1).then_some((stop, Kind::Address));
    }
    if !first.is_ascii_alphanumeric() || char_before(text, at).is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let starts = |p: &str| bytes.len() > p.len() && bytes[..p.len()].eq_ignore_ascii_case(p.as_bytes());
    if starts("http://") || starts("https://") || starts("ftp://") || starts("www.") {
        return Some((trimmed(text, at, end), Kind::Address));
    }
    // The host's or the local part's characters from here; nothing else can begin an address.
    let part = bytes
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
        .count();
    if bytes.get(part) == Some(&b'@') {
        let stop = host(text, at + part + 1, end)?;
        return Some((stop, Kind::Address));
    }
    let stop = host(text, at, end)?;
    let whole = if text.as_bytes().get(stop) == Some(&b'/') { trimmed(text, at, end) } else { stop };
    Some((whole, Kind::Address))
}

/// The end of the letters, digits and low lines from `at`.
fn label(text: &str, at: usize, end: usize) -> usize {
    let mut stop = at;
    while stop < end.min(at + LONGEST) {
        match char_at(text, stop) {
            Some(c) if matches!(class(c), Class::Letter | Class::Digit | Class::Cont) => stop += c.len_utf8(),
            _ => break,
        }
    }
    stop
}

/// The end of the host name at `at`: labels of ASCII letters, the last one in [`HOSTS`].
fn host(text: &str, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut i, mut start, mut found) = (at, at, None);
    let limit = end.min(at + LONGEST);
    loop {
        while i < limit && (bytes[i].is_ascii_alphanumeric() || bytes[i] == b'-') {
            i += 1;
        }
        if i == start {
            return found;
        }
        let bounded = !matches!(class_at(text, i), Class::Letter | Class::Digit | Class::Cont) || i >= end;
        if start > at && bounded && text.get(start..i).is_some_and(|l| HOSTS.contains(&l)) {
            found = Some(i);
        }
        if i >= limit || bytes[i] != b'.' {
            return found;
        }
        i += 1;
        start = i;
    }
}

/// The end of an address without the punctuation of the sentence around it, and no longer than a token may be.
fn trimmed(text: &str, at: usize, end: usize) -> usize {
    let mut stop = end.min(at + LONGEST * 4);
    while !text.is_char_boundary(stop) {
        stop -= 1;
    }
    while let Some(c) = char_before(text, stop) {
        if stop <= at + 1
            || !matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '\'' | '»' | '”' | '’' | '>'
            )
        {
            break;
        }
        stop -= c.len_utf8();
    }
    stop
}
