//! Makes a server as far away as another continent: `bench-delay-proxy ADDRESS`.
//!
//! It prints its own address, and ends when its input does. Each direction of a connection takes [`DELAY`], and as
//! in TCP no more than a [`WINDOW`] is under way that the other side has not confirmed.

mod line;

use std::env;
use std::error::Error;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// From one side to the other.
const DELAY: Duration = Duration::from_millis(50);

/// Bytes of one direction of a connection, not confirmed yet.
const WINDOW: usize = 256 << 10;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = env::args().nth(1).ok_or("the address of a server is missing")?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{}", listener.local_addr()?);
    let serving = async move {
        loop {
            let (client, _) = listener.accept().await?;
            let server = server.clone();
            tokio::spawn(async move {
                if let Err(error) = connect(client, &server).await {
                    eprintln!("{server}: {error}");
                }
            });
        }
    };
    tokio::select! {
        result = serving => result,
        result = input_ends() => Ok(result?),
    }
}

async fn connect(client: TcpStream, server: &str) -> std::io::Result<()> {
    // Opening a connection takes a round trip.
    sleep(2 * DELAY).await;
    let server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::join!(
        line::carry(from_client, to_server, DELAY, WINDOW),
        line::carry(from_server, to_client, DELAY, WINDOW),
    );
    Ok(())
}

async fn input_ends() -> std::io::Result<()> {
    let mut rest = vec![];
    tokio::io::stdin().read_to_end(&mut rest).await?;
    Ok(())
}
