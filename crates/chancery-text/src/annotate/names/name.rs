//! A person's name as a run of capital words, particles and initials.

use super::lexicon::{Class, GIVEN, PARTICLE, SURNAME, Sense, kinds};
use super::scan::Scan;
use chancery_model::How;
use chancery_pack::People;

/// How much speaks for a name before it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// An office or a form of address stands before it.
    Strong,
    /// Nothing but its own words.
    Bare,
}

/// End of the name that begins at `i`.
pub(super) fn name_at(scan: &Scan, i: usize, trust: Trust) -> Option<usize> {
    // `DE GAULLE` is written as `de Gaulle` would be.
    let loud_particle = |k: usize| {
        let upper = |k: usize| scan.atoms.get(k).is_some_and(|a| a.upper());
        upper(k) && upper(k + 1) && !scan.loud && scan.one(k, Sense::Word(Class::Of).bit())
    };
    if !scan.capital(i) || trust == Trust::Strong && loud_particle(i) {
        return particle_start(scan, i, trust);
    }
    let surname = scan.one(i, SURNAME);
    let given = scan.one(i, GIVEN);
    let next = i + 1;
    let single_initial = scan.atoms[i].end - scan.atoms[i].start == 1 && scan.atoms[i].dot();
    let next_free = scan.capital(next) && !scan.atoms[i].poss() && !lexical(scan, next);
    // After an office a family name that is also a common word (`Hồ`, `Từ`) begins a name before any capital.
    let after_office = trust == Trust::Strong
        && surname
        && scan.capital(next)
        && !scan.hits(i).iter().any(|h| h.end as usize > next && !matches!(h.sense, Sense::Word(_)));
    // `ông Chính`: after a form of address any capital word is a name.
    // `Prince Takamatsu`: so is what a place is called, too, after the noun of a prince.
    let royal = |s: Sense| matches!(s, Sense::Head(id, _) if scan.lex.heads[id as usize].royal);
    let crowned = || {
        scan.is(i - 1, royal)
            && scan.actor(i).is_none()
            && scan.hits(i).iter().all(|h| h.end as usize == next)
    };
    let addressed =
        trust == Trust::Strong && i > 0 && (scan.title(i - 1).is_some_and(|(end, _)| end == i) || crowned());
    // `Ra-un Ca-xtơ-rô`: syllables joined by hyphens spell a name.
    let spelled = trust == Trust::Strong
        && scan.lex.syllables
        && scan.atoms.get(next).is_some_and(|a| a.glue() && !a.cap())
        && scan.actor(i).is_none();
    let addressed = addressed || spelled;
    if blocked(scan, i) && !((surname || given) && next_free) && !after_office && !addressed {
        return None;
    }
    if !surname
        && !given
        && !single_initial
        && !addressed
        && lexical(scan, i)
        && !(trust == Trust::Strong && next_free && short_word(scan, i))
    {
        return None;
    }
    if scan.loud && !surname && !given && trust == Trust::Bare {
        return None;
    }
    // `AMI-Le ministre`: the agency's mark and the first word of its report.
    if scan.atoms[i].upper()
        && scan.atoms.get(next).is_some_and(|a| a.glue())
        && scan.class(next, Class::Det).is_some()
    {
        return None;
    }
    // `the France-Vietnam forum`: two states joined are nobody's name.
    if scan.atoms.get(next).is_some_and(|a| a.glue())
        && scan.actor(i).is_some_and(|(end, id)| {
            end == next && scan.lex.states.contains(&scan.lex.actors[id as usize].id)
        })
        && (trust == Trust::Bare || scan.actor(next).is_some())
    {
        return None;
    }
    // `the second Vietnam-France Defence Dialogue`: nor does one begin with the latter of the two.
    let state = |k: usize, end: usize| {
        scan.actor(k)
            .is_some_and(|(e, id)| e == end && scan.lex.states.contains(&scan.lex.actors[id as usize].id))
    };
    if trust == Trust::Bare
        && scan.atoms[i].glue()
        && state(i, next)
        && (i.saturating_sub(3)..i).any(|k| state(k, i))
    {
        return None;
    }
    let mut j = i;
    let mut last_cap = i;
    while j < i + if scan.lex.syllables { 12 } else { 10 } {
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
                // `John F. Kennedy`: after an initial nothing but the family name can follow.
                let initial = scan.atoms[j - 1].dot() && scan.atoms[j - 1].end - scan.atoms[j - 1].start == 1;
                // `In Port Louis Mr Ramgoolam`: a form of address begins another name.
                if !scan.lex.syllables && (short_title(scan, j) || atom.dot() && dotted_title(scan, j)) {
                    break;
                }
                // `Hô-xê Ra-môn Ba-la-ghê`: a syllable with others hyphened to it writes the sound of a foreign name.
                let spelled = scan.lex.syllables && scan.atoms.get(j + 1).is_some_and(|a| a.glue());
                if !initial
                    && !spelled
                    && stops(
                        scan,
                        j,
                        surname && j < i + 5
                            || trust == Trust::Strong && j == next && namesake(scan, j)
                            || trust == Trust::Strong && j < i + 4 && written_so(scan, j)
                            || given && j == next
                            || scan.one(j - 1, PARTICLE),
                    )
                    && !known_so(scan, i, j)
                {
                    break;
                }
                if atom.upper() && !scan.loud && scan.actor(j).is_some() {
                    break;
                }
            } else if let Some(next) = past_particles(scan, j) {
                if lexical(scan, next) && !scan.one(next, GIVEN | SURNAME) {
                    break;
                }
                j = next;
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
    if place_name(scan, i, end, trust) {
        return None;
    }
    match trust {
        // `General Border Committee`: the name of a body, not of its chairman.
        Trust::Strong => {
            let next = words == 1 && scan.capital(end) && scan.body(end).is_some();
            // `du Parti Communiste`: one unknown word behind the noun of a body is a part of its name.
            let part = words == 1 && !surname && !given && !addressed && body_ends(scan, i);
            (!next && !part && !names_body(scan, i, end)).then_some(end)
        }
        Trust::Bare => {
            let known = words >= 2
                && (given || surname || single_initial || People::shared().has(scan.slice(i, end)));
            let second = words >= 2 && scan.one(i + 1, SURNAME) && !scan.lex.syllables;
            let organisation = scan.body(end).is_some() && scan.capital(end)
                || (i..end).any(|k| scan.body(k).is_some() && !surname && !given);
            ((known || second || words == 1 && famed(scan, i)) && !organisation).then_some(end)
        }
    }
}

/// True for a word that means one person of public life by itself and not the government that is called after them.
fn famed(scan: &Scan, i: usize) -> bool {
    !scan.loud
        && scan.body(i + 1).is_none()
        && !body_ends(scan, i)
        && People::shared().alone(scan.slice(i, i + 1)).is_some()
}

/// `Phó Cục trưởng Cục Cứu hộ`: where words have several syllables, one capital between a body noun and a small syllable begins
/// the name of the body.
fn names_body(scan: &Scan, i: usize, end: usize) -> bool {
    scan.lex.syllables
        && end == i + 1
        && scan.atoms.get(end).is_some_and(|a| a.word())
        && !scan.capital(end)
        && body_ends(scan, i)
}

/// True where the noun of a body ends at `i`.
pub(super) fn body_ends(scan: &Scan, i: usize) -> bool {
    (i.saturating_sub(3)..i).any(|k| scan.body(k).is_some_and(|(stop, _)| stop == i))
}

/// `Thường Vạn Toàn`: where syllables are written apart, a capital within a name says that what is also a small word is a
/// part of it.
fn written_so(scan: &Scan, j: usize) -> bool {
    let small = |h: &super::lexicon::Hit| {
        h.end as usize == j + 1
            && matches!(h.sense, Sense::Word(_) | Sense::Surname(_) | Sense::Given(_) | Sense::Particle)
    };
    scan.lex.syllables && !scan.loud && scan.hits(j).iter().all(small)
}

/// `Thái Lan`, `Hà Nội`, `New Delhi`: two words that name a state or a city are nobody, unless a person is known by them;
/// nor is an article with one word behind it that is also a family name (`Le Malin`).
fn place_name(scan: &Scan, i: usize, end: usize, trust: Trust) -> bool {
    let article =
        trust == Trust::Bare && end - i < 3 && scan.class(i, Class::Det).is_some_and(|e| e == i + 1);
    let place = scan.hits(i).iter().any(|h| {
        let stop = h.end as usize;
        let firm = match h.sense {
            Sense::Actor(id) => {
                let entry = &scan.lex.actors[id as usize];
                !entry.weak && !entry.compound
            }
            Sense::Place(id) => !scan.lex.places[id as usize].weak,
            Sense::Body(_) | Sense::Word(Class::Building) => trust == Trust::Bare && stop >= end,
            _ => false,
        };
        firm && stop > i + 1 && (stop >= end || trust == Trust::Bare)
    });
    // `(11 Lê Hồng Phong)`: a house number in brackets.
    let house = i > 1 && !scan.atoms[i - 1].letters() && scan.atoms[i - 1].word() && scan.atoms[i - 2].open();
    if trust == Trust::Bare && (house || thing_before(scan, i)) {
        return true;
    }
    (place || article) && People::shared().find(scan.slice(i, end)).is_none()
}

/// `the aircraft carrier Carl Vinson`, `đường Nguyễn Huệ`: what is called after a person.
pub(super) fn thing_before(scan: &Scan, i: usize) -> bool {
    const THING: u64 = kinds(&[Sense::Word(Class::Thing), Sense::Word(Class::Building)]);
    let after = scan.lex.after_noun;
    (i.saturating_sub(4)..i).filter(|k| scan.any(*k, THING)).any(|k| {
        scan.hits(k).iter().any(|h| {
            h.end as usize == i
                && (h.sense == Sense::Word(Class::Thing) || after && h.sense == Sense::Word(Class::Building))
        })
    })
}

/// `von der` in `Ursula von der Leyen`: the capital behind the particles in lower case at `j`.
fn past_particles(scan: &Scan, j: usize) -> Option<usize> {
    let small = |k: &usize| {
        scan.one(*k, PARTICLE) && !scan.capital(*k) && !scan.one(*k, Sense::Word(Class::And).bit())
    };
    let next = (j..j + 3).take_while(small).last()? + 1;
    scan.capital(next).then_some(next)
}

/// `de Gaulle`, `al-Sharaa`: a particle that begins the name after a title.
pub(super) fn particle_start(scan: &Scan, i: usize, trust: Trust) -> Option<usize> {
    let fits =
        trust == Trust::Strong && scan.one(i, PARTICLE) && scan.capital(i + 1) && !lexical(scan, i + 1);
    if fits { name_at(scan, i + 1, trust) } else { None }
}

/// `Ma.`, `Jr.`, `J.`: a full stop that does not end the name.
fn abbreviated(scan: &Scan, i: usize) -> bool {
    let atom = scan.atoms[i];
    let len = atom.of(scan.text).chars().filter(|c| c.is_alphabetic()).count();
    len <= 2
}

/// The vocabulary knows the word as something else than a name.
pub(super) fn lexical(scan: &Scan, i: usize) -> bool {
    const LEXICAL: u64 = kinds(&[
        Sense::Actor(0),
        Sense::Place(0),
        Sense::Head(0, false),
        Sense::Body(0),
        Sense::Domain(0),
        Sense::Title(0),
        Sense::Group(0),
        Sense::Word(Class::Stop),
        Sense::Word(Class::Noun),
        Sense::Word(Class::Det),
        Sense::Word(Class::Of),
        Sense::Word(Class::Possessive),
        Sense::Word(Class::And),
        Sense::Word(Class::Region),
        Sense::Word(Class::PronounM),
        Sense::Word(Class::PronounF),
        Sense::Word(Class::Building),
    ]);
    scan.any(i, LEXICAL)
}

/// A word that is never the first of a name, whatever stands before it.
fn blocked(scan: &Scan, i: usize) -> bool {
    const BLOCKED: u64 = kinds(&[
        Sense::Word(Class::Stop),
        Sense::Word(Class::Det),
        Sense::Word(Class::PronounM),
        Sense::Word(Class::PronounF),
        Sense::Word(Class::And),
        Sense::Word(Class::Of),
        Sense::Word(Class::Possessive),
    ]);
    scan.one(i, BLOCKED) || scan.head(i).is_some_and(|(e, ..)| e > i + 1)
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

/// A form of address that stands before a family name and in no name (`Mr`).
fn short_title(scan: &Scan, j: usize) -> bool {
    scan.has(j, Sense::Title(0))
        && scan.atoms[j].of(scan.text).chars().count() <= 3
        && scan.capital(j + 1)
        && scan.is(j, |s| match s {
            Sense::Title(id) => scan.lex.titles[id as usize].gender != super::lexicon::Gender::Any,
            _ => false,
        })
        && !scan.one(j, GIVEN | SURNAME | PARTICLE)
}

/// `Hun Sen`: a person of public life is known by the words from `i` to `j`.
fn known_so(scan: &Scan, i: usize, j: usize) -> bool {
    let name = scan.slice(i, j + 1);
    // Behind a long style only the last two words are the name.
    let last = || j > i && People::shared().has(scan.slice(j - 1, j + 1));
    People::shared().has(name) || last() || j == i + 1 && People::shared().find(name).is_some()
}

/// `Volker Türk`, `Lloyd Austin`: one word that also means a people or a city, the last of a name.
fn namesake(scan: &Scan, j: usize) -> bool {
    // Behind an office: `Commissioner of Police, Greater Chennai` is a place.
    let behind = j.checked_sub(2).is_some_and(|k| scan.atoms[k].word());
    behind
        && !scan.lex.syllables
        && !scan.capital(j + 1)
        && scan.hits(j).iter().all(|h| match h.sense {
            Sense::Actor(id) => scan.lex.actors[id as usize].how == How::Adjective,
            Sense::Place(_) => true,
            _ => false,
        })
}

/// `Oman Dr. Mohammed Al Zaabi`: a form of address with its full stop begins another name.
fn dotted_title(scan: &Scan, j: usize) -> bool {
    let long = scan.atoms[j].end - scan.atoms[j].start >= 2;
    scan.title(j)
        .is_some_and(|(end, _)| (end > j + 1 || long) && scan.atoms[end - 1].dot() && scan.capital(end))
        && !scan.one(j, GIVEN | SURNAME | PARTICLE)
}

/// The capital word at `j` is no more part of the name. In a name that began with a family name only what is longer
/// than a word ends it, since given names are made of common syllables.
fn stops(scan: &Scan, j: usize, lenient: bool) -> bool {
    const ENDS: u64 = kinds(&[
        Sense::Actor(0),
        Sense::Place(0),
        Sense::Head(0, false),
        Sense::Body(0),
        Sense::Group(0),
        Sense::Title(0),
        Sense::Domain(0),
        Sense::Word(Class::Stop),
        Sense::Word(Class::Noun),
    ]);
    scan.any(j, ENDS)
        && scan.hits(j).iter().any(|h| {
            let long = h.end as usize > j + 1;
            match h.sense {
                Sense::Actor(_) | Sense::Place(_) => (long || !lenient) && !scan.one(j, GIVEN | SURNAME),
                // `Makhdoom Shah Mahmood Qureshi`: a royal title inside a name is a part of it.
                Sense::Head(id, _) if !long && scan.lex.heads[id as usize].royal => {
                    !scan.capital(j + 1)
                        || !scan.capital(j - 1)
                        || lexical(scan, j - 1)
                        || lexical(scan, j + 1)
                }
                Sense::Head(..) => long || !lenient,
                Sense::Body(_) | Sense::Group(_) => long || !lenient,
                Sense::Title(_) if !scan.atoms[j].dot() => false,
                Sense::Title(_) | Sense::Domain(_) => !lenient && !scan.one(j, GIVEN | SURNAME),
                Sense::Word(Class::Stop | Class::Noun) => {
                    !lenient && !scan.one(j, PARTICLE | GIVEN | SURNAME)
                }
                _ => false,
            }
        })
}
