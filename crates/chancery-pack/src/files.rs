use crate::fault::Fault;

#[cfg(not(debug_assertions))]
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/files.rs"));
}

/// Every data file by path, sorted.
#[cfg(not(debug_assertions))]
fn all() -> &'static [(&'static str, &'static [u8])] {
    embedded::FILES
}

/// Every data file by path, sorted. A debug build reads the source tree once, at first use, so that an edited rule is
/// tried without a rebuild; a release build reads nothing from disk.
#[cfg(debug_assertions)]
fn all() -> &'static [(&'static str, &'static [u8])] {
    static FILES: std::sync::OnceLock<Vec<(&'static str, &'static [u8])>> = std::sync::OnceLock::new();
    FILES.get_or_init(|| {
        // Writers of packs point a debug build at another source tree; a release build has no such door.
        #[allow(clippy::disallowed_methods)]
        let root = std::env::var_os("CHANCERY_SOURCE")
            .map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../..").into(), std::path::PathBuf::from);
        let mut out = Vec::new();
        let mut folders = vec![root.join("packs"), root.join("registry")];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).into_iter().flatten().filter_map(|e| Some(e.ok()?.path())) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv" || e == "bin") {
                    let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    if let Ok(bytes) = std::fs::read(&path) {
                        out.push((&*Box::leak(name.into_boxed_str()), &*Box::leak(bytes.into_boxed_slice())));
                    }
                }
            }
        }
        out.sort_unstable();
        out
    })
}

/// The embedded files whose path begins with `prefix`, in path order.
pub(crate) fn below(prefix: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let files = all();
    let start = files.partition_point(|(name, _)| *name < prefix);
    let prefix = prefix.to_owned();
    files[start..].iter().take_while(move |(name, _)| name.starts_with(&prefix)).copied()
}

/// The embedded file of that exact path.
pub(crate) fn file(path: &str) -> Option<&'static [u8]> {
    let files = all();
    files.binary_search_by(|(name, _)| (*name).cmp(path)).ok().map(|i| files[i].1)
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

/// True for a line that begins with an ASCII letter, digit or sign.
fn begins_plainly(line: &str) -> bool {
    line.as_bytes().first().is_some_and(u8::is_ascii_graphic)
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
    cells: [&'static str; COLUMNS],
}

/// Columns that are kept; no table has more.
const COLUMNS: usize = 5;

impl Row {
    /// The cell in that column without surrounding white space; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &'static str {
        self.cells.get(column).map_or("", |cell| cell.trim())
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
            .filter(|(_, l)| !l.starts_with('#') && (begins_plainly(l) || !l.trim().is_empty()))
            .map(|(i, mut rest)| {
                let mut cells = [""; COLUMNS];
                for cell in &mut cells {
                    // Cells are short: asking for the next tab byte by byte is faster than any search.
                    let end = rest.bytes().position(|b| b == b'\t').unwrap_or(rest.len());
                    *cell = &rest[..end];
                    rest = rest.get(end + 1..).unwrap_or("");
                }
                Row { line: i + 1, cells }
            })
            .collect();
        Table { path: path.to_owned(), rows }
    }
    /// A fault in one of its rows.
    pub fn fault(&self, row: &Row, message: impl Into<String>) -> Fault {
        Fault::new(&self.path, row.line, message)
    }
}
