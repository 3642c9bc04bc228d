//! `nước này`: a state that is only pointed at is the one that its sentence, or one before it, named first.

use super::lexicon::Class;
use super::resolve::span;
use super::scan::Scan;
use chancery_model::{ActorRef, How, Mention, MentionKind, Sentence, Span};

/// The state that an item has spoken of last.
#[derive(Debug, Default)]
pub(super) struct Land {
    item: u16,
    state: Option<State>,
}

/// A state and what the text calls it.
#[derive(Debug, Clone)]
struct State {
    id: String,
    name: String,
}

impl Land {
    /// Gives what is called by such words in a sentence its state, and remembers the state that the sentence is about.
    pub fn point(&mut self, scan: &Scan, item: u16, sent: &mut Sentence) {
        if self.item != item {
            *self = Land { item, state: None };
        }
        if scan.lex.syllables {
            let words = (0..scan.len()).filter_map(|i| Some(span(scan, i, scan.class(i, Class::Land)?)));
            for at in words.collect::<Vec<Span>>() {
                let Some(state) = first(scan, sent, at.start).or_else(|| self.state.clone()) else {
                    continue;
                };
                settle(sent, at, &state);
            }
            self.state = first(scan, sent, u32::MAX).or_else(|| self.state.take());
        }
    }
}

/// The first state that a sentence names before `until`.
fn first(scan: &Scan, sent: &Sentence, until: u32) -> Option<State> {
    sent.mentions.iter().filter(|m| m.span.end <= until).find_map(|m| match &m.kind {
        MentionKind::Actor(a) if a.how != How::Common => {
            let id = a.id.clone().filter(|id| scan.lex.states.contains(id.as_str()))?;
            Some(State { id, name: a.name.clone() })
        }
        _ => None,
    })
}

/// Writes the state into what the words at `at` qualify, or makes a mention of them where they stand alone.
fn settle(sent: &mut Sentence, at: Span, state: &State) {
    let mut open = true;
    for m in sent.mentions.iter_mut().filter(|m| m.span.overlaps(at)) {
        open = false;
        match &mut m.kind {
            MentionKind::Actor(a) if a.side.is_none() && a.id.is_none() => a.side = Some(state.id.clone()),
            MentionKind::Person(p) if p.side.is_none() && p.entity.is_none() => {
                p.side = Some(state.id.clone())
            }
            _ => {}
        }
    }
    let first = sent.tokens.partition_point(|t| t.span.end <= at.start);
    let end = sent.tokens.partition_point(|t| t.span.start < at.end);
    if let (true, Ok(first), Ok(end)) = (open && first < end, u16::try_from(first), u16::try_from(end)) {
        // A pronoun is no name: the state is called what it was called before.
        let State { id, name } = state.clone();
        let actor = ActorRef { id: Some(id.clone()), side: Some(id), how: How::Name, name };
        let place = sent.mentions.partition_point(|m| m.span.start < at.start);
        let mention = Mention { span: at, first, end, head: first, kind: MentionKind::Actor(actor) };
        sent.mentions.insert(place, mention);
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::names::tests::mentions;
    use chancery_model::MentionKind;

    /// The states that `nước này` is read as in a text.
    fn lands(text: &str) -> Vec<String> {
        mentions("vi", text)
            .filter(|m| m.span.of(text).to_lowercase().ends_with("nước này"))
            .filter_map(|m| match m.kind {
                MentionKind::Actor(a) => a.side,
                MentionKind::Person(p) => p.side,
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_state_pointed_at_is_the_one_named_first() {
        assert_eq!(lands("Không quân Ukraine nói tên lửa Nga đã rơi xuống lãnh thổ nước này."), ["UKR"]);
        assert_eq!(
            lands("Kenya chỉ trích Uganda. Bộ Ngoại giao nước này triệu đại sứ. Nước này lấy làm tiếc."),
            ["KEN", "KEN"]
        );
        assert_eq!(lands("Hai nước này đã ký hiệp định."), Vec::<String>::new());
    }
}
