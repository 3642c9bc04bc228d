//! The parser: an arc-hybrid transition system (shift; left arc from the next word to the top of the stack; right arc
//! between the two topmost words) and what it looks at. Each word is shifted once and attached once, so the cost is
//! linear in the sentence, and what is left at the end is the one root.

use super::hash;
use super::tag::Features;

/// No token.
pub const NONE: u32 = u32::MAX;

/// A step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack depends on the next word, by that relation.
    Left(u8),
    /// The top of the stack depends on the word below it, by that relation.
    Right(u8),
}

impl Action {
    /// The outcome's number, for `labels` relations.
    pub fn outcome(self, labels: usize) -> usize {
        match self {
            Action::Shift => 0,
            Action::Left(label) => 1 + usize::from(label),
            Action::Right(label) => 1 + labels + usize::from(label),
        }
    }
    /// The action of an outcome.
    pub fn of(outcome: usize, labels: usize) -> Action {
        match outcome.checked_sub(1) {
            None => Action::Shift,
            Some(n) if n < labels => Action::Left(n as u8),
            Some(n) => Action::Right((n - labels) as u8),
        }
    }
}

/// What is known of a word while its sentence is parsed.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// Hash of the word.
    pub word: u32,
    /// Hash of its first letters: words of one stem mostly share it.
    pub stem: u32,
    /// The tagger's class.
    pub class: u8,
    /// The part of speech of the class.
    pub upos: u8,
    /// True when written with a capital.
    pub capital: bool,
    /// Head, [`NONE`] while not attached.
    pub head: u32,
    /// Relation to the head.
    pub label: u8,
    /// Commas, conjunctions and verbs up to this word.
    counts: [u32; 3],
    left: [u32; 2],
    right: [u32; 2],
    left_count: u8,
    right_count: u8,
    left_labels: u64,
    right_labels: u64,
}

impl Node {
    /// A word before parsing.
    pub fn new(lower: &str, class: u8, upos: u8, capital: bool) -> Node {
        let lower = hash::canonical(lower);
        let end = lower.char_indices().nth(5).map_or(lower.len(), |(i, _)| i);
        let word = hash::word(lower);
        let stem = if end == lower.len() { word } else { hash::word(&lower[..end]) };
        Node {
            word,
            stem,
            class,
            upos,
            capital,
            head: NONE,
            label: 0,
            counts: [0; 3],
            left: [NONE; 2],
            right: [NONE; 2],
            left_count: 0,
            right_count: 0,
            left_labels: 0,
            right_labels: 0,
        }
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
}

impl State {
    /// A sentence before its first step.
    pub fn new(mut nodes: Vec<Node>, counted: Counted) -> State {
        let mut counts = [0u32; 3];
        for node in &mut nodes {
            counts[0] += u32::from(node.word == counted.comma);
            counts[1] += u32::from(node.upos == counted.conjunction);
            counts[2] += u32::from(node.upos == counted.verb);
            node.counts = counts;
        }
        State { nodes, stack: Vec::with_capacity(32), next: 0 }
    }

    /// True when every word but the root has its head.
    pub fn done(&self) -> bool {
        self.next as usize >= self.nodes.len() && self.stack.len() <= 1
    }
    /// True when a word is left to shift.
    pub fn can_shift(&self) -> bool {
        (self.next as usize) < self.nodes.len()
    }
    /// True when the top of the stack may depend on the next word.
    pub fn can_left(&self) -> bool {
        self.can_shift() && !self.stack.is_empty()
    }
    /// True when the top of the stack may depend on the word below it.
    pub fn can_right(&self) -> bool {
        self.stack.len() >= 2
    }

    /// Takes a step that is allowed; one that is not changes nothing.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Shift if self.can_shift() => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left(label) if self.can_left() => {
                let Some(child) = self.stack.pop() else { return };
                self.attach(child, self.next, label);
                let head = &mut self.nodes[self.next as usize];
                head.left = [child, head.left[0]];
                head.left_count = head.left_count.saturating_add(1);
                head.left_labels |= 1 << (label & 63);
            }
            Action::Right(label) if self.can_right() => {
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
        node.label = label;
    }

    /// The best-scoring outcome among those allowed; the lower number where scores are equal.
    pub fn best(&self, scores: &[i32], labels: usize) -> usize {
        let mut best = (i32::MIN, 0);
        let mut see = |from: usize, to: usize| {
            for (i, &score) in scores[from..to].iter().enumerate() {
                if score > best.0 {
                    best = (score, from + i);
                }
            }
        };
        if self.can_shift() {
            see(0, 1);
        }
        if self.can_left() {
            see(1, 1 + labels);
        }
        if self.can_right() {
            see(1 + labels, 1 + 2 * labels);
        }
        best.1
    }

