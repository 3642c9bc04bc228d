//! When and where: the date and the place that the sentence gives to a trigger.

use crate::fill::Filler;
use crate::frame::{Slot, Trigger};
use crate::order;
use chancery_model::{Edtf, Feats, How, Mention, MentionKind, Place, Rel, Upos};
use std::ops::Range;

/// What a sentence says about an event's date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    /// A date.
    At(Edtf),
    /// The date of the event before (`the same day`).
    Same,
    /// A date that the document does not let a reader name (`yesterday` on a page without a date).
    Unread,
    /// Nothing.
    Unsaid,
}

/// The cost at which a date is too far from a trigger to be its own; one that costs as much is taken for want of others.
const LAST_RESORT: usize = 40;

/// The most tree edges between a trigger and a date that is its own.
const NEAR: usize = 5;
/// What a date that opens its sentence costs at most: more than one that hangs on the trigger, less than one in another
/// clause.
const OPENS: usize = 11;
/// What it costs at most behind a semicolon.
const PARTED: usize = 36;
/// What an end costs, so that it dates only what nothing else does and what it stands at.
const DUE: usize = 26;
/// How much farther a day may be than the month or season that opens its sentence.
const FINER: usize = 20;
/// How far before `since 1994` the word may stand that says who was the first.
const SINCE: usize = 24;
/// The last token at which a date may begin that opens its sentence (`Le 27 janvier`, `– En mars`).
const OPENING: usize = 2;

/// Tree edges between two tokens, how many other clauses' verbs the way passes through, and whether it leaves a relative
/// clause.
fn distance(f: &Filler<'_>, from: usize, to: usize, own: &[usize]) -> Option<(usize, usize, bool)> {
    let up: Vec<usize> = std::iter::once(from).chain(f.tree.ancestors(from)).take(24).collect();
    let (mut crossed, mut aside) = (0, false);
    for (i, at) in std::iter::once(to).chain(f.tree.ancestors(to)).take(24).enumerate() {
        if let Some(j) = up.iter().position(|u| *u == at) {
            // Clauses left on the way up from the date, and entered on the way down to the trigger.
            crossed += up[..j].iter().filter(|u| clause(f, **u) && !own.contains(u)).count();
            return Some((i + j, crossed, aside));
        }
        if clause(f, at) && !own.contains(&at) && !hung_inside(f, from, at) {
            crossed += 1;
            // `the results of the visit paid in May`: May is the visit's.
            let qualifies = matches!(f.tree.rel(at), Rel::Acl | Rel::AclRelcl);
            let act = |noun: usize| {
                let before = f.acts.partition_point(|a| a.0 <= noun);
                f.acts[..before].last().is_some_and(|a| noun < a.1)
            };
            // `criticised the pact signed in May`: so it is where what is said of the noun is an act itself.
            let told = |n: usize| n != from && (act(n) || act(at));
            aside |= qualifies && !f.order_first && f.tree.head(at).is_some_and(told);
            let mark = |k: usize| f.tree.rel(k) == Rel::Mark && f.is("background", k);
            aside |= f.tree.rel(at) == Rel::Advcl && f.tree.kids(at).any(mark);
            let relative = |k: usize| {
                let word = &f.sent().tokens[k].lower;
                ["relative", "relative-subject"].iter().any(|class| f.frames.rules.is(class, word))
            };
            aside |= f.tree.rel(at) == Rel::AclRelcl && f.tree.kids(at).any(|k| k < at && relative(k));
        }
    }
    None
}

/// True for a date in the clause that a verb of speech governs (`warned that …`), or in one under it.
fn spoken_of(f: &Filler<'_>, verb: usize, date: usize) -> bool {
    let said = |k: &usize| {
        f.tree.head(*k) == Some(verb)
            && *k > verb
            && f.sent().tokens[*k].upos == Upos::Verb
            && f.tree.rel(*k) == Rel::Ccomp
    };
    f.sent().parsed && !f.order_first && f.tree.ancestors(date).take(CHAIN * 3).any(|k| said(&k))
}

