//! Jobs can be spawned, deep inside a program: to prove that, the compiler needs no more of its recursion limit of
//! 128 than for the HTTP client that they hold.

#![recursion_limit = "80"]

use huaweicloud_logs::services::{ErrorLogs, RunLogs, ServerLogs};
use huaweicloud_logs::{Job, LogRequest};

fn can_be_spawned(_: impl Future + Send) {}

#[test]
fn every_future_of_a_job_can_be_spawned() {
    // It is proved when this compiles; nothing needs to run.
    let _ = |request: LogRequest<ErrorLogs>| can_be_spawned(request.save_to("logs"));
    let _ = |request: LogRequest<RunLogs>| can_be_spawned(request.start());
    let _ = |job: &'static mut Job<ServerLogs>| can_be_spawned(job.wait());
    let _ = |job: &'static mut Job<ErrorLogs>| can_be_spawned(job.save_to("logs"));
    let _ = |job: &'static mut Job<ErrorLogs>| can_be_spawned(job.save_ready_to("logs"));
    let _ = |request: LogRequest<ErrorLogs>| can_be_spawned(request.into_future());
    let _ = |job: &'static mut Job<RunLogs>| can_be_spawned(job.into_future());
}
