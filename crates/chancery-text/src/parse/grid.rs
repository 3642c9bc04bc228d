//! From features to places in a table, four to a group. The fingerprints of a group are compared at once and without a
//! branch, so that the processor fetches the groups of many features at the same time; half of the features are absent,
//! and only the fingerprints are read for those.

use super::lanes::{Lanes, prefetch};

/// Features in a group.
pub const WAYS: usize = 4;
/// How many features are looked up together, and so how many a decision may have.
pub const MOST: usize = 128;
/// The lowest bit of each lane.
const EACH: u64 = 0x0001_0001_0001_0001;

/// The fingerprints.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Four fingerprints of 16 bits each. A free lane holds 0, so a key that ends in 16 zeros may be found where nothing
    /// is: what such a place stands for must count for nothing.
    groups: Vec<u64>,
    shift: u32,
}

/// The places of the features that were found, part after part; reused from decision to decision.
#[derive(Debug, Clone)]
pub struct Found {
    /// With room behind the last, for several are written at once.
    places: [u32; MOST + WAYS],
    len: usize,
}

impl Default for Found {
    fn default() -> Found {
        Found { places: [0; MOST + WAYS], len: 0 }
    }
}

impl Found {
    /// Forgets all.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.len = 0;
    }
    /// How many were found since.
    #[inline(always)]
    pub fn count(&self) -> usize {
        self.len.min(MOST)
    }
    /// The places that [`Grid::find`] found.
    #[inline(always)]
    pub fn places(&self) -> &[u32] {
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

    /// Number of places.
    pub fn places(&self) -> usize {
        self.groups.len() * WAYS
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

    /// Adds the places of the keys that are there to what was found. At most [`MOST`] places are kept.
    #[inline(always)]
    pub fn find(&self, keys: &[u32], found: &mut Found, lanes: impl Lanes) {
        let (len, keys) = (found.count(), &keys[..keys.len().min(MOST)]);
        found.len = len + lanes.find(&self.groups, self.shift, keys, &mut found.places[len..]);
    }
}

/// Writes the places of keys that are there and counts them; behind the last may stand anything. Nothing depends on whether a key is there but where the next
/// place is written, so that the processor looks for many at once.
#[inline(always)]
pub fn find(groups: &[u64], shift: u32, keys: &[u32], places: &mut [u32]) -> usize {
    let (mut len, mask) = (0, groups.len().wrapping_sub(1));
    for &key in keys {
        let group = key.wrapping_shr(shift) as usize & mask;
        // A lane of `differ` is 0 where the fingerprint is the key's; the lowest such lane keeps its highest bit.
        let differ = groups.get(group).copied().unwrap_or(0) ^ (u64::from(key & 0xFFFF) * EACH);
        let equal = differ.wrapping_sub(EACH) & !differ & (EACH << 15);
        if let Some(place) = places.get_mut(len) {
            *place = (group * WAYS) as u32 + (equal.trailing_zeros() >> 4);
            len += usize::from(equal != 0);
        }
    }
    len
}
