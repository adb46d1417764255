//! What clients send: stricter is worse.

use crate::edits::{Edit, check};

#[test]
fn a_parameter_may_come_but_not_go_and_not_be_demanded() {
    check(&[
        Edit {
            from: "        - name: days\n",
            to: "        - {name: limit, in: query, schema: {type: integer}}\n        - name: days\n",
            then: &["additive: operation `PrepareLogs`, query parameter `limit`: new: is {"],
            back: &["breaking: operation `PrepareLogs`, query parameter `limit`: removed: was {"],
        },
        Edit {
            from: "        - name: days\n",
            to: "        - {name: limit, in: query, required: true, schema: {type: integer}}\n        \
                 - name: days\n",
            then: &["breaking: operation `PrepareLogs`, query parameter `limit`: new and required"],
            back: &["breaking: operation `PrepareLogs`, query parameter `limit`: removed"],
        },
        Edit {
            from: "          required: false\n",
            to: "          required: true\n",
            then: &["breaking: operation `PrepareLogs`, query parameter `days`: became required"],
            back: &[
                "additive: operation `PrepareLogs`, query parameter `days`: is no longer required",
            ],
        },
        Edit {
            from: "        - name: days\n          in: query",
            to: "        - name: days\n          in: header",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: removed",
                "additive: operation `PrepareLogs`, header parameter `days`: new",
            ],
            back: &[
                "breaking: operation `PrepareLogs`, header parameter `days`: removed",
                "additive: operation `PrepareLogs`, query parameter `days`: new",
            ],
        },
        Edit {
            from: "        - name: days\n",
            to: "        - name: hours\n",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: removed",
                "additive: operation `PrepareLogs`, query parameter `hours`: new",
            ],
            back: &[
                "breaking: operation `PrepareLogs`, query parameter `hours`: removed",
                "additive: operation `PrepareLogs`, query parameter `days`: new",
            ],
        },
        Edit {
            from: "    post:\n      operationId: StartExport",
            to: "    parameters:\n      - {name: trace, in: header, schema: {type: string}}\n    \
                 post:\n      operationId: StartExport",
            then: &[
                "additive: operation `StartExport`, header parameter `trace`: new",
                "doc-only: path `/v1/{project_id}/exports`: `parameters` of all its operations",
            ],
            back: &[
                "breaking: operation `StartExport`, header parameter `trace`: removed",
                "doc-only: path `/v1/{project_id}/exports`: `parameters` of all its operations",
            ],
        },
    ]);
}

#[test]
fn what_was_sent_so_far_must_stay_right() {
    check(&[
        Edit {
            from: "            type: integer\n            format: int32\n            minimum: 0\n",
            to: "            type: number\n            format: int32\n            minimum: 0\n",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: another `type`: was \
                 \"integer\", is \"number\"",
            ],
            back: &["breaking: operation `PrepareLogs`, query parameter `days`: another `type`"],
        },
        Edit {
            from: "            format: int32\n",
            to: "            format: int64\n",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: another `format`: was \
                 \"int32\", is \"int64\"",
            ],
            back: &["breaking: operation `PrepareLogs`, query parameter `days`: another `format`"],
        },
        Edit {
            from: "            minimum: 0\n          example: 1\n",
            to: "            minimum: 1\n          example: 1\n",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: `minimum` narrowed: \
                 was 0, is 1",
            ],
            back: &[
                "additive: operation `PrepareLogs`, query parameter `days`: `minimum` widened: \
                 was 1, is 0",
            ],
        },
        Edit {
            from: "            minimum: 0\n          example: 1\n",
            to: "            minimum: 0\n            exclusiveMinimum: true\n          example: \
                 1\n",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: `minimum` narrowed: \
                 was 0, is {\"without\":0}",
            ],
            back: &["additive: operation `PrepareLogs`, query parameter `days`: `minimum` widened"],
        },
        Edit {
            from: "            minimum: 0\n          example: 1\n",
            to: "            minimum: 0\n            maximum: 7\n          example: 1\n",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: `maximum` narrowed: \
                 is 7",
            ],
            back: &[
                "additive: operation `PrepareLogs`, query parameter `days`: `maximum` widened: \
                 was 7",
            ],
        },
        Edit {
            from: "            minimum: 0\n          example: 1\n",
            to: "            minimum: 0\n            multipleOf: 7\n          example: 1\n",
            then: &["breaking: operation `PrepareLogs`, query parameter `days`: `multipleOf` \
                     narrowed: is 7"],
            back: &[
                "additive: operation `PrepareLogs`, query parameter `days`: `multipleOf` widened: \
                 was 7",
            ],
        },
        Edit {
            from: "            minimum: 0\n          example: 1\n",
            to: "            minimum: 0\n            default: 1\n          example: 1\n",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: `default` where there \
                 was none: is 1",
            ],
            back: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: `default` is gone: \
                 was 1",
            ],
        },
        Edit {
            from: "            minimum: 0\n          example: 1\n",
            to: "            minimum: 0\n            x-extensible-enum: [0, 1]\n          \
                 example: 1\n",
            then: &[
                "additive: operation `PrepareLogs`, query parameter `days`: new word 0",
                "additive: operation `PrepareLogs`, query parameter `days`: new word 1",
            ],
            back: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: word 0 removed",
                "breaking: operation `PrepareLogs`, query parameter `days`: word 1 removed",
            ],
        },
        Edit {
            from: "      name: export_id\n      in: path\n      required: true\n      \
                   description: The export.\n      schema:\n        type: string\n",
            to: "      name: export_id\n      in: path\n      required: true\n      description: \
                 The export.\n      schema:\n        type: string\n        pattern: '^[0-9]+$'\n",
            then: &[
                "breaking: component parameter `ExportId`: `pattern` narrowed: is \"^[0-9]+$\"",
            ],
            back: &[
                "additive: component parameter `ExportId`: `pattern` widened: was \"^[0-9]+$\"",
            ],
        },
    ]);
}

