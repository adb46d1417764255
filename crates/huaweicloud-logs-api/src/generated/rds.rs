// Generated from openapi/rds.yaml by `cargo xtask generate`. Do not edit: change the document and run it again.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
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
        ///The files of the export, one entry each. May be null or empty while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<ErrorlogLink>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::rds::words::ErrorlogStatus>,
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
/**Client for Huawei Cloud RDS, error log download

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
that export. Send it until `status` is FINISH; then every entry of `list` has its `file_link`.

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
restore and the like) leave log export out, so a 404 for a `workflow_id` is normal and says nothing
about the export. `DownloadErrorlog` itself is what to poll. A new id may also take some seconds to
be visible here.


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
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
}
/// Words that the service answers with, open to ones that the document doesn't list.
pub mod words {
    /**State of the export as a whole. Compare without case: the page's example spells it "finish".

- FINISH: the links have been made.
- CREATING: a file is being made and its link prepared.
- FAILED: the log file could not be prepared.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum ErrorlogStatus {
        ///`FINISH`
        Finish,
        ///`CREATING`
        Creating,
        ///`FAILED`
        Failed,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl ErrorlogStatus {
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
    impl From<String> for ErrorlogStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "finish" => Self::Finish,
                "creating" => Self::Creating,
                "failed" => Self::Failed,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for ErrorlogStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for ErrorlogStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for ErrorlogStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for ErrorlogStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for ErrorlogStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for ErrorlogStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "ErrorlogStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["FINISH", "CREATING",
                "FAILED"], }
            )
        }
    }
    /**State of one file. The page gives no range and its example has no such field, so it may be absent
in an entry that is ready; then the status of the answer counts. The words come from the Open
Telekom Cloud edition (SUCCESS, FAILED) and the Terraform provider (EXPORTING). Compare without
case: "success" has been seen.

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
    pub static ALL: &[&log_job::LogJob] = &[&ERROR_LOG];
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
}
/// The operations of this service, with what may be sent again.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[&DOWNLOAD_ERRORLOG, &LIST_JOB_INFO];
    ///The operation `DownloadErrorlog`.
    pub static DOWNLOAD_ERRORLOG: operation::Operation = operation::Operation {
        service: "rds",
        id: "DownloadErrorlog",
        repeatable: true,
    };
    ///The operation `ListJobInfo`.
    pub static LIST_JOB_INFO: operation::Operation = operation::Operation {
        service: "rds",
        id: "ListJobInfo",
        repeatable: true,
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = Some(crate::operation::Quota {
    calls: 60u32,
    period_s: 60u32,
});
