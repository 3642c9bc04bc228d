//! The delegations that a text tells of: whose they are and who leads them.

use chancery_model::{ActorRef, Annotated, How, Mention, MentionKind, PersonRef, Sentence};
use chancery_pack::Rules;

/// The most words from a delegation to the name of whoever leads it.
const LED: usize = 12;

/// Its sentence, its side and whoever leads it.
type Delegation<'a> = (usize, String, Option<&'a PersonRef>);

/// All delegations of a text whose side is known, in text order.
pub(crate) fn all<'a>(text: &'a Annotated, rules: &Rules) -> Vec<Delegation<'a>> {
    let each = text.sentences.iter().enumerate();
    each.flat_map(|(s, x)| x.mentions.iter().filter_map(move |m| Some((s, x, m, noun(m, rules)?))))
        .filter_map(|(s, x, m, side)| {
            let before = leading(x, m, rules);
            let side = side.map(str::to_owned).or_else(|| before?.side.clone())?;
            let head = before.or_else(|| led(x, m, &side));
            Some((s, side, head))
        })
        .collect()
}

/// True for what is called a delegation, whatever else its name says.
pub(crate) fn is(a: &ActorRef, rules: &Rules) -> bool {
    a.name.split(' ').any(|word| rules.is("delegation", &word.to_lowercase()))
}

/// The side, where it is said, of what is a delegation; `None` for anything else.
fn noun<'a>(m: &'a Mention, rules: &Rules) -> Option<Option<&'a str>> {
    let MentionKind::Actor(a) = &m.kind else { return None };
    (a.how == How::Common && is(a, rules)).then_some(a.side.as_deref())
}

/// Who leads a delegation and stands before it (`X led a delegation to Z`).
fn leading<'a>(x: &'a Sentence, m: &Mention, rules: &Rules) -> Option<&'a PersonRef> {
    let verb = (m.first as usize).checked_sub(1)?;
    let leads = rules.is("leads", &x.tokens[verb].lower);
    let before = x.mentions.iter().rev().filter(|o| o.end <= m.first);
    before.filter_map(person).next().filter(|_| leads)
}

/// Who is named behind a delegation and is of its side (`a delegation of Y led by X`).
fn led<'a>(x: &'a Sentence, m: &Mention, side: &str) -> Option<&'a PersonRef> {
    let behind = &x.mentions[x.mentions.partition_point(|o| o.first < m.end)..];
    let near = behind.iter().take_while(|o| (o.first - m.end) as usize <= LED);
    near.filter_map(person).next().filter(|p| p.side.as_deref() == Some(side))
}

/// Somebody who is named.
fn person(m: &Mention) -> Option<&PersonRef> {
    match &m.kind {
        MentionKind::Person(p) if p.name.is_some() => Some(p),
        _ => None,
    }
}
