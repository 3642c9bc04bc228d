//! HTML: the DOM to pieces, the article among them, and all of it to lines with what the markup says.

mod depth;
mod main_text;
mod meta;
mod page;
#[cfg(test)]
mod score;
mod zone;

use crate::items::{Builder, Line, Tag};
use crate::{ReadError, language};
use chancery_model::{Document, Edtf, Span, fold};
use dom_query::Document as Dom;
pub(crate) use main_text::{Densest, MainText};
use page::{Page, Piece};
use rustc_hash::FxHashSet;
use zone::Zone;

/// True for text that is HTML, whatever its name.
pub(crate) fn is_html(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let head: String = text.chars().take(1024).collect::<String>().to_ascii_lowercase();
    let tags = ["<!doctype html", "<html", "<head", "<body", "<meta ", "<article", "<div", "<p>", "<table"];
    tags.iter().any(|t| head.contains(t)) || head.starts_with("<?xml") && head.contains("<html")
}

/// Reads a page of HTML with one of the readers.
pub(crate) fn read(
    doc: &mut Document,
    html: &str,
    lang: Option<&str>,
    reader: &dyn MainText,
) -> Result<(), ReadError> {
    let dom = Dom::from(depth::shallow(html).as_ref());
    let meta = meta::read(&dom);
    let mut page = page::page(&dom);
    reclaim(&mut page);
    let mut chosen = reader.choose(&page, &dom);
    links_out(&page, &mut chosen);
    let title = headline(&page, &chosen, &meta);
    complete(&page, &mut chosen, title);
    if !page.pieces.iter().zip(&chosen).any(|(p, c)| *c && p.text.chars().any(char::is_alphanumeric))
        && title.is_none()
    {
        return Err(ReadError::NoText);
    }
    let mut sheet = Sheet::default();
    let given = meta.titles.first();
    match (title, given) {
        (Some(i), _) => sheet.line(&page.pieces[i].text, Tag::Title),
        (None, Some(text)) => sheet.line(text, Tag::Title),
        (None, None) => {}
    }
    let headline = sheet.lines.first().map(|l| fold(l.span.of(&sheet.text))).unwrap_or_default();
    let articles = articles(&page, &chosen, title);
    let mut rest: Vec<Vec<usize>> = Vec::new();
    // What stands between headline and text comes first, then what stands above the headline: a date there may be today's.
    let above = title.unwrap_or(0);
    let below =
        (above..page.pieces.len()).find(|i| chosen[*i] && page.pieces[*i].is_prose()).unwrap_or(above);
    let order = (above..below).chain(0..above).chain(below..page.pieces.len());
    for i in order.filter(|i| chosen[*i] && Some(*i) != title) {
        let piece = &page.pieces[i];
        match articles.iter().position(|a| *a == piece.article) {
            Some(n) if n > 0 => {
                if rest.len() < n {
                    rest.resize(n, Vec::new());
                }
                rest[n - 1].push(i);
            }
            _ if fold(&piece.text) == headline => {}
            _ => sheet.piece(piece),
        }
    }
    let main = sheet.lines.len();
    doc.lang = match lang {
        Some(lang) => lang.to_owned(),
        None => {
            let body: String = sheet.text.clone();
            language::detect(&body, meta.lang.as_deref()).to_owned()
        }
    };
    for piece in page.pieces.iter().filter(|p| p.zone == Zone::Comments) {
        sheet.line(&piece.text, Tag::Clutter);
    }
    let comments = sheet.lines.len();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut others: Vec<std::ops::Range<usize>> = Vec::new();
    for group in &rest {
        let from = sheet.lines.len();
        group.iter().for_each(|i| sheet.piece(&page.pieces[*i]));
        others.push(from..sheet.lines.len());
    }
    let related = sheet.lines.len();
    for (i, piece) in page.pieces.iter().enumerate() {
        let teaser = !chosen[i] && piece.zone != Zone::Skip && piece.zone != Zone::Comments;
        if teaser
            && seen.insert(&piece.text)
            && (piece.zone == Zone::Related
                || i > above && piece.linked * 10 >= piece.text.len() * 9
                || after_main(&chosen, i))
        {
            sheet.teaser(piece);
        }
    }
    let Sheet { text, lines } = sheet;
    let lang = doc.lang.clone();
    let mut builder = Builder::new(&text, &lang);
    builder.page(&lines[..main]);
    builder.clutter(&lines[main..comments]);
    for range in others {
        builder.close();
        builder.page(&lines[range]);
    }
    builder.entries(&lines[related..]);
    builder.date = meta.date.or_else(|| times(&page, &chosen)).or(builder.date);
    builder.finish(doc);
    doc.text = text;
    Ok(())
}

