//! Rules as the build embeds them: without their examples, as JSON, which is read ten times as fast as TOML. `build.rs` and
//! the tests share this file.

/// The rules of a language in the order of their paths, each with its id: what `Rules::without_examples` reads.
pub(crate) fn compact<'t>(rules: impl Iterator<Item = (String, &'t str)>) -> Result<String, String> {
    let mut out = Vec::new();
    for (id, text) in rules {
        let mut rule: toml::Table = toml::from_str(text).map_err(|e| format!("{id}: {e}"))?;
        for examples in ["hit", "miss"] {
            rule.remove(examples).ok_or_else(|| format!("{id}: no [[{examples}]]"))?;
        }
        out.push((id, rule));
    }
    serde_json::to_string(&out).map_err(|e| e.to_string())
}
