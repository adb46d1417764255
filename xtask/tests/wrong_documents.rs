//! A wrong document gets file, place, what and why, and never a panic.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;

use xtask::document::Document;
use xtask::problem::Problems;
use xtask::{SERVICES, generate, lint, workspace_root};

fn text(service: &str) -> String {
    fs::read_to_string(workspace_root().join(format!("openapi/{service}.yaml"))).unwrap()
}

/// Everything that xtask has to say about a document.
fn problems(service: &str, text: &str) -> Problems {
    let document = match Document::parse(service, text) {
        Ok(document) => document,
        Err(problems) => return problems,
    };
    match lint::lint(&document) {
        Ok(()) => generate::generate(&document).err().unwrap_or_default(),
        Err(problems) => problems,
    }
}

/// The document with one edit, and what xtask says.
fn edited(service: &str, from: &str, to: &str) -> Problems {
    let text = text(service);
    assert!(text.contains(from), "{service}.yaml has no {from:?}");
    problems(service, &text.replacen(from, to, 1))
}

#[test]
fn the_documents_as_they_are_have_no_problems() {
    for service in SERVICES {
        let found = problems(service, &text(service));
        assert!(found.0.is_empty(), "{found}");
    }
}

#[test]
fn each_house_rule_is_enforced() {
    for (rule, service, from, to) in [
        ("yaml", "rds", "paths:", "paths: ["),
        ("yaml", "rds", "servers:", "openapi: 3.0.3\nservers:"),
        ("openapi", "rds", "required: true", "required: perhaps"),
        ("openapi", "dds", "        - Error logs\n", "        Error logs: {}\n"),
        ("head", "rds", "openapi: 3.0.3", "openapi: 3.1.0"),
        ("head", "rds", "  - AccessKeySignature: []\n", ""),
        ("known-key", "rds", "      summary: Start", "      sumary: Start"),
        ("operation-id", "rds", "operationId: ListJobInfo", "operationId: DownloadErrorlog"),
        ("operation-id", "rds", "operationId: ListJobInfo", "operationId: list_job_info"),
        ("operation-id", "rds", "      operationId: ListJobInfo\n", ""),
        ("operation-tag", "rds", "      tags:\n        - Error logs\n", ""),
        ("text", "rds", "      summary: Look up a task by its id\n", ""),
        ("path-parameter", "rds", "/v3/{project_id}/jobs:", "/v3/{project}/jobs:"),
        (
            "default-error",
            "rds",
            "        default:\n          $ref: '#/components/responses/Error'\n",
            "",
        ),
        (
            "local-reference",
            "rds",
            "'#/components/responses/Unauthorized'",
            "'common.yaml#/Unauthorized'",
        ),
        (
            "local-reference",
            "rds",
            "'#/components/schemas/LinkStatus'",
            "'#/components/schemas/Missing'",
        ),
        (
            "named-body",
            "dcs",
            "                $ref: '#/components/schemas/RedislogList'",
            "                type: object",
        ),
        ("description", "rds", "          description: Number of links in `list`.\n", ""),
        (
            "type",
            "rds",
            "          type: integer\n          format: int32",
            "          type: int\n          format: int32",
        ),
        (
            "format",
            "rds",
            "          format: int32\n          description: Number",
            "          description: Number",
        ),
        ("format", "rds", "format: file-name", "format: filename"),
        (
            "example",
            "rds",
            "          description: Number of links in `list`.\n          example: 1\n",
            "          description: Number of links.\n",
        ),
        (
            "open-words",
            "rds",
            "      x-extensible-enum:\n        - FINISH",
            "      enum:\n        - FINISH",
        ),
        ("extension-complete", "rds", "          repeatable: true\n", ""),
        ("extension-complete", "rds", "          percentage: null\n", ""),
        (
            "extension-complete",
            "rds",
            "          failed: [FAILED]\n          percentage",
            "          failed: []\n          percentage",
        ),
        (
            "extension-complete",
            "rds",
            "          status: /status\n          pending: [CREATING]",
            "          status: /state\n          pending: [CREATING]",
        ),
        ("extension-complete", "rds", "          list: /list", "          list: /files"),
        ("extension-complete", "rds", "        link: /file_link", "        link: /url"),
        (
            "extension-complete",
            "rds",
            "operation: DownloadErrorlog\n          parameters: {}\n        answer",
            "operation: Missing\n          parameters: {}\n        answer",
        ),
        ("extension-complete", "rds", "        name: error-log", "        name: ''"),
        ("extension-complete", "rds", "        name: error-log", "        name: 7-days"),
        ("extension-complete", "rds", "        link: /file_link", "        link: file_link"),
        ("extension-complete", "clouddc", "$start#/export_id", "$start#export_id"),
        ("schema-name", "rds", "    JobEntities:\n", "    Job-Entities:\n"),
        ("schema-name", "rds", "    JobEntities:\n", "    Link:\n"),
        ("schema-name", "rds", "        - CREATING\n", "        - CREATING\n        - creating\n"),
        (
            "lenient-answer",
            "rds",
            "      description: One file of the export.\n",
            "      description: One file.\n      required: [status]\n",
        ),
        (
            "extension-operation",
            "dcs",
            "operation: CreateRedislogDownloadLink",
            "operation: Missing",
        ),
        ("extension-complete", "clouddc", "$start#/export_id", "$start#/export"),
        ("extension-complete", "clouddc", "name_header: Content-Disposition", "name_header: null"),
    ] {
        let found = edited(service, from, to);
        let hit = found.0.iter().find(|problem| problem.rule == rule);
        let hit = hit.unwrap_or_else(|| panic!("{from:?} -> {to:?} broke no `{rule}`: {found}"));
        assert_eq!(hit.file, format!("openapi/{service}.yaml"));
        assert!(!hit.what.is_empty() && !hit.why.is_empty(), "{hit}");
        assert!(hit.line > 0 || rule == "yaml", "{hit}");
    }
}