/// True for a relative clause that the parse hangs on a noun inside the phrase of another (`the summit of A and B, which is
/// to take place …`).
fn hung_inside(f: &Filler<'_>, noun: usize, clause: usize) -> bool {
    let nominal = |k: &usize| matches!(f.tree.rel(*k), Rel::Nmod | Rel::Appos | Rel::Flat | Rel::Conj);
    f.tree.rel(clause) == Rel::AclRelcl
        && f.sent().tokens[noun].upos == Upos::Noun
        && f.tree.ancestors(clause).take(CHAIN).take_while(|k| *k != noun).all(|k| nominal(&k))
        && f.tree.ancestors(clause).take(CHAIN + 1).any(|k| k == noun)
}

/// How many nouns a relative clause may stand below the one that it is told of.
const CHAIN: usize = 4;

fn clause(f: &Filler<'_>, token: usize) -> bool {
    matches!(
        f.tree.rel(token),
        Rel::AclRelcl | Rel::Advcl | Rel::Ccomp | Rel::Acl | Rel::Parataxis | Rel::Csubj
    )
}

/// The trigger, its light verb, and the clauses that say more of a trigger noun (`the summit, which is to take place in …`).
fn own_clauses(f: &Filler<'_>, head: usize, light: Option<usize>) -> Vec<usize> {
    let mut own: Vec<usize> = Vec::with_capacity(4);
    own.extend(std::iter::once(head).chain(light));
    if f.sent().parsed {
        for c in f.tree.kids(head).filter(|k| matches!(f.tree.rel(*k), Rel::Acl | Rel::AclRelcl)) {
            own.push(c);
            own.extend(f.tree.kids(c).filter(|k| matches!(f.tree.rel(*k), Rel::Xcomp | Rel::Advcl)));
        }
    }
    own
}

/// The tokens of a verb's own clause where the verb says that its act came before what the rest of the sentence tells
/// (`…, whom it had granted asylum`): the sentence's other dates are not its own.
fn anterior(f: &Filler<'_>, verb: usize) -> Option<Range<usize>> {
    let sent = f.sent();
    // `praised the chair of 2021 before inviting Y to visit Z`: nor is what stands before the date of what comes later.
    let later = |at: &usize| {
        let mark =
            |m: usize| f.tree.rel(m) == Rel::Mark && m.checked_sub(1).is_some_and(|k| f.is("adjunct", k));
        sent.tokens[*at].feats.has(Feats::INFINITIVE) && f.tree.kids(*at).any(mark)
    };
    if sent.parsed
        && let Some(at) = std::iter::once(verb).chain(f.tree.ancestors(verb)).take(CHAIN).find(later)
    {
        let (lo, hi) = f.tree.extent(at, &[]);
        return Some(lo..hi);
    }
    let relative = |k: usize| f.is("relative", k);
    let within = || {
        let (lo, _) = f.tree.extent(verb, &[Rel::Conj]);
        (lo..verb).any(relative)
    };
    let had = |k: usize| f.tree.rel(k) == Rel::Aux && f.is("anterior", k);
    let told = sent.parsed && f.tree.rel(verb) == Rel::AclRelcl && f.tree.kids(verb).any(had);
    (told && within()).then(|| {
        let (lo, hi) = f.tree.extent(verb, &[]);
        lo..hi
    })
}

/// How many clauses joined by `and` or a semicolon lie between two tokens.
fn joints(f: &Filler<'_>, a: usize, b: usize) -> usize {
    let tokens = &f.sent().tokens;
    (a.min(b)..a.max(b))
        .filter(|k| {
            let t = &tokens[*k];
            let verb = |h: usize| tokens[h].upos == Upos::Verb && f.tree.rel(h) == Rel::Conj;
            t.lower == ";" || t.upos == Upos::Cconj && f.tree.head(*k).is_some_and(|h| h > *k && verb(h))
        })
        .count()
}

/// True where the clause of a trigger behind a semicolon says that it is of the time and place told before it (`came to Z in
/// May; there he met Y`).
fn goes_on(f: &Filler<'_>, m: &Mention, t: &Trigger) -> bool {
    let tokens = &f.sent().tokens;
    let Some(open) = (m.end as usize..t.first).rev().find(|k| tokens[*k].lower == ";") else { return false };
    (open + 1..t.first).any(|k| f.is("same-scene", k))
}

