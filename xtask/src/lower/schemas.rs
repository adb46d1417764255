//! Schemas: what would make the client refuse an answer that the server did send is taken away.

use openapiv3::{ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use super::{Lowering, escape};

/// The component that every schema of format `link` becomes, so that it can have a type of its own.
pub(crate) const LINK: &str = "Link";

impl Lowering<'_> {
    /// Lowers a schema. `place` names it in notes; that of a parameter ends in `)`.
    pub(super) fn schema(&mut self, place: &str, schema: &mut Schema) {
        escape(&mut schema.schema_data.description);
        if let Some(format) = number_as_text(&schema.schema_kind) {
            self.note(
                place,
                format!("format {format} is any JSON value: it is seen as text and as a number"),
            );
            schema.schema_kind = SchemaKind::Any(openapiv3::AnySchema::default());
            return;
        }
        match &mut schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => {
                let limits = [
                    ("minLength", string.min_length.take().map(|limit| limit.to_string())),
                    ("maxLength", string.max_length.take().map(|limit| limit.to_string())),
                    ("pattern", string.pattern.take()),
                ];
                for (key, limit) in limits {
                    if let Some(limit) = limit {
                        self.note(place, format!("{key} {limit} is not enforced"));
                    }
                }
                if let Some(name) = typed_format(&string.format) {
                    self.note(place, format!("format {name} is kept as text"));
                    string.format = VariantOrUnknownOrEmpty::Empty;
                }
            }
            SchemaKind::Type(Type::Integer(integer)) if !place.ends_with(')') => {
                let limits =
                    [("minimum", integer.minimum.take()), ("maximum", integer.maximum.take())];
                for (key, limit) in limits {
                    if let Some(limit) = limit {
                        self.note(place, format!("{key} {limit} is not enforced"));
                    }
                }
            }
            SchemaKind::Type(Type::Object(object)) => {
                for (name, property) in &mut object.properties {
                    if let ReferenceOr::Item(property) = property {
                        // One null among a hundred entries must not make the client refuse all of them. House rule
                        // 6 tells requests by their names, too.
                        if !place.ends_with("Request") && is_array(property) {
                            property.schema_data.nullable = true;
                        }
                        self.schema(&format!("{place}.{name}"), property);
                    }
                }
            }
            SchemaKind::Type(Type::Array(array)) => {
                if let Some(ReferenceOr::Item(items)) = &mut array.items {
                    self.schema(&format!("{place}[]"), items);
                }
            }
            _ => {}
        }
    }
}

fn is_array(schema: &Schema) -> bool {
    matches!(schema.schema_kind, SchemaKind::Type(Type::Array(_)))
}

/// Replaces properties of format `link`, and lists of such, by a reference, which progenitor can give a type; returns
/// one.
pub(super) fn hoist_links(schema: &mut Schema) -> Option<Schema> {
    let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind else { return None };
    let properties = object.properties.values_mut();
    properties.fold(None, |link, property| hoist_link(property).or(link))
}

fn hoist_link(property: &mut ReferenceOr<Box<Schema>>) -> Option<Schema> {
    let ReferenceOr::Item(schema) = property else { return None };
    match &mut schema.schema_kind {
        SchemaKind::Type(Type::Array(array)) => hoist_link(array.items.as_mut()?),
        SchemaKind::Type(Type::String(string))
            if string.format == VariantOrUnknownOrEmpty::Unknown("link".to_owned()) =>
        {
            let reference = format!("#/components/schemas/{LINK}");
            let taken = std::mem::replace(property, ReferenceOr::Reference { reference });
            taken.into_item().map(|schema| *schema)
        }
        _ => None,
    }
}

/// The formats for which progenitor would bring in a type that rejects unexpected text.
fn typed_format(format: &VariantOrUnknownOrEmpty<StringFormat>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Some("date"),
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Some("date-time"),
        VariantOrUnknownOrEmpty::Unknown(name)
            if ["uuid", "ip", "ipv4", "ipv6"].contains(&name.as_str()) =>
        {
            Some(name)
        }
        _ => None,
    }
}

/// Numbers written as text: some answers write the same field as a number.
fn number_as_text(kind: &SchemaKind) -> Option<String> {
    let SchemaKind::Type(Type::String(string)) = kind else { return None };
    match &string.format {
        VariantOrUnknownOrEmpty::Unknown(name)
            if ["decimal", "percentage"].contains(&name.as_str()) =>
        {
            Some(name.clone())
        }
        _ => None,
    }
}
