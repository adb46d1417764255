//! What the gateway in front of every API does: credentials, unknown paths, methods, request ids.

use crate::client::{Client, swapped};

/// One operation of each kind: (method, URL).
fn operations(client: &Client) -> Vec<(&'static str, String)> {
    let to = client.to();
    let project = &to.project_id;
    let rds = format!("{}/v3/{project}", to.rds);
    let postgresql = format!("{rds}/instances/{}", to.rds_instance);
    let sql_server = format!("{rds}/instances/{}", to.rds_sql_server.as_ref().unwrap());
    let dds = format!("{}/v3/{project}/instances/{}", to.dds, to.dds_instance);
    let dcs_project = format!("{}/v2/{project}", to.dcs);
    let servers = format!("{}/v1/{project}/physicalservers", to.clouddc);
    let dcs = format!("{}/v2/{project}/instances/{}/redislog", to.dcs, to.dcs_instance);
    let clouddc =
        format!("{}/v1/{project}/physicalservers/{}/logs/exports", to.clouddc, to.clouddc_server);
    vec![
        ("POST", format!("{postgresql}/errorlog-download")),
        ("GET", format!("{rds}/jobs?id={}", huaweicloud_logs_sim::KNOWN_JOB_ID)),
        ("POST", format!("{dds}/errorlog-download")),
        ("POST", format!("{dcs}?log_type=run")),
        ("GET", format!("{dcs}?log_type=run")),
        ("POST", format!("{dcs}/3ea6ce21-048e-447a-83c3-3fb004b88439/links")),
        ("POST", format!("{postgresql}/slowlog-download")),
        ("GET", format!("{sql_server}/slowlog-files")),
        ("GET", format!("{postgresql}/auditlog")),
        ("POST", format!("{postgresql}/auditlog-links")),
        ("GET", format!("{sql_server}/xellog-files")),
        ("POST", format!("{sql_server}/xellog-download")),
        ("GET", format!("{rds}/instances")),
        ("POST", format!("{dds}/slowlog-download")),
        ("GET", format!("{dds}/auditlog")),
        ("POST", format!("{dds}/auditlog-links")),
        ("GET", format!("{}/v3/{project}/instances", to.dds)),
        ("GET", format!("{dcs_project}/instances")),
        ("GET", format!("{dcs_project}/instance/{}/groups", to.dcs_instance)),
        ("GET", servers.clone()),
        ("GET", format!("{servers}/{}", to.clouddc_server)),
        ("POST", clouddc.clone()),
        ("GET", format!("{clouddc}/1")),
        ("GET", format!("{clouddc}/1/content")),
    ]
}

#[tokio::test]
async fn no_credentials_are_refused_everywhere() {
    let client = Client::start().await;
    for (method, url) in operations(&client) {
        let answer = client.send(client.bare(method, &url)).await;
        answer.refused(401, "APIGW.0301", "neither X-Auth-Token nor Authorization");
        assert_eq!(answer.json()["request_id"], answer.header("x-request-id"));
    }
}

#[tokio::test]
async fn a_wrong_token_is_refused_everywhere() {
    let client = Client::start().await;
    for (method, url) in operations(&client) {
        for token in ["", "wrong", &client.to().token[1..], &client.to().token.to_uppercase()] {
            let answer = client.send(client.bare(method, &url).header("X-Auth-Token", token)).await;
            answer.refused(401, "APIGW.0307", "token must be updated");
        }
    }
}

#[tokio::test]
async fn another_way_to_authenticate_is_refused() {
    let client = Client::start().await;
    let (method, url) = operations(&client).remove(0);
    for value in ["Bearer abc", "Basic YTpi", "V11-HMAC-SHA256 Credential=a", ""] {
        let answer = client.send(client.bare(method, &url).header("Authorization", value)).await;
        answer.refused(401, "APIGW.0301", "does not start with SDK-HMAC-SHA256");
    }
}

#[tokio::test]
async fn unknown_paths_are_unknown_even_without_credentials() {
    let client = Client::start().await;
    let to = client.to();
    for base in [&to.rds, &to.dds, &to.dcs, &to.clouddc] {
        for path in ["/", "/v3", "/v3/x/instance", "/v1/x/physicalservers/y/logs", "//"] {
            let answer = client.send(client.bare("GET", &format!("{base}{path}"))).await;
            answer.refused(404, "APIGW.0101", path);
            assert_eq!(answer.json()["request_id"], answer.header("x-request-id"));
        }
    }
    // Services have ports of their own: one's path is not another's.
    let elsewhere = operations(&client).pop().unwrap().1.replace(&to.clouddc, &to.rds);
    client.get(&elsewhere).await.refused(404, "APIGW.0101", "");
    let slash = format!("{}/v3/{}/jobs/", to.rds, to.project_id);
    client.get(&slash).await.refused(404, "APIGW.0101", "");
}

