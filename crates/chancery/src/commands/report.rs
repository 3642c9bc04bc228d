//! What goes to standard error: failures, progress and summaries.

use crate::failure::Failure;
use std::io::{IsTerminal as _, Write as _};

/// Prints a failure, with what it is about where it concerns one input.
pub fn failure(about: Option<&str>, failure: &Failure) {
    let mut text = match about {
        Some(about) => format!("error: {about}: {}\n", failure.message),
        None => format!("error: {}\n", failure.message),
    };
    if let Some(hint) = &failure.hint {
        text.push_str(&format!("  hint: {hint}\n"));
    }
    say(&text);
}

/// Writes to standard error; where that is gone, nobody is left to tell.
pub fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// True where a progress bar can be drawn.
pub fn on_terminal() -> bool {
    std::io::stderr().is_terminal()
}
