//! Whether `confidence` is a chance: records by the decile of what they claim, with the share of them that gold agrees
//! with (DeGroot and Fienberg 1983, "The comparison and evaluation of forecasters").

use crate::gold::{self, Record, Verdict};
use anyhow::Result;
use std::path::Path;

/// Prints a table for each kind of record. Borderline records of gold count as right: a reader may list them.
///
/// # Errors
/// As [`gold::judge`].
pub fn run(folder: &Path) -> Result<bool> {
    let judged = gold::judge(folder)?;
    for (kind, ..) in crate::score::KINDS {
        let records: Vec<Record> =
            judged.iter().filter(|j| j.kind == kind).flat_map(|j| j.records.iter().copied()).collect();
        println!("{kind:<12} claimed  right      of  share");
        for (decile, row) in table(&records).iter().enumerate().filter(|(_, row)| row.of > 0) {
            println!(
                "{:<12}     {:.2}  {:>5}  {:>6}  {:.2}",
                format!("0.{decile}"),
                row.claimed / f64::from(row.of),
                row.right,
                row.of,
                f64::from(row.right) / f64::from(row.of)
            );
        }
        println!("{:<12} mean distance between claim and share: {:.3}\n", "", distance(&records));
    }
    Ok(true)
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Row {
    /// Sum of what the records claim.
    claimed: f64,
    right: u32,
    of: u32,
}

/// By the first decimal of the confidence; 1.0 is in the last row.
fn table(records: &[Record]) -> [Row; 10] {
    let mut rows = [Row::default(); 10];
    for r in records {
        // Two decimals are printed: 0.7 is stored a little below itself.
        let decile = ((r.confidence * 10.0 + 1e-6) as usize).min(9);
        rows[decile].claimed += r.confidence;
        rows[decile].right += u32::from(r.verdict != Verdict::Wrong);
        rows[decile].of += 1;
    }
    rows
}

/// Expected calibration error: the distance in each decile, weighed by its records; 0 is perfect.
fn distance(records: &[Record]) -> f64 {
    let apart: f64 = table(records).iter().map(|row| (row.claimed - f64::from(row.right)).abs()).sum();
    apart / records.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(claims: &[(f64, Verdict)]) -> Vec<Record> {
        claims.iter().map(|&(confidence, verdict)| Record { confidence, verdict }).collect()
    }

    #[test]
    fn a_claim_of_seven_tenths_is_in_its_own_decile() {
        let rows =
            table(&records(&[(0.7, Verdict::Right), (0.79, Verdict::Wrong), (1.0, Verdict::Borderline)]));
        assert_eq!((rows[7].right, rows[7].of, rows[9].right), (1, 2, 1));
    }

    #[test]
    fn distance_is_what_the_claims_promise_too_much_or_too_little() {
        let half = records(&[(0.5, Verdict::Right), (0.5, Verdict::Wrong)]);
        let bold = records(&[(0.9, Verdict::Right), (0.9, Verdict::Wrong)]);
        assert!(distance(&half).abs() < 1e-9);
        assert!((distance(&bold) - 0.4).abs() < 1e-9);
    }
}
