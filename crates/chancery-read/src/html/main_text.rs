//! Which pieces of a page are the article: interchangeable readers, compared in `docs/decisions/html-reader.md`.

use super::page::{Page, Piece};
use super::zone::Zone;
use dom_query::Document as Dom;

/// A way to find the article of a page.
pub(crate) trait MainText {
    /// Name in tables of figures.
    #[cfg_attr(not(test), allow(dead_code))]
    fn name(&self) -> &'static str;
    /// For each piece of the page, whether it is of the article (its headline, captions and notes included or not).
    fn choose(&self, page: &Page, dom: &Dom) -> Vec<bool>;
}

/// Our own: the innermost container that holds most of the page's prose, parts that name themselves otherwise left out.
pub(crate) struct Densest;

/// A container holds the article where it has this share of the prose of the one around it.
const MOST: f64 = 0.7;
/// The share for a container that calls itself the article.
const MOST_NAMED: f64 = 0.45;

impl MainText for Densest {
    fn name(&self) -> &'static str {
        "densest"
    }

    fn choose(&self, page: &Page, _dom: &Dom) -> Vec<bool> {
        let weigh = |p: &Piece| match p.zone {
            Zone::Skip | Zone::Related | Zone::Comments | Zone::Embed | Zone::Meta => 0,
            _ if p.is_prose() => p.text.len(),
            _ => 0,
        };
        let mut own = vec![0usize; page.parents.len()];
        for piece in &page.pieces {
            own[piece.container] += weigh(piece);
        }
        if own.iter().all(|n| *n == 0) {
            for piece in page.pieces.iter().filter(|p| open(p.zone)) {
                own[piece.container] += piece.text.len().saturating_sub(piece.linked);
            }
        }
        // Children come after their parents, so one pass from the end adds everything up.
        let mut sums = own.clone();
        for i in (1..sums.len()).rev() {
            sums[page.parents[i]] += sums[i];
        }
        let mut heaviest: Vec<Option<usize>> = vec![None; sums.len()];
        for i in 1..sums.len() {
            let slot = &mut heaviest[page.parents[i]];
            if slot.is_none_or(|best| sums[i] > sums[best]) {
                *slot = Some(i);
            }
        }
        let mut best = 0;
        while let Some(child) = heaviest[best] {
            let share = sums[child] as f64 / sums[best].max(1) as f64;
            if share >= MOST || page.body[child] && share >= MOST_NAMED {
                best = child;
            } else {
                break;
            }
        }
        let mut inside = vec![false; sums.len()];
        inside[best] = true;
        for i in best + 1..inside.len() {
            inside[i] |= inside[page.parents[i]];
        }
        page.pieces.iter().map(|p| inside[p.container] && open(p.zone)).collect()
    }
}

/// True for zones that may be of the article.
fn open(zone: Zone) -> bool {
    !matches!(zone, Zone::Skip | Zone::Related | Zone::Comments)
}

#[cfg(test)]
/// Mozilla's Readability as dom_smoothie has it.
pub(crate) struct Smoothie;

#[cfg(test)]
impl MainText for Smoothie {
    fn name(&self) -> &'static str {
        "dom_smoothie"
    }

    fn choose(&self, page: &Page, dom: &Dom) -> Vec<bool> {
        let text = dom_smoothie::Readability::with_document(dom.clone(), None, None)
            .and_then(|mut r| r.parse())
            .map(|a| a.text_content.to_string())
            .unwrap_or_default();
        found_in(page, &text)
    }
}

#[cfg(test)]
/// The pieces whose text stands in `article`, in order. White space is not compared.
pub(crate) fn found_in(page: &Page, article: &str) -> Vec<bool> {
    let squeeze = |t: &str| -> String { t.chars().filter(|c| !c.is_whitespace() && *c != '|').collect() };
    let all = squeeze(article);
    let mut from = 0;
    page.pieces
        .iter()
        .map(|piece| {
            let text = squeeze(&piece.text);
            // A short piece far off is another occurrence of the same words.
            let window = if text.len() < 40 { 400 } else { 20_000 };
            let mut end = (from + window + text.len()).min(all.len());
            while !all.is_char_boundary(end) {
                end += 1;
            }
            match all.get(from..end).and_then(|rest| rest.find(&text)) {
                Some(at) if !text.is_empty() => {
                    from += at + text.len();
                    true
                }
                _ => false,
            }
        })
        .collect()
}
