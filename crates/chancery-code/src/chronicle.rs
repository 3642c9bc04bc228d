//! The dates over the entries of a chronicle: of what a paragraph that begins with a date and a mark tells (`1995 – X accuses
//! Y. Y denies it.`), and of the paragraphs under a heading that is or begins with one (`April 1955: The conference`).

use chancery_model::{Annotated, BlockRole, Document, Edtf, MentionKind, Sentence};
use rustc_hash::FxHashMap;

/// The last token at which the date of an entry may begin.
const OPENING: u16 = 2;
/// The most words of a line that is a heading, though it was read as a paragraph.
const LINE: usize = 12;
/// The fewest dated entries of an item that make it a chronicle.
const ENTRIES: usize = 2;

/// The date that each sentence's entry is of.
pub(crate) fn dates(doc: &Document, text: &Annotated) -> Vec<Option<Edtf>> {
    let block = |s: &Sentence| {
        doc.blocks.get(s.block as usize).map_or((0, BlockRole::Paragraph), |b| (b.item, b.role))
    };
    let mut out: Vec<Option<Edtf>> = Vec::with_capacity(text.sentences.len());
    let mut entries: FxHashMap<u16, usize> = FxHashMap::default();
    let (mut heading, mut own, mut before): (Option<Edtf>, Option<Edtf>, Option<(u16, u32)>) =
        (None, None, None);
    for (i, sent) in text.sentences.iter().enumerate() {
        let (item, role) = block(sent);
        if before.is_none_or(|b| b != (item, sent.block)) {
            if before.is_none_or(|b| b.0 != item) {
                heading = None;
            }
            own = entry(sent).filter(|_| role != BlockRole::Title);
            if own.is_some() {
                *entries.entry(item).or_default() += 1;
            }
            let last = text.sentences.get(i + 1).is_none_or(|s| s.block != sent.block);
            if role == BlockRole::Heading || last && own.is_some() && line(sent) {
                heading = own;
            } else if own.is_some() {
                heading = None;
            }
            before = Some((item, sent.block));
        }
        out.push(own.or(heading));
    }
    let chronicle = |item: u16| entries.get(&item).is_some_and(|n| *n >= ENTRIES);
    for (date, sent) in out.iter_mut().zip(&text.sentences) {
        if !chronicle(block(sent).0) {
            *date = None;
        }
    }
    out
}

/// True for a line that tells nothing of its own.
fn line(sent: &Sentence) -> bool {
    let stop = sent.tokens.last().is_some_and(|t| matches!(t.lower.as_str(), "." | "!" | "?" | "…"));
    sent.tokens.len() <= LINE && !stop
}

/// The date that an entry begins with: behind it there is nothing, or a mark that ends no clause.
fn entry(sent: &Sentence) -> Option<Edtf> {
    sent.mentions.iter().find_map(|m| {
        let MentionKind::Time(time) = &m.kind else { return None };
        let mark = |t: &chancery_model::Token| matches!(t.lower.as_str(), ":" | "-" | "–" | "—" | "." | "|");
        let alone = sent.tokens.get(m.end as usize).is_none_or(mark);
        let opens = m.first <= OPENING
            && sent.tokens[..m.first as usize].iter().all(|t| !t.lower.chars().any(char::is_alphanumeric));
        let told = !(time.since || time.period || time.anniversary || time.due || time.anaphoric);
        time.value.filter(|_| alone && opens && told)
    })
}
