//! Words and phrases of a lexicon with what they mean.

use chancery_model::Token;
use chancery_pack::{WordMap, WordSet};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What words and phrases mean.
#[derive(Debug)]
pub(crate) struct Phrases<V> {
    means: WordMap<V>,
    /// What the phrases among them begin with, up to their first space: hardly any word begins one.
    starts: WordSet,
}

impl<V> Default for Phrases<V> {
    fn default() -> Phrases<V> {
        Phrases { means: WordMap::default(), starts: WordSet::default() }
    }
}

impl<V> FromIterator<(SmolStr, V)> for Phrases<V> {
    fn from_iter<I: IntoIterator<Item = (SmolStr, V)>>(list: I) -> Phrases<V> {
        let means: FxHashMap<SmolStr, V> = list.into_iter().collect();
        let starts = means.keys().filter_map(|w| w.split_once(' ').map(|(first, _)| SmolStr::new(first)));
        Phrases { starts: starts.collect(), means: means.into() }
    }
}

impl<V> Phrases<V> {
    /// What a word means by its lemma, else as written.
    pub(crate) fn word(&self, token: &Token) -> Option<&V> {
        self.means.get(&token.lemma).or_else(|| self.means.get(&token.lower))
    }

    /// What the longest phrase of two to `most` words means that begins with `first` and goes on with the tokens behind it,
    /// and how many words it has.
    pub(crate) fn longest(&self, first: &str, behind: &[Token], most: usize) -> Option<(&V, usize)> {
        if !first.split(' ').next().is_some_and(|word| self.starts.contains(word)) {
            return None;
        }
        let mut phrase = first.to_owned();
        let mut best = None;
        for (n, next) in behind.iter().take(most.saturating_sub(1)).enumerate() {
            phrase.push(' ');
            phrase.push_str(&next.lower);
            best = self.means.get(&phrase).map(|v| (v, n + 2)).or(best);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use chancery_model::Token;
    use smol_str::SmolStr;

    #[test]
    fn the_longest_phrase_counts() {
        let token = |w: &str| Token { lower: SmolStr::new(w), lemma: SmolStr::new(w), ..Token::default() };
        let list = [("put", 1), ("put an end", 2), ("put an end to", 3), ("trả đũa lại", 4)];
        let phrases: Phrases<i32> = list.into_iter().map(|(w, v)| (SmolStr::new(w), v)).collect();
        let behind = ["an", "end", "to", "it"].map(token);
        assert_eq!(phrases.longest("put", &behind, 5), Some((&3, 4)));
        assert_eq!(phrases.longest("put", &behind, 3), Some((&2, 3)), "no more words than asked for");
        assert_eq!(phrases.longest("put", &behind[..1], 5), None);
        assert_eq!(phrases.longest("trả đũa", &[token("lại")], 3), Some((&4, 2)), "a word of two syllables");
        assert_eq!(phrases.word(&token("put")), Some(&1));
        assert_eq!(phrases.word(&token("end")), None);
    }
}
