//! `chancery brief`: the page about two sides.

use super::names::{self, Names};
use super::store;
use crate::args::{Brief, PageFormat};
use crate::failure::{Exit, Failure, Kind};

/// Runs the command.
pub fn run(args: &Brief) -> Result<Exit, Failure> {
    let names = Names::load()?;
    let (a, b) = (names.side(&args.a)?, names.side(&args.b)?);
    if a == b {
        let message = format!("`{}` and `{}` are the same side", args.a, args.b);
        return Err(Failure::new(Kind::Usage, message)
            .hint("name two sides; `chancery timeline SIDE` lists what concerns one"));
    }
    let as_of = super::as_of(args.view.as_of.as_deref())?;
    let store = store::open_existing(&args.store.store)?;
    let page =
        chancery_brief::brief(&store, &names, &a, &b, as_of, &args.view.lang).map_err(names::failure)?;
    super::print(&match args.format {
        PageFormat::Md => chancery_brief::markdown(&page),
        PageFormat::Html => chancery_brief::html(&page),
        PageFormat::Json => super::json(&page)?,
    })?;
    Ok(Exit::Done)
}
