//! Documents and arrangements between sides: type and title from the noun phrase, status from what governs it.

use crate::fill::Filler;
use crate::frame::Slot;
use crate::frame::Trigger;
use crate::glance::Atom;
use crate::lexis::{Lexis, NAMES};
use crate::phrases::Phrases;
use crate::speech::quotation;
use crate::topics::Topics;
use crate::when::{self, When};
use chancery_model::{Edtf, Feats, How, Mention, MentionKind, Place, Rel, Sentence, Span, Token, Upos};
use chancery_pack::{Fault, Pack};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::ops::Range;
mod link;
mod list;
mod meant;
pub(crate) use link::{link, signed_at};
use list::List;
use meant::{again, aimed, between, denied, particular, several, some};

/// An agreement before it becomes a record.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) title: String,
    pub(crate) type_: String,
    pub(crate) status: String,
    pub(crate) sides: Vec<String>,
    pub(crate) bodies: Vec<String>,
    pub(crate) date: Option<Edtf>,
    pub(crate) place: Option<Place>,
    pub(crate) period: Option<Edtf>,
    pub(crate) evidence: Vec<Span>,
    pub(crate) item: u16,
    pub(crate) topics: Vec<String>,
    pub(crate) confidence: f32,
    /// The sentence, and whether it says what is done to it.
    sentence: usize,
    acted: bool,
    /// True for one of several listed together, each of which is another.
    listed: bool,
    /// Its words but those that any document of its kind has; the words of its kind that tell it from others; and whether
    /// there are several.
    words: Vec<String>,
    kind: Vec<String>,
    several: bool,
    /// True where a word points to one told of before (`the said protocol`).
    again: bool,
}

/// What a row of `documents.tsv` says of its phrases.
#[derive(Debug, Clone)]
pub(crate) struct Sort {
    /// The agreement's type.
    type_: String,
    /// The noun alone is no document.
    weak: bool,
    /// Ties that have levels, which the phrases themselves name: those words tell one from another.
    levels: bool,
    /// What is issued together and so needs no word for it, if its name has several words (`joint statement`).
    issued: bool,
    /// What any state may join (`convention`).
    open: bool,
}

/// What may stand in the third column of `documents.tsv`, several with a space between.
const FLAGS: [&str; 4] = ["weak", "levels", "issued", "open"];

/// By first word: the words of a phrase, and which of the sorts they mean.
type Nouns = FxHashMap<SmolStr, Vec<(Vec<SmolStr>, usize)>>;

/// `lexicon/documents.tsv` (phrase, agreement type, flags) and `lexicon/document_acts.tsv` (verb or noun,
/// status).
#[derive(Debug, Default)]
pub(crate) struct Documents {
    sorts: Vec<Sort>,
    /// By first word, as the words' numbers say: those of a phrase, and its sort.
    nouns: Vec<Vec<(Vec<u32>, usize)>>,
    acts: Phrases<String>,
    /// The words of phrases that hold no shorter one: they say of what kind a document is and not which one.
    kinds: FxHashSet<String>,
    /// Word order says what belongs to a document, not the parse.
    by_order: bool,
}

/// A phrase that names a document: first token, one past the last, and what it means.
pub(crate) type Named<'a> = (usize, usize, &'a Sort);
/// The same with the number of its sort.
pub(crate) type Found = (usize, usize, usize);

/// A row of `documents.tsv` whose words name no document (`by common accord`).
const NONE: &str = "none";
/// How many tokens behind a title its date or period may begin.
const BEHIND: usize = 3;

/// The most words of what is done to a document.
const ACT: usize = 4;

/// How many words behind a document what is done to it may stand.
const ACTED: usize = 10;

/// Longest title, in characters.
const LONGEST: usize = 220;

