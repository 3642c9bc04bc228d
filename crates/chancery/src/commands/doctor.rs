//! `chancery doctor`: is everything there, and is the store sound?

use super::{packs, report, store};
use crate::args::Doctor;
use crate::failure::{Exit, Failure};
use crate::pipeline::Pipeline;
use chancery_ledger::{Query, SqliteStore, Store as _};
use chancery_pack::Pack;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(args: &Doctor) -> Result<Exit, Failure> {
    let mut sound = true;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "chancery {}, store schema {}",
        env!("CARGO_PKG_VERSION"),
        SqliteStore::schema_version()
    );
    let pipeline = Pipeline::new();
    for lang in Pack::languages() {
        let loaded = pipeline.language(&lang);
        let pack = Pack::load(&lang).ok().flatten();
        if pack.as_ref().is_some_and(|p| p.meta.toy) && loaded.is_ok() {
            continue;
        }
        match (loaded, pack) {
            (Ok(Some(_)), Some(pack)) => {
                let rules = packs::rules(&pack)?;
                let model = pack
                    .model()
                    .map_or_else(|| "no model".to_owned(), |m| format!("model {} kB", m.len() / 1024));
                let _ = writeln!(out, "pack {lang}: {}, {rules} rules, {model}", pack.meta.name);
            }
            (Err(failure), _) => {
                sound = false;
                report::failure(Some(&format!("pack {lang}")), &failure);
            }
            _ => {}
        }
    }
    let path = &args.store.store;
    if path.exists() {
        match check(path) {
            Ok(text) => out.push_str(&text),
            Err(failure) => {
                sound = false;
                report::failure(None, &failure);
            }
        }
    } else {
        let _ = writeln!(out, "store {}: not there yet; `chancery add` makes it", path.display());
    }
    super::print(&out)?;
    Ok(if sound { Exit::Done } else { Exit::Failed })
}

/// What the store holds; its problems as a failure.
fn check(path: &std::path::Path) -> Result<String, Failure> {
    let store = store::open_existing(path)?;
    let problems = store.check().map_err(store::failure)?;
    if let Some(first) = problems.first() {
        let where_ =
            [first.doc.as_str(), &first.record].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>();
        let what = format!(
            "store {}: {} problems, the first: {} {}",
            path.display(),
            problems.len(),
            where_.join(" "),
            first.what
        );
        return Err(Failure::new(crate::failure::Kind::Store, what)
            .hint("restore a copy, or add the documents again into a new store"));
    }
    let documents = store.documents().map_err(store::failure)?.len();
    let records = store.records(&Query::default()).map_err(store::failure)?.len();
    Ok(format!("store {}: sound, {documents} documents, {records} records\n", path.display()))
}
