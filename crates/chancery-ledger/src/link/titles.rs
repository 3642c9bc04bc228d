//! The name of a mechanism, out of the names of its sessions.
//!
//! `Third edition of their Strategic Dialogue in Paris` names a session; its mechanism is the `Strategic Dialogue`. What
//! makes it a session is data: the numbers are in `tables/concepts/`, the other words in `tables/sessions.tsv`.

use super::concepts::{Facet, Run, runs};
use chancery_model::fold;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Words between the kind of a session and its number, at most.
const LONGEST: usize = 14;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Session,
    Link,
    Article,
    At,
    Ending,
}

/// Phrases of `tables/sessions.tsv` as folded words, and the longest number of words that one has.
fn table() -> &'static (BTreeMap<Vec<String>, Part>, usize) {
    static TABLE: OnceLock<(BTreeMap<Vec<String>, Part>, usize)> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut out = BTreeMap::new();
        for line in include_str!("../../tables/sessions.tsv").lines().filter(|l| !l.starts_with('#')) {
            let Some((part, phrases)) = line.split_once('\t') else { continue };
            let part = match part {
                "session" => Part::Session,
                "link" => Part::Link,
                "article" => Part::Article,
                "at" => Part::At,
                _ => Part::Ending,
            };
            for phrase in phrases.split('|') {
                out.entry(fold(phrase).split(' ').map(str::to_owned).collect()).or_insert(part);
            }
        }
        let most = out.keys().map(Vec::len).max().unwrap_or(1);
        (out, most)
    })
}

/// Words of a name with the bytes they stand at.
fn words(name: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut out: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut from = None;
    for (at, c) in name.char_indices().chain([(name.len(), ' ')]) {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                out.push((start..at, fold(&name[start..at])));
                from = None;
            }
            _ => {}
        }
    }
    out
}

/// The part that begins at a word, and how many words it has.
fn part(words: &[&str]) -> Option<(Part, usize)> {
    let (table, most) = table();
    (1..=words.len().min(*most)).rev().find_map(|len| {
        let phrase: Vec<String> = words[..len].iter().map(|w| (*w).to_owned()).collect();
        table.get(&phrase).map(|p| (*p, len))
    })
}

/// Which words are numbers of sessions: `48th`, `XIXe`, `thứ 47`. `written` are the words with their capitals.
fn numbers(words: &[&str], written: &[&str]) -> Vec<bool> {
    let mut out = vec![false; words.len()];
    for run in runs(words) {
        if run.has(Facet::Ordinal) {
            out[run.at..run.at + run.len].iter_mut().for_each(|n| *n = true);
        }
    }
    for (n, word) in out.iter_mut().zip(written) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let ending = word.len() - digits;
        *n |= (1..=3).contains(&digits) && (1..=4).contains(&ending);
        let roman = word.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L')).count();
        let ending = fold(&word[roman..]);
        *n |= roman > 1 && (ending.is_empty() || matches!(part(&[&ending]), Some((Part::Ending, _))));
    }
    out
}

/// The mechanism's own name in that of a session; `None` where nothing is left that would tell it from another.
/// `places` are those of the session, folded.
pub(crate) fn title(name: &str, places: &[String]) -> Option<String> {
    let all = words(name);
    let folded: Vec<&str> = all.iter().map(|(_, w)| w.as_str()).collect();
    let written: Vec<&str> = all.iter().map(|(at, _)| &name[at.clone()]).collect();
    let number = numbers(&folded, &written);
    // From the front: numbers, articles, and `session of the`.
    let mut at = 0;
    while at < folded.len() {
        match part(&folded[at..]) {
            _ if number[at] => at += 1,
            Some((Part::Article, len)) => at += len,
            Some((Part::Link, len)) if at > 0 => at += len,
            Some((Part::Session, len)) => {
                let mut next = at + len;
                while next < folded.len() && number[next] {
                    next += 1;
                }
                at = next;
            }
            _ => break,
        }
    }
    // From the end: the place of the session, with the word before it.
    let mut end = folded.len();
    while end > at {
        let placed = places.iter().find_map(|p| {
            let place: Vec<&str> = p.split(' ').collect();
            let start = end.checked_sub(place.len()).filter(|s| *s > at)?;
            let here = folded[start..end] == place[..];
            (here && matches!(part(&folded[start - 1..]), Some((Part::At, 1)))).then_some(start - 1)
        });
        match placed {
            Some(start) => end = start,
            None if number[end - 1] || matches!(part(&folded[end - 1..end]), Some((Part::Link, _))) => {
                end -= 1
            }
            None => break,
        }
    }
    if end <= at {
        return None;
    }
    // A number within: the words on both sides of it are kept.
    let mut out = String::new();
    let mut gap = false;
    for i in at..end {
        if number[i] {
            gap = true;
            continue;
        }
        if !out.is_empty() {
            let from = if gap { " " } else { &name[all[i - 1].0.end..all[i].0.start] };
            out.push_str(from);
        }
        gap = false;
        out.push_str(&name[all[i].0.clone()]);
    }
    let tail = &name[all[end - 1].0.end..];
    if tail.starts_with(')') && out.contains('(') {
        out.push(')');
    }
    // One word (`dialogue`) names no mechanism.
    let left: Vec<&str> = (at..end).filter(|i| !number[*i]).map(|i| folded[i]).collect();
    let kinds: usize = runs(&left).iter().filter(|r| r.has(Facet::Kind)).map(|r| r.len).sum();
    (kinds > 0 && left.len() > kinds).then_some(out)
}

