//! What a part of a page is, told by its element, its class and its id.

use crate::vocab::rows;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Zone {
    /// Nothing known: perhaps the article.
    Plain,
    /// Navigation, buttons, advertisements: not kept.
    Skip,
    /// Other articles.
    Related,
    /// Readers' comments.
    Comments,
    /// Bylines, dates, counters, tags.
    Meta,
    /// Posts from elsewhere.
    Embed,
    /// A caption.
    Caption,
    /// A picture and what stands with it: a caption where it is short.
    Photo,
    /// Standfirst.
    Lead,
    /// The article's own container.
    Body,
    /// A headline; see [`is_title`]. No piece has this zone.
    Title,
}

fn table() -> &'static FxHashMap<&'static str, Zone> {
    static TABLE: OnceLock<FxHashMap<&'static str, Zone>> = OnceLock::new();
    TABLE.get_or_init(|| {
        rows(include_str!("../../data/zones.tsv"))
            .filter_map(|row| {
                let [zone, word] = row[..] else { return None };
                let zone = match zone {
                    "skip" => Zone::Skip,
                    "related" => Zone::Related,
                    "comments" => Zone::Comments,
                    "meta" => Zone::Meta,
                    "embed" => Zone::Embed,
                    "caption" => Zone::Caption,
                    "photo" => Zone::Photo,
                    "lead" => Zone::Lead,
                    "body" => Zone::Body,
                    "title" => Zone::Title,
                    _ => return None,
                };
                Some((word, zone))
            })
            .collect()
    })
}

/// Longest class or id that is looked at, in bytes.
const LONGEST: usize = 200;

/// The zone that the words of a class or id name; `Plain` where they name none. Where they name several, the one that
/// takes the part furthest from the article wins, save that a word for the article itself beats photo, lead and meta.
pub(crate) fn named(class: &str) -> Zone {
    let class = class.get(..LONGEST).unwrap_or(class);
    let mut found = [false; 11];
    let mut before = String::new();
    for name in class.split_whitespace() {
        let mut joined = String::new();
        before.clear();
        for piece in pieces(name) {
            // `has-sidebar`, `no-comments`: said of what is beside the part, not of the part.
            let said = matches!(before.as_str(), "has" | "with" | "no" | "without" | "is");
            if !said && let Some(zone) = look(&piece) {
                found[zone as usize] = true;
            }
            joined.push_str(&piece);
            before = piece;
        }
        if let Some(zone) = table().get(joined.as_str()) {
            found[*zone as usize] = true;
        }
    }
    let has = |z: Zone| found[z as usize];
    for zone in [Zone::Comments, Zone::Related, Zone::Embed, Zone::Caption, Zone::Lead] {
        if has(zone) {
            return zone;
        }
    }
    if has(Zone::Skip) {
        return Zone::Skip;
    }
    if has(Zone::Meta) {
        return Zone::Meta;
    }
    if has(Zone::Photo) && !has(Zone::Body) {
        return Zone::Photo;
    }
    if has(Zone::Body) { Zone::Body } else { Zone::Plain }
}

/// True where a class or id has a word for a headline.
pub(crate) fn is_title(class: &str) -> bool {
    let class = class.get(..LONGEST).unwrap_or(class);
    class
        .split_whitespace()
        .any(|name| pieces(name).iter().any(|p| table().get(p.as_str()) == Some(&Zone::Title)))
}

fn look(piece: &str) -> Option<Zone> {
    if let Some(zone) = table().get(piece) {
        return Some(*zone);
    }
    // `sharebar`, `related2`, `commentlist`.
    (5..piece.len().min(14)).rev().find_map(|n| {
        let zone = *table().get(piece.get(..n)?)?;
        matches!(zone, Zone::Skip | Zone::Related | Zone::Comments | Zone::Caption).then_some(zone)
    })
}

/// `articleBody-main_2` as `article`, `body`, `main`, `2`.
fn pieces(name: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            out.push(String::new());
            lower = false;
            continue;
        }
        if c.is_uppercase() && lower {
            out.push(String::new());
        }
        lower = c.is_lowercase();
        if let Some(last) = out.last_mut() {
            last.extend(c.to_lowercase());
        }
    }
    out.retain(|p| !p.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_by_name() {
        for (class, zone) in [
            ("sharebar", Zone::Skip),
            ("share-bar", Zone::Skip),
            ("box-related", Zone::Related),
            ("lire-aussi", Zone::Related),
            ("comments-area", Zone::Comments),
            ("wp-caption-text", Zone::Caption),
            ("entry-meta", Zone::Meta),
            ("entry-content", Zone::Body),
            ("sapo", Zone::Lead),
            ("has-sidebar", Zone::Plain),
            ("col-md-8", Zone::Plain),
            ("articleBody", Zone::Body),
            ("adsbygoogle", Zone::Skip),
            ("twitter-tweet", Zone::Embed),
            ("address", Zone::Plain),
            ("headline", Zone::Plain),
        ] {
            assert_eq!(named(class), zone, "{class}");
        }
    }

    #[test]
    fn the_table_is_well_formed() {
        for row in rows(include_str!("../../data/zones.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert_eq!(row[1], row[1].to_lowercase());
        }
        assert_eq!(
            table().len(),
            rows(include_str!("../../data/zones.tsv")).count(),
            "a word stands in the table twice"
        );
    }
}
