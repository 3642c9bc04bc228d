//! Pages of one language that come at once wait for its packs to be compiled, and for nothing else.
//!
//! What this guards against: a worker of the pool compiles the packs within the cell that holds them, and hands half of
//! the work to the pool. While it waits for that half it takes up another page of the language, which asks the cell that
//! the same worker is filling, and waits for itself. That needs one half to be taken by another worker and pages to be in
//! the queue just then, which a run leaves to chance; here the halves tell each other where they are, and the pages are
//! put into the queue in between.

use super::Pipeline;
use chancery_read::Hints;
use rayon::prelude::*;
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

const PAGE: &str =
    "HANOI, May 3 - Foreign Minister Bui Thanh Son met his French counterpart in Hanoi on Monday.";

/// Long enough for the slowest machine: packs compile in a second or two.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long one half waits for the other to begin; longer than a worker needs to take up work.
const BEGIN: Duration = Duration::from_secs(20);
/// How long the second half holds out after the first one began, so that the first is done and waits.
const HOLD: Duration = Duration::from_secs(4);

type Work = Box<dyn FnOnce() + Send>;

/// What a test does while packs are compiled; nothing where it is not set.
#[derive(Default)]
pub(super) struct Meanwhile {
    pages: Mutex<Option<Work>>,
    begun: Mutex<bool>,
    beginning: Condvar,
    set: bool,
}

impl std::fmt::Debug for Meanwhile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meanwhile").field("set", &self.set).finish_non_exhaustive()
    }
}

impl Meanwhile {
    /// Called where the coder is compiled.
    pub(super) fn coder(&self) {
        if self.set {
            *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = true;
            self.beginning.notify_all();
            std::thread::sleep(HOLD);
        }
    }

    /// Called where the annotator is compiled: waits for the other half, then puts pages into the queue.
    pub(super) fn annotator(&self) {
        if self.set {
            let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
            drop(self.beginning.wait_timeout_while(begun, BEGIN, |begun| !*begun));
            if let Some(pages) = self.pages.lock().unwrap_or_else(PoisonError::into_inner).take() {
                pages();
            }
        }
    }
}

fn records(pipeline: &Pipeline) -> usize {
    pipeline.code(PAGE.as_bytes(), &Hints::default(), None).unwrap().records.len()
}

#[test]
fn pages_that_come_while_packs_are_compiled() {
    let (done, wait) = mpsc::channel();
    // A thread of its own, so that a hang ends in a failure and not in a test run without end.
    std::thread::spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let (page, pages) = mpsc::channel();
        let pipeline = Arc::new_cyclic(|pipeline: &std::sync::Weak<Pipeline>| {
            let pipeline = pipeline.clone();
            let work: Work = Box::new(move || {
                for _ in 0..8 {
                    let (pipeline, page) = (pipeline.clone(), page.clone());
                    rayon::spawn(move || {
                        let pipeline = pipeline.upgrade().unwrap();
                        page.send(records(&pipeline)).unwrap();
                    });
                }
            });
            let meanwhile = Meanwhile { pages: Mutex::new(Some(work)), set: true, ..Meanwhile::default() };
            Pipeline { meanwhile, ..Pipeline::new() }
        });
        let first = pool.install(|| records(&pipeline));
        let others: Vec<usize> = pages.iter().take(8).collect();
        done.send((first, others)).unwrap();
    });
    let (first, others) = wait.recv_timeout(PATIENCE).expect("pages wait for one another");
    assert!(first > 0 && others == [first; 8], "{first} {others:?}");
}

#[test]
fn pages_of_one_language_at_once() {
    let pipeline = Pipeline::new();
    let all: Vec<usize> = (0..16).into_par_iter().map(|_| records(&pipeline)).collect();
    assert!(all[0] > 0 && all.iter().all(|n| *n == all[0]), "{all:?}");
}
