// Generated from openapi/dds.yaml by `cargo xtask generate`. Do not edit: change the document and run it again.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///One audit log file of one node.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Auditlog {
        ///When the log ends, written like `start_time`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_time: ::std::option::Option<::std::string::String>,
        ///Id of the audit log, which `ListAuditlogLinks` takes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        /**Name of the file, in the published example project id, the words audit_log, instance id, and the id
of the log.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///Id of the node that wrote the log, as in `groups[].nodes[].id` of `ListInstances`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub node_id: ::std::option::Option<::std::string::String>,
        /**Size of the file in bytes; RDS counts its audit logs in KB. A number by every table, and the Terraform
provider reads it as one; one published example has it as text.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<i64>,
        ///When the log begins, written yyyy-mm-ddThh:mm:ss with an offset such as +0800.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub start_time: ::std::option::Option<::std::string::String>,
    }
    ///The links of audit logs.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AuditlogLinks {
        ///The links, in the order of the ids in the request as far as known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub links: ::std::option::Option<::std::vec::Vec<crate::Link>>,
    }
    ///The audit logs to make links for.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AuditlogLinksRequest {
        ///Ids of the audit logs, as `ListAuditlogs` gave them. 50 at most.
        pub ids: ::std::vec::Vec<::std::string::String>,
    }
    ///One page of the audit logs of an instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AuditlogList {
        ///The audit logs of this page. Empty where there is none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audit_logs: ::std::option::Option<::std::vec::Vec<Auditlog>>,
        ///Number of audit logs in the span of time, on all pages together.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_record: ::std::option::Option<i32>,
        /**Size of all audit logs that the instance has, in bytes, whatever span was asked for. The official
SDKs have it, the page of the Open Telekom Cloud edition does not; it may be absent.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_size: ::std::option::Option<i64>,
    }
    ///The database of an instance. The service may send more.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Datastore {
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::dds::words::DatastoreType>,
        ///Version of the database, the first two numbers.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub version: ::std::option::Option<::std::string::String>,
    }
    ///What went wrong. A gateway adds `request_id`; the service itself leaves it out.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ErrorBody {
        /**Code of the error: DBS and six digits from the service, APIGW (APIG on older gateways) and four
digits from the gateway.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<::std::string::String>,
        ///What happened, for people. The wording may change.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_msg: ::std::option::Option<::std::string::String>,
        ///Id of the request, as in the header X-Request-Id. Only in errors of the gateway.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub request_id: ::std::option::Option<::std::string::String>,
    }
    /**State of an error log export. No field is guaranteed; a pending answer may leave any of them out.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ErrorlogDownload {
        ///Number of links in `list`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i32>,
        ///The files of the export, one entry for each node. May be null or empty while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<ErrorlogLink>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::ExportStatus>,
    }
    ///Which nodes and files to export. Leave both lists out for all nodes.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ErrorlogDownloadRequest {
        ///Names of the files to export, as an earlier answer gave them in `file_name`.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub file_name_list: ::std::vec::Vec<::std::string::String>,
        /**Ids of the nodes to export from; all nodes when left out or empty. A cluster offers its mongos,
shard and config nodes, a replica set and a single node all they have.
*/
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub node_id_list: ::std::vec::Vec<::std::string::String>,
    }
    ///The file of one node.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ErrorlogLink {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_link: ::std::option::Option<crate::Link>,
        /**Name of the file made for download: usually project id, node id, the word errorlog, and the time
to the second. The page's example of an answer has an older form.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        /**Size of the file in KB as a number in text, possibly with a fraction such as 3.59. Null while
pending.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_size: ::std::option::Option<::serde_json::Value>,
        /**Name of the node. The id of the node is no field of the answer; it is usually the second part of
`file_name`.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub node_name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::LinkStatus>,
        /**When the entry last changed, Unix milliseconds in UTC. The page writes `update_at`; other
sources have `updated_at`. Read whichever is there; either may be absent or null while pending.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub update_at: ::std::option::Option<i64>,
        /**The same time as `update_at`, under the name that the examples of the Open Telekom Cloud edition
and the Terraform provider use. An answer has one of the two.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated_at: ::std::option::Option<i64>,
    }
    ///The storage of the nodes of a group. Not every group need have it. No source at hand names the unit.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct GroupVolume {
        ///Its size, probably in GB.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<::serde_json::Value>,
        ///How much of it is used, in the same unit.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub used: ::std::option::Option<::serde_json::Value>,
    }
    /**One instance. The service sends more: `port` and `ssl`, of which sources disagree whether they are text
or numbers, encryption, security group, backups, billing, and what the instance is doing at the moment.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Instance {
        ///When the instance was created. It has no offset, and no page says which zone is meant.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub datastore: ::std::option::Option<Datastore>,
        ///Storage engine of the database, wiredTiger so far.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub engine: ::std::option::Option<::std::string::String>,
        /**The nodes, in groups by what they do: one group in a replica set and a single node instance, several
in a cluster.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub groups: ::std::option::Option<::std::vec::Vec<InstanceGroup>>,
        ///Id of the instance, the `instance_id` of the other operations.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mode: ::std::option::Option<crate::dds::words::InstanceMode>,
        ///Name that its owner gave the instance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///Region that the instance is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::InstanceStatus>,
        ///Id of the network of the subnet that the instance is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub subnet_id: ::std::option::Option<::std::string::String>,
        /**Tags that its owner gave the instance. Absent from the published example, and from the answers of
older releases.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::std::vec::Vec<InstanceTag>>,
        ///When the instance was last changed, written like `created`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated: ::std::option::Option<::std::string::String>,
        ///Id of the virtual private cloud that the instance is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vpc_id: ::std::option::Option<::std::string::String>,
    }
    ///The nodes of an instance that do the same work. The service may send more.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct InstanceGroup {
        ///Id of the group. Absent unless the type is shard or config.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name of the group. Absent unless the type is shard or config.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///The nodes of the group.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub nodes: ::std::option::Option<::std::vec::Vec<InstanceNode>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::GroupStatus>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::dds::words::GroupType>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub volume: ::std::option::Option<GroupVolume>,
    }
    ///One page of the instances of a project.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct InstanceList {
        ///The instances of this page, the latest first. Empty where there is none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instances: ::std::option::Option<::std::vec::Vec<Instance>>,
        ///Number of instances that fit, on all pages together.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_count: ::std::option::Option<i32>,
    }
    ///One node of an instance. The service may send more.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct InstanceNode {
        ///Availability zone that the node is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub availability_zone: ::std::option::Option<::std::string::String>,
        /**Id of the node, 32 hexadecimal digits and the suffix no02; do not rely on the suffix. `node_id_list`
and `node_id` of the log operations take it.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name of the node, the `node_name` in the answers of the log exports.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        /**Address of the node in its subnet. Empty until the node exists; absent for shard and config nodes,
unless they were given addresses of their own.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub private_ip: ::std::option::Option<::std::string::String>,
        /**Public address that is bound to the node. Empty when it has none; absent for shard and config nodes.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub public_ip: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<crate::dds::words::NodeRole>,
        ///Code of the node's size.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub spec_code: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::NodeStatus>,
    }
    ///A tag, by which owners sort their instances.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct InstanceTag {
        ///Key of the tag.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        ///Value of the tag; may be empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
    }
    /**State of a slow log export. No field is guaranteed; a pending answer may leave any of them out.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowlogDownload {
        ///Number of links in `list`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i32>,
        ///The files of the export, one entry for each node. May be null or empty while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<SlowlogLink>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::ExportStatus>,
    }
    ///Which nodes and files to export. Leave both lists out for all nodes.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowlogDownloadRequest {
        ///Names of the files to export, as an earlier answer gave them in `file_name`.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub file_name_list: ::std::vec::Vec<::std::string::String>,
        /**Ids of the nodes to export from; all nodes when left out or empty. A cluster offers its shard
nodes, a replica set and a single node all they have.
*/
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub node_id_list: ::std::vec::Vec<::std::string::String>,
    }
    ///The file of one node.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowlogLink {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_link: ::std::option::Option<crate::Link>,
        /**Name of the file made for download: usually project id, node id, the word slowlog, and the time
to the second.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        /**Size of the file in KB as a number in text, possibly with a fraction such as 12.75. Null while
pending.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_size: ::std::option::Option<::serde_json::Value>,
        /**Name of the node. The id of the node is no field of the answer; it is usually the second part of
`file_name`.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub node_name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::LinkStatus>,
        /**When the entry last changed, Unix milliseconds in UTC. The table of the page writes `update_at`;
other sources have `updated_at`. Read whichever is there; either may be absent or null while
pending.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub update_at: ::std::option::Option<i64>,
        /**The same time as `update_at`, under the name that the examples of the Open Telekom Cloud edition
and the Terraform provider use. An answer has one of the two.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated_at: ::std::option::Option<i64>,
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
#[derive(Clone, Debug)]
/**Client for Huawei Cloud DDS, log download

Version: 0.1.0*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::hooks::Inner,
}
impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::hooks::Inner) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::hooks::Inner,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<crate::hooks::Inner> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::hooks::Inner {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::hooks::Inner>,
    {}
};
#[allow(clippy::all)]
impl Client {
    /**Start an error log export, follow it, and get its links

Sent for the first time, the request starts an export. Sent again with the same body, it answers
with the state of that export, each node with a state of its own. Send it until `status` is FINISH;
then every entry of `list` has its `file_link`.

The body is a JSON object. Send `{}` for all nodes; a request without any body is not safe, as the
sources disagree on whether it may be left out.

Worth knowing:

- A link is good for 15 minutes after the entry was updated. After that the same request starts a
  new export and answers CREATING again. The URLs in published examples end sooner, 309 to 545
  seconds after the update, so read the query parameter `Expires` of the link.
- `file_name_list` takes names from an earlier answer of this very operation; no other operation
  lists them.
- One published run of the Terraform provider's test took 84 seconds for slow logs. Five seconds or
  more between two requests is a good start, with growing pauses after that.
- Permission: dds:instance:downloadErrorLog, which depends on dds:instance:list.


Sends a `POST` request to `/v3/{project_id}/instances/{instance_id}/errorlog-download`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and the suffix in02; do not rely on the suffix.

- `body`: Which nodes and files to export. An empty object stands for all.
*/
    pub async fn download_errorlog<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        body: &'a types::ErrorlogDownloadRequest,
    ) -> Result<ResponseValue<types::ErrorlogDownload>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances/{}/errorlog-download", self.baseurl, encode_path(&
            project_id.to_string()), encode_path(& instance_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "download_errorlog",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Start a slow log export, follow it, and get its links

Works like `DownloadErrorlog`, for the slow query logs. Sent for the first time, the request starts
an export. Sent again with the same body, it answers with the state of that export, each node with a
state of its own. Send it until `status` is FINISH; then every entry of `list` has its `file_link`.

The body is a JSON object. Send `{}` for all nodes; a request without any body is not safe, as the
sources disagree on whether it may be left out.

Worth knowing:

- In a cluster only the shard nodes have slow logs. In a replica set and a single node instance all
  nodes have them.
- A link is good for 15 minutes after the entry was updated. After that the same request starts a
  new export and answers CREATING again, with size and link null and, in the published example, the
  old names; no source says whether the new files keep them. The URLs in that example end sooner, 543
  to 558 seconds after the update, so read the query parameter `Expires` of the link.
- `file_name_list` takes names from an earlier answer of this very operation; no other operation
  lists them, and those of an error log are other files.
- One published run of the Terraform provider's test took 84 seconds. Five seconds or more between
  two requests is a good start, with growing pauses after that.
- Permission: dds:instance:downloadSlowLog, which depends on dds:instance:list.


Sends a `POST` request to `/v3/{project_id}/instances/{instance_id}/slowlog-download`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and the suffix in02; do not rely on the suffix.

- `body`: Which nodes and files to export. An empty object stands for all.
*/
    pub async fn download_slowlog<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        body: &'a types::SlowlogDownloadRequest,
    ) -> Result<ResponseValue<types::SlowlogDownload>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances/{}/slowlog-download", self.baseurl, encode_path(&
            project_id.to_string()), encode_path(& instance_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "download_slowlog",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List the audit logs of an instance

Lists the audit log files that cover a span of time, a page at a time. Nothing has to be prepared: a
file that is listed can be fetched, with a link from `ListAuditlogLinks`. An empty list is a good
answer and says that the span holds no log.

For paging, begin with offset 0 and go on in steps of the number of entries received, until
`total_record` entries have come or an answer is empty. A file that is written meanwhile may move the
others, so tell entries apart by their `id`.

Worth knowing:

- Start and end are both needed, and at most 30 days apart. For a longer time, ask several times.
- A plus sign in a time must be sent as %2B, as a bare plus in a query stands for a space.
- Audit logs are only written while the audit policy of the instance is switched on, and are kept for
  the number of days set there.
- In a cluster the mongos nodes write the audit logs, not the shards.
- RDS has an operation of the same name whose answer calls the list `auditlogs` and the start
  `begin_time`. The answer here has `audit_logs` and `start_time`.
- Permission: dds:instance:listAuditLog, which depends on dds:instance:list.


Sends a `GET` request to `/v3/{project_id}/instances/{instance_id}/auditlog`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and the suffix in02; do not rely on the suffix.

- `end_time`: End of the span, written like `start_time`, later than it by 30 days at most. Send the plus as %2B.

- `limit`: Most entries in one answer.
- `node_id`: Id of the node to list from. All nodes when left out.
- `offset`: Number of entries to pass over.
- `start_time`: Begin of the span, written yyyy-mm-ddThh:mm:ss with an offset such as +0800. Send the plus as %2B.

*/
    pub async fn list_auditlogs<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        end_time: &'a str,
        limit: Option<::std::num::NonZeroU32>,
        node_id: Option<&'a str>,
        offset: Option<i32>,
        start_time: &'a str,
    ) -> Result<ResponseValue<types::AuditlogList>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances/{}/auditlog", self.baseurl, encode_path(& project_id
            .to_string()), encode_path(& instance_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("end_time", &end_time))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("node_id", &node_id))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .query(&progenitor_client::QueryParam::new("start_time", &start_time))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_auditlogs",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Make the download links of audit logs

