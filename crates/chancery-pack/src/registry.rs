//! `registry/`: states, organisations, bodies, parties, places and event types.

/// Knowledge that no language owns.
#[derive(Debug, Default)]
pub struct Registry {}
