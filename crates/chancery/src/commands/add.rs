//! `chancery add`: pages into the store.

use crate::args::Add;
use crate::failure::{Exit, Failure, Kind};

/// Runs the command.
pub fn run(_args: &Add) -> Result<Exit, Failure> {
    Err(Failure::new(Kind::Store, "the store is not built yet"))
}
