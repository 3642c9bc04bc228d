//! Undertakings: what sides promised, agreed, proposed or hoped to do, one record for each coordinated act, with the
//! shortest passage that says it whole.

mod cut;
mod list;
mod passage;
mod undergone;

use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Role, Slot, Trigger};
use crate::topics::Topics;
use crate::when::{self, When};
use chancery_model::{Day, Edtf, Feats, How, Mention, MentionKind, Rel, Sentence, Span, Upos, fold};
use std::ops::Range;

pub(crate) use list::List;
pub(crate) use passage::complements;

/// An undertaking before it becomes a record.
#[derive(Debug, Clone)]
pub(crate) struct Undertaking {
    pub(crate) rule: String,
    pub(crate) force: String,
    pub(crate) by: Vec<String>,
    pub(crate) to: Vec<String>,
    pub(crate) people: Vec<String>,
    pub(crate) action: Option<String>,
    pub(crate) text: Span,
    pub(crate) evidence: Vec<Span>,
    pub(crate) due: Option<Edtf>,
    pub(crate) event_type: Option<String>,
    pub(crate) item: u16,
    pub(crate) topics: Vec<String>,
    pub(crate) confidence: f32,
}

/// Who promises, to whom, and whether they are told as a group (`both sides`).
#[derive(Debug, Default)]
struct Makers {
    by: Vec<String>,
    to: Vec<String>,
    people: Vec<String>,
    group: bool,
}

/// The longest passage that is quoted with its trigger, in bytes; what is longer is quoted without it.
const PASSAGE: usize = 400;

/// What was promised so many days before the document came out is history, unless it is due only now.
const HISTORY: i32 = 3 * 366;

/// What was asked or hoped so many days before the document came out has been answered by then, or not.
const ASKED: i32 = 60;

/// Tellings of one undertaking share so many of ten words.
const SAME_OF_TEN: usize = 8;

/// The undertakings that a trigger introduces.
pub(crate) fn undertakings(
    f: &Filler<'_>,
    t: &Trigger,
    frame: &Frame,
    fills: &[Fill],
    topics: &Topics,
    event_at: &dyn Fn(&Range<usize>) -> Option<String>,
    announced: &dyn Fn(usize) -> bool,
) -> Vec<Undertaking> {
    let sent = f.sent();
    let act = frame.when.set.get("act").map(String::as_str);
    let (itself, undergone) = (act == Some("itself"), act == Some("undergone"));
    let own = frame.when.modal || frame.when.tense.is_some() || itself;
    if qualifies(f, t, own) || recounted(f, t, frame) || own && foretold(f, t, frame) {
        return Vec::new();
    }
    let fronted = if own { None } else { passage::fronted(f, t) };
    let whole = fronted.is_some();
    let (pieces, makers) = match fronted {
        Some((clause, mention)) => {
            let who = Fill { role: Role::Actor, slot: Slot::Subj, sentence: f.number, mention };
            (std::iter::once(clause).collect(), makers(f, t, frame, &[who], own))
        }
        None if undergone => {
            (undergone::clause(f, t, announced).into_iter().collect(), undergone::doers(f, t))
        }
        None if own => (passage::acts(f, t, frame, announced), makers(f, t, frame, fills, own)),
        None => (complements(f, t), makers(f, t, frame, fills, own)),
    };
    let Some(makers) = makers else { return Vec::new() };
    let force = frame.when.force.as_deref().unwrap_or("pledged");
    let past = long_past(f, t, if matches!(force, "proposed" | "hoped") { ASKED } else { HISTORY });
    let mut out = Vec::new();
    let mut home = false;
    let last = pieces.iter().map(|p| p.end).max().unwrap_or(0);
    let longer = |mut p: Range<usize>| {
        while p.start < p.end && sent.tokens[p.start].upos == Upos::Punct && sent.tokens[p.start].lower == ","
        {
            p.start += 1;
        }
        if p.end == last { p.start..cut::extended(f, &p) } else { p }
    };
    for piece in pieces.into_iter().map(longer).flat_map(|p| cut::split(f, p, own)) {
        let start = piece.start;
        let Some((range, span)) = cut::trim(f, piece, frame.when.clause) else { continue };
        // `asked whether X could …`
        let question = |k: usize| sent.tokens.get(k).is_some_and(|w| f.frames.rules.is("question", &w.lower));
        if !f.order_first && [start, range.start].into_iter().any(question) {
            break;
        }
        let told =
            frame.when.clause && !cut::acts_first(f, start, &range) || !own && cut::stated(f, start, &range);
        if told && !whole || !cut::specific(f, &range) {
            continue;
        }
        let (range, span) = match asked(f, t, frame, fills, &range) {
            Some(first) => (first..range.end, sent.tokens[first].span.join(sent.tokens[range.end - 1].span)),
            None => (range, span),
        };
        let due = due(f, &range, past).or_else(|| event_at(&range).and_then(|_| due_behind(f, range.end)));
        if past && due.is_none() {
            continue;
        }
        // What is asked of somebody first goes on for the acts behind it.
        home |= force == "proposed" && !f.order_first && at_home(f, &makers, &range);
        if home {
            continue;
        }
        let joint = force == "pledged" && (makers.group || makers.by.len() > 1);
        let action = range
            .clone()
            .find(|i| sent.tokens[*i].upos == Upos::Verb)
            .or(Some(range.start))
            .map(|i| sent.tokens[i].lemma.to_string());
        let quote = span.join(sent.tokens[t.first].span);
        out.push(Undertaking {
            rule: frame.rule.clone(),
            force: if joint { "agreed" } else { force }.to_owned(),
            by: makers.by.clone(),
            to: makers.to.clone(),
            people: makers.people.clone(),
            action,
            text: span,
            evidence: vec![if quote.len() <= PASSAGE { quote } else { span }],
            due,
            event_type: event_at(&range),
            item: f.ctx.item(f.number),
            topics: topics.of(f.seen, span),
            confidence: 0.7,
        });
    }
    out
}

