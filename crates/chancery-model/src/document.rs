use serde::{Deserialize, Serialize};

/// Half-open range of bytes in [`Document::text`]; both ends on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end` in bytes. A text longer than 4 GiB is refused by `read`, so the cast is lossless.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }
    /// Its bytes as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    /// The text it covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
    /// True when it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end.saturating_sub(self.start)) as usize
    }
    /// True when `other` lies within it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// True when the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// What a stretch of the page is. Only [`BlockRole::is_news`] blocks are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockRole {
    /// Headline of its item.
    Title,
    /// Standfirst, summary or lead printed apart from the body.
    Lead,
    /// Heading inside the body.
    Heading,
    /// Body paragraph or list entry.
    Paragraph,
    /// Picture caption.
    Caption,
    /// View counts, share buttons, bylines, agency marks, navigation, comments: kept in the text, never coded.
    Clutter,
}

impl BlockRole {
    /// True for blocks whose sentences may state facts.
    pub fn is_news(self) -> bool {
        !matches!(self, BlockRole::Clutter)
    }
}

/// A paragraph-sized stretch of the text: blocks come in text order and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// The item it belongs to (see [`Item`]).
    pub item: u16,
    /// What it is.
    pub role: BlockRole,
}

/// One article, teaser or related entry of a page. Item 0 is the main article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Position on the page, 0 for the main article.
    pub item: u16,
    /// Its headline, if it has one.
    pub title: Option<String>,
    /// From its first to its last block.
    pub span: Span,
    /// Its own date, if it shows one.
    pub date: Option<crate::Edtf>,
}

/// `Hanoi (VNA) –`: where a report was filed and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dateline {
    /// Place as written.
    pub place: Option<String>,
    /// Alpha-3 code of the place's state, where known.
    pub country: Option<String>,
    /// Agency mark (`VNA`, `AFP`).
    pub agency: Option<String>,
    /// Date in the dateline itself (`WARSAW, Aug 22`), as written.
    pub date: Option<String>,
    /// Where the dateline stands in the text.
    pub span: Span,
}

/// A page as read. `text` is never changed after reading, and every offset refers to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Content hash: first 16 hex digits of the SHA-256 of the input bytes.
    pub id: String,
    /// Path or address as given.
    pub source: String,
    /// BCP 47 language tag, `und` where unknown.
    pub lang: String,
    /// Headline of the main article.
    pub title: Option<String>,
    /// Publication date.
    pub date: Option<crate::Edtf>,
    /// Dateline of the main article.
    pub dateline: Option<Dateline>,
    /// The text as kept (NFC is *not* applied: the characters are those of the page).
    pub text: String,
    /// Stretches of text with their role, in order.
    pub blocks: Vec<Block>,
    /// Articles and teasers, main article first.
    pub items: Vec<Item>,
    /// Doubts met while reading, in plain words.
    pub warnings: Vec<String>,
}

/// Converts byte offsets of one text to code-point offsets, in O(log n) after one pass.
#[derive(Debug)]
pub struct CodePoints {
    /// Code points before byte `i * 256`.
    marks: Vec<u32>,
}

impl CodePoints {
    /// Counts the code points of `text` once.
    pub fn new(text: &str) -> CodePoints {
        let mut marks = Vec::with_capacity(text.len() / 256 + 1);
        let mut before = 0;
        for block in text.as_bytes().chunks(256) {
            marks.push(before);
            before += begun(block) as u32;
        }
        if text.len().is_multiple_of(256) {
            marks.push(before);
        }
        CodePoints { marks }
    }

    /// The number of code points before `byte`, which must be a character boundary of the same text.
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let block = byte / 256;
        let base = self.marks.get(block).copied().unwrap_or(0) as usize;
        base + begun(&text.as_bytes()[block * 256..byte])
    }
}

/// How many code points begin among some bytes. Counted in bytes, as many at once as the processor can.
fn begun(bytes: &[u8]) -> usize {
    let few = |part: &[u8]| part.iter().map(|b| u8::from(b & 0xC0 != 0x80)).sum::<u8>();
    bytes.chunks(128).map(|part| usize::from(few(part))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting() {
        let text = "Đà Nẵng – việc ".repeat(60);
        let cp = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(cp.at(&text, byte), n);
        }
        assert_eq!(cp.at(&text, text.len()), text.chars().count());
        let even = "a".repeat(512);
        assert_eq!(CodePoints::new(&even).at(&even, 512), 512);
    }
}
