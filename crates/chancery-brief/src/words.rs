//! Ledger entries in words.

use crate::{Labels, Sides};
use chancery_ledger::link::{Ledger, LedgerEvent, Person, weight};
use std::collections::{BTreeMap, BTreeSet};

/// People named in one line before `and n others`.
const PEOPLE: usize = 3;
/// Longest office that is shown in a line, in characters.
const OFFICE: usize = 70;

/// Writes ledger entries in one language.
pub(crate) struct Writer<'w> {
    pub(crate) labels: &'w Labels,
    pub(crate) sides: &'w dyn Sides,
    /// Wordings of each person's offices in this language, by the wording in another.
    offices: BTreeMap<(String, String), String>,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(labels: &'w Labels, sides: &'w dyn Sides, ledger: &Ledger) -> Writer<'w> {
        let mut offices = BTreeMap::new();
        for h in &ledger.tenures {
            let own: BTreeSet<&str> =
                h.offices.iter().filter(|(l, _)| l == labels.lang).map(|(_, o)| o.as_str()).collect();
            let Some(best) = best_office(own.into_iter()) else { continue };
            for (_, office) in &h.offices {
                offices.insert((h.person.clone(), office.clone()), best.to_owned());
            }
        }
        Writer { labels, sides, offices }
    }

    pub(crate) fn side(&self, id: &str) -> String {
        self.sides.label(id, self.labels.lang).unwrap_or_else(|| id.to_owned())
    }

    pub(crate) fn side_list<'s>(&self, ids: impl IntoIterator<Item = &'s String>) -> String {
        let names: Vec<String> = ids.into_iter().map(|s| self.side(s)).collect();
        self.labels.join(&names, 6)
    }

    /// The office in the language of the page where a document has it, else as written.
    pub(crate) fn office(&self, person: &Person) -> Option<String> {
        let own = person.offices.iter().filter(|(l, _)| l == self.labels.lang).map(|(_, o)| o.as_str());
        if let Some(office) = best_office(own) {
            return Some(office.to_owned());
        }
        let other = best_office(person.offices.iter().map(|(_, o)| o.as_str()))?;
        let known = self.offices.get(&(person.person.clone(), other.to_owned()));
        Some(known.cloned().unwrap_or_else(|| other.to_owned()))
    }

    pub(crate) fn person(&self, person: &Person) -> String {
        match self.office(person) {
            Some(office) => format!("{} ({})", person.name, office),
            None => person.name.clone(),
        }
    }

    fn people(&self, people: &[&Person]) -> String {
        let mut all: Vec<&&Person> = people.iter().collect();
        // Whoever heads the delegation comes first; then those with an office.
        let first = |p: &Person| {
            !p.roles.iter().any(|r| matches!(r.as_str(), "head" | "guest" | "host" | "signatory"))
        };
        all.sort_by_key(|p| (first(p), p.offices.is_empty()));
        let all: Vec<String> = all.into_iter().map(|p| self.person(p)).collect();
        self.labels.join(&all, PEOPLE)
    }

    /// The event's own name: in the language of the page, else in any.
    pub(crate) fn name(&self, event: &LedgerEvent) -> Option<String> {
        longest(&event.names, self.labels.lang)
    }

    /// What happened, without date and place. `front` is the side to name first.
    pub(crate) fn event(&self, event: &LedgerEvent, front: Option<&str>) -> String {
        let ours = |p: &&Person| p.side.is_some() && p.side.as_deref() == self.first_side(event, front);
        let (mut a, mut b): (Vec<&Person>, Vec<&Person>) = event.people.iter().partition(ours);
        if a.is_empty() {
            std::mem::swap(&mut a, &mut b);
        }
        let other: Vec<&String> =
            event.sides.iter().filter(|s| !a.iter().any(|p| p.side.as_ref() == Some(*s))).collect();
        let (pa, pb) = (self.people(&a), self.people(&b));
        let sides = self.side_list(&event.sides);
        let other = self.side_list(other);
        let name = self.name(event).unwrap_or_default();
        let form = if a.is_empty() {
            "none"
        } else if b.is_empty() {
            "one"
        } else {
            "both"
        };
        let own = |form: &str| {
            Some(format!("event.{}.{form}", event.type_)).filter(|k| self.labels.find(k).is_some())
        };
        let named = (!name.is_empty()).then(|| own("named")).flatten();
        let form = if form == "one"
            && other.is_empty()
            && own("one").is_some_and(|k| self.labels.get(&k).contains("{other}"))
        {
            "any"
        } else {
            form
        };
        let key = named.or_else(|| own(form)).unwrap_or_else(|| match form {
            "any" => "event.any.one".to_owned(),
            form => format!("event.any.{form}"),
        });
        let type_key = format!("type.{}", event.type_);
        let type_ = self.labels.get(&type_key);
        let values = [
            ("a", pa.as_str()),
            ("b", &pb),
            ("sides", &sides),
            ("other", &other),
            ("name", &name),
            ("type", type_),
        ];
        let mut text = capital(&self.labels.fill(&key, &values));
        let mut extra = Vec::new();
        if let Some(n) = event.ordinal {
            extra.push(self.labels.fill("ordinal", &[("n", &n.to_string())]));
        }
        if !matches!(event.status.as_str(), "occurred" | "") {
            extra.push(self.labels.get(&format!("status.{}", event.status)).to_owned());
        }
        if !extra.is_empty() {
            text.push_str(&format!(" ({})", extra.join(self.labels.get("join.comma"))));
        }
        let shown = key.ends_with(".named");
        if shown && !event.people.is_empty() {
            let all: Vec<&Person> = a.iter().chain(&b).copied().collect();
            text.push_str(": ");
            text.push_str(&self.people(&all));
        } else if !name.is_empty() && !shown && !text.contains(&name) {
            text.push_str(&format!(", {name}"));
        }
        text
    }

    /// The side whose people come first: travellers for a journey, else the side asked for first, else the first by id.
    fn first_side<'e>(&self, event: &'e LedgerEvent, front: Option<&'e str>) -> Option<&'e str> {
        let guest = event.people.iter().find(|p| p.roles.contains("guest")).and_then(|p| p.side.as_deref());
        let speaker = event.source.iter().next().map(String::as_str);
        let asked = front.filter(|f| event.people.iter().any(|p| p.side.as_deref() == Some(*f)));
        guest.or(speaker).or(asked).or_else(|| event.people.first().and_then(|p| p.side.as_deref()))
    }

    /// The place in the page's language where a document has it, else as written.
    pub(crate) fn place(&self, event: &LedgerEvent) -> Option<String> {
        // `Pháp`: the state itself, which has a name in the page's language; a capital stays a city.
        let country = event.country.as_deref();
        let state = |name: &str| {
            let same =
                |c: &&str| Labels::languages().any(|l| self.sides.label(c, l).as_deref() == Some(name));
            country.filter(same)
        };
        let own = event.places.iter().find(|(l, _)| l == self.labels.lang).map(|(_, n)| n.clone());
        match event.place.as_deref().and_then(state) {
            Some(country) if own.is_none() => Some(self.side(country)),
            _ => own.or_else(|| event.place.clone()).or_else(|| country.map(|c| self.side(c))),
        }
    }

    /// `7 October 2024 · Paris · who met whom`.
    pub(crate) fn full(&self, event: &LedgerEvent, front: Option<&str>) -> String {
        let mut parts = vec![self.labels.date(event.date)];
        parts.extend(self.place(event));
        parts.push(self.event(event, front));
        parts.join(" · ")
    }
}

