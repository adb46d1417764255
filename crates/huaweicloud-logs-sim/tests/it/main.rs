//! The simulator over HTTP, as a client meets it.

// clippy.toml allows unwrap in test functions; here the helpers around them are tests as well.
#![allow(clippy::unwrap_used)]

mod client;

mod binary;
mod clouddc;
mod dcs;
mod dds;
mod gateway;
mod lifecycle;
mod rds;
mod signed;
mod store;
