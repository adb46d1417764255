//! The instances of a project.

use std::sync::Arc;

use huaweicloud_logs_api::operation::Operation;
use huaweicloud_logs_api::{clouddc, dcs, dds, rds};
use serde::Serialize;

use super::listed::{Instance, Node, joined};
use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::credentials::BoxFuture;
use crate::pages::{At, Listing, Page};
use crate::service::Service;

/// The instances of a service, or its physical servers.
#[derive(Debug)]
pub(crate) struct Instances(pub(crate) Service);

impl Listing<Instance> for Instances {
    fn operation(&self) -> &'static Operation {
        match self.0 {
            Service::Rds => &rds::operations::LIST_INSTANCES,
            Service::Dds => &dds::operations::LIST_INSTANCES,
            Service::Dcs => &dcs::operations::LIST_INSTANCES,
            Service::CloudDc => &clouddc::operations::LIST_SERVERS,
        }
    }

    fn page<'a>(&'a self, caller: &'a Caller<'a>, at: At) -> BoxFuture<'a, Result<Page<Instance>>> {
        let operation = self.operation();
        match self.0 {
            Service::Rds => Box::pin(async move {
                let send = |client: rds::Client, project: Arc<str>| async move {
                    let (limit, offset) = (Some(at.limit), Some(at.offset));
                    client
                        .list_instances(
                            &project, None, None, None, None, limit, None, offset, None, None,
                            None, None,
                        )
                        .await
                };
                let answer = caller.call(operation, send).await?;
                page(answer.into_inner(), |list| list.instances, of_rds)
            }),
            Service::Dds => Box::pin(async move {
                let send = |client: dds::Client, project: Arc<str>| async move {
                    let (limit, offset) = (Some(at.limit), Some(at.offset));
                    client
                        .list_instances(
                            &project, None, None, limit, None, None, offset, None, None, None,
                        )
                        .await
                };
                let answer = caller.call(operation, send).await?;
                page(answer.into_inner(), |list| list.instances, of_dds)
            }),
            Service::Dcs => Box::pin(async move {
                let send = |client: dcs::Client, project: Arc<str>| async move {
                    let (limit, offset) = (Some(at.limit), Some(at.offset));
                    client
                        .list_instances(
                            &project, None, None, None, None, limit, None, None, offset, None, None,
                        )
                        .await
                };
                let answer = caller.call(operation, send).await?;
                page(answer.into_inner(), |list| list.instances, of_dcs)
            }),
            Service::CloudDc => Box::pin(async move {
                let marker = at.marker.as_deref();
                let send = |client: clouddc::Client, project: Arc<str>| async move {
                    let limit = i32::try_from(at.limit.get()).ok();
                    client.list_servers(&project, limit, None, marker).await
                };
                let answer = caller.call(operation, send).await?;
                page(answer.into_inner(), |list| list.servers, of_clouddc)
            }),
        }
    }
}

fn page<L: Serialize, E>(
    list: L,
    entries: impl FnOnce(L) -> Option<Vec<E>>,
    instance: impl Fn(E) -> Option<Instance>,
) -> Result<Page<Instance>> {
    let answer = Answer::of(&list)?;
    let entries = entries(list).unwrap_or_default().into_iter().map(instance).collect();
    Ok(Page { answer, entries })
}

fn of_rds(instance: rds::types::Instance) -> Option<Instance> {
    let engine = instance.datastore.and_then(|store| {
        let version =
            store.complete_version.filter(|version| !version.is_empty()).or(store.version);
        joined([store.type_.as_ref().map(|engine| engine.as_str()), version.as_deref()])
    });
    let node = |node: rds::types::Node| {
        Some(Node {
            id: node.id?,
            name: node.name,
            group: None,
            role: node.role.map(|role| role.to_string()),
            status: node.status,
        })
    };
    Some(Instance {
        service: Service::Rds,
        id: instance.id?,
        name: instance.name,
        status: instance.status.map(|status| status.to_string()),
        engine,
        nodes: instance.nodes.unwrap_or_default().into_iter().filter_map(node).collect(),
    })
}

fn of_dds(instance: dds::types::Instance) -> Option<Instance> {
    let engine = instance.datastore.and_then(|store| {
        joined([store.type_.as_ref().map(|engine| engine.as_str()), store.version.as_deref()])
    });
    let groups = instance.groups.unwrap_or_default().into_iter();
    let nodes = groups.flat_map(|group| {
        let kind = group.type_.map(|kind| kind.to_string());
        group.nodes.unwrap_or_default().into_iter().map(move |node| (kind.clone(), node))
    });
    let node = |(group, node): (Option<String>, dds::types::InstanceNode)| {
        Some(Node {
            id: node.id?,
            name: node.name,
            group,
            role: node.role.map(|role| role.to_string()),
            status: node.status.map(|status| status.to_string()),
        })
    };
    Some(Instance {
        service: Service::Dds,
        id: instance.id?,
        name: instance.name,
        status: instance.status.map(|status| status.to_string()),
        engine,
        nodes: nodes.filter_map(node).collect(),
    })
}

fn of_dcs(instance: dcs::types::Instance) -> Option<Instance> {
    Some(Instance {
        service: Service::Dcs,
        id: instance.instance_id?,
        name: instance.name,
        status: instance.status.map(|status| status.to_string()),
        engine: joined([instance.engine.as_deref(), instance.engine_version.as_deref()]),
        nodes: Vec::new(),
    })
}

fn of_clouddc(server: clouddc::types::Server) -> Option<Instance> {
    let engine = server
        .hardware_attributes
        .and_then(|hardware| joined([hardware.manufacturer.as_deref(), hardware.model.as_deref()]));
    Some(Instance {
        service: Service::CloudDc,
        id: server.id?,
        name: server.name,
        status: server.manage_state.map(|state| state.to_string()),
        engine,
        nodes: Vec::new(),
    })
}
