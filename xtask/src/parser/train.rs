//! From treebanks to `packs/<lang>/model.bin`.

use super::augment;
use super::conllu::{self, Gold, Word};
use super::eval;
use super::oracle::Tree;
use super::perceptron::{
    Perceptron, Rows, crowded, mean, quantise, quantise_steps, strongest, weights, whole,
};
use anyhow::{Result, ensure};
use chancery_model::{Feats, Rel, Sentence, Upos};
use chancery_text::parse::arcs::Action;
use chancery_text::parse::grid;
use chancery_text::parse::steps::{ARCS, KINDS};
use chancery_text::parse::tag::{self, Extras, Features, Guess};
use chancery_text::parse::weights::Index;
use chancery_text::parse::{Class, Trained, hash, start};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `cargo xtask train` is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Language to train (folder in packs/)
    pub lang: String,
    /// Folder with LANG_train.conllu.gz and LANG_test*.conllu.gz
    #[arg(long)]
    pub ud: PathBuf,
    /// Hold out the last tenth of the sentences, measure on that, write nothing; with a number, that many tenths in turn
    #[arg(long, num_args = 0..=1, default_missing_value = "1")]
    pub dev: Option<usize>,
    /// Runs over other orders of the sentences, whose weights are averaged; several for a small treebank where not given
    #[arg(long)]
    pub runs: Option<u64>,
    /// Passes over the sentences, for each of the two trainings (before and after pruning); more for a smaller treebank
    /// where not given
    #[arg(long)]
    pub epochs: Option<u32>,
    /// Weights that the tagger keeps
    #[arg(long, default_value_t = 300_000)]
    pub tagger_weights: usize,
    /// Weights that the choice of relations keeps
    #[arg(long, default_value_t = 300_000)]
    pub relation_weights: usize,
    /// Features that the choice of steps keeps
    #[arg(long, default_value_t = 200_000)]
    pub step_features: usize,
    /// Groups of features, as a power of two, that the choice of steps keeps
    #[arg(long, default_value_t = 16)]
    pub groups: u32,
    /// Weights whose square root is below this (of 127) are left out; more for a small treebank where not given
    #[arg(long)]
    pub least: Option<i8>,
    /// The same for the choice of steps; some for a small treebank where not given
    #[arg(long)]
    pub step_least: Option<i8>,
}

/// A sentence to learn from.
struct Sample {
    text: String,
    sent: Sentence,
    classes: Vec<u8>,
    tree: Tree,
    /// Which quarter of the sentences it belongs to; a sentence and its variants stay together.
    fold: usize,
}

/// Parts of the sentences of which each is tagged by a tagger that has not seen it.
const FOLDS: usize = 4;
/// A treebank of fewer sentences is learned with more care than a larger one needs.
const SMALL: usize = 3_000;

/// How weights are learned.
#[derive(Debug, Clone, Copy)]
struct How {
    /// Passes over the sentences.
    epochs: u32,
    /// Orders of the sentences, one after the other, whose weights are averaged.
    runs: u64,
    /// Weights whose square root is below this are left out; a mean of several runs has more to spare.
    least: i8,
    /// The same for steps.
    step_least: i8,
    /// Occurrences from which on the lexicon has a word.
    seen: u32,
    /// The lexicon that a sentence is learned with has not seen the sentence, as it will not have seen new text.
    blind: bool,
    extras: Extras,
}

impl How {
    fn new(options: &Options, golds: &[Gold]) -> How {
        let small = golds.len() < SMALL;
        let words = || golds.iter().flat_map(|g| &g.words);
        let spaced = words().filter(|w| w.form.contains(' ')).count() * 10 > words().count();
        How {
            epochs: options.epochs.unwrap_or((120_000 / golds.len().max(1)).clamp(6, 12) as u32),
            runs: options.runs.unwrap_or(if small { 4 } else { 1 }).max(1),
            least: options.least.unwrap_or(if small { 17 } else { 3 }),
            step_least: options.step_least.unwrap_or(if small { 5 } else { 0 }),
            seen: if small { 1 } else { 3 },
            blind: small,
            extras: [(spaced, Extras::SYLLABLES), (small, Extras::DOUBT)]
                .into_iter()
                .filter(|(wanted, _)| *wanted)
                .fold(Extras::NONE, |all, (_, extra)| all.and(extra)),
        }
    }

