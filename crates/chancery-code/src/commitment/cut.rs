//! Cuts what is promised to the shortest passage that says it whole: one for each coordinated act, without what is told
//! beside it.

use crate::fill::Filler;
use crate::speech::quotation;
use chancery_model::{Feats, How, Mention, MentionKind, Rel, Span, Token, Upos};
use std::ops::Range;

/// Longest undertaking, in characters; what is longer is cut at the last comma or word before.
const LONGEST: usize = 300;

/// Within how many tokens behind a comma a remark on who said so has its verb.
const REMARK: usize = 12;

/// The most pronouns and adverbs between the word that opens an infinitive and its verb (`de se mieux servir`).
const BETWEEN: usize = 3;

/// Where a piece that the parse ends too early really ends: `, increasing X, maintaining Y`, `, including Z`, another act
/// that the same word opens (`à X, à Y`), and what follows a date between commas go on.
pub(super) fn extended(f: &Filler<'_>, piece: &Range<usize>) -> usize {
    let tokens = &f.sent().tokens;
    let end = piece.end;
    let rules = &f.frames.rules;
    let joint = |i: usize| tokens.get(i).is_some_and(|t| t.lower == "," || t.upos == Upos::Cconj);
    let end = where_and_when(f, end);
    let end = to_clause_end(f, end);
    let mut next = end;
    while joint(next) {
        next += 1;
    }
    let Some(token) = tokens.get(next).filter(|_| next > end) else { return end };
    let gerund =
        token.upos == Upos::Verb && token.feats.has(Feats::GERUND) && !rules.is("saying", &token.lemma);
    let opened = opener(f, piece.start).is_some_and(|o| o.lemma == token.lemma);
    let again = opened && infinitive(tokens, next + 1);
    if !(gerund
        || again
        || rules.is("include", &token.lower)
        || interrupted(f, next)
        || bare(f, piece.start, next))
    {
        return end;
    }
    let stop = (next..tokens.len()).find(|i| {
        let t = &tokens[*i];
        let listed = t.lower == ";" && form(f, piece.start, i + 1, tokens.len()) == Some(Form::Opened);
        matches!(t.lower.as_str(), "." | ";" | ":") && !listed
            || rules.is("break", &t.lower)
            || t.upos == Upos::Verb && t.feats.has(Feats::FINITE) && !bare(f, piece.start, *i)
    });
    stop.unwrap_or(tokens.len())
}

/// Where the clause ends that a piece stands in, where no verb of another clause and no mark comes before: what the parse
/// hung elsewhere still says more of the act (`to offer support | for firms of X`).
fn to_clause_end(f: &Filler<'_>, end: usize) -> usize {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    if f.order_first || end == 0 {
        return end;
    }
    let stop = (end..tokens.len()).find(|k| {
        let t = &tokens[*k];
        matches!(t.upos, Upos::Punct | Upos::Cconj)
            || t.lower == ","
            || rules.is("break", &t.lower)
            || rules.is("relative", &t.lower) && !rules.is("complement", &t.lower)
            || rules.is("joint", &t.lower)
            || t.upos == Upos::Verb && t.feats.has(Feats::FINITE)
            || t.upos == Upos::Aux
    });
    let Some(stop) = stop else { return end };
    let mark = &tokens[stop];
    if mark.upos == Upos::Punct || mark.upos == Upos::Cconj || mark.lower == "," { stop } else { end }
}

/// Where the places and later dates end that follow a piece directly and that the parse hung elsewhere (`to pay a visit |
/// to Y in 2030`).
fn where_and_when(f: &Filler<'_>, mut end: usize) -> usize {
    let tokens = &f.sent().tokens;
    let now = f.ctx.published();
    let later = |m: &Mention| match &m.kind {
        MentionKind::Time(t) => {
            !t.since && t.value.zip(now).is_some_and(|(v, now)| v.earliest() > now.latest() || t.due)
        }
        MentionKind::Place(_) => true,
        MentionKind::Actor(a) => a.how == How::Name || a.how == How::Capital,
        _ => false,
    };
    if f.order_first {
        return end;
    }
    while tokens.get(end).is_some_and(|t| t.upos == Upos::Adp) {
        let article = tokens.get(end + 1).is_some_and(|t| t.upos == Upos::Det);
        let from = end + 1 + usize::from(article);
        let next = f.sent().mentions.iter().filter(|m| m.first as usize == from && later(m));
        let Some(next) = next.map(|m| m.end as usize).max() else { break };
        end = next;
    }
    end
}

