//! `hwlogs demo`: everything at once, against a simulator inside this process.

use std::fs;
use std::time::Duration;

use huaweicloud_logs::{AccessKey, Cloud, Service};
use huaweicloud_logs_sim::{Connection, LogFile, Simulator};

use crate::args::{Demo, Shared};
use crate::failure::{Failure, say};
use crate::fetch::{self, Outcome, Request};
use crate::output::{self, Listing};

/// The simulator counts polls, not time, so short pauses are no cheat: it takes as many of them.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

pub(crate) async fn run(demo: &Demo, shared: &Shared) -> Result<(), Failure> {
    let simulator = Simulator::start()
        .await
        .map_err(|error| Failure::Demo(format!("the simulator could not start: {error}")))?;
    let connection = simulator.connection();
    let cloud = cloud(connection)?;
    let requests = vec![
        (
            connection.rds_instance.clone(),
            Request::new(cloud.rds(&connection.rds_instance).error_logs()),
        ),
        (
            connection.dds_instance.clone(),
            Request::new(cloud.dds(&connection.dds_instance).error_logs()),
        ),
        (
            connection.dcs_instance.clone(),
            Request::new(cloud.dcs(&connection.dcs_instance).run_logs()),
        ),
        (
            connection.clouddc_server.clone(),
            Request::new(cloud.clouddc(&connection.clouddc_server).export_logs()),
        ),
    ];
    // Files are compared with what the simulator holds, which is compressed in part.
    let shared = &Shared { decompress: false, ..shared.clone() };
    let schedule = fetch::schedule(shared.poll_interval.unwrap_or(FIRST_PAUSE));
    let outcomes = fetch::many(requests, &demo.to, shared, Some(schedule)).await;
    output::print(&Listing::of_instances(&outcomes), shared.json)?;
    if let Err(wrong) = compare(&outcomes, &simulator.files()) {
        // The list is out already.
        say(&format!("error: {wrong}"));
        return Err(Failure::Incomplete);
    }
    say("\nEach file is byte for byte what the simulator holds.");
    Ok(())
}

fn cloud(connection: &Connection) -> Result<Cloud, huaweicloud_logs::Error> {
    let key = AccessKey::new(&connection.access_key, &connection.secret_key);
    Cloud::builder()
        .credentials(key.with_project_id(&connection.project_id))
        .endpoint(Service::Rds, &connection.rds)
        .endpoint(Service::Dds, &connection.dds)
        .endpoint(Service::Dcs, &connection.dcs)
        .endpoint(Service::CloudDc, &connection.clouddc)
        .build()
}

/// Says what is wrong unless each service has files, and each is one that the simulator holds.
fn compare(outcomes: &[Outcome], held: &[LogFile]) -> Result<(), String> {
    for outcome in outcomes {
        if outcome.report().is_none_or(|report| report.files.is_empty()) {
            return Err(format!("{} gave no file", outcome.service));
        }
    }
    for file in outcomes.iter().filter_map(Outcome::report).flat_map(|report| &report.files) {
        let path = file.path.display();
        let saved = fs::read(&file.path)
            .map_err(|error| format!("{path} could not be read again: {error}"))?;
        if !held.iter().any(|original| original.content.bytes() == saved) {
            return Err(format!("{path} is not what the simulator holds"));
        }
    }
    Ok(())
}
