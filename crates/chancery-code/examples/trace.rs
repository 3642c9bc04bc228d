//! Prints what coding saw of a page: `cargo run -p chancery-code --example trace -- FILE` (or `- LANG` for standard input).
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use chancery_code::Coder;
use chancery_pack::{Pack, Registry};
use chancery_read::{Hints, read};
use chancery_text::Annotator;
use std::error::Error;
use std::io::Read as _;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("usage: trace FILE | - LANG")?;
    let mut hints = Hints { source: path.clone(), lang: args.next(), ..Hints::default() };
    let bytes = if path == "-" {
        hints.date = Some("2024-10-07".parse()?);
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        bytes
    } else {
        hints.format = path.rsplit('.').next().map(str::to_lowercase);
        std::fs::read(&path)?
    };
    let doc = read(&bytes, &hints)?;
    let registry = Registry::load()?;
    let pack = Pack::load(&doc.lang)?.ok_or("no pack for this language")?;
    let annotator = Annotator::new(&pack, &registry)?;
    let coder = Coder::new(&pack, &registry)?;
    let mut text = annotator.annotate(&doc, |sent| coder.matters(sent));
    // What coding itself settles of the mentions is shown, too.
    coder.code(&doc, &mut text);
    #[allow(clippy::print_stdout)] // an example's output is its purpose
    {
        println!("{}", coder.explain(&doc, &text));
    }
    Ok(())
}