    /// Learns with every order and averages what is learned; of what is learned together, each for itself.
    fn average<const N: usize>(self, learn: impl Fn(u64) -> [Rows; N] + Sync + Send) -> [Rows; N] {
        let mut runs: Vec<[Rows; N]> = (0..self.runs).into_par_iter().map(&learn).collect();
        std::array::from_fn(|n| mean(runs.iter_mut().map(|run| std::mem::take(&mut run[n])).collect()))
    }
}

/// Trains a language and writes its model, or measures on held-out sentences.
pub fn train(options: &Options, root: &Path) -> Result<bool> {
    let all = conllu::read(&options.ud.join(format!("{}_train.conllu.gz", options.lang)))?;
    ensure!(!all.is_empty(), "no sentences to train on");
    let Some(tenths) = options.dev else {
        let file = learn(options, &all);
        let path = root.join("packs").join(&options.lang).join("model.bin");
        std::fs::write(&path, &file)?;
        println!("wrote {}", path.display());
        eval::tests(&options.lang, &options.ud, &file)?;
        return Ok(true);
    };
    // Whole stretches, so that no text is in both.
    let scores = (0..tenths.clamp(1, 10)).into_par_iter().map(|n| {
        let tenth = all.len() * (9 - n) / 10..all.len() * (10 - n) / 10;
        let rest = [&all[..tenth.start], &all[tenth.end..]].concat();
        eval::held_out(&learn(options, &rest), &all[tenth])
    });
    eval::total(scores.collect::<Result<Vec<_>>>()?);
    Ok(true)
}

/// The model that these sentences give.
fn learn(options: &Options, golds: &[Gold]) -> Vec<u8> {
    let how = How::new(options, golds);
    let inventory = Inventory::new(golds);
    let mut samples = Vec::new();
    for (i, gold) in golds.iter().enumerate() {
        samples.push(inventory.sample(gold, i % FOLDS));
        samples.extend(augment::variants(gold, i).iter().map(|g| inventory.sample(g, i % FOLDS)));
    }
    println!(
        "{}: {} sentences, {} with variants, {} classes, {} relations",
        options.lang,
        golds.len(),
        samples.len(),
        inventory.classes.len(),
        inventory.labels.len()
    );
    let lexicon = lexicon(samples.iter(), how.seen);
    let classes = inventory.classes.len();
    let indices: Vec<Index> = (0..FOLDS)
        .map(|fold| match how.blind {
            true => index(samples.iter().filter(|s| s.fold != fold), how),
            false => Index::new(lexicon.iter().copied()),
        })
        .collect();
    let indices: Vec<&Index> = indices.iter().collect();

    let everything: Vec<&Sample> = samples.iter().collect();
    let [full] = train_tagger(&everything, &indices, classes, how, Perceptron::open);
    let kept = strongest(&full, options.tagger_weights);
    let groups = grid::groups(kept.len());
    let kept = crowded(kept, groups);
    println!(
        "tagger: {} weights of {} features, kept {} of {}",
        weights(&full),
        full.len(),
        weights(&kept),
        kept.len()
    );
    let [tagger] = train_tagger(&everything, &indices, classes, how, || Perceptron::only(&kept));
    let tagger = quantise(&tagger, how.least);

    // Each fold is tagged by a tagger that has not seen it, as new text will be.
    let tags = |fold| jackknife(&samples, fold, classes, &indices, how);
    let tags: Vec<Vec<Tagged>> = (0..FOLDS).into_par_iter().map(tags).collect();
    for (at, tags) in tags.into_iter().flatten() {
        for (token, (class, other)) in samples[at].sent.tokens.iter_mut().zip(tags) {
            let known = inventory.classes[usize::from(class)];
            (token.class, token.upos, token.feats) = (class, known.upos, known.feats);
            token.other = other;
        }
    }
    let labels = &inventory.labels;
    let groups = 1usize << options.groups;
    let parsers =
        |only: Option<[&Rows; 2]>| how.average(|run| train_parser(&samples, labels, how, run, only));
    let [full_steps, full_relations] = parsers(None);
    let kept_steps = whole(&crowded(full_steps.clone(), groups), options.step_features);
    let kept_relations = strongest(&full_relations, options.relation_weights);
    let relation_groups = grid::groups(kept_relations.len());
    let kept_relations = crowded(kept_relations, relation_groups);
    println!(
        "steps: {} weights of {} features, kept {} of {}; relations: {} weights of {} features, kept {} of {}",
        weights(&full_steps),
        full_steps.len(),
        weights(&kept_steps),
        kept_steps.len(),
        weights(&full_relations),
        full_relations.len(),
        weights(&kept_relations),
        kept_relations.len()
    );
    let [steps, relations] = parsers(Some([&kept_steps, &kept_relations]));

    let file = Trained::write(
        how.extras,
        &inventory.classes,
        &inventory.labels,
        &lexicon,
        (grid::groups(tagger.len()), &tagger),
        (groups, &quantise_steps(&steps, how.step_least)),
        (relation_groups, &quantise(&relations, how.least)),
    );
    println!("{} bytes", file.len());
    file
}

