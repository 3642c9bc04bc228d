use std::path::PathBuf;

/// Why the ledger could not do what was asked. [`LedgerError::hint`] says what may help.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is no file of that name.
    #[error("there is no ledger at {}", path.display())]
    Missing {
        /// Path as given.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a ledger: {what}", path.display())]
    NotALedger {
        /// Path as given.
        path: PathBuf,
        /// What it is instead, as far as can be told.
        what: &'static str,
    },
    /// Written by a later version of the program.
    #[error("{} was written by a newer version: its schema is {found}, this program knows up to {known}", path.display())]
    Newer {
        /// Path as given.
        path: PathBuf,
        /// Schema number of the file.
        found: i64,
        /// Latest schema number that this program knows.
        known: i64,
    },
    /// The folder or the file may not be written.
    #[error("{} cannot be written: the file or its folder is read-only", path.display())]
    ReadOnly {
        /// Path as given.
        path: PathBuf,
    },
    /// The file could not be opened or created.
    #[error("{} cannot be opened: {reason}", path.display())]
    CannotOpen {
        /// Path as given.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// No space left; what was being written has been undone.
    #[error("the disk is full; the last document was not stored")]
    Full,
    /// Another program is writing and did not finish in time.
    #[error("the ledger is in use by another program")]
    Busy,
    /// The file is damaged.
    #[error("the ledger is damaged: {0}")]
    Damaged(String),
    /// A correction or judgement that cannot be taken.
    #[error("{0}")]
    Refused(String),
    /// Anything else the database reports.
    #[error("the database reports: {0}")]
    Database(rusqlite::Error),
}

impl LedgerError {
    /// What may help, in a sentence; `None` where nothing general can be said.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            LedgerError::Missing { .. } => "add a document first: the ledger is made by the first addition",
            LedgerError::NotALedger { .. } => {
                "name another file as the store; this one has been left as it was"
            }
            LedgerError::Newer { .. } => {
                "use the newer version of the program; an older one could damage the file"
            }
            LedgerError::ReadOnly { .. } => "name a store in a folder that you may write to",
            LedgerError::CannotOpen { .. } => "check that the folder exists and that you may enter it",
            LedgerError::Full => {
                "free some space and run the same command again: what is stored already is skipped"
            }
            LedgerError::Busy => "wait for the other run to end and try again",
            LedgerError::Damaged(_) => "restore a copy, or add the documents again into a new store",
            LedgerError::Refused(_) | LedgerError::Database(_) => return None,
        })
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(err: rusqlite::Error) -> LedgerError {
        use rusqlite::ErrorCode as Code;
        match err.sqlite_error_code() {
            Some(Code::DiskFull) => LedgerError::Full,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => LedgerError::Busy,
            Some(Code::DatabaseCorrupt) => LedgerError::Damaged(err.to_string()),
            _ => LedgerError::Database(err),
        }
    }
}
