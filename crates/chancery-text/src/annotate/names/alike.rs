//! How names are compared: their words, and whether two of them may be one person's.

use chancery_model::fold;
use smol_str::SmolStr;

/// The words of a name, folded.
pub(super) fn words_of(name: &str) -> Vec<SmolStr> {
    words_in(&fold(name)).map(SmolStr::new).collect()
}

/// The words of a folded text.
pub(super) fn words_in(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// Number of letters outside ASCII: the spelling with its marks is the fuller one.
pub(super) fn marks(name: &str) -> usize {
    name.chars().filter(|c| !c.is_ascii()).count()
}

/// How well two names agree: the words of the shorter are all among the longer's, initials standing for words.
pub(super) fn same(a: &[SmolStr], b: &[SmolStr]) -> Option<u32> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut strong = 0;
    for w in short {
        if long.contains(w) {
            strong += u32::from(w.len() > 1);
        } else if !(w.len() == 1 && long.iter().any(|l| l.starts_with(w.as_str()))
            || w.len() > 1 && long.iter().any(|l| l.len() == 1 && w.starts_with(l.as_str())))
        {
            return None;
        }
    }
    let ends = u32::from(short.last() == long.last());
    (strong > 0).then_some(strong * 2 + ends)
}

/// A word by which writers call a person: the last of the name, the first of a name of two or three short words, or any
/// later word of four letters and more.
pub(super) fn short_form(word: &str, words: &[SmolStr]) -> bool {
    let n = words.len();
    words.last().is_some_and(|w| w == word)
        || (2..=3).contains(&n) && words[0] == word && words.iter().all(|w| w.len() <= 8)
        || words.iter().skip(1).any(|w| w == word && word.len() >= 4)
}
