//! What a [`TlsCloud`](super::TlsCloud) answers.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use futures::StreamExt;
use futures::future::{self, FutureExt};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use hyper::{Method, Request, Response};
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::{CONTENT, Manner, Seen, Shared};

type Answer = Response<UnsyncBoxBody<Bytes, h2::Error>>;

/// Answers a request; `close` closes its connection.
pub(super) async fn answer(
    request: Request<Incoming>,
    shared: Arc<Shared>,
    close: Arc<Notify>,
) -> Result<Answer, Infallible> {
    let path = request.uri().path().to_owned();
    shared.seen.lock().unwrap().push(Seen {
        version: request.version(),
        path: path.clone(),
        headers: request.headers().clone(),
    });
    if path == "/file" || path.ends_with("/content") {
        return Ok(file(shared, close));
    }
    match shared.manner {
        Manner::Silent => return future::pending().await,
        Manner::HangsUp => {
            close.notify_one();
            return future::pending().await;
        }
        Manner::Redirects => {
            let there = Response::builder().status(307).header(LOCATION, "/elsewhere");
            return Ok(there.body(empty()).unwrap());
        }
        _ => {}
    }
    // HTTP/2 has the authority in the URL.
    let host = request.uri().authority().map(|authority| authority.as_str());
    let host = host.or_else(|| request.headers().get("host")?.to_str().ok()).unwrap_or_default();
    let link = format!("https://{host}/file?Signature=hunter2");
    let ended = |end: &str| path.ends_with(end);
    let (status, body) = match *request.method() {
        Method::POST if ended("/errorlog-download") => (
            200,
            json!({"status": "FINISH", "list": [
                {"workflow_id": "w", "node_name": "n", "file_name": "error.log", "file_link": link},
            ]}),
        ),
        Method::POST if ended("/redislog") => {
            shared.redislog.lock().unwrap().insert(path);
            return Ok(Response::builder().status(204).body(empty()).unwrap());
        }
        Method::GET if ended("/redislog") => {
            let file = json!({"id": "f", "file_name": "run.log", "status": "succeed"});
            let list = shared.redislog.lock().unwrap().get(&path).map(|_| file);
            (200, json!({ "file_list": Vec::from_iter(list) }))
        }
        Method::POST if ended("/links") => (200, json!({ "link": link })),
        Method::POST if ended("/exports") => (202, json!({"export_id": "e"})),
        Method::GET if ended("/exports/e") => (200, json!({"status": "completed"})),
        _ => (404, json!({"error_code": "APIGW.0101", "error_msg": "there is no such path"})),
    };
    Ok(in_json(status, &body))
}

fn in_json(status: u16, body: &Value) -> Answer {
    let body = Full::from(body.to_string()).map_err(|never| match never {}).boxed_unsync();
    let head = Response::builder().status(status).header(CONTENT_TYPE, "application/json");
    head.body(body).unwrap()
}

fn empty() -> UnsyncBoxBody<Bytes, h2::Error> {
    Full::default().map_err(|never| match never {}).boxed_unsync()
}

/// The file, as far as it comes.
fn file(shared: Arc<Shared>, close: Arc<Notify>) -> Answer {
    let manner = shared.manner;
    let (first, second) = CONTENT.split_at(CONTENT.len() / 2);
    let rest = async move {
        match manner {
            Manner::Reset(reason) => {
                shared.cut.notified().await;
                Err(h2::Error::from(reason))
            }
            Manner::Closed => {
                shared.cut.notified().await;
                close.notify_one();
                future::pending().await
            }
            Manner::Stalled => future::pending().await,
            _ => Ok(Bytes::from_static(second)),
        }
    };
    let first = future::ready(Ok(Bytes::from_static(first)));
    let frames = first.into_stream().chain(rest.into_stream()).map(|chunk| chunk.map(Frame::data));
    let mut answer = Response::new(BodyExt::boxed_unsync(StreamBody::new(frames)));
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, "application/octet-stream".parse().unwrap());
    headers.insert(CONTENT_DISPOSITION, "attachment; filename=dump.tar".parse().unwrap());
    if matches!(manner, Manner::Well | Manner::Stalled) {
        headers.insert(CONTENT_LENGTH, CONTENT.len().into());
    }
    answer
}
