//! Runs a program and says what it cost: `bench-measure SECONDS PROGRAM ARGUMENT…`, a line of JSON.
//!
//! Linux counts the peak memory of whoever starts a program as the program's own. So it is started by one that
//! has as little as this.

use std::env;
use std::error::Error;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::signal::{Signal, killpg};
use nix::sys::time::TimeValLike as _;
use nix::unistd::Pid;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(limit), Some(program)) = (arguments.next(), arguments.next()) else {
        return Err("the seconds or the program are missing".into());
    };
    let limit = Duration::from_secs(limit.to_string_lossy().parse()?);
    let mut command = Command::new(program);
    // A group of its own, so that what it starts in turn ends with it.
    command.args(arguments).stdout(Stdio::null()).process_group(0);
    let began = Instant::now();
    let mut child = command.spawn()?;
    let group = Pid::from_raw(i32::try_from(child.id())?);
    // Ends with this program, which is before the number of the group can be given to another.
    thread::spawn(move || {
        thread::sleep(limit);
        // There is nothing else to be done about it.
        let _ = killpg(group, Signal::SIGKILL);
    });
    let status = child.wait()?;
    let wall = began.elapsed();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    println!(
        "{}",
        json!({
            "status": status.code(),
            "wall_s": wall.as_secs_f64(),
            "cpu_s": cpu(&usage).as_secs_f64(),
            "peak_kib": usage.max_rss(),
        })
    );
    Ok(())
}

/// All of a program's time on processors, and that of those it waited for.
fn cpu(usage: &Usage) -> Duration {
    let sum = usage.user_time() + usage.system_time();
    Duration::from_micros(sum.num_microseconds().unsigned_abs())
}