/// Text and lines as they are put together.
#[derive(Default)]
struct Sheet {
    text: String,
    lines: Vec<Line>,
}

impl Sheet {
    fn line(&mut self, text: &str, tag: Tag) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.lines.push(Line { span: Span::new(start, self.text.len()), tag });
    }

    /// A piece of the article.
    fn piece(&mut self, piece: &Piece) {
        let long = piece.text.len() >= 240;
        let tag = match (piece.zone, piece.tag) {
            (Zone::Embed, _) => Tag::Clutter,
            (Zone::Meta, _) if !long => Tag::Clutter,
            (_, Tag::Caption) | (Zone::Caption, _) => Tag::Caption,
            (Zone::Photo, Tag::Paragraph | Tag::None) if !long => Tag::Caption,
            (Zone::Lead, _) => Tag::Lead,
            (_, tag) => tag,
        };
        self.line(&piece.text, tag);
    }

    /// A piece of another article's teaser: a headline where it is a heading or a link, text otherwise.
    fn teaser(&mut self, piece: &Piece) {
        let linked = piece.linked * 10 >= piece.text.len() * 7;
        let tag = match (piece.zone, piece.tag) {
            (Zone::Meta | Zone::Embed, _) => Tag::Clutter,
            (Zone::Caption | Zone::Photo, _) | (_, Tag::Caption) => Tag::Caption,
            (_, Tag::Title | Tag::Heading) => Tag::Heading,
            _ if linked && !piece.text.ends_with('.') => Tag::Heading,
            (_, tag) => tag,
        };
        self.line(&piece.text, tag);
    }
}

/// Takes back parts that name themselves something else but hold most of the page's prose (`<div class="sidebar-left
/// post">` around everything).
fn reclaim(page: &mut Page) {
    let prose = |p: &Piece| if p.is_prose() { p.text.len() } else { 0 };
    let total: usize = page.pieces.iter().map(prose).sum();
    let most = page.pieces.iter().map(|p| p.zone_from).max().unwrap_or(0);
    let mut sums = vec![0usize; most + 1];
    for piece in &page.pieces {
        sums[piece.zone_from] += prose(piece);
    }
    for piece in &mut page.pieces {
        let closed = matches!(
            piece.zone,
            Zone::Skip
                | Zone::Related
                | Zone::Comments
                | Zone::Meta
                | Zone::Embed
                | Zone::Photo
                | Zone::Lead
                | Zone::Caption
        );
        if closed && piece.zone_from > 0 && total > 400 && sums[piece.zone_from] * 2 > total {
            piece.zone = Zone::Plain;
        }
    }
}

/// Takes out pieces within the article that are nothing but a link to another.
fn links_out(page: &Page, chosen: &mut [bool]) {
    for (piece, own) in page.pieces.iter().zip(chosen.iter_mut()) {
        let link = piece.linked * 10 >= piece.text.len() * 9 && piece.text.split_whitespace().count() >= 4;
        if link && !matches!(piece.tag, Tag::Title | Tag::Heading) && !piece.text.ends_with('.') {
            *own = false;
        }
    }
}

/// The piece that is the page's headline.
fn headline(page: &Page, chosen: &[bool], meta: &meta::Meta) -> Option<usize> {
    let first = chosen.iter().position(|c| *c).unwrap_or(0);
    let names: Vec<FxHashSet<String>> = meta.titles.iter().map(|t| words(t)).collect();
    let alike = |text: &str| {
        let own = words(text);
        names.iter().map(|n| overlap(&own, n)).fold(0.0f64, f64::max)
    };
    let heads = |tag: Tag| {
        page.pieces.iter().enumerate().filter(move |(_, p)| p.tag == tag && !matches!(p.zone, Zone::Comments))
    };
    let ones: Vec<(usize, f64)> = heads(Tag::Title).map(|(i, p)| (i, alike(&p.text))).collect();
    if let Some((i, _)) =
        ones.iter().copied().filter(|(_, a)| *a >= 0.5).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    {
        return Some(i);
    }
    // No `h1` is like the head's title: any heading, or any piece, that is the title.
    let close =
        |p: &Piece| p.text.len() <= 300 && !matches!(p.zone, Zone::Related | Zone::Comments | Zone::Skip);
    // The window's title may be the site's: only a heading or a longer line is then taken for the article's.
    let says = |p: &Piece| meta.own_title || p.tag == Tag::Heading || p.text.split_whitespace().count() >= 5;
    let same = page.pieces.iter().enumerate().filter(|(i, p)| *i <= first + 12 && close(p) && says(p));
    let best = same
        .map(|(i, p)| (i, alike(&p.text)))
        .filter(|(_, a)| *a >= 0.7)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    if let Some((i, _)) = best {
        return Some(i);
    }
    // An `h1` that is unlike: the page's headline may differ from the one for search engines; a site's name is short.
    let worded =
        |i: usize| page.pieces[i].text.split_whitespace().count() >= 4 && page.pieces[i].zone != Zone::Skip;
    ones.iter().map(|(i, _)| *i).find(|i| worded(*i)).or_else(|| {
        // The heading nearest above the first paragraph.
        let prose =
            (first..page.pieces.len()).find(|i| chosen[*i] && page.pieces[*i].is_prose()).unwrap_or(first);
        let near = heads(Tag::Heading).filter(|(i, p)| {
            *i <= prose && *i + 12 >= prose && close(p) && p.text.split_whitespace().count() >= 4
        });
        near.map(|(i, _)| i).max().filter(|_| !meta.own_title)
    })
}

