//! Open word types: the documented words as an enum that also takes any other word.

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The schemas that stand for open words, with their description and documented values.
pub(crate) fn of(openapi: &OpenAPI) -> Vec<Words<'_>> {
    let schemas = openapi.components.iter().flat_map(|components| &components.schemas);
    schemas
        .filter_map(|(name, schema)| {
            let data = &schema.as_item()?.schema_data;
            let values = data.extensions.get("x-extensible-enum")?.as_array()?;
            Some(Words {
                name,
                description: data.description.as_deref().unwrap_or_default(),
                values: values.iter().filter_map(serde_json::Value::as_str).collect(),
            })
        })
        .collect()
}

/// One open word type.
pub(crate) struct Words<'a> {
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
    pub(crate) values: Vec<&'a str>,
}

/// The module `words` of a service.
pub(crate) fn module(words: &[Words<'_>]) -> TokenStream {
    let types = words.iter().map(open_type);
    quote! {
        /// Words that the service answers with, open to ones that the document doesn't list.
        pub mod words {
            #(#types)*
        }
    }
}

fn open_type(words: &Words<'_>) -> TokenStream {
    let name = format_ident!("{}", words.name);
    let description = words.description.trim_end();
    let values = &words.values;
    let variants: Vec<_> = values.iter().map(|word| format_ident!("{}", variant(word))).collect();
    let documented = values.iter().map(|word| format!("`{word}`"));
    let folded = values.iter().map(|word| word.to_ascii_lowercase());
    let schema_name = words.name;
    quote! {
        #[doc = #description]
        ///
        /// Words are read without regard to case and written as documented.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #documented] #variants,)*
            /// A word that the document doesn't list, as the server wrote it.
            Unknown(String),
        }

        impl #name {
            /// The word as documented, or as the server wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(word) => word,
                }
            }
        }

        impl From<String> for #name {
            fn from(word: String) -> Self {
                match word.to_ascii_lowercase().as_str() {
                    #(#folded => Self::#variants,)*
                    _ => Self::Unknown(word),
                }
            }
        }

        impl From<&str> for #name {
            fn from(word: &str) -> Self {
                Self::from(word.to_owned())
            }
        }

        impl std::str::FromStr for #name {
            type Err = std::convert::Infallible;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(word))
            }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for #name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                #schema_name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "x-extensible-enum": [#(#values),*],
                })
            }
        }
    }
}

/// `in-progress` and `IN_PROGRESS` both become `InProgress`.
pub(crate) fn variant(word: &str) -> String {
    let parts = word.split(|letter: char| !letter.is_ascii_alphanumeric());
    let joined: String = parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (first, rest) = part.split_at(1);
            let shouted = part.chars().all(|letter| !letter.is_ascii_lowercase());
            let rest = if shouted { rest.to_ascii_lowercase() } else { rest.to_owned() };
            first.to_ascii_uppercase() + &rest
        })
        .collect();
    match joined.as_str() {
        "" | "Unknown" => format!("Word{joined}"),
        name if name.starts_with(|first: char| first.is_ascii_digit()) => format!("N{name}"),
        _ => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::variant;

    #[test]
    fn words_become_variant_names() {
        for (word, name) in [
            ("FINISH", "Finish"),
            ("succeed", "Succeed"),
            ("IN_PROGRESS", "InProgress"),
            ("in-progress", "InProgress"),
            ("notReady", "NotReady"),
            ("Unknown", "WordUnknown"),
            ("30%", "N30"),
            ("-", "Word"),
        ] {
            assert_eq!(variant(word), name, "{word}");
        }
    }
}
