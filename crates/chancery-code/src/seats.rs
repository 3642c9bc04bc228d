//! Capitals that are said for an organisation: `Brussels has approved the sanctions` is the EU where the text speaks of the
//! EU, and of Belgium by nothing but its capital.

use chancery_model::{Annotated, Document, How, Mention, MentionKind};
use chancery_pack::Registry;
use rustc_hash::{FxHashMap, FxHashSet};

/// Organisations by the state whose capital is said for them.
#[derive(Debug, Default)]
pub(crate) struct Seats(FxHashMap<&'static str, &'static str>);

/// The side that a mention names, and whether by nothing but a capital.
fn side(m: &Mention) -> Option<(&str, bool)> {
    match &m.kind {
        MentionKind::Actor(a) => Some((a.side.as_deref().or(a.id.as_deref())?, a.how == How::Capital)),
        MentionKind::Person(p) => Some((p.side.as_deref()?, false)),
        _ => None,
    }
}

impl Seats {
    pub(crate) fn new(registry: &Registry) -> Seats {
        Seats(registry.actors().iter().filter_map(|a| Some((a.capital_of?, a.id))).collect())
    }

    /// Gives the capitals of a document's items to the organisations that they stand for.
    pub(crate) fn settle(&self, doc: &Document, text: &mut Annotated) {
        let item = |block: u32| doc.blocks.get(block as usize).map_or(0, |b| b.item);
        // The registry's own words for the few sides that it may be about.
        let known = |side: &str| self.0.iter().flat_map(|(s, o)| [*s, *o]).find(|k| *k == side);
        let mut named: FxHashSet<(u16, &'static str)> = FxHashSet::default();
        for sent in &text.sentences {
            let sides = sent.mentions.iter().filter_map(side).filter(|(_, capital)| !capital);
            named.extend(sides.filter_map(|(side, _)| Some((item(sent.block), known(side)?))));
        }
        if named.is_empty() {
            return;
        }
        for sent in &mut text.sentences {
            let here = item(sent.block);
            for m in &mut sent.mentions {
                let MentionKind::Actor(a) = &mut m.kind else { continue };
                let Some(state) = a.id.as_deref().filter(|_| a.how == How::Capital) else { continue };
                let Some((state, org)) = self.0.get_key_value(state) else { continue };
                if named.contains(&(here, *org)) && !named.contains(&(here, *state)) {
                    a.id = Some((*org).to_owned());
                    a.side = Some((*org).to_owned());
                }
            }
        }
    }
}
