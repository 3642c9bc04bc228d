//! The days of movable feasts.

use super::lexicon::Feast;
use chancery_model::Day;

/// The day of a movable feast; `month` is that of a weekday counted in a month.
pub(super) fn day_of(feast: Feast, year: i32, month: u8) -> Option<Day> {
    match feast {
        Feast::Easter(days) => Some(easter(year)?.plus(days.into())),
        Feast::Pascha(days) => Some(pascha(year)?.plus(days.into())),
        Feast::Nth(n, weekday, _) => {
            let first = Day::new(year, month, 1)?;
            let ahead = (i64::from(weekday) - i64::from(first.weekday())).rem_euclid(7);
            let day = match n {
                -1 => [28, 21].into_iter().map(|d| first.plus(ahead + d)).find(|d| d.month == month)?,
                n => first.plus(ahead + 7 * (i64::from(n) - 1)),
            };
            (day.month == month).then_some(day)
        }
    }
}

/// Easter of the Gregorian calendar.
fn easter(year: i32) -> Option<Day> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (century, golden) = (year / 100, year % 19);
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
    let sunday = moon - (year + year / 4 + moon + 2 - century + century / 4) % 7;
    Some(Day::new(year, 3, 1)?.plus(i64::from(sunday) + 27))
}

/// Easter of the Julian calendar, as a day of the Gregorian.
fn pascha(year: i32) -> Option<Day> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let moon = (19 * (year % 19) + 15) % 30;
    let sunday = moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    // Days from the 22nd of March by the Julian calendar, which lags behind by so many.
    let behind = year / 100 - year / 400 - 2;
    Some(Day::new(year, 3, 22)?.plus(i64::from(sunday + behind)))
}
