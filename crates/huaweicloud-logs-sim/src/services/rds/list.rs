//! The list of instances.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::instance::Instance;
use crate::call::Call;
use crate::chance;
use crate::cloud::Cloud;
use crate::ids::hex;
use crate::refusal::Refusal;
use crate::scenario::Engine;
use crate::services::dbs::{CREATED, check_asterisk, check_project, page};
use crate::services::filter::{has_all, is_like};

pub(super) async fn instances(
    State(cloud): State<Arc<Cloud>>,
    call: Call<String>,
) -> Result<Json<Value>, Refusal> {
    check_project(&cloud, &call.path)?;
    let page = page(&call, Some(100), 100)?;
    check_asterisk(&call, "id")?;
    check_asterisk(&call, "name")?;
    let wanted = |id: &str, instance: &Instance| {
        let own = [
            ("type", "Single"),
            ("datastore_type", instance.engine.name()),
            // What no simulated instance has.
            ("eps_id", "0"),
            ("vpc_id", ""),
            ("subnet_id", ""),
            ("tags", ""),
            ("group_type", ""),
        ];
        is_like(&call, "id", id) && is_like(&call, "name", &instance.name) && has_all(&call, &own)
    };
    let describe = |id: &str, instance: &Instance| describe(&cloud, id, instance);
    let (instances, total_count) = cloud.rds.page(page, wanted, describe);
    Ok(Json(json!({"instances": instances, "total_count": total_count})))
}

fn describe(cloud: &Cloud, id: &str, instance: &Instance) -> Value {
    let Instance { name, engine, .. } = instance;
    let (port, version, complete_version, suffix) = match engine {
        Engine::PostgreSql => (5432, "16", "16.4", "no03"),
        Engine::MySql => (3306, "8.0", "8.0.32", "no01"),
        Engine::SqlServer => (1433, "2019_SE", "15.0.4236.7", "no04"),
    };
    let region = &cloud.scenario.account.region;
    let node = hex(&chance::digest(cloud.scenario.seed, &format!("node of {id}"), 0)[..16]);
    json!({
        "id": id,
        "name": name,
        "status": "ACTIVE",
        "type": "Single",
        "region": region,
        "port": port,
        "datastore": {
            "type": engine.name(),
            "version": version,
            "complete_version": complete_version,
        },
        "nodes": [{
            "id": format!("{node}{suffix}"),
            "name": format!("{name}_node0"),
            "role": "master",
            "status": "ACTIVE",
            "availability_zone": format!("{region}a"),
        }],
        "related_instance": [],
        "private_ips": ["192.168.0.10"],
        "public_ips": [],
        "enterprise_project_id": "0",
        "created": format!("{CREATED}+0000"),
        "updated": format!("{CREATED}+0000"),
        "time_zone": "UTC",
        "tags": [],
    })
}
