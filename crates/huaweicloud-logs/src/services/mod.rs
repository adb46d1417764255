//! The services, and the logs that each hands out.
//!
//! Each kind of log is a [`LogSource`]: it names the row of the table that describes its job, and sends its calls with the
//! generated client. `openapi/README.md` says what it takes to add one.

mod clouddc;
mod dcs;
mod dds;
mod instances;
mod listed;
mod rds;
pub(crate) mod source;
mod span;

pub use clouddc::{CloudDc, ServerLogs};
pub use dcs::{Dcs, RunLogs};
pub use dds::{Dds, NodeAuditLogs, NodeLogs};
pub(crate) use instances::Instances;
pub use listed::{Instance, ListedFile, Node};
pub use rds::{AuditLogs, ErrorLogs, Rds, SlowLogs, XelLog};
pub use source::LogSource;
