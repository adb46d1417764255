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
        /**Code of the error: DCS and four digits or nine digits from the service, APIGW (APIG on older
gateways) and four digits from the gateway. The pages say 9 characters at most, which APIGW codes
exceed.
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
    ///One shard.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Group {
        ///Id of the shard.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub group_id: ::std::option::Option<::std::string::String>,
        ///Name of the shard, the `group_name` of the log files of `ListRedislog`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub group_name: ::std::option::Option<::std::string::String>,
        ///The replicas of the shard, the master among them.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replication_list: ::std::option::Option<::std::vec::Vec<Replica>>,
    }
    ///The shards of an instance.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Groups {
        ///Number of shards of the instance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub group_count: ::std::option::Option<i32>,
        ///The shards. An instance with a master and a standby has one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub group_list: ::std::option::Option<::std::vec::Vec<Group>>,
    }
    /**One instance: what it is, what state it is in and where it is reached. The service sends more fields
than these.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Instance {
        ///Size of the cache in GB; 0 for an instance of less than 1 GB.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub capacity: ::std::option::Option<i32>,
        ///When the instance was created, in UTC with milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_at: ::std::option::Option<::std::string::String>,
        ///What people wrote about the instance. Empty or absent where nobody did.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///Domain name of the instance. Absent while there is none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub domain_name: ::std::option::Option<::std::string::String>,
        ///Kind of cache, such as Redis or Memcached. Only Redis has run logs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub engine: ::std::option::Option<::std::string::String>,
        ///Version of the engine. Run logs exist from Redis 4.0 on. It is text, not a number.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub engine_version: ::std::option::Option<::std::string::String>,
        ///Id of the instance, wanted by all other operations.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_id: ::std::option::Option<::std::string::String>,
        /**Address of the instance. A cluster has several, with commas between them. Absent while there is
none.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ip: ::std::option::Option<::std::string::String>,
        ///Name that people gave the instance. Several may have the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///Port of the instance.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub port: ::std::option::Option<i32>,
        ///Domain name for reading only. Only instances with a master and a standby have one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub readonly_domain_name: ::std::option::Option<::std::string::String>,
        ///Code of the specification that the instance was bought with.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub spec_code: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dcs::words::InstanceStatus>,
        ///When the instance was last changed, in UTC with milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated_at: ::std::option::Option<::std::string::String>,
        ///Id of the network (VPC) that the instance is in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vpc_id: ::std::option::Option<::std::string::String>,
    }
    ///One page of the instances.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct InstanceList {
        /**Number of instances, of all pages or of this one: no page says which. Don't stop paging by it.
*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance_num: ::std::option::Option<i32>,
        ///The instances of this page.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instances: ::std::option::Option<::std::vec::Vec<Instance>>,
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
        /**A day. By one page it is the one when the log was collected; in the examples it is the one in
`file_name`, which the log covers. Nothing needs it.
*/
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
    /**One replica of a shard. The service also sends the names of its figures in Cloud Eye.
*/
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Replica {
        ///Availability zone of the replica.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub az_code: ::std::option::Option<::std::string::String>,
        ///True if the replica was added later. It does not tell a standby from a master.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_replication: ::std::option::Option<bool>,
        ///Id of the node that the replica is on. Not the id that `CreateRedislog` wants.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub node_id: ::std::option::Option<::std::string::String>,
        ///Id of the replica, wanted by `CreateRedislog`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replication_id: ::std::option::Option<::std::string::String>,
        ///Address of the replica, the `replication_ip` of the log files of `ListRedislog`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replication_ip: ::std::option::Option<::std::string::String>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replication_role: ::std::option::Option<crate::dcs::words::ReplicaRole>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::dcs::words::ReplicaStatus>,
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
    /**List the instances of a project

Lists the instances of the project in this region, a page at a time, each with its id, its state and
its addresses. The `instance_id` is what all other operations ask for.

Worth knowing:

- For paging, begin with offset 0 and go on in steps of the number of entries received, until an
  answer is empty. No page says whether `instance_num` counts all instances or those of this answer:
  don't stop by it, and tell entries apart by their `instance_id`.
- Run logs exist for Redis 4.0 and later only: look at `engine` and `engine_version` first.
- The service sends many more fields, such as those about memory, billing, maintenance and the
  network. Some have one type in the table and another in the example, so they are left out here.


Sends a `GET` request to `/v2/{project_id}/instances`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `include_delete`: The word true to have deleted instances as well; any other value leaves them out. The pages only
say that their number is returned.

- `include_failure`: The word true to have instances that could not be created as well; any other value leaves them
out. The pages only say that their number is returned.

- `instance_id`: Only the instance with this id.
- `ip`: Only instances that are reached at this address.
- `limit`: Most entries in one answer.
- `name`: Only instances whose name contains this, or is this if `name_equal` is true.
- `name_equal`: The word true if `name` is the whole name. It is text, not a boolean.
- `offset`: Number of entries to pass over; 3 means that the fourth is the first in the answer.
- `status`: Only instances in this state.
- `tags`: Only instances with all of these tags: a key, an equals sign and a value, several such pairs with
commas between them. Both signs must be encoded, as in any value of a query.

*/
    pub async fn list_instances<'a>(
        &'a self,
        project_id: &'a str,
        include_delete: Option<&'a str>,
        include_failure: Option<&'a str>,
        instance_id: Option<&'a str>,
        ip: Option<&'a str>,
        limit: Option<::std::num::NonZeroU32>,
        name: Option<&'a str>,
        name_equal: Option<&'a str>,
        offset: Option<i32>,
        status: Option<&'a crate::dcs::words::InstanceStatus>,
        tags: Option<&'a str>,
    ) -> Result<ResponseValue<types::InstanceList>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v2/{}/instances", self.baseurl, encode_path(& project_id.to_string()),
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
                &progenitor_client::QueryParam::new("include_delete", &include_delete),
            )
            .query(
                &progenitor_client::QueryParam::new("include_failure", &include_failure),
            )
            .query(&progenitor_client::QueryParam::new("instance_id", &instance_id))
            .query(&progenitor_client::QueryParam::new("ip", &ip))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("name", &name))
            .query(&progenitor_client::QueryParam::new("name_equal", &name_equal))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .query(&progenitor_client::QueryParam::new("tags", &tags))
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
    /**List the shards of an instance and their replicas

Lists the shards of an instance, each with its replicas. The `replication_id` that `CreateRedislog`
asks for comes from here: start a collection for each replica whose logs you want.

Worth knowing:

- The path has the singular "instance", unlike all other paths of this document.
- The whole list comes in one answer.
- The page is for Redis 4.0 and later, single-node instances excepted. What they are answered with, an
  error or an empty list, is not documented; they need no `replication_id`.
- A replica also has a `node_id`. It is another id, and `CreateRedislog` doesn't take it.


Sends a `GET` request to `/v2/{project_id}/instance/{instance_id}/groups`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the Redis instance.
*/
    pub async fn list_group_replication_info<'a>(
        &'a self,
        project_id: &'a str,
        instance_id: &'a str,
    ) -> Result<ResponseValue<types::Groups>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/v2/{}/instance/{}/groups", self.baseurl, encode_path(& project_id
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
            .build()?;
        let info = OperationInfo {
            operation_id: "list_group_replication_info",
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
    /**List the collected run logs of an instance

Lists the run log files of the instance, a page at a time. Where there is none the answer is 204
without a body.

For paging, begin with offset 0 and go on in steps of the number of entries received, until that is
`total_num`, or an answer is empty or a 204. Sources disagree on whether offsets count from 0 or 1, so tell entries
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
entries that are new afterwards are taken to belong to this job, which no page says.

Everything is in the query, there is no request body. A second request while a collection is
running may be refused with 400 and the code 111400017.


Sends a `POST` request to `/v2/{project_id}/instances/{instance_id}/redislog`

Arguments:
- `project_id`: Id of the tenant's project in the region.
- `instance_id`: Id of the Redis instance.
- `log_type`: Kind of log. Only run logs are documented.
- `query_time`: How many days back to collect: 0, 1, 3 or 7. 0 is today alone, and has to be sent: do not drop it
as a default.

- `replication_id`: Id of the replica to collect from, the `replication_id` of a replica that
`ListGroupReplicationInfo` answers, and `GET …/logical-nodes`, which is not in this document.
Optional by the API definition; the user documents demand it for every instance with more than
one node.

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
/// Adds the JSON schema of every type to a generator, under its name in the document; links are `Link`.
#[cfg(feature = "schemars")]
pub fn add_schemas(generator: &mut schemars::SchemaGenerator) {
    generator.subschema_for::<types::InstanceList>();
    generator.subschema_for::<types::Instance>();
    generator.subschema_for::<words::InstanceStatus>();
    generator.subschema_for::<types::Groups>();
    generator.subschema_for::<types::Group>();
    generator.subschema_for::<types::Replica>();
    generator.subschema_for::<words::ReplicaRole>();
    generator.subschema_for::<words::ReplicaStatus>();
    generator.subschema_for::<types::RedislogList>();
    generator.subschema_for::<types::RedislogFile>();
    generator.subschema_for::<words::RedislogStatus>();
    generator.subschema_for::<types::RedislogLink>();
    generator.subschema_for::<types::ErrorBody>();
    generator.subschema_for::<crate::Link>();
}
/// Words that the service answers with, open to ones that the document doesn't list.
pub mod words {
    /**State of an instance. The list is that of the page about statuses; partner clouds leave out FROZEN and
FLUSHING. Compare without case, and expect other words.

- CREATING: being created.
- CREATEFAILED: could not be created.
- RUNNING: works; in no other state does it serve its users.
- ERROR: does not work properly.
- RESTARTING: being restarted.
- FROZEN: stopped as the account has no money left.
- EXTENDING: its size is being changed.
- RESTORING: its data is being restored.
- FLUSHING: its data is being deleted.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum InstanceStatus {
        ///`CREATING`
        Creating,
        ///`CREATEFAILED`
        Createfailed,
        ///`RUNNING`
        Running,
        ///`ERROR`
        Error,
        ///`RESTARTING`
        Restarting,
        ///`FROZEN`
        Frozen,
        ///`EXTENDING`
        Extending,
        ///`RESTORING`
        Restoring,
        ///`FLUSHING`
        Flushing,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl InstanceStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Creating => "CREATING",
                Self::Createfailed => "CREATEFAILED",
                Self::Running => "RUNNING",
                Self::Error => "ERROR",
                Self::Restarting => "RESTARTING",
                Self::Frozen => "FROZEN",
                Self::Extending => "EXTENDING",
                Self::Restoring => "RESTORING",
                Self::Flushing => "FLUSHING",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for InstanceStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "creating" => Self::Creating,
                "createfailed" => Self::Createfailed,
                "running" => Self::Running,
                "error" => Self::Error,
                "restarting" => Self::Restarting,
                "frozen" => Self::Frozen,
                "extending" => Self::Extending,
                "restoring" => Self::Restoring,
                "flushing" => Self::Flushing,
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
                { "type" : "string", "x-extensible-enum" : ["CREATING", "CREATEFAILED",
                "RUNNING", "ERROR", "RESTARTING", "FROZEN", "EXTENDING", "RESTORING",
                "FLUSHING"], }
            )
        }
    }
    /**Role of a replica. It may change at any time, by a failover.

- master: takes writes.
- slave: a standby.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum ReplicaRole {
        ///`master`
        Master,
        ///`slave`
        Slave,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl ReplicaRole {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Master => "master",
                Self::Slave => "slave",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for ReplicaRole {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "master" => Self::Master,
                "slave" => Self::Slave,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for ReplicaRole {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for ReplicaRole {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for ReplicaRole {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for ReplicaRole {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for ReplicaRole {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for ReplicaRole {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "ReplicaRole".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["master", "slave"], }
            )
        }
    }
    /**State of a replica. Older pages list no words.

- Active: works.
- Inactive: does not work properly.*/
    ///
    /// Words are read without regard to case and written as documented.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum ReplicaStatus {
        ///`Active`
        Active,
        ///`Inactive`
        Inactive,
        /// A word that the document doesn't list, as the server wrote it.
        Unknown(String),
    }
    impl ReplicaStatus {
        /// The word as documented, or as the server wrote it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Active => "Active",
                Self::Inactive => "Inactive",
                Self::Unknown(word) => word,
            }
        }
    }
    impl From<String> for ReplicaStatus {
        fn from(word: String) -> Self {
            match word.to_ascii_lowercase().as_str() {
                "active" => Self::Active,
                "inactive" => Self::Inactive,
                _ => Self::Unknown(word),
            }
        }
    }
    impl From<&str> for ReplicaStatus {
        fn from(word: &str) -> Self {
            Self::from(word.to_owned())
        }
    }
    impl std::str::FromStr for ReplicaStatus {
        type Err = std::convert::Infallible;
        fn from_str(word: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(word))
        }
    }
    impl std::fmt::Display for ReplicaStatus {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl serde::Serialize for ReplicaStatus {
        fn serialize<S: serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> serde::Deserialize<'de> for ReplicaStatus {
        fn deserialize<D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
    }
    #[cfg(feature = "schemars")]
    impl schemars::JsonSchema for ReplicaStatus {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "ReplicaStatus".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!(
                { "type" : "string", "x-extensible-enum" : ["Active", "Inactive"], }
            )
        }
    }
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
/// The operations of this service, with what may be sent again and how lists come in pages.
pub mod operations {
    use crate::operation;
    /// Every operation of this service.
    pub static ALL: &[&operation::Operation] = &[
        &LIST_INSTANCES,
        &LIST_GROUP_REPLICATION_INFO,
        &CREATE_REDISLOG,
        &LIST_REDISLOG,
        &CREATE_REDISLOG_DOWNLOAD_LINK,
    ];
    ///The operation `ListInstances`.
    pub static LIST_INSTANCES: operation::Operation = operation::Operation {
        service: "dcs",
        id: "ListInstances",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/instances",
            key: "/instance_id",
            total: None,
            next: None,
            most: 1000u32,
        }),
    };
    ///The operation `ListGroupReplicationInfo`.
    pub static LIST_GROUP_REPLICATION_INFO: operation::Operation = operation::Operation {
        service: "dcs",
        id: "ListGroupReplicationInfo",
        repeatable: true,
        pages: None,
    };
    ///The operation `CreateRedislog`.
    pub static CREATE_REDISLOG: operation::Operation = operation::Operation {
        service: "dcs",
        id: "CreateRedislog",
        repeatable: false,
        pages: None,
    };
    ///The operation `ListRedislog`.
    pub static LIST_REDISLOG: operation::Operation = operation::Operation {
        service: "dcs",
        id: "ListRedislog",
        repeatable: true,
        pages: Some(operation::Pages {
            list: "/file_list",
            key: "/id",
            total: Some("/total_num"),
            next: None,
            most: 1000u32,
        }),
    };
    ///The operation `CreateRedislogDownloadLink`.
    pub static CREATE_REDISLOG_DOWNLOAD_LINK: operation::Operation = operation::Operation {
        service: "dcs",
        id: "CreateRedislogDownloadLink",
        repeatable: true,
        pages: None,
    };
}
/// How many calls a user may make of this service in one region; `None` where no page states it.
pub static QUOTA: Option<crate::operation::Quota> = None;
