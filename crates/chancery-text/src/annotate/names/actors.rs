//! States, organisations, bodies, places and groups.

use super::lexicon::{Class, Sense, kinds};
use super::office::{self, BodyPhrase};
use super::person::Found;
use super::scan::Scan;
use chancery_model::{ActorRef, Group, How, MentionKind, PlaceRef, Span};
use chancery_pack::People;

/// The kinds of words at which an actor, a place or a group can begin, or one of the officials of a side.
const BEGINS: u64 = office::BEGINS
    | kinds(&[
        Sense::Place(0),
        Sense::Group(0),
        Sense::Word(Class::Region),
        Sense::Word(Class::Whole),
        Sense::Word(Class::Building),
    ]);

/// Appends every actor, place and group of a sentence. Nothing is found inside a person's name.
pub(super) fn actors(scan: &Scan, people: &[Found], out: &mut Vec<(Span, MentionKind)>) {
    let mut names = people.iter().filter_map(|p| p.name).peekable();
    let mut covered = 0; // bodies do not nest in one another here, but actors do in bodies
    let mut i = 0;
    let mut skip = 0;
    while i < scan.len() {
        while names.peek().is_some_and(|n| n.1 <= i) {
            names.next();
        }
        if let Some(n) = names.peek()
            && n.0 <= i
        {
            i = n.1;
            continue;
        }
        if let Some((end, actor)) = called_after(scan, i) {
            out.push((span(scan, i, end), MentionKind::Actor(actor)));
            i = end;
            continue;
        }
        let limit = names.peek().map_or(scan.len(), |n| n.0);
        if !scan.any(i, BEGINS) || !scan.atoms[i].word() {
            i += 1;
            continue;
        }
        // `the foreign ministers of A and B, X and Y`: the noun is the named people's office.
        let theirs = |end: usize| people.iter().any(|p| p.name.is_some() && i < p.start && p.start < end);
        if let Some((end, id)) = group(scan, i).filter(|(end, _)| !theirs(*end)) {
            let (count, people) = scan.lex.groups[id as usize];
            out.push((span(scan, i, end), MentionKind::Group(Group { count, people })));
            i = end;
            continue;
        }
        if i >= covered
            && !leads(scan, i)
            && let Some(body) = office::body_at(scan, i)
                .and_then(|b| if inside_office(people, &b) { sent_alone(scan, b) } else { Some(b) })
                .filter(|b| b.end <= limit && !party_congress(scan, b))
                .map(|b| proper(scan, b, covered, limit))
            && let Some(actor) = body_actor(scan, &body)
            // `State Department`: what is one state's alone is told by its name.
            && (actor.side.is_some() || scan.actor(i).is_none_or(|(end, _)| end < body.end))
        {
            out.push((span(scan, body.start, body.end), MentionKind::Actor(actor)));
            covered = body.end;
        } else if i >= covered
            && let Some((end, actor)) = somebody(scan, i, people).filter(|(end, _)| *end <= limit)
        {
            out.push((span(scan, i, end), MentionKind::Actor(actor)));
            covered = end;
        }
        let mut step = i + 1;
        let actor = scan.actor(i).filter(|(end, _)| *end <= limit);
        let place = scan.place(i).filter(|(end, _)| *end <= limit);
        // `Mỹ Latinh` is a part of the world and names no state.
        let region =
            scan.region(i).filter(|end| *end <= limit && place.is_none_or(|p| p.0 < *end)).filter(|end| {
                let mut names = (i..*end).filter_map(|k| scan.actor(k)).peekable();
                let cut = names.peek().is_some() || place.is_some();
                cut && names.all(|a| a.0 < *end || a.0 == *end && actor.is_none())
            });
        if let Some(end) = region.filter(|_| i >= skip) {
            step = end;
            skip = end;
        } else if let Some((end, id)) = actor
            && i >= skip
            && place.is_none_or(|p| p.0 <= end)
        {
            let entry = &scan.lex.actors[id as usize];
            if !entry.weak || supported(scan, i, end) {
                let name = scan.said(i, end);
                let side = entry.side.as_ref().map(|s| s.as_str().to_owned());
                if entry.how == How::Capital
                    && (place.is_some_and(|p| p.0 == end) || scan.place(i).is_none())
                    && place.is_some()
                {
                    let country = place
                        .and_then(|p| scan.lex.places[p.1 as usize].country.clone())
                        .map(|c| c.as_str().to_owned());
                    out.push((
                        span(scan, i, end),
                        MentionKind::Place(PlaceRef { name: name.clone(), country }),
                    ));
                }
                let kind = MentionKind::Actor(ActorRef {
                    id: Some(entry.id.as_str().to_owned()),
                    side,
                    how: entry.how,
                    name,
                });
                out.push((span(scan, i, end), kind));
                step = end;
                skip = end;
            }
        } else if let Some((end, id)) = place
            && i >= skip
            && (!scan.lex.places[id as usize].weak || supported(scan, i, end))
        {
            let country = scan.lex.places[id as usize].country.as_ref().map(|c| c.as_str().to_owned());
            out.push((span(scan, i, end), MentionKind::Place(PlaceRef { name: scan.said(i, end), country })));
            step = end;
            skip = end;
        } else if let Some((start, end)) =
            building(scan, i, limit).filter(|_| !scan.lex.syllables || i >= covered)
        {
            let country = scan
                .atoms
                .get(end)
                .filter(|a| a.comma() || a.open())
                .and_then(|_| scan.place(end + 1))
                .or_else(|| (start..end).find_map(|k| scan.place(k)))
                .and_then(|p| scan.lex.places[p.1 as usize].country.as_ref())
                .map(|c| c.as_str().to_owned());
            out.push((
                span(scan, start, end),
                MentionKind::Place(PlaceRef { name: scan.said(start, end), country }),
            ));
        }
        i = step;
    }
}

