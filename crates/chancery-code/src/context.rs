//! What the document as a whole says: who its people are, whose dealings it is about.

use chancery_model::{
    ActorRef, Annotated, BlockRole, Day, Document, Edtf, Group, How, Mention, MentionKind, PersonRef,
    Sentence, Token, Upos,
};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

use crate::chronicle;
use crate::frame::Kinds;
use crate::holders::Holders;
use chancery_pack::Rules;

/// A person of the document, over all mentions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entity {
    pub(crate) name: Option<String>,
    pub(crate) side: Option<String>,
    pub(crate) office: Option<String>,
    pub(crate) body: Option<String>,
}

/// Share of an item's mentions of sides that the two main ones must carry for the item to be about them.
const PAIR: f32 = 0.6;

/// How many sentences back the state may be named that a common noun belongs to.
const GROUND: usize = 3;
/// How many sentences back a body may have been named that a bare noun stands for.
const ECHO: usize = 4;

/// True when a name says more than another; one in capitals throughout, which may hold other words of a headline, says less.
fn fuller(name: &str, than: &str) -> bool {
    let loud = |n: &str| !n.chars().any(char::is_lowercase);
    match (loud(name), loud(than)) {
        (true, false) => false,
        (false, true) => true,
        _ => than.chars().count() < name.chars().count(),
    }
}

