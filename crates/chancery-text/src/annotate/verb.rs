//! Verbs that the tagger takes for nouns.

use crate::lemma::Lemmatizer;
use crate::parse::Model;
use chancery_model::{How, Mention, MentionKind, Sentence, Upos};

/// Makes verbs of words that could be nouns but stand between who acts and whom or what they act on (`Xi Jinping visits
/// Tanzania`, `Israel strikes the port`): headlines and captions say it so, the treebanks hardly ever.
pub(crate) fn mend(sent: &mut Sentence, lemmatizer: &Lemmatizer, model: &Model) {
    let Sentence { tokens, mentions, .. } = sent;
    let mut marks: Option<Vec<u8>> = None;
    for i in 1..tokens.len().saturating_sub(1) {
        if !matches!(tokens[i].upos, Upos::Noun | Upos::Propn) {
            continue;
        }
        let Some((lemma, feats)) = lemmatizer.finite(&tokens[i].lower) else { continue };
        let marks = marks.get_or_insert_with(|| marked(mentions, tokens.len()));
        let acted_on = marks[i + 1] & BEGINS != 0 || tokens[i + 1].upos == Upos::Det;
        if marks[i] & (ENDS | INSIDE) != ENDS || !acted_on {
            continue;
        }
        (tokens[i].upos, tokens[i].feats, tokens[i].lemma) = (Upos::Verb, feats, lemma.clone());
        tokens[i].class = model.class_of(Upos::Verb, feats).unwrap_or(tokens[i].class);
        tokens[i].other = tokens[i].class;
    }
}

/// Somebody or something that is no date begins here.
const BEGINS: u8 = 1;
/// Somebody who can act has ended just before.
const ENDS: u8 = 2;
/// Part of a name or an office.
const INSIDE: u8 = 4;

/// What begins, ends and goes on at each token and behind the last.
fn marked(mentions: &[Mention], length: usize) -> Vec<u8> {
    let mut marks = vec![0; length + 1];
    for m in mentions {
        let acts = match &m.kind {
            MentionKind::Person(p) => p.name.is_some(),
            MentionKind::Actor(a) => a.how == How::Name,
            MentionKind::Time(_) => continue,
            _ => false,
        };
        let (first, end) = (m.first as usize, m.end as usize);
        marks[first] |= BEGINS;
        marks[end] |= if acts { ENDS } else { 0 };
        marks[first..end].iter_mut().for_each(|m| *m |= INSIDE);
    }
    marks
}
