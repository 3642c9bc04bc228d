//! How things end: failures with a kind, a message and a hint, and exit codes.

use std::fmt;
use std::io;

/// What went wrong, as the user is told: a kind, a message in lower case, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Decides the exit code.
    pub kind: Kind,
    /// What failed and why.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The command line asks for something that does not exist.
    Usage,
    /// An input cannot be read.
    Input,
    /// The store cannot be opened, read or written.
    Store,
    /// Something asked for is not in the store.
    NotFound,
    /// Output cannot be written.
    Output,
    /// A language pack does not load: no page of that language can be coded.
    Pack,
    /// A fault in chancery itself that one document brings out.
    Internal,
}

/// How a command that did not break off ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything asked for was done.
    Done,
    /// Every input failed, or a check did.
    Failed,
    /// Some inputs failed, the others were done.
    SomeFailed,
    /// Stopped by a signal; what was begun was finished.
    Interrupted,
    /// The reader of our output went away; nobody is left to tell.
    Unread,
}

impl Exit {
    /// The program's exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done | Exit::Unread => 0,
            Exit::Failed => 1,
            Exit::SomeFailed => 3,
            Exit::Interrupted => 130,
        }
    }
}

impl Failure {
    /// A failure without a hint.
    pub fn new(kind: Kind, message: impl Into<String>) -> Failure {
        Failure { kind, message: message.into(), hint: None }
    }
    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }
    /// The program's exit code.
    pub fn code(&self) -> u8 {
        if self.kind == Kind::Usage { 2 } else { 1 }
    }
    /// The same with what it is about in front (`page.html: the file is empty`).
    #[must_use]
    pub fn about(mut self, what: &str) -> Failure {
        self.message = format!("{what}: {}", self.message);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

/// A file that cannot be opened or read, in plain words.
pub fn cannot_read(e: &io::Error) -> Failure {
    let (message, hint) = match e.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => (
            "there is no such file or folder".to_owned(),
            "check the path, and the quotes if a name has spaces",
        ),
        io::ErrorKind::PermissionDenied => {
            ("reading it is not permitted".to_owned(), "change its permissions or run as its owner")
        }
        _ => (format!("cannot be read: {e}"), "check the disk or the connection, then run again"),
    };
    Failure::new(Kind::Input, message).hint(hint)
}

/// Output that cannot be written, in plain words.
pub fn cannot_write(e: &io::Error) -> Failure {
    let failure = Failure::new(Kind::Output, format!("the output cannot be written: {e}"));
    match e.kind() {
        io::ErrorKind::StorageFull => failure.hint("free some space; the output so far is incomplete"),
        _ => failure,
    }
}
