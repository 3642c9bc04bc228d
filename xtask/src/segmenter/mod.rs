//! Measuring the segmenter and the lemmatizer against treebanks, and training the words model.

mod eval;
mod train;
pub mod treebank;

pub use eval::{Options as EvalOptions, TokensOptions, eval, tokens};
pub use train::{Options as TrainOptions, train};
