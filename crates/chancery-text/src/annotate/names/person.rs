//! People: names, forms of address and offices put together.

use super::lexicon::{Class, Gender, Sense};
use super::office::{self, Office};
use super::scan::Scan;
use chancery_model::How;
use smol_str::SmolStr;

/// A person as a run of atoms.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    /// The name without titles.
    pub name: Option<(usize, usize)>,
    pub offices: Vec<Office>,
    pub gender: Gender,
    /// A form of address stood before the name.
    pub titled: bool,
    pub pronoun: bool,
}

/// How much speaks for a name before it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// An office or a form of address stands before it.
    Strong,
    /// Nothing but its own words.
    Bare,
}

/// End of the name that begins at `i`.
fn name_at(scan: &Scan, i: usize, trust: Trust) -> Option<usize> {
    if !scan.capital(i) {
        return particle_start(scan, i, trust);
    }
    let surname = scan.is(i, |s| matches!(s, Sense::Surname(_)));
    let given = scan.is(i, |s| matches!(s, Sense::Given(_)));
    let single_initial = scan.atoms[i].end - scan.atoms[i].start == 1 && scan.atoms[i].dot();
    let next = i + 1;
    let next_free = scan.capital(next) && !scan.atoms[i].poss() && !lexical(scan, next);
    // After an office a family name that is also a common word (`Hồ`, `Từ`) begins a name before any capital.
    let after_office = trust == Trust::Strong
        && surname
        && scan.capital(next)
        && !scan.hits(i).iter().any(|h| h.end as usize > next && !matches!(h.sense, Sense::Word(_)));
    if blocked(scan, i) && !((surname || given) && next_free) && !after_office {
        return None;
    }
    if !surname
        && !given
        && !single_initial
        && lexical(scan, i)
        && !(trust == Trust::Strong && next_free && short_word(scan, i))
    {
        return None;
    }
    if scan.loud && !surname && !given && trust == Trust::Bare {
        return None;
    }
    let mut j = i;
    let mut last_cap = i;
    while j < i + 8 {
        let Some(atom) = scan.atoms.get(j) else { break };
        if !atom.word() {
            break;
        }
        if j > i {
            let prev = scan.atoms[j - 1];
            if prev.poss()
                || prev.dot() && prev.end - prev.start > 4
                || prev.dot() && !abbreviated(scan, j - 1)
            {
                break;
            }
        }
        let joined = atom.glue() || atom.tight();
        if j > i && !joined {
            if scan.capital(j) || scan.atoms[j].cap() && atom.upper() {
                if stops(scan, j, surname && j < i + 5 || given && j == next) {
                    break;
                }
                if atom.upper() && !scan.loud && scan.actor(j).is_some() {
                    break;
                }
            } else if scan.is(j, |s| s == Sense::Particle)
                && scan.capital(j + 1)
                && !scan.is(j, |s| matches!(s, Sense::Word(Class::And)))
            {
                if lexical(scan, j + 1)
                    && !scan.is(j + 1, |s| matches!(s, Sense::Given(_) | Sense::Surname(_)))
                {
                    break;
                }
                j += 1;
                continue;
            } else {
                break;
            }
        }
        j += 1;
        last_cap = j;
    }
    let end = last_cap;
    if end <= i {
        return None;
    }
    let words = end - i;
    match trust {
        // `General Border Committee`: the name of a body, not of its chairman.
        Trust::Strong => (!(words == 1 && scan.capital(end) && scan.body(end).is_some())).then_some(end),
        Trust::Bare => {
            let known = (given || surname || single_initial) && words >= 2
                || words >= 2 && super::sides::is_known(scan.lex, scan.slice(i, end));
            let second =
                words >= 2 && scan.is(i + 1, |s| matches!(s, Sense::Surname(_))) && !scan.lex.syllables;
            let organisation = scan.body(end).is_some() && scan.capital(end)
                || (i..end).any(|k| scan.body(k).is_some() && !surname && !given);
            ((known || second) && !organisation).then_some(end)
        }
    }
}

