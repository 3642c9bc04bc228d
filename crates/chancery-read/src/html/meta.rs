//! What a page says of itself in its head: title, site name, date, language.

use crate::date;
use chancery_model::{Edtf, fold};
use dom_query::Document as Dom;
use serde_json::Value;

/// What the head, JSON-LD and microdata say.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    /// Titles in order of trust: `og:title`, headline of JSON-LD, `<title>` without the site's name.
    pub titles: Vec<String>,
    /// True where the first is the article's own (`og:title`, JSON-LD) and not only the window's.
    pub own_title: bool,
    pub date: Option<Edtf>,
    pub lang: Option<String>,
}

/// Names of `<meta>` that hold the date of publication, in order of trust.
const DATES: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "cxenseparse:recs:publishtime",
];

/// Largest JSON-LD block that is parsed, in bytes.
const LARGEST_JSON: usize = 1 << 20;

/// Reads the head.
pub(crate) fn read(dom: &Dom) -> Meta {
    let mut meta = Meta::default();
    let mut best: Option<(usize, Edtf)> = None;
    let (mut og, mut site) = (None, None);
    for node in dom.select("meta").nodes() {
        let name = node.attr("property").or_else(|| node.attr("name")).or_else(|| node.attr("itemprop"));
        let (Some(name), Some(content)) = (name, node.attr("content")) else { continue };
        let name = name.to_lowercase();
        match name.as_str() {
            "og:title" => og = og.or_else(|| tidy(&content)),
            "twitter:title" if og.is_none() => og = tidy(&content),
            "og:site_name" => site = tidy(&content),
            _ => {}
        }
        if let Some(rank) = DATES.iter().position(|d| *d == name)
            && best.is_none_or(|(r, _)| rank < r)
            && let Some(found) = date::field(&content, "")
        {
            best = Some((rank, found));
        }
    }
    let (mut headline, mut published) = (None, None);
    for node in dom.select("script[type='application/ld+json']").nodes() {
        let text = node.text();
        if text.len() > LARGEST_JSON {
            continue;
        }
        // Pages break lines inside strings, which JSON forbids.
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if let Ok(value) = serde_json::from_str::<Value>(clean.trim().trim_end_matches(';')) {
            linked(&value, 0, &mut headline, &mut published);
        }
    }
    meta.date = best.map(|(_, d)| d).filter(|d| d.as_day().is_some()).or(published).or(best.map(|(_, d)| d));
    meta.lang = dom
        .select("html")
        .nodes()
        .first()
        .and_then(|n| n.attr("lang").or_else(|| n.attr("xml:lang")))
        .map(|l| l.to_string())
        .filter(|l| !l.is_empty());
    let title = dom.select("head > title").nodes().first().and_then(|n| tidy(&n.text()));
    let site = site.as_deref();
    meta.own_title = og.is_some() || headline.is_some();
    for candidate in [og, headline, title].into_iter().flatten() {
        let bare = without_site(&candidate, site);
        if !meta.titles.contains(&bare) {
            meta.titles.push(bare);
        }
    }
    meta
}

/// Headline and date of the first article in JSON-LD.
fn linked(value: &Value, depth: usize, headline: &mut Option<String>, published: &mut Option<Edtf>) {
    if depth > 6 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().take(200).for_each(|v| linked(v, depth + 1, headline, published)),
        Value::Object(map) => {
            if let Some(date) = map.get("datePublished").and_then(Value::as_str)
                && published.is_none()
            {
                *published = date::field(date, "");
                if let Some(text) = map.get("headline").and_then(Value::as_str)
                    && headline.is_none()
                {
                    *headline = tidy(text);
                }
            }
            for key in ["@graph", "mainEntity", "itemListElement"] {
                if let Some(inner) = map.get(key) {
                    linked(inner, depth + 1, headline, published);
                }
            }
        }
        _ => {}
    }
}

fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The title without the name of the site before or after it (`Talks open | The Ledger`).
pub(crate) fn without_site(title: &str, site: Option<&str>) -> String {
    let site = site.map(fold);
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let (h, t) = (head.split_whitespace().count(), tail.split_whitespace().count());
            if site.as_deref() == Some(fold(tail).as_str()) || t <= 6 && h > t && h >= 3 && mark != " : " {
                return head.trim().to_owned();
            }
            if let Some((first, rest)) = title.split_once(mark)
                && site.as_deref() == Some(fold(first).as_str())
            {
                return rest.trim().to_owned();
            }
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_names() {
        for (title, site, bare) in [
            (
                "Talks open in Vienna on a new treaty - The Straits Ledger",
                None,
                "Talks open in Vienna on a new treaty",
            ),
            ("Talks open in Vienna | Moana Wire", None, "Talks open in Vienna"),
            ("The Ledger | Talks open", Some("The Ledger"), "Talks open"),
            ("Vietnam - France", None, "Vietnam - France"),
            ("Talks", None, "Talks"),
        ] {
            assert_eq!(without_site(title, site), bare);
        }
    }

    #[test]
    fn the_head() {
        let dom = Dom::from(
            "<html lang=fr-FR><head><title>Une visite à Rome - Le Fil</title><meta property='og:title' content='Une visite à Rome'>\
             <script type='application/ld+json'>[{\"@type\":\"BreadcrumbList\"},{\"@graph\":[{\"@type\":\"NewsArticle\",\
             \"headline\":\"Une visite\",\"datePublished\":\"2025-03-31T08:40:00+07:00\"}]}]</script></head><body></body></html>",
        );
        let meta = read(&dom);
        assert_eq!(meta.titles[0], "Une visite à Rome");
        assert_eq!(meta.date.map(|d| d.to_string()).as_deref(), Some("2025-03-31"));
        assert_eq!(meta.lang.as_deref(), Some("fr-FR"));
    }
}
