//! How a processor adds rows of weights and has memory bring them. All ways give the same sums.

use super::grid;
use super::steps::ARCS;

/// The weights of a feature for a step, a byte each, the first the lowest; companded as [`super::weights::Entry`].
pub type Row = u64;
/// Weights of many outcomes, companded, in one line of memory.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub struct Line(pub [i8; LINE]);
/// See [`Line`].
pub const LINE: usize = 64;

impl Default for Line {
    fn default() -> Line {
        Line([0; LINE])
    }
}

/// A way to find and to add.
pub trait Lanes: Copy {
    /// [`grid::find`].
    #[inline(always)]
    fn find(self, groups: &[u64], shift: u32, keys: &[u32], places: &mut [u32]) -> usize {
        grid::find(groups, shift, keys, places)
    }
    /// The sum of the rows at these places.
    fn add(self, rows: &[Row], places: &[u32]) -> [i32; ARCS];
    /// The sum of the lines at these places, for so many outcomes at least.
    fn add_lines(self, lines: &[Line], places: &[u32], outcomes: usize) -> [i32; LINE];
}

/// One weight after the other, on any processor.
#[derive(Debug, Clone, Copy)]
pub struct Single;

impl Lanes for Single {
    #[inline(always)]
    fn add(self, rows: &[Row], places: &[u32]) -> [i32; ARCS] {
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
    fn add_lines(self, lines: &[Line], places: &[u32], _: usize) -> [i32; LINE] {
        let mut sums = [0; LINE];
        for line in places.iter().filter_map(|place| lines.get(*place as usize)) {
            for (sum, q) in sums.iter_mut().zip(line.0) {
                let q = i32::from(q);
                *sum += q * q.abs();
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
    use super::{ARCS, LINE, Lanes, Line, Row};
    use std::arch::x86_64::{
        __m128i, __m256i, _mm_add_epi32, _mm_and_si128, _mm_castsi128_ps, _mm_cmpgt_epi32, _mm_cvtsi32_si128,
        _mm_cvtsi64_si128, _mm_loadu_si128, _mm_movemask_ps, _mm_set_epi32, _mm_set_epi64x, _mm_set1_epi32,
        _mm_setzero_si128, _mm_shuffle_epi8, _mm_shuffle_epi32, _mm_slli_epi32, _mm_srl_epi32,
        _mm_storeu_si128, _mm_unpackhi_epi8, _mm_unpacklo_epi8, _mm_unpacklo_epi64, _mm256_abs_epi16,
        _mm256_add_epi32, _mm256_and_si256, _mm256_castsi256_si128, _mm256_cmpeq_epi16, _mm256_cvtepi8_epi16,
        _mm256_cvtepu32_epi64, _mm256_extracti128_si256, _mm256_i32gather_epi64, _mm256_madd_epi16,
        _mm256_sad_epu8, _mm256_set_epi64x, _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_shuffle_epi8,
        _mm256_storeu_si256,
    };

    /// Shows that the processor has AVX2, BMI1 and BMI2: there is no other way to one than [`Avx2::new`].
    #[derive(Debug, Clone, Copy)]
    pub struct Avx2(());

    impl Avx2 {
        /// `None` on a processor without.
        #[inline]
        pub fn new() -> Option<Avx2> {
            let all = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("popcnt");
            all.then_some(Avx2(()))
        }
    }

    impl Lanes for Avx2 {
        /// Not inlined: a loop so small needs registers of its own.
        #[inline(never)]
        #[allow(unsafe_code, reason = "safe code compiled for a processor that is asked for first")]
        fn find(self, groups: &[u64], shift: u32, keys: &[u32], places: &mut [u32]) -> usize {
            // SAFETY: an `Avx2` exists only where the processor has what the function is compiled for.
            unsafe { find(groups, shift, keys, places) }
        }

        #[inline(always)]
        #[allow(unsafe_code, reason = "safe code compiled for a processor that is asked for first")]
        fn add(self, rows: &[Row], places: &[u32]) -> [i32; ARCS] {
            // SAFETY: an `Avx2` exists only where the processor has what the function is compiled for.
            unsafe { add(rows, places) }
        }

        #[inline(always)]
        #[allow(unsafe_code, reason = "safe code compiled for a processor that is asked for first")]
        fn add_lines(self, lines: &[Line], places: &[u32], outcomes: usize) -> [i32; LINE] {
            // SAFETY: an `Avx2` exists only where the processor has what the function is compiled for.
            unsafe {
                match outcomes {
                    0..=16 => add_parts::<1>(lines, places),
                    17..=32 => add_parts::<2>(lines, places),
                    33..=48 => add_parts::<3>(lines, places),
                    _ => add_parts::<4>(lines, places),
                }
            }
        }
    }

    /// By which of four numbers are wanted: the bytes that bring these to the front.
    const PACKED: [[u8; 16]; 16] = {
        let mut packed = [[0; 16]; 16];
        let mut wanted = 0;
        while wanted < 16 {
            let (mut to, mut byte) = (0, 0);
            while byte < 16 {
                if wanted >> (byte / 4) & 1 == 1 {
                    packed[wanted][to] = byte as u8;
                    to += 1;
                }
                byte += 1;
            }
            wanted += 1;
        }
        packed
    };

    /// As [`grid::find`], four keys at a time.
    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
    #[allow(unsafe_code, reason = "vectors are gathered from and stored in slices")]
    fn find(groups: &[u64], shift: u32, keys: &[u32], places: &mut [u32]) -> usize {
        if !groups.len().is_power_of_two() {
            return 0;
        }
        let (mask, shift) = (_mm_set1_epi32((groups.len() - 1) as i32), _mm_cvtsi32_si128(shift as i32));
        // For each lane of a group the lower half of the key in whose part of the vector it is.
        let spread = _mm256_set_epi64x(
            0x0908_0908_0908_0908,
            0x0100_0100_0100_0100,
            0x0908_0908_0908_0908,
            0x0100_0100_0100_0100,
        );
        // A bit for each lane, the first the highest, and from these bits to the first lane that has one.
        let bits = _mm256_set1_epi64x(0x0001_0002_0004_0008);
        let first = _mm_set_epi64x(0, 0x0101_0101_0202_0300);
        let mut len = 0;
        let mut put = |four: [u32; 4], there: usize| {
            let [a, b, c, d] = four.map(|key| key as i32);
            let keys = _mm_set_epi32(d, c, b, a);
            let at = _mm_and_si128(_mm_srl_epi32(keys, shift), mask);
            // SAFETY: all four are masked to less than the number of groups, a power of two.
            let prints = unsafe { _mm256_i32gather_epi64::<8>(groups.as_ptr().cast(), at) };
            let wanted = _mm256_shuffle_epi8(_mm256_cvtepu32_epi64(keys), spread);
            let equal = _mm256_and_si256(_mm256_cmpeq_epi16(prints, wanted), bits);
            let equal = _mm256_sad_epu8(equal, _mm256_setzero_si256());
            let (low, high) = (_mm256_castsi256_si128(equal), _mm256_extracti128_si256::<1>(equal));
            let equal =
                _mm_unpacklo_epi64(_mm_shuffle_epi32::<0b1000>(low), _mm_shuffle_epi32::<0b1000>(high));
            let found = _mm_movemask_ps(_mm_castsi128_ps(_mm_cmpgt_epi32(equal, _mm_setzero_si128())));
            let found = found as usize & there;
            let place = _mm_add_epi32(_mm_slli_epi32::<2>(at), _mm_shuffle_epi8(first, equal));
            if let Some(to) = places.get_mut(len..len + 4) {
                // SAFETY: both are 16 bytes and need no alignment.
                unsafe {
                    let packed = _mm_loadu_si128(PACKED[found].as_ptr().cast());
                    _mm_storeu_si128(to.as_mut_ptr().cast(), _mm_shuffle_epi8(place, packed));
                }
                len += found.count_ones() as usize;
            }
        };
        let (fours, rest) = keys.as_chunks::<4>();
        for &four in fours {
            put(four, 0xF);
        }
        if !rest.is_empty() {
            let mut four = [0; 4];
            four[..rest.len()].copy_from_slice(rest);
            put(four, (1 << rest.len()) - 1);
        }
        len
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    #[allow(unsafe_code, reason = "an array is stored whole")]
    fn add(rows: &[Row], places: &[u32]) -> [i32; ARCS] {
        let row = |place: u32| _mm_cvtsi64_si128(rows.get(place as usize).copied().unwrap_or(0) as i64);
        let two = |a: __m128i, b: __m128i| squares(_mm_unpacklo_epi8(a, b));
        let mut sums = _mm256_setzero_si256();
        let (pairs, rest) = places.as_chunks::<2>();
        for &[a, b] in pairs {
            sums = _mm256_add_epi32(sums, two(row(a), row(b)));
        }
        if let [last] = *rest {
            sums = _mm256_add_epi32(sums, two(row(last), _mm_setzero_si128()));
        }
        let mut out = [0; ARCS];
        // SAFETY: the array is eight numbers of 32 bits, as many bytes as are stored, and needs no alignment.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), sums) };
        out
    }

    /// The first `PARTS` times 16 weights of lines.
    #[target_feature(enable = "avx2")]
    #[allow(unsafe_code, reason = "arrays are loaded and stored whole")]
    fn add_parts<const PARTS: usize>(lines: &[Line], places: &[u32]) -> [i32; LINE] {
        const NOTHING: &Line = &Line([0; LINE]);
        let mut sums = [[_mm256_setzero_si256(); 2]; PARTS];
        for two in places.chunks(2) {
            let [a, b] =
                [0, 1].map(|k| two.get(k).and_then(|place| lines.get(*place as usize)).unwrap_or(NOTHING));
            let (a, b) = (a.0.as_chunks::<16>().0, b.0.as_chunks::<16>().0);
            for (part, [low, high]) in sums.iter_mut().enumerate() {
                // SAFETY: both are 16 bytes and need no alignment.
                let (a, b) = unsafe {
                    (_mm_loadu_si128(a[part].as_ptr().cast()), _mm_loadu_si128(b[part].as_ptr().cast()))
                };
                *low = _mm256_add_epi32(*low, squares(_mm_unpacklo_epi8(a, b)));
                *high = _mm256_add_epi32(*high, squares(_mm_unpackhi_epi8(a, b)));
            }
        }
        let mut out = [0; LINE];
        for ([low, high], out) in sums.into_iter().zip(out.as_chunks_mut::<16>().0) {
            let (first, second) = out.split_at_mut(8);
            // SAFETY: each half is eight numbers of 32 bits, as many bytes as are stored, and needs no alignment.
            unsafe {
                _mm256_storeu_si256(first.as_mut_ptr().cast(), low);
                _mm256_storeu_si256(second.as_mut_ptr().cast(), high);
            }
        }
        out
    }

    /// Of weights of two rows in turn: each multiplied with its size, the products of neighbours added.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn squares(weights: __m128i) -> __m256i {
        let q = _mm256_cvtepi8_epi16(weights);
        _mm256_madd_epi16(q, _mm256_abs_epi16(q))
    }
}
