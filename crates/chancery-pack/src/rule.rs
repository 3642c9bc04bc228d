//! Rule files: frames as data, each with its examples.
//!
//! A rule is `packs/<lang>/rules/<type>/<name>.toml`; its id is that path without ending. `docs/add-a-rule.md` explains
//! each key with an example.

use crate::fault::Fault;
use crate::files::Table;
use crate::pack::Pack;
use crate::words::{Sieve, WordSet};
use chancery_model::Edtf;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A rule as its file writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// `<lang>/<type>/<name>`; from the path.
    #[serde(skip)]
    pub id: String,
    /// Path of the file, for faults.
    #[serde(skip)]
    pub path: String,
    /// What the rule catches, in a sentence.
    pub about: String,
    /// Event type, or `commitment`, `agreement`, `statement`, `tenure`; from the folder.
    #[serde(skip)]
    pub type_: String,
    /// The alternatives; the first that fills its needs wins.
    #[serde(default)]
    pub when: Vec<When>,
    /// Texts in which the rule must fire, with what it must find.
    #[serde(default)]
    pub hit: Vec<Hit>,
    /// Texts in which it must stay silent.
    #[serde(default)]
    pub miss: Vec<Miss>,
}

/// One construction: trigger words, where the roles stand, and what must hold.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct When {
    /// Trigger verbs: lemmas or `@class` of `lexicon/words/`.
    #[serde(default)]
    pub verb: Vec<SmolStr>,
    /// Trigger nouns.
    #[serde(default)]
    pub noun: Vec<SmolStr>,
    /// Trigger phrases of any part of speech.
    #[serde(default)]
    pub phrase: Vec<SmolStr>,
    /// For a noun trigger: verbs that must govern it (`hold` talks, `pay` a visit); their arguments fill roles too.
    #[serde(default)]
    pub light: Vec<SmolStr>,
    /// For a verb trigger: words one of which must head its object (`sign` an agreement).
    #[serde(default)]
    pub object: Vec<SmolStr>,
    /// Words one of which must stand in the sentence (lemma or form).
    #[serde(default)]
    pub with: Vec<SmolStr>,
    /// Words none of which may stand directly at the trigger (its dependents or the token on either side).
    #[serde(default)]
    pub without: Vec<SmolStr>,
    /// Words none of which may stand anywhere in the sentence.
    #[serde(default)]
    pub unless: Vec<SmolStr>,
    /// True where the trigger must open its sentence.
    #[serde(default)]
    pub opening: bool,
    /// Role to slots, tried in order; a role is `actor`, `other`, `parties`, `dest`, `origin`, `host` or `doc`.
    #[serde(default)]
    pub roles: BTreeMap<String, Vec<String>>,
    /// Roles that must be filled; `a|b` means one of them.
    #[serde(default)]
    pub need: Vec<String>,
    /// What may fill a role: `person`, `state`, `org`, `body`, `group`, `place`.
    #[serde(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// True where the event must have at least this many distinct sides.
    #[serde(default)]
    pub sides: Option<usize>,
    /// True where the sentence must give the event a date.
    #[serde(default)]
    pub dated: bool,
    /// True where a number must stand beside the trigger (`the second workshop`).
    #[serde(default)]
    pub numbered: bool,
    /// True where the trigger, a number, stands for a noun left out (`the third was held in Paris`): no noun follows it, and
    /// an event of the type was told before, whose sides it has.
    #[serde(default)]
    pub elided: bool,
    /// Tense that makes any verb a trigger (`future`, `conditional`): what a side says it will do.
    #[serde(default)]
    pub tense: Option<String>,
    /// True where the trigger is an auxiliary and what it accompanies is the undertaking (`will`).
    #[serde(default)]
    pub modal: bool,
    /// True where the item's two most salient sides stand in when no other side is found (`their ninth meeting`).
    #[serde(default)]
    pub dyad: bool,
    /// True where several others of different sides are several events (`met A, B and C`).
    #[serde(default)]
    pub each: bool,
    /// Roles (`other`, `dest`, `actor`) whose several sides are several events; `each = true` is `apart = ["other", "dest"]`.
    #[serde(default)]
    pub apart: Vec<String>,
    /// Status whatever tense and modality say (`cancelled`).
    #[serde(default)]
    pub status: Option<String>,
    /// True where a commitment's undertaking is a clause, never a thing or a person (`urge X to do Y`).
    #[serde(default)]
    pub clause: bool,
    /// Force of a commitment (`agreed`, `pledged`, `proposed`, `hoped`).
    #[serde(default)]
    pub force: Option<String>,
    /// True where the trigger's noun phrase is the event's name.
    #[serde(default)]
    pub name: bool,
    /// Free values that the kind of record defines (agreement type, stance, PLOVER type where it is not the type's own).
    #[serde(default)]
    pub set: BTreeMap<String, String>,
}