/// True for a participle that says only which ones (`contents agreed upon during the talks`), and for what something else
/// was done for (`the step was taken to encourage trade`).
fn qualifies(f: &Filler<'_>, t: &Trigger, own: bool) -> bool {
    if own || f.order_first || !f.sent().parsed {
        return false;
    }
    let tokens = &f.sent().tokens;
    let head = f.head(t);
    let feats = tokens[head].feats;
    let purpose = f.tree.rel(head) == Rel::Advcl && feats.has(Feats::INFINITIVE) && t.end == t.first + 1;
    let past = feats.has(Feats::PARTICIPLE) && !feats.has(Feats::GERUND);
    let which =
        tokens.get(t.end).is_some_and(|n| n.upos == Upos::Adp && !f.frames.rules.is("complement", &n.lower));
    purpose || f.tree.rel(head) == Rel::Acl && past && which
}

/// True for what is asked (`does X want to join?`), for what somebody wanted in a story (`X hoped that …`), unless it is
/// reported as said, and for a wish that only says which one (`X, who has long wished to join, …`).
fn recounted(f: &Filler<'_>, t: &Trigger, frame: &Frame) -> bool {
    if f.order_first || !f.sent().parsed {
        return false;
    }
    let tokens = &f.sent().tokens;
    let head = f.head(t);
    let imperfect = |k: usize| {
        let is = |x| tokens[k].feats.has(x);
        is(Feats::IMPERFECT) && !is(Feats::SUBJUNCTIVE) && !is(Feats::CONDITIONAL)
    };
    let force = frame.when.force.as_deref();
    let was = |k: usize| {
        let told = imperfect(k) || f.is("was", k);
        matches!(f.tree.rel(k), Rel::AuxPass | Rel::Cop) && told
    };
    let past = imperfect(head) || force != Some("agreed") && f.tree.kids(head).any(was);
    let up = std::iter::once(head).chain(f.tree.ancestors(head)).take(REPORTED);
    let opened = |k: usize| {
        let mark = |m: usize| f.tree.rel(m) == Rel::Mark && f.is("clause", m);
        f.tree.kids(k).any(mark)
    };
    let said = up.into_iter().any(|k| f.tree.rel(k) == Rel::Ccomp || opened(k));
    let hoped = force == Some("hoped");
    past && !said
        || hoped && f.tree.rel(head) == Rel::AclRelcl
        || tokens.last().is_some_and(|end| end.lower == "?")
}

/// True for what somebody who undertakes nothing for a state says will be (`analysts expect that X will default`).
fn foretold(f: &Filler<'_>, t: &Trigger, frame: &Frame) -> bool {
    if f.order_first || !f.sent().parsed {
        return false;
    }
    let verb = f.verb(t, frame);
    let above = f.tree.head(verb).filter(|_| f.tree.rel(verb) == Rel::Ccomp);
    let beside = f.tree.kids(verb).filter(|k| f.tree.rel(*k) == Rel::Parataxis);
    let lay = |s: usize| ["private", "lay"].iter().any(|c| f.is_base(c, s));
    above
        .into_iter()
        .chain(beside)
        .any(|v| v != verb && f.tree.kids(v).any(|s| f.tree.rel(s) == Rel::Nsubj && lay(s)))
}

