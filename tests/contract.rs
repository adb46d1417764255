//! The documents, the generated client and the simulator say the same.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::{BTreeMap, BTreeSet};

use huaweicloud_logs_api as api;
use huaweicloud_logs_sim::{Connection, Scenario};
use integration_tests::{Watched, documents};
use reqwest::{Method, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use xtask::conformance::findings;
use xtask::document::{Document, Operation};
use xtask::{generate, surface};

#[test]
fn every_operation_has_a_generated_method() {
    for document in documents() {
        let text = generate::generate(&document).unwrap().text;
        let lines = surface::lines(&document.service, &text).unwrap();
        for operation in document.operations() {
            let method = snake(operation.id().unwrap());
            let start = format!("{}::Client: async fn {method}<", document.service);
            assert!(lines.iter().any(|line| line.starts_with(&start)), "no {start}");
        }
    }
}

fn snake(pascal: &str) -> String {
    let mut snake = String::new();
    for letter in pascal.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[test]
fn every_operation_of_a_job_is_in_the_table_of_operations() {
    for (jobs, operations) in [
        (api::rds::jobs::ALL, api::rds::operations::ALL),
        (api::dds::jobs::ALL, api::dds::operations::ALL),
        (api::dcs::jobs::ALL, api::dcs::operations::ALL),
        (api::clouddc::jobs::ALL, api::clouddc::operations::ALL),
    ] {
        for job in jobs {
            let repeatable = |id: &str| {
                let found = operations.iter().find(|operation| operation.id == id);
                let operation = found.unwrap_or_else(|| panic!("{}: no {id}", job.service));
                assert_eq!(operation.service, job.service);
                operation.repeatable
            };
            assert_eq!(repeatable(job.start), job.repeatable, "{}", job.start);
            assert!(repeatable(job.poll.operation), "{}", job.poll.operation);
            assert!(repeatable(job.download.operation), "{}", job.download.operation);
        }
    }
}

/// Decodes a value and encodes it again.
type RoundTrip = fn(&Value) -> serde_json::Result<Value>;

fn round_trip<T: DeserializeOwned + Serialize>(value: &Value) -> serde_json::Result<Value> {
    serde_json::to_value(T::deserialize(value)?)
}

/// The generated type of every body, by service and schema.
fn bodies() -> BTreeMap<(&'static str, &'static str), RoundTrip> {
    macro_rules! types {
        ($($service:ident: $($name:ident),*;)*) => {
            BTreeMap::from([$($((
                (stringify!($service), stringify!($name)),
                round_trip::<api::$service::types::$name> as RoundTrip,
            ),)*)*])
        };
    }
    types! {
        rds: ErrorBody, ErrorlogDownload, JobInfo, SlowlogDownloadRequest, SlowlogDownload, SlowLogFileList,
            AuditlogList, AuditlogLinksRequest, AuditlogLinks, XelLogFileList, XelLogDownloadRequest, XelLogDownload,
            InstanceList;
        dds: ErrorBody, ErrorlogDownload, ErrorlogDownloadRequest, SlowlogDownload, SlowlogDownloadRequest,
            AuditlogList, AuditlogLinksRequest, AuditlogLinks, InstanceList;
        dcs: ErrorBody, RedislogList, RedislogLink, InstanceList, Groups;
        clouddc: ErrorBody, ExportServerLogsRequest, ServerLogsExport, ServerList, Server;
    }
}

#[test]
fn every_example_conforms_and_survives_the_generated_types() {
    let bodies = bodies();
    let mut seen = 0;
    for document in documents() {
        document.visit(&mut |place, _, node| {
            let Some(examples) =
                node.get("examples").filter(|_| place.ends_with("application~1json"))
            else {
                return;
            };
            let reference = node["schema"]["$ref"].as_str().unwrap();
            let name = reference.rsplit('/').next().unwrap();
            let key = (document.service.as_str(), name);
            let round_trip = bodies.get(&key).unwrap_or_else(|| panic!("add {key:?} to `bodies`"));
            for (example, node) in examples.as_object().unwrap() {
                let value = &node["value"];
                let at = format!("{} {place} {example}", document.file);
                let wrong = findings(&document, &json!({"$ref": reference}), value);
                assert!(wrong.is_empty(), "{at}: {wrong:?}");
                let again = round_trip(value).unwrap_or_else(|error| panic!("{at}: {error}"));
                assert_eq!(canonical(&again), canonical(value), "{at}");
                seen += 1;
            }
        });
    }
    assert!(seen > 40, "only {seen} examples");
}

/// Without what the types are free to change: nulls and empty lists, the case of status words, and whether a whole number
/// is written with a fraction.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, field)| match field {
                Value::String(word) if key == "status" => (key.clone(), word.to_lowercase().into()),
                field => (key.clone(), canonical(field)),
            })
            .filter(|(_, field)| !field.is_null() && *field != json!([]))
            .collect(),
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::Number(number) => number.as_f64().into(),
        other => other.clone(),
    }
}

