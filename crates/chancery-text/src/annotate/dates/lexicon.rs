//! The pack's date vocabulary: phrases with classes, compiled once into a trie over words.

use chancery_pack::{Fault, Table, WordMap};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What a phrase can be in a date. The names are those of the first column of `lexicon/dates.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Name of a month, 1–12.
    Month,
    /// Word that makes a number a month (`tháng 3`).
    MonthMark,
    /// Word that makes a number a day (`ngày 18`).
    DayMark,
    /// Word that makes a number a year (`năm 1945`).
    YearMark,
    /// Weekday, 0 for Monday.
    Weekday,
    /// Cardinal in words.
    Num,
    /// Ordinal in words.
    Ord,
    /// What is written after a figure to make it an ordinal (`1er`, `3rd`).
    OrdSuffix,
    /// Unit of time.
    Unit,
    /// Direction before a unit, month or weekday (`last week`): -1, 0, 1.
    DirPre,
    /// Direction after it (`la semaine dernière`).
    DirPost,
    /// Whole phrase relative to the reference (`yesterday`).
    Rel,
    /// Whole phrase relative to the date mentioned before (`the same day`).
    Anaph,
    /// `il y a` before a number and unit.
    AgoPre,
    /// `ago` after a number and unit.
    AgoPost,
    /// `dans` before a number and unit: that much after the reference.
    HencePre,
    /// `from now` after a number and unit.
    HencePost,
    /// `later`: that much after the date mentioned before.
    LaterPost,
    /// `earlier`: that much before it.
    EarlierPost,
    /// `within`: a deadline a number of units from the reference.
    Within,
    /// The beginning of something that lasts (`since`).
    Since,
    /// A deadline (`by`, `d'ici`).
    Due,
    /// `before`: a deadline where the date lies after the reference.
    Before,
    /// `after`.
    After,
    /// Opens a range.
    From,
    /// Joins the ends of a range.
    To,
    /// Joins the days of a list.
    And,
    /// Preposition after which a bare figure can be a year.
    In,
    /// Joins the parts of a date (`of`, `de`).
    Of,
    /// Article that may stand inside a date.
    Det,
    /// Part of a day (`morning`).
    PartOfDay,
    /// About then (`circa`).
    Approx,
    /// Season, EDTF 21–24.
    Season,
    /// Early, mid or late in a unit: it does not change the value.
    Edge,
    /// Quarter of a year.
    Quarter,
    /// Half of a year; the number says which.
    Half,
    /// Day of the year with a name; month times 100 plus day.
    Holiday,
    /// Feast that moves with Easter (`easter -2`), with the Easter of the Julian calendar (`pascha 0`), or with the weekdays
    /// of a month (`nth 4 3 11`: the fourth Thursday of November; -1 is the last).
    Feast,
    /// Anniversary.
    Anniversary,
    /// Word that makes a number a decade.
    DecadeMark,
    /// What makes a figure a decade (`1960s`).
    DecadeSuffix,
    /// A period of years follows.
    Period,
    /// A figure after this is no year (`Resolution`, `No`).
    NoDate,
    /// A figure before this is no year (`people`, `%`).
    Counted,
    /// Says that the sentence is about what is to come.
    Future,
    /// Words that promise what follows: a stretch behind one (`within two months`) lies ahead.
    Promise,
    /// Makes the unit after it many (`những năm`): then no one of them is meant.
    Plural,
    /// Roman numeral or other sign for a number, only after a quarter.
    Roman,
}

/// Unit of time, from the second column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// One reading of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is.
    pub class: Class,
    /// Its number: month, weekday, offset, place among the feasts …
    pub value: i32,
    /// Its unit, for units and relative phrases.
    pub unit: Unit,
    /// Only with a capital: the small word is another (`may`, `mars`).
    pub capital: bool,
    /// Only with something beside it that makes it a date.
    pub weak: bool,
}

/// Conventions in which languages differ; class `setting` of the table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Settings {
    /// `10/31/2024`: the month first, where both readings are possible.
    pub month_first: bool,
    /// `March 18`: a day may follow the name of its month.
    pub day_after_month: bool,
    /// `18/11` alone is a day and a month.
    pub bare_day_month: bool,
}

/// A place in the trie of phrases.
#[derive(Debug, Clone, Default)]
struct Node {
    /// Readings of the phrase that ends here.
    entries: Vec<Entry>,
    /// Their classes as bits, of a phrase in lower case and of one with a capital.
    classes: [u64; 2],
    /// True where phrases go on.
    goes_on: bool,
}

