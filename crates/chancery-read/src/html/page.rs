//! The DOM of a page as a list of pieces of text, each with what its element says of it.

use super::zone::{self, Zone, named};
use crate::items::Tag;
use dom_query::{Document as Dom, NodeRef};

/// A paragraph-sized piece of text of the page.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Its text, white space single; `\n` for a line break within it.
    pub text: String,
    pub tag: Tag,
    pub zone: Zone,
    /// Index of its innermost container in [`Page::parents`].
    pub container: usize,
    /// The element that set the zone, as a number; 0 where none did.
    pub zone_from: usize,
    /// Bytes of it inside links.
    pub linked: usize,
    /// True when it stands inside an element for one article of several.
    pub article: usize,
}

impl Piece {
    /// True for a piece that is mostly sentences of its own.
    pub fn is_prose(&self) -> bool {
        self.text.len() >= 80 && self.linked * 2 < self.text.len()
    }
}

/// A page as pieces.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub pieces: Vec<Piece>,
    /// Containers: index of the parent. The first is the root.
    pub parents: Vec<usize>,
    /// True for containers that call themselves the article.
    pub body: Vec<bool>,
    /// Values of `<time datetime>` with the number of pieces before them.
    pub times: Vec<(usize, String)>,
}

/// Elements whose content is no text of the page.
const DROPPED: [&str; 24] = [
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "input", "textarea",
    "object", "video", "audio", "canvas", "map", "head", "dialog", "math", "label", "option", "embed",
    "form", "progress", "meter",
];

/// Elements that stand in a line of text.
const INLINE: [&str; 38] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "mark", "nobr", "q", "ruby", "rb", "rt", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p",
];

#[derive(Clone, Copy)]
struct Frame {
    zone: Zone,
    zone_from: usize,
    container: usize,
    tag: Tag,
    article: usize,
    in_article: bool,
    cells: bool,
    link: bool,
}

enum Step<'a> {
    Enter(NodeRef<'a>, Frame),
    /// The end of an element: flush when it is a block, and the tag to restore.
    Leave(Frame, bool),
}

struct Walker {
    page: Page,
    text: String,
    linked: usize,
    bold: usize,
    zones: usize,
    articles: usize,
}

/// Most elements that are looked at; a page with more is read as far as that.
const MOST_NODES: usize = 2_000_000;

/// Walks the DOM once, without recursion (pages nest deeper than a stack may).
pub(crate) fn page(dom: &Dom) -> Page {
    let mut walker =
        Walker { page: Page::default(), text: String::new(), linked: 0, bold: 0, zones: 0, articles: 0 };
    walker.page.parents.push(0);
    walker.page.body.push(false);
    let root = Frame {
        zone: Zone::Plain,
        zone_from: 0,
        container: 0,
        tag: Tag::None,
        article: 0,
        in_article: false,
        cells: false,
        link: false,
    };
    let body = dom.body().unwrap_or_else(|| dom.root());
    let mut stack = vec![Step::Enter(body, root)];
    let mut seen = 0;
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave(frame, block) => {
                if block {
                    walker.flush(frame);
                }
            }
            Step::Enter(node, frame) => {
                seen += 1;
                if seen > MOST_NODES {
                    continue;
                }
                if node.is_text() {
                    walker.append(&node.text(), frame);
                } else if node.is_element() || node.is_document() {
                    walker.element(node, frame, &mut stack);
                }
            }
        }
    }
    walker.flush(root);
    walker.page
}

