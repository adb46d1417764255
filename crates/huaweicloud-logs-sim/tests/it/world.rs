//! What there is in the simulated cloud: instances, nodes, replicas and their logs.

use std::collections::HashSet;
use std::path::Path;

use huaweicloud_logs_sim::{Logs, Scenario, Service, Simulator};
use serde_json::{Value, json};

use crate::calls::{
    ask_dds, ask_rds, client_of, clouddc_url, collect, dcs_url, dds_url, download, download_listed,
    export, items, list, rds_url, text,
};
use crate::client::Client;

/// A scenario with the folder in the place of `FOLDER`.
fn with_folder(scenario: &str, folder: &Path) -> Scenario {
    let mut scenario = Scenario::parse(scenario).unwrap();
    let rds = scenario.rds.iter_mut().map(|one| &mut one.logs);
    let dds = scenario.dds.iter_mut().map(|one| &mut one.logs);
    let dcs = scenario.dcs.iter_mut().map(|one| &mut one.logs);
    let clouddc = scenario.clouddc.iter_mut().map(|one| &mut one.logs);
    for logs in rds.chain(dds).chain(dcs).chain(clouddc) {
        if *logs == Logs::Folder("FOLDER".into()) {
            *logs = Logs::Folder(folder.to_owned());
        }
    }
    scenario
}

/// A folder with files of these names, each of which holds its own name.
fn folder(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        std::fs::write(folder.path().join(name), name).unwrap();
    }
    folder
}

async fn start_error(scenario: Scenario) -> String {
    Simulator::start_with(scenario).await.unwrap_err().to_string()
}

#[tokio::test]
async fn there_are_as_many_instances_as_the_scenario_says_each_with_its_own_id() {
    let client = client_of(
        "rds = [{ count = 3 }, { id = 'my-rds', count = 2 }]
         dds = [{ id = 'my-dds' }, {}]
         dcs = [{ count = 2 }]
         clouddc = [{ id = 'my-server', count = 2, serial_number = 'MY0001' }, {}]
         jobs.takes.polls = 0",
    )
    .await;
    let simulator = &client.simulator;
    let rds = simulator.instances(Service::Rds);
    assert_eq!((rds.len(), rds[3].as_str()), (5, "my-rds"));
    assert_eq!(simulator.instances(Service::Dds)[0], "my-dds");
    let mut all = vec![];
    for (service, count) in
        [(Service::Rds, 5), (Service::Dds, 2), (Service::Dcs, 2), (Service::CloudDc, 3)]
    {
        assert_eq!(simulator.instances(service).len(), count, "{service}");
        all.extend(simulator.instances(service));
    }
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    assert_eq!(client.to().rds_instance, rds[0]);
    assert_eq!(simulator.instances(Service::Obs), [""; 0]);

    for id in &rds {
        client.post(&rds_url(&client, id)).await.ok(200);
    }
    for id in simulator.instances(Service::Dds) {
        assert_eq!(client.post(&dds_url(&client, &id)).await.ok(200)["count"], 3);
    }
    for id in simulator.instances(Service::Dcs) {
        let url = format!("{}?log_type=run", dcs_url(&client, &id));
        assert_eq!(client.post(&url).await.status, 204);
    }
    let mut dumps = vec![];
    for id in simulator.instances(Service::CloudDc) {
        let started = client.post(&clouddc_url(&client, &id)).await;
        started.ok(202);
        dumps.push(started.header("content-disposition").to_owned());
    }
    assert_eq!(dumps[0], "attachment; filename=MY0001-dump.tar.gz", "the first has what is given");
    assert_eq!(dumps.iter().collect::<HashSet<_>>().len(), 3, "{dumps:?}");
}

#[tokio::test]
async fn the_exports_of_two_instances_have_nothing_to_do_with_each_other() {
    let client = client_of(
        "dds = [{ nodes = [{ id = 'a' }, { id = 'b' }, { id = 'c' }], count = 2 }]
         jobs.takes.polls = 0",
    )
    .await;
    assert_eq!(
        client.simulator.dds_node_ids(&client.simulator.connection().dds_instance),
        ["a", "b", "c"]
    );
    let mut links = HashSet::new();
    for instance in client.simulator.instances(Service::Dds) {
        let answer = client.post(&dds_url(&client, &instance)).await.ok(200);
        for (item, file) in items(&answer, "list").iter().zip(
            client.files(Service::Dds, "error-log").iter().filter(|file| file.instance == instance),
        ) {
            assert_eq!(item["file_name"], file.name);
            assert!(download(&client, &item["file_link"]).await == file.content.bytes());
            links.insert(text(&item["file_link"]).to_owned());
        }
    }
    assert_eq!(links.len(), 6);
}

