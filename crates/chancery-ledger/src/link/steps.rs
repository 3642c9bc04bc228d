//! Which step in relations a passage tells of.

use super::concepts::{Facet, runs};
use super::names;

/// The step that a passage tells of: `established`, `resumed`, `raised` or `broken`. Where it tells of several, the one
/// told nearest to the year; `None` where that does not decide.
pub fn step(passage: &str, year: Option<i32>) -> Option<&'static str> {
    let words = names::words(passage);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut steps: Vec<(usize, usize, &'static str)> = Vec::new();
    for run in runs(&words) {
        let here = run.concepts.iter().filter(|c| c.0 == Facet::Step);
        steps.extend(here.map(|c| (run.at, run.at + run.len, c.1)));
    }
    let first = steps.first()?.2;
    if steps.iter().all(|s| s.2 == first) {
        return Some(first);
    }
    let year = year?.to_string();
    let at: Vec<usize> = (0..words.len()).filter(|i| words[*i] == year).collect();
    let far = |s: &(usize, usize, &str)| {
        at.iter().map(|y| if *y < s.0 { s.0 - y } else { (y + 1).saturating_sub(s.1) }).min()
    };
    let least = steps.iter().filter_map(far).min()?;
    let mut near: Vec<&str> = steps.iter().filter(|s| far(s) == Some(least)).map(|s| s.2).collect();
    near.dedup();
    if let [one] = near[..] { steps.iter().map(|s| s.2).find(|s| *s == one) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_told_apart() {
        let both =
            "Bound since 2013 by a strategic partnership, they marked the ties established on 12 April 1973.";
        for (passage, year, want) in [
            ("The two countries established diplomatic relations in 1973.", Some(1973), Some("established")),
            (both, Some(1973), Some("established")),
            (both, Some(2013), Some("raised")),
            ("Việt Nam và Algeria thiết lập quan hệ ngoại giao năm 1962.", Some(1962), Some("established")),
            ("Năm 2023, hai nước lập quan hệ Đối tác chiến lược.", Some(2023), Some("raised")),
            ("Le 10 février 1964, la capitale rompt avec Paris.", Some(1964), Some("broken")),
            ("Embassies were opened in 1925.", Some(1925), None),
        ] {
            assert_eq!(step(passage, year), want, "{passage}");
        }
    }
}
