//! The same calls as `calls.rs`, written by hand for this one operation: signed, sent by the same HTTP client with
//! the same settings, and decoded into a struct with the same fields.

use std::env;
use std::error::Error;
use std::io;
use std::time::Duration;

use bench_programs::{ACCESS_KEY, INSTANCE, PROJECT, SECRET_KEY};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
struct Answer {
    list: Option<Vec<Entry>>,
    status: Option<String>,
    #[expect(dead_code, reason = "decoded because the other program decodes it")]
    count: Option<i32>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded because the other program decodes it")]
struct Entry {
    workflow_id: Option<String>,
    file_name: Option<String>,
    status: Option<String>,
    file_size: Option<String>,
    file_link: Option<String>,
    create_at: Option<i64>,
    update_at: Option<i64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = env::args().nth(1).ok_or("the URL of a server is missing")?;
    let client = reqwest::Client::builder()
        .user_agent("by-hand/0.1.0")
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(Duration::from_secs(10))
        .read_timeout(Duration::from_secs(60))
        .no_proxy()
        .build()?;
    for line in io::stdin().lines() {
        let calls: u32 = line?.parse()?;
        for _ in 0..calls {
            let answer = download_errorlog(&client, &endpoint).await?;
            let status = answer.status.ok_or("the answer has no status")?;
            if !status.eq_ignore_ascii_case("FINISH")
                || answer.list.is_none_or(|list| list.is_empty())
            {
                return Err(format!("the answer says: {status}").into());
            }
        }
        println!("{calls}");
    }
    Ok(())
}

async fn download_errorlog(
    client: &reqwest::Client,
    endpoint: &str,
) -> Result<Answer, Box<dyn Error>> {
    let path = format!("/v3/{PROJECT}/instances/{INSTANCE}/errorlog-download");
    let host = endpoint.strip_prefix("http://").ok_or("not HTTP")?;
    let date = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let headers = [
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("host", host),
        ("x-project-id", PROJECT),
        ("x-sdk-date", &date),
    ];
    let authorization = authorization((ACCESS_KEY, SECRET_KEY), &path, &headers, &date);
    let mut request = client.post(format!("{endpoint}{path}"));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.header("authorization", authorization).header("content-length", "0");
    let body = request.send().await?.error_for_status()?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

/// The signature of a POST without query and body. `headers` are sorted, in small letters, and `path` has nothing
/// to escape.
fn authorization(
    (access_key, secret_key): (&str, &str),
    path: &str,
    headers: &[(&str, &str)],
    date: &str,
) -> String {
    let mut lines = String::new();
    let mut names = String::new();
    for (name, value) in headers {
        lines.extend([name, ":", value, "\n"]);
        if !names.is_empty() {
            names.push(';');
        }
        names.push_str(name);
    }
    let payload = hex(&Sha256::digest(b""));
    let canonical = format!("POST\n{path}/\n\n{lines}\n{names}\n{payload}");
    let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical)));
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).expect("any length will do");
    mac.update(to_sign.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    format!("SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={names}, Signature={signature}")
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::authorization;

    #[test]
    fn the_signature_is_that_of_the_official_signer() {
        let vectors = include_str!("../../openapi/vectors/signing.json");
        let vectors: Value = serde_json::from_str(vectors).unwrap();
        let all = vectors["vectors"].as_array().unwrap();
        let vector = all.iter().find(|vector| vector["name"] == "post_empty_body").unwrap();
        let text = |place: &str| vector.pointer(place).and_then(Value::as_str).unwrap();
        let headers = [
            ("content-type", text("/input/headers/Content-Type")),
            ("host", text("/input/host")),
            ("user-agent", text("/input/headers/User-Agent")),
            ("x-project-id", text("/input/project_id")),
            ("x-sdk-date", text("/input/timestamp")),
        ];
        let key = (text("/input/ak"), text("/input/sk"));
        let signed = authorization(key, text("/input/path"), &headers, text("/input/timestamp"));
        assert_eq!(signed, text("/authorization"));
    }
}
