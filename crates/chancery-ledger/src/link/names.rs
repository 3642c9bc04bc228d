//! Whether two names may be one person's.

use chancery_model::fold;

/// The words of a name, folded, without single letters' dots.
pub(crate) fn words(name: &str) -> Vec<String> {
    fold(name).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// True when the words of the shorter are all among the longer's, in order, give or take a letter in long ones.
/// `loose` also takes a single word for the name it begins or ends: right within one event, wrong across a store.
pub(crate) fn same(a: &[String], b: &[String], loose: bool) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match short.len() {
        0 => false,
        1 if long.len() > 1 => {
            loose && [long.first(), long.last()].into_iter().flatten().any(|w| close(w, &short[0]))
        }
        _ => {
            let mut rest = long.iter();
            short.iter().all(|w| rest.any(|l| close(l, w)))
        }
    }
}

/// Equal, or long and one letter apart: transliterations vary (`Siphandone`, `Siphandon`).
fn close(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 6 || long.len() - short.len() > 1 {
        return false;
    }
    let head = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    head + tail >= long.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_when_they_may_be_one() {
        let w = words;
        for (a, b) in [
            ("Tô Lâm", "To Lam"),
            ("Hoang Xuan Chiên", "Hoàng Xuân Chiến"),
            ("Emmanuel Jean-Michel Macron", "Emmanuel Macron"),
            ("Sonexay Siphandone", "Sonexay Siphandon"),
        ] {
            assert!(same(&w(a), &w(b), false), "{a} {b}");
        }
        for (a, b) in
            [("Tô Lâm", "Lâm Tô"), ("Alice Rufo", "Alice Guitton"), ("Nguyen Van An", "Nguyen Van Anh")]
        {
            assert!(!same(&w(a), &w(b), false), "{a} {b}");
        }
        assert!(same(&w("Macron"), &w("Emmanuel Macron"), true));
        assert!(!same(&w("Macron"), &w("Emmanuel Macron"), false));
    }
}
