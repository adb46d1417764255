//! What only people read, and what means the same as before.

use crate::FIXTURE;
use crate::edits::{Edit, check, lines};

#[test]
fn what_only_people_read_breaks_nothing() {
    for (from, to, line) in [
        ("  version: 0.1.0\n", "  version: 0.1.1\n", "document, info: `version`"),
        ("  version: 0.1.0\n", "  version: 0.1.0\n  x-source: []\n", "document, info: `x-source`"),
        (
            "  version: 0.1.0\n",
            "  version: 0.1.0\n  license:\n    name: MIT\n",
            "document, info: `license`",
        ),
        ("Nobody answers here.", "Nobody is here.", "document: description of `servers`"),
        ("    description: Logs.\n", "    description: All logs.\n", "document: `tags`"),
        (
            "      summary: Prepare logs\n",
            "      summary: Prepare\n",
            "operation `PrepareLogs`: `summary`",
        ),
        (
            "      summary: Prepare logs\n",
            "      x-codeSamples: []\n      summary: Prepare logs\n",
            "operation `PrepareLogs`: `x-codeSamples`",
        ),
        (
            "      summary: Prepare logs\n",
            "      deprecated: true\n      summary: Prepare logs\n",
            "operation `PrepareLogs`: `deprecated`",
        ),
        (
            "          description: Days to go back.\n",
            "          description: Days.\n",
            "operation `PrepareLogs`, query parameter `days`: `description`",
        ),
        (
            "          example: 1\n      requestBody",
            "          example: 2\n      requestBody",
            "operation `PrepareLogs`, query parameter `days`: `example`",
        ),
        (
            "                    status: CREATING\n",
            "                    status: FAILED\n",
            "operation `PrepareLogs`, answer 200, application/json: `examples`",
        ),
        (
            "          description: Number of files.\n",
            "          description: Files.\n",
            "schema `Logs`, field `count`: `description`",
        ),
        (
            "          description: Names of the logs.\n",
            "          description: Names.\n",
            "schema `LogsRequest`, field `names`: `description`",
        ),
        (
            "      description: A token.\n",
            "      description: The token.\n",
            "security scheme `AuthToken`: `description`",
        ),
        (
            "          description: There is none.\n",
            "          description: None.\n",
            "operation `ShowExport`, answer 204: `description`",
        ),
    ] {
        assert!(FIXTURE.contains(from), "the fixture has no {from:?}");
        let edited = FIXTURE.replacen(from, to, 1);
        for found in [lines(FIXTURE, &edited), lines(&edited, FIXTURE)] {
            assert_eq!(found.len(), 1, "{found:?}");
        }
        let found = lines(FIXTURE, &edited);
        assert!(found[0].starts_with(&format!("doc-only: {line}")), "{found:?}");
    }
}

#[test]
fn what_means_the_same_breaks_nothing() {
    check(&[
        Edit {
            from: "          description: There is none.\n",
            to: "          description: There is none.\n          headers: {}\n",
            then: &["doc-only: operation `ShowExport`, answer 204: `headers` means the same"],
            back: &["doc-only: operation `ShowExport`, answer 204: `headers` means the same"],
        },
        Edit {
            from: "          description: Its size in KB.\n",
            to: "          nullable: false\n          description: Its size in KB.\n",
            then: &[
                "doc-only: schema `LogFile`, field `size`: `nullable` means the same, written \
                 otherwise: is false",
            ],
            back: &[
                "doc-only: schema `LogFile`, field `size`: `nullable` means the same, written \
                 otherwise: was false",
            ],
        },
        Edit {
            from: "          maxLength: 9\n",
            to: "          maxLength: 9\n          minLength: 0\n",
            then: &["doc-only: schema `ErrorBody`, field `error_code`: `minLength` means the same"],
            back: &["doc-only: schema `ErrorBody`, field `error_code`: `minLength` means the same"],
        },
        Edit {
            from: "          required: false\n",
            to: "",
            then: &[
                "doc-only: operation `PrepareLogs`, query parameter `days`: `required` means the \
                 same",
            ],
            back: &[
                "doc-only: operation `PrepareLogs`, query parameter `days`: `required` means the \
                 same",
            ],
        },
        Edit {
            from: "      description: A file.\n",
            to: "      description: A file.\n      required: []\n      additionalProperties: \
                 true\n",
            then: &[
                "doc-only: schema `LogFile`: `required` means the same",
                "doc-only: schema `LogFile`: `additionalProperties` means the same",
            ],
            back: &[
                "doc-only: schema `LogFile`: `required` means the same",
                "doc-only: schema `LogFile`: `additionalProperties` means the same",
            ],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "      operationId: ShowExport\n      security:\n        - AccessKeySignature: \
                 []\n        - AuthToken: []\n",
            then: &["doc-only: operation `ShowExport`: `security` in another order or spelling"],
            back: &["doc-only: operation `ShowExport`: `security` in another order or spelling"],
        },
    ]);
}

#[test]
fn another_order_breaks_nothing() {
    check(&[
        Edit {
            from: "        - EXPORTING\n        - SUCCESS\n",
            to: "        - SUCCESS\n        - EXPORTING\n",
            then: &["doc-only: schema `LinkStatus`: `x-extensible-enum` in another order"],
            back: &["doc-only: schema `LinkStatus`: `x-extensible-enum` in another order"],
        },
        Edit {
            from: "  - AuthToken: []\n  - AccessKeySignature: []\n",
            to: "  - AccessKeySignature: []\n  - AuthToken: []\n",
            then: &["doc-only: document: `security` in another order or spelling"],
            back: &["doc-only: document: `security` in another order or spelling"],
        },
        Edit {
            from: "  calls: 60\n  period: 60\n",
            to: "  period: 60\n  calls: 60\n",
            then: &["doc-only: document: keys of `x-quota` in another order"],
            back: &["doc-only: document: keys of `x-quota` in another order"],
        },
        Edit {
            from: "          format: decimal\n          description: Its size in KB.\n",
            to: "          description: Its size in KB.\n          format: decimal\n",
            then: &["doc-only: schema `LogFile`, field `size`: keys in another order"],
            back: &["doc-only: schema `LogFile`, field `size`: keys in another order"],
        },
    ]);
}

#[test]
fn comments_and_the_way_of_writing_are_no_change() {
    let written = FIXTURE.replace("[EXPORTING]", "\n            - 'EXPORTING' # a word\n");
    assert_ne!(written, FIXTURE);
    assert_eq!(lines(FIXTURE, &written), [""; 0]);
}
