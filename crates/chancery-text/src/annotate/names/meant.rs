//! Whom a pronoun, an office without a name or `his counterpart` means.

use super::lexicon::{Class, Gender, Lexicon};
use super::office::{Office, body_at};
use super::person::Found;
use super::resolve::{Entities, Entity, Mentioned, Read};
use super::scan::Scan;
use chancery_model::{Document, Held, Person, Sentence};

/// How many sentences ahead the name may stand of somebody whom a headline calls by office.
const AHEAD: usize = 8;

/// The people last spoken of.
#[derive(Debug, Default)]
pub(super) struct Salient {
    /// First person of this and the last sentence, who is most often the subject.
    subject: [Option<u32>; 2],
    /// The one in this sentence has a verb; so had that of the last.
    acts: [bool; 2],
    /// All, the most recent last.
    pub recent: Vec<u32>,
    /// The state that the text is written in.
    pub home: Option<String>,
}

impl Salient {
    /// Nobody yet, in a text written in a state.
    pub fn at(home: Option<String>) -> Salient {
        Salient { home, ..Salient::default() }
    }

    pub fn next_sentence(&mut self) {
        if self.subject[0].is_some() {
            self.subject[1] = self.subject[0].take();
            self.acts[1] = self.acts[0];
        }
        self.acts[0] = false;
    }
    /// Those who have a verb in this and the last sentence.
    fn acting(&self) -> impl Iterator<Item = u32> {
        self.subject.iter().zip(self.acts).filter(|(_, acts)| *acts).filter_map(|(who, _)| *who)
    }

    /// `acts`: a verb follows; the first of whom that is true is the subject before those who only come first.
    pub fn note(&mut self, entity: u32, acts: bool) {
        if self.subject[0].is_none() || acts && !self.acts[0] {
            self.subject[0] = Some(entity);
            self.acts[0] = acts;
        }
        self.recent.retain(|e| *e != entity);
        self.recent.push(entity);
    }
}

impl Entities {
    /// `he`: the subject of this or the last sentence, else the last person spoken of.
    /// `opened`: words of the sentence without a subject of their own stand before it (`receiving X, he …`), so that who
    /// they name is not meant.
    pub fn pronoun(&self, gender: Gender, salient: &Salient, opened: bool) -> Option<u32> {
        let fits = |id: &u32| {
            let g = self.list[*id as usize].gender;
            gender == Gender::Any || g == Gender::Any || g == gender
        };
        let before =
            salient.subject[1].filter(|_| opened && !salient.acts[0] && salient.acts[1]).filter(fits);
        before
            .into_iter()
            .chain(salient.subject.iter().flatten().copied())
            .find(fits)
            .or_else(|| salient.recent.iter().rev().copied().find(fits))
    }

    /// `the visiting minister`, `the guest`, `his host`: of those spoken of, who is said to be on a journey, who is not, or who
    /// faces the one of whom the sentence speaks.
    pub fn received(&self, scan: &Scan, office: &Office, salient: &Salient) -> Option<u32> {
        let called = |c| (office.start..office.head_at.1).any(|k| scan.class(k, c).is_some());
        let guest = called(Class::Visiting);
        if office.info.side.is_some() || !guest && !called(Class::Host) {
            return None;
        }
        let head = &scan.lex.heads[office.head as usize];
        let entity = |id: u32| &self.list[id as usize];
        let subject = salient.subject.iter().flatten().next().copied();
        salient.recent.iter().rev().copied().find(|id| {
            let e = entity(*id);
            let own = self.own_side(e);
            let named = e.person.name.is_some();
            if (head.bare || head.counterpart) && office.poss {
                let faces = |s: u32| {
                    let (side, alike) =
                        (self.own_side(entity(s)), entity(s).heads.iter().any(|h| e.heads.contains(h)));
                    s != *id && side != own && (side.is_some() && own.is_some() || alike)
                };
                return named && subject.is_some_and(faces);
            }
            let home = salient.home.as_deref().filter(|_| own.is_some());
            // Who is somebody's counterpart has the office of the one they face.
            let fits = head.bare || e.heads.contains(&office.head) || e.counter.is_some();
            named
                && fits
                && (if guest { e.guest && own != home.or(Some("")) } else { !e.guest && own == home })
        })
    }

