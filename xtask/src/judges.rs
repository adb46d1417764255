//! The documents before judges that are not ours: Spectral and Redocly, with the rules in `xtask/judges/`.
//!
//! A judge whose rules no longer match anything accepts everything. So each is also put before broken copies of
//! a document, and has to name what is wrong with them.

mod broken;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::document::Document;
use crate::{SERVICES, bounded, npm};

/// A judge takes a few seconds.
const LIMIT: Duration = Duration::from_secs(5 * 60);

/// Where the rules are, from the workspace's root.
const RULES: &str = "xtask/judges";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judge {
    Spectral,
    Redocly,
}

impl Judge {
    const ALL: [Self; 2] = [Self::Spectral, Self::Redocly];

    fn name(self) -> &'static str {
        match self {
            Self::Spectral => "Spectral",
            Self::Redocly => "Redocly",
        }
    }

    /// The command that judges files, all of its findings counting, with an output for people or for programs.
    fn command(self, root: &Path, packages: &Path, format: &str) -> Command {
        let rules = root.join(RULES);
        let program = |name| Command::new(packages.join("node_modules/.bin").join(name));
        let mut command = match self {
            Self::Spectral => {
                let mut command = program("spectral");
                command.args(["lint", "--fail-severity=hint", "--ruleset"]);
                command.arg(rules.join("spectral.yaml"));
                command
            }
            Self::Redocly => {
                let mut command = program("redocly");
                command.args(["lint", "--max-problems=1000", "--config"]);
                command.arg(rules.join("redocly.yaml"));
                command
            }
        };
        command.arg("--format").arg(format).current_dir(root);
        // Neither is to tell its makers anything, nor to look for a newer version of itself.
        command.envs([
            ("REDOCLY_TELEMETRY", "off"),
            ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
            ("SCARF_ANALYTICS", "false"),
        ]);
        command
    }

    /// What is wrong in which file, from the output for programs: one JSON value, or one for each file.
    fn findings(self, output: &[u8]) -> serde_json::Result<Vec<Finding>> {
        let (list, file, rule) = match self {
            Self::Spectral => ("", "/source", "/code"),
            Self::Redocly => ("/problems", "/location/0/source/ref", "/ruleId"),
        };
        let text = |finding: &Value, pointer| {
            finding.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let mut findings = Vec::new();
        for value in serde_json::Deserializer::from_slice(output).into_iter::<Value>() {
            let value = value?;
            let list = value.pointer(list).and_then(Value::as_array).into_iter().flatten();
            findings.extend(
                list.map(|found| Finding { file: text(found, file), rule: text(found, rule) }),
            );
        }
        Ok(findings)
    }
}

/// A rule that a file breaks.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    file: String,
    rule: String,
}

/// Puts the documents before the judges.
///
/// # Errors
///
/// Names the judges that found something, which they print, or that missed something in a broken document.
pub fn run(root: &Path) -> Result<(), String> {
    let packages = npm::prepare(root, "judges")?;
    let documents = SERVICES.map(|service| format!("openapi/{service}.yaml"));
    let mut failed = Vec::new();
    for judge in Judge::ALL {
        eprintln!("==> {}", judge.name());
        let mut command = judge.command(root, &packages, "stylish");
        if let Err(error) = bounded::run(command.args(&documents), LIMIT) {
            failed.push(format!("{} refuses the documents: {error}", judge.name()));
        }
        if let Err(error) = is_awake(judge, root, &packages) {
            failed.push(format!("{}: {error}", judge.name()));
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// Whether a judge names what is wrong with each broken document.
fn is_awake(judge: Judge, root: &Path, packages: &Path) -> Result<(), String> {
    let [service, ..] = SERVICES;
    let document = Document::load(root, service).map_err(|problems| problems.to_string())?;
    let folder = packages.join("broken");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;

    let mut files = Vec::new();
    for case in broken::CASES {
        let file = folder.join(format!("{}.json", case.name));
        let copy = case.broken(&document.value)?;
        fs::write(&file, copy.to_string())
            .map_err(|error| format!("{}: {error}", file.display()))?;
        files.push(file);
    }
    let findings = findings(judge, root, packages, &folder, &files)?;
    let missed = broken::CASES.iter().zip(&files).filter_map(|(case, file)| {
        let rule = case.rule(judge)?;
        // Spectral says where a file is, Redocly how to get there.
        let found = findings.iter().any(|finding| {
            finding.rule == rule && Path::new(&finding.file).file_name() == file.file_name()
        });
        (!found).then(|| format!("{} breaks {rule}, and that was not found", file.display()))
    });
    let missed: Vec<String> = missed.collect();
    if missed.is_empty() { Ok(()) } else { Err(missed.join("\n")) }
}

/// What a judge finds in documents that it must refuse.
fn findings(
    judge: Judge,
    root: &Path,
    packages: &Path,
    folder: &Path,
    files: &[PathBuf],
) -> Result<Vec<Finding>, String> {
    let path = folder.join(format!("{}.txt", judge.name()));
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut command = judge.command(root, packages, "json");
    command.args(files).stdout(File::create(&path).map_err(failed)?);
    command.stderr(File::create(folder.join("stderr.txt")).map_err(failed)?);
    if bounded::run(&mut command, LIMIT).is_ok() {
        return Err("it accepts broken documents".to_owned());
    }
    judge
        .findings(&fs::read(&path).map_err(failed)?)
        .map_err(|error| format!("{} is no JSON: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Finding, Judge};

    #[test]
    fn both_outputs_tell_which_file_breaks_which_rule() {
        let finding = |file: &str| Finding { file: file.to_owned(), rule: "no-enum".to_owned() };
        let spectral = br#"[{ "code": "no-enum", "source": "a.json", "severity": 0 }]"#;
        assert_eq!(Judge::Spectral.findings(spectral).unwrap(), [finding("a.json")]);
        let redocly = br#"
            { "problems": [{ "ruleId": "no-enum", "location": [{ "source": { "ref": "a.json" } }] }] }{ "problems": [] }
            { "problems": [{ "ruleId": "no-enum", "location": [{ "source": { "ref": "b.json" } }] }] }"#;
        assert_eq!(
            Judge::Redocly.findings(redocly).unwrap(),
            [finding("a.json"), finding("b.json")]
        );
    }

    #[test]
    fn an_output_that_breaks_off_is_an_error() {
        assert!(Judge::Redocly.findings(br#"{ "problems": ["#).is_err());
    }
}