impl Walker {
    fn element<'a>(&mut self, node: NodeRef<'a>, outer: Frame, stack: &mut Vec<Step<'a>>) {
        let Some(name) = node.node_name() else { return };
        let name: &str = &name;
        if name == "br" {
            self.text.push('\n');
            return;
        }
        if DROPPED.contains(&name) && !(name == "form" && holds_article(&node)) || hidden(&node) {
            return;
        }
        let inline = INLINE.contains(&name);
        let mut frame = outer;
        let zone = self.zone(&node, name, outer);
        if let Some(zone) = zone {
            self.zones += 1;
            frame.zone = zone;
            frame.zone_from = self.zones;
        }
        if name == "time"
            && let Some(value) = node.attr("datetime")
        {
            self.page.times.push((self.page.pieces.len(), value.to_string()));
        }
        frame.link |= name == "a";
        match name {
            "h1" => frame.tag = Tag::Title,
            "h2" | "h3" | "h4" | "h5" | "h6" => frame.tag = Tag::Heading,
            "figcaption" | "caption" => frame.tag = Tag::Caption,
            "li" | "dd" | "dt" => frame.tag = Tag::Entry,
            "p" if !matches!(outer.tag, Tag::Entry | Tag::Caption) => frame.tag = Tag::Paragraph,
            "tr" => frame.tag = Tag::Entry,
            "table" => frame.cells = frame.cells || is_data(&node),
            "div" | "section" | "article" | "main" | "td" | "aside" | "blockquote" => frame.tag = Tag::None,
            _ => {}
        }
        if matches!(frame.tag, Tag::None | Tag::Paragraph) && !inline && zone.is_none() && titled(&node) {
            frame.tag = Tag::Heading;
        }
        let bold = matches!(name, "b" | "strong");
        let cell = matches!(name, "td" | "th") && frame.cells;
        // In lists of other articles a headline is a link, and what follows it is not of the headline.
        let splits = inline
            && (zone.is_some() && zone != Some(outer.zone) || name == "a" && outer.zone == Zone::Related);
        if cell {
            if !self.text.trim().is_empty() {
                self.text.push_str(" | ");
            }
        } else if !inline || splits {
            self.flush(outer);
            if !inline
                && matches!(name, "div" | "section" | "article" | "main" | "td" | "body" | "center" | "form")
            {
                self.page.parents.push(outer.container);
                let own = name == "article"
                    || node.attr("itemprop").is_some_and(|v| v.eq_ignore_ascii_case("articleBody"))
                    || names_body(&node);
                self.page.body.push(own);
                frame.container = self.page.parents.len() - 1;
            }
            if name == "article" {
                self.articles += 1;
                frame.article = self.articles;
                frame.in_article = true;
            }
        }
        if bold && self.text.trim().is_empty() {
            self.bold = 1;
        }
        stack.push(Step::Leave(frame, (!inline && !cell) || splits));
        // Children in order: the last pushed is the first taken.
        let from = stack.len();
        for child in node.children_it(false) {
            stack.push(Step::Enter(child, frame));
        }
        stack[from..].reverse();
    }

    fn zone(&self, node: &NodeRef<'_>, name: &str, outer: Frame) -> Option<Zone> {
        // What is inside another article's teaser, a comment or a menu stays there.
        if matches!(outer.zone, Zone::Skip | Zone::Comments | Zone::Embed) {
            return None;
        }
        let role = node.attr("role");
        match (name, role.as_deref().unwrap_or("")) {
            ("nav" | "menu", _)
            | (_, "navigation" | "search" | "banner" | "contentinfo" | "dialog" | "alert") => {
                return Some(Zone::Skip);
            }
            ("header", _) if !outer.in_article && outer.zone != Zone::Body => return Some(Zone::Skip),
            ("footer", _) => return Some(if outer.in_article { Zone::Meta } else { Zone::Skip }),
            ("aside", _) | (_, "complementary") => return Some(Zone::Related),
            ("address", _) => return Some(Zone::Meta),
            ("figure", _) => return Some(Zone::Photo),
            ("body" | "html" | "main", _) => return None,
            ("h1", _) => return None,
            ("time", _) => return Some(Zone::Meta),
            _ => {}
        }
        let class = node.class().unwrap_or_default();
        let id = node.id_attr().unwrap_or_default();
        if class.is_empty() && id.is_empty() {
            return None;
        }
        let zone = match (named(&class), named(&id)) {
            (Zone::Plain | Zone::Body, id) if id != Zone::Plain => id,
            (class, _) => class,
        };
        match zone {
            Zone::Plain => None,
            // Within a list of other articles only what takes further away counts.
            zone if outer.zone == Zone::Related => {
                matches!(zone, Zone::Skip | Zone::Comments | Zone::Meta | Zone::Caption).then_some(zone)
            }
            Zone::Lead | Zone::Photo if outer.zone == Zone::Meta => None,
            // `<article class="post tag-asia category-world">`: said of the whole article.
            Zone::Meta | Zone::Lead | Zone::Caption | Zone::Photo if name == "article" => Some(Zone::Body),
            zone => Some(zone),
        }
    }

    fn append(&mut self, text: &str, frame: Frame) {
        let before = self.text.len();
        let mut gap = text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if gap && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            self.text.push_str(word);
            gap = true;
        }
        if text.ends_with(char::is_whitespace) && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        if frame.link {
            self.linked += self.text.len() - before;
        }
    }

    /// Ends the current piece. Line breaks part it where a line was complete.
    fn flush(&mut self, frame: Frame) {
        if self.text.trim().is_empty() {
            self.text.clear();
            self.linked = 0;
            self.bold = 0;
            return;
        }
        let whole = std::mem::take(&mut self.text);
        let (linked, total) = (std::mem::take(&mut self.linked), whole.len());
        let bold = std::mem::take(&mut self.bold) == 1;
        for text in broken(&whole, frame) {
            let share = linked * text.len() / total.max(1);
            let mut tag = frame.tag;
            if bold && matches!(tag, Tag::Paragraph) && text.len() <= 140 && text.len() == whole.trim().len()
            {
                tag = Tag::None;
            }
            self.page.pieces.push(Piece {
                text,
                tag,
                zone: frame.zone,
                container: frame.container,
                zone_from: frame.zone_from,
                linked: share,
                article: frame.article,
            });
        }
    }
}

