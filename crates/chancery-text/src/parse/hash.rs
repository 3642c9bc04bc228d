//! Hashes that are the same on every machine and in every version: the model file is keyed by them.

/// Odd multipliers with well mixed bits.
const A: u64 = 0x9E37_79B9_7F4A_7C15;
const B: u64 = 0xD6E8_FEB8_6659_FD93;

/// The key of a feature: a template with its small atoms in `atoms`, word hashes in `words`.
#[inline(always)]
pub fn feature(atoms: u64, words: u64) -> u32 {
    let product = u128::from(atoms ^ A).wrapping_mul(u128::from(words ^ B));
    let folded = (product as u64) ^ ((product >> 64) as u64);
    (folded.wrapping_mul(A) >> 32) as u32
}

/// One more byte into a running hash; digits count as one and the same, so that figures share their weights.
#[inline]
pub fn push(hash: u32, byte: u8) -> u32 {
    let byte = if byte.is_ascii_digit() { b'0' } else { byte };
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Where a running hash begins.
pub const START: u32 = 0x811C_9DC5;

/// Ends a running hash: spreads its bits.
#[inline]
pub fn end(hash: u32) -> u32 {
    let h = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    let h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
    h ^ (h >> 15)
}

/// The hash of a word: figures are taken together by their length, quotation marks and dashes by their kind.
#[inline]
pub fn word(lower: &str) -> u32 {
    let bytes = canonical(lower).as_bytes();
    end(bytes.iter().fold(START, |h, &b| push(h, b)))
}

/// Typographic variants of a mark as the treebanks write it.
pub fn canonical(lower: &str) -> &str {
    if lower.len() > 4 || lower.is_ascii() {
        return if lower == "``" || lower == "''" { "\"" } else { lower };
    }
    match lower {
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" => "'",
        "–" | "—" | "‒" | "―" | "−" => "-",
        "…" => "...",
        _ => lower,
    }
}
