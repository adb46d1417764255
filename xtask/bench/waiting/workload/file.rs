//! Workloads from files.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::{Jobs, Workload};
use crate::progress::Shape;

/// What a file holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    durations_s: Vec<f64>,
    #[serde(default)]
    history_s: Vec<f64>,
    #[serde(default)]
    percent: Option<String>,
}

/// The words for the shapes that a file can ask for.
const SHAPES: [Shape; 4] = [Shape::Linear, Shape::Stairs, Shape::Stall, Shape::Random];

impl Workload {
    /// Reads a workload from a file.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string());
        text.and_then(|text| Self::parse(&text))
            .map_err(|error| format!("{}: {error}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| {
            format!(
                "{error}\n\nhint: a workload looks like this: {{\"name\": \"mine\", \"durations_s\": [12.5, 40], \
                 \"history_s\": [20], \"percent\": null}}"
            )
        })?;
        if file.name.trim().is_empty() {
            return Err("the name is empty; call the workload something".to_owned());
        }
        if file.durations_s.is_empty() {
            return Err("durations_s is empty; give how many seconds each job takes".to_owned());
        }
        let shape = match &file.percent {
            None => Shape::Hidden,
            Some(word) => shape(word)?,
        };
        let history = durations("history_s", &file.history_s)?;
        let durations = durations("durations_s", &file.durations_s)?;
        let jobs = Jobs::Given { history, durations };
        Ok(Self { name: file.name, number: None, shape, jobs })
    }
}

fn shape(word: &str) -> Result<Shape, String> {
    SHAPES.into_iter().find(|shape| shape.name() == word).ok_or_else(|| {
        let known = SHAPES.map(|shape| format!("\"{}\"", shape.name())).join(", ");
        format!("percent is \"{word}\"; use null, {known}")
    })
}

fn durations(list: &str, seconds: &[f64]) -> Result<Vec<Duration>, String> {
    let duration = |(n, seconds): (usize, &f64)| {
        Duration::try_from_secs_f64(*seconds).map_err(|_| {
            format!("{list}[{n}] is {seconds}; use seconds, 0 or more and at most a lifetime")
        })
    };
    seconds.iter().enumerate().map(duration).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        Workload::parse(text).unwrap_err()
    }

    #[test]
    fn a_file_is_run_in_its_order_after_its_history() {
        let text =
            r#"{"name": "mine", "durations_s": [2.5, 0], "history_s": [7], "percent": "linear"}"#;
        let workload = Workload::parse(text).unwrap();
        assert_eq!(workload.name, "mine");
        assert_eq!(workload.shape, Shape::Linear);
        let series = workload.series(1, 400);
        assert_eq!(series.history, [Duration::from_secs(7)]);
        let takes: Vec<_> = series.jobs.iter().map(|job| job.takes.as_millis()).collect();
        assert_eq!(takes, [2500, 0]);
        assert_eq!(series.training, 0);
    }

    #[test]
    fn history_and_percentages_may_be_left_out() {
        let workload = Workload::parse(r#"{"name": "mine", "durations_s": [1]}"#).unwrap();
        assert_eq!(workload.shape, Shape::Hidden);
        assert!(workload.series(1, 400).history.is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_with_what_to_do() {
        assert!(problem("durations: 1").contains("hint: a workload looks like this"));
        assert!(problem(r#"{"durations_s": [1]}"#).contains("missing field `name`"));
        assert!(problem(r#"{"name": "mine"}"#).contains("missing field `durations_s`"));
        assert!(
            problem(r#"{"name": "mine", "durations": [1]}"#).contains("unknown field `durations`")
        );
        assert_eq!(
            problem(r#"{"name": " ", "durations_s": [1]}"#),
            "the name is empty; call the workload something"
        );
        assert_eq!(
            problem(r#"{"name": "mine", "durations_s": []}"#),
            "durations_s is empty; give how many seconds each job takes"
        );
        assert_eq!(
            problem(r#"{"name": "mine", "durations_s": [1, -2]}"#),
            "durations_s[1] is -2; use seconds, 0 or more and at most a lifetime"
        );
        assert!(problem(r#"{"name": "mine", "durations_s": [NaN]}"#).contains("hint: a workload"));
        assert!(
            problem(r#"{"name": "mine", "durations_s": [1], "history_s": [1e300]}"#)
                .starts_with("history_s[0]")
        );
        assert_eq!(
            problem(r#"{"name": "mine", "durations_s": [1], "percent": "stair"}"#),
            "percent is \"stair\"; use null, \"linear\", \"stairs\", \"stall\", \"random\""
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = Workload::read(Path::new("no/such.json")).unwrap_err();
        assert!(error.starts_with("no/such.json: "), "{error}");
    }
}
