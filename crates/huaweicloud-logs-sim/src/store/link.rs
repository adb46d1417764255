//! Links: the store's older query signature (`AWSAccessKeyId`, `Expires`, `Signature`), as S3 had it
//! before version 4.

use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;

use super::trouble::Trouble;
use super::{ACCESS_KEY, BUCKET, SECRET_KEY};
use crate::query;

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// In a path the slashes stay.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

const CACHE_CONTROL: &str = "response-cache-control";

/// The query parameters that are signed. The store ignores others, so a link may carry more.
const SIGNED_PARAMETERS: [&str; 7] = [
    CACHE_CONTROL,
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "versionId",
];

/// Makes a link that looks like the ones in the services' documents.
pub(super) fn make(base: &str, object: &str, expires: i64) -> String {
    let path = format!("/{}", utf8_percent_encode(object, RESERVED_IN_PATH));
    let control = "no-cache,no-store";
    let to_sign =
        string_to_sign("GET", ["", ""], expires, "", &resource(&path, &[(CACHE_CONTROL, control)]));
    let signature = mac(SECRET_KEY, &to_sign)
        .map(|mac| STANDARD.encode(mac.finalize().into_bytes()))
        .unwrap_or_default();
    let [control, signature] =
        [control, &signature].map(|text| utf8_percent_encode(text, RESERVED));
    format!(
        "{base}{path}?AWSAccessKeyId={ACCESS_KEY}&Expires={expires}&{CACHE_CONTROL}={control}&Signature={signature}"
    )
}

/// What a request says of its right to an object.
#[derive(Debug)]
pub(super) struct Link {
    access_key: String,
    expires: i64,
    signature: String,
    path: String,
    /// Sorted by name.
    signed_parameters: Vec<(String, String)>,
}

impl Link {
    pub(super) fn read(uri: &Uri) -> Result<Self, Trouble> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let pairs: Vec<(String, String)> = query::pairs(uri.query().unwrap_or_default())
            .into_iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect();
        let one = |name: &str| {
            pairs.iter().find(|(given, _)| given == name).map(|(_, value)| value.clone())
        };
        let (Some(access_key), Some(expires), Some(signature)) =
            (one("AWSAccessKeyId"), one("Expires"), one("Signature"))
        else {
            return Err(Trouble::anonymous());
        };
        let expires = expires.parse().map_err(|_| Trouble::unreadable_expiry(&expires))?;
        let mut signed_parameters: Vec<_> = pairs
            .into_iter()
            .filter(|(name, _)| SIGNED_PARAMETERS.contains(&name.as_str()))
            .collect();
        signed_parameters.sort_unstable();
        Ok(Self { access_key, expires, signature, path: uri.path().to_owned(), signed_parameters })
    }

    /// Checks the link as it came, with the headers that are signed too if they are sent.
    pub(super) fn check(
        &self,
        method: &Method,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        if self.access_key != ACCESS_KEY {
            return Err(Trouble::unknown_access_key(&self.access_key));
        }
        if self.expires <= now.as_second() {
            return Err(Trouble::expired(self.expires, now));
        }
        let header = |name: &str| {
            headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
        };
        let parameters: Vec<_> = self
            .signed_parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let to_sign = string_to_sign(
            method.as_str(),
            [header("content-md5"), header("content-type")],
            self.expires,
            &store_headers(headers),
            &resource(&self.path, &parameters),
        );
        let verified = STANDARD
            .decode(&self.signature)
            .ok()
            .zip(mac(SECRET_KEY, &to_sign))
            .is_some_and(|(signature, mac)| mac.verify_slice(&signature).is_ok());
        if verified { Ok(()) } else { Err(Trouble::wrong_signature()) }
    }

    pub(super) fn cache_control(&self) -> Option<HeaderValue> {
        let (_, value) = self.signed_parameters.iter().find(|(name, _)| name == CACHE_CONTROL)?;
        HeaderValue::try_from(value).ok()
    }
}

fn string_to_sign(
    method: &str,
    content: [&str; 2],
    expires: i64,
    store_headers: &str,
    resource: &str,
) -> String {
    let [content_md5, content_type] = content;
    format!("{method}\n{content_md5}\n{content_type}\n{expires}\n{store_headers}{resource}")
}

/// The path stays as it was sent, encoded; the values of the parameters are decoded.
fn resource(path: &str, parameters: &[(&str, &str)]) -> String {
    let parameters: Vec<_> =
        parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mark = if parameters.is_empty() { "" } else { "?" };
    format!("/{BUCKET}{path}{mark}{}", parameters.join("&"))
}