/// Classes and relations of a treebank.
struct Inventory {
    names: BTreeMap<String, u8>,
    classes: Vec<Class>,
    labels: Vec<Rel>,
}

/// Fewer words than these do not make a class of their own.
const ENOUGH: usize = 40;

/// Names of a word's class, the finest first.
fn class_names(word: &Word) -> [String; 3] {
    let upos = word.upos.name();
    if word.upos == Upos::Punct {
        let mark = hash::canonical(&word.form);
        return [format!("{upos}/{mark}"), upos.to_owned(), upos.to_owned()];
    }
    let xpos = format!("{upos}/{}", word.xpos.to_uppercase());
    let mut fine = xpos.clone();
    for (key, value) in &word.feats {
        let wanted = match key.as_str() {
            "VerbForm" | "Tense" | "Voice" => matches!(word.upos, Upos::Verb | Upos::Aux),
            "Mood" => value != "Ind",
            "PronType" => matches!(word.upos, Upos::Pron | Upos::Det | Upos::Adv),
            "Case" | "Poss" | "Reflex" => true,
            "Number" => word.upos == Upos::Noun,
            _ => false,
        };
        if wanted {
            fine.push_str(&format!("|{key}={value}"));
        }
    }
    [fine, xpos, upos.to_owned()]
}

impl Inventory {
    fn new(golds: &[Gold]) -> Inventory {
        let words = || golds.iter().flat_map(|g| &g.words);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in words() {
            let [fine, middle, _] = class_names(word);
            *counts.entry(middle.clone()).or_default() += 1;
            if fine != middle {
                *counts.entry(fine).or_default() += 1;
            }
        }
        // Parts of speech come first and always exist.
        let mut names = BTreeMap::new();
        let mut order: Vec<String> = Upos::ALL.iter().map(|u| u.name().to_owned()).collect();
        order.extend(
            counts.into_iter().filter(|(name, n)| *n >= ENOUGH && name.contains('/')).map(|(name, _)| name),
        );
        order.truncate(250);
        for (i, name) in order.iter().enumerate() {
            names.insert(name.clone(), i as u8);
        }
        let mut inventory = Inventory { names, classes: Vec::new(), labels: Vec::new() };
        let mut bits = vec![([0usize; 16], 0usize); order.len()];
        for word in words() {
            let (counts, n) = &mut bits[usize::from(inventory.class(word))];
            let feats = feats(word).0;
            *n += 1;
            (0..16).filter(|b| feats & 1 << b != 0).for_each(|b| counts[b] += 1);
        }
        for (name, (counts, n)) in order.iter().zip(bits) {
            let upos = Upos::from_name(name.split(['/', '|']).next().unwrap_or_default()).unwrap_or_default();
            let feats = (0..16).filter(|&b| counts[b] * 2 > n).fold(0, |f, b| f | 1 << b);
            inventory.classes.push(Class { upos, feats: Feats(feats) });
        }
        let mut labels: Vec<Rel> = words().map(|w| w.rel).filter(|r| *r != Rel::Root).collect();
        labels.sort_unstable();
        labels.dedup();
        inventory.labels = labels;
        inventory
    }

    fn class(&self, word: &Word) -> u8 {
        class_names(word).iter().find_map(|name| self.names.get(name)).copied().unwrap_or(0)
    }

    fn sample(&self, gold: &Gold, fold: usize) -> Sample {
        let (text, sent) = gold.sentence();
        let classes = gold.words.iter().map(|w| self.class(w)).collect();
        let heads = gold.words.iter().map(|w| w.head).collect();
        let label = |w: &Word| self.labels.binary_search(&w.rel).unwrap_or(0) as u8;
        Sample { text, sent, classes, tree: Tree::new(heads, gold.words.iter().map(label).collect()), fold }
    }
}

