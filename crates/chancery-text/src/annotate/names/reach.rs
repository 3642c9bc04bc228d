//! What stands between an office and its holder beside the qualifiers read one by one: the body it belongs to behind a comma
//! (`Permanent Secretary, Ministry of Foreign Affairs`), an aside in brackets, and, where words are written apart, a field
//! that no list has (`Vụ trưởng Vụ Tin học Bộ Ngoại giao Nga Ivan Petrov`).

use super::lexicon::{Class, GIVEN, SURNAME, Sense};
use super::name::{Trust, body_ends, name_at};
use super::office::{self, Info, Office};
use super::phrase;
use super::scan::{Qualifier, Scan};
use chancery_pack::People;

/// Most words from the qualifiers of an office to the name of its holder.
const REACH: usize = 18;
/// Most words of an aside in brackets.
const ASIDE: usize = 10;
/// Most words in a row that no list has.
const UNKNOWN: usize = 4;

/// Where the office whose qualifiers end at `end` really ends, with what the rest says taken into `info`; `end` itself where
/// nothing more belongs to it.
pub(super) fn reach(scan: &Scan, end: usize, info: &mut Info) -> usize {
    let end = aside(scan, end, info).unwrap_or(end);
    if holder(scan, end) || scan.atoms.get(end).is_none() {
        return end;
    }
    let far = if scan.lex.syllables { apart(scan, end, info) } else { body_behind(scan, end, info) };
    far.unwrap_or(end)
}

/// True where a name begins of which more is known than a capital.
fn holder(scan: &Scan, i: usize) -> bool {
    if scan.atoms.get(i).is_none_or(|a| !a.word()) || scan.body(i).is_some() || place(scan, i) {
        return false;
    }
    let known = || scan.one(i, GIVEN | SURNAME);
    let spelled = || scan.atoms.get(i + 1).is_some_and(|a| a.glue());
    scan.head(i).is_none()
        && name_at(scan, i, Trust::Strong).is_some_and(|stop| {
            stop - i >= 2 && (stop - i > 2 || known() || spelled() || !scan.lex.syllables)
        })
}

/// `thành phố Hồ Chí Minh`: a place of several words, which may begin as a name does.
fn place(scan: &Scan, i: usize) -> bool {
    scan.place(i).is_some_and(|(stop, _)| stop > i + 1)
}

/// `chairman of the Council of State (the upper house), X`, `thành phố Naju (Hàn Quốc) Kim Kwan Yong`: behind brackets that are
/// followed by the name, with or without its comma.
fn aside(scan: &Scan, end: usize, info: &mut Info) -> Option<usize> {
    if !info.any || !scan.atoms.get(end)?.open() {
        return None;
    }
    let past = aside_end(scan, end)?;
    let next = past + usize::from(scan.atoms.get(past).is_some_and(|a| a.comma()) && !scan.lex.syllables);
    if !holder(scan, next) || name_at(scan, end + 1, Trust::Bare).is_some() {
        return None;
    }
    if let Some((_, id)) = scan.actor(end + 1).filter(|(stop, _)| stop + 1 == past) {
        info.take_actor(scan, id);
    }
    Some(past)
}

/// `Permanent Secretary, Ministry of Foreign Affairs, Ambassador X`: the body behind a comma, where a mark or a name follows.
fn body_behind(scan: &Scan, end: usize, info: &mut Info) -> Option<usize> {
    let from = end + 1;
    if info.top && !info.portfolio || !scan.atoms.get(end)?.comma() || !scan.capital(from) {
        return None;
    }
    let (_, noun) = scan.body(from)?;
    let class = scan.lex.bodies[noun as usize].class.as_str();
    if !matches!(class, "ministry" | "agency" | "army" | "committee" | "school") {
        return None;
    }
    let body = office::body_at(scan, from).filter(|b| b.end - b.start >= 2)?;
    let mut stop = body.end;
    let mut more = body.info;
    // `Secretary General, Ministry of Defence, Norlandia Dr. X`
    if scan.atoms.get(stop).is_some_and(|a| a.comma())
        && let Some((past, id)) =
            scan.actor(stop + 1).filter(|(_, id)| scan.lex.states.contains(&scan.lex.actors[*id as usize].id))
        && scan.title(past).is_some()
    {
        more.take_actor(scan, id);
        stop = past;
    }
    let ends =
        scan.atoms.get(stop).is_none_or(|a| !a.word()) || scan.title(stop).is_some() || holder(scan, stop);
    if !ends || phrase::complement_at(scan, stop, &mut Info::default()).is_some() {
        return None;
    }
    info.take(more);
    Some(stop)
}

