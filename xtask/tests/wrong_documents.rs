//! A wrong document gets file, place, what and why, and never a panic.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;

use xtask::document::Document;
use xtask::problem::Problems;
use xtask::{commands, generate, lint, workspace_root};

/// A document of the tests' own, so that the real ones can change without them.
const FIXTURE: &str = include_str!("fixture.yaml");

/// Everything that xtask has to say about a document.
fn problems(text: &str) -> Problems {
    let document = match Document::parse("fixture", text) {
        Ok(document) => document,
        Err(problems) => return problems,
    };
    match lint::lint(&document) {
        Ok(()) => generate::generate(&document).err().unwrap_or_default(),
        Err(problems) => problems,
    }
}

/// What xtask says of the fixture after one edit.
fn edited(from: &str, to: &str) -> Problems {
    assert!(FIXTURE.contains(from), "the fixture has no {from:?}");
    problems(&FIXTURE.replacen(from, to, 1))
}

#[test]
fn the_documents_and_the_fixture_have_no_problems() {
    let found = problems(FIXTURE);
    assert!(found.0.is_empty(), "{found}");
    commands::lint(&workspace_root()).unwrap();
}

#[test]
fn each_house_rule_is_enforced() {
    for (rule, from, to) in [
        ("yaml", "paths:", "paths: ["),
        ("yaml", "servers:", "openapi: 3.0.3\nservers:"),
        ("openapi", "required: true", "required: perhaps"),
        ("openapi", "        - Logs\n", "        Logs: {}\n"),
        ("head", "openapi: 3.0.3", "openapi: 3.1.0"),
        ("head", "  - AccessKeySignature: []\n", ""),
        (
            "head",
            "  - url: https://fixture.example.com\n    description: Nobody answers here.",
            "  []",
        ),
        ("known-key", "      summary: Prepare", "      sumary: Prepare"),
        ("known-key", "      x-log-job:", "      x-log-jb:"),
        ("known-key", "      x-extensible-enum:", "      x-extensibl-enum:"),
        ("known-key", "x-quota:", "x-qouta:"),
        (
            "known-key",
            "      operationId: PrepareLogs\n",
            "      operationId: PrepareLogs\n      x-quota: null\n",
        ),
        ("operation-id", "operationId: ShowExport", "operationId: StartExport"),
        ("operation-id", "operationId: ShowExport", "operationId: show_export"),
        ("operation-id", "      operationId: ShowExport\n", ""),
        ("operation-tag", "      tags:\n        - Logs\n", ""),
        ("text", "      summary: Prepare logs\n", ""),
        ("text", "                  summary: At work\n", ""),
        ("path-parameter", "/exports/{export_id}:", "/exports/{export}:"),
        ("path-parameter", "/v1/{project_id}/exports:", "/v1/{project_id}/exports/:"),
        ("default-error", "        default:\n          $ref: '#/components/responses/Error'\n", ""),
        ("local-reference", "'#/components/responses/Error'", "'common.yaml#/Error'"),
        ("local-reference", "'#/components/schemas/LinkStatus'", "'#/components/schemas/Missing'"),
        (
            "local-reference",
            "          $ref: '#/components/schemas/LinkStatus'",
            "          $ref: '#/components/schemas/LinkStatus'\n          nullable: true",
        ),
        (
            "named-body",
            "                $ref: '#/components/schemas/Logs'",
            "                type: object",
        ),
        (
            "named-schema",
            "          $ref: '#/components/schemas/LinkStatus'",
            "          type: string\n          format: word\n          description: A word.\n          example: a\n          x-extensible-enum: [a]",
        ),
        ("schema-name", "    ErrorBody:\n", "    Error-Body:\n"),
        ("schema-name", "    ErrorBody:\n", "    Link:\n"),
        ("schema-name", "        - CREATING\n", "        - CREATING\n        - creating\n"),
        (
            "lenient-answer",
            "      description: A file.\n",
            "      description: A file.\n      required: [name]\n",
        ),
        ("description", "          description: Number of files.\n", ""),
        (
            "type",
            "          type: integer\n          format: int32\n          minimum: 0\n          description",
            "          type: int\n          format: int32\n          description",
        ),
        (
            "format",
            "          format: int32\n          minimum: 0\n          description",
            "          description",
        ),
        ("format", "format: file-name", "format: filename"),
        (
            "example",
            "          description: Number of files.\n          example: 1\n",
            "          description: Number of files.\n",
        ),
        (
            "example",
            "          description: Number of files.\n          example: 1\n",
            "          description: Number of files.\n          example: soon\n",
        ),
        ("example", "                    count: 1\n", "                    count: one\n"),
        ("example", "                    count: 1\n", "                    cuont: 1\n"),
        (
            "example",
            "          example: 1\n      requestBody",
            "          example: one\n      requestBody",
        ),
        (
            "open-words",
            "      x-extensible-enum:\n        - CREATING",
            "      enum:\n        - CREATING",
        ),
        ("extension-complete", "          repeatable: true\n", ""),
        ("extension-complete", "          percentage: null\n", ""),
        (
            "extension-complete",
            "          failed: [FAILED]\n          percentage",
            "          failed: []\n          percentage",
        ),
        ("extension-complete", "          status: /status\n", "          status: /state\n"),
        ("extension-complete", "          list: /list", "          list: /files"),
        ("extension-complete", "        link: /link", "        link: /url"),
        ("extension-complete", "        link: /link", "        link: link"),
        (
            "extension-complete",
            "        poll:\n          operation: PrepareLogs",
            "        poll:\n          operation: Missing",
        ),
        ("extension-complete", "        name: error-log", "        name: ''"),
        ("extension-complete", "        name: error-log", "        name: 7-days"),
        ("extension-complete", "        name: error-log", "        name: server-log"),
        ("extension-complete", "$start#/export_id", "$start#/export"),
        ("extension-complete", "$start#/export_id", "$start#export_id"),
        ("extension-complete", "name_header: Content-Disposition", "name_header: null"),
        ("extension-operation", "operation: DownloadExport", "operation: Missing"),
        ("extension-complete", "x-quota:\n  calls: 60\n  period: 60\n", ""),
        ("extension-complete", "x-quota:\n  calls: 60\n  period: 60\n", "x-quota: 60\n"),
        ("extension-complete", "  calls: 60\n", ""),
        ("extension-complete", "  calls: 60\n", "  calls: 0\n"),
        ("extension-complete", "  calls: 60\n", "  calls: -60\n"),
        ("extension-complete", "  calls: 60\n", "  calls: '60'\n"),
        ("extension-complete", "  calls: 60\n", "  calls: null\n"),
        ("extension-complete", "  period: 60\n", "  period: 0.5\n"),
        ("extension-complete", "  period: 60\n", "  period: 4294967296\n"),
        ("extension-complete", "  period: 60\n", "  period: 60\n  user: 1\n"),
    ] {
        let found = edited(from, to);
        let hit = found.0.iter().find(|problem| problem.rule == rule);
        let hit = hit.unwrap_or_else(|| panic!("{from:?} -> {to:?} broke no `{rule}`: {found}"));
        assert_eq!(hit.file, "openapi/fixture.yaml");
        assert!(!hit.what.is_empty() && !hit.why.is_empty(), "{hit}");
        assert!(hit.line > 0 || rule == "yaml", "{hit}");
    }
}

