//! Documents told of together, of which the first only counts them (`signed five accords: the accord on X; the convention
//! on Y`): what is done to that is done to each.

use super::{Draft, Named};
use crate::fill::Filler;
use chancery_model::{Edtf, Feats, Token};

/// A list of documents while it is read.
#[derive(Debug, Default)]
pub(super) struct List {
    /// One past the last token of the document before, the status of all and their date.
    head: Option<(usize, String, Option<Edtf>)>,
}

impl List {
    /// The list that a sentence goes on with (`These are …`), where one was begun in the sentence before or is going on.
    pub(super) fn of(f: &Filler<'_>, before: &[Draft]) -> List {
        let opens = f.words_of("listing", 0..OPENING).is_some();
        let last = before.last().filter(|d| opens && d.sentence < f.number && f.number - d.sentence <= 1);
        let done = last.filter(|d| (d.acted || d.listed) && DONE.contains(&d.status.as_str()));
        List { head: done.map(|d| (0, d.status.clone(), d.date)) }
    }

    /// Gives a document what is done to the list that it is one of; one to which something is done itself begins a list.
    pub(super) fn add(&mut self, f: &Filler<'_>, (first, end, _): &Named<'_>, draft: &mut Draft) {
        if draft.acted {
            let done = DONE.contains(&draft.status.as_str());
            self.head = done.then(|| (*end, draft.status.clone(), draft.date));
            return;
        }
        let Some((from, status, date)) = &mut self.head else { return };
        let mark = |k: usize| matches!(f.sent().tokens[k].lower.as_str(), ":" | ";");
        if *from > 0 && !(*from..*first).any(mark) {
            return;
        }
        draft.status.clone_from(status);
        draft.date = draft.date.or(*date);
        draft.listed = true;
        // In a sentence that lists nothing else, every one is of the list.
        *from = if *from > 0 { *end } else { 0 };
    }
}

/// What is done to a document once and for all.
const DONE: [&str; 3] = ["signed", "agreed", "ratified"];

/// Among how many tokens of a sentence the words stand that say that it goes on with a list.
const OPENING: usize = 10;

/// The participle behind the first comma after a document (`an accord on fisheries, signed in May`).
pub(super) fn behind_comma(tokens: &[Token], from: usize) -> Option<usize> {
    let stop = |t: &Token| matches!(t.lower.as_str(), ";" | "." | ":");
    let reach = tokens.get(from..)?.iter().take(TITLE).take_while(|t| !stop(t));
    let comma = from + reach.clone().position(|t| t.lower == ",")?;
    let past = |t: &Token| t.feats.has(Feats::PARTICIPLE) && t.feats.has(Feats::PAST);
    tokens.get(comma + 1).filter(|t| past(t)).map(|_| comma + 1)
}

/// The most tokens from a document to the comma that ends its title.
const TITLE: usize = 12;

/// The words right before a remark between commas that a document follows (`signed, in the presence of X, an accord`).
pub(super) fn before_aside(tokens: &[Token], first: usize) -> std::ops::Range<usize> {
    let comma = |k: &usize| tokens[*k].lower == ",";
    let close = (first.saturating_sub(ARTICLE)..first).rev().find(comma);
    let open = close.and_then(|c| (c.saturating_sub(REMARK)..c).rev().find(comma));
    open.map_or(0..0, |o| o.saturating_sub(VERB)..o)
}

/// The most words between a document and the comma before its article and adjectives, of a remark, and from a verb to the
/// comma behind it.
const ARTICLE: usize = 3;
const REMARK: usize = 18;
const VERB: usize = 2;