/// Where words are written apart: over fields that no list has and bodies behind a comma or a dash, to the name behind what is
/// known again.
fn apart(scan: &Scan, end: usize, info: &mut Info) -> Option<usize> {
    let mut more = Info::default();
    let (mut k, mut known, mut unknown) = (end, info.any, 0);
    while k < end + REACH {
        let atom = *scan.atoms.get(k)?;
        if known && holder(scan, k) {
            info.take(more);
            info.any = true;
            return Some(k);
        }
        if atom.open() && known {
            k = aside_end(scan, k)?;
            continue;
        }
        if atom.comma() || atom.dash() {
            // `Vụ trưởng Vụ Lễ tân, Bộ Ngoại giao`: of a lower body the higher one.
            let body = scan
                .body(k + 1)
                .filter(|(stop, _)| scan.capital(k + 1) && scan.head(k + 1).is_none_or(|(e, ..)| e <= *stop));
            let (_, noun) = body.filter(|(_, noun)| scan.lex.bodies[*noun as usize].class != "party")?;
            if info.top && !info.portfolio || scan.lex.bodies[noun as usize].class == "region" {
                return None;
            }
            (k, known, unknown) = (k + 1, false, 0);
            continue;
        }
        if !atom.word() || scan.verb(k) && scan.unknown(k) {
            return None;
        }
        let head = scan.head(k).map(|h| h.0);
        if let Some((stop, best)) = scan.qualifier(k).filter(|(stop, _)| head.is_none_or(|h| h <= *stop)) {
            more.take_qualifier(scan, best);
            // `thành phố Hồ Chí Minh`: behind the noun of a region stands its name.
            let region =
                matches!(best, Qualifier::Body(noun) if scan.lex.bodies[noun as usize].class == "region");
            (k, known, unknown) = (stop, !region, 0);
        } else if let Some(stop) = head {
            // `Văn phòng Thủ tướng`: whose office it is, behind the noun of a body.
            if !(known && k > 0 && body_ends(scan, k)) {
                return None;
            }
            (k, known) = (stop, true);
        } else if let Some(stop) = [Class::TailMod, Class::Region, Class::Of, Class::And, Class::Link]
            .into_iter()
            .find_map(|c| scan.class(k, c))
        {
            (k, known) = (stop, known && scan.class(k, Class::TailMod).is_some());
        } else if scan.hits(k).iter().any(|h| {
            matches!(
                h.sense,
                Sense::Word(Class::Stop | Class::Say | Class::Who | Class::Copula) | Sense::Title(_)
            )
        }) {
            return None;
        } else {
            unknown += 1;
            if unknown > UNKNOWN || scan.verb(k) {
                return None;
            }
            (k, known) = (k + 1, false);
        }
    }
    None
}

/// One past the brackets that open at `k`.
fn aside_end(scan: &Scan, k: usize) -> Option<usize> {
    (k + 2..k + 2 + ASIDE).find(|j| scan.atoms.get(*j).is_some_and(|a| a.close())).map(|j| j + 1)
}

/// Where the word stands by which an office is said to be somebody's whose own office and name follow (`cố vấn của Thủ tướng
/// X`); with a state before the name (`đặc phái viên của Tổng thống Mỹ X`) that is only of one known to lead.
pub(super) fn serves(scan: &Scan, office: &Office) -> Option<usize> {
    if !scan.lex.syllables {
        return None;
    }
    let of = (office.head_at.1..office.end).find(|k| {
        scan.class(*k, Class::Of).is_some_and(|next| next < office.end && scan.head(next).is_some())
    })?;
    let end = name_at(scan, office.end, Trust::Strong)?;
    let known = || (office.end..end).any(|k| People::shared().alone(scan.slice(k, k + 1)).is_some());
    (office.info.side.is_none() || known()).then_some(of)
}

/// True where something else than a person opens the sentence, a mark of a list before it aside (`* Tiếp X, Thủ tướng …`).
pub(super) fn opened(scan: &Scan) -> bool {
    let first = (0..scan.len()).find(|i| scan.atoms[*i].word());
    first.is_some_and(|i| {
        let called = office::office_at(scan, i).is_some() || scan.title(i).is_some();
        !called && name_at(scan, i, Trust::Strong).is_none()
    })
}

/// `Ra-un Ca-xtơ-rô (Raúl Castro)`: where names are spelled by their sound, the brackets behind one hold it as it is written
/// elsewhere. Gives the end of that name and of the brackets.
pub(super) fn respelled(scan: &Scan, a: usize, end: usize) -> Option<(usize, usize)> {
    let spelled = scan.lex.syllables && (a..end).any(|k| scan.atoms[k].glue());
    if !(spelled && scan.atoms.get(end)?.open()) {
        return None;
    }
    let close = (end + 2..end + 8).find(|k| scan.atoms.get(*k).is_some_and(|x| x.close()))?;
    let names = |k: usize| scan.capital(k) || scan.is(k, |s| s == Sense::Particle) || scan.atoms[k].glue();
    (scan.capital(end + 1) && scan.actor(end + 1).is_none() && (end + 1..close).all(names))
        .then_some((close, close + 1))
}

/// True where no office begins: what stands there is a name and no second office of the person before.
pub(super) fn apposition_free(scan: &Scan, at: usize) -> bool {
    office::office_at(scan, at).is_none()
}
