//! The program: terminal, clock and files; everything else is a call into the library crates.
//!
//! [`pipeline::Pipeline`] is the one path of a page through all stages; every command that codes uses it.
//! [`commands`] holds one file a command: parse arguments, call one library function, print.

#![allow(clippy::disallowed_methods, reason = "this crate is the one with clock, environment and terminal")]

pub mod args;
pub mod commands;
pub mod exam;
pub mod failure;
pub mod input;
pub mod pipeline;
pub mod run;

/// Runs the program with these arguments (the first is the program's name) and returns its exit code.
pub fn main_with(args: impl IntoIterator<Item = std::ffi::OsString>) -> u8 {
    commands::dispatch(args)
}
