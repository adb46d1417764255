//! nginx: what serving a file costs at least, and a server that costs a measured client nothing.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A file system that is in memory.
const MEMORY: &str = "/dev/shm";

const MISSING: &str = "nginx is missing; on Debian and its like: apt-get install nginx-light";

/// How long nginx may take to start.
const LIMIT: Duration = Duration::from_secs(10);

/// A running nginx. Dropping it ends it and removes its files.
pub(super) struct Nginx {
    child: Child,
    address: String,
    _folder: TempDir,
}

impl Nginx {
    /// Starts one that serves a file of `size` bytes, which is in memory.
    pub(super) fn with_file(size: u64) -> Result<Self, String> {
        Self::start(|folder| {
            write_file(&folder.join("file"), size)?;
            Ok(format!("root {};", folder.display()))
        })
    }

    /// Starts one that serves what is in a folder, over HTTPS as well, with `server.pem` and `server.key` of another.
    /// Returns where the latter is.
    pub(super) fn with_folder(files: &Path, keys: &Path) -> Result<(Self, String), String> {
        let secure = free_address().map_err(|error| format!("a port for nginx: {error}"))?;
        let (files, keys) = (files.display(), keys.display());
        let server = format!(
            "listen {secure} ssl; ssl_certificate {keys}/server.pem; \
             ssl_certificate_key {keys}/server.key; root {files};"
        );
        Ok((Self::start(|_| Ok(server))?, format!("https://{secure}")))
    }

    /// Starts one that answers every call of an operation, told by its path in the document, with the same JSON. A
    /// quote or a dollar sign in it would keep nginx from starting.
    pub(super) fn with_answer(path: &str, json: &str) -> Result<Self, String> {
        let any = |segment| if str::starts_with(segment, '{') { "[^/]+" } else { segment };
        let path: Vec<_> = path.split('/').map(any).collect();
        let path = path.join("/");
        Self::start(|_| {
            Ok(format!(
                "location ~ \"^{path}$\" {{ default_type application/json; \
                 add_header X-Request-Id 5a1b7c0de4f24e4f9c6f8f3a2d1b0c9e; return 200 '{json}'; }}"
            ))
        })
    }

    /// Starts one with what `prepare` says of its server. It is not installed unasked: the package starts a server
    /// of its own, on the port of the web and at every start of the machine.
    fn start(prepare: impl FnOnce(&Path) -> io::Result<String>) -> Result<Self, String> {
        if !is_there() {
            return Err(MISSING.to_owned());
        }
        Self::try_start(prepare).map_err(|error| format!("nginx could not be started: {error}"))
    }

    fn try_start(prepare: impl FnOnce(&Path) -> io::Result<String>) -> io::Result<Self> {
        let folder = memory_folder()?;
        let server = prepare(folder.path())?;
        let address = free_address()?;
        let configuration = folder.path().join("nginx.conf");
        fs::write(&configuration, configured(folder.path(), &address, &server))?;
        let child = command()
            .arg("-p")
            .arg(folder.path())
            .arg("-c")
            .arg(&configuration)
            // Until it has read where else to write, it would write to the log of the machine's own nginx.
            .args(["-e", "stderr"])
            .stdin(Stdio::null())
            .spawn()?;
        let mut nginx = Self { child, address, _folder: folder };
        let deadline = Instant::now() + LIMIT;
        while TcpStream::connect(&nginx.address).is_err() {
            if let Some(status) = nginx.child.try_wait()? {
                return Err(io::Error::other(format!("it ended with {status}")));
            }
            if Instant::now() > deadline {
                return Err(io::ErrorKind::TimedOut.into());
            }
            sleep(Duration::from_millis(20));
        }
        Ok(nginx)
    }

    pub(super) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Its host and port.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Where it is.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where its file is.
    pub(super) fn file(&self) -> String {
        format!("{}/file", self.url())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It has no children and nothing to lose.
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("nginx: {error}");
        }
    }
}

/// A folder in memory.
pub(super) fn memory_folder() -> io::Result<TempDir> {
    tempfile::Builder::new().prefix("hwlogs-bench-").tempdir_in(MEMORY)
}

/// Free when it is looked for; nothing can keep it so until nginx takes it.
fn free_address() -> io::Result<String> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.to_string())
}

/// One process, without a master, on a port and with files of its own.
fn configured(folder: &Path, address: &str, server: &str) -> String {
    let folder = folder.display();
    format!(
        "daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log stderr;\n\
         events {{}}\n\
         http {{\n\
         access_log off; sendfile on; tcp_nodelay on; keepalive_timeout 60; keepalive_requests 1000000;\n\
         client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n\
         fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\n\
         server {{ listen {address}; {server} }}\n\
         }}\n"
    )
}

fn write_file(path: &Path, size: u64) -> io::Result<()> {
    let mut file = File::create(path)?;
    let piece = vec![b'a'; 1 << 20];
    let mut left = size;
    while left > 0 {
        let most = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        file.write_all(&piece[..most])?;
        left -= most as u64;
    }
    Ok(())
}

/// Debian has it where only root looks.
fn command() -> Command {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("nginx");
    command.env("PATH", format!("{path}:/usr/sbin"));
    command
}

fn is_there() -> bool {
    command().arg("-v").stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