/// True where a date between two commas begins, with its preposition or without, that only interrupts (`to sign in
/// Paris, in 2025, a new treaty`).
fn interrupted(f: &Filler<'_>, next: usize) -> bool {
    let tokens = &f.sent().tokens;
    let from = next + usize::from(tokens[next].upos == Upos::Adp);
    f.sent().mentions.iter().any(|m| {
        let after = m.end as usize;
        let comma = tokens.get(after).is_some_and(|t| t.lower == ",");
        let thing = |t: &Token| matches!(t.upos, Upos::Det | Upos::Noun | Upos::Num | Upos::Adj);
        matches!(m.kind, MentionKind::Time(_))
            && (next..=from).contains(&(m.first as usize))
            && comma
            && tokens.get(after + 1).is_some_and(thing)
    })
}

/// True where an infinitive stands, past its pronouns and adverbs.
fn infinitive(tokens: &[Token], at: usize) -> bool {
    let verb = (at..at + BETWEEN)
        .map_while(|k| tokens.get(k))
        .find(|t| !matches!(t.upos, Upos::Pron | Upos::Adv | Upos::Part | Upos::Det));
    verb.is_some_and(|v| v.upos == Upos::Verb && v.feats.has(Feats::INFINITIVE))
}

/// The word that opens what is promised (`to`, `de`), at its first token or right before it.
fn opener<'a>(f: &Filler<'a>, start: usize) -> Option<&'a Token> {
    let tokens = &f.sent().tokens;
    let opens = |t: &&Token| f.frames.rules.is("complement", &t.lower);
    tokens.get(start).filter(opens).or_else(|| tokens.get(start.wrapping_sub(1)).filter(opens))
}

/// How an act begins that may go on a list of its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With its verb.
    Verb,
    /// With the word that opens an infinitive.
    Opened,
}

/// How an act begins at a token; `None` where none does.
fn form(f: &Filler<'_>, start: usize, i: usize, hi: usize) -> Option<Form> {
    let tokens = &f.sent().tokens;
    let t = tokens.get(i).filter(|_| i < hi)?;
    let goes_on = t.upos == Upos::Verb
        && tokens.get(i + 1).is_some_and(|n| n.lower != ",")
        && !f.frames.rules.is("saying", &t.lemma);
    let past = t.feats.has(Feats::PARTICIPLE) && t.feats.has(Feats::PAST);
    let joined = !f.order_first && f.tree.rel(i) == Rel::Conj && !(t.feats.has(Feats::FINITE) || past);
    match () {
        () if goes_on && (joined || t.feats.has(Feats::GERUND)) => Some(Form::Verb),
        () if opener(f, start).is_none_or(|o| o.lemma == t.lemma)
            && f.frames.rules.is("complement", &t.lower)
            && (infinitive(tokens, i + 1) || act(f, i + 1)) =>
        {
            Some(Form::Opened)
        }
        () if f.order_first && f.frames.rules.is("act", &t.lower) => Some(Form::Verb),
        () => None,
    }
}

/// True for one of the words for acts, whatever the tagger takes it for, before what it is done to (`to ease visa rules`).
fn act(f: &Filler<'_>, i: usize) -> bool {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    let object = tokens.get(i + 1).is_some_and(|n| {
        matches!(n.upos, Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron | Upos::Num)
    });
    let word = |t: &Token| ["act", "act-only", "act-noun"].iter().any(|c| rules.is(c, &t.lower));
    object && tokens.get(i).is_some_and(word)
}

