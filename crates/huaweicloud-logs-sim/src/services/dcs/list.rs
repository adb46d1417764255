//! The lists of instances and of an instance's replicas.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::instance::{Instance, Replica};
use super::{check_project, no_such_instance, page};
use crate::call::Call;
use crate::chance;
use crate::cloud::Cloud;
use crate::ids::{hex, uuid};
use crate::refusal::Refusal;
use crate::services::filter::has_all;

const STATUS: &str = "RUNNING";
const CREATED: &str = "2026-01-15T08:20:12.335Z";

pub(super) async fn instances(
    State(cloud): State<Arc<Cloud>>,
    call: Call<String>,
) -> Result<Json<Value>, Refusal> {
    check_project(&cloud, &call.path)?;
    let page = page(&call)?;
    let whole = call.query("name_equal") == Some("true");
    let wanted = |id: &str, instance: &Instance| {
        // No simulated instance has tags.
        let own = [("instance_id", id), ("status", STATUS), ("tags", "")];
        let reached = call
            .query("ip")
            .is_none_or(|wanted| instance.replicas.iter().any(|one| one.ip == wanted));
        let named = call.query("name").is_none_or(|wanted| match whole {
            true => instance.name == wanted,
            false => instance.name.contains(wanted),
        });
        named && reached && has_all(&call, &own)
    };
    let describe = |id: &str, instance: &Instance| {
        json!({
            "instance_id": id,
            "name": instance.name,
            "description": "",
            "engine": "Redis",
            "engine_version": "6.0",
            "spec_code": "redis.ha.xu1.large.r2.4",
            "capacity": 4,
            "status": STATUS,
            "ip": addresses(instance),
            "port": 6379,
            "created_at": CREATED,
            "updated_at": CREATED,
        })
    };
    let (instances, _) = cloud.dcs.page(page, wanted, describe);
    // No source says whether this counts the instances of all pages, so that a client may not rely on it.
    Ok(Json(json!({"instance_num": instances.len(), "instances": instances})))
}

fn addresses(instance: &Instance) -> String {
    let addresses: Vec<_> = instance.replicas.iter().map(|one| one.ip.as_str()).collect();
    addresses.join(",")
}

pub(super) async fn groups(
    State(cloud): State<Arc<Cloud>>,
    call: Call<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let (project, id) = &call.path;
    check_project(&cloud, project)?;
    let instance = cloud.dcs.get(id).ok_or_else(|| no_such_instance(id))?;
    let mut groups: Vec<(&str, Vec<&Replica>)> = vec![];
    for replica in &instance.replicas {
        match groups.iter_mut().find(|(name, _)| *name == replica.group) {
            Some((_, replicas)) => replicas.push(replica),
            None => groups.push((&replica.group, vec![replica])),
        }
    }
    let digest = |purpose: &str| chance::digest(cloud.scenario.seed, purpose, 0);
    let region = &cloud.scenario.account.region;
    let replica = |(index, replica): (usize, &Replica)| {
        json!({
            "replication_id": replica.id,
            "replication_ip": replica.ip,
            "replication_role": if index == 0 { "master" } else { "slave" },
            "node_id": hex(&digest(&format!("node of replica {}", replica.id))[..16]),
            "status": "Active",
            "az_code": format!("{region}a"),
            "is_replication": false,
        })
    };
    let group = |(name, replicas): (&str, Vec<&Replica>)| {
        json!({
            "group_id": uuid(digest(&format!("{name} of {id}"))),
            "group_name": name,
            "replication_list":
                replicas.into_iter().enumerate().map(replica).collect::<Vec<_>>(),
        })
    };
    let group_list: Vec<_> = groups.into_iter().map(group).collect();
    Ok(Json(json!({"group_list": group_list, "group_count": group_list.len()})))
}
