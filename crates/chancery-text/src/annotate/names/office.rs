//! Offices: a noun of office with what qualifies it (`Deputy Minister of Foreign Affairs`, `vice-ministre laotien de la
//! Défense`, `Chủ tịch Hội đồng Lý luận Trung ương`), and bodies, which are built in the same way.

use super::atoms::Atom;
use super::lexicon::{Class, Lexicon, Sense};
use super::scan::Scan;
use chancery_model::How;
use smol_str::SmolStr;

/// What the qualifiers of an office or a body say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Info {
    /// Side by an actor or a place among the qualifiers; the first that is not only where somebody is posted.
    pub side: Option<SmolStr>,
    /// Id of a party, organisation or body among them.
    pub actor: Option<SmolStr>,
    /// Short name of a body (`mfa`), by noun or domain.
    pub short: Option<SmolStr>,
    /// Class of the body's noun or of the actor (`party`, `parliament` …).
    pub class: Option<SmolStr>,
    /// True when anything at all qualifies.
    pub any: bool,
}

impl Info {
    fn take_actor(&mut self, scan: &Scan, id: u32) {
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
    fn take_place(&mut self, scan: &Scan, id: u32) {
        self.any = true;
        if self.side.is_none() {
            self.side.clone_from(&scan.lex.places[id as usize].country);
        }
    }
    fn take_domain(&mut self, scan: &Scan, id: u32) {
        self.any = true;
        if self.short.is_none() {
            self.short = Some(scan.lex.domains[id as usize].clone()).filter(|s| s != "other");
        }
    }
    fn take_body(&mut self, scan: &Scan, id: u32) {
        let noun = &scan.lex.bodies[id as usize];
        self.any = true;
        if self.class.is_none() {
            self.class = Some(noun.class.clone());
        }
        if self.short.is_none() && !noun.short.is_empty() {
            self.short = Some(noun.short.clone());
        }
    }
    fn take(&mut self, other: Info) {
        self.any |= other.any;
        self.side = self.side.take().or(other.side);
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
    let is = |class| scan.is(j, |s| s == Sense::Word(class));
    let poss_name = scan.atoms[j].poss();
    (is(Class::Possessive) || poss_name, is(Class::Definite), is(Class::Indefinite))
}

/// The office that begins at `i`.
pub(super) fn office_at(scan: &Scan, i: usize) -> Option<Office> {
    let atoms = &scan.atoms;
    if !atoms.get(i)?.word() {
        return None;
    }
    let mut info = Info::default();
    let (mut former, mut acting) = (false, false);
    let mut j = i;
    let mut qualified = false;
    for _ in 0..10 {
        if !atoms.get(j).is_some_and(|a| a.word()) || j > i && atoms[j - 1].dot() && !scan.capital(j) {
            return None;
        }
        if let Some((end, head, plural)) = scan.office_noun(j) {
            // `National Assembly` ends later than the head `national`: the longer reading wins.
            let body = scan.body(j).filter(|(e, _)| *e > end);
            if body.is_none() {
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
            && let Some((end, used)) = premodifier(scan, i, j, &mut info)
        {
            qualified |= used;
            j = end;
        } else if let Some(end) = scan.class(j, Class::Modifier) {
            j = end;
        } else {
            return None;
        }
        let _ = qualified;
    }
    None
}

/// An actor, domain or body before the noun: (end, true).
fn premodifier(scan: &Scan, first: usize, j: usize, info: &mut Info) -> Option<(usize, bool)> {
    let actor = scan.actor(j);
    let body = scan.body(j);
    let domain = scan.domain(j);
    let longest = [actor.map(|a| a.0), body.map(|b| b.0), domain.map(|d| d.0)].into_iter().flatten().max()?;
    if let Some((end, id)) = actor
        && end == longest
    {
        let entry = &scan.lex.actors[id as usize];
        if j == first && entry.how != How::Adjective && !scan.atoms[end - 1].poss() {
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
        return Some((end, true));
    }
    if scan.lex.after_noun {
        return None;
    }
    if let Some((end, id)) = body
        && end == longest
    {
        info.take_body(scan, id);
        return Some((end, true));
    }
    let (end, id) = domain?;
    info.take_domain(scan, id);
    Some((end, true))
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
    let mut end = head_end;
    if !scan.atoms[head_end - 1].poss() {
        end = qualifiers(scan, head_end, &mut info, &mut acting, 0, noun.rank || noun.royal);
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
    let (poss, definite, indefinite) = before(scan, start);
    if noun.tail && !info.any && !(poss && !noun.of) {
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

/// Reads qualifiers that follow a noun: adjectives, complements with and without a preposition, the side. Returns the end.
fn qualifiers(
    scan: &Scan,
    from: usize,
    info: &mut Info,
    acting: &mut bool,
    depth: usize,
    light: bool,
) -> usize {
    let mut j = from;
    let limit = from + 24;
    while j < limit {
        let Some(atom) = scan.atoms.get(j) else { break };
        if !atom.word()
            || j > 0 && (scan.atoms[j - 1].dot() && j > from || scan.atoms[j - 1].poss() && j > from)
        {
            // `Organisation (OIF)`: an abbreviation in brackets belongs to the name before it.
            if atom.open()
                && info.any
                && scan.atoms.get(j + 1).is_some_and(|a| a.upper())
                && scan.atoms.get(j + 2).is_some_and(|a| a.close())
            {
                if let Some((end, id)) = scan.actor(j + 1)
                    && end == j + 2
                {
                    info.take_actor(scan, id);
                }
                j += 3;
                continue;
            }
            break;
        }
        if let Some(end) = scan.class(j, Class::Acting) {
            *acting = true;
            j = end;
            continue;
        }
        if let Some(end) = direct(scan, j, info, depth) {
            j = end;
            continue;
        }
        if let Some(end) = scan.class(j, Class::TailMod) {
            j = end;
            continue;
        }
        if light && depth == 0 && j == from {
            // A rank or a crown takes no complement but a name: `le général de division` is listed as such.
            if scan.class(j, Class::Of).is_none() {
                break;
            }
        }
        if depth < 4
            && let Some(end) = complement(scan, j, info, depth, acting)
        {
            j = end;
            continue;
        }
        break;
    }
    j
}

/// A qualifier that follows without a preposition: a nationality after the noun, and in languages without prepositions
/// in this place any body, domain or actor.
fn direct(scan: &Scan, j: usize, info: &mut Info, depth: usize) -> Option<usize> {
    if scan.lex.syllables {
        return apart(scan, j, info, depth);
    }
    if !scan.lex.after_noun {
        return None;
    }
    let (end, id) = scan.actor(j)?;
    let entry = &scan.lex.actors[id as usize];
    (entry.how == How::Adjective || entry.class == "party" && scan.atoms[j].upper()).then(|| {
        info.take_actor(scan, id);
        end
    })
}

/// Qualifiers where words of several syllables are written apart: the longest of actor, body, domain; then lower-case
/// syllables that go on with a word begun by a capital (`Hội đồng Lý luận Trung ương`).
fn apart(scan: &Scan, j: usize, info: &mut Info, depth: usize) -> Option<usize> {
    let actor = scan.actor(j);
    let body = scan.body(j);
    let domain = scan.domain(j);
    let place = scan.place(j).filter(|_| scan.capital(j));
    let best = [actor.map(|a| a.0), body.map(|b| b.0), domain.map(|d| d.0), place.map(|p| p.0)]
        .into_iter()
        .flatten()
        .max();
    let Some(best) = best else {
        // An unknown complement: a capital word continued in lower case, after something known.
        let next = scan.atoms.get(j + 1)?;
        let known = scan
            .hits(j)
            .iter()
            .any(|h| matches!(h.sense, Sense::Surname(_) | Sense::Word(Class::Stop | Class::Say)));
        if scan.capital(j) && next.word() && !next.cap() && scan.hits(j + 1).is_empty() && !known {
            info.any = true;
            return Some(j + 2);
        }
        if let Some(end) = scan.class(j, Class::And)
            && info.any
            && scan.capital(end)
            && (scan.domain(end).is_some() || scan.body(end).is_some())
            && scan.head(end).is_none()
        {
            return apart(scan, end, info, depth);
        }
        return None;
    };
    // A person's name may begin with what is also a short actor or domain word.
    if best == j + 1
        && scan.is(j, |s| matches!(s, Sense::Surname(_)))
        && scan.capital(j + 1)
        && scan.name_like(j)
    {
        return None;
    }
    if let Some((end, id)) = actor
        && end == best
    {
        info.take_actor(scan, id);
        return Some(end);
    }
    if let Some((end, id)) = body
        && end == best
    {
        if scan.head(j).is_some_and(|(e, ..)| e >= end) {
            return None;
        }
        info.take_body(scan, id);
        return Some(end);
    }
    if let Some((end, id)) = domain
        && end == best
    {
        // A lower-case domain word belongs to an office only directly after something known.
        info.take_domain(scan, id);
        return Some(end);
    }
    let (end, id) = place?;
    info.take_place(scan, id);
    Some(end)
}

/// `of …`, `de la …`, `tại …`: a complement with its preposition.
fn complement(scan: &Scan, j: usize, info: &mut Info, depth: usize, acting: &mut bool) -> Option<usize> {
    let of = scan.class(j, Class::Of);
    let link = scan.class(j, Class::Link);
    let and = scan.class(j, Class::And);
    let (start, posted) = match (of, link, and) {
        (Some(end), l, _) if l.is_none_or(|l| l <= end) => (end, false),
        (_, Some(end), _) => (end, true),
        (_, _, Some(end)) if info.any => {
            // `President of the ANC and of the Republic`, `Défense et des Anciens combattants`.
            if let Some(end) = scan.class(end, Class::Of) {
                // A second party or state is a second office with the same noun: see `shared`.
                if depth <= 1 && info.actor.is_some() | info.side.is_some() && another_holder(scan, end) {
                    return None;
                }
                (end, false)
            } else {
                let ok = scan.domain(end).is_some() && scan.head(end).is_none();
                if !ok {
                    return None;
                }
                (end, false)
            }
        }
        _ => return None,
    };
    let mut k = start;
    while let Some(end) = scan.class(k, Class::Det) {
        k = end;
    }
    let mut inner = Info::default();
    let end = noun_phrase(scan, k, &mut inner, depth + 1, acting)?;
    if posted && inner.class.is_none() && inner.short.is_none() {
        inner.side = None; // `Ambassador to Myanmar`: where, not whose
    }
    info.take(inner);
    info.any = true;
    Some(end)
}

/// The complement at `j`, for offices shared out over names: `de l'Économie`, `of Defence`.
pub(super) fn complement_at(scan: &Scan, j: usize, info: &mut Info) -> Option<usize> {
    complement(scan, j, info, 0, &mut false)
}

/// `of the Republic` after `President of the ANC and`: no domain, but somebody else that the office belongs to.
fn another_holder(scan: &Scan, from: usize) -> bool {
    let mut k = from;
    while let Some(end) = scan.class(k, Class::Det) {
        k = end;
    }
    scan.capital(k) && (scan.actor(k).is_some() || scan.domain(k).is_none() && scan.body(k).is_none())
}

/// The office that shares the noun of `first`: `President of Namibia` *and of SWAPO*.
pub(super) fn shared(scan: &Scan, first: &Office) -> Option<Office> {
    let and = scan.class(first.end, Class::And)?;
    scan.class(and, Class::Of)?;
    let mut info = Info::default();
    let end = complement(scan, and, &mut info, 0, &mut false)?;
    Some(Office { start: and, end, info, ..first.clone() })
}

/// A noun phrase inside a complement.
fn noun_phrase(scan: &Scan, k: usize, info: &mut Info, depth: usize, acting: &mut bool) -> Option<usize> {
    let mut j = k;
    let mut seen = false;
    let mut open = true; // unknown capitals still belong to the complement
    while j < k + 16 {
        let Some(atom) = scan.atoms.get(j) else { break };
        if !atom.word()
            || j > k && (scan.atoms[j - 1].dot() || scan.atoms[j - 1].poss() && !scan.body_follows(j))
        {
            // A list of domains: `Foreign Affairs, Emigration and Egyptian Expatriates`.
            if atom.comma()
                && seen
                && scan.domain(j + 1).is_some()
                && scan.capital(j + 1)
                && scan.head(j + 1).is_none()
                && list_goes_on(scan, j + 1)
            {
                j += 1;
                continue;
            }
            break;
        }
        if seen && scan.head(j).is_some() && scan.body(j).is_none() {
            break;
        }
        let actor = scan.actor(j);
        let body = scan.body(j);
        let domain = scan.domain(j);
        let place = scan.place(j);
        let best = [actor.map(|a| a.0), body.map(|b| b.0), domain.map(|d| d.0), place.map(|p| p.0)]
            .into_iter()
            .flatten()
            .max();
        match best {
            Some(best) => {
                let name = seen
                    && !open
                    && scan.is(j, |s| matches!(s, Sense::Given(_) | Sense::Surname(_)))
                    && scan.capital(j + 1);
                if name {
                    break;
                }
                if actor.is_some_and(|a| a.0 == best) {
                    info.take_actor(scan, actor.map_or(0, |a| a.1));
                    open = actor.is_some_and(|a| scan.lex.actors[a.1 as usize].how == How::Adjective);
                } else if body.is_some_and(|b| b.0 == best) {
                    info.take_body(scan, body.map_or(0, |b| b.1));
                    open = false;
                } else if domain.is_some_and(|d| d.0 == best) {
                    info.take_domain(scan, domain.map_or(0, |d| d.1));
                    open = false;
                } else {
                    info.take_place(scan, place.map_or(0, |p| p.1));
                    open = false;
                }
                seen = true;
                j = best;
            }
            None => {
                if let Some((end, head, _)) = scan.head(j).filter(|_| !seen) {
                    // `special representative of the president of the Republic`
                    let noun = &scan.lex.heads[head as usize];
                    if noun.rank || noun.royal {
                        break;
                    }
                    info.any = true;
                    seen = true;
                    open = false;
                    j = end;
                } else if scan.class(j, Class::Modifier).is_some()
                    || scan.class(j, Class::TailMod).is_some()
                    || scan.class(j, Class::Former).is_some()
                {
                    j += 1;
                } else if scan.capital(j)
                    && !initial(*atom)
                    && (open || scan.capital(j + 1) && scan.body(j + 1).is_some())
                    && !scan.is(j, |s| matches!(s, Sense::Given(_) | Sense::Surname(_)))
                    && !(seen && scan.title(j).is_some())
                {
                    info.any = true;
                    seen = true;
                    j += 1;
                } else if seen
                    && !scan.lex.syllables
                    && scan.lex.after_noun
                    && atom.letters()
                    && !atom.cap()
                    && scan.common(j)
                {
                    j += 1;
                } else if !seen && !scan.lex.syllables && atom.letters() && !atom.cap() && scan.common(j) {
                    info.any = true;
                    seen = true;
                    open = false;
                    j += 1;
                } else {
                    break;
                }
            }
        }
        // Qualifiers of what was just read.
        if seen {
            let before = j;
            j = qualifiers(scan, j, info, acting, depth, false);
            if j > before {
                open = false;
            }
        }
    }
    (seen && j > k).then_some(j)
}

/// `R.` begins a person's name.
fn initial(atom: Atom) -> bool {
    atom.dot() && atom.end - atom.start == 1
}

fn list_goes_on(scan: &Scan, from: usize) -> bool {
    // The comma of a list of domains is followed by `and` before long.
    (from..from + 6)
        .take_while(|j| scan.atoms.get(*j).is_some_and(|a| a.word() || a.comma()))
        .any(|j| scan.class(j, Class::And).is_some())
}

/// The body that begins at `i`: qualifiers, noun, qualifiers.
pub(super) fn body_at(scan: &Scan, i: usize) -> Option<BodyPhrase> {
    if !scan.atoms.get(i)?.word() {
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
                if scan.head(stop).is_some()
                    && stop > end
                    && !scan.lex.syllables
                    && !scan.lex.after_noun
                    && stop == end
                {
                    return None;
                }
                return Some(BodyPhrase { start: i, end: stop, noun, info, bare: bare && stop == end });
            }
        }
        if scan.lex.syllables {
            return None;
        }
        let (end, _) = premodifier(scan, i, j, &mut info)?;
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
