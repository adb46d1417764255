//! What RDS and DDS have in common: the error codes that start with `DBS`.

use axum::http::StatusCode;

use crate::refusal::Refusal;

/// A parameter or a body that cannot be right.
pub(super) fn parameter_error(what: impl std::fmt::Display) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "DBS.200001", format!("Parameter error: {what}."))
}

/// Refuses a project that is not the caller's and an instance that does not exist.
pub(super) fn check_target(project: [&str; 2], instance: [&str; 2]) -> Result<(), Refusal> {
    let [given, own] = project;
    if given != own {
        let message =
            format!("Authentication failed: the credentials are not for project {given}.");
        return Err(Refusal::new(StatusCode::FORBIDDEN, "DBS.200010", message));
    }
    let [given, own] = instance;
    if given != own {
        let message = format!("The DB instance does not exist: {given}.");
        return Err(Refusal::new(StatusCode::NOT_FOUND, "DBS.200002", message));
    }
    Ok(())
}