#[tokio::test]
async fn an_id_that_a_made_up_one_has_already_is_refused() {
    let made_up = Client::start().await.to().rds_instance.clone();
    let scenario = Scenario::parse(&format!("rds = [{{}}, {{ id = '{made_up}' }}]")).unwrap();
    let error = start_error(scenario).await;
    assert!(error.contains(&made_up) && error.contains("write another"), "{error}");
}

#[tokio::test]
async fn the_files_of_a_folder_are_the_logs_in_the_order_of_their_names() {
    let folder = folder(&["b.log", "a.log", "10.log", "9.log"]);
    std::fs::create_dir(folder.path().join("deeper")).unwrap();
    let client = Client::start_with(with_folder(
        "rds = [{ logs = { folder = 'FOLDER' } }]
         dds = [{ logs = { folder = 'FOLDER' } }]
         dcs = [{ logs = { folder = 'FOLDER' } }]
         jobs.takes.polls = 0",
        folder.path(),
    ))
    .await;
    let expected = ["10.log", "9.log", "a.log", "b.log"];
    let [rds, dds] = [ask_rds(&client).await, ask_dds(&client, &[]).await];
    for answer in [rds, dds] {
        assert_eq!(answer["count"], 4);
        let mut names = HashSet::new();
        for (item, content) in items(&answer, "list").iter().zip(expected) {
            assert_eq!(download(&client, &item["file_link"]).await, content.as_bytes());
            names.insert(text(&item["file_name"]));
        }
        assert_eq!(names.len(), 4, "no two files have the same name");
    }
    // One a day, back from today.
    assert_eq!(collect(&client, "&query_time=7").await.status, 204);
    let listed = list(&client, "").await.ok(200);
    assert_eq!(listed["total_num"], 4);
    let mut days = vec![];
    for (file, content) in items(&listed, "file_list").iter().zip(expected) {
        assert_eq!(download_listed(&client, file).await, content.as_bytes());
        days.push(text(&file["time"]).parse::<jiff::civil::Date>().unwrap());
    }
    assert!(days.windows(2).all(|two| two[1] == two[0].yesterday().unwrap()), "{days:?}");
}

#[tokio::test]
async fn a_folder_with_the_wrong_number_of_files_stops_the_start_and_is_named() {
    let two = folder(&["1.log", "2.log"]);
    let path = two.path().display().to_string();
    for (scenario, words) in [
        (
            "dds = [{}, { logs = { folder = 'FOLDER' }, nodes = [{}, {}, {}] }]",
            "dds[1] has 3 nodes",
        ),
        (
            "clouddc = [{ logs = { folder = 'FOLDER' } }]",
            "clouddc[0]: a server has exactly one dump",
        ),
    ] {
        let error = start_error(with_folder(scenario, two.path())).await;
        assert!(error.contains(words) && error.contains(&path), "{error}");
    }
    let empty = folder(&[]);
    let path = empty.path().display().to_string();
    for section in ["rds", "dds", "dcs", "clouddc"] {
        let scenario = format!("{section} = [{{ logs = {{ folder = 'FOLDER' }} }}]");
        let error = start_error(with_folder(&scenario, empty.path())).await;
        assert!(error.starts_with(&format!("{section}[0]: ")), "{error}");
        assert!(error.contains(&path) && error.contains("no files"), "{error}");
    }
    for (service, keys) in
        [("rds", ["slow_logs", "audit_logs"]), ("dds", ["slow_logs", "audit_logs"])]
    {
        for key in keys {
            let scenario = format!("{service} = [{{ {key}.folder = '{path}' }}]");
            let error = start_error(Scenario::parse(&scenario).unwrap()).await;
            assert!(error.starts_with(&format!("{service}[0].{key}: ")), "{error}");
        }
    }
    let scenario = format!("dds = [{{ slow_logs.folder = '{}' }}]", two.path().display());
    let error = start_error(Scenario::parse(&scenario).unwrap()).await;
    assert!(error.contains("dds[0] has 3 nodes") && error.contains("2 slow_logs"), "{error}");
    let missing = empty.path().join("missing");
    let error =
        start_error(with_folder("dcs = [{}, { logs = { folder = 'FOLDER' } }]", &missing)).await;
    assert!(error.starts_with("dcs[1]: the folder "), "{error}");
    assert!(error.contains(&missing.display().to_string()), "{error}");
}

