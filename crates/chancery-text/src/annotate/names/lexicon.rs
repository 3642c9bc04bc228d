//! The vocabulary of names, compiled into one trie over words.

use super::atoms::{Atom, Form, Interner, UNKNOWN};
use chancery_model::How;
use chancery_pack::{Fault, Pack, Row, Table};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// What a run of words can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A state, organisation, party or body: index into [`Lexicon::actors`].
    Actor(u32),
    /// A city or region: index into [`Lexicon::places`].
    Place(u32),
    /// The noun of an office: index into [`Lexicon::heads`]; true for a plural form.
    Head(u32, bool),
    /// What an office deals with: index into [`Lexicon::domains`].
    Domain(u32),
    /// The noun of a body: index into [`Lexicon::bodies`].
    Body(u32),
    /// A form of address: index into [`Lexicon::titles`].
    Title(u32),
    /// A small word.
    Word(Class),
    /// `the two sides`: index into [`Lexicon::groups`].
    Group(u32),
    /// A particle inside names.
    Particle,
    /// A given name.
    Given(Gender),
    /// A family name that is written first, with the state it points to: index into [`Lexicon::origins`].
    Surname(u16),
}

impl Sense {
    /// Its kind as one bit; each class of small words is a kind of its own.
    pub const fn bit(self) -> u64 {
        let kind = match self {
            Sense::Word(class) => class as u32,
            Sense::Actor(_) => Class::COUNT,
            Sense::Place(_) => Class::COUNT + 1,
            Sense::Head(..) => Class::COUNT + 2,
            Sense::Domain(_) => Class::COUNT + 3,
            Sense::Body(_) => Class::COUNT + 4,
            Sense::Title(_) => Class::COUNT + 5,
            Sense::Group(_) => Class::COUNT + 6,
            Sense::Particle => Class::COUNT + 7,
            Sense::Given(_) => Class::COUNT + 8,
            Sense::Surname(_) => Class::COUNT + 9,
        };
        const { assert!(Class::COUNT + 9 < u64::BITS, "each kind has a bit") };
        1 << kind
    }
}

/// Any of some kinds, as bits.
pub(super) const fn kinds(senses: &[Sense]) -> u64 {
    let (mut bits, mut i) = (0, 0);
    while i < senses.len() {
        bits |= senses[i].bit();
        i += 1;
    }
    bits
}

/// The kinds of words that names are made of.
pub(super) const GIVEN: u64 = Sense::Given(Gender::Any).bit();
pub(super) const SURNAME: u64 = Sense::Surname(0).bit();
pub(super) const PARTICLE: u64 = Sense::Particle.bit();

/// Grammatical gender of a given name or form of address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    /// Not known.
    #[default]
    Any,
    /// Male.
    M,
    /// Female.
    F,
}

macro_rules! classes {
    ($($(#[$doc:meta])* $id:ident = $name:literal),* $(,)?) => {
        /// Classes of small words, by the names of `words.tsv` and `places.tsv`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // the tables say what each class is
        pub(super) enum Class { $($id),* }
        impl Class {
            /// How many there are.
            const COUNT: u32 = [$($name),*].len() as u32;
            fn from_name(name: &str) -> Option<Class> { match name { $($name => Some(Class::$id),)* _ => None } }
        }
    };
}
classes! {
    Det = "det", Definite = "definite", Indefinite = "indefinite", Possessive = "possessive", Of = "of", Link = "link", And = "and",
    Former = "former", Leaning = "leaning", Acting = "acting", Modifier = "modifier", TailMod = "tailmod", Deputy = "deputy", PluralOf = "plural-of",
    PronounM = "pronoun-m", PronounF = "pronoun-f", Pronoun = "pronoun", Say = "say", Who = "who", Relative = "relative", Stop = "stop",
    Noun = "noun", Copula = "copula", Among = "among", Building = "building", In = "in", Region = "region", Impersonal = "impersonal",
    Thing = "thing", Latter = "latter", PronounThing = "pronoun-thing", Whole = "whole",
    /// `this country`
    Land = "land",
    /// `the bloc`
    Union = "union",
    Whose = "whose", Its = "its",
    /// `led by`
    Led = "led",
    /// `visiting`, `guest`; `visit`, `arrived`; `host`
    Visiting = "visiting", Voyage = "voyage", Host = "host",
    /// `statue`
    Memorial = "memorial",
}

/// A noun of office.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// Role as in `record.md`.
    pub role: SmolStr,
    /// Short name of its body (`mfa`), empty where the complement says it.
    pub body: SmolStr,
    /// What follows decides the role.
    pub of: bool,
    /// The party's first person, where the complement is a party.
    pub leader: bool,
    /// An office only with a complement or a qualifier.
    pub tail: bool,
    /// A military rank.
    pub rank: bool,
    /// `counterpart`.
    pub counterpart: bool,
    /// Before a regnal name.
    pub royal: bool,
    /// `leader`: fits whoever is at the top.
    pub bare: bool,
}

/// A state, organisation or body of the registry.
#[derive(Debug, Clone, Default)]
pub(super) struct ActorEntry {
    /// Its id.
    pub id: SmolStr,
    /// The side it belongs to.
    pub side: Option<SmolStr>,
    /// How this form names it.
    pub how: How,
    /// `state`, `organisation`, `party`, `body`, `group` …
    pub class: SmolStr,
    /// Only as half of a hyphenated pair (`franco-`).
    pub compound: bool,
    /// Also a common word or a person's name.
    pub weak: bool,
    /// Written without a capital (`suisse`).
    pub small: bool,
}

/// A city or region.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceEntry {
    /// Alpha-3 of its state.
    pub country: Option<SmolStr>,
    /// Also a common word or a person's name.
    pub weak: bool,
}

