//! Nothing that is said of a run holds a secret: no error, no event, no span, no line of any library.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::error::Error as _;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use futures::future::join_all;
use huaweicloud_logs::Service::Rds as RDS;
use huaweicloud_logs::{AccessKey, Cloud, CloudBuilder, Error, Password, Quota, Token};
use huaweicloud_logs_sim::{
    Connection, ErrorBody, Fault, FaultOrder, On, Position, Scenario, Service,
};
use integration_tests::{
    Journey, access_key, password, quick_retry, token, towards, towards_unknown_project,
};
use tempfile::tempdir;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Everything that was said.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Said {
    fn add(&self, text: impl AsRef<str>) {
        self.clone().write_all(text.as_ref().as_bytes()).unwrap();
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// Listens to every library at its most talkative, those that use `log` included.
fn listen(said: &Said) {
    let said = said.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || said.clone())
        .finish();
    tracing_log::LogTracer::init().unwrap();
    // Refused once a subscriber has been set, which nobody else does in this process.
    tracing_subscriber::util::SubscriberInitExt::try_init(subscriber).ok();
}

fn all_of(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {:?} {:?}", error.hint(), error.message());
    let mut cause = error.source();
    while let Some(inner) = cause {
        text += &format!(" {inner} {inner:?}");
        cause = inner.source();
    }
    text
}

/// Fetches everything, telling what happens on the way.
async fn run(said: &Said, journey: &Journey) {
    let folder = tempdir().unwrap();
    macro_rules! fetch {
        ($request:expr) => {{
            let hear = said.clone();
            let request = $request.on_event(move |event| hear.add(format!("{event:?}")));
            said.add(format!("{request:?}"));
            match request.start().await {
                Ok(mut job) => {
                    said.add(format!("{job:?}"));
                    match job.save_to(folder.path()).await {
                        Ok(report) => said.add(format!("{report:?}")),
                        Err(error) => said.add(all_of(&error)),
                    }
                    said.add(format!("{job:?}"));
                }
                Err(error) => said.add(all_of(&error)),
            }
        }};
    }
    fetch!(journey.rds());
    fetch!(journey.dds());
    fetch!(journey.dcs());
    fetch!(journey.clouddc());
    let now = SystemTime::now();
    let to = journey.simulator.connection();
    fetch!(journey.cloud.rds(&to.rds_instance).audit_logs(now - DAY..now));
    for service in huaweicloud_logs::Service::ALL {
        let mut pages = journey.cloud.instances(service);
        match pages.next_page().await {
            Ok(page) => said.add(format!("{page:?}")),
            Err(error) => said.add(all_of(&error)),
        }
        said.add(format!("{pages:?}"));
    }
    said.add(format!("{:?}", journey.cloud));
}

fn clouds(said: &Said, to: &Connection) -> Vec<Cloud> {
    let keys = access_key(to).with_security_token("temporary-hunter2");
    let wrong = Password::new(&to.domain_name, &to.user_name, "wrong-hunter2");
    // The gateway answers with all that should have been signed.
    let forged =
        AccessKey::new(&to.access_key, "forged-hunter2").with_security_token("echoed-hunter2");
    let builders: [CloudBuilder; 8] = [
        towards(to).credentials(access_key(to)),
        towards(to).credentials(forged.clone()),
        towards_unknown_project(to).credentials(forged),
        towards(to).credentials(keys),
        towards(to).credentials(token(to)),
        towards(to).credentials(Token::new("expired-hunter2")),
        towards_unknown_project(to).credentials(password(to)),
        towards_unknown_project(to).credentials(wrong),
    ];
    let say = |builder: CloudBuilder| {
        said.add(format!("{builder:?}"));
        // Whoever is refused again and again asks again and again, which needs no pauses here.
        builder.retry(quick_retry()).quota(RDS, Quota::unlimited()).build().unwrap()
    };
    builders.map(say).into()
}

/// Fetches everything with each cloud, and tells what must stay secret.
async fn all_clouds(said: &Said, fault: Option<FaultOrder>) -> [String; 3] {
    let mut scenario = Scenario::default().with_polls_until_ready(1);
    scenario.faults.extend(fault);
    let mut journey = Journey::begin(scenario).await;
    let to = journey.simulator.connection().clone();
    for cloud in clouds(said, &to) {
        journey.cloud = cloud;
        run(said, &journey).await;
    }
    // Every token that IAM gives out begins like the one that clients are told.
    let (of_tokens, _) = to.token.rsplit_once('-').unwrap();
    [to.secret_key.clone(), to.password.clone(), of_tokens.to_owned()]
}

#[tokio::test]
async fn nothing_that_is_said_holds_a_secret() {
    let said = Said::default();
    listen(&said);
    let status =
        |status, body| Fault::Status { status, retry_after: None, retry_after_date: None, body };
    let half = Some(Position::Percent(50));
    let faults = [
        None,
        Some(FaultOrder::new(status(503, ErrorBody::Html)).times(2)),
        Some(FaultOrder::new(status(403, ErrorBody::Gateway)).on(On::service(Service::Obs))),
        Some(FaultOrder::new(Fault::ExpiredLink)),
        Some(FaultOrder::new(Fault::Reset { at: half }).on(On::service(Service::Obs))),
        Some(FaultOrder::new(Fault::Reset { at: None }).times(3)),
        Some(FaultOrder::new(Fault::Redirect { status: 302, to: None })),
    ];
    let mut secrets = vec!["hunter2".to_owned(), "Signature=".to_owned(), "Expires=".to_owned()];
    // At the same time, as a list of run logs takes five seconds to be believed.
    let runs = faults.into_iter().map(|fault| all_clouds(&said, fault));
    secrets.extend(join_all(runs).await.into_iter().flatten());
    let text = said.text();
    for heard in
        ["api.call", "job.wait", "job.poll", "download.attempt", "request_id", "hyper", "reqwest"]
    {
        assert!(text.contains(heard), "{heard} was not heard");
    }
    for secret in secrets {
        let found = text.find(&secret);
        let around = found.map(|at| &text[at.saturating_sub(300)..(at + 100).min(text.len())]);
        assert_eq!(around, None, "{secret} was said");
    }
}
