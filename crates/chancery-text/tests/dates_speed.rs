//! Not a gate, a gauge: `cargo test --release -p chancery-text --test dates_speed -- --ignored --nocapture`.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use chancery_pack::Pack;
use chancery_text::annotate::dates::Dates;
use std::time::Instant;

#[test]
#[ignore = "measures time"]
fn bytes_a_second() {
    let plain = "The two sides discussed the measures needed to expand cooperation in many fields of common interest.\n";
    let dated =
        "On 18 March 2024 the minister met his counterpart in Hanoi; they will meet again next month.\n";
    let dates = Dates::new(&Pack::load("en").unwrap().unwrap()).unwrap();
    for (name, line) in [("without dates", plain), ("with dates", dated)] {
        let start = Instant::now();
        let mut found = 0;
        for _ in 0..20_000 {
            found += dates.find(line, None).len();
        }
        let rate = (line.len() * 20_000) as f64 / start.elapsed().as_secs_f64() / 1e6;
        println!("{name}: {rate:.1} MB/s, {found} dates");
    }
}
