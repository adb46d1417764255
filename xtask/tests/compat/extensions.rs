//! What the extensions tell a program.

use crate::FIXTURE;
use crate::edits::{Edit, check, edited, lines};

#[test]
fn each_value_of_an_extension_must_stay() {
    check(&[
        Edit {
            from: "          repeatable: true\n",
            to: "          repeatable: false\n",
            then: &[
                "breaking: operation `PrepareLogs`: another `x-log-job.start.repeatable`: was \
                 true, is false",
            ],
            back: &[
                "breaking: operation `PrepareLogs`: another `x-log-job.start.repeatable`: was \
                 false, is true",
            ],
        },
        Edit {
            from: "          parameters:\n            export_id: $start#/export_id\n",
            to: "          parameters: {}\n",
            then: &["breaking: operation `StartExport`: `x-log-job.poll.parameters.export_id` is \
                     gone: was \"$start#/export_id\""],
            back: &[
                "breaking: operation `StartExport`: `x-log-job.poll.parameters.export_id` where \
                 there was none",
            ],
        },
        Edit {
            from: "          percentage: null\n",
            to: "          percentage: /percentage\n",
            then: &[
                "breaking: operation `PrepareLogs`: another `x-log-job.answer.percentage`: was \
                 null, is \"/percentage\"",
            ],
            back: &["breaking: operation `PrepareLogs`: another `x-log-job.answer.percentage`"],
        },
        Edit {
            from: "        items: null\n",
            to: "        items:\n          list: /list\n",
            then: &["breaking: operation `StartExport`: another `x-log-job.items`: was null, is \
                     {\"list\":\"/list\"}"],
            back: &["breaking: operation `StartExport`: another `x-log-job.items`"],
        },
        Edit {
            from: "        lifetime: 900\n",
            to: "        lifetime: 300\n",
            then: &[
                "breaking: operation `PrepareLogs`: another `x-log-download.lifetime`: was 900, \
                 is 300",
            ],
            back: &["breaking: operation `PrepareLogs`: another `x-log-download.lifetime`"],
        },
        Edit {
            from: "        lifetime: 900\n",
            to: "        lifetime: 900\n        single_use: true\n",
            then: &[
                "breaking: operation `PrepareLogs`: `x-log-download.single_use` where there was \
                 none: is true",
            ],
            back: &["breaking: operation `PrepareLogs`: `x-log-download.single_use` is gone"],
        },
        Edit {
            from: "  calls: 60\n",
            to: "  calls: 30\n",
            then: &["breaking: document: another `x-quota.calls`: was 60, is 30"],
            back: &["breaking: document: another `x-quota.calls`: was 30, is 60"],
        },
        Edit {
            from: "x-quota:\n  calls: 60\n  period: 60\n",
            to: "x-quota: null\n",
            then: &["breaking: document: another `x-quota`"],
            back: &["breaking: document: another `x-quota`"],
        },
    ]);
}

#[test]
fn an_extension_may_come_where_there_was_none() {
    check(&[
        Edit {
            from: "      x-log-download:\n        kind: stream\n        link: null\n        \
                   name_header: Content-Disposition\n        expires: null\n        lifetime: null\n",
            to: "",
            then: &["breaking: operation `DownloadExport`: `x-log-download` is gone"],
            back: &["additive: operation `DownloadExport`: new extension `x-log-download`"],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "      operationId: ShowExport\n      x-pages:\n        limit: limit\n",
            then: &["additive: operation `ShowExport`: new extension `x-pages`"],
            back: &["breaking: operation `ShowExport`: `x-pages` is gone"],
        },
        Edit {
            from: "      operationId: ShowExport\n",
            to: "      operationId: ShowExport\n      x-else: 1\n",
            then: &["additive: operation `ShowExport`: new extension `x-else`"],
            back: &["breaking: operation `ShowExport`: unknown change of `x-else`"],
        },
        Edit {
            from: "x-quota:\n  calls: 60\n  period: 60\n",
            to: "",
            then: &["breaking: document: `x-quota` is gone"],
            back: &["additive: document: new extension `x-quota`"],
        },
    ]);
}

#[test]
fn how_pages_are_asked_for_must_stay() {
    let head = "      operationId: ShowExport\n";
    let pages = format!("{head}      x-pages:\n        list: /list\n        marker: null\n");
    let base = edited(FIXTURE, &[(head, &pages)]);
    let changed = edited(&base, &[("        marker: null\n", "        marker: marker\n")]);
    assert_eq!(
        lines(&base, &changed),
        ["breaking: operation `ShowExport`: another `x-pages.marker`: was null, is \"marker\""]
    );
}

#[test]
fn a_word_means_what_it_meant() {
    check(&[
        Edit {
            from: "          pending: [EXPORTING]\n          succeeded: [SUCCESS]\n",
            to: "          pending: []\n          succeeded: [SUCCESS, EXPORTING]\n",
            then: &[
                "breaking: operation `PrepareLogs`: `x-log-job.items`: word \"EXPORTING\" moved \
                 from pending to succeeded",
            ],
            back: &[
                "breaking: operation `PrepareLogs`: `x-log-job.items`: word \"EXPORTING\" moved \
                 from succeeded to pending",
            ],
        },
        Edit {
            from: "          pending: [Running]\n",
            to: "          pending: [Running, queued]\n",
            then: &["additive: operation `StartExport`: `x-log-job.answer`: new word \"queued\", \
                     pending"],
            back: &[
                "breaking: operation `StartExport`: `x-log-job.answer`: word \"queued\", pending, \
                 removed",
            ],
        },
        Edit {
            from: "          pending: [Running]\n          succeeded: [completed]\n",
            to: "          pending: [Running]\n          succeeded: [Running, completed]\n",
            then: &[
                "breaking: operation `StartExport`: `x-log-job.answer`: word \"Running\" moved \
                 from pending to pending, succeeded",
            ],
            back: &[
                "breaking: operation `StartExport`: `x-log-job.answer`: word \"Running\" moved \
                 from pending, succeeded to pending",
            ],
        },
        Edit {
            from: "          pending: [Running]\n",
            to: "          pending: null\n",
            then: &["breaking: operation `StartExport`: another `x-log-job.answer.pending`: was \
                     [\"Running\"], is null"],
            back: &["breaking: operation `StartExport`: another `x-log-job.answer.pending`"],
        },
    ]);
}

#[test]
fn another_order_of_words_breaks_nothing() {
    let base = edited(FIXTURE, &[("pending: [Running]", "pending: [Running, queued]")]);
    let changed = edited(&base, &[("[Running, queued]", "[queued, Running]")]);
    assert_eq!(
        lines(&base, &changed),
        ["doc-only: operation `StartExport`: `x-log-job.answer.pending` in another order"]
    );
}