Answers with a link for each of the audit logs whose ids are in the request, 50 at most. For a new
link, send the request again.

Worth knowing:

- A link is good for 5 minutes; its query parameter `Expires`, where present, is the real end. Ask
  shortly before the download, not for a whole list in advance.
- The answer has links and nothing else. They come in the order of the ids as far as known, but no
  page promises that, nor says what becomes of an id that does not exist. To ask for one id at a time
  is the safe way.
- Permission: dds:instance:downloadAuditLog.


Sends a `POST` request to `/v3/{project_id}/instances/{instance_id}/auditlog-links`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and the suffix in02; do not rely on the suffix.

- `body`: The audit logs to make links for.
*/
    pub async fn list_auditlog_links<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        body: &'a types::AuditlogLinksRequest,
    ) -> Result<ResponseValue<types::AuditlogLinks>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances/{}/auditlog-links", self.baseurl, encode_path(&
            project_id.to_string()), encode_path(& instance_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "list_auditlog_links",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**List the instances of a project, with their nodes

Lists the instances of the project in this region, a page at a time, the latest first. Their ids and
those of their nodes are what the log operations ask for.

For paging, begin with offset 0 and go on in steps of the number of entries received, until an answer
is empty. Tell entries apart by their `id`.

The ids of nodes are two levels down, in `groups[].nodes[].id`:

- ReplicaSet: one group of the type replica, with a node for each member.
- Single: one group of the type single, with one node.
- Sharding: one group of the type mongos, one of the type shard for each shard, and one of the type
  config. Those of shards and of config have an id, a name and a status of their own.

Worth knowing:

- The error log of a cluster is on its mongos, shard and config nodes, the slow log on its shard
  nodes, the audit log on its mongos nodes. In the other modes every node may have all three.
- `name` of a node is the `node_name` in the answers of `DownloadErrorlog` and `DownloadSlowlog`,
  which have no field for the node's id.
- `groups` is a list by every table, and an object in one published example.
- The page's example counts 2 instances and shows 3, so rely on an empty page rather than the count.
- Permission: dds:instance:list.


Sends a `GET` request to `/v3/{project_id}/instances`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `datastore_type`: Edition of the database, in the words of `DatastoreType`. All editions when left out.
- `id`: Id of the one instance to show.
- `limit`: Most entries in one answer.
- `mode`: Kind of instance, in the words of `InstanceMode`. All kinds when left out.
- `name`: Name of the instance, as a whole; with an asterisk at the beginning, any name that has the rest in
it. The asterisk can't stand alone.

- `offset`: Number of entries to pass over.
- `subnet_id`: Id of the network of the subnet that the instance is in.
- `tags`: Tags that the instance has to have, written key=value and joined with commas, 20 at most. A key is
never empty and stands only once, a value may be empty.

- `vpc_id`: Id of the virtual private cloud that the instance is in.
*/
    pub async fn list_instances<'a>(
        &'a self,
        project_id: &'a str,
        datastore_type: Option<&'a str>,
        id: Option<&'a str>,
        limit: Option<::std::num::NonZeroU32>,
        mode: Option<&'a str>,
        name: Option<&'a str>,
        offset: Option<i32>,
        subnet_id: Option<&'a str>,
        tags: Option<&'a str>,
        vpc_id: Option<&'a str>,
    ) -> Result<ResponseValue<types::InstanceList>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances", self.baseurl, encode_path(& project_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(
                &progenitor_client::QueryParam::new("datastore_type", &datastore_type),
            )
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("mode", &mode))
            .query(&progenitor_client::QueryParam::new("name", &name))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .query(&progenitor_client::QueryParam::new("subnet_id", &subnet_id))
            .query(&progenitor_client::QueryParam::new("tags", &tags))
            .query(&progenitor_client::QueryParam::new("vpc_id", &vpc_id))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_instances",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
