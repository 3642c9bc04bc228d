//! `registry/types/<type>.toml`: what each event type means and how it maps to other codebooks.

use crate::fault::Fault;
use crate::files;
use serde::Deserialize;

/// Whether an event type brings its sides together or sets them against each other: decides what PLOVER makes of one
/// that is announced, stopped or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Announced: AGREE; stopped: SANCTION; refused: REJECT.
    Cooperative,
    /// Announced: THREATEN; stopped: RETREAT.
    Hostile,
    /// Words that stay what they are whatever their status.
    Verbal,
}

/// Whom an act is aimed at when its sentence does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aim {
    /// The other of the two sides that the item is about.
    Partner,
    /// That, or the side that the item is most about (`France sends relief`, in an item about an earthquake).
    Topic,
}

/// An event type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EventType {
    /// Its name, from the path.
    #[serde(skip)]
    pub id: String,
    /// What it means, in a sentence.
    pub about: String,
    /// What it is not, in a sentence.
    pub not: String,
    /// PLOVER type (codebook of February 2024); absent where there is none.
    #[serde(default)]
    pub plover: Option<String>,
    /// CAMEO code.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Conflict–cooperation score of the CAMEO code, −10 to 10, after Goldstein (1992) as CAMEO's authors extended it.
    #[serde(default)]
    pub goldstein: Option<f32>,
    /// Cooperative, hostile or verbal.
    pub tone: Tone,
    /// True where all sides take part alike; false where a source acts on a target.
    pub mutual: bool,
    /// True where the type may be a session of a mechanism or have a number.
    #[serde(default)]
    pub series: bool,
    /// Role in the record (`host`, `guest`, `participant` …) by role in the frame.
    #[serde(default)]
    pub participants: std::collections::BTreeMap<String, String>,
    /// True where two sides take part by nature, so that an item about two sides lends the one that is not named.
    #[serde(default)]
    pub paired: bool,
    /// True for talks in the widest sense: more than one side takes part by nature.
    #[serde(default)]
    pub talks: bool,
    /// True where an event without a name of its own, a number or a date is a generality (`regional forums`).
    #[serde(default)]
    pub named: bool,
    /// Whom the act is aimed at when its sentence names its author alone: `partner` (the other of the two sides that the
    /// item is about), `topic` (that, or the side that the item is most about); absent where nothing may be supposed.
    #[serde(default)]
    pub aimed: Option<Aim>,
    /// Where the event took place when its sentence does not say: `scene` (where the journey or the report is), `target`
    /// (the state acted upon), `side` (the state of whoever it is about), `away` (the only side that is not the guest's);
    /// absent where nothing may be supposed.
    #[serde(default)]
    pub placed: Option<String>,
    /// The class of words that head a table of states with the dates of such events; absent where there are no such tables.
    #[serde(default)]
    pub tabled: Option<String>,
    /// True where documents come about by such an event, so that it lends them its date and place.
    #[serde(default)]
    pub signs: bool,
    /// True where what was done lasts and is told as background for years (`relations`): told without a date it has none,
    /// whatever the story around it is dated.
    #[serde(default)]
    pub standing: bool,
    /// True where the act is an event only outside talks: said within a meeting of the same sides it is a statement.
    #[serde(default)]
    pub outside_talks: bool,
    /// Classes of words by which sorts of this type are told apart: two of different sorts are never one event, though they are
    /// of one day and the same people (a welcome, a wreath, a banquet).
    #[serde(default)]
    pub sorts: Vec<String>,
    /// Types whose mentions may tell the same event (`meeting` for `dialogue`).
    #[serde(default)]
    pub like: Vec<String>,
}

impl EventType {
    /// All event types, sorted by name.
    pub fn all() -> Result<Vec<EventType>, Fault> {
        let mut out = Vec::new();
        for (path, _) in files::below("registry/types/") {
            let Some(id) = path.strip_prefix("registry/types/").and_then(|p| p.strip_suffix(".toml")) else {
                continue;
            };
            let mut t: EventType = toml::from_str(files::text(path)?.unwrap_or(""))
                .map_err(|e| Fault::new(path, 0, e.to_string()))?;
            t.id = id.to_owned();
            out.push(t);
        }
        Ok(out)
    }
}
