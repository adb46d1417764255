//! Every kind of log, and the lists that lead to them.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, SystemTime};

use futures::TryStreamExt;
use huaweicloud_logs::api::log_job::LogJob;
use huaweicloud_logs::services::LogSource;
use huaweicloud_logs::{LogRequest, Report, Result, Service};
use huaweicloud_logs_sim::{ErrorBody, Fault, FaultOrder, LogFile, On, Scenario};
use integration_tests::{Journey, quick};
use tempfile::tempdir;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Everything of the last `days` days.
fn last(days: u32) -> std::ops::Range<SystemTime> {
    let now = SystemTime::now();
    now - days * DAY..now
}

fn refusal(status: u16) -> FaultOrder {
    let body = ErrorBody::default();
    FaultOrder::new(Fault::Status { status, retry_after: None, retry_after_date: None, body })
}

fn sql_server(journey: &Journey) -> String {
    journey.simulator.connection().rds_sql_server.clone().unwrap()
}

async fn save<S: LogSource>(request: LogRequest<S>, folder: &Path) -> Result<Report> {
    request.schedule(quick()).save_to(folder).await
}

/// Fetches the logs of a job of the table.
async fn fetch(journey: &Journey, job: &LogJob, folder: &Path) -> Result<Report> {
    let (cloud, connection) = (&journey.cloud, journey.simulator.connection());
    let rds = cloud.rds(&connection.rds_instance);
    let dds = cloud.dds(&connection.dds_instance);
    match (job.service, job.name) {
        ("rds", "error-log") => save(rds.error_logs(), folder).await,
        ("rds", "slow-log") => save(rds.slow_logs(), folder).await,
        ("rds", "audit-log") => save(rds.audit_logs(last(2)), folder).await,
        ("rds", "xel-log") => {
            let rds = cloud.rds(sql_server(journey));
            let files = rds.xel_log_files().all().await?;
            save(rds.xel_log(&files[0].name), folder).await
        }
        ("dds", "error-log") => save(dds.error_logs(), folder).await,
        ("dds", "slow-log") => save(dds.slow_logs(), folder).await,
        ("dds", "audit-log") => save(dds.audit_logs(last(2)), folder).await,
        ("dcs", "run-log") => save(cloud.dcs(&connection.dcs_instance).run_logs(), folder).await,
        ("clouddc", "server-log") => {
            save(cloud.clouddc(&connection.clouddc_server).export_logs(), folder).await
        }
        (service, job) => panic!("add a journey for the {job} of {service}"),
    }
}

#[tokio::test]
async fn every_job_of_the_table_ends_with_the_files_that_the_simulator_holds() {
    let journey = Journey::begin(Scenario::default().with_polls_until_ready(1)).await;
    for job in huaweicloud_logs::api::log_jobs() {
        let folder = tempdir().unwrap();
        let report = fetch(&journey, job, folder.path()).await;
        let report =
            report.unwrap_or_else(|error| panic!("{} {}: {error:?}", job.service, job.name));
        assert!(!report.files.is_empty(), "{} {}", job.service, job.name);
        journey.assert_saved(&report, folder.path());
        let saved: BTreeSet<_> = report.files.iter().map(|file| file.name.clone()).collect();
        assert_eq!(saved, held(&journey, job), "{} {}", job.service, job.name);
    }
}

/// The names of the files that a job has to bring, of all that the simulator holds.
fn held(journey: &Journey, job: &LogJob) -> BTreeSet<String> {
    let connection = journey.simulator.connection();
    let of_job = |file: &LogFile| (file.service.name(), file.log) == (job.service, job.name);
    // Of the two instances of RDS, only SQL Server has extended events, and was asked for them.
    let of_instance = |file: &LogFile| {
        job.service != "rds" || job.name == "xel-log" || file.instance == connection.rds_instance
    };
    let files = journey.simulator.files().into_iter();
    let names = files.filter(|file| of_job(file) && of_instance(file)).map(|file| file.name);
    match job.name {
        // Today's, as no days are asked for.
        "run-log" => names.take(1).collect(),
        _ => names.collect(),
    }
}

/// `x-log-job` decides which operations a job calls; the services are written by hand.
#[tokio::test]
async fn each_job_calls_the_operations_of_its_extension_and_no_others() {
    for job in huaweicloud_logs::api::log_jobs() {
        let journey = Journey::begin(Scenario::default().with_polls_until_ready(1)).await;
        fetch(&journey, job, tempdir().unwrap().path()).await.unwrap();
        let requests = journey.simulator.requests();
        let asked = requests.iter().filter_map(|request| request.operation);
        // How the test finds its file belongs to no job.
        let asked: BTreeSet<_> = asked.filter(|id| *id != "ListXellogFiles").collect();
        let of_job = BTreeSet::from([job.start, job.poll.operation, job.download.operation]);
        assert_eq!(asked, of_job, "{} {}", job.service, job.name);
    }
}

