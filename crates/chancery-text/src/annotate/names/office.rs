//! Offices: a noun of office with what qualifies it (`Deputy Minister of Foreign Affairs`, `vice-ministre laotien de la
//! Défense`, `Chủ tịch Hội đồng Lý luận Trung ương`), and bodies, which are built in the same way.

use super::lexicon::{Class, GIVEN, Lexicon, SURNAME, Sense, kinds};
use super::name::{Trust, name_at};
use super::phrase::qualifiers;
use super::reach::reach;
use super::scan::{Qualifier, Scan};
use chancery_model::How;
use smol_str::SmolStr;

/// What the qualifiers of an office or a body say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Info {
    /// Side by an actor or a place among the qualifiers; the first that is not only where somebody is posted.
    pub side: Option<SmolStr>,
    /// The state where somebody is posted (`ambassador to Z`).
    pub posted: Option<SmolStr>,
    /// Id of a party, organisation or body among them.
    pub actor: Option<SmolStr>,
    /// Short name of a body (`mfa`), by noun or domain.
    pub short: Option<SmolStr>,
    /// Class of the body's noun or of the actor (`party`, `parliament` …).
    pub class: Option<SmolStr>,
    /// True when anything at all qualifies.
    pub any: bool,
    /// True for an office at the top of a state or a ministry, which is not held at a place.
    pub top: bool,
    /// True for somebody who has a field to deal with: a minister or a deputy.
    pub portfolio: bool,
}

impl Info {
    pub(super) fn take_actor(&mut self, scan: &Scan, id: u32) {
        let entry = &scan.lex.actors[id as usize];
        self.any = true;
        if self.side.is_none() {
            self.side.clone_from(&entry.side);
        }
        if entry.class != "state" {
            if self.actor.is_none() {
                self.actor = Some(entry.id.clone());
            }
            if self.class.is_none() {
                self.class = Some(entry.class.clone());
            }
        }
    }
    pub(super) fn take_place(&mut self, scan: &Scan, id: u32) {
        self.any = true;
        if self.side.is_none() {
            self.side.clone_from(&scan.lex.places[id as usize].country);
        }
    }
    pub(super) fn take_domain(&mut self, scan: &Scan, id: u32) {
        self.any = true;
        if self.short.is_none() {
            self.short = Some(scan.lex.domains[id as usize].clone()).filter(|s| s != "other");
        }
    }
    pub(super) fn take_body(&mut self, scan: &Scan, id: u32) {
        let noun = &scan.lex.bodies[id as usize];
        self.any = true;
        if self.class.is_none() {
            self.class = Some(noun.class.clone());
        }
        if self.short.is_none() && !noun.short.is_empty() {
            self.short = Some(noun.short.clone());
        }
    }
    pub(super) fn take_qualifier(&mut self, scan: &Scan, qualifier: Qualifier) {
        match qualifier {
            Qualifier::Actor(id) => self.take_actor(scan, id),
            Qualifier::Body(id) => self.take_body(scan, id),
            Qualifier::Domain(id) => self.take_domain(scan, id),
            Qualifier::Place(id) => self.take_place(scan, id),
        }
    }
    pub(super) fn take(&mut self, other: Info) {
        self.any |= other.any;
        self.side = self.side.take().or(other.side);
        self.posted = self.posted.take().or(other.posted);
        self.actor = self.actor.take().or(other.actor);
        self.class = self.class.take().or(other.class);
        self.short = self.short.take().or(other.short);
    }
}

/// An office as a run of atoms.
#[derive(Debug, Clone)]
pub(super) struct Office {
    /// First atom: the first qualifier or the noun.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The noun.
    pub head: u32,
    /// Where the noun stands.
    pub head_at: (usize, usize),
    pub plural: bool,
    pub info: Info,
    pub former: bool,
    pub acting: bool,
    /// `his`, `her`, `leur` before it.
    pub poss: bool,
    pub definite: bool,
    pub indefinite: bool,
}

/// A body as a run of atoms.
#[derive(Debug, Clone)]
pub(super) struct BodyPhrase {
    pub start: usize,
    pub end: usize,
    pub noun: u32,
    pub info: Info,
    /// Nothing but the noun.
    pub bare: bool,
}

/// Steps back from `i` over articles and possessives: (possessive, definite, indefinite).
pub(super) fn before(scan: &Scan, i: usize) -> (bool, bool, bool) {
    let Some(j) = i.checked_sub(1) else { return (false, false, false) };
    let is = |class| scan.one(j, Sense::Word(class).bit());
    let poss_name = scan.atoms[j].poss();
    (is(Class::Possessive) || poss_name, is(Class::Definite), is(Class::Indefinite))
}

