//! Plural offices shared out over several names.

use super::lexicon::Class;
use super::name::{Trust, name_at};
use super::office::{self, Office};
use super::person::Found;
use super::phrase;
use super::scan::Scan;
use chancery_model::How;
use smol_str::SmolStr;

/// Most words in brackets behind a name.
const BRACKET: usize = 12;

/// Plural offices shared out over names: `the foreign ministers of France and Germany, Jean-Noël Barrot and Johann
/// Wadephul`, `les ministres de l'Intérieur, Bruno Retailleau, et de la Culture, Rachida Dati`, `Presidents Biden and Xi`.
pub(super) fn spread(scan: &Scan, i: usize) -> Option<Vec<Found>> {
    let first = office::office_at(scan, i).filter(|o| o.plural && !scan.lex.heads[o.head as usize].tail)?;
    let mut out: Vec<Found> = Vec::new();
    let mut current = first.clone();
    let mut j = first.end;
    // Sides listed with the office: `of France, Germany and the United Kingdom`.
    let mut sides = super::sides_within(scan, first.start, first.end);
    let mut k = j;
    while let Some(next) = separator(scan, k) {
        let mut n = next;
        while let Some(e) = scan.class(n, Class::Det).or_else(|| scan.class(n, Class::Of)) {
            n = e;
        }
        let Some((end, id)) = scan.actor(n) else { break };
        let Some(side) = scan.lex.actors[id as usize].side.clone() else { break };
        sides.push(side);
        k = end;
        j = end;
    }
    let mut named = 0usize;
    for _ in 0..12 {
        let dashed = scan.atoms.get(j).is_some_and(|a| a.dash()) && out.is_empty();
        let mut n = if dashed { j + 1 } else { separator(scan, j).unwrap_or(j) };
        if n == j && !out.is_empty() {
            break;
        }
        let begin = n;
        // A new complement with the same noun: `, de l'Économie, Antoine Armand`.
        let mut fresh = None;
        if !out.is_empty() || n > j {
            let mut info = office::Info::default();
            if let Some(end) = phrase::complement_at(scan, n, &mut info)
                && scan.atoms.get(end).is_some_and(|a| a.comma())
                && name_at(scan, end + 1, Trust::Strong).is_some()
            {
                fresh = Some((n, end, info));
                n = end + 1;
            }
        }
        // `les présidents sénégalais X et togolais Y`, `ses homologues rwandais, X, et congolais, Y`
        let mut own = None;
        if fresh.is_none()
            && let Some((e, id)) = scan.actor(n)
            && scan.lex.actors[id as usize].how == How::Adjective
        {
            let after = if scan.atoms.get(e).is_some_and(|a| a.comma()) { e + 1 } else { e };
            if name_at(scan, after, Trust::Strong).is_some() {
                own.clone_from(&scan.lex.actors[id as usize].side);
                n = after;
            }
        }
        while let Some((e, _)) = scan.title(n).filter(|(e, _)| scan.capital(*e)) {
            n = e;
        }
        let Some(end) = name_at(scan, n, Trust::Strong) else { break };
        if let Some((a, b, info)) = fresh {
            current = Office { start: a, end: b, head_at: first.head_at, info, ..first.clone() };
        }
        let mut office = current.clone();
        office.plural = false;
        if sides.len() > 1 {
            office.info.side = sides.get(named).cloned();
        }
        if own.is_some() {
            office.info.side = own;
        }
        named += 1;
        let (side, mut after) = side_after(scan, end);
        if side.is_some() {
            office.info.side = side;
        } else if scan.atoms.get(end).is_some_and(|a| a.open()) {
            // `les ministres X (Énergie), Y (Affaires étrangères)`
            let close = (end + 1..end + BRACKET).find(|k| scan.atoms.get(*k).is_some_and(|a| a.close()));
            after = close.map_or(after, |k| k + 1);
        }
        let start = if out.is_empty() { i } else { begin };
        out.push(Found { start, end, name: Some((n, end)), offices: vec![office], ..Found::default() });
        j = after;
    }
    // `des ambassadeurs du Pérou, José Javier Shaw, et …`: a list that is broken off still gives its first their office.
    let first_of_list = named == 1
        && sides.len() == 1
        && out.first().is_some_and(|f| {
            f.name.is_some_and(|n| n.0 == first.end + 1 && n.1 >= n.0 + 2)
                && scan.atoms.get(first.end).is_some_and(|a| a.comma())
                && scan.atoms.get(f.end).is_none_or(|a| !a.word())
        });
    (named >= 2
        || first_of_list
        || named == 1 && first.end < out.first().map_or(0, |f| f.end) && sides.len() <= 1 && out.len() > 1)
        .then_some(out)
}

/// `Kristina Radej (Slovenia)`, `Vũ Thị Thanh of Vietnam`: the side, and where it ends.
fn side_after(scan: &Scan, end: usize) -> (Option<SmolStr>, usize) {
    let bracket = scan.atoms.get(end).is_some_and(|a| a.open());
    let mut k = if bracket { end + 1 } else { scan.class(end, Class::Of).unwrap_or(end) };
    if k == end {
        return (None, end);
    }
    k = scan.past_articles(k);
    match scan.actor(k) {
        Some((stop, id)) if !bracket || scan.atoms.get(stop).is_some_and(|a| a.close()) => {
            (scan.lex.actors[id as usize].side.clone(), stop + usize::from(bracket))
        }
        _ => (None, end),
    }
}

/// Past a comma, an `and` or both.
fn separator(scan: &Scan, j: usize) -> Option<usize> {
    let mut k = j;
    if scan.atoms.get(k).is_some_and(|a| a.comma() || a.open()) {
        k += 1;
    }
    if let Some(e) = scan.class(k, Class::And).or_else(|| scan.class(k, Class::Among)) {
        k = e;
    }
    (k > j).then_some(k)
}
