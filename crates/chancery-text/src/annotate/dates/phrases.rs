//! Whole expressions: years, decades, seasons, amounts and relative phrases. Ranges and lists are in `ranges`.

use super::grammar::{From, Grammar, Point, Reading, When};
use super::lexicon::{Class, Feast, Unit};
use super::scan::Kind;

impl Grammar<'_> {
    /// The readings of the longest expression that begins at item `i` (several for a list of days), and its end.
    pub fn read(&self, i: usize, out: &mut Vec<Reading>) -> Option<usize> {
        match self.items[i].kind {
            Kind::Num(..) | Kind::Phrase(_) => {}
            _ => return None,
        }
        if i > 0 && self.is(i - 1, Class::NoDate) && matches!(self.items[i].kind, Kind::Num(..)) {
            return self.code(i);
        }
        if let Some(end) = self.list(i, out) {
            return Some(end);
        }
        let single = self.single(i)?;
        let reading = self.range(single).unwrap_or(single);
        // `(12/7/1995 - 12/7/2025)`: two days of an anniversary, no stretch of time.
        if let (When::Point(a), Some(When::Point(b))) = (reading.from, reading.to)
            && let (From::Is(x), From::Is(y), true, true) = (a.year, b.year, a.day.is_some(), b.day == a.day)
            && let (true, Some(next)) = (y > x + 1, self.connector(single.end))
        {
            out.push(single);
            out.push(Reading { to: None, from: When::Point(b), first: next, ..reading });
            return Some(reading.end);
        }
        out.push(reading);
        Some(reading.end)
    }

    /// Passes over `2231 (2015)`-like numbers of documents.
    fn code(&self, i: usize) -> Option<usize> {
        Some(i + 1)
    }

    /// One expression, no range.
    pub fn single(&self, i: usize) -> Option<Reading> {
        if let Some(r) = self.anniversary(i) {
            return Some(r);
        }
        if let Some(r) = self.amount(i) {
            return Some(r);
        }
        if let Some(r) = self.nth_weekday(i) {
            return Some(r);
        }
        if let Some((p, first, end)) = self.part_of_year(i) {
            return Some(reading(first, end, When::Point(p)));
        }
        if let Some((p, first, end)) = self.point(i, false) {
            let open = p.year == From::Open && p.month == From::Open && p.weekday.is_none();
            if !(open && self.counted(end)) {
                return Some(reading(first, end, When::Point(self.directed(p, first))));
            }
        }
        if let Some(r) = self.relative(i) {
            return Some(r);
        }
        // `Jean-Noël` is no Christmas.
        let joined = i > 0 && self.dash(i - 1) && self.glued(i);
        if let Some(e) = self.get(i, Class::Holiday).filter(|_| !joined) {
            let p = Point {
                month: From::Is(e.value / 100),
                day: Some((e.value % 100) as u8),
                ..Point::default()
            };
            let (p, end) = self.year_after(p, i + 1);
            return Some(reading(i, end, When::Point(p)));
        }
        if let Some(r) = self.feast(i).filter(|_| !joined) {
            return Some(r);
        }
        self.year(i)
    }

    /// A movable feast. Some give their name to other things (`Good Friday Agreement`, `Easter lamb`): before those a word
    /// that dates lean on must stand, or a year after them.
    fn feast(&self, i: usize) -> Option<Reading> {
        let e = self.get(i, Class::Feast)?;
        let feast = self.lex.feast(e)?;
        let month = match feast {
            Feast::Nth(_, _, month) => month,
            Feast::Easter(days) if days > 25 => 5,
            Feast::Pascha(days) if days > 10 => 5,
            Feast::Easter(days) if days < -30 => 2,
            Feast::Easter(_) | Feast::Pascha(_) => 4,
        };
        let p = Point { month: From::Is(month.into()), feast: Some(feast), ..Point::default() };
        let (mut p, end) = self.year_after(p, i + 1);
        let mut k = i;
        while k > 0 && (self.is(k - 1, Class::Det) || self.is(k - 1, Class::Weekday)) {
            k -= 1;
        }
        let led = k > 0 && {
            const LEADS: [Class; 7] = [
                Class::In,
                Class::Since,
                Class::Due,
                Class::Before,
                Class::After,
                Class::DirPre,
                Class::Edge,
            ];
            LEADS.iter().any(|c| self.is(k - 1, *c))
        };
        if p.year == From::Open && p.direction.is_none() && k > 0 {
            p.direction = self.get(k - 1, Class::DirPre).map(|e| e.value);
        }
        let named = self.items.get(end).is_some_and(|x| x.capital && matches!(x.kind, Kind::Word));
        (!named && (led || !e.weak || p.year != From::Open)).then(|| reading(i, end, When::Point(p)))
    }

    /// `the first Monday of March`, `le dernier vendredi d'octobre 2024`.
    fn nth_weekday(&self, i: usize) -> Option<Reading> {
        let (n, mut k) = match self.get(i, Class::DirPre) {
            Some(e) if e.value == -1 => (-1, i + 1),
            _ => match self.number(i)? {
                (n @ 1..=5, end, true) => (n, end),
                _ => return None,
            },
        };
        let weekday = self.get(k, Class::Weekday)?.value as u8;
        k += 1;
        if !self.is(k, Class::Of) && !self.is(k, Class::In) {
            return None;
        }
        k = self.skip(k + 1, &[Class::Det], false);
        let (p, _, end) = self.point(k, true)?;
        let month = p.day.is_none() && p.weekday.is_none() && matches!(p.month, From::Is(1..=12));
        month.then(|| {
            let feast = Some(Feast::Nth(n, weekday, 0));
            reading(i, end, When::Point(Point { feast, ..p }))
        })
    }

    /// `last March`, `next spring`: the direction that stands before.
    fn directed(&self, mut p: Point, first: usize) -> Point {
        if first > 0 && p.year == From::Open && p.direction.is_none() && p.day.is_none() {
            p.direction = self.get(first - 1, Class::DirPre).map(|e| e.value);
        }
        p
    }

    pub fn year_after(&self, p: Point, end: usize) -> (Point, usize) {
        self.with_year(p, end)
    }

    /// Seasons, quarters, halves, and the edges of a year or month.
    pub fn part_of_year(&self, i: usize) -> Option<(Point, usize, usize)> {
        if let Some(e) = self.get(i, Class::Season) {
            let p = Point { month: From::Is(e.value), ..Point::default() };
            let (mut p, end) = self.with_year(p, i + 1);
            let led = if i > 0 { self.get(i - 1, Class::DirPre).map(|d| d.value) } else { None };
            let supported = p.year != From::Open || led.is_some() || !e.weak;
            p.direction = p.direction.or(led);
            return supported.then_some((p, i, end));
        }
        // `first quarter of 2024`, `quý I/2024`, `premier semestre 2024`
        let months = |class: Class, n: i32| match class {
            Class::Quarter if (1..=4).contains(&n) => Some(((3 * n - 2) as u8, (3 * n) as u8)),
            Class::Half if (1..=2).contains(&n) => Some(((6 * n - 5) as u8, (6 * n) as u8)),
            _ => None,
        };
        for class in [Class::Quarter, Class::Half] {
            // `the last quarter of 2023`
            if self.get(i, Class::DirPre).is_some_and(|e| e.value == -1)
                && self.is(i + 1, class)
                && let Some(pair) = months(class, if class == Class::Half { 2 } else { 4 })
                && let (p, first, end) = self.months_of(pair, i, i + 2)
                && matches!(p.year, From::Is(_))
            {
                return Some((p, first, end));
            }
            if let Some(mark) = self.get(i, class) {
                let n = if mark.value > 0 {
                    Some((mark.value, i + 1))
                } else {
                    self.get(i + 1, Class::Roman).map(|e| (e.value, i + 2)).or_else(|| {
                        self.small_number(i + 1)
                            .filter(|_| self.get(i + 1, Class::Num).is_none_or(|e| !e.weak))
                    })
                };
                if let Some((pair, end)) = n.and_then(|(n, end)| Some((months(class, n)?, end))) {
                    return Some(self.months_of(pair, i, end));
                }
            }
            if let Some((n, end)) = self.small_number(i)
                && self.get(i, Class::Num).is_none_or(|e| !e.weak) // `two and a half hours`
                && self.get(end, class).is_some_and(|e| e.value == 0)
                && let Some(pair) = months(class, n)
            {
                return Some(self.months_of(pair, i, end + 1));
            }
        }
        None
    }

    fn months_of(&self, pair: (u8, u8), first: usize, end: usize) -> (Point, usize, usize) {
        let p = Point { months: Some(pair), ..Point::default() };
        let slash = matches!(self.punct(end), Some('/' | '-')) && self.glued(end);
        let (p, end) = match self.with_year(p, end + usize::from(slash)) {
            (p, after) if p.year != From::Open => (p, after),
            _ => (p, end),
        };
        (p, first, end)
    }

    fn small_number(&self, i: usize) -> Option<(i32, usize)> {
        let (n, end, _) = self.number(i)?;
        (n <= 4).then_some((n, end))
    }

    /// `50th anniversary`, `le 50e anniversaire`, `kỷ niệm 50 năm`.
    fn anniversary(&self, i: usize) -> Option<Reading> {
        if let Some((n, end, _)) = self.number(i) {
            let k = self.skip(end, &[Class::Unit], false);
            if self.is(k, Class::Anniversary)
                && (1..2500).contains(&n)
                && self.get(k, Class::Anniversary).is_some_and(|e| e.value >= 0)
            {
                return Some(reading(i, k + 1, When::Anniversary(n)));
            }
        }
        if self.get(i, Class::Anniversary).is_some_and(|e| e.value <= 0) {
            let k = self.skip(i + 1, &[Class::Of, Class::Det, Class::Approx], false);
            let (n, end, _) = self.number(k)?;
            if self.unit(end) == Some(Unit::Year) && (1..1500).contains(&n) {
                return Some(reading(i, end + 1, When::Anniversary(n)));
            }
        }
        None
    }

    /// A number of units: `two years ago`, `il y a dix ans`, `the next five years`, `for 40 years`.
    fn amount(&self, i: usize) -> Option<Reading> {
        let mut j = i;
        let mut opened = None;
        for class in [Class::AgoPre, Class::HencePre, Class::Within] {
            if self.is(i, class) {
                opened = Some(class);
                j = self.skip(i + 1, &[Class::Approx, Class::Det], false);
                break;
            }
        }
        let mut direction = None;
        if let Some(d) = self.get(j, Class::DirPre) {
            direction = Some(d.value);
            j += 1;
        }
        let (n, mut end, ordinal) = self.number(j)?;
        if ordinal || !(1..=1000).contains(&n) {
            return None;
        }
        if direction.is_none()
            && let Some(d) = self.get(end, Class::DirPre)
        {
            direction = Some(d.value);
            end += 1;
        }
        // `mười ngày trước đó`: the phrase for one unit, counted.
        if let Some(e) = self.get(end, Class::Anaph).filter(|e| e.value != 0) {
            return Some(reading(j, end + 1, When::Anchor(e.unit, e.value * n)));
        }
        // `three-day`
        let hyphen = usize::from(self.punct(end) == Some('-'));
        let unit = self.unit(end + hyphen)?;
        end += hyphen + 1;
        // `2 tháng 9`, `ba năm 1963`: the unit belongs to what follows.
        if hyphen == 0 && matches!(unit, Unit::Month | Unit::Year) && self.marks_next(end - 1, end) {
            return None;
        }
        if unit == Unit::Century {
            return None;
        }
        if unit == Unit::Hour {
            return None;
        }
        let far = |sign: i32| When::Reference(unit, sign * n);
        if self.after_amount(end, Class::AgoPost) {
            return Some(reading(i, end + 1, far(-1)));
        }
        if self.after_amount(end, Class::HencePost) {
            return Some(reading(i, end + 1, far(1)));
        }
        if self.after_amount(end, Class::LaterPost) {
            return Some(reading(i, end + 1, When::Anchor(unit, n)));
        }
        if self.after_amount(end, Class::EarlierPost) {
            return Some(reading(i, end + 1, When::Anchor(unit, -n)));
        }
        if direction.is_none()
            && let Some(d) = self
                .get(end, Class::DirPost)
                .filter(|e| !e.weak || opened.is_some() || self.closes(end + 1))
                .map(|e| e.value)
        {
            direction = Some(d);
            end += 1;
        }
        match opened {
            Some(Class::AgoPre) => return Some(reading(i, end, far(-1))),
            Some(Class::HencePre)
                if self.future_before(i)
                    || direction == Some(1)
                    || self.get(i, Class::HencePre).is_some_and(|e| !e.weak) =>
            {
                return Some(reading(i, end, far(1)));
            }
            Some(Class::Within) if direction.is_none_or(|d| d > 0) => {
                let within = direction.is_none();
                let first = if within { i } else { j };
                return Some(Reading {
                    due: true,
                    period: true,
                    within,
                    ..reading(first, end, When::Stretch(unit, n))
                });
            }
            _ => {}
        }
        if let Some(d) = direction {
            let first = if self.is(j.wrapping_sub(1), Class::DirPre) { j - 1 } else { j };
            let when = if d > 0 { When::Stretch(unit, n) } else { When::Stretch(unit, -n) };
            return Some(Reading { due: d > 0, period: true, ..reading(first, end, when) });
        }
        Some(Reading { period: true, ..reading(j, end, When::Length) })
    }

    /// A word after an amount; a weak one is a preposition as well and must close the phrase.
    fn after_amount(&self, i: usize, class: Class) -> bool {
        self.get(i, class).is_some_and(|e| !e.weak || self.closes(i + 1))
    }

    fn marks_next(&self, unit_at: usize, next: usize) -> bool {
        let figure = self.figure(next);
        (self.is(unit_at, Class::MonthMark)
            && (figure.is_some_and(|(n, d)| d <= 2 && n <= 12) || self.is(next, Class::Num)))
            || (self.is(unit_at, Class::YearMark) && figure.is_some_and(|(_, d)| d == 4))
    }

    /// True where a word before item `i` puts the sentence in the future.
    pub fn future_before(&self, i: usize) -> bool {
        (i.saturating_sub(14)..i).any(|k| self.is(k, Class::Future))
    }

    /// True where a word before item `i` promises what follows.
    pub fn promised_before(&self, i: usize) -> bool {
        (i.saturating_sub(14)..i).any(|k| self.is(k, Class::Promise))
    }

    /// True behind a word that says from when on (`from Tuesday`), not since when.
    pub fn onward(&self, first: usize) -> bool {
        first.checked_sub(1).and_then(|k| self.get(k, Class::Since)).is_some_and(|e| e.value == 1)
    }

    /// True where a word before the reading, or soon after one that opens its sentence, puts it in the future.
    pub fn future_about(&self, r: &Reading, opening: bool) -> bool {
        self.future_before(r.first) || (opening && (r.end..r.end + 8).any(|k| self.is(k, Class::Future)))
    }

    /// `yesterday`, `last week`, `the end of the year`, `fin 2024`.
    fn relative(&self, i: usize) -> Option<Reading> {
        if self.is(i, Class::Edge) {
            let hyphen = usize::from(self.punct(i + 1) == Some('-'));
            let k = self.skip(i + 1 + hyphen, &[Class::Of, Class::Det], false);
            if let Some((when, end)) = self.relative_unit(k) {
                return Some(reading(i, end, when));
            }
            if let Some(inner) = self.part_of_year(k).or_else(|| self.point(k, true)) {
                return Some(reading(i, inner.2, When::Point(inner.0)));
            }
            if let Some(r) = self.year(k) {
                return Some(Reading { first: i, named: false, ..r });
            }
            if let Some(unit) = self.unit(k) {
                let here =
                    matches!(unit, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade);
                return here.then(|| reading(i, k + 1, When::Reference(unit, 0)));
            }
            return None;
        }
        let (when, mut end) = self.relative_unit(i)?;
        if matches!(when, When::Reference(Unit::Hour, _)) {
            return None;
        }
        if matches!(when, When::Reference(Unit::Day, _) | When::Anchor(Unit::Day, _)) {
            while self.is(end, Class::PartOfDay) {
                end += 1;
            }
            // `hôm qua (23/7)`: the date that follows says it better and is a reading of its own.
        }
        Some(reading(i, end, when))
    }

    /// A year or decade.
    pub fn year(&self, i: usize) -> Option<Reading> {
        if self.is(i, Class::DecadeMark) {
            let (n, end, _) = self.number(i + 1)?;
            let year = match n {
                10..=99 if n % 10 == 0 => 1900 + n,
                1000..=2200 if n % 10 == 0 => n,
                _ => return None,
            };
            return Some(reading(i, end, When::Point(decade(year))));
        }
        if let Some((n, digits)) = self.figure(i)
            && self.glued(i + 1)
            && self.is(i + 1, Class::DecadeSuffix)
            && n % 10 == 0
        {
            let year = if digits == 2 { 1900 + i32::from(n) } else { i32::from(n) };
            return ((digits == 2 || digits == 4) && year >= 1000)
                .then(|| reading(i, i + 2, When::Point(decade(year))));
        }
        if self.is(i, Class::YearMark) {
            let k = self.skip(i + 1, &[Class::Det], false);
            let (n, digits) = self.figure(k)?;
            let ok = digits == 4 || (digits == 3 && n >= 100);
            let next = self.glued(k + 1) && self.is(k + 1, Class::DecadeSuffix);
            return (ok && (100..=2200).contains(&n) && !next)
                .then(|| reading(i, k + 1, When::Point(year(i32::from(n)))));
        }
        let y = self.year_figure(i)?;
        let back = i > 0 && matches!(self.punct(i - 1), Some('/' | '.' | '$' | '€' | '£' | '#' | '°'));
        let dashed = i > 1 && self.glued(i) && self.dash(i - 1) && self.glued(i - 1);
        let r = reading(i, i + 1, When::Point(year(y)));
        // `mid-2023`
        if dashed && self.is(i - 2, Class::Edge) && (1900..=2100).contains(&y) {
            return Some(r);
        }
        if back || (dashed && self.figure(i - 2).is_none_or(|(_, d)| d != 4)) {
            return None;
        }
        // Past articles and edges, what stands before decides.
        let mut k = i;
        while k > 0 && (self.is(k - 1, Class::Det) || self.is(k - 1, Class::Approx)) {
            k -= 1;
        }
        let licensed = k > 0
            && [
                Class::In,
                Class::Since,
                Class::Due,
                Class::From,
                Class::To,
                Class::After,
                Class::Before,
                Class::Edge,
                Class::Period,
                Class::Season,
            ]
            .iter()
            .any(|c| self.is(k - 1, *c));
        let small_word = self.items.get(i + 1).is_some_and(|x| matches!(x.kind, Kind::Word) && !x.capital);
        if licensed && (1500..=2150).contains(&y) {
            let named = k < i && small_word && self.is(i - 1, Class::Det);
            return Some(Reading { named, ..r });
        }
        if !(1700..=2100).contains(&y) {
            return None;
        }
        if self.range_of_years(i) {
            return Some(r);
        }
        let of = self.before(k, Class::Of);
        let open = |c: Option<char>| matches!(c, Some('(' | '[' | ',' | ';' | '/' | '–' | '-'));
        let close = |c: Option<char>| matches!(c, Some(')' | ']' | ',' | ';' | '.' | ':'));
        let bracket =
            i > 0 && open(self.punct(i - 1)) && (close(self.punct(i + 1)) || self.is(i + 1, Class::And));
        let listed = self.before(i, Class::And) && i > 1 && self.year_figure(i - 2).is_some();
        if bracket || listed || i + 1 == self.items.len() && i == 0 {
            return Some(r);
        }
        // The bullet of a chronology: `1973: A and B sign`, `• 1973 – A and B sign`.
        let opens = i == 0 || i == 1 && matches!(self.punct(0), Some('•' | '·' | '*' | '-' | '–'));
        let dash =
            self.dash(i + 1) && !self.glued(i + 1) && !self.glued(i + 2) && self.figure(i + 2).is_none();
        if opens && (self.punct(i + 1) == Some(':') || dash && i + 2 < self.items.len()) {
            return Some(r);
        }
        if of && !small_word {
            return Some(r);
        }
        // `the 2018 summit`, `Convention 1982`, `le sommet 2018`
        let article = self.before(i, Class::Det);
        let capital = i > 0 && self.items[i - 1].capital && matches!(self.items[i - 1].kind, Kind::Word);
        let next_capital = self.items.get(i + 1).is_some_and(|x| x.capital);
        if (article || capital || next_capital) && (1900..=2100).contains(&y) && !(capital && small_word) {
            return Some(Reading { named: true, ..r });
        }
        None
    }
}

pub(super) fn reading(first: usize, end: usize, from: When) -> Reading {
    Reading { first, end, from, to: None, named: false, period: false, due: false, within: false }
}

pub(super) fn year(y: i32) -> Point {
    Point { year: From::Is(y), ..Point::default() }
}

fn decade(y: i32) -> Point {
    Point { year: From::Is(y), decade: true, ..Point::default() }
}
