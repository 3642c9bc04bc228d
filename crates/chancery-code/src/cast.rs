//! Who takes part in an event and where it takes place, from the fillers of its frame and what the document is about.

use crate::delegation;
use crate::event::Case;
use crate::fill::{Fill, Filler};
use crate::frame::{Kinds, Role, Slot};
use crate::when;
use chancery_model::{
    Feats, Mention, MentionKind, Participant, PersonRef, Place, Rel, Token, Upos, person_id,
};
use chancery_pack::{Aim, Tone};

/// The sides, people and place of an event.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) sides: Vec<String>,
    pub(crate) source: Vec<String>,
    pub(crate) target: Vec<String>,
    pub(crate) participants: Vec<Participant>,
    pub(crate) place: Option<Place>,
}

impl Cast {
    /// The cast of a filled frame.
    pub(crate) fn of(case: &Case<'_>) -> Cast {
        let gathers = case.kind.placed.as_deref() == Some("scene");
        let place = when::place(case.f, case.t, case.light, gathers);
        let mut cast = Cast { place, ..Cast::default() };
        for fill in case.fills {
            let told = case.f.mention(fill);
            let m = speaker(case, fill, told).unwrap_or(told);
            cast.add_sides(case, fill, m);
            match fill.role {
                Role::Dest => cast.add_destination(case.f, m),
                Role::Host => cast.add_home(case, m),
                _ => {}
            }
            cast.add_people(case, fill, m);
        }
        if case.kind.tone == Tone::Verbal {
            cast.add_speaker(case);
        }
        cast.drop_residents(case.fills);
        if case.kind.talks {
            cast.add_representatives(case);
        }
        if case.kind.talks || case.kind.signs {
            cast.add_behind(case, "presence", "witness");
        }
        // Who goes along on a journey, and to talks.
        let role = case.kind.participants.get("actor");
        if let Some(role) = role.filter(|r| case.kind.talks && !case.kind.named || *r == "guest") {
            cast.add_behind(case, "accompanying", role);
        }
        if case.kind.named {
            cast.add_named_after(case);
            cast.add_attending(case);
        }
        cast.suppose_parties(case);
        cast.suppose_partner(case);
        cast.suppose_target(case);
        // Nobody gives to, or strikes, themselves where somebody else is named.
        if cast.target.iter().any(|s| !cast.source.contains(s)) {
            let Cast { source, target, .. } = &mut cast;
            target.retain(|s| !source.contains(s));
        }
        cast.mark_hosts(case);
        // What a verb of travelling names is where to; what only stands beside it may be another's.
        let named = |x: &Fill| x.role == Role::Dest && matches!(x.slot, Slot::Obj | Slot::To);
        if case.kind.placed.as_deref() == Some("away") && !case.fills.iter().any(named) {
            cast.leave_home();
        }
        cast
    }

    /// Whoever travels is not in their own country, where another of the sides has one.
    fn leave_home(&mut self) {
        let home = self.place.as_ref().and_then(|p| p.country.clone());
        let Some(home) = home.filter(|h| self.sides.iter().any(|s| s != h)) else { return };
        let mut guests = self.participants.iter().filter(|p| p.role == "guest").peekable();
        if guests.peek().is_some() && guests.all(|p| p.side.as_ref() == Some(&home)) {
            self.place = None;
        }
    }

    fn add_sides(&mut self, case: &Case<'_>, fill: &Fill, m: &Mention) {
        for side in case.f.ctx.sides_of(m, case.f.number) {
            if !case.kind.mutual {
                match fill.role {
                    Role::Actor => push(&mut self.source, side.clone()),
                    Role::Other | Role::Dest => push(&mut self.target, side.clone()),
                    _ => {}
                }
            }
            push(&mut self.sides, side);
        }
    }

