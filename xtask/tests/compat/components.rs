//! Components and references.

use crate::FIXTURE;
use crate::edits::{Edit, check, edited, lines};

#[test]
fn a_schema_must_keep_its_name() {
    let renamed = FIXTURE.replace("LinkStatus", "FileStatus");
    assert_eq!(
        lines(FIXTURE, &renamed)[0],
        "breaking: schema `LinkStatus`: renamed to `FileStatus`",
        "{:?}",
        lines(FIXTURE, &renamed)
    );
    let and_changed = edited(&renamed, &[("        - EXPORTING\n", "")]);
    let found = lines(FIXTURE, &and_changed);
    assert!(
        found[0].starts_with("breaking: schema `FileStatus`: word \"EXPORTING\" removed"),
        "{found:?}"
    );
    assert!(found[1].starts_with("breaking: schema `LinkStatus`: removed"), "{found:?}");
}

#[test]
fn another_schema_is_another_type() {
    let found = lines(
        FIXTURE,
        &edited(
            FIXTURE,
            &[("'#/components/schemas/LinkStatus'", "'#/components/schemas/ExportStatus'")],
        ),
    );
    assert!(
        found[0].starts_with(
            "breaking: schema `LogFile`, field `status`: another schema: was \
             \"#/components/schemas/LinkStatus\""
        ),
        "{found:?}"
    );
    assert!(
        found[1]
            .starts_with("breaking: schema `LogFile`, field `status`: word \"EXPORTING\" removed"),
        "{found:?}"
    );
}

#[test]
fn what_has_no_type_of_its_own_may_move_behind_a_reference() {
    for (from, to, component) in [
        (
            "        '204':\n          description: There is none.\n",
            "        '204':\n          $ref: '#/components/responses/None'\n",
            (
                "  responses:\n    Error:\n",
                "  responses:\n    None:\n      description: There is none.\n    Error:\n",
            ),
        ),
        (
            "        - name: days\n          in: query\n          required: false\n          \
             description: Days to go back.\n          schema:\n            type: \
             integer\n            format: int32\n            minimum: 0\n          example: 1\n",
            "        - $ref: '#/components/parameters/Days'\n",
            (
                "  parameters:\n    ProjectId:",
                "  parameters:\n    Days:\n      name: days\n      in: query\n      required: \
                 false\n      description: Days to go back.\n      schema:\n        type: \
                 integer\n        format: int32\n        minimum: 0\n      example: 1\n    \
                 ProjectId:",
            ),
        ),
    ] {
        let moved = edited(FIXTURE, &[(from, to), component]);
        for found in [lines(FIXTURE, &moved), lines(&moved, FIXTURE)] {
            assert_eq!(found.len(), 2, "{found:?}");
            assert!(found.iter().all(|line| line.starts_with("doc-only: ")), "{found:?}");
        }
    }
}

#[test]
fn a_schema_that_moves_behind_a_reference_is_another_type() {
    let moved = edited(
        FIXTURE,
        &[
            (
                "                type: string\n                format: header-value\n",
                "                $ref: '#/components/schemas/Disposition'\n",
            ),
            (
                "  schemas:\n",
                "  schemas:\n    Disposition:\n      type: string\n      format: header-value\n",
            ),
        ],
    );
    let header = "breaking: operation `DownloadExport`, answer 200, header `Content-Disposition`:";
    let found = lines(FIXTURE, &moved);
    assert!(found[0].starts_with(&format!("{header} moved to where a reference")), "{found:?}");
    let found = lines(&moved, FIXTURE);
    assert!(found[0].starts_with(&format!("{header} moved here from a reference")), "{found:?}");
}

#[test]
fn where_a_reference_leads_must_be_something() {
    check(&[Edit {
        from: "                $ref: '#/components/schemas/Logs'\n",
        to: "                $ref: '#/components/schemas/Log'\n",
        then: &[
            "breaking: operation `PrepareLogs`, answer 200, application/json: the reference leads \
             nowhere",
        ],
        back: &[
            "breaking: operation `PrepareLogs`, answer 200, application/json: the reference led \
             nowhere",
        ],
    }]);
}

