//! What goes to standard error: failures, progress and summaries.

use crate::failure::Failure;
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt;
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

/// How a long run goes: a bar on a terminal, a line for each document elsewhere.
pub struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// For so many documents.
    pub fn new(total: usize) -> Progress {
        let bar = (std::io::stderr().is_terminal() && std::io::stdout().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {per_sec}, {eta} left");
            let bar = ProgressBar::new(total as u64);
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Progress { bar }
    }

    /// A document is done. Where standard output is gone the work goes on: what counts is in the store.
    pub fn line(&self, text: fmt::Arguments<'_>) {
        match &self.bar {
            Some(bar) => bar.inc(1),
            None => {
                let _ = writeln!(std::io::stdout().lock(), "{text}");
            }
        }
    }

    /// A document failed.
    pub fn failure(&self, about: &str, what: &Failure) {
        match &self.bar {
            Some(bar) => {
                bar.inc(1);
                bar.suspend(|| failure(Some(about), what));
            }
            None => failure(Some(about), what),
        }
    }

    /// The run is over.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
