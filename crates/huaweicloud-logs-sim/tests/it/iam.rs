//! IAM: tokens by password, projects by name, temporary keys.

use huaweicloud_logs_sim::RecordedRequest;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::calls::{client_of, items, pass, rds_url, text};
use crate::client::{Answer, Client};
use crate::signed::Signer;

/// A login of the first user, for a scope or for none.
fn login(client: &Client, scope: &Value) -> Value {
    let to = client.to();
    let user = json!({
        "name": to.user_name, "password": to.password, "domain": {"name": to.domain_name},
    });
    let mut login =
        json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}}});
    if !scope.is_null() {
        login["auth"]["scope"] = scope.clone();
    }
    login
}

fn project(client: &Client) -> Value {
    json!({"project": {"name": client.to().region}})
}

async fn post(client: &Client, body: &Value) -> Answer {
    let url = format!("{}/v3/auth/tokens", client.to().iam);
    client.send(client.bare("POST", &url).json(body)).await
}

async fn call_with(client: &Client, token: &str) -> Answer {
    let url = rds_url(client, &client.to().rds_instance);
    client.send(client.bare("POST", &url).header("X-Auth-Token", token)).await
}

/// Refused in IAM's shape, with a message that has the words.
#[track_caller]
fn assert_refused(answer: &Answer, status: u16, words: &str) {
    let body = answer.ok(status);
    let title = if status == 401 { "Unauthorized" } else { "Bad Request" };
    assert_eq!((&body["error"]["code"], &body["error"]["title"]), (&json!(status), &json!(title)));
    assert_eq!(body["error"].as_object().unwrap().len(), 3, "{body}");
    assert_eq!(body.as_object().unwrap().len(), 1, "{body}");
    let message = text(&body["error"]["message"]);
    assert!(message.contains(words), "{words} is not in {message}");
    assert!(answer.headers.get("x-subject-token").is_none());
    assert_eq!(answer.header("x-request-id").len(), 32);
}

fn time(value: &Value) -> Timestamp {
    let text = text(value);
    assert_eq!((text.len(), &text[19..20], &text[26..]), (27, ".", "Z"), "{text}");
    text.parse().unwrap()
}

#[tokio::test]
async fn a_password_gives_a_token_that_services_take() {
    let client = Client::start().await;
    let answer = post(&client, &login(&client, &project(&client))).await;
    let body = answer.ok(201);
    let token = &body["token"];
    assert_eq!(token["project"]["id"], client.to().project_id);
    assert_eq!(token["project"]["name"], client.to().region);
    assert_eq!(token["project"]["domain"]["name"], client.to().domain_name);
    assert_eq!(token["user"]["name"], client.to().user_name);
    assert_eq!(token["methods"], json!(["password"]));
    let life = time(&token["expires_at"]).duration_since(time(&token["issued_at"]));
    assert_eq!(life.as_secs(), 24 * 60 * 60);

    let subject = answer.header("x-subject-token");
    assert!(!subject.is_empty() && subject != client.to().token);
    assert!(!answer.text().contains(subject), "the token is in the header only");
    assert_eq!(call_with(&client, subject).await.status, 200);
    assert_eq!(call_with(&client, &client.to().token).await.status, 200, "the old one works on");
    let RecordedRequest { operation, .. } = client.simulator.requests().remove(0);
    assert_eq!(operation, Some("KeystoneCreateUserTokenByPassword"));
}

#[tokio::test]
async fn a_token_expires_and_the_next_login_gives_another() {
    let client = client_of("account.token_lifetime = '10m'").await;
    let body = login(&client, &project(&client));
    let first = post(&client, &body).await;
    let first = first.header("x-subject-token");
    pass(&client, 590);
    assert_eq!(call_with(&client, first).await.status, 200);
    pass(&client, 11);
    for token in [first, &client.to().token] {
        call_with(&client, token).await.refused(401, "APIGW.0307", "token must be updated");
    }
    let again = post(&client, &body).await;
    let expires = time(&again.ok(201)["token"]["expires_at"]);
    let life = expires.duration_since(client.simulator.now()).as_secs();
    assert!((590..=600).contains(&life), "{life}");
    assert_ne!(again.header("x-subject-token"), first);
    assert_eq!(call_with(&client, again.header("x-subject-token")).await.status, 200);
}

