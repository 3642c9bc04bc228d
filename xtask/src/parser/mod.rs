//! Training and measuring the taggers and parsers.

mod augment;
pub mod conllu;
mod eval;
mod oracle;
mod perceptron;
mod train;

pub use eval::{Options as EvalOptions, eval};
pub use train::{Options, train};
