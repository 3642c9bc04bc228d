//! Verbs that the tagger takes for nouns.

use crate::lemma::Lemmatizer;
use crate::parse::Model;
use chancery_model::{Feats, How, Mention, MentionKind, Sentence, Upos};

/// Makes verbs of words that could be nouns but stand between who acts and whom or what they act on (`Xi Jinping visits
/// Tanzania`, `Israel strikes the port`): headlines and captions say it so, the treebanks hardly ever.
pub(crate) fn mend(sent: &mut Sentence, lemmatizer: &Lemmatizer, model: &Model) {
    let Sentence { tokens, mentions, .. } = sent;
    let mut marks: Option<Vec<u8>> = None;
    // A headline whose verb is not seen yet (`Turkish opposition calls boycott`) has no full stop either.
    let verbless = tokens.last().is_some_and(|t| t.upos != Upos::Punct)
        && tokens.iter().all(|t| !matches!(t.upos, Upos::Verb | Upos::Aux) || !t.feats.has(Feats::FINITE));
    for i in 1..tokens.len().saturating_sub(1) {
        let noun = matches!(tokens[i].upos, Upos::Noun | Upos::Propn);
        // A past tense that the tagger has never seen may pass for anything (`the army overthrew the president`).
        let unseen =
            !tokens[i].capital && matches!(tokens[i].upos, Upos::Propn | Upos::Adp | Upos::Adj | Upos::Adv);
        if !noun && !unseen {
            continue;
        }
        let Some((lemma, feats)) = lemmatizer.finite(&tokens[i].lower) else { continue };
        // A present tense may pass for an adjective where a nationality stands before it (`le président chilien libère Z`).
        let noun = noun || tokens[i].upos == Upos::Adj && !feats.has(Feats::PAST);
        let unseen = unseen && feats.has(Feats::PAST);
        let marks = marks.get_or_insert_with(|| marked(mentions, tokens.len()));
        let acted_on = marks[i + 1] & BEGINS != 0 || tokens[i + 1].upos == Upos::Det;
        let next = tokens[i + 1].upos;
        let named = marks[i] & (ENDS | INSIDE) == ENDS;
        let told = marks[i] & INSIDE == 0 && marks[i] & (ENDS | CALLED) != 0;
        let object =
            acted_on || matches!(next, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num | Upos::Part);
        if !(noun && named && acted_on || unseen && told && acted_on || noun && verbless && told && object) {
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
/// Somebody who can act and is called by a common noun (`Turkish ministers`, `the premier`) has ended just before.
const CALLED: u8 = 8;

/// What begins, ends and goes on at each token and behind the last.
fn marked(mentions: &[Mention], length: usize) -> Vec<u8> {
    let mut marks = vec![0; length + 1];
    for m in mentions {
        let acts = match &m.kind {
            MentionKind::Person(p) if p.name.is_some() => ENDS,
            MentionKind::Actor(a) if a.how == How::Name => ENDS,
            MentionKind::Actor(a) if a.how == How::Adjective => 0,
            MentionKind::Person(_) | MentionKind::Actor(_) => CALLED,
            MentionKind::Time(_) => continue,
            _ => 0,
        };
        let (first, end) = (m.first as usize, m.end as usize);
        marks[first] |= BEGINS;
        marks[end] |= acts;
        marks[first..end].iter_mut().for_each(|m| *m |= INSIDE);
    }
    marks
}
