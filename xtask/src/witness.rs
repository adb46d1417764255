//! Watches every answer of a test, and fails the test if one isn't as the documents say.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::answers::{Answers, Exchange};
use crate::{SERVICES, workspace_root};

/// Reading the documents takes longer than most tests.
static ANSWERS: LazyLock<Result<Answers, String>> =
    LazyLock::new(|| Answers::load(&workspace_root()).map_err(|problems| problems.to_string()));

/// Looks at answers while a test runs, and is asked for its verdict at the test's end.
///
/// Judging where the answer is made would fail a task of the server, which a client under test may well get
/// over by trying again.
#[derive(Debug, Default)]
pub struct Witness {
    seen: AtomicU64,
    wrong: Mutex<Vec<String>>,
}

impl Witness {
    /// Looks at an answer. Answers of services that have no document are not looked at.
    pub fn see(&self, exchange: &Exchange<'_>) {
        if !SERVICES.contains(&exchange.service) {
            return;
        }
        self.seen.fetch_add(1, Ordering::SeqCst);
        let findings = match &*ANSWERS {
            Ok(answers) => answers.findings(exchange),
            Err(problems) => vec![problems.clone()],
        };
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).extend(findings);
    }

    /// How many answers it has looked at.
    pub fn seen(&self) -> u64 {
        self.seen.load(Ordering::SeqCst)
    }

    /// Fails the test if an answer wasn't as the documents say, unless the test fails anyway. For the `drop` of
    /// whoever holds the simulator.
    ///
    /// # Panics
    ///
    /// With what was wrong.
    pub fn verdict(&self) {
        let wrong = std::mem::take(&mut *self.wrong.lock().unwrap_or_else(PoisonError::into_inner));
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
        let witness = Witness::default();
        witness.see(&exchange("rds"));
        witness.verdict();
    }

    #[test]
    fn a_service_without_a_document_can_answer_as_it_likes() {
        let witness = Witness::default();
        witness.see(&exchange("obs"));
        assert_eq!(witness.seen(), 0);
        witness.verdict();
    }
}
