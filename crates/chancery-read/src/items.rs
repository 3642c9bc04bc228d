//! Lines of a page to blocks with roles: headline, lead, headings, captions, clutter; related articles apart.

use crate::clutter::{Field, Sort, caption_before_dateline, cites, is_numbered, sort, tail_mark};
use crate::{date, dateline};
use chancery_model::{Block, BlockRole, Dateline, Document, Edtf, Item, Span};

/// What the format itself says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tag {
    /// Nothing (plain text).
    #[default]
    None,
    Title,
    Heading,
    Lead,
    Caption,
    Paragraph,
    Entry,
    Clutter,
}

/// A line of the page, without surrounding white space, or several that were one paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub span: Span,
    pub tag: Tag,
}

#[derive(Clone, Copy)]
struct Sorted {
    span: Span,
    tag: Tag,
    sort: Sort,
}

/// Collects blocks and items of a document in text order.
pub(crate) struct Builder<'t> {
    text: &'t str,
    lang: &'t str,
    pub blocks: Vec<Block>,
    pub items: Vec<Item>,
    /// Date that the page shows near its top.
    pub date: Option<Edtf>,
    pub dateline: Option<Dateline>,
    pub title: Option<String>,
    /// Date of the current item.
    pending: Option<Edtf>,
    /// Teasers within the current item: their line and where in it the mark ends.
    inline: Vec<(Span, usize)>,
}

/// Most other articles kept apart on one page; what follows belongs to the last.
const MOST_ITEMS: u16 = 400;

