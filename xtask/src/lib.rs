//! The maintainers' commands as a library, so that the integration tests can call the same code.
//!
//! ```text
//! openapi/*.yaml ─► document ─► lint, judges, site
//!                      │
//!                      └─► lower ─► generate (progenitor + words + jobs + operations) ─► crates/huaweicloud-logs-api/src/generated/
//! ```
//!
//! Nothing here depends on a crate under `crates/`: xtask must build while generated code is broken.

pub mod answers;
pub mod bench;
mod bounded;
mod cargo;
pub mod commands;
pub mod compat;
pub mod conformance;
pub mod document;
pub mod drift;
pub mod extensions;
pub mod fuzz;
pub mod generate;
pub mod interop;
mod jobs;
pub mod judges;
pub mod lint;
pub mod lower;
mod npm;
mod operations;
pub mod problem;
mod program;
mod python;
mod simulator;
pub mod site;
mod stamp;
pub mod steps;
pub mod surface;
pub mod tree;
mod trim;
mod types;
pub mod vectors;
pub mod wire;
pub mod witness;
mod words;

use std::path::PathBuf;

/// The services, in the order in which they are documented and generated.
pub const SERVICES: [&str; 4] = ["rds", "dds", "dcs", "clouddc"];

/// The root of the workspace.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map(PathBuf::from).unwrap_or(xtask)
}
