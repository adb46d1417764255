//! Requests signed with the access key, over HTTP. What a signature covers is tested with the verifier;
//! here it is that real requests arrive as they were signed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::RequestBuilder;
use sha2::{Digest as _, Sha256};

use crate::client::Client;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) struct Signer<'a> {
    client: &'a Client,
    /// The service's URL.
    base: &'a str,
    method: &'a str,
    path: &'a str,
    /// Sorted and encoded already.
    query: &'a str,
    headers: Vec<(&'a str, String)>,
    body: &'a str,
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
}

impl<'a> Signer<'a> {
    /// A request to DCS.
    fn new(
        client: &'a Client,
        method: &'a str,
        path: &'a str,
        query: &'a str,
        body: &'a str,
    ) -> Self {
        Self::to(&client.to().dcs, client, method, path, query, body)
    }

    /// A request to the service with this URL.
    pub(crate) fn to(
        base: &'a str,
        client: &'a Client,
        method: &'a str,
        path: &'a str,
        query: &'a str,
        body: &'a str,
    ) -> Self {
        let host = base.trim_start_matches("http://").to_owned();
        let headers = vec![
            ("content-type", "application/json".to_owned()),
            ("host", host),
            ("x-project-id", client.to().project_id.clone()),
            ("x-sdk-date", date(jiff::Timestamp::now())),
            ("x-security-token", "any".to_owned()),
        ];
        Self {
            client,
            base,
            method,
            path,
            query,
            headers,
            body,
            access_key: client.to().access_key.clone(),
            secret_key: client.to().secret_key.clone(),
        }
    }

    /// Signs another value of a header, or none.
    pub(crate) fn with(mut self, name: &str, value: Option<String>) -> Self {
        match value {
            Some(value) => {
                self.headers.iter_mut().find(|(given, _)| *given == name).unwrap().1 = value
            }
            None => self.headers.retain(|(given, _)| *given != name),
        }
        self
    }

    pub(crate) fn request(&self) -> RequestBuilder {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let lines: String =
            self.headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let hash = hex(&Sha256::digest(self.body));
        let canonical =
            format!("{}\n{}/\n{}\n{lines}\n{names}\n{hash}", self.method, self.path, self.query);
        let date = &self.headers.iter().find(|(name, _)| *name == "x-sdk-date").unwrap().1;
        let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical)));
        let mac = Hmac::<Sha256>::new_from_slice(self.secret_key.as_bytes()).unwrap();
        let signature = hex(&mac.chain_update(to_sign).finalize().into_bytes());
        let access_key = &self.access_key;
        let authorization = format!(
            "SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={names}, Signature={signature}"
        );
        let url = format!("{}{}?{}", self.base, self.path, self.query);
        let mut request =
            self.client.bare(self.method, &url).header("Authorization", authorization);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(self.body.to_owned())
    }
}

/// A time as `X-Sdk-Date` has it.
pub(crate) fn date(time: jiff::Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn path(client: &Client) -> String {
    format!("/v2/{}/instances/{}/redislog", client.to().project_id, client.to().dcs_instance)
}

#[tokio::test]
async fn signed_requests_with_queries_and_bodies_are_accepted() {
    let client = Client::start().await;
    let path = path(&client);
    let collect = Signer::new(&client, "POST", &path, "log_type=run&query_time=7", "");
    assert_eq!(client.send(collect.request()).await.status, 204);
    let list =
        Signer::new(&client, "GET", &path, "limit=10&log_type=run&more=a%2Bb%20c%2Fd&offset=0", "");
    assert_eq!(client.send(list.request()).await.status, 204);
    let body = Signer::new(&client, "POST", &path, "log_type=run", "{\"a\": \"ü\"}");
    client.send(body.request()).await.refused(400, "111400017", "still running");
}

#[tokio::test]
async fn a_wrong_secret_key_is_refused() {
    let client = Client::start().await;
    let path = path(&client);
    let mut signer = Signer::new(&client, "GET", &path, "log_type=run", "");
    signer.secret_key.push('!');
    client.send(signer.request()).await.refused(401, "APIGW.0301", "verify aksk signature fail");
}

#[tokio::test]
async fn a_request_changed_after_signing_is_refused() {
    let client = Client::start().await;
    let path = path(&client);
    let signer = Signer::new(&client, "POST", &path, "log_type=run", "{}");
    let changed = signer.request().body("{ }");
    client.send(changed).await.refused(401, "APIGW.0301", "verify aksk signature fail");
    let changed = signer.request().query(&[("query_time", "7")]);
    client.send(changed).await.refused(401, "APIGW.0301", "verify aksk signature fail");
}

#[tokio::test]
async fn an_old_signature_is_refused() {
    let client = Client::start().await;
    let path = path(&client);
    let signer = Signer::new(&client, "GET", &path, "log_type=run", "")
        .with("x-sdk-date", Some("20200101T000000Z".to_owned()));
    client.send(signer.request()).await.refused(401, "APIGW.0301", "15 minutes");
}