#[test]
fn a_body_may_be_left_out_as_before() {
    check(&[
        Edit {
            from: "        required: false\n        description: Which",
            to: "        required: true\n        description: Which",
            then: &["breaking: operation `PrepareLogs`, body: became required"],
            back: &["additive: operation `PrepareLogs`, body: is no longer required"],
        },
        Edit {
            from: "      responses:\n        '202':",
            to: "      requestBody:\n        content:\n          application/json: {}\n      \
                 responses:\n        '202':",
            then: &["additive: operation `StartExport`, body: new"],
            back: &["breaking: operation `StartExport`, body: removed"],
        },
        Edit {
            from: "      responses:\n        '202':",
            to: "      requestBody:\n        required: true\n        content: {}\n      \
                 responses:\n        '202':",
            then: &["breaking: operation `StartExport`, body: new and required"],
            back: &["breaking: operation `StartExport`, body: removed"],
        },
        Edit {
            from: "          application/json:\n            schema:\n              $ref: \
                   '#/components/schemas/LogsRequest'\n",
            to: "          text/plain: {}\n          application/json:\n            \
                 schema:\n              $ref: '#/components/schemas/LogsRequest'\n",
            then: &["additive: operation `PrepareLogs`, body, text/plain: new"],
            back: &["breaking: operation `PrepareLogs`, body, text/plain: removed"],
        },
    ]);
}

#[test]
fn a_field_that_is_sent_may_come_but_not_be_demanded() {
    check(&[
        Edit {
            from: "      properties:\n        names:\n",
            to: "      required: [names]\n      properties:\n        names:\n",
            then: &["breaking: schema `LogsRequest`, field `names`: became required"],
            back: &["additive: schema `LogsRequest`, field `names`: is no longer required"],
        },
        Edit {
            from: "      properties:\n        names:\n",
            to: "      properties:\n        since:\n          type: string\n        names:\n",
            then: &["additive: schema `LogsRequest`, field `since`: new"],
            back: &["breaking: schema `LogsRequest`, field `since`: removed"],
        },
        Edit {
            from: "      properties:\n        names:\n",
            to: "      required: [since]\n      properties:\n        since:\n          type: \
                 string\n        names:\n",
            then: &["breaking: schema `LogsRequest`, field `since`: new"],
            back: &["breaking: schema `LogsRequest`, field `since`: removed"],
        },
        Edit {
            from: "        names:\n          type: array\n",
            to: "        names:\n          nullable: true\n          type: array\n",
            then: &["additive: schema `LogsRequest`, field `names`: may be null now"],
            back: &["breaking: schema `LogsRequest`, field `names`: is not null any more"],
        },
        Edit {
            from: "        names:\n          type: array\n",
            to: "        names:\n          maxItems: 50\n          type: array\n",
            then: &["breaking: schema `LogsRequest`, field `names`: `maxItems` narrowed: is 50"],
            back: &["additive: schema `LogsRequest`, field `names`: `maxItems` widened: was 50"],
        },
        Edit {
            from: "        names:\n          type: array\n",
            to: "        names:\n          uniqueItems: true\n          type: array\n",
            then: &["breaking: schema `LogsRequest`, field `names`: `uniqueItems` narrowed"],
            back: &["additive: schema `LogsRequest`, field `names`: `uniqueItems` widened"],
        },
        Edit {
            from: "          items:\n            type: string\n            format: file-name\n",
            to: "          items:\n            type: string\n            format: \
                 file-name\n            enum: [a.log]\n",
            then: &[
                "breaking: schema `LogsRequest`, field `names`, items: `enum` where there was \
                 none: is [\"a.log\"]",
            ],
            back: &["breaking: schema `LogsRequest`, field `names`, items: `enum` is gone"],
        },
        Edit {
            from: "      description: Which logs.\n      properties:\n",
            to: "      description: Which logs.\n      additionalProperties: false\n      \
                 properties:\n",
            then: &["breaking: schema `LogsRequest`: no other fields any more"],
            back: &["additive: schema `LogsRequest`: other fields may come"],
        },
    ]);
}
