//! What the program reads from a text in a language.

use chancery::pipeline::Pipeline;
use chancery_model::{Edtf, Fact};
use chancery_read::Hints;

/// What a text states, in text order; `date` is that of its page.
pub fn facts(pipeline: &Pipeline, lang: &str, text: &str, date: Option<Edtf>) -> Vec<Fact> {
    let hints =
        Hints { format: Some("txt".to_owned()), lang: Some(lang.to_owned()), date, ..Hints::default() };
    let coded = pipeline.code(text.as_bytes(), &hints, None).expect("plain text can be read");
    coded.records.into_iter().map(|r| r.fact).collect()
}
