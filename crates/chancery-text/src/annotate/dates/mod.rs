//! Dates as EDTF against the dateline or publication date.
//!
//! A sentence's text is scanned once into figures, signs and phrases of the pack's vocabulary (`lexicon/dates.tsv`); a
//! small grammar over the classes of those phrases finds what is said about time; the calendar gives it a value. What
//! differs between languages — words, which side of its month a day stands on, what a bare `18/11` means — is in the
//! table. The rules for missing years and weekdays are in `docs/decisions/dates.md`.

mod feasts;
mod figures;
mod grammar;
mod lexicon;
mod phrases;
mod ranges;
mod resolve;
mod scan;

use chancery_model::{Document, Edtf, Mention, MentionKind, Part, Sentence, Span, TimeRef};
use chancery_pack::{Fault, Pack, Table};
use grammar::{Grammar, Reading, When};
use lexicon::{Class, Lexicon};
use resolve::Context;
use scan::Scanner;

/// Finds and reads dates in one language.
#[derive(Debug)]
pub struct Dates {
    lexicon: Lexicon,
}

/// A date in a text: where it stands, in bytes, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// From its first to its last word, without the preposition.
    pub span: Span,
    /// What it says.
    pub time: TimeRef,
}

/// The oldest page there is: a year before it is not that of a page's own story.
const OLDEST: i32 = 1990;

/// Most items from an opening bracket to a date inside it.
const BRACKETED: usize = 12;

/// Bytes behind a dateline within which a year that is named is its own: about a sentence.
const OPENING: u32 = 240;

impl Dates {
    /// Compiles the pack's date vocabulary.
    pub fn new(pack: &Pack) -> Result<Dates, Fault> {
        Dates::from_tables(&[pack.lexicon("dates")?])
    }

    /// Compiles a vocabulary from tables of the form of `lexicon/dates.tsv`.
    pub fn from_tables(tables: &[Table]) -> Result<Dates, Fault> {
        Ok(Dates { lexicon: Lexicon::new(tables)? })
    }

