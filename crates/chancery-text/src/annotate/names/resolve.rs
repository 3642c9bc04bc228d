//! Who is meant: mentions of one person are brought together, and what each says holds for all.

use super::alike::{marks, same, short_form, words_in, words_of};
use super::lexicon::{Class, Gender, Lexicon, Sense};
use super::meant::{self, Salient};
use super::office::{Office, role_and_body};
use super::person::Found;
use super::pointed;
use super::scan::Scan;
use super::short::{pronouns, short_names};
use super::sides;
use chancery_model::{BlockRole, Document, Held, MentionKind, Person, PersonRef, Sentence, Span, fold_into};
use chancery_pack::People;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Most people of one given or family name among whom a name is looked for; keeps the search linear in the people.
const NAMESAKES: usize = 64;

/// A sentence with the people found in it.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub scan: Scan<'a>,
    pub people: Vec<Found>,
}

/// One mention of a person.
#[derive(Debug)]
pub(super) struct Mentioned {
    pub span: Span,
    pub person: PersonRef,
    /// The offices it states.
    pub held: Vec<Held>,
    /// Their nouns.
    pub heads: Vec<u32>,
}

/// Who was named last in a sentence.
#[derive(Debug)]
struct Last {
    id: u32,
    /// Where that mention ends.
    end: usize,
    /// Where the noun of their office stands.
    noun: Option<(usize, usize)>,
}

/// The bytes of atoms `i..end`.
pub(super) fn span(scan: &Scan, i: usize, end: usize) -> Span {
    match (scan.atoms.get(i), end.checked_sub(1).and_then(|e| scan.atoms.get(e))) {
        (Some(a), Some(b)) => Span { start: a.start, end: b.end },
        _ => Span::default(),
    }
}

/// A person of the document while mentions are being gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Entity {
    /// Words of the fullest name, folded.
    pub words: Vec<SmolStr>,
    /// Words of the name as it is spelled elsewhere.
    pub spelled: Vec<SmolStr>,
    pub person: Person,
    /// The family name comes first, so that the last word is what short forms use.
    pub gender: Gender,
    /// Nouns of office seen.
    pub heads: Vec<u32>,
    /// What the lexicon says of the first word: the state a family name points to.
    pub first: Option<SmolStr>,
    /// The side the person is known for, before anything stated is weighed.
    pub guess: Option<String>,
    /// Nearest state named before the first mention, where it is the only one there.
    pub near: Option<SmolStr>,
    /// Who stands before them in a list.
    pub beside: Option<u32>,
    /// The state where an ambassador is posted.
    pub posted: Option<SmolStr>,
    /// Whose deputy or adviser the person was called.
    pub under: Option<u32>,
    /// Whose counterpart the person was called.
    pub counter: Option<u32>,
    /// Said to be on a journey.
    pub guest: bool,
}