    /// Where somebody goes is where it takes place, unless a place in the same country is named.
    fn add_destination(&mut self, f: &Filler<'_>, m: &Mention) {
        let dest = match &m.kind {
            MentionKind::Place(p) => Place { name: Some(p.name.clone()), country: p.country.clone() },
            MentionKind::Actor(a) => {
                let state = a.side.clone().or_else(|| a.id.clone()).filter(|s| f.ctx.is_state(s));
                let Some(state) = state else { return };
                Place { name: Some(a.name.clone()), country: Some(state) }
            }
            _ => return,
        };
        if self.place.as_ref().is_none_or(|p| p.country != dest.country) {
            self.place = Some(dest);
        }
    }

    /// `Z will host the talks`, `presented her credentials to Z`: where nothing else says where, it is at the host's.
    fn add_home(&mut self, case: &Case<'_>, m: &Mention) {
        let ctx = case.f.ctx;
        let side = match (&m.kind, case.kind.placed.as_deref()) {
            (MentionKind::Actor(a), Some("scene" | "side")) => a.side.clone().or_else(|| a.id.clone()),
            // Who receives guests may do so on a journey; credentials are received at home.
            (MentionKind::Person(p), Some("side")) => ctx.person_side(p),
            _ => None,
        };
        if let (Some(state), None) = (side.filter(|s| ctx.is_state(s)), &self.place) {
            self.place = Some(Place { name: None, country: Some(state) });
        }
    }

    fn add_people(&mut self, case: &Case<'_>, fill: &Fill, m: &Mention) {
        // Who invites need not be there, and who is remembered is not.
        let here = fill.sentence == case.f.number;
        if fill.slot == Slot::Invitation || here && (remembered(case.f, m) || case.f.tells(m, case)) {
            return;
        }
        // Relations are between states; whoever is named beside them only speaks of them, unless he opens a mission.
        let beside = (m.end as usize..=m.end as usize + 1).contains(&case.t.first);
        let opens = if case.f.order_first { beside } else { fill.slot == Slot::Subj && !case.t.noun };
        if case.kind.standing && !opens {
            return;
        }
        let group: Vec<&PersonRef> = match &m.kind {
            MentionKind::Person(p) => vec![p],
            // `the foreign ministers of X and Y`: the parse may hang the verb by the states.
            MentionKind::Actor(a) if case.kind.talks && here => {
                let of = |g: &&Mention| match &g.kind {
                    MentionKind::Group(x) if x.people && g.end < m.first => {
                        a.id.as_ref()
                            .is_some_and(|id| case.f.ctx.named_group(g, x, fill.sentence).contains(id))
                    }
                    _ => false,
                };
                let office = case.f.sent().mentions.iter().rfind(of);
                office.map_or_else(Vec::new, |g| case.f.ctx.people_of(g, fill.sentence))
            }
            MentionKind::Group(g) if g.people || case.f.ctx.chiefs(m, fill.sentence).is_some() => {
                case.f.ctx.people_of(m, fill.sentence)
            }
            // `the two ministers led the delegations of the two countries in talks`
            MentionKind::Group(g) if case.kind.talks && here && g.count.is_some() => {
                let heads = |x: &&Mention| {
                    let same = matches!(&x.kind, MentionKind::Group(y) if y.people && y.count == g.count);
                    same && x.end <= m.first
                };
                let heads = case.f.sent().mentions.iter().rfind(heads);
                heads.map_or_else(Vec::new, |x| case.f.ctx.people_of(x, fill.sentence))
            }
            _ => Vec::new(),
        };
        for p in group {
            let role = case.kind.participants.get(fill.role.name()).cloned();
            let one = match apposed(case.f, p, m, fill) {
                Some(name) => participant(case.f, name, role).map(|x| holding(x, case.f, p)),
                None => participant(case.f, p, role),
            };
            let known = |x: &Participant| {
                x.person.is_some() && self.participants.iter().any(|y| y.person == x.person)
            };
            let new = one.filter(|x| !known(x));
            self.participants.extend(new);
        }
    }

