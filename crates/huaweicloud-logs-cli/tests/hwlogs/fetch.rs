//! `hwlogs fetch`: from links to files, without an account.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use huaweicloud_logs_sim::{Scenario, Service};
use integration_tests::Watched;
use serde_json::{Value, json};
use tempfile::tempdir;

use super::store::{Object, Store};
use super::{hwlogs, names, run, text};

fn fetch(links: &[String], to: &Path) -> Command {
    let mut command = hwlogs();
    command.arg("fetch").args(links).arg("--to").arg(to);
    command
}

/// What it prints as JSON, and its exit status.
async fn json(mut command: Command) -> (Value, i32) {
    command.arg("--json");
    let output = run(command).await;
    let json = serde_json::from_slice(&output.stdout);
    (json.unwrap_or_else(|_| panic!("{output:?}")), output.status.code().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn links_need_no_account_and_leave_no_history() {
    let store =
        Store::start([("/logs/a.log", Object::new("one")), ("/b.log", Object::new("four"))]);
    let (store, folder) = (store.await, tempdir().unwrap());
    let to = folder.path().join("new/logs");
    let mut command = fetch(&[store.link("/logs/a.log"), store.link("/b.log")], &to);
    command.env("HWLOGS_HISTORY", folder.path().join("history.json"));
    let output = run(command).await;
    assert!(output.status.success(), "{output:?}");
    let table = text(&output.stdout);
    let header: Vec<_> = table.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(header, ["bytes", "time", "file"]);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(fs::read(to.join("a.log")).unwrap(), b"one");
    assert_eq!(names(&to), ["a.log", "b.log"]);
    assert_eq!(names(folder.path()), ["new"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_come_from_standard_input_each_once() {
    let store =
        Store::start([("/a.log", Object::new("one")), ("/b.log", Object::new("two"))]).await;
    let folder = tempdir().unwrap();
    let (a, b) = (store.link("/a.log"), store.link("/b.log"));
    let mut command = fetch(&["-".to_owned()], folder.path());
    command.write_stdin(format!("# logs\n{a}\n\n  {b}  \r\n{a}\n"));
    let (json, status) = json(command).await;
    assert_eq!((status, &json["errors"]), (0, &json!([])));
    let links: Vec<_> =
        json["files"].as_array().unwrap().iter().map(|file| &file["link"]).collect();
    assert_eq!(links, [2, 4]);
    assert_eq!(store.asked().len(), 2);
    assert_eq!(names(folder.path()), ["a.log", "b.log"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_links_to_one_object_get_it_once() {
    let store = Store::start([("/a.log", Object::new("one"))]).await;
    let folder = tempdir().unwrap();
    let newer = format!("{}&x-obs-newer=1", store.link("/a.log"));
    let (json, status) = json(fetch(&[store.link("/a.log"), newer], folder.path())).await;
    let already: Vec<_> = (0..2).map(|at| json["files"][at]["already"].as_bool()).collect();
    assert_eq!((status, already), (0, vec![Some(false), Some(true)]));
    assert_eq!(names(folder.path()), ["a.log"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_link_is_named_by_its_place_and_never_shown() {
    let store = Store::start([("/a.log", Object::new("one"))]).await;
    let lines =
        format!("{}\nftp://h/x?Signature=hunter2\nnonsense hunter2\n", store.link("/a.log"));
    for flag in [None, Some("--json"), Some("--verbose")] {
        let folder = tempdir().unwrap();
        let mut command = fetch(&["-".to_owned(), store.link("/no.log")], folder.path());
        command.write_stdin(lines.clone()).args(flag);
        let output = run(command).await;
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let said = text(&output.stderr);
        for place in ["line 2", "line 3", "link 2"] {
            assert!(said.contains(&format!("{place}: ")), "{place} in {said}");
        }
        assert!(!(text(&output.stdout) + &said).contains("hunter2"), "{output:?}");
        // The others are fetched all the same.
        assert_eq!(names(folder.path()), ["a.log"]);
        if flag == Some("--json") {
            let json: Value = serde_json::from_slice(&output.stdout).unwrap();
            let error = &json["errors"][0];
            assert_eq!((&error["link"], &error["status"]), (&json!(2), &json!(404)));
            assert_eq!((&error["service"], &error["kept"]), (&Value::Null, &Value::Null));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_links_there_is_nothing_to_do() {
    let folder = tempdir().unwrap();
    let mut command = fetch(&["-".to_owned()], folder.path());
    command.write_stdin("# none today\n");
    let output = run(command).await;
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert_eq!(text(&output.stderr), "there are no links\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_link_can_be_given_a_path() {
    let store = Store::start([("/a.log", Object::new("one"))]).await;
    let folder = tempdir().unwrap();
    let path = folder.path().join("new/y.log");
    let links = [store.link("/a.log")];
    let (first, _) = json(fetch(&links, &path)).await;
    let file = &first["files"][0];
    assert_eq!((file["file"].as_str(), file["name"].as_str()), (path.to_str(), Some("y.log")));
    assert_eq!((&file["instance"], &file["polls"]), (&Value::Null, &Value::Null));
    assert_eq!((&file["already"], &file["reissues"]), (&json!(false), &json!(0)));
    assert_eq!(file["checksum"], Value::Null);
    // The same again is recognised.
    let output = run(fetch(&links, &path)).await;
    assert!(text(&output.stdout).contains("was there already"), "{output:?}");
    assert_eq!(names(path.parent().unwrap()), ["y.log"]);
    // Something else is left alone.
    fs::write(&path, "mine").unwrap();
    let output = run(fetch(&links, &path)).await;
    let table = text(&output.stdout);
    assert!(table.contains("y.log saved as") && table.contains("y-2.log"), "{table}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

#[tokio::test(flavor = "multi_thread")]
async fn several_links_can_not_become_one_file() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("y.log");
    fs::write(&path, "mine").unwrap();
    let links = ["http://127.0.0.1:9/a".to_owned(), "http://127.0.0.1:9/b".to_owned()];
    let output = run(fetch(&links, &path)).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("is no folder for several files"), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_not_safe_is_shown_beside_the_one_on_disk() {
    let store = Store::start([("/x%1b%3ay.log", Object::new("one"))]).await;
    let folder = tempdir().unwrap();
    let output = run(fetch(&[store.link("/x%1b%3ay.log")], folder.path())).await;
    let table = text(&output.stdout);
    assert!(table.contains("x\\u{1b}:y.log saved as"), "{output:?}");
    assert_eq!(names(folder.path()), ["x__y.log"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_file_can_be_decompressed() {
    let simulator = Watched::start(Scenario::default()).await;
    let files = simulator.files();
    let archive = files.iter().find(|file| file.service == Service::CloudDc).unwrap();
    let store = Store::start([("/d.tar.gz", Object::new(archive.content.bytes()))]).await;
    let folder = tempdir().unwrap();
    let mut command = fetch(&[store.link("/d.tar.gz")], folder.path());
    command.arg("--decompress");
    let output = run(command).await;
    assert!(text(&output.stdout).contains("d.tar.gz saved as"), "{output:?}");
    assert_eq!(names(folder.path()), ["d.tar"]);
    assert_eq!(&fs::read(folder.path().join("d.tar")).unwrap()[257..262], b"ustar");
}

#[tokio::test(flavor = "multi_thread")]
async fn more_links_than_are_fetched_at_once_keep_their_order() {
    const PATHS: [&str; 20] = [
        "/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h", "/i", "/j", "/k", "/l", "/m", "/n", "/o",
        "/p", "/q", "/r", "/s", "/t",
    ];
    let store = Store::start(PATHS.map(|path| (path, Object::new(path)))).await;
    let folder = tempdir().unwrap();
    let (json, status) = json(fetch(&PATHS.map(|path| store.link(path)), folder.path())).await;
    assert_eq!(status, 0);
    let files = json["files"].as_array().unwrap();
    let name = |file: &Value| format!("/{}", file["name"].as_str().unwrap());
    let names: Vec<_> = files.iter().map(name).collect();
    assert_eq!(names, PATHS);
}
