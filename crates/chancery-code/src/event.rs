//! From a filled frame to a draft of an event.

use crate::cast::Cast;
use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Kinds, Role, Slot, Trigger};
use crate::series::{self, Ordinals};
use crate::status::{self, Cues};
use crate::topics::Topics;
use crate::when::{self, When};
use chancery_model::{Edtf, Feats, Mention, MentionKind, Participant, Place, Rel, Span, Upos};
use chancery_pack::{EventType, Tone};
use std::sync::Arc;

/// An event as one sentence tells it, before linking.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) rule: String,
    pub(crate) kind: Arc<EventType>,
    pub(crate) status: &'static str,
    pub(crate) date: Option<Edtf>,
    /// `the same day`: takes the date of the event before.
    pub(crate) same_date: bool,
    /// `yesterday` on a page without a date: of a day of its own that nobody can name.
    pub(crate) unread_date: bool,
    /// `the recent visit`: of another day than what the story tells.
    pub(crate) earlier: bool,
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
    /// A noun with a definite article, whatever else the sentence says of it.
    pub(crate) known: bool,
    /// Told by a noun, where word order leads and no article says whether it was told before.
    pub(crate) nominal: bool,
    /// A definite noun whose arguments only refer back, too (`the talks between the two sides`): tells of what was told
    /// before, if anything was.
    pub(crate) again: bool,
    /// Set when the document's tellings have been linked.
    pub(crate) confidence: f32,
    pub(crate) plover: Option<String>,
    /// Said within talks, where there are any, it is no act of its own.
    pub(crate) aside: bool,
    pub(crate) topics: Vec<String>,
    /// Which of its type's sorts it is, by its trigger.
    pub(crate) sort: Option<usize>,
}

impl Draft {
    /// The same on another date.
    pub(crate) fn on(self, date: Edtf) -> Draft {
        Draft { date: Some(date), ..self }
    }
}

/// A frame filled for a trigger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) f: &'a Filler<'a>,
    pub(crate) t: &'a Trigger,
    pub(crate) frame: &'a Frame,
    pub(crate) kind: &'a Arc<EventType>,
    pub(crate) fills: &'a [Fill],
    /// The verb that a trigger noun stands under.
    pub(crate) light: Option<usize>,
}

impl Case<'_> {
    /// True where a person with a name takes part.
    fn names_somebody(&self) -> bool {
        let named = |m: &Mention| matches!(&m.kind, MentionKind::Person(p) if p.name.is_some());
        self.fills.iter().any(|x| named(self.f.mention(x)))
    }
}

/// The pack's tables that an event's status, number and topics are read by.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) cues: Cues,
    pub(crate) ordinals: Ordinals,
    pub(crate) topics: Topics,
}

