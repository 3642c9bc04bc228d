//! The store in one SQLite file.

mod open;
mod read;
mod search;
mod write;

#[cfg(test)]
mod tests;

use crate::{
    Added, Correction, DocumentInfo, Hit, Judgement, LedgerError, PersonName, Problem, Query, Store,
};
use chancery_model::{DocumentRecord, Record};

/// A ledger in one SQLite file.
///
/// ```
/// use chancery_ledger::{Query, SqliteStore, Store};
/// let store = SqliteStore::in_memory()?;
/// assert!(store.records(&Query::default())?.is_empty());
/// # Ok::<(), chancery_ledger::LedgerError>(())
/// ```
#[derive(Debug)]
pub struct SqliteStore {
    pub(crate) conn: rusqlite::Connection,
}

impl Store for SqliteStore {
    fn add(
        &mut self,
        doc: &DocumentRecord,
        records: &[Record],
        added_at: &str,
    ) -> Result<Added, LedgerError> {
        write::add(&mut self.conn, doc, records, added_at)
    }
    fn has(&self, doc: &str) -> Result<bool, LedgerError> {
        read::has(&self.conn, doc)
    }
    fn document(&self, key: &str) -> Result<Option<DocumentRecord>, LedgerError> {
        read::document(&self.conn, key)
    }
    fn documents(&self) -> Result<Vec<DocumentInfo>, LedgerError> {
        read::documents(&self.conn)
    }
    fn infos(&self, ids: &[&str]) -> Result<Vec<DocumentInfo>, LedgerError> {
        read::infos(&self.conn, ids)
    }
    fn records(&self, query: &Query) -> Result<Vec<Record>, LedgerError> {
        read::records(&self.conn, query)
    }
    fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, LedgerError> {
        search::search(&self.conn, words, limit)
    }
    fn people(&self, name: &str) -> Result<Vec<PersonName>, LedgerError> {
        read::people(&self.conn, name)
    }
    fn correct(&mut self, correction: &Correction) -> Result<(), LedgerError> {
        write::correct(&self.conn, correction)
    }
    fn corrections(&self, record: Option<&str>) -> Result<Vec<Correction>, LedgerError> {
        read::corrections(&self.conn, record)
    }
    fn judge(&mut self, judgement: &Judgement) -> Result<(), LedgerError> {
        write::judge(&self.conn, judgement)
    }
    fn judgements(&self) -> Result<Vec<Judgement>, LedgerError> {
        read::judgements(&self.conn)
    }
    fn check(&self) -> Result<Vec<Problem>, LedgerError> {
        read::check(&self.conn)
    }
}
