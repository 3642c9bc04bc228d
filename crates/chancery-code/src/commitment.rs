//! Undertakings: what sides promised, agreed, proposed or hoped to do, one record for each coordinated act, with the
//! shortest passage that says it whole.

use crate::fill::{Fill, Filler};
use crate::frame::{Frame, Role, Slot, Trigger};
use crate::topics::Topics;
use chancery_model::{Edtf, Feats, MentionKind, Rel, Span, Upos};
use std::ops::Range;

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
    pub(crate) passage: Span,
    pub(crate) due: Option<Edtf>,
    pub(crate) event_type: Option<String>,
    pub(crate) item: u16,
    pub(crate) topics: Vec<String>,
    pub(crate) confidence: f32,
}

/// Longest undertaking, in characters; what is longer is cut at the last comma or word before.
const LONGEST: usize = 300;

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
    let (mut by, mut to, mut people) = (Vec::new(), Vec::new(), Vec::new());
    let mut group = false;
    for fill in fills {
        let m = f.mention(fill);
        let list =
            if matches!(fill.role, Role::Actor | Role::Parties | Role::Host) { &mut by } else { &mut to };
        group |= matches!(m.kind, MentionKind::Group(_)) && fill.role == Role::Actor;
        for side in f.ctx.sides_of(m, f.number) {
            if !list.contains(&side) {
                list.push(side);
            }
        }
        if let (MentionKind::Person(p), Role::Actor) = (&m.kind, fill.role) {
            people.extend(f.ctx.person_name(p));
        }
    }
    to.retain(|s| !by.contains(s));
    if by.is_empty() && frame.when.dyad {
        by.extend(f.ctx.salient(f.ctx.item(f.number)).iter().take(2).cloned());
        to.clear();
    }
    let own = frame.when.modal || frame.when.tense.is_some();
    // `contents agreed upon during the talks`: a participle says only which ones.
    let head = f.head(t);
    let participle = !own
        && !f.order_first
        && f.sent().parsed
        && f.tree.rel(head) == Rel::Acl
        && sent.tokens[head].feats.has(Feats::PARTICIPLE)
        && !sent.tokens[head].feats.has(Feats::GERUND)
        && sent
            .tokens
            .get(t.end)
            .is_some_and(|n| n.upos == Upos::Adp && !f.frames.rules.is("complement", &n.lower));
    if participle {
        return Vec::new();
    }
    let common = own && undergoes(f, t).is_some();
    if own && frame.when.dyad && !common && !f.order_first {
        return Vec::new();
    }
    if common {
        // `consultations are to be held`: by the one named, else by the two that the item is about.
        let agent = fills.iter().any(|x| x.slot == Slot::By);
        if !agent {
            by =
                f.ctx.pair(f.ctx.item(f.number)).map(|(a, b)| vec![a.clone(), b.clone()]).unwrap_or_default();
            to.clear();
            people.clear();
        }
    }
    if by.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let pieces = if own { acts(f, t, frame, announced) } else { complements(f, t) };
    let last = pieces.iter().map(|p| p.end).max().unwrap_or(0);
    let longer = |p: Range<usize>| if p.end == last { p.start..extended(f, p.end) } else { p };
    for piece in pieces.into_iter().map(longer).flat_map(|p| split(f, p)) {
        let start = piece.start;
        let Some((range, span)) = trim(f, piece) else { continue };
        if frame.when.clause && !acts_first(f, start, &range) {
            continue;
        }
        if !specific(f, &range) {
            continue;
        }
        let force = frame.when.force.clone().unwrap_or_else(|| "pledged".to_owned());
        let force = if force == "pledged" && (group || by.len() > 1) { "agreed".to_owned() } else { force };
        let due = sent.mentions.iter().find_map(|m| match &m.kind {
            MentionKind::Time(time) if range.contains(&(m.first as usize)) && !time.since && !time.period => {
                let later = time.due
                    || f.ctx.published().zip(time.value).is_some_and(|(p, v)| v.latest() >= p.latest());
                time.value.filter(|_| later)
            }
            _ => None,
        });
        let action = range
            .clone()
            .find(|i| sent.tokens[*i].upos == Upos::Verb)
            .or(Some(range.start))
            .map(|i| sent.tokens[i].lemma.to_string());
        let passage = span.join(sent.tokens[t.first].span);
        let passage = if passage.len() <= 400 { passage } else { span };
        out.push(Undertaking {
            rule: frame.rule.clone(),
            force,
            by: by.clone(),
            to: to.clone(),
            people: people.clone(),
            action,
            text: span,
            passage,
            due,
            event_type: event_at(&range),
            item: f.ctx.item(f.number),
            topics: topics.of(sent, span),
            confidence: 0.7,
        });
    }
    out
}

