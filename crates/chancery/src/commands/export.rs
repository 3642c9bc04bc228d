//! `chancery export`: the ledger as data.

use super::{names, store};
use crate::args::{Export, ExportFormat};
use crate::failure::{Exit, Failure};

/// Runs the command.
pub fn run(args: &Export) -> Result<Exit, Failure> {
    let as_of = super::as_of(args.as_of.as_deref())?;
    let store = store::open_existing(&args.store.store)?;
    let value = match args.format {
        ExportFormat::Ledger => chancery_brief::ledger_json(&store, as_of).map_err(names::failure)?,
    };
    super::print(&super::json(&value)?)?;
    Ok(Exit::Done)
}
