//! What is printed and written.

pub(crate) mod chart;
pub(crate) mod csv;
pub(crate) mod json;
pub(crate) mod table;

use std::fs;
use std::path::Path;

use crate::compare::Cell;
use crate::quota::Row;
use crate::verdict::Overall;

/// Writes all files into a folder, which is made if need be.
///
/// What was measured with faults is not in the picture: who loses jobs has less of what is in there.
pub(crate) fn write(
    folder: &Path,
    cells: &[Cell],
    faulty: &[Cell],
    overall: &[Overall],
) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let all: Vec<&Cell> = cells.iter().chain(faulty).collect();
    file(folder, "waiting.json", &json::of(&all)?)?;
    file(folder, "waiting.csv", &csv::of(&all))?;
    file(folder, "waiting.svg", &chart::of(cells, overall))
}

/// Writes what became of the crowds, if there were any, into a folder that is there.
pub(crate) fn write_crowds(folder: &Path, crowds: &[Row]) -> Result<(), String> {
    if crowds.is_empty() {
        return Ok(());
    }
    let text = serde_json::to_string_pretty(crowds).map_err(|error| error.to_string())?;
    file(folder, "crowds.json", &(text + "\n"))
}

fn file(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}
