//! Words that the tagger has met: what it sees of a word, what the word alone adds to the scores of its own class, and which
//! rows it adds to its neighbours', is worked out once and kept from document to document.
//!
//! Nothing depends on what is kept: a word that is not known is looked at anew, and gives the same sums.

use super::lanes::{Lanes, prefetch};
use super::tag::{Extras, Features, Parts, Place, Word, extract};
use super::weights::{Index, Scores, Weights};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// How many words are kept for the next document.
const MOST: usize = 4096;
/// No number of a word, no row: rows that are entries are never that large.
const NONE: u32 = u32::MAX;
/// Scores that are added together.
const STEP: usize = 16;
/// The word's own place among its neighbours, two on each side.
const OWN: usize = 2;
/// Features of a word as each neighbour, at most.
const ROWS: usize = 9;
/// Where those are of a word as the one two before, before, behind, two behind.
const AS: [Range<usize>; 4] = [0..1, 1..4, 4..8, 8..9];

/// Rows of weights, as [`Weights::gather`] takes them.
pub(super) type Rows = [u32; ROWS];

/// A word at a place.
#[derive(Debug)]
pub(super) struct Met {
    pub(super) word: Word,
    pub(super) place: Place,
    /// Its class where nothing need be weighed.
    pub(super) certain: Option<u8>,
    /// True once it was met a second time. Most words are met once, and what they add is not kept.
    again: bool,
    /// The number of the same word at another place.
    next: u32,
    /// Its row of [`Known::own`], counted from 1; 0 while there is none, [`NONE`] where there will be none.
    own: u32,
    /// The rows of its features as each neighbour; [`NONE`] until they are asked for.
    rows: Rows,
}

impl Met {
    fn new(word: Word, place: Place) -> Met {
        Met {
            word,
            place,
            certain: word.certain(place),
            again: false,
            next: NONE,
            own: 0,
            rows: [NONE; ROWS],
        }
    }
}

/// The words.
#[derive(Debug)]
pub(super) struct Known {
    words: Vec<Met>,
    /// By word in small letters: the number of the first.
    numbers: FxHashMap<SmolStr, u32>,
    /// Scores in a row.
    width: usize,
    /// Sums of what words add to their own scores, row after row; behind the last a row of nothing.
    own: Vec<i16>,
    features: Features,
    scores: Scores,
}

impl Known {
    /// The number of the word behind the last.
    pub(super) const END: u32 = 1;
    /// The number of the word before the first.
    pub(super) const START: u32 = 0;

    /// No words yet, for weights of so many outcomes.
    pub(super) fn new(outcomes: usize) -> Known {
        let width = outcomes.next_multiple_of(STEP);
        let edge = |word| Met::new(word, Place::default());
        Known {
            words: vec![edge(Word::START), edge(Word::END)],
            numbers: FxHashMap::default(),
            width,
            own: vec![0; width],
            features: Features::default(),
            scores: Scores::default(),
        }
    }

    /// The number of a word at such a place.
    pub(super) fn meet(&mut self, lower: &SmolStr, place: Place, lexicon: &Index) -> u32 {
        let number = self.words.len() as u32;
        let mut at = match self.numbers.get(lower.as_str()) {
            Some(first) => *first,
            None => {
                self.numbers.insert(lower.clone(), number);
                number
            }
        };
        while let Some(met) = self.words.get_mut(at as usize) {
            if met.place == place {
                met.again = true;
                return at;
            }
            if met.next == NONE {
                met.next = number;
            }
            at = met.next;
        }
        self.words.push(Met::new(Word::new(lower, place, lexicon), place));
        number
    }

    /// What is known of the word of that number.
    #[inline(always)]
    pub(super) fn word(&self, number: u32) -> &Met {
        &self.words[number as usize]
    }