impl Documents {
    pub(crate) fn new(pack: &Pack, lexis: &mut Lexis) -> Result<Documents, Fault> {
        let by_order = pack.meta.order_first || pack.meta.agreements_by_order;
        let mut out = Documents { by_order, ..Documents::default() };
        let mut nouns = Nouns::default();
        let table = pack.lexicon("documents")?;
        for row in &table.rows {
            let (type_, flags) = (row.cell(1).to_owned(), row.cell(2));
            if type_.is_empty() || flags.split_whitespace().any(|flag| !FLAGS.contains(&flag)) {
                let form = format!("expected `phrase<TAB>agreement type[<TAB>{}]`", FLAGS.join(" "));
                return Err(table.fault(row, form));
            }
            let sort = out.sorts.len();
            let [weak, levels, issued, open] =
                FLAGS.map(|flag| flags.split_whitespace().any(|given| given == flag));
            out.sorts.push(Sort { type_, weak, levels, issued, open });
            for form in row.cell(0).split('|') {
                let words: Vec<SmolStr> = form.trim().to_lowercase().split(' ').map(SmolStr::new).collect();
                if let Some(first) = words.first().cloned() {
                    nouns.entry(first).or_default().push((words, sort));
                }
            }
        }
        out.kinds = meant::kinds(&nouns, &out.sorts);
        for (first, mut list) in nouns {
            list.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
            let phrase =
                |words: Vec<SmolStr>, lexis: &mut Lexis| words.iter().map(|w| lexis.number(w)).collect();
            out.nouns.push(list.into_iter().map(|(words, sort)| (phrase(words, lexis), sort)).collect());
            let first = lexis.entry(&first);
            first.uses |= NAMES;
            first.names = out.nouns.len() as u32;
        }
        let table = pack.lexicon("document_acts")?;
        let mut acts = Vec::new();
        for row in &table.rows {
            acts.extend(row.cell(0).split('|').map(|w| (SmolStr::new(w.trim()), row.cell(1).to_owned())));
        }
        out.acts = acts.into_iter().collect();
        Ok(out)
    }

    /// The phrases of a sentence that name a document.
    pub(crate) fn find(
        &self,
        sent: &Sentence,
        atoms: &[Atom],
        lexis: &Lexis,
        order_first: bool,
    ) -> Vec<Found> {
        let tokens = &sent.tokens;
        let mut out: Vec<Found> = Vec::new();
        let mut p = 0;
        while let Some(atom) = atoms.get(p) {
            if atom.look.uses & NAMES == 0 {
                p += 1;
                continue;
            }
            let places = atom.look.numbers().filter_map(|n| (lexis.of(n).names as usize).checked_sub(1));
            let mut candidates = places.flat_map(|at| &self.nouns[at]);
            let hit = candidates.find(|(words, _)| {
                let behind = atoms.get(p + 1..p + words.len());
                behind.is_some_and(|b| words[1..].iter().zip(b).all(|(w, a)| a.is(*w)))
                    && (words.len() > 1 || Atom::whole(atoms, p))
            });
            let Some((words, sort)) = hit else {
                p += 1;
                continue;
            };
            let token = atom.token;
            let verb = words.len() == 1
                && !order_first
                && matches!(tokens[token].upos, Upos::Verb | Upos::Adv | Upos::Adp);
            // `agreements/memoranda` are the same ones.
            let again = token > 0 && tokens[token - 1].lower == "/" && !out.is_empty();
            if !verb && !again && self.sorts[*sort].type_ != NONE {
                out.push((token, atoms[p + words.len() - 1].token + 1, *sort));
            }
            p += words.len();
        }
        out
    }