/// Compiled vocabulary.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// The numbers of the words, from 0.
    words: WordMap<u32>,
    /// By word: the node of phrases that begin with it, 0 where there are none.
    roots: Vec<u32>,
    /// By word: the classes of all phrases that begin with it, as bits.
    leads: Vec<u64>,
    /// From a node other than the root and the next word to the next node.
    next: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
    feasts: Vec<Feast>,
    pub settings: Settings,
}

const CLASSES: &[(&str, Class)] = &[
    ("month", Class::Month),
    ("month-mark", Class::MonthMark),
    ("day-mark", Class::DayMark),
    ("year-mark", Class::YearMark),
    ("weekday", Class::Weekday),
    ("number", Class::Num),
    ("ordinal", Class::Ord),
    ("ordinal-suffix", Class::OrdSuffix),
    ("unit", Class::Unit),
    ("direction-before", Class::DirPre),
    ("direction-after", Class::DirPost),
    ("relative", Class::Rel),
    ("anaphoric", Class::Anaph),
    ("ago-before", Class::AgoPre),
    ("ago-after", Class::AgoPost),
    ("hence-before", Class::HencePre),
    ("hence-after", Class::HencePost),
    ("later-after", Class::LaterPost),
    ("earlier-after", Class::EarlierPost),
    ("within", Class::Within),
    ("since", Class::Since),
    ("due", Class::Due),
    ("before", Class::Before),
    ("after", Class::After),
    ("from", Class::From),
    ("to", Class::To),
    ("and", Class::And),
    ("in", Class::In),
    ("of", Class::Of),
    ("article", Class::Det),
    ("part-of-day", Class::PartOfDay),
    ("approximate", Class::Approx),
    ("season", Class::Season),
    ("edge", Class::Edge),
    ("quarter", Class::Quarter),
    ("half", Class::Half),
    ("holiday", Class::Holiday),
    ("feast", Class::Feast),
    ("anniversary", Class::Anniversary),
    ("decade-mark", Class::DecadeMark),
    ("decade-suffix", Class::DecadeSuffix),
    ("period", Class::Period),
    ("no-date", Class::NoDate),
    ("counted", Class::Counted),
    ("future", Class::Future),
    ("promise", Class::Promise),
    ("plural", Class::Plural),
    ("roman", Class::Roman),
];

const UNITS: &[(&str, Unit)] = &[
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("weekend", Unit::Weekend),
    ("week", Unit::Week),
    ("fortnight", Unit::Fortnight),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
];

impl Class {
    /// Its bit in a set of classes.
    pub const fn bit(self) -> u64 {
        const { assert!(CLASSES.len() < u64::BITS as usize, "each class has a bit") };
        1 << self as u64
    }
}

