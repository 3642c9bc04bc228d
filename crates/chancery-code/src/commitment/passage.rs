//! Where in a sentence what is promised stands: by the parse, else by word order.

use super::cut::quoted;
use crate::fill::Filler;
use crate::frame::{Frame, Kinds, Trigger};
use chancery_model::{Feats, Mention, MentionKind, Rel, Upos};
use std::ops::Range;

/// What a side says it will do: the verb that a future auxiliary accompanies, or a verb in the future. None where the act
/// is itself a contact (`will visit`): a bare announcement is no undertaking.
pub(super) fn acts(
    f: &Filler<'_>,
    t: &Trigger,
    frame: &Frame,
    announced: &dyn Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    if f.order_first || !f.sent().parsed {
        return by_order(f, t.end);
    }
    let verb = f.verb(t, frame);
    let subject = undergoes(f, t);
    let organ = subject.is_some_and(|s| f.is_base("organ", s));
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
        .chain(
            f.tree
                .kids(verb)
                .filter(|k| f.tree.rel(*k) == Rel::Conj && verbal(f, *k) && *k > verb && alike(f, verb, *k))
                // `X will do A, and Y will do B`: a clause with a subject of its own is another's act.
                .filter(|k| !f.tree.kids(*k).any(|s| matches!(f.tree.rel(s), Rel::Nsubj | Rel::NsubjPass))),
        )
        .collect();
    let mut out = Vec::new();
    for act in &acts {
        let (_, mut hi) = without_conjuncts(f, *act, &acts);
        if let Some(next) = acts.iter().filter(|a| **a > *act).min() {
            hi = hi.min(*next);
        }
        // `will not attack`: what is ruled out is no promise without its negation.
        let not = act.checked_sub(1).filter(|k| f.is("negation", *k));
        out.push(not.unwrap_or(*act)..hi.max(*act + 1));
    }
    out
}

