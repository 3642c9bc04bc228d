use crate::Edtf;
use serde::{Deserialize, Serialize};

/// A passage that a record rests on: offsets in Unicode code points of the document's text, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The slice itself, character for character.
    pub quote: String,
}

/// The `document` line of `chancery code`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Always `document`.
    pub kind: String,
    /// Content hash.
    pub id: String,
    /// Path or address as given.
    pub source: String,
    /// BCP 47 tag.
    pub lang: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication date.
    pub date: Option<Edtf>,
    /// Dateline, if there is one.
    pub dateline: Option<serde_json::Value>,
    /// The text that offsets refer to.
    pub text: String,
    /// `{item, title, start, end, date}`, offsets in code points.
    pub items: Vec<serde_json::Value>,
    /// Doubts met on the way.
    pub warnings: Vec<String>,
}

/// One fact that a document states. `fact` holds what depends on the kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Stable id: the same input and version give the same id.
    pub id: String,
    /// Id of the document.
    pub doc: String,
    /// Item of the page, 0 for the main article.
    pub item: u16,
    /// At least one passage.
    pub evidence: Vec<Evidence>,
    /// Chance that a careful reader agrees, 0 to 1.
    pub confidence: f32,
    /// The rule that produced it (`en/meeting/met_with`).
    pub rule: String,
    /// The fact itself; its variant is the record's `kind`.
    #[serde(flatten)]
    pub fact: Fact,
}

/// What a record states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Fact {
    /// Something that happened, happens or is to happen.
    Event(Event),
    /// A document or arrangement between sides.
    Agreement(Agreement),
    /// Something a side is to do after the document's date.
    Commitment(Commitment),
    /// What somebody said.
    Statement(Statement),
    /// Who held which office when.
    Tenure(Tenure),
}

/// Where something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Name as written.
    pub name: Option<String>,
    /// Alpha-3 code.
    pub country: Option<String>,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Participant {
    /// Name as written.
    pub name: Option<String>,
    /// Person id (`to-lam`).
    pub person: Option<String>,
    /// Office as written.
    pub office: Option<String>,
    /// Organisation's id (`vnm/mfa`).
    pub body: Option<String>,
    /// Side: alpha-3 or organisation.
    pub side: Option<String>,
    /// `host`, `guest`, `head`, `signatory`, `speaker`, `addressee`, `witness` or `participant`.
    pub role: String,
}

/// A numbered or recurring event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Name of the mechanism as written.
    pub name: Option<String>,
    /// Number of this session.
    pub ordinal: Option<u32>,
}

/// `record.md`, section `event`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // every field is defined in docs/record.md under the same name
pub struct Event {
    #[serde(rename = "type")]
    pub type_: String,
    pub plover: Option<String>,
    pub cameo: Option<String>,
    pub status: String,
    pub date: Option<Edtf>,
    pub place: Option<Place>,
    pub sides: Vec<String>,
    pub source: Vec<String>,
    pub target: Vec<String>,
    pub participants: Vec<Participant>,
    pub name: Option<String>,
    pub series: Option<Series>,
    pub part_of: Option<String>,
    pub topics: Vec<String>,
}

/// `record.md`, section `agreement`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Agreement {
    pub title: String,
    #[serde(rename = "type")]
    pub type_: String,
    pub sides: Vec<String>,
    pub bodies: Vec<String>,
    pub topics: Vec<String>,
    pub status: String,
    pub date: Option<Edtf>,
    pub place: Option<Place>,
    pub period: Option<Edtf>,
}

/// `record.md`, section `commitment`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Commitment {
    pub by: Vec<String>,
    pub to: Vec<String>,
    pub people: Vec<String>,
    pub force: String,
    pub action: Option<String>,
    pub text: String,
    pub event_type: Option<String>,
    pub due: Option<Edtf>,
    pub topics: Vec<String>,
}

/// `record.md`, section `statement`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Statement {
    pub speaker: Option<Participant>,
    pub about: Vec<String>,
    pub stance: String,
    pub text: String,
    pub direct: bool,
    pub date: Option<Edtf>,
}

/// `record.md`, section `tenure`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Tenure {
    pub person: String,
    pub name: String,
    pub office: String,
    pub role: String,
    pub body: Option<String>,
    pub side: Option<String>,
    pub as_of: Option<Edtf>,
    pub former: bool,
}

/// The id of a person: the name without diacritics, in reading order, lower case, hyphens (`to-lam`).
pub fn person_id(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in crate::fold(name).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out
}
