//! Ranges and lists: two ends under one month or year, and days told one by one.

use super::grammar::{From, Grammar, Point, Reading, When};
use super::lexicon::Class;
use super::phrases::{reading, year};

impl Grammar<'_> {
    pub fn range_of_years(&self, i: usize) -> bool {
        let (Some(a), Some(b)) = (self.year_figure(i), self.year_figure(i + 2)) else {
            return false;
        };
        (self.dash(i + 1) || self.is(i + 1, Class::To)) && a < b && b - a < 150
    }

    /// The end of the connector of a range at `i`.
    pub fn connector(&self, i: usize) -> Option<usize> {
        if self.dash(i) {
            return Some(i + 1);
        }
        if self.is(i, Class::To) {
            return Some(self.skip(i + 1, &[Class::To], false));
        }
        None
    }

    /// Days before a month: `18, 19 and 20 March`, `du 18 au 22 mars`, `từ ngày 7 đến 11-4`, `29-31/5`.
    pub fn list(&self, i: usize, out: &mut Vec<Reading>) -> Option<usize> {
        let opened = self.is(i, Class::From) || self.is(i, Class::Since);
        let mut k = if opened { i + 1 } else { i };
        k = self.skip(k, &[Class::Det], false);
        let mut first = k;
        // `từ thứ Hai, ngày 7`, `lundi 18 et mardi 19 mars`
        let mut days: [(u8, usize, usize); 8] = [(0, 0, 0); 8];
        let mut count = 0;
        let mut ranged = opened;
        let mut started = false;
        loop {
            let before = k;
            while self.is(k, Class::DayMark)
                || self.is(k, Class::Det)
                || self.is(k, Class::Weekday)
                || self.is(k, Class::PartOfDay)
            {
                k += 1;
            }
            if !started {
                first = if before < k && !self.is(before, Class::Det) { before } else { k };
                started = true;
            }
            let bare = self.day(k).filter(|_| count < days.len());
            let joined = bare.and_then(|(d, end, _)| {
                let to = self.connector(end).map(|e| (e, true));
                let and = self.is(end, Class::And).then_some((end + 1, false));
                let comma = (self.punct(end) == Some(',')).then_some((end + 1, false));
                let (next, range) = to.or(and).or(comma)?;
                Some((d, end, next, range))
            });
            let Some((d, end, next, range)) = joined else { break };
            // `11-4` after the connector is itself a day and a month.
            if count > 0 && self.separated(k, true).is_some() && !self.next_is_point(next) {
                break;
            }
            if count == 0 && self.separated(k, opened || k > first).is_some() && !self.next_is_point(next) {
                return None;
            }
            days[count] = (d, k, end);
            count += 1;
            ranged |= range;
            k = next;
        }
        if count == 0 {
            return None;
        }
        let (last, _, end) = self.point(k, true)?;
        let day = last.day?;
        if last.month == From::Open {
            return None;
        }
        let days = &days[..count];
        let ascending = days
            .iter()
            .map(|d| d.0)
            .chain([day])
            .zip(days.iter().map(|d| d.0).skip(1).chain([day]))
            .all(|(a, b)| a <= b);
        let consecutive = ascending && i32::from(day) - i32::from(days[0].0) == count as i32;
        let point = |d: u8| When::Point(Point { day: Some(d), weekday: None, ..last });
        if (count == 1 && ranged && days[0].0 <= day) || consecutive {
            let to = Some(When::Point(Point { weekday: None, ..last }));
            out.push(Reading { to, ..reading(first, end, point(days[0].0)) });
        } else if ranged && count == 1 {
            return None;
        } else {
            for (n, (d, at, stop)) in days.iter().enumerate() {
                out.push(reading(if n == 0 { first } else { *at }, *stop, point(*d)));
            }
            out.push(reading(k, end, When::Point(last)));
        }
        Some(end)
    }

    /// True where a day with its month begins at `i`.
    fn next_is_point(&self, i: usize) -> bool {
        self.point(i, true).is_some_and(|(p, ..)| p.day.is_some() && p.month != From::Open)
    }

    /// Adds the other end to a reading that a connector follows.
    pub fn range(&self, r: Reading) -> Option<Reading> {
        let When::Point(a) = r.from else { return None };
        if r.period || r.due {
            return None;
        }
        let opened = r.first > 0
            && (self.is(r.first - 1, Class::From)
                || self.is(r.first - 1, Class::Since)
                || self.before(r.first, Class::Period));
        let and = opened && self.is(r.end, Class::And);
        let next = if and { r.end + 1 } else { self.connector(r.end)? };
        let spaced = self.dash(r.end) && !self.glued(r.end + 1);
        // `2024-2028`, `2024–28`
        if let (From::Is(y), None, From::Open, None) = (a.year, a.day, a.month, a.months) {
            if a.decade {
                return None;
            }
            let at = self.skip(next, &[Class::YearMark, Class::Det], false);
            if let Some(end_year) = self.year_figure(at) {
                let free = !(self.dash(at + 1) || self.punct(at + 1) == Some('/') && self.glued(at + 1));
                return (y < end_year && end_year - y < 300 && free).then(|| Reading {
                    end: at + 1,
                    to: Some(When::Point(year(end_year))),
                    period: true,
                    named: false,
                    ..r
                });
            }
            if let (Some((n, 2)), true) = (self.figure(at), self.dash(r.end) && self.glued(at)) {
                let end_year = y - y % 100 + i32::from(n);
                return (y < end_year && !self.dash(at + 1)).then(|| Reading {
                    end: at + 1,
                    to: Some(When::Point(year(end_year))),
                    period: true,
                    named: false,
                    ..r
                });
            }
        }
        if a.weekday.is_some() && a.day.is_none() && !opened && !self.is(r.end, Class::To) {
            return None;
        }
        // `March 2-5, 2024`: a day of the same month.
        if a.day.is_some()
            && a.month != From::Open
            && self.lex.settings.day_after_month
            && let Some((d, end, _)) = self.day(next)
        {
            let alone = self.month(end).is_none()
                && !(self.is(end, Class::Of) && self.month(end + 1).is_some())
                && self.unit(end).is_none()
                && (!spaced
                    || matches!(self.punct(end), Some(',' | '.' | ')' | ';'))
                    || end >= self.items.len());
            if alone && a.day.is_some_and(|x| x < d) && self.separated(next, true).is_none() {
                let (mut p, end) = self.year_after(Point { day: Some(d), weekday: None, ..a }, end);
                if p.year == From::Open {
                    p.year = a.year;
                }
                let from = When::Point(Point { year: p.year, ..a });
                return Some(Reading { end, from, to: Some(When::Point(p)), ..r });
            }
        }
        let (b, _, end) = self.part_of_year(next).or_else(|| self.point(next, true)).or_else(|| {
            let r = self.year(next).filter(|_| opened)?;
            match r.from {
                When::Point(p) => Some((p, r.first, r.end)),
                _ => None,
            }
        })?;
        if spaced && !opened && (a.day.is_none() != b.day.is_none()) {
            return None;
        }
        let (mut a, mut b) = (a, b);
        if b.weekday.is_some() && b.day.is_none() && a.day.is_some() {
            return None;
        }
        if a.month == From::Open && a.months.is_none() && a.weekday.is_none() {
            a.month = b.month;
        }
        if b.month == From::Open && b.months.is_none() && b.weekday.is_none() && b.day.is_some() {
            b.month = a.month;
        }
        let inherited = a.year == From::Open;
        if inherited {
            a.year = b.year;
            if let (From::Is(y), From::Is(m), From::Is(n)) = (b.year, a.month, b.month)
                && m > n
                && m <= 12
            {
                a.year = From::Is(y - 1);
            }
        } else if b.year == From::Open {
            b.year = match (a.year, a.month, b.month) {
                (From::Is(y), From::Is(m), From::Is(n)) if m > n => From::Is(y + 1),
                (y, ..) => y,
            };
        }
        Some(Reading { end, from: When::Point(a), to: Some(When::Point(b)), ..r })
    }
}
