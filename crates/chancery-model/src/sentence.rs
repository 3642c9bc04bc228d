use crate::{Document, Mention, Person, Span};
use smol_str::SmolStr;

/// Universal part of speech (UD v2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[repr(u8)]
#[allow(missing_docs)] // the seventeen tags are defined by Universal Dependencies
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// All tags, in the order of their numbers.
    pub const ALL: [Upos; 17] = [
        Upos::Adj,
        Upos::Adp,
        Upos::Adv,
        Upos::Aux,
        Upos::Cconj,
        Upos::Det,
        Upos::Intj,
        Upos::Noun,
        Upos::Num,
        Upos::Part,
        Upos::Pron,
        Upos::Propn,
        Upos::Punct,
        Upos::Sconj,
        Upos::Sym,
        Upos::Verb,
        Upos::X,
    ];
    /// The tag as UD writes it (`NOUN`).
    pub fn name(self) -> &'static str {
        const N: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
            "PUNCT", "SCONJ", "SYM", "VERB", "X",
        ];
        N[self as usize]
    }
    /// The tag that UD writes so.
    pub fn from_name(name: &str) -> Option<Upos> {
        Upos::ALL.into_iter().find(|u| u.name() == name)
    }
}

macro_rules! rels {
    ($($id:ident = $name:literal),* $(,)?) => {
        /// Universal dependency relation (UD v2), with the subtypes that frames use; other subtypes fold into their parent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[repr(u8)]
        #[allow(missing_docs)] // defined by Universal Dependencies
        pub enum Rel { $($id),*, #[default] Dep }
        impl Rel {
            /// All relations, in the order of their numbers.
            pub const ALL: &'static [Rel] = &[$(Rel::$id),*, Rel::Dep];
            /// The relation as UD writes it (`nsubj:pass`).
            pub fn name(self) -> &'static str { match self { $(Rel::$id => $name),*, Rel::Dep => "dep" } }
            /// The relation UD writes so; an unknown subtype gives its parent, an unknown relation `dep`.
            pub fn from_name(name: &str) -> Rel {
                match name { $($name => Rel::$id),*, _ => match name.split_once(':') { Some((base, _)) => Rel::from_name(base), None => Rel::Dep } }
            }
        }
    };
}
rels! {
    Root = "root", Nsubj = "nsubj", NsubjPass = "nsubj:pass", Csubj = "csubj", Obj = "obj", Iobj = "iobj", Obl = "obl",
    OblAgent = "obl:agent", OblTmod = "obl:tmod", Ccomp = "ccomp", Xcomp = "xcomp", Advcl = "advcl", Advmod = "advmod",
    Aux = "aux", AuxPass = "aux:pass", Cop = "cop", Mark = "mark", Nmod = "nmod", NmodPoss = "nmod:poss",
    NmodTmod = "nmod:tmod", Appos = "appos", Nummod = "nummod", Acl = "acl", AclRelcl = "acl:relcl", Amod = "amod",
    Det = "det", Case = "case", Clf = "clf", Conj = "conj", Cc = "cc", Compound = "compound", CompoundPrt = "compound:prt",
    Flat = "flat", Fixed = "fixed", List = "list", Parataxis = "parataxis", Orphan = "orphan", Goeswith = "goeswith",
    Reparandum = "reparandum", Vocative = "vocative", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl",
    Punct = "punct",
}

/// Features that rules need, as bits; a token has none where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Feats(pub u16);

#[allow(missing_docs)] // each bit is the UD feature of that name
impl Feats {
    pub const PAST: Feats = Feats(1);
    pub const PRESENT: Feats = Feats(2);
    pub const FUTURE: Feats = Feats(4);
    pub const CONDITIONAL: Feats = Feats(8);
    pub const PARTICIPLE: Feats = Feats(16);
    pub const GERUND: Feats = Feats(32);
    pub const INFINITIVE: Feats = Feats(64);
    pub const PASSIVE: Feats = Feats(128);
    pub const PLURAL: Feats = Feats(256);
    pub const SUBJUNCTIVE: Feats = Feats(512);
    pub const IMPERFECT: Feats = Feats(1024);
    pub const FINITE: Feats = Feats(2048);
    /// True when every bit of `other` is set.
    pub fn has(self, other: Feats) -> bool {
        self.0 & other.0 == other.0
    }
    /// Both sets together.
    pub fn with(self, other: Feats) -> Feats {
        Feats(self.0 | other.0)
    }
}

/// A syntactic word. French contractions are two tokens over one span (`du` = `de` + `le`); a Vietnamese token may hold
/// several syllables (`quan hệ`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Token {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Lower-case NFC form with straight apostrophes and the pack's spelling variants undone; spaces inside a Vietnamese
    /// word are single. What lexicons are looked up with.
    pub lower: SmolStr,
    /// Dictionary form, lower case; equals `lower` where none is known.
    pub lemma: SmolStr,
    /// Part of speech.
    pub upos: Upos,
    /// Features.
    pub feats: Feats,
    /// The tagger's own finer class, which only the parser of the same language understands; 0 where not tagged.
    pub class: u8,
    /// The class that comes next to it where the tagger was not sure; else the same.
    pub other: u8,
    /// Index of the head in the sentence; `None` for the root and in sentences that were not parsed.
    pub head: Option<u16>,
    /// Relation to the head.
    pub rel: Rel,
    /// True when the word begins with a capital in the text.
    pub capital: bool,
    /// True when white space (or the sentence's start) stands before it.
    pub space_before: bool,
}

