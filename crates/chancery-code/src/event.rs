//! From a filled frame to a draft of an event.

use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Kinds, Role, Slot, Trigger};
use crate::series::{self, Ordinals};
use crate::status::Cues;
use crate::topics::Topics;
use crate::when::{self, When};
use chancery_model::{Edtf, Feats, MentionKind, Participant, PersonRef, Place, Rel, Span, Upos, person_id};
use chancery_pack::{Aim, EventType, Tone};

/// An event as one sentence tells it, before linking.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) rule: String,
    pub(crate) type_: String,
    pub(crate) status: &'static str,
    pub(crate) date: Option<Edtf>,
    /// `the same day`: takes the date of the event before.
    pub(crate) same_date: bool,
    pub(crate) place: Option<Place>,
    pub(crate) sides: Vec<String>,
    pub(crate) source: Vec<String>,
    pub(crate) target: Vec<String>,
    pub(crate) participants: Vec<Participant>,
    pub(crate) name: Option<String>,
    pub(crate) ordinal: Option<u32>,
    pub(crate) evidence: Vec<Span>,
    pub(crate) sentence: usize,
    /// Where the trigger stands.
    pub(crate) trigger: Span,
    pub(crate) item: u16,
    /// A definite noun without arguments of its own: refers back.
    pub(crate) definite: bool,
    /// Set when the document's tellings have been linked.
    pub(crate) confidence: f32,
    pub(crate) plover: Option<String>,
    pub(crate) topics: Vec<String>,
}

impl Draft {
    /// The same on another date.
    pub(crate) fn on(self, date: Edtf) -> Draft {
        Draft { date: Some(date), ..self }
    }
}

fn push(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}

