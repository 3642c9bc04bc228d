use chancery_model::Record;
use serde::Serialize;

/// Something in the store that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Document id, or empty for the file as a whole.
    pub doc: String,
    /// Record id, or empty.
    pub record: String,
    /// What is wrong.
    pub what: String,
}

/// Byte offsets of the code points of a text, for slicing by code point in constant time.
pub(crate) struct Offsets {
    /// `marks[i]` is the byte of code point `i * 64`.
    marks: Vec<usize>,
    count: usize,
}

impl Offsets {
    pub(crate) fn new(text: &str) -> Offsets {
        let mut marks = Vec::with_capacity(text.len() / 64 + 1);
        let mut count = 0;
        for (i, (byte, _)) in text.char_indices().enumerate() {
            if i % 64 == 0 {
                marks.push(byte);
            }
            count = i + 1;
        }
        Offsets { marks, count }
    }
    fn byte(&self, text: &str, point: usize) -> Option<usize> {
        if point >= self.count {
            return (point == self.count).then_some(text.len());
        }
        let from = *self.marks.get(point / 64)?;
        let rest = text.get(from..)?;
        rest.char_indices().nth(point % 64).map(|(b, _)| from + b)
    }
    /// The slice between two code points; `None` where there is none.
    pub(crate) fn slice<'t>(&self, text: &'t str, start: usize, end: usize) -> Option<&'t str> {
        text.get(self.byte(text, start)?..self.byte(text, end)?)
    }
}

pub(crate) fn evidence_problem(text: &str, offsets: &Offsets, record: &Record) -> Option<String> {
    if record.evidence.is_empty() {
        return Some("it has no evidence".to_owned());
    }
    record.evidence.iter().find_map(|e| {
        let bad = e.quote.is_empty() || offsets.slice(text, e.start, e.end) != Some(e.quote.as_str());
        bad.then(|| format!("its quotation at {}–{} is not what the text has there", e.start, e.end))
    })
}

/// What is wrong with the evidence of records of one document: `(record id, reason)`. Empty when every quotation is the
/// slice of the text that its offsets name.
pub fn evidence_problems(text: &str, records: &[Record]) -> Vec<(String, String)> {
    let offsets = Offsets::new(text);
    let mut out = Vec::new();
    for record in records {
        if let Some(reason) = evidence_problem(text, &offsets, record) {
            out.push((record.id.clone(), reason));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_by_code_point() {
        let text = "Đà Nẵng – việc ".repeat(30);
        let offsets = Offsets::new(&text);
        assert_eq!(offsets.slice(&text, 0, 7), Some("Đà Nẵng"));
        assert_eq!(offsets.slice(&text, 150, 157), Some("Đà Nẵng"));
        assert_eq!(offsets.slice(&text, 449, 450), Some(" "));
        assert_eq!(offsets.slice(&text, 0, 451), None);
        assert_eq!(Offsets::new("").slice("", 0, 0), Some(""));
    }
}
