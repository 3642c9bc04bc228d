//! The program from outside: what a user sees for good and bad input. Whole output in snapshots, one module a concern.

mod program {
    pub mod bad_input;
    pub mod run;
    pub mod stores;
}
