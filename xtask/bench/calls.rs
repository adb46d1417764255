//! Signed calls through huaweicloud-logs, one after the other.

use std::env;
use std::error::Error;
use std::io;

use bench_programs::{INSTANCE, cloud};
use huaweicloud_logs::Phase;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = env::args().nth(1).ok_or("the URL of a server is missing")?;
    let cloud = cloud(&endpoint)?;
    for line in io::stdin().lines() {
        let calls: u32 = line?.parse()?;
        for _ in 0..calls {
            // One call: its answer already tells how far the job is.
            let mut job = cloud.rds(INSTANCE).error_logs().start().await?;
            let update = job.next_update().await?.ok_or("nothing is known of the job")?;
            if update.phase != Phase::Succeeded {
                return Err(format!("the answer says: {update}").into());
            }
        }
        println!("{calls}");
    }
    Ok(())
}
