//! The one place that authenticates and sends API calls.

use huaweicloud_logs_api::hooks::{BoxFuture, Transport};
use jiff::Timestamp;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Request, Response};
use secrecy::ExposeSecret;

use crate::credentials::Credentials;
use crate::signing;

const AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// Sends calls with the caller's credentials.
#[derive(Debug)]
pub(crate) struct Authenticated {
    credentials: Credentials,
    project_id: String,
}

impl Authenticated {
    pub(crate) fn new(credentials: Credentials, project_id: String) -> Self {
        Self { credentials, project_id }
    }

    fn prepare(&self, request: &mut Request) {
        let bare_post = request.method() == Method::POST && request.body().is_none();
        if bare_post {
            // What the official clients send with an empty body; some gateways insist on a type.
            let json = HeaderValue::from_static("application/json");
            request.headers_mut().insert(CONTENT_TYPE, json);
        }
        match &self.credentials {
            Credentials::Token(token) => {
                // Checked when the credentials were set.
                if let Ok(mut value) = HeaderValue::from_str(token.0.expose_secret()) {
                    value.set_sensitive(true);
                    request.headers_mut().insert(AUTH_TOKEN, value);
                }
            }
            Credentials::AccessKey(key) => {
                signing::sign(request, key, &self.project_id, Timestamp::now());
            }
        }
        if bare_post {
            // After signing: a proxy may drop it without breaking the signature.
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
    }
}

impl Transport for Authenticated {
    fn send<'a>(
        &'a self,
        client: &'a reqwest::Client,
        _operation: &'static str,
        mut request: Request,
    ) -> BoxFuture<'a, reqwest::Result<Response>> {
        self.prepare(&mut request);
        Box::pin(client.execute(request))
    }
}

#[cfg(test)]
mod tests {
    use reqwest::{Method, Request};

    use super::Authenticated;
    use crate::{AccessKey, Token};

    fn prepared(transport: &Authenticated, method: Method) -> Request {
        let mut request =
            Request::new(method, "https://rds.example.com/v3/p/x?b=1&a=2".parse().unwrap());
        transport.prepare(&mut request);
        request
    }

    #[test]
    fn an_empty_post_declares_type_and_length() {
        let transport = Authenticated::new(Token::new("t").into(), "p".into());
        let headers = prepared(&transport, Method::POST).headers().clone();
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["content-length"], "0");
        assert!(prepared(&transport, Method::GET).headers().get("content-length").is_none());
    }

    #[test]
    fn a_call_carries_either_the_token_or_a_signature() {
        let with_token =
            prepared(&Authenticated::new(Token::new("t").into(), "p".into()), Method::GET);
        assert_eq!(with_token.headers()["x-auth-token"], "t");
        assert!(with_token.headers().get("authorization").is_none());

        let key = AccessKey::new("ak", "sk").with_security_token("st");
        let signed = prepared(&Authenticated::new(key.into(), "p".into()), Method::POST);
        let authorization = signed.headers()["authorization"].to_str().unwrap();
        for name in ["content-type", "host", "x-project-id", "x-sdk-date", "x-security-token"] {
            assert!(authorization.contains(name), "{authorization}");
        }
        assert!(!authorization.contains("content-length"), "{authorization}");
        assert!(signed.headers().get("x-auth-token").is_none());
        assert_eq!(signed.url().query(), Some("a=2&b=1"));
    }

    #[test]
    fn debug_of_a_prepared_request_shows_no_secret() {
        let token =
            prepared(&Authenticated::new(Token::new("hunter2").into(), "p".into()), Method::GET);
        let key = AccessKey::new("ak", "hunter3").with_security_token("hunter4");
        let signed = prepared(&Authenticated::new(key.into(), "p".into()), Method::GET);
        let shown = format!("{:?} {:?}", token.headers(), signed.headers());
        assert!(!shown.contains("hunter") && !shown.contains("Signature="), "{shown}");
    }
}
