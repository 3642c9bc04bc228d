//! The parser: an arc-hybrid transition system (shift; left arc from the next word to the top of the stack; right arc
//! between the two topmost words). Each word is shifted once and attached once, so the cost is linear in the sentence, and
//! what is left at the end is the one root.

use super::hash;
use super::steps::{ARCS, KINDS};
use super::tag::Extras;

/// No token.
pub const NONE: u32 = u32::MAX;

/// A step of the parser. Which relation an arc has is decided after it, by
/// [`State::relation_features`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it.
    Right,
}

/// What is known of a word while its sentence is parsed.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Hash of the word.
    pub word: u32,
    /// Hash of its first letters: words of one stem mostly share it.
    pub stem: u32,
    /// Hashes of its first and last syllable, where the model looks at them.
    pub syllables: [u32; 2],
    /// Head, [`NONE`] while not attached.
    pub head: u32,
    /// The last two words that were attached on the left and on the right, the last first.
    pub(super) left: [u32; 2],
    pub(super) right: [u32; 2],
    /// Relations to those on the left and on the right, a bit each.
    pub(super) left_labels: u64,
    pub(super) right_labels: u64,
    /// Commas, conjunctions and verbs up to this word.
    pub(super) counts: [u16; 3],
    /// The tagger's class, counted from 1.
    pub(super) class: u16,
    /// The class that comes second where the tagger was not sure; else the same.
    pub(super) other: u16,
    /// The part of speech of the class, counted from 1.
    pub(super) upos: u8,
    /// Relation to the head, counted from 1.
    pub(super) mark: u16,
    /// 1 when written with a capital, 2 for no word.
    pub(super) capital: u8,
    pub(super) left_count: u8,
    pub(super) right_count: u8,
}

impl Node {
    /// No word.
    pub(super) const NOTHING: Node = Node {
        word: 0,
        stem: 0,
        syllables: [0; 2],
        head: NONE,
        left: [NONE; 2],
        right: [NONE; 2],
        left_labels: 0,
        right_labels: 0,
        counts: [0; 3],
        class: 0,
        other: 0,
        upos: 0,
        mark: 0,
        capital: 2,
        left_count: 0,
        right_count: 0,
    };

    /// A word before parsing, with its class and the one that comes second.
    pub fn new(lower: &str, [class, other]: [u8; 2], upos: u8, capital: bool, extras: Extras) -> Node {
        let lower = hash::canonical(lower);
        let end = lower.char_indices().nth(5).map_or(lower.len(), |(i, _)| i);
        let word = hash::word(lower);
        let stem = if end == lower.len() { word } else { hash::word(&lower[..end]) };
        let mut syllables = [word; 2];
        if extras.has(Extras::SYLLABLES)
            && let (Some((first, _)), Some((_, last))) = (lower.split_once(' '), lower.rsplit_once(' '))
        {
            syllables = [hash::word(first), hash::word(last)];
        }
        Node {
            word,
            stem,
            syllables,
            class: u16::from(class) + 1,
            other: u16::from(other) + 1,
            upos: upos.saturating_add(1),
            mark: 1,
            capital: u8::from(capital),
            ..Node::NOTHING
        }
    }

    /// Relation to the head.
    pub fn label(&self) -> u8 {
        self.mark.wrapping_sub(1) as u8
    }
}

/// Which parts of speech are counted between two words.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// Hash of the comma.
    pub comma: u32,
    /// Number of `CCONJ`.
    pub conjunction: u8,
    /// Number of `VERB`.
    pub verb: u8,
}

/// A sentence half parsed.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The words.
    pub nodes: Vec<Node>,
    /// Words waiting for their head, the last on top.
    pub stack: Vec<u32>,
    /// The next word.
    pub next: u32,
    pub(super) extras: Extras,
}

