//! Who speaks in a quotation: `we` and `I` inside quotation marks stand for whoever the text names as saying the words,
//! right before them, right behind them, or before the quotation that they go on from.

use chancery_model::{Annotated, Document, Mention, MentionKind, PersonRef, Sentence, Token, Upos};
use chancery_pack::Rules;

/// The most words between a quotation and the verb that says whose it is.
const REACH: usize = 14;
/// The most words between that verb and who speaks.
const BESIDE: usize = 4;
/// The most words that stand for who speaks.
const WORDS: usize = 2;
/// How many of the mentions that begin before a verb may stand by it: names lie inside of each other, but few deep.
const NEAR: usize = 16;
/// How many paragraphs on a quotation goes on from the one before.
const GOES_ON: u32 = 1;

/// A place in the text: sentence and token.
type At = (usize, usize);

/// A quotation, from its opening mark to its closing one or the end of its paragraph.
#[derive(Debug, Clone, Copy)]
struct Quote {
    open: At,
    close: At,
    closed: bool,
}

/// Gives the first person of the document's quotations to whoever speaks there.
pub(crate) fn settle(doc: &Document, text: &mut Annotated, rules: &Rules) {
    let quotes = quotations(&text.sentences);
    let item = |s: usize| doc.blocks.get(text.sentences[s].block as usize).map_or(0, |b| b.item);
    let mut last: Option<(PersonRef, At)> = None;
    let mut found: Vec<(usize, Mention)> = Vec::new();
    for q in &quotes {
        let goes_on = last.as_ref().filter(|(_, at)| {
            let apart = text.sentences[q.open.0].block.saturating_sub(text.sentences[at.0].block);
            apart <= GOES_ON && item(at.0) == item(q.open.0)
        });
        let said = behind(&text.sentences, q, rules)
            .or_else(|| before(&text.sentences, q, rules))
            .or_else(|| goes_on.map(|(who, _)| who.clone()))
            .or_else(|| leads(&text.sentences, q, rules));
        let Some(who) = said else { continue };
        for s in q.open.0..=q.close.0 {
            let sent = &text.sentences[s];
            let from = if s == q.open.0 { q.open.1 + 1 } else { 0 };
            let to = if s == q.close.0 { q.close.1 } else { sent.tokens.len() };
            first_person(sent, from..to, rules, |m| {
                let kind = MentionKind::Speaker(who.clone());
                found.push((s, Mention { kind, ..m }));
            });
        }
        last = Some((who, q.close));
    }
    let mut found = found.into_iter().peekable();
    while let Some((s, m)) = found.next() {
        let mentions = &mut text.sentences[s].mentions;
        mentions.push(m);
        if found.peek().is_none_or(|next| next.0 != s) {
            mentions.sort_by_key(|m| m.first);
        }
    }
}

/// The words of the first person in a range of tokens.
fn first_person(
    sent: &Sentence,
    range: std::ops::Range<usize>,
    rules: &Rules,
    mut found: impl FnMut(Mention),
) {
    let Some(class) = rules.class(SPEAKER) else { return };
    // Mentions that begin before a word are passed once; how far they reach says whether one holds it.
    let (mut passed, mut reach) = (0, 0);
    let mut i = range.start;
    while i < range.end {
        let words = sent.tokens[i..range.end].iter().take(WORDS).map(|t| t.lower.as_str());
        let width = class.longest(words);
        if width == 0 {
            i += 1;
            continue;
        }
        while let Some(m) = sent.mentions.get(passed).filter(|m| (m.first as usize) < i + width) {
            reach = reach.max(m.end as usize);
            passed += 1;
        }
        if reach <= i {
            found(Mention {
                span: sent.tokens[i].span.join(sent.tokens[i + width - 1].span),
                first: i as u16,
                end: (i + width) as u16,
                head: (i + width - 1) as u16,
                kind: MentionKind::Speaker(PersonRef::default()),
            });
        }
        i += width;
    }
}

/// The class of words for who speaks (`I`, `we`).
pub(crate) const SPEAKER: &str = "speaker";

/// The quotations of the text, in its order; one that its paragraph does not close ends there.
fn quotations(sentences: &[Sentence]) -> Vec<Quote> {
    let mut out = Vec::new();
    let mut open: Option<(At, &str)> = None;
    let mut end = (0, 0);
    let mut block = None;
    for (s, sent) in sentences.iter().enumerate() {
        if block != Some(sent.block) {
            out.extend(open.take().map(|(open, _)| Quote { open, close: end, closed: false }));
            block = Some(sent.block);
        }
        for (i, t) in sent.tokens.iter().enumerate() {
            let mark = t.lower.as_str();
            match open {
                Some((from, close)) if mark == close => {
                    out.push(Quote { open: from, close: (s, i), closed: true });
                    open = None;
                }
                Some(_) => {}
                None => {
                    open = match mark {
                        "“" | "„" => Some(((s, i), "”")),
                        "«" => Some(((s, i), "»")),
                        "\"" => Some(((s, i), "\"")),
                        _ => None,
                    }
                }
            }
        }
        end = (s, sent.tokens.len());
    }
    out.extend(open.map(|(open, _)| Quote { open, close: end, closed: false }));
    out
}