#[tokio::test]
async fn a_wrong_user_password_or_domain_is_refused_alike() {
    let client = Client::start().await;
    let user = "/auth/identity/password/user";
    for member in ["name", "password", "domain/name"] {
        for value in ["wrong", "", &client.to().user_name.to_uppercase()] {
            let mut body = login(&client, &project(&client));
            *body.pointer_mut(&format!("{user}/{member}")).unwrap() = json!(value);
            assert_refused(&post(&client, &body).await, 401, "username or password is wrong");
        }
    }
}

#[tokio::test]
async fn each_user_has_a_password_and_a_name() {
    let client = client_of(
        "[[account.users]]
         [[account.users]]
         name = 'second'
         password = 'simulated/second'
         access_key = 'SIMULATEDSECOND'",
    )
    .await;
    let mut body = login(&client, &project(&client));
    let user = body.pointer_mut("/auth/identity/password/user").unwrap();
    user["name"] = json!("second");
    assert_refused(&post(&client, &body).await, 401, "username or password is wrong");
    body["auth"]["identity"]["password"]["user"]["password"] = json!("simulated/second");
    let second = post(&client, &body).await;
    assert_eq!(second.ok(201)["token"]["user"]["name"], "second");
    assert_eq!(call_with(&client, second.header("x-subject-token")).await.status, 200);
    let first = post(&client, &login(&client, &Value::Null)).await.ok(201);
    assert_ne!(first["token"]["user"]["id"], second.json()["token"]["user"]["id"]);
}

#[tokio::test]
async fn a_token_is_for_a_project_or_for_the_domain() {
    let client = Client::start().await;
    let by_id = json!({"project": {"id": client.to().project_id}});
    for scope in [&by_id, &project(&client)] {
        let token = post(&client, &login(&client, scope)).await.ok(201)["token"].take();
        assert_eq!(token["project"]["id"], client.to().project_id);
        assert!(token.get("domain").is_none(), "{token}");
    }
    let by_name = json!({"domain": {"name": client.to().domain_name}});
    let token = post(&client, &login(&client, &by_name)).await.ok(201)["token"].take();
    let id = token["domain"]["id"].clone();
    let by_id = json!({"domain": {"id": id}});
    // Without a scope it is for the user's domain.
    for scope in [&by_name, &by_id, &Value::Null] {
        let token = post(&client, &login(&client, scope)).await.ok(201)["token"].take();
        assert_eq!(token["domain"], json!({"id": id, "name": client.to().domain_name}));
        assert!(token.get("project").is_none(), "{token}");
    }
}

