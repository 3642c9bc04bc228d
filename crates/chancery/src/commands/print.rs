//! What is generated from the definition of the command line: completions and the manual page.

use crate::args::{Cli, Completions};
use crate::failure::{Exit, Failure, cannot_write};
use clap::CommandFactory as _;

/// `chancery completions`.
pub fn completions(args: &Completions) -> Result<Exit, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "chancery", &mut out);
    super::print(&String::from_utf8_lossy(&out))?;
    Ok(Exit::Done)
}

/// `chancery man`.
pub fn man() -> Result<Exit, Failure> {
    let mut out = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut out).map_err(|e| cannot_write(&e))?;
    super::print(&String::from_utf8_lossy(&out))?;
    Ok(Exit::Done)
}