/// Calls operations of a document without the generated client.
struct Caller<'a> {
    connection: &'a Connection,
    http: reqwest::Client,
    token: String,
    /// What is sent where a body is wanted.
    body: Value,
}

impl<'a> Caller<'a> {
    fn new(connection: &'a Connection) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { connection, http, token: connection.token.clone(), body: json!({}) }
    }

    fn base(&self, service: &str) -> &str {
        match service {
            "rds" => &self.connection.rds,
            "dds" => &self.connection.dds,
            "dcs" => &self.connection.dcs,
            _ => &self.connection.clouddc,
        }
    }

    fn instance(&self, service: &str) -> &str {
        match service {
            "rds" => &self.connection.rds_instance,
            "dds" => &self.connection.dds_instance,
            "dcs" => &self.connection.dcs_instance,
            _ => &self.connection.clouddc_server,
        }
    }

    fn url(&self, document: &Document, operation: &Operation<'_>, id: &str, query: &str) -> String {
        let instance = self.instance(&document.service);
        let path = operation.path.replace("{project_id}", &self.connection.project_id);
        let path = path.replace("{instance_id}", instance);
        let path = match document.service.as_str() {
            "clouddc" => path.replace("{id}", instance).replace("{export_id}", id),
            _ => path.replace("{id}", id),
        };
        format!("{}{path}{query}", self.base(&document.service))
    }

    async fn call(
        &self,
        document: &Document,
        operation_id: &str,
        id: &str,
        query: &str,
    ) -> Response {
        let operation = document.operation(operation_id).unwrap();
        let method: Method = operation.method.to_uppercase().parse().unwrap();
        let url = self.url(document, &operation, id, query);
        let mut request = self.http.request(method, url).header("X-Auth-Token", &self.token);
        if operation.node.get("requestBody").is_some() {
            request = request.json(&self.body);
        }
        request.send().await.unwrap()
    }

    /// Calls. The answer has all the headers that the document names; the rest of it the simulator's witness
    /// holds to the document.
    async fn conforming(
        &self,
        document: &Document,
        operation_id: &str,
        id: &str,
        query: &str,
    ) -> Value {
        let answer = self.call(document, operation_id, id, query).await;
        let operation = document.operation(operation_id).unwrap();
        let status = answer.status().as_u16().to_string();
        let at = format!("{} {operation_id} {status}", document.service);
        assert!(answer.headers().contains_key("x-request-id"), "{at}");
        let documented = operation.node["responses"].get(&status);
        let response = documented.unwrap_or(&operation.node["responses"]["default"]);
        let response = document.resolve(response).unwrap();
        for name in response["headers"].as_object().into_iter().flat_map(|headers| headers.keys()) {
            // The one that comes only with some refusals.
            let there = answer.headers().contains_key(name) || name == "Retry-After";
            assert!(there, "{at}: no header {name}");
        }
        let body = answer.bytes().await.unwrap();
        if response.pointer("/content/application~1json").is_none() {
            return Value::Null;
        }
        serde_json::from_slice(&body).unwrap_or_else(|error| panic!("{at}: {error}"))
    }
}

