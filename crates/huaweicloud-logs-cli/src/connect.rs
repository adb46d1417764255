//! From options and environment to a [`Cloud`].

use std::env;

use huaweicloud_logs::{AccessKey, Cloud, Credentials, Error, Token};

use crate::args::Shared;

/// The variable that holds an IAM token. The official SDKs have none for it.
const TOKEN: &str = "HWLOGS_TOKEN";

pub(crate) fn cloud(shared: &Shared) -> Result<Cloud, Error> {
    let mut builder = Cloud::builder().credentials(credentials()?);
    if let Some(region) = &shared.region {
        builder = builder.region(region);
    }
    if let Some(project_id) = &shared.project_id {
        builder = builder.project_id(project_id);
    }
    for (service, url) in &shared.endpoint {
        builder = builder.endpoint(*service, url);
    }
    builder.build()
}

fn credentials() -> Result<Credentials, Error> {
    match env::var(TOKEN) {
        Ok(token) if !token.is_empty() => Ok(Token::new(token).into()),
        _ => AccessKey::from_env().map(Into::into),
    }
}
