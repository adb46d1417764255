//! Newer links for the files of a job whose polls list them.

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::Work;
use super::watch::Watch;
use crate::download::Link;
use crate::error::Kind;
use crate::observation::Item;
use crate::services::source::{Handout, LogSource, link};
use crate::{Phase, Result};

/// What the newest answer listed that was asked for because links had ended. One answer has the links of all files,
/// so whoever needs another one waits for whoever asks already.
#[derive(Debug, Default)]
pub(super) struct Links(Mutex<Vec<Item>>);

impl Links {
    /// The file with another link than one that was refused or has ended; `None` if the service has no other.
    ///
    /// The service is asked as it was for the job; where it makes the file anew, that is waited for.
    pub(super) async fn instead_of<S: LogSource>(
        &self,
        work: &Work<S>,
        deadline: Instant,
        item: &Item,
        only: bool,
        old: &Link,
    ) -> Result<Option<Item>> {
        let mut newest = self.0.lock().await;
        let differs = |item: &Item| {
            let link = link(work.source.job(), &item.entry);
            matches!(link, Ok(Handout::Link(link)) if !old.is(&link))
        };
        if let Some(item) = find(&newest, item, only).filter(|item| differs(item)) {
            return Ok(Some(item.clone()));
        }
        let mut watch = Watch::again(work, deadline);
        while watch.next_update(work).await?.is_some() {}
        *newest = watch.last.map(|seen| seen.items).unwrap_or_default();
        match find(&newest, item, only) {
            Some(item) if item.phase == Phase::Succeeded => {
                Ok(Some(item.clone()).filter(|item| differs(item)))
            }
            Some(Item { word, .. }) => {
                let (file, word) = (work.label(item), word.clone().unwrap_or_default());
                Err(Kind::JobFailed { job: file, word }.into())
            }
            None => {
                let doing = format!("the answer of {}", work.source.job().poll.operation);
                let why = format!("it doesn't list {} any more", work.label(item));
                Err(Kind::Unusable { doing, why }.into())
            }
        }
    }
}

/// Finds a file in a newer list: by its key and name, by its place among those with its key, by its name, or, if it was
/// the `only` one, as the only one there is.
///
/// What is made anew has another name and, at RDS, another key.
fn find<'a>(items: &'a [Item], wanted: &Item, only: bool) -> Option<&'a Item> {
    let same_key = |item: &&Item| item.lasting && item.key == wanted.key;
    let same_name = |item: &&Item| item.name.is_some() && item.name == wanted.name;
    let by_both = items.iter().filter(same_key).find(same_name);
    let by_place = || items.iter().filter(same_key).find(|item| item.twin == wanted.twin);
    let by_name = || items.iter().find(same_name);
    let one = || items.first().filter(|_| only && items.len() == 1);
    by_both.or_else(by_place).or_else(by_name).or_else(one)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use huaweicloud_logs_api::{dds, rds};
    use serde_json::{Value, json};

    use super::find;
    use crate::answer::Answer;
    use crate::observation::{Item, observe};

    fn listed(job: &huaweicloud_logs_api::log_job::LogJob, files: Value) -> Vec<Item> {
        let answer = Answer::of(&json!({"status": "FINISH", "list": files})).unwrap();
        observe(job, answer, &BTreeSet::new()).items
    }

    /// The link of the file in the newer list that is taken for each one of the old.
    fn taken(
        job: &huaweicloud_logs_api::log_job::LogJob,
        old: Value,
        new: Value,
    ) -> Vec<Option<String>> {
        let new = listed(job, new);
        let old = listed(job, old);
        let find = |item: &Item| find(&new, item, old.len() == 1);
        let link = |item: &Item| find(item).and_then(|item| item.entry.text("/file_link"));
        old.iter().map(link).collect()
    }

    #[test]
    fn two_files_of_a_node_are_told_apart() {
        let file = |name: &str, link: &str| json!({"node_name": "n", "file_name": name, "file_link": link});
        let old = json!([file("a", "1"), file("b", "2")]);
        let links = |new| taken(&dds::jobs::SLOW_LOG, old.clone(), new);
        let (first, second) = (Some("3".to_owned()), Some("4".to_owned()));
        let both = vec![first.clone(), second.clone()];
        assert_eq!(links(json!([file("b", "4"), file("a", "3")])), both);
        // Made anew, under other names.
        assert_eq!(links(json!([file("c", "3"), file("d", "4")])), both);
        assert_eq!(links(json!([file("c", "3")])), [first, None], "one of them is gone");
        assert_eq!(links(json!([])), [None, None]);
    }

    #[test]
    fn a_file_that_was_made_anew_is_the_only_one_there_is() {
        let file =
            |id: &str, link: &str| json!({"workflow_id": id, "file_name": id, "file_link": link});
        let links = taken(&rds::jobs::ERROR_LOG, json!([file("a", "1")]), json!([file("b", "2")]));
        assert_eq!(links, [Some("2".to_owned())]);
        let two = json!([file("b", "2"), file("c", "3")]);
        assert_eq!(taken(&rds::jobs::ERROR_LOG, json!([file("a", "1")]), two.clone()), [None]);
        // Of two, one that is left is not both.
        let one = json!([file("c", "4")]);
        assert_eq!(taken(&rds::jobs::ERROR_LOG, two, one), [None, Some("4".to_owned())]);
    }
}
