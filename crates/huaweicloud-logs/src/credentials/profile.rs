//! Credentials from a file.

use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{AccessKey, BoxFuture, Credentials, Password, ProvideCredentials, Token};
use crate::Result;
use crate::error::{Error, Kind};
use crate::iam::Iam;

/// Longer than any list of profiles.
const LONGEST_FILE: u64 = 1 << 20;

/// Credentials from a TOML file with a table for each profile, read anew each time they are asked for:
///
/// ```toml
/// [default]
/// access_key = "…"
/// secret_key = "…"
/// security_token = "…"     # temporary keys only
/// project_id = "…"         # the region's own project unless given
///
/// [auditor]
/// domain = "…"
/// user = "…"
/// password = "…"
///
/// [short-lived]
/// token = "…"
/// ```
///
/// On Unix a file that users other than its owner and group may touch is refused; elsewhere nobody looks.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    file: Option<PathBuf>,
    name: Option<String>,
}

impl Profile {
    /// Reads another file than the standard one. A file that is named has to be there.
    ///
    /// The standard one is `HWLOGS_CREDENTIALS_FILE`, or else `hwlogs/credentials.toml` under
    /// `XDG_CONFIG_HOME` or, where that is not set, `.config` in the home folder.
    #[must_use]
    pub fn file(mut self, file: impl Into<PathBuf>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Takes another table than that in `HWLOGS_PROFILE`, or else `default`. A profile that is named has
    /// to be there.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    fn read(&self) -> Result<Entry> {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let chosen = self.file.clone().or_else(|| set("HWLOGS_CREDENTIALS_FILE").map(Into::into));
        let name = self.name.clone();
        let name = name.or_else(|| set("HWLOGS_PROFILE").map(|name| name.to_string_lossy().into()));
        let standard = || {
            let folder = set("XDG_CONFIG_HOME").map(PathBuf::from);
            let folder = folder.or_else(|| env::home_dir().map(|home| home.join(".config")))?;
            Some(folder.join("hwlogs").join("credentials.toml"))
        };
        let named = chosen.is_some() || name.is_some();
        let Some(path) = chosen.or_else(standard) else {
            return Err(Error::no_credentials("there is no home folder to look for a profile in"));
        };
        let text = match read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !named => {
                let why = format!("there is no profile file {}", path.display());
                return Err(Error::no_credentials(why));
            }
            Err(error) => return Err(unreadable(&path, &error)),
        };
        let name = name.as_deref().unwrap_or("default");
        entry(&path, text.expose_secret(), name)
    }
}

impl ProvideCredentials for Profile {
    fn provide<'a>(&'a self, iam: &'a Iam) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(async move {
            // A small local file, read when the program starts or credentials expire.
            match self.read()? {
                Entry::AccessKey { access_key, secret_key, security_token, project_id } => {
                    let mut key = AccessKey::new(access_key, secret_key.expose_secret());
                    key.security_token = security_token;
                    key.project_id = project_id;
                    Ok(key.into())
                }
                Entry::Token { token, project_id } => {
                    let mut credentials = Credentials::from(Token(token));
                    credentials.project_id = project_id;
                    Ok(credentials)
                }
                Entry::Password { domain, user, password, project_id } => {
                    let password = Password { domain, user, password, project_id };
                    password.check()?;
                    password.provide(iam).await
                }
            }
        })
    }
}

/// A profile.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Entry {
    AccessKey {
        access_key: String,
        secret_key: SecretString,
        security_token: Option<SecretString>,
        project_id: Option<String>,
    },
    Token {
        token: SecretString,
        project_id: Option<String>,
    },
    Password {
        domain: String,
        user: String,
        password: SecretString,
        project_id: Option<String>,
    },
}

fn read(path: &Path) -> io::Result<SecretString> {
    let file = File::open(path)?;
    check_mode(&file)?;
    let mut text = String::new();
    file.take(LONGEST_FILE).read_to_string(&mut text)?;
    Ok(text.into())
}

/// Asks the open file, which can't be exchanged in between.
#[cfg(unix)]
fn check_mode(file: &File) -> io::Result<()> {
    let mode = mode(&file.metadata()?);
    match mode & EVERYBODY {
        0 => Ok(()),
        _ => Err(io::Error::other(format!(
            "any user of this machine may touch it (mode {mode:03o})"
        ))),
    }
}

#[cfg(not(unix))]
fn check_mode(_file: &File) -> io::Result<()> {
    Ok(())
}

/// What others than the owner and the group may do.
#[cfg(unix)]
const EVERYBODY: u32 = 0o007;

#[cfg(unix)]
fn mode(metadata: &std::fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let shown = path.display();
    let what = format!("the profile file {shown} can't be used: {error}");
    let error = Kind::Config(what);
    #[cfg(unix)]
    if std::fs::metadata(path).is_ok_and(|metadata| mode(&metadata) & EVERYBODY != 0) {
        return error.with_hint(format!("keep it to yourself: chmod 600 {shown}"));
    }
    error.with_hint("HWLOGS_CREDENTIALS_FILE names another one")
}

fn entry(path: &Path, text: &str, name: &str) -> Result<Entry> {
    let shown = path.display();
    // toml's own text quotes the line, which may hold a secret.
    let profiles: BTreeMap<String, toml::Table> = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
        Kind::Config(format!(
            "the profile file {shown} can't be read: line {line} is no TOML, or stands in no table"
        ))
        .with_hint("write [default], and a line such as access_key = \"…\" below it")
    })?;
    let Some(profile) = profiles.get(name) else {
        let names: Vec<_> = profiles.keys().map(String::as_str).collect();
        return Err(Kind::Config(format!("the profile file {shown} has no profile [{name}]"))
            .with_hint(match names.is_empty() {
                true => "it has none at all".to_owned(),
                false => format!("it has {}", names.join(", ")),
            }));
    };
    toml::Value::Table(profile.clone()).try_into().map_err(|_| {
        let keys: Vec<_> = profile.keys().map(String::as_str).collect();
        Kind::Config(format!("profile [{name}] in {shown} is none of the known kinds: it has {}", keys.join(", ")))
            .with_hint(
                "write access_key and secret_key (and security_token), or token, or domain, user and password; \
                 project_id may stand with each; all are texts",
            )
    })
}

#[cfg(test)]
#[path = "tests/profile.rs"]
mod tests;
