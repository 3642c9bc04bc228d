//! Whom `the two sides`, `they` and `the two ministers` mean.

use crate::context::{Context, joined};
use crate::frame::Kinds;
use chancery_model::{ActorRef, Held, How, Mention, MentionKind, PersonRef, Sentence, Token, Upos};
use std::ops::Range;

/// How many sentences back the members of a group may have been named.
const NAMED_WITHIN: usize = 3;
/// How many sentences back those may have been named whom `the two leaders` means.
const LED_WITHIN: usize = 8;
/// How often somebody is named whom an item is about.
const OFTEN: u32 = 3;
/// The roles of those whom a text calls leaders.
pub(crate) const TOP: [&str; 3] = ["head-of-state", "head-of-government", "party-leader"];
/// Letters of a word that can tell one office from another.
const SPEAKING: usize = 4;
/// Most words of the office before a group that it is said of.
const TITLE: usize = 4;

fn person(m: &Mention) -> Option<&PersonRef> {
    match &m.kind {
        MentionKind::Person(p) => Some(p),
        _ => None,
    }
}

/// The people of a sentence before a token.
fn persons(sent: &Sentence, limit: u16) -> impl Iterator<Item = &PersonRef> {
    sent.mentions.iter().filter(move |m| m.end <= limit).filter_map(person)
}

impl<'a> Context<'a> {
    /// The states named inside the words for people or bodies that have no side of their own (`lawmakers from A`), and those
    /// that go on with them (`and B`).
    pub(crate) fn within(&self, a: &ActorRef, m: &Mention, sentence: usize) -> Vec<String> {
        let mut sides = Vec::new();
        let (true, Some(sent)) = (a.side.is_none() && a.id.is_none(), self.text.sentences.get(sentence))
        else {
            return sides;
        };
        // The same words may also be read as the name of somebody known.
        let known = |x: &Mention| match &x.kind {
            MentionKind::Actor(b) if x.first == m.first && x.end == m.end => b.side.clone(),
            _ => None,
        };
        let at = sent.mentions.partition_point(|x| x.first < m.first);
        if let Some(side) = sent.mentions[at..].iter().take_while(|x| x.first == m.first).find_map(known) {
            return vec![side];
        }
        let from = sent.mentions.partition_point(|x| x.first <= m.first);
        let mut end = m.end;
        for o in &sent.mentions[from..] {
            let MentionKind::Actor(b) = &o.kind else { continue };
            let inside = sides.is_empty() && o.end == m.end;
            let on = !sides.is_empty() && joined(sent, end as usize, o.first as usize).is_some();
            let state = b.id.clone().filter(|id| b.how == How::Name && self.is_state(id));
            match state {
                Some(id) if inside || on => {
                    sides.push(id);
                    end = o.end;
                }
                _ if o.first >= end => break,
                _ => {}
            }
        }
        sides
    }

    /// The sides that `the two sides` means in a sentence: those named last before it where there are enough, and the
    /// item's most salient ones otherwise.
    pub(crate) fn group(&self, sentence: usize, n: usize) -> Vec<String> {
        let item = self.item(sentence);
        // A pair is of states where the item has two, and the pair that the item is about stays it.
        let states: Vec<String> = self.salient(item).iter().filter(|s| self.is_state(s)).cloned().collect();
        let salient: &[String] = if states.len() >= n { &states } else { self.salient(item) };
        if let Some((a, b)) = self.pair(item).filter(|_| n == 2) {
            return (self.facing(sentence))
                .or_else(|| self.side_by_side(sentence))
                .unwrap_or_else(|| vec![a.clone(), b.clone()]);
        }
        let mut out: Vec<String> = Vec::new();
        let mut add = |side: String| {
            if out.len() < n && !out.contains(&side) {
                out.push(side);
            }
        };
        // The sides named nearest, in this sentence or the few before it, among those that the item is about.
        let from = sentence.saturating_sub(4);
        for s in (from..=sentence).rev() {
            let Some(sent) = self.text.sentences.get(s) else { continue };
            if self.item(s) != item {
                continue;
            }
            for m in sent.mentions.iter().rev() {
                if matches!(m.kind, MentionKind::Person(_) | MentionKind::Actor(_)) {
                    for side in self.sides_of(m, s) {
                        if salient.iter().take(n + 2).any(|x| *x == side) {
                            add(side);
                        }
                    }
                }
            }
        }
        salient.iter().cloned().for_each(&mut add);
        out
    }