/// `de Gaulle`, `al-Sharaa`: a particle that begins the name after a title.
fn particle_start(scan: &Scan, i: usize, trust: Trust) -> Option<usize> {
    let fits = trust == Trust::Strong
        && scan.is(i, |s| s == Sense::Particle)
        && scan.capital(i + 1)
        && !lexical(scan, i + 1);
    if !fits || scan.is(i, |s| matches!(s, Sense::Word(Class::Of))) && !scan.is(i, |s| s == Sense::Particle) {
        return None;
    }
    name_at(scan, i + 1, trust)
}

/// `Ma.`, `Jr.`, `J.`: a full stop that does not end the name.
fn abbreviated(scan: &Scan, i: usize) -> bool {
    let atom = scan.atoms[i];
    let len = atom.of(scan.text).chars().filter(|c| c.is_alphabetic()).count();
    len <= 2
}

/// The vocabulary knows the word as something else than a name.
fn lexical(scan: &Scan, i: usize) -> bool {
    scan.hits(i).iter().any(|h| {
        matches!(
            h.sense,
            Sense::Actor(_)
                | Sense::Place(_)
                | Sense::Head(..)
                | Sense::Body(_)
                | Sense::Domain(_)
                | Sense::Title(_)
                | Sense::Group(_)
                | Sense::Word(
                    Class::Stop
                        | Class::Noun
                        | Class::Det
                        | Class::Of
                        | Class::Possessive
                        | Class::And
                        | Class::Region
                        | Class::PronounM
                        | Class::PronounF
                        | Class::Building
                )
        )
    })
}

/// A word that is never the first of a name, whatever stands before it.
fn blocked(scan: &Scan, i: usize) -> bool {
    scan.is(i, |s| {
        matches!(
            s,
            Sense::Word(
                Class::Stop
                    | Class::Det
                    | Class::PronounM
                    | Class::PronounF
                    | Class::And
                    | Class::Of
                    | Class::Possessive
            )
        )
    }) || scan.head(i).is_some_and(|(e, ..)| e > i + 1)
}

/// A doubtful actor or place of one word (`Chad`, `Jordan`), which after an office is a name.
fn short_word(scan: &Scan, i: usize) -> bool {
    scan.hits(i).iter().all(|h| match h.sense {
        Sense::Actor(id) => scan.lex.actors[id as usize].weak,
        Sense::Place(id) => scan.lex.places[id as usize].weak,
        Sense::Head(..) | Sense::Body(_) | Sense::Word(_) => false,
        _ => true,
    })
}

/// The capital word at `j` is no more part of the name. In a name that began with a family name only what is longer
/// than a word ends it, since given names are made of common syllables.
fn stops(scan: &Scan, j: usize, lenient: bool) -> bool {
    scan.hits(j).iter().any(|h| {
        let long = h.end as usize > j + 1;
        match h.sense {
            Sense::Actor(_) | Sense::Place(_) => {
                (long || !lenient) && !scan.is(j, |s| matches!(s, Sense::Given(_) | Sense::Surname(_)))
            }
            Sense::Head(..) => long || !lenient,
            Sense::Body(_) | Sense::Group(_) => long || !lenient,
            Sense::Title(_) if !scan.atoms[j].dot() => false,
            Sense::Title(_) | Sense::Domain(_) => {
                !lenient && !scan.is(j, |s| matches!(s, Sense::Given(_) | Sense::Surname(_)))
            }
            Sense::Word(Class::Stop | Class::Noun) => {
                !lenient
                    && !scan.is(j, |s| matches!(s, Sense::Particle | Sense::Given(_) | Sense::Surname(_)))
            }
            _ => false,
        }
    })
}

/// All people of a sentence, in text order, not overlapping.
pub(super) fn people(scan: &Scan) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < scan.len() {
        if !scan.atoms[i].word() {
            i += 1;
            continue;
        }
        if let Some(list) = spread(scan, i) {
            i = list.last().map_or(i + 1, |f| f.end);
            out.extend(list);
            continue;
        }
        match person_at(scan, i) {
            Some(found) if found.end > i => {
                i = found.end;
                out.push(found);
            }
            _ => i += 1,
        }
    }
    out
}

