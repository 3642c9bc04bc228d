//! A [`Document`] as annotated sentences: segmented, tagged, parsed, with dates and names found.
//!
//! [`Annotator`] compiles a pack once and reads any number of documents; it never fails on a document.

pub mod annotate;
pub mod lemma;
pub mod parse;
pub mod segment;

use chancery_model::{Annotated, Document};
use chancery_pack::{Fault, Pack, Registry};

/// Reads the documents of one language.
#[derive(Debug)]
pub struct Annotator {
    segmenter: segment::Segmenter,
    parser: parse::Model,
    lemmatizer: lemma::Lemmatizer,
    dates: annotate::dates::Dates,
    names: annotate::names::Names,
    asides: annotate::aside::Asides,
}

impl Annotator {
    /// Compiles a pack; fails only on faults in its files.
    pub fn new(pack: &Pack, registry: &Registry) -> Result<Annotator, Fault> {
        // Unpacking the model takes as long as all the rest, so it goes beside it; neither looks at the other.
        std::thread::scope(|scope| {
            let parser = scope.spawn(|| parse::Model::new(pack));
            let segmenter = segment::Segmenter::new(pack)?;
            let lemmatizer = lemma::Lemmatizer::new(pack)?;
            let dates = annotate::dates::Dates::new(pack)?;
            let names = annotate::names::Names::new(pack, registry)?;
            let asides = annotate::aside::Asides::new(pack)?;
            let parser = match parser.join() {
                Ok(model) => model?,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            Ok(Annotator { segmenter, parser, lemmatizer, dates, names, asides })
        })
    }

    /// Sentences of every news block, tagged and with mentions; those for which `matters` is true are parsed.
    pub fn annotate(&self, doc: &Document, matters: impl Fn(&chancery_model::Sentence) -> bool) -> Annotated {
        let mut sentences = self.segmenter.segment(doc);
        self.parser.tag_all(&doc.text, &mut sentences);
        for sent in &mut sentences {
            self.lemmatizer.apply(sent);
            if self.asides.retag(sent, &self.parser) {
                self.lemmatizer.apply(sent);
            }
        }
        self.dates.annotate(doc, &mut sentences);
        let people = self.names.annotate(doc, &mut sentences);
        for sent in &mut sentences {
            annotate::mend(sent, &self.parser);
            annotate::verb::mend(sent, &self.lemmatizer, &self.parser);
        }
        let dateline = doc.dateline.as_ref().map(|line| line.span);
        self.asides.parse_all(&self.parser, dateline, sentences.iter_mut().filter(|sent| matters(sent)));
        for sent in &mut sentences {
            annotate::finish(sent);
        }
        Annotated { sentences, people, doubts: Vec::new() }
    }
}
