//! Identity and Access Management: tokens and project ids.
//!
//! Two calls, without a document of their own in `openapi/`: they hand out no logs.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use huaweicloud_logs_api::ErrorFields;
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderValue};
use reqwest::{Method, Request};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use tracing::Instrument;
use url::Url;

use crate::Result;
use crate::clock::{Clock, date};
use crate::credentials::{Credentials, Password, Token};
use crate::error::{Error, Kind, Refusal, lost, redirected, undecodable};
use crate::http::whole;
use crate::retry::{self, Retry};
use crate::transport::{Proof, authenticate, call_span, record};

/// Longer than any of its answers: the catalogue is left out.
const LONGEST_ANSWER: usize = 1 << 20;

/// Where a [`Cloud`](crate::Cloud) gets tokens and project ids from.
#[derive(Clone, Debug)]
pub struct Iam {
    pub(crate) http: reqwest::Client,
    pub(crate) url: Option<Url>,
    /// The project's name: that of the region, unless a sub-project was chosen.
    pub(crate) project_name: Option<String>,
    /// The project that the caller chose by its id.
    pub(crate) project_id: Option<String>,
    pub(crate) retry: Retry,
    pub(crate) clock: Arc<Clock>,
}

impl Iam {
    /// The HTTP client of the cloud, with its proxy, certificates and timeouts, for a source of credentials
    /// that asks elsewhere. It follows no redirect.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// The name of the project to get credentials for, such as `cn-north-4`; that of the region, unless
    /// another was chosen.
    #[must_use]
    pub fn project_name(&self) -> Option<&str> {
        self.project_name.as_deref()
    }

    /// Logs in (IAM API reference: Obtaining a User Token Through Password Authentication).
    pub(crate) async fn token(&self, password: &Password) -> Result<Credentials> {
        // The builder's goes first, as for every call.
        let id = self.project_id.as_ref().or(password.project_id.as_ref());
        let project = match (id, &self.project_name) {
            (Some(id), _) => json!({ "id": id }),
            (None, Some(name)) => json!({ "name": name }),
            (None, None) => {
                return Err(Kind::Config("a token is for a project, and none is set".into())
                    .with_hint("set a region, whose own project is taken, or the project id"));
            }
        };
        let body = json!({"auth": {
            "identity": {
                "methods": ["password"],
                "password": {"user": {
                    "name": password.user,
                    "password": password.password.expose_secret(),
                    "domain": {"name": password.domain},
                }},
            },
            "scope": {"project": project},
        }});
        let url = self.address("/v3/auth/tokens", &[("nocatalog", "true")])?;
        let operation = "KeystoneCreateUserTokenByPassword";
        let caller = Caller::Unknown { password: password.password.expose_secret() };
        let (headers, body) = self
            .call(operation, caller, || {
                let mut request = Request::new(Method::POST, url.clone());
                let json = HeaderValue::from_static("application/json;charset=utf8");
                request.headers_mut().insert(CONTENT_TYPE, json);
                *request.body_mut() = Some(body.to_string().into());
                request
            })
            .await?;
        let token = headers.get("x-subject-token").and_then(|token| token.to_str().ok());
        let token = token.ok_or_else(|| unusable(operation, "it has no X-Subject-Token"))?;
        let body: TokenAnswer = decode(operation, &body)?;
        let mut credentials = Credentials::from(Token::new(token))
            .with_user(format!("{}/{}", password.domain, password.user));
        credentials.project_id = body.token.project.map(|project| project.id);
        let expires_at = body.token.expires_at.parse::<Timestamp>();
        let expires_at =
            expires_at.map_err(|_| unusable(operation, "its expires_at is no time"))?;
        // IAM's time less IAM's time: this machine's clock may be wrong.
        let now = headers.get(DATE).and_then(date).unwrap_or_else(Timestamp::now);
        let life = Duration::try_from(expires_at.duration_since(now)).unwrap_or_default();
        Ok(credentials.with_expiry(SystemTime::now() + life))
    }

    /// Looks up the id of the project (IAM API reference: Querying Project Information).
    pub(crate) async fn project_id(&self, credentials: &Credentials) -> Result<String> {
        let Some(name) = &self.project_name else {
            return Err(Kind::Config("no project id is set, and no region to look it up for".into())
                .with_hint(
                    "the console shows it under My Credentials; set it here or in HUAWEICLOUD_SDK_PROJECT_ID",
                ));
        };
        let url = self.address("/v3/projects", &[("name", name)])?;
        let operation = "KeystoneListProjects";
        let (_, body) = self
            .call(operation, Caller::Known(credentials), || Request::new(Method::GET, url.clone()))
            .await?;
        let found: Projects = decode(operation, &body)?;
        let mut ids = found.projects.into_iter().filter(|project| project.name == *name);
        match (ids.next(), ids.next()) {
            (Some(project), None) => Ok(project.id),
            (None, _) => Err(Kind::Config(format!("IAM knows no project `{name}` of this user"))
                .with_hint("check the region, or set the project id, which the console shows under My Credentials")),
            (Some(_), Some(_)) => Err(Kind::Config(format!("IAM knows several projects `{name}`"))
                .with_hint("set the id of the one that is meant; the console shows it under My Credentials")),
        }
    }

