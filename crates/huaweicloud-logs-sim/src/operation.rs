//! The operations that the simulator serves, by the ids they have in the OpenAPI documents.

use std::collections::HashSet;

use crate::service::Service;

/// One operation of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operation {
    pub(crate) service: Service,
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    /// With the parameters in braces.
    pub(crate) path: &'static str,
}

macro_rules! operations {
    ($($name:ident = $service:ident $id:literal $method:literal $path:literal;)*) => {
        $(pub(crate) const $name: Operation = Operation {
            service: Service::$service, id: $id, method: $method, path: $path,
        };)*
        const ALL: &[Operation] = &[$($name),*];
    };
}

operations! {
    RDS_DOWNLOAD = Rds "DownloadErrorlog"
        "POST" "/v3/{project_id}/instances/{instance_id}/errorlog-download";
    RDS_JOB = Rds "ListJobInfo" "GET" "/v3/{project_id}/jobs";
    DDS_DOWNLOAD = Dds "DownloadErrorlog"
        "POST" "/v3/{project_id}/instances/{instance_id}/errorlog-download";
    DCS_COLLECT = Dcs "CreateRedislog"
        "POST" "/v2/{project_id}/instances/{instance_id}/redislog";
    DCS_LIST = Dcs "ListRedislog"
        "GET" "/v2/{project_id}/instances/{instance_id}/redislog";
    DCS_LINK = Dcs "CreateRedislogDownloadLink"
        "POST" "/v2/{project_id}/instances/{instance_id}/redislog/{id}/links";
    CLOUDDC_EXPORT = CloudDc "ExportServerLogs"
        "POST" "/v1/{project_id}/physicalservers/{id}/logs/exports";
    CLOUDDC_SHOW = CloudDc "ShowLogsExportStatus"
        "GET" "/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}";
    CLOUDDC_DOWNLOAD = CloudDc "DownloadServerLogs"
        "GET" "/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}/content";
    IAM_TOKEN = Iam "KeystoneCreateUserTokenByPassword" "POST" "/v3/auth/tokens";
    IAM_PROJECTS = Iam "KeystoneListProjects" "GET" "/v3/projects";
}

/// The operation behind a route.
pub(crate) fn find(service: Service, method: &str, path: &str) -> Option<&'static Operation> {
    let same =
        |known: &&Operation| (known.service, known.method, known.path) == (service, method, path);
    ALL.iter().find(same)
}

/// If no operation has the id: words for that, with the ids that there are, each once although services share some.
pub(crate) fn missing(id: &str) -> Option<String> {
    if ALL.iter().any(|operation| operation.id == id) {
        return None;
    }
    let mut seen = HashSet::new();
    let ids = ALL.iter().map(|operation| operation.id);
    let known: Vec<_> = ids.filter(|id| seen.insert(*id)).collect();
    Some(format!("no operation {id:?}; there are {}", known.join(", ")))
}

/// Everything that a request can be for: an operation, or something else of a service.
pub(crate) fn targets() -> impl Iterator<Item = (Service, Option<&'static Operation>)> {
    let operations = ALL.iter().map(|operation| (operation.service, Some(operation)));
    let services = [
        Service::Rds,
        Service::Dds,
        Service::Dcs,
        Service::CloudDc,
        Service::Iam,
        Service::Obs,
        Service::Elsewhere,
    ];
    operations.chain(services.map(|service| (service, None)))
}

/// The methods of a route, as an `Allow` header lists them.
pub(crate) fn methods(service: Service, path: &str) -> String {
    let all = ALL.iter().filter(|operation| (operation.service, operation.path) == (service, path));
    all.map(|operation| operation.method).collect::<Vec<_>>().join(",")
}