/// The person that begins at `i`.
fn person_at(scan: &Scan, i: usize) -> Option<Found> {
    let mut offices: Vec<Office> = Vec::new();
    let mut gender = Gender::Any;
    let mut titled = false;
    let mut j = i;
    // Offices and forms of address before the name.
    loop {
        if !offices.is_empty()
            && name_at(scan, j, Trust::Strong).is_some()
            && office::office_at(scan, j).is_none()
        {
            break;
        }
        let title = scan
            .title(j)
            .filter(|(end, _)| scan.head(j).is_none_or(|(e, ..)| e < *end) || name_after_title(scan, *end));
        if let Some((end, id)) = title
            && (scan.capital(end)
                || particle_start(scan, end, Trust::Strong).is_some()
                || office::office_at(scan, end).is_some())
            && !scan.atoms[j].poss()
        {
            let t = scan.lex.titles[id as usize];
            if t.gender != Gender::Any {
                gender = t.gender;
            }
            titled = true;
            j = end;
            continue;
        }
        let Some(found) = office::office_at(scan, j).filter(|o| !o.plural) else { break };
        let end = found.end;
        let more = office::shared(scan, &found);
        offices.push(found);
        j = end;
        if let Some(more) = more {
            j = more.end;
            offices.push(more);
        }
        // Another office before the name: `General Secretary and State President`, `Tổng Bí thư, Chủ tịch nước`.
        let step =
            scan.class(j, Class::And).or_else(|| scan.atoms.get(j).filter(|a| a.comma()).map(|_| j + 1));
        if let Some(next) = step
            && scan.class(next, Class::Det).is_none()
            && leads_to_name(scan, next)
        {
            j = next;
        }
        if offices.len() > 6 {
            break;
        }
    }
    let lone = offices.is_empty() && !titled;
    let trust = if lone { Trust::Bare } else { Trust::Strong };
    let mut name = None;
    let blocked = j > 0
        && j > i
        && (scan.atoms[j - 1].poss()
            || scan.atoms[j - 1].dot() && !titled && scan.atoms[j - 1].end - scan.atoms[j - 1].start > 5);
    if !blocked {
        name = name_at(scan, j, trust).map(|end| (j, end));
    }
    // A name no list has, with an office behind it.
    if lone && name.is_none() {
        name = name_at(scan, j, Trust::Strong)
            .filter(|end| end - j >= 2 && !lexical(scan, j) && apposition(scan, *end).is_some())
            .map(|end| (j, end));
    }
    // `le Premier ministre, Ousmane Sonko, …`: the name between commas.
    if name.is_none()
        && let Some(last) = offices.last()
        && scan.atoms.get(j).is_some_and(|a| a.comma())
        && !last.indefinite
    {
        let mut k = j + 1;
        let mut sex = gender;
        while let Some((end, id)) = scan.title(k).filter(|(end, _)| scan.capital(*end)) {
            sex = scan.lex.titles[id as usize].gender;
            k = end;
        }
        // `the Senior Officer of the squadron, Captain Sarvpreet Singh`
        let rank = office::office_at(scan, k)
            .filter(|o| scan.lex.heads[o.head as usize].rank && !o.plural && name_at(scan, o.end, Trust::Strong).is_some());
        if let Some(rank) = &rank {
            k = rank.end;
        }
        if let Some(end) = name_at(scan, k, Trust::Strong) {
            let closed = scan.atoms.get(end).is_none_or(|a| !a.word() || a.dash())
                || scan.class(end, Class::And).is_some()
                || scan.atoms[end - 1].dot();
            let enough = end - k >= 2 || scan.is(k, |s| matches!(s, Sense::Given(_) | Sense::Surname(_)));
            if closed && enough && apposition(scan, end).is_none() {
                name = Some((k, end));
                gender = sex;
                offices.extend(rank);
            }
        }
    }
    if name.is_none() && offices.is_empty() {
        return None;
    }
    let mut end = name.map_or(offices.last().map_or(j, |o| o.end), |n| n.1);
    if let Some((a, _)) = name {
        if gender == Gender::Any && name.is_some_and(|n| n.1 - n.0 >= 2) {
            gender = scan
                .hits(a)
                .iter()
                .find_map(|h| match h.sense {
                    Sense::Given(g) => Some(g),
                    _ => None,
                })
                .unwrap_or_default();
        }
        if let Some((more, stop)) = apposition(scan, end) {
            offices.extend(more);
            end = stop;
        }
    } else if let Some((a, b)) = copula(scan, end, &offices) {
        name = Some((a, b));
        end = b;
    } else if !office_alone(scan, &offices) {
        return None;
    }
    Some(Found { start: i, end, name, offices, gender, titled, pronoun: false })
}