/// How many words up the clause may stand in which an undertaking is reported.
const REPORTED: usize = 4;

/// Who undertakes, by what fills the frame; `None` where nobody does.
fn makers(f: &Filler<'_>, t: &Trigger, frame: &Frame, fills: &[Fill], own: bool) -> Option<Makers> {
    let mut out = Makers::default();
    for fill in fills {
        let m = f.mention(fill);
        if fill.role == Role::Actor && fill.sentence == f.number && private(f, t, frame, m) {
            continue;
        }
        let gives = matches!(fill.role, Role::Actor | Role::Parties | Role::Host);
        let list = if gives { &mut out.by } else { &mut out.to };
        out.group |= matches!(m.kind, MentionKind::Group(_)) && fill.role == Role::Actor;
        for side in f.ctx.sides_of(m, f.number) {
            if !list.contains(&side) {
                list.push(side);
            }
        }
        if let (MentionKind::Person(p) | MentionKind::Speaker(p), Role::Actor) = (&m.kind, fill.role) {
            out.people.extend(f.ctx.person_name(p));
        }
    }
    if out.group {
        // `they called on Z`: whoever is asked by name is none of them.
        let named = fills.iter().filter(|x| x.role == Role::Other && x.sentence == f.number);
        let by_name = |m: &&Mention| matches!(&m.kind, MentionKind::Actor(a) if a.how == How::Name);
        let asked = named.map(|x| f.mention(x)).filter(by_name);
        let asked: Vec<String> = asked.flat_map(|m| f.ctx.sides_of(m, f.number)).collect();
        if out.by.iter().any(|s| !asked.contains(s)) {
            out.by.retain(|s| !asked.contains(s));
        }
    }
    out.to.retain(|s| !out.by.contains(s));
    if out.by.is_empty() && frame.when.dyad {
        out.by.extend(f.ctx.salient(f.ctx.item(f.number)).iter().take(2).cloned());
        out.to.clear();
        out.group = true;
    }
    let common = own && passage::undergoes(f, t).is_some();
    if own && frame.when.dyad && !common && !f.order_first {
        return None;
    }
    if common && !fills.iter().any(|x| x.slot == Slot::By) {
        // `consultations are to be held`: by the one named, else by the two that the item is about.
        let pair = f.ctx.pair(f.ctx.item(f.number));
        out.by = pair.map(|(a, b)| vec![a.clone(), b.clone()]).unwrap_or_default();
        out.to.clear();
        out.people.clear();
    }
    (!out.by.is_empty()).then_some(out)
}

/// True for a side that only says whose or where somebody or something else is that acts (`a Kenyan firm agreed`, `teachers
/// in Conakry will`): the subject is one of the nouns for those who undertake nothing for a state.
fn private(f: &Filler<'_>, t: &Trigger, frame: &Frame, m: &Mention) -> bool {
    if f.order_first || !f.sent().parsed || t.noun {
        return false;
    }
    let verb = f.verb(t, frame);
    let (first, end) = (m.first as usize, m.end as usize);
    // `the Moldovans will` may be a state, `many Moldovans` are people.
    let article = first.checked_sub(1).is_some_and(|k| f.is("definite", k));
    if matches!(&m.kind, MentionKind::Actor(a) if a.how == How::Demonym) && !article {
        return true;
    }
    // A verb joined to another has its subject.
    let joined = |v: &usize| f.tree.rel(*v) == Rel::Conj;
    let up = |v: &usize| f.tree.head(*v).filter(|_| joined(v));
    let subject = std::iter::successors(Some(verb), up)
        .take(REPORTED)
        .find_map(|v| f.tree.kids(v).find(|k| f.tree.rel(*k) == Rel::Nsubj));
    subject.is_some_and(|s| {
        let word = &f.sent().tokens[s];
        let (lo, hi) = f.tree.extent(s, &[Rel::AclRelcl, Rel::Conj, Rel::Appos]);
        let within = lo <= first && end <= hi && !(first..end).contains(&s);
        within && f.frames.rules.is("private", &word.lemma)
    })
}

