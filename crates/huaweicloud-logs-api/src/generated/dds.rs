// Generated from openapi/dds.yaml by `cargo xtask generate`. Do not edit: change the document and run it again.

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
        ///The files of the export, one entry for each node. May be null or empty while pending.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub list: ::std::option::Option<::std::vec::Vec<ErrorlogLink>>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dds::words::ErrorlogStatus>,
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
/**Client for Huawei Cloud DDS, error log download

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
}
/// Items consumers will typically use such as the Client.
pub mod prelude {
    #[allow(unused_imports)]
    pub use super::Client;
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
}
/// How the service's log jobs are started, followed and downloaded.
pub mod jobs {
    use crate::log_job;
    /// Every job of this service.
    pub static ALL: &[&log_job::LogJob] = &[&ERROR_LOG];
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
}
/// The operations of this service, with what may be sent again.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[&DOWNLOAD_ERRORLOG];
    ///The operation `DownloadErrorlog`.
    pub static DOWNLOAD_ERRORLOG: operation::Operation = operation::Operation {
        service: "dds",
        id: "DownloadErrorlog",
        repeatable: true,
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = None;
