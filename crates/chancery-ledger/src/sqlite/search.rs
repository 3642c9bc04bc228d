//! Words to passages.

use crate::check::Offsets;
use crate::{Hit, LedgerError};
use chancery_model::fold;
use rusqlite::{Connection, params};
use unicode_normalization::UnicodeNormalization;

/// The query as FTS5 understands it: every word must be there; one with diacritics as it is written, one without in any
/// spelling. A part in double quotes is a phrase. `None` where there is no word.
fn expression(words: &str) -> Option<String> {
    let mut terms = Vec::new();
    for (n, part) in words.split('"').enumerate() {
        let quoted = n % 2 == 1;
        let units: Vec<&str> = if quoted { vec![part] } else { part.split_whitespace().collect() };
        for unit in units {
            let plain: String = unit.nfc().flat_map(char::to_lowercase).collect();
            let loose = fold(unit);
            // What is no letter or digit would be dropped by the tokeniser; such a term would match nothing or all.
            if !loose.chars().any(char::is_alphanumeric) {
                continue;
            }
            let (column, text) = if plain == loose { ("folded", loose) } else { ("exact", plain) };
            terms.push(format!("{column} : \"{}\"", text.replace('"', " ")));
        }
    }
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

pub(super) fn search(conn: &Connection, words: &str, limit: usize) -> Result<Vec<Hit>, LedgerError> {
    let Some(expr) = expression(words) else { return Ok(Vec::new()) };
    let mut stmt = conn.prepare_cached(
        "SELECT d.id, p.start, p.end, d.text FROM passage_words w
         JOIN passages p ON p.seq = w.rowid JOIN documents d ON d.seq = p.doc
         WHERE passage_words MATCH ? ORDER BY round(bm25(passage_words), 6), d.id, p.start LIMIT ?",
    )?;
    let mut rows = stmt.query(params![expr, limit as i64])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let (start, end): (i64, i64) = (row.get(1)?, row.get(2)?);
        let (start, end) = (start.max(0) as usize, end.max(0) as usize);
        let text: String = row.get(3)?;
        let passage = Offsets::new(&text).slice(&text, start, end).unwrap_or("").to_owned();
        out.push(Hit { doc: row.get(0)?, start, end, text: passage });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn diacritics_decide_the_column() {
        assert_eq!(expression("da Nẵng"), Some("folded : \"da\" AND exact : \"nẵng\"".to_owned()));
        assert_eq!(
            expression("\"Đối thoại\" 2023"),
            Some("exact : \"đối thoại\" AND folded : \"2023\"".to_owned())
        );
        assert_eq!(expression(" – \" \" "), None);
    }
}
