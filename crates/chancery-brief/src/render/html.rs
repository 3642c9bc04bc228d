use crate::words::shorten;
use crate::{Line, Page};

/// Longest quotation in a note, in characters.
const QUOTE: usize = 300;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem;border-bottom:1px solid #bbb}p.sub{color:#555;margin:.2rem 0}\
ul{padding-left:1.2rem;margin:.3rem 0}li{margin:.2rem 0}table{border-collapse:collapse}td,th{padding:.15rem .6rem;text-align:right}\
th{border-bottom:1px solid #bbb;font-weight:600}sup a{text-decoration:none;margin-left:.1rem}.doubt{color:#8a4b00;font-style:italic}\
ol{font-size:.9rem;color:#333}q{quotes:'“' '”'}@media(prefers-color-scheme:dark){body{background:#161616;color:#e8e8e8}\
p.sub,ol{color:#bbb}a{color:#8ab4f8}.doubt{color:#f0a860}}@media print{body{margin:0;max-width:none}}";

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn mark(n: usize) -> String {
    format!("<sup><a href=\"#n{n}\">[{n}]</a></sup>")
}

/// Note numbers inside a text become links.
fn links(text: &str, notes: usize) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(&escape(before));
        let number = after.split_once(']').and_then(|(n, tail)| Some((n.parse::<usize>().ok()?, tail)));
        match number {
            Some((n, tail)) if n > 0 && n <= notes => {
                out.push_str(&mark(n));
                rest = tail;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(&escape(rest));
    out
}

fn line(l: &Line, page: &Page) -> String {
    let label = if l.label.is_empty() { String::new() } else { format!("<b>{}:</b> ", escape(&l.label)) };
    let doubt = if l.doubtful {
        format!(" <span class=\"doubt\">({})</span>", escape(&page.doubt))
    } else {
        String::new()
    };
    let notes: String = l.notes.iter().map(|n| mark(*n)).collect();
    let style = if l.depth > 0 { " style=\"margin-left:1.2rem\"" } else { "" };
    format!("<li{style}>{label}{}{doubt}{notes}</li>\n", links(&l.text, page.notes.len()))
}

/// The page as one HTML file that needs nothing else.
pub fn html(page: &Page) -> String {
    let title = escape(&page.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p class=\"sub\">{}</p>\n",
        escape(&page.lang),
        escape(&page.subtitle)
    );
    for section in &page.sections {
        out.push_str(&format!("<section id=\"{}\">\n<h2>{}</h2>\n", section.key, escape(&section.heading)));
        if !section.lines.is_empty() {
            out.push_str("<ul>\n");
            section.lines.iter().for_each(|l| out.push_str(&line(l, page)));
            out.push_str("</ul>\n");
        }
        if !section.table.is_empty() {
            out.push_str("<table>\n");
            for (n, row) in section.table.iter().enumerate() {
                let tag = if n == 0 { "th" } else { "td" };
                let cells: String = row.iter().map(|c| format!("<{tag}>{}</{tag}>", escape(c))).collect();
                out.push_str(&format!("<tr>{cells}</tr>\n"));
            }
            out.push_str("</table>\n");
        }
        out.push_str("</section>\n");
    }
    if !page.left_out_text.is_empty() {
        out.push_str(&format!("<p class=\"sub\">{}</p>\n", escape(&page.left_out_text)));
    }
    if !page.notes.is_empty() {
        out.push_str(&format!("<section id=\"sources\">\n<h2>{}</h2>\n<ol>\n", escape(&page.notes_heading)));
        for n in &page.notes {
            let title =
                n.title.as_deref().map(|t| format!("{}. ", escape(&shorten(t, 120)))).unwrap_or_default();
            // Only web addresses become links: a path would not lead anywhere on another machine.
            let source = if n.source.starts_with("https://") || n.source.starts_with("http://") {
                format!("<a href=\"{0}\" rel=\"noopener noreferrer\">{0}</a>", escape(&n.source))
            } else {
                escape(&n.source)
            };
            out.push_str(&format!(
                "<li id=\"n{}\">{title}{source}, {}: <q lang=\"{}\">{}</q></li>\n",
                n.number,
                escape(&n.date),
                escape(&n.lang),
                escape(&shorten(&n.quote, QUOTE))
            ));
        }
        out.push_str("</ol>\n</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}
