//! Who decides when to poll.

use std::time::Duration;

use huaweicloud_logs::Adaptive;

use crate::best;
use crate::peers::{self, Peer, Repeats, Tolerance};
use crate::simulate::{self, Outcome};
use crate::workload::Series;

/// What a call costs, in seconds.
pub(crate) const PRICES: [u32; 4] = [1, 2, 5, 10];

/// The name of our schedule with the price that it is scored at.
pub(crate) const ADAPTIVE: &str = "adaptive";

/// A way to decide when to poll.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
    /// The prices at which it is scored.
    pub(crate) prices: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(crate) enum Rule {
    /// A published default.
    Peer(&'static Peer),
    /// Ours.
    Adaptive(Adaptive),
    /// The best times for all jobs alike, chosen by one who knows how long they will take.
    Best(f64),
}

/// All of them.
pub(crate) fn all() -> Vec<Policy> {
    let ours = |price: u32| Policy {
        name: ADAPTIVE,
        rule: Rule::Adaptive(Adaptive::new(Duration::from_secs(price.into()))),
        prices: vec![price],
    };
    let best = |price: u32| Policy {
        name: "best-possible",
        rule: Rule::Best(price.into()),
        prices: vec![price],
    };
    let unset = Policy {
        name: "adaptive-default",
        rule: Rule::Adaptive(Adaptive::default()),
        prices: PRICES.to_vec(),
    };
    let mut all: Vec<_> = PRICES.map(ours).into();
    all.push(unset);
    all.extend(peers::ALL.iter().map(Policy::peer));
    all.extend(PRICES.map(best));
    all
}

impl Policy {
    pub(crate) fn peer(peer: &'static Peer) -> Self {
        Self { name: peer.name, rule: Rule::Peer(peer), prices: PRICES.to_vec() }
    }

    /// What it does with a poll that fails; `None` for one that couldn't be followed.
    pub(crate) fn tolerance(&self) -> Option<Tolerance> {
        match &self.rule {
            Rule::Peer(peer) => Some(peer.tolerance),
            Rule::Adaptive(_) => Some(Tolerance::Outlasts(Repeats::OURS)),
            Rule::Best(_) => None,
        }
    }

    /// Whether it throws dice.
    pub(crate) fn is_jittered(&self) -> bool {
        matches!(self.rule, Rule::Peer(peer) if peer.is_jittered())
    }

    /// What the jobs of a series that count come to.
    pub(crate) fn run(&self, seed: u64, series: &Series) -> Vec<Outcome> {
        match &self.rule {
            Rule::Peer(peer) => {
                simulate::unlearned(|place| peer.schedule(job_seed(seed, place)), series)
            }
            Rule::Adaptive(adaptive) => simulate::learning(adaptive, series),
            Rule::Best(price) => best::run(*price, &series.jobs[series.training..]),
        }
    }
}

/// The seed of a job's chance.
pub(crate) fn job_seed(seed: u64, place: u64) -> u64 {
    fastrand::Rng::with_seed(seed << 32 | place).u64(..)
}
