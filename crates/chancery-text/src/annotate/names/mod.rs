//! People with their offices and sides, actors, places and groups.
//!
//! A sentence is read as *atoms* (words split also at hyphens and elisions, so that tokens do not matter), the vocabulary
//! of the pack and the registry is matched by one trie, and small grammars put offices, bodies and people together:
//!
//! * [`office`]: a noun of office with its qualifiers, before or after it;
//! * [`person`]: forms of address, offices, a name and offices in apposition;
//! * [`actors`]: states, organisations, bodies, places, groups;
//! * [`resolve`]: which mentions are one person, and what side and offices they have together.
//!
//! A capital's name is ambiguous (the city or the government): it is given as a place *and* as an actor
//! ([`chancery_model::How::Capital`]) over one span, and coding chooses by the frame.

mod actors;
mod alike;
mod atoms;
mod gazetteer;
mod land;
mod lexicon;
mod meant;
mod name;
mod office;
mod person;
mod phrase;
mod pointed;
mod reach;
mod resolve;
mod scan;
mod short;
mod sides;
mod spread;
#[cfg(test)]
mod tests;

use chancery_model::{ActorRef, Document, How, Mention, MentionKind, Person, Sentence, Span};
use chancery_pack::{Fault, Pack, Registry};
use lexicon::Lexicon;
use scan::Scan;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Finds names in one language.
#[derive(Debug)]
pub struct Names {
    lexicon: Lexicon,
}

impl Names {
    /// Compiles the pack's and the registry's names.
    pub fn new(pack: &Pack, registry: &Registry) -> Result<Names, Fault> {
        let mut lexicon = Lexicon::new(pack)?;
        gazetteer::load(&mut lexicon, registry, &pack.lang);
        lexicon.finish();
        Ok(Names { lexicon })
    }

    /// Adds person, actor, place and group mentions to the sentences (dates are there already) and
    /// returns the people they mention.
    pub fn annotate(&self, doc: &Document, sentences: &mut [Sentence]) -> Vec<Person> {
        let mut buf = String::new();
        let mut reads: Vec<resolve::Read> = Vec::with_capacity(sentences.len());
        for sent in sentences.iter() {
            let mut atoms = Vec::with_capacity(sent.tokens.len() + 4);
            let range = sent.span.range();
            if doc.text.get(range.clone()).is_some() {
                self.lexicon.interner.atoms(&doc.text, range, &mut buf, &mut atoms);
            }
            atoms.truncate(usize::from(u16::MAX) - 1);
            let scan = Scan::new(&self.lexicon, &doc.text, atoms).tagged(&sent.tokens);
            let people = person::people(&scan);
            reads.push(resolve::Read { scan, people });
        }
        let since: Vec<usize> = (0..reads.len()).map(|s| pointed::since(doc, sentences, s)).collect();
        let (people, persons) = resolve::resolve(doc, sentences, &mut reads, &since);
        let mut lands = land::Land::default();
        for (s, (sent, persons)) in sentences.iter_mut().zip(persons).enumerate() {
            let (before, read) = (&reads[since[s]..s], &reads[s]);
            let times: Vec<Span> = sent
                .mentions
                .iter()
                .filter(|m| matches!(m.kind, MentionKind::Time(_)))
                .map(|m| m.span)
                .collect();
            let mut found = persons;
            let people = found.len();
            actors::actors(&read.scan, &read.people, &mut found);
            for (span, kind) in &mut found[people..] {
                if let MentionKind::Actor(a) = kind
                    && a.side.is_none()
                    && a.id.is_none()
                {
                    let start = read.scan.atoms.partition_point(|x| x.end <= span.start);
                    let end = read.scan.atoms.partition_point(|x| x.start < span.end);
                    let side = pointed::owner(before, &read.scan, start, end);
                    a.side = side.map(|s| s.as_str().to_owned());
                }
            }
            for (span, kind) in found {
                if times.iter().any(|t| t.overlaps(span) && !span.contains(*t)) {
                    continue;
                }
                if read.scan.lex.syllables && within_word(&read.scan, sent, span, &kind) {
                    continue;
                }
                if let Some(mention) = mention(sent, span, kind) {
                    sent.mentions.push(mention);
                }
            }
            uncross(&mut sent.mentions);
            let item = doc.blocks.get(sent.block as usize).map_or(0, |b| b.item);
            lands.point(&read.scan, item, sent);
        }
        acronyms(&doc.text, sentences);
        people
    }
}

