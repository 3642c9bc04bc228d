//! A set of words that is asked far more often than it answers yes.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Bits of a sieve for each word, at least.
const SPARSE: usize = 12;

/// Tells of most words that they are not among some others, without a hash: their lengths and their first and last bytes
/// show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    /// A power of two of them, or none.
    bits: Box<[u64]>,
}

impl Sieve {
    /// A sieve that lets these words through.
    pub fn new<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Sieve {
        if words.len() == 0 {
            return Sieve::default();
        }
        let mut bits = vec![0; (words.len() * SPARSE / 64).next_power_of_two()].into_boxed_slice();
        for word in words {
            let (at, bit) = place(glimpse(word), bits.len());
            bits[at] |= bit;
        }
        Sieve { bits }
    }

    /// False when a word, by what [`glimpse`] gives for it, is certainly not among them.
    #[inline(always)]
    pub fn passes(&self, glimpse: u32) -> bool {
        let (at, bit) = place(glimpse, self.bits.len());
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

/// What a [`Sieve`] looks at in a word.
#[inline(always)]
pub fn glimpse(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let (first, last) = match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => (u32::from_le_bytes(*first), u32::from_le_bytes(*last)),
        _ => match *bytes {
            [a, b, c] => (u32::from_le_bytes([a, b, c, 0]), 0),
            [a, b] => (u32::from_le_bytes([a, b, 0, 0]), 0),
            [a] => (u32::from(a), 0),
            _ => (0, 0),
        },
    };
    let mixed = first.wrapping_mul(0x9E37_79B1) ^ last.wrapping_mul(0x85EB_CA77).rotate_left(15);
    (mixed ^ bytes.len() as u32).wrapping_mul(0xC2B2_AE3D)
}

/// The bit of a word among so many groups of 64.
#[inline(always)]
fn place(glimpse: u32, groups: usize) -> (usize, u64) {
    ((glimpse >> 8) as usize & groups.wrapping_sub(1), 1 << (glimpse >> 26))
}

/// Words, for look-up. Coding asks at every word of a sentence, and most words are in no set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSet {
    words: FxHashSet<SmolStr>,
    sieve: Sieve,
}

impl WordSet {
    /// True when it holds the word.
    #[inline(always)]
    pub fn contains(&self, word: &str) -> bool {
        self.holds(glimpse(word), word)
    }

    /// The same where what [`glimpse`] gives for the word is known.
    #[inline(always)]
    pub fn holds(&self, glimpse: u32, word: &str) -> bool {
        self.sieve.passes(glimpse) && self.words.contains(word)
    }

    /// The words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &SmolStr> {
        self.words.iter()
    }

    /// True when it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl<S: Into<SmolStr>> FromIterator<S> for WordSet {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> WordSet {
        let words: FxHashSet<SmolStr> = words.into_iter().map(Into::into).collect();
        WordSet { sieve: Sieve::new(words.iter().map(SmolStr::as_str)), words }
    }
}

/// What is known of some words, for look-up; as with a [`WordSet`], most words that are asked for are not among them.
#[derive(Debug, Clone)]
pub struct WordMap<V> {
    words: FxHashMap<SmolStr, V>,
    sieve: Sieve,
}

impl<V> WordMap<V> {
    /// What is known of the word.
    #[inline(always)]
    pub fn get(&self, word: &str) -> Option<&V> {
        if self.sieve.passes(glimpse(word)) { self.words.get(word) } else { None }
    }

    /// True when it knows no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl<V> Default for WordMap<V> {
    fn default() -> WordMap<V> {
        FxHashMap::default().into()
    }
}

impl<V> From<FxHashMap<SmolStr, V>> for WordMap<V> {
    fn from(words: FxHashMap<SmolStr, V>) -> WordMap<V> {
        WordMap { sieve: Sieve::new(words.keys().map(SmolStr::as_str)), words }
    }
}

#[cfg(test)]
mod tests {
    use super::{WordMap, WordSet};
    use smol_str::SmolStr;

    #[test]
    fn knows_what_it_was_told() {
        let words = [("ký", 1), ("", 2)].map(|(word, n)| (SmolStr::new(word), n));
        let map: WordMap<i32> = words.into_iter().collect::<rustc_hash::FxHashMap<_, _>>().into();
        assert_eq!([map.get("ký"), map.get(""), map.get("kỳ")], [Some(&1), Some(&2), None]);
        assert!(WordMap::<i32>::default().is_empty() && WordMap::<i32>::default().get("").is_none());
    }

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