/// What a side says it will do: the verb that a future auxiliary accompanies, or a verb in the future. None where the act
/// is itself a contact (`will visit`): a bare announcement is no undertaking.
fn acts(f: &Filler<'_>, t: &Trigger, frame: &Frame, announced: &dyn Fn(usize) -> bool) -> Vec<Range<usize>> {
    if f.order_first || !f.sent().parsed {
        return by_order(f, t.end);
    }
    let head = f.head(t);
    let verb = if frame.when.modal { f.tree.head(head).unwrap_or(head) } else { head };
    let subject = undergoes(f, t);
    let organ = subject.is_some_and(|s| f.frames.rules.is("organ", f.tree.lemma(s)));
    if !verbal(f, verb) || announced(verb) && !organ {
        return Vec::new();
    }
    if let Some(subject) = subject {
        // What is to be done is the subject: it is the first half of the undertaking.
        let (lo, _) = f.tree.extent(subject, &[Rel::AclRelcl, Rel::Parataxis]);
        let (_, hi) = without_conjuncts(f, verb, &[]);
        return std::iter::once(lo..hi).collect();
    }
    if f.tree.passive(verb) && !frame.when.dyad {
        return Vec::new();
    }
    let acts: Vec<usize> = std::iter::once(verb)
        .chain(f.tree.kids(verb).filter(|k| f.tree.rel(*k) == Rel::Conj && verbal(f, *k) && *k > verb))
        .collect();
    let mut out = Vec::new();
    for act in &acts {
        let (_, mut hi) = without_conjuncts(f, *act, &acts);
        if let Some(next) = acts.iter().filter(|a| **a > *act).min() {
            hi = hi.min(*next);
        }
        // `will not attack`: what is ruled out is no promise without its negation.
        let not = act.checked_sub(1).filter(|k| f.frames.rules.is("negation", &f.sent().tokens[*k].lower));
        out.push(not.unwrap_or(*act)..hi.max(*act + 1));
    }
    out
}

/// The subject of an undertaking that two sides have in common: of a passive one a thing (`a centre will be set up`), of
/// another one what the two keep together (`regional commanders will meet`, `the next session is to follow`).
fn undergoes(f: &Filler<'_>, t: &Trigger) -> Option<usize> {
    if f.order_first || !f.sent().parsed {
        return None;
    }
    let head = f.head(t);
    let modal = f.sent().tokens[head].upos != Upos::Verb;
    let verb = if modal { f.tree.head(head).unwrap_or(head) } else { head };
    let subject = f.tree.kids(verb).find(|k| {
        let organ = || f.frames.rules.is("organ", f.tree.lemma(*k));
        match f.tree.rel(*k) {
            Rel::NsubjPass => f.sent().tokens[*k].upos == Upos::Noun,
            Rel::Nsubj => modal && organ(),
            _ => false,
        }
    })?;
    let named = f.sent().mentions.iter().any(|m| {
        let sided = !f.ctx.sides_of(m, f.number).is_empty();
        sided && (m.first as usize) <= subject && subject < m.end as usize
    });
    (!named).then_some(subject)
}

/// Where a piece that the parse ends too early really ends: `, increasing X, maintaining Y` and `, including Z` go on.
fn extended(f: &Filler<'_>, end: usize) -> usize {
    let tokens = &f.sent().tokens;
    let goes_on = |i: usize| {
        tokens.get(i).is_some_and(|t| {
            t.upos == Upos::Verb && t.feats.has(Feats::GERUND) && !f.frames.rules.is("saying", &t.lemma)
                || f.frames.rules.is("include", &t.lower)
        })
    };
    let joint = |i: usize| tokens.get(i).is_some_and(|t| t.lower == "," || t.upos == Upos::Cconj);
    let mut next = end;
    while joint(next) {
        next += 1;
    }
    if next == end || !goes_on(next) {
        return end;
    }
    let stop = (next..tokens.len()).find(|i| {
        let t = &tokens[*i];
        matches!(t.lower.as_str(), "." | ";" | ":")
            || f.frames.rules.is("break", &t.lower)
            || t.upos == Upos::Verb && t.feats.has(Feats::FINITE)
    });
    stop.unwrap_or(tokens.len())
}

