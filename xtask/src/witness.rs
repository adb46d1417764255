//! Watches every answer of a test, and fails the test if one isn't as the documents say.

use std::sync::{LazyLock, Mutex, PoisonError};

use crate::answers::{Answers, Exchange};
use crate::{SERVICES, workspace_root};

/// Reading the documents takes longer than most tests.
static ANSWERS: LazyLock<Result<Answers, String>> =
    LazyLock::new(|| Answers::load(&workspace_root()).map_err(|problems| problems.to_string()));

/// Looks at answers while a test runs. When it is dropped and something was wrong, it panics.
///
/// Judging where the answer is made would fail a task of the server, which a client under test may well get
/// over by trying again. So what is wrong is kept until the test's end.
#[derive(Debug, Default)]
pub struct Witness {
    wrong: Mutex<Vec<String>>,
}

impl Witness {
    /// Looks at an answer. Answers of services that have no document are not looked at.
    pub fn see(&self, exchange: &Exchange<'_>) {
        if !SERVICES.contains(&exchange.service) {
            return;
        }
        let findings = match &*ANSWERS {
            Ok(answers) => answers.findings(exchange),
            Err(problems) => vec![problems.clone()],
        };
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).extend(findings);
    }

    /// What was wrong so far, one line a finding. The witness forgets it.
    pub fn findings(&self) -> Vec<String> {
        std::mem::take(&mut *self.wrong.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let wrong = self.findings();
        // A test that fails anyway says why it does.
        if !wrong.is_empty() && !std::thread::panicking() {
            panic!("answers that are not as openapi/ says:\n{}", wrong.join("\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(service: &str) -> Exchange<'_> {
        Exchange { service, method: "GET", path: "/nowhere", status: 200, headers: &[], body: b"" }
    }

    #[test]
    #[should_panic(expected = "rds GET /nowhere")]
    fn a_wrong_answer_fails_the_test_at_its_end() {
        Witness::default().see(&exchange("rds"));
    }

    #[test]
    fn a_service_without_a_document_can_answer_as_it_likes() {
        Witness::default().see(&exchange("obs"));
    }
}