fn store_headers(headers: &HeaderMap) -> String {
    let mut lines: Vec<_> = headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("x-obs-"))
        .map(|(name, value)| format!("{name}:{}\n", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    lines.sort_unstable();
    lines.concat()
}

fn mac(secret_key: &str, text: &str) -> Option<Hmac<Sha1>> {
    Some(Hmac::new_from_slice(secret_key.as_bytes()).ok()?.chain_update(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        link: &str,
        method: Method,
        headers: &[(&'static str, &'static str)],
        now: i64,
    ) -> Result<(), &'static str> {
        let uri = Uri::try_from(link.strip_prefix("http://obs").unwrap()).unwrap();
        let headers = headers
            .iter()
            .map(|&(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        let now = Timestamp::from_second(now).unwrap();
        Link::read(&uri)
            .and_then(|link| link.check(&method, &headers, now))
            .map_err(|trouble| trouble.code())
    }

    fn get(link: &str) -> Result<(), &'static str> {
        check(link, Method::GET, &[], 999)
    }

    #[test]
    fn the_signature_is_the_one_published_for_this_scheme() {
        let to_sign =
            string_to_sign("GET", ["", ""], 1_175_139_620, "", "/johnsmith/photos/puppy.jpg");
        let mac = mac("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", &to_sign).unwrap();
        assert_eq!(STANDARD.encode(mac.finalize().into_bytes()), "NpgCjnDzrM+WFzoENXmpNDUsSn8=");
    }

    #[test]
    fn a_link_has_the_documented_form_and_works() {
        let link = make("http://obs", "folder/a name", 1000);
        assert!(link.starts_with("http://obs/folder/a%20name?AWSAccessKeyId=SIMULATEDOBSKEY00000&Expires=1000&response-cache-control=no-cache%2Cno-store&Signature="), "{link}");
        assert!(link.ends_with("%3D"), "{link}");
        assert_eq!(get(&link), Ok(()));
    }

    #[test]
    fn a_link_ends_at_its_second() {
        let link = make("http://obs", "name", 1000);
        assert_eq!(check(&link, Method::GET, &[], 1000), Err("AccessDenied"));
        assert_eq!(check(&link, Method::GET, &[], 5000), Err("AccessDenied"));
    }

    #[test]
    fn each_part_of_a_link_is_covered() {
        let link = make("http://obs", "name", 1000);
        for (from, to, code) in [
            ("/name?", "/nama?", "SignatureDoesNotMatch"),
            ("Expires=1000", "Expires=2000", "SignatureDoesNotMatch"),
            ("no-cache%2C", "", "SignatureDoesNotMatch"),
            ("response-cache-control=no-cache%2Cno-store&", "", "SignatureDoesNotMatch"),
            ("Signature=", "Signature=AAAA", "SignatureDoesNotMatch"),
            ("%3D", "", "SignatureDoesNotMatch"),
            ("KEY00000", "KEY00001", "InvalidAccessKeyId"),
            ("Expires=1000", "Expires=soon", "AccessDenied"),
            ("&Signature=", "&Sig=", "AccessDenied"),
        ] {
            assert!(link.contains(from), "{from}");
            assert_eq!(get(&link.replace(from, to)), Err(code), "{from} -> {to}");
        }
    }

    #[test]
    fn more_parameters_may_be_added_unless_they_change_the_answer() {
        let link = make("http://obs", "name", 1000);
        assert_eq!(get(&format!("{link}&note=1")), Ok(()));
        assert_eq!(
            get(&format!("{link}&response-content-type=text%2Fhtml")),
            Err("SignatureDoesNotMatch")
        );
    }

    #[test]
    fn a_link_is_for_its_method_and_for_requests_without_signed_headers() {
        let link = make("http://obs", "name", 1000);
        assert_eq!(check(&link, Method::HEAD, &[], 1), Err("SignatureDoesNotMatch"));
        assert_eq!(
            check(&link, Method::GET, &[("content-type", "application/json")], 1),
            Err("SignatureDoesNotMatch")
        );
        assert_eq!(
            check(&link, Method::GET, &[("x-obs-acl", "private")], 1),
            Err("SignatureDoesNotMatch")
        );
        assert_eq!(check(&link, Method::GET, &[("accept", "*/*")], 1), Ok(()));
    }
}
