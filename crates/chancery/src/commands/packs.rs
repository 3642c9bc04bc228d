//! `chancery packs`: what the languages cover, and the rule exam.

use crate::args::{Packs, PacksTask};
use crate::exam::examine;
use crate::failure::{Exit, Failure, Kind};
use crate::pipeline::{Pipeline, broken_pack};
use chancery_pack::{EventType, Fault, Pack, Rules};
use rayon::prelude::*;
use std::fmt::Write as _;

/// Kinds of record that are no events, which the grid shows below them.
const KINDS: [&str; 4] = ["agreement", "commitment", "statement", "tenure"];

/// Runs the command.
pub fn run(args: &Packs) -> Result<Exit, Failure> {
    match &args.task {
        None => grid(),
        Some(PacksTask::Test { rule }) => test(rule.as_deref()),
    }
}

/// The packs of real languages, with their rules.
fn load() -> Result<Vec<(Pack, Rules)>, Fault> {
    let mut out = Vec::new();
    for lang in Pack::languages() {
        if let Some(pack) = Pack::load(&lang)? {
            let rules = Rules::load(&pack)?;
            out.push((pack, rules));
        }
    }
    Ok(out)
}

fn grid() -> Result<Exit, Failure> {
    let mut packs = load().map_err(|f| broken_pack(&f))?;
    packs.retain(|(pack, _)| !pack.meta.toy);
    let types = EventType::all().map_err(|f| broken_pack(&f))?;
    let mut out = format!("{:<14}", "rules");
    for (pack, _) in &packs {
        let _ = write!(out, "{:>10}", pack.lang);
    }
    out.push('\n');
    for name in types.iter().map(|t| t.id.as_str()).chain(KINDS) {
        let _ = write!(out, "{name:<14}");
        for (pack, rules) in &packs {
            let n = rules.rules.iter().filter(|r| r.type_ == name).count();
            let awaited = pack.meta.awaiting.iter().any(|a| a == name);
            let cell = match n {
                0 if awaited => "awaited".to_owned(),
                0 => "–".to_owned(),
                n => n.to_string(),
            };
            let _ = write!(out, "{cell:>10}");
        }
        out.push('\n');
    }
    super::print(&out)?;
    Ok(Exit::Done)
}

fn test(only: Option<&str>) -> Result<Exit, Failure> {
    let pipeline = Pipeline::new();
    let packs = load().map_err(|f| broken_pack(&f))?;
    let rules: Vec<_> = packs
        .iter()
        .flat_map(|(pack, rules)| rules.rules.iter().map(move |rule| (pack.lang.as_str(), rule)))
        .filter(|(_, rule)| only.is_none_or(|only| rule.id.starts_with(only)))
        .collect();
    if let Some(only) = only.filter(|_| rules.is_empty()) {
        return Err(Failure::new(Kind::Usage, format!("no rule has an id that begins with `{only}`"))
            .hint("rules are named as in `fr/meeting/rencontrer`; without an id all are tested"));
    }
    let results: Result<Vec<_>, Failure> =
        rules.par_iter().map(|(lang, rule)| Ok((rule, examine(&pipeline, lang, rule)?))).collect();
    let (mut out, mut failed, mut examples) = (String::new(), 0, 0);
    for (rule, wrong) in results? {
        examples += rule.hit.len() + rule.miss.len();
        failed += usize::from(!wrong.is_empty());
        for wrong in wrong {
            let _ = writeln!(out, "{}: {}\n    {}", rule.path, wrong.what, wrong.text);
        }
    }
    let _ = writeln!(out, "{} rules with {examples} examples, {failed} failed", rules.len());
    super::print(&out)?;
    Ok(if failed == 0 { Exit::Done } else { Exit::Failed })
}

/// How many rules a pack has.
pub fn rules(pack: &Pack) -> Result<usize, Failure> {
    Ok(Rules::load(pack).map_err(|f| broken_pack(&f))?.rules.len())
}