    fn address(&self, path: &str, query: &[(&str, &str)]) -> Result<Url> {
        let mut url = self.url.clone().ok_or_else(|| {
            Kind::Config("IAM has no endpoint".into()).with_hint(
                "set a region, or the endpoint of IAM; or set a project id and a key or token",
            )
        })?;
        let path = format!("{}{path}", url.path().trim_end_matches('/'));
        url.set_path(&path);
        url.query_pairs_mut().extend_pairs(query);
        Ok(url)
    }

    /// Sends a call, again if need be: neither does harm when repeated.
    async fn call(
        &self,
        operation: &'static str,
        caller: Caller<'_>,
        request: impl Fn() -> Request + Sync,
    ) -> Result<(HeaderMap, Vec<u8>)> {
        let again = |error: &Error| tracing::debug!(%error, operation, "trying again");
        retry::run(&self.retry, None, true, again, |number| {
            let sent = self.attempt(operation, caller, &request);
            sent.instrument(call_span(operation, number))
        })
        .await
    }

    async fn attempt(
        &self,
        operation: &'static str,
        caller: Caller<'_>,
        request: &(impl Fn() -> Request + Sync),
    ) -> Result<(HeaderMap, Vec<u8>)> {
        match self.send(operation, caller, request()).await {
            Err(Refused { error, date, proof: Some(proof) })
                if error.is_auth() && proof.is_out_of_time(date, &self.clock) =>
            {
                let again = self.send(operation, caller, request()).await;
                again.map_err(|refused| refused.error)
            }
            outcome => outcome.map_err(|refused| refused.error),
        }
    }

    /// Sends it once.
    async fn send(
        &self,
        operation: &'static str,
        caller: Caller<'_>,
        mut request: Request,
    ) -> Result<(HeaderMap, Vec<u8>), Refused> {
        let proof = match caller {
            Caller::Known(credentials) => {
                Some(authenticate(&mut request, credentials, None, &self.clock))
            }
            Caller::Unknown { .. } => None,
        };
        let doing = || format!("the call {operation}");
        let unanswered = |source: reqwest::Error| {
            let error = lost(&doing(), source).into();
            Refused { error, date: None, proof: None }
        };
        let answer = self.http.execute(request).await.map(whole);
        let mut answer = answer.map_err(unanswered)?;
        record(&answer);
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut body = Vec::new();
        while body.len() < LONGEST_ANSWER {
            match answer.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) if status.is_success() => return Err(unanswered(error)),
                // What a broken connection keeps back is no reason to lose the status.
                Err(_) => break,
            }
        }
        if status.is_success() {
            return Ok((headers, body));
        }
        let error = match status.is_redirection() {
            true => redirected(doing(), status),
            false => {
                let fields = ErrorFields::of_body(&body);
                Kind::Refused(Refusal::new(operation, status, &headers, fields)).into()
            }
        };
        let error = match (caller, &proof) {
            (Caller::Known(credentials), Some(proof)) => {
                proof.hide(error, credentials).advising(400, PROJECT)
            }
            (Caller::Known(_), None) => error.advising(400, PROJECT),
            (Caller::Unknown { password }, _) => {
                error.hiding(&[password]).advising(400, LOGIN).advising(401, LOGIN)
            }
        };
        Err(Refused { error, date: headers.get(DATE).and_then(date), proof })
    }
}

/// What to check when IAM makes nothing of a question about projects.
const PROJECT: &str = "check the region, or set the project id";

/// What to check when a login is refused.
const LOGIN: &str =
    "check the account, the user and the password, and that the region or project is theirs";

/// Who calls.
#[derive(Clone, Copy)]
enum Caller<'a> {
    Known(&'a Credentials),
    /// The call itself carries the password, and none of IAM's answers may.
    Unknown {
        password: &'a str,
    },
}

/// A call that did not succeed.
struct Refused {
    error: Error,
    /// The time that IAM has, if it says so.
    date: Option<Timestamp>,
    /// What the request was authenticated with, if it was.
    proof: Option<Proof>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    token: TokenFields,
}

#[derive(Deserialize)]
struct TokenFields {
    expires_at: String,
    project: Option<Project>,
}

#[derive(Deserialize)]
struct Projects {
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
    name: String,
}

fn decode<T: DeserializeOwned>(operation: &str, body: &[u8]) -> Result<T> {
    serde_json::from_slice(body)
        .map_err(|error| undecodable(format!("the call {operation}"), &error).into())
}

fn unusable(operation: &str, why: &str) -> Error {
    Kind::Unusable { doing: format!("the answer of {operation}"), why: why.to_owned() }.into()
}