/// A noun for a body.
#[derive(Debug, Clone, Default)]
pub(super) struct BodyNoun {
    /// `ministry`, `parliament`, `party` …
    pub class: SmolStr,
    /// Short name within its state.
    pub short: SmolStr,
    /// An actor even with nothing but an article.
    pub alone: bool,
    /// People who act together (`rebels`, `protesters`): an actor with nothing at all.
    pub plain: bool,
}

/// A form of address.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Title {
    /// Whom it is said to.
    pub gender: Gender,
    /// Stands behind the name (`MP`, `PhD`).
    pub follow: bool,
}

/// What must hold of the text for a form to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Nothing,
    /// The first word has a capital.
    Capital,
    /// All words are in capitals (`US`, `WHO`).
    Upper,
}

/// A match in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// One past its last atom.
    pub end: u16,
    /// What it is.
    pub sense: Sense,
}

/// A word of the vocabulary's forms, behind the words before it.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The first leaf; [`NONE`] where no form ends here.
    first: u32,
    /// True where forms go on.
    goes_on: bool,
}

/// No leaf.
const NONE: u32 = u32::MAX;

impl Default for Node {
    fn default() -> Node {
        Node { first: NONE, goes_on: false }
    }
}

/// What a form means.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    sense: Sense,
    need: Need,
    /// What else the form means; [`NONE`] behind the last.
    next: u32,
}

/// The compiled vocabulary.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub interner: Interner,
    /// By key: the node of forms that begin with that word, 0 where there are none.
    roots: Vec<u32>,
    /// The same with the nodes themselves, made by [`Lexicon::finish`].
    starts: Vec<(u32, Node)>,
    /// From a node and the next word's key to the next node.
    edges: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
    leaves: Vec<Leaf>,
    pub heads: Vec<Head>,
    pub domains: Vec<SmolStr>,
    pub bodies: Vec<BodyNoun>,
    pub titles: Vec<Title>,
    pub groups: Vec<(Option<u8>, bool)>,
    pub actors: Vec<ActorEntry>,
    pub places: Vec<PlaceEntry>,
    /// True where words of several syllables are written apart: complements then follow without a preposition.
    pub syllables: bool,
    /// True where qualifiers follow their noun (`président français`), so that none is looked for before it.
    pub after_noun: bool,
    /// States that family names point to; the first is empty.
    pub origins: Vec<SmolStr>,
    /// Ids of states, as against organisations.
    pub states: FxHashSet<SmolStr>,
    /// The state whose own people are called by their office alone.
    pub home: Option<SmolStr>,
}

