//! What is printed and written.

pub(crate) mod chart;
pub(crate) mod csv;
pub(crate) mod json;
pub(crate) mod table;

use std::fs;
use std::path::Path;

use crate::compare::Cell;
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
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    let all: Vec<&Cell> = cells.iter().chain(faulty).collect();
    write("waiting.json", json::of(&all)?)?;
    write("waiting.csv", csv::of(&all))?;
    write("waiting.svg", chart::of(cells, overall))
}