/// True for a verb in its bare form that goes on with a list which one in that form began (`to promote X, resume Y and
/// facilitate Z`); a usual word for an act may have been taken for another kind of word.
fn bare(f: &Filler<'_>, start: usize, i: usize) -> bool {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    let plain = |t: &Token| t.upos == Upos::Verb && t.lower == t.lemma;
    let begins = || tokens.iter().skip(start).take(2).any(plain);
    let Some((t, next)) = tokens.get(i).zip(tokens.get(i + 1)) else { return false };
    let act = match t.upos {
        Upos::Verb => t.lower == t.lemma,
        // A noun before an article is none (`and upgrade the road`).
        Upos::Noun | Upos::Adj => rules.is("act", &t.lower) && next.upos == Upos::Det,
        _ => rules.is("act", &t.lower),
    };
    let object = matches!(
        next.upos,
        Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron | Upos::Num | Upos::Adp | Upos::Adv
    );
    !f.order_first && (act || rules.is("act-only", &t.lower)) && object && begins()
}

/// Where the quotation ends that a token opens behind the trigger; `None` where it opens none or the trigger is quoted.
pub(super) fn quoted(f: &Filler<'_>, from: usize, at: usize) -> Option<usize> {
    let tokens = &f.sent().tokens;
    let opens = match tokens[at].lower.as_str() {
        "“" | "«" => true,
        "\"" => tokens[..from].iter().filter(|t| t.lower == "\"").count() % 2 == 0,
        _ => false,
    };
    if opens { quotation(tokens, at) } else { None }
}

/// Cuts a piece where a comma or conjunction is followed by another act in the same form (`to keep X, increasing Y and
/// organising Z`; `de renforcer X ; d'accélérer Y`), and leaves out what is only told beside them (`, said Z`).
pub(super) fn split(f: &Filler<'_>, piece: Range<usize>, own: bool) -> Vec<Range<usize>> {
    let tokens = &f.sent().tokens;
    let hi = piece.end.min(tokens.len());
    let least = if f.order_first { 3 } else { 2 };
    let mut out = Vec::new();
    let mut open = Some(piece.start);
    let mut i = piece.start;
    while i < hi {
        if let Some(close) = quoted(f, piece.start, i) {
            i = close + 1;
            continue;
        }
        let width = joint(f, i);
        if width == 0 || open.is_some_and(|start| i < start + least) {
            i += 1;
            continue;
        }
        let mut next = i + width;
        while next < hi && tokens[next].lower != "," && joint(f, next) > 0 {
            next += joint(f, next);
        }
        let opened = form(f, piece.start, next, hi);
        // What was only told beside goes on until the word that opened the list opens another act.
        if opened == Some(Form::Opened)
            || open.is_some() && (opened.is_some() || next < hi && bare(f, piece.start, next))
        {
            out.extend(open.map(|start| start..i));
            open = Some(next);
            i = next;
            continue;
        }
        let word = tokens[i].lower.as_str();
        if told(f, piece.start, next, hi) {
            out.extend(open.take().map(|start| start..i));
        }
        if !f.order_first && matches!(word, "," | ";") {
            let other = next > i + width && promises(f, next, hi);
            if other || word == ";" || beside(f, next, hi) {
                out.extend(open.take().map(|start| start..i));
            }
            // Another's act is told by its own word where that is what is read.
            open = open.or(Some(next).filter(|_| other && !own));
        }
        i += width;
    }
    out.extend(open.map(|start| start..hi));
    out
}

/// How many tokens join two acts at one: a comma, a conjunction, a word or phrase for one (`as well as`); 0 for none.
fn joint(f: &Filler<'_>, i: usize) -> usize {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    let t = &tokens[i];
    let phrase = |n: usize| {
        let words: Option<Vec<&str>> = (i..i + n).map(|k| tokens.get(k).map(|t| t.lower.as_str())).collect();
        words.is_some_and(|w| rules.is("joint", &w.join(" ")))
    };
    if matches!(t.upos, Upos::Adv | Upos::Adp | Upos::Sconj | Upos::Cconj)
        && let Some(n) = (2..=3).rev().find(|n| phrase(*n))
    {
        return n;
    }
    let one = matches!(t.lower.as_str(), "," | ";") || t.upos == Upos::Cconj || rules.is("joint", &t.lower);
    usize::from(one)
}

/// True for a verb that tells what else was done (`to widen quotas and thanked Z`), where no clause is promised.
fn told(f: &Filler<'_>, start: usize, next: usize, hi: usize) -> bool {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    let clause = |i: usize| tokens.get(i).is_some_and(|t| rules.is("clause", &t.lower));
    !(f.order_first || clause(start) || clause(start.wrapping_sub(1)))
        && tokens[..hi].get(next).is_some_and(|t| {
            let finite = t.feats.has(Feats::FINITE) || rules.is("saying", &t.lemma);
            t.upos == Upos::Verb && t.feats.has(Feats::PAST) && finite
        })
}

