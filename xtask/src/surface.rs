//! The public surface of generated code, one readable line an item.
//!
//! The lines keep parameter names and serde attributes, which tools that compare compiled interfaces
//! leave out, so that a renamed field shows as one changed line.

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, Visibility};

/// Lists the public items of a source file under `prefix`.
///
/// # Errors
///
/// Returns the parser's error when `source` is not Rust.
pub fn lines(prefix: &str, source: &str) -> syn::Result<Vec<String>> {
    let file = syn::parse_file(source)?;
    let mut lines = Vec::new();
    items(prefix, &file.items, &mut lines);
    lines.sort();
    Ok(lines)
}

fn items(prefix: &str, items_of: &[Item], lines: &mut Vec<String>) {
    for item in items_of {
        match item {
            Item::Mod(module) if is_public(&module.vis) => {
                if let Some((_, inner)) = &module.content {
                    items(&format!("{prefix}::{}", module.ident), inner, lines);
                }
            }
            Item::Struct(item) if is_public(&item.vis) => {
                let name = format!("{prefix}::{}", item.ident);
                lines.push(format!("{name}{}{}", tokens(&item.generics), attributes(&item.attrs)));
                fields(&name, &item.fields, true, lines);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let name = format!("{prefix}::{}", item.ident);
                lines.push(format!("{name}{}{}", tokens(&item.generics), attributes(&item.attrs)));
                for variant in &item.variants {
                    let name = format!("{name}::{}", variant.ident);
                    lines.push(format!("{name}{}", attributes(&variant.attrs)));
                    fields(&name, &variant.fields, false, lines);
                }
            }
            Item::Static(item) if is_public(&item.vis) => {
                lines.push(format!("{prefix}::{}: {}", item.ident, tokens(&item.ty)));
            }
            Item::Const(item) if is_public(&item.vis) => {
                lines.push(format!("{prefix}::{}: {}", item.ident, tokens(&item.ty)));
            }
            Item::Type(item) if is_public(&item.vis) => {
                lines.push(format!("{prefix}::{} = {}", item.ident, tokens(&item.ty)));
            }
            Item::Fn(item) if is_public(&item.vis) => {
                lines.push(format!("{prefix}: {}", tokens(&item.sig)));
            }
            Item::Trait(item) if is_public(&item.vis) => {
                lines.push(format!("{prefix}::{} (trait)", item.ident));
            }
            Item::Impl(item) => implementation(prefix, item, lines),
            _ => {}
        }
    }
}

fn fields(name: &str, fields_of: &Fields, need_public: bool, lines: &mut Vec<String>) {
    for (index, field) in fields_of.iter().enumerate() {
        if need_public && !is_public(&field.vis) {
            continue;
        }
        let label = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
        lines.push(format!("{name}.{label}: {}{}", tokens(&field.ty), attributes(&field.attrs)));
    }
}

fn implementation(prefix: &str, item: &syn::ItemImpl, lines: &mut Vec<String>) {
    let owner = tokens(&item.self_ty);
    let name = format!("{prefix}::{}", owner.trim_start_matches("::"));
    if let Some((path, _)) = &item.trait_ {
        lines.push(format!("{name}: {}", tokens(path)));
        return;
    }
    for member in &item.items {
        if let ImplItem::Fn(function) = member
            && is_public(&function.vis)
        {
            lines.push(format!("{name}: {}", tokens(&function.sig)));
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The attributes that change what the item is on the wire or to the compiler.
fn attributes(attributes_of: &[Attribute]) -> String {
    let shown = attributes_of.iter().filter(|attribute| {
        ["serde", "derive", "non_exhaustive"].iter().any(|name| attribute.path().is_ident(name))
    });
    shown
        .map(|attribute| tokens(&attribute.meta))
        .map(|text| without_skips(&text))
        .filter(|text| text != "serde()")
        .map(|text| format!("  #[{text}]"))
        .collect()
}

/// When a field is left out follows from its type, so it would only repeat itself on every line.
fn without_skips(attribute: &str) -> String {
    let Some(arguments) = attribute.strip_prefix("serde(").and_then(|rest| rest.strip_suffix(')'))
    else {
        return attribute.to_owned();
    };
    let kept =
        arguments.split(", ").filter(|argument| !argument.starts_with("skip_serializing_if"));
    format!("serde({})", kept.collect::<Vec<_>>().join(", "))
}

/// Tokens as a person would write them.
fn tokens(node: &impl ToTokens) -> String {
    let mut text = node.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" ::", "::"),
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (",::", ", ::"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("& ", "&"),
        (" : ", ": "),
        (",)", ")"),
        (", >", ">"),
        (":::", ": ::"),
        ("=::", "= ::"),
        ("::serde_json::", "serde_json::"),
        ("::std::option::Option", "Option"),
        ("::std::string::String", "String"),
        ("::std::vec::Vec", "Vec"),
    ] {
        text = text.replace(spaced, tight);
    }
    text.replace(" ->", "->").replace("->", " ->")
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_field_is_one_line_with_its_attributes() {
        let source = r#"
            pub mod types {
                #[derive(Clone)]
                pub struct Link {
                    #[serde(rename = "file_link", skip_serializing_if = "Option::is_none")]
                    pub link: ::std::option::Option<Vec<String>>,
                    hidden: u8,
                }
            }
            impl Client {
                pub async fn start<'a>(&'a self, project_id: &'a str) -> Result<(), Error> {}
                fn private(&self) {}
            }
        "#;
        assert_eq!(
            lines("rds", source).unwrap(),
            [
                "rds::Client: async fn start<'a>(&'a self, project_id: &'a str) -> Result<(), Error>",
                "rds::types::Link  #[derive(Clone)]",
                "rds::types::Link.link: Option<Vec<String>>  #[serde(rename = \"file_link\")]",
            ]
        );
    }
}
