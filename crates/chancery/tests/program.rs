//! The program from outside: what a user sees for good and bad input. Whole output in snapshots, one module a concern.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod program {
    pub mod bad_input;
    pub mod hostile_shapes;
    pub mod languages;
    pub mod questions;
    pub mod run;
    pub mod same_bytes;
    pub mod stores;
}
