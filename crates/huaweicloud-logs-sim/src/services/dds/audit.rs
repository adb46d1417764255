//! Audit logs.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::{check_node, instance};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::services::audit::{self, AuditLog, Span};
use crate::services::dbs::{page, written};

pub(super) async fn list(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let instance = instance(&cloud, &call)?;
    let span = Span::of(&call)?;
    let page = page(&call, Some(100), 100)?;
    let node = call.query("node_id");
    if let Some(id) = node {
        check_node(&instance, "node_id", id)?;
    }
    let logs = &instance.audit_logs;
    let found = logs.iter().enumerate().map(|(place, log)| (&instance.writer(place).id, log));
    let found = found
        .filter(|(writer, log)| span.meets(log.day) && node.is_none_or(|node| node == *writer));
    let found: Vec<_> = found.collect();
    let other_name = cloud.other_name(&call.arrived);
    let log = |(writer, log): (&String, &AuditLog)| {
        json!({
            "node_id": writer,
            "id": log.id,
            "name": other_name.as_ref().unwrap_or(&log.name),
            "size": log.content.size(),
            "start_time": written(log.day.begin),
            "end_time": written(log.day.end),
        })
    };
    let total_record = found.len();
    // Of all there are, whatever was asked for.
    let total_size: u64 = logs.iter().map(|log| log.content.size()).sum();
    let audit_logs: Vec<_> = page.cut(found).into_iter().map(log).collect();
    Ok(Json(json!({
        "audit_logs": audit_logs,
        "total_record": total_record,
        "total_size": total_size,
    })))
}

pub(super) async fn links(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let instance = instance(&cloud, &call)?;
    audit::links(&cloud, &call, &instance.audit_logs)
}
