use super::arcs::{Counted, Node, State};
use super::bytes::{Broken, Reader, Writer, checksum};
use super::hash;
use super::known::Shelf;
use super::lanes::Single;
#[cfg(target_arch = "x86_64")]
use super::lanes::wide::Avx2;
use super::steps::{ARCS, Steps};
use super::tag::Extras;
use super::weights::{Entry, Index, Weights};
use chancery_model::{Feats, Rel, Sentence, Token, Upos};
use chancery_pack::{Fault, Pack};

/// A file without [`Extras`].
const PLAIN: &[u8] = b"chancery model 2\n";
/// A file that begins with them.
const EXTENDED: &[u8] = b"chancery model 3\n";

/// Tagger and parser of one language.
#[derive(Debug, Default)]
pub struct Model {
    trained: Option<Trained>,
}

/// A class that the tagger tells apart: finer than the part of speech where the treebank allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class {
    /// Its part of speech.
    pub upos: Upos,
    /// Features that its words have.
    pub feats: Feats,
}

/// What `model.bin` holds.
#[derive(Debug, Default)]
pub struct Trained {
    /// Features beyond those that all models share.
    pub extras: Extras,
    /// Classes of the tagger.
    pub classes: Vec<Class>,
    /// Relations of the parser.
    pub labels: Vec<Rel>,
    /// Words of the training text by hash, as [`tag::Guess::pack`].
    pub lexicon: Index,
    pub(super) tagger: Weights,
    pub(super) steps: Steps,
    pub(super) relations: Weights,
    /// What the tagger knows by now.
    pub(super) known: Shelf,
}

impl Model {
    /// Unpacks the pack's weights; a pack without any leaves sentences untagged and unparsed.
    pub fn new(pack: &Pack) -> Result<Model, Fault> {
        let Some(bytes) = pack.model() else { return Ok(Model::default()) };
        Model::decode(&format!("packs/{}/model.bin", pack.lang), bytes)
    }

    /// Unpacks weights; `path` is named in the fault when they are damaged.
    pub fn decode(path: &str, bytes: &[u8]) -> Result<Model, Fault> {
        match Trained::read(bytes) {
            Ok(trained) => Ok(Model { trained: Some(trained) }),
            Err(Broken(why)) => Err(Fault::new(path, 0, format!("not a model: {why}; train it again"))),
        }
    }

    /// [`Model::tag_all`] of one sentence.
    pub fn tag(&self, text: &str, sent: &mut Sentence) {
        self.tag_all(text, std::slice::from_mut(sent));
    }

    /// The class of a part of speech with some features, as the parser knows it.
    pub(crate) fn class_of(&self, upos: Upos, feats: Feats) -> Option<u8> {
        let classes = &self.trained.as_ref()?.classes;
        classes.iter().position(|c| c.upos == upos && c.feats == feats).and_then(|k| u8::try_from(k).ok())
    }

    /// Fills in part of speech, class and the features that go with the class. `text` is the document's.
    #[allow(unsafe_code, reason = "safe code compiled for a processor that is asked for first")]
    pub fn tag_all(&self, text: &str, sents: &mut [Sentence]) {
        let Some(trained) = &self.trained else { return };
        #[cfg(target_arch = "x86_64")]
        if let Some(lanes) = Avx2::new() {
            // SAFETY: an `Avx2` exists only where the processor has all that `wide` is compiled for.
            return unsafe { wide::tag(trained, text, sents, lanes) };
        }
        trained.tag(text, sents, Single);
    }

    /// [`Model::parse_all`] of one sentence.
    pub fn parse(&self, sent: &mut Sentence) {
        self.parse_all(&mut [sent]);
    }

    /// Fills in heads and relations of tagged sentences: one root, every other word below it, in time linear in their
    /// length. A sentence of more than 65,535 words, which heads cannot count, is left unparsed.
    #[allow(unsafe_code, reason = "safe code compiled for a processor that is asked for first")]
    pub fn parse_all(&self, sents: &mut [&mut Sentence]) {
        let Some(trained) = &self.trained else { return };
        #[cfg(target_arch = "x86_64")]
        if let Some(lanes) = Avx2::new() {
            // SAFETY: an `Avx2` exists only where the processor has all that `wide` is compiled for.
            return unsafe { wide::parse(trained, sents, lanes) };
        }
        trained.parse(sents, Single);
    }
}

