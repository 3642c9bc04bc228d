//! `chancery timeline`: events in order of date.

use super::names::{self, Names};
use super::store;
use crate::args::{ListFormat, Timeline};
use crate::failure::{Exit, Failure, Kind};
use chancery_brief::Selection;
use chancery_model::Edtf;
use chancery_pack::EventType;

/// Runs the command.
pub fn run(args: &Timeline) -> Result<Exit, Failure> {
    let names = Names::load()?;
    let sides = [Some(&args.a), args.b.as_ref()].into_iter().flatten().map(|s| names.side(s));
    let selection = Selection {
        sides: sides.collect::<Result<_, _>>()?,
        since: super::date(args.since.as_deref())?.and_then(|d| d.earliest()),
        until: super::date(args.until.as_deref())?.and_then(|d| d.latest()),
        types: types(&args.types)?,
        ..Selection::default()
    };
    if let (Some(since), Some(until)) = (selection.since, selection.until)
        && since > until
    {
        let (since, until) = (Edtf::day(since), Edtf::day(until));
        let message = format!("--since {since} is later than --until {until}");
        return Err(Failure::new(Kind::Usage, message).hint("exchange the two"));
    }
    let as_of = super::as_of(args.view.as_of.as_deref())?;
    let store = store::open_existing(&args.store.store)?;
    let entries = chancery_brief::timeline(&store, &names, &selection, as_of, &args.view.lang)
        .map_err(names::failure)?;
    super::print(&match args.format {
        ListFormat::Text if entries.is_empty() => "no events on record\n".to_owned(),
        ListFormat::Text => chancery_brief::timeline_text(&entries),
        ListFormat::Csv => chancery_brief::timeline_csv(&entries),
        ListFormat::Json => super::json(&entries)?,
    })?;
    Ok(Exit::Done)
}

/// The event types asked for, checked: a misspelt one would find nothing and look like an answer.
fn types(asked: &[String]) -> Result<Vec<String>, Failure> {
    let known = EventType::all().map_err(|f| crate::pipeline::broken_pack(&f))?;
    for name in asked {
        if !known.iter().any(|t| t.id == *name) {
            let all: Vec<&str> = known.iter().map(|t| t.id.as_str()).collect();
            return Err(Failure::new(Kind::Usage, format!("there is no event type `{name}`"))
                .hint(format!("the types are {}", all.join(", "))));
        }
    }
    Ok(asked.to_vec())
}
