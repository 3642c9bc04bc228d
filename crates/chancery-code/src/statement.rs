//! What somebody said: speaker, stance, the words, whether they are quoted.

use crate::commitment;
use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Role, Trigger};
use chancery_model::{Edtf, MentionKind, Participant, Span, person_id};

/// A statement before it becomes a record.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) rule: String,
    pub(crate) stance: String,
    pub(crate) speaker: Option<Participant>,
    pub(crate) about: Vec<String>,
    pub(crate) text: Span,
    pub(crate) passage: Span,
    pub(crate) direct: bool,
    pub(crate) date: Option<Edtf>,
    pub(crate) item: u16,
}

/// Longest statement, in bytes.
const LONGEST: usize = 600;

/// The statement that a trigger introduces; `None` where nobody speaks or nothing is said.
pub(crate) fn draft(f: &Filler<'_>, t: &Trigger, frame: &Frame, fills: &[Fill]) -> Option<Draft> {
    let sent = f.sent();
    let mut speaker = None;
    let mut about = Vec::new();
    for fill in fills {
        let m = f.mention(fill);
        if fill.role != Role::Actor {
            about.extend(f.ctx.sides_of(m, f.number));
            continue;
        }
        if speaker.is_some() {
            continue;
        }
        speaker = match &m.kind {
            MentionKind::Person(p) => {
                let name = f.ctx.person_name(p);
                Some(Participant {
                    person: name.as_deref().map(person_id),
                    name,
                    office: p.offices.first().map(|o| o.0.clone()),
                    body: p.body.clone(),
                    side: f.ctx.person_side(p),
                    role: "speaker".to_owned(),
                })
            }
            MentionKind::Actor(a) => Some(Participant {
                name: Some(a.name.clone()),
                body: a.id.clone().filter(|i| i.contains('/')),
                side: a.side.clone().or_else(|| a.id.clone()),
                role: "speaker".to_owned(),
                ..Participant::default()
            }),
            _ => None,
        };
    }
    speaker.as_ref()?;
    let pieces = commitment::complements(f, t);
    let (first, last) = (pieces.first()?.start, pieces.last()?.end);
    let tokens = &sent.tokens;
    let span = tokens.get(first)?.span.join(tokens.get(last.checked_sub(1)?)?.span);
    if span.len() > LONGEST || last <= first + 2 {
        return None;
    }
    about.extend(
        sent.mentions
            .iter()
            .filter(|m| {
                (first..last).contains(&(m.first as usize)) && matches!(m.kind, MentionKind::Actor(_))
            })
            .flat_map(|m| f.ctx.sides_of(m, f.number)),
    );
    about.sort();
    about.dedup();
    let text = span.of(&f.ctx.doc.text);
    let direct = text.chars().filter(|c| matches!(c, '"' | '“' | '”' | '«' | '»')).count() >= 2;
    Some(Draft {
        rule: frame.rule.clone(),
        stance: frame.when.set.get("stance").cloned().unwrap_or_else(|| "affirm".to_owned()),
        speaker,
        about,
        text: span,
        passage: crate::event::passage(f, t),
        direct,
        date: None,
        item: f.ctx.item(f.number),
    })
}
