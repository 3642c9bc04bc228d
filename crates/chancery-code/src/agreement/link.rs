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
            let apart = d.listed && e.listed && common < least;
            e.item == d.item
                && !apart
                && e.type_ == d.type_
                && common * 3 >= least * 2
                && e.sides.iter().any(|s| d.sides.contains(s))
                && (match (&e.date, &d.date) {
                    (Some(a), Some(b)) => a.compatible(b),
                    _ => true,
                } || d.status == "ended" && common == d.words.len().max(e.words.len()))
        });
        match same {
            Some(e) => {
                for span in d.evidence {
                    if !e.evidence.contains(&span) && e.evidence.len() < 6 {
                        e.evidence.push(span);
                    }
                }
                if d.title.chars().count() > e.title.chars().count() {
                    e.title = d.title;
                    e.words = d.words;
                }
                if rank(&d.status) > rank(&e.status) {
                    e.status = d.status;
                }
                e.date = e.date.or(d.date);
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