/// Gives an acronym that the document explains (`Parti communiste de Cuba (PCC)`) the meaning it has there, wherever it
/// stands alone.
fn acronyms(text: &str, sentences: &mut [Sentence]) {
    let mut means: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
    for m in sentences.iter().flat_map(|s| &s.mentions) {
        if let MentionKind::Actor(a) = &m.kind
            && a.how == How::Name
            && (a.id.is_some() || a.side.is_some())
            && let Some(rest) = text.get(m.span.end as usize..).and_then(|t| t.strip_prefix(" ("))
            && let Some((short, _)) = rest.get(..rest.len().min(16)).unwrap_or("").split_once(')')
            && (2..=12).contains(&short.len())
            && short.chars().all(|c| c.is_uppercase() || c == '-')
        {
            means.entry(short.to_owned()).or_insert_with(|| (a.id.clone(), a.side.clone()));
        }
    }
    if means.is_empty() {
        return;
    }
    for sent in sentences {
        let mut fresh = Vec::new();
        for token in &sent.tokens {
            let name = token.span.of(text);
            let Some((id, side)) = means.get(name) else { continue };
            let mut seen = false;
            for m in sent.mentions.iter_mut().filter(|m| m.span.overlaps(token.span)) {
                seen = true;
                if let MentionKind::Actor(a) = &mut m.kind
                    && m.span == token.span
                {
                    a.id.clone_from(id);
                    a.side.clone_from(side);
                }
            }
            if !seen {
                fresh.push((
                    token.span,
                    ActorRef { id: id.clone(), side: side.clone(), how: How::Name, name: name.to_owned() },
                ));
            }
        }
        for (span, actor) in fresh {
            if let Some(m) = mention(sent, span, MentionKind::Actor(actor)) {
                sent.mentions.push(m);
            }
        }
        uncross(&mut sent.mentions);
    }
}

/// True for a noun in lower case that is only a later syllable of a word (`đoàn` in `tập đoàn`, `trường` in `lập trường`).
/// What ends the noun of an office stands for who holds it (`trưởng đoàn`).
fn within_word(scan: &Scan, sent: &Sentence, span: Span, kind: &MentionKind) -> bool {
    let noun = match kind {
        MentionKind::Actor(a) => a.how == How::Common,
        MentionKind::Person(p) => p.name.is_none(),
        _ => false,
    };
    let k = sent.tokens.partition_point(|t| t.span.end <= span.start);
    let Some(word) = sent.tokens.get(k).filter(|t| noun && t.span.start < span.start) else { return false };
    let first = scan.atoms.partition_point(|a| a.start < word.span.start);
    span.of(scan.text).starts_with(char::is_lowercase) && scan.head(first).is_none()
}

/// A mention over the tokens that `span` touches.
fn mention(sent: &Sentence, span: Span, kind: MentionKind) -> Option<Mention> {
    let first = sent.tokens.partition_point(|t| t.span.end <= span.start);
    let end = sent.tokens.partition_point(|t| t.span.start < span.end);
    if first >= end || end > usize::from(u16::MAX) {
        return None;
    }
    Some(Mention { span, first: first as u16, end: end as u16, head: first as u16, kind })
}

/// Drops mentions that cross one before them: a larger one wins over a smaller. A date in a name (`the 6 March Movement`,
/// `Mar-a-Lago`) dates nothing.
fn uncross(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let named = |m: &Mention| match &m.kind {
        MentionKind::Actor(a) => a.how == How::Name && a.id.is_some(),
        kind => matches!(kind, MentionKind::Place(_)),
    };
    let mut open: Vec<(Span, bool)> = Vec::new();
    mentions.retain(|m| {
        while open.last().is_some_and(|(o, _)| o.end <= m.span.start) {
            open.pop();
        }
        let time = matches!(m.kind, MentionKind::Time(_));
        if open.last().is_some_and(|(o, name)| m.span.end > o.end || time && *name) {
            return false;
        }
        open.push((m.span, named(m)));
        true
    });
}

/// The sides named by actors between two atoms, in order.
fn sides_within(scan: &Scan, start: usize, end: usize) -> Vec<SmolStr> {
    let mut out = Vec::new();
    let mut i = start;
    while i < end {
        match scan.actor(i) {
            Some((stop, id)) if stop <= end => {
                out.extend(scan.lex.actors[id as usize].side.clone());
                i = stop;
            }
            _ => i += 1,
        }
    }
    out
}