    /// Adds who says what their own side holds (`the minister, X, said that her government was asking Y to …`).
    fn add_speaker(&mut self, case: &Case<'_>) {
        let f = case.f;
        if case.t.noun || self.participants.iter().any(|p| p.name.is_some()) {
            return;
        }
        let own = |p: &PersonRef| f.ctx.person_side(p).is_some_and(|s| self.source.contains(&s));
        // `the spokesman, X, declared that Z condemns …`, where word order is read first.
        let declares = |m: &Mention| {
            let end = m.end as usize;
            let at = end + usize::from(f.sent().tokens.get(end).is_some_and(|x| x.upos == Upos::Punct));
            f.order_first && at < case.t.first && f.words_of("speaking", at..at + 1).is_some()
        };
        let speaker = f.outer(Kinds(Kinds::PERSON)).find_map(|(_, m)| match &m.kind {
            MentionKind::Person(p) if own(p) && (f.tells(m, case) || declares(m)) => Some(p),
            _ => None,
        });
        let role = case.kind.participants.get("actor").cloned();
        self.participants.extend(speaker.and_then(|p| participant(f, p, role)));
    }

    /// Of all those named near (`on X's visit to Y, Z received them`), who lives there is no guest.
    fn drop_residents(&mut self, fills: &[Fill]) {
        let Some(there) = self.place.as_ref().and_then(|p| p.country.as_ref()) else { return };
        let dest = fills.iter().any(|x| x.role == Role::Dest);
        if dest && fills.iter().any(|x| x.role == Role::Other && x.slot == Slot::Near) {
            self.participants.retain(|p| p.side.as_ref() != Some(there));
        }
    }

    /// Adds who stands for a side that takes part without a person of its own: the only named person of that side in the
    /// trigger's sentence (`a delegation of the party, led by X, visited …`, `the two countries, X and Y said, signed …`).
    fn add_representatives(&mut self, case: &Case<'_>) {
        let Case { f, t, kind, fills, .. } = *case;
        let sent = f.sent();
        let stop = |i: &usize| sent.tokens[*i].lower == ";";
        let from = (0..t.first).rev().find(|i| stop(i)).map_or(0, |i| i + 1);
        let to = (t.end..sent.tokens.len()).find(|i| stop(i)).unwrap_or(sent.tokens.len());
        let inside = |m: &Mention| (m.first as usize) >= from && (m.end as usize) <= to;
        for fill in fills.iter().filter(|x| x.sentence == f.number && x.slot != Slot::Invitation) {
            // Where only one comes, whoever is named of the other side need not be on the way.
            let MentionKind::Actor(actor) = &f.mention(fill).kind else { continue };
            let told = || f.ctx.sides_of(f.mention(fill), f.number).into_iter().next();
            let Some(side) = actor.side.clone().or_else(|| actor.id.clone()).or_else(told) else { continue };
            let side = &side;
            // `talks between a delegation led by X and …`: who leads one takes part; of states that talk anybody may speak.
            let delegation = delegation::is(actor, &f.frames.rules);
            let name = if fill.role == Role::Parties && delegation { Role::Actor } else { fill.role }.name();
            let role = kind.participants.get(name);
            if role.is_none() || self.participants.iter().any(|p| p.side.as_ref() == Some(side)) {
                continue;
            }
            let people = sent.mentions.iter().filter(|m| inside(m)).filter_map(|m| match &m.kind {
                MentionKind::Person(p) if p.name.is_some() => Some(p),
                _ => None,
            });
            let theirs: Vec<&PersonRef> =
                people.filter(|p| f.ctx.person_side(p).as_ref() == Some(side)).collect();
            if let [p] = theirs.as_slice() {
                self.participants.extend(participant(f, p, role.cloned()));
            } else if theirs.is_empty() {
                let led = || f.led(f.mention(fill)).or_else(|| f.ctx.head(side, f.number));
                let led = || led().or_else(|| f.ctx.sole(side, f.number));
                let head = if delegation { led() } else { None };
                self.participants.extend(head.and_then(|p| participant(f, p, role.cloned())));
            }
        }
    }