/// Of several wordings the one that says most, within a line's length; of equals the shortest.
fn best_office<'o>(offices: impl Iterator<Item = &'o str>) -> Option<&'o str> {
    offices.min_by_key(|o| {
        let len = o.chars().count();
        (len > OFFICE, std::cmp::Reverse(weight(o).min(3)), len, *o)
    })
}

/// The longest name in a language, up to the length of a line; in any language where there is none.
pub(crate) fn longest(names: &BTreeSet<(String, String)>, lang: &str) -> Option<String> {
    let length = |n: &&(String, String)| (n.1.chars().count().min(80), n.1.len());
    let own = names.iter().filter(|(l, _)| l == lang).max_by_key(length);
    own.or_else(|| names.iter().max_by_key(length)).map(|(_, n)| n.clone())
}

/// The text with a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(c) => c.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// At most `most` characters, cut at a space and marked where it was cut. For display only.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let cut: String = flat.chars().take(most).collect();
    let end = cut.rfind(' ').filter(|e| *e > cut.len() / 2).unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_a_space() {
        assert_eq!(shorten("một hai  ba", 20), "một hai ba");
        assert_eq!(shorten("the two sides agreed, and signed", 23), "the two sides agreed …");
        assert_eq!(shorten("abcdefghij", 4), "abcd …");
        assert_eq!(capital("élan"), "Élan");
    }
}