impl State {
    /// A sentence before its first step.
    pub fn new(mut nodes: Vec<Node>, counted: Counted, extras: Extras) -> State {
        let mut counts = [0u16; 3];
        for node in &mut nodes {
            counts[0] = counts[0].wrapping_add(u16::from(node.word == counted.comma));
            counts[1] = counts[1].wrapping_add(u16::from(node.upos == counted.conjunction + 1));
            counts[2] = counts[2].wrapping_add(u16::from(node.upos == counted.verb + 1));
            node.counts = counts;
        }
        State { nodes, stack: Vec::with_capacity(32), next: 0, extras }
    }

    /// True when every word but the root has its head.
    #[inline(always)]
    pub fn done(&self) -> bool {
        self.next as usize >= self.nodes.len() && self.stack.len() <= 1
    }
    /// True when a word is left to shift.
    #[inline(always)]
    pub fn can_shift(&self) -> bool {
        (self.next as usize) < self.nodes.len()
    }
    /// True when the top of the stack may depend on the next word.
    #[inline(always)]
    pub fn can_left(&self) -> bool {
        self.can_shift() && !self.stack.is_empty()
    }
    /// True when the top of the stack may depend on the word below it.
    #[inline(always)]
    pub fn can_right(&self) -> bool {
        self.stack.len() >= 2
    }

    /// True when the step may be taken.
    #[inline(always)]
    pub fn can(&self, action: Action) -> bool {
        match action {
            Action::Shift => self.can_shift(),
            Action::Left => self.can_left(),
            Action::Right => self.can_right(),
        }
    }

    /// The word below the top of the stack.
    #[inline(always)]
    pub fn below(&self) -> Option<u32> {
        self.stack.len().checked_sub(2).map(|i| self.stack[i])
    }

    /// The child and the head of the arc that a step draws.
    pub fn arc(&self, action: Action) -> (Option<u32>, Option<u32>) {
        let child = self.stack.last().copied();
        match action {
            Action::Left if self.can_left() => (child, Some(self.next)),
            Action::Right if self.can_right() => (child, self.below()),
            _ => (None, None),
        }
    }

    /// Takes a step that is allowed, with the relation of its arc; one that is not allowed changes nothing.
    #[inline(always)]
    pub fn apply(&mut self, action: Action, label: u8) {
        match action {
            Action::Shift if self.can_shift() => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left if self.can_left() => {
                let Some(child) = self.stack.pop() else { return };
                self.attach(child, self.next, label);
                let head = &mut self.nodes[self.next as usize];
                head.left = [child, head.left[0]];
                head.left_count = head.left_count.saturating_add(1);
                head.left_labels |= 1 << (label & 63);
            }
            Action::Right if self.can_right() => {
                let Some(child) = self.stack.pop() else { return };
                let Some(&below) = self.stack.last() else { return };
                self.attach(child, below, label);
                let head = &mut self.nodes[below as usize];
                head.right = [child, head.right[0]];
                head.right_count = head.right_count.saturating_add(1);
                head.right_labels |= 1 << (label & 63);
            }
            _ => {}
        }
    }

    fn attach(&mut self, child: u32, head: u32, label: u8) {
        let node = &mut self.nodes[child as usize];
        node.head = head;
        node.mark = u16::from(label) + 1;
    }

    /// The best-scoring step among those allowed and the kind of its arc; shifting scores 0. The first where scores are
    /// equal.
    #[inline(always)]
    pub fn best(&self, scores: &[i32; ARCS]) -> (Action, u8) {
        let mut best = (if self.can_shift() { 0 } else { i32::MIN }, Action::Shift, 0);
        let (left, right) = scores.split_at(KINDS);
        for (action, scores) in [(Action::Left, left), (Action::Right, right)] {
            if self.can(action) {
                for (kind, &score) in scores.iter().enumerate() {
                    if score > best.0 {
                        best = (score, action, kind as u8);
                    }
                }
            }
        }
        (best.1, best.2)
    }
}