impl Lexicon {
    /// Compiles the tables of a pack; registry names are added afterwards with [`Lexicon::actor`] and [`Lexicon::place`].
    pub fn new(pack: &Pack) -> Result<Lexicon, Fault> {
        let syllables = pack.meta.words == "syllables";
        let mut lex = Lexicon {
            interner: Interner::new(if syllables { Form::Tones } else { Form::Loose }),
            roots: Vec::new(),
            starts: Vec::new(),
            edges: FxHashMap::default(),
            nodes: vec![Node::default()],
            leaves: Vec::new(),
            heads: Vec::new(),
            domains: Vec::new(),
            bodies: Vec::new(),
            titles: Vec::new(),
            groups: Vec::new(),
            actors: Vec::new(),
            places: Vec::new(),
            syllables,
            after_noun: syllables,
            origins: vec![SmolStr::default()],
            states: FxHashSet::default(),
            home: pack.meta.home.as_deref().map(Into::into),
        };
        lex.offices(&pack.lexicon("offices")?)?;
        for row in &pack.lexicon("domains")?.rows {
            let sense = Sense::Domain(lex.domains.len() as u32);
            lex.domains.push(row.cell(1).into());
            lex.forms(row.cell(0), sense);
        }
        for row in &pack.lexicon("bodies")?.rows {
            let sense = Sense::Body(lex.bodies.len() as u32);
            lex.bodies.push(BodyNoun {
                class: row.cell(1).into(),
                short: row.cell(2).into(),
                alone: has(row, 3, "alone"),
                plain: has(row, 3, "plain"),
            });
            let need = if has(row, 3, "cap") { Need::Capital } else { Need::Nothing };
            for form in row.cell(0).split('|') {
                lex.insert(form, sense, need);
            }
        }
        for row in &pack.lexicon("titles")?.rows {
            let sense = Sense::Title(lex.titles.len() as u32);
            lex.titles.push(Title { gender: gender(row.cell(1)), follow: has(row, 2, "follow") });
            for form in row.cell(0).split('|') {
                let caps = form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
                lex.insert(form, sense, if caps { Need::Upper } else { Need::Nothing });
            }
        }
        for name in ["words", "places"] {
            let table = pack.lexicon(name)?;
            for row in &table.rows {
                if row.cell(0) == "order" {
                    lex.after_noun |= row.cell(1) == "after-noun";
                    continue;
                }
                let class = Class::from_name(row.cell(0))
                    .ok_or_else(|| table.fault(row, format!("`{}` is no class of words", row.cell(0))))?;
                lex.forms(row.cell(1), Sense::Word(class));
            }
        }
        let groups = pack.lexicon("groups")?;
        for row in &groups.rows {
            let sense = Sense::Group(lex.groups.len() as u32);
            let count = match row.cell(1) {
                "" => None,
                n => {
                    Some(n.parse().map_err(|_| groups.fault(row, "the second column is a number or empty"))?)
                }
            };
            lex.groups.push((count, row.cell(2) == "people"));
            lex.forms(row.cell(0), sense);
        }
        for row in &pack.lexicon("particles")?.rows {
            lex.forms(row.cell(0), Sense::Particle);
        }
        Ok(lex)
    }

    fn offices(&mut self, table: &Table) -> Result<(), Fault> {
        for row in &table.rows {
            let id = self.heads.len() as u32;
            if row.cell(2).is_empty() {
                return Err(table.fault(row, "an office needs a role in the third column"));
            }
            self.heads.push(Head {
                role: row.cell(2).into(),
                body: row.cell(3).into(),
                of: has(row, 4, "of"),
                leader: has(row, 4, "leader"),
                tail: has(row, 4, "tail"),
                rank: has(row, 4, "rank"),
                counterpart: has(row, 4, "counterpart"),
                royal: has(row, 4, "royal"),
                bare: has(row, 4, "bare"),
            });
            self.forms(row.cell(0), Sense::Head(id, false));
            for form in row
                .cell(1)
                .split('|')
                .filter(|f| !row.cell(0).split('|').any(|s| s == *f) && !f.trim().is_empty())
            {
                self.insert(form, Sense::Head(id, true), Need::Nothing);
            }
            if self.syllables {
                // Offices are also typed without their marks; a capital keeps them apart from common words.
                for form in row.cell(0).split('|').filter(|f| f.contains(' ')) {
                    let plain = chancery_model::fold(form);
                    self.insert(&plain, Sense::Head(id, false), Need::Capital);
                }
            }
        }
        Ok(())
    }

    /// Adds given names or family names, separated by spaces; `origin` is the state a family name points to.
    pub fn first_words(&mut self, kind: &str, names: &str, origin: &str) {
        let sense = match kind {
            "surname" => {
                let at = self.origins.iter().position(|o| o == origin).unwrap_or_else(|| {
                    self.origins.push(origin.into());
                    self.origins.len() - 1
                });
                Sense::Surname(at as u16)
            }
            "given-m" => Sense::Given(Gender::M),
            "given-f" => Sense::Given(Gender::F),
            _ => Sense::Given(Gender::Any),
        };
        for form in names.split_whitespace() {
            self.insert(form, sense, Need::Capital);
        }
    }

    /// Adds a name of an actor; a form with a capital needs one in the text, a short form in capitals needs capitals.
    pub fn actor(&mut self, form: &str, entry: ActorEntry) {
        let sense = Sense::Actor(self.actors.len() as u32);
        self.actors.push(entry);
        self.insert(form, sense, need(form));
    }

    /// Adds the name of a usual body of a state (`Ministry of Defence`) with its short name.
    pub fn usual_body(&mut self, form: &str, short: &str) {
        let class = match short {
            "parliament" | "lower-house" | "upper-house" => "parliament",
            "gov" | "government" => "government",
            "presidency" => "presidency",
            "army" | "navy" | "airforce" => "army",
            _ => "agency",
        };
        let sense = Sense::Body(self.bodies.len() as u32);
        self.bodies.push(BodyNoun { class: class.into(), short: short.into(), alone: true, plain: false });
        self.insert(form, sense, Need::Nothing);
    }

