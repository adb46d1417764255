//! What RDS and DDS have in common: the error codes that start with `DBS`.

use axum::http::StatusCode;

use crate::cloud::Cloud;
use crate::refusal::Refusal;

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