/// True where another clause begins that has its own word of undertaking (`, and the committee will meet`).
fn promises(f: &Filler<'_>, next: usize, hi: usize) -> bool {
    let tokens = &f.sent().tokens;
    f.pledges.iter().any(|p| {
        next < *p && *p < hi.min(next + SUBJECT) && tokens[next..*p].iter().all(|t| t.upos != Upos::Verb)
    })
}

/// The most tokens of a clause's subject.
const SUBJECT: usize = 12;

/// True where what a comma opens is told beside the undertaking: a relative clause, a remark on who said so.
fn beside(f: &Filler<'_>, next: usize, hi: usize) -> bool {
    let tokens = &f.sent().tokens[..hi];
    let rules = &f.frames.rules;
    let Some(t) = tokens.get(next) else { return false };
    let relative = rules.is("relative", &t.lower) && !rules.is("complement", &t.lower);
    // `, the first session of which is to be held in May`
    let of_which = (next + 1..hi.min(next + 6)).any(|k| {
        let word = &tokens[k].lower;
        tokens[k - 1].upos == Upos::Adp && rules.is("relative", word) && !rules.is("complement", word)
    });
    if relative || of_which || rules.is("break", &t.lower) {
        return true;
    }
    let said = |t: &Token| t.upos == Upos::Verb && rules.is("saying", &t.lemma);
    let end = (next..hi).find(|k| tokens[*k].lower == ",").unwrap_or(hi);
    let remark = &tokens[next..end.min(next + REMARK)];
    said(t) && t.feats.has(Feats::GERUND)
        || !rules.is("complement", &t.lower)
            && remark.iter().any(|t| {
                said(t)
                    && (t.feats.has(Feats::FINITE) || t.feats.has(Feats::PAST))
                    && !t.feats.has(Feats::INFINITIVE)
            })
}

