//! The parser: an arc-hybrid transition system (shift; left arc from the next word to the top of the stack; right arc
//! between the two topmost words) and what it looks at, first for the step, then for the relation of an arc. Each word is
//! shifted once and attached once, so the cost is linear in the sentence, and what is left at the end is the one root.

use super::hash;
use super::steps::{ARCS, KINDS};
use super::tag::{Extras, Features};

/// No token.
pub const NONE: u32 = u32::MAX;

/// A step of the parser. Which relation an arc has is decided after it, by [`State::relation_features`].
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
    /// The tagger's class.
    pub class: u8,
    /// The class that comes second where the tagger was not sure; else the same.
    pub other: u8,
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
    pub fn new(lower: &str, class: u8, upos: u8, capital: bool, extras: Extras) -> Node {
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
            class,
            other: class,
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
    extras: Extras,
}

impl State {
    /// A sentence before its first step.
    pub fn new(mut nodes: Vec<Node>, counted: Counted, extras: Extras) -> State {
        let mut counts = [0u32; 3];
        for node in &mut nodes {
            counts[0] += u32::from(node.word == counted.comma);
            counts[1] += u32::from(node.upos == counted.conjunction);
            counts[2] += u32::from(node.upos == counted.verb);
            node.counts = counts;
        }
        State { nodes, stack: Vec::with_capacity(32), next: 0, extras }
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

    /// True when the step may be taken.
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
        node.label = label;
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
    #[inline(always)]
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
        if self.extras.has(Extras::SYLLABLES) {
            let of = |n: Option<&Node>| n.map_or([0; 2], |n| n.syllables.map(u64::from));
            let ([s0a, s0z], [s1a, s1z], [b0a, b0z]) = (of(n0), of(n1), of(m0));
            f.add(84, s0.t, s0a);
            f.add(85, s1.t, s1a);
            f.add(86, b0.t, b0a);
            f.add(87, s0.t, s0z);
            f.add(88, s1.t, s1z);
            f.add(89, b0.t, b0z);
            f.add(90, s0.t | b0.t << 8, s0a);
            f.add(91, s0.t | b0.t << 8, b0a);
            f.add(92, s1.t | s0.t << 8, s1a);
            f.add(93, s1.t | s0.t << 8, s0a);
        }
        if self.extras.has(Extras::DOUBT) {
            let of = |n: Option<&Node>| n.map_or(0, |n| u64::from(n.other) + 1);
            let (s0o, s1o, b0o, b1o) = (of(n0), of(n1), of(m0), of(self.nodes.get(j1 as usize)));
            f.add(94, s0.t | s0o << 8, 0);
            f.add(95, b0.t | b0o << 8, 0);
            f.add(96, s1.t | s1o << 8, 0);
            f.add(97, s0o | b0.t << 8, 0);
            f.add(98, s0.t | b0o << 8, 0);
            f.add(99, s0o | b0o << 8, 0);
            f.add(100, s1o | s0.t << 8, 0);
            f.add(101, s1.t | s0o << 8, 0);
            f.add(102, s1o | s0o << 8, 0);
            f.add(103, s0.t | s0o << 8 | b0.t << 16 | b0o << 24, 0);
            f.add(104, s1.t | s1o << 8 | s0.t << 16 | s0o << 24, 0);
            f.add(105, s1.t | s0o << 8 | b0.t << 16, 0);
            f.add(106, s1.t | s0.t << 8 | b0o << 16, 0);
            f.add(107, s1o | s0.t << 8 | b0.t << 16, 0);
            f.add(108, b0.t | b1.t << 8 | b1o << 16, 0);
            f.add(109, s0o, s0.w);
            f.add(110, b0o, b0.w);
        }
    }

