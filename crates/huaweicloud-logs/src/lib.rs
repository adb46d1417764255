#![doc = include_str!("../README.md")]

mod answer;
mod caller;
mod clock;
mod cloud;
mod credentials;
mod download;
mod endpoints;
mod error;
mod event;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod history;
mod http;
mod iam;
mod job;
mod observation;
mod pages;
mod quota;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod reading;
mod report;
mod request;
mod retry;
mod schedule;
mod service;
pub mod services;
mod settings;
mod signing;
#[cfg(any(test, feature = "simulation"))]
pub mod simulation;
mod text;
mod transport;
mod update;

pub use cloud::{Cloud, CloudBuilder};
pub use credentials::{
    AccessKey, BoxFuture, Chain, Credentials, Environment, Password, Profile, ProvideCredentials,
    Token,
};
pub use download::{Downloader, LinkRequest, Progress, Unverified};
pub use error::Error;
pub use event::Event;
pub use history::{Durations, History, Sample};
pub use huaweicloud_logs_api as api;
pub use huaweicloud_logs_api::log_job::Phase;
pub use iam::Iam;
pub use job::{Job, JobToken};
pub use pages::Pages;
pub use quota::Quota;
pub use report::{Checksum, FailedFile, Report, SavedFile};
pub use request::LogRequest;
/// The HTTP client, whose requests [`AccessKey::sign`] takes.
pub use reqwest;
pub use retry::Retry;
pub use schedule::{Adaptive, Exponential, Fixed, Schedule, Wait};
pub use service::Service;
pub use update::Update;

/// What a call of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct WorkspaceReadme;