/// Builds the draft of a trigger's event; `None` where the text denies it or names nobody.
pub(crate) fn draft(case: &Case<'_>, tables: &Tables) -> Option<Draft> {
    let Case { f, t, frame, kind, light, .. } = *case;
    let heard = tables.cues.hear(f, t, light);
    let spoken = kind.tone == Tone::Verbal && !t.noun;
    let when = when::told(f, t, light, heard.ahead(), spoken);
    let date = match when {
        // `urged Y to withdraw on Monday`: the day of the asking is not that of what is asked; `invited Y to come this
        // year` is asked of the rest of the year.
        When::At(d)
            if heard.asks(f, t, light)
                && f.ctx.published().is_some_and(|p| {
                    d.earliest() <= p.latest() && (d.precision() > 1 || d.latest() <= p.latest())
                }) =>
        {
            None
        }
        When::At(d) => Some(d),
        When::Unsaid => f.ctx.entry(f.number),
        _ => None,
    };
    let entered = when == When::Unsaid && date.is_some();
    if frame.when.dated && date.is_none() && when != When::Same {
        return None;
    }
    let status = match frame.when.status.as_deref() {
        Some(fixed) => status::known(fixed)?,
        None => heard.status(f, t, light, date.as_ref())?,
    };
    // What an entry of a chronicle says is to come lies after it.
    let date = date.filter(|_| !entered || matches!(status, "occurred" | "ongoing"));
    if date.is_none() && (idle(case, status) || when::lately(f, t)) {
        return None;
    }
    let ordinal = if kind.series { tables.ordinals.of(f, t) } else { None };
    if frame.when.numbered && ordinal.is_none() {
        return None;
    }
    let (away, guest): (Vec<Fill>, Vec<Fill>);
    let case = match visitor(case) {
        Some(fills) => {
            guest = fills;
            &Case { fills: &guest, ..*case }
        }
        None => case,
    };
    let case = if at_home(case) {
        // Who asks others to come is no guest of theirs; else it is a journey at home.
        frame.when.status.as_ref()?;
        away = case.fills.iter().filter(|x| x.role != Role::Actor).copied().collect();
        &Case { fills: &away, ..*case }
    } else {
        case
    };
    let cast = Cast::of(case);
    // `the eighth session was held in May` tells of itself, whatever its article.
    let tells = frame.when.dyad && !cast.sides.is_empty() && (date.is_some() || ordinal.is_some());
    let known = t.noun && determined(f, f.head(t), t);
    let definite = known && case.fills.is_empty() && !tells;
    if cast.sides.is_empty() && cast.participants.is_empty() && !definite {
        return None;
    }
    let back = |x: &Fill| x.sentence != f.number || matches!(f.mention(x).kind, MentionKind::Group(_));
    let again = known
        && date.is_none()
        && ordinal.is_none()
        && matches!(status, "occurred" | "ongoing")
        && !case.fills.is_empty()
        && case.fills.iter().all(back);
    let called = t.noun && (frame.when.name || ordinal.is_some());
    let name = if called { series::phrase(f.ctx.doc, f, t) } else { None };
    let vague = kind.named && ordinal.is_none() && date.is_none() && cast.place.is_none();
    // A gathering that has no name by nature (`at a press conference X said`) is one by who is named there.
    let unnamed = !frame.when.name && case.names_somebody();
    if vague && !unnamed && !named(f, t, name.as_deref()) {
        return None;
    }
    let evidence = passage(f, t);
    Some(Draft {
        rule: frame.rule.clone(),
        kind: Arc::clone(kind),
        status,
        date,
        same_date: when == When::Same,
        unread_date: when == When::Unread,
        earlier: (t.noun || f.sent().tokens[f.head(t)].upos == Upos::Noun) && earlier(f, t)
            || when::jubilee(f, t)
            || when::lapsed(f, t)
            || kind.standing,
        place: cast.place,
        sides: cast.sides,
        source: cast.source,
        target: cast.target,
        participants: cast.participants,
        name,
        ordinal,
        evidence: vec![evidence],
        topics: tables.topics.of(f.seen, evidence),
        sentence: f.number,
        trigger: f.sent().tokens[t.first].span,
        item: f.ctx.item(f.number),
        definite,
        known,
        nominal: f.order_first && f.sent().tokens[f.head(t)].upos == Upos::Noun,
        again,
        confidence: 0.0,
        plover: frame.when.set.get("plover").cloned(),
        aside: frame.when.set.get("talks").is_some_and(|v| v == "aside"),
        sort: sort(f, t, kind),
    })
}

/// The sort of its type that the words of a trigger, or the word behind it, tell.
fn sort(f: &Filler<'_>, t: &Trigger, kind: &EventType) -> Option<usize> {
    let words = f.sent().tokens.get(t.first..(t.end + 1).min(f.sent().tokens.len()))?;
    kind.sorts.iter().position(|class| words.iter().any(|w| f.frames.rules.is(class, &w.lower)))
}

