//! Takes out of progenitor's code what these services have no use for.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, File, Stmt};

/// Drops the header `api-version`, in which progenitor sends the document's version: these services know no such
/// header, and making and removing it was a fiftieth of what a call costs.
pub(crate) fn trim(file: &mut File) {
    ApiVersion::default().visit_file_mut(file);
}

#[derive(Default)]
struct ApiVersion {
    /// Whether the map of headers is gone, as it held nothing else.
    no_map: bool,
}

impl VisitMut for ApiVersion {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let before = block.stmts.len();
        block.stmts.retain(|statement| !has(statement, "append", "\"api-version\""));
        if block.stmts.len() < before {
            // A map for that one header.
            let is_map = |it: &Stmt| has(it, "let mut header_map", "with_capacity (1usize)");
            self.no_map = block.stmts.iter().any(is_map);
            block.stmts.retain(|statement| !is_map(statement));
        }
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(call) = expression
            && self.no_map
            && call.method == "headers"
            && has(&call.args, "header_map", "")
        {
            *expression = (*call.receiver).clone();
        }
    }
}

/// Whether code has two pieces of text, spaced as the compiler prints tokens.
fn has(code: &impl ToTokens, first: &str, second: &str) -> bool {
    let text = code.to_token_stream().to_string();
    text.contains(first) && text.contains(second)
}

#[cfg(test)]
mod tests {
    use super::trim;

    fn trimmed(code: &str) -> String {
        let mut file = syn::parse_file(code).unwrap();
        trim(&mut file);
        prettyplease::unparse(&file)
    }

    const CALL: &str = r#"async fn call(&self) {
        let mut header_map = HeaderMap::with_capacity(1usize);
        header_map.append(HeaderName::from_static("api-version"), HeaderValue::from_static(Self::api_version()));
        let request = self.client.post(url).header(ACCEPT, json).headers(header_map).build()?;
    }"#;

    #[test]
    fn the_version_goes_with_the_map_that_held_only_it() {
        let code = trimmed(CALL);
        assert!(!code.contains("version") && !code.contains("header_map"), "{code}");
        assert!(code.contains(".post(url).header(ACCEPT, json).build()?"), "{code}");
    }

    #[test]
    fn other_headers_stay() {
        let with_other = CALL
            .replace("1usize", "2usize")
            .replace("let request", "header_map.append(\"x-language\", language); let request");
        let code = trimmed(&with_other);
        assert!(!code.contains("version") && code.contains("x-language"), "{code}");
        assert!(code.contains(".headers(header_map)") && code.contains("with_capacity"), "{code}");
    }
}
