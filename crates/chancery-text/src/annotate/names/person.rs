//! People: names, forms of address and offices put together.

use super::lexicon::{Class, GIVEN, Gender, PARTICLE, SURNAME, Sense};
use super::name::{Trust, lexical, name_at, particle_start, thing_before};
use super::office::{self, Office};
use super::phrase;
use super::reach::{apposition_free, opened, respelled, serves};
use super::scan::Scan;
use super::spread::spread;
use chancery_model::How;
use smol_str::SmolStr;

/// A person as a run of atoms.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    /// The name without titles.
    pub name: Option<(usize, usize)>,
    /// Its words, folded; empty until people are brought together.
    pub words: Vec<SmolStr>,
    /// The same name in another spelling, in brackets behind it.
    pub also: Option<(usize, usize)>,
    pub offices: Vec<Office>,
    pub gender: Gender,
    /// A form of address stood before the name.
    pub titled: bool,
    pub pronoun: bool,
}

/// All people of a sentence, in text order, not overlapping.
pub(super) fn people(scan: &Scan) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < scan.len() {
        if !scan.atoms[i].word() || !scan.any(i, office::SOMEBODY) && !scan.capital(i) {
            i += 1;
            continue;
        }
        // `the Philippine Sea`: nobody's name begins with a part of the world.
        if let Some(end) = scan.class(i, Class::Region).filter(|end| *end > i + 1) {
            i = end;
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
            _ => i = passed(scan, i),
        }
    }
    out
}

/// Where to read on where nobody is at `i`: behind the whole of a group, a body or a building whose noun holds one of
/// office (`Phủ Chủ tịch`, `hai nhà lãnh đạo`).
fn passed(scan: &Scan, i: usize) -> usize {
    // `tàu khu trục USS WAYNE E. MEYER`: the whole name is the thing's.
    if scan.lex.syllables && scan.capital(i) && thing_before(scan, i) {
        return (i..).find(|k| !scan.capital(*k)).unwrap_or(i + 1);
    }
    let more = |end: usize| scan.capital(end) || !scan.lex.syllables; // else the plural of the office says so
    // `làm trưởng đoàn`: nor does a pronoun stand inside the noun of an office.
    let office = scan.head(i).filter(|_| scan.lex.syllables).map(|(end, ..)| end);
    let noun = scan
        .longest(i, |s| {
            matches!(s, Sense::Group(_) | Sense::Body(_) | Sense::Word(Class::Building)).then_some(s)
        })
        .filter(|(end, s)| !matches!(s, Sense::Group(_)) || !more(*end))
        .map(|(end, _)| end)
        // `Thổ Nhĩ Kỳ`: nobody's name begins within that of a state or an organisation.
        .or_else(|| scan.actor(i).filter(|(_, id)| !scan.lex.actors[*id as usize].weak).map(|(end, _)| end))
        // `thành phố Hồ Chí Minh`: nor within that of a city that begins with its noun.
        .or_else(|| scan.place(i).filter(|_| scan.lex.syllables && !scan.capital(i)).map(|(end, _)| end))
        .or_else(|| scan.place(i).filter(|_| scan.lex.syllables && abbreviates(scan, i)).map(|(end, _)| end));
    noun.max(office).unwrap_or(i + 1)
}

