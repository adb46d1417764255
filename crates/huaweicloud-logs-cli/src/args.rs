//! The command line.

pub(crate) mod services;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use huaweicloud_logs::Service;

use crate::args::services::ServiceCommand;
use crate::duration;

/// Get log files out of Huawei Cloud: complete and verified.
#[derive(Debug, Parser)]
#[command(
    name = "hwlogs",
    version,
    after_help = "\
Credentials come from the environment, or else from a profile file. The first that is set counts:
  HWLOGS_TOKEN                              an IAM token
  HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK    access key and secret key, as for the official SDKs
  HUAWEICLOUD_SDK_SECURITY_TOKEN            with temporary keys
  HWLOGS_DOMAIN, HWLOGS_USER, HWLOGS_PASSWORD   account, IAM user and password
  HWLOGS_CREDENTIALS_FILE, HWLOGS_PROFILE   file and table [~/.config/hwlogs/credentials.toml, default]
A profile holds access_key and secret_key (and security_token), or token, or domain, user and
password; project_id may stand with each. --profile goes before the environment. Without a project id
IAM is asked for the one of the region.

The files are listed on standard output, everything else goes to standard error.
What is there of an unfinished file is kept: the same command goes on from it when it runs again.
Exit status: 0 every file is on disk and complete, 1 something is missing, 2 wrong usage,
130 or 143 after SIGINT or SIGTERM."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

/// Options that every command takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Shared {
    /// Print JSON instead of a table
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Tell each call, poll and download on standard error, instead of showing progress
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Region whose endpoints are called, such as cn-north-4
    #[arg(long, global = true, env = "HWLOGS_REGION")]
    pub(crate) region: Option<String>,
    /// Project to work in
    #[arg(long, global = true, env = "HUAWEICLOUD_SDK_PROJECT_ID", hide_env_values = true)]
    pub(crate) project_id: Option<String>,
    /// Take the credentials from this table of the profile file
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Call another endpoint for a service: rds, dds, dcs, clouddc or iam; may be repeated
    #[arg(long, global = true, value_name = "SERVICE=URL", value_parser = endpoint)]
    pub(crate) endpoint: Vec<Endpoint>,
    /// Proxy for calls and downloads, such as `http://user:password@proxy:3128`, instead of the
    /// one in HTTPS_PROXY or HTTP_PROXY
    #[arg(long, global = true, value_name = "URL", env = "HWLOGS_PROXY", hide_env_values = true)]
    pub(crate) proxy: Option<String>,
    /// Trust the certificate authorities in this PEM file too
    // No path: clap refuses an empty one, and a variable that is set to nothing is no wrong usage.
    #[arg(long, global = true, value_name = "FILE", env = "HWLOGS_CA_FILE")]
    pub(crate) ca_file: Option<OsString>,
    /// How long it may take until the files of an instance or a link are on disk: 90s, 20m, 2h, or a number of seconds
    #[arg(long, global = true, value_name = "TIME", default_value = "1h", value_parser = duration::parse)]
    pub(crate) timeout: Duration,
    /// First pause between two polls; pauses grow by half, to at most six times this [default: pauses that go by
    /// how long such jobs take]
    #[arg(long, global = true, value_name = "TIME", value_parser = duration::parse)]
    pub(crate) poll_interval: Option<Duration>,
    /// Connections that bring parts of one file at the same time, 1 to 32 [default: 1, or 8 if the server is far away
    /// and the file large]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=32))]
    pub(crate) connections: Option<u32>,
    /// Decompress files that end in .gz
    #[arg(long, global = true)]
    pub(crate) decompress: bool,
    /// Keep in this file how long jobs have taken, to know when to poll; set to nothing: nowhere
    /// [default: ~/.local/state/hwlogs/history.json]
    #[arg(long, global = true, value_name = "FILE", env = "HWLOGS_HISTORY")]
    pub(crate) history: Option<OsString>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Service(ServiceCommand),
    /// Download files by links that came from elsewhere, such as a console
    ///
    /// It needs no account. A download that was cut off goes on where it ended when the same command runs again,
    /// also with a newer link to the same object. Whoever has a link can read the file, and other users of a machine
    /// can see the arguments of commands: where there are any, give links on standard input.
    #[command(after_help = "\
Examples:
  hwlogs fetch - --to logs/ < links.txt
  hwlogs fetch 'https://…' --to logs/today.log")]
    Fetch(Fetch),
    /// Fetch the logs of all four services from a simulator inside this command
    ///
    /// It needs no account: credentials, region, project and endpoints are the simulator's own, and no proxy
    /// is used.
    Demo(Demo),
}

impl Command {
    /// What it brings, as JSON calls it.
    pub(crate) fn brings(&self) -> &'static str {
        use services::{CloudDc, Dcs, Dds, Rds};
        match self {
            Self::Service(
                ServiceCommand::Rds { what: Rds::Instances }
                | ServiceCommand::Dds { what: Dds::Instances }
                | ServiceCommand::Dcs { what: Dcs::Instances }
                | ServiceCommand::CloudDc { what: CloudDc::Instances },
            ) => "instances",
            Self::Service(ServiceCommand::Dcs { what: Dcs::Replicas(_) }) => "nodes",
            _ => "files",
        }
    }
}

/// What to fetch, and where to put it.
#[derive(Args, Debug)]
pub(crate) struct Target {
    /// Ids of the instances or servers
    #[arg(required = true, value_name = "ID")]
    pub(crate) instances: Vec<String>,
    /// Folder for the files; it is made if need be, and nothing in it is overwritten
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) to: PathBuf,
}

/// Links, and where to put what they lead to.
#[derive(Args, Debug)]
pub(crate) struct Fetch {
    /// Links, each in quotes; `-` reads them from standard input, one a line, without blank lines and those that
    /// begin with #
    #[arg(required = true, value_name = "URL")]
    pub(crate) links: Vec<String>,
    /// Folder for the files; with one link also the path of the file, which it is unless there is such a folder or it
    /// ends in a slash. What is missing of it is made, and nothing in it is overwritten
    #[arg(long, value_name = "PATH", default_value = ".")]
    pub(crate) to: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// Folder for the files
    #[arg(long, value_name = "DIR", default_value = "hwlogs-demo")]
    pub(crate) to: PathBuf,
}

/// Where to call a service, or IAM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Service(Service, String),
    Iam(String),
}

fn endpoint(text: &str) -> Result<Endpoint, String> {
    let (service, url) = text
        .split_once('=')
        .ok_or_else(|| "write it as SERVICE=URL, such as rds=https://rds.example.com".to_owned())?;
    if service == "iam" {
        return Ok(Endpoint::Iam(url.to_owned()));
    }
    let service = service.parse().map_err(|error: huaweicloud_logs::Error| {
        format!("{error}; {}", error.hint().unwrap_or_default())
    })?;
    Ok(Endpoint::Service(service, url.to_owned()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Cli, Endpoint, Service, endpoint};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_endpoint_names_its_service() {
        let url = "http://127.0.0.1:1";
        let rds = Endpoint::Service(Service::Rds, url.to_owned());
        assert_eq!(endpoint("rds=http://127.0.0.1:1"), Ok(rds));
        assert_eq!(endpoint("iam=http://127.0.0.1:1"), Ok(Endpoint::Iam(url.to_owned())));
        assert!(endpoint("obs=http://h").unwrap_err().contains("clouddc"));
        assert!(endpoint("http://h").unwrap_err().contains("SERVICE=URL"));
    }
}
