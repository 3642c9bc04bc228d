//! `chancery search`: passages with all the words.

use super::store;
use crate::args::Search;
use crate::failure::{Exit, Failure};
use chancery_ledger::{DocumentInfo, Store as _};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(args: &Search) -> Result<Exit, Failure> {
    let store = store::open_existing(&args.store.store)?;
    let hits = store.search(&args.words.join(" "), args.limit).map_err(store::failure)?;
    let ids: Vec<&str> = hits.iter().map(|h| h.doc.as_str()).collect();
    let docs: BTreeMap<String, DocumentInfo> =
        store.infos(&ids).map_err(store::failure)?.into_iter().map(|d| (d.id.clone(), d)).collect();
    let mut out = String::new();
    for hit in &hits {
        let (source, date) = docs.get(&hit.doc).map_or((hit.doc.as_str(), "no date"), |d| {
            (d.source.as_str(), d.date.as_deref().unwrap_or("no date"))
        });
        let _ = writeln!(out, "{source}  {date}\n  {}\n", hit.text.replace('\n', "\n  "));
    }
    let end = match hits.len() {
        0 => "no passage holds all of these words\n".to_owned(),
        n if n == args.limit => format!("the best {n} passages; more with --limit\n"),
        1 => "1 passage\n".to_owned(),
        n => format!("{n} passages\n"),
    };
    super::print(&(out + &end))?;
    Ok(Exit::Done)
}
