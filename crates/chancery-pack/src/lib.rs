//! Language packs and the registry: vocabulary, rules and knowledge as data.
//!
//! [`Pack`] is a language (`packs/<lang>/`), [`Registry`] what no language owns (`registry/`). Both are embedded when the
//! program is built; nothing is read from disk at run time. A fault names file and line ([`Fault`]).
//!
//! ```
//! let pack = chancery_pack::Pack::load("xx")?.expect("the toy language is always there");
//! assert!(pack.meta.toy);
//! # Ok::<(), chancery_pack::Fault>(())
//! ```

#[cfg(test)]
mod compact;
mod fault;
mod files;
mod pack;
mod registry;
mod rule;
mod types;
mod words;

pub use fault::Fault;
pub use files::{Row, Table};
pub use pack::{Pack, PackMeta};
pub use registry::{Actor, ActorKind, City, Form, KnownPerson, People, Registry, Written};
pub use rule::{Class, Hit, Miss, Rule, Rules, When};
pub use types::{Aim, EventType, Tone};
pub use words::{Sieve, WordMap, WordSet, glimpse};