    /// What the phrases found mean.
    pub(crate) fn named(&self, found: &[Found]) -> Vec<Named<'_>> {
        found.iter().map(|(first, end, sort)| (*first, *end, &self.sorts[*sort])).collect()
    }

    /// The agreements that the phrases of a sentence name.
    pub(crate) fn read(&self, f: &Filler<'_>, topics: &Topics, named: &[Named<'_>], out: &mut Vec<Draft>) {
        let mut list = List::of(f, out);
        for (i, found) in named.iter().enumerate() {
            let (before, next) = (i.checked_sub(1).and_then(|b| named.get(b)), named.get(i + 1));
            if before.is_some_and(|b| meant::establishes(f, *b, *found))
                || next.is_some_and(|n| meant::agrees(f, *found, *n))
            {
                continue;
            }
            if let Some(mut draft) = self.draft(f, topics, *found) {
                list.add(f, found, &mut draft);
                out.push(draft);
            }
        }
    }

    /// What the documents that a sentence names are about by their titles (`on …`, `for …`).
    pub(crate) fn subjects(&self, f: &Filler<'_>, named: &[Named<'_>]) -> Vec<Range<usize>> {
        let subject = |&(first, end, _): &Named<'_>| {
            let t = Trigger { frame: 0, first, end, noun: true };
            let quoted = first.checked_sub(1).and_then(|mark| quotation(&f.sent().tokens, mark));
            let hi = quoted.unwrap_or_else(|| title(f, &t, f.head(&t), self.by_order).1);
            let opens = |i: &usize| f.marker_at(*i).is_some_and(|(_, s)| matches!(s, Slot::On | Slot::For));
            (end..hi).find(opens).map(|lo| lo..hi)
        };
        named.iter().filter_map(subject).collect()
    }

    /// The agreement that a phrase names; `None` where the words mean no document in particular.
    fn draft(&self, f: &Filler<'_>, topics: &Topics, (first, end, sort): Named<'_>) -> Option<Draft> {
        let Sort { type_, weak, issued, open, .. } = sort;
        let tokens = &f.sent().tokens;
        let t = Trigger { frame: 0, first, end, noun: true };
        let head = f.head(&t);
        let (lo, hi) = title(f, &t, head, self.by_order);
        let span = tokens[lo].span.join(tokens[hi - 1].span);
        let text = span.of(&f.ctx.doc.text);
        let mut act = self.act(f, head, &t);
        let phrase = tokens[first].span.join(tokens[end - 1].span).of(&f.ctx.doc.text);
        let issued = *issued && phrase.contains(' ');
        if act.is_none() && issued {
            act = Some((head, "agreed".to_owned()));
        }
        if denied(f, first) || !particular(f, (lo, hi), (first, end), *weak, act.as_ref()) {
            return None;
        }
        let described =
            hi - end >= 2 || (lo..first).any(|k| !matches!(tokens[k].upos, Upos::Det | Upos::Num));
        // What the parse hung on the verb (`to sign an agreement on the storage of gas`) still says which one.
        let described = described || f.marker_at(end).is_some_and(|(_, s)| matches!(s, Slot::On | Slot::For));
        let named = tokens[first..hi].iter().any(|t| t.capital);
        let status = act.as_ref().map_or("", |a| a.1.as_str());
        // Calls for a truce are no truce.
        let wanted = *weak && status == "proposed" && !tokens[first].capital;
        if wanted || some(f, (lo, hi), (first, end), status) || !described && !named && aimed(f, act.as_ref())
        {
            return None;
        }
        let (acted, light) = (act.is_some(), act.as_ref().map(|a| a.0));
        let (sides, bodies, unnamed) = self.parties(f, &t, head, light, *open)?;
        // `the trade agreements profit the strong`: several that nobody is named to be party to.
        let plural = !f.order_first && several(f, first, end);
        let told = |k: usize| tokens[k].upos == Upos::Num || tokens[k].capital && k > 0;
        if plural && unnamed && status != "signed" && !(lo.saturating_sub(2)..hi).any(told)
            || meant::lay(f, light)
        {
            return None;
        }
        let told = match when::date(f, &t, light) {
            When::At(d) => Some(d),
            _ => None,
        };
        let status = self.status(f, act, end, told);
        // What is in force was signed another day than that on which this is told.
        let date = match status.as_str() {
            "signed" | "agreed" | "ratified" => told,
            "ended" => named_date(f, lo..hi).or(told),
            "in-force" => named_date(f, lo..hi).or(told.filter(|d| long_before(f, d))),
            _ => None,
        };
        let period = f.sent().mentions.iter().find_map(|m| match &m.kind {
            MentionKind::Time(time)
                if time.period && m.first as usize >= lo && m.end as usize <= hi + BEHIND =>
            {
                time.value.filter(|v| v.end.is_some())
            }
            _ => None,
        });
        Some(Draft {
            title: text.to_owned(),
            type_: type_.clone(),
            status,
            sides,
            bodies,
            date,
            place: when::place(f, &t, light, true),
            period,
            evidence: vec![crate::event::passage(f, &t)],
            item: f.ctx.item(f.number),
            topics: topics.of(f.seen, span),
            confidence: 0.78,
            sentence: f.number,
            acted,
            listed: false,
            words: self.content(f, (lo, hi), sort.levels),
            kind: self.kind(f, (first, end)),
            several: several(f, first, end),
            again: again(f, (lo, hi), (first, end)),
        })
    }

    /// The status that what is done to a document gives it.
    fn status(&self, f: &Filler<'_>, act: Option<(usize, String)>, end: usize, date: Option<Edtf>) -> String {
        let Some((verb, status)) = act else { return "in-force".to_owned() };
        let now = f.ctx.published();
        let future = date.zip(now).is_some_and(|(d, p)| d.earliest() > p.latest());
        // `forced them to sign it in 1954`
        let behind = date.zip(now).is_some_and(|(d, p)| d.latest() < p.earliest());
        let feats = f.sent().tokens[verb].feats;
        let ahead = feats.has(Feats::FUTURE) || future || !behind && self.ahead(f, verb, verb >= end);
        let done = matches!(status.as_str(), "signed" | "agreed" | "ratified");
        if ahead && done { "proposed".to_owned() } else { status }
    }

    /// The sides and bodies of a document, with those that its item is about where fewer than two are named.
    fn parties(
        &self,
        f: &Filler<'_>,
        t: &Trigger,
        head: usize,
        act: Option<usize>,
        open: bool,
    ) -> Option<(Vec<String>, Vec<String>, bool)> {
        let (mut sides, mut bodies) = (Vec::new(), Vec::new());
        self.sides(f, t, head, act, &mut sides, &mut bodies);
        // An organisation's convention is between more than it and one of those that the item is about.
        let unnamed = sides.is_empty() && bodies.is_empty();
        let open = open && sides.iter().any(|s| !f.ctx.is_state(s));
        for s in f.ctx.salient(f.ctx.item(f.number)).iter().take(2) {
            if sides.len() < 2 && !open && !sides.contains(s) {
                sides.push(s.clone());
            }
        }
        // In a report on one state a document that nobody is named to be party to is a matter at home.
        let home = unnamed && sides.len() == 1 && sides.iter().all(|s| f.ctx.is_state(s));
        let state = |m: &Mention| matches!(&m.kind, MentionKind::Actor(a) if a.how == How::Name);
        (!home || f.sent().mentions.iter().any(state)).then_some((sides, bodies, unnamed))
    }

    /// The status that the longest act at a token gives: a phrase that begins with its lemma, or the word alone.
    fn status_at(&self, tokens: &[Token], at: usize) -> Option<&String> {
        let t = &tokens[at];
        self.acts.longest(&t.lemma, &tokens[at + 1..], ACT).map(|found| found.0).or_else(|| self.acts.word(t))
    }

    /// What is done to the document: the governing verb or noun and the status it gives.
    fn act(&self, f: &Filler<'_>, head: usize, t: &Trigger) -> Option<(usize, String)> {
        let tokens = &f.sent().tokens;
        let status = |i: usize| self.status_at(tokens, i).cloned();
        if f.sent().parsed && !self.by_order {
            for k in
                f.tree.kids(head).filter(|k| matches!(f.tree.rel(*k), Rel::Acl | Rel::AclRelcl | Rel::Amod))
            {
                // `a declaration establishing a partnership`: what it does is not what is done to it.
                if f.tree.rel(k) == Rel::Acl && tokens[k].feats.has(Feats::GERUND) {
                    continue;
                }
                if let Some(s) = status(k) {
                    return Some((k, s));
                }
            }
            let mut below = head;
            for up in f.tree.ancestors(head).take(4) {
                if !matches!(
                    f.tree.rel(below),
                    Rel::Obj
                        | Rel::NsubjPass
                        | Rel::Nsubj
                        | Rel::Nmod
                        | Rel::Conj
                        | Rel::Obl
                        | Rel::Appos
                        | Rel::OblAgent
                ) {
                    break;
                }
                if let Some(s) = status(up) {
                    return Some((up, s));
                }
                below = up;
            }
        }
        let from = t.first.saturating_sub(if self.by_order { 8 } else { 4 });
        (from..t.first)
            .rev()
            .take_while(|i| !matches!(tokens[*i].lower.as_str(), ";" | "." | ":"))
            .chain(
                (t.end..(t.end + ACTED * 2).min(tokens.len()))
                    .take_while(|i| !matches!(tokens[*i].lower.as_str(), ";" | "." | ":" | ","))
                    // `un accord portant sur X`: what it does is not what is done to it.
                    .filter(|i| f.order_first || *i > t.end + 1 || !tokens[*i].feats.has(Feats::GERUND))
                    // Far behind, only what is done to it (`has been signed`).
                    .filter(|i| *i < t.end + ACTED || !f.order_first && tokens[*i - 1].upos == Upos::Aux),
            )
            .chain(list::behind_comma(tokens, t.end))
            .chain(list::before_aside(tokens, t.first))
            .find_map(|i| Some((i, status(i)?)))
    }

    /// True when the act lies ahead (`will sign`, `is to be signed`, `hope to conclude`).
    fn ahead(&self, f: &Filler<'_>, verb: usize, after: bool) -> bool {
        let tokens = &f.sent().tokens;
        // Between the document and an act behind it stand the words of its title.
        let near = verb.saturating_sub(if after { 2 } else { 4 })..verb;
        // `must still be ratified`
        let small = |k: &usize| matches!(tokens[*k].upos, Upos::Aux | Upos::Adv | Upos::Part);
        let run = (verb.saturating_sub(4)..verb).rev().take_while(small);
        let ahead = |i: usize| f.is("ahead", i) || f.is_base("ahead", i);
        // `are to hold talks and sign an accord`: a bare infinitive has the auxiliaries of the verb before it.
        let shared = || {
            let bare = tokens[verb].lower == tokens[verb].lemma && !tokens[verb].feats.has(Feats::FINITE);
            let first = f.tree.head(verb).filter(|_| bare && f.tree.rel(verb) == Rel::Conj);
            first.is_some_and(|v| {
                f.tree.kids(v).any(|k| k < v && matches!(f.tree.rel(k), Rel::Aux | Rel::Mark) && ahead(k))
            })
        };
        near.chain(run).any(ahead) || !self.by_order && f.sent().parsed && shared()
    }

    fn sides(
        &self,
        f: &Filler<'_>,
        t: &Trigger,
        head: usize,
        act: Option<usize>,
        sides: &mut Vec<String>,
        bodies: &mut Vec<String>,
    ) {
        let sent = f.sent();
        let mut args = Vec::new();
        if sent.parsed {
            f.tree.noun_args(head, f.frames, &mut args);
            if let Some(verb) = act {
                f.tree.verb_args(verb, f.frames, &mut args);
            }
        }
        let wanted = |s: Slot| {
            matches!(
                s,
                Slot::Subj
                    | Slot::With
                    | Slot::Between
                    | Slot::Of
                    | Slot::Adj
                    | Slot::By
                    | Slot::LedBy
                    | Slot::Among
            )
        };
        // `mediate an accord between A and B`: those between whom it is, and nobody else.
        if let Some((lo, hi)) = between(f, t) {
            for m in sent.mentions.iter().filter(|m| m.first as usize >= lo && m.end as usize <= hi) {
                party(f, m, sides, bodies);
            }
            if sides.len() >= 2 {
                return;
            }
            sides.clear();
            bodies.clear();
        }
        let mut reach = 0;
        for m in &sent.mentions {
            let inner = m.end <= reach;
            reach = reach.max(m.end);
            if inner && !matches!(m.kind, MentionKind::Actor(_)) {
                continue;
            }
            let by_tree = args.iter().any(|a| {
                wanted(a.slot) && {
                    let (lo, hi) = f.tree.extent(a.token, &[Rel::AclRelcl, Rel::Advcl]);
                    lo <= m.first as usize && m.end as usize <= hi && !(lo <= t.first && t.end <= hi)
                }
            });
            let close = self.by_order && (m.first as usize) < t.end + 25 && m.end as usize + 25 > t.first;
            if by_tree || close {
                party(f, m, sides, bodies);
            }
        }
    }
}

