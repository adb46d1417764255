//! Downloads a file as a program by hand would: `bench-reqwest-loop URL FILE [CA-FILE]`.

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::io::Write as _;

use reqwest::{Certificate, Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(url), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("the URL or the file is missing".into());
    };
    let mut client = Client::builder();
    if let Some(authority) = arguments.next() {
        client = client.tls_certs_merge(Certificate::from_pem_bundle(&fs::read(authority)?)?);
    }
    let mut answer = client.build()?.get(url).send().await?.error_for_status()?;
    let mut file = File::create(path)?;
    while let Some(piece) = answer.chunk().await? {
        file.write_all(&piece)?;
    }
    Ok(())
}
