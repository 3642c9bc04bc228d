//! Pages of one language that come at once wait for its packs to be compiled, and for nothing else.

use chancery::pipeline::Pipeline;
use chancery_read::Hints;
use rayon::prelude::*;
use std::sync::mpsc;
use std::time::Duration;

const PAGE: &str =
    "HANOI, May 3 - Foreign Minister Bui Thanh Son met his French counterpart in Hanoi on Monday.";

/// Long enough for the slowest machine: a run takes a second or two.
const PATIENCE: Duration = Duration::from_secs(240);

#[test]
fn pages_of_one_language_at_once() {
    let (done, wait) = mpsc::channel();
    std::thread::spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let records: Vec<usize> = (0..6)
            .map(|_| {
                let pipeline = Pipeline::new();
                pool.install(|| {
                    (0..8)
                        .into_par_iter()
                        .map(|_| {
                            pipeline.code(PAGE.as_bytes(), &Hints::default(), None).unwrap().records.len()
                        })
                        .sum()
                })
            })
            .collect();
        done.send(records).unwrap();
    });
    let records = wait.recv_timeout(PATIENCE).expect("pages wait for one another");
    assert!(records.iter().all(|n| *n > 0 && *n == records[0]), "{records:?}");
}
