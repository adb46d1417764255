// Generated from openapi/clouddc.yaml by `cargo xtask generate`. Do not edit: change the document and run it again.

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
        /**Code of the error: iMetal and four digits from the service, APIGW (APIG on older gateways) and
four digits from the gateway.
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
    ///An object without fields.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
    pub struct ExportServerLogsRequest(
        pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    );
    impl ::std::ops::Deref for ExportServerLogsRequest {
        type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
        fn deref(
            &self,
        ) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
            &self.0
        }
    }
    impl ::std::convert::From<ExportServerLogsRequest>
    for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
        fn from(value: ExportServerLogsRequest) -> Self {
            value.0
        }
    }
    impl ::std::convert::From<
        ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    > for ExportServerLogsRequest {
        fn from(
            value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ) -> Self {
            Self(value)
        }
    }
    ///State of one export. No field is guaranteed.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ServerLogsExport {
        ///When the export began, ISO 8601 with an offset or with Z.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_at: ::std::option::Option<::std::string::String>,
        ///Id of the export.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub export_id: ::std::option::Option<::std::string::String>,
        /**Progress from 0 to 100, with or without a percent sign. Older pages call it an integer; accept a
number as well.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub percentage: ::std::option::Option<::serde_json::Value>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::clouddc::words::ExportStatus>,
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
/**Client for Huawei Cloud CloudDC, server log export

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
    /**Start the export of a server's logs

Starts an export and answers 202 with its id. Follow it with `ShowLogsExportStatus`; once its
status is completed, fetch the archive with `DownloadServerLogs`.

Worth knowing:

- The body is optional, an empty object. The page's example sends one, official clients send none.
- The page lists Content-Disposition, Content-Transfer-Encoding and the content type
  `application/octet-stream;charset=UTF-8` for this answer, yet shows JSON. The list belongs to the
  download. Read this answer as JSON whatever its Content-Type says.
- Whether a second request starts a second export is not documented. Take it that it does.
- A server that is not ready is refused with 400 and iMetal.0101; try again later.
- Permission: clouddc:imetal:createDumpLog by the pages of 2026; those of 2025 name none.


Sends a `POST` request to `/v1/{project_id}/physicalservers/{id}/logs/exports`

Arguments:
- `project_id`: Id of the account's project in the region.
- `id`: Id of the physical server.
- `body`: An empty object, or nothing at all.
*/
    pub async fn export_server_logs<'a>(
        &'a self,
        project_id: &'a str,
        id: &'a str,
        body: &'a types::ExportServerLogsRequest,
    ) -> Result<ResponseValue<types::ServerLogsExport>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v1/{}/physicalservers/{}/logs/exports", self.baseurl, encode_path(&
            project_id.to_string()), encode_path(& id.to_string()),
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
            operation_id: "export_server_logs",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            202u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Show how far an export has come

Answers with the state of one export. It is over when `status` is completed. No source has a word
for a failed export, so a program that waits needs a time limit of its own.

Permission: clouddc:imetal:getDumpLogProgress by the pages of 2026; those of 2025 name none.


Sends a `GET` request to `/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}`

Arguments:
- `project_id`: Id of the account's project in the region.
- `id`: Id of the physical server.
- `export_id`: Id of the export, the `export_id` in the answer of `ExportServerLogs`.
*/
    pub async fn show_logs_export_status<'a>(
        &'a self,
        project_id: &'a str,
        id: &'a str,
        export_id: &'a str,
    ) -> Result<ResponseValue<types::ServerLogsExport>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v1/{}/physicalservers/{}/logs/exports/{}", self.baseurl, encode_path(&
            project_id.to_string()), encode_path(& id.to_string()), encode_path(&
            export_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "show_logs_export_status",
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
    /**Download the archive of an export

Sends the log archive, a gzipped tar file, as a stream of bytes. The request is authenticated like
every other.

Neither `Content-Length` nor ranges are promised: without a length, an archive that opens is the
only sign that all of it has arrived. How long an export can be downloaded is not documented.

Permission: clouddc:imetal:createDownloadLog by the pages of 2026, a write permission although the
request is a GET; the pages of 2025 name none.


Sends a `GET` request to `/v1/{project_id}/physicalservers/{id}/logs/exports/{export_id}/content`

Arguments:
- `project_id`: Id of the account's project in the region.
- `id`: Id of the physical server.
- `export_id`: Id of the export, the `export_id` in the answer of `ExportServerLogs`.
*/
    pub async fn download_server_logs<'a>(
        &'a self,
        project_id: &'a str,
        id: &'a str,
        export_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v1/{}/physicalservers/{}/logs/exports/{}/content", self.baseurl,
            encode_path(& project_id.to_string()), encode_path(& id.to_string()),
            encode_path(& export_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "download_server_logs",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::stream(response)),
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
    /**State of an export. Compare without case, and take every other word as not ready yet. No word for a
failed export is documented.

- processing: at work.
- completed: the archive can be fetched.
- Running: at work; no table lists it, but all examples of the API reference have it.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum ExportStatus {
        ///`processing`
        Processing,
        ///`completed`
        Completed,
        ///`Running`
        Running,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl ExportStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Processing => "processing",
                Self::Completed => "completed",
                Self::Running => "Running",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for ExportStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "processing" => Self::Processing,
                "completed" => Self::Completed,
                "running" => Self::Running,
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
                { "type" : "string", "x-extensible-enum" : ["processing", "completed",
                "Running"], }
            )
        }
    }
}
/// How the service's log jobs are started, followed and downloaded.
pub mod jobs {
    use crate::log_job;
    /// Every job of this service.
    pub static ALL: &[&log_job::LogJob] = &[&SERVER_LOG];
    ///The job `server-log`, started by `ExportServerLogs`.
    pub static SERVER_LOG: log_job::LogJob = log_job::LogJob {
        service: "clouddc",
        name: "server-log",
        start: "ExportServerLogs",
        repeatable: false,
        poll: log_job::Call {
            operation: "ShowLogsExportStatus",
            parameters: &[("export_id", "$start#/export_id")],
        },
        answer: Some(log_job::Answer {
            status: "/status",
            words: log_job::Words {
                pending: &["processing", "Running"],
                succeeded: &["completed"],
                failed: &[],
            },
            percentage: Some("/percentage"),
        }),
        items: None,
        download: log_job::Call {
            operation: "DownloadServerLogs",
            parameters: &[("export_id", "$start#/export_id")],
        },
        hands_out: log_job::Download::Stream {
            name_header: "Content-Disposition",
        },
    };
}
/// The operations of this service, with what may be sent again.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[
        &EXPORT_SERVER_LOGS,
        &SHOW_LOGS_EXPORT_STATUS,
        &DOWNLOAD_SERVER_LOGS,
    ];
    ///The operation `ExportServerLogs`.
    pub static EXPORT_SERVER_LOGS: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "ExportServerLogs",
        repeatable: false,
    };
    ///The operation `ShowLogsExportStatus`.
    pub static SHOW_LOGS_EXPORT_STATUS: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "ShowLogsExportStatus",
        repeatable: true,
    };
    ///The operation `DownloadServerLogs`.
    pub static DOWNLOAD_SERVER_LOGS: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "DownloadServerLogs",
        repeatable: true,
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = None;
