//! Readings to calendar dates, under a reference date and the dates mentioned before.

use super::feasts::day_of;
use super::grammar::{From, Point, Reading, When};
use super::lexicon::Unit;
use chancery_model::{Day, Edtf, Part};

/// What the values of a sentence's dates depend on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// Publication date, or that of the dateline.
    pub reference: Option<Part>,
    /// The last date mentioned that had a year.
    pub year: Option<Part>,
    /// The last that had a month.
    pub month: Option<Part>,
    /// The last that was a day.
    pub day: Option<Part>,
    /// The last that was a day close to the reference.
    pub recent: Option<Part>,
    /// The last that was a day not after the reference.
    pub past: Option<Part>,
    /// No date has been mentioned in this paragraph.
    pub fresh: bool,
    /// The last date of this paragraph whose year was written: dates after it without a year go on from there.
    pub written: Option<Part>,
    /// The same of the paragraphs before: for dates that are near it.
    pub carried: Option<Part>,
    /// A year inside this sentence (`visited in 1951 and signed on 8 September`): it holds for the sentence alone.
    pub passing: Option<Part>,
    /// The year that a heading names: it holds until the next such heading.
    pub heading: Option<i32>,
    /// The year of the last plain date of this sentence.
    pub here: Option<i32>,
    /// The latest year that a plain date of the item had.
    pub latest: Option<i32>,
}

/// Days before the reference within which a day without its year is of this year, whatever year was told of before.
const NEWS: i64 = 14;

/// Jubilees are kept every so many years.
const JUBILEE: i32 = 5;

/// Days from the reference within which a date belongs to the year of the report, where the year told of before would put
/// it back behind what was told there.
const COMING: i64 = 120;

/// Days from the reference within which a day belongs to the story that is told.
const CLOSE: i64 = 45;
/// See [`CLOSE`]: a day further off than that is of another.
const YEAR: i64 = 366;

/// The direction of `the same Sunday`, in the table as a value no other direction has.
const SAME: i32 = 99;

/// The number of `over the weekend`, in the table: not this or the last, but the one that the news is near.
const NEAR: i32 = 99;

impl Context {
    /// Nothing mentioned yet.
    pub fn new(reference: Option<Part>) -> Context {
        Context { reference, ..Context::default() }
    }

    /// Puts behind what the paragraph before wrote.
    pub fn paragraph(&mut self) {
        self.sentence();
        self.fresh = true;
        self.carried = self.written.take().or(self.carried);
    }

    /// Forgets what held for one sentence.
    pub fn sentence(&mut self) {
        self.passing = None;
        self.here = None;
    }

    /// Remembers a date for those that refer to it. `written` says that its year stood in the text, `passing` that it is
    /// a year alone, inside a sentence; `guessed` that the year was found by going on from another.
    pub fn mention(&mut self, value: &Edtf, written: bool, passing: bool, guessed: bool) {
        let Some(part) = value.end.flatten().or(value.start) else { return };
        let Some(year) = part.year.filter(|_| !part.decade) else { return };
        if !(passing && self.here.is_some()) {
            self.year = Some(part);
            self.fresh = false;
        }
        self.latest = self.latest.max(Some(year));
        let month = part.month.filter(|m| *m <= 12);
        if month.is_some() {
            self.month = Some(part);
            // `the same day` after an interval is the single day named before it.
            if part.day.is_some() && (value.end.is_none() || self.day.is_none()) {
                self.day = Some(part);
                if self.away(part).is_some_and(|d| d <= CLOSE) {
                    self.recent = Some(part);
                }
                if self.about_now().zip(part.earliest()).is_some_and(|(now, day)| day <= now) {
                    self.past = Some(part);
                }
            }
        }
        let plain = Part { month, ..part };
        self.here = Some(year);
        if passing {
            self.passing = Some(plain);
        } else if written
            || (guessed
                && month.is_some()
                && self
                    .written
                    .or(self.carried.filter(|c| c.year == part.year))
                    .is_some_and(|w| w.year <= part.year))
        {
            self.written = Some(plain);
            self.passing = None;
        }
    }