#[allow(clippy::too_many_arguments)] // a sentence, a frame, and the pack's tables
/// Builds the draft of a trigger's event; `None` where the text denies it or names nobody.
pub(crate) fn draft(
    f: &Filler<'_>,
    t: &Trigger,
    frame: &Frame,
    kind: &EventType,
    fills: &[Fill],
    light: Option<usize>,
    cues: &Cues,
    ordinals: &Ordinals,
    topics: &Topics,
) -> Option<Draft> {
    let sent = f.sent();
    let when = when::date(f, t, light);
    let date = match when {
        When::At(d) => Some(d),
        _ => None,
    };
    if frame.when.dated && date.is_none() {
        return None;
    }
    let status = cues.status(f, t, light, date.as_ref(), frame.when.status.as_deref())?;
    if kind.talks && t.noun && light.is_none() && date.is_none() && general(f, t) {
        return None;
    }
    if kind.tone == Tone::Hostile && date.is_none() && status == "occurred" && purpose(f, t) {
        return None;
    }
    let mut place = when::place(f, t, light);
    let (mut sides, mut source, mut target) = (Vec::new(), Vec::new(), Vec::new());
    let mut participants: Vec<Participant> = Vec::new();
    for fill in fills {
        let m = f.mention(fill);
        let theirs = f.ctx.sides_of(m, f.number);
        for side in &theirs {
            push(&mut sides, side.clone());
            if !kind.mutual {
                match fill.role {
                    Role::Actor => push(&mut source, side.clone()),
                    Role::Other | Role::Dest => push(&mut target, side.clone()),
                    _ => {}
                }
            }
        }
        if fill.role == Role::Dest {
            let dest = match &m.kind {
                MentionKind::Place(p) => {
                    Some(Place { name: Some(p.name.clone()), country: p.country.clone() })
                }
                MentionKind::Actor(a) => a
                    .side
                    .clone()
                    .or_else(|| a.id.clone())
                    .filter(|s| f.ctx.is_state(s))
                    .map(|s| Place { name: Some(a.name.clone()), country: Some(s) }),
                _ => None,
            };
            if let Some(dest) = dest {
                let finer = place.as_ref().is_some_and(|p| p.country == dest.country);
                if !finer {
                    place = Some(dest);
                }
            }
        }
        let group: Vec<&PersonRef> = match &m.kind {
            MentionKind::Person(p) => vec![p],
            MentionKind::Group(g) if g.people => f.ctx.people_of(m, fill.sentence),
            _ => Vec::new(),
        };
        // Who invites need not be there.
        for p in group.into_iter().filter(|_| fill.slot != Slot::Invitation) {
            let one = participant(f, p, kind.participants.get(fill.role.name()).cloned());
            let known = |x: &Participant| {
                x.person.is_some() && participants.iter().any(|y: &Participant| y.person == x.person)
            };
            participants.extend(one.filter(|x| !known(x)));
        }
    }
    // Of all those named near (`on X's visit to Y, Z received them`), who lives there is no guest.
    if let Some(there) = place.as_ref().and_then(|p| p.country.as_ref())
        && fills.iter().any(|x| x.role == Role::Dest)
        && fills.iter().any(|x| x.role == Role::Other && x.slot == Slot::Near)
    {
        participants.retain(|p| p.side.as_ref() != Some(there));
    }
    if kind.talks {
        beside(f, t, fills, kind, &mut participants);
    }
    // The organisation in a gathering's name (`ASEAN Summit`) takes part in it.
    if kind.named {
        for m in &sent.mentions {
            let near = (m.first as usize) + 4 > t.first && (m.first as usize) < t.end + 5;
            if near && f.ctx.kind(m) & Kinds::ORG != 0 {
                for side in f.ctx.sides_of(m, f.number) {
                    push(&mut sides, side);
                }
            }
        }
    }
    if sides.is_empty() && frame.when.dyad {
        let salient = f.ctx.salient(f.ctx.item(f.number));
        if salient.len() >= 2 {
            sides.extend(salient[..2].iter().cloned());
        }
    }
    // A person of no known side in a report on two: the event is theirs.
    if sides.is_empty()
        && (kind.paired || kind.aimed.is_some())
        && participants.iter().any(|p| p.name.is_some() && p.side.is_none())
        && let Some((a, b)) = f.ctx.pair(f.ctx.item(f.number))
    {
        sides.extend([a.clone(), b.clone()]);
    }
    // Where the sentence names one side only, the other is the one that the item is about beside it.
    if let [one] = sides.as_slice() {
        let item = f.ctx.item(f.number);
        if kind.mutual && !kind.named {
            let salient = f.ctx.salient(item);
            let talks = kind.talks && !participants.is_empty() && salient.contains(one);
            let main = salient.first().filter(|s| talks && *s != one).map(String::as_str);
            let partner = f.ctx.partner(item, one).filter(|_| kind.paired).or(main).map(str::to_owned);
            sides.extend(partner);
        }
    }
    // An act against somebody whom the sentence leaves out is against the other side that the item is about.
    if let (Some(aim), [one]) = (kind.aimed, sides.as_slice()) {
        let item = f.ctx.item(f.number);
        let acts = target.is_empty();
        let topic = f.ctx.salient(item).first().filter(|s| acts && aim == Aim::Topic && *s != one);
        let other = f.ctx.partner(item, one).or(topic.map(String::as_str)).map(str::to_owned);
        if let Some(other) = other.filter(|_| acts != source.is_empty()) {
            sides.push(other.clone());
            // Who did it is not told: the other side is concerned, and accused of nothing.
            if acts {
                target.push(other);
            }
        }
    }
    // `host` is who lives where the event takes place.
    if let Some(country) = place.as_ref().and_then(|p| p.country.clone()) {
        for p in &mut participants {
            if kind.mutual && p.role == "participant" && p.side.as_deref() == Some(&country) {
                p.role = "host".to_owned();
            }
        }
    }
    let head = f.head(t);
    let noun = t.noun;
    let ordinal = if kind.series { ordinals.of(f, t) } else { None };
    if frame.when.numbered && ordinal.is_none() {
        return None;
    }
    // `the eighth session was held in May` tells of itself, whatever its article.
    let tells = frame.when.dyad && !sides.is_empty() && (date.is_some() || ordinal.is_some());
    let definite = noun && fills.is_empty() && !tells && determined(f, head, t);
    if sides.is_empty() && participants.is_empty() && !definite {
        return None;
    }
    let name =
        if noun && (frame.when.name || ordinal.is_some()) { series::phrase(f.ctx.doc, f, t) } else { None };
    if kind.named && ordinal.is_none() && date.is_none() {
        let lo = t.first.saturating_sub(6);
        let hi = (t.end + 6).min(sent.tokens.len());
        let own = name
            .as_deref()
            .is_some_and(|n| n.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase)));
        let organised = sent
            .mentions
            .iter()
            .any(|m| f.ctx.kind(m) & Kinds::ORG != 0 && (m.first as usize) >= lo && (m.end as usize) <= hi);
        if !own && !organised && place.is_none() {
            return None;
        }
    }
    let evidence = passage(f, t);
    Some(Draft {
        rule: frame.rule.clone(),
        type_: frame.type_.clone(),
        status,
        date,
        same_date: when == When::Same,
        place,
        sides,
        source,
        target,
        participants,
        name,
        ordinal,
        evidence: vec![evidence],
        topics: topics.of(sent, evidence),
        sentence: f.number,
        trigger: sent.tokens[t.first].span,
        item: f.ctx.item(f.number),
        definite,
        confidence: 0.0,
        plover: frame.when.set.get("plover").cloned(),
    })
}

