//! Many documents at once: in parallel, results in input order, memory bounded, stoppable, and no document can take the
//! others down.

use crate::failure::{Failure, Kind};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Once, mpsc};

/// Documents begun and not yet emitted; with [`WINDOW_BYTES`] what bounds memory.
const WINDOW: usize = 256;
/// Bytes of input begun and not yet emitted.
const WINDOW_BYTES: u64 = 32 * 1024 * 1024;

/// Set by the first signal: the documents in work are finished, nothing new is begun.
static STOP: AtomicBool = AtomicBool::new(false);

/// True when the user asked to stop.
pub fn stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}

/// Makes the first interrupt stop the run after the documents in work, and the second end the program at once.
pub fn stop_on_signals() {
    static SIGNALS: AtomicU8 = AtomicU8::new(0);
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Where no handler can be set, the signal ends the program as it would have anyway.
        let _ = ctrlc::set_handler(|| {
            STOP.store(true, Ordering::Relaxed);
            if SIGNALS.fetch_add(1, Ordering::Relaxed) > 0 {
                std::process::exit(130);
            }
        });
    });
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the work on one document; a panic in it becomes that document's failure.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.get() {
                PANIC.set(Some(info.to_string().replace('\n', " ")));
            } else {
                default(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.unwrap_or_else(|_| {
        let what = PANIC.take().unwrap_or_else(|| "panicked".to_owned());
        Err(Failure::new(
            Kind::Internal,
            format!("chancery has a fault that this document brings out: {what}"),
        )
        .hint("please report it, with the document if you may; all other documents are done as usual"))
    })
}

/// Works on all inputs in parallel and hands each result to `emit` in input order, as soon as those before it are done.
/// Ends early when `emit` fails or when the user stops the run; returns how many inputs were emitted.
pub fn in_order<I, T>(
    inputs: impl IntoIterator<Item = I>,
    size: impl Fn(&I) -> u64,
    work: impl Fn(&I) -> Result<T, Failure> + Sync,
    mut emit: impl FnMut(I, Result<T, Failure>) -> Result<(), Failure>,
) -> Result<usize, Failure>
where
    I: Send,
    T: Send,
{
    let mut inputs = inputs.into_iter();
    let (sender, receiver) = mpsc::channel();
    let given_up = AtomicBool::new(false);
    let (work, given_up) = (&work, &given_up);
    rayon::in_place_scope(|scope| {
        let (mut begun, mut emitted, mut bytes) = (0, 0, 0);
        let mut ready = BTreeMap::new();
        loop {
            while begun - emitted < WINDOW && bytes < WINDOW_BYTES && !stopped() {
                let Some(input) = inputs.next() else { break };
                let (number, size, sender) = (begun, size(&input), sender.clone());
                begun += 1;
                bytes += size;
                scope.spawn(move |_| {
                    // A document not begun when the signal came is left for the next run.
                    let idle = stopped() || given_up.load(Ordering::Relaxed);
                    let result = (!idle).then(|| guarded(|| work(&input)));
                    // Nobody listens any more only when the run has been given up.
                    let _ = sender.send((number, (input, size, result)));
                });
            }
            if emitted == begun {
                return Ok(emitted);
            }
            let Ok((number, done)) = receiver.recv() else { return Ok(emitted) };
            ready.insert(number, done);
            while let Some((input, size, result)) = ready.remove(&emitted) {
                let Some(result) = result else { return Ok(emitted) };
                emitted += 1;
                bytes -= size;
                if let Err(failure) = emit(input, result) {
                    given_up.store(true, Ordering::Relaxed);
                    return Err(failure);
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_the_inputs_and_a_panic_is_one_failure() {
        let mut seen = Vec::new();
        let done = in_order(
            0..1000u32,
            |_| 1,
            |n| {
                assert!(*n != 500, "number five hundred");
                Ok(n * 2)
            },
            |n, result| {
                seen.push((n, result));
                Ok(())
            },
        );
        assert_eq!(done, Ok(1000));
        for (i, (n, result)) in seen.iter().enumerate() {
            assert_eq!(*n, i as u32);
            match result {
                Ok(double) => assert_eq!(*double, n * 2),
                Err(failure) => {
                    assert_eq!(*n, 500);
                    assert!(failure.message.contains("number five hundred"), "{failure}");
                }
            }
        }
        assert_eq!(seen.iter().filter(|(_, r)| r.is_err()).count(), 1);
    }

    #[test]
    fn a_failing_emit_ends_the_run() {
        let mut count = 0;
        let result = in_order(
            0..10_000u32,
            |_| 1,
            |n| Ok(*n),
            |_, _| {
                count += 1;
                if count == 3 { Err(Failure::new(Kind::Output, "full")) } else { Ok(()) }
            },
        );
        assert!(result.is_err());
        assert_eq!(count, 3);
    }
}
