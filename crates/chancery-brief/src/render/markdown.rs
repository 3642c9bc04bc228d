use crate::words::shorten;
use crate::{Line, Page};

/// Longest quotation in a note, in characters; the record keeps the whole.
const QUOTE: usize = 300;

/// Backslashes before what Markdown would read as markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.chars().enumerate() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '$')
            || (i == 0 && matches!(c, '-' | '+' | '='))
        {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

fn line(l: &Line, page: &Page) -> String {
    let indent = if l.depth > 0 { "  " } else { "" };
    let label = if l.label.is_empty() { String::new() } else { format!("**{}:** ", escape(&l.label)) };
    let doubt = if l.doubtful { format!(" *({})*", page.doubt) } else { String::new() };
    let notes: String = l.notes.iter().map(|n| format!("[^{n}]")).collect();
    let space = if notes.is_empty() { "" } else { " " };
    format!("{indent}- {label}{}{doubt}{space}{notes}\n", links(&escape(&l.text)))
}

/// Note numbers inside a text (`\[3\]` after escaping) become references.
fn links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\[") {
        out.push_str(before);
        match after.split_once("\\]") {
            Some((n, tail)) if !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) => {
                out.push_str(&format!("[^{n}]"));
                rest = tail;
            }
            _ => {
                out.push_str("\\[");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The page as Markdown with footnotes.
pub fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n\n{}\n", escape(&page.title), escape(&page.subtitle));
    for section in &page.sections {
        out.push_str(&format!("\n## {}\n\n", escape(&section.heading)));
        for l in &section.lines {
            out.push_str(&line(l, page));
        }
        for (n, row) in section.table.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|c| escape(c)).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
            if n == 0 {
                out.push_str(&format!("|{}\n", " ---: |".repeat(row.len())));
            }
        }
    }
    if !page.left_out_text.is_empty() {
        out.push_str(&format!("\n*{}*\n", page.left_out_text));
    }
    if !page.notes.is_empty() {
        out.push_str(&format!("\n## {}\n\n", escape(&page.notes_heading)));
    }
    for n in &page.notes {
        let title = n.title.as_deref().map(|t| format!("{}. ", escape(&shorten(t, 120)))).unwrap_or_default();
        let quote = escape(&shorten(&n.quote, QUOTE));
        out.push_str(&format!(
            "[^{}]: {title}{}, {}: “{quote}”\n",
            n.number,
            escape(&n.source),
            escape(&n.date)
        ));
    }
    out
}
