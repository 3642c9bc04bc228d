//! Opening the store, and its failures in the program's words.

use crate::failure::{Failure, Kind};
use chancery_ledger::{LedgerError, SqliteStore};
use std::path::Path;

/// Opens the store for writing, making it where there is none.
pub fn open(path: &Path) -> Result<SqliteStore, Failure> {
    SqliteStore::open(path).map_err(failure)
}

/// Opens an existing store for reading.
pub fn open_existing(path: &Path) -> Result<SqliteStore, Failure> {
    SqliteStore::open_read_only(path).map_err(failure)
}

/// A failure of the store as the user is told.
pub fn failure(e: LedgerError) -> Failure {
    let failure = Failure::new(Kind::Store, e.to_string());
    match e.hint() {
        Some(hint) => failure.hint(hint),
        // A refusal says itself what is wrong; what remains is the disk.
        None if matches!(e, LedgerError::Refused(_)) => failure,
        None => {
            failure.hint("check that the disk has space and can be written; what was stored before is kept")
        }
    }
}
