use crate::{LedgerError, Problem};
use chancery_model::{Day, DocumentRecord, Edtf, Record};
use serde::{Deserialize, Serialize};

/// What became of a document handed to [`Store::add`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It was not there before and now is.
    New {
        /// Records stored with it.
        records: usize,
        /// Records that were not stored, and why; empty unless the coder is at fault.
        refused: Vec<Refused>,
    },
    /// A document with the same content is there already; nothing was written.
    Unchanged,
}

/// A record that the store would not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its id.
    pub record: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DocumentInfo {
    /// Content hash.
    pub id: String,
    /// Path or address as given.
    pub source: String,
    /// BCP 47 tag.
    pub lang: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication date as EDTF.
    pub date: Option<String>,
    /// When it was added, as the caller said.
    pub added_at: String,
}

impl DocumentInfo {
    /// The publication date, where there is a readable one.
    pub fn edtf(&self) -> Option<Edtf> {
        self.date.as_ref()?.parse().ok()
    }
    /// The day from which the document can be said to have been known: the last day its date allows.
    pub fn day(&self) -> Option<Day> {
        self.edtf()?.latest()
    }
}

/// Which records to read. Empty lists ask nothing; records come in date order, undated ones last, then by id.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Every one of these sides is named in the record.
    pub sides: Vec<String>,
    /// At least one of these persons (ids) is.
    pub people: Vec<String>,
    /// Kinds to read (`event`, `commitment` …).
    pub kinds: Vec<String>,
    /// Types to read (for a commitment the type of what is promised, for a statement its stance, for a tenure its role).
    pub types: Vec<String>,
    /// Only what may have happened on this day or later; undated records are left out.
    pub since: Option<Day>,
    /// Only what may have happened on this day or before.
    pub until: Option<Day>,
    /// Only this document (id).
    pub doc: Option<String>,
    /// Only this record (id).
    pub record: Option<String>,
}

/// A passage that holds the words searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Id of the document.
    pub doc: String,
    /// First code point of the passage in the document's text.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// The passage itself.
    pub text: String,
}

/// A spelling of a person's name, as some records have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PersonName {
    /// Person id.
    pub person: String,
    /// As written.
    pub name: String,
    /// Side, empty where unknown.
    pub side: String,
    /// Number of records with that spelling.
    pub records: usize,
}

/// A person's word on one field of a record. It is laid over the record when it is read; the record itself stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Record id.
    pub record: String,
    /// Field of the record's JSON (`status`), or `*` to withdraw the record (value `null`) or restore it (`true`).
    pub field: String,
    /// The value it should have.
    pub value: serde_json::Value,
    /// Who says so.
    pub who: String,
    /// When, as the caller writes times.
    pub at: String,
    /// Why.
    pub why: String,
}

/// What a judge finds of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They tell of the same thing.
    Same,
    /// They tell of different things.
    Different,
    /// Takes back an earlier verdict.
    Unsure,
}

/// A person's word on whether two records tell of the same thing. The last one on a pair counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// One record.
    pub a: String,
    /// The other.
    pub b: String,
    /// The finding.
    pub verdict: Verdict,
    /// Who says so.
    pub who: String,
    /// When.
    pub at: String,
    /// Why.
    pub why: String,
}

/// Where documents and their records are kept.
pub trait Store {
    /// Stores a document and its records in one step: after a crash all of it is there or nothing. A document with the
    /// same content hash is left as it is. Records whose quotation is not in the text are refused one by one.
    fn add(&mut self, doc: &DocumentRecord, records: &[Record], added_at: &str)
    -> Result<Added, LedgerError>;
    /// True when a document with that content hash is there: asks cheaply, before reading and coding it.
    fn has(&self, doc: &str) -> Result<bool, LedgerError>;
    /// A document with its text; found by its whole id, by a prefix of at least six characters that fits one document, or
    /// by its source.
    fn document(&self, key: &str) -> Result<Option<DocumentRecord>, LedgerError>;
    /// All documents, by id.
    fn documents(&self) -> Result<Vec<DocumentInfo>, LedgerError>;
    /// Documents with those ids, by id.
    fn infos(&self, ids: &[&str]) -> Result<Vec<DocumentInfo>, LedgerError>;
    /// Records that answer the query, with corrections laid over them; withdrawn ones are left out.
    fn records(&self, query: &Query) -> Result<Vec<Record>, LedgerError>;
    /// Passages with all of the words, best first. Words without diacritics find those with them, not the other way round.
    fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, LedgerError>;
    /// Spellings of names that hold every word of `name`, compared without case and diacritics; by person, then name.
    fn people(&self, name: &str) -> Result<Vec<PersonName>, LedgerError>;
    /// Adds a correction.
    fn correct(&mut self, correction: &Correction) -> Result<(), LedgerError>;
    /// Corrections of a record, or all of them, oldest first.
    fn corrections(&self, record: Option<&str>) -> Result<Vec<Correction>, LedgerError>;
    /// Adds a judgement.
    fn judge(&mut self, judgement: &Judgement) -> Result<(), LedgerError>;
    /// All judgements, oldest first.
    fn judgements(&self) -> Result<Vec<Judgement>, LedgerError>;
    /// Everything that is not as it should be: the file, the quotations, the indexes. Empty when all is well.
    fn check(&self) -> Result<Vec<Problem>, LedgerError>;
}