/// True for a short word in capitals alone before a name (`TP Hồ Chí Minh`).
fn abbreviates(scan: &Scan, i: usize) -> bool {
    let word = scan.said(i, i + 1);
    word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.chars().any(char::is_lowercase)
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
            && !scan.title(j).is_some_and(|(end, _)| {
                scan.atoms[end - 1].dot() && scan.capital(end) || styled(scan, j, end)
            })
        {
            break;
        }
        let title = scan
            .title(j)
            .filter(|(end, _)| scan.head(j).is_none_or(|(e, ..)| e < *end) || scan.capital(*end))
            // `DR Congo`: a state's name begins with what else would be a form of address.
            .filter(|(end, _)| scan.actor(j).is_none_or(|(stop, _)| stop <= *end));
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
        let more = phrase::shared(scan, &found);
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
            && !(scan.atoms[j].comma() && two_heads(scan, &offices, next))
            && leads_to_name(scan, next)
        {
            j = next;
        }
        if offices.len() > 6 {
            break;
        }
    }
    // `đặc phái viên của Tổng thống Vladimir Putin`: the name is that of whose envoy it is.
    if let Some(last) = offices.last_mut()
        && let Some(of) = serves(scan, last)
    {
        last.end = of;
        let found = Found { start: i, end: of, offices, gender, titled, ..Found::default() };
        return Some(found).filter(|f| office_alone(scan, &f.offices));
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
            .filter(|end| end - j >= 2 && !lexical(scan, j) && apposition(scan, *end, &[]).is_some())
            .map(|end| (j, end));
    }
    // `le Premier ministre, Ousmane Sonko, …`: the name between commas.
    if name.is_none()
        && let Some(last) = offices.last()
        && scan.atoms.get(j).is_some_and(|a| a.comma() || a.dash() && scan.title(j + 1).is_some())
        && !last.indefinite
    {
        let mut k = j + 1;
        let mut sex = gender;
        while let Some((end, id)) = scan.title(k).filter(|(end, _)| scan.capital(*end)) {
            sex = scan.lex.titles[id as usize].gender;
            k = end;
        }
        // `the Senior Officer of the squadron, Captain Sarvpreet Singh`, `le ministre de la Défense, le général Phan Van Giang`
        let bare = scan.class(k, Class::Det).unwrap_or(k);
        let rank = office::office_at(scan, bare).filter(|o| {
            scan.lex.heads[o.head as usize].rank && !o.plural && name_at(scan, o.end, Trust::Strong).is_some()
        });
        if let Some(rank) = &rank {
            k = rank.end;
        }
        if let Some(end) = name_at(scan, k, Trust::Strong) {
            // Behind a form of address a name needs no comma to end it.
            // `La ministre, Olivia Rouamba a reçu …`: what opens the sentence may go on with its verb.
            let opens = !scan.lex.syllables
                && (begins(scan, i) || (0..i).all(|k| scan.class(k, Class::Det).is_some()));
            let closed = scan.atoms.get(end).is_none_or(|a| !a.word() || a.dash())
                || opens && (scan.class(end, Class::Say).is_some() || scan.verb(end))
                || scan.class(end, Class::And).is_some()
                || scan.atoms[end - 1].dot()
                || k > j + 1 && rank.is_none()
                || goes_on(scan, i, k, end);
            let enough = end - k >= 2 || scan.one(k, GIVEN | SURNAME);
            if closed && enough && apposition(scan, end, &[]).is_none() {
                name = Some((k, end));
                gender = sex;
                offices.extend(rank);
            }
        }
    }
    if name.is_none() && offices.is_empty() {
        return None;
    }
    let mut also = None;
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
        if let Some((b, stop)) = respelled(scan, a, end) {
            also = Some((end + 1, b));
            end = stop;
        }
        end = belonging(scan, end, &mut offices);
        if let Some((more, stop)) = apposition(scan, end, &offices) {
            offices.extend(more);
            end = stop;
        } else if let Some(office) = predicate(scan, end) {
            offices.push(office);
        }
    } else if let Some((a, b)) = copula(scan, end, &offices) {
        name = Some((a, b));
        end = b;
    } else if !office_alone(scan, &offices) {
        return None;
    }
    Some(Found { start: i, end, name, also, offices, gender, titled, ..Found::default() })
}