const UNUSED: (&str, &str) =
    ("  schemas:\n", "  schemas:\n    Unused:\n      type: string\n      maxLength: 9\n");

#[test]
fn what_no_operation_uses_breaks_nothing() {
    let base = edited(FIXTURE, &[UNUSED]);
    let found = [
        lines(FIXTURE, &base),
        lines(&base, FIXTURE),
        lines(&base, &edited(&base, &[("      maxLength: 9\n", "      maxLength: 8\n")])),
        lines(&base, &edited(&base, &[("    Unused:\n", "    Unneeded:\n")])),
    ];
    assert_eq!(
        found.concat(),
        [
            "doc-only: schema `Unused`: new component: is {\"type\":\"string\",\"maxLength\":9}",
            "doc-only: schema `Unused`: removed: was {\"type\":\"string\",\"maxLength\":9}",
            "doc-only: schema `Unused`: `maxLength` narrowed: was 9, is 8",
            "doc-only: schema `Unused`: renamed to `Unneeded`",
            "doc-only: schema `Unneeded`: new component: is {\"type\":\"string\",\"maxLength\":9}",
        ]
    );
}

#[test]
fn a_schema_is_used_by_who_refers_into_it() {
    let base = edited(
        FIXTURE,
        &[
            UNUSED,
            ("'#/components/schemas/LinkStatus'", "'#/components/schemas/Unused/properties/x'"),
            ("      type: string\n      maxLength: 9\n", "      properties:\n        x: {}\n"),
        ],
    );
    let without = edited(&base, &[("    Unused:\n      properties:\n        x: {}\n", "")]);
    let found = lines(&base, &without);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].ends_with(
            "field `status`: the reference leads nowhere: was \
             \"#/components/schemas/Unused/properties/x\", is \
             \"#/components/schemas/Unused/properties/x\""
        ),
        "{found:?}"
    );
    assert!(found[1].starts_with("breaking: schema `Unused`: removed"), "{found:?}");
}

/// A field of requests that has the schema of answers.
const SENT: (&str, &str) = (
    "        names:\n          type: array\n",
    "        file:\n          $ref: '#/components/schemas/LogFile'\n        names:\n          \
     type: array\n",
);

#[test]
fn what_is_sent_and_read_must_become_neither_stricter_nor_laxer() {
    let base = edited(FIXTURE, &[SENT]);
    let changed = edited(
        &base,
        &[(
            "          description: Its size in KB.\n",
            "          maxLength: 9\n          nullable: true\n          description: Its size in \
             KB.\n",
        )],
    );
    assert_eq!(
        lines(&base, &changed),
        [
            "breaking: schema `LogFile`, field `size`: `maxLength` narrowed: is 9",
            "breaking: schema `LogFile`, field `size`: may be null now",
        ]
    );
    assert_eq!(
        lines(&changed, &base),
        [
            "breaking: schema `LogFile`, field `size`: `maxLength` widened: was 9",
            "breaking: schema `LogFile`, field `size`: is not null any more",
        ]
    );
}

/// A file that holds files, which hold files.
const ENDLESS: (&str, &str) = (
    "        size:\n",
    "        parts:\n          type: array\n          items:\n            $ref: \
     '#/components/schemas/LogFile'\n        size:\n",
);

#[test]
fn a_schema_that_holds_itself_has_an_end() {
    let base = edited(FIXTURE, &[ENDLESS]);
    let changed = edited(&base, &[("          format: decimal\n", "          format: text\n")]);
    let found = lines(&base, &changed);
    assert_eq!(
        found,
        ["breaking: schema `LogFile`, field `size`: another `format`: was \"decimal\", is \
          \"text\""]
    );
}