    fn today(&self) -> Option<Day> {
        let part = self.reference?;
        Day::new(part.year?, part.month.filter(|m| *m <= 12)?, part.day?)
    }

    /// How many days a day lies from the reference.
    fn away(&self, part: Part) -> Option<i64> {
        let day = Day::new(part.year?, part.month.filter(|m| *m <= 12)?, part.day?)?;
        Some((day.number() - self.about_now()?.number()).abs())
    }

    /// The reference, or the middle of its month or year.
    fn about_now(&self) -> Option<Day> {
        let part = self.reference?;
        let year = part.year?;
        match part.month.filter(|m| *m <= 12) {
            None => Day::new(year, 7, 1),
            Some(m) => Day::new(year, m, part.day.unwrap_or(15)),
        }
    }

    /// The value of a reading; `None` where the calendar has no such day, `Some(None)` where the document does not say
    /// which date is meant.
    pub fn value(&self, reading: &Reading, future: bool) -> Option<Option<Edtf>> {
        self.unchecked(reading, future).map(|v| v.and_then(sane))
    }

    fn unchecked(&self, reading: &Reading, future: bool) -> Option<Option<Edtf>> {
        let Some(to) = reading.to else { return self.when(&reading.from, future) };
        // `(September 1973 - September 2023)`: the same day or month after whole decades is a jubilee, no stretch of time.
        if let (When::Point(a), When::Point(b)) = (reading.from, to)
            && let (From::Is(x), From::Is(y), From::Is(m), From::Is(n)) = (a.year, b.year, a.month, b.month)
            && m == n
            && a.day == b.day
            && y > x
            && (y - x) % JUBILEE == 0
        {
            return self.when(&reading.from, future);
        }
        let (from, to) = match (reading.from, to) {
            (When::Point(mut a), When::Point(mut b)) => {
                if a.year == From::Open
                    && b.year == From::Open
                    && let (From::Is(m), From::Is(n)) = (a.month, b.month)
                {
                    match self.guess(m as u8, a.day, a.weekday, a.direction.or(b.direction), future) {
                        Some(y) => {
                            a.year = From::Is(y);
                            b.year = From::Is(y + i32::from(n < m && n <= 12));
                        }
                        None => {
                            return Some(Some(Edtf::interval(open_part(m, a.day)?, open_part(n, b.day)?)));
                        }
                    }
                }
                (self.when(&When::Point(a), future)?, self.when(&When::Point(b), future)?)
            }
            (a, b) => (self.when(&a, future)?, self.when(&b, future)?),
        };
        let (Some(from), Some(mut to)) = (from, to) else { return Some(None) };
        // `from Tuesday to Thursday`: the first such day after it.
        if let (Some(a), Some(b)) = (from.as_day(), to.as_day())
            && b < a
            && matches!(reading.to, Some(When::Point(Point { weekday: Some(_), day: None, feast: None, .. })))
        {
            to = Edtf::day(b.plus((a.number() - b.number() + 6) / 7 * 7));
        }
        let (start, end) = (from.start, to.end.unwrap_or(to.start));
        match (start, end) {
            (Some(a), Some(b)) => {
                let ordered = match (a.earliest(), b.latest()) {
                    (Some(x), Some(y)) => x <= y,
                    _ => true,
                };
                ordered.then(|| Some(Edtf::interval(a, b)))
            }
            _ => Some(None),
        }
    }

    fn when(&self, when: &When, future: bool) -> Option<Option<Edtf>> {
        match *when {
            When::Length => Some(None),
            When::Point(p) => self.point(&p, future),
            When::Reference(Unit::Weekend, NEAR) => Some(self.weekend(future)),
            When::Reference(unit, n) => Some(self.shift(self.reference, unit, n)),
            When::Anchor(unit, n) => Some(self.anchored(unit, n, future)),
            When::Stretch(unit, n) => Some(self.stretch(unit, n)),
            When::Anniversary(n) => {
                let now = self.here.or(self.reference.and_then(|r| r.year)).or(self.latest);
                Some(now.map(|y| y - n).filter(|y| (1..=9999).contains(y)).map(Edtf::year))
            }
        }
    }

