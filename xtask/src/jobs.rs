//! The table made from `x-log-job` and `x-log-download`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::document::Document;
use crate::extensions::{self, Call, DownloadKind, Job};
use crate::problem::Problems;

/// The module `jobs` of a service.
pub(crate) fn module(document: &Document) -> Result<TokenStream, Problems> {
    let jobs = extensions::jobs(document)?;
    let rows: Vec<_> = jobs.iter().map(|job| row(&document.service, job)).collect();
    let names = jobs.iter().map(|job| constant(&job.job.name));
    Ok(quote! {
        /// How the service's log jobs are started, followed and downloaded.
        pub mod jobs {
            use crate::log_job;

            /// Every job of this service.
            pub static ALL: &[&log_job::LogJob] = &[#(&#names),*];

            #(#rows)*
        }
    })
}

fn constant(name: &str) -> proc_macro2::Ident {
    format_ident!(
        "{}",
        name.to_ascii_uppercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "_")
    )
}

fn row(service: &str, job: &Job<'_>) -> TokenStream {
    let Job { job, download, .. } = job;
    let constant = constant(&job.name);
    let (name, start, repeatable) = (&job.name, &job.start.operation, job.start.repeatable);
    let poll = call(&job.poll);
    let answer = optional(job.answer.as_ref().map(|answer| {
        let (status, percentage) =
            (&answer.status, optional(answer.percentage.as_ref().map(literal)));
        let words = words(&answer.pending, &answer.succeeded, &answer.failed);
        quote! { log_job::Answer { status: #status, words: #words, percentage: #percentage } }
    }));
    let items = optional(job.items.as_ref().map(|items| {
        let (list, key, new_only) = (&items.list, &items.key, items.new_only);
        let name = optional(items.name.as_ref().map(literal));
        let status = optional(items.status.as_ref().map(literal));
        let words = words(&items.pending, &items.succeeded, &items.failed);
        quote! {
            log_job::Items { list: #list, key: #key, name: #name, status: #status, words: #words, new_only: #new_only }
        }
    }));
    let download_call = call(&job.download);
    let lifetime = optional(download.lifetime.map(|seconds| quote! { #seconds }));
    let expires = optional(download.expires.as_ref().map(literal));
    let hands_out = match (download.kind, &download.link) {
        (DownloadKind::Link, Some(link)) => {
            quote! { log_job::Download::Link { link: #link, expires: #expires, lifetime_s: #lifetime } }
        }
        _ => {
            let header = download.name_header.iter();
            quote! { log_job::Download::Stream { name_header: #(#header)* } }
        }
    };
    let doc = format!("The job `{name}`, started by `{start}`.");
    quote! {
        #[doc = #doc]
        pub static #constant: log_job::LogJob = log_job::LogJob {
            service: #service,
            name: #name,
            start: #start,
            repeatable: #repeatable,
            poll: #poll,
            answer: #answer,
            items: #items,
            download: #download_call,
            hands_out: #hands_out,
        };
    }
}

fn call(call: &Call) -> TokenStream {
    let operation = &call.operation;
    let parameters = call.parameters.iter().map(|(name, source)| quote! { (#name, #source) });
    quote! { log_job::Call { operation: #operation, parameters: &[#(#parameters),*] } }
}

fn words(pending: &[String], succeeded: &[String], failed: &[String]) -> TokenStream {
    quote! {
        log_job::Words { pending: &[#(#pending),*], succeeded: &[#(#succeeded),*], failed: &[#(#failed),*] }
    }
}

fn literal(text: &String) -> TokenStream {
    quote! { #text }
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote! { Some(#value) },
        None => quote! { None },
    }
}
