//! How records are compared with gold: which pairs may be the same thing, and the best one-to-one pairing.
//!
//! Gold and records are compared as JSON, because that is what both are on paper: see `corpus/README.md` for what gold
//! says and docs/record.md for records.

use chancery_model::{Edtf, fold};
use serde_json::Value;
use std::collections::BTreeSet;

/// Kinds as gold has them, with the key of their list in gold and the kind of record they pair with.
pub const KINDS: [(&str, &str, &str); 4] = [
    ("event", "events", "event"),
    ("agreement", "agreements", "agreement"),
    ("commitment", "commitments", "commitment"),
    ("office", "offices", "tenure"),
];

/// The longest passage, in characters, in which gold's key words count: a whole paragraph is no extraction.
const PASSAGE: usize = 400;

/// Former states stand for the state that holds their seat today.
const SUCCESSORS: [(&str, &str); 9] = [
    ("SUN", "RUS"),
    ("VDR", "VNM"),
    ("DDR", "DEU"),
    ("YUG", "SRB"),
    ("SCG", "SRB"),
    ("CSK", "CZE"),
    ("ZAR", "COD"),
    ("BUR", "MMR"),
    ("TMP", "TLS"),
];

fn one_or_many(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        other => vec![other],
    }
}

fn text<'v>(record: &'v Value, field: &str) -> &'v str {
    record[field].as_str().unwrap_or("")
}

/// The words of a name, folded.
fn words(name: &str) -> Vec<String> {
    fold(name)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// All words of the shorter name are among the longer's, and they share two (or the only one).
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|w| long.contains(w)) && (short.len() >= 2 || long.len() == 1)
}

/// Two dates, `null` included, can be the same.
fn compatible(gold: &Value, found: &Value) -> bool {
    let parse = |v: &Value| v.as_str().and_then(|s| s.parse::<Edtf>().ok());
    match (parse(gold), parse(found)) {
        (Some(gold), Some(found)) => gold.compatible(&found),
        (None, None) => true,
        _ => false,
    }
}

fn jaccard<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let union = a.union(b).count();
    if union == 0 { 1.0 } else { a.intersection(b).count() as f64 / union as f64 }
}

fn states(value: &Value) -> BTreeSet<String> {
    let today =
        |id: &str| SUCCESSORS.iter().find(|(old, _)| *old == id).map_or(id, |(_, new)| *new).to_owned();
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(today).collect()
}

fn sides_of(record: &Value) -> BTreeSet<String> {
    ["sides", "by", "to", "source", "target"].iter().flat_map(|field| states(&record[*field])).collect()
}

/// The words of a record in which gold's key words are looked for.
fn passages(record: &Value) -> String {
    let mut out = String::new();
    let fields = ["title", "text", "name", "office", "action"].iter().map(|f| text(record, f));
    let quotes = record["evidence"].as_array().into_iter().flatten().map(|e| text(e, "quote"));
    for part in fields.chain(quotes).filter(|p| !p.is_empty() && p.chars().count() <= PASSAGE) {
        if !out.is_empty() {
            out.push_str(" \n ");
        }
        out.push_str(part);
    }
    out
}

fn keys_match(groups: &Value, passage: &str) -> bool {
    let passage = fold(passage);
    let found = |alternative: &Value| passage.contains(&fold(alternative.as_str().unwrap_or("")));
    groups.as_array().into_iter().flatten().all(|group| group.as_array().is_some_and(|g| g.iter().any(found)))
}

