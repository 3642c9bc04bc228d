//! Several sentences tagged or parsed abreast, a decision of each in turn. What a decision waits for is memory: it asks for
//! all that it will look at, and the other sentences are worked on until that is there. No sentence sees another.

use super::arcs::{Action, NONE, State};
use super::grid::Found;
use super::lanes::Lanes;
use super::model::{Trained, start};
use super::tag::{self, Extras, Features, Pass};
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
}

/// A sentence being parsed.
#[derive(Debug)]
struct Parsing<'s> {
    sent: &'s mut Sentence,
    state: State,
    /// The step that was chosen, until its arc is drawn.
    step: Option<(Action, u8)>,
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
    /// The next decision: `advance` is true while the job has one left; jobs that have none make room for others.
    #[inline(always)]
    fn take_up(
        &mut self,
        mut next: impl FnMut() -> Option<Job>,
        mut advance: impl FnMut(&mut Job) -> bool,
    ) -> bool {
        loop {
            if self.job.as_mut().is_some_and(&mut advance) {
                return true;
            }
            self.job = next();
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
        loop {
            tracks.retain_mut(|track: &mut Track<Tagging<'_>>| {
                let more = track.take_up(
                    || {
                        waiting.next().map(|sent| Tagging {
                            pass: Pass::new(text, sent, &self.lexicon, self.extras),
                            sent,
                            at: 0,
                        })
                    },
                    |job| self.to_weigh(job),
                );
                if let Some(job) = &mut track.job {
                    self.tagger.seek(job.pass.features(job.at));
                }
                more
            });
            if tracks.is_empty() {
                return;
            }
            for Track { job, scores, .. } in &mut tracks {
                if let Some(job) = job {
                    self.tagger.locate(job.pass.keys(), scores);
                }
            }
            for track in &mut tracks {
                self.tagger.gather(&mut track.scores);
            }
            for Track { job, scores, .. } in &mut tracks {
                if let Some(job) = job {
                    let scores = self.tagger.sum(scores, lanes);
                    let class = best(scores);
                    let doubt = self.extras.has(Extras::DOUBT);
                    self.settle(job, class, if doubt { tag::runner_up(scores, class) } else { class });
                }
            }
        }
    }

    /// Goes on to the next word whose class has to be weighed; false where there is none.
    #[inline(always)]
    fn to_weigh(&self, job: &mut Tagging<'_>) -> bool {
        while job.at < job.sent.tokens.len() {
            let Some(class) = job.pass.certain(job.at) else { return true };
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
                let more = track.take_up(
                    || {
                        let sent: &mut Sentence = waiting.next()?;
                        Some(Parsing { state: start(sent, self.extras), sent, step: None })
                    },
                    |job| self.to_choose(job),
                );
                if let Some(job) = &mut track.job {
                    track.features.clear();
                    job.state.features(&mut track.features);
                    self.steps.seek(track.features.keys());
                }
                more
            });
            if tracks.is_empty() {
                return;
            }
            for track in &mut tracks {
                self.steps.locate(track.features.keys(), &mut track.found);
            }
            for Track { job, features, found, .. } in &mut tracks {
                let Some(Parsing { state, step, .. }) = job else { continue };
                let (action, kind) = state.best(&self.steps.sum(found, lanes));
                if action == Action::Shift {
                    state.apply(action, 0);
                } else {
                    *step = Some((action, kind));
                    features.clear();
                    state.relation_features(action, kind, features);
                    self.relations.seek(features.keys());
                }
            }
            let drawing =
                |track: &&mut Track<Parsing<'_>>| track.job.as_ref().is_some_and(|job| job.step.is_some());
            for track in tracks.iter_mut().filter(drawing) {
                self.relations.locate(track.features.keys(), &mut track.scores);
            }
            for track in tracks.iter_mut().filter(drawing) {
                self.relations.gather(&mut track.scores);
            }
            for Track { job, scores, .. } in &mut tracks {
                if let Some(Parsing { state, step, .. }) = job
                    && let Some((action, _)) = step.take()
                {
                    state.apply(action, best(self.relations.sum(scores, lanes)));
                }
            }
        }
    }

    /// Goes on to the next step that leaves a choice; where there is none the tree is done and is written down.
    #[inline(always)]
    fn to_choose(&self, Parsing { sent, state, .. }: &mut Parsing<'_>) -> bool {
        while !state.done() {
            if state.can_left() || state.can_right() {
                return true;
            }
            state.apply(Action::Shift, 0);
        }
        for (token, node) in sent.tokens.iter_mut().zip(&state.nodes) {
            if node.head == NONE {
                (token.head, token.rel) = (None, Rel::Root);
            } else {
                token.head = Some(node.head as u16);
                token.rel = self.labels.get(usize::from(node.label)).copied().unwrap_or_default();
            }
        }
        sent.parsed = true;
        false
    }
}

/// The number of the highest score; the lower number where scores are equal.
#[inline(always)]
fn best(scores: &[i32]) -> u8 {
    // In two passes, both of which look at several scores at once.
    let highest = scores.iter().fold(i32::MIN, |a, b| a.max(*b));
    scores.iter().position(|s| *s == highest).unwrap_or(0) as u8
}
