//! Time to read files, over and over for a second each: `cargo run --release -p chancery-read --example speed FILE…`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

use chancery_read::{Hints, read};
use std::time::{Duration, Instant};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("{path}: cannot be read");
            continue;
        };
        let (start, mut rounds) = (Instant::now(), 0u32);
        while rounds == 0 || start.elapsed() < Duration::from_secs(1) {
            std::hint::black_box(read(&bytes, &Hints::default()).is_ok());
            rounds += 1;
        }
        let each = start.elapsed().as_secs_f64() / f64::from(rounds);
        println!(
            "{path}: {} bytes, {:.3} ms, {:.1} MB/s",
            bytes.len(),
            each * 1e3,
            bytes.len() as f64 / each / 1e6
        );
    }
}
