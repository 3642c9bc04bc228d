//! The pack's tables for segmentation: `tokens.tsv`, `abbreviations.tsv`, `spelling.tsv`.

use super::chars::{char_before, lower};
use chancery_model::Token;
use chancery_pack::{Fault, Pack, Table, WordMap, WordSet};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// What happens at a hyphen between two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hyphens {
    /// The word goes on.
    #[default]
    Keep,
    /// Three tokens.
    Split,
    /// Three tokens where both parts begin with a capital.
    SplitCapitals,
}

/// What the pack says of a whole word.
#[derive(Debug, Clone)]
pub(super) enum Special {
    /// One token, whatever clitic it seems to hold.
    Keep,
    /// Several tokens, each with its own letters.
    Split(Vec<SmolStr>),
    /// Several tokens over one span.
    Contraction(Vec<SmolStr>),
    /// A contraction in some uses and a plain word in others; the words model decides.
    Maybe(Vec<SmolStr>),
}

/// How an abbreviation bears on the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// A name follows (`Gen.`): never the end.
    Title,
    /// A number follows (`No.`); otherwise the point is a full stop.
    Number,
    /// The end only before a word that often opens sentences.
    Any,
}

/// The tables of one pack.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub hyphens: Hyphens,
    /// True where `50 000` is one number.
    pub digit_spaces: bool,
    pub special: WordMap<Special>,
    /// Clitics before a word, with their apostrophe (`l'`).
    pub before: FxHashSet<SmolStr>,
    /// Clitics after a word (`'s`, `n't`, `-t-il`), longest first.
    pub after: Vec<SmolStr>,
    /// Parts before a hyphen that do not split off (`anti`).
    pub prefixes: FxHashSet<SmolStr>,
    /// Names that a hyphen sets side by side (`France-Laos`): between two of them it is a token.
    pub joints: FxHashSet<SmolStr>,
    /// Words of several syllables by their first one, longest first, without it.
    compounds: WordMap<Vec<Vec<SmolStr>>>,
    /// Syllables in lower case that go on no word begun with a capital: after a name they are its verb.
    apart: WordSet,
    /// Syllables that are a word by themselves wherever they stand.
    lone: WordSet,
    /// Letters that split off from the digits before them (`km`).
    pub units: FxHashSet<SmolStr>,
    /// What makes a number an ordinal, also behind a space where a page had it raised (`3 e`).
    pub raised: FxHashSet<SmolStr>,
    /// By their form without the point; true where only a capital makes it one (`Sun.`).
    abbreviations: FxHashMap<SmolStr, (Abbreviation, bool)>,
    /// Words that often open sentences: after an ambiguous point they decide for the end.
    pub starters: FxHashSet<SmolStr>,
    /// Spelling variants by last character: ending, its replacement, the character it must not follow.
    endings: FxHashMap<char, Vec<(String, String, Option<char>)>>,
    /// Characters written for others: few.
    characters: Vec<(char, char)>,
}

impl Lexicon {
    pub fn new(pack: &Pack) -> Result<Lexicon, Fault> {
        let mut lex = Lexicon::default();
        lex.read_tokens(&pack.lexicon("tokens")?)?;
        lex.read_abbreviations(&pack.lexicon("abbreviations")?)?;
        lex.read_spelling(&pack.lexicon("spelling")?)?;
        let mut compounds: FxHashMap<SmolStr, Vec<Vec<SmolStr>>> = FxHashMap::default();
        for row in &pack.lexicon("compounds")?.rows {
            let mut parts = row.cell(0).split(' ').map(SmolStr::new);
            if let Some(first) = parts.next() {
                compounds.entry(first).or_default().push(parts.collect());
            }
        }
        compounds.values_mut().for_each(|v| v.sort_by_key(|w| std::cmp::Reverse(w.len())));
        lex.compounds = compounds.into();
        lex.after.sort_by_key(|a| (std::cmp::Reverse(a.len()), a.clone()));
        Ok(lex)
    }

    fn read_tokens(&mut self, table: &Table) -> Result<(), Fault> {
        let mut buf = String::new();
        let mut special: FxHashMap<SmolStr, Special> = FxHashMap::default();
        let (mut lone, mut apart) = (Vec::new(), Vec::new());
        for row in &table.rows {
            let form = lower(row.cell(1), &mut buf);
            let parts: Vec<SmolStr> =
                row.cell(2).split('|').filter(|p| !p.is_empty()).map(SmolStr::new).collect();
            match row.cell(0) {
                "hyphens" => {
                    self.hyphens = match form.as_str() {
                        "keep" => Hyphens::Keep,
                        "split" => Hyphens::Split,
                        "split-capitals" => Hyphens::SplitCapitals,
                        _ => return Err(table.fault(row, "hyphens are `keep`, `split` or `split-capitals`")),
                    }
                }
                "digit-spaces" => self.digit_spaces = form == "yes",
                "before" => drop(self.before.insert(form)),
                "after" => self.after.push(form),
                "prefix" => drop(self.prefixes.insert(form)),
                "joint" => drop(self.joints.insert(form)),
                "raised" => drop(self.raised.insert(form)),
                "unit" => drop(self.units.insert(form)),
                "lone" => lone.extend(form.split('|').map(SmolStr::new)),
                "apart" => apart.extend(form.split('|').map(SmolStr::new)),
                "keep" => drop(special.insert(form, Special::Keep)),
                "split" if parts.len() > 1 && parts.concat() == form.as_str() => {
                    special.insert(form, Special::Split(parts));
                }
                "split" => {
                    return Err(table.fault(row, "the parts of a split word are its own letters, `can|not`"));
                }
                "contraction" if parts.len() > 1 => drop(special.insert(form, Special::Contraction(parts))),
                "maybe" if parts.len() > 1 => drop(special.insert(form, Special::Maybe(parts))),
                "contraction" | "maybe" => {
                    return Err(table.fault(row, "a contraction has two parts or more, `de|le`"));
                }
                other => return Err(table.fault(row, format!("unknown kind `{other}`"))),
            }
        }
        self.special = special.into();
        self.lone = lone.into_iter().collect();
        self.apart = apart.into_iter().collect();
        Ok(())
    }

