// Generated from openapi/rds.yaml by `cargo xtask generate`. Do not edit: change the document and run it again.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///One audit log file.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Auditlog {
        ///Begin of what the file covers, yyyy-mm-ddThh:mm:ss with an offset such as +0800.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub begin_time: ::std::option::Option<::std::string::String>,
        ///End of what the file covers, written like `begin_time`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_time: ::std::option::Option<::std::string::String>,
        ///Id of the file, wanted by `ShowAuditlogDownloadLink`. For SQL Server its file name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        /**Name of the file. In the example of the newer page it is a path in the store, with slashes; keep
only what follows the last one.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        /**Size of the file in KB, with a fraction. The pages call it a whole number, the SDK and the page's
own example do not.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<f64>,
    }
    ///The links of the files that were asked for.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AuditlogLinks {
        ///The links, as far as known in the order of the ids in the request. Valid for 5 minutes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub links: ::std::option::Option<::std::vec::Vec<crate::Link>>,
    }
    ///The audit log files to make links for.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct AuditlogLinksRequest {
        ///Ids of the files from `ListAuditlogs`, 50 at most. One at a time is the safe way.
        pub ids: ::std::vec::Vec<::std::string::String>,
    }
    ///One page of the audit log files of a span of time.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct AuditlogList {
        ///The files of this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub auditlogs: ::std::option::Option<::std::vec::Vec<Auditlog>>,
        ///Number of files in all pages.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_record: ::std::option::Option<i32>,
    }
    ///Engine of an instance and its version.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Datastore {
        ///Version to the last part, for MySQL and PostgreSQL. Otherwise absent or null.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub complete_version: ::std::option::Option<::std::string::String>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::rds::words::DatastoreType>,
        ///Version of the engine, such as 14, 8.0 or 2022_SE.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub version: ::std::option::Option<::std::string::String>,
    }
    ///What went wrong. A gateway adds `request_id`; the service itself leaves it out.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ErrorBody {
        ///The code in errors as version 1 of the API writes them, instead of `error_code`.
        #[serde(
            rename = "errCode",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub err_code: ::std::option::Option<::std::string::String>,
        /**Code of the error: DBS and six digits from the service, APIGW (APIG on older gateways) and four
digits from the gateway.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<::std::string::String>,
        ///What happened, for people. The wording may change.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_msg: ::std::option::Option<::std::string::String>,
        ///The message beside `errCode`, instead of `error_msg`.
        #[serde(
            rename = "externalMessage",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub external_message: ::std::option::Option<::std::string::String>,
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
        ///The files of the export, one entry each. May be null or empty while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<ErrorlogLink>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::ExportStatus>,
    }
    ///One file of the export.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ErrorlogLink {
        ///When the file was made or begun, Unix milliseconds in UTC.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub create_at: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_link: ::std::option::Option<crate::Link>,
        /**Name of the file made for download: an id, the words errorlog_download, and the time in UTC to
the millisecond.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        /**Size of the file as a number in text. Absent while pending. The unit is disputed: the page
names none, the Open Telekom Cloud edition says bytes, the Terraform provider says KB. Trust
the `Content-Length` of the download.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_size: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::LinkStatus>,
        ///When the entry last changed, Unix milliseconds in UTC. Absent while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub update_at: ::std::option::Option<i64>,
        ///Id of the task that makes this file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub workflow_id: ::std::option::Option<::std::string::String>,
    }
    /**One instance, with what helps to collect its logs. The service sends more, such as size, volume,
backup strategy, security group, domain names and billing.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Instance {
        ///Remark of its owner about the instance. Absent, null or empty where there is none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub alias: ::std::option::Option<::std::string::String>,
        /**When the instance was created, written yyyy-mm-ddThh:mm:ss with an offset such as +0000. Empty
while it is being created.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub datastore: ::std::option::Option<Datastore>,
        /**Id of the enterprise project that the instance belongs to; "0" is the default one. Absent or
null for users without such projects.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enterprise_project_id: ::std::option::Option<::std::string::String>,
        ///Id of the instance, the `instance_id` of the other operations.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name that its owner gave the instance. Not unique.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///The nodes of the instance, two for primary and standby.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub nodes: ::std::option::Option<::std::vec::Vec<Node>>,
        ///Port that the database listens on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub port: ::std::option::Option<i32>,
        /**Addresses of the instance in its private cloud; none while it is being created. The page speaks
of an empty text then, the Terraform provider reads a list at all times.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub private_ips: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Public addresses of the instance; empty where it has none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub public_ips: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        ///Region that the instance is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub region: ::std::option::Option<::std::string::String>,
        ///The primary of a read replica, or the read replicas of a primary.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub related_instance: ::std::option::Option<::std::vec::Vec<RelatedInstance>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::InstanceStatus>,
        ///Id of the subnet that the instance is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub subnet_id: ::std::option::Option<::std::string::String>,
        ///Tags that its owner gave the instance; empty where there are none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::std::vec::Vec<Tag>>,
        ///Time zone of the database, such as UTC+08:00; may be empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub time_zone: ::std::option::Option<::std::string::String>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::rds::words::InstanceType>,
        ///When the instance last changed, like `created`. Empty while it is being created.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated: ::std::option::Option<::std::string::String>,
        ///Id of the virtual private cloud that the instance is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vpc_id: ::std::option::Option<::std::string::String>,
    }
    ///One page of the instances of a project.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct InstanceList {
        ///The instances of this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instances: ::std::option::Option<::std::vec::Vec<Instance>>,
        ///Number of instances in all pages.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_count: ::std::option::Option<i32>,
    }
    ///One task of the service.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Job {
        ///When the task began, written yyyy-mm-ddThh:mm:ss with an offset such as +0000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created: ::std::option::Option<::std::string::String>,
        ///When the task ended, written like `created`. Absent while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ended: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub entities: ::std::option::Option<JobEntities>,
        ///Why the task failed; only there when it did.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub fail_reason: ::std::option::Option<::std::string::String>,
        ///Id of the task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance: ::std::option::Option<JobInstance>,
        ///Kind of task, a name such as CreateMysqlSingleHAInstance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        /**Progress with a percent sign while the task is running; afterwards the empty string, or 100%.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub process: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::JobStatus>,
    }
    ///Details that depend on the kind of task, with no fixed fields.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct JobEntities(
        pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    );
    impl ::std::ops::Deref for JobEntities {
        type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
        fn deref(
            &self,
        ) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
            &self.0
        }
    }
    impl ::std::convert::From<JobEntities>
    for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
        fn from(value: JobEntities) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    > for JobEntities {
        fn from(
            value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ) -> Self {
            Self(value)
        }
    }
    ///Answer of the task lookup.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct JobInfo {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job: ::std::option::Option<Job>,
    }
    ///The instance a task works on.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct JobInstance {
        ///Id of the instance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name that its owner gave the instance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    ///One node of an instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Node {
        ///Availability zone that the node is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub availability_zone: ::std::option::Option<::std::string::String>,
        ///Id of the node.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name of the node.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub role: ::std::option::Option<crate::rds::words::NodeRole>,
        ///State of the node. No page gives a range; ACTIVE is in the examples.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<::std::string::String>,
    }
    ///An instance that another one replicates from or to.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RelatedInstance {
        ///Id of the related instance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::rds::words::RelatedInstanceType>,
    }
    ///One slow log file of a SQL Server instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowLogFile {
        ///Name of the file, wanted by `DownloadSlowlog`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        ///Size of the file in bytes, as a number in text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_size: ::std::option::Option<::serde_json::Value>,
    }
    ///One page of the slow log files of a SQL Server instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowLogFileList {
        ///The files of this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<SlowLogFile>>,
        ///Number of files in all pages.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_count: ::std::option::Option<i32>,
    }
    /**State of a slow log export. No field is guaranteed; a pending answer may leave any of them out.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowlogDownload {
        ///Number of links in `list`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i32>,
        ///The files of the export, one entry each. May be null or empty while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<SlowlogLink>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::ExportStatus>,
    }
    /**Which slow log to export. Nothing is needed for MySQL and PostgreSQL in most regions, so send `{}`.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowlogDownloadRequest {
        /**Name of the file to export, from `ListSlowLogFile`. SQL Server needs it, the other engines do not.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        /**Only for the regions my-kualalumpur-1 and tr-central-201, which need it: any UUID in the first
request, in the second one the `workflow_id` of the first answer. Leave it out elsewhere.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub request_id: ::std::option::Option<::std::string::String>,
    }
    ///One file of the export.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SlowlogLink {
        ///When the file was made or begun, Unix milliseconds in UTC.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub create_at: ::std::option::Option<i64>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_link: ::std::option::Option<crate::Link>,
        /**Name of the file made for download: an id, the words slowlog_download, and the time in UTC to the
millisecond.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        /**Size of the file as a number in text. Absent while pending. In KB by the newer page and the
Terraform provider; older pages name no unit. Trust the `Content-Length` of the download.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_size: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::LinkStatus>,
        ///When the entry last changed, Unix milliseconds in UTC. Absent while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub update_at: ::std::option::Option<i64>,
        ///Id of the task that makes this file. Always empty for MySQL.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub workflow_id: ::std::option::Option<::std::string::String>,
    }
    ///A tag of an instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Tag {
        ///Key of the tag.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        ///Value of the tag; may be empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
    }
    ///State of the export of an extended event log file, without a word for the export itself.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct XelLogDownload {
        ///Number of entries in `list`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i32>,
        /**The file that was asked for. Should there be others, it is the one with the `file_name` of the
request. Take null or an empty list as pending.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<XelLogLink>>,
    }
    ///The extended event log file to export.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct XelLogDownloadRequest {
        /**Name of the file, from `ListXellogFiles`: letters, digits and underscores, and .xel at the end.
*/
        pub file_name: ::std::string::String,
    }
    ///One extended event log file of a SQL Server instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct XelLogFile {
        ///Name of the file, wanted by `CreateXelLogDownload`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        ///Size of the file in KB, as a number in text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_size: ::std::option::Option<::serde_json::Value>,
    }
    ///One page of the extended event log files of a SQL Server instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct XelLogFileList {
        /**Number of files in all pages by the page, just a number of files in the SDK. Do not end a list
by it.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i32>,
        ///The files of this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<XelLogFile>>,
    }
    ///One file and its link.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct XelLogLink {
        /**When the file was made or begun, written yyyy-mm-ddThh:mm:ss with an offset such as +0000. The API
definition gives another form, yyyy-MM-dd hh:mm:ss, which no example has.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub create_at: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_link: ::std::option::Option<crate::Link>,
        ///Name of the file, the same as in the request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        /**Size of the file in KB, as a number in text. "0" while pending, and in the page's example of a
ready file too. Trust the `Content-Length` of the download.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_size: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::XelLogStatus>,
        ///When the entry last changed, written like `create_at`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub update_at: ::std::option::Option<::std::string::String>,
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
/**Client for Huawei Cloud RDS, log download

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

Sent for the first time, the request starts an export. Sent again, it answers with the state of
that export. Send it until `status` is FINISH; then every entry of `list` has its `file_link`. That no
second export starts meanwhile is inferred: the page says to repeat the call, and no more.

The request has no body. An empty body sent with `Content-Type: application/json` is fine, as the
official clients do that.

Worth knowing:

- The instance has to be working properly.
- The Chinese edition of the page asks for a low polling rate. Five seconds or more between two
  requests is a good start, with growing pauses after that.
- The tables write FINISH, the page's own example writes "finish". Compare without case.
- The page also offers a task lookup by `workflow_id`; see `ListJobInfo` for why it is of little
  use here.
- How long a link lives is not stated. The query parameter `Expires` of the link tells; in the
  page's example it lies 208 seconds after `update_at`.
- No permission of its own is needed when identity policies are used.


Sends a `POST` request to `/v3/{project_id}/instances/{instance_id}/errorlog-download`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and a suffix, in03 for PostgreSQL in most places and in01
on the error log page; do not rely on the suffix.

*/
    pub async fn download_errorlog<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
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
    /**Look up a task by its id

Answers with the state of one task of the last month. The error log page suggests this lookup with
the `workflow_id` of the first answer.

Do not wait with it. The documented kinds of task (creating and resizing instances, failover,
restore and the like) leave log export out, so a 404 for a `workflow_id` has to be expected and says
nothing about the export. `DownloadErrorlog` itself is what to poll. A new id may also take some
seconds to be visible here.

Another operation, `POST …/instances/{instance_id}/task-center-detail`, also takes a `workflow_id`, but
wants a `workflow_name` too, which no export answers. It is not in this document.


Sends a `GET` request to `/v3/{project_id}/jobs`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `id`: Id of the task; here the `workflow_id` of an entry in the answer of `DownloadErrorlog`.
*/
    pub async fn list_job_info<'a>(
        &'a self,
        project_id: &'a str,
        id: &'a str,
    ) -> Result<ResponseValue<types::JobInfo>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/jobs", self.baseurl, encode_path(& project_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("id", &id))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_job_info",
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

