use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A calendar day, proleptic Gregorian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

/// One end of a date: each component known or not. `None` prints as `X`s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Part {
    /// Year; `None` prints as `XXXX`.
    pub year: Option<i32>,
    /// Month 1–12, or a season code 21–24 of EDTF.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// True for a whole decade (`196X`); then `year` is its first year and `month` and `day` are `None`.
    pub decade: bool,
    /// `~`: about then.
    pub approximate: bool,
}

/// A date as the Extended Date/Time Format writes it (ISO 8601-2:2019 annex A, levels 0 to 2 as far as records need
/// them): a day, month, year, decade or season, with missing components as `X`, approximate with `~`, or an interval of
/// two such ends, either of which may be open (`..`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Edtf {
    /// The date, or the start of the interval; `None` for an open start.
    pub start: Option<Part>,
    /// `None` where there is no interval; `Some(None)` for an open end.
    pub end: Option<Option<Part>>,
}

/// Why a string is no date that records may hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an EDTF date (expected e.g. 2024-10-07, 2024-10, 2024, XXXX-03-18, 196X, 1965~, 2024-10-06/2024-10-07)"
)]
pub struct EdtfError(pub String);

/// Days in a month of a year; February of an unknown year has 29.
fn month_length(year: Option<i32>, month: u8) -> u8 {
    match month {
        2 if year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        let ok = (1..=12).contains(&month) && day >= 1 && day <= month_length(Some(year), month);
        ok.then_some(Day { year, month, day })
    }

    /// Days since 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    pub fn number(self) -> i64 {
        let y = i64::from(self.year) - i64::from(self.month <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let m = i64::from(self.month);
        let doy = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }

    /// The day with that number (see [`Day::number`]).
    pub fn from_number(number: i64) -> Day {
        let z = number + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u8;
        Day { year: (yoe + era * 400 + i64::from(month <= 2)) as i32, month, day }
    }

    /// The day `days` later (earlier where negative).
    pub fn plus(self, days: i64) -> Day {
        Day::from_number(self.number() + days)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        (self.number() + 3).rem_euclid(7) as u8
    }
}

impl Part {
    /// First day it can be, where the year is known.
    pub fn earliest(self) -> Option<Day> {
        let year = self.year?;
        let (month, day) = match self.month {
            None => (1, 1),
            // Seasons as the northern hemisphere counts them in whole months: spring is March to May.
            Some(season @ 21..=24) => ((season - 20) * 3, 1),
            Some(m) => (m, self.day.unwrap_or(1)),
        };
        Some(Day { year, month, day })
    }
    /// Last day it can be, where the year is known.
    pub fn latest(self) -> Option<Day> {
        let year = self.year? + if self.decade { 9 } else { 0 };
        let (month, day) = match self.month {
            None => (12, 31),
            Some(24) => return Some(Day { year: year + 1, month: 2, day: month_length(Some(year + 1), 2) }),
            Some(season @ 21..=23) => {
                let month = (season - 20) * 3 + 2;
                (month, month_length(Some(year), month))
            }
            Some(m) => (m, self.day.unwrap_or_else(|| month_length(Some(year), m))),
        };
        Some(Day { year, month, day })
    }
    fn parse(text: &str) -> Option<Part> {
        let (text, approximate) = match text.strip_suffix(['~', '%']) {
            Some(rest) => (rest, true),
            None => (text.strip_suffix('?').unwrap_or(text), false),
        };
        let mut fields = text.split('-');
        let (negative, year) = match fields.next()? {
            "" => (true, fields.next()?),
            y => (false, y),
        };
        if year.len() != 4 {
            return None;
        }
        let mut part = Part { approximate, ..Part::default() };
        if let Some(decade) =
            year.strip_suffix('X').filter(|d| d.len() == 3 && d.bytes().all(|b| b.is_ascii_digit()))
        {
            part.year = Some(decade.parse::<i32>().ok()? * 10);
            part.decade = true;
        } else if year != "XXXX" {
            if !year.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let y: i32 = year.parse().ok()?;
            part.year = Some(if negative { -y } else { y });
        }
        let two = |f: &str| -> Option<Option<u8>> {
            match f {
                "XX" => Some(None),
                f if f.len() == 2 && f.bytes().all(|b| b.is_ascii_digit()) => f.parse().ok().map(Some),
                _ => None,
            }
        };
        if let Some(m) = fields.next() {
            part.month = two(m)?;
            if part.month.is_some_and(|m| !(1..=12).contains(&m) && !(21..=24).contains(&m)) || part.decade {
                return None;
            }
        }
        if let Some(d) = fields.next() {
            part.day = two(d)?;
            if let Some(d) = part.day {
                let longest = part.month.map_or(31, |m| month_length(part.year, m));
                if d == 0 || d > longest || part.month.is_some_and(|m| m > 12) {
                    return None;
                }
            }
        }
        fields.next().is_none().then_some(part)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            None => f.write_str("XXXX")?,
            Some(y) if self.decade => write!(f, "{:03}X", y / 10)?,
            Some(y) if y < 0 => write!(f, "-{:04}", -y)?,
            Some(y) => write!(f, "{y:04}")?,
        }
        match (self.month, self.day) {
            (None, None) => {}
            (None, Some(d)) => write!(f, "-XX-{d:02}")?,
            (Some(m), None) => write!(f, "-{m:02}")?,
            (Some(m), Some(d)) => write!(f, "-{m:02}-{d:02}")?,
        }
        if self.approximate {
            f.write_str("~")?;
        }
        Ok(())
    }
}