impl<'t> Builder<'t> {
    pub fn new(text: &'t str, lang: &'t str) -> Builder<'t> {
        Builder {
            text,
            lang,
            blocks: Vec::new(),
            items: Vec::new(),
            date: None,
            dateline: None,
            title: None,
            pending: None,
            inline: Vec::new(),
        }
    }

    fn push(&mut self, span: Span, role: BlockRole) {
        if !span.is_empty() {
            self.blocks.push(Block { span, item: self.items.len() as u16, role });
        }
    }

    /// Ends the current item; its span and title come from its blocks. Teasers that stood within it follow as items.
    pub fn close(&mut self) {
        let item = self.items.len() as u16;
        let date = self.pending.take();
        let mine = || self.blocks.iter().rev().take_while(|b| b.item == item);
        let Some(last) = mine().next() else { return };
        if item > 0 && (item >= MOST_ITEMS || !mine().any(|b| b.role.is_news())) {
            // Nothing but clutter, or too many: it goes with the item before.
            self.blocks.iter_mut().rev().take_while(|b| b.item == item).for_each(|b| b.item = item - 1);
            if let (Some(before), Some(block)) = (self.items.last_mut(), self.blocks.last()) {
                before.span = before.span.join(block.span);
            }
            return;
        }
        let span = mine().fold(last.span, |a, b| a.join(b.span));
        let title = mine().filter(|b| b.role == BlockRole::Title).last();
        let title = title.map(|b| one_line(b.span.of(self.text)));
        if item == 0 {
            self.title = self.title.take().or_else(|| title.clone());
        }
        self.items.push(Item { item, title, span, date });
        for (span, rest) in std::mem::take(&mut self.inline) {
            self.teasers(item, span, rest);
        }
    }

    /// Headlines of other articles on one line, after a mark that ends at `rest`.
    fn teasers(&mut self, host: u16, span: Span, rest: usize) {
        let text = span.of(self.text);
        let mark = Span::new(span.start as usize, span.start as usize + text[..rest].trim_end().len());
        self.blocks.push(Block { span: mark, item: host, role: BlockRole::Clutter });
        let mut at = rest;
        for piece in text[rest..].split(" | ") {
            let start = span.start as usize + at + (piece.len() - piece.trim_start().len());
            let kept = Span::new(start, start + piece.trim().len());
            at += piece.len() + 3;
            if !kept.is_empty() && self.items.len() < usize::from(MOST_ITEMS) {
                let item = self.items.len() as u16;
                self.blocks.push(Block { span: kept, item, role: BlockRole::Title });
                self.items.push(Item {
                    item,
                    title: Some(one_line(kept.of(self.text))),
                    span: kept,
                    date: None,
                });
            }
        }
    }

    /// The document's parts, with at least one item where there is a block.
    pub fn finish(mut self, doc: &mut Document) {
        self.close();
        self.blocks.sort_by_key(|b| b.span.start);
        // Clutter may have joined an item after it was closed.
        let mut spans: Vec<Option<Span>> = vec![None; self.items.len()];
        for block in &self.blocks {
            if let Some(slot) = spans.get_mut(usize::from(block.item)) {
                *slot = Some(slot.map_or(block.span, |s| s.join(block.span)));
            }
        }
        for (item, span) in self.items.iter_mut().zip(spans) {
            item.span = span.unwrap_or(item.span);
        }
        doc.title = self.title.or(doc.title.take());
        doc.date = doc.date.take().or(self.date);
        doc.dateline = self.dateline;
        doc.blocks = self.blocks;
        doc.items = self.items;
    }

    /// A page of lines: the main article, what follows it, and other articles.
    pub fn page(&mut self, lines: &[Line]) {
        let mut sorted: Vec<Sorted> = Vec::with_capacity(lines.len());
        let mut texts = 0usize;
        for line in lines {
            let text = line.span.of(self.text);
            // Only at the head of a page does a caption run into the text.
            let cut =
                if texts < 2 && text.len() > 120 { caption_before_dateline(text, self.lang) } else { None };
            if let Some(cut) = cut {
                let (start, end) = (line.span.start as usize, line.span.end as usize);
                let caption = Span::new(start, start + text[..cut].trim_end().len());
                sorted.push(Sorted { span: caption, tag: Tag::Caption, sort: Sort::Caption });
                sorted.push(Sorted { span: Span::new(start + cut, end), tag: line.tag, sort: Sort::Text });
                texts += 1;
                continue;
            }
            let sort = sort(text, self.lang);
            texts += usize::from(sort == Sort::Text);
            sorted.push(Sorted { span: line.span, tag: line.tag, sort });
        }
        let mut at = 0;
        while at < sorted.len() {
            at = self.part(&sorted, at);
        }
    }

    /// Lines that are clutter whatever they look like.
    pub fn clutter(&mut self, lines: &[Line]) {
        for line in lines {
            self.push(line.span, BlockRole::Clutter);
        }
    }

    /// Teasers of other articles, as the markup tells them: a heading begins one.
    pub fn entries(&mut self, lines: &[Line]) {
        let (mut titled, mut texts, mut fresh) = (false, 0usize, true);
        let mut waiting: Vec<Span> = Vec::new();
        for line in lines {
            let text = line.span.of(self.text);
            let sort = sort(text, self.lang);
            let mark = matches!(
                sort,
                Sort::Related(None) | Sort::Clutter | Sort::Rule | Sort::Comments | Sort::Notes
            );
            if line.tag == Tag::Clutter || mark || matches!(sort, Sort::Kicker) {
                waiting.push(line.span);
                continue;
            }
            if let Sort::Dated(date) = sort {
                if !fresh {
                    self.pending.get_or_insert(date);
                }
                waiting.push(line.span);
                continue;
            }
            let caption = line.tag == Tag::Caption || sort == Sort::Caption;
            let title = !caption && (line.tag == Tag::Heading || !matches!(sort, Sort::Text));
            if fresh || title && (titled || texts > 0) || caption && (titled || texts > 0) {
                self.close();
                (titled, texts, fresh) = (false, 0, false);
            }
            std::mem::take(&mut waiting).into_iter().for_each(|s| self.push(s, BlockRole::Clutter));
            titled |= title;
            texts += usize::from(!title && !caption);
            let role = match (caption, title) {
                (true, _) => BlockRole::Caption,
                (_, true) => BlockRole::Title,
                _ => BlockRole::Paragraph,
            };
            self.push(line.span, role);
        }
        waiting.into_iter().for_each(|s| self.push(s, BlockRole::Clutter));
    }

    /// One article and the related list or comments after it; returns where the next begins.
    fn part(&mut self, lines: &[Sorted], from: usize) -> usize {
        let mut end = from;
        let mut texts = 0usize;
        let mut closed = false;
        while end < lines.len() {
            let line = &lines[end];
            match line.sort {
                Sort::Related(None) if texts > 0 && !resumes(lines, end + 1) => break,
                Sort::Comments | Sort::Notes if texts > 0 => break,
                Sort::Text if line.tag != Tag::Caption => {
                    texts += 1;
                    closed = tail_mark(line.span.of(self.text)).is_some();
                }
                Sort::Rule => closed |= texts > 0,
                Sort::Clutter | Sort::Dated(_) => {}
                Sort::Header(..) if texts > 0 && closed => break,
                Sort::Short if closed && texts > 0 && self.begins(lines, end) => break,
                _ => {}
            }
            end += 1;
        }
        if from > 0 {
            self.close();
        }
        self.article(&lines[from..end]);
        match lines.get(end).map(|l| l.sort) {
            Some(Sort::Related(_)) => self.related(lines, end),
            Some(Sort::Comments | Sort::Notes) => self.aside(lines, end),
            _ => end,
        }
    }

    /// True where a further article begins: a headline, then a byline, a date or text with a dateline.
    fn begins(&self, lines: &[Sorted], at: usize) -> bool {
        let mut next = lines[at + 1..].iter().take(3);
        loop {
            match next.next() {
                Some(Sorted { sort: Sort::Dated(_), .. }) => return true,
                Some(Sorted { sort: Sort::Clutter | Sort::Caption | Sort::Rule, .. }) => {}
                Some(line) if line.sort == Sort::Text => {
                    return dateline::leading(line.span.of(self.text), 0, self.lang).is_some();
                }
                _ => return false,
            }
        }
    }

    /// Comments or references: clutter up to a related list or the end.
    fn aside(&mut self, lines: &[Sorted], from: usize) -> usize {
        let mut at = from;
        while at < lines.len() {
            if at > from && lines[at].sort == Sort::Related(None) {
                return self.related(lines, at);
            }
            self.push(lines[at].span, BlockRole::Clutter);
            at += 1;
        }
        at
    }

    /// The entries after a mark such as `Voir plus`: a headline with its caption and text each.
    fn related(&mut self, lines: &[Sorted], from: usize) -> usize {
        self.push(lines[from].span, BlockRole::Clutter);
        let (mut titled, mut texts) = (false, 0usize);
        let mut at = from + 1;
        let mut started = false;
        while at < lines.len() {
            let line = lines[at];
            let text = line.span.of(self.text);
            match line.sort {
                Sort::Comments | Sort::Notes => return self.aside(lines, at),
                Sort::Clutter
                | Sort::Rule
                | Sort::Kicker
                | Sort::Related(None)
                | Sort::Header(Field::Other, _) => {
                    self.push(line.span, BlockRole::Clutter);
                }
                Sort::Dated(date) => {
                    self.push(line.span, BlockRole::Clutter);
                    if started {
                        self.pending.get_or_insert(date);
                    }
                }
                _ => {
                    let caption = line.sort == Sort::Caption || line.tag == Tag::Caption;
                    let title = !caption
                        && matches!(
                            line.sort,
                            Sort::Short | Sort::Bullet | Sort::Related(Some(_)) | Sort::Header(..)
                        );
                    let new = !started
                        || caption && (titled || texts > 0)
                        || title && (titled || texts > 0)
                        || !caption && !title && !titled && texts > 0;
                    if new {
                        self.close();
                        (titled, texts, started) = (false, 0, true);
                    }
                    let role = if caption {
                        BlockRole::Caption
                    } else if title {
                        titled = true;
                        BlockRole::Title
                    } else {
                        texts += 1;
                        BlockRole::Paragraph
                    };
                    let start = text.len()
                        - text
                            .trim_start_matches(|c: char| !c.is_alphanumeric() && !"\"“«('".contains(c))
                            .len();
                    let skip = if title { start } else { 0 };
                    self.push(Span::new(line.span.start as usize + skip, line.span.end as usize), role);
                }
            }
            at += 1;
        }
        at
    }

    /// Where numbered references at the end of an article begin; its length where it has none.
    fn references(&self, lines: &[Sorted]) -> usize {
        let text = |l: &Sorted| l.span.of(self.text);
        let Some(last) = lines.iter().rposition(|l| is_numbered(text(l))) else { return lines.len() };
        // A long reference may run over several lines; text of its own comes in runs.
        let mut first = last;
        let mut others = 0;
        for i in (0..last).rev() {
            others = if is_numbered(text(&lines[i])) { 0 } else { others + 1 };
            if others > 2 {
                break;
            }
            if others == 0 {
                first = i;
            }
        }
        let numbered = lines[first..=last].iter().filter(|l| is_numbered(text(l)));
        let (all, citing) = numbered.fold((0, 0), |(a, c), l| (a + 1, c + usize::from(cites(text(l)))));
        if all >= 3 && citing * 2 >= all { first } else { lines.len() }
    }

    /// One article without what follows it.
    fn article(&mut self, lines: &[Sorted]) {
        let whole = lines;
        let lines = &whole[..self.references(whole)];
        let main = self.items.is_empty();
        let body = lines.iter().position(is_text).unwrap_or(lines.len());
        let body = if body == lines.len() {
            lines.iter().position(|l| l.sort == Sort::Bullet).unwrap_or(body)
        } else {
            body
        };
        let last = lines
            .iter()
            .rposition(|l| is_text(l) || l.sort == Sort::Bullet || self.is_entry(l))
            .map_or(0, |i| i + 1);
        let title = self.headline(&lines[..body]);
        let mut inline = Vec::new();
        let (mut paragraphs, mut own_dateline) = (0usize, false);
        let mut date = None;
        for (i, line) in lines.iter().enumerate() {
            let text = line.span.of(self.text);
            if main
                && self.dateline.is_none()
                && !own_dateline
                && i < last
                && Some(i) != title
                && paragraphs == 0
                && let Some(found) = dateline::alone(text, line.span.start as usize, self.lang)
                    .filter(|_| line.sort != Sort::Text)
            {
                self.dateline = Some(found);
                own_dateline = true;
                self.push(line.span, BlockRole::Clutter);
                continue;
            }
            let role = match line.sort {
                _ if Some(i) == title => BlockRole::Title,
                Sort::Dated(shown) if line.tag == Tag::Clutter => {
                    date = date.or(Some(shown));
                    BlockRole::Clutter
                }
                Sort::Header(Field::Date, value) if line.tag == Tag::Clutter => {
                    date = date.or_else(|| date::field(text.get(value..).unwrap_or(""), self.lang));
                    BlockRole::Clutter
                }
                _ if line.tag == Tag::Clutter => BlockRole::Clutter,
                Sort::Header(field, value) if i < body || paragraphs == 0 => {
                    let value_text = text.get(value..).unwrap_or("").trim();
                    match field {
                        Field::Date => date = date.or_else(|| date::field(value_text, self.lang)),
                        Field::Title if main && self.title.is_none() && !value_text.is_empty() => {
                            self.title = Some(value_text.to_owned());
                        }
                        _ => {}
                    }
                    BlockRole::Clutter
                }
                Sort::Header(..) => BlockRole::Clutter,
                Sort::Dated(shown) if paragraphs < 2 || i >= last => {
                    if line.tag != Tag::Heading {
                        date = date.or(Some(shown));
                    }
                    BlockRole::Clutter
                }
                Sort::Dated(_) => BlockRole::Heading,
                Sort::Related(Some(rest)) => {
                    inline.push((line.span, rest));
                    continue;
                }
                Sort::Related(None) | Sort::Comments | Sort::Notes | Sort::Rule | Sort::Clutter => {
                    BlockRole::Clutter
                }
                Sort::Caption => BlockRole::Caption,
                _ if line.tag == Tag::Caption => BlockRole::Caption,
                _ if line.tag == Tag::Lead => BlockRole::Lead,
                _ if line.tag == Tag::Title || line.tag == Tag::Heading => {
                    let next = i + 1 + lines[i + 1..].iter().take_while(|l| aside(l)).count();
                    if i < body && next != body { BlockRole::Clutter } else { BlockRole::Heading }
                }
                Sort::Kicker => BlockRole::Clutter,
                Sort::Short if title.is_some_and(|t| t < i && lines[t].span.of(self.text) == text) => {
                    BlockRole::Clutter
                }
                Sort::Short if line.tag == Tag::Paragraph || line.tag == Tag::Entry => {
                    self.short_paragraph(line, i, body, last)
                }
                Sort::Short if i < body => self.above(lines, i, title, body),
                Sort::Short if i >= last => {
                    if text.split_whitespace().count() >= 14 {
                        BlockRole::Paragraph
                    } else {
                        BlockRole::Clutter
                    }
                }
                Sort::Short => inner_short(lines, i),
                Sort::Bullet if i < body && text.split_whitespace().count() <= 4 => BlockRole::Clutter,
                Sort::Bullet => BlockRole::Paragraph,
                Sort::Text if i < last && self.is_lead(lines, i, body) => BlockRole::Lead,
                Sort::Text => BlockRole::Paragraph,
            };
            if matches!(role, BlockRole::Paragraph | BlockRole::Lead) {
                if main && self.dateline.is_none() && paragraphs < 3 {
                    self.dateline = dateline::leading(text, line.span.start as usize, self.lang);
                }
                paragraphs += usize::from(role == BlockRole::Paragraph);
                if let Some(cut) = tail_mark(text) {
                    let (start, end) = (line.span.start as usize, line.span.end as usize);
                    let kept = text[..cut].trim_end().len();
                    self.push(Span::new(start, start + kept), role);
                    self.push(Span::new(start + cut, end), BlockRole::Clutter);
                    continue;
                }
            }
            self.push(line.span, role);
        }
        if main {
            let from_dateline =
                || self.dateline.as_ref().and_then(|d| date::field(d.date.as_deref()?, self.lang));
            let full = |d: &Edtf| d.as_day().is_some();
            self.date = date.or_else(|| from_dateline().filter(full));
        }
        for line in &whole[lines.len()..] {
            self.push(line.span, BlockRole::Clutter);
        }
        self.pending = date;
        self.inline = inline;
    }

    /// The headline among the lines above the first paragraph.
    fn headline(&self, head: &[Sorted]) -> Option<usize> {
        if let Some(i) = head.iter().position(|l| l.tag == Tag::Title) {
            return Some(i);
        }
        let can = |l: &Sorted| {
            l.sort == Sort::Short && !matches!(l.tag, Tag::Caption | Tag::Lead | Tag::Clutter | Tag::Entry)
        };
        let words = |l: &Sorted| l.span.of(self.text).split_whitespace().count();
        let candidates: Vec<usize> =
            head.iter().enumerate().filter(|(_, l)| can(l)).map(|(i, _)| i).collect();
        // Numbered lines above an article are a list of links, where another line can be the headline.
        let listed = |i: &usize| {
            head[*i].span.of(self.text).starts_with(|c: char| c.is_ascii_digit()) && {
                let line = head[*i].span.of(self.text);
                line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". ")
            }
        };
        let plain: Vec<usize> = candidates.iter().copied().filter(|i| !listed(i)).collect();
        let candidates = if plain.is_empty() { candidates } else { plain };
        let longest = candidates.iter().map(|i| words(&head[*i])).max()?;
        candidates.into_iter().find(|i| {
            let line = head[*i].span.of(self.text);
            let n = words(&head[*i]);
            let label = n <= 4 && !line.chars().any(char::is_lowercase);
            // A short label above a longer headline is a section's name.
            longest < 5 || n >= 5 && longest < n * 4 || (n >= 4 && !label) || n == longest
        })
    }

    /// A short line above the body that is not the headline.
    fn above(&self, lines: &[Sorted], i: usize, title: Option<usize>, body: usize) -> BlockRole {
        let words = lines[i].span.of(self.text).split_whitespace().count();
        let below = title.is_some_and(|t| i > t);
        if below && words >= 8 {
            BlockRole::Lead
        } else if below && i + 1 == body && words >= 4 {
            BlockRole::Heading
        } else {
            BlockRole::Clutter
        }
    }

    /// True for an entry of a list that says something; shorter ones above and below an article are navigation.
    fn is_entry(&self, line: &Sorted) -> bool {
        line.tag == Tag::Entry && line.span.of(self.text).split_whitespace().count() >= 5
    }

    fn short_paragraph(&self, line: &Sorted, i: usize, body: usize, last: usize) -> BlockRole {
        let words = line.span.of(self.text).split_whitespace().count();
        if self.is_entry(line) || line.tag == Tag::Entry && (body..last).contains(&i) || words >= 9 {
            BlockRole::Paragraph
        } else if i < body || i >= last {
            BlockRole::Clutter
        } else {
            BlockRole::Heading
        }
    }

    /// True for sentences between the headline and a paragraph that opens with a dateline.
    fn is_lead(&self, lines: &[Sorted], i: usize, body: usize) -> bool {
        if i != body || lines[i].span.len() > 700 {
            return false;
        }
        if dateline::leading(lines[i].span.of(self.text), 0, self.lang).is_some() {
            return false;
        }
        let next = lines[i + 1..].iter().take(6).find(|l| is_text(l));
        next.is_some_and(|l| dateline::leading(l.span.of(self.text), 0, self.lang).is_some())
    }
}