/// The people of the document and, for each sentence, the mentions of people.
pub(super) fn resolve(
    doc: &Document,
    sentences: &[Sentence],
    read: &mut [Read],
    since: &[usize],
) -> (Vec<Person>, Vec<Vec<(Span, MentionKind)>>) {
    let mut table = Entities::default();
    // Names of two words and more first, wherever they stand: a headline often has the short form alone. Where a headline
    // writes all its words with a capital, the text says where a name ends.
    let title = |s: usize| {
        let block = sentences.get(s).and_then(|x| doc.blocks.get(x.block as usize));
        block.is_some_and(|b| b.role == BlockRole::Title)
    };
    for titles in [false, true] {
        for (_, r) in read.iter_mut().enumerate().filter(|(s, _)| title(*s) == titles) {
            for found in &mut r.people {
                let Some((a, b)) = found.name else { continue };
                let b = if titles { table.known_part(&r.scan, a, b) } else { b };
                found.end = if Some((a, b)) == found.name { found.end } else { b };
                found.name = Some((a, b));
                found.words = words_of(r.scan.slice(a, b));
                if found.words.len() >= 2 {
                    let id = table.named(&found.words, &r.scan.said(a, b), found.gender);
                    if let Some((a, b)) = found.also {
                        table.also(id, &r.scan.said(a, b));
                    }
                }
            }
        }
    }
    for r in read.iter() {
        for found in &r.people {
            if let Some((a, b)) = found.name {
                let words = &found.words;
                let placed = found.titled || !found.offices.is_empty();
                if words.len() == 1
                    && (placed || People::shared().alone(r.scan.slice(a, b)).is_some())
                    && table.lookup(words, found.gender, true).is_none()
                {
                    table.named(words, &r.scan.said(a, b), found.gender);
                }
            }
        }
    }
    for e in &mut table.list {
        let Some(known) = sides::known(e) else { continue };
        e.guess = Some(known.side.to_owned());
        if e.gender == Gender::Any {
            e.gender = known.female.map_or(Gender::Any, |f| if f { Gender::F } else { Gender::M });
        }
    }
    let mut sent = false;
    for r in read.iter_mut() {
        short_names(&table, r);
        pronouns(r, &mut sent);
    }
    for s in 0..read.len() {
        let owned = |found: &Found| pointed::whose(&read[since[s]..s], &read[s], found.offices.first()?);
        let owners: Vec<Option<SmolStr>> = read[s].people.iter().map(owned).collect();
        for (found, side) in read[s].people.iter_mut().zip(owners).filter(|(_, side)| side.is_some()) {
            found.offices[0].info.side = side;
        }
    }
    let mut out: Vec<Vec<(Span, MentionKind)>> = Vec::with_capacity(read.len());
    let opening = || Salient::at(doc.dateline.as_ref().and_then(|d| d.country.clone()));
    let mut salient = opening();
    let mut refs: Vec<Vec<Mentioned>> = Vec::with_capacity(read.len());
    let mut item = u16::MAX;
    // The state in whose name the passage is headed.
    let mut heading: Option<SmolStr> = None;
    for (s, r) in read.iter().enumerate() {
        let here = sentences.get(s).and_then(|x| doc.blocks.get(x.block as usize)).map_or(0, |b| b.item);
        if here != item {
            item = here;
            salient = opening();
            heading = None;
        }
        salient.next_sentence();
        if let Some(side) = sides::heading(r) {
            heading = side;
        }
        let mut previous: Option<Last> = None;
        let mut line = Vec::new();
        for (k, found) in r.people.iter().enumerate() {
            if found.pronoun && meant::thing(s.checked_sub(1).and_then(|p| read.get(p)), r, found.start) {
                continue;
            }
            // `X and his wife Y came`: the verb is the first one's, too.
            let with = r.people.get(k + 1).filter(|y| with(&r.scan, found.end, y.start));
            let acts = r.scan.acts(found.end)
                || with.is_some_and(|y| r.scan.acts(y.end))
                || k == 0 && meant::introduced(&r.scan, found);
            let mut entry = table.mention(&r.scan, s, found, acts, &mut salient);
            if let Some(ahead) = meant::ahead(r, found).and_then(|n| table.whole(&r.scan, n, &salient)) {
                entry.person.entity = Some(ahead);
            }
            if let Some(e) = entry.person.entity.and_then(|e| table.list.get_mut(e as usize))
                && e.near.is_none()
                // Offices come in text order.
                && e.person.offices.last().is_some_and(|o| o.sentence as usize == s)
            {
                let before = s.checked_sub(1).and_then(|p| read.get(p));
                e.near = sides::near(before, r, found.start);
                if found.start <= 3 && e.near.is_none() {
                    e.near.clone_from(&heading);
                }
            }
            let next = r.people.get(k + 1).map_or(r.scan.len(), |f| f.start);
            if let Some(e) = entry.person.entity.and_then(|e| table.list.get_mut(e as usize)) {
                e.guest |= meant::travels(&r.scan, found, next);
            }
            let noun = found.offices.first().map(|o| o.head_at);
            if let (Some(id), Some(last)) = (entry.person.entity, &previous)
                && (noun.is_some() && noun == last.noun || sides::listed(&r.scan, last.end, found.start))
                && let Some(e) = table.list.get_mut(id as usize)
                && e.beside.is_none()
                && last.id != id
            {
                e.beside = Some(last.id);
            }
            previous = entry.person.entity.map(|id| Last { id, end: found.end, noun });
            line.push(entry);
        }
        refs.push(line);
    }
    meant::foretold(doc, sentences, &mut refs);
    table.settle(doc, read);
    for line in refs {
        let mut mentions = Vec::with_capacity(line.len());
        for Mentioned { span, mut person, held, .. } in line {
            if let Some(e) = person.entity.and_then(|e| table.list.get(e as usize)) {
                if person.side.is_none() {
                    person.side = held
                        .first()
                        .and_then(|h| settled(&e.person.offices, h))
                        .and_then(|o| o.side.clone())
                        .or_else(|| e.person.side.clone());
                }
                if person.body.is_none() {
                    person.body =
                        held.first().and_then(|h| settled(&e.person.offices, h)).and_then(|o| o.body.clone());
                }
            }
            mentions.push((span, MentionKind::Person(person)));
        }
        out.push(mentions);
    }
    (table.list.into_iter().map(|e| e.person).collect(), out)
}