/// True where a side asks only itself to act (`the party demanded that its government …`): a matter at home.
fn at_home(f: &Filler<'_>, makers: &Makers, range: &Range<usize>) -> bool {
    let [one] = makers.by.as_slice() else { return false };
    let within =
        |m: &&Mention| range.contains(&(m.first as usize)) && !matches!(m.kind, MentionKind::Time(_));
    let mut asked = f.sent().mentions.iter().filter(within).map(|m| f.ctx.sides_of(m, f.number));
    // `invited her to visit X`: where to go is not who is to act.
    let acts =
        |m: &Mention| !f.sent().tokens[range.start..m.first as usize].iter().any(|t| t.upos == Upos::Verb);
    let opens = f.sent().mentions.iter().any(|m| {
        (range.start..range.start + OPENS).contains(&(m.first as usize))
            && acts(m)
            && matches!(&m.kind, MentionKind::Actor(a) if a.how != How::Adjective)
            && f.ctx.sides_of(m, f.number) == [one.clone()]
    });
    opens && makers.to.is_empty() && asked.all(|s| s.iter().all(|s| s == one))
}

/// Within how many words of a proposal who is to act stands.
const OPENS: usize = 3;

/// Where the name stands right before a proposal of whom it asks (`invited Z to visit Y`): who is to act belongs to it.
fn asked(f: &Filler<'_>, t: &Trigger, frame: &Frame, fills: &[Fill], range: &Range<usize>) -> Option<usize> {
    if frame.when.force.as_deref() != Some("proposed") || f.order_first {
        return None;
    }
    fills.iter().filter(|x| x.role == Role::Other && x.sentence == f.number).find_map(|x| {
        let m = f.mention(x);
        let (first, end) = (m.first as usize, m.end as usize);
        let near = first >= t.end && end < range.start && range.start - end <= 2;
        let person = matches!(m.kind, MentionKind::Person(_));
        let opens = |i: usize| f.is("complement", i);
        (person && near && (end..range.start).all(opens)).then_some(first)
    })
}

/// True where the sentence dates the promise so many days or more before the document.
fn long_past(f: &Filler<'_>, t: &Trigger, days: i32) -> bool {
    let (told, days) = match when::date(f, t, None) {
        When::At(told) => (told, days),
        // A chronicle dates a passage once.
        _ => match told_before(f) {
            Some(told) => (told, HISTORY),
            None => return false,
        },
    };
    // To the day or so: months count 31 days, years 366.
    let day = |d: Day| d.year * 366 + i32::from(d.month) * 31 + i32::from(d.day);
    let apart =
        |now: Option<Day>, days| told.latest().zip(now).is_some_and(|(t, now)| day(now) - day(t) >= days);
    match f.ctx.published() {
        Some(now) => apart(now.earliest(), days),
        None => apart(f.ctx.last, HISTORY),
    }
}

/// The date last told in the paragraph, some sentences back or beside what is promised. A year that a name ends with is
/// none (`the Convention of 1982`, `UNCLOS 1982`).
fn told_before(f: &Filler<'_>) -> Option<Edtf> {
    let sentences = &f.ctx.text.sentences;
    let dates = |s: usize| {
        let tokens = &sentences[s].tokens;
        let named = |m: &Mention| {
            let before = (m.first as usize).checked_sub(1).map(|b| &tokens[b]);
            before.is_some_and(|b| b.capital && b.upos != Upos::Adp)
        };
        sentences[s].mentions.iter().rev().find_map(|m| match &m.kind {
            MentionKind::Time(t) if !(t.due || t.period || t.since || t.anniversary || named(m)) => {
                t.value.filter(|_| !said_aside(&sentences[s], m, f.order_first))
            }
            _ => None,
        })
    };
    let near = f.number.saturating_sub(CHRONICLE)..=f.number;
    let beside = near.rev().take_while(|s| sentences[*s].block == f.sent().block).find_map(dates);
    beside.or_else(|| f.ctx.entry(f.number))
}

/// True for a date of what a sentence only adds to what it tells: in a clause of its own that qualifies something (`the accord
/// signed in 2015`) or behind a semicolon.
fn said_aside(sent: &Sentence, m: &Mention, order_first: bool) -> bool {
    let tokens = &sent.tokens;
    let behind = (m.first as usize).saturating_sub(CLAUSE)..m.first as usize;
    if tokens[behind].iter().any(|t| t.lower == ";") {
        return true;
    }
    if order_first || !sent.parsed {
        return false;
    }
    let up = |at: &usize| tokens[*at].head.map(usize::from);
    let clause = |at: usize| matches!(tokens[at].rel, Rel::Acl | Rel::AclRelcl | Rel::Advcl | Rel::Parataxis);
    std::iter::successors(Some(m.head as usize), up).take(DEEP).any(clause)
}

