//! A server that breaks off, in front of one that doesn't: `bench-fault-proxy ADDRESS SIZE`, the latter's address and
//! how large its object is.
//!
//! It prints its own address. For each line of input it prints what it sent so far, and it ends when its input
//! does.

mod faults;
mod head;
mod relay;

use std::env;
use std::error::Error;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpListener;

use self::relay::Relay;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(server), Some(size)) = (arguments.next(), arguments.next()) else {
        return Err("the address of a server or the size of its object is missing".into());
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{}", listener.local_addr()?);
    let relay = Arc::new(Relay::new(server, size.parse()?));
    let serving = async {
        loop {
            let (client, _) = listener.accept().await?;
            let relay = relay.clone();
            // A client may go whenever it likes.
            tokio::spawn(async move { relay.serve(client).await });
        }
    };
    let telling = async {
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        while lines.next_line().await?.is_some() {
            println!("{}", serde_json::to_string(&relay.sent())?);
        }
        Ok(())
    };
    tokio::select! {
        result = serving => result,
        result = telling => result,
    }
}
