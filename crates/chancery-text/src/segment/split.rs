//! From tokens to sentences.

use super::chars::{bullet, char_at, closes};
use super::lexicon::{Abbreviation, Lexicon};
use super::scan::{Gap, Kind, Scan};

/// Most tokens of a sentence; a longer one is cut at the best place before.
pub(super) const MOST: usize = 400;

/// Where the sentences of a scanned block end: indices one past their last token, ascending, the last being the length.
pub(super) fn ends(lex: &Lexicon, text: &str, scan: &Scan, out: &mut Vec<usize>) {
    out.clear();
    let count = scan.tokens.len();
    let (mut first, mut i) = (0, 0);
    let mut depth = 0usize;
    while i < count {
        let kind = scan.notes[i].kind;
        if kind == Kind::Sign {
            match char_at(text, scan.tokens[i].span.start as usize) {
                Some('(' | '[') => depth += 1,
                Some(')' | ']') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        let mut end = i + 1;
        if may_end(scan, i, kind)
            && boundary(lex, text, scan, first, i, &mut end, depth > 0 && i - first < 60)
        {
            out.push(end);
            first = end;
            depth = 0;
        } else if end - first >= MOST {
            first = cut(scan, first, end);
            out.push(first);
        }
        i = end.max(i + 1);
    }
    if out.last() != Some(&count) && count > 0 {
        out.push(count);
    }
}

/// False where a sentence certainly does not end after token `i`, as after most.
fn may_end(scan: &Scan, i: usize, kind: Kind) -> bool {
    let stop = !matches!(kind, Kind::Word | Kind::Maybe | Kind::Number | Kind::Address | Kind::Sign);
    // A bullet is a sign.
    stop || scan
        .notes
        .get(i + 1)
        .is_none_or(|next| next.gap == Gap::Paragraph || next.kind == Kind::Sign && next.gap != Gap::None)
}

/// Whether a sentence that began at `first` ends after token `i`; `end` moves past closing marks that belong to it.
fn boundary(
    lex: &Lexicon,
    text: &str,
    scan: &Scan,
    first: usize,
    i: usize,
    end: &mut usize,
    inside: bool,
) -> bool {
    let Some(next) = scan.notes.get(i + 1) else { return true };
    let kind = scan.notes[i].kind;
    let sign = |j: usize| scan.tokens.get(j).and_then(|t| char_at(text, t.span.start as usize));
    if next.gap == Gap::Paragraph {
        return true;
    }
    if sign(i + 1).is_some_and(bullet) && next.gap != Gap::None {
        return true;
    }
    let full = match kind {
        Kind::Stop => true,
        Kind::Abbreviation(_) | Kind::Initial | Kind::Acronym => false,
        _ => return false,
    };
    // Closing marks after the stop; a straight mark after a space opens the next sentence.
    let mut j = i + 1;
    while full && sign(j).is_some_and(closes) && (scan.notes[j].gap == Gap::None || sign(j) == Some('»')) {
        j += 1;
        if j - i > 4 {
            break;
        }
    }
    let Some(after) = scan.notes.get(j) else {
        *end = j;
        return true;
    };
    let token = &scan.tokens[j];
    let starter = token.capital && lex.starters.contains(&token.lower);
    match kind {
        Kind::Abbreviation(Abbreviation::Title) => return false,
        Kind::Abbreviation(Abbreviation::Number) => return false,
        Kind::Abbreviation(Abbreviation::Any) | Kind::Acronym => return starter,
        Kind::Initial => return starter && i > first && !scan.tokens[i - 1].capital,
        _ => {}
    }
    // `1. ...` at the start of an entry.
    if i == first + 1 && scan.notes[first].kind == Kind::Number && scan.tokens[i].span.len() == 1 {
        return false;
    }
    if inside && j == i + 1 {
        return false;
    }
    let c = sign(j).unwrap_or(' ');
    let glued = after.gap == Gap::None;
    let begins = token.capital
        || (after.kind == Kind::Number && !glued)
        || matches!(c, '"' | '“' | '«' | '‘' | '\'' | '(' | '[' | '¿' | '¡' | '-' | '–' | '—')
            && !glued
            && scan.tokens.get(j + 1).is_some_and(|t| t.capital || scan.notes[j + 1].kind == Kind::Number)
        || (after.kind == Kind::Word && !c.is_lowercase() && !glued)
        || after.kind == Kind::Address && !glued;
    if begins {
        *end = j;
    }
    begins
}

/// Where to cut the over-long stretch `first..end`: after its last strong mark, else its last comma, else its end.
fn cut(scan: &Scan, first: usize, end: usize) -> usize {
    let half = first + (end - first) / 2;
    let last = |marks: &[&str]| (half..end).rev().find(|&i| marks.contains(&scan.tokens[i].lower.as_str()));
    let parts = |i: usize| scan.tokens.get(i).is_some_and(|t| scan.tokens[i - 1].span.start == t.span.start);
    let mut at = last(&[".", "!", "?", "…"])
        .or_else(|| last(&[";", ":"]))
        .or_else(|| last(&[","]))
        .map_or(end, |i| i + 1);
    // Parts of a contraction stay together.
    while at > first + 1 && parts(at) {
        at -= 1;
    }
    at
}
