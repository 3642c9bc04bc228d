//! A record in one line of plain words, for lists on the terminal.

use chancery_model::{Edtf, Fact, Record};

/// The kind of a record.
pub fn kind(record: &Record) -> &'static str {
    match record.fact {
        Fact::Event(_) => "event",
        Fact::Agreement(_) => "agreement",
        Fact::Commitment(_) => "commitment",
        Fact::Statement(_) => "statement",
        Fact::Tenure(_) => "tenure",
    }
}

/// What it states, without its kind.
pub fn describe(record: &Record) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut push = |part: &str| {
        if !part.is_empty() {
            parts.push(part.to_owned());
        }
    };
    let date = |d: Option<Edtf>| d.map(|d| d.to_string()).unwrap_or_default();
    match &record.fact {
        Fact::Event(e) => {
            push(&e.type_);
            push(&e.status);
            push(&date(e.date));
            push(&e.sides.join(" "));
            push(e.name.as_deref().unwrap_or(""));
            if let Some(place) = &e.place {
                push(place.name.as_deref().or(place.country.as_deref()).unwrap_or(""));
            }
            let people: Vec<&str> = e.participants.iter().filter_map(|p| p.name.as_deref()).collect();
            push(&people.join("; "));
        }
        Fact::Agreement(a) => {
            push(&a.type_);
            push(&a.status);
            push(&date(a.date));
            push(&a.sides.join(" "));
            push(&a.title);
        }
        Fact::Commitment(c) => {
            push(&c.force);
            push(&c.by.join(" "));
            if let Some(due) = c.due {
                push(&format!("due {due}"));
            }
            push(&c.text);
        }
        Fact::Statement(s) => {
            push(&s.stance);
            push(&date(s.date));
            push(s.speaker.as_ref().and_then(|p| p.name.as_deref()).unwrap_or(""));
            push(&s.text);
        }
        Fact::Tenure(t) => {
            push(&t.name);
            push(&t.office);
            push(t.side.as_deref().unwrap_or(""));
            push(&date(t.as_of));
            push(if t.former { "former" } else { "" });
        }
    }
    parts.join(", ")
}
