//! What linking yields.

use super::concepts::Concept;
use crate::DocumentInfo;
use chancery_model::{Edtf, Record};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The records of many documents read as one account, as known on a day. Every list is sorted; nothing in it depends on
/// the order in which documents were added.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The documents that the accounts come from, by id.
    pub docs: BTreeMap<String, DocumentInfo>,
    /// The records themselves, by id.
    pub records: BTreeMap<String, Record>,
    /// Events by date, undated ones last.
    pub events: Vec<LedgerEvent>,
    /// Agreements by date.
    pub agreements: Vec<LedgerAgreement>,
    /// Commitments by the day they were first made.
    pub commitments: Vec<LedgerCommitment>,
    /// Standing mechanisms and their sessions.
    pub mechanisms: Vec<Mechanism>,
    /// Who held which office, as attested.
    pub tenures: Vec<Holding>,
    /// Where each event stands in the list, by id; see [`Ledger::event`].
    pub(crate) places: BTreeMap<String, usize>,
}

/// One telling of a ledger entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Account {
    /// Document id.
    pub doc: String,
    /// Record id.
    pub record: String,
}

/// A field on which accounts contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Conflict {
    /// `date`, `place`, `office`, `participants`, `count` or `status`.
    pub field: String,
    /// Each value and the documents that have it, most told first.
    pub values: Vec<(String, BTreeSet<String>)>,
}

/// Somebody who took part, as all accounts together have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Person id.
    pub person: String,
    /// Fullest spelling.
    pub name: String,
    /// All spellings.
    pub spellings: BTreeSet<String>,
    /// Side, where known.
    pub side: Option<String>,
    /// Offices as written, with the language of the document: `(lang, office)`.
    pub offices: BTreeSet<(String, String)>,
    /// Roles in the event.
    pub roles: BTreeSet<String>,
}

/// An event and all accounts of it.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerEvent {
    /// Stable while its best account stays: derived from the smallest record id.
    pub id: String,
    /// Event type.
    #[serde(rename = "type")]
    pub type_: String,
    /// `occurred`, `ongoing`, `planned`, `proposed`, `cancelled` or `denied`: what the accounts come to.
    pub status: String,
    /// Announced for a day that has passed, and no account says that it took place.
    pub unreported: bool,
    /// Best date.
    pub date: Option<Edtf>,
    /// Place name as written in the best account.
    pub place: Option<String>,
    /// Place names by language of the account: `(lang, name)`.
    pub places: BTreeSet<(String, String)>,
    /// State that the place is in.
    pub country: Option<String>,
    /// Sides.
    pub sides: BTreeSet<String>,
    /// Sides that acted, for a directed event.
    pub source: BTreeSet<String>,
    /// Sides acted upon.
    pub target: BTreeSet<String>,
    /// People, in the order of the best account.
    pub people: Vec<Person>,
    /// Names of the event and its series: `(lang, name)`.
    pub names: BTreeSet<(String, String)>,
    /// Number of the session.
    pub ordinal: Option<u32>,
    /// Kinds and topics of its names, and of the series that its documents put it in; of its passages where it has no
    /// name.
    #[serde(skip)]
    pub(crate) subject: BTreeSet<Concept>,
    /// Topics.
    pub topics: BTreeSet<String>,
    /// Id of the ledger event that this one is part of.
    pub part_of: Option<String>,
    /// Accounts, best first.
    pub accounts: Vec<Account>,
    /// Contradictions between accounts.
    pub conflicts: Vec<Conflict>,
    /// Highest confidence among the accounts.
    pub confidence: f32,
}

/// A document between sides and all accounts of it.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerAgreement {
    /// Derived from the smallest record id.
    pub id: String,
    /// Titles as written: `(lang, title)`.
    pub titles: BTreeSet<(String, String)>,
    /// Agreement type.
    #[serde(rename = "type")]
    pub type_: String,
    /// Furthest status that an account has.
    pub status: String,
    /// Best date; that of its signing, where no account of the agreement itself has one.
    pub date: Option<Edtf>,
    /// The ledger event at which it was signed, where its documents tell of one.
    pub event: Option<String>,
    /// Years it covers.
    pub period: Option<Edtf>,
    /// Sides.
    pub sides: BTreeSet<String>,
    /// Topics.
    pub topics: BTreeSet<String>,
    /// Accounts, best first.
    pub accounts: Vec<Account>,
    /// Contradictions.
    pub conflicts: Vec<Conflict>,
    /// Highest confidence.
    pub confidence: f32,
}