/// True for a plural that tells of no one event (`visits, meetings and exchanges at all levels`): without article, number
/// or owner.
fn general(f: &Filler<'_>, t: &Trigger) -> bool {
    let tokens = &f.sent().tokens;
    let Some(noun) = tokens.get(t.end - 1).filter(|n| f.frames.rules.is("countable", &n.lemma)) else {
        return false;
    };
    let head = f.head(t);
    let fixes = |k: usize| {
        matches!(tokens[k].upos, Upos::Det | Upos::Num) || f.tree.rel(k) == Rel::NmodPoss && k < t.first
    };
    noun.lower != noun.lemma
        && !f.order_first
        && !f.tree.kids(head).any(fixes)
        && !(t.first.saturating_sub(2)..t.first).any(fixes)
}

/// True for an act that is only what something is for (`a campaign to seize X`, `sought to topple Y`): a bare infinitive
/// below another word, unless that says that it came to it (`managed to seize X`).
fn purpose(f: &Filler<'_>, t: &Trigger) -> bool {
    let head = f.head(t);
    let token = &f.sent().tokens[head];
    let known = f.frames.rules.classes.contains_key("implicative");
    if t.noun || !known || !f.sent().parsed || !token.feats.has(Feats::INFINITIVE) {
        return false;
    }
    matches!(f.tree.rel(head), Rel::Acl | Rel::Advcl | Rel::Xcomp)
        && f.tree.kids(head).all(|k| f.tree.rel(k) != Rel::Aux)
        && f.tree.head(head).is_some_and(|g| !f.frames.rules.is("implicative", f.tree.lemma(g)))
}

/// Adds who stands for a side that takes part without a person of its own: the only named person of that side in the
/// trigger's sentence (`a delegation of the party, led by X, visited …`, `the two countries, X and Y said, signed …`).
fn beside(
    f: &Filler<'_>,
    t: &Trigger,
    fills: &[Fill],
    kind: &EventType,
    participants: &mut Vec<Participant>,
) {
    let sent = f.sent();
    let stop = |i: &usize| matches!(sent.tokens[*i].lower.as_str(), ";");
    let from = (0..t.first).rev().find(|i| stop(i)).map_or(0, |i| i + 1);
    let to = (t.end..sent.tokens.len()).find(|i| stop(i)).unwrap_or(sent.tokens.len());
    for fill in fills.iter().filter(|x| x.sentence == f.number && x.slot != Slot::Invitation) {
        let m = f.mention(fill);
        // Where only one comes, whoever is named of the other side need not be on the way.
        let MentionKind::Actor(actor) = &m.kind else { continue };
        let Some(side) = actor.side.as_ref().or(actor.id.as_ref()) else { continue };
        let role = kind.participants.get(fill.role.name());
        if role.is_none() || participants.iter().any(|p| p.side.as_ref() == Some(side)) {
            continue;
        }
        let mut found: Vec<&PersonRef> = Vec::new();
        for m in &sent.mentions {
            let MentionKind::Person(p) = &m.kind else { continue };
            let inside = (m.first as usize) >= from && (m.end as usize) <= to;
            if inside && p.name.is_some() && f.ctx.person_side(p).as_ref() == Some(side) {
                found.push(p);
            }
        }
        if let [p] = found.as_slice() {
            participants.extend(participant(f, p, role.cloned()));
        }
    }
}