/// True for what may stand between a heading and its text.
fn aside(line: &Sorted) -> bool {
    matches!(line.tag, Tag::Clutter | Tag::Caption)
        || matches!(line.sort, Sort::Clutter | Sort::Caption | Sort::Dated(_))
}

fn is_text(line: &Sorted) -> bool {
    line.sort == Sort::Text
        && !matches!(line.tag, Tag::Caption | Tag::Title | Tag::Heading | Tag::Lead | Tag::Clutter)
}

/// A short line inside the body: a heading where text follows, an entry of a list where more short lines do.
fn inner_short(lines: &[Sorted], i: usize) -> BlockRole {
    let next = lines[i + 1..].iter().find(|l| !matches!(l.sort, Sort::Clutter | Sort::Rule | Sort::Caption));
    match next.map(|l| l.sort) {
        Some(Sort::Text | Sort::Bullet | Sort::Dated(_)) => BlockRole::Heading,
        _ => BlockRole::Paragraph,
    }
}

/// True where the article goes on after a short list of links: at most four short lines, then three paragraphs in a row.
fn resumes(lines: &[Sorted], from: usize) -> bool {
    let rest = &lines[from..];
    let links = rest.iter().take_while(|l| matches!(l.sort, Sort::Short | Sort::Bullet)).count();
    links <= 4 && rest[links..].iter().take(3).filter(|l| l.sort == Sort::Text).count() == 3
}

/// The text with its white space (line breaks within a wrapped headline) single.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
