//! Ledger entries in words.

use crate::{Labels, Sides};
use chancery_ledger::link::{
    Account, Ledger, LedgerEvent, Person, office_key, relational, series_title, weight,
};
use chancery_model::Fact;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// People named in one line before `and n others`.
const PEOPLE: usize = 3;
/// Longest office that is shown in a line, in characters.
const OFFICE: usize = 70;

/// A commitment in its document: its passages, first code point and one past the last, and its words.
type Promised = (Vec<(usize, usize)>, String);

/// Writes ledger entries in one language.
pub(crate) struct Writer<'w> {
    pub(crate) labels: &'w Labels,
    pub(crate) sides: &'w dyn Sides,
    /// Wordings of each person's offices in this language, by the wording in another.
    offices: BTreeMap<(String, String), String>,
    /// The own names of the mechanism that an event is a session of, the one that says most first.
    series: BTreeMap<String, Vec<(String, String)>>,
    /// Commitments by document: where each stands, and its words.
    promised: BTreeMap<String, Vec<Promised>>,
    /// Place names looked up so far: `(name, state)`.
    places: RefCell<BTreeMap<(String, String), Option<String>>>,
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
        let mut series = BTreeMap::new();
        for m in ledger.mechanisms.iter().filter(|m| !m.titles.is_empty()) {
            series.extend(m.sessions.iter().map(|s| (s.event.clone(), m.titles.clone())));
        }
        let mut promised: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for account in ledger.commitments.iter().flat_map(|c| &c.accounts) {
            let Some(record) = ledger.records.get(&account.record) else { continue };
            let Fact::Commitment(fact) = &record.fact else { continue };
            let spans: Vec<(usize, usize)> = record.evidence.iter().map(|e| (e.start, e.end)).collect();
            promised.entry(account.doc.clone()).or_default().push((spans, fact.text.clone()));
        }
        Writer { labels, sides, offices, series, promised, places: RefCell::default() }
    }

    /// True when a commitment stands in the passage of that account.
    pub(crate) fn promises(&self, ledger: &Ledger, account: &Account) -> bool {
        let here = self.promised.get(&account.doc).map_or(&[][..], Vec::as_slice);
        let Some(record) = ledger.records.get(&account.record) else { return false };
        let meets = |x: &(usize, usize)| record.evidence.iter().any(|e| x.0 < e.end && e.start < x.1);
        here.iter().any(|(spans, _)| spans.iter().any(meets))
    }

    /// True when the passage has the words of no other commitment of its document.
    pub(crate) fn alone(&self, doc: &str, passage: &str, text: &str) -> bool {
        let here = self.promised.get(doc).map_or(&[][..], Vec::as_slice);
        !here.iter().any(|(_, other)| other != text && passage.contains(other.as_str()))
    }

    pub(crate) fn side(&self, id: &str) -> String {
        self.sides.label(id, self.labels.lang).unwrap_or_else(|| id.to_owned())
    }

    pub(crate) fn side_list<'s>(&self, ids: impl IntoIterator<Item = &'s String>) -> String {
        let names: Vec<String> = ids.into_iter().map(|s| self.side(s)).collect();
        self.labels.join(&names, 6)
    }

    /// The office in the language of the page where a document has it, or where its words are all known; else as written.
    pub(crate) fn office(&self, person: &Person) -> Option<String> {
        let all = || person.offices.iter().filter(|(_, o)| !relational(o));
        let own = best_office(all().filter(|(l, _)| l == self.labels.lang).map(|(_, o)| o.as_str()));
        let other = best_office(all().map(|(_, o)| o.as_str()));
        // What says nothing (`leader`) gives way to what says something, in whatever language.
        if let Some(office) = own.filter(|o| weight(o) > 0 || other.is_none_or(|x| weight(x) == 0)) {
            return Some(office.to_owned());
        }
        let other = other?;
        let known = self.offices.get(&(person.person.clone(), other.to_owned()));
        Some(known.cloned().or_else(|| self.translated(other)).unwrap_or_else(|| other.to_owned()))
    }

    /// An office of another language in that of the page, where the table has it.
    fn translated(&self, office: &str) -> Option<String> {
        let side = |word: &str| !self.sides.find(word).is_empty();
        self.labels.find(&office_key(office, side)?).map(str::to_owned)
    }

    /// `in French`, for words of a document in another language than the page's.
    pub(crate) fn foreign(&self, lang: &str) -> Option<String> {
        let base = lang.split('-').next().unwrap_or(lang);
        if base == self.labels.lang || base.is_empty() {
            return None;
        }
        let own = self.labels.find(&format!("in.{base}")).map(str::to_owned);
        Some(own.unwrap_or_else(|| self.labels.fill("in.other", &[("lang", base)])))
    }

    /// The words, with `(in French)` behind them where they are in another language than the page.
    pub(crate) fn marked(&self, words: &str, lang: &str) -> String {
        self.foreign(lang).map_or_else(|| words.to_owned(), |mark| format!("{words} ({mark})"))
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

    /// The event's own name, and its language: that of the page where there is one. The session of a mechanism goes by
    /// the mechanism's name: its number and place are told beside it.
    pub(crate) fn name(&self, event: &LedgerEvent) -> Option<(String, String)> {
        let lang = self.labels.lang;
        let session = self.series.get(&event.id);
        let told = longest(&event.names, lang);
        let Some(titles) = session.filter(|_| event.ordinal.is_some()) else { return told };
        // Its own wording in the page's language says most about this session; `the third session` says nothing.
        let own = told.filter(|(l, _)| l == lang).and_then(|(l, n)| Some((l, series_title(&n, event)?)));
        own.or_else(|| titles.iter().find(|(l, _)| l == lang).or(titles.first()).cloned())
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
        let (lang, name) = self.name(event).unwrap_or_default();
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
        // Nobody is named: at least who went where.
        let way = || {
            let to = event.country.as_ref().filter(|c| event.sides.contains(*c))?;
            let from = event.sides.iter().filter(|s| *s != to);
            let key = own("way").filter(|_| form == "none")?;
            Some(self.labels.fill(&key, &[("from", &self.side_list(from)), ("to", &self.side(to))]))
        };
        let way = way();
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
        let mut text = capital(&way.unwrap_or_else(|| self.labels.fill(&key, &values)));
        let shown = key.ends_with(".named");
        let mut extra = Vec::new();
        if let Some(n) = event.ordinal {
            extra.push(self.labels.fill("ordinal", &[("n", &n.to_string())]));
        }
        if !matches!(event.status.as_str(), "occurred" | "") {
            extra.push(self.labels.get(&format!("status.{}", event.status)).to_owned());
        }
        extra.extend(self.foreign(&lang).filter(|_| shown));
        if !extra.is_empty() {
            text.push_str(&format!(" ({})", extra.join(self.labels.get("join.comma"))));
        }
        if shown && !event.people.is_empty() {
            let all: Vec<&Person> = a.iter().chain(&b).copied().collect();
            text.push_str(": ");
            text.push_str(&self.people(&all));
        } else if !name.is_empty() && !shown && !text.contains(&name) {
            text.push_str(&format!(", {}", self.marked(&name, &lang)));
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

    /// The place as the page's language calls it where that is known or a document has it, else as written.
    pub(crate) fn place(&self, event: &LedgerEvent) -> Option<String> {
        let own = event.places.iter().find(|(l, _)| l == self.labels.lang).map(|(_, n)| n.clone());
        let country = event.country.as_deref();
        let Some(name) = own.clone().or_else(|| event.place.clone()) else {
            return country.map(|c| self.side(c));
        };
        let known = country.and_then(|c| self.known_place(&name, c, own.is_some()));
        Some(known.unwrap_or(name))
    }

    /// The usual name of a place; a city that a document in the page's language names keeps the name it has there.
    fn known_place(&self, name: &str, country: &str, own: bool) -> Option<String> {
        let key = (name.to_owned(), country.to_owned());
        let look = || self.sides.place(name, country, self.labels.lang);
        let known = self.places.borrow_mut().entry(key).or_insert_with(look).clone();
        known.filter(|k| !own || *k == self.side(country))
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

/// The longest name in a language, up to the length of a line; in any language where there is none; with its language.
pub(crate) fn longest(names: &BTreeSet<(String, String)>, lang: &str) -> Option<(String, String)> {
    let length = |n: &&(String, String)| (n.1.chars().count().min(80), n.1.len());
    let own = names.iter().filter(|(l, _)| l == lang).max_by_key(length);
    own.or_else(|| names.iter().max_by_key(length)).cloned()
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
