//! What is aimed at.

use std::fmt;

use serde::Serialize;

use crate::bench::figures::Spread;

/// A figure of `hwlogs`, and what it should be.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    pub(super) what: String,
    pub(super) goal: Goal,
    /// None if one of the programs is missing or failed.
    pub(super) measured: Option<Spread>,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, goal, measured } = self;
        let (words, met): (_, fn(f64, f64) -> bool) = match goal {
            Goal::AtMost(_) => ("at most", |figure, goal| figure <= goal),
            Goal::AtLeast(_) => ("at least", |figure, goal| figure >= goal),
        };
        let (Goal::AtMost(goal) | Goal::AtLeast(goal)) = *goal;
        write!(f, "{what}: ")?;
        match measured {
            None => write!(f, "not measured; bar: {words} {goal}"),
            Some(spread) => {
                let met = if met(spread.median, goal) { "met" } else { "not met" };
                write!(f, "{spread}; bar: {words} {goal}, {met}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_says_whether_it_is_met() {
        let shown = |goal, median| {
            let measured = Some(Spread { median, least: 0.5, most: 2.0 });
            Bar { what: "wall".to_owned(), goal, measured }.to_string()
        };
        assert_eq!(shown(Goal::AtMost(1.0), 1.0), "wall: 1.00 (0.50 to 2.00); bar: at most 1, met");
        assert_eq!(
            shown(Goal::AtMost(0.65), 1.0),
            "wall: 1.00 (0.50 to 2.00); bar: at most 0.65, not met"
        );
        assert_eq!(
            shown(Goal::AtLeast(4.0), 1.0),
            "wall: 1.00 (0.50 to 2.00); bar: at least 4, not met"
        );
        let bar = Bar { what: "wall".to_owned(), goal: Goal::AtLeast(4.0), measured: None };
        assert_eq!(bar.to_string(), "wall: not measured; bar: at least 4");
    }
}