/// The lines of a piece: a line break parts it where a sentence or an entry ended, and where a blank line stands.
fn broken(whole: &str, frame: Frame) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut blank = true;
    for line in whole.split('\n') {
        let line = line.trim();
        if line.is_empty() {
            blank = true;
            continue;
        }
        let ended = out
            .last()
            .is_none_or(|l| l.ends_with(['.', '!', '?', '…', ':', ';', '"', '”', '»', ')']) || l.len() < 60);
        match out.last_mut() {
            Some(last) if matches!(frame.tag, Tag::Title | Tag::Heading) => {
                last.push(' ');
                last.push_str(line);
            }
            Some(last) if !blank && !ended && frame.zone != Zone::Related => {
                last.push('\n');
                last.push_str(line);
            }
            _ => out.push(line.to_owned()),
        }
        blank = false;
    }
    out
}

fn hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|v| &*v == "true")
        || node.attr("style").is_some_and(|s| {
            let s = s.replace(' ', "").to_ascii_lowercase();
            s.contains("display:none") || s.contains("visibility:hidden")
        })
}

/// Some sites put the whole page into one form: it is kept when it holds much text.
fn holds_article(form: &NodeRef<'_>) -> bool {
    let texts = form.descendants_it().take(3000).filter(|n| n.is_text());
    texts.map(|n| n.text().trim().len()).sum::<usize>() > 600
}

/// True for a table of data: header cells, or short cells without blocks in them. Other tables lay out the page.
fn is_data(table: &NodeRef<'_>) -> bool {
    let (mut cells, mut text) = (0usize, 0usize);
    for node in table.descendants_it().take(600) {
        if node.is_text() {
            text += node.text().trim().len();
            continue;
        }
        match node.node_name().as_deref() {
            Some("th") => return true,
            Some("table" | "div" | "h1" | "h2" | "ul" | "form" | "img") => return false,
            Some("td") => cells += 1,
            _ => {}
        }
    }
    cells >= 4 && text < cells * 60
}

/// True for an element whose class or id says that it holds a headline.
fn titled(node: &NodeRef<'_>) -> bool {
    let says = |v: &str| zone::is_title(v);
    node.class().is_some_and(|c| says(&c)) || node.id_attr().is_some_and(|i| says(&i))
}

fn names_body(node: &NodeRef<'_>) -> bool {
    node.class().is_some_and(|c| named(&c) == Zone::Body)
        || node.id_attr().is_some_and(|i| named(&i) == Zone::Body)
}
