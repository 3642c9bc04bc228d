//! The one path of a page through all stages: read, annotate, code.

use crate::failure::{Failure, Kind};
use chancery_code::{Coder, Glances};
use chancery_model::{Annotated, CodePoints, Document, DocumentRecord, Item, Record, Sentence, Span};
use chancery_pack::{Fault, Pack, Registry};
use chancery_read::{Hints, ReadError};
use chancery_text::Annotator;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Codes pages of every language that has a pack. Packs are compiled when the first page of their language comes, and
/// shared by all threads.
#[derive(Debug)]
pub struct Pipeline {
    registry: OnceLock<Result<Registry, Fault>>,
    languages: BTreeMap<String, OnceLock<Result<Language, Fault>>>,
    /// What a test does while packs are compiled.
    #[cfg(test)]
    meanwhile: tests::Meanwhile,
}

/// The compiled stages of one language.
#[derive(Debug)]
pub struct Language {
    /// Segments, tags, parses, finds names and dates.
    pub annotator: Annotator,
    /// Writes records.
    pub coder: Coder,
}

/// A page as coded.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// The `document` line.
    pub document: DocumentRecord,
    /// Its records, in text order.
    pub records: Vec<Record>,
}

/// A page with what led to its records, for `why`.
#[derive(Debug)]
pub struct Traced {
    /// The page as read.
    pub doc: Document,
    /// Its sentences, as they were after coding.
    pub text: Annotated,
    /// Its records.
    pub records: Vec<Record>,
}

impl Default for Pipeline {
    fn default() -> Pipeline {
        Pipeline::new()
    }
}

impl Pipeline {
    /// A pipeline that has compiled nothing yet.
    pub fn new() -> Pipeline {
        let languages = Pack::languages().into_iter().map(|lang| (lang, OnceLock::new())).collect();
        Pipeline {
            registry: OnceLock::new(),
            languages,
            #[cfg(test)]
            meanwhile: tests::Meanwhile::default(),
        }
    }

    /// Knowledge that no language owns.
    pub fn registry(&self) -> Result<&Registry, Failure> {
        self.registry_or_fault().map_err(|fault| broken_pack(&fault))
    }

    fn registry_or_fault(&self) -> Result<&Registry, Fault> {
        self.registry.get_or_init(load_registry).as_ref().map_err(Clone::clone)
    }

    /// The stages of a language (`fr`, `fr-CA`); `None` where it has no pack.
    pub fn language(&self, lang: &str) -> Result<Option<&Language>, Failure> {
        let base = lang.split(['-', '_']).next().unwrap_or(lang).to_ascii_lowercase();
        let Some(cell) = self.languages.get(&base) else { return Ok(None) };
        let built = cell.get_or_init(|| {
            let registry = self.registry_or_fault()?;
            let pack = Pack::load(&base)?.ok_or_else(|| {
                Fault::new(&format!("packs/{base}/pack.toml"), 0, "the pack is gone".to_owned())
            })?;
            // Not on the pool that reads the pages: a worker that waits there may take up another page of the language, which
            // would wait for this very cell.
            let (annotator, coder) = std::thread::scope(|scope| {
                let coder = scope.spawn(|| {
                    #[cfg(test)]
                    self.meanwhile.coder();
                    Coder::new(&pack, registry)
                });
                #[cfg(test)]
                self.meanwhile.annotator();
                let annotator = Annotator::new(&pack, registry);
                (annotator, coder.join())
            });
            let coder = coder.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok(Language { annotator: annotator?, coder: coder? })
        });
        built.as_ref().map(Some).map_err(broken_pack)
    }

    /// Reads a page; `id` replaces the content hash where the caller has an id of its own.
    pub fn read(&self, bytes: &[u8], hints: &Hints, id: Option<&str>) -> Result<Document, Failure> {
        let mut doc = chancery_read::read(bytes, hints).map_err(|e| unreadable(&e))?;
        if let Some(id) = id {
            id.clone_into(&mut doc.id);
        }
        Ok(doc)
    }

    /// Annotates and codes a page that was read. A language without a pack is a warning, not a failure.
    pub fn trace(&self, mut doc: Document) -> Result<Traced, Failure> {
        let Some(language) = self.language(&doc.lang)? else {
            doc.warnings.push(without_pack(&doc.lang));
            return Ok(Traced { doc, text: Annotated::default(), records: Vec::new() });
        };
        let seen = Glances::default();
        let mut text = language.annotator.annotate(&doc, |sent| language.coder.matters_as_seen(sent, &seen));
        let records = language.coder.code_as_seen(&doc, &mut text, &seen);
        doc.warnings.append(&mut text.doubts);
        Ok(Traced { doc, text, records })
    }

