//! Which steps of the parser lose no gold arc that could still be had (Goldberg and Nivre 2013, arc-hybrid).

use super::conllu::ROOT;
use chancery_text::parse::arcs::{Action, State};

/// A gold tree.
#[derive(Debug, Default)]
pub struct Tree {
    pub heads: Vec<u32>,
    pub labels: Vec<u8>,
    children: Vec<Vec<u32>>,
}

impl Tree {
    pub fn new(heads: Vec<u32>, labels: Vec<u8>) -> Tree {
        let mut children = vec![Vec::new(); heads.len()];
        for (i, &head) in heads.iter().enumerate() {
            if head != ROOT {
                children[head as usize].push(i as u32);
            }
        }
        Tree { heads, labels, children }
    }

    /// The steps that cost least in gold arcs, at most one of each kind.
    pub fn best(&self, state: &State) -> Vec<Action> {
        let next = state.next;
        let mut costs: Vec<(usize, Action)> = Vec::with_capacity(3);
        if state.can_shift() {
            let head = self.heads[next as usize];
            let lost = state.stack.iter().filter(|&&d| self.heads[d as usize] == next).count();
            let below = &state.stack[..state.stack.len().saturating_sub(1)];
            costs.push((lost + usize::from(below.contains(&head)), Action::Shift));
        }
        if let Some(&top) = state.stack.last() {
            let head = self.heads[top as usize];
            // The root's head stands after the last word.
            let ahead = head == ROOT || head >= next;
            let children = &self.children[top as usize];
            let kids = children.len() - children.partition_point(|&c| c < next);
            if state.can_left() {
                let below = state.below();
                let lost = usize::from(head != next && (ahead || below == Some(head)));
                costs.push((kids + lost, Action::Left));
            }
            if state.can_right() {
                costs.push((kids + usize::from(ahead), Action::Right));
            }
        }
        let least = costs.iter().map(|c| c.0).min().unwrap_or(0);
        costs.into_iter().filter(|c| c.0 == least).map(|c| c.1).collect()
    }
}
