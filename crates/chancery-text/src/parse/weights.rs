//! A linear model over hashed features: each feature has a sparse row of integer weights, one entry an outcome.

use super::bytes::{Broken, Reader, Writer};

/// From 32-bit keys to small numbers: open addressing, key and value side by side, so that a look-up usually touches
/// memory once. Most keys that are asked for are absent: a filter that the processor's cache can hold says so first.
#[derive(Debug, Clone, Default)]
pub struct Index {
    slots: Vec<(u32, u32)>,
    shift: u32,
    /// Two bits a key, in the word that its upper bits choose.
    filter: Vec<u64>,
    filter_shift: u32,
}

/// How many keys are looked up together.
const BATCH: usize = 128;

impl Index {
    /// Builds the index; a key given twice keeps its first value. Key 0 stands for an empty slot and is never found.
    pub fn new(pairs: impl ExactSizeIterator<Item = (u32, u32)>) -> Index {
        let mut index = Index::with_room(pairs.len());
        pairs.for_each(|(key, value)| index.insert(key, value));
        index
    }

    /// An empty index for at most so many keys.
    fn with_room(keys: usize) -> Index {
        // Close packing: the fewer lines of memory, the more of them stay in the cache.
        let bits = (keys.max(8) * 6 / 5).next_power_of_two().trailing_zeros().min(31);
        let words = (keys.max(64) / 8).next_power_of_two();
        Index {
            slots: vec![(0, 0); 1 << bits],
            shift: 32 - bits,
            filter: vec![0; words],
            filter_shift: 32 - words.trailing_zeros(),
        }
    }

    /// Adds a key; keys in rising order touch memory in order.
    fn insert(&mut self, key: u32, value: u32) {
        if key == 0 {
            return;
        }
        let mask = self.slots.len() - 1;
        let mut slot = (key >> self.shift) as usize & mask;
        while self.slots[slot].0 != 0 && self.slots[slot].0 != key {
            slot = (slot + 1) & mask;
        }
        if self.slots[slot].0 == 0 {
            self.slots[slot] = (key, value);
            let word = (key >> self.filter_shift) as usize & (self.filter.len() - 1);
            self.filter[word] |= bits_of(key);
        }
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, key: u32) -> Option<u32> {
        self.probe(key, (key >> self.shift) as usize)
    }

    /// The value of a key, looked for from a slot on.
    #[inline]
    fn probe(&self, key: u32, from: usize) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = from & mask;
        loop {
            let (found, value) = *self.slots.get(slot)?;
            if found == key && key != 0 {
                return Some(value);
            }
            if found == 0 {
                return None;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Hands the values of the keys that are there to `found`. No step of the first two loops depends on what memory
    /// says, so that the processor waits for all keys at once and not for one after the other.
    #[inline]
    fn each(&self, keys: &[u32], mut found: impl FnMut(u32)) {
        if self.slots.is_empty() || self.filter.is_empty() {
            return;
        }
        let (mask, words) = (self.slots.len() - 1, self.filter.len() - 1);
        let (mut likely, mut first) = ([0u32; BATCH], [(0u32, 0u32); BATCH]);
        for batch in keys.chunks(BATCH) {
            let mut n = 0;
            for &key in batch {
                let bits = bits_of(key);
                likely[n & (BATCH - 1)] = key;
                n += usize::from(self.filter[(key >> self.filter_shift) as usize & words] & bits == bits);
            }
            let likely = &likely[..n];
            for (slot, &key) in first.iter_mut().zip(likely) {
                *slot = self.slots[(key >> self.shift) as usize & mask];
            }
            for (&(there, value), &key) in first.iter().zip(likely) {
                if there == key && key != 0 {
                    found(value);
                } else if there != 0
                    && let Some(value) = self.probe(key, (key >> self.shift) as usize + 1)
                {
                    found(value);
                }
            }
        }
    }
}

/// The filter's bits of a key: by its low bits, as the upper ones choose the word.
#[inline]
fn bits_of(key: u32) -> u64 {
    1 << (key & 63) | 1 << (key >> 6 & 63)
}

/// A feature's weight for one outcome, companded as in the file: `q` stands for `q·|q|`, which keeps both the small
/// weights and the few very large ones in eight bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Outcome that the weight speaks for.
    pub outcome: u8,
    /// Signed square root of the weight.
    pub q: i8,
}

/// Eight weights side by side, which a processor adds at once.
type Lane = [i16; LANE];
const LANE: usize = 8;
/// Kinds of rows, in the upper bits of an index value: whole (the first lane's place), listed (the first entry's place),
/// or, without a mark, one or two entries in the value itself.
const WHOLE: u32 = 1 << 31;
const LISTED: u32 = 1 << 30;
/// A row with more entries than an outcome in so many is kept whole.
const SPARSE: usize = 4;
/// Marks the last entry of a listed row.
const LAST: u8 = 1;

/// Weights of one task (tagging or parsing).
#[derive(Debug, Clone, Default)]
pub struct Weights {
    outcomes: usize,
    /// Lanes in a whole row.
    lanes: usize,
    /// From features to rows.
    index: Index,
    /// Whole rows, one after the other.
    whole: Vec<Lane>,
    /// Entries of listed rows: weight, outcome, [`LAST`] or 0.
    listed: Vec<(i16, u8, u8)>,
}

/// Sums of weights, reused from decision to decision.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    sums: Vec<i32>,
    whole: Vec<u32>,
    listed: Vec<u32>,
    heads: Vec<(i16, u8, u8)>,
    short: Vec<u32>,
}

