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
    /// The parameters in the query that the documents name.
    pub(crate) query: &'static [&'static str],
    /// What of its answers a fault can change.
    gives: &'static [Gives],
}

/// What an answer hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gives {
    /// The names of files that can be had.
    FileNames,
    /// Links into the store.
    Links,
}

impl Operation {
    pub(crate) fn gives(&self, what: Gives) -> bool {
        self.gives.contains(&what)
    }
}

macro_rules! operations {
    ($($name:ident = $service:ident $id:literal $method:literal $path:literal
       query $query:tt gives [$($gives:ident)*];)*) => {
        $(pub(crate) const $name: Operation = Operation {
            service: Service::$service, id: $id, method: $method, path: $path,
            query: &$query, gives: &[$(Gives::$gives),*],
        };)*
        const ALL: &[Operation] = &[$($name),*];
    };
}

operations! {
    RDS_ERROR_LOG = Rds "DownloadErrorlog"
        "POST" "/v3/{project_id}/instances/{instance_id}/errorlog-download"
        query [] gives [FileNames Links];
    RDS_SLOW_LOG = Rds "DownloadSlowlog"
        "POST" "/v3/{project_id}/instances/{instance_id}/slowlog-download"
        query [] gives [FileNames Links];
    RDS_SLOW_LOG_FILES = Rds "ListSlowLogFile"
        "GET" "/v3/{project_id}/instances/{instance_id}/slowlog-files"
        query ["offset", "limit"] gives [];
    RDS_AUDIT_LOGS = Rds "ListAuditlogs"
        "GET" "/v3/{project_id}/instances/{instance_id}/auditlog"
        query ["start_time", "end_time", "offset", "limit"] gives [FileNames];
    RDS_AUDIT_LOG_LINKS = Rds "ShowAuditlogDownloadLink"
        "POST" "/v3/{project_id}/instances/{instance_id}/auditlog-links"
        query [] gives [Links];
    RDS_XEL_LOG_FILES = Rds "ListXellogFiles"
        "GET" "/v3/{project_id}/instances/{instance_id}/xellog-files"
        query ["offset", "limit"] gives [];
    RDS_XEL_LOG = Rds "CreateXelLogDownload"
        "POST" "/v3/{project_id}/instances/{instance_id}/xellog-download"
        query [] gives [FileNames Links];
    RDS_INSTANCES = Rds "ListInstances"
        "GET" "/v3/{project_id}/instances"
        query ["id", "name", "type", "datastore_type", "eps_id", "vpc_id", "subnet_id", "tags", "group_type",
            "offset", "limit"] gives [];
    RDS_JOB = Rds "ListJobInfo"
        "GET" "/v3/{project_id}/jobs"
        query ["id"] gives [];
    DDS_ERROR_LOG = Dds "DownloadErrorlog"
        "POST" "/v3/{project_id}/instances/{instance_id}/errorlog-download"
        query [] gives [FileNames Links];
    DDS_SLOW_LOG = Dds "DownloadSlowlog"
        "POST" "/v3/{project_id}/instances/{instance_id}/slowlog-download"
        query [] gives [FileNames Links];
    DDS_AUDIT_LOGS = Dds "ListAuditlogs"
        "GET" "/v3/{project_id}/instances/{instance_id}/auditlog"
        query ["node_id", "start_time", "end_time", "offset", "limit"] gives [FileNames];
    DDS_AUDIT_LOG_LINKS = Dds "ListAuditlogLinks"
        "POST" "/v3/{project_id}/instances/{instance_id}/auditlog-links"
        query [] gives [Links];
    DDS_INSTANCES = Dds "ListInstances"
        "GET" "/v3/{project_id}/instances"
        query ["id", "name", "mode", "datastore_type", "vpc_id", "subnet_id", "tags", "offset", "limit"] gives [];
    DCS_COLLECT = Dcs "CreateRedislog"
        "POST" "/v2/{project_id}/instances/{instance_id}/redislog"
        query ["log_type", "query_time", "replication_id"] gives [];
    DCS_LIST = Dcs "ListRedislog"
        "GET" "/v2/{project_id}/instances/{instance_id}/redislog"
        query ["log_type", "offset", "limit"] gives [FileNames];
    DCS_LINK = Dcs "CreateRedislogDownloadLink"
        "POST" "/v2/{project_id}/instances/{instance_id}/redislog/{id}/links"
        query [] gives [Links];
    DCS_INSTANCES = Dcs "ListInstances"
        "GET" "/v2/{project_id}/instances"
        query ["instance_id", "name", "name_equal", "status", "ip", "tags", "include_failure", "include_delete",
            "offset", "limit"] gives [];
    // In this path "instance" is singular.
    DCS_GROUPS = Dcs "ListGroupReplicationInfo"
        "GET" "/v2/{project_id}/instance/{instance_id}/groups"
        query [] gives [];
    CLOUDDC_EXPORT = CloudDc "ExportServerLogs"
        "POST" "/v1/{project_id}/physicalservers/{id}/logs/exports"
        query [] gives [FileNames];
    CLOUDDC_SHOW = CloudDc "ShowLogsExportStatus"
        "GET" "/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}"
        query [] gives [];
    CLOUDDC_DOWNLOAD = CloudDc "DownloadServerLogs"
        "GET" "/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}/content"
        query [] gives [FileNames];
    CLOUDDC_SERVERS = CloudDc "ListServers"
        "GET" "/v1/{project_id}/physicalservers"
        query ["manage_state", "marker", "limit"] gives [];
    CLOUDDC_SERVER = CloudDc "ShowServer"
        "GET" "/v1/{project_id}/physicalservers/{id}"
        query [] gives [];
    IAM_TOKEN = Iam "KeystoneCreateUserTokenByPassword"
        "POST" "/v3/auth/tokens"
        query [] gives [];
    IAM_PROJECTS = Iam "KeystoneListProjects"
        "GET" "/v3/projects"
        query ["name"] gives [];
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
