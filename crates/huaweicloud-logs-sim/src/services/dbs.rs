//! What RDS and DDS have in common: the error codes that start with `DBS`, and how they write and read things.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::page::Page;
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;

/// When all instances were created.
pub(super) const CREATED: &str = "2026-01-15T08:20:12";

/// A parameter or a body that cannot be right.
pub(super) fn parameter_error(what: impl std::fmt::Display) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "DBS.200001", format!("Parameter error: {what}."))
}

/// Refuses a project that is not the caller's.
pub(super) fn check_project(cloud: &Cloud, given: &str) -> Result<(), Refusal> {
    if cloud.is_own_project(given) {
        return Ok(());
    }
    let message = format!("Authentication failed: the credentials are not for project {given}.");
    Err(Refusal::new(StatusCode::FORBIDDEN, "DBS.200010", message))
}

pub(super) fn no_such_instance(given: &str) -> Refusal {
    let message = format!("The DB instance does not exist: {given}.");
    Refusal::new(StatusCode::NOT_FOUND, "DBS.200002", message)
}

/// The page that a call asks for.
pub(super) fn page<P>(call: &Call<P>, usual: Option<usize>, most: usize) -> Result<Page, Refusal> {
    Page::of(call, usual, most, parameter_error)
}

/// A filter that is nothing but an asterisk is refused.
pub(super) fn check_asterisk<P>(call: &Call<P>, parameter: &str) -> Result<(), Refusal> {
    match call.query(parameter) {
        Some("*") => Err(parameter_error(format_args!("{parameter} is only an asterisk"))),
        _ => Ok(()),
    }
}

/// The body of an operation that cannot do without.
///
/// The official clients say JSON and send nothing; who says nothing either has forgotten the body.
pub(super) fn body<P>(call: &Call<P>) -> Result<Map<String, Value>, Refusal> {
    if call.is_bare() {
        return Err(parameter_error("the request body is missing: send at least {}"));
    }
    call.object().map_err(parameter_error)
}

/// A text in the body, if it is there.
pub(super) fn text_in<'a>(
    body: &'a Map<String, Value>,
    member: &str,
) -> Result<Option<&'a str>, Refusal> {
    match body.get(member) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(parameter_error(format_args!("{member} is not a string"))),
    }
}

/// A list of texts in the body, if it is there.
pub(super) fn texts_in(
    body: &Map<String, Value>,
    member: &str,
) -> Result<Option<Vec<String>>, Refusal> {
    let Some(value) = body.get(member) else { return Ok(None) };
    let items = value.as_array().into_iter().flatten();
    let texts: Option<Vec<_>> = items.map(|item| item.as_str().map(str::to_owned)).collect();
    texts
        .filter(|_| value.is_array())
        .map(Some)
        .ok_or_else(|| parameter_error(format_args!("{member} is not a list of strings")))
}

/// A time as the services write it.
pub(super) fn written(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string()
}
