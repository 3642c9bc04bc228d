//! What the parser looks at: first for a step, then for the relation of the arc that the step draws.
//!
//! The features of a step come in three parts, so that sums can be kept: those of the words at the top of the stack, which
//! stay until another word is shifted; those of the words ahead, which stay as long; and those of both or of what the last
//! step can have changed.

use super::arcs::{Action, NONE, Node, State};
use super::hash;
use super::tag::{Extras, Features};

/// Atoms of a word; all 0 where there is none.
#[derive(Debug, Clone, Copy)]
struct Seen {
    w: u64,
    t: u64,
    u: u64,
    l: u64,
}

impl Seen {
    #[inline(always)]
    fn new(node: &Node) -> Seen {
        Seen { w: node.word.into(), t: node.class.into(), u: node.upos.into(), l: node.mark.into() }
    }
}

/// Two words together.
#[inline(always)]
fn pw(a: Seen, b: Seen) -> u64 {
    a.w << 32 | b.w
}

/// How far the second word is from the first, roughly.
#[inline(always)]
fn far(a: u32, b: u32) -> u64 {
    match b.wrapping_sub(a) {
        _ if a == NONE || b == NONE => 0,
        d @ 0..=4 => u64::from(d),
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// How many children on the left and on the right, as far as it matters.
#[inline(always)]
fn count(node: &Node) -> (u64, u64) {
    (u64::from(node.left_count.min(7)), u64::from(node.right_count.min(7)))
}

/// Which commas, conjunctions and verbs stand between: from the counts up to both.
#[inline(always)]
fn between(from: [u16; 3], to: [u16; 3]) -> u64 {
    let n = |k: usize| u64::from(to[k].wrapping_sub(from[k]).min(2));
    n(0) + 3 * n(1) + 9 * n(2)
}

impl State {
    #[inline(always)]
    fn at(&self, i: u32) -> &Node {
        const NOTHING: &Node = &Node::NOTHING;
        self.nodes.get(i as usize).unwrap_or(NOTHING)
    }
    #[inline(always)]
    fn seen(&self, i: u32) -> Seen {
        Seen::new(self.at(i))
    }
    /// The word under so many others on the stack.
    #[inline(always)]
    fn top(&self, under: usize) -> u32 {
        self.stack.len().checked_sub(under + 1).map_or(NONE, |i| self.stack[i])
    }

    /// The features of the next step, all parts.
    pub fn features(&self, f: &mut Features) {
        self.step_features(f);
        self.stack_features(f);
        self.ahead_features(f);
    }

    /// The features of a step that may be others with every step.
    #[inline(always)]
    #[allow(clippy::similar_names, reason = "s0 and s1, b0 and b1 are the terms of the trade")]
    pub fn step_features(&self, f: &mut Features) {
        let (i0, j0) = (self.top(0), self.next);
        let (n0, n1, n2, m0) = (self.at(i0), self.at(self.top(1)), self.at(self.top(2)), self.at(j0));
        let [s0, s1, s2, b0, b1] = [n0, n1, n2, m0, self.at(j0 + 1)].map(Seen::new);
        let [s0l, s0l2] = n0.left.map(|i| self.seen(i));
        let [s0r, s0r2] = n0.right.map(|i| self.seen(i));
        let [b0l, b0l2] = m0.left.map(|i| self.seen(i));
        let (s0nl, s0nr) = count(n0);
        let (b0nl, _) = count(m0);
        let (s0ll, s0rl, s1rl, b0ll) = (n0.left_labels, n0.right_labels, n1.right_labels, m0.left_labels);
        let none_ahead = j0 as usize >= self.nodes.len();
        let d0 = if none_ahead { 0 } else { far(i0, j0) };
        let (g0, g1) = (
            match () {
                () if i0 == NONE => 0,
                () if none_ahead => 32 + between(n0.counts, self.nodes.last().map_or([0; 3], |n| n.counts)),
                () => 1 + between(n0.counts, m0.counts),
            },
            self.apart(n1, n0),
        );
        let caps = |n: &Node| u64::from(n.capital);
        let (ss, sb, bs) = (s1.t | s0.t << 8, s0.t | b0.t << 8, b0.t | s0.t << 8);
        let three = ss | b0.t << 16;

        f.add(18, sb, pw(s0, b0));
        f.add(19, sb, s0.w);
        f.add(20, sb, b0.w);
        f.add(21, sb | d0 << 16, 0);
        f.add(26, s1.t | b0.t << 8, 0);
        f.add(27, s1.t | b0.t << 8, pw(s1, b0));
        f.add(30, s0.t | b1.t << 8, s0.w);
        // Three and four together.
        f.add(31, sb | b1.t << 16, 0);
        f.add(32, three, 0);
        f.add(35, s1.u | s0.u << 8 | b0.u << 16 | b1.u << 24, 0);
        f.add(36, s2.u | s1.u << 8 | s0.u << 16 | b0.u << 24, 0);
        f.add(37, three, s0.w);
        f.add(38, three, s1.w);
        f.add(39, three, b0.w);
        // Children.
        f.add(40, s0.t | s0l.t << 8 | b0.t << 16 | s0l.l << 24, 0);
        f.add(41, s0.t | s0r.t << 8 | b0.t << 16 | s0r.l << 24, 0);
        f.add(42, s0.t | b0l.t << 8 | b0.t << 16 | b0l.l << 24, 0);
        f.add(46, s1.t | s0.t << 8 | s0r.t << 16 | s0r.l << 24, 0);
        f.add(47, s0.u | s0l.u << 8 | s0l2.u << 16 | b0.u << 24, 0);
        f.add(48, s0.u | s0r.u << 8 | s0r2.u << 16 | b0.u << 24, 0);
        f.add(49, b0.u | b0l.u << 8 | b0l2.u << 16 | s0.u << 24, 0);
        f.add(54, sb, b0l.w);
        f.add(57, sb, s0r.w);
        // Relations already given, and how many.
        f.add(59, sb, s0ll);
        f.add(60, sb, s0rl);
        f.add(63, bs, b0ll);
        f.add(65, s0.w, s0rl);
        f.add(68, b0.w, b0ll);
        f.add(69, three, hash::feature(s1rl, s0ll).into());
        f.add(70, s0.t | s0nl << 8 | s0nr << 12, 0);
        f.add(72, b0.t | b0nl << 8, 0);
        f.add(73, s0nr << 8 | s0nl, s0.w);
        // Distance and what stands between.
        f.add(75, d0, s0.w);
        f.add(76, d0, b0.w);
        f.add(79, sb | g0 << 16, 0);
        f.add(81, s1.u | s0.u << 8 | b0.u << 16 | g1 << 24 | g0 << 32, 0);
        f.add(82, sb | caps(n0) << 16 | caps(m0) << 18 | d0 << 20, 0);
        if self.extras.has(Extras::SYLLABLES) {
            f.add(90, sb, n0.syllables[0].into());
            f.add(91, sb, m0.syllables[0].into());
        }
        if self.extras.has(Extras::DOUBT) {
            let [s0o, s1o, b0o] = [n0, n1, m0].map(|n| u64::from(n.other));
            f.add(97, s0o | b0.t << 8, 0);
            f.add(98, s0.t | b0o << 8, 0);
            f.add(99, s0o | b0o << 8, 0);
            f.add(103, s0.t | s0o << 8 | b0.t << 16 | b0o << 24, 0);
            f.add(105, s1.t | s0o << 8 | b0.t << 16, 0);
            f.add(106, ss | b0o << 16, 0);
            f.add(107, s1o | s0.t << 8 | b0.t << 16, 0);
        }
    }

    /// What stands between two words of the stack.
    #[inline(always)]
    fn apart(&self, lower: &Node, upper: &Node) -> u64 {
        if lower.class == 0 { 0 } else { 1 + between(lower.counts, upper.counts) }
    }

    /// The features of a step that stay while the same word is at the top of the stack: a word there gets children on the
    /// right only, and the words below it get none.
    #[inline(always)]
    #[allow(clippy::similar_names, reason = "s0 and s1 are the terms of the trade")]
    pub fn stack_features(&self, f: &mut Features) {
        let (i0, i1) = (self.top(0), self.top(1));
        let (n0, n1) = (self.at(i0), self.at(i1));
        let [s0, s1] = [n0, n1].map(Seen::new);
        let s2 = self.seen(self.top(2));
        // The child farthest to the left tends to be the preposition or the subordinator.
        let (s0l, s1l) = (self.seen(n0.left[0]), self.seen(n1.left[0]));
        let [s1r, s1r2] = n1.right.map(|i| self.seen(i));
        let (s1nl, s1nr) = count(n1);
        let (s0ll, s1ll, s1rl) = (n0.left_labels, n1.left_labels, n1.right_labels);
        let (d1, g1) = (far(i1, i0), self.apart(n1, n0));
        let caps = |n: &Node| u64::from(n.capital);
        let ss = s1.t | s0.t << 8;

        // Single words.
        f.add(0, s0.t, s0.w);
        f.add(1, 0, s0.w);
        f.add(2, s0.t, 0);
        f.add(6, s1.t, s1.w);
        f.add(7, 0, s1.w);
        f.add(8, s1.t, 0);
        f.add(13, s2.t, s2.w);
        f.add(14, s2.t, 0);
        f.add(15, s0.t, n0.stem.into());
        f.add(17, s1.t, n1.stem.into());
        // Together.
        f.add(22, ss, pw(s1, s0));
        f.add(23, ss, s1.w);
        f.add(24, ss, s0.w);
        f.add(25, ss | d1 << 16, 0);
        f.add(33, s2.t | s1.t << 8 | s0.t << 16, 0);
        // Children.
        f.add(43, s1.t | s1r.t << 8 | s0.t << 16 | s1r.l << 24, 0);
        f.add(44, s1.t | s1l.t << 8 | s0.t << 16 | s1l.l << 24, 0);
        f.add(45, ss | s0l.t << 16 | s0l.l << 24, 0);
        f.add(50, s1.u | s1r.u << 8 | s1r2.u << 16 | s0.u << 24, 0);
        // A preposition decides what its noun depends on.
        f.add(51, ss, s0l.w);
        f.add(52, s0.t, pw(s1, s0l));
        f.add(53, s0l.l, pw(s0, s0l));
        f.add(55, ss, pw(s0, s0l));
        f.add(56, s1.l | s0.t << 8, pw(s1, s1r));
        f.add(58, ss, s1r.w);
        // Relations already given, and how many.
        f.add(61, ss, s1rl);
        f.add(62, ss, s1ll);
        f.add(64, s0.w, s0ll);
        f.add(66, s1.w, s1rl);
        f.add(67, s1.w, s1ll);
        f.add(71, s1.t | s1nl << 8 | s1nr << 12, 0);
        f.add(74, s1nr << 8 | s1nl, s1.w);
        // Distance and what stands between.
        f.add(77, d1, s1.w);
        f.add(78, d1, s0.w);
        f.add(80, ss | g1 << 16, 0);
        f.add(83, ss | caps(n1) << 16 | caps(n0) << 18 | d1 << 20, 0);
        if self.extras.has(Extras::SYLLABLES) {
            let [[s0a, s0z], [s1a, s1z]] = [n0, n1].map(|n| n.syllables.map(u64::from));
            f.add(84, s0.t, s0a);
            f.add(85, s1.t, s1a);
            f.add(87, s0.t, s0z);
            f.add(88, s1.t, s1z);
            f.add(92, ss, s1a);
            f.add(93, ss, s0a);
        }
        if self.extras.has(Extras::DOUBT) {
            let [s0o, s1o] = [n0, n1].map(|n| u64::from(n.other));
            f.add(94, s0.t | s0o << 8, 0);
            f.add(96, s1.t | s1o << 8, 0);
            f.add(100, s1o | s0.t << 8, 0);
            f.add(101, s1.t | s0o << 8, 0);
            f.add(102, s1o | s0o << 8, 0);
            f.add(104, s1.t | s1o << 8 | s0.t << 16 | s0o << 24, 0);
            f.add(109, s0o, s0.w);
        }
    }

    /// The features of a step that stay while the same word is next.
    #[inline(always)]
    pub fn ahead_features(&self, f: &mut Features) {
        let [m0, m1, m2] = [0, 1, 2].map(|n| self.at(self.next + n));
        let [b0, b1, b2] = [m0, m1, m2].map(Seen::new);
        f.add(3, b0.t, b0.w);
        f.add(4, 0, b0.w);
        f.add(5, b0.t, 0);
        f.add(9, b1.t, b1.w);
        f.add(10, b1.t, 0);
        f.add(11, b2.t, b2.w);
        f.add(12, b2.t, 0);
        f.add(16, b0.t, m0.stem.into());
        f.add(28, b0.t | b1.t << 8, 0);
        f.add(29, b0.t | b1.t << 8, b0.w);
        f.add(34, b0.t | b1.t << 8 | b2.t << 16, 0);
        if self.extras.has(Extras::SYLLABLES) {
            f.add(86, b0.t, m0.syllables[0].into());
            f.add(89, b0.t, m0.syllables[1].into());
        }
        if self.extras.has(Extras::DOUBT) {
            let [b0o, b1o] = [m0, m1].map(|n| u64::from(n.other));
            f.add(95, b0.t | b0o << 8, 0);
            f.add(108, b0.t | b1.t << 8 | b1o << 16, 0);
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
            [c, h, c.wrapping_sub(1), c + 1, h.wrapping_sub(1), h + 1].map(|i| self.seen(i));
        let other = self.seen(other);
        let [cl, cl2] = cn.left.map(|i| self.seen(i));
        let cr = self.seen(cn.right[0]);
        let [hl, hr] = [hn.left[0], hn.right[0]].map(|i| self.seen(i));
        let side = u64::from(left);
        let two = side | cs.t << 8 | hs.t << 16;
        let far = u64::from(c.abs_diff(h).min(12));
        let (from, to) = if left { (cn, hn) } else { (hn, cn) };
        let between = between(from.counts, to.counts);
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
            let (co, ho) = (u64::from(cn.other), u64::from(hn.other));
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