/// How many tokens before a date the semicolon may stand that its clause is behind.
const CLAUSE: usize = 40;
/// How many words deep below the clause that it is told in a date may stand.
const DEEP: usize = 12;

/// How many sentences of its paragraph a date goes on for.
const CHRONICLE: usize = 5;

/// When it is to be done: the end that the passage gives, else the first date in it that is not past. What was said long
/// ago is due when a date says so, not within a time that has run out (`demanded in 2019 that X leave within six months`).
fn due(f: &Filler<'_>, range: &Range<usize>, past: bool) -> Option<Edtf> {
    let bracketed = |first: u16| {
        let before = usize::from(first).saturating_sub(4)..usize::from(first);
        f.sent().tokens[before].iter().any(|t| t.lower == "(")
    };
    let times = || {
        f.sent().mentions.iter().filter_map(|m| match &m.kind {
            // What stands in brackets is the date of something named.
            MentionKind::Time(time)
                if range.contains(&(m.first as usize))
                    && !(time.since || time.anniversary || bracketed(m.first)) =>
            {
                Some(time)
            }
            _ => None,
        })
    };
    let end = times().filter(|t| t.due && !(past && t.period)).find_map(|t| {
        // `within two weeks` is a stretch from now: only its end is due.
        let value = t.value?;
        Some(value.end.flatten().filter(|_| t.period).map_or(value, Edtf::one))
    });
    let published = f.ctx.published();
    // Where nobody knows when the document came out, what is to be done lies ahead of it all the same.
    let later = |v: &Edtf| published.is_none_or(|p| v.latest() >= p.latest());
    end.or_else(|| times().filter(|t| !t.period).find_map(|t| t.value.filter(later)))
}

/// The date of the event that an undertaking ends with, in the clause that says more of it (`to attend the summit, which X hosts
/// in May`, `the talks to be held in May`).
fn due_behind(f: &Filler<'_>, end: usize) -> Option<Edtf> {
    let tokens = &f.sent().tokens;
    if f.order_first {
        return None;
    }
    let at = end + usize::from(tokens.get(end).is_some_and(|t| t.lower == ","));
    let first = tokens.get(at)?;
    let relative =
        ["relative", "relative-subject"].iter().any(|class| f.frames.rules.is(class, &first.lower));
    let held = first.upos == Upos::Verb && first.feats.has(Feats::PARTICIPLE) && first.feats.has(Feats::PAST);
    if !relative && !held {
        return None;
    }
    let stop = (at..tokens.len()).take(BEHIND).find(|k| matches!(tokens[*k].lower.as_str(), "," | ";" | "."));
    let stop = stop.unwrap_or(tokens.len().min(at + BEHIND));
    let mentions = &f.sent().mentions;
    let from = mentions.partition_point(|m| (m.first as usize) < at);
    let inside = mentions[from..].iter().take_while(|m| m.end as usize <= stop);
    let now = f.ctx.published()?;
    inside
        .filter_map(|m| match &m.kind {
            MentionKind::Time(time) if !(time.since || time.anniversary || time.period) => time.value,
            _ => None,
        })
        .find(|v| v.earliest() > now.latest())
}

/// How many tokens of such a clause are read.
const BEHIND: usize = 20;

/// One record for each undertaking: a later telling of an item in the same words only adds its evidence.
pub(crate) fn link(drafts: Vec<Undertaking>, text: &str) -> Vec<Undertaking> {
    let mut out: Vec<(Undertaking, Vec<String>)> = Vec::new();
    for d in drafts {
        let mut words: Vec<String> =
            fold(d.text.of(text)).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        words.retain(|w| !w.is_empty());
        words.sort();
        words.dedup();
        let same = out.iter_mut().rev().take(BACK).find(|(e, theirs)| {
            let alike = || {
                let common = words.iter().filter(|w| theirs.binary_search(w).is_ok()).count();
                common * 10 >= (words.len() + theirs.len() - common) * SAME_OF_TEN
            };
            e.item == d.item && e.by == d.by && e.due == d.due && alike()
        });
        match same {
            Some((e, _)) => e.evidence.extend(d.evidence),
            None => out.push((d, words)),
        }
    }
    out.into_iter().map(|(u, _)| u).collect()
}

/// How many undertakings back the same words may have been told.
const BACK: usize = 40;
