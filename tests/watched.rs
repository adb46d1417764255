//! The simulator under the eyes of a witness.

use std::ops::Deref;
use std::sync::Arc;

use huaweicloud_logs_sim::{Answer, Scenario, Simulator};
use xtask::answers::Exchange;
use xtask::witness::Witness;

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