/// True where a date stands in a clause between commas that only says more of a noun, and the trigger outside it (`A, who
/// had come on Monday, met B`), as far as word order shows.
fn enclosed(f: &Filler<'_>, m: &Mention, t: &Trigger) -> bool {
    let tokens = &f.sent().tokens;
    let comma = |k: usize| tokens[k].lower == ",";
    let first = m.first as usize;
    // `since he handed over power on Thursday`, `depuis sa prise de fonction le 11 février`
    let background = (t.end..first).rev().find(|k| f.is("background", *k));
    if background.is_some_and(|k| (k + 1..first).any(|i| matches!(tokens[i].upos, Upos::Verb | Upos::Noun))) {
        return true;
    }
    // `Pour la première fois depuis l'entrée en vigueur de la trêve le 27 novembre, l'armée a bombardé …`
    let end = m.end as usize;
    if t.first >= end && !f.order_first {
        let since = (0..first).rev().take(ASIDE).find(|k| f.is("since", *k));
        let noun = |s: usize| {
            let between = s + 1..first;
            between.clone().all(|k| !comma(k) && !matches!(tokens[k].upos, Upos::Verb | Upos::Aux))
                && between.clone().any(|k| tokens[k].upos == Upos::Noun)
        };
        if since.is_some_and(noun) && (end..t.first).any(comma) {
            return true;
        }
    }
    // `National Day (2 September)`
    let bracket = first.checked_sub(1).filter(|k| tokens[*k].lower == "(");
    if bracket.and_then(|k| k.checked_sub(1)).is_some_and(|k| f.is("feast", k)) {
        return true;
    }
    let open = (first.saturating_sub(ASIDE)..first).rev().find(|k| comma(*k) && f.is("relative", k + 1));
    let Some(open) = open else { return false };
    let close = (m.end as usize..tokens.len()).find(|k| comma(*k)).unwrap_or(tokens.len());
    // Between the comma and the date another one ends the clause.
    let whole = (open + 1..first).all(|k| !comma(k));
    whole && (t.end <= open || t.first > close)
}

/// True where nothing but names and nouns stands between a date and a trigger or its light verb (`on 14 August Minister X
/// travels`): no verb, comma or conjunction.
fn beside(f: &Filler<'_>, m: &Mention, t: &Trigger, light: Option<usize>) -> bool {
    let tokens = &f.sent().tokens;
    let (first, end) = (m.first as usize, m.end as usize);
    let own = |k: usize| light == Some(k) || (t.first..t.end).contains(&k);
    let start = light.map_or(t.first, |l| l.min(t.first));
    let stop = light.map_or(t.end, |l| t.end.max(l + 1));
    let between = if first >= stop {
        stop..first
    } else if end <= start {
        end..start
    } else {
        return false;
    };
    between.clone().all(|k| {
        let free = !matches!(tokens[k].upos, Upos::Verb | Upos::Cconj | Upos::Sconj | Upos::Punct);
        own(k) || free && (tokens[k].upos != Upos::Aux || end <= start)
    })
}

/// The most tokens from a relative pronoun to the date in its clause.
const ASIDE: usize = 15;

/// The most years by which a year counted back from an anniversary may be off: the feast may be a year away.
const ABOUT: i32 = 2;

/// True for a verb that says when something was done for the last time (`last visited`).
pub(crate) fn lately(f: &Filler<'_>, t: &Trigger) -> bool {
    let before = t.first.checked_sub(1).map(|b| &f.sent().tokens[b]);
    !t.noun && !f.order_first && before.is_some_and(|b| f.frames.rules.is("earlier", &b.lower))
}

/// True where a trigger is named only to count from it (`three years after the visit of X`): when that was, the rest of the
/// sentence does not say.
pub(crate) fn lapsed(f: &Filler<'_>, t: &Trigger) -> bool {
    let tokens = &f.sent().tokens;
    let small = |k: &usize| matches!(tokens[*k].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Aux);
    let joint = (0..t.first).rev().take(LAPSE).find(|k| !small(k));
    joint.is_some_and(|k| {
        let counted = || f.is("lapse-joint", k) && (k.saturating_sub(2)..k).any(|b| f.is("lapse", b));
        // `on the eve of the visit of X`
        let of = || f.marker_at(k).is_some_and(|(_, slot)| slot == Slot::Of);
        counted() || k > 0 && f.is("eve", k - 1) && of()
    })
}