    /// Adds whom words of a class are followed by (`signed in the presence of X and several ministers, among them Y`,
    /// `accompanied by Z`), no other trigger standing between.
    fn add_behind(&mut self, case: &Case<'_>, class: &str, role: &str) {
        let Case { f, t, .. } = *case;
        let tokens = &f.sent().tokens;
        let Some((at, from)) = f.words_of(class, 0..tokens.len()) else { return };
        if !matches!(tokens[at].upos, Upos::Adp | Upos::Verb | Upos::Adj | Upos::Sconj | Upos::Cconj) {
            return;
        }
        let acts = f.acts.iter().filter(|a| a.0 != t.first);
        let apart = |a: &(usize, usize)| (t.end.min(at)..t.first.max(at)).contains(&a.0);
        if acts.clone().any(apart) {
            return;
        }
        let mut all = f.listed_behind(from);
        // `and several ministers, among them Y and Z`
        let last = all.iter().map(|i| f.sent().mentions[*i].end as usize).max();
        let stop = |k: &usize| tokens[*k].feats.has(Feats::FINITE) || tokens[*k].lower == ";";
        let until = last.map(|end| (end..tokens.len()).find(stop).unwrap_or(tokens.len()));
        let more = last.zip(until).and_then(|(end, until)| f.words_of("among", end..until));
        all.extend(more.map_or_else(Vec::new, |(_, from)| f.listed_behind(from)));
        for i in all {
            let people = match &f.sent().mentions[i].kind {
                MentionKind::Person(p) => vec![p],
                _ => f.ctx.people_of(&f.sent().mentions[i], f.number),
            };
            for p in people {
                let one = participant(f, p, Some(role.to_owned()));
                let new = one
                    .filter(|x| x.name.is_some() && self.participants.iter().all(|y| y.person != x.person));
                self.participants.extend(new);
            }
        }
    }

    /// The organisation in a gathering's name (`ASEAN Summit`) takes part in it.
    fn add_named_after(&mut self, case: &Case<'_>) {
        let Case { f, t, .. } = *case;
        let near = |m: &&Mention| (m.first as usize) + 4 > t.first && (m.first as usize) < t.end + 5;
        for m in f.sent().mentions.iter().filter(near) {
            if f.ctx.kind(m) & Kinds::ORG != 0 {
                f.ctx.sides_of(m, f.number).into_iter().for_each(|side| push(&mut self.sides, side));
            }
        }
    }

    /// Adds whoever does something at a gathering of which nobody is named (`X warned at the summit that …`).
    fn add_attending(&mut self, case: &Case<'_>) {
        let Case { f, t, .. } = *case;
        let (head, tokens) = (f.head(t), &f.sent().tokens);
        // By word order: `lors de` and a name before the noun are parsed in many ways.
        let apart = |k: &usize| !matches!(tokens[*k].upos, Upos::Verb | Upos::Aux | Upos::Punct);
        let mut before = (t.first.saturating_sub(AT)..t.first).rev().take_while(apart);
        let at = before.any(|k| f.is("attended-at", k));
        let alone = self.participants.iter().all(|p| p.name.is_none());
        if !at || !t.noun || !f.sent().parsed || !alone {
            return;
        }
        let verb = f.tree.ancestors(head).take(CHAIN).find(|k| tokens[*k].upos == Upos::Verb);
        let Some(verb) = verb else { return };
        let Some(subject) = f.tree.kids(verb).find(|k| f.tree.rel(*k) == Rel::Nsubj) else { return };
        let who = f.sent().holding(subject).find_map(|m| match &m.kind {
            MentionKind::Person(p) if f.ctx.person_name(p).is_some() => Some(p),
            _ => None,
        });
        let role = case.kind.participants.get("actor").cloned();
        self.participants.extend(who.and_then(|p| participant(f, p, role)));
    }

    /// Where nobody's side is known, the event is that of the two that the item is about: if the frame says so, or if a
    /// person of no known side is named in a report on two.
    fn suppose_parties(&mut self, case: &Case<'_>) {
        let ctx = case.f.ctx;
        let item = ctx.item(case.f.number);
        if self.sides.is_empty()
            && case.frame.when.dyad
            && let [a, b, ..] = ctx.salient(item)
        {
            self.sides.extend([a.clone(), b.clone()]);
        }
        if self.sides.is_empty()
            && (case.kind.paired || case.kind.aimed.is_some())
            && self.participants.iter().any(|p| p.name.is_some() && p.side.is_none())
            && let Some((a, b)) = ctx.pair(item)
        {
            self.sides.extend([a.clone(), b.clone()]);
        }
    }