/// Adds the JSON schema of every type to a generator, under its name in the document; links are `Link`.
#[cfg(feature = "schemars")]
pub fn add_schemas(generator: &mut schemars::SchemaGenerator) {
    generator.subschema_for::<types::ErrorlogDownloadRequest>();
    generator.subschema_for::<types::ErrorlogDownload>();
    generator.subschema_for::<words::ExportStatus>();
    generator.subschema_for::<types::ErrorlogLink>();
    generator.subschema_for::<words::LinkStatus>();
    generator.subschema_for::<types::SlowlogDownloadRequest>();
    generator.subschema_for::<types::SlowlogDownload>();
    generator.subschema_for::<types::SlowlogLink>();
    generator.subschema_for::<types::AuditlogList>();
    generator.subschema_for::<types::Auditlog>();
    generator.subschema_for::<types::AuditlogLinksRequest>();
    generator.subschema_for::<types::AuditlogLinks>();
    generator.subschema_for::<types::InstanceList>();
    generator.subschema_for::<types::Instance>();
    generator.subschema_for::<words::InstanceStatus>();
    generator.subschema_for::<words::InstanceMode>();
    generator.subschema_for::<types::Datastore>();
    generator.subschema_for::<words::DatastoreType>();
    generator.subschema_for::<types::InstanceGroup>();
    generator.subschema_for::<types::GroupVolume>();
    generator.subschema_for::<words::GroupType>();
    generator.subschema_for::<words::GroupStatus>();
    generator.subschema_for::<types::InstanceNode>();
    generator.subschema_for::<words::NodeStatus>();
    generator.subschema_for::<words::NodeRole>();
    generator.subschema_for::<types::InstanceTag>();
    generator.subschema_for::<types::ErrorBody>();
    generator.subschema_for::<crate::Link>();
}
/// Words that the service answers with, open to ones that the document doesn't list.
pub mod words {
    /**State of the export as a whole. Compare without case.

- FINISH: the links have been made.
- CREATING: a file is being made and its link prepared.
- FAILED: log files could not be prepared.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum ExportStatus {
        ///`FINISH`
        Finish,
        ///`CREATING`
        Creating,
        ///`FAILED`
        Failed,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl ExportStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Finish => "FINISH",
                Self::Creating => "CREATING",
                Self::Failed => "FAILED",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for ExportStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "finish" => Self::Finish,
                "creating" => Self::Creating,
                "failed" => Self::Failed,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for ExportStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for ExportStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for ExportStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for ExportStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for ExportStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for ExportStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "ExportStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["FINISH", "CREATING",
                "FAILED"], }
            )
        }
    }
    /**State of one file. Compare without case.

- SUCCESS: the link has been made.
- EXPORTING: the file is being made and its link prepared.
- FAILED: the log file could not be prepared.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum LinkStatus {
        ///`SUCCESS`
        Success,
        ///`EXPORTING`
        Exporting,
        ///`FAILED`
        Failed,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl LinkStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Success => "SUCCESS",
                Self::Exporting => "EXPORTING",
                Self::Failed => "FAILED",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for LinkStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "success" => Self::Success,
                "exporting" => Self::Exporting,
                "failed" => Self::Failed,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for LinkStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for LinkStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for LinkStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for LinkStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for LinkStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for LinkStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "LinkStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["SUCCESS", "EXPORTING",
                "FAILED"], }
            )
        }
    }
    /**State of an instance. What it is being put through at the moment, a restart for instance, is not said
here.

- normal: at work.
- abnormal: not working as it should.
- creating: being created.
- frozen: stopped, because of its owner's account.
- data_disk_full: its storage is full.
- createfail: could not be created.
- enlargefail: nodes could not be added.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum InstanceStatus {
        ///`normal`
        Normal,
        ///`abnormal`
        Abnormal,
        ///`creating`
        Creating,
        ///`frozen`
        Frozen,
        ///`data_disk_full`
        DataDiskFull,
        ///`createfail`
        Createfail,
        ///`enlargefail`
        Enlargefail,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl InstanceStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Normal => "normal",
                Self::Abnormal => "abnormal",
                Self::Creating => "creating",
                Self::Frozen => "frozen",
                Self::DataDiskFull => "data_disk_full",
                Self::Createfail => "createfail",
                Self::Enlargefail => "enlargefail",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for InstanceStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "normal" => Self::Normal,
                "abnormal" => Self::Abnormal,
                "creating" => Self::Creating,
                "frozen" => Self::Frozen,
                "data_disk_full" => Self::DataDiskFull,
                "createfail" => Self::Createfail,
                "enlargefail" => Self::Enlargefail,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for InstanceStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for InstanceStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for InstanceStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for InstanceStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for InstanceStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for InstanceStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "InstanceStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["normal", "abnormal",
                "creating", "frozen", "data_disk_full", "createfail", "enlargefail"], }
            )
        }
    }
    /**Kind of instance.

- Sharding: a cluster of mongos, shard and config nodes.
- ReplicaSet: a replica set.
- Single: a single node.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum InstanceMode {
        ///`Sharding`
        Sharding,
        ///`ReplicaSet`
        ReplicaSet,
        ///`Single`
        Single,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl InstanceMode {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Sharding => "Sharding",
                Self::ReplicaSet => "ReplicaSet",
                Self::Single => "Single",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for InstanceMode {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "sharding" => Self::Sharding,
                "replicaset" => Self::ReplicaSet,
                "single" => Self::Single,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for InstanceMode {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for InstanceMode {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for InstanceMode {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for InstanceMode {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for InstanceMode {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for InstanceMode {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "InstanceMode".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["Sharding", "ReplicaSet",
                "Single"], }
            )
        }
    }
    /**Edition of the database.

- DDS-Community: the community edition.
- DDS-Enhanced: the enhanced edition; only the API definition knows it.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum DatastoreType {
        ///`DDS-Community`
        DdsCommunity,
        ///`DDS-Enhanced`
        DdsEnhanced,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl DatastoreType {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::DdsCommunity => "DDS-Community",
                Self::DdsEnhanced => "DDS-Enhanced",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for DatastoreType {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "dds-community" => Self::DdsCommunity,
                "dds-enhanced" => Self::DdsEnhanced,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for DatastoreType {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for DatastoreType {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for DatastoreType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for DatastoreType {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for DatastoreType {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for DatastoreType {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "DatastoreType".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["DDS-Community",
                "DDS-Enhanced"], }
            )
        }
    }
    /**What the nodes of a group do.

- mongos: route the queries of a cluster.
- shard: hold a part of the data of a cluster.
- config: hold the configuration of a cluster.
- replica: are the members of a replica set.
- single: is the node of a single node instance.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum GroupType {
        ///`mongos`
        Mongos,
        ///`shard`
        Shard,
        ///`config`
        Config,
        ///`replica`
        Replica,
        ///`single`
        Single,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl GroupType {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Mongos => "mongos",
                Self::Shard => "shard",
                Self::Config => "config",
                Self::Replica => "replica",
                Self::Single => "single",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for GroupType {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "mongos" => Self::Mongos,
                "shard" => Self::Shard,
                "config" => Self::Config,
                "replica" => Self::Replica,
                "single" => Self::Single,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for GroupType {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for GroupType {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for GroupType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for GroupType {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for GroupType {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for GroupType {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "GroupType".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["mongos", "shard", "config",
                "replica", "single"], }
            )
        }
    }
    /**State of a group. Absent unless the type is shard or config. No page gives a range; examples only have
one word.

- normal: at work.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum GroupStatus {
        ///`normal`
        Normal,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl GroupStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Normal => "normal",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for GroupStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "normal" => Self::Normal,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for GroupStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for GroupStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for GroupStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for GroupStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for GroupStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for GroupStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "GroupStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["normal"], }
            )
        }
    }
    /**State of a node, and what it is being put through. The range is that of the Open Telekom Cloud edition.

- normal: at work.
- abnormal: not working as it should.
- backup: being backed up.
- frozen: stopped, because of its owner's account.
- unfrozen: being started again after that.
- restore_table: databases or tables are being restored.
- reboot: being restarted.
- upgrade_database: being upgraded.
- resize_flavor: being given another size.
- resize_volume: being given more storage.
- restore: being restored.
- bind_eip: being given a public address.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum NodeStatus {
        ///`normal`
        Normal,
        ///`abnormal`
        Abnormal,
        ///`backup`
        Backup,
        ///`frozen`
        Frozen,
        ///`unfrozen`
        Unfrozen,
        ///`restore_table`
        RestoreTable,
        ///`reboot`
        Reboot,
        ///`upgrade_database`
        UpgradeDatabase,
        ///`resize_flavor`
        ResizeFlavor,
        ///`resize_volume`
        ResizeVolume,
        ///`restore`
        Restore,
        ///`bind_eip`
        BindEip,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl NodeStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Normal => "normal",
                Self::Abnormal => "abnormal",
                Self::Backup => "backup",
                Self::Frozen => "frozen",
                Self::Unfrozen => "unfrozen",
                Self::RestoreTable => "restore_table",
                Self::Reboot => "reboot",
                Self::UpgradeDatabase => "upgrade_database",
                Self::ResizeFlavor => "resize_flavor",
                Self::ResizeVolume => "resize_volume",
                Self::Restore => "restore",
                Self::BindEip => "bind_eip",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for NodeStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "normal" => Self::Normal,
                "abnormal" => Self::Abnormal,
                "backup" => Self::Backup,
                "frozen" => Self::Frozen,
                "unfrozen" => Self::Unfrozen,
                "restore_table" => Self::RestoreTable,
                "reboot" => Self::Reboot,
                "upgrade_database" => Self::UpgradeDatabase,
                "resize_flavor" => Self::ResizeFlavor,
                "resize_volume" => Self::ResizeVolume,
                "restore" => Self::Restore,
                "bind_eip" => Self::BindEip,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for NodeStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for NodeStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for NodeStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for NodeStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for NodeStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for NodeStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "NodeStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["normal", "abnormal",
                "backup", "frozen", "unfrozen", "restore_table", "reboot",
                "upgrade_database", "resize_flavor", "resize_volume", "restore",
                "bind_eip"], }
            )
        }
    }
    /**Role of a node in its group.

- master: a mongos node.
- Primary: the primary of a shard, of config or of a replica set, or a single node.
- Secondary: a secondary of a shard, of config or of a replica set.
- Hidden: the hidden node of a shard, of config or of a replica set.
- unknown: the node is abnormal.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum NodeRole {
        ///`master`
        Master,
        ///`Primary`
        Primary,
        ///`Secondary`
        Secondary,
        ///`Hidden`
        Hidden,
        ///`unknown`
        WordUnknown,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl NodeRole {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Master => "master",
                Self::Primary => "Primary",
                Self::Secondary => "Secondary",
                Self::Hidden => "Hidden",
                Self::WordUnknown => "unknown",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for NodeRole {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "master" => Self::Master,
                "primary" => Self::Primary,
                "secondary" => Self::Secondary,
                "hidden" => Self::Hidden,
                "unknown" => Self::WordUnknown,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for NodeRole {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for NodeRole {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for NodeRole {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for NodeRole {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for NodeRole {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for NodeRole {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "NodeRole".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["master", "Primary",
                "Secondary", "Hidden", "unknown"], }
            )
        }
    }
}
/// How the service's log jobs are started, followed and downloaded.
pub mod jobs {
    use crate::log_job;
    /// Every job of this service.
    pub static ALL: &[&log_job::LogJob] = &[&ERROR_LOG, &SLOW_LOG, &AUDIT_LOG];
    ///The job `error-log`, started by `DownloadErrorlog`.
    pub static ERROR_LOG: log_job::LogJob = log_job::LogJob {
        service: "dds",
        name: "error-log",
        start: "DownloadErrorlog",
        repeatable: true,
        poll: log_job::Call {
            operation: "DownloadErrorlog",
            parameters: &[],
        },
        answer: Some(log_job::Answer {
            status: "/status",
            words: log_job::Words {
                pending: &["CREATING"],
                succeeded: &["FINISH"],
                failed: &["FAILED"],
            },
            percentage: None,
        }),
        items: Some(log_job::Items {
            list: "/list",
            key: "/node_name",
            name: Some("/file_name"),
            status: Some("/status"),
            words: log_job::Words {
                pending: &["EXPORTING"],
                succeeded: &["SUCCESS"],
                failed: &["FAILED"],
            },
            new_only: false,
        }),
        download: log_job::Call {
            operation: "DownloadErrorlog",
            parameters: &[],
        },
        hands_out: log_job::Download::Link {
            link: "/file_link",
            expires: Some("Expires"),
            lifetime_s: Some(900u32),
        },
    };
    ///The job `slow-log`, started by `DownloadSlowlog`.
    pub static SLOW_LOG: log_job::LogJob = log_job::LogJob {
        service: "dds",
        name: "slow-log",
        start: "DownloadSlowlog",
        repeatable: true,
        poll: log_job::Call {
            operation: "DownloadSlowlog",
            parameters: &[],
        },
        answer: Some(log_job::Answer {
            status: "/status",
            words: log_job::Words {
                pending: &["CREATING"],
                succeeded: &["FINISH"],
                failed: &["FAILED"],
            },
            percentage: None,
        }),
        items: Some(log_job::Items {
            list: "/list",
            key: "/node_name",
            name: Some("/file_name"),
            status: Some("/status"),
            words: log_job::Words {
                pending: &["EXPORTING"],
                succeeded: &["SUCCESS"],
                failed: &["FAILED"],
            },
            new_only: false,
        }),
        download: log_job::Call {
            operation: "DownloadSlowlog",
            parameters: &[],
        },
        hands_out: log_job::Download::Link {
            link: "/file_link",
            expires: Some("Expires"),
            lifetime_s: Some(900u32),
        },
    };
    ///The job `audit-log`, started by `ListAuditlogs`.
    pub static AUDIT_LOG: log_job::LogJob = log_job::LogJob {
        service: "dds",
        name: "audit-log",
        start: "ListAuditlogs",
        repeatable: true,
        poll: log_job::Call {
            operation: "ListAuditlogs",
            parameters: &[],
        },
        answer: None,
        items: Some(log_job::Items {
            list: "/audit_logs",
            key: "/id",
            name: Some("/name"),
            status: None,
            words: log_job::Words {
                pending: &[],
                succeeded: &[],
                failed: &[],
            },
            new_only: false,
        }),
        download: log_job::Call {
            operation: "ListAuditlogLinks",
            parameters: &[("ids", "$item#/id")],
        },
        hands_out: log_job::Download::Link {
            link: "/links/0",
            expires: Some("Expires"),
            lifetime_s: Some(300u32),
        },
    };
}
/// The operations of this service, with what may be sent again and how lists come in pages.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[
        &DOWNLOAD_ERRORLOG,
        &DOWNLOAD_SLOWLOG,
        &LIST_AUDITLOGS,
        &LIST_AUDITLOG_LINKS,
        &LIST_INSTANCES,
    ];
    ///The operation `DownloadErrorlog`.
    pub static DOWNLOAD_ERRORLOG: operation::Operation = operation::Operation {
        service: "dds",
        id: "DownloadErrorlog",
        repeatable: true,
        pages: None,
    };
    ///The operation `DownloadSlowlog`.
    pub static DOWNLOAD_SLOWLOG: operation::Operation = operation::Operation {
        service: "dds",
        id: "DownloadSlowlog",
        repeatable: true,
        pages: None,
    };
    ///The operation `ListAuditlogs`.
    pub static LIST_AUDITLOGS: operation::Operation = operation::Operation {
        service: "dds",
        id: "ListAuditlogs",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/audit_logs",
            key: "/id",
            total: Some("/total_record"),
            next: None,
            most: 100u32,
        }),
    };
    ///The operation `ListAuditlogLinks`.
    pub static LIST_AUDITLOG_LINKS: operation::Operation = operation::Operation {
        service: "dds",
        id: "ListAuditlogLinks",
        repeatable: true,
        pages: None,
    };
    ///The operation `ListInstances`.
    pub static LIST_INSTANCES: operation::Operation = operation::Operation {
        service: "dds",
        id: "ListInstances",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/instances",
            key: "/id",
            total: None,
            next: None,
            most: 100u32,
        }),
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = None;