/// The subject of an undertaking that two sides have in common: of a passive one a thing (`a centre will be set up`), of
/// another one what the two keep together (`regional commanders will meet`, `the next session is to follow`).
pub(super) fn undergoes(f: &Filler<'_>, t: &Trigger) -> Option<usize> {
    if f.order_first || !f.sent().parsed {
        return None;
    }
    let head = f.head(t);
    let modal = f.sent().tokens[head].upos != Upos::Verb;
    let verb = if modal { f.tree.head(head).unwrap_or(head) } else { head };
    let subject = f.tree.kids(verb).find(|k| {
        let organ = || f.is_base("organ", *k);
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

/// What a trigger introduces, one range of tokens for each coordinated act: by the parse, else by word order.
pub(crate) fn complements(f: &Filler<'_>, t: &Trigger) -> Vec<Range<usize>> {
    let mut pieces = if f.sent().parsed && !f.order_first { by_tree(f, t) } else { Vec::new() };
    // What is promised begins past the words that promise (`expressed willingness to`).
    for piece in pieces.iter_mut().filter(|p| (t.first..t.end).contains(&p.start)) {
        piece.start = t.end;
    }
    pieces.retain(|p| p.start < p.end);
    if pieces.is_empty() { by_order(f, t.end) } else { pieces }
}

/// The most words that say who promised, and when, around a verb that ends its sentence.
const TAIL: usize = 10;

/// What is promised, and the mention of who promises, where the sentence ends with them (`the next round will be held in
/// May, the two sides agreed`; French: `…, ont décidé les deux délégations`).
pub(super) fn fronted(f: &Filler<'_>, t: &Trigger) -> Option<(Range<usize>, usize)> {
    let sent = f.sent();
    let tokens = &sent.tokens;
    if f.order_first || !sent.parsed || t.noun || tokens.len() - t.end > TAIL {
        return None;
    }
    let comma = (t.first.saturating_sub(TAIL)..t.first).rev().find(|k| tokens[*k].lower == ",")?;
    // `will be`, `aura lieu`, `should open`: what merely is, is no undertaking.
    let ahead = |k: usize| {
        let feats = tokens[k].feats;
        f.is("ought", k) || feats.has(Feats::FUTURE) || feats.has(Feats::CONDITIONAL)
    };
    let small =
        |k: usize| matches!(tokens[k].upos, Upos::Aux | Upos::Adv | Upos::Pron | Upos::Det | Upos::Punct);
    let maker = |(_, m): &(usize, &Mention)| {
        let (first, end) = (m.first as usize, m.end as usize);
        let before = first > comma && end <= t.first && (end..t.first).all(small) && first <= comma + 2;
        let behind = first >= t.end && first <= t.end + 1 && (comma + 1..t.first).all(small);
        (before || behind) && f.ctx.kind(m) & Kinds::ACTORS.0 != 0 && !f.ctx.sides_of(m, f.number).is_empty()
    };
    let (who, m) = sent.mentions.iter().enumerate().find(maker)?;
    // Nothing follows but when it was said.
    let end = (m.end as usize).max(t.end);
    let said = |k: usize| {
        let dated = |m: &Mention| {
            matches!(m.kind, MentionKind::Time(_)) && (m.first as usize..m.end as usize).contains(&k)
        };
        matches!(tokens[k].upos, Upos::Punct | Upos::Adp) || sent.mentions.iter().any(dated)
    };
    ((end..tokens.len()).all(said) && (0..comma).any(ahead)).then_some((0..comma, who))
}

/// The complements of a verb by the parse, one range of tokens for each coordinated act.
fn by_tree(f: &Filler<'_>, t: &Trigger) -> Vec<Range<usize>> {
    let verb = f.head(t);
    let mut heads = Vec::new();
    let complement = |k: usize| match f.tree.rel(k) {
        Rel::Xcomp | Rel::Ccomp => true,
        Rel::Advcl | Rel::Acl => k > verb && marked(f, k),
        _ => false,
    };
    // Past a semicolon only what the same word opens is still promised.
    let apart = |k: usize| (verb..k).any(|i| f.sent().tokens[i].lower == ";") && !marked(f, k);
    let mut clauses: Vec<usize> =
        f.tree.kids(verb).filter(|k| *k > verb && complement(*k) && !apart(*k)).collect();
    // `decided to look for ways, to face X`: beside what is decided, another clause goes on only where the same word
    // opens it.
    let opener =
        |k: usize| f.tree.kids(k).find(|m| f.tree.rel(*m) == Rel::Mark).map(|m| &f.sent().tokens[m].lower);
    let asked = |k: usize| matches!(f.tree.rel(k), Rel::Xcomp | Rel::Ccomp);
    if let Some(main) = clauses.iter().copied().find(|k| asked(*k)) {
        clauses.retain(|k| asked(*k) || opener(*k) == opener(main));
    } else if let Some(thing) = thing(f, verb) {
        // `hoped for a treaty to hold talks`, `is committed to treaties to protect Z`: what the thing is for is not what
        // is asked or promised.
        let opens = t.end > t.first + 1
            && f.is("complement", t.end - 1)
            && f.tree.extent(thing, &[Rel::Case, Rel::AclRelcl]).0 <= t.end;
        let purpose = |k: usize| opens || opener(k).is_some_and(|o| f.frames.rules.is("purpose", o));
        clauses.retain(|k| *k < thing || !purpose(*k));
    }
    if clauses.is_empty() {
        // `agreed on X`, `pledged support for X`: the object or the first complement after the verb.
        heads.extend(thing(f, verb));
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
            // `agreed on X`: the preposition is the promise's.
            let case = !split && f.sent().tokens[lo.max(verb + 1)].upos == Upos::Adp;
            out.push(lo.max(verb + 1) + usize::from(case)..hi);
            if !split {
                break;
            }
        }
    }
    out
}

/// The first thing behind a verb that is its object or a complement and names nobody.
fn thing(f: &Filler<'_>, verb: usize) -> Option<usize> {
    // What stands behind a comma is a remark.
    let remark = |k: usize| {
        let (lo, _) = f.tree.extent(k, &[]);
        lo > verb + 1 && f.sent().tokens[lo - 1].lower == ","
    };
    let fits = |k: usize| {
        k > verb
            && !remark(k)
            && !f.sent().mentions.iter().any(|m| m.first as usize <= k && k < m.end as usize)
    };
    // `demanded beforehand the return of X`: its object before anything else.
    [Rel::Obj, Rel::Obl]
        .into_iter()
        .find_map(|rel| f.tree.kids(verb).find(|k| f.tree.rel(*k) == rel && fits(*k)))
}

/// True for a clause that one of the words opens that open what is promised (`to`).
fn marked(f: &Filler<'_>, clause: usize) -> bool {
    f.tree.kids(clause).any(|m| f.tree.rel(m) == Rel::Mark && m < clause && f.is("complement", m))
}

/// True for a verb in a form that can go on a list which another began: after a bare one only a bare one.
fn alike(f: &Filler<'_>, first: usize, next: usize) -> bool {
    let bare = |i: usize| f.sent().tokens[i].lower == f.sent().tokens[i].lemma;
    !bare(first) || bare(next)
}

fn verbal(f: &Filler<'_>, token: usize) -> bool {
    matches!(f.sent().tokens[token].upos, Upos::Verb | Upos::Aux)
}

/// The extent of an act without the other acts coordinated with it.
pub(super) fn without_conjuncts(f: &Filler<'_>, act: usize, acts: &[usize]) -> (usize, usize) {
    let (mut lo, mut hi) = (act, act + 1);
    for k in f.tree.kids(act) {
        // A clause with a subject of its own is another's act.
        let other = f.tree.rel(k) == Rel::Conj
            && verbal(f, k)
            && f.tree.kids(k).any(|s| matches!(f.tree.rel(s), Rel::Nsubj | Rel::NsubjPass));
        if acts.contains(&k) || other || matches!(f.tree.rel(k), Rel::Parataxis | Rel::Cc) {
            continue;
        }
        let (a, b) = f.tree.extent(k, &[Rel::Parataxis]);
        lo = lo.min(a);
        hi = hi.max(b);
    }
    (lo, hi)
}

/// Where what is promised begins past a colon or a remark between commas (`agreed, in broad lines, to …`).
fn past_aside(f: &Filler<'_>, from: usize) -> usize {
    let tokens = &f.sent().tokens;
    let is = |i: usize, word: &str| tokens.get(i).is_some_and(|t| t.lower == word);
    if is(from, ":") {
        return from + 1;
    }
    let opens = |i: usize| tokens.get(i).is_some_and(|t| f.frames.rules.is("complement", &t.lower));
    // `mong muốn trên cơ sở quan hệ hiện có, hai bên sẽ …`: on what ground or when stands before what is to be done.
    if f.order_first && f.phrase_at("setting", from, 3) > 0 {
        let comma = (from + 2..from + ASIDE).find(|c| is(*c, ","));
        return comma.filter(|c| c + 2 < tokens.len()).map_or(from, |c| c + 1);
    }
    let close = || (from + 2..from + ASIDE).find(|c| is(*c, ",") && opens(c + 1));
    if is(from, ",") && !f.order_first { close().map_or(from, |c| c + 1) } else { from }
}

/// The most tokens of a remark between what promises and what is promised.
const ASIDE: usize = 14;

/// Undertakings by word order: from the trigger to the end of its clause, cut where another act is coordinated.
fn by_order(f: &Filler<'_>, from: usize) -> Vec<Range<usize>> {
    let tokens = &f.sent().tokens;
    let mut out = Vec::new();
    let mut start = past_aside(f, from);
    let mut i = start;
    while i < tokens.len() {
        let word = tokens[i].lower.as_str();
        // A title in quotation marks is passed over whole.
        if let Some(close) = quoted(f, from, i) {
            i = close + 1;
            continue;
        }
        let stop = matches!(word, "." | ":" | "!" | "?" | "”" | "\"");
        let joint =
            matches!(word, ";" | ",") || tokens[i].upos == Upos::Cconj || f.frames.rules.is("joint", word);
        if stop {
            break;
        }
        if joint && i > start + if f.order_first { 1 } else { 2 } {
            // Past the comma and a conjunction, an act's verb begins the next undertaking.
            let mut next = i + 1;
            while next < tokens.len() && (f.is("joint", next) || tokens[next].upos == Upos::Cconj) {
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
            let named = || f.sent().beginning(next).iter().any(|m| !matches!(m.kind, MentionKind::Time(_)));
            let verb = || tokens.get(next).is_some_and(|t| t.upos == Upos::Verb) && !named();
            if f.order_first && word == ";" && !(next..next + 3).any(acts) && !verb() {
                break;
            }
            // Past a semicolon what is told has a verb of its own (`; it has repeated the appeal since`).
            let goes_on = || {
                let words = tokens[next..].iter().take_while(|t| !matches!(t.lower.as_str(), ";" | "."));
                f.order_first
                    || !words
                        .clone()
                        .any(|t| t.upos == Upos::Verb && t.feats.has(Feats::FINITE) || t.upos == Upos::Aux)
            };
            if act || word == ";" && goes_on() {
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