/// `Foreign Minister Lena Fischer of Germany`, `Minister Lena Fischer (Germany)`: whose the office before the name is, told
/// behind it. Gives where that ends.
fn belonging(scan: &Scan, end: usize, offices: &mut [Office]) -> usize {
    let open = |o: &&mut Office| o.info.side.is_none() && o.info.posted.is_none() && o.info.actor.is_none();
    let Some(last) = offices.last_mut().filter(open) else { return end };
    let bracket = scan.atoms.get(end).is_some_and(|a| a.open());
    let of = if bracket { Some(end + 1) } else { scan.class(end, Class::Of) };
    let Some((stop, id)) = of.and_then(|k| scan.actor(scan.past_articles(k))) else { return end };
    let entry = &scan.lex.actors[id as usize];
    let whole = !bracket || scan.atoms.get(stop).is_some_and(|a| a.close());
    let named = entry.how == How::Name && entry.side.is_some() && !(entry.weak && bracket);
    if scan.atoms[stop - 1].poss() || !named || !whole {
        return end;
    }
    last.info.take_actor(scan, id);
    // `Ambassador Lena Fischer of Germany to Kenya`
    let envoy = scan.lex.heads[last.head as usize].role == "ambassador";
    let to = scan.class(stop, Class::Link).filter(|_| envoy);
    if let Some((stop, at)) = to.and_then(|k| scan.actor(scan.past_articles(k))) {
        last.info.posted.clone_from(&scan.lex.actors[at as usize].side);
        return stop;
    }
    stop + usize::from(bracket)
}

/// True where what stands at `i` with its article begins a clause or is joined to what goes before: `Par ailleurs, le
/// ministre …`, `X et la ministre …`; behind a comma and a name it would say who that is.
fn begins(scan: &Scan, i: usize) -> bool {
    let Some(article) = i.checked_sub(1).filter(|a| scan.one(*a, Sense::Word(Class::Det).bit())) else {
        return false;
    };
    let Some(before) = article.checked_sub(1) else { return true };
    let atom = scan.atoms[before];
    // `Expelled by Norlandia, the ambassador …`: a comma behind a country ends no name.
    let somewhere = |b: usize| {
        (b.saturating_sub(5)..b)
            .any(|k| scan.actor(k).is_some_and(|(e, _)| e == b) || scan.place(k).is_some_and(|(e, _)| e == b))
    };
    scan.one(before, Sense::Word(Class::And).bit())
        || !(atom.word()
            || atom.open()
            || atom.comma() && before > 0 && scan.capital(before - 1) && !somewhere(before))
}

/// `He received the ambassador, Vincent Moreau for talks`: a name of which a list has a word, behind an office with its article
/// in the course of a sentence, needs no comma to end it where a small word goes on.
fn goes_on(scan: &Scan, i: usize, name: usize, end: usize) -> bool {
    let article = || i.checked_sub(1).is_some_and(|a| scan.one(a, Sense::Word(Class::Det).bit()));
    let known = || end - name >= 2 && scan.one(name, GIVEN | SURNAME);
    let small = || scan.class(end, Class::Stop).is_some() && scan.atoms.get(end).is_some_and(|a| !a.cap());
    let acts = || scan.first_verb.is_some_and(|verb| verb < i);
    // `She received …`: a pronoun opens no clause before the first comma.
    let she = || scan.class(0, Class::PronounM).or_else(|| scan.class(0, Class::PronounF)).is_some();
    !scan.lex.syllables && article() && known() && small() && acts() && (she() || !opening_clause(scan, i))
}

/// `the last Indian prime minister to make the trip had been Morarji Desai`: the name behind a copula close by.
fn copula(scan: &Scan, end: usize, offices: &[Office]) -> Option<(usize, usize)> {
    let first = offices.first().filter(|o| !o.plural && !o.indefinite)?;
    if scan.lex.heads[first.head as usize].rank {
        return None;
    }
    let reach = if scan.lex.after_noun { 1 } else { 8 };
    for k in end..end + reach {
        let known = scan.actor(k).is_some() || scan.place(k).is_some(); // `to see Japan was`
        if !scan.atoms.get(k)?.word() || scan.capital(k) && !known {
            return None;
        }
        if let Some(mut next) = scan.class(k, Class::Copula) {
            while let Some((e, _)) = scan.title(next).filter(|(e, _)| scan.capital(*e)) {
                next = e;
            }
            let plain = |stop: &usize| stop - next >= 2 && !lexical(scan, next);
            return name_at(scan, next, Trust::Bare)
                .or_else(|| name_at(scan, next, Trust::Strong).filter(plain))
                .map(|stop| (next, stop));
        }
    }
    None
}

