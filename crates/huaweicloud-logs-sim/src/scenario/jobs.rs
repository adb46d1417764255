//! How long jobs take and what they show on the way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::values::Span;

/// How long jobs take and what they show on the way. What is left out for an instance is as the scenario says for
/// all.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Jobs {
    /// How long a job takes; three looks, if left out for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes: Option<Takes>,
    /// How the percentage of a CloudDC export grows; in steps of ten, if left out for all. The other services show
    /// none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// The share of jobs that fail at their end, from 0 to 1; none, if left out for all. CloudDC has no word for it:
    /// there such a job stays unfinished for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub failure_rate: Option<f64>,
}

impl Jobs {
    /// These, with what they leave out taken from others.
    pub(crate) fn over(&self, others: &Self) -> Self {
        Self {
            takes: self.takes.clone().or_else(|| others.takes.clone()),
            progress: self.progress.or(others.progress),
            failure_rate: self.failure_rate.or(others.failure_rate),
        }
    }
}

/// How long a job takes. All but [`Polls`](Self::Polls) run by the simulator's clock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Takes {
    /// This many looks at it after the call that starts it; 0 is done at once. Nothing depends on time then.
    Polls(u32),
    /// Always as long.
    Fixed(Span),
    /// Anything between two lengths, all alike.
    Uniform {
        /// The shortest.
        from: Span,
        /// The longest.
        to: Span,
    },
    /// Half of the jobs shorter than the median, with a long tail.
    LogNormal {
        /// The median.
        median: Span,
        /// The standard deviation of the logarithm; 1 makes one job in twenty take five times the median.
        sigma: f64,
    },
    /// As likely to end at every moment.
    Exponential {
        /// The mean.
        mean: Span,
    },
    /// Scale-free: most jobs take little more than the shortest, and some very long.
    Pareto {
        /// The shortest.
        from: Span,
        /// The exponent; the smaller, the longer the tail.
        alpha: f64,
    },
    /// A job is never done.
    Never,
}

impl Default for Takes {
    fn default() -> Self {
        Self::Polls(3)
    }
}

/// How a percentage grows while a job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// No percentage is shown.
    None,
    /// In proportion.
    Linear,
    /// In steps of ten, as the documents' examples show it.
    #[default]
    Tens,
    /// 0, then 30, then 100.
    Stairs,
    /// Quickly to 99, where it stays for the second half.
    Stall,
    /// Sometimes fast, sometimes slow, never back.
    Random,
}