/// Tagging and parsing compiled for what most x86-64 processors have beyond the oldest: the same integers in fewer
/// instructions.
#[cfg(target_arch = "x86_64")]
pub(super) mod wide {
    use super::super::lanes::wide::Avx2;
    use super::Trained;
    use chancery_model::Sentence;

    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
    pub fn tag(trained: &Trained, text: &str, sents: &mut [Sentence], lanes: Avx2) {
        trained.tag(text, sents, lanes);
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
    pub fn parse(trained: &Trained, sents: &mut [&mut Sentence], lanes: Avx2) {
        trained.parse(sents, lanes);
    }
}

/// The state in which a tagged sentence is parsed.
pub fn start(sent: &Sentence, extras: Extras) -> State {
    let node = |t: &Token| Node::new(&t.lower, [t.class, t.other], t.upos as u8, t.capital, extras);
    let nodes = sent.tokens.iter().map(node).collect();
    State::new(
        nodes,
        Counted { comma: hash::word(","), conjunction: Upos::Cconj as u8, verb: Upos::Verb as u8 },
        extras,
    )
}

impl Trained {
    /// The file: lexicon entries and rows sorted by key; tables with their number of groups.
    pub fn write(
        extras: Extras,
        classes: &[Class],
        labels: &[Rel],
        lexicon: &[(u32, u32)],
        (tagger_groups, tagger): (usize, &[(u32, Vec<Entry>)]),
        (groups, steps): (usize, &[(u32, [i8; ARCS])]),
        (relation_groups, relations): (usize, &[(u32, Vec<Entry>)]),
    ) -> Vec<u8> {
        let mut out = Writer::default();
        if extras != Extras::NONE {
            out.number(extras.pack());
        }
        out.number(classes.len() as u32);
        for class in classes {
            out.byte(class.upos as u8);
            out.number(class.feats.0.into());
        }
        out.number(labels.len() as u32);
        for label in labels {
            out.text(label.name());
        }
        out.number(lexicon.len() as u32);
        let mut last = 0;
        for &(key, value) in lexicon {
            out.number(key.wrapping_sub(last));
            out.number(value);
            last = key;
        }
        Weights::write(&mut out, classes.len(), tagger_groups, tagger);
        Steps::write(&mut out, groups, steps);
        Weights::write(&mut out, labels.len(), relation_groups, relations);
        let mut file = if extras == Extras::NONE { PLAIN } else { EXTENDED }.to_vec();
        file.extend_from_slice(&checksum(&out.0).to_le_bytes());
        file.extend_from_slice(&out.0);
        file
    }

    /// What follows the checksum, if that is right.
    pub(super) fn body(bytes: &[u8]) -> Result<&[u8], Broken> {
        let rest = bytes.strip_prefix(PLAIN).or_else(|| bytes.strip_prefix(EXTENDED));
        let rest = rest.ok_or(Broken("it begins otherwise"))?;
        let (sum, body) = rest.split_first_chunk::<8>().ok_or(Broken("the file ends too early"))?;
        if u64::from_le_bytes(*sum) != checksum(body) {
            return Err(Broken("its checksum is wrong"));
        }
        Ok(body)
    }

    /// Reads the file.
    pub fn read(bytes: &[u8]) -> Result<Trained, Broken> {
        let mut input = Reader(Trained::body(bytes)?);
        let mut trained = Trained::default();
        if bytes.starts_with(EXTENDED) {
            trained.extras = Extras::unpack(input.number()?).ok_or(Broken("it is of a later version"))?;
        }
        for _ in 0..input.count(2)? {
            let upos =
                Upos::ALL.get(usize::from(input.byte()?)).copied().ok_or(Broken("unknown part of speech"))?;
            trained.classes.push(Class { upos, feats: Feats(input.number()? as u16) });
        }
        for _ in 0..input.count(2)? {
            trained.labels.push(Rel::from_name(input.text()?));
        }
        let words = input.count(2)?;
        let mut lexicon = Vec::with_capacity(words);
        let mut key = 0u32;
        for _ in 0..words {
            key = key.wrapping_add(input.number()?);
            lexicon.push((key, input.number()?));
        }
        trained.lexicon = Index::new(lexicon.into_iter());
        trained.tagger = Weights::read(&mut input)?;
        trained.steps = Steps::read(&mut input)?;
        trained.relations = Weights::read(&mut input)?;
        let fits = trained.tagger.outcomes() == trained.classes.len()
            && trained.relations.outcomes() == trained.labels.len()
            && !trained.labels.contains(&Rel::Root)
            && input.0.is_empty();
        if fits { Ok(trained) } else { Err(Broken("its parts do not fit together")) }
    }
}