/// The fillers of a journey's noun where those found to travel live where it leads, with the only one of another side that
/// the sentence names in their place (`X received Y, on a visit to X's country`).
fn visitor(case: &Case<'_>) -> Option<Vec<Fill>> {
    let Case { f, t, kind, fills, .. } = *case;
    if kind.placed.as_deref() != Some("away") || !t.noun {
        return None;
    }
    let sides = |x: &Fill| f.ctx.sides_of(f.mention(x), x.sentence);
    let dest: Vec<String> = fills.iter().filter(|x| x.role == Role::Dest).flat_map(sides).collect();
    let actors: Vec<&Fill> = fills.iter().filter(|x| x.role == Role::Actor).collect();
    let resident = |x: &&Fill| {
        let person = matches!(f.mention(x).kind, MentionKind::Person(_));
        let theirs = sides(x);
        person && !theirs.is_empty() && theirs.iter().all(|s| dest.contains(s))
    };
    if dest.is_empty() || actors.is_empty() || !actors.iter().all(resident) {
        return None;
    }
    let other = |m: &Mention| match &m.kind {
        MentionKind::Person(p) => {
            let known = p.name.is_some() || !p.offices.is_empty();
            known && f.ctx.person_side(p).is_some_and(|s| !dest.contains(&s) && f.ctx.is_state(&s))
        }
        _ => false,
    };
    let mut all = f.outer(Kinds(Kinds::PERSON)).filter(|(_, m)| other(m));
    let (mention, _) = all.next().filter(|_| all.next().is_none())?;
    let rest = fills.iter().filter(|x| x.role != Role::Actor && x.mention != mention).copied();
    let guest = Fill { role: Role::Actor, slot: Slot::Subj, sentence: f.number, mention };
    Some(std::iter::once(guest).chain(rest).collect())
}

/// True for a journey of somebody in their own country, as far as the words that name them say so.
fn at_home(case: &Case<'_>) -> bool {
    let f = case.f;
    if case.kind.placed.as_deref() != Some("away") {
        return false;
    }
    let of_role = |role: Role| case.fills.iter().filter(move |x| x.role == role);
    let sides = |x: &Fill| f.ctx.sides_of(f.mention(x), x.sentence);
    let dest: Vec<String> = of_role(Role::Dest).flat_map(sides).collect();
    // `Kenyan President X`, `X of Kenya`: a side that the text only suggests may be wrong.
    let said = |x: &Fill| {
        let m = f.mention(x);
        f.ctx.text.sentences[x.sentence].mentions.iter().any(|a| {
            let within = a.first >= m.first && a.end <= m.end || a.first == m.end + 1;
            matches!(a.kind, MentionKind::Actor(_)) && within && f.ctx.sides_of(a, x.sentence) == sides(x)
        })
    };
    let home = |x: &Fill| said(x) && sides(x).iter().all(|s| dest.contains(s));
    !dest.is_empty() && of_role(Role::Actor).next().is_some() && of_role(Role::Actor).all(home)
}

/// True for words without a date that tell of no one event: a bare plural, or a hostile act that is only what something is
/// for.
fn idle(case: &Case<'_>, status: &str) -> bool {
    let Case { f, t, kind, light, .. } = *case;
    // `review the agreements signed by both countries`: which ones, not that they were.
    let which = || {
        let head = f.head(t);
        !t.noun
            && !f.order_first
            && f.tree.rel(head) == Rel::Acl
            && f.tree.passive(head)
            && f.sent().tokens[head].feats.has(Feats::PARTICIPLE)
    };
    kind.signs && which()
        || kind.talks && t.noun && light.is_none() && !case.names_somebody() && general(f, t)
        || kind.tone == Tone::Hostile && status == "occurred" && purpose(f, t)
}

/// True for a noun that is called the last or a recent one, right beside it or above it.
fn earlier(f: &Filler<'_>, t: &Trigger) -> bool {
    let tokens = &f.sent().tokens;
    let is = |k: usize| f.is("earlier", k);
    let near = t.first.saturating_sub(2)..(t.end + 2).min(tokens.len());
    near.clone().any(is) || f.tree.kids(f.head(t)).any(|k| f.tree.rel(k) == Rel::Amod && is(k))
}

