//! Downloads a file through the crate object_store: `bench-object-store URL FILE`.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::Write as _;

use futures::TryStreamExt as _;
use object_store::http::HttpBuilder;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStoreExt as _};
use url::Url;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(url), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("the URL or the file is missing".into());
    };
    let url = Url::parse(&url)?;
    let store = HttpBuilder::new()
        .with_url(url.origin().ascii_serialization())
        // The timeout is for all of a file.
        .with_client_options(ClientOptions::new().with_allow_http(true).with_timeout_disabled())
        .build()?;
    let mut pieces = store.get(&Path::from_url_path(url.path())?).await?.into_stream();
    let mut file = File::create(path)?;
    while let Some(piece) = pieces.try_next().await? {
        file.write_all(&piece)?;
    }
    Ok(())
}