/// The features of a word that the program knows.
fn feats(word: &Word) -> Feats {
    word.feats.iter().fold(Feats::default(), |feats, (key, value)| {
        feats.with(match (key.as_str(), value.as_str()) {
            ("Tense", "Past") => Feats::PAST,
            ("Tense", "Pres") => Feats::PRESENT,
            ("Tense", "Fut") => Feats::FUTURE,
            ("Tense", "Imp") => Feats::IMPERFECT,
            ("Mood", "Cnd") => Feats::CONDITIONAL,
            ("Mood", "Sub") => Feats::SUBJUNCTIVE,
            ("VerbForm", "Part") => Feats::PARTICIPLE,
            ("VerbForm", "Ger") => Feats::GERUND,
            ("VerbForm", "Inf") => Feats::INFINITIVE,
            ("VerbForm", "Fin") => Feats::FINITE,
            ("Voice", "Pass") => Feats::PASSIVE,
            ("Number", "Plur") => Feats::PLURAL,
            _ => Feats::default(),
        })
    })
}

/// What the lexicon says of the words that occur often enough, sorted by key.
fn lexicon<'a>(samples: impl Iterator<Item = &'a Sample>, seen: u32) -> Vec<(u32, u32)> {
    let mut counts: BTreeMap<u32, BTreeMap<u8, u32>> = BTreeMap::new();
    for sample in samples {
        for (token, class) in sample.sent.tokens.iter().zip(&sample.classes) {
            *counts
                .entry(hash::word(hash::canonical(&token.lower)))
                .or_default()
                .entry(*class)
                .or_default() += 1;
        }
    }
    let guess = |classes: &BTreeMap<u8, u32>| {
        let n: u32 = classes.values().sum();
        let (&class, &top) = classes.iter().max_by_key(|(class, n)| (**n, 255 - **class))?;
        let guess = Guess { class, ambiguous: top * 100 < n * 95, certain: n >= 40 && top * 1000 >= n * 998 };
        (n >= seen).then(|| guess.pack())
    };
    counts.into_iter().filter(|(key, _)| *key != 0).filter_map(|(key, c)| Some((key, guess(&c)?))).collect()
}

fn index<'a>(samples: impl Iterator<Item = &'a Sample>, how: How) -> Index {
    Index::new(lexicon(samples, how.seen).into_iter())
}

/// Keeps the orders of one run apart from those of the next.
const APART: u64 = 1_000;

/// The order in which the sentences are seen: another one each pass, always the same.
fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for i in (1..n).rev() {
        order.swap(i, (random.next() % (i as u64 + 1)) as usize);
    }
    order
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }
}

fn argmax(scores: &[i32]) -> usize {
    (0..scores.len()).rev().max_by_key(|&i| scores[i]).unwrap_or(0)
}

/// Learns classes with the lexicon of each sentence's fold.
fn train_tagger(
    samples: &[&Sample],
    indices: &[&Index],
    classes: usize,
    how: How,
    model: impl Fn() -> Perceptron + Sync,
) -> [Rows; 1] {
    how.average(|run| {
        let mut model = model();
        let mut scores = vec![0; classes];
        for epoch in 0..how.epochs {
            for at in shuffled(samples.len(), u64::from(epoch) + 1 + run * APART) {
                let sample = samples[at];
                let decide = |i: usize, features: &[u32]| {
                    model.score(features, &mut scores);
                    let (guess, gold) = (argmax(&scores), usize::from(sample.classes[i]));
                    model.tick();
                    if guess != gold {
                        model.update(features, gold, guess);
                    }
                    guess as u8
                };
                tag::pass(&sample.text, &sample.sent, indices[sample.fold], how.extras, decide, |_, _| {});
            }
        }
        [model.average()]
    })
}

/// The place of a sentence, and class and runner-up of its words.
type Tagged = (usize, Vec<(u8, u8)>);

