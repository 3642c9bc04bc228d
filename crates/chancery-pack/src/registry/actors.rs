use super::{cells, rows};
use crate::fault::Fault;
use crate::files;

pub(super) const STATES: &str = "registry/actors/states.tsv";
pub(super) const ORGS: &str = "registry/actors/orgs.tsv";
pub(super) const PARTIES: &str = "registry/actors/parties.tsv";
pub(super) const BODIES: &str = "registry/actors/bodies.tsv";

/// What sort of actor an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state of today.
    State,
    /// A territory of a state that news name on their own (`NCL`, `HKG`).
    Territory,
    /// A state of the past.
    Former,
    /// An organisation, a bloc, an armed group: any actor that is not one state's; see [`Actor::sort`].
    Organisation,
    /// A political party of a state.
    Party,
    /// A particular body of a state, known by a name of its own.
    Body,
}

/// Someone that can act: a state, an organisation, a party or a body of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// ISO 3166-1 alpha-3, the usual short form of an organisation, or `<alpha-3>/<short name>`.
    pub id: &'static str,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The finer sort, as its table has it: `igo`, `bloc`, `court`, `armed-group` … for organisations, the usual kind
    /// (`mfa`, `presidency`) for bodies; empty for the rest.
    pub sort: &'static str,
    /// The side it acts for: itself for states and organisations, the whole for an organ of one (the council of a union),
    /// the state for its parties and bodies.
    pub side: &'static str,
    /// The state whose capital is said for an organisation (`Brussels` for the EU).
    pub capital_of: Option<&'static str>,
    /// The state that holds the seat of a former one.
    pub successor: Option<&'static str>,
    /// The state a territory is part of or tied to.
    pub part_of: Option<&'static str>,
    /// ISO 3166-1 alpha-2; empty for all but states and territories.
    pub iso2: &'static str,
    /// First and last year of its existence, where they matter.
    pub years: (Option<u16>, Option<u16>),
    /// Wikidata item; empty where not known.
    pub wikidata: &'static str,
}

fn some(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|c| !c.is_empty())
}

pub(super) fn load() -> Result<Vec<Actor>, Fault> {
    let text = |path| Ok::<_, Fault>(files::text(path)?.unwrap_or(""));
    let mut out = Vec::new();
    for (_, line) in rows(text(STATES)?) {
        let [id, iso2, kind, successor, of, from, to, wikidata] = cells(line);
        let Some(kind) = state_kind(kind) else { continue };
        let years = (from.parse().ok(), to.parse().ok());
        let (successor, part_of) = (some(successor), some(of));
        let capital_of = None;
        out.push(Actor {
            id,
            kind,
            sort: "",
            side: id,
            capital_of,
            successor,
            part_of,
            iso2,
            years,
            wikidata,
        });
    }
    for (path, kind) in
        [(ORGS, ActorKind::Organisation), (PARTIES, ActorKind::Party), (BODIES, ActorKind::Body)]
    {
        for (_, line) in rows(text(path)?) {
            let [id, second, third, fourth] = cells(line);
            let (side, sort) = match kind {
                ActorKind::Organisation => (some(third).unwrap_or(id), second),
                _ => (second, third),
            };
            let (successor, part_of, iso2, years, wikidata) = (None, None, "", (None, None), "");
            let capital_of = some(fourth);
            out.push(Actor { id, kind, sort, side, capital_of, successor, part_of, iso2, years, wikidata });
        }
    }
    Ok(out)
}

pub(super) fn state_kind(word: &str) -> Option<ActorKind> {
    match word {
        "state" => Some(ActorKind::State),
        "territory" => Some(ActorKind::Territory),
        "former" => Some(ActorKind::Former),
        _ => None,
    }
}