    /// The features by which the relation of an arc of that kind is decided, before it is drawn.
    #[inline(always)]
    pub fn relation_features(&self, action: Action, kind: u8, f: &mut Features) {
        let Some(&c) = self.stack.last() else { return };
        let left = action == Action::Left;
        // The head, and what else the child could have depended on.
        let below = self.below().unwrap_or(NONE);
        let (h, other) = if left { (self.next, below) } else { (below, self.next) };
        let (Some(cn), Some(hn)) = (self.nodes.get(c as usize), self.nodes.get(h as usize)) else { return };
        let [cs, hs, cb, ca, hb, ha] =
            [c, h, c.wrapping_sub(1), c + 1, h.wrapping_sub(1), h + 1].map(|i| self.node(i));
        let other = self.node(other);
        let [cl, cl2] = cn.left.map(|i| self.node(i));
        let cr = self.node(cn.right[0]);
        let [hl, hr] = [hn.left[0], hn.right[0]].map(|i| self.node(i));
        let side = u64::from(left);
        let two = side | cs.t << 8 | hs.t << 16;
        let pw = |a: Seen, b: Seen| a.w << 32 | b.w;
        let far = u64::from(c.abs_diff(h).min(12));
        let (from, to) = if left { (cn, hn) } else { (hn, cn) };
        let n = |k: usize| u64::from(to.counts[k].wrapping_sub(from.counts[k]).min(2));
        let between = n(0) + 3 * n(1) + 9 * n(2);
        let caps = u64::from(cn.capital) | u64::from(hn.capital) << 1;
        let mut add = |template: u8, atoms: u64, words: u64| f.add(128 + template, atoms, words);
        add(0, two, 0);
        add(1, side | hs.t << 16, cs.w);
        add(2, side | cs.t << 8, hs.w);
        add(3, side, pw(cs, hs));
        add(4, side | cs.t << 8, cs.w);
        add(5, side | hs.t << 16, hs.w);
        add(6, side | hs.t << 16, cn.stem.into());
        add(7, side | cs.t << 8, hn.stem.into());
        add(8, two | far << 24, 0);
        add(9, two | between << 24, 0);
        add(10, two, cn.left_labels);
        add(11, two, cn.right_labels);
        add(12, two, hn.left_labels);
        add(13, two, hn.right_labels);
        add(14, two, cl.w);
        add(15, side | cs.t << 8, pw(cl, hs));
        add(16, side | hs.t << 16, pw(cl, cs));
        add(17, two | cb.t << 24, 0);
        add(18, two | ca.t << 24, 0);
        add(19, two | hb.t << 24, 0);
        add(20, two | ha.t << 24, 0);
        add(21, two, cr.w);
        add(22, side | cs.t << 8, hash::feature(hn.left_labels, hs.w).into());
        add(23, side | cs.t << 8, hash::feature(hn.right_labels, hs.w).into());
        add(24, two | far.min(3) << 24 | caps << 28, 0);
        add(25, two | other.t << 24, 0);
        add(26, side | cs.t << 8 | hl.l << 16, hl.w);
        add(27, two | hr.t << 24 | hr.l << 32, 0);
        add(28, side | cs.t << 8, pw(hs, hr));
        add(29, side | cs.t << 8, cb.w);
        add(30, side | cs.t << 8, ca.w);
        add(31, two | cl.t << 24 | cl.l << 32 | cl2.l << 40, 0);
        add(32, side | cs.t << 8, hash::feature(hn.left_labels, hn.right_labels).into());
        add(33, side | cs.t << 8 | cl.l << 16, other.w);
        add(34, two, hash::feature(cn.left_labels, hn.left_labels | hn.right_labels).into());
        // What the choice of the step took the arc for.
        add(35, side | u64::from(kind) << 1 | cs.t << 8, 0);
        add(36, two | u64::from(kind) << 1, 0);
        add(37, side | u64::from(kind) << 1, cs.w);
        if self.extras.has(Extras::SYLLABLES) {
            let ([ca, cz], [ha, hz]) = (cn.syllables.map(u64::from), hn.syllables.map(u64::from));
            add(38, side | hs.t << 16, ca);
            add(39, side | cs.t << 8, ha);
            add(40, two, cz);
            add(41, two, hz);
            add(42, side, ca << 32 | ha);
            add(43, side | hs.t << 16, cs.w << 32 | ha);
            add(44, side | cs.t << 8, ca << 32 | hs.w);
        }
        if self.extras.has(Extras::DOUBT) {
            let (co, ho) = (u64::from(cn.other) + 1, u64::from(hn.other) + 1);
            add(45, side | co << 8 | hs.t << 16, 0);
            add(46, side | cs.t << 8 | ho << 16, 0);
            add(47, side | co << 8 | ho << 16, 0);
            add(48, two | co << 24, 0);
            add(49, two | ho << 24, 0);
            add(50, side | co << 8, hs.w);
            add(51, side | ho << 8, cs.w);
            add(52, side | co << 8, cs.w);
        }
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