impl Lexicon {
    /// Reads tables of rows `class, value, phrases separated by |, flags`; a fault for an unknown class, value or flag.
    pub fn new(tables: &[Table]) -> Result<Lexicon, Fault> {
        let mut lex = Lexicon { nodes: vec![Node::default()], ..Lexicon::default() };
        let mut words = FxHashMap::default();
        for table in tables {
            for row in &table.rows {
                let name = row.cell(0);
                if name == "setting" {
                    match row.cell(1) {
                        "month-first" => lex.settings.month_first = true,
                        "day-after-month" => lex.settings.day_after_month = true,
                        "bare-day-month" => lex.settings.bare_day_month = true,
                        other => return Err(table.fault(row, format!("unknown setting `{other}`"))),
                    }
                    continue;
                }
                let class = CLASSES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c);
                let class = class.ok_or_else(|| table.fault(row, format!("unknown class `{name}`")))?;
                let bad = || table.fault(row, format!("`{}` is no value for `{name}`", row.cell(1)));
                let (value, unit) = if class == Class::Feast {
                    lex.feasts.push(Feast::read(row.cell(1)).ok_or_else(bad)?);
                    (lex.feasts.len() as i32 - 1, Unit::Day)
                } else {
                    value(row.cell(1)).ok_or_else(bad)?
                };
                let mut entry = Entry { class, value, unit, capital: false, weak: false };
                for flag in row.cell(3).split_ascii_whitespace() {
                    match flag {
                        "capital" => entry.capital = true,
                        "weak" => entry.weak = true,
                        other => return Err(table.fault(row, format!("unknown flag `{other}`"))),
                    }
                }
                for phrase in row.cell(2).split('|').map(str::trim).filter(|p| !p.is_empty()) {
                    lex.add(phrase, entry, &mut words);
                }
            }
        }
        lex.words = words.into();
        Ok(lex)
    }

    fn add(&mut self, phrase: &str, entry: Entry, words: &mut FxHashMap<SmolStr, u32>) {
        let mut node = 0;
        let Lexicon { roots, leads, next, nodes, .. } = self;
        super::scan::words(phrase, |word| {
            let fresh = words.len() as u32;
            let word = *words.entry(word.into()).or_insert(fresh);
            let fresh = nodes.len() as u32;
            if node == 0 {
                leads.resize(leads.len().max(word as usize + 1), 0);
                leads[word as usize] |= entry.class.bit();
                roots.resize(roots.len().max(word as usize + 1), 0);
                let root = &mut roots[word as usize];
                *root = if *root == 0 { fresh } else { *root };
                node = *root;
            } else {
                nodes[node as usize].goes_on = true;
                node = *next.entry((node, word)).or_insert(fresh);
            }
            if node == fresh {
                nodes.push(Node::default());
            }
        });
        let Node { entries, classes, .. } = &mut nodes[node as usize];
        if node != 0 && !entries.contains(&entry) {
            entries.push(entry);
            classes[0] |= if entry.capital { 0 } else { entry.class.bit() };
            classes[1] |= entry.class.bit();
        }
    }

    /// The number of a word, where some phrase has it.
    pub fn word(&self, word: &str) -> Option<u32> {
        self.words.get(word).copied()
    }
    /// The classes of the phrases that begin with a word, as bits.
    pub fn leads(&self, word: u32) -> u64 {
        self.leads.get(word as usize).copied().unwrap_or(0)
    }
    /// The node of the trie that `word` leads to.
    pub fn step(&self, node: u32, word: u32) -> Option<u32> {
        if node == 0 {
            return self.roots.get(word as usize).copied().filter(|root| *root != 0);
        }
        if self.nodes[node as usize].goes_on { self.next.get(&(node, word)).copied() } else { None }
    }
    /// True where a phrase ends in that node.
    pub fn ends(&self, node: u32) -> bool {
        self.nodes[node as usize].classes[1] != 0
    }
    /// What the phrase that ends in that node can be, as bits.
    pub fn classes(&self, node: u32, capital: bool) -> u64 {
        self.nodes[node as usize].classes[usize::from(capital)]
    }
    /// The readings of the phrase that ends in that node.
    pub fn entries(&self, node: u32) -> &[Entry] {
        self.nodes.get(node as usize).map_or(&[], |node| node.entries.as_slice())
    }
    /// The feast that an entry of [`Class::Feast`] stands for.
    pub fn feast(&self, entry: &Entry) -> Option<Feast> {
        self.feasts.get(usize::try_from(entry.value).ok()?).copied()
    }
}

/// Reads `-1`, `day`, `week -1` or nothing.
fn value(cell: &str) -> Option<(i32, Unit)> {
    let (mut value, mut unit) = (0, Unit::Day);
    for part in cell.split_ascii_whitespace() {
        match UNITS.iter().find(|(n, _)| *n == part) {
            Some((_, u)) => unit = *u,
            None => value = part.parse().ok()?,
        }
    }
    Some((value, unit))
}

/// How a movable feast is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// Days after Easter.
    Easter(i32),
    /// Days after Easter as the Julian calendar has it.
    Pascha(i32),
    /// The first to fifth (-1: last) of a weekday (0 for Monday) in the month given with it.
    Nth(i32, u8, u8),
}

impl Feast {
    /// Reads `easter -2`, `pascha 1` or `nth 4 3 11`.
    fn read(cell: &str) -> Option<Feast> {
        let mut parts = cell.split_ascii_whitespace();
        let rule = parts.next()?;
        let numbers: Vec<i32> = parts.map(|p| p.parse().ok()).collect::<Option<_>>()?;
        match (rule, numbers.as_slice()) {
            ("easter", &[days @ -99..=99]) => Some(Feast::Easter(days)),
            ("pascha", &[days @ -99..=99]) => Some(Feast::Pascha(days)),
            ("nth", &[n @ (-1 | 1..=5), weekday @ 0..=6, month @ 1..=12]) => {
                Some(Feast::Nth(n, weekday as u8, month as u8))
            }
            _ => None,
        }
    }
}
