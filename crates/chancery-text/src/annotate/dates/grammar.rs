//! Items to readings: what a stretch of items says about time, before any calendar is opened.

use super::lexicon::{Class, Entry, Feast, Lexicon, Unit};
use super::scan::{Item, Kind};

/// Where the year of a day or month comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum From {
    /// The text does not say.
    #[default]
    Open,
    /// Written.
    Is(i32),
    /// So many years (or months) from the reference: `last year`.
    Reference(i32),
    /// So many from the date mentioned before: `of that year`.
    Anchor(i32),
}

/// A date by its components.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Point {
    pub year: From,
    pub month: From,
    pub day: Option<u8>,
    pub weekday: Option<u8>,
    /// -1 `last`, 0 `this`, 1 `next` said of a month, weekday or season.
    pub direction: Option<i32>,
    /// The year is the first of a decade.
    pub decade: bool,
    pub approximate: bool,
    /// A stretch of months of the year (quarter, half): first and last.
    pub months: Option<(u8, u8)>,
    /// A day that moves from year to year.
    pub feast: Option<Feast>,
}

/// One end of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// By components.
    Point(Point),
    /// So many units from the reference.
    Reference(Unit, i32),
    /// So many units from the date mentioned before.
    Anchor(Unit, i32),
    /// The last (negative) or next units: `over the next five years`.
    Stretch(Unit, i32),
    /// The year so many years before: `50th anniversary`.
    Anniversary(i32),
    /// A length of time without a place on the calendar.
    Length,
}

/// A reading with its place among the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub first: usize,
    pub end: usize,
    pub from: When,
    /// Other end of a range.
    pub to: Option<When>,
    /// A year that names something (`the 1982 Convention`).
    pub named: bool,
    /// A span of time, no date of an event.
    pub period: bool,
    /// Has the form of a deadline by itself (`within two years`).
    pub due: bool,
    /// A stretch from the reference only where the sentence is about what is to come; else a length of time.
    pub within: bool,
}

/// Any of some classes, as bits.
const fn any(classes: &[Class]) -> u64 {
    let (mut bits, mut i) = (0, 0);
    while i < classes.len() {
        bits |= classes[i].bit();
        i += 1;
    }
    bits
}

/// What a reading can begin with, beside figures.
pub(super) const FIRST: u64 = any(&[
    Class::Month,
    Class::MonthMark,
    Class::DayMark,
    Class::YearMark,
    Class::Weekday,
    Class::Num,
    Class::Ord,
    Class::Unit,
    Class::DirPre,
    Class::Rel,
    Class::Anaph,
    Class::AgoPre,
    Class::HencePre,
    Class::Within,
    Class::PartOfDay,
    Class::Season,
    Class::Edge,
    Class::Quarter,
    Class::Half,
    Class::Holiday,
    Class::Feast,
    Class::Anniversary,
    Class::DecadeMark,
]);

/// What may stand before that within a reading, and begins none by itself.
const LEADS: u64 = any(&[Class::From, Class::Since, Class::Det]);

/// The items of a sentence under one vocabulary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grammar<'a> {
    pub lex: &'a Lexicon,
    pub items: &'a [Item],
}