fn words(text: &str) -> FxHashSet<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Dice's coefficient of two sets of words.
fn overlap(a: &FxHashSet<String>, b: &FxHashSet<String>) -> f64 {
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()).max(1) as f64
}

/// Adds what stands between the headline and the article: standfirst, byline, date.
fn complete(page: &Page, chosen: &mut [bool], title: Option<usize>) {
    let (Some(title), Some(first)) = (title, chosen.iter().position(|c| *c)) else { return };
    if title < first && first - title <= 40 {
        for (piece, own) in page.pieces[title..first].iter().zip(&mut chosen[title..first]) {
            *own |= !matches!(piece.zone, Zone::Skip | Zone::Related | Zone::Comments | Zone::Embed);
        }
    }
    // What stands above the headline (section, date of today) is of the article only where it is a date or a picture.
    for (i, (piece, own)) in page.pieces.iter().zip(chosen.iter_mut()).take(title).enumerate() {
        let dated = i + 6 >= title && piece.text.len() <= 100 && has_year(&piece.text);
        *own |= dated && !matches!(piece.zone, Zone::Skip | Zone::Related | Zone::Comments);
        *own &= dated || matches!(piece.zone, Zone::Meta | Zone::Photo | Zone::Caption | Zone::Lead);
    }
}

/// True for a text with a number of four digits that may be a year.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
}

/// The articles among the chosen pieces, the main one first; one where the page has one, or is a running report whose
/// headline stands above all its entries.
fn articles(page: &Page, chosen: &[bool], title: Option<usize>) -> Vec<usize> {
    let mut sums: Vec<(usize, usize, bool)> = Vec::new();
    for (i, piece) in page.pieces.iter().enumerate().filter(|(i, _)| chosen[*i]) {
        let prose = if piece.is_prose() { piece.text.len() } else { 0 };
        let heading = matches!(piece.tag, Tag::Title | Tag::Heading) || Some(i) == title;
        match sums.iter_mut().find(|(a, ..)| *a == piece.article) {
            Some((_, sum, headed)) => {
                *sum += prose;
                *headed |= heading;
            }
            None => sums.push((piece.article, prose, heading)),
        }
    }
    let main = title.map_or_else(
        || sums.iter().max_by_key(|(a, sum, _)| (*sum, std::cmp::Reverse(*a))).map_or(0, |(a, ..)| *a),
        |t| page.pieces[t].article,
    );
    let full: Vec<usize> = sums
        .iter()
        .filter(|(a, sum, headed)| *a != main && *a != 0 && *headed && *sum >= 80)
        .map(|(a, ..)| *a)
        .collect();
    let own = sums.iter().find(|(a, ..)| *a == main).map_or(0, |(_, sum, _)| *sum);
    let running = own < 300 && !full.is_empty();
    let mut out = vec![main];
    if !running {
        out.extend(full);
    }
    out
}

/// True for a piece after the last of the article.
fn after_main(chosen: &[bool], i: usize) -> bool {
    chosen.iter().rposition(|c| *c).is_some_and(|last| i > last)
}

/// The first `<time datetime>` of the article or above it.
fn times(page: &Page, chosen: &[bool]) -> Option<Edtf> {
    let first = chosen.iter().position(|c| *c).unwrap_or(0);
    let mut near: Vec<&(usize, String)> = page.times.iter().filter(|(at, _)| *at <= first + 12).collect();
    near.sort_by_key(|(at, _)| (*at < first, *at));
    near.iter().find_map(|(_, value)| crate::date::field(value, ""))
}
