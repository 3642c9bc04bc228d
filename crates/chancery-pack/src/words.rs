//! A set of words that is asked far more often than it answers yes.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Bits of the sieve.
const BITS: usize = 256;

/// Words, for look-up. Coding asks at every word of a sentence, and most words are in no set: their lengths and their
/// first and last bytes mostly show that, without a hash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSet {
    words: FxHashSet<SmolStr>,
    sieve: [u64; BITS / 64],
}

impl WordSet {
    /// True when it holds the word.
    #[inline]
    pub fn contains(&self, word: &str) -> bool {
        let (at, bit) = place(word);
        self.sieve[at] & bit != 0 && self.words.contains(word)
    }

    /// True when it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl<S: Into<SmolStr>> FromIterator<S> for WordSet {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> WordSet {
        let mut out = WordSet::default();
        for word in words {
            let word = word.into();
            let (at, bit) = place(&word);
            out.sieve[at] |= bit;
            out.words.insert(word);
        }
        out
    }
}

/// The bit of a word in the sieve.
#[inline]
fn place(word: &str) -> (usize, u64) {
    let bytes = word.as_bytes();
    let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
    let mixed = usize::from(first) + 5 * usize::from(last) + 37 * bytes.len();
    (mixed % BITS / 64, 1 << (mixed % 64))
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn holds_what_it_was_given_and_nothing_else() {
        let set: WordSet = ["sign", "signed", "hội đàm", ""].into_iter().collect();
        assert!(["sign", "signed", "hội đàm", ""].iter().all(|w| set.contains(w)));
        // The same length and ends as `signed`.
        assert!(!set.contains("soaked") && !set.contains("s"));
        assert!(!set.is_empty() && WordSet::default().is_empty());
        assert!(!WordSet::default().contains(""));
    }
}