/// Adds what a mention stands for to the sides of a document, and its body to the bodies; who reports is no party.
fn party(f: &Filler<'_>, m: &Mention, sides: &mut Vec<String>, bodies: &mut Vec<String>) {
    for s in f.ctx.sides_of(m, f.number).into_iter().filter(|_| f.ctx.kind(m) != 0) {
        if !matches!(m.kind, MentionKind::Place(_)) && !sides.contains(&s) && sides.len() < 6 {
            sides.push(s);
        }
    }
    if let MentionKind::Actor(a) = &m.kind
        && let Some(id) = a.id.as_ref().filter(|i| i.contains('/') && !bodies.contains(i))
    {
        bodies.push(id.clone());
    }
}

/// True for a date of another year than that in which the document came out.
fn long_before(f: &Filler<'_>, date: &Edtf) -> bool {
    let years = date.latest().zip(f.ctx.published().and_then(|p| p.earliest()));
    years.is_none_or(|(d, p)| d.year < p.year)
}

/// The date that a document's title holds or is followed by (`the accord of 2018`).
fn named_date(f: &Filler<'_>, title: std::ops::Range<usize>) -> Option<Edtf> {
    f.sent().mentions.iter().find_map(|m| match &m.kind {
        MentionKind::Time(time) if (title.start..title.end + BEHIND).contains(&(m.first as usize)) => {
            time.value.filter(|_| !time.period)
        }
        _ => None,
    })
}

