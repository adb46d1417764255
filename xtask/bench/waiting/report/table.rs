//! The figures for people.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

use crate::compare::Cell;
use crate::policy::{ADAPTIVE, PRICES};
use crate::verdict::{Difference, Overall};

/// A table whose first column holds names and whose others hold figures.
pub(crate) fn new(header: impl IntoIterator<Item = String>) -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table.set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The mean costs at one price: a row for each policy, a column for each workload.
pub(crate) fn costs(cells: &[Cell], overall: &[Overall], c: u32) -> Table {
    let at = || cells.iter().filter(move |cell| cell.c == c);
    let mut policies: Vec<_> = at().map(|cell| cell.policy).collect();
    let first = at().next().map(|cell| cell.workload.clone()).unwrap_or_default();
    policies.truncate(at().filter(|cell| cell.workload == first).count());
    let mut workloads: Vec<_> = at().map(|cell| &cell.workload).collect();
    workloads.dedup();
    let mean = (!overall.is_empty()).then(|| "geometric mean".to_owned());
    let header =
        [format!("J at c = {c} s")].into_iter().chain(workloads.iter().map(ToString::to_string));
    let mut table = new(header.chain(mean));
    for policy in policies {
        let mut row = vec![policy.to_owned()];
        row.extend(
            at().filter(|cell| cell.policy == policy).map(|cell| format!("{:.1}", cell.mean_cost)),
        );
        let all = overall.iter().find(|all| all.policy == policy && all.c == c);
        row.extend(all.map(|all| format!("{:.2}", all.cost)));
        table.add_row(row);
    }
    table
}

/// The geometric means of all policies, to ours.
pub(crate) fn overall(overall: &[Overall]) -> Table {
    let header = PRICES.map(|c| format!("c = {c} s"));
    let mut table = new(["J / adaptive's, 95 %".to_owned()].into_iter().chain(header));
    let at_first = overall.iter().filter(|all| all.c == PRICES[0]);
    for policy in at_first.map(|all| all.policy) {
        let figures = overall.iter().filter(|all| all.policy == policy).map(|all| {
            let ratio = all.to_ours;
            format!("{:.3} ({:.3} to {:.3})", ratio.mean, ratio.low, ratio.high)
        });
        table.add_row([policy.to_owned()].into_iter().chain(figures));
    }
    table
}

/// What defaults cost more than ours at one price.
pub(crate) fn differences(differences: &[Difference<'_>], c: u32) -> Table {
    let at = || differences.iter().filter(move |difference| difference.cell.c == c);
    let mut workloads: Vec<_> = at().map(|difference| &difference.cell.workload).collect();
    workloads.dedup();
    let header = [format!("J − adaptive's at c = {c} s, ± 95 %")];
    let mut table = new(header.into_iter().chain(workloads.iter().map(ToString::to_string)));
    let first = workloads.first().copied();
    let of_first = at().filter(|difference| Some(&difference.cell.workload) == first);
    for policy in of_first.map(|difference| difference.cell.policy) {
        let figures =
            at().filter(|difference| difference.cell.policy == policy).map(|difference| {
                let more = difference.more;
                format!("{:.1} ± {:.1}", more.mean, more.high - more.mean)
            });
        table.add_row([policy.to_owned()].into_iter().chain(figures));
    }
    table
}

/// Calls and delays at one price: a row for each workload and policy. Only ours looks at percentages, so of W3 the
/// others have one row.
pub(crate) fn details(cells: &[Cell], c: u32) -> Table {
    let header = ["workload", "policy", "calls per job", "delay", "p95", "p99"].map(str::to_owned);
    let mut table = new(header);
    if let Some(policy) = table.column_mut(1) {
        policy.set_cell_alignment(CellAlignment::Left);
    }
    let blind = |cell: &Cell| !cell.policy.starts_with(ADAPTIVE);
    let again = |cell: &Cell| cell.number == Some(3) && cell.workload != "W3-none";
    for cell in cells.iter().filter(|cell| cell.c == c && !(blind(cell) && again(cell))) {
        table.add_row([
            cell.workload.clone(),
            cell.policy.to_owned(),
            format!("{:.2}", cell.calls_per_job),
            format!("{:.1} s", cell.delay_mean_s),
            format!("{:.1} s", cell.delay_p95_s),
            format!("{:.1} s", cell.delay_p99_s),
        ]);
    }
    table
}
