//! The nouns of chancery: what a stage hands to the next.
//!
//! * [`Document`] is what reading yields: the text as kept, its blocks and items.
//! * [`Annotated`] is a document seen as sentences of [`Token`]s with [`Mention`]s of people, actors, places and dates.
//! * [`Record`] is what coding yields: one fact that the document states, with its evidence.
//!
//! No I/O, no language and no clock here. Inside the program a [`Span`] counts bytes of `Document::text`, because
//! slicing is then free; at the edge (evidence, JSON) offsets count Unicode code points, and [`CodePoints`] converts.

mod document;
mod edtf;
mod fold;
mod mention;
mod record;
mod sentence;

pub use document::{Block, BlockRole, CodePoints, Dateline, Document, Item, Span};
pub use edtf::{Day, Edtf, EdtfError, Part};
pub use fold::{Latin, fold, fold_into, letter, past_small, small, surely_nfc};
pub use mention::{ActorRef, Group, Held, How, Mention, MentionKind, Person, PersonRef, PlaceRef, TimeRef};
pub use record::{
    Agreement, Commitment, DocumentRecord, Event, Evidence, Fact, Participant, Place, Record, Series,
    Statement, Tenure, person_id,
};
pub use sentence::{Annotated, Feats, Rel, Sentence, Token, Upos};
