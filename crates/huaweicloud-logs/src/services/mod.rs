//! The services, and the logs that each hands out.

mod clouddc;
mod dcs;
mod dds;
mod rds;
pub(crate) mod source;

pub use clouddc::{CloudDc, ServerLogs};
pub use dcs::{Dcs, RunLogs};
pub use dds::{Dds, NodeErrorLogs};
pub use rds::{ErrorLogs, Rds};
