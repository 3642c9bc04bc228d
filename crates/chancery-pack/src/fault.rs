/// What is wrong in a pack or registry file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}: {message}")]
pub struct Fault {
    /// Path of the file in the source tree.
    pub path: String,
    /// Line from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault at `path:line`.
    pub fn new(path: &str, line: usize, message: impl Into<String>) -> Fault {
        Fault { path: path.to_owned(), line, message: message.into() }
    }
}
