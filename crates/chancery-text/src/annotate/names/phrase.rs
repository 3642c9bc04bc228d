//! What follows a noun of office or body: adjectives, complements with and without a preposition, the side.

use super::atoms::Atom;
use super::lexicon::{Class, GIVEN, SURNAME, Sense};
use super::office::{Info, Office};
use super::scan::{Qualifier, Scan};
use chancery_model::How;

/// Reads qualifiers that follow a noun: adjectives, complements with and without a preposition, the side. Returns the end.
pub(super) fn qualifiers(
    scan: &Scan,
    from: usize,
    info: &mut Info,
    acting: &mut bool,
    depth: usize,
    light: bool,
) -> usize {
    let mut j = from;
    let limit = from + 24;
    while j < limit {
        let Some(atom) = scan.atoms.get(j) else { break };
        if !atom.word() || j > from && (scan.atoms[j - 1].dot() || scan.atoms[j - 1].poss()) {
            // `Organisation (OIF)`: an abbreviation in brackets belongs to the name before it.
            if atom.open()
                && info.any
                && scan.atoms.get(j + 1).is_some_and(|a| a.upper())
                && scan.atoms.get(j + 2).is_some_and(|a| a.close())
            {
                if let Some((end, id)) = scan.actor(j + 1)
                    && end == j + 2
                {
                    info.take_actor(scan, id);
                }
                j += 3;
                continue;
            }
            // `Secretary of Defence (Defence Minister) of the Philippines`: an aside before the next complement.
            let close = (j + 2..j + 5).find(|k| scan.atoms.get(*k).is_some_and(|a| a.close()));
            if let Some(close) = close.filter(|_| atom.open() && info.any)
                && [Class::Of, Class::Link].into_iter().any(|c| scan.class(close + 1, c).is_some())
            {
                j = close + 1;
                continue;
            }
            if depth == 0
                && atom.comma()
                && let Some(end) = listed(scan, j + 1, info, acting)
            {
                j = end;
                continue;
            }
            break;
        }
        if let Some(end) = scan.class(j, Class::Acting) {
            *acting = true;
            j = end;
            continue;
        }
        // `Chủ tịch Quốc hội nước này`: the longer reading, where a part of it is a field (`nước`).
        let tail = scan.class(j, Class::TailMod);
        let field = scan.domain(j).map_or(0, |(end, _)| end);
        if let Some(end) = tail.filter(|end| field > 0 && *end > field) {
            j = end;
            continue;
        }
        if let Some(end) = direct(scan, j, info) {
            j = end;
            continue;
        }
        if let Some(end) = tail {
            j = end;
            continue;
        }
        if light && depth == 0 {
            break; // a rank takes no complement but a name (`le général de Gaulle`); `général de division` is listed
        }
        if depth < 4
            && let Some(end) = complement(scan, j, info, depth, acting)
        {
            j = end;
            continue;
        }
        break;
    }
    j
}

/// A qualifier that follows without a preposition: a nationality after the noun, and in languages without prepositions
/// in this place any body, domain or actor.
fn direct(scan: &Scan, j: usize, info: &mut Info) -> Option<usize> {
    if scan.lex.syllables {
        return apart(scan, j, info);
    }
    if !scan.lex.after_noun {
        return None;
    }
    let (end, id) = scan.actor(j)?;
    let entry = &scan.lex.actors[id as usize];
    (entry.how == How::Adjective || entry.class == "party" && scan.atoms[j].upper()).then(|| {
        info.take_actor(scan, id);
        end
    })
}

/// Qualifiers where words of several syllables are written apart: the longest of actor, body, domain; then lower-case
/// syllables that go on with a word begun by a capital (`Hội đồng Lý luận Trung ương`).
fn apart(scan: &Scan, j: usize, info: &mut Info) -> Option<usize> {
    let Some((end, best)) = scan.qualifier(j) else {
        // An unknown complement: a capital word continued in lower case, after something known.
        let next = scan.atoms.get(j + 1)?;
        let known = scan
            .hits(j)
            .iter()
            .any(|h| matches!(h.sense, Sense::Surname(_) | Sense::Word(Class::Stop | Class::Say)));
        if info.side.is_some() || scan.verb(j + 1) {
            return None; // `Tổng thống Nga Putin nhất trí`: the name of the holder
        }
        // `Ê-li-át`: syllables joined by hyphens spell a name.
        let plain = next.word() && !next.cap() && !next.glue();
        if scan.capital(j) && plain && scan.hits(j + 1).is_empty() && !known {
            info.any = true;
            return Some(j + 2);
        }
        if let Some(end) = scan.class(j, Class::And)
            && info.any
            && scan.capital(end)
            && (scan.domain(end).is_some() || scan.body(end).is_some())
            && scan.head(end).is_none()
        {
            return apart(scan, end, info);
        }
        return None;
    };
    // A person's name may begin with what is also a short actor or domain word.
    if end == j + 1 && scan.one(j, SURNAME | GIVEN) && scan.capital(j + 1) && scan.name_like(j) {
        return None;
    }
    if matches!(best, Qualifier::Body(_)) && scan.head(j).is_some_and(|(e, ..)| e >= end) {
        return None;
    }
    info.take_qualifier(scan, best);
    Some(end)
}

