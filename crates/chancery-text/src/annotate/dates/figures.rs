//! Dates in figures with signs between them: `18/11/2024`, `7-4`, `3.2024`.

use super::grammar::{From, Grammar, Point};
use super::lexicon::{Class, Unit};
use super::scan::Kind;

impl Grammar<'_> {
    /// A date with separators (`18/11/2024`, `2024-11-18`, `11-4`).
    pub fn separated(&self, i: usize, licensed: bool) -> Option<(Point, usize)> {
        let (a, da) = self.figure(i)?;
        let sep = self.punct(i + 1).filter(|c| matches!(c, '/' | '-' | '.' | '–'))?;
        if !self.glued(i + 1) || !self.glued(i + 2) {
            return None;
        }
        if i > 0
            && self.glued(i)
            && !matches!(
                self.punct(i - 1),
                Some('(' | '[' | '"' | '\'' | '“' | '-' | '–' | '—' | ',' | ';' | ':')
            )
        {
            return None;
        }
        let (b, db) = self.figure(i + 2)?;
        let third = if self.punct(i + 3) == Some(sep) && self.glued(i + 3) && self.glued(i + 4) {
            self.figure(i + 4)
        } else {
            None
        };
        let point = |y: u16, m: u16, d: u16| {
            ((1..=12).contains(&m) && (1..=31).contains(&d)).then(|| Point {
                year: From::Is(i32::from(y)),
                month: From::Is(i32::from(m)),
                day: Some(d as u8),
                ..Point::default()
            })
        };
        if let Some((c, dc)) = third {
            let longer = self.glued(i + 5)
                && (self.punct(i + 5) == Some(sep) || matches!(self.items[i + 5].kind, Kind::Num(..)))
                && self.glued(i + 6)
                && self.figure(i + 6).is_some();
            if longer && sep != '-' {
                return None;
            }
            if da == 4 && db <= 2 && dc <= 2 {
                // An hour may hang on: `2024-11-18T10:30`.
                return Some((point(a, b, c)?, i + 5));
            }
            if da <= 2 && db <= 2 && (dc == 4 || (dc == 2 && sep == '/')) {
                let y = if dc == 4 {
                    c
                } else if c < 70 {
                    2000 + c
                } else {
                    1900 + c
                };
                if !(1000..=2200).contains(&y) {
                    return None;
                }
                let first = self.lex.settings.month_first;
                let p =
                    if first { point(y, a, b).or(point(y, b, a)) } else { point(y, b, a).or(point(y, a, b)) };
                return Some((p?, i + 5));
            }
            return None;
        }
        if db == 4
            && da <= 2
            && (1..=12).contains(&a)
            && (1500..=2200).contains(&b)
            && sep != '.'
            && !self.counted(i + 3)
        {
            let p = Point { year: From::Is(i32::from(b)), month: From::Is(i32::from(a)), ..Point::default() };
            return Some((p, i + 3));
        }
        // `2024-03`; what follows in `2010-11` may be a year.
        if da == 4 && db == 2 && (1..=9).contains(&b) && sep == '-' && (1000..=2200).contains(&a) {
            let p = Point { year: From::Is(i32::from(a)), month: From::Is(i32::from(b)), ..Point::default() };
            return Some((p, i + 3));
        }
        if da > 2
            || db > 2
            || self.counted(i + 3)
            || (self.glued(i + 3) && self.items[i + 3].kind == Kind::Punct(':'))
        {
            return None;
        }
        let bracketed = i > 0
            && self.punct(i - 1) == Some('(')
            && matches!(self.punct(i + 3), Some(')' | ',' | ';'))
            && sep == '/';
        let bare = self.lex.settings.bare_day_month && sep == '/' && !(a < b && a <= 3 && b <= 10);
        let led = self.lex.settings.bare_day_month
            && sep != '.'
            && [Class::In, Class::From, Class::Since, Class::To].iter().any(|c| self.before(i, *c));
        let licensed = licensed || bracketed || bare || led || self.dated_day(i);
        if !licensed {
            return None;
        }
        let (d, m) = if self.lex.settings.month_first && (b > 12 || a <= 12) { (b, a) } else { (a, b) };
        ((1..=12).contains(&m) && (1..=31).contains(&d)).then(|| {
            let p = Point { month: From::Is(i32::from(m)), day: Some(d as u8), ..Point::default() };
            self.with_year(p, i + 3)
        })
    }

    /// True behind a day told from the page's own (`this morning, 12-11`, `today (12/11)`): the figures are its date.
    fn dated_day(&self, i: usize) -> bool {
        let mark = i > 0 && matches!(self.punct(i - 1), Some(',' | '('));
        let before = i - usize::from(mark);
        self.lex.settings.bare_day_month
            && before > 0
            && self.get(before - 1, Class::Rel).is_some_and(|e| e.unit == Unit::Day)
    }
}