#[test]
fn references_in_a_circle_have_an_end() {
    let circle = edited(
        FIXTURE,
        &[
            UNUSED,
            (
                "      type: string\n      maxLength: 9\n",
                "      $ref: '#/components/schemas/Unused'\n",
            ),
            ("'#/components/schemas/LinkStatus'", "'#/components/schemas/Unused'"),
        ],
    );
    assert_eq!(lines(&circle, &circle), [""; 0]);
    let found = lines(FIXTURE, &circle);
    assert!(
        found[0].starts_with("breaking: schema `LogFile`, field `status`: another schema"),
        "{found:?}"
    );
}

/// Where a schema says that it is one of others.
fn either(alternatives: &str) -> String {
    edited(
        FIXTURE,
        &[(
            "          format: decimal\n",
            &format!("          format: decimal\n          oneOf: {alternatives}\n"),
        )],
    )
}

#[test]
fn alternatives_are_held_against_each_other() {
    let base = either("[{maxLength: 3}, {maxLength: 4}]");
    assert_eq!(
        lines(&base, &either("[{maxLength: 3}, {maxLength: 5}]")),
        ["breaking: schema `LogFile`, field `size`, oneOf 2: `maxLength` widened: was 4, is 5"]
    );
    let found = lines(&base, &either("[{maxLength: 3}]"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("breaking: schema `LogFile`, field `size`: another `oneOf`"),
        "{found:?}"
    );
}

#[test]
fn a_pattern_and_a_default_must_stay() {
    let base = edited(
        FIXTURE,
        &[("          maxLength: 9\n", "          pattern: X\n          default: X.1\n")],
    );
    let changed = edited(&base, &[("pattern: X", "pattern: Y"), ("default: X.1", "default: X.2")]);
    assert_eq!(
        lines(&base, &changed),
        [
            "breaking: schema `ErrorBody`, field `error_code`: another `pattern`: was \"X\", is \
             \"Y\"",
            "breaking: schema `ErrorBody`, field `error_code`: another `default`: was \"X.1\", is \
             \"X.2\"",
        ]
    );
}

#[test]
fn words_of_a_closed_set_must_stay() {
    let base = edited(
        FIXTURE,
        &[("          format: decimal\n", "          format: decimal\n          enum: [a, b]\n")],
    );
    let fewer = edited(&base, &[("enum: [a, b]", "enum: [a]")]);
    assert_eq!(
        lines(&base, &fewer),
        ["breaking: schema `LogFile`, field `size`: word \"b\" removed"]
    );
    assert_eq!(lines(&fewer, &base), ["breaking: schema `LogFile`, field `size`: new word \"b\""]);
}

#[test]
fn a_bound_may_be_written_in_another_way() {
    let base = edited(
        FIXTURE,
        &[(
            "        size:\n          type: string\n",
            "        size:\n          type: number\n          minimum: 1\n",
        )],
    );
    let changed = edited(
        &base,
        &[(
            "          minimum: 1\n",
            "          minimum: 1.0\n          exclusiveMinimum: false\n",
        )],
    );
    assert_eq!(
        lines(&base, &changed),
        ["doc-only: schema `LogFile`, field `size`: `minimum` means the same, written \
          otherwise: was 1, is 1.0"]
    );
}

#[test]
fn a_bound_that_is_excluded_itself_is_stricter() {
    let bound = "            minimum: 0\n            maximum: 7\n";
    let base = edited(FIXTURE, &[("            minimum: 0\n", bound)]);
    let without = format!("{bound}            exclusiveMaximum: true\n");
    let changed = edited(&base, &[(bound, &without)]);
    let place = "operation `PrepareLogs`, query parameter `days`: `maximum`";
    assert_eq!(
        lines(&base, &changed),
        [format!("breaking: {place} narrowed: was 7, is {{\"without\":7}}")]
    );
    assert_eq!(
        lines(&changed, &base),
        [format!("additive: {place} widened: was {{\"without\":7}}, is 7")]
    );
}
