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
    ///Where this page is in the list.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct PageInfo {
        ///Number of servers in this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub current_count: ::std::option::Option<i32>,
        /**The `marker` of the next page. What stands here on the last page is not documented; take an empty
text or none at all for the end.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_marker: ::std::option::Option<::std::string::String>,
        ///The way back to the page before. Nothing needs it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub previous_marker: ::std::option::Option<::std::string::String>,
    }
    /**One physical server. The service may send more fields than these. No field is guaranteed.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Server {
        ///Id of the account that the server belongs to.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<ServerError>,
        /**Whether the server is frozen, for lack of money or otherwise: 0 to 7 by the official SDK, which does
not say what the numbers mean. The pages of 2025 have a word in `manage_state` for it instead.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub frozen_state: ::std::option::Option<i32>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub hardware_attributes: ::std::option::Option<ServerHardware>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub health_state: ::std::option::Option<crate::clouddc::words::HealthState>,
        ///Id of the server, wanted by all other operations.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub location: ::std::option::Option<ServerLocation>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub manage_state: ::std::option::Option<crate::clouddc::words::ManageState>,
        ///Name of the server, also the host name of what is installed on it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        /**When the server was put into its rack. No page says how the time is written or in what zone;
other times of the service are as in the example.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub onboard_time: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub operation_state: ::std::option::Option<
            crate::clouddc::words::OperationState,
        >,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub power_state: ::std::option::Option<crate::clouddc::words::PowerState>,
        ///Id of the project that the server belongs to.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub project_id: ::std::option::Option<::std::string::String>,
        ///What people marked the server with.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: ::std::option::Option<::std::vec::Vec<ServerTag>>,
    }
    /**What is wrong with the server; servers that nothing is wrong with don't have it. The answer around it
is a 200: it is not an error of the call.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ServerError {
        ///Code of the error. No page says whether it is one of those that calls are refused with.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<::std::string::String>,
        ///What is wrong, for people. The wording may change.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_msg: ::std::option::Option<::std::string::String>,
        ///Kind of the error. No page gives its values.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_type: ::std::option::Option<::std::string::String>,
    }
    ///What the server is. The service also sends the maker and the number of the main board.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ServerHardware {
        ///Who made it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub manufacturer: ::std::option::Option<::std::string::String>,
        ///Model.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub model: ::std::option::Option<::std::string::String>,
        ///Serial number. The archive of `DownloadServerLogs` is named by it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sn: ::std::option::Option<::std::string::String>,
    }
    ///One page of the servers.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ServerList {
        ///Number of servers in all pages.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i32>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub page_info: ::std::option::Option<PageInfo>,
        ///The servers of this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub servers: ::std::option::Option<::std::vec::Vec<Server>>,
    }
    ///Where the server stands.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ServerLocation {
        ///Name of the equipment room.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dc: ::std::option::Option<::std::string::String>,
        ///Name of the rack.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rack: ::std::option::Option<::std::string::String>,
        ///Place in the rack, a number of units. It is text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub unit: ::std::option::Option<::std::string::String>,
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
    ///A key and a value that people gave the server.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ServerTag {
        ///The key.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub key: ::std::option::Option<::std::string::String>,
        ///The value. It may be empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub value: ::std::option::Option<::std::string::String>,
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
    /**List the physical servers of a project

Lists the physical servers of the project in this region, a page at a time. The `id` of a server is
what all other operations ask for.

Worth knowing:

- The next page is asked for with `marker`, the `next_marker` of this one. The reference calls the
  parameter the id of the last entry of the page before, the official SDK calls `next_marker` the
  address of the next page. Send back what came, unchanged.
- How the last page is marked is not documented. Stop when `next_marker` is absent or empty, or when a
  page brings no new `id`.
- A size below 10 is not refused, it acts like 10, and one above 1000 like 1000. So a page may hold
  more entries than were asked for.
- An answer of 200 may hold servers with an `error`: the list worked, that server doesn't.

Permission: clouddc:imetal:list by the pages of 2026; those of 2025 name none.


Sends a `GET` request to `/v1/{project_id}/physicalservers`

Arguments:
- `project_id`: Id of the account's project in the region.
- `limit`: Most entries in one answer, from 10 to 1000. Anything below acts like 10, anything above like
1000; nothing is refused, so there are no bounds here.

- `manage_state`: Only servers in this state of management.
- `marker`: Where to go on, the `next_marker` of the page before. Leave it out for the first page.
*/
    pub async fn list_servers<'a>(
        &'a self,
        project_id: &'a str,
        limit: Option<i32>,
        manage_state: Option<&'a crate::clouddc::words::ManageState>,
        marker: Option<&'a str>,
    ) -> Result<ResponseValue<types::ServerList>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v1/{}/physicalservers", self.baseurl, encode_path(& project_id
            .to_string()),
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
            .query(&progenitor_client::QueryParam::new("manage_state", &manage_state))
            .query(&progenitor_client::QueryParam::new("marker", &marker))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_servers",
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
    /**Show one physical server

Shows one server, with the same fields as an entry of `ListServers`.

Worth knowing:

- An answer of 200 may hold an `error`: the call worked, the server doesn't.
- `hardware_attributes` has the serial number. The archive of `DownloadServerLogs` is named by it.

Permission: clouddc:imetal:get by the pages of 2026; those of 2025 name none.


Sends a `GET` request to `/v1/{project_id}/physicalservers/{id}`

Arguments:
- `project_id`: Id of the account's project in the region.
- `id`: Id of the physical server.
*/
    pub async fn show_server<'a>(
        &'a self,
        project_id: &'a str,
        id: &'a str,
    ) -> Result<ResponseValue<types::Server>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v1/{}/physicalservers/{}", self.baseurl, encode_path(& project_id
            .to_string()), encode_path(& id.to_string()),
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
            operation_id: "show_server",
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
/// Adds the JSON schema of every type to a generator, under its name in the document; links are `Link`.
#[cfg(feature = "schemars")]
pub fn add_schemas(generator: &mut schemars::SchemaGenerator) {
    generator.subschema_for::<types::ServerList>();
    generator.subschema_for::<types::PageInfo>();
    generator.subschema_for::<types::Server>();
    generator.subschema_for::<words::ManageState>();
    generator.subschema_for::<words::PowerState>();
    generator.subschema_for::<words::OperationState>();
    generator.subschema_for::<words::HealthState>();
    generator.subschema_for::<types::ServerLocation>();
    generator.subschema_for::<types::ServerHardware>();
    generator.subschema_for::<types::ServerTag>();
    generator.subschema_for::<types::ServerError>();
    generator.subschema_for::<types::ExportServerLogsRequest>();
    generator.subschema_for::<types::ServerLogsExport>();
    generator.subschema_for::<words::ExportStatus>();
    generator.subschema_for::<types::ErrorBody>();
}
/// Words that the service answers with, open to ones that the document doesn't list.
pub mod words {
    /**How far the server has come between its delivery and its removal. The words are those of the official
SDK, which has a number of its own for a frozen server, and frozen from the pages of 2025, which have
neither os-ready nor maintain. Compare without case, and expect other words.

- onboard: being put into its rack.
- os-ready: its software is installed, it is about to be handed over.
- ready: handed over.
- in-use: in use.
- maintain: being repaired.
- offboarding: being taken out of its rack.
- frozen: locked as the account has no money left; only in the pages of 2025.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum ManageState {
        ///`onboard`
        Onboard,
        ///`os-ready`
        OsReady,
        ///`ready`
        Ready,
        ///`in-use`
        InUse,
        ///`maintain`
        Maintain,
        ///`offboarding`
        Offboarding,
        ///`frozen`
        Frozen,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl ManageState {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Onboard => "onboard",
                Self::OsReady => "os-ready",
                Self::Ready => "ready",
                Self::InUse => "in-use",
                Self::Maintain => "maintain",
                Self::Offboarding => "offboarding",
                Self::Frozen => "frozen",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for ManageState {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "onboard" => Self::Onboard,
                "os-ready" => Self::OsReady,
                "ready" => Self::Ready,
                "in-use" => Self::InUse,
                "maintain" => Self::Maintain,
                "offboarding" => Self::Offboarding,
                "frozen" => Self::Frozen,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for ManageState {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for ManageState {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for ManageState {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for ManageState {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for ManageState {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for ManageState {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "ManageState".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["onboard", "os-ready",
                "ready", "in-use", "maintain", "offboarding", "frozen"], }
            )
        }
    }
    /**Whether the server has power. Compare without case, and expect other words.

- on: powered on.
- off: powered off.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum PowerState {
        ///`on`
        On,
        ///`off`
        Off,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl PowerState {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::On => "on",
                Self::Off => "off",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for PowerState {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "on" => Self::On,
                "off" => Self::Off,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for PowerState {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for PowerState {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for PowerState {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for PowerState {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for PowerState {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for PowerState {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "PowerState".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["on", "off"], }
            )
        }
    }
    /**How the last change of the server's power went. Compare without case, and expect other words.

- power-on-processing, power-off-processing, reboot-processing: at work.
- power-on-succeed, power-off-succeed, reboot-succeed: done.
- power-on-failed, power-off-failed, reboot-failed: not done.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum OperationState {
        ///`power-on-processing`
        PowerOnProcessing,
        ///`power-on-succeed`
        PowerOnSucceed,
        ///`power-on-failed`
        PowerOnFailed,
        ///`power-off-processing`
        PowerOffProcessing,
        ///`power-off-succeed`
        PowerOffSucceed,
        ///`power-off-failed`
        PowerOffFailed,
        ///`reboot-processing`
        RebootProcessing,
        ///`reboot-succeed`
        RebootSucceed,
        ///`reboot-failed`
        RebootFailed,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl OperationState {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::PowerOnProcessing => "power-on-processing",
                Self::PowerOnSucceed => "power-on-succeed",
                Self::PowerOnFailed => "power-on-failed",
                Self::PowerOffProcessing => "power-off-processing",
                Self::PowerOffSucceed => "power-off-succeed",
                Self::PowerOffFailed => "power-off-failed",
                Self::RebootProcessing => "reboot-processing",
                Self::RebootSucceed => "reboot-succeed",
                Self::RebootFailed => "reboot-failed",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for OperationState {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "power-on-processing" => Self::PowerOnProcessing,
                "power-on-succeed" => Self::PowerOnSucceed,
                "power-on-failed" => Self::PowerOnFailed,
                "power-off-processing" => Self::PowerOffProcessing,
                "power-off-succeed" => Self::PowerOffSucceed,
                "power-off-failed" => Self::PowerOffFailed,
                "reboot-processing" => Self::RebootProcessing,
                "reboot-succeed" => Self::RebootSucceed,
                "reboot-failed" => Self::RebootFailed,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for OperationState {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for OperationState {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for OperationState {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for OperationState {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for OperationState {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for OperationState {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "OperationState".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["power-on-processing",
                "power-on-succeed", "power-on-failed", "power-off-processing",
                "power-off-succeed", "power-off-failed", "reboot-processing",
                "reboot-succeed", "reboot-failed"], }
            )
        }
    }
    /**Health of the hardware. Compare without case, and expect other words.

- OK: nothing is wrong.
- Warning: something needs to be looked at.
- Critical: something is broken.
- Unknown: it can't be told.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum HealthState {
        ///`OK`
        Ok,
        ///`Warning`
        Warning,
        ///`Critical`
        Critical,
        ///`Unknown`
        WordUnknown,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl HealthState {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Ok => "OK",
                Self::Warning => "Warning",
                Self::Critical => "Critical",
                Self::WordUnknown => "Unknown",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for HealthState {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "ok" => Self::Ok,
                "warning" => Self::Warning,
                "critical" => Self::Critical,
                "unknown" => Self::WordUnknown,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for HealthState {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for HealthState {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for HealthState {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for HealthState {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for HealthState {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for HealthState {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "HealthState".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["OK", "Warning", "Critical",
                "Unknown"], }
            )
        }
    }
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
/// The operations of this service, with what may be sent again and how lists come in pages.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[
        &LIST_SERVERS,
        &SHOW_SERVER,
        &EXPORT_SERVER_LOGS,
        &SHOW_LOGS_EXPORT_STATUS,
        &DOWNLOAD_SERVER_LOGS,
    ];
    ///The operation `ListServers`.
    pub static LIST_SERVERS: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "ListServers",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/servers",
            key: "/id",
            total: Some("/count"),
            next: Some("/page_info/next_marker"),
            most: 1000u32,
        }),
    };
    ///The operation `ShowServer`.
    pub static SHOW_SERVER: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "ShowServer",
        repeatable: true,
        pages: None,
    };
    ///The operation `ExportServerLogs`.
    pub static EXPORT_SERVER_LOGS: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "ExportServerLogs",
        repeatable: false,
        pages: None,
    };
    ///The operation `ShowLogsExportStatus`.
    pub static SHOW_LOGS_EXPORT_STATUS: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "ShowLogsExportStatus",
        repeatable: true,
        pages: None,
    };
    ///The operation `DownloadServerLogs`.
    pub static DOWNLOAD_SERVER_LOGS: operation::Operation = operation::Operation {
        service: "clouddc",
        id: "DownloadServerLogs",
        repeatable: true,
        pages: None,
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = None;
