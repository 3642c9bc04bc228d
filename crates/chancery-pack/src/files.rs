use crate::fault::Fault;
use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The embedded files whose path begins with `prefix`, in path order.
pub(crate) fn below(prefix: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let start = FILES.partition_point(|(name, _)| *name < prefix);
    let prefix = prefix.to_owned();
    FILES[start..].iter().take_while(move |(name, _)| name.starts_with(&prefix)).copied()
}

/// The embedded file of that exact path.
pub(crate) fn file(path: &str) -> Option<&'static [u8]> {
    FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok().map(|i| FILES[i].1)
}

/// The embedded file as text.
pub(crate) fn text(path: &str) -> Result<Option<&'static str>, Fault> {
    match file(path) {
        None => Ok(None),
        Some(bytes) => std::str::from_utf8(bytes)
            .map(Some)
            .map_err(|e| Fault::new(path, 0, format!("not UTF-8 at byte {}", e.valid_up_to()))),
    }
}

/// A tab-separated table: `#` starts a comment line, empty lines are passed over, cells are trimmed.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Path of the file, for faults.
    pub path: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a [`Table`].
#[derive(Debug, Clone)]
pub struct Row {
    /// Line number, from 1.
    pub line: usize,
    /// Cells, without surrounding white space.
    pub cells: Vec<Cow<'static, str>>,
}

impl Row {
    /// The cell in that column; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |c| c)
    }
}

impl Table {
    /// Reads the table of an embedded file; an absent file is an empty table.
    pub(crate) fn embedded(path: &str) -> Result<Table, Fault> {
        Ok(Table::parse(path, text(path)?.unwrap_or("")))
    }
    /// Reads a table from text.
    pub fn parse(path: &str, text: &'static str) -> Table {
        let rows = text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
            .map(|(i, l)| Row {
                line: i + 1,
                cells: l.split('\t').map(|c| Cow::Borrowed(c.trim())).collect(),
            })
            .collect();
        Table { path: path.to_owned(), rows }
    }
    /// A fault in one of its rows.
    pub fn fault(&self, row: &Row, message: impl Into<String>) -> Fault {
        Fault::new(&self.path, row.line, message)
    }
}
