//! Commitments and what became of them.

use crate::page::commitment_text;
use crate::words::{Writer, shorten};
use crate::{BriefError, Labels, Sides};
use chancery_ledger::link::{Ledger, LedgerCommitment, State};
use chancery_ledger::{Query, Store};
use chancery_model::{Day, Edtf};
use serde::Serialize;

/// A commitment and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Due {
    /// Ledger commitment.
    pub id: String,
    /// State as of the day asked for.
    pub state: State,
    /// When it is due.
    pub due: Option<Edtf>,
    /// Who is to act.
    pub by: Vec<String>,
    /// To whom.
    pub to: Vec<String>,
    /// `agreed`, `pledged`, `proposed` or `hoped`.
    pub force: String,
    /// When it was made known.
    pub made: Option<Edtf>,
    /// The undertaking, its force and dates in words.
    pub text: String,
    /// The passage that it was made in, and its source.
    pub passage: Option<(String, String)>,
    /// What became of it, in words, with a passage and its source; empty where nothing is on record.
    pub shown: Vec<(String, String, String)>,
}

/// Commitments of a side, of two, or of all, as known on a day: overdue first, then by due date; closed ones last and only
/// where `closed` is true.
pub fn due(
    store: &dyn Store,
    sides: &dyn Sides,
    of: &[String],
    as_of: Day,
    closed: bool,
    lang: &str,
) -> Result<Vec<Due>, BriefError> {
    let labels = Labels::load(lang)?;
    let query = Query { sides: of.to_vec(), ..Query::default() };
    let ledger = Ledger::read(store, &query, as_of)?;
    let writer = Writer::new(&labels, sides, &ledger);
    let mut all: Vec<&LedgerCommitment> =
        ledger.commitments.iter().filter(|c| closed || c.state.pending()).collect();
    all.sort_by_key(|c| {
        let day = c.due.and_then(|d| d.latest()).map_or(i64::MAX, |d| d.number());
        (!c.state.pending(), c.state != State::Overdue, day, c.id.clone())
    });
    Ok(all.into_iter().map(|c| row(c, &ledger, &writer)).collect())
}

fn row(c: &LedgerCommitment, ledger: &Ledger, writer: &Writer<'_>) -> Due {
    let passage = |record: &str, doc: &str| {
        let quote =
            ledger.records.get(record).and_then(|r| r.evidence.first()).map(|e| shorten(&e.quote, 300));
        let source = ledger.docs.get(doc).map(|d| d.source.clone());
        quote.zip(source)
    };
    let made: Vec<&str> = c.accounts.iter().map(|a| a.doc.as_str()).collect();
    let shown = c
        .events
        .iter()
        .filter_map(|id| ledger.event(id))
        .filter_map(|e| {
            let account =
                e.accounts.iter().find(|a| !made.contains(&a.doc.as_str())).or(e.accounts.first())?;
            let (quote, source) = passage(&account.record, &account.doc)?;
            Some((writer.full(e, None), quote, source))
        })
        .collect();
    Due {
        id: c.id.clone(),
        state: c.state,
        due: c.due,
        by: c.by.iter().cloned().collect(),
        to: c.to.iter().cloned().collect(),
        force: c.force.clone(),
        made: c.made,
        text: commitment_text(c, ledger, writer),
        passage: c.accounts.first().and_then(|a| passage(&a.record, &a.doc)),
        shown,
    }
}
