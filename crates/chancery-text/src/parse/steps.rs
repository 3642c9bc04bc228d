//! Weights of the steps of the parser: a few outcomes, so that every feature has a whole row.

use super::bytes::{Broken, Reader, Writer};
use super::grid::{Found, Grid, MOST, WAYS, group};

/// Kinds of arcs that are told apart when a step is chosen; which relations are of a kind is for training to say.
pub const KINDS: usize = 4;
/// Arcs that a step can draw: a kind to the left or to the right. Weights speak for or against each, compared with
/// shifting.
pub const ARCS: usize = 2 * KINDS;

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    grid: Grid,
    /// By place, companded as [`super::weights::Entry`].
    rows: Vec<[i8; ARCS]>,
}

/// What was fetched for a step, reused from step to step.
#[derive(Debug, Clone)]
pub struct Fetched {
    found: Found,
    rows: [[i8; ARCS]; MOST],
}

impl Default for Fetched {
    fn default() -> Fetched {
        Fetched { found: Found::default(), rows: [[0; ARCS]; MOST] }
    }
}

impl Steps {
    /// The scores of the arcs against shifting.
    #[inline(always)]
    pub fn score(&self, keys: &[u32], fetched: &mut Fetched) -> [i32; ARCS] {
        let mut sums = [0i32; ARCS];
        let Fetched { found, rows } = fetched;
        let places = self.grid.find(keys, found);
        // All rows are fetched before any is added, again to wait for memory only once.
        for (row, &place) in rows.iter_mut().zip(places) {
            *row = self.rows[place as usize];
        }
        let square = |q: i8| i16::from(q) * i16::from(q).abs();
        let mut pairs = rows[..places.len()].chunks_exact(2);
        for pair in &mut pairs {
            for (i, sum) in sums.iter_mut().enumerate() {
                // A weight is at most 128 squared, so that two fit in 16 bits.
                *sum += i32::from(square(pair[0][i]).wrapping_add(square(pair[1][i])));
            }
        }
        for row in pairs.remainder() {
            for (sum, &q) in sums.iter_mut().zip(row) {
                *sum += i32::from(square(q));
            }
        }
        sums
    }

    /// Writes a table of that many groups. Of features that share a group the first [`WAYS`] are kept.
    pub fn write(out: &mut Writer, groups: usize, rows: &[(u32, [i8; ARCS])]) {
        let groups = groups.next_power_of_two();
        let mut table = vec![Vec::new(); groups];
        for (key, row) in rows.iter().filter(|(_, row)| *row != [0; ARCS]) {
            let group = &mut table[group(*key, groups)];
            if group.len() < WAYS {
                group.push((*key as u16, row));
            }
        }
        out.number(groups.trailing_zeros());
        for group in &table {
            out.byte(group.len() as u8);
            for (print, row) in group {
                out.0.extend_from_slice(&print.to_le_bytes());
                let there = row.iter().enumerate().filter(|(_, q)| **q != 0);
                out.byte(there.clone().fold(0, |mask, (i, _)| mask | 1 << i));
                there.for_each(|(_, q)| out.byte(*q as u8));
            }
        }
    }

    /// Reads what [`Steps::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Steps, Broken> {
        let bits = input.number()?;
        if bits == 0 || bits > 24 || 1 << bits > input.0.len() {
            return Err(Broken("a table of steps has an impossible size"));
        }
        let mut read = Steps { grid: Grid::new(1 << bits), rows: vec![[0; ARCS]; WAYS << bits] };
        for group in 0..1 << bits {
            let ways = usize::from(input.byte()?);
            if ways > WAYS {
                return Err(Broken("a group of features is too large"));
            }
            for way in 0..ways {
                let print = u16::from_le_bytes([input.byte()?, input.byte()?]);
                let row = &mut read.rows[read.grid.set(group, way, print)];
                let mask = input.byte()?;
                for (i, q) in row.iter_mut().enumerate() {
                    if mask & 1 << i != 0 {
                        *q = input.byte()? as i8;
                    }
                }
            }
        }
        Ok(read)
    }
}