/// The most words between a trigger and the word that counts from it.
const LAPSE: usize = 4;

/// True where right before a trigger the anniversary of what it tells is named.
pub(crate) fn jubilee(f: &Filler<'_>, t: &Trigger) -> bool {
    f.sent().mentions.iter().any(|m| {
        let named = matches!(&m.kind, MentionKind::Time(time) if time.anniversary);
        named && m.end as usize <= t.first && t.first - m.end as usize <= 4
    })
}

/// True for a mention alone in brackets.
fn bracketed(f: &Filler<'_>, m: &Mention) -> bool {
    let word = |i: Option<usize>| i.and_then(|i| f.sent().tokens.get(i)).map_or("", |t| t.lower.as_str());
    word((m.first as usize).checked_sub(1)) == "(" && word(Some(m.end as usize)) == ")"
}

/// The date of a trigger's event, as its sentence gives it.
pub(crate) fn date(f: &Filler<'_>, t: &Trigger, light: Option<usize>) -> When {
    told(f, t, light, false, false)
}

/// The same; `ahead` says that the words around the event put it ahead of those who speak of it (`ready to host`), so that
/// the day on which they spoke is not its own. `spoken`: the event is an act of speech, so that what it speaks of has its
/// own dates (`warned that the talks would fail in May`).
pub(crate) fn told(f: &Filler<'_>, t: &Trigger, light: Option<usize>, ahead: bool, spoken: bool) -> When {
    let head = f.head(t);
    let own = own_clauses(f, head, light);
    let before = anterior(f, light.unwrap_or(head));
    let reported = ahead || f.tree.lies_ahead(light.unwrap_or(head), f.frames);
    // `when X last came to Z`: what the rest of the sentence dates is another time.
    let bygone = lately(f, t);
    let most = match (f.order_first, bygone) {
        (true, _) => 30,
        (false, true) => OPENS,
        (false, false) => LAST_RESORT,
    };
    let (mut best, mut unread): (Option<(usize, When)>, Option<usize>) = (None, None);
    let jubilee = jubilee(f, t);
    let lapsed = lapsed(f, t);
    // The year that an anniversary goes back to: the day of the feast is another.
    let founded = f.sent().mentions.iter().find_map(|m| match &m.kind {
        MentionKind::Time(time) if time.anniversary && jubilee => time.value,
        _ => None,
    });
    for m in &f.sent().mentions {
        let MentionKind::Time(time) = &m.kind else { continue };
        // `the 50th anniversary of the establishment of ties` dates the establishment, and nothing else; nor does another
        // date before it, and of the years in brackets behind it (`(1975-2025)`) the first does.
        let origin = time.anniversary && m.end as usize <= t.first && t.first - m.end as usize <= 4;
        let first = time.value.and_then(|v| v.start).filter(|_| jubilee && time.period && bracketed(f, m));
        if let Some(first) = first.filter(|_| m.first as usize >= t.end) {
            return When::At(Edtf::one(first));
        }
        let feast = || {
            let years = founded.and_then(|o| o.earliest()).zip(time.value.and_then(|v| v.earliest()));
            years.is_some_and(|(o, v)| (o.year - v.year).abs() > ABOUT)
        };
        let other = jubilee && !origin && ((m.end as usize) <= t.first || feast());
        if time.period || time.anniversary && !origin || other || lapsed && (m.first as usize) < t.first {
            continue;
        }
        if before.as_ref().is_some_and(|own| !own.contains(&(m.head as usize))) {
            continue;
        }
        let value = match (&time.value, time.anaphoric) {
            (Some(v), _) => When::At(*v),
            (None, true) => When::Same,
            (None, false) => When::Unread,
        };
        let gap = if (m.first as usize) >= t.end {
            m.first as usize - t.end
        } else {
            t.first.saturating_sub(m.end as usize)
        };
        // `X will visit Y, Z announced on Monday`: the day of the announcement is not that of what lies ahead.
        if reported && !f.order_first && f.tree.reports(m.head as usize, head, f.frames) {
            continue;
        }
        // A semicolon ends what a date behind it dates.
        let (lo, hi) = (t.end.min(m.end as usize), t.first.max(m.first as usize));
        let parted = (lo..hi).any(|k| f.sent().tokens[k].lower == ";");
        if parted && f.sent().parsed && (m.first as usize) > OPENING && !goes_on(f, m, t) {
            continue;
        }
        if spoken && spoken_of(f, head, m.head as usize) {
            continue;
        }
        let mut cost = gap;
        let mut joint = 0;
        let beside = !f.order_first && beside(f, m, t, light);
        if f.sent().parsed {
            if enclosed(f, m, t) && !own.iter().any(|o| (m.first as usize).abs_diff(*o) < gap) {
                continue;
            }
            joint = 15 * joints(f, m.first as usize, t.first);
            cost += joint;
        }
        if f.order_first {
            cost = order::cost(f, t, light, m);
        } else if f.sent().parsed {
            match distance(f, head, m.head as usize, &own) {
                // `A, who had come on Monday, met B`: when A came says nothing of the meeting.
                Some((_, _, true)) if !beside => continue,
                Some((d, crossed, _)) => {
                    cost = d * 3 + crossed * 20 + gap / 4;
                    cost += joint;
                    if crossed > 0 && d > NEAR {
                        cost += 20;
                    }
                }
                None => cost += 20,
            }
        }
        if beside {
            cost = cost.min(gap);
        }
        // A date that opens its sentence holds for all of it, but for what has a date of its own.
        let opens = (m.first as usize) <= OPENING && !time.since && !time.due;
        if opens && f.sent().parsed {
            // Behind a semicolon what has a date of its own comes first.
            cost = if parted { cost.clamp(OPENS, PARTED) } else { cost.min(OPENS) };
        }
        // `the first president to visit X since 1994`: since then none has.
        let reach = (m.first as usize).saturating_sub(SINCE)..m.first as usize;
        // `le Premier ministre est depuis lundi à …`: the word in an office counts nobody.
        let office = |k: usize| {
            f.sent().holding(k).any(|x| matches!(&x.kind, MentionKind::Person(p) if p.name.is_some()))
        };
        let mut counted = reach.filter(|k| f.is("first", *k));
        if time.since && counted.any(|k| !office(k)) {
            continue;
        }
        // `linked since 2013 by a partnership` dates the link, but less surely than a date that stands for itself.
        if time.since {
            cost += 2;
        }
        // `until 20 August` says when it ends.
        if time.due {
            cost += if f.order_first { 12 } else { DUE };
        }
        // The day of filing is the event's where nothing else dates it.
        if f.ctx.doc.dateline.as_ref().is_some_and(|line| line.span.contains(m.span)) {
            cost = cost.max(LAST_RESORT);
        }
        // `January 2025: on the 14th X said`: the day goes before the month that opens the sentence.
        let day = |w: &When| matches!(w, When::At(v) if v.precision() == 3 && v.end.is_none());
        let within = |w: &When, b: &When| match (w, b) {
            (When::At(v), When::At(b)) => b.compatible(v),
            _ => false,
        };
        let finer = |b: &(usize, When)| {
            b.0 == OPENS && cost <= OPENS + FINER && day(&value) && !day(&b.1) && within(&value, &b.1)
        };
        if value == When::Unread {
            unread = Some(unread.map_or(cost, |u| u.min(cost))).filter(|u| *u <= most);
        } else if best.as_ref().is_none_or(|b| cost < b.0 || finer(b)) {
            best = Some((cost, value));
        }
    }
    match best {
        // `the pact negotiated in May was signed on Tuesday`: a day that cannot be named is still its day.
        Some((cost, when)) if cost <= most && unread.is_none_or(|u| cost <= u) => when,
        _ if unread.is_some() => When::Unread,
        _ => When::Unsaid,
    }
}