/// `the last Indian prime minister to make the trip had been Morarji Desai`: the name behind a copula close by.
fn copula(scan: &Scan, end: usize, offices: &[Office]) -> Option<(usize, usize)> {
    let first = offices.first().filter(|o| !o.plural && !o.indefinite)?;
    if scan.lex.heads[first.head as usize].rank {
        return None;
    }
    let reach = if scan.lex.after_noun { 1 } else { 8 };
    for k in end..end + reach {
        if !scan.atoms.get(k)?.word() || scan.capital(k) {
            return None;
        }
        if let Some(next) = scan.class(k, Class::Copula) {
            let plain = |stop: &usize| stop - next >= 2 && !lexical(scan, next);
            return name_at(scan, next, Trust::Bare)
                .or_else(|| name_at(scan, next, Trust::Strong).filter(plain))
                .map(|stop| (next, stop));
        }
    }
    None
}

fn name_after_title(scan: &Scan, end: usize) -> bool {
    scan.capital(end)
}

/// True when offices from `j`, joined by commas and `and`, end in a name.
fn leads_to_name(scan: &Scan, j: usize) -> bool {
    let mut k = j;
    for _ in 0..4 {
        while let Some((end, _)) = scan.title(k) {
            k = end;
        }
        let Some(found) = office::office_at(scan, k).filter(|o| !o.plural) else { return false };
        k = found.end;
        if name_at(scan, k, Trust::Strong).is_some() {
            return true;
        }
        if scan.atoms.get(k).is_some_and(|a| a.comma())
            && let Some(end) = name_at(scan, k + 1, Trust::Strong)
            && end - k > 2
            && scan.atoms.get(end).is_none_or(|a| !a.word())
        {
            return true;
        }
        let step =
            scan.class(k, Class::And).or_else(|| scan.atoms.get(k).filter(|a| a.comma()).map(|_| k + 1));
        let Some(next) = step else { return false };
        if scan.class(next, Class::Det).is_some() {
            return false;
        }
        k = next;
    }
    false
}

