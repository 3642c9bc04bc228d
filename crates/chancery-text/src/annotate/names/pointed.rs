//! `the kingdom's foreign minister`, `le président du pays`, `the bloc's ambassadors`: whose somebody or something is,
//! where a common noun points back to a state or an organisation named before.

use super::lexicon::Class;
use super::office::Office;
use super::resolve::Read;
use super::scan::Scan;
use super::sides;
use chancery_model::{Document, How, Sentence};
use smol_str::SmolStr;

/// How many sentences back what a noun points to may have been named.
const BACK: usize = 3;

/// Most words between an article and the end of a noun that points (`the island nation's`).
const PHRASE: usize = 3;

/// The first of the sentences before `s` in which what it points to may have been named.
pub(super) fn since(doc: &Document, sentences: &[Sentence], s: usize) -> usize {
    let item = |k: usize| {
        let sent: Option<&Sentence> = sentences.get(k);
        sent.and_then(|x| doc.blocks.get(x.block as usize)).map_or(0, |b| b.item)
    };
    (s.saturating_sub(BACK)..s).rev().take_while(|k| item(*k) == item(s)).last().unwrap_or(s)
}

/// The side of who holds an office that names none: of `its` and `whose`, or of a noun that points back.
pub(super) fn whose(before: &[Read], read: &Read, office: &Office) -> Option<SmolStr> {
    if office.info.side.is_some() {
        return None;
    }
    let its = || sides::owner(before.last(), read, office.start);
    let its = if office.poss { its() } else { None };
    its.or_else(|| owner(before, &read.scan, office.start, office.end))
}

/// The side that what stands at atoms `start..end` belongs to by a noun that points, the sentences before in text order.
pub(super) fn owner(before: &[Read], scan: &Scan, start: usize, end: usize) -> Option<SmolStr> {
    if scan.lex.syllables {
        return None;
    }
    let (at, class) = phrase(scan, start, end)?;
    let named = || before.iter().rev().find_map(|r| antecedent(&r.scan, r.scan.len(), class));
    antecedent(scan, at, class).or_else(named)
}

/// Where the noun that points stands, and to what: right before, inside, or right behind.
fn phrase(scan: &Scan, start: usize, end: usize) -> Option<(usize, Class)> {
    let article = |k: usize| scan.class_ending(k, Class::Definite);
    let owns = |k: usize| k > 0 && scan.atoms[k - 1].poss();
    [Class::Land, Class::Union].into_iter().find_map(|class| {
        // `l'Alliance`, but no `the Republic` that is somebody's name.
        let small = |k: usize| matches!(class, Class::Union) || !scan.capital(k);
        let stop = |k: usize| scan.class(k, class).filter(|_| article(k) && small(k));
        let before = (start.saturating_sub(PHRASE)..start).find(|k| stop(*k) == Some(start) && owns(start));
        let opens = || Some(start).filter(|k| stop(*k).is_some_and(|e| e < end && owns(e)));
        let inside = || (start + 1..end).find(|k| stop(*k).is_some_and(|e| e <= end));
        let behind = || {
            let of = scan.class(end, Class::Of)?;
            let k = scan.past_articles(of);
            stop(k).map(|_| k)
        };
        before.or_else(opens).or_else(inside).or_else(behind).map(|k| (k, class))
    })
}

/// The first state, or the first organisation, that a sentence names before an atom.
fn antecedent(scan: &Scan, until: usize, class: Class) -> Option<SmolStr> {
    let mut k = 0;
    while k < until.min(scan.len()) {
        let Some((end, id)) = scan.actor(k) else {
            k += 1;
            continue;
        };
        let entry = &scan.lex.actors[id as usize];
        let fits = match class {
            Class::Land => entry.class == "state",
            _ => entry.class == "organisation",
        };
        if fits && end <= until && !entry.weak && entry.how != How::Adjective {
            return entry.side.clone();
        }
        k = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::annotate::names::tests::mentions;
    use chancery_model::MentionKind;

    /// The side of the first unnamed person that a text in a language mentions.
    fn side(lang: &str, text: &str) -> Option<String> {
        mentions(lang, text).find_map(|m| match m.kind {
            MentionKind::Person(p) if p.name.is_none() => Some(p.side),
            _ => None,
        })?
    }

    #[test]
    fn an_office_is_of_the_state_or_organisation_that_a_noun_points_back_to() {
        for (text, expected) in [
            ("Saudi Arabia hosted talks. The kingdom's foreign minister received Marco Rubio.", Some("SAU")),
            ("NATO and Poland held a drill. The alliance's secretary general flew to Warsaw.", Some("NATO")),
            ("Kenya was criticised by NATO. The president of the country met Karol Nawrocki.", Some("KEN")),
            // A noun that points nowhere says nothing, nor does one that points to another sort.
            ("Talks were held. The bloc's top diplomat was there.", None),
            ("Kenya held talks. The bloc's top diplomat was there.", None),
        ] {
            assert_eq!(side("en", text).as_deref(), expected, "{text}");
        }
        let text = "Le Maroc a protesté. Le ministre des Affaires étrangères du royaume a reçu Marco Rubio.";
        assert_eq!(side("fr", text).as_deref(), Some("MAR"));
        let text = "L'OTAN a protesté. Le secrétaire général de l'Alliance a reçu Karol Nawrocki.";
        assert_eq!(side("fr", text).as_deref(), Some("NATO"));
    }
}
