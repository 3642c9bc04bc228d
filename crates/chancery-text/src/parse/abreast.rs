//! Several sentences tagged or parsed abreast, a decision of each in turn. What a decision waits for is memory: it asks for
//! all that it will look at, and the other sentences are worked on until that is there. No sentence sees another.

use super::arcs::{Action, NONE, State};
use super::grid::Found;
use super::known::{Known, Rows};
use super::lanes::Lanes;
use super::model::{Trained, start};
use super::steps::{ARCS, Steps};
use super::tag::{Extras, Features, Parts, Pass};
use super::weights::Scores;
use chancery_model::{Rel, Sentence};

/// Sentences that are worked on at a time.
const ABREAST: usize = 6;

/// A sentence being tagged.
#[derive(Debug)]
struct Tagging<'s> {
    sent: &'s mut Sentence,
    pass: Pass,
    /// The word to be decided.
    at: usize,
    /// What is kept of it and of its neighbours, [`Known::look_up`].
    own: u32,
    rows: Rows,
}

/// A sentence being parsed.
#[derive(Debug)]
struct Parsing<'s> {
    sent: &'s mut Sentence,
    state: State,
    /// By word on the stack: what [`State::stack_features`] add up to while it is at the top.
    stack: Vec<[i32; ARCS]>,
    /// What [`State::ahead_features`] add up to.
    ahead: [i32; ARCS],
    /// True when a word was shifted since the last step was chosen: these sums are not known.
    shifted: bool,
    /// Where in the features those of the stack begin and end; behind them are those ahead.
    parts: [usize; 2],
    /// Where in what was found they begin and end.
    found: [usize; 2],
    /// The step that was chosen, until its arc is drawn.
    step: Option<(Action, u8)>,
}

