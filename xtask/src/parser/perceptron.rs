//! Averaged perceptron over hashed features, with pruning and quantisation.

use chancery_text::parse::weights::Entry;
use rustc_hash::FxHashMap;

#[derive(Debug, Clone, Copy)]
struct Cell {
    outcome: u8,
    weight: i32,
    /// Clock of the last change, and the weight summed over time up to then.
    since: u32,
    total: i64,
}

/// Averaged weights by feature, sorted by key.
pub type Rows = Vec<(u32, Vec<(u8, f64)>)>;

/// Weights while they are learned.
#[derive(Debug, Default)]
pub struct Perceptron {
    index: FxHashMap<u32, u32>,
    rows: Vec<Vec<Cell>>,
    clock: u32,
    /// True when only the features present from the start may have weights.
    frozen: bool,
}

impl Perceptron {
    /// Learns weights for these features only.
    pub fn only(keys: impl Iterator<Item = u32>) -> Perceptron {
        let index: FxHashMap<u32, u32> = keys.zip(0..).collect();
        let rows = vec![Vec::new(); index.len()];
        Perceptron { index, rows, clock: 0, frozen: true }
    }

    pub fn score(&self, features: &[u32], scores: &mut [i32]) {
        scores.fill(0);
        for feature in features {
            if let Some(&row) = self.index.get(feature) {
                for cell in &self.rows[row as usize] {
                    scores[usize::from(cell.outcome)] += cell.weight;
                }
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
            let row = match self.index.get(&feature) {
                Some(&row) => row,
                // Key 0 marks an empty slot in the program's table.
                None if self.frozen || feature == 0 => continue,
                None => {
                    self.rows.push(Vec::new());
                    self.index.insert(feature, self.rows.len() as u32 - 1);
                    self.rows.len() as u32 - 1
                }
            };
            let row = &mut self.rows[row as usize];
            change(row, good as u8, 1, self.clock);
            change(row, bad as u8, -1, self.clock);
        }
    }

    /// Weights averaged over all decisions.
    pub fn average(&self) -> Rows {
        let clock = f64::from(self.clock.max(1));
        let mut out: Rows = self
            .index
            .iter()
            .map(|(&key, &row)| {
                let row = self.rows[row as usize].iter().map(|c| {
                    let total = c.total + i64::from(c.weight) * i64::from(self.clock - c.since);
                    (c.outcome, total as f64 / clock)
                });
                let mut row: Vec<(u8, f64)> = row.filter(|(_, w)| *w != 0.0).collect();
                row.sort_by_key(|(outcome, _)| *outcome);
                (key, row)
            })
            .collect();
        out.sort_by_key(|(key, _)| *key);
        out
    }
}

fn change(row: &mut Vec<Cell>, outcome: u8, by: i32, clock: u32) {
    match row.iter_mut().find(|c| c.outcome == outcome) {
        Some(cell) => {
            cell.total += i64::from(cell.weight) * i64::from(clock - cell.since);
            cell.weight += by;
            cell.since = clock;
        }
        None => row.push(Cell { outcome, weight: by, since: clock, total: 0 }),
    }
}

/// The keys of the `keep` features with the greatest weights, by key.
pub fn strongest(rows: &Rows, keep: usize) -> Vec<u32> {
    let mut ranked: Vec<(f64, u32)> =
        rows.iter().map(|(key, row)| (row.iter().map(|(_, w)| w.abs()).sum(), *key)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(keep);
    let mut keys: Vec<u32> = ranked.into_iter().map(|(_, key)| key).collect();
    keys.sort_unstable();
    keys
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