/// `of …`, `de la …`, `tại …`: a complement with its preposition.
pub(super) fn complement(
    scan: &Scan,
    j: usize,
    info: &mut Info,
    depth: usize,
    acting: &mut bool,
) -> Option<usize> {
    let of = scan.class(j, Class::Of);
    let link = scan.class(j, Class::Link);
    let and = scan.class(j, Class::And);
    let (start, posted) = match (of, link, and) {
        (Some(end), l, _) if l.is_none_or(|l| l <= end) => (end, false),
        (_, Some(end), _) => (end, true),
        (_, _, Some(end)) if info.any => {
            // `President of the ANC and of the Republic`, `Défense et des Anciens combattants`.
            if let Some(end) = scan.class(end, Class::Of) {
                // A second party or state is a second office with the same noun: see `shared`.
                if depth <= 1 && info.actor.is_some() | info.side.is_some() && another_holder(scan, end) {
                    return None;
                }
                (end, false)
            } else {
                let ok = scan.domain(end).is_some() && scan.head(end).is_none();
                let region = scan.class(end, Class::Region).is_some();
                if !ok && !region {
                    return None;
                }
                (end, false)
            }
        }
        _ => return None,
    };
    let k = scan.past_articles(start);
    // `the committee on Thursday`: when, and no part of its name.
    let named = scan.actor(k).is_some() || scan.place(k).is_some(); // `to the Netherlands`
    if posted && k == start && !named && scan.one(k, Sense::Word(Class::Stop).bit()) {
        return None;
    }
    // `police from entering`: a body has its complement of place by name.
    let known = k == start && (scan.domain(k).is_some() || scan.body(k).is_some());
    if posted && depth > 0 && !scan.capital(k) && !known {
        return None;
    }
    // `le président ivoirien à Abidjan`: where, and no part of the office of somebody who is not posted anywhere.
    if posted && info.top && info.side.is_some() && scan.place(k).is_some() {
        return None;
    }
    let mut inner = Info { portfolio: info.portfolio, ..Info::default() };
    let end = noun_phrase(scan, k, &mut inner, depth + 1, acting)?;
    if posted && inner.class.is_none() && inner.short.is_none() {
        inner.posted = inner.side.take(); // `Ambassador to Myanmar`: where, not whose
    }
    info.take(inner);
    info.any = true;
    Some(end)
}

/// The complement at `j`, for offices shared out over names: `de l'Économie`, `of Defence`.
pub(super) fn complement_at(scan: &Scan, j: usize, info: &mut Info) -> Option<usize> {
    complement(scan, j, info, 0, &mut false)
}

/// `of the Republic` after `President of the ANC and`: no domain, but somebody else that the office belongs to.
fn another_holder(scan: &Scan, from: usize) -> bool {
    let k = scan.past_articles(from);
    scan.capital(k) && (scan.actor(k).is_some() || scan.domain(k).is_none() && scan.body(k).is_none())
}

/// The office that shares the noun of `first`: `President of Namibia` *and of SWAPO*.
pub(super) fn shared(scan: &Scan, first: &Office) -> Option<Office> {
    let and = scan.class(first.end, Class::And)?;
    scan.class(and, Class::Of)?;
    let mut info = Info::default();
    let end = complement(scan, and, &mut info, 0, &mut false)?;
    Some(Office { start: and, end, info, ..first.clone() })
}