/// `the prime minister of Vietnam, President Tebboune`: nobody heads two states or governments at once.
fn two_heads(scan: &Scan, offices: &[Office], next: usize) -> bool {
    let top = |head: u32| {
        matches!(scan.lex.heads[head as usize].role.as_str(), "head-of-state" | "head-of-government")
    };
    let Some(side) = offices.last().filter(|o| top(o.head)).and_then(|o| o.info.side.as_ref()) else {
        return false;
    };
    office::office_at(scan, next).is_some_and(|o| top(o.head) && o.info.side.as_ref() != Some(side))
}

/// `Prime Minister Datuk Seri Anwar Ibrahim`: a form of address with two words of the name and more behind it, which is no
/// name itself.
fn styled(scan: &Scan, j: usize, end: usize) -> bool {
    !scan.lex.syllables
        && (scan.atoms[j].upper() || !scan.one(j, GIVEN | SURNAME | PARTICLE))
        && name_at(scan, end, Trust::Strong).is_some_and(|stop| stop - end >= 2)
}

/// True when offices from `j`, joined by commas and `and`, end in a name.
fn leads_to_name(scan: &Scan, j: usize) -> bool {
    leads_by(scan, j, true)
}

/// The same, where `and` may be the beginning of somebody else unless it is taken for what joins offices.
fn leads_by(scan: &Scan, j: usize, joined: bool) -> bool {
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
        // `Foreign Minister Senator X`
        if office::office_at(scan, k).is_some_and(|o| !o.plural) {
            continue;
        }
        if scan.atoms.get(k).is_some_and(|a| a.comma()) {
            let mut at = k + 1;
            while let Some((end, _)) = scan.title(at).filter(|(end, _)| scan.capital(*end)) {
                at = end;
            }
            // The name between commas, with a form of address or of more than one word.
            let closed = |end: &usize| at > k + 1 || scan.atoms.get(*end).is_none_or(|a| !a.word());
            if name_at(scan, at, Trust::Strong).filter(closed).is_some_and(|end| at > k + 1 || end - at >= 2)
            {
                return true;
            }
        }
        let and = scan.class(k, Class::And).filter(|_| joined);
        let step = and.or_else(|| scan.atoms.get(k).filter(|a| a.comma()).map(|_| k + 1));
        let Some(next) = step else { return false };
        if scan.class(next, Class::Det).is_some() {
            return false;
        }
        k = next;
    }
    false
}