fn span(scan: &Scan, i: usize, end: usize) -> Span {
    super::resolve::span(scan, i, end)
}

/// `the Eighth Congress of the Communist Party of X`: what a party holds is no parliament.
fn party_congress(scan: &Scan, body: &office::BodyPhrase) -> bool {
    let party = |k: usize| scan.actor(k).is_some_and(|(_, id)| scan.lex.actors[id as usize].class == "party");
    scan.lex.bodies[body.noun as usize].class == "parliament" && (body.start..body.end).any(party)
}

/// `a Polish foreign minister`, `un envoyé tunisien`: one of the officials of a side, whom the text names no further.
fn somebody(scan: &Scan, i: usize, people: &[Found]) -> Option<(usize, ActorRef)> {
    let indefinite = |a: usize| scan.is(a, |s| s == Sense::Word(Class::Indefinite));
    // `a senior Iranian official`
    let article = i > 0 && (indefinite(i - 1) || i > 1 && indefinite(i - 2) && scan.atoms[i - 1].word());
    if scan.lex.syllables || !article || people.iter().any(|p| p.start <= i && i < p.end) {
        return None;
    }
    let office = office::office_at(scan, i).filter(|o| !o.plural && !o.former)?;
    let side = office.info.side.as_ref()?.to_string();
    let name = scan.said(i, office.end);
    Some((office.end, ActorRef { id: None, side: Some(side), how: How::Common, name }))
}

fn group(scan: &Scan, i: usize) -> Option<(usize, u32)> {
    if !scan.has(i, Sense::Group(0)) {
        return None;
    }
    scan.longest(i, |s| match s {
        Sense::Group(id) => Some(id),
        _ => None,
    })
}

/// A government called after who leads it (`the Trump administration`, `Maduro's government`, `le gouvernement Macron`): where it
/// ends, and whose it is.
fn called_after(scan: &Scan, i: usize) -> Option<(usize, ActorRef)> {
    let government = |k: usize| {
        if !scan.has(k, Sense::Body(0)) {
            return None;
        }
        scan.longest(k, |s| match s {
            Sense::Body(noun) if scan.lex.bodies[noun as usize].class == "government" => Some(()),
            _ => None,
        })
        .map(|(end, ())| end)
    };
    let known = |k: usize| People::shared().alone(scan.slice(k, k + 1)).filter(|_| scan.capital(k));
    let (end, person) = match government(i) {
        Some(end) => (end + 1, scan.atoms.get(end).filter(|_| scan.capital(end)).and_then(|_| known(end))?),
        None => {
            let end = Some(i).filter(|_| scan.capital(i)).and_then(|_| government(i + 1))?;
            (end, known(i)?)
        }
    };
    let id = scan.lex.states.contains(person.side).then(|| format!("{}/gov", person.side.to_lowercase()));
    let actor =
        ActorRef { id, side: Some(person.side.to_owned()), how: How::Common, name: scan.said(i, end) };
    Some((end, actor))
}