    /// The people that a group of people stands for: those named together shortly before it (`A, B and C … they`) where
    /// nobody else was named since, else those named last before it, each of another side.
    pub(crate) fn people_of(&self, m: &Mention, sentence: usize) -> Vec<&'a PersonRef> {
        let MentionKind::Group(g) = &m.kind else { return Vec::new() };
        if self.seated(m, g, sentence).is_some() {
            return Vec::new();
        }
        let count = g.count.map(usize::from);
        let chiefs = self.chiefs(m, sentence);
        let by_rank = self.by_rank(m, chiefs, sentence);
        let named = self.named_group(m, g, sentence);
        let n = if named.len() >= 2 { named.len() } else { count.unwrap_or(2).clamp(2, 5) };
        let called = chiefs.unwrap_or(m.first as usize)..m.end as usize;
        let officers = self.officers(called, sentence, &named, n);
        if !officers.is_empty() {
            return officers;
        }
        // Who holds an office that nobody was named by is not known.
        if named.len() >= 2 || chiefs.is_some() && !by_rank {
            return Vec::new();
        }
        let fit = |r: &&Vec<&'a PersonRef>| match count {
            Some(n) => r.len() == n,
            None => r.len() >= 2,
        };
        let mut since: Vec<Option<u32>> = Vec::new();
        for s in (sentence.saturating_sub(NAMED_WITHIN)..=sentence).rev() {
            let Some(sent) = self.sentence_of(s, sentence) else { continue };
            let limit = if s == sentence { m.first } else { u16::MAX };
            // Whom `the leaders` means is settled by rank where those joined before it have none.
            let ranked = |r: &Vec<&PersonRef>| s == sentence || !by_rank || r.iter().any(|p| self.tops(p));
            let runs: Vec<_> = self.runs(sent, limit).into_iter().filter(ranked).collect();
            // Of an earlier sentence the first fits best: it is what the sentence was about.
            let found = if s == sentence { runs.iter().rev().find(fit) } else { runs.iter().find(fit) };
            if let Some(run) = found {
                let others = since.iter().any(|e| run.iter().all(|p| p.entity != *e));
                if others {
                    break;
                }
                return run.clone();
            }
            let named = persons(sent, limit).filter(|p| p.name.is_some());
            since.extend(named.map(|p| p.entity));
        }
        match count {
            Some(n) => self.leaders(sentence, n.clamp(2, 5), by_rank),
            None => self.two(m, sentence),
        }
    }

    /// Those who hold the office that a group is called by (`the two defence ministers`, `the heads of both parliaments`),
    /// one of each side: those named last before it or, where the text says of which states they are, soon after it.
    /// `called`: the tokens that name the group.
    fn officers(
        &self,
        called: Range<usize>,
        sentence: usize,
        sides: &[String],
        n: usize,
    ) -> Vec<&'a PersonRef> {
        let tokens = self.text.sentences.get(sentence).and_then(|s| s.tokens.get(called)).unwrap_or(&[]);
        let noun = tokens.iter().find(|t| self.is("officers", &t.lower)).map(|t| t.lemma.as_str());
        let speaking = tokens.iter().filter(|t| t.lower.chars().count() >= SPEAKING);
        let words: Vec<&str> = speaking.map(|t| t.lemma.as_str()).collect();
        let ahead = if sides.is_empty() { 0 } else { LED_WITHIN };
        let before = (sentence.saturating_sub(LED_WITHIN)..=sentence).rev();
        // How many words each office shares, the office's role and who holds it.
        let mut found: Vec<(usize, &str, &PersonRef)> = Vec::new();
        for s in before.chain(sentence + 1..=sentence + ahead) {
            let Some(here) = self.sentence_of(s, sentence) else { continue };
            for p in here.mentions.iter().rev().filter_map(person) {
                let side = self.person_side(p);
                let fits = sides.is_empty() || side.is_some_and(|x| sides.contains(&x));
                let named = p.entity.is_some() && self.person_name(p).is_some();
                if !fits || !named || found.iter().any(|f| f.2.entity == p.entity) {
                    continue;
                }
                let shared = self.held(p).iter().filter(|h| !h.former).filter_map(|h| {
                    let office = h.office.to_lowercase();
                    let body = h.body.as_deref().unwrap_or("");
                    let says = |w: &&&str| office.contains(**w) || body.contains(**w);
                    let called = noun.is_none_or(|n| office.contains(n));
                    called.then(|| (words.iter().filter(says).count(), h.role.as_str()))
                });
                // `the defence ministers` are no prime ministers.
                let less = |x: &(usize, &str)| x.0 == 0 || TOP.contains(&x.1) && x.0 < words.len();
                if let Some((count, role)) = shared.max_by_key(|x| x.0).filter(|x| !less(x)) {
                    found.push((count, role, p));
                }
            }
        }
        found.sort_by_key(|f| std::cmp::Reverse(f.0));
        // `X and his Lao counterpart Y`: whoever faces the one who holds it best holds it.
        if let Some(&(count, role, one)) = found.first()
            && n == 2
            && found.get(1).is_none_or(|f| f.0 < count)
        {
            let own = self.person_side(one);
            let faces = |p: &&PersonRef| {
                let side = self.person_side(p);
                let fits = sides.is_empty() || side.as_ref().is_some_and(|x| sides.contains(x));
                fits && side != own && self.held(p).iter().any(|h| h.counterpart)
            };
            let near = (sentence.saturating_sub(LED_WITHIN)..=sentence + ahead).rev();
            let here = near.filter_map(|s| self.sentence_of(s, sentence));
            let other = here.flat_map(|x| x.mentions.iter().rev()).filter_map(person).find(faces);
            found.splice(1..1, other.map(|p| (count, role, p)));
        }
        let alike = |(count, role, _): &(usize, &str, &PersonRef)| {
            let same = found.iter().filter(|f| f.0 == *count && f.1 == *role).map(|f| f.2);
            Some(self.of_sides(same, n)).filter(|x| !x.is_empty())
        };
        found.iter().find_map(alike).unwrap_or_default()
    }

    /// Where the words begin that call a group by the office of its heads (`the leaders of the two countries`): a noun of
    /// such an office before it, with a preposition or, where word order says so, without one.
    pub(crate) fn chiefs(&self, m: &Mention, sentence: usize) -> Option<usize> {
        let MentionKind::Group(g) = &m.kind else { return None };
        let sent = self.text.sentences.get(sentence).filter(|_| !g.people)?;
        let mut at = m.first as usize;
        while at > 0 && matches!(sent.tokens[at - 1].upos, Upos::Adp | Upos::Det) {
            at -= 1;
        }
        let noun = |t: &Token| matches!(t.upos, Upos::Noun | Upos::Adj | Upos::Propn);
        let from = at.saturating_sub(TITLE);
        let first = (from..at).rev().take_while(|k| noun(&sent.tokens[*k])).last()?;
        let chief = |k: usize| ["chiefs", "officers"].iter().any(|c| self.is(c, &sent.tokens[k].lower));
        (first..at).any(chief).then_some(first)
    }

    /// The only person of a side whom the few sentences before one name: the head of that side's delegation.
    pub(crate) fn sole(&self, side: &str, sentence: usize) -> Option<&'a PersonRef> {
        let before = (sentence.saturating_sub(NAMED_WITHIN)..sentence).rev();
        let here = before.filter_map(|s| self.sentence_of(s, sentence));
        let named = here
            .flat_map(|x| x.mentions.iter())
            .filter_map(person)
            .filter(|p| self.person_name(p).is_some() && self.person_side(p).as_deref() == Some(side));
        let mut found: Option<&PersonRef> = None;
        for p in named {
            if found.is_some_and(|f| f.entity != p.entity) {
                return None;
            }
            found = Some(p);
        }
        found
    }

    /// The offices that the text gives a person.
    fn held(&self, p: &PersonRef) -> &'a [Held] {
        let known = p.entity.and_then(|id| self.text.people.get(id as usize));
        known.map_or(&[], |x| x.offices.as_slice())
    }

    /// True for somebody at the top of a state, a government or a party.
    fn tops(&self, p: &PersonRef) -> bool {
        self.held(p).iter().any(|h| TOP.contains(&h.role.as_str()))
    }

    /// True for a group that is called by a word for those at the top of something (`the leaders of the two countries`; `the
    /// two leaders` may be ministers who have just met).
    fn by_rank(&self, m: &Mention, whole: Option<usize>, sentence: usize) -> bool {
        let tokens = self.text.sentences.get(sentence).map_or(&[][..], |s| s.tokens.as_slice());
        let words = tokens.get(whole.unwrap_or(m.first as usize)..m.end as usize).unwrap_or(&[]);
        let of = whole.is_some() || words.iter().any(|t| t.upos == Upos::Adp);
        of && words.iter().any(|t| self.is("chiefs", &t.lower))
    }

    /// The only two people, of different sides, of whom a sentence speaks before a group or, where it speaks of nobody, the
    /// sentence before it (`X invited Y when they met`).
    fn two(&self, m: &Mention, sentence: usize) -> Vec<&'a PersonRef> {
        for s in (sentence.saturating_sub(1)..=sentence).rev() {
            let Some(sent) = self.sentence_of(s, sentence) else { break };
            let limit = if s == sentence { m.first } else { u16::MAX };
            let mut found: Vec<(&PersonRef, Option<String>)> = Vec::new();
            for p in persons(sent, limit).filter(|p| self.person_name(p).is_some()) {
                if found.iter().all(|(q, _)| q.entity != p.entity) {
                    found.push((p, self.person_side(p)));
                }
            }
            match found.as_slice() {
                [] => {}
                [(a, Some(x)), (b, Some(y))] if x != y => return vec![a, b],
                _ => break,
            }
        }
        Vec::new()
    }

    /// The two states whose office holders alone this sentence or, where it names nobody, the one before speaks of.
    fn facing(&self, sentence: usize) -> Option<Vec<String>> {
        for s in (sentence.saturating_sub(1)..=sentence).rev() {
            let sent = self.sentence_of(s, sentence)?;
            let mut sides: Vec<String> = Vec::new();
            let mut holders = 0;
            for p in persons(sent, u16::MAX).filter(|p| p.name.is_some()) {
                let side = self.person_side(p)?;
                holders += usize::from(!p.offices.is_empty() && self.is_state(&side));
                if !sides.contains(&side) {
                    sides.push(side);
                }
            }
            if !sides.is_empty() {
                return (sides.len() == 2 && holders >= 2).then_some(sides);
            }
        }
        None
    }

    /// The two states, and no more, that the sentence before joins by a conjunction (`A and B will hold …`).
    fn side_by_side(&self, sentence: usize) -> Option<Vec<String>> {
        // Where word order is read first, lists of states are read so, too, and not every conjunction makes a pair.
        let before = sentence.checked_sub(1).filter(|_| !self.grounds.1)?;
        let sent = self.sentence_of(before, sentence)?;
        let state = |m: &Mention| match &m.kind {
            MentionKind::Actor(a) if a.how == How::Name => a.id.clone().filter(|id| self.is_state(id)),
            _ => None,
        };
        let named: Vec<(&Mention, String)> =
            sent.mentions.iter().filter_map(|m| state(m).map(|id| (m, id))).collect();
        let mut pairs = named.windows(2).filter(|w| {
            joined(sent, w[0].0.end as usize, w[1].0.first as usize) == Some(true) && w[0].1 != w[1].1
        });
        let (Some([a, b]), None) = (pairs.next(), pairs.next()) else { return None };
        let opens = named.iter().all(|(m, _)| m.first >= a.0.first);
        let of = |id: &str| named.iter().all(|(_, other)| other == id || *other == a.1 || *other == b.1);
        (opens && of(&a.1)).then(|| vec![a.1.clone(), b.1.clone()])
    }

    /// A sentence of the item that another is of.
    fn sentence_of(&self, number: usize, like: usize) -> Option<&'a Sentence> {
        self.text.sentences.get(number).filter(|_| self.item(number) == self.item(like))
    }

    /// The organisation whose members `the ministers` or `they` are: the one that the sentences before began with.
    pub(crate) fn assembly(&self, m: &Mention, sentence: usize) -> Option<String> {
        let item = self.item(sentence);
        (sentence.saturating_sub(NAMED_WITHIN)..=sentence).rev().find_map(|s| {
            let sent = self.text.sentences.get(s).filter(|_| self.item(s) == item)?;
            let limit = if s == sentence { m.first } else { u16::MAX };
            let first = sent.mentions.iter().find(|x| {
                x.end <= limit && matches!(x.kind, MentionKind::Person(_) | MentionKind::Actor(_))
            })?;
            match &first.kind {
                MentionKind::Actor(a) if self.kind(first) == Kinds::ORG && first.first <= 6 => a.id.clone(),
                _ => None,
            }
        })
    }

    /// The named people of a sentence that are joined by commas and a conjunction, before a token.
    fn runs(&self, sent: &'a Sentence, limit: u16) -> Vec<Vec<&'a PersonRef>> {
        let mut out: Vec<(Vec<&PersonRef>, u16, bool)> = Vec::new();
        for m in sent.mentions.iter().filter(|m| m.end <= limit) {
            let MentionKind::Person(p) = &m.kind else { continue };
            if self.person_name(p).is_none() {
                continue;
            }
            let glue = out.last().and_then(|(_, end, _)| joined(sent, *end as usize, m.first as usize));
            match out.last_mut() {
                Some((run, end, closed)) if glue.is_some() && !*closed => {
                    run.push(p);
                    *end = m.end;
                    *closed = glue == Some(true);
                }
                _ => out.push((vec![p], m.end, false)),
            }
        }
        out.into_iter().filter(|(run, _, closed)| run.len() >= 2 && *closed).map(|x| x.0).collect()
    }

    /// The people that `the two leaders` means: those named in this sentence or the one before, else those whom the text
    /// speaks of most among those named in the few before, each of another side.
    /// `by_rank`: those at the top of a state or party before others.
    fn leaders(&self, sentence: usize, n: usize, by_rank: bool) -> Vec<&'a PersonRef> {
        let mut all: Vec<(usize, &PersonRef)> = Vec::new();
        for s in (sentence.saturating_sub(LED_WITHIN)..=sentence).rev() {
            let Some(sent) = self.sentence_of(s, sentence) else { continue };
            let named =
                sent.mentions.iter().rev().filter_map(person).filter(|p| self.person_name(p).is_some());
            all.extend(named.map(|p| (sentence - s, p)));
        }
        let item = self.item(sentence);
        // A spouse or a guest of honour holds no office, the leaders do.
        let leads = |p: &&PersonRef| {
            self.entity(p).is_some_and(|e| e.office.is_some()) || self.spoken(item, p) >= OFTEN
        };
        let near = all.iter().filter(|(off, _)| *off <= 1).map(|x| x.1);
        let found = self.of_sides(near.filter(leads), n);
        // `the leaders` are no ministers where those above these were named not long before.
        if by_rank && !found.iter().any(|p| self.tops(p)) {
            let first = self.of_sides(all.iter().map(|x| x.1).filter(|p| self.tops(p)), n);
            if !first.is_empty() {
                return first;
            }
        }
        if !found.is_empty() {
            return found;
        }
        // The last sentence that names as many and no more; in the last two whatever they hold.
        for off in 0..=LED_WITHIN {
            let here = all.iter().filter(|(o, _)| *o == off).map(|x| x.1);
            let found = self.of_sides(here.clone().filter(|p| off <= 1 || leads(p)), n);
            if !found.is_empty() && here.clone().all(|p| found.iter().any(|q| q.entity == p.entity)) {
                return found;
            }
        }
        // Else by how often they are named, and of the two that the item is about, where it is about two.
        all.sort_by_key(|(off, p)| if *off <= 1 { (0, 0) } else { (1, u32::MAX - self.spoken(item, p)) });
        let of_two = |p: &PersonRef| {
            let side = self.person_side(p);
            let fits = |(a, b): &(String, String)| side.as_ref().is_none_or(|s| s == a || s == b);
            n != 2 || self.pair(item).is_none_or(fits)
        };
        let all: Vec<&PersonRef> = all.into_iter().map(|x| x.1).filter(|p| of_two(p)).collect();
        let found = self.of_sides(all.iter().copied().filter(leads), n);
        if found.is_empty() { self.of_sides(all.iter().copied(), n) } else { found }
    }

    /// The first `n` people of as many sides; none where there are fewer.
    fn of_sides(&self, people: impl Iterator<Item = &'a PersonRef>, n: usize) -> Vec<&'a PersonRef> {
        let mut out: Vec<(&PersonRef, Option<String>)> = Vec::new();
        for p in people {
            let side = self.person_side(p);
            if out.len() < n && !out.iter().any(|(q, t)| q.entity == p.entity || *t == side) {
                out.push((p, side));
            }
        }
        if out.len() == n { out.into_iter().map(|x| x.0).collect() } else { Vec::new() }
    }
}
