//! IAM: a password gives a token, a region's name gives the project's id.

use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::arrival::Arrived;
use crate::call::{Call, read};
use crate::chance;
use crate::cloud::Cloud;
use crate::identity::Caller;
use crate::ids::hex;
use crate::operation;
use crate::refusal::Refusal;

pub(crate) fn routes() -> Router<Arc<Cloud>> {
    Router::new()
        .route(operation::IAM_TOKEN.path, post(create_token))
        .route(operation::IAM_PROJECTS.path, get(list_projects))
}

fn bad_request(message: impl Into<String>) -> Refusal {
    Refusal::by_keystone(StatusCode::BAD_REQUEST, message)
}

/// Answers a missing member as IAM does, which names it.
fn member<'a>(body: &'a Value, pointer: &str) -> Result<&'a str, Refusal> {
    body.pointer(pointer).and_then(Value::as_str).ok_or_else(|| {
        let name = pointer.trim_start_matches('/').replace('/', ".");
        bad_request(format!("The request body is invalid: {name} is missing or is not a string."))
    })
}

async fn create_token(
    State(cloud): State<Arc<Cloud>>,
    Extension(arrived): Extension<Arrived>,
    request: Request,
) -> Result<Response, Refusal> {
    let bytes = read(request.into_body(), &arrived).await?;
    let body: Value = serde_json::from_slice(&bytes)
        .map_err(|error| bad_request(format!("The request body is not JSON: {error}.")))?;
    if body.pointer("/auth/identity/methods") != Some(&json!(["password"])) {
        return Err(bad_request(
            "The request body is invalid: auth.identity.methods has to be [\"password\"].",
        ));
    }
    let user = "/auth/identity/password/user";
    let name = member(&body, &format!("{user}/name"))?;
    let password = member(&body, &format!("{user}/password"))?;
    let domain = member(&body, &format!("{user}/domain/name"))?;
    let account = &cloud.scenario.account;
    let known = cloud.identities.log_in(name, password).filter(|_| domain == account.domain);
    let Some(user_number) = known else {
        let message = "The username or password is wrong.";
        return Err(Refusal::by_keystone(StatusCode::UNAUTHORIZED, message));
    };
    let scope = scope(&cloud, &body)?;

    let now = cloud.clock.now();
    let caller = Caller { user: user_number, for_project: matches!(scope, Scope::Project) };
    let (token, expires) = cloud.identities.issue(caller, now);
    let domain = json!({"id": domain_id(&cloud), "name": account.domain});
    let user_id = hex(&chance::digest(cloud.scenario.seed, "user", user_number as u64)[..16]);
    let mut answer = json!({
        "catalog": [],
        "expires_at": microseconds(expires),
        "issued_at": microseconds(now),
        "methods": ["password"],
        "roles": [{"id": "0", "name": "te_admin"}],
        "user": {"domain": domain, "id": user_id, "name": name, "password_expires_at": ""},
    });
    match scope {
        Scope::Project => answer["project"] = project(&cloud, Some(domain)),
        Scope::Domain => answer["domain"] = domain,
    }
    let headers = [("X-Subject-Token", token)];
    Ok((StatusCode::CREATED, headers, Json(json!({"token": answer}))).into_response())
}

enum Scope {
    Project,
    Domain,
}

/// A token is for a project or for the whole account. This account is the only one, with one project.
fn scope(cloud: &Cloud, body: &Value) -> Result<Scope, Refusal> {
    let account = &cloud.scenario.account;
    let named = |scope: &Value, id: &str, name: &str| match (&scope["id"], &scope["name"]) {
        (Value::String(given), _) => given == id,
        (_, Value::String(given)) => given == name,
        _ => false,
    };
    let scope = &body["auth"]["scope"];
    match (scope.get("project"), scope.get("domain")) {
        (Some(_), Some(_)) => Err(bad_request(
            "The request body is invalid: auth.scope has both a project and a domain.",
        )),
        (Some(given), None) if named(given, &account.project_id, &account.region) => {
            Ok(Scope::Project)
        }
        (None, Some(given)) if named(given, &domain_id(cloud), &account.domain) => {
            Ok(Scope::Domain)
        }
        // Without a scope a token is for the user's own account.
        (None, None) => Ok(Scope::Domain),
        _ => Err(Refusal::by_keystone(
            StatusCode::UNAUTHORIZED,
            "The project or domain of auth.scope does not exist or is not the user's.",
        )),
    }
}

/// The id of the account.
pub(super) fn domain_id(cloud: &Cloud) -> String {
    hex(&chance::digest(cloud.scenario.seed, "domain", 0)[..16])
}

fn project(cloud: &Cloud, domain: Option<Value>) -> Value {
    let account = &cloud.scenario.account;
    let mut project = json!({"id": account.project_id, "name": account.region});
    if let Some(domain) = domain {
        project["domain"] = domain;
    }
    project
}

fn microseconds(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

async fn list_projects(
    State(cloud): State<Arc<Cloud>>,
    call: Call<()>,
) -> Result<Json<Value>, Refusal> {
    let account = &cloud.scenario.account;
    let own = call.query("name").is_none_or(|name| name == account.region);
    let mut projects = vec![];
    if own {
        let mut one = project(&cloud, None);
        let link = format!("{}/v3/projects/{}", cloud.connection.iam, account.project_id);
        one["domain_id"] = json!(domain_id(&cloud));
        one["parent_id"] = json!(domain_id(&cloud));
        one["enabled"] = json!(true);
        one["is_domain"] = json!(false);
        one["description"] = json!("");
        one["links"] = json!({"self": link});
        projects.push(one);
    }
    let itself = format!("{}/v3/projects", cloud.connection.iam);
    Ok(Json(json!({
        "projects": projects,
        "links": {"self": itself, "next": null, "previous": null},
    })))
}
