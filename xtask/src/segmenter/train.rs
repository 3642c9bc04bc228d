//! Trains the words model of a language: an averaged perceptron over hashed features, decoded as at run time.

use super::treebank::{self, Gold};
use anyhow::{Context, Result};
use chancery_model::{Sentence, Token};
use chancery_pack::Pack;
use chancery_text::segment::Segmenter;
use chancery_text::segment::words::{self, Site, Words};
use std::path::{Path, PathBuf};

/// What `cargo xtask train-words` is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Language to train
    pub lang: String,
    /// Folder with the treebanks
    #[arg(long)]
    pub ud: PathBuf,
    /// Size of the table of weights, as a power of two
    #[arg(long, default_value_t = 18)]
    pub bits: u32,
    /// Times that the treebank is read
    #[arg(long, default_value_t = 8)]
    pub rounds: u32,
}

/// Decisions of one sentence that depend on one another: place, features, what is right.
struct Example {
    sites: Vec<(usize, Site, bool)>,
}

/// Trains and writes `packs/LANG/words.bin`.
pub fn train(options: &Options, root: &Path) -> Result<bool> {
    let pack = Pack::load(&options.lang)?.context("no such pack")?;
    let bare = Segmenter::bare(&pack)?;
    let mut examples = Vec::new();
    for file in treebank::files(&options.ud, &format!("{}_train", options.lang))? {
        for gold in treebank::read(&file)? {
            for sent in bare.sentences(&gold.text) {
                examples.extend(example(&bare, &sent, &gold));
            }
        }
    }
    println!(
        "{} examples, {} decisions",
        examples.len(),
        examples.iter().map(|e| e.sites.len()).sum::<usize>()
    );
    let words = learn(&examples, options.bits, options.rounds);
    let path = root.join("packs").join(&options.lang).join("words.bin");
    std::fs::write(&path, words.to_bytes()).with_context(|| format!("{}", path.display()))?;
    let segmenter = Segmenter::new(&pack)?.with_words(words);
    for file in treebank::files(&options.ud, &format!("{}_test", options.lang))? {
        let (text, gold, _) = treebank::join(&treebank::read(&file)?);
        let score = super::eval::Score::of(
            &super::eval::keys(&gold),
            &super::eval::found(&segmenter.sentences(&text)),
        );
        println!("{}: tokens F1 {:.2}", file.file_name().unwrap_or_default().to_string_lossy(), score.f1());
    }
    Ok(true)
}

/// What the model has to decide in a sentence, with the treebank's answers.
fn example(bare: &Segmenter, sent: &Sentence, gold: &Gold) -> Vec<Example> {
    let tokens: &[Token] = &sent.tokens;
    if !bare.joins() {
        let maybe = |t: &&Token| bare.may_contract(&t.lower);
        let whole = |t: &Token| !gold.words.iter().any(|w| w.span == t.span && !w.shared);
        return (0..tokens.len())
            .filter(|&i| maybe(&&tokens[i]))
            .map(|i| {
                let mut site = Site::default();
                words::contraction(tokens, i, &mut site);
                Example { sites: vec![(i, site, whole(&tokens[i]))] }
            })
            .collect();
    }
    let sites = (0..tokens.len())
        .filter(|&i| bare.may_join(tokens, i))
        .map(|i| {
            let mut site = Site::default();
            words::gap(tokens, i, &mut site);
            let inside = |w: &&treebank::Word| {
                w.span.start < tokens[i].span.start && tokens[i].span.start < w.span.end
            };
            (i, site, gold.words.iter().find(inside).is_some())
        })
        .collect();
    vec![Example { sites }]
}

fn learn(examples: &[Example], bits: u32, rounds: u32) -> Words {
    let size = 1usize << bits;
    let shift = 32 - bits;
    // Weights, and the sum of each weight over time: `total` holds what to take off for the average.
    let (mut weights, mut total) = (vec![0f32; size], vec![0f64; size]);
    let mut time = 1f64;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 1u32;
    for round in 0..rounds {
        // A fixed shuffle: the order matters to a perceptron, and the same command gives the same weights.
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            order.swap(i, seed as usize % (i + 1));
        }
        let mut wrong = 0;
        for &e in &order {
            let sites = &examples[e].sites;
            let sum = |hashes: &[u32]| hashes.iter().map(|h| weights[(h >> shift) as usize]).sum::<f32>();
            let scores: Vec<(usize, f32, f32)> =
                sites.iter().map(|(i, s, _)| (*i, sum(&s.own), sum(&s.after))).collect();
            let mut join = vec![false; sites.last().map_or(0, |s| s.0 + 1)];
            words::solve(&scores, &mut join);
            let mut gold = vec![false; join.len()];
            for (i, _, right) in sites {
                gold[*i] = *right;
            }
            for (i, site, right) in sites {
                let chained = |marks: &[bool]| marks[*i] && *i > 0 && marks[i - 1];
                wrong += usize::from(join[*i] != *right);
                let mut update = |hashes: &[u32], by: f32| {
                    for h in hashes {
                        weights[(h >> shift) as usize] += by;
                        total[(h >> shift) as usize] += f64::from(by) * time;
                    }
                };
                if join[*i] != *right {
                    update(&site.own, if *right { 1.0 } else { -1.0 });
                }
                match (chained(&gold), chained(&join)) {
                    (true, false) => update(&site.after, 1.0),
                    (false, true) => update(&site.after, -1.0),
                    _ => {}
                }
            }
            time += 1.0;
        }
        println!("round {}: {wrong} wrong", round + 1);
    }
    let mean: Vec<f64> = weights.iter().zip(&total).map(|(w, t)| f64::from(*w) - t / time).collect();
    // The largest weights are few: bytes hold the 99.9th percentile exactly and cut what is beyond.
    let mut sizes: Vec<f64> = mean.iter().map(|m| m.abs()).filter(|m| *m > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let top = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
    Words::from_weights(mean.iter().map(|m| (m / top * 127.0).round().clamp(-127.0, 127.0) as i8).collect())
}
