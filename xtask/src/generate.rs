//! From the documents to `crates/huaweicloud-logs-api/src/generated/`.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypeImpl, TypePatch};
use quote::quote;

use crate::document::Document;
use crate::lint::lint;
use crate::lower::{LINK, Lowered, lower};
use crate::problem::Problems;
use crate::trim::trim;
use crate::{SERVICES, jobs, operations, types, words};

/// The folder that holds the generated files, from the workspace's root.
pub const FOLDER: &str = "crates/huaweicloud-logs-api/src/generated";

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Its path from the workspace's root.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Generates every service from the documents under `root`, without writing anything.
///
/// # Errors
///
/// Reports everything that is wrong with any of the documents.
pub fn generate_all(root: &Path) -> Result<Vec<Generated>, Problems> {
    let mut files = Vec::new();
    let mut problems = Problems(Document::strays(root));
    for service in SERVICES {
        match Document::load(root, service).and_then(|document| generate(&document)) {
            Ok(file) => files.push(file),
            Err(found) => problems.0.extend(found.0),
        }
    }
    problems.into_result().map(|()| files)
}

/// Generates one service.
///
/// # Errors
///
/// Reports everything that is wrong with the document.
pub fn generate(document: &Document) -> Result<Generated, Problems> {
    lint(document)?;
    let lowered = lower(document)?;
    let jobs = jobs::module(document)?;
    let operations = operations::module(document)?;
    let open_words = words::of(&lowered.openapi);
    let client = client(document, &lowered, &open_words)?;
    let types = types::function(&lowered.openapi, &open_words);
    let words = words::module(&open_words);

    let mut file =
        syn::parse2(quote! { #client #types #words #jobs #operations }).map_err(|error| {
            document.problem(
                "",
                "generation",
                error.to_string(),
                "the generated code does not parse; this is a defect of xtask",
            )
        })?;
    trim(&mut file);
    let header = format!(
        "// Generated from {} by `cargo xtask generate`. Do not edit: change the document and run it again.\n\n",
        document.file
    );
    Ok(Generated {
        path: Path::new(FOLDER).join(format!("{}.rs", document.service)),
        text: header + &prettyplease::unparse(&file),
    })
}

fn client(
    document: &Document,
    lowered: &Lowered,
    open_words: &[words::Words<'_>],
) -> Result<proc_macro2::TokenStream, Problems> {
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote! { crate::hooks::Inner });
    for words in open_words {
        let path = format!("crate::{}::words::{}", document.service, words.name);
        let impls = [TypeImpl::Display, TypeImpl::FromStringIrrefutable];
        settings.with_replacement(words.name, path, impls.into_iter());
    }
    settings.with_replacement(LINK, "crate::Link", std::iter::empty());
    let mut patch = TypePatch::default();
    patch.with_attr(r#"#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]"#);
    for name in lowered.openapi.components.iter().flat_map(|components| components.schemas.keys()) {
        settings.with_patch(name, &patch);
    }

    // progenitor panics on what it doesn't support; the lint rules and the lowering keep that from
    // happening, and should they miss something it still ends as a message about the document.
    let generated = panic::catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&lowered.openapi)
    }));
    let (what, why) = match generated {
        Ok(Ok(tokens)) => return Ok(tokens),
        Ok(Err(error)) => (error.to_string(), "progenitor refuses the lowered document"),
        Err(panic) => (
            message(&*panic),
            "progenitor can't express the lowered document; rewrite it in xtask/src/lower.rs",
        ),
    };
    Err(document.problem("", "generation", what, why).into())
}

/// What a panic said.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref().copied()).unwrap_or("progenitor panicked").to_owned()
}
