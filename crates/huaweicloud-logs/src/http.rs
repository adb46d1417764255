//! How to reach the services: proxy, certificates, timeouts.

mod whole;

use std::fmt;
use std::time::Duration;

use http::Uri;
use reqwest::{Certificate, Client, Proxy};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub(crate) use self::whole::whole;
use crate::cloud::CloudBuilder;
use crate::error::{Error, Kind};

/// The settings of the one HTTP client.
#[derive(Clone)]
pub(crate) struct HttpSettings {
    /// A URL that may hold a password.
    proxy: Option<SecretString>,
    /// PEM, each with one or several certificates.
    ca_certificates: Vec<Vec<u8>>,
    connect_timeout: Duration,
    read_timeout: Duration,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            proxy: None,
            ca_certificates: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(60),
        }
    }
}

impl fmt::Debug for HttpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSettings")
            .field("proxy", &self.proxy)
            .field("ca_certificates", &self.ca_certificates.len())
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .finish()
    }
}

impl CloudBuilder {
    /// Sends API calls and downloads through a proxy, such as `http://user:password@proxy.example.com:3128`.
    ///
    /// The proxy is spoken to with http or https; special characters in a password are percent-encoded.
    /// It is used for every host, this machine included. Without this setting the proxy is the one of
    /// `HTTP_PROXY`, `HTTPS_PROXY` or `ALL_PROXY`, except for the hosts of `NO_PROXY`, or on macOS and
    /// Windows the system's; none is used when every endpoint is on this machine.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http.proxy = Some(url.into().into());
        self
    }

    /// Trusts a certificate authority beside those that the system trusts.
    ///
    /// `pem` holds one certificate or several; more calls add more. It counts for a proxy that is
    /// reached through https too.
    #[must_use]
    pub fn ca_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.ca_certificates.push(pem.into());
        self
    }

    /// How long it may take to connect, from the name's look-up to the end of the TLS handshake and
    /// through a proxy; 10 seconds unless set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = timeout;
        self
    }

    /// How long nothing may arrive: neither an answer, nor more of its body; 60 seconds unless set.
    ///
    /// It starts anew with whatever arrives, so a large file may take any time.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.http.read_timeout = timeout;
        self
    }
}

impl HttpSettings {
    /// One client for all services and for links. It holds no credentials: the transport adds them to
    /// each call, so that no link's host can get any.
    ///
    /// When all endpoints are `local`, the environment's proxy is left aside: its loopback is not ours.
    pub(crate) fn client(&self, local: bool) -> Result<Client, Error> {
        for (what, timeout) in [("connect", self.connect_timeout), ("read", self.read_timeout)] {
            if timeout.is_zero() {
                return Err(Kind::Config(format!("the {what} timeout is zero"))
                    .with_hint("nothing can be reached in no time; some seconds are usual"));
            }
        }
        let mut builder = Client::builder()
            .user_agent(concat!("huaweicloud-logs/", env!("CARGO_PKG_VERSION")))
            // A redirect would carry the signature, or a link's, to another host.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(self.connect_timeout)
            // Between two reads, not in total: files are large.
            .read_timeout(self.read_timeout)
            // A call that ends by its timeout leaves its HTTP/2 connection to the next one, however dead
            // that is; an unanswered ping closes it, before the read timeout.
            .http2_keep_alive_interval(self.read_timeout / 3)
            .http2_keep_alive_timeout(self.read_timeout / 3)
            .tls_certs_merge(self.certificates()?);
        if let Some(url) = &self.proxy {
            builder = builder.proxy(proxy(url.expose_secret())?);
        } else if local {
            builder = builder.no_proxy();
        }
        builder.build().map_err(|source| {
            if self.ca_certificates.is_empty() {
                return Kind::Network { doing: "setting up HTTP and TLS".into(), source }.into();
            }
            // Only now is read what the PEM holds.
            no_certificate("one can't be read")
        })
    }

    fn certificates(&self) -> Result<Vec<Certificate>, Error> {
        let mut all = Vec::new();
        for pem in &self.ca_certificates {
            let some = Certificate::from_pem_bundle(pem);
            let some = some.map_err(|_| no_certificate("the PEM is broken"))?;
            if some.is_empty() {
                return Err(no_certificate("there is none in the PEM"));
            }
            all.extend(some);
        }
        Ok(all)
    }
}

fn no_certificate(why: &str) -> Error {
    Kind::Config(format!("the CA certificates are unusable: {why}"))
        .with_hint("each begins with a line -----BEGIN CERTIFICATE-----")
}

/// The proxy of a URL, of which no part is repeated in an error.
fn proxy(url: &str) -> Result<Proxy, Error> {
    let wrong = |why: &str| {
        Kind::Config(format!("the proxy is unusable: {why}")).with_hint(
            "write scheme, host and port, such as http://proxy.example.com:3128; \
             special characters in its password are percent-encoded",
        )
    };
    let parsed = Url::parse(url).map_err(|error| wrong(&error.to_string()))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(wrong("it is neither http nor https"));
    }
    if parsed.path() != "/" || parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(wrong("something follows its host and port"));
    }
    // reqwest would silently go without a proxy whose URL this can't read.
    if parsed.as_str().parse::<Uri>().is_err() {
        return Err(wrong("it holds characters that no URL can carry"));
    }
    Proxy::all(parsed).map_err(|_| wrong("it is no URL"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::{Cloud, CloudBuilder, Service, Token};

    fn builder() -> CloudBuilder {
        let here = Cloud::builder().endpoint(Service::Rds, "http://127.0.0.1:1");
        here.credentials(Token::new("t")).project_id("p")
    }

    #[test]
    fn an_unusable_proxy_is_refused_without_showing_its_password() {
        for url in [
            "",
            "proxy:3128",
            "10.0.0.1:3128",
            "me:hunter2@proxy:3128",
            "socks5://me:hunter2@proxy:1080",
            "ftp://me:hunter2@proxy",
            "http://me:hunter2@proxy/path",
            "http://me:hunter2@proxy:port",
            "http://me:hunter2/x@proxy",
            "http://me:hunter2#x@proxy",
            "http://me:hunter2?x@proxy",
            "http://me:hunter2@pro\"xy",
            "http://me:hunter2@",
        ] {
            let error = builder().proxy(url).build().unwrap_err();
            assert!(error.is_config() && error.hint().unwrap().contains("3128"), "{error:?}");
            assert!(!format!("{error} {error:?}").contains("hunter"), "{url}: {error:?}");
        }
    }

    #[test]
    fn debug_shows_no_proxy_password() {
        for url in ["http://me:hunter2@proxy:3128", "https://me:hunter2%40@proxy", "http://[::1]:1"]
        {
            let builder = builder().proxy(url);
            assert!(!format!("{builder:?}").contains("hunter2"));
            let cloud = builder.build().unwrap();
            assert!(!format!("{cloud:?}").contains("hunter2"), "{cloud:?}");
        }
    }

    #[test]
    fn certificates_that_are_none_are_refused() {
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        let cut = "-----BEGIN CERTIFICATE-----\nAAAA\n";
        let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        for pem in ["", "certificate", broken, cut, key] {
            let error = builder().ca_certificate(pem).build().unwrap_err();
            assert!(error.is_config() && error.hint().unwrap().contains("BEGIN"), "{error:?}");
        }
    }

    #[test]
    fn a_timeout_of_zero_is_refused() {
        for builder in
            [builder().connect_timeout(Duration::ZERO), builder().read_timeout(Duration::ZERO)]
        {
            assert!(builder.build().unwrap_err().to_string().contains("timeout is zero"));
        }
    }
}