#[tokio::test]
async fn every_operation_has_a_route_in_the_simulator() {
    let simulator = Watched::start(Scenario::default()).await;
    let caller = Caller::new(simulator.connection());
    for document in documents() {
        for operation in document.operations() {
            let method: Method = operation.method.to_uppercase().parse().unwrap();
            let url = caller.url(&document, &operation, "1", "");
            let at = format!("{method} {url}");
            // Routing comes before authentication: no credentials means 401 where there is a route.
            let answer = caller.http.request(method, &url).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{at}");
            let asked = simulator.requests().pop().unwrap();
            assert_eq!(asked.operation, operation.id(), "{at}");
            let nowhere = caller.http.post(format!("{url}/no/such/route")).send().await.unwrap();
            assert_eq!(nowhere.status(), StatusCode::NOT_FOUND, "{at}");
        }
    }
}

#[tokio::test]
async fn the_record_shows_the_query_parameters_that_the_documents_name_and_no_others() {
    let simulator = Watched::start(Scenario::default()).await;
    let caller = Caller::new(simulator.connection());
    let documents = documents();
    let named = |document: &Document, operation: &Operation<'_>| -> BTreeSet<String> {
        let parameters = operation.parameters().map(|one| document.resolve(one).unwrap());
        let queries = parameters.filter(|parameter| parameter["in"] == "query");
        queries.map(|parameter| format!("{}=1", parameter["name"].as_str().unwrap())).collect()
    };
    let all: BTreeSet<String> = documents
        .iter()
        .flat_map(|document| document.operations().flat_map(|one| named(document, &one)))
        .collect();
    // Those of other operations come along, too.
    let everything = format!("?{}", Vec::from_iter(all).join("&"));
    for document in &documents {
        for operation in document.operations() {
            let id = operation.id().unwrap();
            caller.call(document, id, "1", &everything).await;
            let shown = simulator.requests().pop().unwrap().query;
            let shown: BTreeSet<_> = shown.into_iter().collect();
            assert_eq!(shown, named(document, &operation), "{} {id}", document.service);
        }
    }
}

#[tokio::test]
async fn what_the_simulator_answers_is_what_the_documents_say() {
    let simulator = Watched::start(Scenario::default().with_polls_until_ready(2)).await;
    let mut caller = Caller::new(simulator.connection());
    let [rds, dds, dcs, clouddc] = documents().try_into().unwrap();

    for _ in 0..4 {
        caller.conforming(&rds, "DownloadErrorlog", "", "").await;
        caller.conforming(&dds, "DownloadErrorlog", "", "").await;
    }
    for query in ["?id=unknown", "", &format!("?id={}", huaweicloud_logs_sim::KNOWN_JOB_ID)] {
        caller.conforming(&rds, "ListJobInfo", "", query).await;
    }
    for query in ["?log_type=slow", "?log_type=run&query_time=7", "?log_type=run"] {
        caller.conforming(&dcs, "CreateRedislog", "", query).await;
    }
    let mut listed = Value::Null;
    for _ in 0..4 {
        listed = caller.conforming(&dcs, "ListRedislog", "", "?log_type=run").await;
    }
    let id = listed["file_list"][0]["id"].as_str().unwrap().to_owned();
    for id in [id.as_str(), "unknown"] {
        caller.conforming(&dcs, "CreateRedislogDownloadLink", id, "").await;
    }
    let export = caller.conforming(&clouddc, "ExportServerLogs", "", "").await;
    let export = export["export_id"].as_str().unwrap();
    for id in [export, export, export, "unknown"] {
        caller.conforming(&clouddc, "ShowLogsExportStatus", id, "").await;
    }
    for id in [export, "unknown"] {
        caller.conforming(&clouddc, "DownloadServerLogs", id, "").await;
    }
    let span = "?start_time=2026-01-01T00:00:00%2B0000&end_time=2026-01-02T00:00:00%2B0000";
    for query in [&format!("{span}&offset=0&limit=10"), span, ""] {
        caller.conforming(&rds, "ListAuditlogs", "", query).await;
        caller.conforming(&dds, "ListAuditlogs", "", query).await;
    }
    for (document, operation) in [
        (&rds, "DownloadSlowlog"),
        (&dds, "DownloadSlowlog"),
        (&dds, "ListInstances"),
        (&dcs, "ListInstances"),
        (&dcs, "ListGroupReplicationInfo"),
        (&clouddc, "ListServers"),
        (&clouddc, "ShowServer"),
    ] {
        let answer = caller.conforming(document, operation, "", "").await;
        assert!(answer.get("error_code").is_none(), "{operation}: {answer}");
    }
    for query in ["", "?limit=0", "?offset=-1", "?limit=1000"] {
        for operation in ["ListInstances", "ListSlowLogFile", "ListXellogFiles"] {
            caller.conforming(&rds, operation, "", query).await;
        }
    }
    for body in [json!({}), json!({"ids": ["unknown"]}), json!({"file_name": "unknown"})] {
        caller.body = body;
        caller.conforming(&rds, "ShowAuditlogDownloadLink", "", "").await;
        caller.conforming(&dds, "ListAuditlogLinks", "", "").await;
        caller.conforming(&rds, "CreateXelLogDownload", "", "").await;
    }
    caller.token = "wrong".to_owned();
    for document in [&rds, &dds, &dcs, &clouddc] {
        for operation in document.operations() {
            let refusal = caller.conforming(document, operation.id().unwrap(), "1", "").await;
            assert!(refusal["error_code"].as_str().unwrap().starts_with("APIGW."), "{refusal}");
        }
    }
}