impl<'s> Parsing<'s> {
    fn new(sent: &'s mut Sentence, extras: Extras) -> Parsing<'s> {
        let state = start(sent, extras);
        Parsing {
            sent,
            state,
            stack: Vec::with_capacity(32),
            ahead: [0; ARCS],
            shifted: false,
            parts: [0; 2],
            found: [0; 2],
            step: None,
        }
    }

    /// Shifts the next word.
    #[inline(always)]
    fn shift(&mut self) {
        self.state.apply(Action::Shift, 0);
        self.shifted = true;
    }

    /// The features of the next step whose sum is not known.
    #[inline(always)]
    fn features(&mut self, features: &mut Features) {
        features.clear();
        self.state.step_features(features);
        self.parts = [features.keys().len(); 2];
        if self.shifted {
            self.state.stack_features(features);
            self.parts[1] = features.keys().len();
            self.state.ahead_features(features);
        }
    }

    /// Finds the features.
    #[inline(always)]
    fn locate(&mut self, steps: &Steps, keys: &[u32], found: &mut Found, lanes: impl Lanes) {
        found.clear();
        steps.locate(&keys[..self.parts[0]], found, lanes);
        self.found[0] = found.count();
        if self.shifted {
            steps.locate(&keys[self.parts[0]..self.parts[1]], found, lanes);
            self.found[1] = found.count();
            steps.locate(&keys[self.parts[1]..], found, lanes);
        }
    }

    /// The scores of the next step.
    #[inline(always)]
    fn sum(&mut self, steps: &Steps, found: &Found, lanes: impl Lanes) -> [i32; ARCS] {
        let (places, [begin, end]) = (found.places(), self.found);
        let own = steps.sum(&places[..begin], lanes);
        if self.shifted {
            self.shifted = false;
            self.stack.truncate(self.state.stack.len().saturating_sub(1));
            self.stack.push(steps.sum(&places[begin..end], lanes));
            self.ahead = steps.sum(&places[end..], lanes);
        }
        let stack = self.stack.get(self.state.stack.len().wrapping_sub(1)).unwrap_or(&[0; ARCS]);
        std::array::from_fn(|arc| own[arc] + stack[arc] + self.ahead[arc])
    }
}

/// Room for the decisions of one sentence after the other.
#[derive(Debug, Default)]
struct Track<Job> {
    job: Option<Job>,
    features: Features,
    found: Found,
    scores: Scores,
}

/// Room for as many sentences as are worked on at a time.
fn tracks<Job>(sentences: usize) -> Vec<Track<Job>> {
    let empty = || Track {
        job: None,
        features: Features::default(),
        found: Found::default(),
        scores: Scores::default(),
    };
    std::iter::repeat_with(empty).take(sentences.min(ABREAST)).collect()
}

impl<Job> Track<Job> {
    /// The next decision: `advance` is true while the job has one left; jobs that have none make room for others. Both may
    /// use what is `known`.
    #[inline(always)]
    fn take_up<Known>(
        &mut self,
        known: &mut Known,
        mut next: impl FnMut(&mut Known) -> Option<Job>,
        advance: impl Fn(&Known, &mut Job) -> bool,
    ) -> bool {
        loop {
            if self.job.as_mut().is_some_and(|job| advance(known, job)) {
                return true;
            }
            self.job = next(known);
            if self.job.is_none() {
                return false;
            }
        }
    }
}

impl Trained {
    /// [`super::Model::tag_all`]. All that it does is inlined, so as to be compiled for the processor of its caller.
    #[inline(always)]
    pub(super) fn tag(&self, text: &str, sents: &mut [Sentence], lanes: impl Lanes) {
        let mut tracks = tracks(sents.len());
        let mut waiting = sents.iter_mut();
        let mut known = self.known.take(self.tagger.outcomes());
        loop {
            tracks.retain_mut(|track: &mut Track<Tagging<'_>>| {
                let more = track.take_up(
                    &mut known,
                    |known| {
                        waiting.next().map(|sent| Tagging {
                            pass: Pass::new(text, sent, &self.lexicon, known),
                            sent,
                            at: 0,
                            own: 0,
                            rows: Rows::default(),
                        })
                    },
                    |known, job| self.to_weigh(job, known),
                );
                if let Some(job) = &mut track.job {
                    let around = job.pass.around(job.at);
                    (job.own, job.rows) = known.look_up(around, &self.tagger, self.extras, lanes);
                    let parts = if job.own == 0 { Parts::OWN } else { Parts::TOGETHER };
                    job.pass.features(job.at, parts, self.extras, &known);
                    self.tagger.seek(job.pass.keys());
                }
                more
            });
            if tracks.is_empty() {
                break;
            }
            for Track { job, scores, .. } in &mut tracks {
                if let Some(job) = job {
                    self.tagger.locate(job.pass.keys(), scores, lanes);
                }
            }
            for Track { job, scores, .. } in &mut tracks {
                if let Some(job) = job {
                    self.tagger.gather(scores, &job.rows);
                }
            }
            for Track { job, scores, .. } in &mut tracks {
                if let Some(job) = job {
                    self.tagger.sum(scores, lanes);
                    known.add(job.own, scores.sums());
                    let scores = &scores.sums()[..self.tagger.outcomes()];
                    let class = best(scores);
                    let doubt = self.extras.has(Extras::DOUBT);
                    self.settle(job, class, if doubt { runner_up(scores, class) } else { class });
                }
            }
        }
        self.known.put(known);
    }

    /// Goes on to the next word whose class has to be weighed; false where there is none.
    #[inline(always)]
    fn to_weigh(&self, job: &mut Tagging<'_>, known: &Known) -> bool {
        while job.at < job.sent.tokens.len() {
            let Some(class) = job.pass.certain(job.at, known) else { return true };
            self.settle(job, class, class);
        }
        false
    }

    /// Gives the word its class, and the one that comes second.
    #[inline(always)]
    fn settle(&self, job: &mut Tagging<'_>, class: u8, other: u8) {
        job.pass.settle(class);
        let known = self.classes.get(usize::from(class)).copied().unwrap_or_default();
        if let Some(token) = job.sent.tokens.get_mut(job.at) {
            (token.upos, token.feats, token.class, token.other) = (known.upos, known.feats, class, other);
        }
        job.at += 1;
    }

