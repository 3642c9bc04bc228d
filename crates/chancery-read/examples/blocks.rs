//! Prints what is read from a file, block by block: `cargo run -p chancery-read --example blocks FILE…`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

use chancery_read::{Hints, read};

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(fault) => {
                eprintln!("{path}: {fault}");
                continue;
            }
        };
        let format = path.rsplit('.').next().map(str::to_owned);
        match read(&bytes, &Hints { source: path.clone(), format, ..Hints::default() }) {
            Err(fault) => eprintln!("{path}: {fault}"),
            Ok(doc) => {
                let date = doc.date.map(|d| d.to_string());
                println!("== {path} [{}] {:?} title {:?}\n   {:?}", doc.lang, date, doc.title, doc.dateline);
                for block in &doc.blocks {
                    let text: String = block.span.of(&doc.text).chars().take(110).collect();
                    println!(
                        "{:>3} {:<9} {}",
                        block.item,
                        format!("{:?}", block.role),
                        text.replace('\n', "⏎")
                    );
                }
                for warning in &doc.warnings {
                    println!("   ! {warning}");
                }
            }
        }
    }
}
