//! Weights of the steps of the parser: a few outcomes, so that every feature has a whole row.

use super::bytes::{Broken, Reader, Writer};
use super::grid::{Found, Grid, WAYS, group};
use super::lanes::{Lanes, Row, prefetch};

/// Kinds of arcs that are told apart when a step is chosen; which relations are of a kind is for training to say.
pub const KINDS: usize = 4;
/// Arcs that a step can draw: a kind to the left or to the right. Weights speak for or against each, compared with
/// shifting.
pub const ARCS: usize = 2 * KINDS;

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    grid: Grid,
    /// By place.
    rows: Vec<Row>,
}

impl Steps {
    /// Has memory bring what [`Steps::locate`] will look at.
    #[inline(always)]
    pub fn seek(&self, keys: &[u32]) {
        self.grid.seek(keys);
    }

    /// Finds the rows of features, and has memory bring them; they come behind those found before.
    #[inline(always)]
    pub fn locate(&self, keys: &[u32], found: &mut Found, lanes: impl Lanes) {
        let before = found.count();
        self.grid.find(keys, found, lanes);
        for &place in &found.places()[before..] {
            prefetch(&self.rows, place as usize);
        }
    }

    /// What rows that were found add to the scores of the arcs against shifting.
    #[inline(always)]
    pub fn sum(&self, places: &[u32], lanes: impl Lanes) -> [i32; ARCS] {
        lanes.add(&self.rows, places)
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
        let grid = Grid::new(1 << bits);
        let rows = vec![0; grid.places()];
        let mut read = Steps { grid, rows };
        for group in 0..1 << bits {
            let ways = usize::from(input.byte()?);
            if ways > WAYS {
                return Err(Broken("a group of features is too large"));
            }
            for way in 0..ways {
                let &[low, high, mut mask] = input.bytes(3)? else { continue };
                let row = &mut read.rows[read.grid.set(group, way, u16::from_le_bytes([low, high]))];
                for &weight in input.bytes(mask.count_ones() as usize)? {
                    *row |= u64::from(weight) << (8 * mask.trailing_zeros());
                    mask &= mask.wrapping_sub(1);
                }
            }
        }
        Ok(read)
    }
}
