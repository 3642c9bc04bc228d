//! `chancery code`: records of pages, printed as they come, nothing stored.

use super::report;
use crate::args::{Code, CodeFormat};
use crate::failure::{Exit, Failure, Kind, cannot_read, cannot_write};
use crate::input::{self, Input};
use crate::pipeline::{Coded, Pipeline};
use crate::run;
use chancery_model::{Fact, Record};
use serde::Deserialize;
use std::io::{self, BufRead as _, BufWriter, Write};

/// One document of `--lines`.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    lang: Option<String>,
    date: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

/// Runs the command.
pub fn run(args: &Code) -> Result<Exit, Failure> {
    run::stop_on_signals();
    // What was compiled is left to the end of the process, which is quicker at it.
    let pipeline = std::mem::ManuallyDrop::new(Pipeline::new());
    let mut printer = Printer::new(args.format, BufWriter::with_capacity(1 << 16, io::stdout().lock()));
    let mut tally = Tally::default();
    let result = if args.lines {
        lines(args, &pipeline, &mut printer, &mut tally)
    } else {
        files(args, &pipeline, &mut printer, &mut tally)
    };
    match result.and_then(|()| printer.finish()) {
        Err(Stop::Unread) => return Ok(Exit::Unread),
        Err(Stop::Failure(failure)) => return Err(failure),
        Ok(()) => {}
    }
    Ok(if run::stopped() { Exit::Interrupted } else { tally.exit() })
}

/// How many inputs went well and how many did not.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Inputs done.
    pub done: usize,
    /// Inputs failed.
    pub failed: usize,
}

impl Tally {
    /// The exit that this adds up to.
    pub fn exit(self) -> Exit {
        match self {
            Tally { failed: 0, .. } => Exit::Done,
            Tally { done: 0, .. } => Exit::Failed,
            _ => Exit::SomeFailed,
        }
    }
}

/// Why printing stopped.
enum Stop {
    /// The reader went away, as `head` does: no failure.
    Unread,
    Failure(Failure),
}

impl From<io::Error> for Stop {
    fn from(e: io::Error) -> Stop {
        if e.kind() == io::ErrorKind::BrokenPipe { Stop::Unread } else { Stop::Failure(cannot_write(&e)) }
    }
}

fn files(
    args: &Code,
    pipeline: &Pipeline,
    out: &mut Printer<impl Write>,
    tally: &mut Tally,
) -> Result<(), Stop> {
    let mut passed = input::PassedOver::new();
    let (inputs, failures) = input::collect(&args.paths, &mut passed);
    report::say(&input::passed_over_text(&passed));
    let hints = super::hints(&args.known, inputs.len()).map_err(Stop::Failure)?;
    for (source, failure) in &failures {
        report::failure(Some(source), failure);
        tally.failed += 1;
    }
    let work = |input: &Input| code_input(pipeline, input, &hints);
    drive(inputs, |i| i.size, work, |i| i.source.clone(), out, tally)
}

/// Reads and codes one file.
fn code_input(pipeline: &Pipeline, input: &Input, hints: &chancery_read::Hints) -> Result<Coded, Failure> {
    code_bytes(pipeline, &input.bytes()?, input, hints)
}

/// Codes the bytes of one file.
pub fn code_bytes(
    pipeline: &Pipeline,
    bytes: &[u8],
    input: &Input,
    hints: &chancery_read::Hints,
) -> Result<Coded, Failure> {
    let mut hints = hints.clone();
    hints.format = input.format();
    if hints.source.is_empty() {
        hints.source.clone_from(&input.source);
    }
    pipeline.code(bytes, &hints, None)
}

