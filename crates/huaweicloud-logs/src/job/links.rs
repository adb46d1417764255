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
        old: &Link,
    ) -> Result<Option<Item>> {
        let mut newest = self.0.lock().await;
        let differs = |item: &Item| {
            let link = link(work.source.job(), &item.entry);
            matches!(link, Ok(Handout::Link(link)) if !old.is(&link))
        };
        if let Some(item) = find(&newest, item).filter(|item| differs(item)) {
            return Ok(Some(item.clone()));
        }
        let mut watch = Watch::again(work, deadline);
        while watch.next_update(work).await?.is_some() {}
        *newest = watch.last.map(|seen| seen.items).unwrap_or_default();
        match find(&newest, item) {
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

/// Finds a file in a newer list: by its key, by its name, or as the only one there is.
///
/// What is made anew has another name and, at RDS, another key.
fn find<'a>(items: &'a [Item], wanted: &Item) -> Option<&'a Item> {
    let by_key = items.iter().find(|item| item.lasting && item.key == wanted.key);
    let by_name = || items.iter().find(|item| item.name.is_some() && item.name == wanted.name);
    let only = || items.first().filter(|_| items.len() == 1);
    by_key.or_else(by_name).or_else(only)
}