impl Weights {
    /// Number of outcomes that are told apart.
    pub fn outcomes(&self) -> usize {
        self.outcomes
    }

    /// The sum of the rows of `features`: one score an outcome.
    #[inline]
    pub fn score<'s>(&self, features: &[u32], scores: &'s mut Scores) -> &'s mut [i32] {
        let Scores { sums, whole, listed, heads, short } = scores;
        whole.clear();
        listed.clear();
        short.clear();
        // All rows are looked up before any is added, so that the look-ups wait for memory together.
        self.index.each(features, |row| {
            if row & WHOLE != 0 {
                whole.push(row & !WHOLE);
            } else if row & LISTED != 0 {
                listed.push(row & !LISTED);
            } else {
                short.push(row);
            }
        });
        heads.clear();
        heads.extend(listed.iter().map(|&start| self.listed[start as usize]));
        sums.clear();
        for lane in 0..self.lanes {
            let mut sum = [0i32; LANE];
            for &row in &*whole {
                let weights = &self.whole[row as usize + lane];
                for i in 0..LANE {
                    sum[i] += i32::from(weights[i]);
                }
            }
            sums.extend_from_slice(&sum);
        }
        for &row in &*short {
            for entry in [row as u16, (row >> 15) as u16] {
                let q = i32::from(entry as u8 as i8);
                sums[usize::from(entry >> 8 & 0x7F)] += q * q.abs();
            }
        }
        for (&start, &(weight, outcome, last)) in listed.iter().zip(&*heads) {
            sums[usize::from(outcome)] += i32::from(weight);
            if last == LAST {
                continue;
            }
            for &(weight, outcome, last) in &self.listed[start as usize + 1..] {
                sums[usize::from(outcome)] += i32::from(weight);
                if last == LAST {
                    break;
                }
            }
        }
        &mut sums[..self.outcomes]
    }

    /// Writes rows, sorted by key, as the file keeps them.
    pub fn write(out: &mut Writer, outcomes: usize, rows: &[(u32, Vec<Entry>)]) {
        out.number(outcomes as u32);
        out.number(rows.len() as u32);
        let mut last = 0;
        for (key, row) in rows {
            out.number(key.wrapping_sub(last));
            last = *key;
            out.byte(row.len() as u8);
            for entry in row {
                out.byte(entry.outcome);
                out.byte(entry.q as u8);
            }
        }
    }

    /// Reads what [`Weights::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Weights, Broken> {
        let outcomes = input.number()? as usize;
        if outcomes == 0 || outcomes > 256 {
            return Err(Broken("a table of weights has an impossible number of outcomes"));
        }
        let rows = input.count(2)?;
        let lanes = outcomes.div_ceil(LANE);
        let mut read = Weights { outcomes, lanes, ..Weights::default() };
        read.index = Index::with_room(rows);
        let mut row = Vec::with_capacity(256);
        let mut key = 0u32;
        for _ in 0..rows {
            key = key.wrapping_add(input.number()?);
            let len = usize::from(input.byte()?);
            let entries = input.bytes(2 * len)?;
            if entries.iter().step_by(2).any(|outcome| usize::from(*outcome) >= outcomes) {
                return Err(Broken("a weight speaks for an outcome that is not there"));
            }
            let value = match *entries {
                // Most rows are as short as that.
                [outcome @ ..0x80, q] => u32::from(outcome) << 8 | u32::from(q),
                _ => {
                    row.clear();
                    row.extend(entries.chunks_exact(2).map(|e| Entry { outcome: e[0], q: e[1] as i8 }));
                    read.keep(&row)
                }
            };
            read.index.insert(key, value);
        }
        if read.whole.len().max(read.listed.len()) >= LISTED as usize {
            return Err(Broken("a table of weights is too long"));
        }
        Ok(read)
    }

    /// Stores a row and returns its index value.
    fn keep(&mut self, row: &[Entry]) -> u32 {
        let inline = |e: &Entry| e.outcome < 0x80;
        if row.len() <= 2 && row.iter().all(inline) {
            return row
                .iter()
                .rev()
                .fold(0, |value, e| value << 15 | u32::from(e.outcome) << 8 | u32::from(e.q as u8));
        }
        let weight = |e: &Entry| i16::from(e.q) * i16::from(e.q).abs();
        if row.len() * SPARSE <= self.outcomes {
            let start = self.listed.len() as u32;
            self.listed.extend(row.iter().map(|e| (weight(e), e.outcome, 0)));
            if let Some(last) = self.listed.last_mut() {
                last.2 = LAST;
            }
            return start | LISTED;
        }
        let start = self.whole.len();
        self.whole.resize(start + self.lanes, [0; LANE]);
        for e in row {
            self.whole[start + usize::from(e.outcome) / LANE][usize::from(e.outcome) % LANE] = weight(e);
        }
        start as u32 | WHOLE
    }
}
