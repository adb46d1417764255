//! The test vectors of `openapi/vectors/`, met by the library.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod alike;
mod calls;
mod read;
mod serve;
mod signatures;

use std::collections::BTreeSet;
use std::fs;

use integration_tests::documents;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::vectors::file::{ServiceFile, Vector};
use xtask::vectors::{FOLDER, SCHEMA, Vectors, schema};
use xtask::{document::Document, extensions, workspace_root};

use self::alike::{canonical, changes};
use self::serve::Server;

fn vectors() -> Vectors {
    Vectors::load(&workspace_root()).unwrap()
}

/// The files of the services with their documents.
fn by_document() -> Vec<(Document, ServiceFile)> {
    documents().into_iter().zip(vectors().services).collect()
}

fn http() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

/// Calls the operation of a vector, and tells how the request differs and what was made of the answer.
async fn replay(http: &Client, document: &Document, vector: &Vector) -> (String, Value) {
    let operation = calls::operation(&document.service, &vector.operation);
    let server = Server::start(&vector.response).await;
    let came = calls::call(http, &server.url, operation, &vector.request).await;
    let difference = server.difference(&vector.request).await;
    let known = vector.known.clone().unwrap_or_default();
    let made = serde_json::to_value(read::read(operation, &known, came)).unwrap();
    (difference, canonical(document, &vector.operation, made))
}

fn expected(vector: &Vector) -> Value {
    serde_json::to_value(&vector.expect).unwrap()
}

#[tokio::test]
async fn every_vector_is_met() {
    let (http, mut checked) = (http(), 0);
    for (document, file) in by_document() {
        for vector in &file.vectors {
            let name = format!("{} {}", file.service, vector.name);
            let (difference, made) = replay(&http, &document, vector).await;
            assert_eq!(difference, "", "{name}: that is how it was asked");
            let expected = canonical(&document, &vector.operation, expected(vector));
            assert_eq!(made, expected, "{name}");
            checked += 1;
        }
    }
    for vector in vectors().signing.vectors {
        assert_eq!(signatures::made(&vector), signatures::expected(&vector), "{}", vector.name);
        checked += 1;
    }
    assert_eq!(checked, vectors().count());
    println!("{checked} vectors checked");
}

#[tokio::test]
async fn every_change_of_a_vector_is_noticed() {
    let http = http();
    for (document, file) in by_document() {
        for vector in &file.vectors {
            let name = format!("{} {}", file.service, vector.name);
            let (_, made) = replay(&http, &document, vector).await;
            for changed in changes(&expected(vector)) {
                let changed = canonical(&document, &vector.operation, changed);
                assert_ne!(made, changed, "{name}");
            }
        }
    }
    for vector in vectors().signing.vectors {
        let made = signatures::made(&vector);
        for changed in changes(&signatures::expected(&vector)) {
            assert_ne!(made, changed, "{}", vector.name);
        }
        let mut other = vector.clone();
        other.input.sk.push('x');
        assert_ne!(signatures::made(&other), made, "{}", vector.name);
    }
}

#[tokio::test]
async fn another_request_is_noticed() {
    let http = http();
    let (document, file) = by_document().remove(0);
    let named = |operation: &str| {
        let found = file.vectors.iter().find(|vector| vector.operation == operation);
        found.unwrap_or_else(|| panic!("no vector of {operation}")).clone()
    };
    for (operation, part, changed) in [
        ("DownloadErrorlog", "method", json!("GET")),
        ("DownloadErrorlog", "path", json!("/v3/p/instances/i/other")),
        ("ListAuditlogs", "query", json!([["start_time", "2019-11-06T09:00:00 0800"]])),
        ("DownloadSlowlog", "headers", json!({"Content-Type": "text/plain"})),
        ("DownloadSlowlog", "body", json!({"file_name": "other"})),
    ] {
        let vector = named(operation);
        let row = calls::operation(&document.service, operation);
        let mut other = serde_json::to_value(&vector.request).unwrap();
        other[part] = changed;
        let other = serde_json::from_value(other).unwrap();
        let server = Server::start(&vector.response).await;
        calls::call(&http, &server.url, row, &vector.request).await;
        assert_ne!(server.difference(&other).await, "", "{operation} {part}");
    }
}