/// A piece without stray punctuation and conjunctions at its ends, cut to the longest allowed.
pub(super) fn trim(f: &Filler<'_>, piece: Range<usize>, clause: bool) -> Option<(Range<usize>, Span)> {
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
    // `assured Z that …`, `l'engagement de Y à …`: who is addressed or promises is no part of it either.
    lo = past_names(f, lo, hi, clause).unwrap_or(lo);
    // `a pact, which …`: what only says more of something is no act.
    if !f.order_first && (lo..(lo + 2).min(hi)).any(|k| f.is("relative", k) && !f.is("complement", k)) {
        return None;
    }
    // `agreed on issuing`
    let gerund = |i: usize| tokens.get(i).is_some_and(|t| t.feats.has(Feats::GERUND));
    lo += usize::from(lo < hi && tokens[lo].upos == Upos::Adp && gerund(lo + 1));
    while lo < hi && (edge(lo) || lo + 2 < hi && f.is("complement", lo)) {
        lo += 1;
    }
    while hi > lo && edge(hi - 1) {
        hi -= 1;
    }
    // `tại kỳ họp`, `'s exercise`: no act begins so.
    let leaves = |t: &Token| t.upos == Upos::Adp && f.frames.rules.is("leave", &t.lower);
    let torn = |t: &Token| t.upos == Upos::Part && t.lower.starts_with(['\'', '’']);
    if hi <= lo || torn(&tokens[lo]) || f.order_first && leaves(&tokens[lo]) {
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

/// The word that opens what is promised where only names stand before it or, where nothing but a clause is promised, any
/// nouns and adjectives (`un engagement fort à …`).
fn past_names(f: &Filler<'_>, lo: usize, hi: usize, clause: bool) -> Option<usize> {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    let opens = |i: usize| {
        let clause = rules.is("clause", &tokens[i].lower) || infinitive(tokens, i + 1);
        i + 2 < hi && rules.is("complement", &tokens[i].lower) && clause
    };
    let (mut at, mut names) = (lo, false);
    while at < hi {
        if names && opens(at) {
            return Some(at);
        }
        let held = f.sent().mentions.iter().filter(|m| {
            m.first as usize == at && !matches!(m.kind, MentionKind::Time(_) | MentionKind::Place(_))
        });
        if let Some(end) = held.map(|m| m.end as usize).max() {
            (at, names) = (end, true);
        } else if clause && matches!(tokens[at].upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            (at, names) = (at + 1, true);
        } else if matches!(tokens[at].upos, Upos::Adp | Upos::Det | Upos::Cconj) || tokens[at].lower == "," {
            at += 1;
        } else {
            return None;
        }
    }
    None
}

/// True for a piece that is a clause: an infinitive or what a word for one opens (`que`), no thing or person.
pub(super) fn acts_first(f: &Filler<'_>, start: usize, range: &Range<usize>) -> bool {
    let tokens = &f.sent().tokens;
    (start.saturating_sub(1)..=range.start).any(|i| f.is("clause", i))
        || infinitive(&tokens[..range.end], range.start)
}

/// The most words of a phrase that says nothing.
const GENERAL: usize = 4;

/// True when the passage names a field or an act: some content word that is not on the list of generalities.
pub(super) fn specific(f: &Filler<'_>, range: &Range<usize>) -> bool {
    let tokens = &f.sent().tokens[range.clone()];
    // Whose relations are to grow says nothing of what is to be done.
    let side = |i: usize| {
        f.sent().mentions.iter().any(|m| {
            matches!(&m.kind, MentionKind::Actor(a) if a.how == How::Name && a.side.is_some())
                && (m.first as usize..m.end as usize).contains(&i)
        })
    };
    // A word may be split in two where nobody lists it (`chiều sâu`).
    let mut general = 0;
    let content = tokens.iter().enumerate().filter(|(i, t)| {
        if f.order_first && *i >= general {
            let most = GENERAL.min(tokens.len() - i);
            general = i + f.phrase_at("general", range.start + i, most);
        }
        *i >= general
            && matches!(t.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn | Upos::Num | Upos::X)
            && t.lower.chars().any(char::is_alphanumeric)
            && !f.frames.rules.is("general", &t.lemma)
            && !f.frames.rules.is("general", &t.lower)
            && !side(range.start + i)
    });
    // `invited him to review the guard of honour`: done on the spot, nothing to follow up.
    let protocol = tokens.iter().any(|t| f.frames.rules.is("protocol", &t.lower));
    // `twenty ambulances`
    let counted = tokens.iter().any(|t| t.upos == Upos::Num);
    range.len() >= if f.order_first || counted { 2 } else { 3 } && content.count() >= 1 && !protocol
}

/// True for a clause that says how things are (`agreed that the strike is illegal`), not what is to be done: its first
/// verb is one of the words for that, or is in a form that only tells, and no word for what should be comes before it.
pub(super) fn stated(f: &Filler<'_>, start: usize, range: &Range<usize>) -> bool {
    let tokens = &f.sent().tokens;
    let rules = &f.frames.rules;
    if !(start.saturating_sub(1)..range.start).any(|i| rules.is("clause", &tokens[i].lower)) {
        return false;
    }
    for i in range.clone() {
        let t = &tokens[i];
        if rules.is("ought", &t.lower) || rules.is("relative", &t.lower) {
            return false;
        }
        let to_be = tokens.get(i + 1).is_some_and(|n| rules.is("complement", &n.lower));
        if rules.is("holds", &t.lower) {
            // `it was imperative to act`
            let needed = (i + 1..i + 4).map_while(|k| tokens.get(k)).any(|n| rules.is("ought", &n.lower));
            return !(to_be || needed);
        }
        // `agreed that they share`: nothing but a pronoun's own verb.
        let pronoun = i > 0 && tokens[i - 1].upos == Upos::Pron;
        let theirs = pronoun && t.upos == Upos::Verb && t.lower == t.lemma;
        if theirs || t.upos == Upos::Verb && t.feats.has(Feats::FINITE) {
            let other = t.feats.has(Feats::FUTURE)
                || t.feats.has(Feats::CONDITIONAL)
                || t.feats.has(Feats::SUBJUNCTIVE);
            let told = theirs || t.feats.has(Feats::PAST) && t.lower != t.lemma;
            return !other && told;
        }
    }
    false
}