/// Cuts a piece where a comma or conjunction is followed by another act in the same form (`to keep X, increasing Y and
/// organising Z`; `de renforcer X ; d'accélérer Y`).
fn split(f: &Filler<'_>, piece: Range<usize>) -> Vec<Range<usize>> {
    let tokens = &f.sent().tokens;
    let hi = piece.end.min(tokens.len());
    let form = |i: usize| -> u8 {
        let Some(t) = tokens.get(i).filter(|_| i < hi) else { return 0 };
        let infinitive =
            tokens.get(i + 1).is_some_and(|n| n.feats.has(Feats::INFINITIVE) && n.upos == Upos::Verb);
        match () {
            () if t.upos == Upos::Verb
                && !f.order_first
                && f.tree.rel(i) == Rel::Conj
                && !t.feats.has(Feats::FINITE)
                && !(t.feats.has(Feats::PARTICIPLE) && t.feats.has(Feats::PAST))
                && tokens.get(i + 1).is_some_and(|n| n.lower != ",") =>
            {
                1
            }
            () if t.upos == Upos::Verb
                && t.feats.has(Feats::GERUND)
                && tokens.get(i + 1).is_some_and(|n| n.lower != ",") =>
            {
                1
            }
            () if infinitive && f.frames.rules.is("complement", &t.lower) => 2,
            () if f.order_first && f.frames.rules.is("act", &t.lower) => 3,
            () => 0,
        }
    };
    // `to promote X, resume Y and facilitate Z`: after an infinitive, a verb in its bare form goes on with the list.
    let bare = |i: usize| {
        let begins = (piece.start..(piece.start + 2).min(hi))
            .any(|k| tokens[k].upos == Upos::Verb && tokens[k].lower == tokens[k].lemma);
        begins
            && !f.order_first
            && i + 1 < hi
            && tokens[i].upos == Upos::Verb
            && tokens[i].lower == tokens[i].lemma
            && matches!(
                tokens[i + 1].upos,
                Upos::Det
                    | Upos::Noun
                    | Upos::Propn
                    | Upos::Adj
                    | Upos::Pron
                    | Upos::Num
                    | Upos::Adp
                    | Upos::Adv
            )
    };
    let mut out = Vec::new();
    let mut start = piece.start;
    let mut i = piece.start;
    while i < hi {
        let word = tokens[i].lower.as_str();
        let joint =
            matches!(word, "," | ";") || tokens[i].upos == Upos::Cconj || f.frames.rules.is("joint", word);
        if joint && i >= start + 3 {
            let mut next = i + 1;
            while next < hi
                && (tokens[next].upos == Upos::Cconj || f.frames.rules.is("joint", &tokens[next].lower))
            {
                next += 1;
            }
            if form(next) > 0 || bare(next) {
                out.push(start..i);
                start = next;
                i = next;
                continue;
            }
        }
        i += 1;
    }
    out.push(start..hi);
    out
}

/// What a trigger introduces, one range of tokens for each coordinated act: by the parse, else by word order.
pub(crate) fn complements(f: &Filler<'_>, t: &Trigger) -> Vec<Range<usize>> {
    let pieces = if f.sent().parsed && !f.order_first { by_tree(f, f.head(t)) } else { Vec::new() };
    if pieces.is_empty() { by_order(f, t.end) } else { pieces }
}