/// The kinds of words at which an office can begin.
pub(super) const BEGINS: u64 = kinds(&[
    Sense::Head(0, false),
    Sense::Actor(0),
    Sense::Body(0),
    Sense::Domain(0),
    Sense::Word(Class::Former),
    Sense::Word(Class::Acting),
    Sense::Word(Class::Modifier),
]);

/// The kinds of words in lower case at which a person can begin, or something that has none within it: an office or a form
/// of address with what may stand before it, a name, a group, a body, a building, a part of the world.
pub(super) const SOMEBODY: u64 = BEGINS
    | kinds(&[
        Sense::Title(0),
        Sense::Particle,
        Sense::Group(0),
        Sense::Place(0),
        Sense::Word(Class::Building),
        Sense::Word(Class::Region),
    ]);

/// The office that begins at `i`.
pub(super) fn office_at(scan: &Scan, i: usize) -> Option<Office> {
    let atoms = &scan.atoms;
    if !scan.any(i, BEGINS) || !atoms.get(i)?.word() || scan.last_head.is_none_or(|last| last < i) {
        return None;
    }
    let mut info = Info::default();
    let (mut former, mut acting) = (false, false);
    let mut j = i;
    for _ in 0..10 {
        if !atoms.get(j).is_some_and(|a| a.word()) || j > i && atoms[j - 1].dot() && !scan.capital(j) {
            return None;
        }
        if let Some((end, head, plural)) = scan.office_noun(j) {
            // `National Assembly` ends later than the head `national`: the longer reading wins.
            let body = scan.body(j).filter(|(e, _)| *e > end);
            // `until 9:50 P.M.`: an hour, and nobody's office.
            let hour =
                j > 0 && end - j == 1 && atoms[j].upper() && !atoms[j - 1].letters() && atoms[j - 1].word();
            // `ont envoyé`, `a élu`: a participle after its auxiliary.
            let act = !scan.lex.syllables && scan.verb(j) && j > 0 && scan.verb(j - 1);
            if body.is_none() && !hour && !act {
                return finish(scan, i, j, end, head, plural, info, former, acting);
            }
        }
        if let Some(end) = scan.class(j, Class::Former) {
            former = true;
            j = end;
        } else if let Some(end) = scan.class(j, Class::Acting) {
            acting = true;
            j = end;
        } else if !scan.lex.syllables
            && let Some(end) = premodifier(scan, i, j, &mut info)
        {
            j = end;
        } else if let Some(end) = scan.class(j, Class::Modifier) {
            j = end;
        } else {
            return None;
        }
    }
    None
}

/// The end of an actor, domain or body before the noun.
fn premodifier(scan: &Scan, first: usize, j: usize, info: &mut Info) -> Option<usize> {
    let actor = scan.actor(j);
    let body = scan.body(j);
    let domain = scan.domain(j);
    let longest = [actor.map(|a| a.0), body.map(|b| b.0), domain.map(|d| d.0)].into_iter().flatten().max()?;
    if let Some((end, id)) = actor
        && end == longest
    {
        let entry = &scan.lex.actors[id as usize];
        // Where qualifiers follow their noun, a state's name before it is not the office's (`l'Ukraine souveraine`).
        if scan.lex.after_noun && entry.how != How::Adjective {
            return None;
        }
        if j == first && entry.how != How::Adjective && entry.class == "state" && !scan.atoms[end - 1].poss()
        {
            // `in Poland Prime Minister Modi`: the country is where, not whose.
            let after_in = j > 0
                && (scan.class_ending(j, Class::In)
                    || scan.class_ending(j, Class::Link)
                    || scan.class_ending(j, Class::Of));
            if after_in {
                return None;
            }
        }
        info.take_actor(scan, id);
        return Some(end);
    }
    if scan.lex.after_noun {
        return None;
    }
    if let Some((end, id)) = body
        && end == longest
    {
        info.take_body(scan, id);
        return Some(end);
    }
    let (end, id) = domain?;
    info.take_domain(scan, id);
    Some(end)
}

