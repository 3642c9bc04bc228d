//! The ledger: documents and their records in one file, and what they say together.
//!
//! * [`Store`] is what any store can do; [`SqliteStore`] is the one there is: one SQLite file, one transaction a
//!   document, so that a document is stored whole or not at all.
//! * [`link`] reads the records of many documents as one account: the same event told by several of them, commitments
//!   and what became of them, standing mechanisms and their sessions, who held which office when.
//!
//! The ledger only grows: corrections and judgements are new entries beside the records they speak of.
//! It knows no language and no clock; times come from the caller.

mod check;
mod error;
pub mod link;
mod sqlite;
mod store;

pub use check::{Problem, evidence_problems};
pub use error::LedgerError;
pub use sqlite::SqliteStore;
pub use store::{
    Added, Correction, DocumentInfo, Hit, Judgement, PersonName, Query, Refused, Store, Verdict,
};