/// The noun phrase of a document: modifiers before the noun and complements after it, up to the clause's end.
fn title(f: &Filler<'_>, t: &Trigger, head: usize, by_order: bool) -> (usize, usize) {
    let tokens = &f.sent().tokens;
    let (mut lo, mut hi) = (t.first, t.end);
    if f.sent().parsed && !by_order {
        let skip = [
            Rel::AclRelcl,
            Rel::Advcl,
            Rel::Conj,
            Rel::Cc,
            Rel::Appos,
            Rel::Parataxis,
            Rel::Punct,
            Rel::Case,
            Rel::Det,
            Rel::Cop,
            Rel::Nsubj,
            Rel::Aux,
            Rel::Mark,
            Rel::Obl,
        ];
        for k in f.tree.kids(head).filter(|k| !skip.contains(&f.tree.rel(*k))) {
            let (a, b) = f.tree.extent(k, &[Rel::AclRelcl, Rel::Advcl, Rel::Parataxis]);
            if b > a && (a >= t.first.saturating_sub(8)) {
                lo = lo.min(a);
                hi = hi.max(b);
            }
        }
    } else {
        while hi < tokens.len() && hi < t.end + 24 {
            let word = tokens[hi].lower.as_str();
            // `an accord on gas on 5 May`: the day is no part of the name, but `the accord of 2018` is one.
            let dated = |k: usize| {
                f.sent()
                    .mentions
                    .iter()
                    .any(|m| matches!(m.kind, MentionKind::Time(_)) && m.first as usize == k)
            };
            if !f.order_first
                && (dated(hi) && tokens[hi - 1].upos != Upos::Adp
                    || tokens[hi].upos == Upos::Det && dated(hi + 1))
            {
                break;
            }
            let occasion = f.marker_at(hi).is_some_and(|(_, slot)| slot == Slot::About);
            if matches!(word, "," | ";" | "." | ":" | ")" | "(" | "”")
                || f.frames.rules.is("leave", word)
                || occasion
                || by_order && hi == t.end && f.frames.rules.is("joint", word)
                || joined_act(f, hi)
            {
                break;
            }
            hi += 1;
        }
    }
    let finite = (t.end..hi).find(|i| {
        matches!(tokens[*i].upos, Upos::Verb | Upos::Aux)
            && tokens[*i].feats.has(Feats::FINITE)
            && !tokens[*i].capital
    });
    hi = finite.unwrap_or(hi);
    while hi > lo + 1 && matches!(tokens[hi - 1].upos, Upos::Punct | Upos::Adp | Upos::Cconj) {
        hi -= 1;
    }
    while lo < t.first && matches!(tokens[lo].upos, Upos::Punct | Upos::Adp | Upos::Det | Upos::Pron) {
        lo += 1;
    }
    while hi > lo + 1
        && tokens[lo].span.join(tokens[hi - 1].span).of(&f.ctx.doc.text).chars().count() > LONGEST
    {
        hi -= 1;
    }
    (lo, hi.max(lo + 1))
}

/// True where a conjunction begins another act (`the partnership and said that …`).
fn joined_act(f: &Filler<'_>, at: usize) -> bool {
    let token = &f.sent().tokens[at];
    let joint = token.upos == Upos::Cconj || f.frames.rules.is("joint", &token.lower);
    joint && (f.verbs.contains(&(at + 1)) || f.pledges.contains(&(at + 1)))
}