/// A sentence or a headline, caption or list entry without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Index into [`Document::blocks`].
    pub block: u32,
    /// Its words, in text order.
    pub tokens: Vec<Token>,
    /// What it mentions, in text order; mentions may nest (a state inside an office) but never cross.
    pub mentions: Vec<Mention>,
    /// True when heads and relations are filled in.
    pub parsed: bool,
}

/// How many of the mentions that begin last before a token may hold it or end at it: names lie inside of each other, but few
/// deep.
const NESTED: usize = 12;

impl Sentence {
    /// The mentions that begin at a token.
    pub fn beginning(&self, at: usize) -> &[Mention] {
        let from = self.mentions.partition_point(|m| (m.first as usize) < at);
        let to = self.mentions.partition_point(|m| (m.first as usize) <= at);
        &self.mentions[from..to]
    }
    /// The mentions that end right before a token, with their places among all, outer before inner.
    pub fn ending(&self, at: usize) -> impl DoubleEndedIterator<Item = (usize, &Mention)> {
        let to = self.mentions.partition_point(|m| (m.first as usize) < at);
        let from = to.saturating_sub(NESTED);
        self.mentions[from..to]
            .iter()
            .enumerate()
            .filter(move |(_, m)| m.end as usize == at)
            .map(move |(i, m)| (from + i, m))
    }
    /// The mentions that hold a token, outer before inner.
    pub fn holding(&self, at: usize) -> impl Iterator<Item = &Mention> {
        let to = self.mentions.partition_point(|m| (m.first as usize) <= at);
        self.mentions[to.saturating_sub(NESTED)..to].iter().filter(move |m| at < m.end as usize)
    }
    /// The tokens whose head is `head`, in text order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, t)| t.head == Some(head as u16)).map(|(i, _)| i)
    }
    /// The text of the tokens `range`, from the document.
    pub fn slice<'d>(&self, doc: &'d Document, range: std::ops::Range<usize>) -> &'d str {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|e| self.tokens.get(e))) {
            (Some(a), Some(b)) => a.span.join(b.span).of(&doc.text),
            _ => "",
        }
    }
}

/// A document as sentences. No stage after `read` fails: what could not be understood is in `doubts`.
#[derive(Debug, Clone, Default)]
pub struct Annotated {
    /// Sentences in text order, of every item and every block that is news.
    pub sentences: Vec<Sentence>,
    /// The people of the document; [`crate::PersonRef::entity`] points here.
    pub people: Vec<Person>,
    /// What was in doubt, in plain words.
    pub doubts: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::Sentence;
    use crate::{Group, Mention, MentionKind, Span};

    #[test]
    fn mentions_are_found_by_token() {
        let mention = |(first, end): (u16, u16)| Mention {
            span: Span::new(0, 0),
            first,
            end,
            head: first,
            kind: MentionKind::Group(Group { count: None, people: false }),
        };
        let mentions = [(0, 4), (1, 2), (3, 4), (6, 8)].map(mention).to_vec();
        let sent = Sentence { mentions, ..Sentence::default() };
        let begins = |at: usize| sent.beginning(at).iter().map(|m| m.end).collect::<Vec<_>>();
        let holds = |at: usize| sent.holding(at).map(|m| m.first).collect::<Vec<_>>();
        let ends = |at: usize| sent.ending(at).map(|(i, _)| i).collect::<Vec<_>>();
        assert_eq!((begins(1), begins(2)), (vec![2], vec![]));
        assert_eq!((holds(3), holds(4)), (vec![0, 3], vec![]));
        assert_eq!((ends(4), ends(0)), (vec![0, 2], vec![]));
    }
}