/// The complements of a verb by the parse, one range of tokens for each coordinated act.
fn by_tree(f: &Filler<'_>, verb: usize) -> Vec<Range<usize>> {
    let mut heads = Vec::new();
    let complement = |k: usize| match f.tree.rel(k) {
        Rel::Xcomp | Rel::Ccomp => true,
        Rel::Advcl | Rel::Acl => k > verb && marked(f, k),
        _ => false,
    };
    let clauses: Vec<usize> = f.tree.kids(verb).filter(|k| *k > verb && complement(*k)).collect();
    if clauses.is_empty() {
        // `agreed on X`, `pledged support for X`: the object or the first complement after the verb.
        let nominal = f.tree.kids(verb).find(|k| {
            *k > verb
                && matches!(f.tree.rel(*k), Rel::Obj | Rel::Obl)
                && !f.sent().mentions.iter().any(|m| m.first as usize <= *k && *k < m.end as usize)
        });
        heads.extend(nominal);
        // `agreed on X and to reopen Y`: an act of its own beside the noun.
        let beside = |k: &usize| {
            let token = &f.sent().tokens[*k];
            *k > verb && f.tree.rel(*k) == Rel::Conj && token.upos == Upos::Verb && marked(f, *k)
        };
        heads.extend(f.tree.kids(verb).filter(beside));
    } else {
        heads.extend(clauses);
    }
    let mut out = Vec::new();
    for head in heads {
        let acts: Vec<usize> = std::iter::once(head)
            .chain(
                f.tree.kids(head).filter(|k| f.tree.rel(*k) == Rel::Conj && verbal(f, *k) == verbal(f, head)),
            )
            .collect();
        let split = verbal(f, head);
        for act in &acts {
            let (lo, mut hi) = if split {
                without_conjuncts(f, *act, &acts)
            } else {
                f.tree.extent(*act, &[Rel::Parataxis])
            };
            if let Some(next) = acts.iter().filter(|a| **a > *act).min()
                && split
            {
                hi = hi.min(*next);
            }
            // `suggested the two ministries deepen ties`: the noun is who is to act.
            let acts =
                !split && f.sent().tokens.get(hi).is_some_and(|t| t.upos == Upos::Verb && t.lower == t.lemma);
            if acts && let Some(whole) = by_order(f, lo.max(verb + 1)).first() {
                out.push(whole.clone());
                break;
            }
            out.push(lo.max(verb + 1)..hi);
            if !split {
                break;
            }
        }
    }
    out
}

/// True for a clause that one of the words opens that open what is promised (`to`).
fn marked(f: &Filler<'_>, clause: usize) -> bool {
    f.tree.kids(clause).any(|m| {
        f.tree.rel(m) == Rel::Mark && m < clause && f.frames.rules.is("complement", &f.sent().tokens[m].lower)
    })
}

fn verbal(f: &Filler<'_>, token: usize) -> bool {
    matches!(f.sent().tokens[token].upos, Upos::Verb | Upos::Aux)
}

/// The extent of an act without the other acts coordinated with it.
fn without_conjuncts(f: &Filler<'_>, act: usize, acts: &[usize]) -> (usize, usize) {
    let (mut lo, mut hi) = (act, act + 1);
    for k in f.tree.kids(act) {
        if acts.contains(&k) || matches!(f.tree.rel(k), Rel::Parataxis | Rel::Cc) {
            continue;
        }
        let (a, b) = f.tree.extent(k, &[Rel::Parataxis]);
        lo = lo.min(a);
        hi = hi.max(b);
    }
    (lo, hi)
}

/// Undertakings by word order: from the trigger to the end of its clause, cut where another act is coordinated.
fn by_order(f: &Filler<'_>, from: usize) -> Vec<Range<usize>> {
    let tokens = &f.sent().tokens;
    let mut out = Vec::new();
    let mut start = from;
    let mut i = from;
    while i < tokens.len() {
        let word = tokens[i].lower.as_str();
        let stop = matches!(word, "." | ":" | "!" | "?" | "”" | "\"");
        let joint =
            matches!(word, ";" | ",") || tokens[i].upos == Upos::Cconj || f.frames.rules.is("joint", word);
        if stop {
            break;
        }
        if joint && i > start + 2 {
            // Past the comma and a conjunction, an act's verb begins the next undertaking.
            let mut next = i + 1;
            while next < tokens.len()
                && (f.frames.rules.is("joint", &tokens[next].lower) || tokens[next].upos == Upos::Cconj)
            {
                next += 1;
            }
            let act = tokens
                .get(next)
                .is_some_and(|t| f.frames.rules.is("act", &t.lemma) || f.frames.rules.is("act", &t.lower));
            // What another word of undertaking introduces is its own.
            if f.order_first && f.pledges.contains(&next) {
                break;
            }
            // Past a semicolon a clause of its own begins, unless an act opens it.
            let acts = |k: usize| tokens.get(k).is_some_and(|t| f.frames.rules.is("act", &t.lower));
            if f.order_first && word == ";" && !(next..next + 3).any(acts) {
                break;
            }
            if act || word == ";" {
                out.push(start..i);
                start = next;
                i = next;
                continue;
            }
            let leaves =
                word == "," && tokens.get(next).is_some_and(|t| f.frames.rules.is("leave", &t.lower));
            if leaves {
                i = next - 1;
                break;
            }
        }
        i += 1;
    }
    out.push(start..i.min(tokens.len()));
    out
}

