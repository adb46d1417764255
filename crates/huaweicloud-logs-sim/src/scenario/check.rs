//! What types alone cannot say about a scenario.

mod instances;
mod order;

use std::collections::HashSet;

use super::{Account, Jobs, Links, Quota, Scenario, ScenarioError, Span, Takes};

type Checked = Result<(), ScenarioError>;

impl Scenario {
    /// What is wrong with the scenario as a whole.
    pub(crate) fn check(&self) -> Checked {
        self.account.check()?;
        self.quota.check()?;
        self.jobs.check("jobs")?;
        self.links.check()?;
        if self.starts_at.is_some() && !self.clock_ahead.signed().is_zero() {
            return wrong("starts_at and clock_ahead: write only one");
        }
        if let Some(word) = &self.dialect.unknown_word {
            let known = ["finish", "success", "succeed", "completed", "failed"];
            if word.is_empty() || known.contains(&word.to_lowercase().as_str()) {
                return wrong(format!(
                    "dialect.unknown_word is {word:?}: write a word that does not mean that a job is over"
                ));
            }
        }
        self.check_instances()?;
        for (index, order) in self.faults.iter().enumerate() {
            order.check().map_err(|what| ScenarioError::new(format!("faults[{index}]: {what}")))?;
        }
        Ok(())
    }
}

fn wrong(message: impl Into<String>) -> Checked {
    Err(ScenarioError::new(message))
}

fn not_negative(place: &str, span: Span) -> Checked {
    match span.duration() {
        Some(_) => Ok(()),
        None => wrong(format!("{place} is {span}, which is negative: write 0 or more")),
    }
}

fn share(place: &str, value: f64) -> Checked {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        wrong(format!("{place} is {value}: write a number from 0 to 1"))
    }
}

impl Account {
    fn check(&self) -> Checked {
        not_negative("account.token_lifetime", self.token_lifetime)?;
        if self.project_id.is_empty() || self.project_id.contains('/') {
            return wrong(format!(
                "account.project_id {:?} cannot be part of a path: write one without a slash",
                self.project_id
            ));
        }
        if self.region.is_empty() {
            return wrong("account.region is empty: write a name such as cn-north-4");
        }
        if self.users.is_empty() {
            return wrong("account.users is empty: leave it out for one usual user");
        }
        let mut taken = HashSet::new();
        for user in &self.users {
            for key in [&user.name, &user.access_key] {
                if !taken.insert(key) {
                    return wrong(format!(
                        "account.users: {key:?} is there twice; users need names and access keys of their own"
                    ));
                }
            }
        }
        Ok(())
    }
}

impl Quota {
    fn check(&self) -> Checked {
        if self.calls_per_minute == Some(0) {
            return wrong("quota.calls_per_minute is 0: write 1 or more, or leave it out");
        }
        Ok(())
    }
}

impl Links {
    fn check(&self) -> Checked {
        let Some(lifetime) = self.lifetime else { return Ok(()) };
        not_negative("links.lifetime", lifetime)?;
        // Their ends are written in whole seconds.
        if !lifetime.or_zero().is_zero() && lifetime.or_zero().as_secs() == 0 {
            return wrong(format!(
                "links.lifetime is {lifetime}: write at least 1s, or 0 for links that are dead on arrival"
            ));
        }
        Ok(())
    }
}

impl Jobs {
    fn check(&self, place: &str) -> Checked {
        share(&format!("{place}.failure_rate"), self.failure_rate.unwrap_or_default())?;
        let place = format!("{place}.takes");
        let positive = |name: &str, value: f64| {
            if value.is_finite() && value > 0.0 {
                Ok(())
            } else {
                wrong(format!("{place}.{name} is {value}: write a number above 0"))
            }
        };
        let above_zero = |name: &str, span: Span| {
            if span.or_zero().is_zero() {
                wrong(format!("{place}.{name} is {span}: write a length of time above 0"))
            } else {
                Ok(())
            }
        };
        match self.takes {
            None | Some(Takes::Polls(_) | Takes::Never) => Ok(()),
            Some(Takes::Fixed(span)) => not_negative(&format!("{place}.fixed"), span),
            Some(Takes::Uniform { from, to }) => {
                not_negative(&format!("{place}.uniform.from"), from)?;
                not_negative(&format!("{place}.uniform.to"), to)?;
                if from.or_zero() > to.or_zero() {
                    return wrong(format!(
                        "{place}.uniform: from ({from}) is more than to ({to}), write the shorter one first"
                    ));
                }
                Ok(())
            }
            Some(Takes::LogNormal { median, sigma }) => {
                above_zero("log-normal.median", median)?;
                positive("log-normal.sigma", sigma)
            }
            Some(Takes::Exponential { mean }) => above_zero("exponential.mean", mean),
            Some(Takes::Pareto { from, alpha }) => {
                above_zero("pareto.from", from)?;
                positive("pareto.alpha", alpha)
            }
        }
    }
}