/// A person as a participant; `None` where neither name nor office is known.
pub(crate) fn participant(f: &Filler<'_>, p: &PersonRef, role: Option<String>) -> Option<Participant> {
    let entity = f.ctx.entity(p);
    let name = f.ctx.person_name(p);
    let office = p.offices.first().map(|o| o.0.clone()).or_else(|| entity.and_then(|e| e.office.clone()));
    (name.is_some() || office.is_some()).then(|| Participant {
        person: name.as_deref().map(person_id),
        name,
        office,
        body: p.body.clone().or_else(|| entity.and_then(|e| e.body.clone())),
        side: f.ctx.person_side(p),
        role: role.unwrap_or_else(|| "participant".to_owned()),
    })
}

/// One draft for each side of a role that is told apart (`met A, B and C`, `toured X, Y and Z`, `A and B presented their
/// credentials`), where a frame says that several are several events.
pub(crate) fn each(f: &Filler<'_>, frame: &Frame, fills: &[Fill]) -> Vec<Vec<Fill>> {
    let side = |x: &Fill| f.ctx.sides_of(f.mention(x), f.number).into_iter().next();
    for role in frame.apart.iter().copied() {
        let apart = |x: &&Fill| {
            x.role == role && (role == Role::Dest || matches!(f.mention(x).kind, MentionKind::Person(_)))
        };
        let several: Vec<&Fill> = fills.iter().filter(apart).collect();
        let rest: Vec<Fill> = fills.iter().filter(|x| x.role != role).copied().collect();
        let mut sides: Vec<Option<String>> = Vec::new();
        for x in &several {
            let s = side(x);
            if !sides.contains(&s) && (s.is_some() || role != Role::Dest) {
                sides.push(s);
            }
        }
        if sides.len() >= 2 && !rest.is_empty() {
            let one = |s: Option<String>| {
                let mut one = rest.clone();
                one.extend(several.iter().filter(|x| side(x) == s).map(|x| **x));
                one
            };
            return sides.into_iter().map(one).collect();
        }
    }
    vec![fills.to_vec()]
}

/// True where a determiner or demonstrative says that the noun is known already.
fn determined(f: &Filler<'_>, head: usize, t: &Trigger) -> bool {
    let tokens = &f.sent().tokens;
    let near = (t.first.saturating_sub(2)..t.first).chain(t.end..(t.end + 1).min(tokens.len()));
    let kids: Vec<usize> = f.tree.kids(head).filter(|k| f.tree.rel(*k) == Rel::Det).collect();
    near.chain(kids).any(|i| f.frames.rules.is("definite", &tokens[i].lower))
}

/// Longest passage quoted for one event, in bytes; a longer sentence is cut to the words around the trigger.
const PASSAGE: usize = 360;

/// The passage that a trigger's event rests on: the sentence, or the part of it around the trigger.
pub(crate) fn passage(f: &Filler<'_>, t: &Trigger) -> Span {
    let sent = f.sent();
    if sent.span.len() <= PASSAGE {
        return sent.span;
    }
    let tokens = &sent.tokens;
    let (mut lo, mut hi) = (t.first, t.end.min(tokens.len()));
    loop {
        let width = |a: usize, b: usize| tokens[a].span.join(tokens[b - 1].span).len();
        let left = lo > 0 && width(lo - 1, hi) <= PASSAGE;
        let right = hi < tokens.len() && width(lo, hi + 1) <= PASSAGE;
        match (left, right) {
            (false, false) => break,
            (true, true) => {
                lo -= 1;
                if width(lo, hi + 1) <= PASSAGE {
                    hi += 1;
                }
            }
            (true, false) => lo -= 1,
            (false, true) => hi += 1,
        }
    }
    tokens[lo].span.join(tokens[hi - 1].span)
}
