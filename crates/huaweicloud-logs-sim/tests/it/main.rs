//! The simulator over HTTP, as a client meets it.

// clippy.toml allows unwrap in test functions; here the helpers around them are tests as well.
#![allow(clippy::unwrap_used)]

mod calls;
mod client;
mod orders;
mod raw;

mod audit;
mod binary;
mod clock;
mod clouddc;
mod control;
mod dcs;
mod dds;
mod dialects;
mod faults_api;
mod faults_names;
mod faults_orders;
mod faults_store;
mod faults_wire;
mod gateway;
mod iam;
mod instances;
mod keep_alive;
mod lifecycle;
mod objects;
mod pace;
mod quota;
mod rds;
mod scenario;
mod servers;
mod signed;
mod slow_logs;
mod sql_server;
mod store;
mod world;
