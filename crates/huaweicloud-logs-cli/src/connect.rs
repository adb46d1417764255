//! From options and environment to a [`Cloud`].

use std::path::{Path, PathBuf};
use std::{env, fs};

use huaweicloud_logs::{Chain, Cloud, CloudBuilder, Downloader, History, Profile};

use crate::args::{Endpoint, Shared};
use crate::failure::Failure;

/// The official SDKs' variable for IAM's endpoint.
const IAM_ENDPOINT: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";

/// A cloud with credentials: wrong ones are better found before the work begins.
pub(crate) async fn cloud(shared: &Shared) -> Result<Cloud, Failure> {
    let mut builder = match &shared.profile {
        Some(name) => Cloud::builder().credentials(Profile::default().name(name)),
        None => Cloud::builder().credentials(Chain::default()),
    };
    // A variable that is set to nothing counts as not set.
    if let Some(region) = shared.region.as_deref().filter(|region| !region.is_empty()) {
        builder = builder.region(region);
    }
    if let Some(project_id) = shared.project_id.as_deref().filter(|id| !id.is_empty()) {
        builder = builder.project_id(project_id);
    }
    if let Ok(url) = env::var(IAM_ENDPOINT)
        && !url.is_empty()
    {
        builder = builder.iam_endpoint(url);
    }
    builder = network(builder, shared)?;
    if let Some(path) = history(shared) {
        builder = builder.history(History::open(path));
    }
    for endpoint in &shared.endpoint {
        builder = match endpoint {
            Endpoint::Service(service, url) => builder.endpoint(*service, url),
            Endpoint::Iam(url) => builder.iam_endpoint(url),
        };
    }
    let cloud = builder.build()?;
    cloud.sign_in().await?;
    Ok(cloud)
}

/// What downloads by links, without an account.
pub(crate) fn downloader(shared: &Shared) -> Result<Downloader, Failure> {
    Ok(network(Cloud::builder(), shared)?.downloader()?)
}

/// How to reach anything.
fn network(mut builder: CloudBuilder, shared: &Shared) -> Result<CloudBuilder, Failure> {
    if let Some(proxy) = shared.proxy.as_deref().filter(|url| !url.is_empty()) {
        builder = builder.proxy(proxy);
    }
    if let Some(file) = shared.ca_file.as_deref().filter(|file| !file.is_empty()) {
        let pem = fs::read(file).map_err(|error| {
            let file = Path::new(file).display();
            Failure::Usage(format!("the CA file {file} can't be read: {error}"))
        })?;
        builder = builder.ca_certificate(pem);
    }
    Ok(builder)
}

/// Where to keep how long jobs have taken.
fn history(shared: &Shared) -> Option<PathBuf> {
    if let Some(file) = &shared.history {
        return (!file.is_empty()).then(|| file.into());
    }
    let folder = env::var_os("XDG_STATE_HOME").filter(|folder| !folder.is_empty());
    let folder = folder.map(PathBuf::from);
    let folder = folder.or_else(|| env::home_dir().map(|home| home.join(".local/state")))?;
    Some(folder.join("hwlogs/history.json"))
}
