//! One named test for each rule file: the rule against its own examples.

use chancery::exam::examine;
use chancery::pipeline::Pipeline;
use chancery_pack::{Pack, Rules};
use libtest_mimic::{Arguments, Failed, Trial};
use std::sync::Arc;

fn main() -> std::process::ExitCode {
    let args = Arguments::from_args();
    let pipeline = Arc::new(Pipeline::new());
    let mut trials = Vec::new();
    for lang in Pack::languages() {
        let loaded =
            Pack::load(&lang).and_then(|pack| pack.map_or(Ok(Rules::default()), |p| Rules::load(&p)));
        let rules = match loaded {
            Ok(rules) => rules.rules,
            Err(fault) => {
                trials.push(Trial::test(format!("{lang} loads"), move || Err(Failed::from(fault))));
                continue;
            }
        };
        for rule in rules {
            let (pipeline, lang) = (pipeline.clone(), lang.clone());
            trials.push(Trial::test(rule.id.clone(), move || {
                let wrong = examine(&pipeline, &lang, &rule).map_err(|f| Failed::from(f.to_string()))?;
                if wrong.is_empty() {
                    return Ok(());
                }
                let lines: Vec<String> =
                    wrong.iter().map(|w| format!("{}: {}\n  {}", rule.path, w.what, w.text)).collect();
                Err(Failed::from(lines.join("\n")))
            }));
        }
    }
    libtest_mimic::run(&args, trials).exit_code()
}
