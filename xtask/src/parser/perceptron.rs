//! Averaged perceptron over hashed features, with pruning and quantisation.

use chancery_text::parse::grid::{WAYS, group};
use chancery_text::parse::steps::ARCS;
pub use chancery_text::parse::weights::Entry;

/// A weight: what it speaks for and how much. Kept apart from its history, which scoring does not touch.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    weight: i32,
    outcome: u8,
}

/// Clock of a weight's last change, and the weight summed over time up to then.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    since: u32,
    total: i64,
}

/// Where a feature's weights are: `len` of `room` cells from `start`.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    start: u32,
    len: u16,
    room: u16,
}

/// Averaged weights by feature, sorted by key; outcomes sorted within.
pub type Rows = Vec<(u32, Vec<(u8, f64)>)>;

/// Weights while they are learned.
#[derive(Debug)]
pub struct Perceptron {
    /// Open addressing by the key's upper bits; 0 is an empty slot.
    keys: Vec<u32>,
    rows: Vec<Row>,
    used: usize,
    cells: Vec<Cell>,
    pasts: Vec<Past>,
    /// Features that an update has met once, as bits: most are never met again and get no row.
    once: Vec<u64>,
    clock: u32,
    /// True when only the weights present from the start are learned.
    frozen: bool,
}

impl Perceptron {
    /// Learns weights for every feature that two updates meet.
    pub fn open() -> Perceptron {
        Perceptron {
            keys: vec![0; 1 << 16],
            rows: vec![Row::default(); 1 << 16],
            used: 0,
            cells: Vec::new(),
            pasts: Vec::new(),
            once: vec![0; 1 << 21],
            clock: 0,
            frozen: false,
        }
    }

    /// Learns these weights anew and no others.
    pub fn only(kept: &Rows) -> Perceptron {
        let mut model = Perceptron::open();
        for (key, row) in kept {
            let slot = model.insert(*key);
            model.rows[slot] =
                Row { start: model.cells.len() as u32, len: row.len() as u16, room: row.len() as u16 };
            model.cells.extend(row.iter().map(|&(outcome, _)| Cell { weight: 0, outcome }));
        }
        model.pasts = vec![Past::default(); model.cells.len()];
        model.frozen = true;
        model
    }

    fn slot(&self, key: u32) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = (key >> (32 - self.keys.len().trailing_zeros())) as usize;
        while self.keys[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn insert(&mut self, key: u32) -> usize {
        if self.used * 2 >= self.keys.len() {
            let size = self.keys.len() * 2;
            let keys = std::mem::replace(&mut self.keys, vec![0; size]);
            let rows = std::mem::replace(&mut self.rows, vec![Row::default(); size]);
            for (key, row) in keys.into_iter().zip(rows).filter(|(key, _)| *key != 0) {
                let slot = self.slot(key);
                (self.keys[slot], self.rows[slot]) = (key, row);
            }
        }
        let slot = self.slot(key);
        if self.keys[slot] == 0 {
            self.keys[slot] = key;
            self.used += 1;
        }
        slot
    }

    /// Adds up the weights of `features`.
    pub fn score(&self, features: &[u32], scores: &mut [i32]) {
        scores.fill(0);
        for &feature in features {
            let row = self.rows[self.slot(feature)];
            for cell in &self.cells[row.start as usize..row.start as usize + usize::from(row.len)] {
                scores[usize::from(cell.outcome)] += cell.weight;
            }
        }
    }

    /// One decision has been made.
    pub fn tick(&mut self) {
        self.clock += 1;
    }

    /// Moves the weights of `features` from outcome `bad` to outcome `good`.
    pub fn update(&mut self, features: &[u32], good: usize, bad: usize) {
        for &feature in features {
            let mut slot = self.slot(feature);
            if self.keys[slot] == 0 {
                // Key 0 marks an empty slot in the program's table, too.
                if self.frozen || feature == 0 || !self.again(feature) {
                    continue;
                }
                slot = self.insert(feature);
            }
            self.change(slot, good as u8, 1);
            self.change(slot, bad as u8, -1);
        }
    }

    /// True from the second time on.
    fn again(&mut self, feature: u32) -> bool {
        let bit = feature as usize % (self.once.len() * 64);
        let before = self.once[bit / 64] & 1 << (bit % 64) != 0;
        self.once[bit / 64] |= 1 << (bit % 64);
        before
    }

    fn change(&mut self, slot: usize, outcome: u8, by: i32) {
        let row = self.rows[slot];
        let range = row.start as usize..row.start as usize + usize::from(row.len);
        if let Some(at) = self.cells[range.clone()].iter().position(|c| c.outcome == outcome) {
            let (cell, past) =
                (&mut self.cells[row.start as usize + at], &mut self.pasts[row.start as usize + at]);
            past.total += i64::from(cell.weight) * i64::from(self.clock - past.since);
            past.since = self.clock;
            cell.weight += by;
            return;
        }
        if self.frozen {
            return;
        }
        if row.len == row.room {
            // The row moves to the end, with room to grow.
            let room = (row.room * 2).max(2);
            let start = self.cells.len();
            self.cells.extend_from_within(range.clone());
            self.pasts.extend_from_within(range);
            self.cells.resize(start + usize::from(room), Cell::default());
            self.pasts.resize(start + usize::from(room), Past::default());
            self.rows[slot] = Row { start: start as u32, len: row.len, room };
        }
        let row = &mut self.rows[slot];
        let at = row.start as usize + usize::from(row.len);
        row.len += 1;
        self.cells[at] = Cell { weight: by, outcome };
        self.pasts[at] = Past { since: self.clock, total: 0 };
    }

    /// Weights averaged over all decisions.
    pub fn average(&self) -> Rows {
        let clock = f64::from(self.clock.max(1));
        let mut out = Rows::new();
        for (key, row) in self.keys.iter().zip(&self.rows).filter(|(key, _)| **key != 0) {
            let range = row.start as usize..row.start as usize + usize::from(row.len);
            let cells = self.cells[range.clone()].iter().zip(&self.pasts[range]);
            let averaged = cells.map(|(cell, past)| {
                let total = past.total + i64::from(cell.weight) * i64::from(self.clock - past.since);
                (cell.outcome, total as f64 / clock)
            });
            let mut row: Vec<(u8, f64)> = averaged.filter(|(_, w)| *w != 0.0).collect();
            row.sort_by_key(|(outcome, _)| *outcome);
            out.push((*key, row));
        }
        out.sort_by_key(|(key, _)| *key);
        out
    }
}

/// The mean of the weights of several runs; a run without a weight counts as 0.
pub fn mean(runs: Vec<Rows>) -> Rows {
    if runs.len() == 1 {
        return runs.into_iter().next().unwrap_or_default();
    }
    let n = runs.len() as f64;
    let mut all: Vec<(u32, u8, f64)> = Vec::new();
    for (key, row) in runs.into_iter().flatten() {
        all.extend(row.into_iter().map(|(outcome, w)| (key, outcome, w)));
    }
    // Stable, so that the runs of a weight are added up in their order.
    all.sort_by_key(|&(key, outcome, _)| (key, outcome));
    let mut out = Rows::new();
    for same in all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some(&(key, outcome, _)) = same.first() else { continue };
        let mean = same.iter().map(|(.., w)| w).sum::<f64>() / n;
        match out.last_mut().filter(|(k, _)| *k == key) {
            Some((_, row)) => row.push((outcome, mean)),
            None => out.push((key, vec![(outcome, mean)])),
        }
    }
    out
}

