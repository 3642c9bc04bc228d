//! The command line, defined once: help, completions and the man page are generated from it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  chancery add pages/                      read a folder of pages into ./chancery.db
  chancery brief VNM FRA                   the relationship on a page, footnoted
  chancery timeline Vietnam France --since 2018
  chancery due                             commitments: open, late, done
  chancery code page.html                  records as JSON Lines, nothing stored

Exit codes: 0 done, 1 failure, 2 usage, 3 some inputs failed, 130 interrupted.";

/// Reads what is reported about the dealings between states and keeps the record, with the exact words each line rests on.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, before_help = EXAMPLES, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages into the store
    Add(Add),
    /// Print the records of pages, storing nothing
    Code(Code),
    /// Write the page about the relationship of two sides, footnoted
    Brief(Brief),
    /// List the events of one side or between two
    Timeline(Timeline),
    /// List commitments: overdue, open, scheduled, done
    Due(Due),
    /// Show a person's offices with dates, and contacts
    Who(Who),
    /// Find passages in the stored documents
    Search(Search),
    /// Write the whole ledger as data
    Export(Export),
    /// Show a document with its records marked
    Show(Show),
    /// Explain a record: its sentence, parse, rule, and where each value came from
    Why(Why),
    /// Show what the language packs cover, or test their rules
    Packs(Packs),
    /// Check the program and the store
    Doctor(Doctor),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

/// Where the ledger is.
#[derive(Debug, Args)]
pub struct StoreArg {
    /// The store
    #[arg(long, value_name = "FILE", default_value = "chancery.db")]
    pub store: PathBuf,
}

/// What is known of the pages from outside them.
#[derive(Debug, Args)]
pub struct Known {
    /// Address the page came from (one page only)
    #[arg(long, value_name = "ADDRESS")]
    pub source: Option<String>,
    /// Publication date, where the page does not say or says wrong
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Language of the pages, where it is known, as a tag (fr); `chancery packs` shows which there are
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// `chancery add`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery add pages/ reports/page.html
  curl -s https://example.org/news | chancery add - --source https://example.org/news")]
pub struct Add {
    /// Files and folders (.txt, .md, .html, .htm), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub known: Known,
}

/// How `code` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CodeFormat {
    /// One JSON object a line, as docs/record.md defines
    Jsonl,
    /// One row a record, for spreadsheets
    Csv,
    /// Columns for reading on a terminal
    Table,
}

/// `chancery code`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery code page.html
  chancery code pages/ --format csv > records.csv
  chancery code --lines < documents.jsonl")]
pub struct Code {
    /// Files and folders (.txt, .md, .html, .htm), or - for standard input
    #[arg(required_unless_present = "lines", conflicts_with = "lines", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = CodeFormat::Jsonl)]
    pub format: CodeFormat,
    /// Read {"id", "text", "lang"?, "date"?} objects from standard input, one document a line
    #[arg(long)]
    pub lines: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub known: Known,
}

/// The day and language of an answer.
#[derive(Debug, Args)]
pub struct View {
    /// See things as they were known on this day; today if not given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Language of the answer
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub lang: String,
}

/// `chancery brief`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery brief VNM FRA
  chancery brief Vietnam France --lang fr --format html > page.html")]
pub struct Brief {
    /// A state or organisation: name in any language, ISO code or id
    #[arg(value_name = "A")]
    pub a: String,
    /// The other one
    #[arg(value_name = "B")]
    pub b: String,
    /// How to write it
    #[arg(long, value_enum, default_value_t = PageFormat::Md)]
    pub format: PageFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub view: View,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// How `brief` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Markdown with footnotes
    Md,
    /// One HTML page
    Html,
    /// Its sections, lines and notes as one JSON object
    Json,
}

/// `chancery timeline`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery timeline Vietnam Lào --since 2020
  chancery timeline ASEAN --type conference --format csv")]
pub struct Timeline {
    /// A state or organisation: name in any language, ISO code or id
    #[arg(value_name = "A")]
    pub a: String,
    /// Another one: only what concerns both
    #[arg(value_name = "B")]
    pub b: Option<String>,
    /// Not before this day, month or year
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Not after this day, month or year
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Only events of these types (meeting, visit, signing …); may be repeated
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub view: View,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For reading on a terminal
    Text,
    /// One JSON array
    Json,
    /// One row each, for spreadsheets
    Csv,
}

/// `chancery due`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery due                             everything still to be done
  chancery due VNM FRA --all               also what was done, replaced or called off")]
pub struct Due {
    /// Only commitments that concern these sides
    #[arg(value_name = "SIDE", num_args = 0..=2)]
    pub sides: Vec<String>,
    /// Also what was done, replaced or called off
    #[arg(long)]
    pub all: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub view: View,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// How answers that are no table are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// For reading on a terminal
    Text,
    /// One JSON value
    Json,
}

/// `chancery who`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery who \"Le Hoai Trung\"            with or without diacritics")]
pub struct Who {
    /// Name or part of it
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub view: View,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// `chancery export`.
#[derive(Debug, Args)]
pub struct Export {
    /// What to write
    #[arg(long, value_enum, default_value_t = ExportFormat::Ledger)]
    pub format: ExportFormat,
    /// See things as they were known on this day; today if not given
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Events, commitments, mechanisms, tenures and conflicts as one JSON object
    Ledger,
}

/// `chancery show`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery show pages/visit.html           by the path it was added from
  chancery show 3f9a2c                     by its id or the beginning of it")]
pub struct Show {
    /// Id, beginning of an id, or the path or address it was added from
    #[arg(value_name = "DOC")]
    pub doc: String,
    /// How to print
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    pub format: ShowFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// How `show` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// The text with the records marked, and the list of them
    Text,
    /// The document and its records as `code` prints them
    Jsonl,
}

/// `chancery why`.
#[derive(Debug, Args)]
pub struct Why {
    /// Id of the record, as `show`, `timeline` and `code` print it
    #[arg(value_name = "RECORD")]
    pub record: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// `chancery search`.
#[derive(Debug, Args)]
#[command(before_help = "\
Examples:
  chancery search \"strategic dialogue\"
  chancery search doi thoai chien luoc     words without diacritics find those with them")]
pub struct Search {
    /// Words that must all stand in the passage
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    /// At most so many passages
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// `chancery packs`.
#[derive(Debug, Args)]
pub struct Packs {
    /// Without a task: the number of rules by type and language
    #[command(subcommand)]
    pub task: Option<PacksTask>,
}

/// What to do with the packs.
#[derive(Debug, Subcommand)]
pub enum PacksTask {
    /// Put every rule to its own examples
    Test {
        /// Only rules whose id begins so (`fr/`, `en/meeting/`)
        #[arg(value_name = "RULE")]
        rule: Option<String>,
    },
}

/// `chancery doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub store: StoreArg,
}

/// `chancery completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}