    fn anchored(&self, unit: Unit, n: i32, future: bool) -> Option<Edtf> {
        // `The same day` at the head of a paragraph goes on with the story, not with an aside from years ago.
        let aside = self.fresh && self.day.and_then(|d| self.away(d)).is_some_and(|d| d > YEAR);
        let anchor = match unit {
            Unit::Day if aside => self.recent.or(self.day),
            // Nor with what is still to come: `will meet on 2 July. … Minister X the same day received Y`.
            Unit::Day if n <= 0 && !future && self.fresh && self.ahead() => self.past.or(self.day),
            Unit::Day | Unit::Hour | Unit::Week | Unit::Weekend | Unit::Fortnight => self.day,
            Unit::Month | Unit::Quarter => self.month,
            Unit::Year | Unit::Decade | Unit::Century => self.year,
        };
        self.shift(anchor, unit, n)
    }

    /// True where the day mentioned last lies behind the reference.
    fn ahead(&self) -> bool {
        self.day.and_then(|d| d.earliest()).zip(self.today()).is_some_and(|(day, now)| day > now)
    }

    /// `n` units from `base`, at the unit's grain.
    fn shift(&self, base: Option<Part>, unit: Unit, n: i32) -> Option<Edtf> {
        let base = base?;
        let year = base.year?;
        let month = base.month.filter(|m| *m <= 12);
        let day = || Day::new(year, month?, base.day?);
        let value = match unit {
            Unit::Hour | Unit::Century => return None,
            Unit::Day => Edtf::day(day()?.plus(i64::from(n))),
            Unit::Week | Unit::Fortnight => {
                let weeks = n * if unit == Unit::Fortnight { 2 } else { 1 };
                let day = day()?;
                let monday = day.plus(i64::from(weeks) * 7 - i64::from(day.weekday()));
                Edtf::interval(monday.into(), monday.plus(6).into())
            }
            Unit::Weekend => {
                let day = day()?;
                let saturday = day.plus(i64::from(n) * 7 + 5 - i64::from(day.weekday()));
                Edtf::interval(saturday.into(), saturday.plus(1).into())
            }
            Unit::Month => {
                let (y, m) = add_months(year, month?, n)?;
                Edtf::month(y, m)
            }
            Unit::Quarter => {
                let first = (month? - 1) / 3 * 3 + 1;
                let (y, m) = add_months(year, first, n.checked_mul(3)?)?;
                months(y, m, m + 2)
            }
            Unit::Year => Edtf::year(year + n),
            Unit::Decade => {
                let y = (year + n * 10).div_euclid(10) * 10;
                Edtf::one(Part { year: Some(y), decade: true, ..Part::default() })
            }
        };
        sane(value)
    }

    /// The last weekend that had begun by the reference; with a verb in the future the one after it.
    fn weekend(&self, future: bool) -> Option<Edtf> {
        let begun = self.today()?.weekday() >= 5;
        self.shift(self.reference, Unit::Weekend, i32::from(future || begun) - 1)
    }

    fn stretch(&self, unit: Unit, n: i32) -> Option<Edtf> {
        let now = self.reference?;
        let year = now.year?;
        let month = now.month.filter(|m| *m <= 12);
        let (unit, n) = match unit {
            Unit::Decade => (Unit::Year, n * 10),
            Unit::Quarter => (Unit::Month, n * 3),
            Unit::Fortnight => (Unit::Day, n * 14),
            Unit::Week | Unit::Weekend => (Unit::Day, n * 7),
            other => (other, n),
        };
        let end: Part = match unit {
            Unit::Year => Part { year: Some(year + n), ..Part::default() },
            Unit::Month => {
                let (y, m) = add_months(year, month?, n)?;
                Part { year: Some(y), month: Some(m), ..Part::default() }
            }
            Unit::Day => self.today()?.plus(i64::from(n)).into(),
            _ => return None,
        };
        let here = Part {
            year: Some(year),
            month: end.month.and(month),
            day: end.day.and(now.day),
            ..Part::default()
        };
        sane(if n < 0 { Edtf::interval(end, here) } else { Edtf::interval(here, end) })
    }

