//! Opening, making and migrating the file.

use super::SqliteStore;
use crate::LedgerError;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Marks a database as a ledger (`PRAGMA application_id`): `chan` in ASCII.
const APPLICATION: i64 = 0x6368_616e;

/// One step a version: entry `n` turns version `n` into `n + 1`. Never edit an entry that has been released.
const MIGRATIONS: &[&str] = &[include_str!("../../migrations/001.sql")];

impl SqliteStore {
    /// Opens the ledger at `path` for reading and writing, making it where there is none and bringing an older one up to
    /// this version.
    pub fn open(path: &Path) -> Result<SqliteStore, LedgerError> {
        let conn = Connection::open(path).map_err(|e| cannot_open(path, &e))?;
        let fresh = inspect(&conn, path)?;
        prepare(&conn, path, fresh)?;
        Ok(SqliteStore { conn })
    }

    /// Opens an existing ledger for reading only; also where its folder may not be written. One of an older version has
    /// to be opened for writing once.
    pub fn open_read_only(path: &Path) -> Result<SqliteStore, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| cannot_open(path, &e))?;
        conn.busy_timeout(Duration::from_secs(10))?;
        let found = match inspect(&conn, path) {
            // A ledger whose folder is read-only cannot have the side files of a write-ahead log: nobody can be writing
            // it either, so it may be read as a file that does not change.
            Err(LedgerError::ReadOnly { .. } | LedgerError::CannotOpen { .. }) => {
                let conn =
                    Connection::open_with_flags(immutable(path), flags).map_err(|e| cannot_open(path, &e))?;
                let found = inspect(&conn, path)?;
                return if found == State::Ledger(MIGRATIONS.len() as i64) {
                    Ok(SqliteStore { conn })
                } else {
                    Err(LedgerError::ReadOnly { path: path.to_owned() })
                };
            }
            found => found?,
        };
        match found {
            State::Ledger(v) if v == MIGRATIONS.len() as i64 => Ok(SqliteStore { conn }),
            State::Ledger(_) => SqliteStore::open(path),
            State::Empty => Err(LedgerError::NotALedger { path: path.to_owned(), what: "it is empty" }),
        }
    }

    /// A ledger that is gone when it is dropped.
    pub fn in_memory() -> Result<SqliteStore, LedgerError> {
        let conn = Connection::open_in_memory()?;
        prepare(&conn, Path::new(":memory:"), State::Empty)?;
        Ok(SqliteStore { conn })
    }

    /// Version of the schema that this program writes.
    pub fn schema_version() -> i64 {
        MIGRATIONS.len() as i64
    }
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Empty,
    Ledger(i64),
}

fn cannot_open(path: &Path, err: &rusqlite::Error) -> LedgerError {
    let path = path.to_owned();
    match err.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => LedgerError::NotALedger { path, what: "it is not a database" },
        Some(ErrorCode::ReadOnly) => LedgerError::ReadOnly { path },
        Some(ErrorCode::DiskFull) => LedgerError::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerError::Busy,
        Some(ErrorCode::DatabaseCorrupt) => LedgerError::Damaged(err.to_string()),
        _ => LedgerError::CannotOpen { path, reason: err.to_string() },
    }
}

fn immutable(path: &Path) -> String {
    let mut uri = String::from("file:");
    for b in path.as_os_str().as_encoded_bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(*b))
            }
            _ => uri.push_str(&format!("%{b:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// What the file is, without writing to it.
fn inspect(conn: &Connection, path: &Path) -> Result<State, LedgerError> {
    let pragma = |name: &str| -> Result<i64, LedgerError> {
        conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).map_err(|e| cannot_open(path, &e))
    };
    let (version, application) = (pragma("user_version")?, pragma("application_id")?);
    let tables: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|e| cannot_open(path, &e))?;
    if tables == 0 && application == 0 {
        return Ok(State::Empty);
    }
    if application != APPLICATION {
        return Err(LedgerError::NotALedger {
            path: path.to_owned(),
            what: "it is the database of another program",
        });
    }
    let known = MIGRATIONS.len() as i64;
    if version > known {
        return Err(LedgerError::Newer { path: path.to_owned(), found: version, known });
    }
    Ok(State::Ledger(version))
}

fn prepare(conn: &Connection, path: &Path, state: State) -> Result<(), LedgerError> {
    let fail = |e: rusqlite::Error| cannot_open(path, &e);
    conn.busy_timeout(Duration::from_secs(10)).map_err(fail)?;
    conn.set_prepared_statement_cache_capacity(64);
    // A process that is killed loses nothing that was committed; with NORMAL a power cut may cost the last commits but
    // never leaves half a document.
    conn.pragma_update(None, "journal_mode", "WAL").map_err(fail)?;
    conn.pragma_update(None, "synchronous", "NORMAL").map_err(fail)?;
    conn.pragma_update(None, "foreign_keys", true).map_err(fail)?;
    let from = match state {
        State::Empty => 0,
        State::Ledger(v) => v,
    };
    if from as usize == MIGRATIONS.len() {
        return Ok(());
    }
    let tx =
        rusqlite::Transaction::new_unchecked(conn, rusqlite::TransactionBehavior::Immediate).map_err(fail)?;
    // Another process may have migrated while this one waited for the lock.
    let now: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(fail)?;
    for (version, sql) in MIGRATIONS.iter().enumerate().skip(now.max(0) as usize) {
        tx.execute_batch(sql).map_err(fail)?;
        tx.pragma_update(None, "user_version", version as i64 + 1).map_err(fail)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION).map_err(fail)?;
    tx.commit().map_err(fail)
}