#[test]
fn the_schema_is_that_of_the_types() {
    let path = workspace_root().join(FOLDER).join(SCHEMA);
    let checked_in = fs::read_to_string(path).unwrap();
    assert!(
        checked_in == schema(),
        "{FOLDER}/{SCHEMA} is stale: run `cargo xtask vectors --schema` and commit the result"
    );
}

#[test]
fn a_part_that_no_type_has_is_refused() {
    let file = serde_json::to_value(&vectors().services[0]).unwrap();
    assert!(serde_json::from_value::<ServiceFile>(file.clone()).is_ok());
    for place in
        ["", "/vectors/0", "/vectors/0/request", "/vectors/0/expect", "/vectors/0/expect/job"]
    {
        let mut other = file.clone();
        other.pointer_mut(place).unwrap()["no_such_part"] = json!(1);
        assert!(serde_json::from_value::<ServiceFile>(other).is_err(), "{place}");
    }
}

#[test]
fn a_file_that_nobody_replays_is_an_error_and_so_is_one_that_is_missing() {
    let copy = tempfile::tempdir().unwrap();
    let folder = copy.path().join(FOLDER);
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(workspace_root().join(FOLDER)).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    assert_eq!(Vectors::load(copy.path()).unwrap().count(), vectors().count());
    fs::write(folder.join("iam.json"), "{}").unwrap();
    let error = Vectors::load(copy.path()).unwrap_err();
    assert!(error.contains("iam.json: nobody replays"), "{error}");
    fs::remove_file(folder.join("iam.json")).unwrap();
    fs::remove_file(folder.join("dcs.json")).unwrap();
    let error = Vectors::load(copy.path()).unwrap_err();
    assert!(error.contains("dcs.json"), "{error}");
}

#[test]
fn no_two_vectors_prove_the_same() {
    for (document, file) in by_document() {
        let (mut names, mut reasons, mut cases) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for vector in &file.vectors {
            let case = json!([vector.operation, vector.known, vector.request, vector.response]);
            let news = [
                names.insert(vector.name.clone()),
                reasons.insert(vector.why.clone()),
                cases.insert(case.to_string()),
            ];
            assert_eq!(news, [true; 3], "{} {}", document.service, vector.name);
        }
    }
}

#[test]
fn every_operation_and_every_documented_word_of_a_job_has_a_vector() {
    for (document, file) in by_document() {
        for operation in document.operations() {
            let id = operation.id().unwrap();
            assert!(file.vectors.iter().any(|vector| vector.operation == id), "no vector of {id}");
        }
        for found in extensions::jobs(&document).unwrap() {
            let job = found.job;
            let answers: Vec<_> = file
                .vectors
                .iter()
                .filter(|it| it.operation == job.poll.operation)
                .map(expected)
                .collect();
            let answer = job.answer.iter().flat_map(|it| [&it.pending, &it.succeeded, &it.failed]);
            for word in answer.flatten() {
                let said = |expect: &Value| expect["job"]["word"] == **word;
                assert!(answers.iter().any(said), "no answer {word} of {}", job.name);
            }
            let Some(items) = job.items else { continue };
            for word in [&items.pending, &items.succeeded, &items.failed].into_iter().flatten() {
                let said = |expect: &Value| {
                    let list = expect["decode"].pointer(&items.list).and_then(Value::as_array);
                    let status = items.status.as_deref().unwrap();
                    list.into_iter().flatten().any(|entry| {
                        entry.pointer(status).is_some_and(|said| {
                            said.as_str().unwrap_or_default().eq_ignore_ascii_case(word)
                        })
                    })
                };
                assert!(answers.iter().any(said), "no entry {word} of {}", job.name);
            }
        }
    }
}