/// The noun beside a nationality that makes a place of it (`the Lao capital`, `la ville lao de X`).
fn land(f: &Filler<'_>, m: &Mention) -> Option<usize> {
    let tokens = &f.sent().tokens;
    let is = |k: &usize| {
        let word = tokens.get(*k).map(|t| &t.lower);
        word.is_some_and(|w| f.frames.rules.is("land", w) || f.frames.rules.is("locality", w))
    };
    let near = [Some(m.end as usize), (m.first as usize).checked_sub(1)];
    if f.adjective(m) { near.into_iter().flatten().find(is) } else { None }
}

/// Where the phrase of a place begins, before its noun and article.
fn phrase_start(f: &Filler<'_>, m: &Mention) -> usize {
    let first = land(f, m).map_or(m.first as usize, |noun| noun.min(m.first as usize));
    let article = first > 0 && land(f, m).is_some() && f.sent().tokens[first - 1].upos == Upos::Det;
    first - usize::from(article)
}

/// The noun that says what sort of place is named behind it (`in the Turkish city of Antalya`, `dans la station balnéaire de
/// Sotchi`).
fn kind_of_place(f: &Filler<'_>, m: &Mention) -> Option<usize> {
    let tokens = &f.sent().tokens;
    let first = m.first as usize;
    let article = first > 0 && tokens[first - 1].upos == Upos::Det;
    let of = first.checked_sub(1 + usize::from(article))?;
    f.marker_at(of).filter(|(len, slot)| *len == 1 && *slot == Slot::Of)?;
    let mut before = (of.saturating_sub(ADJECTIVES + 1)..of).rev();
    let noun = before.find(|k| tokens[*k].upos != Upos::Adj)?;
    f.is("locality", noun).then_some(noun)
}

