// Generated from openapi/dcs.yaml by `cargo xtask generate`. Do not edit: change the document and run it again.

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
        /**Code of the error: DCS and four digits or nine digits from the service, both of which fit the
documented length. From the gateway APIG and four digits, which fit too, or APIGW and four digits
on newer gateways, which do not: do not enforce the length on what you receive.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<::std::string::String>,
        ///More about the error. Not used at present, so always null.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_ext_msg: ::std::option::Option<::std::string::String>,
        ///What happened, for people. The wording may change.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_msg: ::std::option::Option<::std::string::String>,
        ///Id of the request, as in the header X-Request-Id. Only in errors of the gateway.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub request_id: ::std::option::Option<::std::string::String>,
    }
    ///One run log file, which covers one day of one replica.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RedislogFile {
        /**Id of the work in the background. In all examples it equals `id`, one page calls it the id of the
log file, and older answers leave it out. Nothing needs it.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub backup_id: ::std::option::Option<::std::string::String>,
        ///Name of the file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_name: ::std::option::Option<::std::string::String>,
        ///Name of the shard.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub group_name: ::std::option::Option<::std::string::String>,
        ///Id of the log, wanted by `CreateRedislogDownloadLink`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Address of the replica.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replication_ip: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dcs::words::RedislogStatus>,
        ///The day that the log covers.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub time: ::std::option::Option<::std::string::String>,
    }
    ///The download link of one run log.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RedislogLink {
        ///Id of the work in the background. In all examples it equals `id`. Nothing needs it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub backup_id: ::std::option::Option<::std::string::String>,
        ///Id of the log.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub link: ::std::option::Option<crate::Link>,
    }
    ///One page of the collected files.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RedislogList {
        ///The files of this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_list: ::std::option::Option<::std::vec::Vec<RedislogFile>>,
        ///Number of files in all pages.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_num: ::std::option::Option<i32>,
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
/**Client for Huawei Cloud DCS, Redis run log download

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
    /**List the collected run logs of an instance

Lists the run log files of the instance, a page at a time. Where there is none the answer is 204
without a body.

For paging, begin with offset 0 and go on in steps of the number of entries received, until an
answer is empty or a 204. Sources disagree on whether offsets count from 0 or 1, so tell entries
apart by their `id` and expect one twice.

Permission: dcs:redisLog:get.


Sends a `GET` request to `/v2/{project_id}/instances/{instance_id}/redislog`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the Redis instance.
- `limit`: Most entries in one answer.
- `log_type`: Kind of log. Only run logs are documented.
- `offset`: Number of entries to pass over.
*/
    pub async fn list_redislog<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        limit: Option<::std::num::NonZeroU32>,
        log_type: &'a str,
        offset: Option<i32>,
    ) -> Result<ResponseValue<types::RedislogList>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v2/{}/instances/{}/redislog", self.baseurl, encode_path(& project_id
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
            .query(&progenitor_client::QueryParam::new("log_type", &log_type))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_redislog",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Have the run logs of an instance collected

Starts the collection of run logs and answers 204 without a body. No id of a job comes back: the
only way to follow the work is `ListRedislog`. Note the ids listed there before the start; the
entries that are new afterwards belong to this job.

Everything is in the query, there is no request body. A second request while a collection is
running may be refused with 400 and the code 111400017.


Sends a `POST` request to `/v2/{project_id}/instances/{instance_id}/redislog`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the Redis instance.
- `log_type`: Kind of log. Only run logs are documented.
- `query_time`: How many days back to collect: 0, 1, 3 or 7. The value 0 is a value of its own and has to be
sent; do not drop it as a default.

- `replication_id`: Id of the replica to collect from, as the replica lists of the instance give it. Optional by the
API definition; the user documents demand it for every instance with more than one node.

