//! Part of speech, features, heads and relations: a trained model per language.
//!
//! [`Model`] is a tagger (averaged perceptron, left to right) and a greedy transition parser over the relations of
//! Universal Dependencies. `cargo xtask train LANG` writes `packs/<lang>/model.bin`; features are hashed into one table
//! of small integer weights, so that the same text gives the same tree on every machine.

mod abreast;
pub mod arcs;
pub mod bytes;
pub mod grid;
pub mod hash;
mod known;
pub mod lanes;
mod looks;
mod model;
pub mod steps;
pub mod tag;
#[cfg(test)]
mod tests;
pub mod weights;

pub use model::{Class, Model, Trained, start};