    /// [`super::Model::parse_all`].
    #[inline(always)]
    pub(super) fn parse(&self, sents: &mut [&mut Sentence], lanes: impl Lanes) {
        let mut tracks = tracks(sents.len());
        let fits =
            |sent: &&mut &mut Sentence| !sent.tokens.is_empty() && sent.tokens.len() <= usize::from(u16::MAX);
        let mut waiting = sents.iter_mut().filter(fits);
        loop {
            tracks.retain_mut(|track: &mut Track<Parsing<'_>>| {
                track.take_up(
                    &mut (),
                    |()| Some(Parsing::new(waiting.next()?, self.extras)),
                    |(), job| self.to_choose(job),
                )
            });
            if tracks.is_empty() {
                return;
            }
            for Track { job, features, .. } in &mut tracks {
                let Some(job) = job else { continue };
                job.features(features);
                self.steps.seek(features.keys());
            }
            for Track { job, features, found, .. } in &mut tracks {
                let Some(job) = job else { continue };
                job.locate(&self.steps, features.keys(), found, lanes);
            }
            for Track { job, features, found, .. } in &mut tracks {
                let Some(job) = job else { continue };
                let scores = job.sum(&self.steps, found, lanes);
                let (action, kind) = job.state.best(&scores);
                if action == Action::Shift {
                    job.shift();
                } else {
                    job.step = Some((action, kind));
                    features.clear();
                    job.state.relation_features(action, kind, features);
                    self.relations.seek(features.keys());
                }
            }
            for Track { job, features, scores, .. } in &mut tracks {
                if job.as_ref().is_some_and(|job| job.step.is_some()) {
                    self.relations.locate(features.keys(), scores, lanes);
                }
            }
            for Track { job, scores, .. } in &mut tracks {
                if job.as_ref().is_some_and(|job| job.step.is_some()) {
                    self.relations.gather(scores, &[]);
                }
            }
            for Track { job, scores, .. } in &mut tracks {
                let Some(job) = job else { continue };
                if let Some((action, _)) = job.step.take() {
                    job.state.apply(action, best(self.relations.sum(scores, lanes)));
                }
            }
        }
    }

    /// Goes on to the next step that leaves a choice; where there is none the tree is done and is written down.
    #[inline(always)]
    fn to_choose(&self, job: &mut Parsing<'_>) -> bool {
        while !job.state.done() {
            if job.state.can_left() || job.state.can_right() {
                return true;
            }
            job.shift();
        }
        let Parsing { sent, state, .. } = job;
        for (token, node) in sent.tokens.iter_mut().zip(&state.nodes) {
            if node.head == NONE {
                (token.head, token.rel) = (None, Rel::Root);
            } else {
                token.head = Some(node.head as u16);
                token.rel = self.labels.get(usize::from(node.label())).copied().unwrap_or_default();
            }
        }
        sent.parsed = true;
        false
    }
}

/// The number of the highest score; the lower number where scores are equal.
#[inline(always)]
fn best(scores: &[i32]) -> u8 {
    // Score and number in one, so that several are looked at at once; sums of weights are far from filling 24 bits.
    let numbered = scores.iter().enumerate().map(|(number, score)| score << 8 | (255 - number as i32));
    !(numbered.fold(i32::MIN, i32::max) as u8)
}

/// [`super::tag::runner_up`] of sums of weights.
#[inline(always)]
pub(super) fn runner_up(scores: &[i32], first: u8) -> u8 {
    let Some(&top) = scores.get(usize::from(first)) else { return first };
    let others = |number: usize, score: i32| if number == usize::from(first) { i32::MIN } else { score };
    let numbered =
        scores.iter().enumerate().map(|(number, score)| others(number, score << 8 | (255 - number as i32)));
    let second = numbered.fold(i32::MIN, i32::max);
    let least = scores.iter().fold(top, |a, b| a.min(*b));
    if second != i32::MIN && (top - (second >> 8)) * 8 < top - least { !(second as u8) } else { first }
}