    fn read_abbreviations(&mut self, table: &Table) -> Result<(), Fault> {
        let mut buf = String::new();
        for row in &table.rows {
            let form = lower(row.cell(0), &mut buf);
            let class = match row.cell(1) {
                "title" => Abbreviation::Title,
                "number" => Abbreviation::Number,
                "any" => Abbreviation::Any,
                "starter" => {
                    self.starters.insert(form);
                    continue;
                }
                _ => {
                    return Err(
                        table.fault(row, "an abbreviation is `title`, `number`, `any`; a word, `starter`")
                    );
                }
            };
            let capital = row.cell(0).starts_with(char::is_uppercase);
            let entry = self
                .abbreviations
                .entry(SmolStr::new(form.trim_end_matches('.')))
                .or_insert((class, capital));
            entry.1 &= capital;
        }
        Ok(())
    }

    fn read_spelling(&mut self, table: &Table) -> Result<(), Fault> {
        for row in &table.rows {
            let (from, to) = (row.cell(1), row.cell(2));
            match row.cell(0) {
                "ending" => {
                    let Some(last) = from.chars().next_back() else {
                        return Err(table.fault(row, "the ending is missing"));
                    };
                    let entry = (from.to_owned(), to.to_owned(), row.cell(3).chars().next());
                    self.endings.entry(last).or_default().push(entry);
                }
                "character" => {
                    let (Some(a), Some(b)) = (from.chars().next(), to.chars().next()) else {
                        return Err(table.fault(row, "a character and the one it stands for"));
                    };
                    self.characters.push((a, b));
                }
                _ => return Err(table.fault(row, "a spelling row is `ending` or `character`")),
            }
        }
        Ok(())
    }

    /// How many syllables from `at` make up a listed word; 1 where none does.
    pub fn compound(&self, tokens: &[Token], at: usize) -> usize {
        let listed = tokens.get(at).and_then(|t| self.compounds.get(&t.lower));
        let fits = |word: &&Vec<SmolStr>| {
            word.iter().enumerate().all(|(i, part)| tokens.get(at + 1 + i).is_some_and(|t| t.lower == *part))
        };
        listed.and_then(|words| words.iter().find(fits)).map_or(1, |w| w.len() + 1)
    }

    /// True for a syllable that, in lower case after a capital, begins a word of its own (`Carter ký`).
    pub fn apart(&self, syllable: &Token) -> bool {
        !syllable.capital && self.apart.contains(&syllable.lower)
    }

    /// True for a syllable that is a word by itself wherever it stands (`lần thứ tư giữa`).
    pub fn lone(&self, syllable: &Token) -> bool {
        self.lone.contains(&syllable.lower)
    }

    /// What the word before a point abbreviates, if anything.
    pub fn abbreviation(&self, form: &str, capital: bool) -> Option<Abbreviation> {
        self.abbreviations.get(form).filter(|a| capital || !a.1).map(|a| a.0)
    }

    /// The looked-up form of a word: [`lower`] with the pack's spelling variants undone.
    pub fn form(&self, text: &str, buf: &mut String) -> SmolStr {
        self.spelled(lower(text, buf))
    }

    /// A word in lower case with the pack's spelling variants undone.
    pub fn spelled(&self, form: SmolStr) -> SmolStr {
        if self.endings.is_empty() && self.characters.is_empty() || form.is_ascii() {
            return form;
        }
        let mut out = None;
        let meant =
            |c: char| self.characters.iter().rev().find(|(written, _)| *written == c).map(|(_, c)| *c);
        if form.chars().any(|c| meant(c).is_some()) {
            out = Some(form.chars().map(|c| meant(c).unwrap_or(c)).collect::<String>());
        }
        let now = out.as_deref().unwrap_or(&form);
        let rules = now.chars().next_back().and_then(|c| self.endings.get(&c));
        for (from, to, not) in rules.into_iter().flatten() {
            if let Some(stem) = now.strip_suffix(from.as_str())
                && (not.is_none() || char_before(stem, stem.len()) != *not)
            {
                return SmolStr::new(format!("{stem}{to}"));
            }
        }
        out.map_or(form, SmolStr::new)
    }
}
