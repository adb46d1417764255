//! What is signed is what is sent: the simulator verifies it with a signer of its own.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::LazyLock;
use std::time::SystemTime;

use huaweicloud_logs::AccessKey;
use huaweicloud_logs_sim::{Connection, Simulator};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, prop_assert_ne, proptest};
use proptest::{collection::vec, option, sample::select};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Body, Method, Request, StatusCode, Url};
use tokio::runtime::Runtime;

struct World {
    runtime: Runtime,
    simulator: Simulator,
    http: reqwest::Client,
}

/// One for all cases.
static WORLD: LazyLock<World> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let simulator = runtime.block_on(Simulator::start()).unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    World { runtime, simulator, http }
});

/// An operation: where it is, its method, and the path after the project with a gap for an id. The simulator
/// answers 404 elsewhere before it looks at a signature.
#[derive(Clone, Copy, Debug)]
struct Place(&'static str, &'static str, &'static str, &'static str);

const PLACES: [Place; 5] = [
    Place("rds", "POST", "v3", "errorlog-download"),
    Place("dds", "POST", "v3", "errorlog-download"),
    Place("dcs", "GET", "v2", "redislog"),
    Place("dcs", "POST", "v2", "redislog"),
    Place("clouddc", "POST", "v1", "logs"),
];

impl Place {
    fn request(self, connection: &Connection, id: &str) -> Request {
        let Self(service, method, version, last) = self;
        let base = match service {
            "rds" => &connection.rds,
            "dds" => &connection.dds,
            "dcs" => &connection.dcs,
            _ => &connection.clouddc,
        };
        let mut url = Url::parse(base).unwrap();
        let kind = if service == "clouddc" { "physicalservers" } else { "instances" };
        let project = connection.project_id.as_str();
        url.path_segments_mut().unwrap().clear().extend([version, project, kind, id, last]);
        if service == "clouddc" {
            url.path_segments_mut().unwrap().push("exports");
        }
        Request::new(method.parse().unwrap(), url)
    }
}

/// Any id that stays where it is put: it becomes one piece of the path, encoded.
fn id() -> impl Strategy<Value = String> {
    any::<String>().prop_filter("climbs", |id| !matches!(id.as_str(), "" | "." | ".."))
}

fn body() -> impl Strategy<Value = Option<(&'static str, Vec<u8>)>> {
    let kinds =
        ["application/json", "application/json;charset=utf8", "text/plain", "application/bson"];
    option::of((select(kinds.to_vec()), vec(any::<u8>(), 0..200)))
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    vec(("x-[a-z][a-z0-9_-]{0,10}", "[!-~]([ -~]{0,20}[!-~])?"), 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn the_simulator_accepts_what_the_client_signs_and_nothing_else(
        place in select(PLACES.to_vec()),
        id in id(),
        query in vec((any::<String>(), any::<String>()), 0..6),
        headers in headers(),
        body in body(),
        project in option::of("[a-f0-9]{32}"),
    ) {
        let connection = WORLD.simulator.connection();
        let mut request = place.request(connection, &id);
        if !query.is_empty() {
            request.url_mut().query_pairs_mut().extend_pairs(&query);
        }
        for (name, value) in &headers {
            let (name, value) = (name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap());
            request.headers_mut().insert(name, value);
        }
        if let Some((kind, bytes)) = body {
            request.headers_mut().insert("content-type", HeaderValue::from_static(kind));
            *request.body_mut() = Some(Body::from(bytes));
        }
        let key = AccessKey::new(&connection.access_key, &connection.secret_key);
        key.sign(&mut request, project.as_deref(), SystemTime::now()).unwrap();
        let forged = {
            let mut forged = request.try_clone().unwrap();
            let last = if forged.headers()[AUTHORIZATION].as_bytes().ends_with(b"0") { "1" } else { "0" };
            let mut signature = forged.headers()[AUTHORIZATION].to_str().unwrap().to_owned();
            signature.replace_range(signature.len() - 1.., last);
            forged.headers_mut().insert(AUTHORIZATION, signature.parse().unwrap());
            forged
        };
        let shown = format!("{} {}", request.method(), request.url());
        let ask = |request| WORLD.runtime.block_on(WORLD.http.execute(request)).unwrap().status();
        prop_assert_ne!(ask(request), StatusCode::UNAUTHORIZED, "{}", shown);
        prop_assert_eq!(ask(forged), StatusCode::UNAUTHORIZED, "{}", shown);
    }
}

#[test]
fn a_request_can_be_signed_anew_and_sent_again() {
    let connection = WORLD.simulator.connection();
    let mut request = PLACES[0].request(connection, "i");
    let at = SystemTime::now();
    let wrong = AccessKey::new("other", "key").with_security_token("t");
    wrong.sign(&mut request, Some("other"), at).unwrap();
    let key = AccessKey::new(&connection.access_key, &connection.secret_key);
    let fresh = {
        let mut fresh = PLACES[0].request(connection, "i");
        key.sign(&mut fresh, None, at).unwrap();
        fresh
    };
    key.sign(&mut request, None, at).unwrap();
    assert_eq!(request.headers(), fresh.headers());
    let answer = WORLD.runtime.block_on(WORLD.http.execute(request)).unwrap();
    assert_ne!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[test]
fn a_body_that_is_a_stream_is_not_signed() {
    let mut request = PLACES[0].request(WORLD.simulator.connection(), "i");
    let pieces = futures::stream::iter([Ok::<_, std::io::Error>("{}")]);
    *request.body_mut() = Some(Body::wrap_stream(pieces));
    let error = AccessKey::new("ak", "sk").sign(&mut request, None, SystemTime::now()).unwrap_err();
    assert!(error.is_config() && error.hint().is_some(), "{error:?}");
    assert!(request.headers().is_empty());
}

#[test]
fn what_can_not_be_sent_is_not_signed() {
    let url = Url::parse("https://rds.example.com/").unwrap();
    for (key, project) in [
        (AccessKey::new("ak", "hunter\n2"), None),
        (AccessKey::new("", "sk"), None),
        (AccessKey::new("ak", "sk").with_security_token("hunter2\n"), None),
        (AccessKey::new("ak", "sk"), Some("p\nq")),
    ] {
        let mut request = Request::new(Method::GET, url.clone());
        let error = key.sign(&mut request, project, SystemTime::now()).unwrap_err();
        assert!(error.is_config() && !format!("{error:?}").contains("hunter"), "{error:?}");
        assert!(request.headers().is_empty());
    }
}
