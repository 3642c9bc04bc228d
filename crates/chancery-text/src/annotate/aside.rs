//! Asides: dates, places and set phrases between an auxiliary and its verb or between a verb and its object (`a reçu
//! vendredi à Hanoï le colonel Y`, `a, de son côté, mis en garde Z`).
//!
//! They lead a small parser astray, and what they hang on needs no guessing; so a sentence is parsed without them, and they
//! are hung on their verb afterwards.

use crate::parse::Model;
use chancery_model::{Feats, How, Mention, MentionKind, Rel, Sentence, Span, Token, Upos};
use chancery_pack::{Fault, Pack, WordSet};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The set phrases of a language, `lexicon/asides.tsv`: one or more forms a row, as the segmenter splits them.
#[derive(Debug, Default)]
pub(crate) struct Asides {
    phrases: FxHashMap<SmolStr, Vec<Vec<SmolStr>>>,
    /// Forms of auxiliaries: the row that says `auxiliary` in its second column.
    auxiliaries: WordSet,
}

/// An aside: its tokens, the one that stands for it, the verb that it hangs on, and how.
#[derive(Debug)]
struct Aside {
    first: usize,
    end: usize,
    head: usize,
    verb: usize,
    rel: Rel,
}

/// A sentence without its asides.
#[derive(Debug)]
struct Shortened {
    rest: Sentence,
    /// The tokens of the whole sentence that are left.
    kept: Vec<usize>,
}

impl Shortened {
    fn new(sent: &Sentence, asides: &[Aside]) -> Shortened {
        let mut kept: Vec<usize> = Vec::with_capacity(sent.tokens.len());
        let mut next = asides.iter().peekable();
        for i in 0..sent.tokens.len() {
            while next.peek().is_some_and(|a| a.end <= i) {
                next.next();
            }
            if next.peek().is_none_or(|a| i < a.first) {
                kept.push(i);
            }
        }
        let tokens: Vec<Token> = kept.iter().map(|i| sent.tokens[*i].clone()).collect();
        let rest = Sentence { span: sent.span, block: sent.block, tokens, ..Sentence::default() };
        Shortened { rest, kept }
    }

    /// Gives the whole sentence the parse, with the asides hung on their verbs.
    fn restore(self, sent: &mut Sentence, asides: &[Aside]) {
        let Shortened { rest, kept } = self;
        if !rest.parsed {
            return;
        }
        for (at, token) in kept.iter().zip(rest.tokens) {
            sent.tokens[*at].head = token.head.and_then(|h| kept.get(usize::from(h))).map(|h| *h as u16);
            sent.tokens[*at].rel = token.rel;
        }
        let root = kept.iter().copied().find(|k| sent.tokens[*k].head.is_none());
        for aside in asides {
            if aside.verb == ROOT {
                for token in &mut sent.tokens[aside.first..aside.end] {
                    (token.head, token.rel) = (root.map(|r| r as u16), aside.rel);
                }
                continue;
            }
            for i in aside.first..aside.end {
                let token = &mut sent.tokens[i];
                (token.head, token.rel) = match token.upos {
                    _ if i == aside.head => (Some(aside.verb as u16), aside.rel),
                    Upos::Punct => (Some(aside.verb as u16), Rel::Punct),
                    Upos::Adp => (Some(aside.head as u16), Rel::Case),
                    Upos::Det => (Some(aside.head as u16), Rel::Det),
                    _ => (Some(aside.head as u16), Rel::Flat),
                };
            }
        }
        sent.parsed = true;
    }
}

/// Stands for the verb of what hangs on whatever turns out to be the sentence's root.
const ROOT: usize = usize::MAX;

/// The dateline that a sentence begins with (`HANOI, May 5 (VNA) –`): no part of what it says.
fn filed(sent: &Sentence, dateline: Option<Span>) -> Option<Aside> {
    let line = dateline.filter(|line| line.start >= sent.span.start && line.end < sent.span.end)?;
    let end = sent.tokens.partition_point(|t| t.span.end <= line.end);
    let opens = sent.tokens.first().is_some_and(|t| t.span.start >= line.start);
    (opens && end > 0 && end < sent.tokens.len()).then_some(Aside {
        first: 0,
        end,
        head: 0,
        verb: ROOT,
        rel: Rel::Dep,
    })
}

/// Most words before a date or a place that belong to it: a preposition and an article.
const LEAD: usize = 2;