    /// Adds [`chancery_model::MentionKind::Time`] mentions to the sentences, which are in text order.
    pub fn annotate(&self, doc: &Document, sentences: &mut [Sentence]) {
        let mut scanner = Scanner::default();
        let mut context = Context::default();
        let (mut item, mut block) = (None, None);
        let mut found = Vec::new();
        for sent in sentences {
            let of = doc.blocks.get(sent.block as usize).map_or(0, |b| b.item);
            if item != Some(of) {
                item = Some(of);
                context = Context::new(self.reference(doc, of));
            }
            if block != Some(sent.block) {
                block = Some(sent.block);
                context.paragraph();
            }
            // Whether a date lies ahead, from the verbs about it; nothing where they do not say.
            let ahead = |span: Span, opening: bool, onward: bool| {
                use chancery_model::{Feats, Upos};
                let future = |t: &chancery_model::Token| t.feats.has(Feats::FUTURE);
                let at = sent.tokens.partition_point(|t| t.span.start < span.start);
                let (before, after) = sent.tokens.split_at(at);
                // `will look into what happened on Sunday`: the verb beside the date goes before one farther off.
                let verb = before.iter().rev().take(4).find(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
                if verb.is_some_and(|t| {
                    t.upos == Upos::Verb && t.feats.has(Feats::PAST) && t.feats.has(Feats::FINITE)
                }) {
                    return Some(false);
                }
                // `will be on the agenda of the council, which meets on Thursday`: a verb of the present beside the date goes
                // on with the one in the future.
                let present = verb.is_some_and(|t| {
                    t.upos == Upos::Verb && t.feats.has(Feats::FINITE) && !t.feats.has(Feats::PAST)
                });
                let found = before.iter().rev().take(if present { 40 } else { 14 }).any(future)
                    || (opening && after.iter().take(12).any(future));
                // `the drill starts from Tuesday`: what nobody tells as past begins with the day to come.
                let past = |t: &chancery_model::Token| t.feats.has(Feats::PAST);
                let told = |t: &chancery_model::Token| past(t) && t.feats.has(Feats::FINITE);
                let ahead = || onward && !before.iter().any(past) && !after.iter().take(12).any(told);
                (found || ahead()).then_some(true)
            };
            found.clear();
            self.sentence(
                &mut scanner,
                sent.span.of(&doc.text),
                sent.span.start,
                &mut context,
                &ahead,
                &mut found,
            );
            for f in found.drain(..) {
                let first = sent.tokens.partition_point(|t| t.span.end <= f.span.start);
                let end = sent.tokens.partition_point(|t| t.span.start < f.span.end);
                if let (Ok(first), Ok(end)) = (u16::try_from(first), u16::try_from(end))
                    && first < end
                {
                    let kind = MentionKind::Time(f.time);
                    sent.mentions.push(Mention { span: f.span, first, end, head: first, kind });
                }
            }
        }
    }

    /// The dates of a text that stands alone, under a reference date.
    pub fn find(&self, text: &str, reference: Option<Part>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut context = Context::new(reference);
        self.sentence(&mut Scanner::default(), text, 0, &mut context, &|_, _, _| None, &mut found);
        found
    }

    /// What relative dates of an item are relative to.
    fn reference(&self, doc: &Document, item: u16) -> Option<Part> {
        let own = doc.items.iter().find(|i| i.item == item).and_then(|i| i.date);
        if let Some(date) = own.or(doc.date) {
            return date.start.filter(|p| p.year.is_some());
        }
        let Some(dateline) = doc.dateline.as_ref().filter(|_| item == 0) else {
            return self.told_twice(doc, item);
        };
        let found = self.find(dateline.date.as_deref()?, None);
        let mut part = found.iter().find_map(|f| f.time.value?.start)?;
        // `MANILA, October 14 – Forty-seven times in 2025 …`: the one year that the first paragraph names is this one, unless
        // it stands far behind, where what came before is told (`Earlier, in March 2016, …`).
        if part.year.is_none() {
            let start = dateline.span.start;
            let block = doc.blocks.iter().find(|b| b.span.start <= start && start < b.span.end)?;
            let found = self.find(block.span.of(&doc.text), None);
            let plain = found
                .iter()
                .filter(|f| !f.time.period && !f.time.due && !f.time.since && !f.time.anniversary);
            let mut years: Vec<(i32, u32)> =
                plain.filter_map(|f| Some((f.time.value?.start?.year?, f.span.start))).collect();
            years.dedup_by_key(|(year, _)| *year);
            let [(year, at)] = years.as_slice() else { return None };
            if block.span.start + at > dateline.span.end + OPENING {
                return None;
            }
            part.year = Some(*year);
        }
        Some(part)
    }

    /// The day of a story that begins without its year and says the same day with a year elsewhere (`On 10 December …`, under
    /// a picture `(10/12/2019)`), where it is one year alone and the page can be as old.
    fn told_twice(&self, doc: &Document, item: u16) -> Option<Part> {
        let blocks = doc.blocks.iter().filter(|b| b.item == item && doc.date.is_none());
        let mut found = blocks
            .flat_map(|b| self.find(b.span.of(&doc.text), None))
            .filter(|f| !(f.time.period || f.time.due || f.time.since || f.time.anniversary))
            .filter_map(|f| f.time.value.filter(|v| v.end.is_none())?.start.filter(|p| p.day.is_some()));
        let story = found.next().filter(|p| p.year.is_none())?;
        let again = |p: &Part| (p.month, p.day) == (story.month, story.day);
        let mut years: Vec<i32> = found.filter(again).filter_map(|p| p.year).collect();
        years.dedup();
        let [year] = years[..] else { return None };
        (year >= OLDEST).then_some(Part { year: Some(year), ..story })
    }

    fn sentence(
        &self,
        scanner: &mut Scanner,
        text: &str,
        offset: u32,
        context: &mut Context,
        ahead: &dyn Fn(Span, bool, bool) -> Option<bool>,
        out: &mut Vec<Found>,
    ) {
        if !scanner.scan(&self.lexicon, text) {
            return;
        }
        let grammar = Grammar { lex: &self.lexicon, items: &scanner.items };
        let mut readings = Vec::new();
        let from = out.len();
        // A reading may begin before `i`, but not within the one before it (`March last` `Monday`).
        let (mut i, mut read) = (0, 0);
        while i < grammar.items.len() {
            let read_to = if grammar.may_begin(i) { grammar.read(i, &mut readings) } else { None };
            let Some(end) = read_to else {
                i += 1;
                continue;
            };
            for mut reading in readings.drain(..) {
                reading.first = reading.first.max(read);
                let span = Span {
                    start: offset + grammar.items[reading.first].start as u32,
                    end: offset + grammar.items[reading.end - 1].end as u32,
                };
                let opening = reading.first <= 2;
                let onward = grammar.onward(reading.first) && reading.to.is_none();
                let future =
                    ahead(span, opening, onward).unwrap_or_else(|| grammar.future_about(&reading, opening));
                if let Some(time) = self.time(&grammar, &reading, context, future) {
                    out.push(Found { span, time });
                }
            }
            i = end.max(i + 1);
            read = end;
        }
        feasts_ahead(&mut out[from..], context.reference);
        context.sentence();
    }

    /// What a reading says, with what stands before it; remembers its date.
    fn time(&self, g: &Grammar<'_>, r: &Reading, context: &mut Context, future: bool) -> Option<TimeRef> {
        let before = |class: Class| {
            (r.first.saturating_sub(5)..r.first).rev().take_while(|&k| opens(g, k)).any(|k| g.is(k, class))
        };
        let mut value = context.value(r, future)?;
        let bounded = !r.within || future || g.promised_before(r.first);
        if !bounded {
            value = None;
        }
        if before(Class::Approx)
            && let Some(start) = value.as_mut().and_then(|v| v.start.as_mut()).filter(|s| s.day.is_none())
        {
            start.approximate = true;
        }
        let single = r.to.is_none();
        let ahead = match (value.and_then(|v| v.latest()), context.reference.and_then(|c| c.earliest())) {
            (Some(last), Some(now)) => last >= now,
            _ => true,
        };
        let is_year = value.is_some_and(|v| v.precision() <= 1);
        // `au mois de mai` is in May, `au 3 mai` until then.
        let month = g.unit(r.first) == Some(lexicon::Unit::Month);
        let anniversary = matches!(r.from, When::Anniversary(_));
        let time = TimeRef {
            value,
            since: single && !anniversary && before(Class::Since),
            period: r.period
                || (before(Class::Period) && is_year && !anniversary)
                || (before(Class::After) && is_year && !anniversary)
                || (before(Class::Before) && !ahead && is_year && !anniversary),
            anniversary,
            anaphoric: matches!(r.from, When::Anchor(..)),
            due: single
                && ahead
                && !anniversary
                && value.is_some()
                && (r.due
                    || before(Class::Due)
                    || before(Class::Before)
                    || (before(Class::To) && !r.period && !month)),
        };
        if let Some(value) = value
            && !(time.period || time.due || r.named || anniversary || (time.since && is_year))
        {
            let year_alone = value.precision() <= 1 && value.end.is_none();
            let (written, passing) = match r.from {
                When::Point(p) => {
                    // A year that opens its sentence or stands in a heading holds for what follows.
                    let inside = year_alone && r.first > 3 && g.items.len() > 5;
                    (p.year != grammar::From::Open, inside || matches!(p.year, grammar::From::Reference(_)))
                }
                When::Reference(lexicon::Unit::Year, -1 | 1) => (true, true),
                // `who had come the year before`: inside a sentence that has its date, the other year is told in passing.
                When::Anchor(lexicon::Unit::Year, n) => {
                    (true, n != 0 && r.first > 3 && context.here.is_some())
                }
                _ => (false, false),
            };
            let numbered = |k: usize| matches!(g.items[k].kind, scan::Kind::Num(..) | scan::Kind::Punct(_));
            if year_alone && r.end == g.items.len() && (0..r.first).all(numbered) {
                context.heading = value.start.and_then(|p| p.year);
            }
            let guessed = matches!(r.from, When::Point(p) if p.month != grammar::From::Open);
            // What stands in brackets is no day that `the same day` goes on from, where another was named.
            let bracket = |k: &usize| matches!(g.items[*k].kind, scan::Kind::Punct('(' | ')'));
            let open = (0..r.first).rev().take(BRACKETED).find(bracket);
            let aside = open.is_some_and(|k| matches!(g.items[k].kind, scan::Kind::Punct('(')));
            let days = (context.day, context.recent, context.past);
            context.mention(&value, written, written && passing, guessed);
            if aside && days.0.is_some() {
                (context.day, context.recent, context.past) = days;
            }
        }
        Some(time)
    }
}

/// `mark the 60th anniversary of X next year`: an anniversary counts back from the year in which it is kept, where the
/// sentence names the next one behind it.
fn feasts_ahead(found: &mut [Found], reference: Option<Part>) {
    let Some(now) = reference.and_then(|r| r.year) else { return };
    let next = |f: &Found| {
        let plain = !(f.time.anniversary || f.time.period || f.time.since || f.time.due);
        plain && f.time.value.is_some_and(|v| v.precision() == 1 && v == Edtf::year(now + 1))
    };
    let Some(last) = found.iter().rposition(next) else { return };
    for f in found[..last].iter_mut().filter(|f| f.time.anniversary) {
        let kept = f.time.value.and_then(|v| v.start).and_then(|p| p.year);
        f.time.value = kept.map(|y| Edtf::year(y + 1)).or(f.time.value);
    }
}

/// True for what may stand between a preposition and its date.
fn opens(g: &Grammar<'_>, k: usize) -> bool {
    [
        Class::Det,
        Class::DayMark,
        Class::YearMark,
        Class::Of,
        Class::PartOfDay,
        Class::Edge,
        Class::Approx,
        Class::Since,
        Class::Due,
        Class::Before,
        Class::After,
        Class::To,
        Class::Period,
        Class::In,
        Class::DirPre,
    ]
    .iter()
    .any(|c| g.is(k, *c))
}
