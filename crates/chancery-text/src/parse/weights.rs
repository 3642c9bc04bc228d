//! A linear model over hashed features: each feature has a sparse row of integer weights, one entry an outcome.

use super::bytes::{Broken, Reader, Writer};

/// From 32-bit keys to small numbers: open addressing, a miss usually costs one probe.
#[derive(Debug, Clone, Default)]
pub struct Index {
    keys: Vec<u32>,
    values: Vec<u32>,
    shift: u32,
}

impl Index {
    /// Builds the index; a key given twice keeps its first value. Key 0 stands for an empty slot and is never found.
    pub fn new(pairs: impl ExactSizeIterator<Item = (u32, u32)>) -> Index {
        let bits = (pairs.len().max(8) * 2).next_power_of_two().trailing_zeros().min(31);
        let size = 1usize << bits;
        let mut index = Index { keys: vec![0; size], values: vec![0; size], shift: 32 - bits };
        for (key, value) in pairs.filter(|(key, _)| *key != 0) {
            let mut slot = (key >> index.shift) as usize;
            while index.keys[slot] != 0 && index.keys[slot] != key {
                slot = (slot + 1) & (size - 1);
            }
            if index.keys[slot] == 0 {
                index.keys[slot] = key;
                index.values[slot] = value;
            }
        }
        index
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, key: u32) -> Option<u32> {
        let mask = self.keys.len().wrapping_sub(1);
        let mut slot = (key >> self.shift) as usize & mask;
        loop {
            let found = *self.keys.get(slot)?;
            if found == key && key != 0 {
                return Some(self.values[slot]);
            }
            if found == 0 {
                return None;
            }
            slot = (slot + 1) & mask;
        }
    }
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

/// Weights of one task (tagging or parsing).
#[derive(Debug, Clone, Default)]
pub struct Weights {
    outcomes: usize,
    index: Index,
    /// For each feature where its row begins; one more at the end.
    starts: Vec<u32>,
    /// `(weight, outcome)`.
    entries: Vec<(i16, u8)>,
}

impl Weights {
    /// Number of outcomes that are told apart.
    pub fn outcomes(&self) -> usize {
        self.outcomes
    }
    /// Number of features that have weights.
    pub fn features(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
    /// Adds up the rows of `features` into `scores`, which must have room for [`Weights::outcomes`].
    #[inline]
    pub fn score(&self, features: &[u32], scores: &mut [i32]) {
        scores.fill(0);
        for &feature in features {
            if let Some(row) = self.index.get(feature) {
                let range = self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize;
                for &(weight, outcome) in &self.entries[range] {
                    scores[usize::from(outcome)] += i32::from(weight);
                }
            }
        }
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
        let (mut keys, mut starts) = (Vec::with_capacity(rows), Vec::with_capacity(rows + 1));
        let mut entries = Vec::with_capacity(rows * 4);
        let mut key = 0u32;
        for i in 0..rows {
            key = key.wrapping_add(input.number()?);
            keys.push((key, i as u32));
            starts.push(entries.len() as u32);
            for _ in 0..input.byte()? {
                let (outcome, q) = (input.byte()?, i16::from(input.byte()? as i8));
                if usize::from(outcome) >= outcomes {
                    return Err(Broken("a weight speaks for an outcome that is not there"));
                }
                entries.push((q * q.abs(), outcome));
            }
        }
        starts.push(entries.len() as u32);
        Ok(Weights { outcomes, index: Index::new(keys.into_iter()), starts, entries })
    }
}