/// Offices after a name: `, Secretary (West) in the Ministry of External Affairs,` and the like.
pub(super) fn apposition(scan: &Scan, end: usize) -> Option<(Vec<Office>, usize)> {
    let first = scan.atoms.get(end)?;
    if !(first.comma() || first.open()) || scan.atoms[end - 1].poss() {
        return None;
    }
    let bracket = first.open();
    let mut out = Vec::new();
    let mut j = end + 1;
    let mut stop = end;
    loop {
        let mut k = j;
        loop {
            if let Some(e) = scan.class(k, Class::Det) {
                k = e;
            } else if let Some(e) = scan.class(k, Class::Possessive) {
                k = e;
            } else if let Some((e, _)) =
                scan.title(k).filter(|(e, _)| office::office_at(scan, *e).is_some() && scan.head(k).is_none())
            {
                k = e;
            } else {
                break;
            }
        }
        let Some(found) = office::office_at(scan, k).filter(|o| !o.plural) else { break };
        // The office of the next person in a list: `Cyril Ramaphosa, Secretary-General Fikile Mbalula`.
        let next_name = name_at(scan, found.end, Trust::Strong).is_some();
        if next_name {
            break;
        }
        let rank = scan.lex.heads[found.head as usize].rank;
        if rank && !found.info.any {
            break;
        }
        j = found.end;
        let more = office::shared(scan, &found);
        out.push(found);
        if let Some(more) = more {
            j = more.end;
            out.push(more);
        }
        stop = j;
        if let Some(next) = scan.class(j, Class::And) {
            j = next;
        } else if scan.atoms.get(j).is_some_and(|a| a.comma()) {
            j += 1;
        } else {
            break;
        }
        if out.len() > 6 {
            break;
        }
    }
    if out.is_empty() {
        return None;
    }
    // What follows must close the apposition: a comma, a bracket, the end, or a relative.
    let next = scan.atoms.get(stop);
    let closed = next.is_none_or(|a| !a.word())
        || scan.atoms[stop - 1].dot()
        || bracket
        || scan.class(stop, Class::Who).is_some();
    let and_list = next.is_some_and(|a| a.comma())
        || next.is_none()
        || next.is_some_and(|a| a.close())
        || !next.is_some_and(|a| a.word());
    let word = |c| scan.class(stop, c);
    let dated = (word(Class::In).is_some() || word(Class::Link).is_some())
        && (stop + 1..stop + 3).any(|k| scan.atoms.get(k).is_some_and(|a| a.word() && !a.letters()));
    let fine = closed && and_list
        || [Class::Say, Class::And, Class::Who, Class::Copula].into_iter().any(|c| word(c).is_some())
        || dated
        || scan.atoms[stop - 1].dot()
        || scan.lex.syllables;
    fine.then_some((out, stop))
}

/// Offices without a name that stand for a person: one that is determined or belongs to a side.
fn office_alone(scan: &Scan, offices: &[Office]) -> bool {
    let Some(o) = offices.first() else { return false };
    let head = &scan.lex.heads[o.head as usize];
    if o.indefinite || o.plural || head.rank && !o.definite {
        return false;
    }
    if head.counterpart {
        return o.poss || o.info.side.is_some();
    }
    if scan.lex.syllables {
        return scan.atoms[o.start].cap() || o.info.side.is_some() || head.bare;
    }
    o.definite || o.poss || o.info.side.is_some() || scan.atoms[o.head_at.0].cap() && !head.rank
}

/// Plural offices shared out over names: `the foreign ministers of France and Germany, Jean-Noël Barrot and Johann
/// Wadephul`, `les ministres de l'Intérieur, Bruno Retailleau, et de la Culture, Rachida Dati`, `Presidents Biden and Xi`.
fn spread(scan: &Scan, i: usize) -> Option<Vec<Found>> {
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
        let mut n = separator(scan, j).unwrap_or(j);
        if n == j && !out.is_empty() {
            break;
        }
        // A new complement with the same noun: `, de l'Économie, Antoine Armand`.
        let mut fresh = None;
        if !out.is_empty() || n > j {
            let mut info = office::Info::default();
            if let Some(end) = office::complement_at(scan, n, &mut info) {
                if scan.atoms.get(end).is_some_and(|a| a.comma())
                    && name_at(scan, end + 1, Trust::Strong).is_some()
                {
                    fresh = Some((n, end, info));
                    n = end + 1;
                }
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
        let (side, after) = side_after(scan, end);
        if side.is_some() {
            office.info.side = side;
        }
        let start = if out.is_empty() { i } else { office.start.max(out.last().map_or(i, |f| f.end)).min(n) };
        out.push(Found {
            start,
            end,
            name: Some((n, end)),
            offices: vec![office],
            gender: Gender::Any,
            titled: false,
            pronoun: false,
        });
        j = after;
    }
    (named >= 2
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
    while let Some(e) = scan.class(k, Class::Det) {
        k = e;
    }
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
