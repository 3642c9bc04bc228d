//! Dictionary forms and the features that a word's form shows.
//!
//! The pack's tables `lexicon/lemmas/*.tsv` hold whole forms and endings: part of speech, form or `-ending`, lemma or what
//! replaces the ending, features (alternatives with `|`). A form wins over an ending, a longer ending over a shorter one;
//! of several readings the one nearest to the tagger's features is taken. Without a reading the lemma stays the form.
//!
//! A pack without a model has no tagger: there a form has the part of speech under which it stands first in the tables.

use chancery_model::{Feats, Sentence, Token, Upos};
use chancery_pack::{Fault, Pack, Row, Table, WordMap};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Names of the features in the tables.
pub const NAMES: [(&str, Feats); 12] = [
    ("past", Feats::PAST),
    ("present", Feats::PRESENT),
    ("future", Feats::FUTURE),
    ("conditional", Feats::CONDITIONAL),
    ("participle", Feats::PARTICIPLE),
    ("gerund", Feats::GERUND),
    ("infinitive", Feats::INFINITIVE),
    ("passive", Feats::PASSIVE),
    ("plural", Feats::PLURAL),
    ("subjunctive", Feats::SUBJUNCTIVE),
    ("imperfect", Feats::IMPERFECT),
    ("finite", Feats::FINITE),
];

/// Features that say which form of a verb it is.
const FORMS: u16 = Feats::FINITE.0 | Feats::PARTICIPLE.0 | Feats::GERUND.0 | Feats::INFINITIVE.0;

/// Longest ending in bytes that is looked up.
const LONGEST: usize = 16;

/// A reading of a form.
#[derive(Debug, Clone)]
struct Reading {
    /// The lemma, or what replaces the ending.
    lemma: SmolStr,
    /// Alternatives, as a stretch of [`Lemmatizer::feats`]; never empty.
    feats: (u32, u32),
    /// The next reading of the same form; [`NONE`] behind the last.
    next: u32,
}

/// No reading.
const NONE: u32 = u32::MAX;

/// The first and the last reading of a form, by their places in [`Lemmatizer::readings`].
type Chain = (u32, u32);

/// Readings by word or ending.
#[derive(Debug, Default)]
struct Section {
    forms: WordMap<Chain>,
    endings: WordMap<Chain>,
}

/// What is gathered while tables are read.
#[derive(Debug, Default)]
struct Open {
    /// Forms and endings by part of speech.
    sections: [(FxHashMap<SmolStr, Chain>, FxHashMap<SmolStr, Chain>); Upos::ALL.len()],
    /// Features by how the tables write them: few are written in many rows.
    feats: FxHashMap<&'static str, (u32, u32)>,
}

/// Gives tokens their dictionary form.
#[derive(Debug)]
pub struct Lemmatizer {
    /// By part of speech, in the order of [`Upos::ALL`].
    sections: Vec<Section>,
    readings: Vec<Reading>,
    feats: Vec<Feats>,
    /// Part of speech of each whole form, where the pack has no model that would tell it.
    parts: Option<FxHashMap<SmolStr, Upos>>,
}

impl Default for Lemmatizer {
    fn default() -> Lemmatizer {
        let sections = Upos::ALL.iter().map(|_| Section::default()).collect();
        Lemmatizer { sections, readings: Vec::new(), feats: Vec::new(), parts: None }
    }
}

impl Lemmatizer {
    /// Compiles the pack's tables.
    pub fn new(pack: &Pack) -> Result<Lemmatizer, Fault> {
        let mut out = Lemmatizer::default();
        if pack.model().is_none() {
            out.parts = Some(FxHashMap::default());
        }
        out.read(&pack.lexicons("lemmas")?)?;
        Ok(out)
    }

    /// A lemmatizer of the rows of one table.
    pub fn of(table: &Table) -> Result<Lemmatizer, Fault> {
        let mut out = Lemmatizer::default();
        out.read(std::slice::from_ref(table))?;
        Ok(out)
    }

    fn read(&mut self, tables: &[Table]) -> Result<(), Fault> {
        let mut open = Open::default();
        for table in tables {
            table.rows.iter().try_for_each(|row| self.add(&mut open, table, row))?;
        }
        for (section, (forms, endings)) in self.sections.iter_mut().zip(open.sections) {
            *section = Section { forms: forms.into(), endings: endings.into() };
        }
        Ok(())
    }

    fn add(&mut self, open: &mut Open, table: &Table, row: &Row) -> Result<(), Fault> {
        let upos = Upos::from_name(row.cell(0))
            .ok_or_else(|| table.fault(row, "the first cell is a part of speech"))?;
        let (form, lemma) = (row.cell(1), row.cell(2));
        let feats = match open.feats.get(row.cell(3)) {
            Some(feats) => *feats,
            None => {
                let from = self.feats.len() as u32;
                for alternative in row.cell(3).split('|') {
                    self.feats
                        .push(parse(alternative).ok_or_else(|| {
                            table.fault(row, format!("unknown feature in `{alternative}`"))
                        })?);
                }
                *open.feats.entry(row.cell(3)).or_insert((from, self.feats.len() as u32))
            }
        };
        let (forms, endings) = &mut open.sections[upos as usize];
        match form.strip_prefix('-') {
            Some(ending) if ending.len() > LONGEST => return Err(table.fault(row, "the ending is too long")),
            Some(ending) => chain(endings, ending, &mut self.readings),
            None if form.is_empty() || lemma.is_empty() => {
                return Err(table.fault(row, "form or lemma is missing"));
            }
            None => {
                chain(forms, form, &mut self.readings);
                if let Some(parts) = &mut self.parts {
                    parts.entry(SmolStr::new(form)).or_insert(upos);
                }
            }
        }
        self.readings.push(Reading { lemma: SmolStr::new(lemma), feats, next: NONE });
        Ok(())
    }