/// A text in which a rule must fire. Only the keys given are compared.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Hit {
    /// One or more sentences, read as a document of the rule's language.
    pub text: String,
    /// Reference date; 2024-10-07 (a Monday) where absent.
    #[serde(default)]
    pub date: Option<Edtf>,
    /// Expected values by field: `sides`, `people`, `when` (the record's date), `place`, `country`, `status`, `source`,
    /// `target`, `ordinal`, `force`, `by`, `to`, `span` (the undertaking or title), `type`, `due`, `office`, `side`, `role`.
    #[serde(flatten)]
    pub expect: BTreeMap<String, toml::Value>,
}

/// What a hit may expect.
const EXPECTED: [&str; 18] = [
    "sides", "people", "when", "place", "country", "status", "source", "target", "ordinal", "force", "by",
    "to", "span", "type", "due", "office", "side", "role",
];

/// A text in which a rule must stay silent, and why.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Miss {
    /// One or more sentences.
    pub text: String,
    /// What makes it a miss.
    pub why: String,
}

/// A language's rules and the word classes they name.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// In path order.
    pub rules: Vec<Rule>,
    /// Class to words, from `lexicon/words/*.tsv` (`class<TAB>word`), for look-up, which coding does at every word.
    sets: Classes,
}

/// Class to words, each once and in order.
type Vocabulary = BTreeMap<String, Vec<SmolStr>>;

/// Classes by [`number`].
#[derive(Debug, Clone, Default)]
struct Classes {
    list: Vec<(u64, Class)>,
    /// Open addressing: one more than a class's place in `list`, or 0; more than twice as many as there are classes.
    slots: Box<[u16]>,
}

