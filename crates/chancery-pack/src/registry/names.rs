use super::{ActorKind, cells, rows, split_forms, table};
use crate::files;
use chancery_model::How;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) const FOLDER: &str = "registry/names/";
/// The tables of usual bodies end so; every other table of a language holds names of actors.
pub(super) const BODIES: &str = ".bodies.tsv";
/// The row of a bodies table that says how the name of a body and that of its state are joined.
pub(super) const PATTERN: &str = "_pattern";

/// In which way a form names its actor: the second column of `registry/names/<lang>*.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Written {
    /// By its name, in full or short (`Vietnam`, `Socialist Republic of Vietnam`).
    Name,
    /// By its abbreviation (`USA`, `ASEAN`): not inflected and case-sensitive.
    Abbrev,
    /// By an adjective, in all its inflections (`vietnamien`, `vietnamiennes`).
    Adjective,
    /// By its people (`Vietnamiens`, `Poles`).
    Demonym,
    /// By the capital that stands for the government.
    Capital,
    /// By the seat of its government (`the Kremlin`).
    Palace,
    /// As a part of a hyphenated pair and nowhere else (`franco-`, `Sino-`, `Việt -`).
    Compound,
}

impl Written {
    /// The words of the second column.
    pub const WORDS: [(&'static str, Written); 7] = [
        ("name", Written::Name),
        ("abbrev", Written::Abbrev),
        ("adjective", Written::Adjective),
        ("demonym", Written::Demonym),
        ("capital", Written::Capital),
        ("palace", Written::Palace),
        ("compound", Written::Compound),
    ];

    pub(super) fn of(word: &str) -> Option<Written> {
        Written::WORDS.iter().find(|(w, _)| *w == word).map(|(_, how)| *how)
    }

    /// What a mention written so can be in a frame.
    pub fn how(self) -> How {
        match self {
            Written::Name | Written::Abbrev => How::Name,
            Written::Adjective | Written::Compound => How::Adjective,
            Written::Demonym => How::Demonym,
            Written::Capital | Written::Palace => How::Capital,
        }
    }
}

/// A name of an actor in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// As written; matchers decide about case and diacritics.
    pub form: &'static str,
    /// The actor's id.
    pub id: &'static str,
    /// In which way it names the actor.
    pub written: Written,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// True for a form that is also a common word, a person's name or the name of something else (`Chad`, `Anh`,
    /// `Congo`): it needs support from the text around it.
    pub weak: bool,
}

/// The names of one language.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub forms: Vec<Form>,
    pub labels: FxHashMap<&'static str, &'static str>,
    pub bodies: Vec<(&'static str, &'static str)>,
    pattern: &'static str,
}

/// The language of a names table: its file name up to the first dot.
pub(super) fn lang_of(path: &'static str) -> Option<&'static str> {
    path.strip_prefix(FOLDER)?.split('.').next()
}

/// The tables of a language, those of bodies among them or the rest.
pub(super) fn paths(lang: &str, bodies: bool) -> impl Iterator<Item = &'static str> {
    files::below(&format!("{FOLDER}{lang}."))
        .map(|(path, _)| path)
        .filter(move |p| p.ends_with(BODIES) == bodies)
        .collect::<Vec<_>>()
        .into_iter()
}

impl Names {
    pub fn read(lang: &str, kind_of: impl Fn(&str) -> Option<ActorKind>) -> Names {
        let mut names = Names::default();
        let mut seen = FxHashSet::default();
        for path in paths(lang, false) {
            for (_, line) in rows(table(path)) {
                let [id, how, forms] = cells(line);
                let (Some(written), Some(kind)) = (Written::of(how), kind_of(id)) else { continue };
                for (form, weak) in split_forms(forms) {
                    if written == Written::Name {
                        names.labels.entry(id).or_insert(form);
                    }
                    if seen.insert((form, id)) {
                        names.forms.push(Form { form, id, written, kind, weak });
                    }
                }
            }
        }
        for path in paths(lang, true) {
            for (_, line) in rows(table(path)) {
                let [short, forms] = cells(line);
                if short == PATTERN {
                    names.pattern = forms;
                } else {
                    names.bodies.extend(split_forms(forms).map(|(form, _)| (form, short)));
                }
            }
        }
        names
    }

    /// The label of a usual body: its preferred name and that of its state, joined as the language does.
    pub fn compose(&self, short: &str, state: &str) -> Option<String> {
        let (body, _) = self.bodies.iter().find(|(_, s)| *s == short)?;
        Some(self.pattern.replace("{body}", body).replace("{state}", state))
    }
}
