//! From features to places in a table, four to a group. The fingerprints of a group are compared at once and without a
//! branch, so that the processor fetches the groups of many features at the same time; most features are absent, and
//! only the fingerprints are read for those.

use super::lanes::prefetch;

/// Features in a group.
pub const WAYS: usize = 4;
/// How many features are looked up together, and so how many a decision may have.
pub const MOST: usize = 128;
/// All but the highest bit of each lane.
const LOW: u64 = 0x7FFF_7FFF_7FFF_7FFF;

/// The fingerprints.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Four fingerprints of 16 bits each. A free lane holds 0, so a key that ends in 16 zeros may be found where nothing
    /// is: what such a place stands for must count for nothing.
    groups: Vec<u64>,
    shift: u32,
}

/// Places of features, reused from decision to decision.
#[derive(Debug, Clone)]
pub struct Found {
    prints: [u64; MOST],
    places: [u64; MOST],
    len: usize,
}

impl Default for Found {
    fn default() -> Found {
        Found { prints: [0; MOST], places: [0; MOST], len: 0 }
    }
}

impl Found {
    /// The places that [`Grid::find`] found last.
    #[inline(always)]
    pub fn places(&self) -> &[u64] {
        &self.places[..self.len.min(MOST)]
    }
}

/// The group of a key among `groups`, a power of two.
pub fn group(key: u32, groups: usize) -> usize {
    (key >> (32 - groups.trailing_zeros()).min(31)) as usize & (groups - 1)
}

/// Groups, a power of two, that so many features fill by half to nine tenths.
pub fn groups(features: usize) -> usize {
    (features * 10 / 9).max(2 * WAYS).next_power_of_two() / WAYS
}

impl Grid {
    /// An empty grid of so many groups, a power of two.
    pub fn new(groups: usize) -> Grid {
        Grid { groups: vec![0; groups], shift: (32 - groups.trailing_zeros()).min(31) }
    }

    /// Number of places, with the one for absent features, which is the last and must count for nothing.
    pub fn places(&self) -> usize {
        self.groups.len() * WAYS + 1
    }

    /// Gives a key that lane of its group and returns its place.
    pub fn set(&mut self, group: usize, way: usize, key: u16) -> usize {
        self.groups[group] |= u64::from(key) << (16 * way);
        group * WAYS + way
    }

    /// Has memory bring what [`Grid::find`] will look at.
    #[inline(always)]
    pub fn seek(&self, keys: &[u32]) {
        for &key in keys {
            prefetch(&self.groups, (key >> self.shift) as usize & self.groups.len().wrapping_sub(1));
        }
    }

    /// The place of each key, the last place for those that are not there. No step of the first loop waits for memory, so
    /// that the processor fetches all groups at once and not one after the other, and the second takes several keys at
    /// once. At most [`MOST`] keys are looked up.
    #[inline(always)]
    pub fn find<'f>(&self, keys: &[u32], found: &'f mut Found) -> &'f [u64] {
        found.len = 0;
        let Some(mask) = self.groups.len().checked_sub(1) else { return &[] };
        let Found { prints, places, len } = found;
        let keys = &keys[..keys.len().min(MOST)];
        *len = keys.len();
        for (print, &key) in prints.iter_mut().zip(keys) {
            *print = self.groups[(key >> self.shift) as usize & mask];
        }
        let absent = (self.groups.len() * WAYS) as u64;
        for ((place, print), &key) in places.iter_mut().zip(&*prints).zip(keys) {
            let print_wanted = u64::from(key & 0xFFFF);
            let pair = print_wanted | print_wanted << 16;
            // A lane of `differ` is 0 where the fingerprint is the key's; only such lanes keep their highest bit.
            let differ = print ^ (pair | pair << 32);
            let equal = !(((differ & LOW) + LOW) | differ | LOW);
            // How many lanes stand before the first that is equal, counted without looking for it.
            let first = !equal >> 15 & 1;
            let second = first & !equal >> 31;
            let third = second & !equal >> 47;
            let group = u64::from(key >> self.shift) & mask as u64;
            let there = group * WAYS as u64 + first + second + third;
            *place = if equal == 0 { absent } else { there };
        }
        &places[..keys.len()]
    }
}