    /// The state that a person is of, as far as the text has said by now.
    fn own_side<'a>(&self, e: &'a Entity) -> Option<&'a str> {
        let stated = || e.person.offices.iter().find_map(|o| o.side.as_deref());
        e.person.side.as_deref().or_else(stated).or(e.guess.as_deref())
    }

    /// `his counterpart`, `her Bangladeshi counterpart`: the last person spoken of as one, of that side where it is said.
    fn counterpart(&self, side: Option<&str>, salient: &Salient) -> Option<u32> {
        let subject = salient.subject.iter().flatten().next().copied();
        salient.recent.iter().rev().copied().find(|id| {
            let e = &self.list[*id as usize];
            let faces = |other: u32| {
                let o = &self.list[other as usize];
                e.counter == Some(other)
                    || o.counter == Some(*id)
                    || side.is_some() && e.heads.iter().any(|h| o.heads.contains(h))
            };
            let fits = side.is_none_or(|s| self.own_side(e) == Some(s));
            fits && e.person.name.is_some() && subject.is_some_and(|s| s != *id && faces(s))
        })
    }

    /// `the minister`, `the Vietnamese leader`: the person of that office last spoken of; a new one where the side is known.
    pub fn by_office(
        &mut self,
        lex: &Lexicon,
        office: &Office,
        held: Option<&Held>,
        salient: &Salient,
    ) -> Option<u32> {
        let head = &lex.heads[office.head as usize];
        let side = office.info.side.as_deref();
        if head.counterpart {
            return self.counterpart(side, salient);
        }
        let fits = |id: &u32| {
            let e = &self.list[*id as usize];
            let own = self.own_side(e);
            // Who held it once is called by name.
            if !office.former && e.person.offices.iter().all(|o| o.former) && !e.person.offices.is_empty() {
                return false;
            }
            // A king is no president.
            let royal = |h: &u32| lex.heads[*h as usize].royal;
            let apart = if head.royal { !e.heads.iter().any(royal) } else { e.heads.iter().all(royal) };
            if !head.bare && head.role == "head-of-state" && !e.heads.is_empty() && apart {
                return false;
            }
            let sided = side.is_none()
                || own.is_none()
                || own == side
                || e.person.offices.iter().any(|o| o.side.as_deref() == side);
            let top = head.bare
                && e.person.offices.iter().any(|o| {
                    matches!(
                        o.role.as_str(),
                        "head-of-state" | "head-of-government" | "party-leader" | "legislator"
                    )
                });
            let held = held.is_some_and(|h| {
                e.person
                    .offices
                    .iter()
                    .any(|o| o.role == h.role && (h.body.is_none() || o.body.is_none() || o.body == h.body))
            });
            // `his Ugandan counterpart X` has the office of him whose counterpart X is.
            let counter = || {
                let faced = e.counter.and_then(|c| self.list.get(c as usize));
                side.is_some() && own == side && faced.is_some_and(|c| c.heads.contains(&office.head))
            };
            // Nobody is posted where they come from.
            let posted = office.info.posted.is_some() && own == office.info.posted.as_deref();
            sided
                && !posted
                && (top
                    || e.heads.contains(&office.head)
                    || counter()
                    || held && !head.bare && head.role != "official" && head.role != "other")
        };
        let same_side = |id: &u32| {
            let e = &self.list[*id as usize];
            side.is_some()
                && (e.person.offices.iter().any(|o| o.side.as_deref() == side)
                    || e.counter.is_some() && self.own_side(e) == side)
        };
        // `the French president` where a known person of that state is named without any office.
        let open = |i: &u32| {
            let e = &self.list[*i as usize];
            side.is_some()
                && e.guess.as_deref() == side
                && e.person.name.is_some()
                && e.person.offices.is_empty()
        };
        let highest = matches!(head.role.as_str(), "head-of-state" | "head-of-government");
        // `the Cuban leader`: whoever is known for that side, before those of no known side.
        let leads =
            |id: &u32| head.bare && side.is_some() && self.list[*id as usize].guess.as_deref() == side;
        let last = |f: &dyn Fn(&u32) -> bool| salient.recent.iter().rev().copied().find(|id| f(id));
        // The very noun goes before another of the same rank; and where an office alone is that of one's own people, who was
        // never called by the office of another state goes before who was.
        let exact = |id: &u32| self.list[*id as usize].heads.contains(&office.head) && fits(id);
        let ours = |id: &u32| {
            let mut same = self.list[*id as usize]
                .person
                .offices
                .iter()
                .filter(|o| held.is_some_and(|h| o.role == h.role));
            lex.syllables && side.is_none() && exact(id) && same.all(|o| o.side.is_none() && !o.counterpart)
        };
        // Of two prime ministers the press at home calls its own by the office alone.
        let native = |id: &u32| {
            let e = &self.list[*id as usize];
            let own = self.own_side(e).or(e.first.as_deref());
            let home = lex.home.is_some() && own == lex.home.as_deref();
            home && side.is_none() && !head.bare && exact(id)
        };
        let found = last(&|id| fits(id) && same_side(id))
            .or_else(|| last(&leads))
            .or_else(|| last(&native))
            .or_else(|| last(&ours))
            .or_else(|| last(&|id| !head.bare && exact(id)))
            .or_else(|| last(&fits));
        if let Some(id) = found {
            // Somebody known for that state whom the text speaks of now goes before one it has left.
            let now = salient.acting().find(|i| highest && open(i));
            return Some(now.filter(|_| !salient.subject.contains(&Some(id))).unwrap_or(id));
        }
        let (side, held) = (side?, held?);
        let only = || {
            let mut all = (0..self.list.len() as u32).filter(open);
            all.next().filter(|_| all.next().is_none())
        };
        if highest && let Some(one) = last(&open).or_else(only) {
            self.list[one as usize].person.offices.push(held.clone());
            return Some(one);
        }
        if head.bare {
            return None;
        }
        let id = self.list.len() as u32;
        self.list.push(Entity {
            person: Person { side: Some(side.to_owned()), ..Person::default() },
            ..Entity::default()
        });
        Some(id)
    }
}

