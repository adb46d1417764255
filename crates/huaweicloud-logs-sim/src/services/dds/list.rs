//! The list of instances.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::instance::ReplicaSet;
use crate::call::Call;
use crate::cloud::Cloud;
use crate::refusal::Refusal;
use crate::services::dbs::{CREATED, check_asterisk, check_project, page};
use crate::services::filter::{has_all, is_like};

const TYPE: &str = "DDS-Community";

pub(super) async fn instances(
    State(cloud): State<Arc<Cloud>>,
    call: Call<String>,
) -> Result<Json<Value>, Refusal> {
    check_project(&cloud, &call.path)?;
    let page = page(&call, Some(100), 100)?;
    check_asterisk(&call, "name")?;
    let wanted = |id: &str, instance: &ReplicaSet| {
        let own = [
            ("id", id),
            ("mode", "ReplicaSet"),
            ("datastore_type", TYPE),
            // What no simulated instance has.
            ("vpc_id", ""),
            ("subnet_id", ""),
            ("tags", ""),
        ];
        is_like(&call, "name", &instance.name) && has_all(&call, &own)
    };
    let describe = |id: &str, instance: &ReplicaSet| describe(&cloud, id, instance);
    let (instances, total_count) = cloud.dds.page(page, wanted, describe);
    Ok(Json(json!({"instances": instances, "total_count": total_count})))
}

/// The ids of the nodes are two levels down.
fn describe(cloud: &Cloud, id: &str, instance: &ReplicaSet) -> Value {
    let region = &cloud.scenario.account.region;
    let nodes = instance.nodes.iter().enumerate().map(|(index, node)| {
        let role = match index {
            0 => "Primary",
            1 => "Secondary",
            _ => "Hidden",
        };
        json!({
            "id": node.id,
            "name": node.name,
            "status": "normal",
            "role": role,
            "private_ip": format!("192.168.0.{}", 31 + index % 200),
            "public_ip": "",
            "spec_code": "dds.mongodb.s2.medium.4.repset",
            "availability_zone": format!("{region}a"),
        })
    });
    let group = json!({
        "type": "replica",
        "volume": {"size": "10", "used": "0.5"},
        "nodes": nodes.collect::<Vec<_>>(),
    });
    json!({
        "id": id,
        "name": instance.name,
        "status": "normal",
        "mode": "ReplicaSet",
        "region": region,
        "datastore": {"type": TYPE, "version": "4.4"},
        "engine": "wiredTiger",
        "created": CREATED,
        "updated": CREATED,
        "groups": [group],
        "tags": [],
    })
}