/// The name of a session in a passage where it stands between its kind and its number, as in `Đối thoại Quốc phòng lần
/// thứ năm`; `None` where the passage has no such words, or has the number twice.
pub(crate) fn within(passage: &str, ordinal: u32) -> Option<&str> {
    let all = words(passage);
    let folded: Vec<&str> = all.iter().map(|(_, w)| w.as_str()).collect();
    let found = runs(&folded);
    let number = ordinal.to_string();
    let is = |r: &Run| r.concepts.iter().any(|c| c.0 == Facet::Ordinal && c.1 == number);
    let mut numbers = found.iter().filter(|r| is(r));
    let (last, None) = (numbers.next()?, numbers.next()) else { return None };
    let near = |r: &&Run| r.at < last.at && last.at - r.at <= LONGEST;
    let first = found.iter().filter(near).rfind(|r| r.has(Facet::Kind))?;
    let text = &passage[all[first.at].0.start..all.get(last.at - 1)?.0.end];
    let other = found.iter().any(|r| r.at > first.at && r.at < last.at && r.has(Facet::Ordinal));
    let broken = passage[all[first.at].0.start..all[last.at].0.start]
        .contains(['.', ',', ';', ':', '(', ')', '\n', '“', '”', '"', '«', '»']);
    // A kind and its number with nothing between them name nothing.
    (!broken && !other && first.at + first.len < last.at).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mechanism_is_not_called_by_one_session() {
        let at = |name: &str, place: &str| title(name, &[fold(place)]);
        for (name, place, want) in [
            ("Troisième édition de leur Dialogue de défense", "Paris", Some("Dialogue de défense")),
            ("third defence dialogue in Paris", "Paris", Some("defence dialogue")),
            (
                "42nd session of the Intergovernmental Committee in Hanoi",
                "Hanoi",
                Some("Intergovernmental Committee"),
            ),
            ("46e session du Comité intergouvernemental", "Hanoï", Some("Comité intergouvernemental")),
            ("Đối thoại Chính sách quốc phòng lần thứ năm", "Huế", Some("Đối thoại Chính sách quốc phòng")),
            ("Kỳ họp lần thứ 47 Ủy ban liên Chính phủ", "", Some("Ủy ban liên Chính phủ")),
            ("Hội thảo lý luận lần thứ tư giữa hai Đảng", "", Some("Hội thảo lý luận giữa hai Đảng")),
            ("XIXe Sommet de la Francophonie", "Paris", Some("Sommet de la Francophonie")),
            ("XIXème Sommet de la Francophonie", "Paris", Some("Sommet de la Francophonie")),
            ("XIX Sommet ibéro-américain", "Lima", Some("Sommet ibéro-américain")),
            ("deuxième session du dialogue stratégique", "", Some("dialogue stratégique")),
            ("Dialogue on Ukraine in Paris", "Kyiv", Some("Dialogue on Ukraine in Paris")),
            ("Première session", "", None),
            ("48th session", "", None),
            ("fourth dialogue in Hà Nội", "Hà Nội", None),
            ("", "", None),
        ] {
            assert_eq!(at(name, place).as_deref(), want, "{name}");
        }
    }

    #[test]
    fn names_are_found_before_numbers() {
        let passage =
            "Luang Prabang đón Đối thoại Chính sách quốc phòng Việt Nam - Lào lần thứ năm, ngày 28/3.";
        assert_eq!(within(passage, 5), Some("Đối thoại Chính sách quốc phòng Việt Nam - Lào"));
        assert_eq!(within(passage, 4), None);
        assert_eq!(within("Hai bên sẽ tổ chức hội thảo lần thứ năm tại Paris", 5), None);
        assert_eq!(within("Đối thoại ở Lào, lần thứ tư ở Huế", 4), None);
        assert_eq!(within("the fourth dialogue on defence", 4), None);
    }
}