*/
    pub async fn create_redislog<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        log_type: &'a str,
        query_time: Option<i32>,
        replication_id: Option<&'a str>,
    ) -> Result<ResponseValue<()>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v2/{}/instances/{}/redislog", self.baseurl, encode_path(& project_id
            .to_string()), encode_path(& instance_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("log_type", &log_type))
            .query(&progenitor_client::QueryParam::new("query_time", &query_time))
            .query(
                &progenitor_client::QueryParam::new("replication_id", &replication_id),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "create_redislog",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Make the download link of one run log

Answers with a link to one collected file. The link is valid for 24 hours unless set otherwise; its
query parameter `Expires`, where present, is the real end. For a new link, send the request again.

The request has no body. An empty body sent with `Content-Type: application/json` is fine, as the
official clients do that.


Sends a `POST` request to `/v2/{project_id}/instances/{instance_id}/redislog/{id}/links`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the Redis instance.
- `id`: Id of the log, the `id` of an entry that `ListRedislog` answers.
*/
    pub async fn create_redislog_download_link<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
        id: &'a str,
    ) -> Result<ResponseValue<types::RedislogLink>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v2/{}/instances/{}/redislog/{}/links", self.baseurl, encode_path(&
            project_id.to_string()), encode_path(& instance_id.to_string()),
            encode_path(& id.to_string()),
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
            operation_id: "create_redislog_download_link",
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
    /**State of one file. The words come from the Terraform provider; no page of the API reference that
could be read gives a range, and how a file in progress is marked is unknown. Take every other word
as not ready yet. Compare without case.

- succeed: the file is ready for a link.
- failed: the file could not be collected.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum RedislogStatus {
        ///`succeed`
        Succeed,
        ///`failed`
        Failed,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl RedislogStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Succeed => "succeed",
                Self::Failed => "failed",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for RedislogStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "succeed" => Self::Succeed,
                "failed" => Self::Failed,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for RedislogStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for RedislogStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for RedislogStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for RedislogStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for RedislogStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for RedislogStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "RedislogStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["succeed", "failed"], }
            )
        }
    }
}
/// How the service's log jobs are started, followed and downloaded.
pub mod jobs {
    use crate::log_job;
    /// Every job of this service.
    pub static ALL: &[&log_job::LogJob] = &[&RUN_LOG];
    ///The job `run-log`, started by `CreateRedislog`.
    pub static RUN_LOG: log_job::LogJob = log_job::LogJob {
        service: "dcs",
        name: "run-log",
        start: "CreateRedislog",
        repeatable: false,
        poll: log_job::Call {
            operation: "ListRedislog",
            parameters: &[],
        },
        answer: None,
        items: Some(log_job::Items {
            list: "/file_list",
            key: "/id",
            name: Some("/file_name"),
            status: Some("/status"),
            words: log_job::Words {
                pending: &[],
                succeeded: &["succeed"],
                failed: &["failed"],
            },
            new_only: true,
        }),
        download: log_job::Call {
            operation: "CreateRedislogDownloadLink",
            parameters: &[("id", "$item#/id")],
        },
        hands_out: log_job::Download::Link {
            link: "/link",
            expires: Some("Expires"),
            lifetime_s: Some(86400u32),
        },
    };
}
/// The operations of this service, with what may be sent again.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[
        &CREATE_REDISLOG,
        &LIST_REDISLOG,
        &CREATE_REDISLOG_DOWNLOAD_LINK,
    ];
    ///The operation `CreateRedislog`.
    pub static CREATE_REDISLOG: operation::Operation = operation::Operation {
        service: "dcs",
        id: "CreateRedislog",
        repeatable: false,
    };
    ///The operation `ListRedislog`.
    pub static LIST_REDISLOG: operation::Operation = operation::Operation {
        service: "dcs",
        id: "ListRedislog",
        repeatable: true,
    };
    ///The operation `CreateRedislogDownloadLink`.
    pub static CREATE_REDISLOG_DOWNLOAD_LINK: operation::Operation = operation::Operation {
        service: "dcs",
        id: "CreateRedislogDownloadLink",
        repeatable: true,
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = None;