    /// The readings of a chain, in the order of the tables.
    fn chained(&self, chain: Option<&Chain>) -> impl Iterator<Item = &Reading> {
        let first = chain.and_then(|(first, _)| self.readings.get(*first as usize));
        std::iter::successors(first, |reading| self.readings.get(reading.next as usize))
    }

    /// The alternatives of a reading.
    fn feats(&self, reading: &Reading) -> &[Feats] {
        &self.feats[reading.feats.0 as usize..reading.feats.1 as usize]
    }

    /// The reading nearest to what the tagger says; the first of equals.
    fn nearest(&self, chain: Option<&Chain>, tagged: Feats) -> Option<&Reading> {
        self.chained(chain).min_by_key(|r| self.feats(r).iter().map(|f| distance(*f, tagged)).min())
    }

    /// Fills in lemma and features of a tagged sentence; where there is no tagger, parts of speech too.
    pub fn apply(&self, sent: &mut Sentence) {
        for token in &mut sent.tokens {
            if let Some(parts) = &self.parts {
                token.upos = part(parts, token);
            }
            self.token(token);
        }
    }

    /// Lemma and features of a finite verb, of the forms that the tables list whole.
    pub(crate) fn finite(&self, lower: &str) -> Option<(&SmolStr, Feats)> {
        let mut readings = self.chained(self.sections[Upos::Verb as usize].forms.get(lower));
        readings.find_map(|r| {
            let feats = self.feats(r).iter().find(|f| f.has(Feats::FINITE))?;
            Some((&r.lemma, *feats))
        })
    }

    fn token(&self, token: &mut Token) {
        let section = &self.sections[token.upos as usize];
        if let Some(reading) = self.nearest(section.forms.get(&token.lower), token.feats) {
            token.lemma = reading.lemma.clone();
            token.feats = merged(token.feats, self.feats(reading));
            return;
        }
        // An auxiliary without an entry of its own is read as a verb.
        let verb = &self.sections[Upos::Verb as usize];
        if token.upos == Upos::Aux {
            if let Some(reading) = self.nearest(verb.forms.get(&token.lower), token.feats) {
                token.lemma = reading.lemma.clone();
                token.feats = merged(token.feats, self.feats(reading));
            }
            return;
        }
        if section.endings.is_empty() {
            return;
        }
        let word = token.lower.as_str();
        let starts = word.char_indices().map(|(i, _)| i).chain(std::iter::once(word.len()));
        for start in starts.skip_while(|i| word.len() - i > LONGEST) {
            let Some(reading) = self.nearest(section.endings.get(&word[start..]), token.feats) else {
                continue;
            };
            let feats = merged(token.feats, self.feats(reading));
            if reading.lemma != word[start..] {
                let mut lemma = String::with_capacity(word.len() + 4);
                lemma.push_str(&word[..start]);
                lemma.push_str(&reading.lemma);
                if lemma.is_empty() {
                    continue;
                }
                token.lemma = SmolStr::new(lemma);
            }
            token.feats = feats;
            return;
        }
    }
}

/// Hangs the reading that will come next on those of a form.
fn chain(forms: &mut FxHashMap<SmolStr, Chain>, form: &str, readings: &mut [Reading]) {
    let at = readings.len() as u32;
    let (_, last) = forms.entry(SmolStr::new(form)).or_insert((at, NONE));
    if let Some(last) = readings.get_mut(*last as usize) {
        last.next = at;
    }
    *last = at;
}

/// The part of speech that the tables or, where they lack the form, its characters give.
fn part(parts: &FxHashMap<SmolStr, Upos>, token: &Token) -> Upos {
    let numeric = |c: char| c.is_numeric() || matches!(c, '.' | ',');
    match parts.get(&token.lower) {
        Some(upos) => *upos,
        None if !token.lower.chars().any(char::is_alphanumeric) => Upos::Punct,
        None if token.lower.chars().all(numeric) => Upos::Num,
        None if token.capital => Upos::Propn,
        None => token.upos,
    }
}

/// Reads features separated by spaces.
pub fn parse(text: &str) -> Option<Feats> {
    text.split_whitespace().try_fold(Feats::default(), |feats, name| {
        NAMES.iter().find(|(n, _)| *n == name).map(|(_, f)| feats.with(*f))
    })
}

/// Writes features as [`parse`] reads them.
pub fn names(feats: Feats) -> String {
    NAMES.iter().filter(|(_, f)| feats.has(*f)).map(|(n, _)| *n).collect::<Vec<_>>().join(" ")
}

/// How far apart two sets of features are; the form of a verb weighs most.
fn distance(a: Feats, b: Feats) -> u32 {
    let differ = a.0 ^ b.0;
    differ.count_ones() + 4 * (differ & FORMS).count_ones()
}

/// The tagger's features where the form allows them, with what the form adds; else what the form says.
fn merged(tagged: Feats, readings: &[Feats]) -> Feats {
    let Some(best) = readings.iter().min_by_key(|f| distance(**f, tagged)) else { return tagged };
    if tagged.0 & FORMS == 0 || best.0 & FORMS == 0 || tagged.0 & FORMS == best.0 & FORMS {
        tagged.with(*best)
    } else {
        *best
    }
}

#[cfg(test)]
mod tests;