    /// What is kept of a word and its neighbours, which memory is asked to bring: the row of its own sums, 0 where there is
    /// none, and the rows of its neighbours' features.
    #[inline(always)]
    pub(super) fn look_up(
        &mut self,
        around: [u32; 5],
        weights: &Weights,
        extras: Extras,
        lanes: impl Lanes,
    ) -> (u32, Rows) {
        let [p2, p, own, n, n2] = around;
        let mut rows = [0; ROWS];
        for (number, at) in [p2, p, n, n2].into_iter().zip(AS) {
            let met = self.word(number).rows;
            let met = if met[0] == NONE { self.find(number, weights, extras, lanes) } else { met };
            rows[at.clone()].copy_from_slice(&met[at]);
        }
        let met = self.word(own);
        let own = match met.own {
            0 if met.again => self.weigh(own, weights, extras, lanes),
            NONE => 0,
            row => row,
        };
        fetch(self.row(own));
        (own, rows)
    }

    /// Finds the rows of the features of a word as each neighbour.
    #[inline(never)]
    fn find(&mut self, number: u32, weights: &Weights, extras: Extras, lanes: impl Lanes) -> Rows {
        let mut rows = [0; ROWS];
        for (k, at) in [0, 1, 3, 4].into_iter().zip(AS) {
            self.alone(number, k, extras);
            weights.locate(self.features.keys(), &mut self.scores, lanes);
            for (row, found) in rows[at].iter_mut().zip(weights.rows(&self.scores)) {
                *row = found;
            }
        }
        self.words[number as usize].rows = rows;
        rows
    }

    /// Adds up what a word adds to its own scores; returns the row, 0 where it is not kept.
    #[inline(never)]
    fn weigh(&mut self, number: u32, weights: &Weights, extras: Extras, lanes: impl Lanes) -> u32 {
        if self.own.len() > MOST * self.width {
            return 0;
        }
        self.alone(number, OWN, extras);
        weights.locate(self.features.keys(), &mut self.scores, lanes);
        weights.gather(&mut self.scores, &[]);
        weights.sum(&mut self.scores, lanes);
        let sums = &self.scores.sums()[..self.width];
        // Sums that need more bits are rare.
        if sums.iter().any(|sum| i16::try_from(*sum).is_err()) {
            self.words[number as usize].own = NONE;
            return 0;
        }
        let (row, nothing) = ((self.own.len() / self.width) as u32, self.own.len() - self.width);
        self.own.extend(std::iter::repeat_n(0, self.width));
        for (to, sum) in self.own[nothing..].iter_mut().zip(sums) {
            *to = *sum as i16;
        }
        self.words[number as usize].own = row;
        row
    }

    /// The features of a word alone, as that neighbour.
    fn alone(&mut self, number: u32, k: usize, extras: Extras) {
        self.features.clear();
        extract([&self.words[number as usize]; 5], [0; 2], Parts::ALONE[k], extras, &mut self.features);
    }

    /// A row of sums; of nothing for 0.
    #[inline(always)]
    fn row(&self, row: u32) -> &[i16] {
        let rows = self.own.len() / self.width.max(1);
        let at = if row == 0 { rows } else { row as usize } - 1;
        &self.own[at * self.width..][..self.width]
    }

    /// Adds a row of [`Known::look_up`] to scores.
    #[inline(always)]
    pub(super) fn add(&self, row: u32, scores: &mut [i32]) {
        for (sum, more) in scores.iter_mut().zip(self.row(row)) {
            *sum += i32::from(*more);
        }
    }
}

/// Has memory bring a row.
#[inline(always)]
fn fetch(row: &[i16]) {
    for at in (0..row.len()).step_by(64 / size_of::<i16>()) {
        prefetch(row, at);
    }
}

/// Sets of known words that nobody works with at the moment.
#[derive(Debug, Default)]
pub(super) struct Shelf(Mutex<Vec<Known>>);

impl Shelf {
    /// One of them, or an empty one.
    pub(super) fn take(&self, outcomes: usize) -> Known {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        known.unwrap_or_else(|| Known::new(outcomes))
    }

    /// Keeps a set for the next document, unless it has become too large.
    pub(super) fn put(&self, known: Known) {
        if known.words.len() < MOST {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(known);
        }
    }
}