/// True for the second half of the noun for who leads a delegation (`trưởng đoàn`), which names no delegation.
fn leads(scan: &Scan, i: usize) -> bool {
    let delegation =
        || scan.body(i).is_some_and(|(_, id)| scan.lex.bodies[id as usize].class == "delegation");
    scan.lex.syllables && i > 0 && scan.head(i - 1).is_some_and(|(end, ..)| end > i) && delegation()
}

/// A body that is part of an office is said there.
/// A delegation without what is said of it, where that is a part of somebody's office (`the delegation at the Party's head
/// office`).
fn sent_alone(scan: &Scan, body: BodyPhrase) -> Option<BodyPhrase> {
    let (end, noun) = scan.body(body.start)?;
    let delegation = scan.lex.bodies[noun as usize].class == "delegation" && end < body.end;
    delegation.then(|| BodyPhrase { end, noun, info: Default::default(), bare: true, ..body })
}

fn inside_office(people: &[Found], body: &BodyPhrase) -> bool {
    people
        .iter()
        .flat_map(|p| &p.offices)
        .any(|o| o.start < body.end && body.start < o.end && !(o.start <= body.start && body.end <= o.end))
}

/// A weak form stands where a name of a state would: after a preposition or an article, or beside another actor.
fn supported(scan: &Scan, i: usize, end: usize) -> bool {
    let word = |c| scan.class_ending(i, c);
    word(Class::In)
        || word(Class::Of)
        || word(Class::Link)
        || word(Class::Det)
        || word(Class::And)
        || i == 0 && acts(scan, end)
        || i > 0
            && !scan.capital(end)
            && scan.title(i - 1).is_none()
            && scan.atoms[i - 1].word()
            && !scan.capital(i - 1)
}

/// What begins a sentence and ends at `end` goes on as a state would: with a verb or with another actor.
fn acts(scan: &Scan, end: usize) -> bool {
    let firm = |k: usize| scan.actor(k).is_some_and(|(_, id)| !scan.lex.actors[id as usize].weak);
    !scan.capital(end)
        && (scan.acts(end)
            || scan.class(end, Class::And).is_some_and(firm)
            || scan.atoms.get(end).is_some_and(|a| a.comma()) && firm(end + 1))
}

/// Companies, schools and powers of regions with the capital words beside the noun that no list has: `Acme Group`,
/// `công ty Acme`, `the Catalan government`.
fn proper(scan: &Scan, mut body: BodyPhrase, from: usize, limit: usize) -> BodyPhrase {
    let class = &scan.lex.bodies[body.noun as usize].class;
    let firm = matches!(class.as_str(), "company" | "school");
    let ruled = matches!(class.as_str(), "government" | "court" | "police" | "parliament" | "army");
    if !(firm || ruled && !scan.lex.after_noun) || !body.bare {
        return body;
    }
    let free = |k: usize| scan.capital(k) && scan.hits(k).is_empty();
    if scan.lex.after_noun {
        while body.end < limit && free(body.end) && !scan.atoms[body.end - 1].poss() {
            body.end += 1;
            body.bare = false;
        }
    } else if ruled || scan.capital(body.start) {
        while body.start > from && free(body.start - 1) && !scan.atoms[body.start - 1].poss() {
            body.start -= 1;
            body.bare = false;
        }
    }
    body.info.any |= !body.bare;
    body
}