/// Number of weights.
pub fn weights(rows: &Rows) -> usize {
    rows.iter().map(|(_, row)| row.len()).sum()
}

/// The `keep` weights that are greatest.
pub fn strongest(rows: &Rows, keep: usize) -> Rows {
    let mut sizes: Vec<f64> = rows.iter().flat_map(|(_, row)| row).map(|(_, w)| w.abs()).collect();
    if sizes.len() <= keep {
        return rows.clone();
    }
    sizes.sort_unstable_by(|a, b| b.total_cmp(a));
    let least = sizes[keep];
    let kept =
        rows.iter().map(|(key, row)| (*key, row.iter().copied().filter(|(_, w)| w.abs() > least).collect()));
    kept.filter(|(_, row): &(u32, Vec<_>)| !row.is_empty()).collect()
}

/// Weights as the model file keeps them: `q·|q|`, the greatest weight at 127²; those that would count for less than
/// `least`² are left out.
pub fn quantise(rows: &Rows, least: i8) -> Vec<(u32, Vec<Entry>)> {
    let greatest =
        rows.iter().flat_map(|(_, row)| row).map(|(_, w)| w.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let mut out = Vec::new();
    for (key, row) in rows {
        let entries = row.iter().filter_map(|&(outcome, w)| {
            let q = ((w.abs() / greatest).sqrt() * 127.0).round() as i8;
            (q >= least).then_some(Entry { outcome, q: if w < 0.0 { -q } else { q } })
        });
        let entries: Vec<Entry> = entries.collect();
        if !entries.is_empty() {
            out.push((*key, entries));
        }
    }
    out
}

/// Of the features that fall into each group of a table, the strongest.
pub fn crowded(rows: Rows, groups: usize) -> Rows {
    let mut order: Vec<(f64, u32)> = rows.iter().map(|(key, row)| (strength(row), *key)).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut filled = vec![0; groups];
    let mut dropped = Vec::new();
    for (_, key) in order {
        let filled = &mut filled[group(key, groups)];
        *filled += 1;
        if *filled > WAYS {
            dropped.push(key);
        }
    }
    dropped.sort_unstable();
    rows.into_iter().filter(|(key, _)| dropped.binary_search(key).is_err()).collect()
}

/// The `keep` features that are strongest, with a weight for every step.
pub fn whole(rows: &Rows, keep: usize) -> Rows {
    let mut order: Vec<(f64, u32)> = rows.iter().map(|(key, row)| (strength(row), *key)).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<u32> = order.into_iter().take(keep).map(|(_, key)| key).collect();
    kept.sort_unstable();
    kept.into_iter().map(|key| (key, (0..=ARCS as u8).map(|step| (step, 0.0)).collect())).collect()
}

/// The greatest weight of a feature.
fn strength(row: &[(u8, f64)]) -> f64 {
    row.iter().map(|(_, w)| w.abs()).fold(0.0, f64::max)
}

/// Weights of steps as the model file keeps them: arcs against shifting; those that would count for less than `least`² are
/// left out.
pub fn quantise_steps(rows: &Rows, least: i8) -> Vec<(u32, [i8; ARCS])> {
    let against = |row: &[(u8, f64)]| {
        let of = |step: usize| row.iter().find(|(s, _)| usize::from(*s) == step).map_or(0.0, |(_, w)| *w);
        std::array::from_fn::<f64, ARCS, _>(|arc| of(1 + arc) - of(0))
    };
    let greatest =
        rows.iter().flat_map(|(_, row)| against(row)).map(f64::abs).fold(f64::MIN_POSITIVE, f64::max);
    let q = |w: f64| match ((w.abs() / greatest).sqrt() * 127.0).round().copysign(w) as i8 {
        q if q.abs() < least => 0,
        q => q,
    };
    rows.iter().map(|(key, row)| (*key, against(row).map(q))).collect()
}
