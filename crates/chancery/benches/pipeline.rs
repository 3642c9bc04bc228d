//! How fast the stages are on the corpus, in bytes and documents a second, one by one and together (`read + text`: all up
//! to the parse; `whole`), with a plain scan for names over the same bytes as yardstick; and whether twice the text takes
//! twice the time, in more sentences or in longer ones.
//!
//! `cargo bench -p chancery` runs all; `cargo bench -p chancery -- whole` one of them.
#![allow(clippy::unwrap_used)]

use chancery::pipeline::Pipeline;
use chancery_model::{Annotated, Document};
use chancery_pack::{Pack, Registry};
use chancery_read::Hints;
use chancery_text::{parse, segment};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;

/// A document of the corpus: its bytes and what is known of it.
struct Page {
    bytes: Vec<u8>,
    hints: Hints,
}

fn corpus() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let is_page = |p: &std::path::PathBuf| p.extension().is_some_and(|e| e == "txt" || e == "html");
    paths
        .into_iter()
        .filter(is_page)
        .map(|path| Page {
            bytes: std::fs::read(&path).unwrap(),
            hints: Hints {
                source: path.to_string_lossy().into_owned(),
                format: path.extension().map(|e| e.to_string_lossy().into_owned()),
                ..Hints::default()
            },
        })
        .collect()
}