/// True where what stands at `i` follows the comma after what opens its sentence: a verb with its object, or a phrase that a
/// preposition begins (`at the invitation of X, he …`).
pub(super) fn opened(scan: &Scan, i: usize) -> bool {
    let fronted = if scan.lex.syllables {
        scan.class(0, Class::Say).is_some()
    } else {
        [Class::Link, Class::In].into_iter().any(|c| scan.class(0, c).is_some())
    };
    fronted && i > 1 && scan.atoms[i - 1].comma() && !(1..i - 1).any(|k| scan.atoms[k].comma())
}

/// True for somebody with a relative clause behind the comma, where no preposition stands before (`X, who came on Monday,
/// met …`).
pub(super) fn introduced(scan: &Scan, found: &Found) -> bool {
    let comma = scan.atoms.get(found.end).is_some_and(|a| a.comma());
    let from = if scan.class_ending(found.start, Class::Det) { found.start - 1 } else { found.start };
    let marked = [Class::In, Class::Link, Class::Of].into_iter().any(|c| scan.class_ending(from, c));
    comma && !marked && scan.class(found.end + 1, Class::Who).is_some()
}

/// True for somebody who is called a guest or of whom a visit is told before anybody else is named, at `next`.
pub(super) fn travels(scan: &Scan, found: &Found, next: usize) -> bool {
    let called = |o: &Office| (o.start..o.head_at.0).any(|k| scan.class(k, Class::Visiting).is_some());
    let until = next.min(found.end + JOURNEY);
    found.offices.iter().any(called) || (found.end..until).any(|k| scan.class(k, Class::Voyage).is_some())
}