/// What coding a sentence needs to know of its document.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) text: &'a Annotated,
    states: &'a FxHashSet<String>,
    /// Who report and take no part.
    media: &'a FxHashSet<String>,
    /// The words of the language, where a common noun takes the side named before it.
    pub(crate) grounds: (&'a Rules, bool),
    entities: BTreeMap<u32, Entity>,
    /// How often a person is named in an item.
    spoken: BTreeMap<(u16, u32), u32>,
    /// Who is named in an item more often than once, by side; `None` where there are several.
    leaders: BTreeMap<(u16, String), Option<&'a PersonRef>>,
    holders: Holders<'a>,
    /// Sides by item, most salient first.
    sides: BTreeMap<u16, Vec<String>>,
    /// Items that are about two sides: the two, where they carry most of the item's mentions.
    pairs: BTreeMap<u16, (String, String)>,
    /// The date of the chronicle's entry that each sentence stands in.
    entries: Vec<Option<Edtf>>,
    /// The side of each delegation that is said to be of one, with its sentence and whoever leads it, in text order.
    delegations: Vec<(usize, String, Option<&'a PersonRef>)>,
    /// The last day that the text tells of as past or present, for a document that does not say when it came out.
    pub(crate) last: Option<Day>,
}

/// Most tokens between a group of office-holders and the first of the states that they are of.
const PORTFOLIO: usize = 9;

impl<'a> Context<'a> {
    pub(crate) fn new(
        doc: &'a Document,
        text: &'a Annotated,
        (states, media): (&'a FxHashSet<String>, &'a FxHashSet<String>),
        grounds: (&'a Rules, bool),
    ) -> Context<'a> {
        let mut entities: BTreeMap<u32, Entity> = BTreeMap::new();
        let mut spoken: BTreeMap<(u16, u32), u32> = BTreeMap::new();
        let mut named: BTreeMap<u32, &PersonRef> = BTreeMap::new();
        let mut weights: BTreeMap<(u16, &str), f32> = BTreeMap::new();
        for sent in &text.sentences {
            let block = doc.blocks.get(sent.block as usize);
            let (item, role) = block.map_or((0, BlockRole::Paragraph), |b| (b.item, b.role));
            let weight = match role {
                BlockRole::Title => 3.0,
                BlockRole::Lead => 2.0,
                _ => 1.0,
            };
            for m in &sent.mentions {
                if let MentionKind::Person(p) = &m.kind
                    && let Some(id) = p.entity
                {
                    *spoken.entry((item, id)).or_default() += 1;
                    if p.name.is_some() {
                        named.entry(id).or_insert(p);
                    }
                    let e = entities.entry(id).or_default();
                    if let Some(name) = &p.name
                        && e.name.as_ref().is_none_or(|n| fuller(name, n))
                    {
                        e.name = Some(name.clone());
                    }
                    if e.side.is_none() {
                        e.side.clone_from(&p.side);
                    }
                    if e.office.is_none() && !p.former {
                        e.office = p.offices.first().map(|o| o.0.clone());
                    }
                    if e.body.is_none() {
                        e.body.clone_from(&p.body);
                    }
                }
                let side = match &m.kind {
                    MentionKind::Person(p) => p.side.as_deref(),
                    MentionKind::Actor(a) => a.side.as_deref().or(a.id.as_deref()),
                    _ => None,
                };
                if let Some(side) = side.filter(|s| !media.contains(*s)) {
                    *weights.entry((item, side)).or_default() += weight;
                }
            }
        }
        let mut sides: BTreeMap<u16, Vec<(String, f32)>> = BTreeMap::new();
        for ((item, side), w) in weights {
            sides.entry(item).or_default().push((side.to_owned(), w));
        }
        let mut pairs = BTreeMap::new();
        for (item, list) in &mut sides {
            list.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let all: f32 = list.iter().map(|s| s.1).sum();
            if let [a, b, ..] = list.as_slice()
                && a.1 + b.1 >= all * PAIR
            {
                pairs.insert(*item, (a.0.clone(), b.0.clone()));
            }
        }
        let sides =
            sides.into_iter().map(|(item, list)| (item, list.into_iter().map(|s| s.0).collect())).collect();
        let mut leaders: BTreeMap<(u16, String), Option<&PersonRef>> = BTreeMap::new();
        for ((item, id), _) in spoken.iter().filter(|(_, times)| **times >= 2) {
            let side = entities.get(id).and_then(|e| e.side.clone());
            if let (Some(side), Some(person)) = (side, named.get(id)) {
                leaders.entry((*item, side)).and_modify(|one| *one = None).or_insert(Some(person));
            }
        }
        let dated = || text.sentences.iter().flat_map(|s| &s.mentions);
        let day = |m: &Mention| match &m.kind {
            MentionKind::Time(t) if !t.due && !t.period => t.value.and_then(|v| v.earliest()),
            _ => None,
        };
        let delegations = crate::delegation::all(text, grounds.0);
        let last = if doc.date.is_none() { dated().filter_map(day).max() } else { None };
        let entries = chronicle::dates(doc, text);
        let holders = Holders::of(&text.people);
        Context {
            doc,
            text,
            states,
            media,
            grounds,
            entities,
            spoken,
            leaders,
            holders,
            sides,
            pairs,
            entries,
            delegations,
            last,
        }
    }

    /// The date of the chronicle's entry that a sentence stands in.
    pub(crate) fn entry(&self, sentence: usize) -> Option<Edtf> {
        self.entries.get(sentence).copied().flatten()
    }

    /// The item that a sentence belongs to.
    pub(crate) fn item(&self, sentence: usize) -> u16 {
        self.role_item(sentence).1
    }

    /// The role of a sentence's block, and its item.
    pub(crate) fn role_item(&self, sentence: usize) -> (BlockRole, u16) {
        let block = self.text.sentences.get(sentence).and_then(|s| self.doc.blocks.get(s.block as usize));
        block.map_or((BlockRole::Paragraph, 0), |b| (b.role, b.item))
    }

    /// The publication date as one value.
    pub(crate) fn published(&self) -> Option<Edtf> {
        self.doc.date
    }

    pub(crate) fn entity(&self, person: &PersonRef) -> Option<&Entity> {
        self.entities.get(&person.entity?)
    }

    /// Sides of an item, most salient first.
    pub(crate) fn salient(&self, item: u16) -> &[String] {
        self.sides.get(&item).map_or(&[], |s| s)
    }

    /// The other of the two sides that an item is about.
    pub(crate) fn partner(&self, item: u16, side: &str) -> Option<&str> {
        let (a, b) = self.pairs.get(&item)?;
        match side {
            s if s == a => Some(b),
            s if s == b => Some(a),
            _ => None,
        }
    }

    /// The side of a person, from this mention or from another of the same person.
    pub(crate) fn person_side(&self, p: &PersonRef) -> Option<String> {
        p.side.clone().or_else(|| self.entity(p)?.side.clone())
    }

    /// The name of a person, from this mention or from another of the same person.
    pub(crate) fn person_name(&self, p: &PersonRef) -> Option<String> {
        match self.entity(p).and_then(|e| e.name.clone()) {
            Some(name) => Some(name),
            None => p.name.clone(),
        }
    }

    /// The name of whoever alone holds, in the text, the office that somebody is called by and nobody was named by before:
    /// the head of a state or government, or the head of a body.
    pub(crate) fn namesake(&self, p: &PersonRef) -> Option<String> {
        self.holders.alone(p).cloned()
    }

    /// The sides that a mention stands for; a group stands for the two sides that the item is about.
    pub(crate) fn sides_of(&self, m: &Mention, sentence: usize) -> Vec<String> {
        match &m.kind {
            MentionKind::Person(p) | MentionKind::Speaker(p) => self.person_side(p).into_iter().collect(),
            MentionKind::Actor(a) => {
                if a.how != How::Adjective
                    && let Some(two) = self.shared(m, sentence)
                {
                    return two;
                }
                let within = self.within(a, m, sentence);
                if !within.is_empty() {
                    return within;
                }
                a.side
                    .clone()
                    .or_else(|| a.id.clone())
                    .or_else(|| self.owner(m, sentence))
                    .or_else(|| self.echo(a, sentence))
                    .or_else(|| self.ground(a, m, sentence))
                    .into_iter()
                    .collect()
            }
            MentionKind::Place(p) => p.country.clone().into_iter().collect(),
            MentionKind::Group(g) => {
                let named = self.named_group(m, g, sentence);
                if named.len() >= 2 {
                    return named;
                }
                if let Some(body) = self.seated(m, g, sentence) {
                    return vec![body];
                }
                let n = usize::from(g.count.unwrap_or(2)).clamp(2, 5);
                if g.people {
                    let people = self.people_of(m, sentence);
                    let mut sides: Vec<String> = Vec::new();
                    for side in people.iter().filter_map(|p| self.person_side(p)) {
                        if !sides.contains(&side) {
                            sides.push(side);
                        }
                    }
                    if sides.len() >= 2 && (g.count.is_none() || sides.len() == n) {
                        return sides;
                    }
                    if let (true, Some(body)) = (g.count.is_none(), self.assembly(m, sentence)) {
                        return vec![body];
                    }
                }
                self.group(sentence, n)
            }
            MentionKind::Time(_) => Vec::new(),
        }
    }

    /// The two states of a body that both have in common, as one hyphenated word in its name says (`the Franco-Lao joint
    /// committee`); `None` for any other.
    fn shared(&self, m: &Mention, sentence: usize) -> Option<Vec<String>> {
        let side = |x: &Mention| match &x.kind {
            MentionKind::Actor(a) if a.how == How::Adjective => a.id.clone().filter(|id| self.is_state(id)),
            _ => None,
        };
        let mentions = &self.text.sentences.get(sentence)?.mentions;
        let from = mentions.partition_point(|x| x.first < m.first);
        let inner =
            || mentions[from..].iter().take_while(|x| x.end <= m.end).filter(|x| x.end - x.first == 1);
        let [a, b] = inner().zip(inner().skip(1)).find(|(a, b)| a.first == b.first).map(|(a, b)| [a, b])?;
        let (a, b) = (side(a)?, side(b)?);
        (a != b).then(|| vec![a, b])
    }

    /// The states that a group is said to be of (`the foreign ministers of A, B and C`).
    pub(crate) fn named_group(&self, m: &Mention, g: &Group, sentence: usize) -> Vec<String> {
        let mut sides = Vec::new();
        let Some(sent) = self.text.sentences.get(sentence) else { return sides };
        let mut end = m.end as usize;
        if sent.tokens.get(end).is_none_or(|t| t.upos != Upos::Adp) {
            return sides;
        }
        let glue = |t: &Token| matches!(t.upos, Upos::Cconj | Upos::Det | Upos::Adp) || t.lower == ",";
        // `the ministers of foreign affairs and of defence of A`: what they deal with stands before.
        let portfolio = |t: &Token| glue(t) || matches!(t.upos, Upos::Noun | Upos::Adj | Upos::Propn);
        let behind = sent.mentions.partition_point(|o| o.first < m.end);
        for o in &sent.mentions[behind..] {
            let first = o.first as usize;
            if first > end + PORTFOLIO {
                break;
            }
            let MentionKind::Actor(a) = &o.kind else { continue };
            let listed = first >= end && {
                let between = &sent.tokens[end..first];
                let office = g.people && sides.is_empty() && between.len() <= PORTFOLIO && a.how == How::Name;
                between.len() <= 3 && between.iter().all(glue) || office && between.iter().all(portfolio)
            };
            let state = a.id.clone().filter(|id| a.how != How::Adjective && self.is_state(id));
            if let (true, Some(id)) = (listed, state) {
                sides.push(id);
                end = o.end as usize;
            }
        }
        sides
    }

    /// The organisation that a group of people is said to be of (`the foreign ministers of the G7`).
    pub(crate) fn seated(&self, m: &Mention, g: &Group, sentence: usize) -> Option<String> {
        if !g.people || g.count.is_some() {
            return None;
        }
        let sent = self.text.sentences.get(sentence)?;
        let end = m.end as usize;
        let behind = sent.mentions.partition_point(|o| o.first < m.end);
        let first = sent.mentions.get(behind..)?.iter().find(|o| matches!(o.kind, MentionKind::Actor(_)))?;
        let between = sent.tokens.get(end..first.first as usize).filter(|b| b.len() <= PORTFOLIO)?;
        let inside = |x: &Token| {
            matches!(x.upos, Upos::Adp | Upos::Det | Upos::Noun | Upos::Adj | Upos::Propn | Upos::Cconj)
        };
        let of = between.first().is_some_and(|x| x.upos == Upos::Adp)
            && between.iter().all(inside)
            && between.iter().rev().find(|x| x.upos != Upos::Det).is_some_and(|x| x.upos == Upos::Adp);
        match &first.kind {
            MentionKind::Actor(a) if of && self.kind(first) == Kinds::ORG => a.id.clone(),
            _ => None,
        }
    }

    /// The side of those who are called by a common noun alone (`the police`, `soldiers`): the state named last before them,
    /// in their sentence, the few before it or the heading over it.
    fn ground(&self, a: &ActorRef, m: &Mention, sentence: usize) -> Option<String> {
        let name = a.name.to_lowercase();
        let rules = self.grounds.0;
        let common = rules.is("grounded", &name)
            || name.split_once(' ').is_some_and(|(_, rest)| rules.is("grounded", rest));
        if !common {
            return None;
        }
        let item = self.item(sentence);
        for s in (sentence.saturating_sub(GROUND)..=sentence).rev() {
            let Some(sent) = self.text.sentences.get(s).filter(|_| self.item(s) == item) else { break };
            let named = sent.mentions.iter().rev().filter(|x| s < sentence || x.end <= m.first);
            let state = named
                .filter_map(|x| match &x.kind {
                    MentionKind::Actor(b) => b.side.as_deref().or(b.id.as_deref()),
                    MentionKind::Place(p) => p.country.as_deref(),
                    MentionKind::Person(p) => p.side.as_deref(),
                    _ => None,
                })
                .find(|id| self.is_state(id));
            if state.is_some() {
                return state.map(str::to_owned);
            }
            if self.role_item(s).0 == BlockRole::Title {
                break;
            }
        }
        None
    }

    /// The side of a body that a bare noun refers back to (`the delegation` after `a delegation of the party`).
    fn echo(&self, a: &ActorRef, sentence: usize) -> Option<String> {
        let whole = a.name.to_lowercase();
        // `received the delegation at the palace`
        let first = whole.split(' ').next().filter(|w| self.is("delegation", w));
        let noun = first.unwrap_or(&whole);
        if self.grounds.1 && first.is_none() || noun.contains(' ') || a.how != How::Common {
            return None;
        }
        let item = self.item(sentence);
        // Through the whole of a report, the delegation is the one it tells of.
        let told = || {
            let until = self.delegations.partition_point(|d| d.0 <= sentence);
            let last =
                self.delegations[..until].last().filter(|d| first.is_some() && self.item(d.0) == item)?;
            Some(last.1.clone())
        };
        let near = (sentence.saturating_sub(ECHO)..=sentence).rev().find_map(|s| {
            let sent = self.text.sentences.get(s).filter(|_| self.item(s) == item)?;
            sent.mentions.iter().rev().find_map(|m| match &m.kind {
                MentionKind::Actor(b) => {
                    let same = b.name.split_whitespace().any(|w| w.eq_ignore_ascii_case(noun));
                    b.side.clone().filter(|_| same)
                }
                _ => None,
            })
        });
        near.or_else(told)
    }

    /// Whoever leads the delegation of a side that was told of last.
    pub(crate) fn head(&self, side: &str, sentence: usize) -> Option<&'a PersonRef> {
        let until = self.delegations.partition_point(|d| d.0 <= sentence);
        let item = self.item(sentence);
        let mut told = self.delegations[..until].iter().rev().take(ECHO);
        told.find_map(|d| d.2.filter(|_| d.1 == side && self.item(d.0) == item))
    }

    /// The side of the person whose government or office a body without a name is (`X's administration`, `the government
    /// of X`).
    fn owner(&self, m: &Mention, sentence: usize) -> Option<String> {
        let sent = self.text.sentences.get(sentence)?;
        let at = |t: u16| sent.tokens.get(t as usize);
        // `X said that his forces …`
        if m.first.checked_sub(1).and_then(at).is_some_and(|t| self.is("possessive", &t.lower)) {
            let before = sent.mentions.iter().filter(|o| o.end < m.first);
            let mut named = before.filter_map(|o| match &o.kind {
                MentionKind::Person(p) => self.person_side(p),
                _ => None,
            });
            return named.next_back();
        }
        sent.mentions.iter().find_map(|o| {
            let MentionKind::Person(p) = &o.kind else { return None };
            let before = o.end <= m.first
                && m.first - o.end <= 1
                && (o.end..m.first).all(|k| at(k).is_some_and(|t| t.upos == Upos::Part));
            let after = o.first == m.end + 1 && at(m.end).is_some_and(|t| t.upos == Upos::Adp)
                || self.grounds.1 && o.first == m.end && p.name.is_some();
            if before || after { self.person_side(p) } else { None }
        })
    }

    /// The state of the dateline's place, where it names one.
    pub(crate) fn dateline_country(&self) -> Option<String> {
        let line = self.doc.dateline.as_ref()?;
        if line.country.is_some() {
            return line.country.clone();
        }
        // `TEHRAN, Iran`: the city says it.
        let place = line.place.as_ref()?.split(',').next()?;
        let place = chancery_model::fold(place.trim());
        self.text.sentences.iter().flat_map(|s| &s.mentions).find_map(|m| match &m.kind {
            MentionKind::Place(p) if chancery_model::fold(&p.name) == place => p.country.clone(),
            _ => None,
        })
    }

    /// Where the report is at home when no dateline says so: the state of the first place named at its beginning.
    pub(crate) fn home(&self) -> Option<String> {
        self.text.sentences.iter().take(4).flat_map(|s| &s.mentions).find_map(|m| match &m.kind {
            MentionKind::Place(p) => p.country.clone(),
            _ => None,
        })
    }

    /// The only one of some sides that a place of the sentence, behind a preposition, lies in.
    pub(crate) fn place_in(&self, sentence: usize, sides: &[String]) -> Option<String> {
        let sent = self.text.sentences.get(sentence)?;
        let mut found: Vec<&String> = Vec::new();
        for m in &sent.mentions {
            let MentionKind::Place(p) = &m.kind else { continue };
            // Where somebody comes from is not where they are.
            let way = |t: &Token| self.is("toward", &t.lower);
            let before = (m.first as usize).checked_sub(1).map(|b| &sent.tokens[b]);
            let marked = before.is_some_and(|b| b.upos == Upos::Adp && !way(b));
            if let Some(country) = p.country.as_ref().filter(|c| marked && sides.contains(c))
                && !found.contains(&country)
            {
                found.push(country);
            }
        }
        match found.as_slice() {
            [one] => Some((*one).clone()),
            _ => None,
        }
    }

    /// How often a person is named in an item.
    pub(crate) fn spoken(&self, item: u16, person: &PersonRef) -> u32 {
        person.entity.and_then(|e| self.spoken.get(&(item, e))).copied().unwrap_or(0)
    }

    /// The person of a side whom an item is about: the only one of it named there more often than once.
    pub(crate) fn leading(&self, item: u16, side: &str) -> Option<&'a PersonRef> {
        self.leaders.get(&(item, side.to_owned())).copied().flatten()
    }

    /// The two sides that an item is about, where it is about two.
    pub(crate) fn pair(&self, item: u16) -> Option<&(String, String)> {
        self.pairs.get(&item)
    }

    /// What a mention can fill.
    pub(crate) fn kind(&self, m: &Mention) -> u8 {
        match &m.kind {
            MentionKind::Person(_) => Kinds::PERSON,
            MentionKind::Group(_) => Kinds::GROUP,
            MentionKind::Speaker(_) => Kinds::SPEAKER,
            MentionKind::Place(_) => Kinds::PLACE,
            MentionKind::Time(_) => 0,
            MentionKind::Actor(a) => self.actor_kind(a),
        }
    }

    fn actor_kind(&self, a: &ActorRef) -> u8 {
        match a.id.as_deref() {
            None => Kinds::BODY,
            Some(id) if self.media.contains(id) => 0,
            Some(id) if id.contains('/') => Kinds::BODY,
            Some(id) if self.is_state(id) => Kinds::STATE,
            Some(_) => Kinds::ORG,
        }
    }

    /// True for a word of a class of the language.
    pub(crate) fn is(&self, class: &str, word: &str) -> bool {
        self.grounds.0.is(class, word)
    }

    /// True for the id of a state, present or former.
    pub(crate) fn is_state(&self, id: &str) -> bool {
        self.states.contains(id)
    }
}

