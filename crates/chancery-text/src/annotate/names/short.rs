//! Short mentions: bare family names and pronouns.

use super::alike::{same, words_of};
use super::lexicon::{Class, Gender, Sense, kinds};
use super::person::Found;
use super::resolve::{Entities, Entity, Read};
use super::scan::Scan;
use chancery_model::fold;

/// Adds bare short forms of names that the document has in full (`Modi, who …`), and marks the possessive ones too.
pub(super) fn short_names(table: &Entities, read: &mut Read) {
    const NAMES: u64 = kinds(&[Sense::Actor(0), Sense::Head(0, false), Sense::Place(0), Sense::Body(0)]);
    const COMMON: u64 = NAMES
        | kinds(&[
            Sense::Domain(0),
            Sense::Word(Class::Stop),
            Sense::Word(Class::Noun),
            Sense::Word(Class::Det),
            Sense::Word(Class::PronounM),
            Sense::Word(Class::PronounF),
        ]);
    let scan = &read.scan;
    let mut extra: Vec<Found> = Vec::new();
    let mut next = 0;
    let mut i = 0;
    let mut buf = String::new();
    while i < scan.len() {
        while read.people.get(next).is_some_and(|f| f.end <= i) {
            next += 1;
        }
        if let Some(f) = read.people.get(next)
            && f.start <= i
        {
            i = f.end;
            continue;
        }
        let limit = read.people.get(next).map_or(scan.len(), |f| f.start);
        if !scan.capital(i)
            || inside_run(scan, i)
            || scan.any(i, NAMES)
                && scan.hits(i).iter().any(|h| {
                    h.end as usize > i + 1
                        && matches!(
                            h.sense,
                            Sense::Actor(_) | Sense::Head(..) | Sense::Place(_) | Sense::Body(_)
                        )
                })
        {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < limit && scan.capital(end) && !scan.atoms[end - 1].poss() && end < i + 6 {
            end += 1;
        }
        let mut hit = None;
        // Where nobody's name has a word of the longest run, none has one of a shorter.
        if !(i..end).any(|k| table.knows_any(scan.slice(k, k + 1), &mut buf)) {
            i += 1;
            continue;
        }
        while end > i {
            let words = words_of(scan.slice(i, end));
            let known = table.lookup(&words, Gender::Any, false);
            let common = words.len() == 1 && (scan.one(i, COMMON) || words[0].len() < 2);
            if let Some(id) = known
                && !common
                && (words.len() >= 2
                    || scan
                        .text
                        .get(scan.atoms[i].start as usize..scan.atoms[i].end as usize)
                        .is_some_and(|t| written_so(&table.list[id as usize], t)))
                && same(&words, &table.list[id as usize].words).is_some()
                && words.len() <= table.list[id as usize].words.len()
            {
                hit = Some((end, words));
                break;
            }
            end -= 1;
        }
        match hit {
            // A longer run of capitals is the name of something else (`Hồ Chí Minh City`, `Trump Tower`).
            Some((end, words))
                if !(end < scan.len()
                    && scan.capital(end)
                    && !scan.atoms[end - 1].poss()
                    && end - i == 1
                    && scan.hits(end).is_empty()
                    && !scan.loud) =>
            {
                let (offices, stop) = super::person::apposition(scan, end, &[])
                    .filter(|(_, stop)| *stop <= limit)
                    .unwrap_or((Vec::new(), end));
                extra.push(Found {
                    start: i,
                    end: stop,
                    name: Some((i, end)),
                    words,
                    offices,
                    ..Found::default()
                });
                i = stop;
            }
            _ => i += 1,
        }
    }
    if !extra.is_empty() {
        read.people.extend(extra);
        read.people.sort_by_key(|f| f.start);
    }
}

/// `Cửa khẩu Hữu Nghị`: where syllables are written apart, a capital one before it that is no office, title, state or
/// small word says that the word is a part of something else.
fn inside_run(scan: &Scan, i: usize) -> bool {
    scan.lex.syllables
        && i > 0
        && scan.capital(i - 1)
        && !(i.saturating_sub(6)..i).any(|k| {
            scan.hits(k).iter().any(|h| {
                h.end as usize == i
                    && matches!(h.sense, Sense::Word(_) | Sense::Title(_) | Sense::Head(..) | Sense::Actor(_))
            })
        })
}

/// The document writes the word with the same marks in one of the person's names, or without marks at all.
fn written_so(entity: &Entity, word: &str) -> bool {
    let p = &entity.person;
    word.is_ascii()
        || p.name.iter().chain(&p.also).any(|n| {
            n.split(|c: char| c.is_whitespace() || c == '-').any(|w| w == word || fold(w) == fold(word))
        })
}

/// True for the noun of a delegation at an atom, with the atom behind it.
fn delegation(scan: &Scan, i: usize) -> Option<usize> {
    let (end, id) = scan.body(i)?;
    (scan.lex.bodies[id as usize].class == "delegation").then_some(end)
}

/// True for a sentence that tells of a delegation by more than the bare noun (`đoàn đại biểu`).
fn sends(read: &Read) -> bool {
    let scan = &read.scan;
    scan.lex.syllables && (0..scan.len()).any(|i| delegation(scan, i).is_some_and(|end| end > i + 1))
}

/// Adds pronouns that stand for one person; `sent`: the text has told of a delegation, so that its bare noun is no person.
pub(super) fn pronouns(read: &mut Read, sent: &mut bool) {
    *sent |= sends(read);
    let scan = &read.scan;
    let mut extra = Vec::new();
    let mut group = 0; // `hai ông` holds the word for `he`
    const GROUP_OR_PRONOUN: u64 = kinds(&[
        Sense::Group(0),
        Sense::Word(Class::PronounM),
        Sense::Word(Class::PronounF),
        Sense::Word(Class::Pronoun),
        Sense::Word(Class::Latter),
    ]);
    for i in (0..scan.len()).filter(|i| scan.any(*i, GROUP_OR_PRONOUN)) {
        group = scan
            .longest(i, |s| matches!(s, Sense::Group(_)).then_some(()))
            .map_or(group, |(end, ())| group.max(end));
        if i < group {
            continue;
        }
        let found = scan.longest(i, |s| match s {
            Sense::Word(Class::PronounM) => Some(Gender::M),
            Sense::Word(Class::PronounF) => Some(Gender::F),
            Sense::Word(Class::Pronoun | Class::Latter) => Some(Gender::Any),
            _ => None,
        });
        let Some((end, gender)) = found else { continue };
        // `đoàn` is the party just spoken of, `đoàn đại biểu …` a body.
        if scan.body(i).is_some_and(|(stop, _)| stop > end) || *sent && delegation(scan, i).is_some() {
            continue;
        }
        // `đoàn kết` is another word.
        if scan.class(i, Class::Stop).is_some_and(|stop| stop > end) {
            continue;
        }
        if scan.class(end, Class::Impersonal).is_some() || scan.capital(end) && scan.lex.syllables {
            continue;
        }
        // `đoàn nghị sĩ …`: nor does it stand for anybody right before an office.
        if read.people.iter().any(|f| f.start < end && i < f.end || f.start == end) {
            continue;
        }
        extra.push(Found { start: i, end, gender, pronoun: true, ..Found::default() });
    }
    if !extra.is_empty() {
        read.people.extend(extra);
        read.people.sort_by_key(|f| f.start);
    }
}
