//! Questions put to the ledger, and the pages that answer them.
//!
//! Each question is a function of a [`Store`](chancery_ledger::Store) that returns a value; the value can be serialised,
//! or rendered as Markdown, HTML, text or CSV. The words of a page are data (`labels/<lang>.tsv`), the names of sides come
//! from the caller ([`Sides`]), and so does the day that an answer is given for.

mod dates;
mod due;
mod export;
mod labels;
mod page;
mod render;
mod search;
mod sides;
mod timeline;
mod who;
mod words;

pub use due::{Due, due};
pub use export::ledger_json;
pub use labels::Labels;
pub use page::{Line, Note, Page, Section, brief};
pub use render::{html, markdown};
pub use search::{Found, search};
pub use sides::{Ids, Sides, resolve};
pub use timeline::{Entry, Selection, timeline, timeline_csv, timeline_text};
pub use who::{Office, Who, who};

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BriefError {
    /// The store failed.
    #[error(transparent)]
    Ledger(#[from] chancery_ledger::LedgerError),
    /// No state or organisation has that name.
    #[error("no state or organisation is called `{0}`")]
    UnknownSide(String),
    /// Several have.
    #[error("`{0}` may be {1}")]
    AmbiguousSide(String, String),
    /// There are no labels in that language.
    #[error("pages cannot be written in `{0}`; there is {1}")]
    NoLabels(String, String),
}