#[allow(clippy::too_many_arguments)] // the parts of one office, gathered by `office_at`
fn finish(
    scan: &Scan,
    start: usize,
    head_start: usize,
    head_end: usize,
    head: u32,
    plural: bool,
    mut info: Info,
    former: bool,
    mut acting: bool,
) -> Option<Office> {
    let noun = &scan.lex.heads[head as usize];
    info.top = matches!(
        noun.role.as_str(),
        "head-of-state" | "head-of-government" | "minister" | "deputy-minister" | "party-leader"
    );
    info.portfolio = matches!(noun.role.as_str(), "minister" | "deputy-minister");
    // `ministre des Affaires étrangères` is a noun of its own, to which more is added: `et de la Coopération`.
    info.any |= noun.role == "minister" && !noun.body.is_empty();
    let mut end = head_end;
    if !scan.atoms[head_end - 1].poss() {
        end = qualifiers(scan, head_end, &mut info, &mut acting, 0, noun.rank);
    }
    if scan.atoms.get(end).is_some_and(|a| a.open())
        && scan.atoms.get(end + 2).is_some_and(|a| a.close())
        && scan.capital(end + 1)
        && scan.actor(end + 1).is_none()
        && !scan.atoms[end + 1].upper()
    {
        end += 3; // `Secretary (West)`
        let mut more = Info::default();
        end = qualifiers(scan, end, &mut more, &mut acting, 0, false);
        info.take(more);
    }
    if !(noun.rank || noun.royal || noun.counterpart || plural || scan.atoms[end - 1].poss()) {
        end = reach(scan, end, &mut info);
    }
    let (poss, definite, indefinite) = before(scan, start);
    // `nhiều chính khách`: where words have no plural, a word before says so.
    let plural = plural || scan.lex.syllables && many(scan, start);
    // `Chairman Nguyen Van Thang`, `la directrice Marie Petit`: the name that follows says whose office it is.
    let bears = |end: usize| {
        noun.role != "other"
            && name_at(scan, end, Trust::Strong)
                .is_some_and(|stop| stop - end >= 2 || scan.one(end, GIVEN | SURNAME))
    };
    if noun.tail && !info.any && (!poss || noun.of) && !bears(end) {
        return None;
    }
    Some(Office {
        start,
        end,
        head,
        head_at: (head_start, head_end),
        plural,
        info,
        former,
        acting,
        poss,
        definite,
        indefinite,
    })
}

/// True where a word for several (`nhiều`, `một số`) ends at `i`.
fn many(scan: &Scan, i: usize) -> bool {
    (i.saturating_sub(2)..i).any(|k| scan.class(k, Class::PluralOf) == Some(i))
}

/// The body that begins at `i`: qualifiers, noun, qualifiers.
pub(super) fn body_at(scan: &Scan, i: usize) -> Option<BodyPhrase> {
    const BEGINS: u64 = kinds(&[Sense::Actor(0), Sense::Body(0), Sense::Domain(0)]);
    if !scan.any(i, BEGINS) || !scan.atoms.get(i)?.word() {
        return None;
    }
    let mut info = Info::default();
    let mut j = i;
    let mut acting = false;
    for _ in 0..6 {
        if let Some((end, noun)) = scan.body(j) {
            let longer_head = scan.head(j).is_some_and(|(e, ..)| e > end);
            let longer_actor = scan.actor(j).is_some_and(|(e, _)| e > end);
            if !longer_head && !longer_actor {
                let bare = j == i;
                info.take_body(scan, noun);
                let stop = qualifiers_of_body(scan, end, &mut info, &mut acting);
                return Some(BodyPhrase { start: i, end: stop, noun, info, bare: bare && stop == end });
            }
        }
        if scan.lex.syllables {
            return None;
        }
        let end = premodifier(scan, i, j, &mut info)?;
        if scan.atoms.get(end - 1).is_some_and(|a| a.dot()) {
            return None;
        }
        j = end;
    }
    None
}

fn qualifiers_of_body(scan: &Scan, end: usize, info: &mut Info, acting: &mut bool) -> usize {
    if scan.atoms[end - 1].poss() || scan.atoms[end - 1].dot() {
        return end;
    }
    qualifiers(scan, end, info, acting, 1, false)
}

/// The role and the body's id of an office.
pub(super) fn role_and_body(lex: &Lexicon, office: &Office) -> (SmolStr, Option<SmolStr>) {
    let head = &lex.heads[office.head as usize];
    let info = &office.info;
    let class = info.class.as_deref().unwrap_or("");
    let mut role = head.role.clone();
    if head.of {
        role = match class {
            "party" if head.leader || head.role == "head-of-state" || head.bare => "party-leader".into(),
            "party" => "official".into(),
            "committee" if head.leader && info.actor.is_some() && head.role == "official" => {
                "party-leader".into()
            }
            "parliament" => "legislator".into(),
            "" | "state" | "government" | "presidency" => role,
            "army" => "general".into(),
            _ => {
                if head.role == "party-leader" {
                    role
                } else {
                    "official".into()
                }
            }
        };
        if info.short.as_deref() == Some("parliament") {
            role = "legislator".into();
        }
    }
    let body =
        if let Some(actor) = info.actor.clone().filter(|_| {
            class == "party" || class == "organisation" || class == "body" || class == "committee"
        }) {
            Some(actor)
        } else {
            let short = if head.body.is_empty() { info.short.clone() } else { Some(head.body.clone()) };
            match (&info.side, short) {
                (Some(side), Some(short)) if lex.states.contains(side) => {
                    Some(SmolStr::from(format!("{}/{short}", side.to_lowercase())))
                }
                _ => None,
            }
        };
    (role, body)
}
