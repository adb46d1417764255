//! The services, each with its own way of handing out logs.

pub(crate) mod clouddc;
pub(crate) mod dcs;
pub(crate) mod dds;
pub(crate) mod iam;
pub(crate) mod rds;

mod audit;
mod dbs;
mod export;
mod filter;
mod inventory;
mod page;