#[tokio::test]
async fn a_slow_log_of_sql_server_is_chosen_from_a_list() {
    let journey = Journey::begin(Scenario::default().with_polls_until_ready(1)).await;
    let rds = journey.cloud.rds(sql_server(&journey));
    let folder = tempdir().unwrap();
    let error = save(rds.slow_logs(), folder.path()).await.unwrap_err();
    assert_eq!(error.status(), Some(400), "{error:?}");

    let files = rds.slow_log_files().all().await.unwrap();
    let report = save(rds.slow_logs().file(&files[0].name), folder.path()).await.unwrap();
    journey.assert_saved(&report, folder.path());
    assert_eq!(files[0].bytes, Some(report.files[0].bytes));
}

#[tokio::test]
async fn audit_logs_are_those_of_the_span_and_may_be_none() {
    let journey = Journey::begin(Scenario::default()).await;
    let rds = journey.cloud.rds(&journey.simulator.connection().rds_instance);
    let folder = tempdir().unwrap();
    let before = SystemTime::now() - 400 * DAY;
    let none = save(rds.audit_logs(before - DAY..before), folder.path()).await.unwrap();
    assert!(none.files.is_empty(), "{none:?}");
    let error = save(rds.audit_logs(last(31)), folder.path()).await.unwrap_err();
    assert!(error.is_config() && error.hint().is_some(), "{error:?}");
    let all = save(rds.audit_logs(last(30)), folder.path()).await.unwrap();
    journey.assert_saved(&all, folder.path());
}

#[tokio::test]
async fn an_audit_link_that_ends_is_got_anew() {
    let gone = refusal(403);
    let scenario = Scenario::default()
        .with_fault(gone.on(On::service(huaweicloud_logs_sim::Service::Obs)).times(1));
    let journey = Journey::begin(scenario).await;
    let dds = journey.cloud.dds(&journey.simulator.connection().dds_instance);
    let folder = tempdir().unwrap();
    let report = save(dds.audit_logs(last(2)), folder.path()).await.unwrap();
    journey.assert_saved(&report, folder.path());
    assert_eq!(report.files.iter().map(|file| file.reissues).sum::<u32>(), 1);
}

#[tokio::test]
async fn the_instances_of_every_service_are_listed_page_by_page() {
    let scenario = "rds = [{ count = 230 }]\ndds = [{ count = 120 }]\ndcs = [{ count = 1005 }]\nclouddc = [{ count = 1001 }]";
    let journey = Journey::begin(Scenario::parse(scenario).unwrap()).await;
    for (service, count, pages) in [
        (Service::Rds, 230, 3),
        (Service::Dds, 120, 2),
        (Service::Dcs, 1005, 2),
        (Service::CloudDc, 1001, 2),
    ] {
        let stream = journey.cloud.instances(service).into_stream();
        let read: Vec<_> = stream.try_collect().await.unwrap();
        assert_eq!(read.len(), pages, "{service}");
        let ids: BTreeSet<_> = read.iter().flatten().map(|instance| &instance.id).collect();
        let all = journey.cloud.instances(service).all().await.unwrap();
        assert_eq!((ids.len(), all.len()), (count, count), "{service}");
        assert!(all.iter().all(|one| one.service == service && one.name.is_some()), "{service}");
        assert!(all.iter().all(|one| one.status.is_some()), "{service}");
    }
}

#[tokio::test]
async fn nodes_that_are_listed_have_the_ids_that_requests_take() {
    let scenario =
        Scenario::parse("[[dcs]]\nreplicas = [{}, {}]\n[jobs]\ntakes.polls = 1").unwrap();
    let journey = Journey::begin(scenario).await;
    let (cloud, connection) = (&journey.cloud, journey.simulator.connection());

    let instances = cloud.instances(Service::Dds).all().await.unwrap();
    let nodes: Vec<_> = instances[0].nodes.iter().map(|node| node.id.clone()).collect();
    assert_eq!(nodes, journey.simulator.dds_node_ids(&connection.dds_instance));
    let folder = tempdir().unwrap();
    let one = cloud.dds(&instances[0].id).slow_logs().nodes([&nodes[1]]);
    let report = save(one, folder.path()).await.unwrap();
    assert!(report.files[0].name.contains(&nodes[1]), "{report:?}");

    let dcs = cloud.dcs(&connection.dcs_instance);
    let replicas = dcs.replicas().await.unwrap();
    assert_eq!(replicas.len(), 2);
    let folder = tempdir().unwrap();
    let report = save(dcs.run_logs().replication(&replicas[1].id), folder.path()).await.unwrap();
    journey.assert_saved(&report, folder.path());
}

#[tokio::test]
async fn a_page_that_could_not_be_had_is_asked_for_again() {
    let away = refusal(400);
    let scenario = Scenario::parse("dds = [{ count = 120 }]").unwrap();
    let scenario = scenario.with_fault(away.on(On::operation("ListInstances")).times(1));
    let journey = Journey::begin(scenario).await;
    let mut pages = journey.cloud.instances(Service::Dds);
    let error = pages.next_page().await.unwrap_err();
    assert_eq!(error.status(), Some(400), "{error:?}");
    let mut sizes = Vec::new();
    while let Some(page) = pages.next_page().await.unwrap() {
        sizes.push(page.len());
    }
    assert_eq!(sizes, [100, 20]);
}