impl Asides {
    pub(crate) fn new(pack: &Pack) -> Result<Asides, Fault> {
        let mut phrases: FxHashMap<SmolStr, Vec<Vec<SmolStr>>> = FxHashMap::default();
        let mut auxiliaries = WordSet::default();
        for row in &pack.lexicon("asides")?.rows {
            if row.cell(1) == "auxiliary" {
                auxiliaries = row.cell(0).split('|').map(SmolStr::new).collect();
                continue;
            }
            for form in row.cell(0).split('|') {
                let words: Vec<SmolStr> = form.split_whitespace().map(SmolStr::new).collect();
                if let Some(first) = words.first().cloned() {
                    phrases.entry(first).or_default().push(words);
                }
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        Ok(Asides { phrases, auxiliaries })
    }

    /// Parses tagged sentences whose dates and names are found; `dateline`: where the document says where it was filed.
    pub(crate) fn parse_all<'s>(
        &self,
        model: &Model,
        dateline: Option<Span>,
        sents: impl Iterator<Item = &'s mut Sentence>,
    ) {
        let mut plain: Vec<&mut Sentence> = Vec::new();
        let mut shortened: Vec<(&mut Sentence, Vec<Aside>, Shortened)> = Vec::new();
        for sent in sents {
            let mut asides = self.find(sent);
            if let Some(line) = filed(sent, dateline) {
                asides.retain(|a| a.first >= line.end);
                asides.insert(0, line);
            }
            if asides.is_empty() {
                plain.push(sent);
            } else {
                let rest = Shortened::new(sent, &asides);
                shortened.push((sent, asides, rest));
            }
        }
        plain.extend(shortened.iter_mut().map(|(.., short)| &mut short.rest));
        model.parse_all(&mut plain);
        for (sent, asides, short) in shortened {
            short.restore(sent, &asides);
        }
    }

    /// `a une nouvelle fois rejeté`: what the tagger took for a verb with an object is the auxiliary of the participle behind a
    /// set phrase, whatever that was taken for. True where something was.
    pub(crate) fn retag(&self, sent: &mut Sentence, model: &Model) -> bool {
        let mut changed = false;
        for i in 0..sent.tokens.len() {
            if !self.auxiliaries.contains(&sent.tokens[i].lower) {
                continue;
            }
            let participle = |e: &usize| {
                sent.tokens.get(*e).is_some_and(|t| match t.upos {
                    Upos::Verb => !t.feats.has(Feats::FINITE),
                    upos => upos == Upos::Adj,
                })
            };
            let Some(end) = self.set(sent, i + 1).filter(participle) else { continue };
            let participle = Feats::PARTICIPLE.with(Feats::PAST);
            for (at, upos, feats) in [(i, Upos::Aux, sent.tokens[i].feats), (end, Upos::Verb, participle)] {
                let token = &mut sent.tokens[at];
                if token.upos != upos {
                    (token.upos, token.feats) = (upos, feats);
                    token.class = model.class_of(upos, feats).unwrap_or(token.class);
                    token.other = token.class;
                    changed = true;
                }
            }
        }
        changed
    }

    /// Where the set phrase ends that begins at a token.
    fn set(&self, sent: &Sentence, at: usize) -> Option<usize> {
        let tokens = sent.tokens.get(at..)?;
        let phrases = self.phrases.get(&tokens.first()?.lower)?;
        let fits =
            |w: &&Vec<SmolStr>| w.len() <= tokens.len() && w.iter().zip(tokens).all(|(w, t)| *w == t.lower);
        phrases.iter().find(fits).map(|words| at + words.len())
    }

    /// The asides of a sentence, in order, none overlapping.
    fn find(&self, sent: &Sentence) -> Vec<Aside> {
        let tokens = &sent.tokens;
        let mut out: Vec<Aside> = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            let aux = tokens[i].upos == Upos::Aux && tokens[i].feats.has(Feats::FINITE);
            let verb = tokens[i].upos == Upos::Verb;
            i += 1;
            if !aux && !verb {
                continue;
            }
            let mut run: Vec<Aside> = Vec::new();
            let mut at = i;
            // `n'a pas, pour sa part, reçu`: an adverb more or less changes nothing.
            while aux && tokens.get(at).is_some_and(|t| t.upos == Upos::Adv) {
                at += 1;
            }
            let comma = tokens.get(at).is_some_and(|t| t.lower == ",");
            let mut end = at + usize::from(comma);
            while let Some(aside) = self.at(sent, end) {
                end = aside.end;
                run.push(aside);
            }
            if run.is_empty() {
                continue;
            }
            if comma {
                if tokens.get(end).is_none_or(|t| t.lower != ",") {
                    continue;
                }
                end += 1;
            }
            let mut next = end;
            while aux && tokens.get(next).is_some_and(|t| t.upos == Upos::Adv) {
                next += 1;
            }
            let Some(after) = tokens.get(next) else { continue };
            let governor = if aux {
                // `a été, mardi, reçu`: the verb may stand behind another auxiliary.
                let passive = tokens.get(next + 1).filter(|_| after.upos == Upos::Aux);
                let at = if passive.is_some() { next + 1 } else { next };
                Some(at).filter(|at| {
                    tokens.get(*at).is_some_and(|t| t.upos == Upos::Verb && !t.feats.has(Feats::FINITE))
                })
            } else {
                let object = matches!(after.upos, Upos::Det | Upos::Noun | Upos::Propn | Upos::Num);
                Some(i - 1).filter(|_| object)
            };
            let Some(governor) = governor else { continue };
            if let (true, [first, ..]) = (comma, run.as_mut_slice()) {
                first.first = at;
            }
            if let (true, Some(last)) = (comma, run.last_mut()) {
                last.end = end;
            }
            out.extend(run.into_iter().map(|a| Aside { verb: governor, ..a }));
            i = end;
        }
        out
    }

