//! `cargo xtask bench`: the measurements whose figures the READMEs state.
//!
//! They print what they found and fail only if something broke: no machine is too slow.

pub mod calls;
pub mod downloading;
mod figures;
mod http;
mod nginx;
mod process;
pub mod simulator;
pub mod waiting;
