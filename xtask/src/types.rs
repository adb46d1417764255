//! All types of a service by their names, for whoever needs the JSON schema of each.

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::lower::LINK;
use crate::words::Words;

/// The function that adds the schema of every type of a service to a generator.
pub(crate) fn function(openapi: &OpenAPI, words: &[Words<'_>]) -> TokenStream {
    let names = openapi.components.iter().flat_map(|components| components.schemas.keys());
    let types = names.map(|name| {
        let ident = format_ident!("{name}");
        if name == LINK {
            quote!(crate::Link)
        } else if words.iter().any(|words| words.name == name) {
            quote!(words::#ident)
        } else {
            quote!(types::#ident)
        }
    });
    quote! {
        /// Adds the JSON schema of every type to a generator, under its name in the document; links are `Link`.
        #[cfg(feature = "schemars")]
        pub fn add_schemas(generator: &mut schemars::SchemaGenerator) {
            #(generator.subschema_for::<#types>();)*
        }
    }
}