/// A piece without stray punctuation and conjunctions at its ends, cut to the longest allowed.
fn trim(f: &Filler<'_>, piece: Range<usize>) -> Option<(Range<usize>, Span)> {
    let tokens = &f.sent().tokens;
    let (mut lo, mut hi) = (piece.start, piece.end.min(tokens.len()));
    let edge = |i: usize| matches!(tokens[i].upos, Upos::Punct | Upos::Cconj) || tokens[i].lower == ",";
    // `agreed on Thursday to …`: a date before the act is no part of it.
    let from = lo + usize::from(lo < hi && !f.order_first && tokens[lo].upos == Upos::Adp);
    let dated = f
        .sent()
        .mentions
        .iter()
        .find(|m| matches!(m.kind, MentionKind::Time(_)) && (lo..=from).contains(&(m.first as usize)));
    if let Some(m) = dated.filter(|m| (m.end as usize) + 2 < hi) {
        lo = m.end as usize;
    }
    // `assured Z that …`: who is addressed is no part of it either.
    let addressed = f.sent().mentions.iter().find(|m| {
        let start = m.first as usize;
        (start == lo || start == lo + 1)
            && (m.end as usize) + 2 < hi
            && f.frames.rules.is("complement", &tokens[m.end as usize].lower)
    });
    if let Some(m) = addressed {
        lo = m.end as usize;
    }
    // `a pact, which …`: what only says more of something is no act.
    if !f.order_first
        && (lo..(lo + 2).min(hi)).any(|k| {
            f.frames.rules.is("relative", &tokens[k].lower)
                && !f.frames.rules.is("complement", &tokens[k].lower)
        })
    {
        return None;
    }
    while lo < hi && (edge(lo) || lo + 2 < hi && f.frames.rules.is("complement", &tokens[lo].lower)) {
        lo += 1;
    }
    while hi > lo && edge(hi - 1) {
        hi -= 1;
    }
    if hi <= lo {
        return None;
    }
    let width = |hi: usize| tokens[lo].span.join(tokens[hi - 1].span);
    if width(hi).of(&f.ctx.doc.text).chars().count() > LONGEST {
        let mut last_comma = None;
        let mut end = lo + 1;
        while end < hi && width(end + 1).of(&f.ctx.doc.text).chars().count() <= LONGEST {
            if tokens[end].lower == "," {
                last_comma = Some(end);
            }
            end += 1;
        }
        hi = last_comma.filter(|c| *c > lo + 3).unwrap_or(end);
    }
    Some((lo..hi, width(hi)))
}

/// True for a piece that a complement word or an act's verb opens.
fn acts_first(f: &Filler<'_>, start: usize, range: &Range<usize>) -> bool {
    let tokens = &f.sent().tokens;
    let opens = |i: usize| f.frames.rules.is("complement", &tokens[i].lower);
    (start.saturating_sub(1)..=range.start).any(opens)
        || (range.start..range.end.min(range.start + 2))
            .any(|i| tokens[i].upos == Upos::Verb && tokens[i].feats.has(Feats::INFINITIVE))
}

/// True when the passage names a field or an act: some content word that is not on the list of generalities.
fn specific(f: &Filler<'_>, range: &Range<usize>) -> bool {
    let tokens = &f.sent().tokens[range.clone()];
    let content = tokens.iter().filter(|t| {
        matches!(t.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn | Upos::Num | Upos::X)
            && t.lower.chars().any(char::is_alphanumeric)
            && !f.frames.rules.is("general", &t.lemma)
            && !f.frames.rules.is("general", &t.lower)
    });
    range.len() >= 3 && content.count() >= 1
}
