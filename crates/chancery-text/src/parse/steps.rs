//! Weights of the steps of the parser: a few outcomes, so that every feature has a whole row.

use super::bytes::{Broken, Reader, Writer};
use super::grid::{Found, Grid, WAYS, group};

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

/// The weights of one feature, a byte each, the first the lowest; companded as [`super::weights::Entry`].
type Row = u64;

/// How a processor adds rows. All ways give the same sums.
pub trait Lanes: Copy {
    /// The sum of the rows at these places.
    fn add(self, rows: &[Row], places: &[u64]) -> [i32; ARCS];
}

/// One weight after the other, on any processor.
#[derive(Debug, Clone, Copy)]
pub struct Single;

impl Lanes for Single {
    #[inline(always)]
    fn add(self, rows: &[Row], places: &[u64]) -> [i32; ARCS] {
        let mut sums = [0; ARCS];
        for &place in places {
            let row = rows.get(place as usize).copied().unwrap_or(0);
            for (sum, q) in sums.iter_mut().zip(row.to_le_bytes()) {
                let q = i32::from(q as i8);
                *sum += q * q.abs();
            }
        }
        sums
    }
}

/// All eight weights of a row at once, on processors with AVX2. Left to itself the compiler takes the rows apart.
#[cfg(target_arch = "x86_64")]
pub mod wide {
    use super::{ARCS, Lanes, Row};
    use std::arch::x86_64::{
        __m128i, __m256i, _mm_abs_epi16, _mm_add_epi16, _mm_cvtepi8_epi16, _mm_cvtsi64_si128,
        _mm_mullo_epi16, _mm256_add_epi32, _mm256_cvtepi16_epi32, _mm256_extract_epi32, _mm256_setzero_si256,
    };

    /// Shows that the processor has AVX2: there is no other way to one than [`Avx2::new`].
    #[derive(Debug, Clone, Copy)]
    pub struct Avx2(());

    impl Avx2 {
        /// `None` on a processor without.
        #[inline]
        pub fn new() -> Option<Avx2> {
            is_x86_feature_detected!("avx2").then_some(Avx2(()))
        }
    }

    impl Lanes for Avx2 {
        #[inline(always)]
        #[allow(unsafe_code, reason = "safe code compiled for a processor that is asked for first")]
        fn add(self, rows: &[Row], places: &[u64]) -> [i32; ARCS] {
            // SAFETY: an `Avx2` exists only where the processor has what the function is compiled for.
            unsafe { add(rows, places) }
        }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn add(rows: &[Row], places: &[u64]) -> [i32; ARCS] {
        let weights = |place: u64| -> __m128i {
            let row = rows.get(place as usize).copied().unwrap_or(0);
            let q = _mm_cvtepi8_epi16(_mm_cvtsi64_si128(row as i64));
            _mm_mullo_epi16(q, _mm_abs_epi16(q))
        };
        let mut sums: __m256i = _mm256_setzero_si256();
        let mut pairs = places.chunks_exact(2);
        for pair in &mut pairs {
            // A weight is at most 128 squared, so that two fit in 16 bits.
            let two = _mm_add_epi16(weights(pair[0]), weights(pair[1]));
            sums = _mm256_add_epi32(sums, _mm256_cvtepi16_epi32(two));
        }
        for &place in pairs.remainder() {
            sums = _mm256_add_epi32(sums, _mm256_cvtepi16_epi32(weights(place)));
        }
        [
            _mm256_extract_epi32::<0>(sums),
            _mm256_extract_epi32::<1>(sums),
            _mm256_extract_epi32::<2>(sums),
            _mm256_extract_epi32::<3>(sums),
            _mm256_extract_epi32::<4>(sums),
            _mm256_extract_epi32::<5>(sums),
            _mm256_extract_epi32::<6>(sums),
            _mm256_extract_epi32::<7>(sums),
        ]
    }
}

impl Steps {
    /// The scores of the arcs against shifting.
    #[inline(always)]
    pub fn score(&self, keys: &[u32], found: &mut Found, lanes: impl Lanes) -> [i32; ARCS] {
        lanes.add(&self.rows, self.grid.find(keys, found))
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
                let print = u16::from_le_bytes([input.byte()?, input.byte()?]);
                let row = &mut read.rows[read.grid.set(group, way, print)];
                let mask = input.byte()?;
                for i in (0..ARCS).filter(|i| mask & 1 << i != 0) {
                    *row |= u64::from(input.byte()?) << (8 * i);
                }
            }
        }
        Ok(read)
    }
}
