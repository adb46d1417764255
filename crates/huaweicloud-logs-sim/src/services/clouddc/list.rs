//! The list of servers, whose pages are asked for by the last server of the page before.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::server::Server;
use super::{check_project, no_such_server, parameter_error};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::services::filter::has_all;
use crate::services::iam::domain_id;

const STATE: &str = "in-use";

pub(super) async fn servers(
    State(cloud): State<Arc<Cloud>>,
    call: Call<String>,
) -> Result<Json<Value>, Refusal> {
    check_project(&cloud, &call.path)?;
    let limit = limit(&call)?;
    let all = cloud.clouddc.ids();
    let ids = if has_all(&call, &[("manage_state", STATE)]) { all } else { &[] };
    let from = match call.query("marker") {
        None => 0,
        Some(marker) => {
            let place = all.iter().position(|id| id == marker);
            let unknown = || parameter_error(format_args!("marker is the unknown server {marker}"));
            place.ok_or_else(unknown)? + 1
        }
    };
    let page: Vec<_> = ids.iter().skip(from).take(limit).collect();
    let one = |id: &&String| cloud.clouddc.get(id).map(|server| describe(&cloud, id, &server));
    let servers: Vec<_> = page.iter().filter_map(one).collect();

    let mut info = Map::from_iter([("current_count".to_owned(), json!(servers.len()))]);
    let mut add = |name: &str, id: &String| info.insert(name.to_owned(), json!(id));
    // On the last page there is no marker, and neither is one back on the first.
    if let (Some(last), true) = (page.last(), from + page.len() < ids.len()) {
        add("next_marker", last);
    }
    if let (Some(first), true) = (page.first(), from > 0) {
        add("previous_marker", first);
    }
    Ok(Json(json!({"servers": servers, "page_info": info, "count": ids.len()})))
}

/// No number is refused: too small a page has ten servers, too large a one a thousand.
fn limit<P>(call: &Call<P>) -> Result<usize, Refusal> {
    const LEAST: usize = 10;
    const MOST: usize = 1000;
    let Some(text) = call.query("limit") else { return Ok(LEAST) };
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(parameter_error("limit is not a whole number"));
    }
    // Digits that are no number here are too many.
    let number = if negative { 0 } else { digits.parse().unwrap_or(MOST) };
    Ok(number.clamp(LEAST, MOST))
}

pub(super) async fn server(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let (project, id) = &call.path;
    check_project(&cloud, project)?;
    let server = cloud.clouddc.get(id).ok_or_else(|| no_such_server(id))?;
    Ok(Json(describe(&cloud, id, &server)))
}

fn describe(cloud: &Cloud, id: &str, server: &Server) -> Value {
    json!({
        "id": id,
        "name": server.name,
        "project_id": cloud.scenario.account.project_id,
        "domain_id": domain_id(cloud),
        "manage_state": STATE,
        "frozen_state": 0,
        "power_state": "on",
        "operation_state": "power-on-succeed",
        "health_state": "OK",
        "onboard_time": "2025-10-20T06:30:00Z",
        "location": {"dc": "dc-simulated-1", "rack": "rack1", "unit": "11"},
        "hardware_attributes": {
            "sn": server.serial,
            "manufacturer": "Example",
            "model": "Simulated 2U server",
        },
        "tags": [],
    })
}