/// What has become of a commitment, as known on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its due date has passed and nothing is on record.
    Overdue,
    /// Nothing done on record, and no due date has passed.
    Open,
    /// A day has been announced.
    Scheduled,
    /// What was promised took place.
    Fulfilled,
    /// Something else was agreed in its place.
    Superseded,
    /// It was called off.
    Cancelled,
}

impl State {
    /// As written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Overdue => "overdue",
            State::Open => "open",
            State::Scheduled => "scheduled",
            State::Fulfilled => "fulfilled",
            State::Superseded => "superseded",
            State::Cancelled => "cancelled",
        }
    }
    /// True while something remains to be done.
    pub fn pending(self) -> bool {
        matches!(self, State::Overdue | State::Open | State::Scheduled)
    }
}

/// An undertaking, all wordings of it, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerCommitment {
    /// Derived from the smallest record id.
    pub id: String,
    /// Sides that are to act.
    pub by: BTreeSet<String>,
    /// Sides that it was promised to or asked of.
    pub to: BTreeSet<String>,
    /// People who made it.
    pub people: BTreeSet<String>,
    /// Strongest force: `agreed`, `pledged`, `proposed` or `hoped`.
    pub force: String,
    /// Wordings: `(lang, text)`, the best first.
    pub texts: Vec<(String, String)>,
    /// Type of the promised event.
    pub event_type: Option<String>,
    /// Number of the promised session.
    pub ordinal: Option<u32>,
    /// When it is due, by its latest telling.
    pub due: Option<Edtf>,
    /// Topics.
    pub topics: BTreeSet<String>,
    /// Publication date of the first document that tells of it.
    pub made: Option<Edtf>,
    /// Accounts, earliest document first.
    pub accounts: Vec<Account>,
    /// What has become of it.
    pub state: State,
    /// Ledger events that fulfil, schedule or cancel it.
    pub events: Vec<String>,
    /// The commitment or agreement in its place.
    pub superseded_by: Option<String>,
    /// Documents that show what became of it.
    pub shown_by: BTreeSet<String>,
    /// Highest confidence.
    pub confidence: f32,
}

/// A session of a mechanism.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Session {
    /// Its number, where known.
    pub ordinal: Option<u32>,
    /// Its date.
    pub date: Option<Edtf>,
    /// The ledger event; the commitment, for a session that has been promised and nothing more.
    pub event: String,
    /// Status of the event.
    pub status: String,
}

/// A standing mechanism: a series of sessions between the same sides.
#[derive(Debug, Clone, Serialize)]
pub struct Mechanism {
    /// Derived from the id of its first session.
    pub id: String,
    /// Names as its sessions have them: `(lang, name)`.
    pub names: BTreeSet<(String, String)>,
    /// Its own names, without what makes one a session's: `(lang, name)`, the one that says most first.
    pub titles: Vec<(String, String)>,
    /// Sides.
    pub sides: BTreeSet<String>,
    /// Sessions by number and date.
    pub sessions: Vec<Session>,
    /// Usual time between sessions in months, from those with numbers and dates; `None` with fewer than two.
    pub rhythm: Option<u32>,
    /// When the next session is announced for.
    pub next: Option<Edtf>,
    /// When it would be due by the usual rhythm, as a month; only where none is announced.
    pub expected: Option<Edtf>,
}

/// An office that somebody held, with the first and last day on which a document attests it.
#[derive(Debug, Clone, Serialize)]
pub struct Holding {
    /// Person id.
    pub person: String,
    /// All spellings of the name.
    pub names: BTreeSet<String>,
    /// Wordings of the office: `(lang, office)`.
    pub offices: BTreeSet<(String, String)>,
    /// Role (`minister` …), where a record has one.
    pub role: Option<String>,
    /// Side.
    pub side: Option<String>,
    /// First day attested.
    pub from: Option<Edtf>,
    /// Last day attested.
    pub to: Option<Edtf>,
    /// Attested only as a former office.
    pub former: bool,
    /// Accounts in date order.
    pub accounts: Vec<Account>,
}
