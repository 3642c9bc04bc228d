//! One file a command; here the way in and out, which all share.

mod add;
mod code;
mod describe;
mod doctor;
mod packs;
mod print;
mod report;
mod search;
mod show;
mod store;
mod why;

use crate::args::{Cli, Command, Known};
use crate::failure::{Failure, Kind, cannot_write};
use chancery_model::Edtf;
use clap::Parser;
use std::ffi::OsString;
use std::io::Write as _;

/// Parses, runs, reports; returns the exit code.
pub fn dispatch(args: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            // Help and version come this way too; a closed pipe is nobody to tell.
            let _ = e.print();
            return if e.use_stderr() { 2 } else { 0 };
        }
    };
    let result = match &cli.command {
        Command::Add(args) => add::run(args),
        Command::Code(args) => code::run(args),
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