/// The stages one by one, each on what the one before it made.
fn stages(c: &mut Criterion) {
    let pages = corpus();
    let bytes: u64 = pages.iter().map(|p| p.bytes.len() as u64).sum();
    let pipeline = Pipeline::new();
    let docs: Vec<Document> =
        pages.iter().map(|p| pipeline.read(&p.bytes, &p.hints, None).unwrap()).collect();
    let text: u64 = docs.iter().map(|d| d.text.len() as u64).sum();
    let language = |doc: &Document| pipeline.language(&doc.lang).unwrap().unwrap();

    let mut group = c.benchmark_group("corpus");
    group.sample_size(20).throughput(Throughput::Bytes(bytes));
    group.bench_function("read", |b| {
        b.iter(|| {
            for page in &pages {
                black_box(pipeline.read(&page.bytes, &page.hints, None).unwrap());
            }
        });
    });
    group.throughput(Throughput::Bytes(text));
    group.bench_function("yardstick: scan for names", |b| {
        let scan = names();
        b.iter(|| docs.iter().map(|d| scan.find_iter(&d.text).count()).sum::<usize>());
    });

    let tools: Vec<(String, segment::Segmenter, parse::Model)> = Pack::languages()
        .into_iter()
        .filter_map(|lang| {
            let pack = Pack::load(&lang).unwrap()?;
            Some((lang, segment::Segmenter::new(&pack).unwrap(), parse::Model::new(&pack).unwrap()))
        })
        .collect();
    let tool = |doc: &Document| tools.iter().find(|(lang, ..)| *lang == doc.lang).unwrap();
    group.bench_function("segment", |b| {
        b.iter(|| docs.iter().map(|d| tool(d).1.segment(d).len()).sum::<usize>());
    });
    let segmented: Vec<_> = docs.iter().map(|d| tool(d).1.segment(d)).collect();
    let tag = |doc: &Document, sentences: &mut Vec<chancery_model::Sentence>| {
        for sent in sentences {
            tool(doc).2.tag(&doc.text, sent);
        }
    };
    group.bench_function("tag", |b| {
        b.iter_batched(
            || segmented.clone(),
            |mut all| docs.iter().zip(&mut all).for_each(|(d, s)| tag(d, s)),
            criterion::BatchSize::LargeInput,
        );
    });
    let mut tagged = segmented.clone();
    docs.iter().zip(&mut tagged).for_each(|(d, s)| tag(d, s));
    group.bench_function("parse every sentence", |b| {
        b.iter_batched(
            || tagged.clone(),
            |mut all| {
                for (doc, sentences) in docs.iter().zip(&mut all) {
                    for sent in sentences {
                        tool(doc).2.parse(sent);
                    }
                }
            },
            criterion::BatchSize::LargeInput,
        );
    });
    let annotate = |doc: &Document| -> Annotated {
        let language = language(doc);
        language.annotator.annotate(doc, |s| language.coder.matters(s))
    };
    group.bench_function("annotate (segment to parse)", |b| {
        b.iter(|| docs.iter().map(|d| annotate(d).sentences.len()).sum::<usize>());
    });
    let annotated: Vec<Annotated> = docs.iter().map(annotate).collect();
    group.bench_function("code", |b| {
        b.iter_batched(
            || annotated.clone(),
            |mut all| {
                docs.iter().zip(&mut all).map(|(d, t)| language(d).coder.code(d, t).len()).sum::<usize>()
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("read + text", |b| {
        let read = |p: &Page| pipeline.read(&p.bytes, &p.hints, None).unwrap();
        b.iter(|| pages.iter().map(|p| annotate(&read(p)).sentences.len()).sum::<usize>());
    });
    group.bench_function("whole", |b| b.iter(|| whole(&pipeline, &pages)));
    group.throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("whole, documents", |b| b.iter(|| whole(&pipeline, &pages)));
    group.finish();
}

fn whole(pipeline: &Pipeline, pages: &[Page]) -> usize {
    pages.iter().map(|p| pipeline.code(&p.bytes, &p.hints, None).unwrap().records.len()).sum()
}

/// One document of 1, 2, 4, … times the same text: the time a byte must stay the same.
fn linear(c: &mut Criterion) {
    let pipeline = Pipeline::new();
    let mut group = c.benchmark_group("linear");
    group.sample_size(10);
    for lang in ["en", "fr", "vi"] {
        let text: String = corpus()
            .iter()
            .filter_map(|p| pipeline.read(&p.bytes, &p.hints, None).ok())
            .filter(|d| d.lang == lang)
            .map(|d| d.text + "\n\n")
            .collect();
        let hints = Hints { format: Some("txt".to_owned()), lang: Some(lang.to_owned()), ..Hints::default() };
        for times in [1, 2, 4, 8] {
            let text = text.repeat(times);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(lang, times), &text, |b, text| {
                b.iter(|| pipeline.code(text.as_bytes(), &hints, None).unwrap().records.len());
            });
        }
    }
    group.finish();
}

/// The same words in sentences of 50, 100, 200, … words: the time a byte must stay the same.
fn long_sentences(c: &mut Criterion) {
    let pipeline = Pipeline::new();
    let mut group = c.benchmark_group("sentences");
    group.sample_size(10);
    for lang in ["en", "fr", "vi"] {
        let docs = corpus().into_iter().filter_map(|p| pipeline.read(&p.bytes, &p.hints, None).ok());
        let text: String = docs.filter(|d| d.lang == lang).map(|d| d.text + " ").collect();
        let stops = ['.', '!', '?', ':', ';', '\n', '…', '"', '“', '”', '«', '»', '(', ')'];
        let words: Vec<&str> = text.split(|c: char| c == ' ' || stops.contains(&c)).collect();
        let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).take(3200).collect();
        let hints = Hints { format: Some("txt".to_owned()), lang: Some(lang.to_owned()), ..Hints::default() };
        for length in [50, 100, 200, 400, 800, 1600] {
            let text: Vec<String> = words.chunks(length).map(|s| s.join(" ") + ".").collect();
            let text = text.join("\n\n");
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(lang, length), &text, |b, text| {
                b.iter(|| pipeline.code(text.as_bytes(), &hints, None).unwrap().records.len());
            });
        }
    }
    group.finish();
}

/// From nothing to the first records: what a user waits for on one short page.
fn start(c: &mut Criterion) {
    let pages = corpus();
    let mut group = c.benchmark_group("start");
    group.sample_size(20);
    for (lang, stem) in [("en", "en-a01"), ("fr", "fr-a01"), ("vi", "vi-a01")] {
        let page = pages.iter().find(|p| p.hints.source.contains(stem)).unwrap();
        group.bench_function(lang, |b| b.iter(|| whole(&Pipeline::new(), std::slice::from_ref(page))));
    }
    group.finish();
}

/// A scanner for every name that the registry knows.
fn names() -> aho_corasick::AhoCorasick {
    let registry = Registry::load().unwrap();
    let forms: Vec<&str> =
        registry.languages().flat_map(|lang| registry.forms(lang).iter().map(|form| form.form)).collect();
    aho_corasick::AhoCorasick::new(forms).unwrap()
}

criterion_group!(benches, stages, linear, long_sentences, start);
criterion_main!(benches);
