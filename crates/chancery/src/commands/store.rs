//! Opening the store, and its failures in the program's words.

use crate::failure::{Failure, Kind};
use chancery_ledger::{LedgerError, SqliteStore};
use std::path::Path;

/// Opens the store for writing, making it where there is none.
pub fn open(path: &Path) -> Result<SqliteStore, Failure> {
    no_folder(path)?;
    SqliteStore::open(path).map_err(failure)
}

/// Opens an existing store for reading.
pub fn open_existing(path: &Path) -> Result<SqliteStore, Failure> {
    no_folder(path)?;
    SqliteStore::open_read_only(path).map_err(failure)
}

/// The store is a file; the database's own message for a folder names no cause.
fn no_folder(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        let message = format!("{} is a folder, and the store is a file", path.display());
        let hint = format!("name a file in it: --store {}", path.join("chancery.db").display());
        return Err(Failure::new(Kind::Usage, message).hint(hint));
    }
    Ok(())
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
