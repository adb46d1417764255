#![doc = include_str!("../README.md")]

mod arrival;
mod auth;
mod call;
mod chance;
mod clock;
mod cloud;
mod connection;
mod content;
mod control;
mod faults;
mod files;
mod front;
mod identity;
mod ids;
mod job;
mod observer;
mod operation;
mod query;
mod quota;
mod record;
mod refusal;
mod scenario;
mod serve;
mod service;
mod services;
mod simulator;
mod store;
mod stream;
mod turn;
mod wire;

pub use connection::Connection;
pub use content::Content;
pub use faults::FaultState;
pub use files::LogFile;
pub use observer::Answer;
pub use record::RecordedRequest;
pub use scenario::{
    Account, CloudDcServer, ContentRangeError, DcsInstance, DcsReplica, DdsInstance, DdsNode,
    Dialect, Engine, ErrorBody, EtagForm, Fault, FaultOrder, Framing, Jobs, Links, Logs, NewLength,
    OffsetFrom, On, PercentageForm, Position, Progress, Quota, RdsInstance, Reissue, RetryAfter,
    Scenario, ScenarioError, Size, SizeClaim, Span, Takes, UpdateField, User, WordCase,
};
pub use service::Service;
pub use services::rds::KNOWN_JOB_ID;
pub use simulator::Simulator;