/// A noun phrase inside a complement.
fn noun_phrase(scan: &Scan, k: usize, info: &mut Info, depth: usize, acting: &mut bool) -> Option<usize> {
    let mut j = k;
    let mut seen = false;
    let mut open = true; // unknown capitals still belong to the complement
    while j < k + 16 {
        let Some(atom) = scan.atoms.get(j) else { break };
        if !atom.word()
            || j > k && (scan.atoms[j - 1].dot() || scan.atoms[j - 1].poss() && !scan.body_follows(j))
        {
            // A list of domains: `Foreign Affairs, Emigration and Egyptian Expatriates`.
            if atom.comma()
                && seen
                && scan.domain(j + 1).is_some()
                && scan.capital(j + 1)
                && scan.head(j + 1).is_none()
                && list_goes_on(scan, j + 1)
            {
                j += 1;
                continue;
            }
            break;
        }
        if seen && scan.head(j).is_some() && scan.body(j).is_none() {
            break;
        }
        let actor = scan.actor(j);
        let body = scan.body(j);
        let domain = scan.domain(j);
        let place = scan.place(j);
        let best = [actor.map(|a| a.0), body.map(|b| b.0), domain.map(|d| d.0), place.map(|p| p.0)]
            .into_iter()
            .flatten()
            .max();
        match best {
            Some(best) => {
                // `France-Cambodge`: the first of a pair is no given name.
                let pair = scan.atoms.get(best).is_some_and(|a| a.glue()) && scan.actor(best).is_some();
                let name = seen && !open && !pair && scan.one(j, GIVEN | SURNAME) && scan.capital(j + 1);
                if name {
                    break;
                }
                // What a minister deals with may have the name of an organisation (`chargée de la Francophonie`).
                let field = info.portfolio && domain.is_some_and(|d| d.0 == best);
                if actor.is_some_and(|a| a.0 == best) && !field {
                    info.take_actor(scan, actor.map_or(0, |a| a.1));
                    open = actor.is_some_and(|a| scan.lex.actors[a.1 as usize].how == How::Adjective);
                } else if body.is_some_and(|b| b.0 == best) {
                    info.take_body(scan, body.map_or(0, |b| b.1));
                    open = false;
                } else if domain.is_some_and(|d| d.0 == best) {
                    info.take_domain(scan, domain.map_or(0, |d| d.1));
                    open = false;
                } else {
                    info.take_place(scan, place.map_or(0, |p| p.1));
                    open = false;
                }
                seen = true;
                j = best;
            }
            None => {
                if let Some((end, head, _)) = scan.head(j).filter(|_| !seen) {
                    // `special representative of the president of the Republic`
                    let noun = &scan.lex.heads[head as usize];
                    if noun.rank || noun.royal {
                        break;
                    }
                    info.any = true;
                    seen = true;
                    open = false;
                    j = end;
                } else if let Some(end) = scan.class(j, Class::Region) {
                    info.any = true;
                    seen = true;
                    open = false;
                    j = end;
                } else if scan.class(j, Class::Modifier).is_some()
                    || scan.class(j, Class::TailMod).is_some()
                    || scan.class(j, Class::Former).is_some()
                {
                    j += 1;
                } else if scan.capital(j)
                    && !initial(*atom)
                    && (open || scan.capital(j + 1) && scan.body(j + 1).is_some())
                    && !scan.one(j, GIVEN | SURNAME)
                    && !(seen && scan.title(j).is_some())
                {
                    info.any = true;
                    seen = true;
                    j += 1;
                } else if seen
                    && !scan.lex.syllables
                    && scan.lex.after_noun
                    && atom.letters()
                    && !atom.cap()
                    && scan.common(j)
                {
                    j += 1;
                } else if !seen && !scan.lex.syllables && atom.letters() && !atom.cap() && scan.common(j) {
                    info.any = true;
                    seen = true;
                    open = false;
                    j += 1;
                } else {
                    break;
                }
            }
        }
        // Qualifiers of what was just read.
        if seen {
            let before = j;
            j = qualifiers(scan, j, info, acting, depth, false);
            if j > before {
                open = false;
            }
        }
    }
    (seen && j > k).then_some(j)
}

/// `R.` begins a person's name.
fn initial(atom: Atom) -> bool {
    atom.dot() && atom.end - atom.start == 1
}

/// A further domain after a comma, with its preposition: `ministre des Affaires étrangères, de la Coopération et …`.
fn listed(scan: &Scan, from: usize, info: &mut Info, acting: &mut bool) -> Option<usize> {
    let mut k = scan.class(from, Class::Of)?;
    while let Some(end) = scan.class(k, Class::Det) {
        k = end;
    }
    let domain =
        scan.domain(k).is_some() || scan.capital(k) && scan.actor(k).is_none() && scan.place(k).is_none();
    if !info.any || !domain || scan.head(k).is_some() || !list_goes_on(scan, k) {
        return None;
    }
    complement(scan, from, info, 0, acting)
}

fn list_goes_on(scan: &Scan, from: usize) -> bool {
    // The comma of a list of domains is followed by `and` before long.
    (from..from + 6)
        .take_while(|j| scan.atoms.get(*j).is_some_and(|a| a.word() || a.comma()))
        .any(|j| scan.class(j, Class::And).is_some())
}
