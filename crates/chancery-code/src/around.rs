//! The mentions that begin at a token, end at it or hold it.

use crate::fill::Filler;
use chancery_model::Mention;

/// How many of the mentions that begin before a token may hold it or end at it: names lie inside of each other, but few deep.
const LAST: usize = 12;

impl<'a> Filler<'a> {
    /// The mentions that begin at a token.
    pub(crate) fn beginning(&self, at: usize) -> &'a [Mention] {
        let all = &self.sent().mentions;
        let from = all.partition_point(|m| (m.first as usize) < at);
        let to = all.partition_point(|m| (m.first as usize) <= at);
        &all[from..to]
    }

    /// The mentions that end before a token, of the few that begin last before it.
    pub(crate) fn ending(&self, at: usize) -> impl Iterator<Item = &'a Mention> {
        let all = &self.sent().mentions;
        let to = all.partition_point(|m| (m.first as usize) < at);
        all[to.saturating_sub(LAST)..to].iter().filter(move |m| m.end as usize == at)
    }

    /// The mentions that hold a token, of the few that begin last before it or at it, outer before inner.
    pub(crate) fn holding(&self, at: usize) -> impl Iterator<Item = &'a Mention> {
        let all = &self.sent().mentions;
        let to = all.partition_point(|m| (m.first as usize) <= at);
        all[to.saturating_sub(LAST)..to].iter().filter(move |m| at < m.end as usize)
    }
}
