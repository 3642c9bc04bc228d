//! `chancery who`: a person's offices and contacts.

use super::names::{self, Names};
use super::store;
use crate::args::{TextOrJson, Who};
use crate::failure::{Exit, Failure};
use chancery_model::Edtf;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(args: &Who) -> Result<Exit, Failure> {
    let names = Names::load()?;
    let as_of = super::as_of(args.view.as_of.as_deref())?;
    let name = super::words(&args.name)?;
    let store = store::open_existing(&args.store.store)?;
    let found = chancery_brief::who(&store, &names, &name, as_of, &args.view.lang).map_err(names::failure)?;
    super::print(&match args.format {
        TextOrJson::Text => text(&found),
        TextOrJson::Json => super::json(&found)?,
    })?;
    Ok(Exit::Done)
}

fn text(found: &[chancery_brief::Who]) -> String {
    let mut out = String::new();
    let date = |d: Option<Edtf>| d.map_or_else(|| "?".to_owned(), |d| d.to_string());
    for who in found {
        let side = who.side.as_deref().map(|s| format!("  {s}")).unwrap_or_default();
        let _ = writeln!(out, "{}{side}", who.spellings.join(" / "));
        for office in &who.offices {
            let when = match (office.from, office.to) {
                (None, None) => "undated".to_owned(),
                (from, to) if from == to => date(from),
                (from, to) => format!("{} – {}", date(from), date(to)),
            };
            let wordings: Vec<&str> = office.wordings.iter().map(|(_, w)| w.as_str()).collect();
            let former = if office.former { "former " } else { "" };
            let _ = writeln!(out, "  {when:<25} {former}{}", wordings.join(" / "));
        }
        if !who.events.is_empty() {
            out.push_str("  contacts\n");
        }
        for event in &who.events {
            let _ = writeln!(out, "    {:<23} {}", date(event.date), event.text);
        }
        out.push('\n');
    }
    if found.is_empty() {
        out.push_str("nobody of that name is on record\n");
    }
    out
}