#[derive(Debug, Default)]
pub(super) struct Entities {
    pub list: Vec<Entity>,
    by_word: FxHashMap<SmolStr, Vec<u32>>,
}

impl Entities {
    /// The entity that a name means, if the document has it already.
    pub fn lookup(&self, words: &[SmolStr], gender: Gender, titled: bool) -> Option<u32> {
        let found = self.namesakes(words, gender, titled);
        found.into_iter().max_by_key(|(score, _)| *score).map(|(_, id)| id)
    }

    /// True where a name of somebody holds one of the words of a text.
    pub fn knows_any(&self, text: &str, buf: &mut String) -> bool {
        buf.clear();
        fold_into(text, buf);
        words_in(buf).any(|word| self.by_word.contains_key(word))
    }

    /// The same where people were spoken of before: of namesakes the one spoken of last.
    fn meant(&self, words: &[SmolStr], gender: Gender, titled: bool, recent: &[u32]) -> Option<u32> {
        let mut found = self.namesakes(words, gender, titled);
        let best = found.iter().map(|(score, _)| *score).max()?;
        found.retain(|(score, _)| *score == best);
        if let [(_, one)] = found.as_slice() {
            return Some(*one);
        }
        let last = recent.iter().rev().copied().find(|r| found.iter().any(|(_, id)| id == r));
        last.or_else(|| found.iter().map(|(_, id)| *id).min())
    }

    /// Whom a name of the text means.
    fn whole(&self, scan: &Scan, name: (usize, usize), salient: &Salient) -> Option<u32> {
        self.meant(&words_of(scan.slice(name.0, name.1)), Gender::Any, true, &salient.recent)
    }

    /// The entities that a name may mean, each with how well it fits.
    fn namesakes(&self, words: &[SmolStr], gender: Gender, titled: bool) -> Vec<(u32, u32)> {
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut seen: Vec<u32> = Vec::new();
        for word in words {
            let known = self.by_word.get(word).map_or(&[][..], |ids| ids.as_slice());
            // Of many people who share a name the last that the text has brought up are looked at.
            for id in &known[known.len().saturating_sub(NAMESAKES)..] {
                if seen.contains(id) {
                    continue;
                }
                seen.push(*id);
                let e = &self.list[*id as usize];
                let spelled = || same(words, &e.spelled).filter(|_| !e.spelled.is_empty());
                let Some(score) = same(words, &e.words).or_else(spelled) else { continue };
                if gender != Gender::Any && e.gender != Gender::Any && gender != e.gender && words.len() == 1
                {
                    continue;
                }
                if words.len() == 1 && !titled && !short_form(&words[0], &e.words) {
                    continue;
                }
                found.push((score, *id));
            }
        }
        found
    }

    /// Where the longest beginning ends of `a..b` that is the whole name of somebody, if `b` is not the end of such a name
    /// itself (`Kim Jong Un Receives Russian`).
    fn known_part(&self, scan: &Scan, a: usize, b: usize) -> usize {
        let whole = |end: usize| {
            let words = words_of(scan.slice(a, end));
            let ids = words.last().and_then(|w| self.by_word.get(w)).map_or(&[][..], |ids| ids.as_slice());
            words.len() >= 2 && ids.iter().take(NAMESAKES).any(|id| self.list[*id as usize].words == words)
        };
        if whole(b) { b } else { (a + 2..b).rev().find(|end| whole(*end)).unwrap_or(b) }
    }

