//! Audit logs.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::{check_engine, instance};
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::scenario::Engine;
use crate::services::audit::{self, AuditLog, Span};
use crate::services::dbs::{page, written};

pub(super) async fn list(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let instance = instance(&cloud, &call)?;
    check_engine(&instance, instance.engine != Engine::SqlServer, "audit logs")?;
    let span = Span::of(&call)?;
    let page = page(&call, None, 50)?;
    let found: Vec<_> = instance.audit_logs.iter().filter(|log| span.meets(log.day)).collect();
    let other_name = cloud.other_name(&call.arrived);
    let log = |log: &AuditLog| {
        // In kilobytes with a fraction, which a number of bytes this small keeps exactly.
        #[allow(clippy::cast_precision_loss)]
        let size = log.content.size() as f64 / 1024.0;
        json!({
            "id": log.id,
            "name": other_name.as_ref().unwrap_or(&log.name),
            "size": size,
            "begin_time": written(log.day.begin),
            "end_time": written(log.day.end),
        })
    };
    let total_record = found.len();
    let auditlogs: Vec<_> = page.cut(found).into_iter().map(log).collect();
    Ok(Json(json!({"auditlogs": auditlogs, "total_record": total_record})))
}

pub(super) async fn links(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let instance = instance(&cloud, &call)?;
    check_engine(&instance, instance.engine != Engine::SqlServer, "audit logs")?;
    audit::links(&cloud, &call, &instance.audit_logs)
}
