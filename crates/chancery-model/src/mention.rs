use crate::{Edtf, Span};

/// Something a sentence names: who, where or when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The whole mention with titles and appositions, in bytes of the document's text.
    pub span: Span,
    /// First token of the mention.
    pub first: u16,
    /// One past its last token.
    pub end: u16,
    /// The token that stands for it in the parse: the mention's token whose head lies outside (before parsing: `first`).
    pub head: u16,
    /// What it is.
    pub kind: MentionKind,
}

/// What a mention stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MentionKind {
    /// A person by name, by office or both (`Foreign Minister Le Hoai Trung`, `the Polish premier`, `his counterpart`).
    Person(PersonRef),
    /// A state, organisation, body or group that can act (`France`, `the PCF`, `Vietnamese`, `the defence ministry`).
    Actor(ActorRef),
    /// A place that is not (only) an actor: a city, a building, a region.
    Place(PlaceRef),
    /// A date.
    Time(TimeRef),
    /// `the two sides`, `both countries`, `les deux parties`, `hai bên`.
    Group(Group),
    /// `I`, `we`, `nous`, `chúng tôi` in a quotation: who says it, by person or side alone. Added while coding.
    Speaker(PersonRef),
}

/// A person as one mention shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonRef {
    /// Name as written, without titles; `None` where only an office stands.
    pub name: Option<String>,
    /// Where the name stands.
    pub name_span: Option<Span>,
    /// Each office stated here, as written, with its place in the text.
    pub offices: Vec<(String, Span)>,
    /// Role of the first office, as in `record.md` (`minister`, `head-of-state` …).
    pub role: Option<String>,
    /// Organisation the office belongs to (`vnm/mfa`), where known.
    pub body: Option<String>,
    /// Side: alpha-3 or organisation, where known.
    pub side: Option<String>,
    /// `former`, `ex-`, `ancien`, `nguyên`, `cựu`.
    pub former: bool,
    /// `acting`, `par intérim`, `quyền`.
    pub acting: bool,
    /// `his French counterpart`: the office is that of another person.
    pub counterpart: bool,
    /// `he`, `she`, `ông`, `celui-ci`.
    pub pronoun: bool,
    /// Who is meant, filled in by resolving: index shared by all mentions of one person in the document.
    pub entity: Option<u32>,
}

/// How an actor is written: decides what it can be in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum How {
    /// By its name (`France`, `Communist Party of Vietnam`, `OIF`).
    #[default]
    Name,
    /// By an adjective (`French`, `vietnamien`) that qualifies a noun.
    Adjective,
    /// By its people (`the French`, `the Vietnamese`).
    Demonym,
    /// By the capital or palace that stands for the government (`Paris`, `the Kremlin`): may be a place instead.
    Capital,
    /// By a common noun (`the ministry`, `the party`, `la délégation laotienne`).
    Common,
}

/// An actor as one mention shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActorRef {
    /// Id: alpha-3, organisation short form or body (`vnm/mod`); `None` for a named organisation not in the registry.
    pub id: Option<String>,
    /// Side it belongs to (alpha-3 or organisation short form), where known.
    pub side: Option<String>,
    /// How it is written.
    pub how: How,
    /// Name as written.
    pub name: String,
}

/// A place as one mention shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceRef {
    /// Name as written.
    pub name: String,
    /// Alpha-3 code of its state, where known.
    pub country: Option<String>,
}

/// A date as one mention shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeRef {
    /// The value, `None` for a date that refers to something the document does not say (`that day` without an anchor).
    pub value: Option<Edtf>,
    /// True for `since 2013`, `depuis 2013`, `từ năm 2013`: the start of something that lasts.
    pub since: bool,
    /// True for a span of time that is no date of an event (`for 40 years`, `the 2024-2028 period`, `giai đoạn 2024-2028`).
    pub period: bool,
    /// True for the date of an anniversary's origin (`the 50th anniversary of`).
    pub anniversary: bool,
    /// True for an anaphoric date (`the same day`, `cùng ngày`) that code resolves to the date of the event before.
    pub anaphoric: bool,
    /// True for a deadline (`by 2030`, `d'ici 2030`, `trước năm 2030`).
    pub due: bool,
}

/// `the two sides`, `both leaders`, `les deux parties`, `hai bên`, `hai nước`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// How many (2, 3 …), where said.
    pub count: Option<u8>,
    /// True for people (`the two ministers`), false for sides (`the two countries`).
    pub people: bool,
}

/// A person of the document: what all mentions together say of them. [`PersonRef::entity`] is the index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The fullest name written; `None` for somebody known by office alone.
    pub name: Option<String>,
    /// Every other way the name is written, in the order of the text.
    pub also: Vec<String>,
    /// The offices stated, in the order of the text.
    pub offices: Vec<Held>,
    /// The side the person belongs to: their state, before an organisation they serve.
    pub side: Option<String>,
    /// True for a woman, false for a man, `None` where nothing says so.
    pub female: Option<bool>,
}

/// An office as one mention states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// As written.
    pub office: String,
    /// Where it is written.
    pub span: Span,
    /// The whole mention, name and office.
    pub mention: Span,
    /// Index of the sentence.
    pub sentence: u32,
    /// Role as in `record.md`.
    pub role: String,
    /// Id of the organisation it belongs to, where known.
    pub body: Option<String>,
    /// Short name of its body (`mfa`), which with the side makes the id.
    pub short: Option<String>,
    /// Its side, where known.
    pub side: Option<String>,
    /// No longer held.
    pub former: bool,
    /// Held for the time being.
    pub acting: bool,
    /// Said of the holder only by the office of another (`his French counterpart`).
    pub counterpart: bool,
    /// How it is written: `before` (the name), `after` it, `alone`, `spread` over several names.
    pub pattern: String,
}
