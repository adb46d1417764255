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
pub(crate) fn write(folder: &Path, cells: &[Cell], overall: &[Overall]) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    write("waiting.json", json::of(cells)?)?;
    write("waiting.csv", csv::of(cells))?;
    write("waiting.svg", chart::of(cells, overall))
}