    /// Adds a name of a place.
    pub fn place(&mut self, form: &str, entry: PlaceEntry) {
        let sense = Sense::Place(self.places.len() as u32);
        self.places.push(entry);
        self.insert(form, sense, Need::Capital);
    }

    fn forms(&mut self, cell: &str, sense: Sense) {
        for form in cell.split('|').map(str::trim).filter(|f| !f.is_empty()) {
            self.insert(form, sense, Need::Nothing);
        }
    }

    fn insert(&mut self, form: &str, sense: Sense, need: Need) {
        let mut node = 0usize;
        let Lexicon { interner, roots, edges, nodes, .. } = self;
        interner.intern(form, |key| {
            let fresh = nodes.len() as u32;
            let next = if node == 0 {
                if roots.len() <= key as usize {
                    roots.resize(key as usize + 1, 0);
                }
                let root = &mut roots[key as usize];
                if *root == 0 {
                    *root = fresh;
                }
                *root
            } else {
                nodes[node].goes_on = true;
                *edges.entry((node as u32, key)).or_insert(fresh)
            };
            if next == fresh {
                nodes.push(Node::default());
            }
            node = next as usize;
        });
        if node == 0 {
            return;
        }
        let fresh = self.leaves.len() as u32;
        let mut at = self.nodes[node].first;
        if at == NONE {
            self.nodes[node].first = fresh;
        }
        while let Some(leaf) = self.leaves.get_mut(at as usize) {
            if (leaf.sense, leaf.need) == (sense, need) {
                return;
            }
            at = leaf.next;
            if at == NONE {
                leaf.next = fresh;
            }
        }
        self.leaves.push(Leaf { sense, need, next: NONE });
    }

    /// Makes ready for look-up once all forms are known: what is looked at together lies together.
    pub fn finish(&mut self) {
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for node in self.nodes.iter_mut().filter(|node| node.first != NONE) {
            let mut at = std::mem::replace(&mut node.first, leaves.len() as u32);
            while let Some(leaf) = self.leaves.get(at as usize) {
                at = leaf.next;
                let next = if at == NONE { NONE } else { leaves.len() as u32 + 1 };
                leaves.push(Leaf { next, ..*leaf });
            }
        }
        self.leaves = leaves;
        let roots = std::mem::take(&mut self.roots);
        self.starts = roots.into_iter().map(|root| (root, self.nodes[root as usize])).collect();
    }

    /// The matches that begin at `at`, shorter before longer. `loud`: the sentence is all in capitals.
    pub fn hits_at(&self, atoms: &[Atom], at: usize, loud: bool, out: &mut Vec<Hit>) {
        let start = atoms.get(at).filter(|atom| atom.key != UNKNOWN);
        let start = start.and_then(|atom| self.starts.get(atom.key as usize));
        let Some((mut node, Node { mut first, mut goes_on })) = start.copied().filter(|(node, _)| *node != 0)
        else {
            return;
        };
        for (i, atom) in atoms.iter().enumerate().skip(at) {
            let mut next = first;
            while let Some(leaf) = self.leaves.get(next as usize) {
                let ok = match leaf.need {
                    Need::Nothing => true,
                    Need::Capital => atoms[at].cap(),
                    Need::Upper => atoms[at..=i].iter().all(|a| a.upper()),
                };
                if ok && !(loud && leaf.need == Need::Upper && atom.end - atoms[at].start <= 2) {
                    out.push(Hit { end: i as u16 + 1, sense: leaf.sense });
                }
                next = leaf.next;
            }
            if !goes_on {
                return;
            }
            let Some(behind) = atoms.get(i + 1).filter(|a| a.key != UNKNOWN) else { return };
            let Some(edge) = self.edges.get(&(node, behind.key)) else { return };
            node = *edge;
            let Some(found) = self.nodes.get(node as usize) else { return };
            Node { first, goes_on } = *found;
        }
    }
}

fn need(form: &str) -> Need {
    let (mut count, mut capitals, mut first) = (0, 0, false);
    for c in form.chars().filter(|c| chancery_model::letter(*c)).take(6) {
        let capital = c.is_uppercase();
        first |= count == 0 && capital;
        capitals += usize::from(capital);
        count += 1;
    }
    match (first, count) {
        (true, 2..=5) if capitals == count => Need::Upper,
        (true, _) => Need::Capital,
        _ => Need::Nothing,
    }
}

fn has(row: &Row, column: usize, flag: &str) -> bool {
    row.cell(column).split(',').any(|f| f == flag)
}

fn gender(cell: &str) -> Gender {
    match cell {
        "m" => Gender::M,
        "f" => Gender::F,
        _ => Gender::Any,
    }
}
