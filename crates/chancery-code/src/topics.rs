//! What a passage is about, by its words.

use crate::glance::Seen;
use crate::lexis::{Lexis, TOPIC, TOPIC_STARTS};
use chancery_model::Span;
use chancery_pack::{Fault, Pack, glimpse};

/// The most words of a phrase that shows a topic.
const PHRASE: usize = 3;

/// `lexicon/topics.tsv`: words (or phrases of up to three words) and the topic of `record.md` that they show.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    names: Vec<String>,
}

impl Topics {
    pub(crate) fn new(pack: &Pack, lexis: &mut Lexis) -> Result<Topics, Fault> {
        let table = pack.lexicon("topics")?;
        let mut names = Vec::new();
        for row in &table.rows {
            if row.cell(1).is_empty() {
                return Err(table.fault(row, "expected `word | word<TAB>topic`"));
            }
            names.push(row.cell(1).to_owned());
            for word in row.cell(0).split('|').map(str::trim) {
                lexis.starts(word, TOPIC_STARTS);
                let known = lexis.entry(word);
                known.uses |= TOPIC;
                known.topic = names.len() as u32;
            }
        }
        Ok(Topics { names })
    }

    /// The topics that the words of `span` show, in order of their names.
    pub(crate) fn of(&self, seen: Seen<'_>, span: Span) -> Vec<String> {
        let mut out: Vec<&String> = Vec::new();
        let (tokens, lexis) = (seen.tokens(), seen.lexis());
        let named = |number: u32| self.names.get((lexis.of(number).topic as usize).checked_sub(1)?);
        for (i, (t, look)) in tokens.iter().zip(seen.looks()).enumerate() {
            if look.uses & (TOPIC | TOPIC_STARTS) == 0 || !span.contains(t.span) {
                continue;
            }
            let mut found = named(look.base).or_else(|| named(look.word));
            if seen.known(i).uses & TOPIC_STARTS != 0 {
                let mut phrase = String::from(t.lower.as_str());
                for next in tokens.iter().skip(i + 1).take(PHRASE - 1) {
                    phrase.push(' ');
                    phrase.push_str(&next.lower);
                    found = named(lexis.find(glimpse(&phrase), &phrase)).or(found);
                }
            }
            out.extend(found);
        }
        out.sort_unstable();
        out.dedup();
        out.into_iter().cloned().collect()
    }
}
