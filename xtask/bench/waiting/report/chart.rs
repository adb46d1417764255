//! The figures as a picture: what each policy costs in terms of ours.

use std::fmt::Write as _;

use crate::compare::Cell;
use crate::policy::{ADAPTIVE, PRICES};
use crate::verdict::Overall;

/// Of a panel, in pixels.
const WIDTH: f64 = 520.0;
const LABELS: f64 = 120.0;
const ROW: f64 = 22.0;
const TOP: f64 = 46.0;

/// The least and the most cost that is shown, in terms of ours; what is beyond stands at the border.
const LEAST: f64 = 0.5;
const MOST: f64 = 8.0;

/// Colours that differ also for those who don't see red and green apart, with shapes to tell them by.
const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555"];

/// A row of dots: a name, and policies with what they cost in terms of ours.
type Row<'a> = (String, Vec<(&'a str, f64)>);

/// A picture with a panel for each price.
pub(crate) fn of(cells: &[Cell], overall: &[Overall]) -> String {
    let mut policies: Vec<&str> = vec![];
    for cell in cells {
        if cell.policy != ADAPTIVE && !policies.contains(&cell.policy) {
            policies.push(cell.policy);
        }
    }
    let panels = PRICES.map(|c| (c, rows(cells, overall, c)));
    let panel_height = TOP + ROW * (panels[0].1.len() as f64 + 2.0);
    let legend_rows = policies.len().div_ceil(4) as f64;
    let (width, height) = (2.0 * WIDTH, 2.0 * panel_height + ROW * (legend_rows + 1.5));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
    );
    for (n, (c, rows)) in panels.iter().enumerate() {
        let (x, y) = ((n % 2) as f64 * WIDTH, (n / 2) as f64 * panel_height);
        panel(&mut svg, (x, y), *c, rows, &policies);
    }
    for (n, policy) in policies.iter().enumerate() {
        let x = 30.0 + (n % 4) as f64 * WIDTH / 2.0;
        let y = 2.0 * panel_height + ROW * ((n / 4) as f64 + 1.0);
        dot(&mut svg, (x, y), n, policy);
        text(&mut svg, (x + 12.0, y + 4.0), "start", policy);
    }
    svg + "</svg>\n"
}

fn rows<'a>(cells: &'a [Cell], overall: &'a [Overall], c: u32) -> Vec<Row<'a>> {
    let ours = cells.iter().filter(|cell| cell.policy == ADAPTIVE && cell.c == c);
    let row = |ours: &Cell| {
        let same = cells.iter().filter(|cell| cell.workload == ours.workload && cell.c == c);
        let dots = same.map(|cell| (cell.policy, cell.mean_cost / ours.mean_cost)).collect();
        (ours.workload.clone(), dots)
    };
    let mut rows: Vec<Row<'a>> = ours.map(row).collect();
    let all = overall.iter().filter(|all| all.c == c);
    let dots: Vec<_> = all.map(|all| (all.policy, all.to_ours.mean)).collect();
    if !dots.is_empty() {
        rows.push(("geometric mean".to_owned(), dots));
    }
    rows
}

fn panel(svg: &mut String, (x, y): (f64, f64), c: u32, rows: &[Row<'_>], policies: &[&str]) {
    let bottom = y + TOP + ROW * rows.len() as f64;
    text(
        svg,
        (x + LABELS, y + 18.0),
        "start",
        &format!("Cost / cost of adaptive, at c = {c} s a call"),
    );
    for mark in [0.5, 1.0, 2.0, 4.0, 8.0] {
        let at = x + across(mark);
        let colour = if mark == 1.0 { "black" } else { "#cccccc" };
        // Writing to a string can't fail, here and below.
        let _ = writeln!(
            svg,
            "<line x1=\"{at:.1}\" y1=\"{:.1}\" x2=\"{at:.1}\" y2=\"{bottom:.1}\" stroke=\"{colour}\"/>",
            y + TOP - ROW / 2.0
        );
        text(svg, (at, y + TOP - ROW * 0.7), "middle", &mark.to_string());
    }
    for (n, (name, dots)) in rows.iter().enumerate() {
        let middle = y + TOP + ROW * (n as f64 + 0.5);
        text(svg, (x + LABELS - 10.0, middle + 4.0), "end", name);
        for (policy, ratio) in dots {
            if let Some(place) = policies.iter().position(|known| known == policy) {
                let title = format!("{name}: {policy} {ratio:.2}");
                dot(svg, (x + across(*ratio), middle), place, &title);
            }
        }
    }
}

/// Where a ratio stands in its panel: the scale is logarithmic.
fn across(ratio: f64) -> f64 {
    let share = (ratio.clamp(LEAST, MOST) / LEAST).ln() / (MOST / LEAST).ln();
    LABELS + share * (WIDTH - LABELS - 30.0)
}

/// A disc, or a square for those to whom the colours have come round again, or a ring.
fn dot(svg: &mut String, (x, y): (f64, f64), place: usize, title: &str) {
    let colour = COLOURS[place % COLOURS.len()];
    let shape = match place / COLOURS.len() {
        0 => format!("circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\""),
        1 => {
            let (left, top) = (x - 3.5, y - 3.5);
            format!(
                "rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"7\" height=\"7\" fill=\"{colour}\""
            )
        }
        _ => format!(
            "circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\""
        ),
    };
    let name = shape.split(' ').next().unwrap_or_default();
    let _ = writeln!(svg, "<{shape}><title>{}</title></{name}>", escaped(title));
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    let words = escaped(words);
    let _ =
        writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>");
}

/// Names of workloads come from files.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Size, run};
    use crate::workload::link_generation;

    #[test]
    fn each_policy_but_ours_has_a_dot_in_each_panel_and_in_the_legend() {
        let mut workload = link_generation();
        workload.name = "a < b & c".to_owned();
        let svg = of(&run(&[workload], Size { seeds: 2, jobs: 10 }), &[]);
        assert_eq!(svg.matches("azure").count(), 4 + 2, "{svg}");
        assert!(svg.contains("a &lt; b &amp; c: azure"));
        assert!(!svg.contains("a < b"));
    }

    #[test]
    fn what_costs_as_much_as_ours_stands_on_the_line_and_extremes_stay_inside() {
        assert!(across(0.01) >= LABELS);
        assert!(across(1e9) <= WIDTH);
        assert!(across(0.9) < across(1.0) && across(1.0) < across(1.1));
    }
}
