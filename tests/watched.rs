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
    witness: Arc<Witness>,
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
            let witness = Arc::clone(&witness);
            move |answer: &Answer| {
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
        Self { simulator, witness }
    }
}

impl Watched {
    /// How many answers were looked at.
    #[must_use]
    pub fn answers_seen(&self) -> u64 {
        self.witness.seen()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.witness.verdict();
    }
}

impl Deref for Watched {
    type Target = Simulator;

    fn deref(&self) -> &Simulator {
        &self.simulator
    }
}