    fn point(&self, p: &Point, future: bool) -> Option<Option<Edtf>> {
        if let (Some(weekday), None, From::Open) = (p.weekday, p.day, p.month) {
            return Some(self.weekday(weekday, p.direction, future).map(Edtf::day));
        }
        let mut year = match p.year {
            From::Open => None,
            From::Is(y) => Some(y),
            From::Reference(n) => Some(self.reference.and_then(|r| r.year)? + n),
            From::Anchor(n) => self.year.and_then(|a| a.year).map(|y| y + n),
        };
        let settled = p.year != From::Open;
        if let Some((first, last)) = p.months {
            let Some(y) = year.or_else(|| self.guess(first, None, None, p.direction, future)) else {
                return Some(None);
            };
            return Some(sane(months(y, first, last)));
        }
        let month = match p.month {
            From::Is(m) => Some(m as u8),
            From::Open => None,
            From::Reference(n) | From::Anchor(n) => {
                let base = if matches!(p.month, From::Anchor(_)) { self.month } else { self.reference };
                let found = base.and_then(|b| add_months(b.year?, b.month.filter(|m| *m <= 12)?, n));
                let Some((y, m)) = found else { return Some(None) };
                year = Some(y);
                Some(m)
            }
        };
        let Some(month) = month else {
            let Some(day) = p.day else {
                let y = year?;
                let part =
                    Part { year: Some(y), decade: p.decade, approximate: p.approximate, ..Part::default() };
                return (1..=9999).contains(&y).then_some(Some(Edtf::one(part)));
            };
            return Some(self.day_alone(day, future).map(Edtf::day));
        };
        if year.is_none() && !settled {
            year = self.guess(month, p.day, p.weekday, p.direction, future);
        }
        if month > 12 {
            return Some(year.and_then(|y| sane(season(y, month))));
        }
        if let Some(feast) = p.feast {
            let Some(y) = year else { return Some(None) };
            return day_of(feast, y, month).map(|d| sane(Edtf::day(d)));
        }
        let part = Part { year, month: Some(month), day: p.day, decade: false, approximate: p.approximate };
        match (year, p.day) {
            (Some(y), Some(d)) => {
                Day::new(y, month, d)?;
            }
            (None, Some(d)) => {
                open_part(i32::from(month), Some(d))?;
            }
            _ => {}
        }
        year.is_none_or(|y| (1..=9999).contains(&y)).then_some(Some(Edtf::one(part)))
    }

    /// The day of that number in the month spoken of, else nearest to the reference.
    fn day_alone(&self, day: u8, future: bool) -> Option<Day> {
        if let Some(m) = self.month
            && let Some(found) = Day::new(m.year?, m.month?, day)
        {
            return Some(found);
        }
        let now = self.today()?;
        let candidates = [-1, 0, 1].into_iter().filter_map(|n| {
            let (y, m) = add_months(now.year, now.month, n)?;
            Day::new(y, m, day)
        });
        candidates.min_by_key(|d| cost(d.number() - now.number(), d.month == now.month, future))
    }

    /// Of news, the most recent such day up to the reference; with `next` or a verb in the future, the first after it.
    fn weekday(&self, weekday: u8, direction: Option<i32>, future: bool) -> Option<Day> {
        let now = self.today()?;
        let back = (i64::from(now.weekday()) - i64::from(weekday)).rem_euclid(7);
        let monday = now.plus(-i64::from(now.weekday()));
        Some(match direction {
            Some(10) => monday.plus(7 + i64::from(weekday)),
            Some(-10) => monday.plus(i64::from(weekday) - 7),
            Some(0) => monday.plus(i64::from(weekday)),
            // `that same Sunday`: the one nearest to the day mentioned before.
            Some(SAME) => {
                let day = self.day?;
                let day = Day::new(day.year?, day.month?, day.day?)?;
                let ahead = (i64::from(weekday) - i64::from(day.weekday())).rem_euclid(7);
                day.plus(if ahead > 3 { ahead - 7 } else { ahead })
            }
            Some(1) => now.plus(7 - back),
            Some(-1) if back == 0 => now.plus(-7),
            None if future && back > 0 => now.plus(7 - back),
            _ => now.plus(-back),
        })
    }