/// The state of the city behind a building (`at the Carlton Hotel in Cannes`).
fn stands_in(f: &Filler<'_>, m: &Mention) -> Option<String> {
    let tokens = &f.sent().tokens;
    let end = m.end as usize;
    let word = tokens.get(end)?.lower.as_str();
    let joins = f.marker_at(end).is_some_and(|(len, slot)| len == 1 && slot == Slot::In);
    if !joins && word != "(" && !f.frames.rules.is("at", word) {
        return None;
    }
    f.sent().beginning(end + 1).iter().find_map(|x| match &x.kind {
        MentionKind::Place(p) => p.country.clone(),
        MentionKind::Actor(a) if a.how == How::Name => a.id.clone().filter(|id| f.ctx.is_state(id)),
        _ => None,
    })
}

/// The most adjectives between the noun of a place and `of` (`la ville portuaire turque de`).
const ADJECTIVES: usize = 2;

/// `se tiendra au Laos`, `ont signé au Laos`, `en 2020, au Vietnam, …`: a state behind a preposition of place that follows the
/// verb of a gathering or a comma says where.
fn held(f: &Filler<'_>, t: &Trigger, m: &Mention, light: Option<usize>) -> bool {
    let tokens = &f.sent().tokens;
    let first = m.first as usize;
    let article = first > 0 && tokens[first - 1].upos == Upos::Det;
    let Some(at) = first.checked_sub(1 + usize::from(article)) else { return false };
    let before = at.checked_sub(1).filter(|_| f.is("at", at));
    before.is_some_and(|b| light == Some(b) || b + 1 == t.end || tokens[b].lower == ",")
}

/// What a place costs that says where the clause of a trigger is told: one named before `where` (`flew to Z, where he met
/// Y`), more with each clause since, or one that opens the sentence (`Au Japon, X a rencontré Y`).
fn scene(f: &Filler<'_>, m: &Mention, t: &Trigger) -> Option<usize> {
    let tokens = &f.sent().tokens;
    let (first, end) = (m.first as usize, m.end as usize);
    if end > t.first || tokens[end..t.first].iter().any(|x| x.lower == ";") {
        return None;
    }
    let comma = |k: usize| tokens.get(k).is_some_and(|x| x.lower == ",");
    let is = |class: &str, k: usize| tokens.get(k).is_some_and(|x| f.frames.rules.is(class, &x.lower));
    // `flew to Z on Monday, where he met Y`: the date says nothing of the place.
    let behind = f.sent().mentions.partition_point(|x| (x.first as usize) < end);
    let near = f.sent().mentions[behind..].iter().take_while(|x| x.first as usize <= end + DATING);
    let day = near.into_iter().find(|x| matches!(x.kind, MentionKind::Time(_)));
    let past = day.map_or(end, |x| x.end as usize);
    let relative = past + usize::from(comma(past));
    if is("where", relative) && relative < t.first {
        let clauses = (relative..t.first).filter(|k| comma(*k)).count();
        return Some(WHERE + clauses * WHERE);
    }
    let article = first > 0 && tokens[first - 1].upos == Upos::Det;
    let before = first.checked_sub(1 + usize::from(article));
    let opens = first <= OPENING && before.is_some_and(|b| is("at", b)) && comma(end);
    opens.then_some(OPENS)
}

