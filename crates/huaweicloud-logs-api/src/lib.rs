#![doc = include_str!("../README.md")]

mod error_body;
pub mod hooks;
mod link;
pub mod log_job;
pub mod operation;

pub use error_body::ErrorFields;
pub use link::Link;

// One module a service. rustfmt leaves them alone so that "regenerate equals checked in" holds.
#[rustfmt::skip]
#[allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::missing_errors_doc, clippy::missing_panics_doc)]
#[path = "generated/clouddc.rs"]
pub mod clouddc;
#[rustfmt::skip]
#[allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::missing_errors_doc, clippy::missing_panics_doc)]
#[path = "generated/dcs.rs"]
pub mod dcs;
#[rustfmt::skip]
#[allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::missing_errors_doc, clippy::missing_panics_doc)]
#[path = "generated/dds.rs"]
pub mod dds;
#[rustfmt::skip]
#[allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::missing_errors_doc, clippy::missing_panics_doc)]
#[path = "generated/rds.rs"]
pub mod rds;

/// Every log job of every service, in the order of the documents.
#[must_use]
pub fn log_jobs() -> Vec<&'static log_job::LogJob> {
    [rds::jobs::ALL, dds::jobs::ALL, dcs::jobs::ALL, clouddc::jobs::ALL].concat()
}