    /// What coding saw of the sentences for which `wanted` is true: triggers, the frames they opened, and what filled them.
    pub fn frames(&self, traced: &Traced, wanted: impl Fn(&Sentence) -> bool) -> Result<String, Failure> {
        let Some(language) = self.language(&traced.doc.lang)? else { return Ok(String::new()) };
        let trace = language.coder.explain(&traced.doc, &traced.text);
        let (mut out, mut shown) = (String::new(), false);
        for line in trace.lines() {
            if let Some(number) =
                line.strip_prefix("# ").and_then(|l| l.split(' ').next()?.parse::<usize>().ok())
            {
                shown = traced.text.sentences.get(number).is_some_and(&wanted);
            } else if shown && (line.starts_with("  trigger ") || line.starts_with("    ")) {
                out.push_str(line);
                out.push('\n');
            }
        }
        Ok(out)
    }

    /// Bytes to records.
    pub fn code(&self, bytes: &[u8], hints: &Hints, id: Option<&str>) -> Result<Coded, Failure> {
        let Traced { doc, records, .. } = self.trace(self.read(bytes, hints, id)?)?;
        Ok(Coded { document: document_record(doc), records })
    }

    /// As [`Pipeline::code`] for text that is given as data and not as a file: text without a word is a document that
    /// says so, because who hands in rows wants a row back for each.
    pub fn code_text(&self, text: &str, hints: &Hints, id: &str) -> Result<Coded, Failure> {
        match chancery_read::read(text.as_bytes(), hints) {
            Err(ReadError::Empty | ReadError::NoText) => {
                let doc = Document {
                    id: id.to_owned(),
                    source: hints.source.clone(),
                    lang: hints.lang.clone().unwrap_or_else(|| "und".to_owned()),
                    date: hints.date,
                    text: text.to_owned(),
                    items: vec![Item { item: 0, title: None, span: Span::new(0, text.len()), date: None }],
                    warnings: vec!["there is no text in it, so nothing was coded".to_owned()],
                    ..Document::default()
                };
                Ok(Coded { document: document_record(doc), records: Vec::new() })
            }
            read => {
                let doc = Document { id: id.to_owned(), ..read.map_err(|e| unreadable(&e))? };
                let Traced { doc, records, .. } = self.trace(doc)?;
                Ok(Coded { document: document_record(doc), records })
            }
        }
    }
}

/// The id of a page: the first 16 hex digits of the SHA-256 of its bytes, as `read` gives it. Cheap: it tells whether the
/// page is in the store already, before reading it.
pub fn content_id(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// The registry, or the fault in its files.
fn load_registry() -> Result<Registry, Fault> {
    Registry::load()
}

/// The `document` line of a page: offsets in code points.
pub fn document_record(doc: Document) -> DocumentRecord {
    let points = CodePoints::new(&doc.text);
    let items = doc
        .items
        .iter()
        .map(|item| {
            json!({
                "item": item.item,
                "title": item.title,
                "start": points.at(&doc.text, item.span.start as usize),
                "end": points.at(&doc.text, item.span.end as usize),
                "date": item.date,
            })
        })
        .collect();
    let dateline =
        doc.dateline.map(|d| json!({ "place": d.place, "country": d.country, "agency": d.agency }));
    DocumentRecord {
        kind: "document".to_owned(),
        id: doc.id,
        source: doc.source,
        lang: doc.lang,
        title: doc.title,
        date: doc.date,
        dateline,
        text: doc.text,
        items,
        warnings: doc.warnings,
    }
}

/// The languages with a pack, for messages: without those that exist for tests.
pub fn languages() -> Vec<String> {
    let real = |lang: &String| Pack::load(lang).is_ok_and(|p| p.is_some_and(|p| !p.meta.toy));
    Pack::languages().into_iter().filter(real).collect()
}

fn without_pack(lang: &str) -> String {
    let known = languages();
    if lang == "und" {
        "the language could not be told, so nothing was coded; name it with --lang".to_owned()
    } else {
        format!(
            "there is no pack for the language `{lang}`, so nothing was coded (packs: {})",
            known.join(", ")
        )
    }
}

/// A fault in the files that the program is built with, as the user is told.
pub fn broken_pack(fault: &Fault) -> Failure {
    Failure::new(Kind::Pack, format!("a language pack does not load: {fault}"))
        .hint("the packs are part of the program: report this with the version that `chancery doctor` prints")
}

/// Why a page cannot be read, with what to do about it: the library's sentence has both, with a colon between them.
fn unreadable(e: &ReadError) -> Failure {
    let sentence = e.to_string();
    match sentence.split_once(": ") {
        Some((message, hint)) => Failure::new(Kind::Input, message).hint(hint),
        None => Failure::new(Kind::Input, sentence),
    }
}

#[cfg(test)]
mod tests;
