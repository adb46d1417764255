//! Examples are what their schemas allow.

use serde_json::Value;

use crate::conformance::findings;
use crate::document::Document;
use crate::problem::Problem;
use crate::tree::{self, Kind};

pub(super) fn check(document: &Document, problems: &mut Vec<Problem>) {
    document.visit(&mut |place, kind, node| {
        let schema = match kind {
            Kind::Parameter | Kind::Header | Kind::MediaType => node.get("schema"),
            Kind::Schema | Kind::Property => Some(node),
            _ => None,
        };
        let Some(schema) = schema else { return };
        if let Some(example) = node.get("example") {
            one(document, &format!("{place}/example"), schema, example, problems);
        }
        for (name, example) in node.get("examples").and_then(Value::as_object).into_iter().flatten()
        {
            if let Some(value) = example.get("value") {
                let place = format!("{place}/examples/{}/value", tree::escape(name));
                one(document, &place, schema, value, problems);
            }
        }
    });
}

fn one(
    document: &Document,
    place: &str,
    schema: &Value,
    example: &Value,
    problems: &mut Vec<Problem>,
) {
    for finding in findings(document, schema, example) {
        problems.push(document.problem(
            place,
            "example",
            format!("the example is not what its schema allows: {finding}"),
            "readers copy examples, and mock servers answer with them",
        ));
    }
}