#[tokio::test]
async fn a_wrong_method_is_refused_and_the_right_one_named() {
    let client = Client::start().await;
    for (method, url) in operations(&client) {
        let answer =
            client.send(client.bare("PUT", &url).header("X-Auth-Token", &client.to().token)).await;
        answer.refused(405, "APIGW.0101", "PUT is not allowed");
        assert!(answer.header("allow").contains(method), "{}", answer.header("allow"));
        let answer = client.send(client.bare("HEAD", &url)).await;
        assert_eq!(answer.status, 405);
        assert!(!answer.header("x-request-id").is_empty());
    }
}

#[tokio::test]
async fn a_foreign_project_is_refused_in_the_services_own_shape() {
    let client = Client::start().await;
    let foreign = "f".repeat(32);
    for (method, url) in operations(&client) {
        let url = swapped(&url, &client.to().project_id, &foreign);
        let answer = match method {
            "GET" => client.get(&url).await,
            _ => client.post(&url).await,
        };
        let code = match &url {
            url if url.starts_with(&client.to().dcs) => "111403003",
            url if url.starts_with(&client.to().clouddc) => "iMetal.0004",
            _ => "DBS.200010",
        };
        answer.refused(403, code, &foreign);
        let body = answer.json();
        assert!(body.get("request_id").is_none());
        assert_eq!(body.get("error_ext_msg").is_some(), url.starts_with(&client.to().dcs));
    }
}

#[tokio::test]
async fn an_unknown_instance_is_refused_in_the_services_own_shape() {
    let client = Client::start().await;
    let to = client.to();
    let sql_server = to.rds_sql_server.as_ref().unwrap();
    for (method, url) in operations(&client) {
        let (id, code) = match &url {
            url if url.contains(sql_server) => (sql_server, "DBS.200002"),
            url if url.starts_with(&to.rds) => (&to.rds_instance, "DBS.200002"),
            url if url.starts_with(&to.dds) => (&to.dds_instance, "DBS.200002"),
            url if url.starts_with(&to.dcs) => (&to.dcs_instance, "111404022"),
            _ => (&to.clouddc_server, "iMetal.0100"),
        };
        if !url.contains(id) {
            continue;
        }
        let url = swapped(&url, id, "no-such-thing");
        let answer = match method {
            "GET" => client.get(&url).await,
            _ => client.post(&url).await,
        };
        answer.refused(404, code, "no-such-thing");
        let body = answer.json();
        assert_eq!(
            body.as_object().unwrap().len(),
            if url.starts_with(&to.dcs) { 3 } else { 2 },
            "{body}"
        );
        assert!(body["error_ext_msg"].is_null());
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused_by_every_post() {
    let client = Client::start().await;
    for (method, url) in operations(&client) {
        if method != "POST" {
            continue;
        }
        for (body, words) in [
            ("{", "is not JSON"),
            ("nonsense", "is not JSON"),
            ("[]", "is not a JSON object"),
            ("1", "is not a JSON object"),
        ] {
            let answer = client.post_body(&url, body).await;
            let code = answer.json()["error_code"].as_str().unwrap().to_owned();
            assert!(["DBS.200001", "DCS.4800", "iMetal.0001"].contains(&code.as_str()), "{code}");
            answer.refused(400, &code, words);
        }
    }
}

#[tokio::test]
async fn a_path_that_is_no_text_is_refused_in_json() {
    let client = Client::start().await;
    let url = swapped(&operations(&client)[0].1, &client.to().rds_instance, "%FF%FE");
    client.post(&url).await.refused(400, "APIGW.0201", "path");
}

#[tokio::test]
async fn a_huge_body_is_refused() {
    let client = Client::start().await;
    let (_, url) = operations(&client).remove(2);
    let answer = client.post_body(&url, " ".repeat((12 << 20) + 1)).await;
    answer.refused(413, "APIGW.0201", "larger than 12 MiB");
}

#[tokio::test]
async fn every_answer_has_a_request_id_of_its_own() {
    let client = Client::start().await;
    let mut ids = std::collections::HashSet::new();
    for (method, url) in operations(&client) {
        let request = client.bare(method, &url).header("X-Auth-Token", &client.to().token);
        let answer = client.send(request).await;
        assert!(ids.insert(answer.header("x-request-id").to_owned()));
    }
    let answer = client.fetch(&format!("{}/x", client.to().obs)).await;
    assert!(ids.insert(answer.header("x-obs-request-id").to_owned()));
    assert!(ids.iter().all(|id| id.len() == 32), "{ids:?}");
}