/// How many words behind a name its journey may be told.
const JOURNEY: usize = 10;

/// True for a name that says of whom a monument is: nobody who acts.
pub(super) fn remembered(scan: &Scan, found: &Found) -> bool {
    let near = (found.start.saturating_sub(MONUMENT)..found.start).rev();
    near.take_while(|k| scan.atoms[*k].word()).any(|k| scan.class(k, Class::Memorial).is_some())
}

/// How many words before a name the monument may stand.
const MONUMENT: usize = 5;

/// The name that a pronoun in an opening clause stands for, where the sentence goes on with it (`When he arrived, X met …`).
pub(super) fn ahead(here: &Read, found: &Found) -> Option<(usize, usize)> {
    let scan = &here.scan;
    let opening = found.pronoun && (1..=2).contains(&found.start) && !scan.lex.syllables;
    let next = here.people.iter().find(|f| f.start >= found.end).filter(|_| opening)?;
    let comma = next.start.checked_sub(1).is_some_and(|k| scan.atoms[k].comma());
    next.name.filter(|_| comma && scan.acts(next.end))
}

/// True for a pronoun at `at` that may stand for a thing (`il`), where a state or a body is what the sentence, or the one
/// before it, is about: nobody can tell that a person is meant.
pub(super) fn thing(before: Option<&Read>, here: &Read, at: usize) -> bool {
    if here.scan.class(at, Class::PronounThing).is_none() || here.people.iter().any(|f| f.end <= at) {
        return false;
    }
    subject(&here.scan, at)
        || at <= 1 && before.is_some_and(|b| b.people.is_empty() && subject(&b.scan, b.scan.len()))
}

/// True where a state or a body behind no preposition has a verb, before `until`.
fn subject(scan: &Scan, until: usize) -> bool {
    (0..until).any(|i| {
        let end = scan.actor(i).map(|a| a.0).or_else(|| body_at(scan, i).map(|b| b.end));
        let marked =
            || i > 0 && [Class::In, Class::Link, Class::Of].into_iter().any(|c| scan.class_ending(i, c));
        end.is_some_and(|e| e <= until && scan.acts(e)) && !marked()
    })
}

/// Gives offices without a name that stand before anybody was named (headlines) the person who is soon named with that
/// office, where there is one alone.
pub(super) fn foretold(doc: &Document, sentences: &[Sentence], refs: &mut [Vec<Mentioned>]) {
    let item =
        |s: usize| sentences.get(s).and_then(|x| doc.blocks.get(x.block as usize)).map_or(0, |b| b.item);
    let high =
        ["head-of-state", "head-of-government", "party-leader", "legislator", "minister", "ambassador"];
    let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    for s in 0..refs.len() {
        for k in 0..refs[s].len() {
            let Mentioned { person, held, heads, .. } = &refs[s][k];
            let fit = |h: &&Held| !h.counterpart && (high.contains(&h.role.as_str()) || h.side.is_some());
            let Some(h) = held.first().filter(fit) else { continue };
            let top = matches!(h.role.as_str(), "head-of-state" | "head-of-government" | "party-leader");
            if person.entity.is_some() || person.name.is_some() || person.former {
                continue;
            }
            let same = |o: &Held| {
                o.role == h.role && !o.former && agree(&o.body, &h.body) && agree(&o.side, &h.side)
            };
            let next =
                refs[s + 1..].iter().enumerate().take(AHEAD).filter(|(n, _)| item(s + 1 + n) == item(s));
            let mut found: Vec<u32> = next
                .flat_map(|(_, line)| line)
                .filter(|m| m.person.name.is_some() && m.held.iter().any(same))
                .filter(|m| top || m.heads.iter().any(|x| heads.contains(x)))
                .filter_map(|m| m.person.entity)
                .collect();
            found.dedup();
            if let [one] = found.as_slice() {
                refs[s][k].person.entity = Some(*one);
            }
        }
    }
}
