//! What clients get: laxer is worse.

use crate::FIXTURE;
use crate::edits::{Edit, check, edited, lines};

#[test]
fn an_answer_must_stay_what_it_was() {
    check(&[
        Edit {
            from: "        '204':\n          description: There is none.\n",
            to: "",
            then: &["breaking: operation `ShowExport`, answer 204: removed"],
            back: &["breaking: operation `ShowExport`, answer 204: new"],
        },
        Edit {
            from: "        '204':\n          description: There is none.\n",
            to: "        '204':\n          description: There is none.\n        2XX:\n          description: More.\n",
            then: &["breaking: operation `ShowExport`, answer 2XX: new"],
            back: &["breaking: operation `ShowExport`, answer 2XX: removed"],
        },
        Edit {
            from: "        '204':\n          description: There is none.\n",
            to: "        '204':\n          description: There is none.\n        '503':\n          description: Busy.\n",
            then: &["additive: operation `ShowExport`, answer 503: new"],
            back: &["breaking: operation `ShowExport`, answer 503: removed"],
        },
        Edit {
            from: "        '204':\n          description: There is none.\n",
            to: "        '205':\n          description: There is none.\n",
            then: &["breaking: operation `ShowExport`, answer 204: renamed to `205`"],
            back: &["breaking: operation `ShowExport`, answer 205: renamed to `204`"],
        },
        Edit {
            from: "            text/plain:\n",
            to: "            text/html:\n",
            then: &[
                "breaking: operation `PrepareLogs`, answer 429, text/plain: renamed to `text/html`",
            ],
            back: &[
                "breaking: operation `PrepareLogs`, answer 429, text/html: renamed to `text/plain`",
            ],
        },
        Edit {
            from: "            text/plain:\n",
            to: "            application/xml: {}\n            text/plain:\n",
            then: &["breaking: operation `PrepareLogs`, answer 429, application/xml: new"],
            back: &["breaking: operation `PrepareLogs`, answer 429, application/xml: removed"],
        },
        Edit {
            from: "          headers:\n",
            to: "          headers:\n            ETag:\n              schema:\n                \
                 type: string\n",
            then: &["additive: operation `DownloadExport`, answer 200, header `ETag`: new"],
            back: &["breaking: operation `DownloadExport`, answer 200, header `ETag`: removed"],
        },
        Edit {
            from: "              description: Names the file.\n",
            to: "              description: Names the file.\n              required: true\n",
            then: &[
                "additive: operation `DownloadExport`, answer 200, header `Content-Disposition`: \
                 became required",
            ],
            back: &[
                "breaking: operation `DownloadExport`, answer 200, header `Content-Disposition`: \
                 is no longer required",
            ],
        },
        Edit {
            from: "                format: header-value\n",
            to: "                format: text\n",
            then: &[
                "breaking: operation `DownloadExport`, answer 200, header `Content-Disposition`: \
                 another `format`",
            ],
            back: &[
                "breaking: operation `DownloadExport`, answer 200, header `Content-Disposition`: \
                 another `format`",
            ],
        },
        Edit {
            from: "                format: binary\n",
            to: "                format: text\n",
            then: &["breaking: operation `DownloadExport`, answer 200, application/octet-stream: \
                     another `format`"],
            back: &["breaking: operation `DownloadExport`, answer 200, application/octet-stream: \
                     another `format`"],
        },
    ]);
}