/// The actor a body phrase stands for, if it is one: it has a qualifier, or is one that can stand alone with an article.
fn body_actor(scan: &Scan, body: &BodyPhrase) -> Option<ActorRef> {
    let noun = &scan.lex.bodies[body.noun as usize];
    let (poss, definite, indefinite) = office::before(scan, body.start);
    let info = &body.info;
    let capital = scan.capital(body.start);
    let sided = info.side.is_some() || info.actor.is_some();
    let unnamed = body.bare || !info.any;
    if unnamed && !noun.plain && !(noun.alone && (definite || poss || scan.lex.syllables && capital)) {
        return None;
    }
    if !(sided || noun.plain || noun.alone || capital || definite && noun.class == "delegation") {
        return None;
    }
    if indefinite && !sided && !noun.plain {
        return None;
    }
    // `the Defence Ministry in Moscow`: where a body sits says whose it is, but not of who is sent there.
    let seat = info.posted.as_ref().filter(|_| !matches!(noun.class.as_str(), "embassy" | "delegation"));
    let side = info.side.as_ref().or(seat).map(|s| s.as_str().to_owned());
    let short = info.short.as_deref().or(Some(noun.short.as_str())).filter(|s| !s.is_empty());
    let id = if noun.class == "delegation" || noun.class == "embassy" {
        None
    } else if let Some(actor) = info
        .actor
        .as_ref()
        .filter(|_| !matches!(noun.class.as_str(), "ministry" | "parliament" | "government" | "army"))
    {
        Some(actor.as_str().to_owned())
    } else {
        match (&info.side, short) {
            (Some(side), Some(short)) if scan.lex.states.contains(side) => {
                Some(format!("{}/{short}", side.to_lowercase()))
            }
            _ => None,
        }
    };
    let how = if capital
        || scan.capital(body.end - 1)
            && id.is_some()
            && !matches!(noun.class.as_str(), "delegation" | "party")
    {
        How::Name
    } else {
        How::Common
    };
    let how = if noun.class == "delegation" || noun.plain { How::Common } else { how };
    Some(ActorRef { id, side, how, name: scan.said(body.start, body.end) })
}

/// Where the word ends that begins before `end` and goes on behind it, where words have several syllables.
fn whole(scan: &Scan, from: usize, end: usize) -> Option<usize> {
    let noun = |s: Sense| {
        matches!(
            s,
            Sense::Body(_)
                | Sense::Domain(_)
                | Sense::Head(..)
                | Sense::Actor(_)
                | Sense::Place(_)
                | Sense::Word(Class::Whole)
        )
    };
    (from..end)
        .flat_map(|k| scan.hits(k))
        .filter(|h| scan.lex.syllables && noun(h.sense) && h.end as usize > end)
        .map(|h| h.end as usize)
        .max()
}

/// `Presidential Palace`, `Noi Bai International Airport`, `sân bay Nội Bài`, `aéroport de Rabat-Salé`: (start, end).
fn building(scan: &Scan, i: usize, limit: usize) -> Option<(usize, usize)> {
    let mut end = scan.class(i, Class::Building)?;
    let mut start = i;
    if scan.lex.after_noun {
        let mut k = end;
        if let Some(of) = scan.class(k, Class::Of) {
            k = of;
        }
        while k < limit && (scan.capital(k) || scan.atoms[k].glue()) && !scan.atoms[k - 1].poss() {
            k += 1;
            end = k;
        }
        // `trụ sở Bộ Quốc phòng`, `Tượng đài Chủ tịch Hồ Chí Minh`: a name does not end inside a word.
        while let Some(stop) = whole(scan, i + 1, end).filter(|stop| *stop <= limit) {
            end = stop;
            while end < limit && scan.capital(end) {
                end += 1;
            }
        }
        return (end > i + 1 && end <= limit && (scan.capital(i) || scan.capital(end - 1)))
            .then_some((start, end));
    }
    if !scan.capital(i) {
        return None;
    }
    while start > 0
        && scan.capital(start - 1)
        && !scan.one(start - 1, Sense::Word(Class::Det).bit() | Sense::Word(Class::In).bit())
        && !scan.atoms[start - 1].dot()
    {
        start -= 1;
    }
    (start < i || end > i + 1).then_some((start, end))
}