#[tokio::test]
async fn nodes_and_recorded_logs_have_to_be_as_many() {
    let error = start_error(Scenario::parse("dds = [{ nodes = [{}, {}] }]").unwrap()).await;
    assert!(error.contains("dds[0] has 2 nodes") && error.contains("3 logs"), "{error}");
}

#[tokio::test]
async fn a_large_log_can_be_read_anywhere() {
    let client = client_of(
        "rds = [{ logs = { generated = { size = '64MiB', files = 2 } } }]
         jobs.takes.polls = 0",
    )
    .await;
    let answer = ask_rds(&client).await;
    let files = client.files(Service::Rds, "error-log");
    assert_eq!((files.len(), &answer["count"]), (2, &json!(2)));
    for (item, file) in items(&answer, "list").iter().zip(&files) {
        assert_eq!(file.content.size(), 64 << 20);
        for from in [0, 50_000_001, (64 << 20) - 1000] {
            let range = format!("bytes={from}-{}", from + 999);
            let part = client.bare("GET", text(&item["file_link"])).header("Range", range);
            let part = client.send(part).await;
            assert_eq!(part.status, 206);
            let expected = format!("bytes {from}-{}/{}", from + 999, 64 << 20);
            assert_eq!(part.header("content-range"), expected);
            assert_eq!(part.body.len(), 1000);
            assert!(part.body == file.content.read(from, 1000), "from {from}");
        }
    }
    let [one, two] = [&files[0], &files[1]].map(|file| file.content.read(1 << 20, 1000));
    assert_ne!(one, two, "each log has its own content");
}

#[tokio::test]
async fn a_generated_dump_is_an_archive_that_unpacks() {
    let client = client_of(
        "clouddc = [{ logs = { generated = { size = '300KiB' } }, serial_number = 'MY0001' }]
         jobs.takes.polls = 0",
    )
    .await;
    let started = export(&client).await;
    let url = clouddc_url(&client, &client.to().clouddc_server);
    let dump = client.get(&format!("{url}/{}/content", text(&started["export_id"]))).await;
    assert_eq!(dump.body.len(), 300 << 10);
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(&dump.body[..]));
    let mut seen = vec![];
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut content = String::new();
        std::io::Read::read_to_string(&mut entry, &mut content).unwrap();
        assert!(content.len() > 250 << 10 && content.ends_with('\n'));
        seen.push(entry.path().unwrap().display().to_string());
    }
    assert_eq!(seen, ["MY0001-dump/messages.log"]);
}

#[tokio::test]
async fn generated_logs_come_for_each_node_and_for_each_day_of_each_replica() {
    let client = client_of(
        "dds = [{ logs = { generated = { size = 5000 } }, nodes = [{}, {}, {}, {}, {}] }]
         dcs = [{ logs = { generated = { size = 3000, files = 4 } }, replicas = [{}, {}] }]",
    )
    .await;
    let [dds, dcs] =
        [client.files(Service::Dds, "error-log"), client.files(Service::Dcs, "run-log")];
    assert_eq!((dds.len(), dcs.len()), (5, 8));
    let mut hashes = HashSet::new();
    for (files, size) in [(dds, 5000), (dcs, 3000)] {
        for file in files {
            assert_eq!(file.content.size(), size);
            hashes.insert(file.content.sha256());
        }
    }
    assert_eq!(hashes.len(), 13, "no two logs are alike");
}

