//! A simulator, a client, and one of the ways from one to the other.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use huaweicloud_logs::{Cloud, Downloader, Error, Event, SavedFile};
use huaweicloud_logs_sim::{FaultOrder, LogFile, Scenario, Service, Simulator};
use integration_tests::{access_key, quick, quick_retry, towards};
use serde_json::Value;

/// How long a download may take, far below what counts as a hang.
const TIMEOUT: Duration = Duration::from_secs(8);

/// Moves the clock behind the end of every link of RDS.
const LIFE: Duration = Duration::from_secs(6 * 60);

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// A link that nobody can replace.
    Link,
    /// A link, and somebody who knows where there are others.
    Renewed,
    /// Jobs of RDS, where the poll gives another link when the one before has expired.
    Rds,
    /// Jobs of CloudDC, which give a stream.
    CloudDc,
}

impl Way {
    fn service(self) -> Service {
        match self {
            // Links come from RDS. From DCS they would come much later: its list has to stay as it is for a while.
            Self::Link | Self::Renewed | Self::Rds => Service::Rds,
            Self::CloudDc => Service::CloudDc,
        }
    }
}

/// What a download is asked for beside the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    pub(crate) size: u64,
    pub(crate) connections: Option<u32>,
    /// How long nothing may come.
    pub(crate) patience: Duration,
    /// What the simulator makes of links that have expired, and whether they do at the first retry.
    pub(crate) reissue: Option<&'static str>,
    /// A name from whoever calls, where no server gives one.
    pub(crate) name: Option<String>,
}

/// Both ends.
pub(crate) struct World {
    pub(crate) simulator: Arc<Simulator>,
    pub(crate) way: Way,
    wish: Wish,
    cloud: Cloud,
    downloader: Downloader,
    link: String,
}

impl World {
    pub(crate) async fn start(way: Way, wish: Wish) -> Self {
        let (size, reissue) = (wish.size, wish.reissue.unwrap_or("same-object"));
        let logs = format!("logs = {{ generated = {{ size = {size} }} }}");
        let scenario = format!(
            "jobs.takes.polls = 0\nlinks.reissue = '{reissue}'\n[[rds]]\n{logs}\n[[clouddc]]\n{logs}\n"
        );
        let simulator = Simulator::start_with(Scenario::parse(&scenario).unwrap()).await.unwrap();
        let connection = simulator.connection();
        let builder = towards(connection).credentials(access_key(connection)).retry(quick_retry());
        let cloud = builder.read_timeout(wish.patience).build().unwrap();
        let downloader = cloud.downloader();
        let link = match way {
            Way::Link | Way::Renewed => link(&simulator).await,
            Way::Rds | Way::CloudDc => String::new(),
        };
        Self { simulator: Arc::new(simulator), way, wish, cloud, downloader, link }
    }

    /// The file as it is before anything happens to it.
    pub(crate) fn original(&self) -> LogFile {
        let mut files = self.simulator.files().into_iter();
        files.find(|file| file.service == self.way.service()).unwrap()
    }

    /// The SHA-256 of everything that may be saved in its stead.
    pub(crate) async fn replacements(&self) -> Vec<String> {
        let url = format!("{}/_sim/objects", self.simulator.connection().control);
        let answer: Value = client().get(url).send().await.unwrap().json().await.unwrap();
        let objects = answer["objects"].as_array().unwrap();
        objects.iter().map(|object| object["sha256"].as_str().unwrap().to_owned()).collect()
    }

    /// Orders faults, and returns how to take them back.
    pub(crate) fn order(&self, orders: impl IntoIterator<Item = FaultOrder>) -> Vec<u64> {
        orders.into_iter().map(|order| self.simulator.order(order).unwrap()).collect()
    }

    /// Downloads the file.
    pub(crate) async fn save_to(&self, folder: &Path) -> Result<SavedFile, Error> {
        let wish = &self.wish;
        let connection = self.simulator.connection();
        let (simulator, late) =
            (Arc::clone(&self.simulator), AtomicBool::new(wish.reissue.is_none()));
        let on_event = move |event: &Event<'_>| {
            if matches!(event, Event::Retrying(_)) && !late.swap(true, Ordering::Relaxed) {
                simulator.advance(LIFE);
            }
        };
        macro_rules! job {
            ($request:expr) => {{
                let mut request = $request.schedule(quick()).timeout(TIMEOUT).on_event(on_event);
                if let Some(connections) = wish.connections {
                    request = request.connections(connections);
                }
                request.save_to(folder).await.map(|mut report| report.files.remove(0))
            }};
        }
        match self.way {
            Way::Link | Way::Renewed => {
                let mut request = self.downloader.link(&self.link)?.timeout(TIMEOUT);
                if let Some(name) = &wish.name {
                    request = request.name(name);
                }
                if let Some(connections) = wish.connections {
                    request = request.connections(connections);
                }
                if self.way == Way::Renewed {
                    let simulator = Arc::clone(&self.simulator);
                    request = request.reissue(move || {
                        let simulator = Arc::clone(&simulator);
                        async move {
                            // Before the end of the old one the service has no other.
                            simulator.advance(LIFE);
                            Ok(link(&simulator).await)
                        }
                    });
                }
                request.on_event(on_event).save_to(folder).await
            }
            Way::Rds => job!(self.cloud.rds(&connection.rds_instance).error_logs()),
            Way::CloudDc => job!(self.cloud.clouddc(&connection.clouddc_server).export_logs()),
        }
    }
}

/// A link, as somebody else got it.
async fn link(simulator: &Simulator) -> String {
    let to = simulator.connection();
    let (project, instance) = (&to.project_id, &to.rds_instance);
    let url = format!("{}/v3/{project}/instances/{instance}/errorlog-download", to.rds);
    let asked = client().post(url).header("X-Auth-Token", &to.token).send();
    let answer: Value = asked.await.unwrap().json().await.unwrap();
    answer["list"][0]["file_link"].as_str().unwrap().to_owned()
}

/// One for all, as it takes a while to make.
fn client() -> &'static reqwest::Client {
    static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
        // Each test has a runtime of its own, which no connection outlives.
        reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap()
    });
    &CLIENT
}
