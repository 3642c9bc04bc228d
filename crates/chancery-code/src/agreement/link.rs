//! One record for each document, however often it is named; what was signed has the date of its signing.

use super::Draft;

/// Gives what was signed the date and place of the signing that the same words tell.
pub(crate) fn signed_at(agreements: &mut [Draft], signings: &[&crate::event::Draft]) {
    for a in agreements.iter_mut().filter(|a| a.status == "signed") {
        let told = signings.iter().find(|e| {
            e.item == a.item
                && e.status == "occurred"
                && e.sides.iter().any(|s| a.sides.contains(s))
                && e.evidence.iter().any(|x| a.evidence.iter().any(|y| x.overlaps(*y)))
        });
        if let Some(e) = told {
            a.date = a.date.or(e.date);
            a.place = a.place.take().or_else(|| e.place.clone());
        }
    }
}

/// True where one of two has no words but those of its kind, or a word that points back, and may refer to the other (`the
/// deal`, `the said protocol`): both are one document, or both several; it has no kind of its own, or that of the other;
/// and of two that only one has a date, the second shortly after the first.
fn refers(e: &Draft, d: &Draft) -> bool {
    let (says, other) = if d.words.is_empty() || d.again { (d, e) } else { (e, d) };
    let kind = says.kind.is_empty() || says.kind.iter().any(|k| other.kind.contains(k));
    let near = e.date.is_some() == d.date.is_some() || d.sentence.abs_diff(e.sentence) <= SHORTLY;
    e.several == d.several && kind && near
}

/// How many sentences apart two namings are of which only one has a date.
const SHORTLY: usize = 3;

/// One record for each document: later namings of the same type with the same words, or a bare noun, join the first.
pub(crate) fn link(drafts: Vec<Draft>) -> Vec<Draft> {
    let rank = |s: &str| match s {
        "in-force" => 1,
        "proposed" => 2,
        "negotiating" => 3,
        "agreed" => 4,
        "signed" => 5,
        "ratified" | "ended" => 6,
        _ => 0,
    };
    let mut out: Vec<Draft> = Vec::new();
    for d in drafts {
        let same = out.iter_mut().rev().take(40).find(|e| {
            let common = d.words.iter().filter(|w| e.words.contains(w)).count();
            let least = d.words.len().min(e.words.len());
            // Of one between the same bodies half the words say enough.
            let parties = d.bodies.len() >= 2
                && d.bodies.len() == e.bodies.len()
                && d.bodies.iter().all(|b| e.bodies.contains(b));
            let alike = common * 3 >= least * 2 || parties && common * 2 >= least;
            let apart = d.listed && e.listed && common < least;
            e.item == d.item
                && !apart
                && e.type_ == d.type_
                && (if least == 0 || d.again { refers(e, &d) } else { alike })
                && e.sides.iter().any(|s| d.sides.contains(s))
                && (match (&e.date, &d.date) {
                    (Some(a), Some(b)) => a.compatible(b),
                    _ => true,
                } || d.again
                    || d.status == "ended" && common == d.words.len().max(e.words.len()))
        });
        match same {
            Some(e) => {
                for span in d.evidence {
                    if !e.evidence.contains(&span) && e.evidence.len() < 6 {
                        e.evidence.push(span);
                    }
                }
                // A later naming may repeat the words of any before it.
                for word in d.words {
                    if !e.words.contains(&word) {
                        e.words.push(word);
                    }
                }
                if d.title.chars().count() > e.title.chars().count() {
                    e.title = d.title;
                    e.kind = d.kind;
                }
                if rank(&d.status) > rank(&e.status) {
                    e.status = d.status;
                }
                e.date = e.date.or(d.date);
                e.sentence = d.sentence;
                e.place = e.place.take().or(d.place);
                e.period = e.period.or(d.period);
                for s in d.sides {
                    if !e.sides.contains(&s) && e.sides.len() < 2 {
                        e.sides.push(s);
                    }
                }
            }
            None => out.push(d),
        }
    }
    out
}
