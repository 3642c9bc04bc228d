//! A linear model over hashed features: each feature has a sparse row of integer weights, one entry an outcome.

use super::bytes::{Broken, Reader, Writer};
use super::grid::{self, Found, Grid, MOST, WAYS};
use super::lanes::{LINE, Lanes, Line, Single, prefetch};

/// From 32-bit keys to small numbers: open addressing, key and value side by side, so that a look-up usually touches
/// memory once.
#[derive(Debug, Clone, Default)]
pub struct Index {
    slots: Vec<(u32, u32)>,
    shift: u32,
}

impl Index {
    /// Builds the index; a key given twice keeps its first value. Key 0 stands for an empty slot and is never found.
    pub fn new(pairs: impl ExactSizeIterator<Item = (u32, u32)>) -> Index {
        let bits = (pairs.len().max(8) * 6 / 5).next_power_of_two().trailing_zeros().min(31);
        let mut index = Index { slots: vec![(0, 0); 1 << bits], shift: 32 - bits };
        let mask = index.slots.len() - 1;
        for (key, value) in pairs.filter(|(key, _)| *key != 0) {
            let mut slot = (key >> index.shift) as usize & mask;
            while index.slots[slot].0 != 0 && index.slots[slot].0 != key {
                slot = (slot + 1) & mask;
            }
            if index.slots[slot].0 == 0 {
                index.slots[slot] = (key, value);
            }
        }
        index
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, key: u32) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = (key >> self.shift) as usize & mask;
        loop {
            let (found, value) = *self.slots.get(slot)?;
            if found == key && key != 0 {
                return Some(value);
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

/// Kinds of rows, in the upper bits of an index value: whole (the number of the first line), listed (the first entry's
/// place), or, without a mark, one or two entries in the value itself.
const WHOLE: u32 = 1 << 31;
const LISTED: u32 = 1 << 30;
/// A row with more entries than an outcome in so many is kept whole: what adds a few entries one by one adds many
/// outcomes at once.
const SPARSE: usize = 16;
/// Outcomes that a task may have.
const OUTCOMES: usize = 256;

/// Weights of one task (tagging or parsing).
#[derive(Debug, Clone, Default)]
pub struct Weights {
    outcomes: usize,
    /// Lines of a whole row.
    lines: usize,
    /// From features to places.
    grid: Grid,
    /// By place: where its row is. 0 counts for nothing.
    places: Vec<u32>,
    /// Whole rows, one after the other.
    whole: Vec<Line>,
    /// Entries of listed rows: weight, outcome, in the first how many follow it.
    listed: Vec<(i16, u8, u8)>,
}

/// Sums of weights, reused from decision to decision.
#[derive(Debug, Clone)]
pub struct Scores {
    found: Found,
    sums: [i32; OUTCOMES],
    whole: [u32; MOST],
    listed: [u32; MOST],
    short: [u32; MOST],
    /// How many of each kind.
    counts: [usize; 3],
}

impl Default for Scores {
    fn default() -> Scores {
        Scores {
            found: Found::default(),
            sums: [0; OUTCOMES],
            whole: [0; MOST],
            listed: [0; MOST],
            short: [0; MOST],
            counts: [0; 3],
        }
    }
}

impl Scores {
    /// All sums, with room behind those of the outcomes.
    #[inline(always)]
    pub(super) fn sums(&mut self) -> &mut [i32] {
        &mut self.sums
    }
}

impl Weights {
    /// Number of outcomes that are told apart.
    pub fn outcomes(&self) -> usize {
        self.outcomes
    }

    /// The sum of the rows of `features`: one score an outcome.
    pub fn score<'s>(&self, features: &[u32], scores: &'s mut Scores) -> &'s mut [i32] {
        self.locate(features, scores, Single);
        self.gather(scores, &[]);
        self.sum(scores, Single)
    }

    /// Has memory bring what [`Weights::locate`] will look at.
    #[inline(always)]
    pub fn seek(&self, features: &[u32]) {
        self.grid.seek(features);
    }

    /// Finds the places of features, and has memory bring what stands there.
    #[inline(always)]
    pub fn locate(&self, features: &[u32], scores: &mut Scores, lanes: impl Lanes) {
        scores.found.clear();
        self.grid.find(features, &mut scores.found, lanes);
        for &place in scores.found.places() {
            prefetch(&self.places, place as usize);
        }
    }

    /// The rows of what was located, as [`Weights::gather`] takes them.
    pub fn rows(&self, scores: &Scores) -> impl Iterator<Item = u32> {
        scores.found.places().iter().map(|place| self.row(*place))
    }

    #[inline(always)]
    fn row(&self, place: u32) -> u32 {
        self.places.get(place as usize).copied().unwrap_or(0)
    }

    /// Sorts the rows of what was located by kind, along with rows that were known before, and has memory bring them; a row of
    /// 0 is none.
    #[inline(always)]
    pub fn gather(&self, scores: &mut Scores, known: &[u32]) {
        let Scores { found, whole, listed, short, counts, .. } = scores;
        let (mut wholes, mut lists, mut shorts) = (0, 0, 0);
        // Without a branch: each row is put down as each kind, and only one of them counts it.
        let mut put = |row: u32| {
            whole[wholes & (MOST - 1)] = row & !WHOLE;
            listed[lists & (MOST - 1)] = row & !LISTED;
            short[shorts & (MOST - 1)] = row;
            wholes += (row >> 31) as usize;
            lists += (row >> 30) as usize & 1;
            shorts += usize::from(row.wrapping_sub(1) < LISTED - 1);
        };
        found.places().iter().for_each(|place| put(self.row(*place)));
        known.iter().for_each(|row| put(*row));
        *counts = [wholes, lists, shorts].map(|n| n.min(MOST));
        for &row in &whole[..counts[0]] {
            (0..self.lines).for_each(|line| prefetch(&self.whole, row as usize + line));
        }
        for &row in &listed[..counts[1]] {
            prefetch(&self.listed, row as usize);
        }
    }

    /// The sum of the rows that were gathered: one score an outcome.
    #[inline(always)]
    pub fn sum<'s>(&self, scores: &'s mut Scores, lanes: impl Lanes) -> &'s mut [i32] {
        let Scores { sums, whole, listed, short, counts, .. } = scores;
        let [wholes, lists, shorts] = *counts;
        let (all, _) = sums.as_chunks_mut::<LINE>();
        for (line, sums) in all[..self.lines.min(OUTCOMES / LINE)].iter_mut().enumerate() {
            *sums = lanes.add_lines(
                &self.whole[line.min(self.whole.len())..],
                &whole[..wholes],
                self.outcomes - line * LINE,
            );
        }
        for &row in &short[..shorts] {
            for entry in [row as u16, (row >> 15) as u16] {
                let q = i32::from(entry as u8 as i8);
                sums[usize::from(entry >> 8 & 0x7F)] += q * q.abs();
            }
        }
        for &start in &listed[..lists] {
            let rest = self.listed.get(start as usize..).unwrap_or(&[]);
            let more = rest.first().map_or(0, |first| usize::from(first.2));
            for &(weight, outcome, _) in rest.get(..=more).unwrap_or(&[]) {
                sums[usize::from(outcome)] += i32::from(weight);
            }
        }
        &mut sums[..self.outcomes]
    }

    /// Writes rows, sorted by key, as the file keeps them: a table of that many groups. Of features that share a group
    /// the first [`WAYS`] are kept.
    pub fn write(out: &mut Writer, outcomes: usize, groups: usize, rows: &[(u32, Vec<Entry>)]) {
        let groups = groups.next_power_of_two();
        let mut filled = vec![0; groups];
        let mut fits = |key: u32| {
            let filled = &mut filled[grid::group(key, groups)];
            *filled += 1;
            *filled <= WAYS
        };
        let rows: Vec<_> = rows.iter().filter(|(key, _)| fits(*key)).collect();
        out.number(outcomes as u32);
        out.number(groups.trailing_zeros());
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
        if outcomes == 0 || outcomes > OUTCOMES {
            return Err(Broken("a table of weights has an impossible number of outcomes"));
        }
        let bits = input.number()?;
        let rows = input.count(2)?;
        // A table is never much larger than what it holds.
        if bits > 24 || 1 << bits > rows.max(64) {
            return Err(Broken("a table of weights has an impossible size"));
        }
        let groups = 1 << bits;
        let mut read = Weights { outcomes, lines: outcomes.div_ceil(LINE), ..Weights::default() };
        read.grid = Grid::new(groups);
        read.places = vec![0; read.grid.places()];
        let mut last = (0, 0);
        let mut key = 0u32;
        for _ in 0..rows {
            key = key.wrapping_add(input.number()?);
            let len = usize::from(input.byte()?);
            let (entries, _) = input.bytes(2 * len)?.as_chunks::<2>();
            if entries.iter().any(|[outcome, _]| usize::from(*outcome) >= outcomes) {
                return Err(Broken("a weight speaks for an outcome that is not there"));
            }
            let value = read.keep(entries);
            // Rows come sorted, so the members of a group come one after the other.
            let group = grid::group(key, groups);
            last = if group == last.0 { (group, last.1 + 1) } else { (group, 1) };
            if last.1 > WAYS {
                return Err(Broken("a group of features is too large"));
            }
            let place = read.grid.set(group, last.1 - 1, key as u16);
            read.places[place] = value;
        }
        if read.whole.len().max(read.listed.len()) >= LISTED as usize {
            return Err(Broken("a table of weights is too long"));
        }
        Ok(read)
    }

    /// Stores a row and returns its index value.
    fn keep(&mut self, row: &[[u8; 2]]) -> u32 {
        // Most rows are as short as that.
        match *row {
            [] => return 0,
            [[a @ ..0x80, p]] => return u32::from_be_bytes([0, 0, a, p]),
            [[a @ ..0x80, p], [b @ ..0x80, q]] => {
                return u32::from_be_bytes([0, 0, b, q]) << 15 | u32::from_be_bytes([0, 0, a, p]);
            }
            _ => {}
        }
        if row.len() * SPARSE <= self.outcomes {
            let start = self.listed.len() as u32;
            let weight = |q: u8| i16::from(q as i8) * i16::from(q as i8).abs();
            self.listed.extend(row.iter().map(|&[outcome, q]| (weight(q), outcome, 0)));
            self.listed[start as usize].2 = row.len() as u8 - 1;
            return start | LISTED;
        }
        let start = self.whole.len();
        self.whole.resize(start + self.lines, Line::default());
        for &[outcome, q] in row {
            let at = usize::from(outcome);
            self.whole[start + at / LINE].0[at % LINE] = q as i8;
        }
        start as u32 | WHOLE
    }
}