/// Offices after a name: `, Secretary (West) in the Ministry of External Affairs,` and the like.
///
/// `before` are those that stand before the name: what is of another state than they belongs to the name behind it (`the
/// minister of Mongolia N. Enkhtaivan, State Councilor of China, Foreign Minister Wang Yi`).
pub(super) fn apposition(scan: &Scan, end: usize, before: &[Office]) -> Option<(Vec<Office>, usize)> {
    let end = scan.past_letters(end);
    let first = scan.atoms.get(end)?;
    if first.cap() && !scan.atoms[end - 1].poss() && !scan.atoms[end - 1].dot() {
        // `H.E. Adrian Morrison High Commissioner of Australia to Tonga`
        let office = office::office_at(scan, end).filter(|o| {
            let head = &scan.lex.heads[o.head as usize];
            o.info.any
                && !(o.plural || head.rank || head.royal || head.counterpart)
                && !leads_to_name(scan, end)
        })?;
        let end = office.end;
        return (office.head_at.0 == office.start
            && closed(scan, end, false, &office.info)
            && before.is_empty())
        .then(|| (vec![office], end));
    }
    if !(first.comma() || first.open() || first.dash()) || scan.atoms[end - 1].poss() {
        return None;
    }
    let dashed = first.dash();
    let next_person = |from: usize, k: usize, stop: usize| {
        // `Badr Abdel Aty, la ministre de Mozambique, Mme Maria dos Santos, …`: an office with its article, a comma and
        // a name is the next of a list.
        // Where there are no articles a form of address says so: `…, Chủ tịch Quốc hội Mozambique, bà Esperanca Bias`.
        let bare = k == from;
        if bare && !scan.lex.syllables || !scan.atoms.get(stop).is_some_and(|a| a.comma()) {
            return false;
        }
        let mut at = stop + 1;
        // `le Premier ministre, chef du gouvernement, X`, `le ministre de la Défense, le général X`
        for _ in 0..3 {
            let k = scan.class(at, Class::Det).unwrap_or(at);
            let Some(more) = office::office_at(scan, k).filter(|o| !o.plural) else { break };
            let rank = scan.lex.heads[more.head as usize].rank;
            if rank && name_at(scan, more.end, Trust::Strong).is_some() {
                return true;
            }
            if k > at || !scan.atoms.get(more.end).is_some_and(|a| a.comma()) {
                break;
            }
            at = more.end + 1;
        }
        let mut addressed = false;
        while let Some((e, _)) = scan.title(at) {
            at = e;
            addressed = true;
        }
        name_at(scan, at, Trust::Strong).is_some_and(|e| {
            (addressed || e - at >= 2 && !bare)
                && apposition_free(scan, at)
                && (bare || scan.atoms.get(e).is_none_or(|a| !a.word()))
        })
    };
    let mut out: Vec<Office> = Vec::new();
    // After each office: how many there are, where the last ends, and whether an article stands before it.
    let mut steps: Vec<(usize, usize, bool)> = Vec::new();
    let mut j = end + 1;
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
        let Some(mut found) = office::office_at(scan, k).filter(|o| !o.plural) else { break };
        if let Some(of) = serves(scan, &found) {
            found.end = of;
        }
        let side = found.info.side.as_ref();
        let other = |o: &Office| side.is_some() && o.info.side.is_some() && o.info.side.as_ref() != side;
        // `Chủ tịch nước A, Chủ tịch Đảng X, Chủ tịch nước Y B`: who has an office before the name is told apart from the next.
        let ranked = |o: &Office| scan.lex.heads[o.head as usize].rank;
        let apart = before.iter().any(other) || scan.lex.syllables && !before.iter().all(ranked);
        if out.is_empty() && apart && leads_by(scan, k, !scan.lex.syllables) {
            break;
        }
        // The office of the next person in a list: `Cyril Ramaphosa, Secretary-General Fikile Mbalula`.
        let next_name = name_at(scan, found.end, Trust::Strong).is_some();
        let more = phrase::shared(scan, &found);
        if next_name || next_person(j, k, more.as_ref().map_or(found.end, |m| m.end)) {
            break;
        }
        let head = &scan.lex.heads[found.head as usize];
        if (head.rank || head.bare) && !found.info.any {
            break;
        }
        // `X, président du Conseil européen, le chef de l'État gabonais …`: with an article and another side it is another.
        let sides = (out.last().and_then(|o: &Office| o.info.side.as_ref()), found.info.side.as_ref());
        if k > j && sides.0.is_some() && sides.1.is_some() && sides.0 != sides.1 {
            break;
        }
        let article = k > j;
        j = found.end;
        out.push(found);
        if let Some(more) = more {
            j = more.end;
            out.push(more);
        }
        steps.push((out.len(), j, article));
        if let Some(next) = scan.class(j, Class::And) {
            j = next;
        } else if scan.atoms.get(j).is_some_and(|a| a.comma() || dashed && a.dash()) {
            j += 1;
        } else {
            break;
        }
        if out.len() > 6 {
            break;
        }
    }
    // The last that is closed, with those before it.
    let (count, stop, _) = *steps.iter().rev().find(|(n, stop, article)| {
        // `Meeting President X, the premier asked …`: past an opening clause, an office with an article and a verb behind it
        // is the next to act.
        let bare = scan.lex.syllables
            && *n == 1
            && !out[0].info.any
            && scan.class(*stop, Class::Say).is_some()
            && opened(scan);
        let acts = bare || *article && scan.verb(*stop) && opening_clause(scan, end);
        !acts && out[..*n].last().is_some_and(|o| closed(scan, *stop, *article, &o.info))
    })?;
    out.truncate(count);
    Some((out, stop))
}

