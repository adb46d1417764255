//! What the integration tests share.

use std::ops::Deref;
use std::sync::Arc;

use huaweicloud_logs::{AccessKey, Cloud, CloudBuilder, Service, Token};
use huaweicloud_logs_sim::{Answer, Connection, Scenario, Simulator};
use xtask::answers::Exchange;
use xtask::document::Document;
use xtask::witness::Witness;
use xtask::{SERVICES, workspace_root};

/// The four documents.
///
/// # Panics
///
/// When one can't be read.
#[must_use]
pub fn documents() -> Vec<Document> {
    let load = |service| Document::load(&workspace_root(), service);
    SERVICES.map(|service| load(service).unwrap_or_else(|problems| panic!("{problems}"))).into()
}

/// A builder that sends everything to the simulator, without credentials yet.
#[must_use]
pub fn towards(connection: &Connection) -> CloudBuilder {
    Cloud::builder()
        .project_id(&connection.project_id)
        .endpoint(Service::Rds, &connection.rds)
        .endpoint(Service::Dds, &connection.dds)
        .endpoint(Service::Dcs, &connection.dcs)
        .endpoint(Service::CloudDc, &connection.clouddc)
}

/// The simulator's access key.
#[must_use]
pub fn access_key(connection: &Connection) -> AccessKey {
    AccessKey::new(&connection.access_key, &connection.secret_key)
}

/// The simulator's token.
#[must_use]
pub fn token(connection: &Connection) -> Token {
    Token::new(&connection.token)
}

/// A simulator whose every answer is held to the documents; see [`Witness`].
#[derive(Debug)]
pub struct Watched {
    simulator: Simulator,
    _witness: Arc<Witness>,
}

impl Watched {
    /// Starts it.
    ///
    /// # Panics
    ///
    /// When it can't start. When it is dropped and an answer wasn't as the documents say.
    pub async fn start(scenario: Scenario) -> Self {
        let witness = Arc::new(Witness::default());
        let observer = {
            let witness = Arc::downgrade(&witness);
            move |answer: &Answer| {
                // Gone with the test that asked.
                let Some(witness) = witness.upgrade() else { return };
                witness.see(&Exchange {
                    service: answer.service.name(),
                    method: &answer.method,
                    path: &answer.path,
                    status: answer.status,
                    headers: &answer.headers,
                    body: answer.body.as_deref().unwrap_or_default(),
                });
            }
        };
        let simulator = Simulator::start_observed(scenario, observer).await;
        let simulator = simulator.unwrap_or_else(|error| panic!("no simulator: {error}"));
        Self { simulator, _witness: witness }
    }
}

impl Deref for Watched {
    type Target = Simulator;

    fn deref(&self) -> &Simulator {
        &self.simulator
    }
}