fn fit_event(gold: &Value, found: &Value) -> Option<f64> {
    if !one_or_many(&gold["type"]).contains(&&found["type"])
        || !one_or_many(&gold["date"]).into_iter().any(|date| compatible(date, &found["date"]))
    {
        return None;
    }
    let (want, have) = (states(&gold["sides"]), sides_of(found));
    let shared = want.intersection(&have).count();
    // Which of a conference's many guests to name is open.
    let open = found["type"] == "conference";
    if !want.is_empty() && (shared * 2 < want.len() || (shared * 2 < have.len() && !open)) {
        return None;
    }
    let mut fit = 1.0 + jaccard(&want, &have);
    fit += f64::from(one_or_many(&gold["date"]).contains(&&found["date"]));
    if gold["country"].is_string() || gold["country"].is_array() {
        fit += 0.5 * f64::from(one_or_many(&gold["country"]).contains(&&found["place"]["country"]));
    }
    let people: Vec<&str> =
        gold["people"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let names: Vec<&str> = found["participants"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|p| text(p, "name"))
        .filter(|n| !n.is_empty())
        .collect();
    let present = people.iter().filter(|p| names.iter().any(|n| same_name(n, p))).count();
    fit += present as f64 / people.len().max(1) as f64;
    if !text(gold, "name").is_empty() && !text(found, "name").is_empty() {
        let set = |name: &str| words(name).into_iter().collect::<BTreeSet<_>>();
        fit += jaccard(&set(text(gold, "name")), &set(text(found, "name")));
    }
    Some(fit)
}

fn fit_keyed(gold: &Value, found: &Value) -> Option<f64> {
    let passage = passages(found);
    if !keys_match(&gold["keys"], &passage) {
        return None;
    }
    let mut want = states(&gold["sides"]);
    if want.is_empty() {
        want = states(&gold["by"]);
    }
    let have = sides_of(found);
    if !want.is_empty() && want.is_disjoint(&have) {
        return None;
    }
    // The tighter the passage, the better: a whole paragraph matches any key.
    let own = text(found, "text");
    let length = if own.is_empty() { passage.chars().count() } else { own.chars().count() };
    Some(1.0 + jaccard(&want, &have) + 50.0 / (50.0 + length.min(5000) as f64))
}

fn fit_office(gold: &Value, found: &Value) -> Option<f64> {
    if !same_name(text(gold, "person"), text(found, "name")) || !keys_match(&gold["keys"], &passages(found)) {
        return None;
    }
    Some(1.0 + f64::from(found["side"] == gold["side"]))
}

/// The best pairing of gold with records of one kind: as many pairs as possible, then the best fit.
pub fn pair(kind: &str, gold: &[Value], found: &[Value]) -> Vec<(usize, usize)> {
    if gold.is_empty() || found.is_empty() {
        return Vec::new();
    }
    let fit = match kind {
        "event" => fit_event,
        "office" => fit_office,
        _ => fit_keyed,
    };
    let weights: Vec<Vec<f64>> = gold
        .iter()
        .map(|g| {
            let optional = g["optional"] == true;
            let weigh = |weight: f64| match weight {
                w if w <= 0.0 => 0.0,
                // A record that fits a required one goes there.
                w if optional => w * 0.01,
                w => w + 100.0,
            };
            found.iter().map(|f| weigh(fit(g, f).unwrap_or(0.0))).collect()
        })
        .collect();
    assign(&weights)
}

/// One-to-one pairing with the greatest total weight (Hungarian method); `weights[i][j] > 0` where the two may pair.
fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (weights.len(), weights.first().map_or(0, Vec::len));
    let n = rows.max(columns);
    let big = weights.iter().flatten().copied().fold(0.0, f64::max);
    let cost = |i: usize, j: usize| big - weights.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0.0);
    // Rows and columns count from 1; column 0 stands for the row being placed.
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let mut row_of = vec![0usize; n + 1];
    for i in 1..=n {
        row_of[0] = i;
        let mut at = 0;
        let mut way = vec![0usize; n + 1];
        let mut least = vec![f64::INFINITY; n + 1];
        let mut used = vec![false; n + 1];
        while row_of[at] != 0 {
            used[at] = true;
            let row = row_of[at];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in 1..=n {
                if !used[j] {
                    let c = cost(row - 1, j - 1) - u[row] - v[j];
                    if c < least[j] {
                        least[j] = c;
                        way[j] = at;
                    }
                    if least[j] < delta {
                        delta = least[j];
                        next = j;
                    }
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    (1..=n)
        .map(|j| (row_of[j] - 1, j - 1))
        .filter(|&(i, j)| weights.get(i).and_then(|r| r.get(j)).is_some_and(|w| *w > 0.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn more_pairs_beat_better_pairs() {
        assert_eq!(assign(&[vec![103.0, 101.0], vec![102.0, 0.0]]), [(1, 0), (0, 1)]);
        assert_eq!(assign(&[vec![0.0, 0.0, 5.0]]), [(0, 2)]);
    }

    #[test]
    fn names_agree_when_the_shorter_is_within_the_longer() {
        assert!(same_name("Tô Lâm", "To Lam"));
        assert!(same_name("Jean-Noël Barrot", "M. Jean-Noel Barrot"));
        assert!(!same_name("Lâm", "Tô Lâm"));
        assert!(!same_name("", "Tô Lâm"));
    }

    #[test]
    fn events_pair_by_type_date_and_half_of_the_sides() {
        let gold = json!({"type": ["meeting", "visit"], "date": "2024-10-07", "sides": ["VNM", "FRA"], "people": []});
        let found =
            |type_: &str, date: Value, sides: &[&str]| json!({"type": type_, "date": date, "sides": sides});
        assert!(fit_event(&gold, &found("meeting", json!("2024-10"), &["VNM"])).is_some());
        assert!(fit_event(&gold, &found("call", json!("2024-10-07"), &["VNM", "FRA"])).is_none());
        assert!(fit_event(&gold, &found("meeting", Value::Null, &["VNM", "FRA"])).is_none());
        assert!(fit_event(&gold, &found("meeting", json!("2024-10-07"), &["LAO", "KHM", "VNM"])).is_none());
    }
}
