//! `chancery add`: pages into the store.

use super::report::{self, Progress};
use super::{code, store};
use crate::args::Add;
use crate::failure::{Exit, Failure, Kind};
use crate::input::{self, Input};
use crate::pipeline::{Coded, Pipeline, content_id};
use crate::run;
use chancery_ledger::{Added, Store};
use chancery_model::DocumentRecord;
use std::collections::BTreeSet;

/// What the workers hand to the writer.
enum Read {
    Coded(Box<Coded>),
    /// A page whose content the store had before the run.
    Known,
}

/// Runs the command.
pub fn run(args: &Add) -> Result<Exit, Failure> {
    run::stop_on_signals();
    let mut passed = input::PassedOver::new();
    let (inputs, failures) = input::collect(&args.paths, &mut passed);
    // Whoever adds a folder of PDF files should not take it for read.
    report::say(&input::passed_over_text(&passed));
    let hints = super::hints(&args.known, inputs.len())?;
    let mut tally = code::Tally::default();
    for (source, failure) in &failures {
        report::failure(Some(source), failure);
        tally.failed += 1;
    }
    if inputs.is_empty() {
        // Nothing to add: a store made for it would only be in the way.
        return Ok(tally.exit());
    }
    let mut store = store::open(&args.store.store)?;
    let known: BTreeSet<String> =
        store.documents().map_err(store::failure)?.into_iter().map(|d| d.id).collect();
    let pipeline = Pipeline::new();
    let total = inputs.len();
    let progress = Progress::new(total);
    let mut sum = Sum::default();
    let now = super::now();

    let work = |input: &Input| {
        let bytes = input.bytes()?;
        if known.contains(&content_id(&bytes)) {
            return Ok(Read::Known);
        }
        Ok(Read::Coded(Box::new(code::code_bytes(&pipeline, &bytes, input, &hints)?)))
    };
    let emit = |input: Input, result: Result<Read, Failure>| {
        let source = &input.source;
        match result {
            // The next page of that language would fail just so.
            Err(failure) if failure.kind == Kind::Pack => return Err(failure),
            Err(failure) => {
                tally.failed += 1;
                progress.failure(source, &failure);
            }
            Ok(Read::Known) => {
                tally.done += 1;
                sum.unchanged += 1;
                progress.line(format_args!("unchanged  {source}"));
            }
            Ok(Read::Coded(coded)) => {
                let Coded { document, records } = *coded;
                // A store that cannot be written ends the run: the next document would fare no better.
                match store.add(&document, &records, &now).map_err(store::failure)? {
                    Added::Unchanged => {
                        sum.unchanged += 1;
                        progress.line(format_args!("unchanged  {source}"));
                    }
                    Added::New { records, refused } => {
                        sum.added += 1;
                        sum.records += records;
                        describe(&progress, source, &document, records);
                        for refused in refused {
                            let failure = Failure::new(
                                Kind::Internal,
                                format!("record {}: {}", refused.record, refused.reason),
                            )
                            .hint("the document and its other records are stored; please report this");
                            progress.failure(source, &failure);
                        }
                    }
                }
                tally.done += 1;
            }
        }
        Ok(())
    };
    let result = run::in_order(inputs, |i| i.size, work, emit);
    progress.finish();
    let Sum { added, unchanged, records } = sum;
    let mut summary = format!(
        "{}: {added} added with {}, {unchanged} unchanged, {} failed; store {}\n",
        count(tally.done + tally.failed, "document"),
        count(records, "record"),
        tally.failed,
        args.store.store.display()
    );
    let begun = tally.done + tally.failed - failures.len();
    if begun < total {
        summary.push_str(&format!(
            "stopped: {} not added; run the same command again\n",
            count(total - begun, "document")
        ));
    }
    super::print(&summary)?;
    result?;
    Ok(if run::stopped() { Exit::Interrupted } else { tally.exit() })
}

#[derive(Default)]
struct Sum {
    added: usize,
    unchanged: usize,
    records: usize,
}

fn describe(progress: &Progress, source: &str, document: &DocumentRecord, records: usize) {
    let date = document.date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
    progress.line(format_args!(
        "added      {source}  {}  {date}  {}",
        document.lang,
        count(records, "record")
    ));
    for warning in &document.warnings {
        progress.line(format_args!("           note: {warning}"));
    }
}

/// `1 record`, `2 records`.
fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
