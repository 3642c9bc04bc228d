use crate::fault::Fault;
use crate::files::{self, Table};
use serde::Deserialize;

/// `packs/<lang>/pack.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackMeta {
    /// Name of the language in English.
    pub name: String,
    /// How words are found: `spaces` (white space, punctuation, clitics) or `syllables` (words of several syllables).
    pub words: String,
    /// Language whose tagger and parser to borrow when the pack has no `model.bin`.
    #[serde(default)]
    pub model_of: Option<String>,
    /// True where word order is a better guide to who does what than the parse, and parts of speech are too unsure to
    /// hold a trigger against.
    #[serde(default)]
    pub order_first: bool,
    /// True where the titles and sides of agreements are read by word order, though all else is read by the parse first.
    #[serde(default)]
    pub agreements_by_order: bool,
    /// The state whose own people the press of the language calls by their office alone (`Thủ tướng` is its own prime
    /// minister, whoever else is one).
    #[serde(default)]
    pub home: Option<String>,
    /// True for a language that exists to test the engine; it is never detected and not shown in grids.
    #[serde(default)]
    pub toy: bool,
    /// Event types without a rule in this language that are waited for.
    #[serde(default)]
    pub awaiting: Vec<String>,
}

/// A language pack: words, rules and the trained model of one language. Stages compile their own matchers from it once.
#[derive(Debug, Clone)]
pub struct Pack {
    /// BCP 47 tag, the folder's name.
    pub lang: String,
    /// Its `pack.toml`.
    pub meta: PackMeta,
}

impl Pack {
    /// The languages that have a pack, sorted.
    pub fn languages() -> Vec<String> {
        let mut langs: Vec<String> = files::below("packs/")
            .filter_map(|(name, _)| name.strip_prefix("packs/")?.strip_suffix("/pack.toml"))
            .filter(|l| !l.contains('/'))
            .map(str::to_owned)
            .collect();
        langs.dedup();
        langs
    }

    /// Loads the pack of a language; `None` where there is none.
    pub fn load(lang: &str) -> Result<Option<Pack>, Fault> {
        let path = format!("packs/{lang}/pack.toml");
        let Some(text) = files::text(&path)? else { return Ok(None) };
        let meta = toml::from_str(text).map_err(|e| Fault::new(&path, 0, e.to_string()))?;
        Ok(Some(Pack { lang: lang.to_owned(), meta }))
    }

    /// The table `packs/<lang>/lexicon/<name>.tsv`; empty where absent.
    pub fn lexicon(&self, name: &str) -> Result<Table, Fault> {
        Table::embedded(&format!("packs/{}/lexicon/{name}.tsv", self.lang))
    }

    /// All tables below `packs/<lang>/lexicon/<folder>/`, in path order.
    pub fn lexicons(&self, folder: &str) -> Result<Vec<Table>, Fault> {
        files::below(&format!("packs/{}/lexicon/{folder}/", self.lang))
            .filter(|(name, _)| name.ends_with(".tsv"))
            .map(|(name, _)| Table::embedded(name))
            .collect()
    }

    /// The rule files, as `(id, path, text)`; the id is `<lang>/<type>/<rule>`, from the path.
    pub fn rule_files(&self) -> Result<Vec<(String, &'static str, &'static str)>, Fault> {
        let prefix = format!("packs/{}/rules/", self.lang);
        let mut out = Vec::new();
        for (name, _) in files::below(&prefix) {
            if let Some(id) = name.strip_prefix(&prefix).and_then(|n| n.strip_suffix(".toml")) {
                out.push((format!("{}/{id}", self.lang), name, files::text(name)?.unwrap_or("")));
            }
        }
        Ok(out)
    }

    /// The rules without their examples in the form that a release build gives them, with its path; a debug build has none.
    pub(crate) fn compiled_rules(&self) -> Result<Option<(String, &'static str)>, Fault> {
        let path = format!("packs/{}/rules.json", self.lang);
        Ok(files::text(&path)?.map(|text| (path, text)))
    }

    /// The bytes of the trained weights `packs/<lang>/<name>.bin`.
    pub fn weights(&self, name: &str) -> Option<&'static [u8]> {
        files::file(&format!("packs/{}/{name}.bin", self.lang))
    }

    /// The bytes of `model.bin`, of this pack or of the one it borrows from.
    pub fn model(&self) -> Option<&'static [u8]> {
        let own = files::file(&format!("packs/{}/model.bin", self.lang));
        own.or_else(|| files::file(&format!("packs/{}/model.bin", self.meta.model_of.as_ref()?)))
    }
}