#[test]
fn what_lowering_can_not_express_is_refused_with_its_place() {
    let second = [
        "        '201':",
        "          description: Another.",
        "          content:",
        "            application/json:",
        "              schema:",
        "                $ref: '#/components/schemas/RedislogLink'",
        "              examples:",
        "                other:",
        "                  summary: Other",
        "                  value: {}",
        "        '200':",
    ];
    let found = edited("dcs", "        '200':", &second.join("\n"));
    assert_eq!(found.0[0].rule, "lowering", "{found}");
    assert!(found.0[0].what.contains("two success responses"), "{found}");
    assert!(found.0[0].line > 0, "{found}");
}

#[test]
fn a_problem_reads_as_file_line_place_what_and_why() {
    let found = edited("rds", "          description: Number of links in `list`.\n", "");
    insta::assert_snapshot!(found);
}

#[test]
fn a_document_that_is_no_openapi_names_the_innermost_node() {
    let found = edited(
        "rds",
        "          required: true\n          description: Id of the task;",
        "          required: perhaps\n          description: Id of the task;",
    );
    insta::assert_snapshot!(found);
}

#[test]
fn a_missing_document_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let found = Document::load(folder.path(), "rds").unwrap_err();
    assert!(found.to_string().starts_with("openapi/rds.yaml: [readable]"), "{found}");
}

/// Whatever is taken out of a document, xtask answers with problems or with code.
#[test]
fn no_missing_line_makes_it_panic() {
    for service in SERVICES {
        let text = text(service);
        let lines: Vec<&str> = text.lines().collect();
        for missing in (0..lines.len()).step_by(5) {
            let mut left = lines.clone();
            left.remove(missing);
            let _ = problems(service, &left.join("\n"));
        }
    }
}

/// The same for a line that holds something else.
#[test]
fn no_strange_value_makes_it_panic() {
    for service in SERVICES {
        let text = text(service);
        let lines: Vec<&str> = text.lines().collect();
        for (index, strange) in
            (0..lines.len()).step_by(11).zip(["null", "[]", "{}", "7", "''"].iter().cycle())
        {
            let Some((key, _)) = lines[index].split_once(": ") else { continue };
            let replaced = format!("{key}: {strange}");
            let mut changed = lines.clone();
            changed[index] = &replaced;
            let _ = problems(service, &changed.join("\n"));
        }
    }
}