/// Tags the sentences of a fold by a tagger trained on the others.
fn jackknife(samples: &[Sample], fold: usize, classes: usize, indices: &[&Index], how: How) -> Vec<Tagged> {
    let others: Vec<&Sample> = samples.iter().filter(|s| s.fold != fold).collect();
    let unseen = index(others.iter().copied(), how);
    let indices = if how.blind { indices.to_vec() } else { vec![&unseen; FOLDS] };
    let how = How { epochs: 3, ..how };
    let [rows] = train_tagger(&others, &indices, classes, how, Perceptron::open);
    let rows: FxHashMap<u32, Vec<(u8, f64)>> = rows.into_iter().collect();
    let mut scores = vec![0.0; classes];
    let mut out = Vec::new();
    for (at, sample) in samples.iter().enumerate().filter(|(_, s)| s.fold == fold) {
        let mut tags = Vec::new();
        let mut others = BTreeMap::new();
        let decide = |i: usize, features: &[u32]| {
            scores.fill(0.0);
            for (outcome, w) in features.iter().filter_map(|f| rows.get(f)).flatten() {
                scores[usize::from(*outcome)] += w;
            }
            let class =
                (0..classes).rev().max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0) as u8;
            others.insert(i, tag::runner_up(&scores, class));
            class
        };
        tag::pass(&sample.text, &sample.sent, &unseen, how.extras, decide, |_, class| tags.push(class));
        let second = |(i, class): (usize, u8)| (class, others.get(&i).copied().unwrap_or(class));
        out.push((at, tags.into_iter().enumerate().map(second).collect()));
    }
    out
}

/// The kind of an arc, which the choice of a step decides along with it: what a predicate asks for; nouns that go with
/// nouns or predicates; clauses and members of a series; words that belong to one other word.
fn kind(rel: Rel) -> u8 {
    match rel.name().split(':').next().unwrap_or_default() {
        "nsubj" | "obj" | "iobj" | "expl" | "csubj" => 0,
        "obl" | "nmod" | "vocative" | "dislocated" => 1,
        "acl" | "advcl" | "ccomp" | "xcomp" | "parataxis" | "discourse" | "conj" | "appos" | "list"
        | "orphan" | "reparandum" => 2,
        _ => 3,
    }
}

/// Learns steps and relations, of all features or of those given.
fn train_parser(
    samples: &[Sample],
    labels: &[Rel],
    how: How,
    run: u64,
    only: Option<[&Rows; 2]>,
) -> [Rows; 2] {
    let [mut steps, mut relations] = match only {
        Some(kept) => kept.map(Perceptron::only),
        None => [Perceptron::open(), Perceptron::open()],
    };
    let kinds: Vec<u8> = labels.iter().map(|l| kind(*l)).collect();
    let (mut all, mut scores) = ([0; 1 + ARCS], vec![0; labels.len()]);
    let mut features = Features::default();
    let mut random = Random(0x5EED + run);
    for epoch in 0..how.epochs {
        for at in shuffled(samples.len(), u64::from(epoch) + 101 + run * APART) {
            let Sample { sent, tree, .. } = &samples[at];
            let mut state = start(sent, how.extras);
            while !state.done() {
                features.clear();
                state.features(&mut features);
                steps.score(features.keys(), &mut all);
                let guess = state.best(&std::array::from_fn(|arc| all[1 + arc] - all[0]));
                // A step is right when its arc is also of the right kind.
                let of_kind = |action: Action| match state.stack.last() {
                    Some(&top) if action != Action::Shift => {
                        (action, kinds[usize::from(tree.labels[top as usize])])
                    }
                    _ => (action, 0),
                };
                let score = |step| all[outcome(step)];
                let good: Vec<(Action, u8)> = tree.best(&state).into_iter().map(of_kind).collect();
                let Some(&best) = good.iter().rev().max_by_key(|&&step| score(step)) else { break };
                let right = good.contains(&guess);
                steps.tick();
                if !right {
                    steps.update(features.keys(), outcome(best), outcome(guess));
                }
                // From the second pass on the parser mostly goes where it would go, to learn from its own mistakes.
                let follow = right || epoch >= 1 && !random.next().is_multiple_of(10);
                let (action, kind) = if follow { guess } else { best };
                let mut label = 0;
                if let (Some(child), Some(head)) = state.arc(action) {
                    features.clear();
                    state.relation_features(action, kind, &mut features);
                    relations.score(features.keys(), &mut scores);
                    let guess = argmax(&scores);
                    // A wrong arc has no right relation.
                    if tree.heads[child as usize] == head {
                        let gold = usize::from(tree.labels[child as usize]);
                        relations.tick();
                        if guess != gold {
                            relations.update(features.keys(), gold, guess);
                        }
                    }
                    label = guess as u8;
                }
                state.apply(action, label);
            }
        }
    }
    [steps.average(), relations.average()]
}

/// The number of a step.
fn outcome((action, kind): (Action, u8)) -> usize {
    match action {
        Action::Shift => 0,
        Action::Left => 1 + usize::from(kind),
        Action::Right => 1 + KINDS + usize::from(kind),
    }
}
