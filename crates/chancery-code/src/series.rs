//! The number of a session (`third dialogue`, `19th summit`, `lần thứ 4`) and the name of what is numbered.

use crate::fill::Filler;
use crate::frame::Trigger;
use chancery_model::{Document, MentionKind, Rel, Upos};
use chancery_pack::{Fault, Pack};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// `lexicon/ordinals.tsv`: form to number; `{n}` stands for any number in digits (`{n}th`, `lần thứ {n}`).
#[derive(Debug, Default)]
pub(crate) struct Ordinals {
    words: FxHashMap<SmolStr, u32>,
    /// Text before and after the digits, longest first.
    patterns: Vec<(String, String)>,
}

/// How far from the trigger noun its number may stand, in tokens.
const REACH: usize = 6;

impl Ordinals {
    pub(crate) fn new(pack: &Pack) -> Result<Ordinals, Fault> {
        let table = pack.lexicon("ordinals")?;
        let mut out = Ordinals::default();
        for row in &table.rows {
            for form in row.cell(0).split('|').map(str::trim) {
                if let Some((a, b)) = form.split_once("{n}") {
                    out.patterns.push((a.to_owned(), b.to_owned()));
                } else {
                    let n =
                        row.cell(1).parse().map_err(|_| table.fault(row, "expected `form<TAB>number`"))?;
                    out.words.insert(SmolStr::new(form), n);
                }
            }
        }
        out.patterns.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Ok(out)
    }

    /// The number that a phrase of up to four tokens from `at` writes, and how many tokens it takes.
    fn read(&self, f: &Filler<'_>, at: usize) -> Option<(u32, usize)> {
        let tokens = &f.sent().tokens;
        let mut phrase = String::new();
        let mut best = None;
        for len in 1..=4 {
            let Some(t) = tokens.get(at + len - 1) else { break };
            if len > 1 && t.space_before {
                phrase.push(' ');
            }
            phrase.push_str(&t.lower);
            if let Some(n) = self.words.get(phrase.as_str()) {
                best = Some((*n, len));
            } else if phrase.bytes().any(|b| b.is_ascii_digit()) {
                for (a, b) in &self.patterns {
                    let digits = phrase.strip_prefix(a.as_str()).and_then(|r| r.strip_suffix(b.as_str()));
                    if let Some(n) = digits.filter(|d| d.len() <= 3).and_then(|d| d.parse().ok()) {
                        best = Some((n, len));
                        break;
                    }
                }
            }
        }
        best.filter(|(n, _)| *n > 0)
    }

    /// The number of the session that a trigger names.
    pub(crate) fn of(&self, f: &Filler<'_>, t: &Trigger) -> Option<u32> {
        let tokens = &f.sent().tokens;
        let lo = t.first.saturating_sub(REACH);
        // Where words have several syllables the number ends the whole name.
        let hi = (t.end + if f.order_first { 2 * REACH } else { REACH }).min(tokens.len());
        let mut best: Option<(usize, u32)> = None;
        let mut i = lo;
        while i < hi {
            let Some((n, len)) = self.read(f, i) else {
                i += 1;
                continue;
            };
            // A number inside a date or before an anniversary's noun is no session's.
            let dated = f.sent().mentions.iter().any(|m| {
                matches!(&m.kind, MentionKind::Time(_))
                    && m.end - m.first > 1
                    && (m.first as usize) <= i
                    && i < m.end as usize
            });
            let gap = if i >= t.end { i - t.end + 1 } else { t.first.saturating_sub(i + len) };
            let broken = {
                let (a, b) = if i >= t.end { (t.end, i) } else { ((i + len).min(t.first), t.first) };
                (a..b).any(|k| {
                    matches!(tokens[k].lower.as_str(), "," | ";" | "." | "(")
                        || tokens[k].upos == Upos::Verb && !f.order_first
                })
            };
            if !dated && !broken && best.is_none_or(|b| gap < b.0) {
                best = Some((gap, n));
            }
            i += len;
        }
        best.map(|b| b.1)
    }
}

/// The noun phrase around a trigger as written: its name where it has one.
pub(crate) fn phrase(doc: &Document, f: &Filler<'_>, t: &Trigger) -> Option<String> {
    if !f.sent().parsed {
        return None;
    }
    let head = f.head(t);
    let stop = [
        Rel::AclRelcl,
        Rel::Acl,
        Rel::Advcl,
        Rel::Conj,
        Rel::Cc,
        Rel::Appos,
        Rel::Parataxis,
        Rel::Punct,
        Rel::Det,
        Rel::Case,
        Rel::Cop,
        Rel::Nsubj,
        Rel::Aux,
        Rel::Obl,
        Rel::Mark,
        Rel::Ccomp,
        Rel::Xcomp,
    ];
    let mut lo = t.first;
    let mut hi = t.end;
    for k in f.tree.kids(head) {
        if stop.contains(&f.tree.rel(k)) {
            continue;
        }
        let inner = [Rel::AclRelcl, Rel::Acl, Rel::Advcl, Rel::Parataxis, Rel::Appos];
        let (a, b) = f.tree.extent(k, &inner);
        let dated = f.sent().mentions.iter().any(|m| {
            matches!(m.kind, MentionKind::Time(_)) && (m.first as usize) >= a && (m.end as usize) <= b
        });
        if !dated {
            lo = lo.min(a);
            hi = hi.max(b);
        }
    }
    let tokens = &f.sent().tokens;
    while lo < hi && matches!(tokens[lo].upos, Upos::Det | Upos::Adp | Upos::Punct | Upos::Pron) {
        lo += 1;
    }
    while hi > lo + 1 && matches!(tokens[hi - 1].upos, Upos::Punct | Upos::Adp) {
        hi -= 1;
    }
    let text = f.sent().slice(doc, lo..hi);
    (!text.is_empty() && text.chars().count() <= 160).then(|| text.to_owned())
}