#[tokio::test]
async fn a_scope_that_is_both_or_unknown_is_refused() {
    let client = Client::start().await;
    let mut both = project(&client);
    both["domain"] = json!({"name": client.to().domain_name});
    let answer = post(&client, &login(&client, &both)).await;
    assert_refused(&answer, 400, "both a project and a domain");
    for scope in [
        json!({"project": {"name": "cn-nowhere-1"}}),
        json!({"project": {"id": "f".repeat(32)}}),
        json!({"project": {}}),
        json!({"domain": {"name": "another"}}),
        json!({"domain": {"id": client.to().project_id}}),
    ] {
        let answer = post(&client, &login(&client, &scope)).await;
        assert_refused(&answer, 401, "auth.scope does not exist");
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_understood_is_refused_by_what_it_lacks() {
    let client = Client::start().await;
    let url = format!("{}/v3/auth/tokens", client.to().iam);
    for body in ["", "{", "name=a&password=b"] {
        let answer = client.send(client.bare("POST", &url).body(body)).await;
        assert_refused(&answer, 400, "not JSON");
    }
    for body in [json!({}), json!([]), json!({"auth": {"identity": {"methods": ["token"]}}})] {
        assert_refused(&post(&client, &body).await, 400, "auth.identity.methods");
    }
    let user = "/auth/identity/password/user";
    for member in ["name", "password", "domain/name"] {
        let named = format!("auth.identity.password.user.{}", member.replace('/', "."));
        for value in [Value::Null, json!(7), json!({})] {
            let mut body = login(&client, &project(&client));
            *body.pointer_mut(&format!("{user}/{member}")).unwrap() = value;
            assert_refused(&post(&client, &body).await, 400, &named);
        }
    }
}

#[tokio::test]
async fn the_project_of_a_region_is_found_with_a_token_or_a_signature() {
    let client = Client::start().await;
    let to = client.to();
    let query = format!("name={}", to.region);
    let signed = Signer::to(&to.iam, &client, "GET", "/v3/projects", &query, "");
    let signed = client.send(signed.request()).await.ok(200);
    let with_token = client.get(&format!("{}/v3/projects?{query}", to.iam)).await.ok(200);
    assert_eq!(signed, with_token);
    let [found] = items(&signed, "projects") else { panic!("{signed}") };
    assert_eq!((&found["id"], &found["name"]), (&json!(to.project_id), &json!(to.region)));
    assert_eq!(found["enabled"], true);

    let unnamed = client.get(&format!("{}/v3/projects", to.iam)).await.ok(200);
    assert_eq!(unnamed["projects"], signed["projects"]);
    let other = client.get(&format!("{}/v3/projects?name=cn-nowhere-1", to.iam)).await.ok(200);
    assert_eq!(other["projects"], json!([]));
}

#[tokio::test]
async fn projects_are_not_shown_to_strangers() {
    let client = Client::start().await;
    let url = format!("{}/v3/projects?name={}", client.to().iam, client.to().region);
    let words = "requires authentication";
    assert_refused(&client.send(client.bare("GET", &url)).await, 401, words);
    let wrong = client.bare("GET", &url).header("X-Auth-Token", "wrong");
    assert_refused(&client.send(wrong).await, 401, words);
    let mut signer = Signer::to(&client.to().iam, &client, "GET", "/v3/projects", "name=a", "");
    signer.secret_key.push('!');
    assert_refused(&client.send(signer.request()).await, 401, words);
    let elsewhere = client.get(&format!("{}/v3/users", client.to().iam)).await;
    elsewhere.refused(404, "APIGW.0101", "/v3/users");
}

#[tokio::test]
async fn temporary_keys_are_good_only_with_their_token() {
    const TOKEN: &str = "simulated/NotASecurityToken";
    let client = client_of(&format!("[[account.users]]\nsecurity_token = '{TOKEN}'")).await;
    assert_eq!(client.to().security_token.as_deref(), Some(TOKEN));
    let to = client.to();
    let path = format!("/v2/{}/instances/{}/redislog", to.project_id, to.dcs_instance);
    let signed = |token: Option<&str>| {
        Signer::to(&to.dcs, &client, "GET", &path, "log_type=run", "")
            .with("x-security-token", token.map(str::to_owned))
    };
    assert_eq!(client.send(signed(Some(TOKEN)).request()).await.status, 204);
    for token in [None, Some("another"), Some("")] {
        let answer = client.send(signed(token).request()).await;
        answer.refused(401, "APIGW.0301", "X-Security-Token");
    }
    let unsigned = signed(None).request().header("X-Security-Token", TOKEN);
    client.send(unsigned).await.refused(401, "APIGW.0301", "X-Security-Token is not signed");
    // A token of IAM stands alone.
    assert_eq!(call_with(&client, &to.token).await.status, 200);
    let none = Client::start().await;
    assert!(serde_json::to_value(none.to()).unwrap().get("security_token").is_none());
}

#[tokio::test]
async fn a_token_for_the_account_is_none_for_the_services_of_a_project() {
    let client = Client::start().await;
    let to = client.to();
    let user =
        json!({"name": to.user_name, "password": to.password, "domain": {"name": to.domain_name}});
    let log_in = async |scope: Value| {
        let identity = json!({"methods": ["password"], "password": {"user": user}});
        let body = json!({"auth": {"identity": identity, "scope": scope}});
        let request = client.bare("POST", &format!("{}/v3/auth/tokens", to.iam)).json(&body);
        client.send(request).await.header("x-subject-token").to_owned()
    };
    let account = log_in(json!({"domain": {"name": to.domain_name}})).await;
    call_with(&client, &account).await.refused(401, "APIGW.0307", "not for a project");
    let projects = client.bare("GET", &format!("{}/v3/projects", to.iam));
    assert_eq!(client.send(projects.header("X-Auth-Token", &account)).await.status, 200);
    let project = log_in(json!({"project": {"id": to.project_id}})).await;
    assert_eq!(call_with(&client, &project).await.status, 200);
}