fn lines(
    args: &Code,
    pipeline: &Pipeline,
    out: &mut Printer<impl Write>,
    tally: &mut Tally,
) -> Result<(), Stop> {
    let known = super::hints(&args.known, 1).map_err(Stop::Failure)?;
    let mut broken = None;
    let stdin = io::stdin().lock();
    let inputs = stdin.split(b'\n').enumerate().map_while(|(n, line)| match line {
        Ok(line) => Some((n + 1, line)),
        Err(e) => {
            broken = Some(cannot_read(&e).about("standard input"));
            None
        }
    });
    let inputs = inputs.filter(|(_, line)| !line.trim_ascii().is_empty());
    let work = |(_, line): &(usize, Vec<u8>)| {
        let line: Line = serde_json::from_slice(line).map_err(|e| {
            let why = e.to_string().replace(" at line 1 column ", ", column ");
            Failure::new(Kind::Input, format!("not a document: {why}")).hint(
                "each line is an object with \"id\" and \"text\", and \"lang\" and \"date\" where known",
            )
        })?;
        let date = super::date(line.date.as_deref())?;
        let hints = chancery_read::Hints {
            source: line.source.or_else(|| args.known.source.clone()).unwrap_or_else(|| line.id.clone()),
            format: Some("txt".to_owned()),
            lang: line.lang.or_else(|| known.lang.clone()),
            date: date.or(known.date),
        };
        pipeline.code_text(&line.text, &hints, &line.id)
    };
    drive(
        inputs,
        |(_, line)| line.len() as u64,
        work,
        |(n, _)| format!("standard input, line {n}"),
        out,
        tally,
    )?;
    broken.map_or(Ok(()), |failure| Err(Stop::Failure(failure)))
}

/// Codes and prints all inputs.
fn drive<I: Send>(
    inputs: impl IntoIterator<Item = I>,
    size: impl Fn(&I) -> u64,
    work: impl Fn(&I) -> Result<Coded, Failure> + Sync,
    name: impl Fn(&I) -> String,
    out: &mut Printer<impl Write>,
    tally: &mut Tally,
) -> Result<(), Stop> {
    let mut stop = None;
    let emit = |input: I, result: Result<Coded, Failure>| match result {
        Ok(coded) => {
            tally.done += 1;
            out.print(&coded).map_err(|e| {
                stop = Some(Stop::from(e));
                Failure::new(Kind::Output, "stopped")
            })
        }
        // The next page of that language would fail just so.
        Err(failure) if failure.kind == Kind::Pack => Err(failure),
        Err(failure) => {
            tally.failed += 1;
            report::failure(Some(&name(&input)), &failure);
            Ok(())
        }
    };
    let result = run::in_order(inputs, size, work, emit);
    match (stop, result) {
        (Some(stop), _) => Err(stop),
        (None, Err(failure)) => Err(Stop::Failure(failure)),
        (None, Ok(_)) => Ok(()),
    }
}

/// Prints records in one of the formats.
struct Printer<W: Write> {
    format: CodeFormat,
    out: W,
    begun: bool,
}

/// Columns of `--format csv`.
const COLUMNS: [&str; 18] = [
    "doc",
    "source",
    "item",
    "kind",
    "type",
    "status",
    "date",
    "place",
    "country",
    "sides",
    "people",
    "text",
    "start",
    "end",
    "quote",
    "confidence",
    "rule",
    "id",
];

impl<W: Write> Printer<W> {
    fn new(format: CodeFormat, out: W) -> Printer<W> {
        Printer { format, out, begun: false }
    }

    fn print(&mut self, coded: &Coded) -> io::Result<()> {
        match self.format {
            CodeFormat::Jsonl => {
                serde_json::to_writer(&mut self.out, &coded.document)?;
                self.out.write_all(b"\n")?;
                for record in &coded.records {
                    serde_json::to_writer(&mut self.out, record)?;
                    self.out.write_all(b"\n")?;
                }
                Ok(())
            }
            CodeFormat::Csv => self.csv(coded),
            CodeFormat::Table => self.table(coded),
        }
    }

