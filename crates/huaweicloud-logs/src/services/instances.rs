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
use crate::pages::{At, Listing};
use crate::service::Service;

/// The instances of a service, or its physical servers.
#[derive(Debug)]
pub(crate) struct Instances(pub(crate) Service);

type Page = Result<(Answer, Vec<Instance>)>;

impl Listing<Instance> for Instances {
    fn operation(&self) -> &'static Operation {
        match self.0 {
            Service::Rds => &rds::operations::LIST_INSTANCES,
            Service::Dds => &dds::operations::LIST_INSTANCES,
            Service::Dcs => &dcs::operations::LIST_INSTANCES,
            Service::CloudDc => &clouddc::operations::LIST_SERVERS,
        }
    }

    fn page<'a>(&'a self, caller: &'a Caller<'a>, at: At) -> BoxFuture<'a, Page> {
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

/// An answer as a tree, and the entries of its list. One without an id can't be asked for anything: it keeps its place
/// with an empty one.
fn page<L: Serialize, E>(
    list: L,
    entries: impl FnOnce(L) -> Option<Vec<E>>,
    instance: impl Fn(E) -> Instance,
) -> Page {
    let answer = Answer::of(&list)?;
    Ok((answer, entries(list).unwrap_or_default().into_iter().map(instance).collect()))
}

fn of_rds(instance: rds::types::Instance) -> Instance {
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
    Instance {
        service: Service::Rds,
        id: instance.id.unwrap_or_default(),
        name: instance.name,
        status: instance.status.map(|status| status.to_string()),
        engine,
        nodes: instance.nodes.unwrap_or_default().into_iter().filter_map(node).collect(),
    }
}

fn of_dds(instance: dds::types::Instance) -> Instance {
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
    Instance {
        service: Service::Dds,
        id: instance.id.unwrap_or_default(),
        name: instance.name,
        status: instance.status.map(|status| status.to_string()),
        engine,
        nodes: nodes.filter_map(node).collect(),
    }
}

fn of_dcs(instance: dcs::types::Instance) -> Instance {
    Instance {
        service: Service::Dcs,
        id: instance.instance_id.unwrap_or_default(),
        name: instance.name,
        status: instance.status.map(|status| status.to_string()),
        engine: joined([instance.engine.as_deref(), instance.engine_version.as_deref()]),
        nodes: Vec::new(),
    }
}

fn of_clouddc(server: clouddc::types::Server) -> Instance {
    let engine = server
        .hardware_attributes
        .and_then(|hardware| joined([hardware.manufacturer.as_deref(), hardware.model.as_deref()]));
    Instance {
        service: Service::CloudDc,
        id: server.id.unwrap_or_default(),
        name: server.name,
        status: server.manage_state.map(|state| state.to_string()),
        engine,
        nodes: Vec::new(),
    }
}