Works as `DownloadErrorlog` does, for the log of slow queries: the first request starts an export,
each further one with the same body tells how far it is. Send it until `status` is FINISH; then
every entry of `list` has its `file_link`.

The body is a JSON object. MySQL and PostgreSQL want `{}`. SQL Server wants the `file_name` of the
file to fetch, which `ListSlowLogFile` gives.

Worth knowing:

- The export holds the log of the primary node only.
- A link is good for 5 minutes. Its query parameter `Expires`, where present, is the real end.
- A pending entry has no `file_size`, `file_link` or `update_at` at all.
- For MySQL `workflow_id` is always the empty string. Tell entries apart by `file_name` then.
- The regions my-kualalumpur-1 and tr-central-201 have an older edition of this operation, which
  wants a `request_id`: any UUID in the first request, and in the second one the `workflow_id` of
  the first answer. As the body changes there, the extension `x-log-job` below does not drive it.
- An engine without slow log export is refused with 400 and the code DBS.280343.
- Permission: rds:log:download.


Sends a `POST` request to `/v3/{project_id}/instances/{instance_id}/slowlog-download`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and a suffix, in03 for PostgreSQL in most places and in01
on the error log page; do not rely on the suffix.

- `body`: Which file to export. An empty object does for all engines but SQL Server.
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
    /**List the slow log files of a SQL Server instance

Answers with the files that `DownloadSlowlog` takes as `file_name`, a page at a time. Only for SQL
Server; the other engines need no name.

Worth knowing:

- A page has 10 files if `limit` is left out. Go on in steps of the number of files received, until
  `total_count` is reached or a page is empty.
- The size is in bytes here, but in KB in the answers of the exports and for extended event logs.
- Permission: rds:log:getSlowLogs.


Sends a `GET` request to `/v3/{project_id}/instances/{instance_id}/slowlog-files`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and a suffix, in03 for PostgreSQL in most places and in01
on the error log page; do not rely on the suffix.

- `limit`: Most files in one answer.
- `offset`: Number of entries to pass over.
*/
    pub async fn list_slow_log_file<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        limit: Option<::std::num::NonZeroU32>,
        offset: Option<i32>,
    ) -> Result<ResponseValue<types::SlowLogFileList>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances/{}/slowlog-files", self.baseurl, encode_path(& project_id
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
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_slow_log_file",
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
    /**List the audit log files of a span of time

Answers with the audit log files of the span, a page at a time. They exist already, so there
is nothing to wait for: read all pages once, then ask `ShowAuditlogDownloadLink` for the link of each.
An empty list is a good answer, and the normal one where audit logging is switched off.

Worth knowing:

- All four query parameters have to be sent. The span may have 30 days at most.
- The plus of an offset such as +0800 has to be sent as %2B. A plus as it is means a space.
- Go on in steps of the number of files received, until `total_record` is reached or a page is empty.
- Sources disagree on the engines: MySQL only, MySQL and PostgreSQL, or SQL Server as well, whose
  ids are file names.
- In newer answers `name` is the path of the file in the store. Keep only what follows the last slash.
- Permission: rds:auditlog:list.


Sends a `GET` request to `/v3/{project_id}/instances/{instance_id}/auditlog`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and a suffix, in03 for PostgreSQL in most places and in01
on the error log page; do not rely on the suffix.

- `end_time`: End of the span, written like `start_time`, later than it, and by 30 days at most.

- `limit`: Most entries in one answer.
- `offset`: Number of entries to pass over, 0 for the first page.
- `start_time`: Begin of the span, written yyyy-mm-ddThh:mm:ss with an offset such as +0800. Its plus is %2B in
the URL.

*/
    pub async fn list_auditlogs<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        end_time: &'a str,
        limit: ::std::num::NonZeroU32,
        offset: i32,
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

