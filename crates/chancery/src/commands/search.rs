//! `chancery search`: passages with all the words.

use super::{names, store};
use crate::args::Search;
use crate::failure::{Exit, Failure};
use std::fmt::Write as _;

/// Runs the command.
pub fn run(args: &Search) -> Result<Exit, Failure> {
    let words = super::words(&args.words)?;
    let store = store::open_existing(&args.store.store)?;
    let found = chancery_brief::search(&store, &words, args.limit).map_err(names::failure)?;
    let mut out = String::new();
    for hit in &found {
        let date = hit.date.as_deref().unwrap_or("no date");
        let _ = writeln!(out, "{}  {date}\n  {}\n", hit.source, hit.snippet.replace('\n', "\n  "));
    }
    let end = match found.len() {
        0 => "no passage holds all of these words\n".to_owned(),
        n if n == args.limit => format!("the best {n} passages; more with --limit\n"),
        1 => "1 passage\n".to_owned(),
        n => format!("{n} passages\n"),
    };
    super::print(&(out + &end))?;
    Ok(Exit::Done)
}