    fn csv(&mut self, coded: &Coded) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(&mut self.out);
        if !std::mem::replace(&mut self.begun, true) {
            writer.write_record(COLUMNS)?;
        }
        for record in &coded.records {
            let row = Row::of(record);
            let (start, end, quote) = match record.evidence.first() {
                Some(e) => (e.start.to_string(), e.end.to_string(), e.quote.as_str()),
                None => Default::default(),
            };
            let (item, confidence) = (record.item.to_string(), record.confidence.to_string());
            writer.write_record([
                &record.doc,
                &coded.document.source,
                &item,
                row.kind,
                &row.type_,
                &row.status,
                &row.date,
                &row.place,
                &row.country,
                &row.sides,
                &row.people,
                row.text,
                &start,
                &end,
                quote,
                &confidence,
                &record.rule,
                &record.id,
            ])?;
        }
        writer.flush()
    }

    fn table(&mut self, coded: &Coded) -> io::Result<()> {
        let doc = &coded.document;
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.out)?;
        }
        let date = doc.date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
        writeln!(self.out, "{}  {}  {}  {}", doc.source, doc.lang, date, doc.title.as_deref().unwrap_or(""))?;
        for warning in &doc.warnings {
            writeln!(self.out, "  note: {warning}")?;
        }
        for record in &coded.records {
            let row = Row::of(record);
            let line = format!(
                "  {:<10} {:<12} {:<10} {:<21} {:<12} {}",
                row.kind,
                row.type_,
                row.status,
                row.date,
                row.sides,
                if row.text.is_empty() { &row.people } else { row.text }
            );
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }
}

/// What the flat formats show of a record of any kind.
#[derive(Default)]
struct Row<'r> {
    kind: &'static str,
    type_: String,
    status: String,
    date: String,
    place: String,
    country: String,
    sides: String,
    people: String,
    text: &'r str,
}

impl Row<'_> {
    fn of(record: &Record) -> Row<'_> {
        let date = |d: Option<chancery_model::Edtf>| d.map(|d| d.to_string()).unwrap_or_default();
        let place = |p: &Option<chancery_model::Place>| {
            p.clone().map(|p| (p.name.unwrap_or_default(), p.country.unwrap_or_default())).unwrap_or_default()
        };
        match &record.fact {
            Fact::Event(e) => {
                let (name, country) = place(&e.place);
                let people: Vec<&str> = e.participants.iter().filter_map(|p| p.name.as_deref()).collect();
                Row {
                    kind: "event",
                    type_: e.type_.clone(),
                    status: e.status.clone(),
                    date: date(e.date),
                    place: name,
                    country,
                    sides: e.sides.join(" "),
                    people: people.join("; "),
                    text: e.name.as_deref().unwrap_or(""),
                }
            }
            Fact::Agreement(a) => {
                let (name, country) = place(&a.place);
                Row {
                    kind: "agreement",
                    type_: a.type_.clone(),
                    status: a.status.clone(),
                    date: date(a.date),
                    place: name,
                    country,
                    sides: a.sides.join(" "),
                    text: &a.title,
                    ..Row::default()
                }
            }
            Fact::Commitment(c) => Row {
                kind: "commitment",
                type_: c.event_type.clone().unwrap_or_default(),
                status: c.force.clone(),
                date: date(c.due),
                sides: [c.by.as_slice(), &c.to].concat().join(" "),
                people: c.people.join("; "),
                text: &c.text,
                ..Row::default()
            },
            Fact::Statement(s) => Row {
                kind: "statement",
                type_: s.stance.clone(),
                date: date(s.date),
                sides: s.about.join(" "),
                people: s.speaker.as_ref().and_then(|p| p.name.clone()).unwrap_or_default(),
                text: &s.text,
                ..Row::default()
            },
            Fact::Tenure(t) => Row {
                kind: "tenure",
                type_: t.role.clone(),
                status: if t.former { "former".to_owned() } else { String::new() },
                date: date(t.as_of),
                sides: t.side.clone().unwrap_or_default(),
                people: t.name.clone(),
                text: &t.office,
                ..Row::default()
            },
        }
    }
}