    /// Where the sentence names one side only, the other is the one that the item is about beside it.
    fn suppose_partner(&mut self, case: &Case<'_>) {
        let (ctx, kind) = (case.f.ctx, case.kind);
        let [one] = self.sides.as_slice() else { return };
        if !kind.mutual || kind.named {
            return;
        }
        let item = ctx.item(case.f.number);
        let salient = ctx.salient(item);
        let talks = kind.talks && !self.participants.is_empty() && salient.contains(one);
        let main = salient.first().filter(|s| talks && *s != one).map(String::as_str);
        let partner = ctx.partner(item, one).filter(|_| kind.paired).or(main).map(str::to_owned);
        let Some(partner) = partner else { return };
        // `an accord with the rebels`: the other party is one that has no name here.
        let sent = case.f.sent();
        let named = |k: usize| {
            let here = |m: &&Mention| (m.first as usize) <= k && k < m.end as usize;
            sent.mentions.iter().filter(here).any(|m| !ctx.sides_of(m, case.f.number).is_empty())
        };
        let faction = |(k, t): (usize, &Token)| case.f.frames.rules.is("faction", &t.lower) && !named(k);
        if sent.tokens.iter().enumerate().any(faction) {
            return;
        }
        // `on the programme are talks with X`: whoever the item is about meets them.
        let alone = case.t.noun && case.fills.iter().all(|x| x.role == Role::Other);
        let guest =
            ctx.leading(item, &partner).filter(|_| alone && talks && kind.placed.as_deref() == Some("scene"));
        let role = kind.participants.get(Role::Actor.name()).cloned();
        self.participants.extend(guest.and_then(|p| participant(case.f, p, role)));
        self.sides.push(partner);
    }

    /// An act against somebody whom the sentence leaves out is against the other side that the item is about.
    fn suppose_target(&mut self, case: &Case<'_>) {
        let (Some(aim), [one]) = (case.kind.aimed, self.sides.as_slice()) else { return };
        let ctx = case.f.ctx;
        let item = ctx.item(case.f.number);
        let acts = self.target.is_empty();
        let topic = ctx.salient(item).first().filter(|s| acts && aim == Aim::Topic && *s != one);
        let other = ctx.partner(item, one).or(topic.map(String::as_str)).map(str::to_owned);
        let Some(other) = other.filter(|_| acts != self.source.is_empty()) else { return };
        self.sides.push(other.clone());
        // Who did it is not told: the other side is concerned, and accused of nothing.
        if acts {
            self.target.push(other);
        }
    }

    /// `host` is who lives where the event takes place.
    fn mark_hosts(&mut self, case: &Case<'_>) {
        let country = self.place.as_ref().and_then(|p| p.country.as_deref());
        if country.is_none() || !case.kind.mutual {
            return;
        }
        for p in &mut self.participants {
            if p.role == "participant" && p.side.as_deref() == country {
                p.role = "host".to_owned();
            }
        }
    }
}

/// The name behind an office that it was not read with (`the ambassador of X, A will leave`, `the mayor of Z (Y) A`): the
/// next person named, who holds no other office, behind a comma or the state in brackets.
fn apposed<'a>(f: &Filler<'a>, p: &PersonRef, m: &Mention, fill: &Fill) -> Option<&'a PersonRef> {
    if fill.sentence != f.number || p.pronoun || p.offices.is_empty() || f.ctx.person_name(p).is_some() {
        return None;
    }
    let tokens = &f.sent().tokens;
    let at = |k: usize, mark: &str| tokens.get(k).is_some_and(|t| t.lower == mark);
    let end = m.end as usize;
    let start = if at(end, ",") {
        end + 1
    } else if at(end, "(") && at(end + 2, ")") {
        end + 3
    } else {
        return None;
    };
    let side = f.ctx.person_side(p);
    let (named, past) = f.sent().beginning(start).iter().find_map(|o| match &o.kind {
        MentionKind::Person(x) if x.name.is_some() && x.offices.is_empty() => Some((x, o.end as usize)),
        _ => None,
    })?;
    let theirs = f.ctx.person_side(named);
    // `the minister, A and B`: not where a list goes on.
    let goes_on = tokens.get(past).is_some_and(|t| t.upos == Upos::Cconj);
    (!goes_on && (theirs.is_none() || side.is_none() || theirs == side)).then_some(named)
}