impl<'a> Grammar<'a> {
    /// The reading of item `i` as `class`.
    pub fn get(&self, i: usize, class: Class) -> Option<&'a Entry> {
        let item = self.items.get(i)?;
        if item.classes & class.bit() == 0 {
            return None;
        }
        let Kind::Phrase(node) = item.kind else { return None };
        self.lex.entries(node).iter().find(|e| e.class == class && (!e.capital || item.capital))
    }
    #[inline]
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.items.get(i).is_some_and(|item| item.classes & class.bit() != 0)
    }
    /// False where item `i` is certainly not the first of a reading.
    pub fn may_begin(&self, i: usize) -> bool {
        self.items[i..]
            .iter()
            .find(|item| item.classes & FIRST != 0 || item.classes & LEADS == 0)
            .is_some_and(|item| item.classes & FIRST != 0 || matches!(item.kind, Kind::Num(..)))
    }
    pub fn before(&self, i: usize, class: Class) -> bool {
        i > 0 && self.is(i - 1, class)
    }
    pub fn punct(&self, i: usize) -> Option<char> {
        let item = self.items.get(i)?;
        match item.kind {
            Kind::Punct(c) => Some(c),
            _ => None,
        }
    }
    pub fn glued(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|x| x.glued)
    }
    pub fn dash(&self, i: usize) -> bool {
        matches!(self.punct(i), Some('-' | '–' | '—' | '~' | '−'))
    }
    pub fn figure(&self, i: usize) -> Option<(u16, u8)> {
        match self.items.get(i)?.kind {
            Kind::Num(n, d) => Some((n, d)),
            _ => None,
        }
    }
    /// Skips items of any of `classes` and commas where `comma`.
    pub fn skip(&self, mut i: usize, classes: &[Class], comma: bool) -> usize {
        let classes = any(classes);
        while let Some(item) = self.items.get(i)
            && (item.classes & classes != 0 || comma && item.kind == Kind::Punct(','))
        {
            i += 1;
        }
        i
    }

    /// A number in figures or words: value, end, and whether it is an ordinal.
    pub fn number(&self, i: usize) -> Option<(i32, usize, bool)> {
        if let Some((n, _)) = self.figure(i) {
            let free = i == 0 || !self.glued(i) || !matches!(self.items[i - 1].kind, Kind::Word);
            if !free {
                return None;
            }
            let ordinal = self.glued(i + 1) && self.is(i + 1, Class::OrdSuffix);
            let apart = !self.glued(i + 1)
                && self.is(i + 1, Class::OrdSuffix)
                && self.items[i + 1].end > self.items[i + 1].start + 1;
            return Some((i32::from(n), i + 1 + usize::from(ordinal || apart), ordinal || apart));
        }
        if let Some(e) = self.get(i, Class::Ord) {
            return Some((e.value, i + 1, true));
        }
        self.get(i, Class::Num).map(|e| (e.value, i + 1, false))
    }

    /// A day of the month in figures or words.
    pub fn day(&self, i: usize) -> Option<(u8, usize, bool)> {
        let (n, end, ordinal) = self.number(i)?;
        if let Some((_, digits)) = self.figure(i)
            && digits > 2
        {
            return None;
        }
        (1..=31).contains(&n).then_some((n as u8, end, ordinal))
    }

    fn month_number(&self, i: usize) -> Option<(u8, usize)> {
        let (n, end, _) = self.number(i)?;
        if self.figure(i).is_some_and(|(_, d)| d > 2) {
            return None;
        }
        (1..=12).contains(&n).then_some((n as u8, end))
    }

    /// Four figures that can be a year.
    pub fn year_figure(&self, i: usize) -> Option<i32> {
        let (n, digits) = self.figure(i)?;
        let free = i == 0 || !self.glued(i) || !matches!(self.items[i - 1].kind, Kind::Word);
        (digits == 4 && (1000..=2200).contains(&n) && free && !self.counted(i + 1)).then_some(i32::from(n))
    }

    /// True where what follows shows that the figure before `i` counts things.
    pub fn counted(&self, i: usize) -> bool {
        if self.is(i, Class::Counted) {
            return true;
        }
        if self.glued(i) {
            match self.punct(i) {
                Some('%' | '°' | '€' | '$' | '£') => return true,
                // A decimal, or one part of a longer code.
                Some('.' | ',' | ':') => {
                    return self.glued(i + 1) && matches!(self.items[i + 1].kind, Kind::Num(..) | Kind::Big);
                }
                _ => {}
            }
            return self.items.get(i).is_some_and(|x| matches!(x.kind, Kind::Word));
        }
        matches!(self.punct(i), Some('%' | '€' | '$' | '£'))
    }

    /// What names the year after a day or month, and its end. After a day and its month four figures are the year
    /// whatever follows (`On 5 October 2022 ships of the squadron`).
    fn year_tail(&self, i: usize, day: bool) -> Option<(From, usize)> {
        let j = self.skip(i, &[Class::Of, Class::YearMark, Class::Det, Class::In], true);
        let next = match self.figure(j) {
            Some((n, 4)) if day && j == i && !self.glued(j) => Some(i32::from(n)),
            _ => self.year_figure(j),
        };
        if let Some(year) = next.filter(|y| (1500..=2150).contains(y) || self.before(j, Class::YearMark)) {
            return Some((From::Is(year), j + 1));
        }
        for k in [i, j] {
            if let Some(rel) = self.relative_unit(k) {
                match rel {
                    (When::Reference(Unit::Year, n), end) => return Some((From::Reference(n), end)),
                    (When::Anchor(Unit::Year, n), end) => return Some((From::Anchor(n), end)),
                    _ => {}
                }
            }
        }
        None
    }

    /// `last week`, `l'année dernière`, `hôm qua`, `the same day`, `that month`.
    pub fn relative_unit(&self, i: usize) -> Option<(When, usize)> {
        if let Some(e) = self.get(i, Class::Rel) {
            return Some((When::Reference(e.unit, e.value), i + 1));
        }
        if let Some(e) = self.get(i, Class::Anaph) {
            return Some((When::Anchor(e.unit, e.value), i + 1));
        }
        // `the coming years`, `những năm tới` mean no year in particular.
        let one = |k: usize| self.unit(k).filter(|_| self.get(k, Class::Unit).is_some_and(|e| e.value < 2));
        if let Some(dir) = self.get(i, Class::DirPre)
            && let Some(unit) = one(i + 1)
        {
            return Some((When::Reference(unit, dir.value), i + 2));
        }
        let unit = one(i).filter(|_| !self.before(i, Class::Plural))?;
        let dir = self.direction_after(i + 1)?;
        Some((When::Reference(unit, dir), i + 2))
    }

    /// A direction after its unit; a weak one is a verb or preposition as well and must close the phrase.
    pub fn direction_after(&self, i: usize) -> Option<i32> {
        let e = self.get(i, Class::DirPost)?;
        (!e.weak || self.closes(i + 1)).then_some(e.value)
    }

    /// True where nothing at `i` goes on with the phrase before it.
    pub fn closes(&self, i: usize) -> bool {
        match self.items.get(i).map(|x| x.kind) {
            None => true,
            Some(Kind::Punct(c)) => !matches!(c, '-' | '–' | '/'),
            Some(Kind::Phrase(_)) => [Class::In, Class::And, Class::Future].iter().any(|c| self.is(i, *c)),
            _ => false,
        }
    }

    pub fn unit(&self, i: usize) -> Option<Unit> {
        self.get(i, Class::Unit).map(|e| e.unit)
    }

    /// Year, or an open year, after something that has one; moves the end.
    pub fn with_year(&self, mut point: Point, end: usize) -> (Point, usize) {
        if let Some((year, after)) = self.year_tail(end, point.day.is_some()) {
            point.year = year;
            return (point, after);
        }
        if let Some(dir) = self.direction_after(end) {
            point.direction = Some(dir);
            return (point, end + 1);
        }
        (point, end)
    }

    pub fn month(&self, i: usize) -> Option<(u8, bool)> {
        self.get(i, Class::Month).map(|e| (e.value as u8, e.weak))
    }

    /// `tháng 3`, `tháng Ba`: the month and its end.
    fn marked_month(&self, i: usize) -> Option<(u8, usize)> {
        if !self.is(i, Class::MonthMark) {
            return None;
        }
        let (m, end) = self.month_number(i + 1)?;
        Some((m, end))
    }

    /// Day, month and year beginning with the day or month itself, without weekday or marks before it.
    fn calendar(&self, i: usize, licensed: bool) -> Option<(Point, usize)> {
        if let Some(hit) = self.separated(i, licensed) {
            return Some(hit);
        }
        if let Some((d, end, _)) = self.day(i) {
            let j = self.skip(end, &[Class::Of, Class::Det], false);
            let k = self.skip(j, &[Class::Unit], false);
            for k in [j, k] {
                if let Some((m, _)) = self.month(k) {
                    // `dix sept`, a month's short form that is a number: seventeen, not the tenth of September.
                    if self.figure(i).is_none() && self.get(k, Class::Num).is_some() {
                        continue;
                    }
                    if self.glued(k)
                        && self.figure(i).is_some()
                        && !self.before(k, Class::Of)
                        && self.dash(k - 1)
                    {
                        continue;
                    }
                    let k = k
                        + 1
                        + usize::from(self.punct(k + 1) == Some('.') && self.year_figure(k + 2).is_some());
                    let p = Point { month: From::Is(i32::from(m)), day: Some(d), ..Point::default() };
                    return Some(self.with_year(p, k));
                }
            }
            if let Some((m, after)) = self.marked_month(j)
                && (self.unit(after).is_none() || self.is(after, Class::YearMark))
            {
                let p = Point { month: From::Is(i32::from(m)), day: Some(d), ..Point::default() };
                return Some(self.marked_year(p, after));
            }
            // `29th of that month`, `le 18 du mois dernier`
            {
                match self.relative_unit(j) {
                    Some((When::Reference(Unit::Month, n), end)) if j > end || licensed => {
                        return Some((
                            Point { month: From::Reference(n), day: Some(d), ..Point::default() },
                            end,
                        ));
                    }
                    Some((When::Anchor(Unit::Month, n), end)) => {
                        return Some((
                            Point { month: From::Anchor(n), day: Some(d), ..Point::default() },
                            end,
                        ));
                    }
                    _ => {}
                }
            }
        }
        if let Some((m, end)) = self.marked_month(i) {
            let p = Point { month: From::Is(i32::from(m)), ..Point::default() };
            return Some(self.marked_year(p, end));
        }
        // `au mois de mars`
        let named = usize::from(self.unit(i) == Some(Unit::Month) && self.is(i + 1, Class::Of)) * 2;
        let i = i + named;
        let (m, weak) = self.month(i)?;
        let base = Point { month: From::Is(i32::from(m)), ..Point::default() };
        let dot = usize::from(self.punct(i + 1) == Some('.') && self.glued(i + 1));
        if self.lex.settings.day_after_month {
            let j = self.skip(i + 1 + dot, &[Class::Det], false);
            if let Some((d, end, ordinal)) = self.day(j) {
                let counts = self.counted(end) && !ordinal;
                if !counts && self.unit(end).is_none() && (self.figure(j).is_some() || ordinal) {
                    return Some(self.with_year(Point { day: Some(d), ..base }, end));
                }
            }
        }
        let (p, end) = match self.with_year(base, i + 1 + dot) {
            (p, end) if p.year != From::Open || p.direction.is_some() => (p, end),
            _ => self.with_year(base, i + 1),
        };
        let supported =
            p.year != From::Open || p.direction.is_some() || licensed || named > 0 || self.leads_to_month(i);
        (!weak || supported).then_some((p, end))
    }

    /// True where what stands before a month whose name is a word or a person's name as well shows that it is a month.
    fn leads_to_month(&self, i: usize) -> bool {
        const LEADS: [Class; 5] = [Class::Edge, Class::Since, Class::Before, Class::After, Class::DirPre];
        // `from May` may be from a person; `from May to July` is not.
        let opened = self.before(i, Class::From);
        let ranged = self.dash(i + 1) || self.is(i + 1, Class::To) || self.is(i + 1, Class::And);
        // `the week of March`, `the first days of May`
        let part =
            self.before(i, Class::Of) && i > 1 && (self.unit(i - 2).is_some() || self.is(i - 2, Class::Edge));
        // `after May's visit`; the table has `'s` for decades.
        let possessed = self.glued(i + 1) && self.is(i + 1, Class::DecadeSuffix);
        // `by May` names who did it as often as when it is due.
        let due = self.before(i, Class::Due) && self.future_before(i);
        let led = if opened { ranged } else { LEADS.iter().any(|c| self.before(i, *c)) };
        self.before(i, Class::In) || !possessed && (part || due || led)
    }

    /// The year after a month in figures: `/2020`, `-2020`, `năm 2020`.
    fn marked_year(&self, mut p: Point, end: usize) -> (Point, usize) {
        if matches!(self.punct(end), Some('/' | '-' | '.'))
            && self.glued(end)
            && self.glued(end + 1)
            && let Some(year) = self.year_figure(end + 1)
        {
            p.year = From::Is(year);
            return (p, end + 2);
        }
        self.with_year(p, end)
    }

    /// A single date at `i` with what may stand before it. The second value is where it begins, without articles.
    pub fn point(&self, i: usize, licensed: bool) -> Option<(Point, usize, usize)> {
        let mut j = i;
        let mut first = None;
        let mut weekday: Option<(u8, usize, bool)> = None;
        let mut marked = false;
        let mut part = false;
        let mut article = false;
        loop {
            if let Some(e) = self.get(j, Class::Weekday).filter(|_| weekday.is_none()) {
                weekday = Some((e.value as u8, j, e.weak));
                first.get_or_insert(j);
                j += 1 + usize::from(
                    self.punct(j + 1) == Some('.')
                        && self.glued(j + 1)
                        && self.items[j].end - self.items[j].start <= 5,
                );
            } else if let Some(e) = self.get(j, Class::DayMark) {
                if e.weak {
                    article = true;
                } else {
                    marked = true;
                    first.get_or_insert(j);
                }
                j += 1;
            } else if self.is(j, Class::PartOfDay) {
                part = true;
                first.get_or_insert(j);
                j += 1;
            } else if self.is(j, Class::Det)
                || (weekday.is_some() || part)
                    && (matches!(self.punct(j), Some(',' | '(')) || self.is(j, Class::Of))
            {
                j += 1;
            } else {
                break;
            }
        }
        let strong = licensed || marked || article || part || weekday.is_some();
        if let Some((mut p, mut end)) = self.calendar(j, strong) {
            p.weekday = weekday.map(|w| w.0);
            if self.punct(j.wrapping_sub(1)) == Some('(') && first.is_some() && self.punct(end) == Some(')') {
                end += 1;
            }
            return Some((p, first.unwrap_or(j), end));
        }
        if (marked || article)
            && let Some((d, end, ordinal)) = self.day(j)
        {
            // `on the 17th floor` is no day; nor is what no figure says.
            let word = matches!(self.items.get(end).map(|x| (x.kind, x.capital)), Some((Kind::Word, false)));
            let closed = self.is(end, Class::PartOfDay)
                || self.items.get(end).is_none_or(|x| matches!(x.kind, Kind::Punct(',' | '.' | ';' | ')')));
            let stands = if ordinal { !word } else { marked || closed };
            let figure = self.figure(j).is_some() || marked;
            if stands && figure && self.unit(end).is_none() && !self.counted(end) {
                let p = Point { day: Some(d), weekday: weekday.map(|w| w.0), ..Point::default() };
                return Some((p, first.unwrap_or(j), end));
            }
        }
        let (day, at, weak) = weekday?;
        self.weekday(day, at, weak, first.unwrap_or(at), licensed)
    }

    /// A weekday alone, with `last`, `next` or part of the day about it.
    fn weekday(
        &self,
        day: u8,
        at: usize,
        weak: bool,
        first: usize,
        licensed: bool,
    ) -> Option<(Point, usize, usize)> {
        let mut p = Point { weekday: Some(day), ..Point::default() };
        let mut end = at + 1;
        let mut first = first;
        if at > 0
            && let Some(dir) = self.get(at - 1, Class::DirPre)
        {
            p.direction = Some(dir.value);
            first = first.min(at - 1);
        }
        if self.is(end, Class::PartOfDay) {
            end += 1;
        }
        if let Some(dir) = self.direction_after(end) {
            p.direction = Some(dir);
            end += 1;
        } else {
            let k = self.skip(end, &[Class::Of, Class::Det], false);
            if let Some((When::Reference(Unit::Week, n), after)) = self.relative_unit(k) {
                p.direction = Some(if n == 0 { 0 } else { n.signum() * 10 });
                end = after;
            }
        }
        let supported = licensed
            || p.direction.is_some()
            || end > at + 1
            || self.before(at, Class::In)
            || self.before(at, Class::DayMark);
        (!weak || supported).then_some((p, first, end))
    }
}