/// The most words between a place and the date behind it.
const DATING: usize = 1;

/// What a place costs whose clause a trigger stands in.
const WHERE: usize = 5;

/// The place of a trigger's event, as its sentence gives it.
/// `gathers`: people come together, so that what looks like a way (`au Vietnam`) may be where.
pub(crate) fn place(f: &Filler<'_>, t: &Trigger, light: Option<usize>, gathers: bool) -> Option<Place> {
    let head = f.head(t);
    let own = own_clauses(f, head, light);
    // `signed in 2001, Germany in 2003`: a comma ends what a preposition goes with.
    let whole = |from: usize, to: usize| from <= to && (from..to).all(|k| f.sent().tokens[k].lower != ",");
    let mut best: Option<(usize, Place)> = None;
    for m in &f.sent().mentions {
        let (name, country) = match &m.kind {
            MentionKind::Place(p) => (Some(&p.name), p.country.as_ref()),
            MentionKind::Actor(a) if matches!(a.how, How::Name | How::Capital) => match &a.id {
                Some(id) if f.ctx.is_state(id) => (Some(&a.name), Some(id)),
                _ => continue,
            },
            // `in the Lao capital`
            MentionKind::Actor(a) if land(f, m).is_some() => match &a.id {
                Some(id) if f.ctx.is_state(id) => (None, Some(id)),
                _ => continue,
            },
            _ => continue,
        };
        // `at the business forum of X - Y`: two joined by a dash are a pair and no place.
        if f.order_first && matches!(m.kind, MentionKind::Actor(_)) && f.dashes(m) {
            continue;
        }
        let (noun, reach) = kind_of_place(f, m).map_or((phrase_start(f, m), 2), |noun| (noun, 4));
        let in_ = noun.checked_sub(1).is_some_and(|b| {
            (b.saturating_sub(reach)..=b).any(|k| {
                f.marker_at(k).is_some_and(|(len, s)| s == Slot::In && whole(k + len, m.first as usize))
            })
        });
        // `à Tokyo`: where one preposition says both where and where to, a city or a site is where.
        let at = matches!(m.kind, MentionKind::Place(_))
            && (m.first as usize)
                .checked_sub(1)
                .is_some_and(|b| (b.saturating_sub(1)..=b).any(|k| f.is("at", k)));
        // `Fourth session: Da Nang, 29 October`.
        let colon = (m.first as usize).checked_sub(1).filter(|k| f.sent().tokens[*k].lower == ":");
        let headed = colon.is_some_and(|k| k >= t.end && k <= t.end + 1);
        let at = at || gathers && held(f, t, m, light);
        let scene = scene(f, m, t);
        if !in_ && !at && !headed && scene.is_none() {
            continue;
        }
        let gap = if (m.first as usize) >= t.end {
            m.first as usize - t.end
        } else {
            t.first.saturating_sub(m.end as usize)
        };
        let mut cost = gap;
        if f.sent().parsed {
            match distance(f, head, m.head as usize, &own) {
                Some((d, crossed, _)) => cost = d * 3 + crossed * 18 + gap / 4,
                None => cost += 20,
            }
        }
        cost = scene.map_or(cost, |s| cost.min(s));
        if best.as_ref().is_none_or(|b| cost < b.0) {
            let within = if matches!(m.kind, MentionKind::Place(_)) { stands_in(f, m) } else { None };
            let country = within.or_else(|| country.cloned());
            best = Some((cost, Place { name: name.cloned(), country }));
        }
    }
    best.filter(|b| b.0 <= 30).map(|b| b.1)
}