/// What follows must close an apposition: a mark, the end, or a word that goes on with the sentence.
fn closed(scan: &Scan, stop: usize, article: bool, info: &office::Info) -> bool {
    let next = scan.atoms.get(stop);
    if scan.lex.syllables || scan.atoms[stop - 1].dot() || next.is_none_or(|a| !a.word()) {
        return true;
    }
    let word = |c| scan.class(stop, c);
    let dated = (word(Class::In).is_some() || word(Class::Link).is_some())
        && (stop + 1..stop + 3).any(|k| scan.atoms.get(k).is_some_and(|a| a.word() && !a.letters()));
    // `Mélanie Joly, la ministre canadienne des Affaires étrangères lors d'une conférence`; and where an article is usual,
    // an office without one says who somebody is, whatever follows.
    let qualified = info.side.is_some() || info.short.is_some();
    let told = scan.lex.after_noun && !article && info.any || qualified && word(Class::Stop).is_some();
    [Class::Say, Class::And, Class::Who, Class::Copula].into_iter().any(|c| word(c).is_some())
        || dated
        || told
}

/// `Jaishankar, who is India's foreign minister`, `Ông Dũng hiện là Đại sứ`: an office that a copula gives to the name that
/// ends at `end`.
fn predicate(scan: &Scan, end: usize) -> Option<Office> {
    let comma = scan.atoms.get(end)?.comma();
    let from = end + usize::from(comma);
    let who = scan.class(from, Class::Who);
    let mut k = who.unwrap_or(from);
    // `hiện là`, `từng là`
    let now = scan.lex.syllables && scan.atoms.get(k).is_some_and(|a| a.word() && !a.cap());
    let told = scan.class(k, Class::Copula).filter(|_| !comma || who.is_some());
    k = told.or_else(|| scan.class(k + 1, Class::Copula).filter(|_| now))?;
    while let Some(e) = scan.class(k, Class::Det) {
        k = e;
    }
    office::office_at(scan, k).filter(|o| {
        let head = &scan.lex.heads[o.head as usize];
        let named = name_at(scan, o.end, Trust::Strong).is_some();
        o.info.any && !(o.plural || named || head.counterpart || head.rank || head.role == "other")
    })
}

/// True where what ends at `end` stands in a clause that opens its sentence, before the first comma (`Meeting X, …`, `At
/// talks with X, …`).
fn opening_clause(scan: &Scan, end: usize) -> bool {
    let small = || scan.class(0, Class::Stop).is_some() && scan.class(0, Class::Det).is_none();
    (scan.opens || small()) && scan.first_comma.is_none_or(|comma| comma >= end)
}

/// Offices without a name that stand for a person: one that is determined or belongs to a side.
fn office_alone(scan: &Scan, offices: &[Office]) -> bool {
    let Some(o) = offices.first() else { return false };
    let head = &scan.lex.heads[o.head as usize];
    // `Đại tướng mong …`: where nothing marks the definite, a rank that opens its clause is that of somebody named before.
    let opens =
        scan.lex.syllables && scan.atoms[o.start].cap() && (o.start == 0 || scan.atoms[o.start - 1].comma());
    // `the General Border Committee` is no general.
    let body = !scan.lex.syllables && scan.capital(o.end);
    if o.indefinite || o.plural || head.rank && (!o.definite && !opens || body) {
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
