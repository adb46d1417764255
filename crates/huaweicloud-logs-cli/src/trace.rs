//! `--verbose`: what is called, on standard error.

use std::io;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Shows each call, poll and download when it is over. Only our own crates are listened to: what others
/// tell may hold a URL.
pub(crate) fn begin() {
    let ours = Targets::new()
        .with_target("huaweicloud_logs", tracing_subscriber::filter::LevelFilter::DEBUG);
    let lines = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_span_events(FmtSpan::CLOSE)
        .with_filter(ours);
    tracing_subscriber::registry().with(lines).init();
}