    /// The entity of a name, made where there is none.
    fn named(&mut self, words: &[SmolStr], name: &str, gender: Gender) -> u32 {
        let id = match self.lookup(words, gender, true) {
            Some(id) => id,
            None => {
                self.list.push(Entity::default());
                (self.list.len() - 1) as u32
            }
        };
        let e = &mut self.list[id as usize];
        if e.gender == Gender::Any {
            e.gender = gender;
        }
        let fuller = words.len() > e.words.len()
            || e.words.len() == words.len() && marks(name) > e.person.name.as_deref().map_or(0, marks);
        if e.person.name.as_deref() != Some(name) {
            if fuller {
                if let Some(old) = e.person.name.replace(name.to_owned()) {
                    e.person.also.push(old);
                }
                e.words = words.to_vec();
            } else if !e.person.also.iter().any(|n| n == name) {
                e.person.also.push(name.to_owned());
            }
        }
        for word in words {
            let ids = self.by_word.entry(word.clone()).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        id
    }

    /// Another spelling of somebody's name.
    fn also(&mut self, id: u32, name: &str) {
        let e = &mut self.list[id as usize];
        if e.spelled.is_empty() {
            e.spelled = words_of(name);
            e.person.also.push(name.to_owned());
            for word in e.spelled.clone() {
                let ids = self.by_word.entry(word).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
    }

    /// One mention: its reference and the offices it states.
    /// `acts`: a verb follows.
    fn mention(
        &mut self,
        scan: &Scan,
        sentence: usize,
        found: &Found,
        acts: bool,
        salient: &mut Salient,
    ) -> Mentioned {
        let lex = scan.lex;
        let whole = span(scan, found.start, found.end);
        let mut person = PersonRef { pronoun: found.pronoun, ..PersonRef::default() };
        let mut held: Vec<Held> = Vec::new();
        for office in found.offices.iter().filter(|o| !address(lex, o)) {
            let (role, body) = role_and_body(lex, office);
            let at = span(scan, office.start, office.end);
            let mut text = scan.said(office.start, office.end);
            let noun = office.head_at;
            if !(office.start <= noun.0 && noun.1 <= office.end) {
                text = format!("{} {text}", scan.said(noun.0, noun.1)); // the noun is shared with the name before
            }
            let head = &lex.heads[office.head as usize];
            let pattern = match found.name {
                None => "alone",
                Some(_)
                    if !(office.start <= noun.0 && noun.1 <= office.end) || office.start < found.start =>
                {
                    "spread"
                }
                Some((a, _)) if office.start < a => "before",
                Some(_) => "after",
            };
            held.push(Held {
                office: text,
                span: at,
                mention: whole,
                sentence: sentence as u32,
                role: role.as_str().to_owned(),
                body: body.map(|b| b.as_str().to_owned()),
                short: short_body(lex, office),
                side: office.info.side.as_ref().map(|s| s.as_str().to_owned()),
                former: office.former,
                acting: office.acting,
                counterpart: head.counterpart,
                pattern: pattern.to_owned(),
            });
        }
        if let Some(first) = held.first() {
            person.role = Some(first.role.clone());
            person.body.clone_from(&first.body);
            person.side.clone_from(&first.side);
            person.former = first.former;
            person.acting = first.acting;
            person.counterpart = first.counterpart;
            person.offices = held.iter().map(|h| (h.office.clone(), h.span)).collect();
        }
        if person.side.is_none() {
            person.side = held.iter().find_map(|h| h.side.clone());
        }
        let entity = if let Some((a, b)) = found.name {
            let name = scan.said(a, b);
            person.name = Some(name.clone());
            person.name_span = Some(span(scan, a, b));
            self.meant(&found.words, found.gender, found.titled || !found.offices.is_empty(), &salient.recent)
                .or_else(|| Some(self.named(&found.words, &name, found.gender)))
        } else if found.pronoun {
            if scan.class(found.start, Class::Latter).is_some() {
                salient.recent.last().copied()
            } else {
                self.pronoun(found.gender, salient, meant::opened(scan, found.start))
            }
        } else {
            let met = found.offices.first().and_then(|o| self.received(scan, o, salient));
            met.or_else(|| found.offices.first().and_then(|o| self.by_office(lex, o, held.first(), salient)))
        };
        if let Some(id) = entity {
            person.entity = Some(id);
            let e = &mut self.list[id as usize];
            if found.name.is_some() || e.person.name.is_none() {
                for (office, h) in found.offices.iter().filter(|o| !address(lex, o)).zip(&held) {
                    if !e.heads.contains(&office.head) {
                        e.heads.push(office.head);
                    }
                    e.person.offices.push(h.clone());
                }
            }
            if e.posted.is_none() {
                e.posted = found
                    .offices
                    .iter()
                    .find(|o| lex.heads[o.head as usize].role == "ambassador")
                    .and_then(|o| o.info.posted.clone());
            }
            if found.offices.iter().any(|o| lex.heads[o.head as usize].counterpart) && e.counter.is_none() {
                e.counter = salient.recent.iter().rev().copied().find(|other| *other != id);
            }
            if found.offices.iter().any(|o| o.poss && lex.heads[o.head as usize].tail) && e.under.is_none() {
                e.under = salient.recent.iter().rev().copied().find(|other| *other != id);
            }
            if let Some((a, _)) = found.name
                && e.first.is_none()
                && !(scan.lex.syllables && scan.atoms.get(a + 1).is_some_and(|x| x.glue()))
            {
                e.first = scan.hits(a).iter().find_map(|h| match h.sense {
                    Sense::Surname(o) => lex.origins.get(o as usize).filter(|o| !o.is_empty()).cloned(),
                    _ => None,
                });
            }
            if !meant::remembered(scan, found) {
                salient.note(id, acts);
            }
        }
        let heads = found.offices.iter().map(|o| o.head).collect();
        Mentioned { span: whole, person, held, heads }
    }

    /// Sides of people and offices from all their mentions together; where none states one, from who the person is known
    /// to be, from a family name of one of the document's states, from the dateline, and from the other side being taken.
    fn settle(&mut self, doc: &Document, read: &[Read]) {
        let Some(lex) = read.first().map(|r| r.scan.lex) else { return };
        let is_state = |s: &str| lex.states.contains(s);
        let weights = sides::weights(read, lex);
        for e in &mut self.list {
            let p = &e.person;
            let female = match e.gender {
                Gender::F => Some(true),
                Gender::M => Some(false),
                Gender::Any => None,
            };
            let stated = |state: bool| {
                p.offices
                    .iter()
                    .filter(|o| !o.counterpart || o.side.is_some())
                    .filter_map(|o| o.side.as_deref())
                    .find(|s| is_state(s) == state)
            };
            // Who is known to serve an organisation today was a minister of some state.
            let minister = p.offices.iter().any(|o| {
                !o.counterpart
                    && matches!(o.role.as_str(), "minister" | "deputy-minister" | "head-of-government")
            });
            let guess = e.guess.clone().filter(|g| !minister || is_state(g));
            let found = stated(true)
                .map(str::to_owned)
                .or(guess)
                .or_else(|| stated(false).map(str::to_owned))
                .or_else(|| sides::origin(&e.words, &e.first, lex, &weights))
                .or_else(|| {
                    let sound = lex.syllables && p.name.as_deref().is_some_and(spelled);
                    sides::surname(e, &weights).filter(|_| !sound)
                });
            let p = &mut e.person;
            p.female = female;
            p.side = p.side.take().or(found);
        }
        sides::nearby(&mut self.list);
        sides::beside(&mut self.list);
        sides::home(&mut self.list, doc, lex);
        sides::hosts(&mut self.list);
        sides::remaining(&mut self.list, &weights);
        for e in &mut self.list {
            let p = &mut e.person;
            for held in &mut p.offices {
                if held.side.is_none() {
                    held.side.clone_from(&p.side);
                }
                if held.body.is_none()
                    && let (Some(side), Some(short)) = (&held.side, &held.short)
                    && is_state(side)
                {
                    held.body = Some(format!("{}/{short}", side.to_lowercase()));
                }
            }
        }
    }
}

/// The office as it is after all mentions were weighed. Offices come in text order, and a page may name one person on
/// every line.
fn settled<'a>(offices: &'a [Held], held: &Held) -> Option<&'a Held> {
    let from = offices.partition_point(|o| o.sentence < held.sentence);
    offices[from..].iter().take_while(|o| o.sentence == held.sentence).find(|o| o.span == held.span)
}

/// `Xi-môn`: a first word of several syllables writes the sound of a foreign name, whose first syllable is no family name.
fn spelled(name: &str) -> bool {
    name.split(' ').next().is_some_and(|first| first.contains('-'))
}

/// Short name of the body, for offices whose side is found later.
fn short_body(lex: &Lexicon, office: &Office) -> Option<String> {
    let head = &lex.heads[office.head as usize];
    let short = if head.body.is_empty() { office.info.short.clone() } else { Some(head.body.clone()) };
    short.filter(|s| !s.is_empty() && office.info.actor.is_none()).map(|s| s.as_str().to_owned())
}

/// True where nothing but a conjunction, with one word at most behind it, stands between two people.
fn with(scan: &Scan, end: usize, start: usize) -> bool {
    scan.class(end, Class::And).is_some_and(|next| next <= start && start - next <= 1)
}

/// A prince's style is a form of address, not an office.
fn address(lex: &Lexicon, office: &Office) -> bool {
    let head = &lex.heads[office.head as usize];
    head.royal && head.role == "other"
}
