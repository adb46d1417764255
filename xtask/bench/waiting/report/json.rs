//! The figures for programs.

use crate::compare::Cell;

/// An array with an object for each cell.
pub(crate) fn of(cells: &[&Cell]) -> Result<String, String> {
    let text = serde_json::to_string_pretty(cells).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::of;
    use crate::compare::Cell;

    #[test]
    fn a_cell_has_these_names() {
        let cell = Cell {
            workload: "W1".into(),
            policy: "adaptive",
            c: 5,
            mean_cost: 12.5,
            calls_per_job: 2.0,
            delay_mean_s: 2.5,
            delay_p95_s: 4.0,
            delay_p99_s: 5.0,
            costs: vec![12.5],
            number: Some(1),
        };
        let written: serde_json::Value = serde_json::from_str(&of(&[&cell]).unwrap()).unwrap();
        let expected = json!([{
            "workload": "W1", "policy": "adaptive", "c": 5, "mean_cost": 12.5, "calls_per_job": 2.0,
            "delay_mean_s": 2.5, "delay_p95_s": 4.0, "delay_p99_s": 5.0,
        }]);
        assert_eq!(written, expected);
    }
}
