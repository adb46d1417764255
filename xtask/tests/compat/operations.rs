//! Paths, operations, security and servers.

use crate::edits::{Edit, check};

#[test]
fn whatever_a_client_calls_by_name_must_stay() {
    check(&[
        Edit {
            from: "    get:\n      operationId: ShowExport",
            to: "    put:\n      operationId: ReadExport",
            then: &[
                "breaking: operation `ShowExport`: removed (GET \
                 /v1/{project_id}/exports/{export_id})",
                "additive: operation `ReadExport`: new (PUT /v1/{project_id}/exports/{export_id})",
            ],
            back: &[
                "breaking: operation `ReadExport`: removed",
                "additive: operation `ShowExport`: new",
            ],
        },
        Edit {
            from: "operationId: ShowExport",
            to: "operationId: ReadExport",
            then: &["breaking: operation `ShowExport`: renamed to `ReadExport`"],
            back: &["breaking: operation `ReadExport`: renamed to `ShowExport`"],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "",
            then: &["breaking: operation `ShowExport`: `operationId` is gone: was \"ShowExport\""],
            back: &[
                "breaking: operation `GET /v1/{project_id}/exports/{export_id}`: `operationId` \
                 where there was none",
            ],
        },
        Edit {
            from: "/exports/{export_id}/content:",
            to: "/exports/{export_id}/bytes:",
            then: &[
                "breaking: operation `DownloadExport`: moved from GET /v1/{project_id}/exports/{export_id}/content to \
                 GET /v1/{project_id}/exports/{export_id}/bytes",
            ],
            back: &["breaking: operation `DownloadExport`: moved from GET"],
        },
        Edit {
            from: "/exports/{export_id}:\n    get:",
            to: "/exports/{export_id}:\n    post:",
            then: &["breaking: operation `ShowExport`: moved from GET \
                     /v1/{project_id}/exports/{export_id} to POST"],
            back: &["breaking: operation `ShowExport`: moved from POST"],
        },
        Edit {
            from: "paths:\n",
            to: "paths:\n  /v1/nothing: {}\n",
            then: &["additive: path `/v1/nothing`: new"],
            back: &["breaking: path `/v1/nothing`: removed"],
        },
    ]);
}

#[test]
fn a_way_to_sign_in_must_stay() {
    check(&[
        Edit {
            from: "  - AccessKeySignature: []\n",
            to: "",
            then: &["breaking: document: security alternative {\"AccessKeySignature\":[]} removed"],
            back: &["additive: document: security alternative {\"AccessKeySignature\":[]} is new"],
        },
        Edit {
            from: "security:\n  - AuthToken: []\n  - AccessKeySignature: []\n",
            to: "",
            then: &[
                "breaking: document: security alternative {\"AuthToken\":[]} removed",
                "breaking: document: security alternative {\"AccessKeySignature\":[]} removed",
                "additive: document: security alternative {} is new",
            ],
            back: &[
                "breaking: document: security alternative {} removed",
                "additive: document: security alternative {\"AuthToken\":[]} is new",
                "additive: document: security alternative {\"AccessKeySignature\":[]} is new",
            ],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "      operationId: ShowExport\n      security:\n        - AuthToken: []\n",
            then: &["breaking: operation `ShowExport`: security alternative \
                     {\"AccessKeySignature\":[]} removed"],
            back: &["additive: operation `ShowExport`: security alternative \
                     {\"AccessKeySignature\":[]} is new"],
        },
        Edit {
            from: "      name: X-Auth-Token\n",
            to: "      name: X-Token\n",
            then: &[
                "breaking: security scheme `AuthToken`: another `name`: was \"X-Auth-Token\", is \
                 \"X-Token\"",
            ],
            back: &["breaking: security scheme `AuthToken`: another `name`"],
        },
        Edit {
            from: "    AccessKeySignature:\n",
            to: "    Signature:\n",
            then: &[
                "breaking: security scheme `AccessKeySignature`: renamed to `Signature`",
                "doc-only: security scheme `Signature`: new component",
            ],
            back: &[
                "breaking: security scheme `Signature`: renamed to `AccessKeySignature`",
                "doc-only: security scheme `AccessKeySignature`: new component",
            ],
        },
    ]);
}

#[test]
fn where_calls_go_must_stay() {
    check(&[
        Edit {
            from: "https://fixture.example.com",
            to: "https://other.example.com",
            then: &["breaking: document: another `servers`"],
            back: &["breaking: document: another `servers`"],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "      operationId: ShowExport\n      servers:\n        - url: \
                 https://other.example.com\n",
            then: &["breaking: operation `ShowExport`: `servers` where there was none"],
            back: &["breaking: operation `ShowExport`: `servers` is gone"],
        },
        Edit {
            from: "openapi: 3.0.3",
            to: "openapi: 3.0.2",
            then: &["breaking: document: another `openapi`: was \"3.0.3\", is \"3.0.2\""],
            back: &["breaking: document: another `openapi`"],
        },
    ]);
}

#[test]
fn what_no_rule_names_is_breaking() {
    check(&[
        Edit {
            from: "          required: false\n          description: Days",
            to: "          required: false\n          style: form\n          description: Days",
            then: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: unknown change of \
                 `style`: is \"form\"",
            ],
            back: &[
                "breaking: operation `PrepareLogs`, query parameter `days`: unknown change of \
                 `style`: was \"form\"",
            ],
        },
        Edit {
            from: "          format: decimal\n",
            to: "          format: decimal\n          readOnly: true\n",
            then: &["breaking: schema `LogFile`, field `size`: unknown change of `readOnly`"],
            back: &["breaking: schema `LogFile`, field `size`: unknown change of `readOnly`"],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "      operationId: ShowExport\n      callbacks: {}\n",
            then: &["breaking: operation `ShowExport`: unknown change of `callbacks`"],
            back: &["breaking: operation `ShowExport`: unknown change of `callbacks`"],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "      operationId: ShowExport\n      sumary: Show\n",
            then: &["breaking: operation `ShowExport`: unknown change of `sumary`"],
            back: &["breaking: operation `ShowExport`: unknown change of `sumary`"],
        },
        Edit {
            from: "components:\n",
            to: "components:\n  links: {}\n",
            then: &["breaking: document, components: unknown change of `links`"],
            back: &["breaking: document, components: unknown change of `links`"],
        },
    ]);
}

#[test]
fn what_generated_code_is_called_by_must_stay() {
    check(&[
        Edit {
            from: "  title: Fixture\n",
            to: "  title: Fixtures\n",
            then: &["breaking: document, info: another `title`: was \"Fixture\", is \"Fixtures\""],
            back: &["breaking: document, info: another `title`"],
        },
        Edit {
            from: "      tags:\n        - Logs\n",
            to: "      tags:\n        - Files\n",
            then: &["breaking: operation `PrepareLogs`: another `tags`"],
            back: &["breaking: operation `PrepareLogs`: another `tags`"],
        },
        Edit {
            from: "      description: A file.\n",
            to: "      title: File\n      description: A file.\n",
            then: &["breaking: schema `LogFile`: `title` where there was none"],
            back: &["breaking: schema `LogFile`: `title` is gone"],
        },
        Edit {
            from: "        - $ref: '#/components/parameters/ProjectId'\n        - $ref: \
                   '#/components/parameters/ExportId'\n",
            to: "        - $ref: '#/components/parameters/ExportId'\n        - $ref: \
                 '#/components/parameters/ProjectId'\n",
            then: &["breaking: operation `ShowExport`: parameters in another order"],
            back: &["breaking: operation `ShowExport`: parameters in another order"],
        },
    ]);
}
