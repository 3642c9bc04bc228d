//! Who held which office, as the document states it.

use crate::emit::Emitter;
use chancery_model::{
    Annotated, Document, Edtf, Fact, Held, MentionKind, Person, Record, Sentence, Span, Tenure, fold,
    person_id,
};

/// Longest passage that is given as evidence, in code points.
const PASSAGE: usize = 400;
/// Passages kept for one office.
const PASSAGES: usize = 3;

/// An office of one person, from all places that state it.
struct Stated<'a> {
    held: &'a Held,
    item: u16,
    spans: Vec<Span>,
    as_of: Option<Edtf>,
}

/// One record for each office that the document states for a person it names.
pub(crate) fn tenures(doc: &Document, text: &Annotated, emitter: &Emitter<'_>, lang: &str) -> Vec<Record> {
    let mut out = Vec::new();
    for person in &text.people {
        let Some(name) = person.name.as_deref() else { continue };
        let (id, stated) = (person_id(name), gather(doc, text, person));
        for stated in stated {
            let held = stated.held;
            let rule = format!("{lang}/tenure/{}", held.pattern);
            let office = held.office.split_whitespace().collect::<Vec<_>>().join(" ");
            let key = format!("{id} {office}");
            let fact = Fact::Tenure(Tenure {
                person: id.clone(),
                name: name.to_owned(),
                office,
                role: held.role.clone(),
                body: held.body.clone(),
                side: held.side.clone().or_else(|| person.side.clone()),
                as_of: stated.as_of,
                former: held.former,
            });
            out.push(emitter.record(stated.item, &stated.spans, confidence(held), &rule, &key, fact));
        }
    }
    out
}

/// The offices of a person, each once for an item: what is said twice is one with more evidence.
fn gather<'a>(doc: &Document, text: &Annotated, person: &'a Person) -> Vec<Stated<'a>> {
    let mut out: Vec<Stated<'a>> = Vec::new();
    for held in &person.offices {
        let Some(sent) = text.sentences.get(held.sentence as usize) else { continue };
        let item = doc.blocks.get(sent.block as usize).map_or(0, |b| b.item);
        let span = passage(doc, held);
        if let Some(old) = out.iter_mut().find(|o| o.item == item && one_office(o.held, held)) {
            if old.held.office.len() < held.office.len() && old.held.counterpart == held.counterpart
                || old.held.counterpart
            {
                old.held = held;
            }
            if old.spans.len() < PASSAGES && !old.spans.contains(&span) {
                old.spans.push(span);
            }
            continue;
        }
        out.push(Stated { held, item, spans: vec![span], as_of: as_of(doc, sent, held) });
    }
    out
}

/// The mention, or only the office and what lies between it and the name where the mention is too long to quote.
fn passage(doc: &Document, held: &Held) -> Span {
    let long = held.mention.of(&doc.text).chars().count() > PASSAGE;
    let whole = held.mention.join(held.span);
    if long { held.span } else { whole }
}

/// Two statements are about one office: the same role for the same body, and where the role says little the same words.
fn one_office(a: &Held, b: &Held) -> bool {
    if a.role != b.role || a.former != b.former {
        return false;
    }
    let agree = |x: &Option<String>, y: &Option<String>| x.is_none() || y.is_none() || x == y;
    if !agree(&a.side, &b.side) || !agree(&a.body, &b.body) {
        return false;
    }
    match a.role.as_str() {
        "head-of-state" | "head-of-government" => true,
        "minister" | "deputy-minister" if a.body.is_some() && a.body == b.body => true,
        _ => {
            let (x, y) = (fold(&a.office), fold(&b.office));
            x.contains(&y) || y.contains(&x)
        }
    }
}

/// When the document attests the office: the one date of the sentence where it is of another year than the document,
/// else the document's date. A former office was held at neither.
fn as_of(doc: &Document, sent: &Sentence, held: &Held) -> Option<Edtf> {
    if held.former {
        return None;
    }
    let mut dates = sent.mentions.iter().filter_map(|m| match &m.kind {
        MentionKind::Time(t) if !t.period && !t.since && !t.due && !t.anniversary => t.value,
        _ => None,
    });
    let first = dates.next();
    let other = dates.any(|d| Some(d) != first);
    let year = |d: &Edtf| d.start.map(|p| (p.year, p.decade));
    match (first, &doc.date) {
        (Some(d), _) if other && Some(year(&d)) != doc.date.as_ref().map(year) => None,
        (Some(d), Some(published)) if year(&d) != year(published) => Some(d),
        _ => doc.date,
    }
}

fn confidence(held: &Held) -> f32 {
    let base: f32 = match held.pattern.as_str() {
        "before" => 0.9,
        "after" => 0.85,
        "spread" => 0.75,
        _ => 0.6,
    };
    if held.counterpart { base - 0.15 } else { base }
}