/// True for a gathering with a name of its own or with an organisation named beside it.
fn named(f: &Filler<'_>, t: &Trigger, name: Option<&str>) -> bool {
    let sent = f.sent();
    let (lo, hi) = (t.first.saturating_sub(6), (t.end + 6).min(sent.tokens.len()));
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let organisation =
        |m: &Mention| f.ctx.kind(m) & Kinds::ORG != 0 && (m.first as usize) >= lo && (m.end as usize) <= hi;
    name.is_some_and(|n| n.split_whitespace().skip(1).any(capital)) || sent.mentions.iter().any(organisation)
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
    let known = f.frames.rules.class("implicative").is_some();
    if t.noun || !known || !f.sent().parsed || !token.feats.has(Feats::INFINITIVE) {
        return false;
    }
    // `warned Y before seizing Z`: what came first leaves it real.
    let later = |k: usize| f.tree.rel(k) == Rel::Mark && f.is_base("preceding", k);
    matches!(f.tree.rel(head), Rel::Acl | Rel::Advcl | Rel::Xcomp)
        && f.tree.kids(head).all(|k| f.tree.rel(k) != Rel::Aux && !later(k))
        && f.tree.head(head).is_some_and(|g| !f.is_base("implicative", g))
}

/// One draft for each side of a role that is told apart (`met A, B and C`, `toured X, Y and Z`, `A and B presented their
/// credentials`), where a frame says that several are several events.
pub(crate) fn each(f: &Filler<'_>, t: &Trigger, frame: &Frame, fills: &[Fill]) -> Vec<Vec<Fill>> {
    let side = |x: &Fill| f.ctx.sides_of(f.mention(x), f.number).into_iter().next();
    for role in frame.apart.iter().copied() {
        let apart = |x: &&Fill| {
            let whole = frame.roles.iter().any(|(r, _, kinds)| *r == role && kinds.0 & Kinds::PERSON == 0);
            let told = whole || role == Role::Dest || matches!(f.mention(x).kind, MentionKind::Person(_));
            x.role == role && told
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
        // `Premier A, Speaker B received Z`: either by themselves.
        let hosts: Vec<Fill> =
            rest.iter().filter(|x| x.role == Role::Host || x.role == Role::Actor).copied().collect();
        if role == Role::Other
            && let [a, b] = hosts.as_slice()
            && f.both(a.mention, &[b.mention])
            && a.sentence == f.number
        {
            let one = |h: &Fill| fills.iter().filter(|x| **x != *h).copied().collect();
            return vec![one(b), one(a)];
        }
        // `held separate meetings with A and B of Z`: each of one side by themselves.
        if sides.len() == 1 && several.len() >= 2 && !rest.is_empty() && separate(f) {
            let one = |x: &&Fill| rest.iter().copied().chain(std::iter::once(**x)).collect();
            return several.iter().map(one).collect();
        }
        // `had a meeting with A`, `met A and B`, but `met with A and B`: a verb of talking with several tells of one round.
        let with = several.iter().all(|x| x.slot == Slot::With);
        let together = with && role == Role::Other && !t.noun && !f.order_first && !separate(f);
        if sides.len() >= 2 && !rest.is_empty() && !together {
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

/// True where the sentence says that those it names were met one by one.
fn separate(f: &Filler<'_>) -> bool {
    f.sent().tokens.iter().any(|t| f.frames.rules.is("separate", &t.lower))
}

/// True where a determiner or demonstrative says that the noun is known already.
fn determined(f: &Filler<'_>, head: usize, t: &Trigger) -> bool {
    let tokens = &f.sent().tokens;
    let near = (t.first.saturating_sub(2)..t.first).chain(t.end..(t.end + 1).min(tokens.len()));
    let kids = f.tree.kids(head).filter(|k| f.tree.rel(*k) == Rel::Det);
    near.chain(kids).any(|i| f.is("definite", i))
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
