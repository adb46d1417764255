//! Paths, operations, security and servers.

use crate::FIXTURE;
use crate::edits::{Edit, check, edited, lines};

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

#[test]
fn operations_without_an_id_are_known_by_their_path() {
    let nameless = FIXTURE.replace("      operationId: ShowExport\n", "");
    let elsewhere =
        edited(&nameless, &[("/exports/{export_id}:\n", "/exports/{export_id}/state:\n")]);
    let found = lines(&nameless, &elsewhere);
    let name = "operation `GET /v1/{project_id}/exports/{export_id}";
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with(&format!("breaking: {name}`: removed")), "{found:?}");
    assert!(found[1].starts_with(&format!("additive: {name}/state`: new")), "{found:?}");
}

#[test]
fn what_a_path_lends_counts_unless_the_operation_has_its_own() {
    let lent = "  /v1/{project_id}/logs:\n    parameters:\n      - {name: days, in: query, \
                schema: {type: string}}\n";
    let base = edited(FIXTURE, &[("  /v1/{project_id}/logs:\n", lent)]);
    let changed = edited(&base, &[("schema: {type: string}", "schema: {type: integer}")]);
    let found = lines(&base, &changed);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("doc-only: path `/v1/{project_id}/logs`: `parameters`"),
        "{found:?}"
    );

    let own = "        - name: days\n          in: query\n";
    let other = "        - name: hours\n          in: query\n";
    let (base, changed) = (edited(&base, &[(own, other)]), edited(&changed, &[(own, other)]));
    let found = lines(&base, &changed);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with(
            "breaking: operation `PrepareLogs`, query parameter `days`: another \
             `type`"
        ),
        "{found:?}"
    );
}

#[test]
fn a_list_without_parameters_may_be_left_out() {
    let list = "      parameters:\n        - $ref: '#/components/parameters/ProjectId'\n      \
                responses:\n        '202'";
    let none = edited(FIXTURE, &[(list, "      responses:\n        '202'")]);
    let empty = edited(FIXTURE, &[(list, "      parameters: []\n      responses:\n        '202'")]);
    assert_eq!(
        lines(&none, &empty),
        [
            "doc-only: operation `StartExport`: `parameters` means the same, written otherwise: is []"
        ]
    );
}