#[tokio::test]
async fn nodes_have_the_ids_names_and_paces_of_the_scenario() {
    let client = client_of(
        "[[dds]]
         nodes = [
           { id = 'node-a', name = 'first', jobs.takes.polls = 0 },
           { id = 'node-b', jobs.takes = 'never' },
           { id = 'node-c', name = 'third', jobs = { takes.polls = 0, failure_rate = 1.0 } },
         ]",
    )
    .await;
    assert_eq!(
        client.simulator.dds_node_ids(&client.simulator.connection().dds_instance),
        ["node-a", "node-b", "node-c"]
    );
    let seen = |answer: &Value| {
        let item = |item: &Value| format!("{} {}", text(&item["node_name"]), text(&item["status"]));
        let items: Vec<_> = items(answer, "list").iter().map(item).collect();
        (text(&answer["status"]).to_owned(), items.join(", "))
    };
    let all = ask_dds(&client, &[]).await;
    assert_eq!(
        seen(&all),
        (
            "CREATING".to_owned(),
            "first SUCCESS, dds-simulated_replica_node_2 EXPORTING, third FAILED".to_owned()
        )
    );
    assert!(text(&all["list"][0]["file_name"]).contains("_node-a_"));
    let failed = &all["list"][2];
    assert_eq!((&failed["file_link"], &failed["file_size"]), (&Value::Null, &Value::Null));
    for (nodes, status, words) in [
        (vec!["node-a", "node-c"], "FINISH", "first SUCCESS, third FAILED"),
        (vec!["node-c"], "FAILED", "third FAILED"),
        (
            vec!["node-b", "node-c"],
            "CREATING",
            "dds-simulated_replica_node_2 EXPORTING, third FAILED",
        ),
    ] {
        let answer = ask_dds(&client, &nodes).await;
        assert_eq!(seen(&answer), (status.to_owned(), words.to_owned()));
    }
}

#[tokio::test]
async fn an_instance_with_replicas_wants_one_named_and_has_logs_for_each() {
    let client = client_of(
        "[[dcs]]
         replicas = [
           { replication_id = 'one', ip = '10.0.0.1' },
           { replication_id = 'two', ip = '10.0.0.2', group = 'group-1' },
         ]
         [jobs]
         takes.polls = 0",
    )
    .await;
    assert_eq!(
        client.simulator.dcs_replication_ids(&client.simulator.connection().dcs_instance),
        ["one", "two"]
    );
    for query in ["", "&replication_id=", "&replication_id=three"] {
        collect(&client, query).await.refused(400, "DCS.4800", "replication_id");
    }
    assert_eq!(list(&client, "").await.status, 204, "nothing was collected");

    let files = client.files(Service::Dcs, "run-log");
    for (id, ip, group) in [("one", "10.0.0.1", "group-0"), ("two", "10.0.0.2", "group-1")] {
        assert_eq!(
            collect(&client, &format!("&query_time=7&replication_id={id}")).await.status,
            204
        );
        let listed = list(&client, "&limit=3").await.ok(200);
        let own = files.iter().filter(|file| file.name.contains(&format!("_{ip}_")));
        let own: Vec<_> = own.collect();
        assert_eq!(own.len(), 3);
        for (file, held) in items(&listed, "file_list").iter().zip(own) {
            assert_eq!(
                [&file["replication_ip"], &file["group_name"], &file["file_name"]],
                [&json!(ip), &json!(group), &json!(held.name)]
            );
            assert!(download_listed(&client, file).await == held.content.bytes());
        }
    }
    assert_eq!(list(&client, "").await.ok(200)["total_num"], 6);
}

#[tokio::test]
async fn each_node_has_a_slow_log_and_an_audit_log_however_many_nodes_there_are() {
    for (scenario, count) in [
        ("dds = [{ nodes = [{}, {}, {}, {}, {}], logs.generated.size = 5000 }]", 5),
        ("dds = [{ logs.generated = { size = 5000, files = 2 } }]", 2),
        ("dds = [{ slow_logs.generated.size = 1000, audit_logs.generated.size = 1000 }]", 3),
    ] {
        let client = client_of(scenario).await;
        for log in ["error-log", "slow-log", "audit-log"] {
            assert_eq!(client.files(Service::Dds, log).len(), count, "{scenario} {log}");
        }
    }
    let client =
        client_of("dds = [{ nodes = [{}, {}, {}, {}], logs.generated.size = 5000 }]").await;
    let slow = client.files(Service::Dds, "slow-log");
    assert_eq!(slow[3].content, slow[0].content, "the recorded ones go round");
    assert_ne!(slow[3].name, slow[0].name);
}

#[tokio::test]
async fn no_two_kinds_of_generated_logs_are_alike() {
    let logs = "{ generated = { size = 5000, files = 2 } }";
    let client = client_of(&format!(
        "rds = [{{ logs = {logs}, slow_logs = {logs}, audit_logs = {logs} }},
                {{ engine = 'sql-server', slow_logs = {logs}, xel_logs = {logs} }}]"
    ))
    .await;
    let rds = client.simulator.files().into_iter().filter(|file| file.service == Service::Rds);
    let hashes: Vec<_> = rds.map(|file| file.content.sha256()).collect();
    assert_eq!((hashes.len(), hashes.iter().collect::<HashSet<_>>().len()), (10, 10));
}
