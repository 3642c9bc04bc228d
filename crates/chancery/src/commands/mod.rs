//! One file a command; here the way in and out, which all share.

mod add;
mod brief;
mod code;
mod describe;
mod doctor;
mod due;
mod export;
mod names;
mod packs;
mod print;
mod report;
mod search;
mod show;
mod store;
mod timeline;
mod who;
mod why;

use crate::args::{Cli, Command, Known};
use crate::failure::{Failure, Kind, cannot_write};
use chancery_model::{Day, Edtf};
use clap::Parser;
use clap::error::{ContextKind, ErrorKind};
use std::ffi::OsString;
use std::io::Write as _;

/// Parses, runs, reports; returns the exit code.
pub fn dispatch(args: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            // Help and version come this way too; a closed pipe is nobody to tell.
            let _ = e.print();
            let unknown = e.get(ContextKind::InvalidArg).map(ToString::to_string);
            if e.kind() == ErrorKind::UnknownArgument && unknown.as_deref() == Some("--json") {
                report::say(
                    "  hint: where a command can print JSON, it is asked for with --format json (code: jsonl)\n",
                );
            }
            return if e.use_stderr() { 2 } else { 0 };
        }
    };
    let result = match &cli.command {
        Command::Add(args) => add::run(args),
        Command::Code(args) => code::run(args),
        Command::Brief(args) => brief::run(args),
        Command::Timeline(args) => timeline::run(args),
        Command::Due(args) => due::run(args),
        Command::Who(args) => who::run(args),
        Command::Export(args) => export::run(args),
        Command::Show(args) => show::run(args),
        Command::Why(args) => why::run(args),
        Command::Search(args) => search::run(args),
        Command::Packs(args) => packs::run(args),
        Command::Doctor(args) => doctor::run(args),
        Command::Completions(args) => print::completions(args),
        Command::Man => print::man(),
    };
    match result {
        Ok(exit) => exit.code(),
        Err(failure) => {
            report::failure(None, &failure);
            failure.code()
        }
    }
}

/// The date that the user gave, checked.
fn date(text: Option<&str>) -> Result<Option<Edtf>, Failure> {
    let parse = |text: &str| {
        text.parse().map_err(|_| {
            Failure::new(Kind::Usage, format!("`{text}` is not a date"))
                .hint("write it as 2024-10-07, 2024-10 or 2024")
        })
    };
    text.map(parse).transpose()
}

/// The day that an answer is given for: the last day that the date allows, or today.
fn as_of(text: Option<&str>) -> Result<Day, Failure> {
    match date(text)? {
        Some(date) => date.latest().ok_or_else(|| {
            Failure::new(Kind::Usage, format!("`{date}` names no day"))
                .hint("give a day, month or year: 2026-11-01")
        }),
        None => Ok(today()),
    }
}

/// What the user said about the pages, checked once for all of them.
fn hints(known: &Known, inputs: usize) -> Result<chancery_read::Hints, Failure> {
    if known.source.is_some() && inputs > 1 {
        return Err(Failure::new(
            Kind::Usage,
            "--source names the address of one page, and there are several",
        )
        .hint("add them one by one, or leave --source out: the path is kept then"));
    }
    if let Some(lang) = &known.lang {
        let base = lang.split(['-', '_']).next().unwrap_or(lang).to_ascii_lowercase();
        let is_tag = (2..=3).contains(&base.len()) && base.bytes().all(|b| b.is_ascii_lowercase());
        if !is_tag {
            return Err(Failure::new(Kind::Usage, format!("`{lang}` is not a language tag")).hint(format!(
                "write it as a short code; there are packs for {}",
                crate::pipeline::languages().join(", ")
            )));
        }
    }
    Ok(chancery_read::Hints {
        source: known.source.clone().unwrap_or_default(),
        format: None,
        lang: known.lang.clone(),
        date: date(known.date.as_deref())?,
    })
}

/// Words to look for, joined; without a letter or figure in them everything and nothing would be found.
fn words(words: &[String]) -> Result<String, Failure> {
    let text = words.join(" ");
    if text.chars().any(char::is_alphanumeric) {
        return Ok(text);
    }
    Err(Failure::new(Kind::Usage, "there is no word to look for").hint("write at least one word or name"))
}

/// Prints to standard output; a reader that went away is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(cannot_write(&e)),
        _ => Ok(()),
    }
}

/// The time now, as the store writes times (UTC, to the second).
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Today, where the user is.
fn today() -> Day {
    let now = jiff::Zoned::now();
    Day { year: i32::from(now.year()), month: now.month().unsigned_abs(), day: now.day().unsigned_abs() }
}

/// A value as indented JSON, with a line end.
fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|e| Failure::new(Kind::Internal, format!("the answer cannot be written as JSON: {e}")))
}