#[test]
fn a_field_that_is_read_may_come_but_not_go() {
    check(&[
        Edit {
            from: "        size:\n          type: string\n          format: decimal\n          \
                   description: Its size in KB.\n          example: \"3.5\"\n",
            to: "",
            then: &["breaking: schema `LogFile`, field `size`: removed"],
            back: &["additive: schema `LogFile`, field `size`: new"],
        },
        Edit {
            from: "        size:\n",
            to: "        size_kb:\n",
            then: &["breaking: schema `LogFile`, field `size`: renamed to `size_kb`"],
            back: &["breaking: schema `LogFile`, field `size_kb`: renamed to `size`"],
        },
        Edit {
            from: "        size:\n          type: string\n",
            to: "        size:\n          type: number\n",
            then: &[
                "breaking: schema `LogFile`, field `size`: another `type`: was \"string\", is \
                 \"number\"",
            ],
            back: &["breaking: schema `LogFile`, field `size`: another `type`"],
        },
        Edit {
            from: "          format: percentage\n",
            to: "          format: text\n",
            then: &["breaking: schema `Export`, field `percentage`: another `format`"],
            back: &["breaking: schema `Export`, field `percentage`: another `format`"],
        },
        Edit {
            from: "          description: Its size in KB.\n",
            to: "          description: Its size in KB.\n          nullable: true\n",
            then: &["breaking: schema `LogFile`, field `size`: may be null now"],
            back: &["additive: schema `LogFile`, field `size`: is not null any more"],
        },
        Edit {
            from: "      description: A file.\n",
            to: "      description: A file.\n      required: [name]\n",
            then: &["additive: schema `LogFile`, field `name`: became required"],
            back: &["breaking: schema `LogFile`, field `name`: is no longer required"],
        },
        Edit {
            from: "      description: A file.\n",
            to: "      description: A file.\n      additionalProperties: false\n",
            then: &["additive: schema `LogFile`: no other fields any more"],
            back: &["breaking: schema `LogFile`: other fields may come"],
        },
        Edit {
            from: "          items:\n            $ref: '#/components/schemas/LogFile'\n",
            to: "",
            then: &["breaking: schema `Logs`, field `list`: `items` is gone"],
            back: &["breaking: schema `Logs`, field `list`: `items` where there was none"],
        },
    ]);
}

#[test]
fn an_answer_must_stay_in_its_bounds() {
    check(&[
        Edit {
            from: "          maxLength: 9\n",
            to: "          maxLength: 10\n",
            then: &[
                "breaking: schema `ErrorBody`, field `error_code`: `maxLength` widened: was 9, is \
                 10",
            ],
            back: &[
                "additive: schema `ErrorBody`, field `error_code`: `maxLength` narrowed: was 10, \
                 is 9",
            ],
        },
        Edit {
            from: "          maxLength: 9\n",
            to: "",
            then: &["breaking: schema `ErrorBody`, field `error_code`: `maxLength` widened: was 9"],
            back: &["additive: schema `ErrorBody`, field `error_code`: `maxLength` narrowed: is 9"],
        },
        Edit {
            from: "          maxLength: 9\n",
            to: "          maxLength: 9\n          minLength: 3\n",
            then: &["additive: schema `ErrorBody`, field `error_code`: `minLength` narrowed: is 3"],
            back: &["breaking: schema `ErrorBody`, field `error_code`: `minLength` widened: was 3"],
        },
        Edit {
            from: "          maxLength: 9\n",
            to: "          maxLength: 9\n          pattern: X\n",
            then: &[
                "additive: schema `ErrorBody`, field `error_code`: `pattern` narrowed: is \"X\"",
            ],
            back: &[
                "breaking: schema `ErrorBody`, field `error_code`: `pattern` widened: was \"X\"",
            ],
        },
        Edit {
            from: "          minimum: 0\n          description: Number of files.\n",
            to: "          minimum: -1\n          description: Number of files.\n",
            then: &["breaking: schema `Logs`, field `count`: `minimum` widened: was 0, is -1"],
            back: &["additive: schema `Logs`, field `count`: `minimum` narrowed: was -1, is 0"],
        },
    ]);
}

#[test]
fn a_word_may_come_but_not_go() {
    check(&[
        Edit {
            from: "        - Running\n        - completed\n",
            to: "        - Running\n        - queued\n        - completed\n",
            then: &["additive: schema `ExportStatus`: new word \"queued\""],
            back: &["breaking: schema `ExportStatus`: word \"queued\" removed"],
        },
        Edit {
            from: "      x-extensible-enum:\n        - Running\n        - completed\n",
            to: "      enum:\n        - Running\n        - completed\n",
            then: &[
                "breaking: schema `ExportStatus`: word \"Running\" removed",
                "breaking: schema `ExportStatus`: word \"completed\" removed",
                "breaking: schema `ExportStatus`: `enum` where there was none",
            ],
            back: &[
                "breaking: schema `ExportStatus`: `enum` is gone",
                "additive: schema `ExportStatus`: new word \"Running\"",
                "additive: schema `ExportStatus`: new word \"completed\"",
            ],
        },
    ]);
}

#[test]
fn without_a_default_another_error_is_unknown() {
    let of_show = "          description: There is none.\n        default:\n          $ref: \
                   '#/components/responses/Error'\n";
    let with = |status: &str| {
        let answers = format!("          description: There is none.\n{status}");
        edited(FIXTURE, &[(of_show, &answers)])
    };
    let found = lines(&with(""), &with("        '503':\n          description: Busy.\n"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("breaking: operation `ShowExport`, answer 503: new"), "{found:?}");
}