impl Classes {
    fn new(mut list: Vec<(u64, Class)>) -> Classes {
        list.iter_mut().enumerate().for_each(|(at, (_, class))| class.place = at);
        let mut slots = vec![0_u16; (list.len() * 4).next_power_of_two()].into_boxed_slice();
        for (at, (number, _)) in list.iter().enumerate() {
            let mut slot = place(*number, slots.len());
            while slots[slot] != 0 {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = at as u16 + 1;
        }
        Classes { list, slots }
    }

    #[inline]
    fn get(&self, number: u64) -> Option<&Class> {
        let mut slot = place(number, self.slots.len());
        loop {
            let (known, class) = self.list.get(usize::from(*self.slots.get(slot)?).checked_sub(1)?)?;
            if *known == number {
                return Some(class);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

/// The slot at which a class is looked for first, among a power of two of them.
#[inline(always)]
fn place(number: u64, slots: usize) -> usize {
    (number >> 32) as usize & slots.wrapping_sub(1)
}

/// The words and phrases of a class.
#[derive(Debug, Clone, Default)]
pub struct Class {
    words: WordSet,
    /// What its phrases begin with, up to their first space.
    starts: WordSet,
    /// Of both.
    heads: Sieve,
    /// Its place among the language's classes.
    place: usize,
}

impl Class {
    fn new(words: &[SmolStr]) -> Class {
        let starts: Vec<&str> = words.iter().filter_map(|w| Some(w.split_once(' ')?.0)).collect();
        let heads: Vec<&str> = words.iter().map(SmolStr::as_str).chain(starts.iter().copied()).collect();
        Class {
            words: words.iter().cloned().collect(),
            heads: Sieve::new(heads.into_iter()),
            starts: starts.into_iter().collect(),
            place: 0,
        }
    }

    /// Its words and phrases, in no order.
    pub fn words(&self) -> impl Iterator<Item = &SmolStr> {
        self.words.iter()
    }

    /// Its place among the language's classes, counted from 0.
    #[inline]
    pub fn place(&self) -> usize {
        self.place
    }

    /// False when a word without a space, by what [`glimpse`](crate::glimpse) gives for it, is certainly neither one of the
    /// words nor what a phrase begins with.
    #[inline]
    pub fn may_begin(&self, glimpse: u32) -> bool {
        self.heads.passes(glimpse)
    }

    /// True for one of the words or a phrase that is written as one.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// True when a phrase of several words begins with this one, which may itself be written with spaces.
    #[inline]
    pub fn begins(&self, word: &str) -> bool {
        if self.starts.is_empty() {
            return false;
        }
        let space = word.bytes().position(|b| b == b' ');
        self.starts.contains(&word[..space.unwrap_or(word.len())])
    }

    /// How many of some words that follow each other make the longest phrase that begins with the first; 0 where none does.
    pub fn longest<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> usize {
        let Some(first) = words.next() else { return 0 };
        let mut length = usize::from(self.has(first));
        if self.begins(first) {
            let mut phrase = first.to_owned();
            for (n, word) in words.enumerate() {
                phrase.push(' ');
                phrase.push_str(word);
                length = if self.has(&phrase) { n + 2 } else { length };
            }
        }
        length
    }
}

/// A class by number: of a name that stands in the source the compiler works it out.
#[inline(always)]
fn number(class: &str) -> u64 {
    class.bytes().fold(0xCBF2_9CE4_8422_2325, |n, b| (n ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

impl Rules {
    /// Loads the rules of a pack with their examples; a file without examples, an unknown class or an unknown key is a fault.
    pub fn load(pack: &Pack) -> Result<Rules, Fault> {
        let mut rules = Vec::new();
        for (id, path, text) in pack.rule_files()? {
            let rule: Rule = toml::from_str(text).map_err(|e| {
                let line = e.span().map_or(0, |s| text[..s.start.min(text.len())].lines().count());
                Fault::new(path, line, e.message().to_owned())
            })?;
            if rule.hit.is_empty() || rule.miss.is_empty() {
                return Err(Fault::new(path, 0, "a rule needs at least one [[hit]] and one [[miss]]"));
            }
            for key in rule.hit.iter().flat_map(|h| h.expect.keys()) {
                if !EXPECTED.contains(&key.as_str()) {
                    return Err(Fault::new(
                        path,
                        0,
                        format!("no value `{key}` to expect; known: {}", EXPECTED.join(", ")),
                    ));
                }
            }
            rules.push((id, rule));
        }
        Rules::with_classes(pack, rules)
    }

    /// The same rules without their examples: what coding needs, from the form that the build has given them.
    pub fn without_examples(pack: &Pack) -> Result<Rules, Fault> {
        let Some((path, text)) = pack.compiled_rules()? else { return Rules::load(pack) };
        let rules = serde_json::from_str(text).map_err(|e| Fault::new(&path, e.line(), e.to_string()))?;
        Rules::with_classes(pack, rules)
    }

    /// Rules by id, with the words of the classes that they name.
    fn with_classes(pack: &Pack, rules: Vec<(String, Rule)>) -> Result<Rules, Fault> {
        let mut classes = Vocabulary::new();
        for table in pack.lexicons("words")? {
            read_classes(&table, &mut classes)?;
        }
        for words in classes.values_mut() {
            words.sort_unstable();
            words.dedup();
        }
        let finish = |(id, mut rule): (String, Rule)| {
            rule.path =
                format!("packs/{}/rules/{}.toml", pack.lang, id.split_once('/').unwrap_or(("", &id)).1);
            rule.type_ = id.split('/').nth(1).unwrap_or_default().to_owned();
            rule.id = id;
            for when in &mut rule.when {
                for list in [
                    &mut when.verb,
                    &mut when.noun,
                    &mut when.phrase,
                    &mut when.light,
                    &mut when.object,
                    &mut when.with,
                    &mut when.without,
                    &mut when.unless,
                ] {
                    *list = expand(list, &classes).map_err(|class| {
                        Fault::new(&rule.path, 0, format!("no class `@{class}` in lexicon/words"))
                    })?;
                }
            }
            Ok(rule)
        };
        let rules = rules.into_iter().map(finish).collect::<Result<_, Fault>>()?;
        let sets: BTreeMap<u64, &String> = classes.keys().map(|name| (number(name), name)).collect();
        if let Some(name) = classes.keys().find(|name| sets.get(&number(name)) != Some(name)) {
            let why = format!("the class `{name}` has the number of another: give it another name");
            return Err(Fault::new(&format!("packs/{}/lexicon/words", pack.lang), 0, why));
        }
        let sets =
            Classes::new(classes.iter().map(|(name, words)| (number(name), Class::new(words))).collect());
        Ok(Rules { rules, sets })
    }

    /// True when the class holds the word.
    #[inline(always)]
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.holds(number(class), word)
    }

    fn holds(&self, class: u64, word: &str) -> bool {
        self.sets.get(class).is_some_and(|c| c.has(word))
    }

    /// All classes, in the order of their places.
    pub fn classes(&self) -> impl ExactSizeIterator<Item = &Class> {
        self.sets.list.iter().map(|(_, class)| class)
    }

    /// A class's words and phrases; `None` where the language has no such class.
    #[inline(always)]
    pub fn class(&self, class: &str) -> Option<&Class> {
        self.sets.get(number(class))
    }
}

fn read_classes(table: &Table, classes: &mut Vocabulary) -> Result<(), Fault> {
    for rows in table.rows.chunk_by(|a, b| a.cell(0) == b.cell(0)) {
        let words = classes.entry(rows[0].cell(0).to_owned()).or_default();
        for row in rows {
            if row.cell(0).is_empty() || row.cell(1).is_empty() {
                return Err(table.fault(row, "expected `class<TAB>word`"));
            }
            words.extend(row.cell(1).split('|').map(str::trim).filter(|w| !w.is_empty()).map(lower));
        }
    }
    Ok(())
}

/// A word in lower case, as most words stand.
fn lower(word: &str) -> SmolStr {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return SmolStr::new(word);
    }
    SmolStr::new(word.to_lowercase())
}

/// True for a word with a hyphen inside.
fn hyphened(word: &str) -> bool {
    if !word.as_bytes().contains(&b'-') {
        return false;
    }
    let inside = |(at, _): (usize, &str)| {
        let side = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        side(word[..at].chars().next_back()) && side(word[at + 1..].chars().next())
    };
    word.match_indices('-').all(inside)
}

fn expand(list: &[SmolStr], classes: &Vocabulary) -> Result<Vec<SmolStr>, SmolStr> {
    let mut out: Vec<SmolStr> = Vec::with_capacity(list.len());
    for word in list {
        match word.strip_prefix('@') {
            Some(class) => {
                out.extend(classes.get(class).ok_or_else(|| SmolStr::new(class))?.iter().cloned());
            }
            None => out.push(lower(word)),
        }
    }
    // `wreath-laying` is three words where a tokenizer cuts at hyphens, one where it does not.
    let cut: Vec<SmolStr> =
        out.iter().filter(|w| hyphened(w)).map(|w| SmolStr::new(w.replace('-', " - "))).collect();
    out.extend(cut);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Rule, Rules};
    use crate::Pack;
    use crate::compact::compact;

    #[test]
    fn rules_are_the_same_in_the_form_of_the_build() {
        for lang in Pack::languages() {
            let pack = Pack::load(&lang).unwrap().unwrap();
            let files = pack.rule_files().unwrap();
            let json = compact(files.iter().map(|(id, _, text)| (id.clone(), *text))).unwrap();
            let compact: Vec<(String, Rule)> = serde_json::from_str(&json).unwrap();
            let compact = Rules::with_classes(&pack, compact).unwrap().rules;
            let mut written = Rules::load(&pack).unwrap().rules;
            for (rule, (_, path, _)) in written.iter_mut().zip(&files) {
                assert_eq!(rule.path, *path);
                rule.hit.clear();
                rule.miss.clear();
            }
            assert_eq!(format!("{compact:?}"), format!("{written:?}"), "{lang}");
        }
    }
}