#[tokio::test]
async fn every_spelling_of_the_simulator_is_one_that_the_documents_allow() {
    let [rds, dds, dcs, clouddc] = documents().try_into().unwrap();
    for dialect in [
        "words = 'upper'",
        "words = 'lower'",
        "item_status = true",
        "item_status = false",
        "update_field = 'updated_at'",
        "unknown_word = 'pondering'",
        "percentage = 'number'",
        "percentage = 'text'",
        "percentage = 'sign'",
        "dcs_offset = 'one'",
    ] {
        for jobs in ["takes.polls = 2", "takes.polls = 2, failure_rate = 1.0", "progress = 'none'"]
        {
            let text = format!("dialect = {{ {dialect} }}\njobs = {{ {jobs} }}");
            let simulator = Watched::start(Scenario::parse(&text).unwrap()).await;
            let caller = Caller::new(simulator.connection());
            caller.conforming(&dcs, "CreateRedislog", "", "?log_type=run").await;
            let export = caller.conforming(&clouddc, "ExportServerLogs", "", "").await;
            let export = export["export_id"].as_str().unwrap();
            for _ in 0..4 {
                caller.conforming(&rds, "DownloadErrorlog", "", "").await;
                caller.conforming(&dds, "DownloadErrorlog", "", "").await;
                caller.conforming(&dcs, "ListRedislog", "", "?log_type=run&offset=1").await;
                caller.conforming(&clouddc, "ShowLogsExportStatus", export, "").await;
            }
        }
    }
}

#[tokio::test]
async fn a_call_too_many_is_refused_as_the_documents_say() {
    let scenario = Scenario::parse("quota.calls_per_minute = 1").unwrap();
    let simulator = Watched::start(scenario).await;
    let caller = Caller::new(simulator.connection());
    for document in documents() {
        let operation = document.operations().next().unwrap().id().unwrap();
        let _used_up = caller.call(&document, operation, "1", "").await;
        for operation in document.operations() {
            let refusal = caller.conforming(&document, operation.id().unwrap(), "1", "").await;
            assert_eq!(refusal["error_code"], "APIGW.0308");
        }
    }
}

#[tokio::test]
async fn every_answer_is_looked_at() {
    let simulator = Watched::start(Scenario::default()).await;
    let caller = Caller::new(simulator.connection());
    for document in documents() {
        for operation in document.operations() {
            caller.call(&document, operation.id().unwrap(), "1", "").await;
        }
    }
    assert_eq!(simulator.answers_seen(), simulator.requests().len() as u64);
}

#[test]
fn json_schemas_of_the_wire_types_can_be_made() {
    let schema = schemars_of::<api::dcs::types::RedislogList>();
    assert!(schema["properties"]["file_list"].is_object(), "{schema}");
    let words = schema.pointer("/$defs/RedislogStatus/x-extensible-enum").unwrap();
    assert_eq!(*words, json!(["succeed", "failed"]));
}

fn schemars_of<T: schemars::JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}
