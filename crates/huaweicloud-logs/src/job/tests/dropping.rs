//! Calls that are dropped half-way and made again.

use std::time::Duration;

use huaweicloud_logs_api::{clouddc, dcs, dds};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use serde_json::Value;
use tempfile::tempdir;
use tokio::time::timeout;

use super::{Reply, Run, dcs, dds, entries, export, paused};

const NODES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// Jobs that come to their end, whatever becomes of their calls, and the names of their files.
fn runs() -> Vec<(Run, Vec<&'static str>)> {
    let dds_answers = [0, 2, 2, 3, 6].map(|ready| dds(&NODES, ready));
    let old = ("old", "succeed");
    let dcs_answers = [
        dcs(&[old]),
        Reply::Says(Value::Null),
        dcs(&[old]),
        dcs(&[old, ("x", "succeed")]),
        dcs(&[old, ("x", "succeed"), ("y", "running")]),
        dcs(&[old, ("x", "succeed"), ("y", "succeed")]),
    ];
    let exports = [export("Running", 0), export("Running", 50), export("completed", 100)];
    vec![
        (Run::new(&dds::jobs::ERROR_LOG, dds_answers), NODES.to_vec()),
        (
            Run::new(&dcs::jobs::RUN_LOG, dcs_answers),
            vec!["dcs-instance.log", "dcs-instance-2.log"],
        ),
        (Run::new(&clouddc::jobs::SERVER_LOG, exports), vec!["clouddc-instance.log"]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn whatever_is_dropped_half_way_the_job_is_started_once_and_its_files_are_whole(
        drops in proptest::collection::vec((0u8..4, 0u64..30_000), 0..40), slow in any::<bool>(),
    ) {
        paused(async {
            for (run, names) in runs() {
                let folder = tempdir().unwrap();
                if slow {
                    run.slow(&[("a", 3), ("b", 45), ("e", 20), ("x", 70), ("", 15)]);
                }
                let request = run.request.clone().timeout(Duration::from_secs(1_000_000));
                let mut job = request.start().await.unwrap();
                for (call, milliseconds) in &drops {
                    let so_long = Duration::from_millis(*milliseconds);
                    let _ = match call {
                        0 => timeout(so_long, job.next_update()).await.map(drop),
                        1 => timeout(so_long, job.wait()).await.map(drop),
                        2 => timeout(so_long, job.save_to(folder.path())).await.map(drop),
                        _ => timeout(so_long, job.save_ready_to(folder.path())).await.map(drop),
                    };
                }
                let report = job.save_to(folder.path()).await.unwrap();
                prop_assert_eq!(run.times("start").len(), 1);
                prop_assert_eq!(report.files.len(), names.len());
                let mut names = names;
                names.sort_unstable();
                prop_assert_eq!(entries(folder.path()), names);
                for file in &report.files {
                    prop_assert_eq!(std::fs::read(&file.path).unwrap().len(), 4);
                }
                if !slow {
                    prop_assert_eq!(run.times("open").len(), report.files.len());
                }
            }
            Ok(())
        })?;
    }
}
