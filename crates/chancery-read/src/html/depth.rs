//! Pages that nest deeper than any page does.
//!
//! A parser of HTML looks through all open elements at most tags, so a page of nothing but nested elements takes time
//! by the square of its length. Tags below a depth that no real page reaches are left out before parsing; their text stays.

use std::borrow::Cow;

/// Deepest nesting that is kept. Browsers stop at 512.
const DEEPEST: usize = 1000;

/// Elements that have no end tag, or whose end tag may be left out: they open no lasting level.
const LEVEL: [&str; 26] = [
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "br", "hr", "img", "input",
    "meta", "link", "area", "base", "col", "embed", "param", "source", "track", "wbr", "path",
];

/// The page, without the tags that stand too deep.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let (mut depth, mut extra, mut kept) = (0usize, 0usize, 0usize);
    let mut out = String::new();
    let bytes = html.as_bytes();
    for (at, _) in html.match_indices('<') {
        if at < kept {
            continue;
        }
        let closes = bytes.get(at + 1) == Some(&b'/');
        let from = at + 1 + usize::from(closes);
        let length = bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = &html[from..from + length];
        let level = |n: &&str| n.eq_ignore_ascii_case(name);
        if !bytes.get(from).is_some_and(u8::is_ascii_alphabetic) || LEVEL.iter().any(level) {
            continue;
        }
        let drop = match (closes, extra) {
            (false, _) if depth >= DEEPEST => {
                extra += 1;
                true
            }
            (false, _) => {
                depth += 1;
                false
            }
            (true, 0) => {
                depth = depth.saturating_sub(1);
                false
            }
            (true, _) => {
                extra -= 1;
                true
            }
        };
        if drop {
            out.push_str(&html[kept..at]);
            out.push(' ');
            kept = html[from..].find('>').map_or(html.len(), |end| from + end + 1);
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_deep_loses_its_tags_and_keeps_its_text() {
        let page = |n: usize| {
            format!("{}<p>Talks in Rome.</p>{}<h1>End</h1>", "<div>".repeat(n), "</div>".repeat(n))
        };
        assert!(matches!(shallow(&page(DEEPEST)), Cow::Borrowed(_)));
        let deep = page(DEEPEST + 7);
        let flat = shallow(&deep);
        assert_eq!(flat.matches("<div>").count(), DEEPEST);
        assert_eq!(flat.matches("</div>").count(), DEEPEST);
        assert!(flat.contains("<p>Talks in Rome.</p>") && flat.ends_with("<h1>End</h1>"));
    }

    #[test]
    fn entries_without_end_tags_are_no_depth() {
        let list = "<li>One<p>Two<br>".repeat(DEEPEST * 2);
        assert!(matches!(shallow(&list), Cow::Borrowed(_)));
    }

    #[test]
    fn a_tag_without_an_end_is_the_rest() {
        let text = "<b".repeat(DEEPEST * 2);
        assert!(shallow(&text).len() < text.len());
    }
}
