//! Test vectors: what is in `openapi/vectors/`, the schema of it, and its replays in three languages.
//!
//! The types are what the schema is made of. Rust replays the vectors with the library, in `tests/vectors/`; the
//! programs in `xtask/interop/vectors/` do it in Python and in TypeScript with what openapi/README.md says.

pub mod file;
mod replay;
pub mod signing;

use std::fs;
use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;

use self::file::ServiceFile;
use self::signing::SigningFile;
use crate::SERVICES;

/// The folder of the vectors, from the workspace's root.
pub const FOLDER: &str = "openapi/vectors";
/// The name of their schema, in that folder.
pub const SCHEMA: &str = "schema.json";
const SIGNING: &str = "signing";

/// All vectors.
#[derive(Clone, Debug)]
pub struct Vectors {
    /// Those of the services, in their order.
    pub services: Vec<ServiceFile>,
    /// Those of the signature.
    pub signing: SigningFile,
}

impl Vectors {
    /// Reads the folder under `root`.
    ///
    /// # Errors
    ///
    /// Says which file can't be read, is missing, or would be looked at by nobody.
    pub fn load(root: &Path) -> Result<Self, String> {
        let folder = root.join(FOLDER);
        let entries = fs::read_dir(&folder).map_err(|error| format!("{FOLDER}: {error}"))?;
        for entry in entries {
            let name = entry.map_err(|error| format!("{FOLDER}: {error}"))?.file_name();
            let name = name.to_string_lossy().into_owned();
            let stem = name.strip_suffix(".json").unwrap_or_default();
            if name != SCHEMA && stem != SIGNING && !SERVICES.contains(&stem) {
                return Err(format!("{FOLDER}/{name}: nobody replays this file"));
            }
        }
        let mut services = Vec::new();
        for service in SERVICES {
            let file: ServiceFile = read(&folder, service)?;
            if file.service != service || file.schema != SCHEMA {
                return Err(format!("{FOLDER}/{service}.json: another service or schema"));
            }
            services.push(file);
        }
        Ok(Self { services, signing: read(&folder, SIGNING)? })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        let of_services = self.services.iter().map(|file| file.vectors.len());
        of_services.sum::<usize>() + self.signing.vectors.len()
    }
}

fn read<T: DeserializeOwned>(folder: &Path, stem: &str) -> Result<T, String> {
    let shown = format!("{FOLDER}/{stem}.json");
    let text = fs::read_to_string(folder.join(stem).with_extension("json"))
        .map_err(|error| format!("{shown}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{shown}: {error}"))
}

/// Any of the files. Only its schema is of use: [`Vectors::load`] knows which file it reads.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(
    title = "Test vectors of huaweicloud-logs",
    description = "Answers of the operations with what a client must make of them, or requests and how they are signed."
)]
#[allow(dead_code, reason = "a schema is made of it")]
enum AnyFile {
    Service(ServiceFile),
    Signing(SigningFile),
}

/// The JSON schema of the files, as it is to be checked in.
///
/// # Panics
///
/// Never: the schema is JSON.
#[must_use]
pub fn schema() -> String {
    let mut schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<AnyFile>();
    plain(&mut schema);
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}

/// Takes out the sizes of Rust's integers, which other languages don't know as formats.
fn plain(schema: &mut Schema) {
    schema.remove("format");
    transform_subschemas(&mut (plain as fn(&mut Schema)), schema);
}

/// Writes the schema.
///
/// # Errors
///
/// What the file system refused.
pub fn write_schema(root: &Path) -> Result<(), String> {
    let path = root.join(FOLDER).join(SCHEMA);
    fs::write(&path, schema()).map_err(|error| format!("{}: {error}", path.display()))
}

/// Replays all vectors in three languages, which must check the same number of them.
///
/// # Errors
///
/// Says which replay failed, could not be run, or left vectors out.
pub fn run(root: &Path) -> Result<(), String> {
    let count = Vectors::load(root)?.count();
    let mut failed = Vec::new();
    for replay in replay::REPLAYS {
        eprintln!("==> the vectors in {}", replay.language);
        match (replay.run)(root) {
            Ok(checked) if checked == count => eprintln!("{}: {checked} vectors", replay.language),
            Ok(checked) => {
                failed.push(format!("{} checked {checked} of {count} vectors", replay.language))
            }
            Err(error) => failed.push(format!("{}: {error}", replay.language)),
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}