    /// The year of a month and day written without one.
    fn guess(
        &self,
        month: u8,
        day: Option<u8>,
        weekday: Option<u8>,
        direction: Option<i32>,
        future: bool,
    ) -> Option<i32> {
        let first = if month > 12 { (month - 20) * 3 } else { month };
        let now = self.about_now();
        // The days before a report are those of its news, in a sentence that tells of no other year.
        let news = |n: Day| {
            let of = day.and_then(|d| Day::new(n.year, first, d));
            of.is_some_and(|d| (0..=NEWS).contains(&(n.number() - d.number())))
        };
        if let Some(n) = self.today().filter(|n| {
            direction.is_none() && self.here.is_none() && self.fresh && self.heading.is_none() && news(*n)
        }) {
            return Some(n.year);
        }
        // `last October … on 12 October`: the month spoken of, however far the reference lies.
        let spoken = self.month.filter(|m| direction.is_none() && day.is_some() && m.month == Some(first));
        if let Some(year) = spoken.and_then(|m| m.year).filter(|_| now.is_some() && self.year == self.month) {
            return Some(year);
        }
        if direction.is_none() {
            // `the pact signed in February 2024. She is expected in May`: in a report of these days what lies ahead is not of
            // a year gone by.
            let ahead = |w: &Part| {
                let soon = || {
                    let n = now.filter(|n| w.year.is_some_and(|y| y < n.year))?;
                    let year = self.near_reference(n, first, day, weekday, None, true)?;
                    let gap = Day::new(year, first, day.unwrap_or(15))?.number() - n.number();
                    (0..=COMING).contains(&gap).then_some(())
                };
                future && self.here.is_none() && self.recent.is_some() && soon().is_some()
            };
            if let Some(w) = self.passing.or(self.written).filter(|w| !ahead(w)) {
                // `since December 2024 … the vote of 3 June`, in a report of April 2025: a story does not go back.
                let back =
                    now.filter(|n| w.year == Some(n.year - 1) && w.month.is_some_and(|m| first + 1 < m));
                let near = back.and_then(|n| Some((n, Day::new(n.year, first, day.unwrap_or(15))?)));
                if let Some((n, _)) = near.filter(|(n, d)| (n.number() - d.number()).abs() <= COMING) {
                    return Some(n.year);
                }
                if w.month.is_none() || now.is_none_or(|n| w.year != Some(n.year)) {
                    // `approved in October 2023 … on 1 September`: a story does not go back where the day is the news.
                    let back = w.month.is_some_and(|m| first < m) && day.is_some();
                    let news = now.filter(|_| back).and_then(|now| {
                        let year = self.near_reference(now, first, day, weekday, direction, future)?;
                        let gap = now.number() - Day::new(year, first, day?)?.number();
                        (0..=CLOSE).contains(&gap).then_some(year)
                    });
                    return news.or_else(|| goes_on(w, first, now));
                }
            } else if self.heading.is_some() {
                return self.heading;
            } else if let Some(year) = self.near_carried(first, day, weekday, now, future) {
                return Some(year);
            }
        }
        let Some(now) = now else { return if direction.is_none() { self.latest } else { None } };
        self.near_reference(now, first, day, weekday, direction, future)
    }

    /// The year that continues the paragraphs before, where that is nearer than what the reference suggests.
    fn near_carried(
        &self,
        month: u8,
        day: Option<u8>,
        weekday: Option<u8>,
        now: Option<Day>,
        future: bool,
    ) -> Option<i32> {
        let carried = self.carried?;
        if now.is_some() && carried.day.is_none() {
            return None;
        }
        let year = goes_on(carried, month, now)?;
        let (Some(now), Some(from)) = (now, carried.month) else { return Some(year) };
        if year == now.year || carried.year != Some(year) {
            return None;
        }
        let there = Day::new(year, month, day.unwrap_or(15))?.number();
        let here = Day::new(carried.year?, from, carried.day.unwrap_or(15))?.number();
        let guess = self.near_reference(now, month, day, weekday, None, future)?;
        let other = Day::new(guess, month, day.unwrap_or(15))?.number();
        let step = there - here;
        ((-45..=150).contains(&step) && step.abs() * 2 < (other - now.number()).abs()).then_some(year)
    }