/// Who is said, behind a quotation, to have said it (`…,” the minister said`).
fn behind(sentences: &[Sentence], q: &Quote, rules: &Rules) -> Option<PersonRef> {
    let sent = sentences.get(q.close.0).filter(|_| q.closed)?;
    let from = q.close.1 + 1;
    let until = |k: &usize| !matches!(sent.tokens[*k].lower.as_str(), "“" | "„" | "«" | "\"" | ";");
    let range = from..sent.tokens.len().min(from + REACH);
    let verb = range.take_while(until).find(|k| says(sent, *k, rules))?;
    speaker(sent, verb, from)
}

/// Who is said, before a quotation, to say it (`the minister said: “…`), in its sentence or one that ends with a colon.
fn before(sentences: &[Sentence], q: &Quote, rules: &Rules) -> Option<PersonRef> {
    let sent = &sentences[q.open.0];
    let (sent, to) = if q.open.1 > 0 {
        (sent, q.open.1)
    } else {
        let sent = sentences.get(q.open.0.checked_sub(1)?)?;
        let colon = sent.tokens.last().is_some_and(|t| t.lower == ":");
        (sent, colon.then_some(sent.tokens.len())?)
    };
    let verb = (to.saturating_sub(REACH)..to).rev().find(|k| says(sent, *k, rules))?;
    speaker(sent, verb, 0)
}

/// Who speaks in the sentence right before a quotation that opens its own (`X thanked Y. “We will …”`).
fn leads(sentences: &[Sentence], q: &Quote, rules: &Rules) -> Option<PersonRef> {
    let sent = sentences.get(q.open.0.checked_sub(1)?).filter(|_| q.open.1 == 0)?;
    let verb = (0..sent.tokens.len()).find(|k| says(sent, *k, rules))?;
    speaker(sent, verb, 0)
}

fn says(sent: &Sentence, at: usize, rules: &Rules) -> bool {
    let t = &sent.tokens[at];
    rules.is("speaking", &t.lemma) || rules.is("speaking", &t.lower)
}

/// Who stands by a verb of saying: right before it, else right behind it.
fn speaker(sent: &Sentence, verb: usize, from: usize) -> Option<PersonRef> {
    let small = |k: usize| {
        let t = &sent.tokens[k];
        matches!(t.upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Pron | Upos::Punct)
    };
    let who = |m: &Mention| match &m.kind {
        MentionKind::Person(p) if p.side.is_some() || p.entity.is_some() => {
            Some(PersonRef { pronoun: true, side: p.side.clone(), entity: p.entity, ..PersonRef::default() })
        }
        MentionKind::Actor(a) => {
            let side = a.side.clone().or_else(|| a.id.clone())?;
            Some(PersonRef { pronoun: true, side: Some(side), ..PersonRef::default() })
        }
        _ => None,
    };
    let all = &sent.mentions;
    let (to, since) = (
        all.partition_point(|m| (m.first as usize) < verb),
        all.partition_point(|m| m.first as usize <= verb),
    );
    let ahead = all[to.saturating_sub(NEAR)..to].iter().filter(|m| {
        let end = m.end as usize;
        (m.first as usize) >= from && end <= verb && verb - end <= BESIDE && (end..verb).all(small)
    });
    let back = all[since..].iter().take_while(|m| m.first as usize - verb <= BESIDE).filter(|m| {
        let article = |k: usize| small(k) || sent.tokens[k].upos == Upos::Det;
        (verb + 1..m.first as usize).all(article)
    });
    // Of mentions that nest the outer one, which comes first.
    ahead.filter_map(who).next().or_else(|| back.filter_map(who).next())
}

/// The most tokens of a quotation that is passed over whole.
const QUOTATION: usize = 120;

/// Where the quotation closes that the mark at a token opens; `None` where there is no mark, or none that closes it.
pub(crate) fn quotation(tokens: &[Token], at: usize) -> Option<usize> {
    let close = match tokens.get(at)?.lower.as_str() {
        "“" => "”",
        "„" => "“",
        "‘" => "’",
        "«" => "»",
        same @ ("\"" | "'") => same,
        _ => return None,
    };
    (at + 1..tokens.len().min(at + QUOTATION)).find(|k| tokens[*k].lower == close)
}
