//! From options and environment to a [`Cloud`].

use std::env;

use huaweicloud_logs::{AccessKey, Cloud, Credentials, Token};

use crate::args::Shared;
use crate::failure::Failure;

/// The variable that holds an IAM token. The official SDKs have none for it.
const TOKEN: &str = "HWLOGS_TOKEN";

pub(crate) fn cloud(shared: &Shared) -> Result<Cloud, Failure> {
    let mut builder = Cloud::builder().credentials(credentials()?);
    // A variable that is set to nothing counts as not set.
    if let Some(region) = shared.region.as_deref().filter(|region| !region.is_empty()) {
        builder = builder.region(region);
    }
    if let Some(project_id) = shared.project_id.as_deref().filter(|id| !id.is_empty()) {
        builder = builder.project_id(project_id);
    }
    for (service, url) in &shared.endpoint {
        builder = builder.endpoint(*service, url);
    }
    Ok(builder.build()?)
}

fn credentials() -> Result<Credentials, Failure> {
    match env::var(TOKEN) {
        Ok(token) if !token.is_empty() => Ok(Token::new(token).into()),
        Err(env::VarError::NotUnicode(_)) => Err(Failure::Usage(format!("{TOKEN} is not UTF-8"))),
        _ => Ok(AccessKey::from_env()?.into()),
    }
}
