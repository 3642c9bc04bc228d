//! `chancery due`: commitments and what became of them.

use super::names::{self, Names};
use super::store;
use crate::args::{Due, TextOrJson};
use crate::failure::{Exit, Failure};
use std::fmt::Write as _;

/// Runs the command.
pub fn run(args: &Due) -> Result<Exit, Failure> {
    let names = Names::load()?;
    let sides = args.sides.iter().map(|s| names.side(s)).collect::<Result<Vec<_>, _>>()?;
    let as_of = super::as_of(args.view.as_of.as_deref())?;
    let store = store::open_existing(&args.store.store)?;
    let rows = chancery_brief::due(&store, &names, &sides, as_of, args.all, &args.view.lang)
        .map_err(names::failure)?;
    super::print(&match args.format {
        TextOrJson::Text => text(&rows),
        TextOrJson::Json => super::json(&rows)?,
    })?;
    Ok(Exit::Done)
}

fn text(rows: &[chancery_brief::Due]) -> String {
    let mut out = String::new();
    for row in rows {
        let _ = writeln!(out, "{:<10} {}", row.state.as_str(), row.text);
        if let Some((quote, source)) = &row.passage {
            let _ = writeln!(out, "    “{}” — {source}", quote.replace('\n', " "));
        }
        for (what, quote, source) in &row.shown {
            let _ = writeln!(out, "    → {what}\n      “{}” — {source}", quote.replace('\n', " "));
        }
    }
    if rows.is_empty() {
        out.push_str("no commitments on record\n");
    }
    out
}
