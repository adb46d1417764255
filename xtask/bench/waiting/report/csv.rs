//! The figures for spreadsheets.

use std::fmt::Write as _;

use crate::compare::Cell;

/// A line for each cell, with the same columns as the JSON.
pub(crate) fn of(cells: &[&Cell]) -> String {
    let mut text =
        "workload,policy,c,mean_cost,calls_per_job,delay_mean_s,delay_p95_s,delay_p99_s\n"
            .to_owned();
    for cell in cells {
        // Names of workloads come from files.
        let workload = cell.workload.replace('"', "\"\"");
        let Cell { policy, c, mean_cost, calls_per_job, .. } = cell;
        let Cell { delay_mean_s, delay_p95_s, delay_p99_s, .. } = cell;
        let figures =
            format!("{mean_cost},{calls_per_job},{delay_mean_s},{delay_p95_s},{delay_p99_s}");
        // Writing to a string can't fail.
        let _ = writeln!(text, "\"{workload}\",{policy},{c},{figures}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::compare::Cell;

    #[test]
    fn names_may_hold_commas_and_quotes() {
        let cell = Cell {
            workload: "slow, \"very\"".into(),
            policy: "azure",
            c: 1,
            mean_cost: 3.5,
            calls_per_job: 1.0,
            delay_mean_s: 2.5,
            delay_p95_s: 4.0,
            delay_p99_s: 5.0,
            costs: vec![],
            number: None,
        };
        let text = of(&[&cell]);
        assert_eq!(text.lines().nth(1), Some(r#""slow, ""very""",azure,1,3.5,1,2.5,4,5"#));
    }
}