    fn near_reference(
        &self,
        now: Day,
        first: u8,
        day: Option<u8>,
        weekday: Option<u8>,
        direction: Option<i32>,
        future: bool,
    ) -> Option<i32> {
        let at = |y: i32| Day::new(y, first, day.unwrap_or(15));
        let years = [now.year - 1, now.year, now.year + 1];
        let candidates = years.into_iter().filter_map(|y| Some((y, at(y)?)));
        let grain =
            |d: Day| if day.is_some() { d <= now } else { (d.year, d.month) <= (now.year, now.month) };
        match direction {
            Some(0) => return Some(now.year),
            Some(n) if n < 0 => {
                let same_month = |d: &Day| day.is_none() && (d.year, d.month) == (now.year, now.month);
                return candidates.filter(|(_, d)| grain(*d) && !same_month(d)).map(|(y, _)| y).max();
            }
            Some(_) => return candidates.filter(|(_, d)| d.number() > now.number()).map(|(y, _)| y).min(),
            None => {}
        }
        let fits = |d: &Day| weekday.is_none_or(|w| day.is_none() || d.weekday() == w);
        let scored = |fit: bool| {
            years
                .into_iter()
                .filter_map(|y| Some((y, at(y)?)))
                .filter(|(_, d)| !fit || fits(d))
                .min_by_key(|(y, d)| cost(d.number() - now.number(), *y == now.year, future))
                .map(|(y, _)| y)
        };
        scored(true).or_else(|| scored(false))
    }
}

/// The year of a month that follows a date whose year was written: that year, or the next where the month has long
/// passed and the next year has come by the reference.
fn goes_on(written: Part, month: u8, now: Option<Day>) -> Option<i32> {
    let year = written.year?;
    let next = written.month.is_some_and(|m| month + 6 < m)
        && now.is_none_or(|n| (year + 1, month) <= (n.year, n.month));
    Some(year + i32::from(next))
}

/// How unlikely a date without a year (or month) is that far from the reference: news tells what has happened, and
/// leaves out what is the same as at publication.
fn cost(distance: i64, same: bool, future: bool) -> i64 {
    match (distance >= 0, future) {
        (true, true) => distance,
        (true, false) => distance * if same { 8 } else { 40 } + 5,
        (false, true) => -distance * 30,
        (false, false) => -distance * if same { 4 } else { 10 },
    }
}

fn add_months(year: i32, month: u8, n: i32) -> Option<(i32, u8)> {
    let total = year.checked_mul(12)?.checked_add(i32::from(month) - 1)?.checked_add(n)?;
    Some((total.div_euclid(12), total.rem_euclid(12) as u8 + 1))
}

fn months(year: i32, first: u8, last: u8) -> Edtf {
    let part = |m: u8| Part { year: Some(year), month: Some(m), ..Part::default() };
    Edtf::interval(part(first), part(last))
}

/// The three months of an EDTF season; winter runs into the next year.
fn season(year: i32, season: u8) -> Edtf {
    let first = (season - 20) * 3;
    let part = |y: i32, m: u8| Part { year: Some(y), month: Some(m), ..Part::default() };
    let (y, m) = if first + 2 > 12 { (year + 1, first - 10) } else { (year, first + 2) };
    Edtf::interval(part(year, first), part(y, m))
}

fn open_part(month: i32, day: Option<u8>) -> Option<Part> {
    let month = u8::try_from(month).ok()?;
    if month <= 12 {
        Day::new(2000, month, day.unwrap_or(1))?;
    }
    Some(Part { month: Some(month), day, ..Part::default() })
}

/// Keeps to the years that four figures can write.
fn sane(value: Edtf) -> Option<Edtf> {
    let fits = |p: Option<Part>| p.is_none_or(|p| p.year.is_none_or(|y| (1..=9999).contains(&y)));
    (fits(value.start) && fits(value.end.flatten())).then_some(value)
}
