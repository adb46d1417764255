//! The table of operations, with what may be sent again and how lists come in pages, and the quota made from `x-quota`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::document::{Document, Operation};
use crate::extensions::{self, Job, LOG_DOWNLOAD, Pages, Quota};
use crate::problem::Problems;

/// The module `operations` of a service, and its quota.
pub(crate) fn module(document: &Document) -> Result<TokenStream, Problems> {
    let jobs = extensions::jobs(document)?;
    let quota = quota(extensions::quota(document)?);
    let ids = || document.operations().filter_map(|operation| operation.id());
    let names = ids().map(constant);
    let mut rows = Vec::new();
    for operation in document.operations() {
        let Some(id) = operation.id() else { continue };
        let pages = pages(document, &operation)?;
        rows.push(row(&document.service, id, repeatable(&operation, &jobs), &pages));
    }
    Ok(quote! {
        /// The operations of this service, with what may be sent again and how lists come in pages.
        pub mod operations {
            use crate::operation;

            /// Every operation of this service.
            pub static ALL: &[&operation::Operation] = &[#(&#names),*];

            #(#rows)*
        }

        /// How many calls a user may make of this service in one region; `None` where no page states it.
        pub static QUOTA: Option<crate::operation::Quota> = #quota;
    })
}

/// Whether sending an operation again does no harm, by what its document says.
pub(crate) fn repeatable(operation: &Operation<'_>, jobs: &[Job<'_>]) -> bool {
    let is = |id: &str| operation.id() == Some(id);
    // The call that starts a job may also be the one that follows it: the start knows better.
    if let Some(job) = jobs.iter().find(|job| is(&job.job.start.operation)) {
        return job.job.start.repeatable;
    }
    ["get", "head", "options"].contains(&operation.method)
        || operation.node.get(LOG_DOWNLOAD).is_some()
        || jobs.iter().any(|job| is(&job.job.poll.operation))
}

fn pages(document: &Document, operation: &Operation<'_>) -> Result<TokenStream, Problems> {
    let Some(pages) = extensions::pages(document, operation)? else { return Ok(quote! { None }) };
    let Pages { list, key, total, next, most, .. } = &pages;
    let (total, next) = (optional(total.as_ref()), optional(next.as_ref()));
    Ok(quote! {
        Some(operation::Pages { list: #list, key: #key, total: #total, next: #next, most: #most })
    })
}

fn optional(text: Option<&String>) -> TokenStream {
    text.map_or(quote! { None }, |text| quote! { Some(#text) })
}

fn row(service: &str, id: &str, repeatable: bool, pages: &TokenStream) -> TokenStream {
    let constant = constant(id);
    let doc = format!("The operation `{id}`.");
    quote! {
        #[doc = #doc]
        pub static #constant: operation::Operation = operation::Operation {
            service: #service,
            id: #id,
            repeatable: #repeatable,
            pages: #pages,
        };
    }
}

fn quota(quota: Option<Quota>) -> TokenStream {
    match quota {
        Some(Quota { calls, period }) => {
            quote! { Some(crate::operation::Quota { calls: #calls, period_s: #period }) }
        }
        None => quote! { None },
    }
}

/// `DownloadErrorlog` becomes `DOWNLOAD_ERRORLOG`.
fn constant(id: &str) -> Ident {
    let mut name = String::new();
    for letter in id.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    format_ident!("{name}")
}

#[cfg(test)]
mod tests {
    use super::repeatable;
    use crate::document::Document;
    use crate::extensions;

    const FIXTURE: &str = include_str!("../tests/fixture.yaml");

    /// The repeatable operations of the fixture after some edits.
    fn repeatable_after(edits: &[(&str, &str)]) -> Vec<String> {
        let mut text = FIXTURE.to_owned();
        for (from, to) in edits {
            assert!(text.contains(from), "the fixture has no {from:?}");
            text = text.replacen(from, to, 1);
        }
        let document = Document::parse("fixture", &text).unwrap();
        let jobs = extensions::jobs(&document).unwrap();
        let operations = document.operations().filter(|operation| repeatable(operation, &jobs));
        operations.map(|operation| operation.id().unwrap().to_owned()).collect()
    }

    #[test]
    fn what_asks_and_what_hands_out_is_repeatable() {
        assert_eq!(repeatable_after(&[]), ["PrepareLogs", "ShowExport", "DownloadExport"]);
    }

    #[test]
    fn of_a_start_the_document_says_it() {
        let opposite = [
            ("repeatable: true", "repeatable: not yet"),
            ("repeatable: false", "repeatable: true"),
            ("repeatable: not yet", "repeatable: false"),
        ];
        // PrepareLogs also asks and hands out, which doesn't count for it.
        assert_eq!(repeatable_after(&opposite), ["StartExport", "ShowExport", "DownloadExport"]);
        let start_is_a_get = [("/exports:\n    post:", "/exports:\n    get:")];
        assert!(!repeatable_after(&start_is_a_get).contains(&"StartExport".to_owned()));
    }

    #[test]
    fn a_post_is_repeatable_only_for_a_job() {
        let posts = [
            ("{export_id}:\n    get:", "{export_id}:\n    post:"),
            ("/content:\n    get:", "/content:\n    post:"),
        ];
        assert_eq!(repeatable_after(&posts), ["PrepareLogs", "ShowExport", "DownloadExport"]);
        let for_nothing = [posts[0], ("operation: ShowExport", "operation: DownloadExport")];
        assert_eq!(repeatable_after(&for_nothing), ["PrepareLogs", "DownloadExport"]);
    }
}
