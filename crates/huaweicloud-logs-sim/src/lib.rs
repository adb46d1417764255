#![doc = include_str!("../README.md")]

mod auth;
mod call;
mod clock;
mod cloud;
mod connection;
// Nothing uses or exports it yet.
#[allow(dead_code, unreachable_pub)]
mod content;
mod files;
mod front;
mod ids;
mod options;
mod progress;
mod query;
mod record;
mod refusal;
mod serve;
mod service;
mod services;
mod simulator;
mod store;

pub use connection::Connection;
pub use files::LogFile;
pub use options::Options;
pub use record::RecordedRequest;
pub use service::Service;
pub use services::rds::KNOWN_JOB_ID;
pub use simulator::Simulator;