/// The name of whom a noun stands for that is no office (`the Malian official`): the only one of that side who was named
/// shortly before.
fn described(f: &Filler<'_>, p: &PersonRef) -> Option<String> {
    let (office, span) = p.offices.first().filter(|_| !p.counterpart && !p.former)?;
    let side = f.ctx.person_side(p)?;
    let tokens = &f.sent().tokens;
    let at = tokens.partition_point(|t| t.span.start < span.start);
    tokens.get(at).filter(|t| t.span.start == span.start)?;
    let known = |k: usize| f.is("definite", k);
    let plain = office.split_whitespace().any(|w| f.frames.rules.is("described", &w.to_lowercase()));
    let named = f.ctx.sole(&side, f.number).filter(|_| plain && at.checked_sub(1).is_some_and(known))?;
    f.ctx.person_name(named)
}

/// A participant with the office and the side of the mention that was apart from the name.
fn holding(x: Participant, f: &Filler<'_>, p: &PersonRef) -> Participant {
    Participant {
        office: p.offices.first().map(|o| o.0.clone()).or(x.office),
        side: x.side.or_else(|| f.ctx.person_side(p)),
        ..x
    }
}

/// Who speaks where a frame of speech found only the state or body in their title (`the delegate of X to Y, Z, urged …`).
fn speaker<'a>(case: &Case<'a>, fill: &Fill, m: &Mention) -> Option<&'a Mention> {
    let here = fill.role == Role::Actor && fill.sentence == case.f.number;
    if case.kind.tone != Tone::Verbal || !here || matches!(m.kind, MentionKind::Person(_)) {
        return None;
    }
    let holds = |o: &&Mention| match &o.kind {
        MentionKind::Person(p) => {
            let within = o.first <= m.first && m.end <= o.end;
            within && p.name.is_some() && !p.offices.is_empty() && !p.former && p.side.is_some()
        }
        _ => false,
    };
    case.f.sent().holding(m.first as usize).find(holds)
}

/// True for somebody in whose memory something is done (`the mausoleum of X`, `X's memorial service`).
pub(crate) fn remembered(f: &Filler<'_>, m: &Mention) -> bool {
    let tokens = &f.sent().tokens;
    let is = |k: usize| f.is("memorial", k);
    let (first, end) = (m.first as usize, m.end as usize);
    let near = (first.saturating_sub(MEMORY)..first).rev().take_while(|k| tokens[*k].lower != ",");
    let owned = tokens.get(end).is_some_and(|t| t.upos == Upos::Part);
    near.into_iter().any(is) || owned && (end + 1..(end + 3).min(tokens.len())).any(is)
}

/// How many tokens before a gathering's noun the preposition may stand.
const AT: usize = 6;

/// How many nouns a gathering may be told below, under the verb.
const CHAIN: usize = 4;

/// How many tokens before a name the word may stand for what is in somebody's memory.
const MEMORY: usize = 4;

/// A person as a participant; `None` where neither name nor office is known.
pub(crate) fn participant(f: &Filler<'_>, p: &PersonRef, role: Option<String>) -> Option<Participant> {
    let entity = f.ctx.entity(p);
    let name = f.ctx.person_name(p).or_else(|| f.ctx.namesake(p)).or_else(|| described(f, p));
    let office = p.offices.first().map(|o| o.0.clone()).or_else(|| entity.and_then(|e| e.office.clone()));
    (name.is_some() || office.is_some()).then(|| Participant {
        person: name.as_deref().map(person_id),
        name,
        office,
        body: p.body.clone().or_else(|| entity.and_then(|e| e.body.clone())),
        side: f.ctx.person_side(p),
        role: role.unwrap_or_else(|| "participant".to_owned()),
    })
}

fn push(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}
