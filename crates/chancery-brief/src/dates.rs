//! Dates as a language writes them.

use crate::Labels;
use chancery_model::{Day, Edtf, Part};

impl Labels {
    /// A date, or the words for an unknown one. What is not known is said, never filled in.
    pub fn date(&self, date: Option<Edtf>) -> String {
        let Some(date) = date else { return self.get("date.unknown").to_owned() };
        match (date.start, date.end) {
            (Some(part), None) => self.part(part),
            (Some(from), Some(None)) => self.fill("date.since", &[("from", &self.part(from))]),
            (None, Some(Some(to))) => self.fill("date.until", &[("to", &self.part(to))]),
            (Some(from), Some(Some(to))) => self.range(from, to),
            (None, _) => self.get("date.unknown").to_owned(),
        }
    }

    /// A day.
    pub fn day(&self, day: Day) -> String {
        self.part(day.into())
    }

    fn part(&self, part: Part) -> String {
        let year = part.year.map(|y| y.to_string()).unwrap_or_default();
        let day = part.day.map(|d| d.to_string()).unwrap_or_default();
        let number = part.month.map(|m| m.to_string()).unwrap_or_default();
        let month = part
            .month
            .filter(|m| *m <= 12)
            .map(|m| self.get(&format!("month.{m}")).to_owned())
            .unwrap_or_default();
        let values = [("d", day.as_str()), ("m", &number), ("month", &month), ("y", &year)];
        let known = part.year.is_some();
        let first = part.day == Some(1) && self.find("date.day.first").is_some();
        let text = match (part.month, part.day) {
            (Some(m), _) if m > 12 => self.fill(&format!("season.{m}"), &values),
            (Some(_), Some(_)) if known && first => self.fill("date.day.first", &values),
            (Some(_), Some(_)) if known => self.fill("date.day", &values),
            (Some(_), Some(_)) => self.fill("date.day.noyear", &values),
            (Some(_), None) if known => self.fill("date.month", &values),
            (Some(_), None) => self.fill("date.month.noyear", &values),
            (None, _) if part.decade => self.fill("date.decade", &values),
            (None, _) if known => self.fill("date.year", &values),
            (None, _) => self.get("date.unknown").to_owned(),
        };
        if part.approximate { self.fill("date.about", &[("date", &text)]) } else { text }
    }

    fn range(&self, from: Part, to: Part) -> String {
        if let (
            Part { year: Some(y1), month: Some(m1), day: Some(d1), .. },
            Part { year: Some(y2), month: Some(m2), day: Some(d2), .. },
        ) = (from, to)
            && y1 == y2
            && m1 <= 12
            && m2 <= 12
            && !from.approximate
            && !to.approximate
        {
            let name = |m: u8| self.get(&format!("month.{m}")).to_owned();
            let (y, d1, d2, n1, n2) =
                (y1.to_string(), d1.to_string(), d2.to_string(), m1.to_string(), m2.to_string());
            let (month1, month2) = (name(m1), name(m2));
            let key = if m1 == m2 { "date.range.days" } else { "date.range.months" };
            let values = [
                ("d1", d1.as_str()),
                ("d2", &d2),
                ("m", &n1),
                ("m1", &n1),
                ("m2", &n2),
                ("month", &month1),
                ("month1", &month1),
                ("month2", &month2),
                ("y", &y),
            ];
            return self.fill(key, &values);
        }
        self.fill("date.range", &[("from", &self.part(from)), ("to", &self.part(to))])
    }

    /// How long before `now` a day lies: days up to two months, then months, then years.
    pub fn ago(&self, day: Day, now: Day) -> String {
        let days = now.number() - day.number();
        let months = i64::from(now.year - day.year) * 12 + i64::from(now.month)
            - i64::from(day.month)
            - i64::from(now.day < day.day);
        match days {
            ..=0 => self.get("ago.today").to_owned(),
            1 => self.get("ago.day").to_owned(),
            2..=60 => self.fill("ago.days", &[("n", &days.to_string())]),
            _ if months < 24 => self.fill("ago.months", &[("n", &months.to_string())]),
            _ => self.fill("ago.years", &[("n", &(months / 12).to_string())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_language_does() {
        let langs: Vec<Labels> = ["en", "fr", "vi"].iter().map(|l| Labels::load(l).unwrap()).collect();
        for (date, want) in [
            ("2024-10-07", ["7 October 2024", "7 octobre 2024", "7/10/2024"]),
            ("2024-10-01", ["1 October 2024", "1er octobre 2024", "1/10/2024"]),
            ("2024-10-06/2024-10-07", ["6–7 October 2024", "6-7 octobre 2024", "6–7/10/2024"]),
            (
                "2024-09-30/2024-10-02",
                ["30 September – 2 October 2024", "30 septembre – 2 octobre 2024", "30/9 – 2/10/2024"],
            ),
            ("2018/2028", ["2018 – 2028", "2018 – 2028", "2018 – 2028"]),
            ("XXXX-03-19", ["19 March, year unknown", "19 mars, année inconnue", "19/3, không rõ năm"]),
            ("1965~", ["about 1965", "vers 1965", "khoảng 1965"]),
            ("196X", ["1960s", "années 1960", "thập niên 1960"]),
            ("2024-10", ["October 2024", "octobre 2024", "tháng 10/2024"]),
            ("../2030", ["until 2030", "jusqu’à 2030", "đến 2030"]),
        ] {
            let got: Vec<String> = langs.iter().map(|l| l.date(date.parse().ok())).collect();
            assert_eq!(got, want, "{date}");
        }
        assert_eq!(langs[0].date(None), "date unknown");
    }

    #[test]
    fn time_past_is_told_in_round_figures() {
        let en = Labels::load("en").unwrap();
        let day = |t: &str| t.parse::<Edtf>().unwrap().as_day().unwrap();
        let now = day("2026-11-01");
        for (then, want) in [
            ("2026-11-01", "today"),
            ("2026-10-31", "yesterday"),
            ("2026-09-10", "52 days ago"),
            ("2025-11-02", "11 months ago"),
            ("2024-10-31", "2 years ago"),
        ] {
            assert_eq!(en.ago(day(then), now), want);
        }
    }
}
