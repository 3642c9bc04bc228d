//! How a processor adds rows of weights and has memory bring them. All ways give the same sums.

use super::steps::ARCS;

/// The weights of a feature for a step, a byte each, the first the lowest; companded as [`super::weights::Entry`].
pub type Row = u64;
/// Weights of a whole row that are added together.
pub type Block = [i16; BLOCK];
/// See [`Block`].
pub const BLOCK: usize = 32;

/// A way to add.
pub trait Lanes: Copy {
    /// The sum of the rows at these places.
    fn add(self, rows: &[Row], places: &[u64]) -> [i32; ARCS];
    /// The sum of the blocks at these places, which fits.
    fn add_blocks(self, blocks: &[Block], places: impl Iterator<Item = usize>) -> Block;
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

    #[inline(always)]
    fn add_blocks(self, blocks: &[Block], places: impl Iterator<Item = usize>) -> Block {
        let mut sums = [0; BLOCK];
        for block in places.filter_map(|place| blocks.get(place)) {
            for (sum, weight) in sums.iter_mut().zip(block) {
                *sum = i16::wrapping_add(*sum, *weight);
            }
        }
        sums
    }
}

/// Asks memory for an item that will be looked at soon; asks in vain where there is none.
#[inline(always)]
#[allow(unsafe_code, reason = "there is no safe way to ask")]
pub fn prefetch<T>(items: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch reads nothing that the program sees and cannot fail, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(items.as_ptr().wrapping_add(at).cast()) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (items, at);
}

/// Many weights at once, on processors with AVX2. Left to itself the compiler takes the rows apart.
#[cfg(target_arch = "x86_64")]
pub mod wide {
    use super::{ARCS, BLOCK, Block, Lanes, Row};
    use std::arch::x86_64::{
        __m128i, __m256i, _mm_abs_epi16, _mm_add_epi16, _mm_cvtepi8_epi16, _mm_cvtsi64_si128,
        _mm_mullo_epi16, _mm256_add_epi16, _mm256_add_epi32, _mm256_cvtepi16_epi32, _mm256_extract_epi32,
        _mm256_loadu_si256, _mm256_setzero_si256, _mm256_storeu_si256,
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

        #[inline(always)]
        #[allow(unsafe_code, reason = "safe code compiled for a processor that is asked for first")]
        fn add_blocks(self, blocks: &[Block], places: impl Iterator<Item = usize>) -> Block {
            // SAFETY: an `Avx2` exists only where the processor has what the function is compiled for.
            unsafe { add_blocks(blocks, places) }
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

    #[target_feature(enable = "avx2")]
    #[inline]
    #[allow(unsafe_code, reason = "arrays are loaded whole")]
    fn add_blocks(blocks: &[Block], places: impl Iterator<Item = usize>) -> Block {
        let (mut low, mut high) = (_mm256_setzero_si256(), _mm256_setzero_si256());
        for block in places.filter_map(|place| blocks.get(place)) {
            let (a, b) = block.split_at(BLOCK / 2);
            // SAFETY: each half is 16 numbers of 16 bits, as many bytes as are loaded, and needs no alignment.
            let (a, b) =
                unsafe { (_mm256_loadu_si256(a.as_ptr().cast()), _mm256_loadu_si256(b.as_ptr().cast())) };
            (low, high) = (_mm256_add_epi16(low, a), _mm256_add_epi16(high, b));
        }
        let mut sums = [0; BLOCK];
        let (a, b) = sums.split_at_mut(BLOCK / 2);
        // SAFETY: as above.
        unsafe {
            _mm256_storeu_si256(a.as_mut_ptr().cast(), low);
            _mm256_storeu_si256(b.as_mut_ptr().cast(), high);
        }
        sums
    }
}