/// Whether what stands between two mentions only lists them, and if so whether with a conjunction: a comma, `and`, and
/// before them the state of the first (`A (Norway), B of Cuba and C`) or a caption's side (`A (L) and B`).
pub(crate) fn joined(sent: &Sentence, end: usize, start: usize) -> Option<bool> {
    let tokens = &sent.tokens;
    let at = |k: usize, mark: &str| tokens.get(k).is_some_and(|t| t.lower == mark);
    let side = at(end, "(") && at(end + 2, ")") && end + 3 < start;
    let end = if side { end + 3 } else { end };
    let mut from = end;
    let owned = tokens.get(end).is_some_and(|t| t.lower == "(" || t.upos == Upos::Adp);
    if owned && end + 1 < start {
        let at = end + 1 + usize::from(tokens[end + 1].upos == Upos::Det);
        // `on the Lao side`, `du côté laotien`: the noun before or behind the state.
        let noun = |k: usize| usize::from(tokens.get(k).is_some_and(|t| t.upos == Upos::Noun));
        let state = sent.mentions.iter().find(|m| {
            let first = m.first as usize;
            (first == at || first == at + noun(at))
                && (m.end as usize) < start
                && matches!(&m.kind, MentionKind::Actor(a) if a.how != How::Common)
        })?;
        from = state.end as usize;
        let named = matches!(&state.kind, MentionKind::Actor(a) if a.how == How::Adjective);
        from += usize::from(tokens[from].lower == ")")
            + if named && state.first as usize == at { noun(from) } else { 0 };
    }
    let gap = tokens.get(from..start).filter(|g| (1..=3).contains(&g.len()))?;
    // `X and his counterpart Y`: a pronoun only behind the conjunction.
    let owner = |k: usize| k > 0 && gap[k].upos == Upos::Pron && gap[k - 1].upos == Upos::Cconj;
    let glue = |t: &Token| {
        matches!(t.upos, Upos::Cconj | Upos::Punct | Upos::Det)
            && !matches!(t.lower.as_str(), ";" | "." | ":")
    };
    (0..gap.len()).all(|k| glue(&gap[k]) || owner(k)).then(|| gap.iter().any(|t| t.upos == Upos::Cconj))
}