#[test]
fn a_document_without_a_job_is_refused() {
    let without: Vec<&str> = {
        let mut left = Vec::new();
        let mut inside = false;
        for line in FIXTURE.lines() {
            let indent = line.len() - line.trim_start().len();
            inside = line.starts_with("      x-log-") || inside && indent > 6;
            if !inside {
                left.push(line);
            }
        }
        left
    };
    let found = problems(&without.join("\n"));
    assert_eq!(found.0[0].rule, "extension-complete", "{found}");
}

#[test]
fn what_lowering_can_not_express_is_refused_with_its_place() {
    let second = [
        "        '201':",
        "          description: Another.",
        "          content:",
        "            application/json:",
        "              schema:",
        "                $ref: '#/components/schemas/Export'",
        "              examples:",
        "                other:",
        "                  summary: Other",
        "                  value: {}",
        "        '429':",
    ];
    let found = edited("        '429':", &second.join("\n"));
    assert_eq!(found.0[0].rule, "lowering", "{found}");
    assert!(found.0[0].what.contains("two success responses"), "{found}");
    assert!(found.0[0].line > 0, "{found}");
}

#[test]
fn a_document_may_say_that_no_quota_is_stated() {
    let found = edited("x-quota:\n  calls: 60\n  period: 60\n", "x-quota: null\n");
    assert!(found.0.is_empty(), "{found}");
}

#[test]
fn each_wrong_key_of_a_quota_is_named_with_its_line() {
    insta::assert_snapshot!(edited("  calls: 60\n  period: 60\n", "  calls: 0\n  user: 60\n"));
}

#[test]
fn a_problem_reads_as_file_line_place_what_and_why() {
    insta::assert_snapshot!(edited("          description: Number of files.\n", ""));
}

#[test]
fn a_document_that_is_no_openapi_names_the_innermost_node() {
    insta::assert_snapshot!(edited("          required: false\n", "          required: perhaps\n"));
}

#[test]
fn a_document_that_is_missing_or_that_nobody_asked_for_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("openapi")).unwrap();
    for name in ["ecs.yaml", "notes.md"] {
        fs::write(folder.path().join("openapi").join(name), "").unwrap();
    }
    let found = commands::lint(folder.path()).unwrap_err();
    assert!(found.contains("openapi/rds.yaml: [readable]"), "{found}");
    assert!(found.contains("openapi/ecs.yaml: [service]"), "{found}");
    assert!(!found.contains("notes.md"), "{found}");
}

/// Whatever is taken out of a document, xtask answers with problems or with code.
#[test]
fn no_missing_line_makes_it_panic() {
    let lines: Vec<&str> = FIXTURE.lines().collect();
    for missing in 0..lines.len() {
        let mut left = lines.clone();
        left.remove(missing);
        let _ = problems(&left.join("\n"));
    }
}

/// The same for a line that holds something else.
#[test]
fn no_strange_value_makes_it_panic() {
    let lines: Vec<&str> = FIXTURE.lines().collect();
    for index in 0..lines.len() {
        let Some((key, _)) = lines[index].split_once(": ") else { continue };
        for strange in ["null", "[]", "7", "a-b"] {
            let replaced = format!("{key}: {strange}");
            let mut changed = lines.clone();
            changed[index] = &replaced;
            let _ = problems(&changed.join("\n"));
        }
    }
}