Answers with a link for each id of the body, which `ListAuditlogs` gives. For a new link, send the
request again.

Worth knowing:

- The answer names no ids. As far as known the links come in the order of the ids, but no source says
  so, nor what happens to an id that is gone. Asking for one id at a time is the safe way.
- A link is good for 5 minutes, so make it when the download is about to begin. Its query parameter
  `Expires`, where present, is the real end.
- The page offers this for MySQL and PostgreSQL; older editions for MySQL only.
- Permission: rds:auditlog:download.


Sends a `POST` request to `/v3/{project_id}/instances/{instance_id}/auditlog-links`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and a suffix, in03 for PostgreSQL in most places and in01
on the error log page; do not rely on the suffix.

- `body`: The files to make links for.
*/
    pub async fn show_auditlog_download_link<'a>(
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
            operation_id: "show_auditlog_download_link",
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
    /**List the extended event log files of a SQL Server instance

Answers with the files that `CreateXelLogDownload` takes as `file_name`, a page at a time. Only for
SQL Server.

Worth knowing:

- A page has 10 files if `limit` is left out. Go on in steps of the number of files received, until a
  page is empty.
- Don't stop by `count`: it is the number of all files by the page, in the SDK just a number of files,
  so it may turn out to be that of the current page.
- The size is in KB here, in bytes for slow logs.
- Permission: rds:log:getErrorLogs, as the page has it.


Sends a `GET` request to `/v3/{project_id}/instances/{instance_id}/xellog-files`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and a suffix, in03 for PostgreSQL in most places and in01
on the error log page; do not rely on the suffix.

- `limit`: Most files in one answer.
- `offset`: Number of entries to pass over.
*/
    pub async fn list_xellog_files<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        limit: Option<::std::num::NonZeroU32>,
        offset: Option<i32>,
    ) -> Result<ResponseValue<types::XelLogFileList>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances/{}/xellog-files", self.baseurl, encode_path(& project_id
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
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_xellog_files",
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
    /**Start the export of an extended event log, follow it, and get its link

Sent for the first time, the request has the file made ready. Sent again with the same body, it
answers with the state of that file, and with its `file_link` once it exists. Only for SQL Server.

Worth knowing:

- There is no word for the export as a whole, only that of the entry. The examples list the file that
  was asked for and no other.
- The table of words has FINISH for a ready file, the page's own example and the Terraform provider
  have SUCCESS. Take both.
- Times are text with an offset here, not Unix milliseconds as in the other exports.
- An entry has no id of a task.
- How long a link lives is not stated. The query parameter `Expires` of the link tells.
- Permission: rds:log:download.


Sends a `POST` request to `/v3/{project_id}/instances/{instance_id}/xellog-download`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the instance. 32 hexadecimal digits and a suffix, in03 for PostgreSQL in most places and in01
on the error log page; do not rely on the suffix.

- `body`: The file to export.
*/
    pub async fn create_xel_log_download<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        body: &'a types::XelLogDownloadRequest,
    ) -> Result<ResponseValue<types::XelLogDownload>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v3/{}/instances/{}/xellog-download", self.baseurl, encode_path(&
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
            operation_id: "create_xel_log_download",
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
    /**List the instances of a project

Answers with the instances of the project in the region, a page at a time. Their `id` is the
`instance_id` of every other operation here, and `datastore` tells which logs there are: error logs
for PostgreSQL, slow logs for PostgreSQL, MySQL and SQL Server, audit logs for MySQL and PostgreSQL,
extended event logs for SQL Server.

Worth knowing:

- A read replica is an instance of its own. `related_instance` leads to its primary.
- While an instance is being created, `created` and `updated` are empty texts.
- Go on in steps of the number of instances received, until `total_count` is reached or a page is
  empty.
- Filters are joined with and. What they match has to match in full, except that a leading asterisk in
  `id` and `name` asks for a part.
- Permission: rds:instance:list. The page for Flexus instances asks for rds:instance:listAll, which
  depends on it.


Sends a `GET` request to `/v3/{project_id}/instances`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `datastore_type`: Engine, in exactly this spelling.
- `eps_id`: Id of the enterprise project that the instance belongs to.
- `group_type`: Send flexus to list Flexus instances; leave it out otherwise.
- `id`: Id of the instance. With a leading asterisk, a part of it; an asterisk alone is refused.

- `limit`: Most entries in one answer.
- `name`: Name of the instance. With a leading asterisk, a part of it; an asterisk alone is refused.

- `offset`: Number of entries to pass over.
- `subnet_id`: Id of the subnet that the instance is in.
- `tags`: Tags that the instance has, written key=value and joined with commas, 10 at most. A key without a
value matches any value. A key has at most 127 characters, a value 255.

- `type_`: Kind of instance, Single, Ha or Replica; see `type` in the answer.
- `vpc_id`: Id of the virtual private cloud that the instance is in.
*/
    pub async fn list_instances<'a>(
        &'a self,
        project_id: &'a str,
        datastore_type: Option<&'a str>,
        eps_id: Option<&'a str>,
        group_type: Option<&'a str>,
        id: Option<&'a str>,
        limit: Option<::std::num::NonZeroU32>,
        name: Option<&'a str>,
        offset: Option<i32>,
        subnet_id: Option<&'a str>,
        tags: Option<&'a str>,
        type_: Option<&'a str>,
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
            .query(&progenitor_client::QueryParam::new("eps_id", &eps_id))
            .query(&progenitor_client::QueryParam::new("group_type", &group_type))
            .query(&progenitor_client::QueryParam::new("id", &id))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("name", &name))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .query(&progenitor_client::QueryParam::new("subnet_id", &subnet_id))
            .query(&progenitor_client::QueryParam::new("tags", &tags))
            .query(&progenitor_client::QueryParam::new("type", &type_))
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
    generator.subschema_for::<types::ErrorlogDownload>();
    generator.subschema_for::<words::ExportStatus>();
    generator.subschema_for::<types::ErrorlogLink>();
    generator.subschema_for::<words::LinkStatus>();
    generator.subschema_for::<types::SlowlogDownloadRequest>();
    generator.subschema_for::<types::SlowlogDownload>();
    generator.subschema_for::<types::SlowlogLink>();
    generator.subschema_for::<types::SlowLogFileList>();
    generator.subschema_for::<types::SlowLogFile>();
    generator.subschema_for::<types::AuditlogList>();
    generator.subschema_for::<types::Auditlog>();
    generator.subschema_for::<types::AuditlogLinksRequest>();
    generator.subschema_for::<types::AuditlogLinks>();
    generator.subschema_for::<types::XelLogFileList>();
    generator.subschema_for::<types::XelLogFile>();
    generator.subschema_for::<types::XelLogDownloadRequest>();
    generator.subschema_for::<types::XelLogDownload>();
    generator.subschema_for::<types::XelLogLink>();
    generator.subschema_for::<words::XelLogStatus>();
    generator.subschema_for::<types::InstanceList>();
    generator.subschema_for::<types::Instance>();
    generator.subschema_for::<words::InstanceStatus>();
    generator.subschema_for::<words::InstanceType>();
    generator.subschema_for::<types::Datastore>();
    generator.subschema_for::<words::DatastoreType>();
    generator.subschema_for::<types::Node>();
    generator.subschema_for::<words::NodeRole>();
    generator.subschema_for::<types::RelatedInstance>();
    generator.subschema_for::<words::RelatedInstanceType>();
    generator.subschema_for::<types::Tag>();
    generator.subschema_for::<types::JobInfo>();
    generator.subschema_for::<types::Job>();
    generator.subschema_for::<words::JobStatus>();
    generator.subschema_for::<types::JobInstance>();
    generator.subschema_for::<types::JobEntities>();
    generator.subschema_for::<types::ErrorBody>();
    generator.subschema_for::<crate::Link>();
}
/// Words that the service answers with, open to ones that the document doesn't list.
pub mod words {
    /**State of the export as a whole. Compare without case: the error log page's example spells it "finish".

- FINISH: the links have been made.
- CREATING: a file is being made and its link prepared.
- FAILED: the log file could not be prepared.*/
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
    /**State of one file. The error log page gives no range and its example has no such field, so it may be
absent in an entry that is ready; then the status of the answer counts. The words are those of the
slow log page; for error logs the Open Telekom Cloud edition has SUCCESS and FAILED, the Terraform
provider EXPORTING. Compare without case: "success" has been seen.

- SUCCESS: the link has been made.
- EXPORTING: the file is being made.
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
    /**State of one extended event log file. The page's table has FINISH, its example SUCCESS, and the
Terraform provider waits for SUCCESS. Compare without case.

- FINISH: the link has been made.
- SUCCESS: the same.
- EXPORTING: the file is being made.
- FAILED: the file could not be prepared.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum XelLogStatus {
        ///`FINISH`
        Finish,
        ///`SUCCESS`
        Success,
        ///`EXPORTING`
        Exporting,
        ///`FAILED`
        Failed,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl XelLogStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Finish => "FINISH",
                Self::Success => "SUCCESS",
                Self::Exporting => "EXPORTING",
                Self::Failed => "FAILED",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for XelLogStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "finish" => Self::Finish,
                "success" => Self::Success,
                "exporting" => Self::Exporting,
                "failed" => Self::Failed,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for XelLogStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for XelLogStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for XelLogStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for XelLogStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for XelLogStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for XelLogStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "XelLogStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["FINISH", "SUCCESS",
                "EXPORTING", "FAILED"], }
            )
        }
    }
    /**State of an instance. Exports want a working one.

- BUILD: being created.
- CREATE FAIL: could not be created.
- ACTIVE: working.
- FAILED: not working.
- FROZEN: frozen, as for an unpaid bill.
- MODIFYING: being scaled up.
- REBOOTING: being rebooted.
- RESTORING: being restored.
- MODIFYING INSTANCE TYPE: being made primary and standby out of a single one.
- SWITCHOVER: primary and standby are changing places.
- MIGRATING: being moved.
- BACKING UP: being backed up.
- MODIFYING DATABASE PORT: its port is being changed.
- STORAGE FULL: its storage is full.
- SHUTDOWN: stopped; only the Open Telekom Cloud edition lists it.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum InstanceStatus {
        ///`BUILD`
        Build,
        ///`CREATE FAIL`
        CreateFail,
        ///`ACTIVE`
        Active,
        ///`FAILED`
        Failed,
        ///`FROZEN`
        Frozen,
        ///`MODIFYING`
        Modifying,
        ///`REBOOTING`
        Rebooting,
        ///`RESTORING`
        Restoring,
        ///`MODIFYING INSTANCE TYPE`
        ModifyingInstanceType,
        ///`SWITCHOVER`
        Switchover,
        ///`MIGRATING`
        Migrating,
        ///`BACKING UP`
        BackingUp,
        ///`MODIFYING DATABASE PORT`
        ModifyingDatabasePort,
        ///`STORAGE FULL`
        StorageFull,
        ///`SHUTDOWN`
        Shutdown,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl InstanceStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Build => "BUILD",
                Self::CreateFail => "CREATE FAIL",
                Self::Active => "ACTIVE",
                Self::Failed => "FAILED",
                Self::Frozen => "FROZEN",
                Self::Modifying => "MODIFYING",
                Self::Rebooting => "REBOOTING",
                Self::Restoring => "RESTORING",
                Self::ModifyingInstanceType => "MODIFYING INSTANCE TYPE",
                Self::Switchover => "SWITCHOVER",
                Self::Migrating => "MIGRATING",
                Self::BackingUp => "BACKING UP",
                Self::ModifyingDatabasePort => "MODIFYING DATABASE PORT",
                Self::StorageFull => "STORAGE FULL",
                Self::Shutdown => "SHUTDOWN",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for InstanceStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "build" => Self::Build,
                "create fail" => Self::CreateFail,
                "active" => Self::Active,
                "failed" => Self::Failed,
                "frozen" => Self::Frozen,
                "modifying" => Self::Modifying,
                "rebooting" => Self::Rebooting,
                "restoring" => Self::Restoring,
                "modifying instance type" => Self::ModifyingInstanceType,
                "switchover" => Self::Switchover,
                "migrating" => Self::Migrating,
                "backing up" => Self::BackingUp,
                "modifying database port" => Self::ModifyingDatabasePort,
                "storage full" => Self::StorageFull,
                "shutdown" => Self::Shutdown,
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
                { "type" : "string", "x-extensible-enum" : ["BUILD", "CREATE FAIL",
                "ACTIVE", "FAILED", "FROZEN", "MODIFYING", "REBOOTING", "RESTORING",
                "MODIFYING INSTANCE TYPE", "SWITCHOVER", "MIGRATING", "BACKING UP",
                "MODIFYING DATABASE PORT", "STORAGE FULL", "SHUTDOWN"], }
            )
        }
    }
    /**Kind of instance.

- Single: one node.
- Ha: primary and standby.
- Replica: a read replica of another instance.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum InstanceType {
        ///`Single`
        Single,
        ///`Ha`
        Ha,
        ///`Replica`
        Replica,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl InstanceType {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Single => "Single",
                Self::Ha => "Ha",
                Self::Replica => "Replica",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for InstanceType {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "single" => Self::Single,
                "ha" => Self::Ha,
                "replica" => Self::Replica,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for InstanceType {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for InstanceType {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for InstanceType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for InstanceType {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for InstanceType {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for InstanceType {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "InstanceType".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["Single", "Ha", "Replica"], }
            )
        }
    }
    /**Engine of an instance. Compare without case.

- MySQL: RDS for MySQL.
- PostgreSQL: RDS for PostgreSQL.
- SQLServer: RDS for SQL Server.
- MariaDB: RDS for MariaDB.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum DatastoreType {
        ///`MySQL`
        MySQL,
        ///`PostgreSQL`
        PostgreSQL,
        ///`SQLServer`
        SQLServer,
        ///`MariaDB`
        MariaDB,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl DatastoreType {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::MySQL => "MySQL",
                Self::PostgreSQL => "PostgreSQL",
                Self::SQLServer => "SQLServer",
                Self::MariaDB => "MariaDB",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for DatastoreType {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "mysql" => Self::MySQL,
                "postgresql" => Self::PostgreSQL,
                "sqlserver" => Self::SQLServer,
                "mariadb" => Self::MariaDB,
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
                { "type" : "string", "x-extensible-enum" : ["MySQL", "PostgreSQL",
                "SQLServer", "MariaDB"], }
            )
        }
    }
    /**Role of a node in its instance.

- master: the primary, whose slow log is exported.
- slave: the standby.
- readreplica: a read replica.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum NodeRole {
        ///`master`
        Master,
        ///`slave`
        Slave,
        ///`readreplica`
        Readreplica,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl NodeRole {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Master => "master",
                Self::Slave => "slave",
                Self::Readreplica => "readreplica",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for NodeRole {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "master" => Self::Master,
                "slave" => Self::Slave,
                "readreplica" => Self::Readreplica,
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
                { "type" : "string", "x-extensible-enum" : ["master", "slave",
                "readreplica"], }
            )
        }
    }
    /**What the related instance is to this one.

- replica_of: its primary.
- replica: one of its read replicas.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum RelatedInstanceType {
        ///`replica_of`
        ReplicaOf,
        ///`replica`
        Replica,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl RelatedInstanceType {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::ReplicaOf => "replica_of",
                Self::Replica => "replica",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for RelatedInstanceType {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "replica_of" => Self::ReplicaOf,
                "replica" => Self::Replica,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for RelatedInstanceType {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for RelatedInstanceType {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for RelatedInstanceType {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for RelatedInstanceType {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for RelatedInstanceType {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for RelatedInstanceType {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "RelatedInstanceType".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["replica_of", "replica"], }
            )
        }
    }
    /**State of a task.

- Running: at work.
- Completed: ended well.
- Failed: ended badly; see `fail_reason`.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum JobStatus {
        ///`Running`
        Running,
        ///`Completed`
        Completed,
        ///`Failed`
        Failed,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl JobStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Running => "Running",
                Self::Completed => "Completed",
                Self::Failed => "Failed",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for JobStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "running" => Self::Running,
                "completed" => Self::Completed,
                "failed" => Self::Failed,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for JobStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for JobStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for JobStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for JobStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for JobStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for JobStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "JobStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["Running", "Completed",
                "Failed"], }
            )
        }
    }
}
/// How the service's log jobs are started, followed and downloaded.
pub mod jobs {
    use crate::log_job;
    /// Every job of this service.
    pub static ALL: &[&log_job::LogJob] = &[&ERROR_LOG, &SLOW_LOG, &AUDIT_LOG, &XEL_LOG];
    ///The job `error-log`, started by `DownloadErrorlog`.
    pub static ERROR_LOG: log_job::LogJob = log_job::LogJob {
        service: "rds",
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
            key: "/workflow_id",
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
            lifetime_s: None,
        },
    };
    ///The job `slow-log`, started by `DownloadSlowlog`.
    pub static SLOW_LOG: log_job::LogJob = log_job::LogJob {
        service: "rds",
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
            key: "/workflow_id",
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
            lifetime_s: Some(300u32),
        },
    };
    ///The job `audit-log`, started by `ListAuditlogs`.
    pub static AUDIT_LOG: log_job::LogJob = log_job::LogJob {
        service: "rds",
        name: "audit-log",
        start: "ListAuditlogs",
        repeatable: true,
        poll: log_job::Call {
            operation: "ListAuditlogs",
            parameters: &[],
        },
        answer: None,
        items: Some(log_job::Items {
            list: "/auditlogs",
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
            operation: "ShowAuditlogDownloadLink",
            parameters: &[("ids", "$item#/id")],
        },
        hands_out: log_job::Download::Link {
            link: "/links/0",
            expires: Some("Expires"),
            lifetime_s: Some(300u32),
        },
    };
    ///The job `xel-log`, started by `CreateXelLogDownload`.
    pub static XEL_LOG: log_job::LogJob = log_job::LogJob {
        service: "rds",
        name: "xel-log",
        start: "CreateXelLogDownload",
        repeatable: true,
        poll: log_job::Call {
            operation: "CreateXelLogDownload",
            parameters: &[],
        },
        answer: None,
        items: Some(log_job::Items {
            list: "/list",
            key: "/file_name",
            name: Some("/file_name"),
            status: Some("/status"),
            words: log_job::Words {
                pending: &["EXPORTING"],
                succeeded: &["FINISH", "SUCCESS"],
                failed: &["FAILED"],
            },
            new_only: false,
        }),
        download: log_job::Call {
            operation: "CreateXelLogDownload",
            parameters: &[],
        },
        hands_out: log_job::Download::Link {
            link: "/file_link",
            expires: Some("Expires"),
            lifetime_s: None,
        },
    };
}
/// The operations of this service, with what may be sent again and how lists come in pages.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[
        &DOWNLOAD_ERRORLOG,
        &LIST_JOB_INFO,
        &DOWNLOAD_SLOWLOG,
        &LIST_SLOW_LOG_FILE,
        &LIST_AUDITLOGS,
        &SHOW_AUDITLOG_DOWNLOAD_LINK,
        &LIST_XELLOG_FILES,
        &CREATE_XEL_LOG_DOWNLOAD,
        &LIST_INSTANCES,
    ];
    ///The operation `DownloadErrorlog`.
    pub static DOWNLOAD_ERRORLOG: operation::Operation = operation::Operation {
        service: "rds",
        id: "DownloadErrorlog",
        repeatable: true,
        pages: None,
    };
    ///The operation `ListJobInfo`.
    pub static LIST_JOB_INFO: operation::Operation = operation::Operation {
        service: "rds",
        id: "ListJobInfo",
        repeatable: true,
        pages: None,
    };
    ///The operation `DownloadSlowlog`.
    pub static DOWNLOAD_SLOWLOG: operation::Operation = operation::Operation {
        service: "rds",
        id: "DownloadSlowlog",
        repeatable: true,
        pages: None,
    };
    ///The operation `ListSlowLogFile`.
    pub static LIST_SLOW_LOG_FILE: operation::Operation = operation::Operation {
        service: "rds",
        id: "ListSlowLogFile",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/list",
            key: "/file_name",
            total: Some("/total_count"),
            next: None,
            most: 100u32,
        }),
    };
    ///The operation `ListAuditlogs`.
    pub static LIST_AUDITLOGS: operation::Operation = operation::Operation {
        service: "rds",
        id: "ListAuditlogs",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/auditlogs",
            key: "/id",
            total: Some("/total_record"),
            next: None,
            most: 50u32,
        }),
    };
    ///The operation `ShowAuditlogDownloadLink`.
    pub static SHOW_AUDITLOG_DOWNLOAD_LINK: operation::Operation = operation::Operation {
        service: "rds",
        id: "ShowAuditlogDownloadLink",
        repeatable: true,
        pages: None,
    };
    ///The operation `ListXellogFiles`.
    pub static LIST_XELLOG_FILES: operation::Operation = operation::Operation {
        service: "rds",
        id: "ListXellogFiles",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/list",
            key: "/file_name",
            total: None,
            next: None,
            most: 100u32,
        }),
    };
    ///The operation `CreateXelLogDownload`.
    pub static CREATE_XEL_LOG_DOWNLOAD: operation::Operation = operation::Operation {
        service: "rds",
        id: "CreateXelLogDownload",
        repeatable: true,
        pages: None,
    };
    ///The operation `ListInstances`.
    pub static LIST_INSTANCES: operation::Operation = operation::Operation {
        service: "rds",
        id: "ListInstances",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/instances",
            key: "/id",
            total: Some("/total_count"),
            next: None,
            most: 100u32,
        }),
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = Some(crate::operation::Quota {
    calls: 60u32,
    period_s: 60u32,
});