impl Edtf {
    /// A single date.
    pub fn one(part: Part) -> Edtf {
        Edtf { start: Some(part), end: None }
    }
    /// A day.
    pub fn day(day: Day) -> Edtf {
        Edtf::one(day.into())
    }
    /// A month of a year.
    pub fn month(year: i32, month: u8) -> Edtf {
        Edtf::one(Part { year: Some(year), month: Some(month), ..Part::default() })
    }
    /// A year.
    pub fn year(year: i32) -> Edtf {
        Edtf::one(Part { year: Some(year), ..Part::default() })
    }
    /// An interval; one end where both are the same.
    pub fn interval(start: Part, end: Part) -> Edtf {
        if start == end { Edtf::one(start) } else { Edtf { start: Some(start), end: Some(Some(end)) } }
    }
    /// First day it can be; `None` for an open start or an unknown year.
    pub fn earliest(&self) -> Option<Day> {
        self.start?.earliest()
    }
    /// Last day it can be; `None` for an open end or an unknown year.
    pub fn latest(&self) -> Option<Day> {
        match self.end {
            None => self.start?.latest(),
            Some(end) => end?.latest(),
        }
    }
    /// The single day, where it is one.
    pub fn as_day(&self) -> Option<Day> {
        match (self.start, self.end) {
            (Some(Part { year: Some(year), month: Some(month), day: Some(day), .. }), None)
                if month <= 12 =>
            {
                Some(Day { year, month, day })
            }
            _ => None,
        }
    }
    /// True when one of the two can be the other: the span of days of one holds that of the other. With an unknown year,
    /// month and day decide.
    pub fn compatible(&self, other: &Edtf) -> bool {
        match (self.earliest(), self.latest(), other.earliest(), other.latest()) {
            (Some(a), Some(b), Some(c), Some(d)) => (a <= c && d <= b) || (c <= a && b <= d),
            _ => {
                let known = |e: &Edtf| e.start.map(|p| (p.month, p.day));
                known(self) == known(other)
            }
        }
    }
    /// 3 for a day, 2 for a month or season, 1 for a year, 0 for less; for an interval, that of its start.
    pub fn precision(&self) -> u8 {
        match self.start {
            Some(Part { day: Some(_), .. }) => 3,
            Some(Part { month: Some(_), .. }) => 2,
            Some(Part { year: Some(_), decade: false, .. }) => 1,
            _ => 0,
        }
    }
}

impl From<Day> for Part {
    fn from(day: Day) -> Part {
        Part { year: Some(day.year), month: Some(day.month), day: Some(day.day), ..Part::default() }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |p: &Option<Part>, f: &mut fmt::Formatter<'_>| match p {
            Some(p) => p.fmt(f),
            None => f.write_str(".."),
        };
        side(&self.start, f)?;
        if let Some(end) = &self.end {
            f.write_str("/")?;
            side(end, f)?;
        }
        Ok(())
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;
    fn from_str(text: &str) -> Result<Edtf, EdtfError> {
        let err = || EdtfError(text.to_owned());
        let side = |t: &str| if t == ".." { Ok(None) } else { Part::parse(t).map(Some).ok_or_else(err) };
        match text.split_once('/') {
            None => Ok(Edtf { start: Some(Part::parse(text).ok_or_else(err)?), end: None }),
            Some((a, b)) => {
                let edtf = Edtf { start: side(a)?, end: Some(side(b)?) };
                let ordered = match (edtf.earliest(), edtf.latest()) {
                    (Some(first), Some(last)) => first <= last,
                    _ => true,
                };
                if ordered && (edtf.start.is_some() || edtf.end != Some(None)) {
                    Ok(edtf)
                } else {
                    Err(err())
                }
            }
        }
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Edtf, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_reads() {
        for text in [
            "2024-10-07",
            "2024-10",
            "2024",
            "XXXX-03-19",
            "196X",
            "1965~",
            "2024-10-06/2024-10-07",
            "2018/2028",
            "../2030",
            "2013/..",
            "XXXX-03-18/XXXX-03-22",
            "2024-21",
            "XXXX-11",
        ] {
            assert_eq!(text.parse::<Edtf>().map(|e| e.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "20",
            "2024-13",
            "2024-02-30",
            "2023-02-29",
            "yesterday",
            "2024-10-07-01",
            "2024/2023",
            "../..",
        ] {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_count_both_ways() {
        for n in [-719_468, -1, 0, 1, 11_016, 20_000, 50_000] {
            assert_eq!(Day::from_number(n).number(), n);
        }
        assert_eq!(Day::new(2024, 10, 7).map(Day::weekday), Some(0));
    }

    #[test]
    fn seasons_are_three_months() {
        let days = |t: &str| {
            let e = t.parse::<Edtf>().unwrap();
            (e.earliest().unwrap(), e.latest().unwrap())
        };
        let day = |y, m, d| Day::new(y, m, d).unwrap();
        assert_eq!(days("2022-22"), (day(2022, 6, 1), day(2022, 8, 31)));
        assert_eq!(days("2023-24"), (day(2023, 12, 1), day(2024, 2, 29)));
    }

    #[test]
    fn compatible_is_containment() {
        let e = |t: &str| t.parse::<Edtf>().unwrap();
        assert!(e("2024-10-07").compatible(&e("2024-10-06/2024-10-07")));
        assert!(e("2024").compatible(&e("2024-10")));
        assert!(!e("2024-10-08").compatible(&e("2024-10-06/2024-10-07")));
        assert!(e("XXXX-03-19").compatible(&e("2024-03-19")));
    }
}