    /// The aside that begins at a token: a date, a place after its preposition, or a set phrase.
    fn at(&self, sent: &Sentence, at: usize) -> Option<Aside> {
        let tokens = &sent.tokens;
        tokens.get(at)?;
        if let Some(end) = self.set(sent, at) {
            return Some(Aside { first: at, end, head: end - 1, verb: at, rel: Rel::Advmod });
        }
        let mut start = at;
        while start < at + LEAD
            && tokens.get(start).is_some_and(|t| matches!(t.upos, Upos::Adp | Upos::Det))
            && outer(&sent.mentions, start).is_none()
        {
            start += 1;
        }
        let m = outer(&sent.mentions, start)?;
        let fits = match &m.kind {
            MentionKind::Time(_) => true,
            MentionKind::Place(_) | MentionKind::Actor(_) => start > at && tokens[at].upos == Upos::Adp,
            _ => false,
        };
        let end = usize::from(m.end);
        (fits && end <= tokens.len()).then(|| {
            // A date hangs by its noun, a place by its name.
            let head = (start..end)
                .rev()
                .find(|k| matches!(tokens[*k].upos, Upos::Noun | Upos::Propn))
                .unwrap_or(start);
            Aside { first: at, end, head, verb: at, rel: Rel::Obl }
        })
    }
}

/// The largest date, place or state that begins at a token, unless something larger does.
fn outer(mentions: &[Mention], token: usize) -> Option<&Mention> {
    let largest = mentions.iter().filter(|m| usize::from(m.first) == token).max_by_key(|m| m.end)?;
    match &largest.kind {
        MentionKind::Time(_) | MentionKind::Place(_) => Some(largest),
        MentionKind::Actor(a) => matches!(a.how, How::Name | How::Capital).then_some(largest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::{Edtf, Span, TimeRef};

    fn token(word: &str, upos: Upos, feats: Feats) -> Token {
        Token { lower: SmolStr::new(word), upos, feats, ..Token::default() }
    }

    fn asides() -> Asides {
        let words: Vec<SmolStr> = ["de", "son", "côté"].map(SmolStr::new).to_vec();
        Asides {
            phrases: [(SmolStr::new("de"), vec![words])].into_iter().collect(),
            auxiliaries: WordSet::default(),
        }
    }

    #[test]
    fn a_date_between_auxiliary_and_verb_hangs_on_the_verb() {
        let mut sent = Sentence {
            tokens: vec![
                token("x", Upos::Propn, Feats::default()),
                token("a", Upos::Aux, Feats::FINITE),
                token("de", Upos::Adp, Feats::default()),
                token("son", Upos::Det, Feats::default()),
                token("côté", Upos::Noun, Feats::default()),
                token("lundi", Upos::Noun, Feats::default()),
                token("reçu", Upos::Verb, Feats::PARTICIPLE),
                token("y", Upos::Propn, Feats::default()),
            ],
            ..Sentence::default()
        };
        let time = TimeRef {
            value: Some(Edtf::year(2024)),
            since: false,
            period: false,
            anniversary: false,
            anaphoric: false,
            due: false,
        };
        sent.mentions.push(Mention {
            span: Span { start: 0, end: 1 },
            first: 5,
            end: 6,
            head: 5,
            kind: MentionKind::Time(time),
        });
        let found = asides().find(&sent);
        let seen: Vec<_> = found.iter().map(|a| (a.first, a.end, a.verb)).collect();
        assert_eq!(seen, [(2, 5, 6), (5, 6, 6)]);
        // Without a participle behind it nothing is known.
        sent.tokens[6].upos = Upos::Adp;
        assert!(asides().find(&sent).is_empty());
    }
}