    fn node(&self, i: u32) -> Seen {
        match self.nodes.get(i as usize) {
            None => Seen::default(),
            Some(n) => Seen {
                w: n.word.into(),
                t: u64::from(n.class) + 1,
                u: u64::from(n.upos) + 1,
                l: u64::from(n.label) + 1,
            },
        }
    }

    /// The features of the next step.
    #[allow(clippy::similar_names, reason = "s0 and s1, b0 and b1 are the terms of the trade")]
    pub fn features(&self, f: &mut Features) {
        let top = |n: usize| self.stack.len().checked_sub(n + 1).map_or(NONE, |i| self.stack[i]);
        let after = |n: u32| if ((self.next + n) as usize) < self.nodes.len() { self.next + n } else { NONE };
        let (i0, i1, i2, j0, j1, j2) = (top(0), top(1), top(2), after(0), after(1), after(2));
        let [s0, s1, s2, b0, b1, b2] = [i0, i1, i2, j0, j1, j2].map(|i| self.node(i));
        let (n0, n1, m0) =
            (self.nodes.get(i0 as usize), self.nodes.get(i1 as usize), self.nodes.get(j0 as usize));
        let child =
            |n: Option<&Node>, side: fn(&Node) -> [u32; 2]| n.map_or([NONE; 2], side).map(|i| self.node(i));
        let [s0l, s0l2] = child(n0, |n| n.left);
        let [s0r, s0r2] = child(n0, |n| n.right);
        let [s1l, _] = child(n1, |n| n.left);
        let [s1r, s1r2] = child(n1, |n| n.right);
        let [b0l, b0l2] = child(m0, |n| n.left);
        // The child farthest to the left tends to be the preposition or the subordinator.
        let count = |n: Option<&Node>| {
            n.map_or((0, 0), |n| (u64::from(n.left_count.min(7)), u64::from(n.right_count.min(7))))
        };
        let (s0nl, s0nr) = count(n0);
        let (s1nl, s1nr) = count(n1);
        let (b0nl, _) = count(m0);
        let labels = |n: Option<&Node>| n.map_or((0, 0), |n| (n.left_labels, n.right_labels));
        let (s0ll, s0rl) = labels(n0);
        let (s1ll, s1rl) = labels(n1);
        let (b0ll, _) = labels(m0);
        let far = |a: u32, b: u32| match b.wrapping_sub(a) {
            _ if a == NONE || b == NONE => 0,
            d @ 0..=4 => u64::from(d),
            5..=6 => 5,
            7..=10 => 6,
            11..=20 => 7,
            _ => 8,
        };
        let (d0, d1) = (far(i0, j0), far(i1, i0));
        let between = |a: Option<&Node>, b: Option<&Node>| match (a, b) {
            (Some(a), Some(b)) => {
                let n = |k: usize| u64::from(b.counts[k].wrapping_sub(a.counts[k]).min(2));
                1 + n(0) + 3 * n(1) + 9 * n(2)
            }
            (Some(a), None) => {
                let last = self.nodes.last().map_or([0; 3], |n| n.counts);
                let n = |k: usize| u64::from(last[k].wrapping_sub(a.counts[k]).min(2));
                32 + n(0) + 3 * n(1) + 9 * n(2)
            }
            _ => 0,
        };
        let (g0, g1) = (between(n0, m0), between(n1, n0));
        let caps = |n: Option<&Node>| n.map_or(2, |n| u64::from(n.capital));
        let pw = |a: Seen, b: Seen| a.w << 32 | b.w;
        let stem = |n: Option<&Node>| n.map_or(0, |n| u64::from(n.stem));

        // Single words.
        f.add(0, s0.t, s0.w);
        f.add(1, 0, s0.w);
        f.add(2, s0.t, 0);
        f.add(3, b0.t, b0.w);
        f.add(4, 0, b0.w);
        f.add(5, b0.t, 0);
        f.add(6, s1.t, s1.w);
        f.add(7, 0, s1.w);
        f.add(8, s1.t, 0);
        f.add(9, b1.t, b1.w);
        f.add(10, b1.t, 0);
        f.add(11, b2.t, b2.w);
        f.add(12, b2.t, 0);
        f.add(13, s2.t, s2.w);
        f.add(14, s2.t, 0);
        f.add(15, s0.t, stem(n0));
        f.add(16, b0.t, stem(m0));
        f.add(17, s1.t, stem(n1));
        // Pairs.
        f.add(18, s0.t | b0.t << 8, pw(s0, b0));
        f.add(19, s0.t | b0.t << 8, s0.w);
        f.add(20, s0.t | b0.t << 8, b0.w);
        f.add(21, s0.t | b0.t << 8 | d0 << 16, 0);
        f.add(22, s1.t | s0.t << 8, pw(s1, s0));
        f.add(23, s1.t | s0.t << 8, s1.w);
        f.add(24, s1.t | s0.t << 8, s0.w);
        f.add(25, s1.t | s0.t << 8 | d1 << 16, 0);
        f.add(26, s1.t | b0.t << 8, 0);
        f.add(27, s1.t | b0.t << 8, pw(s1, b0));
        f.add(28, b0.t | b1.t << 8, 0);
        f.add(29, b0.t | b1.t << 8, b0.w);
        f.add(30, s0.t | b1.t << 8, s0.w);
        // Three and four together.
        f.add(31, s0.t | b0.t << 8 | b1.t << 16, 0);
        f.add(32, s1.t | s0.t << 8 | b0.t << 16, 0);
        f.add(33, s2.t | s1.t << 8 | s0.t << 16, 0);
        f.add(34, b0.t | b1.t << 8 | b2.t << 16, 0);
        f.add(35, s1.u | s0.u << 8 | b0.u << 16 | b1.u << 24, 0);
        f.add(36, s2.u | s1.u << 8 | s0.u << 16 | b0.u << 24, 0);
        f.add(37, s1.t | s0.t << 8 | b0.t << 16, s0.w);
        f.add(38, s1.t | s0.t << 8 | b0.t << 16, s1.w);
        f.add(39, s1.t | s0.t << 8 | b0.t << 16, b0.w);
        // Children.
        f.add(40, s0.t | s0l.t << 8 | b0.t << 16 | s0l.l << 24, 0);
        f.add(41, s0.t | s0r.t << 8 | b0.t << 16 | s0r.l << 24, 0);
        f.add(42, s0.t | b0l.t << 8 | b0.t << 16 | b0l.l << 24, 0);
        f.add(43, s1.t | s1r.t << 8 | s0.t << 16 | s1r.l << 24, 0);
        f.add(44, s1.t | s1l.t << 8 | s0.t << 16 | s1l.l << 24, 0);
        f.add(45, s1.t | s0.t << 8 | s0l.t << 16 | s0l.l << 24, 0);
        f.add(46, s1.t | s0.t << 8 | s0r.t << 16 | s0r.l << 24, 0);
        f.add(47, s0.u | s0l.u << 8 | s0l2.u << 16 | b0.u << 24, 0);
        f.add(48, s0.u | s0r.u << 8 | s0r2.u << 16 | b0.u << 24, 0);
        f.add(49, b0.u | b0l.u << 8 | b0l2.u << 16 | s0.u << 24, 0);
        f.add(50, s1.u | s1r.u << 8 | s1r2.u << 16 | s0.u << 24, 0);
        // A preposition decides what its noun depends on.
        f.add(51, s1.t | s0.t << 8, s0l.w);
        f.add(52, s0.t, pw(s1, s0l));
        f.add(53, s0l.l, pw(s0, s0l));
        f.add(54, s0.t | b0.t << 8, b0l.w);
        f.add(55, s1.t | s0.t << 8, pw(s0, s0l));
        f.add(56, s1.l | s0.t << 8, pw(s1, s1r));
        f.add(57, s0.t | b0.t << 8, s0r.w);
        f.add(58, s1.t | s0.t << 8, s1r.w);
        // Relations already given, and how many.
        f.add(59, s0.t | b0.t << 8, s0ll);
        f.add(60, s0.t | b0.t << 8, s0rl);
        f.add(61, s1.t | s0.t << 8, s1rl);
        f.add(62, s1.t | s0.t << 8, s1ll);
        f.add(63, b0.t | s0.t << 8, b0ll);
        f.add(64, s0.w, s0ll);
        f.add(65, s0.w, s0rl);
        f.add(66, s1.w, s1rl);
        f.add(67, s1.w, s1ll);
        f.add(68, b0.w, b0ll);
        f.add(69, s1.t | s0.t << 8 | b0.t << 16, hash::feature(s1rl, s0ll).into());
        f.add(70, s0.t | s0nl << 8 | s0nr << 12, 0);
        f.add(71, s1.t | s1nl << 8 | s1nr << 12, 0);
        f.add(72, b0.t | b0nl << 8, 0);
        f.add(73, s0nr << 8 | s0nl, s0.w);
        f.add(74, s1nr << 8 | s1nl, s1.w);
        // Distance and what stands between.
        f.add(75, d0, s0.w);
        f.add(76, d0, b0.w);
        f.add(77, d1, s1.w);
        f.add(78, d1, s0.w);
        f.add(79, s0.t | b0.t << 8 | g0 << 16, 0);
        f.add(80, s1.t | s0.t << 8 | g1 << 16, 0);
        f.add(81, s1.u | s0.u << 8 | b0.u << 16 | g1 << 24 | g0 << 32, 0);
        f.add(82, s0.t | b0.t << 8 | caps(n0) << 16 | caps(m0) << 18 | d0 << 20, 0);
        f.add(83, s1.t | s0.t << 8 | caps(n1) << 16 | caps(n0) << 18 | d1 << 20, 0);
    }
}

/// Atoms of a word; all 0 where there is none.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    w: u64,
    t: u64,
    u: u64,
    l: u64,
}
