//! Reading an answer through the table made from the documents.
//!
//! Nothing here knows a field or a status word: a [`LogJob`] says where they stand and what they mean.

use std::collections::BTreeSet;
use std::fmt;

use huaweicloud_logs_api::log_job::{LogJob, Phase};

use crate::answer::Answer;

/// What one answer says about a job.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Observation {
    /// How far the job is: never `Unknown`, which is kept for words.
    pub(crate) phase: Phase,
    /// The word for the whole job, if the answer has one.
    pub(crate) word: Option<String>,
    /// Progress in per cent, if the answer has one.
    pub(crate) percent: Option<f32>,
    /// The files of the job.
    pub(crate) items: Vec<Item>,
}

/// A file of the job, as an answer describes it.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// What identifies it among the items.
    pub(crate) key: String,
    /// How many entries before it have the same key.
    pub(crate) twin: usize,
    /// Whether another answer gives it the same key. Else that is its place in the list.
    pub(crate) lasting: bool,
    /// The name that the server gives it.
    pub(crate) name: Option<String>,
    /// Its word, or the answer's where it has none.
    pub(crate) word: Option<String>,
    /// How far it is.
    pub(crate) phase: Phase,
    /// The entry itself.
    pub(crate) entry: Answer,
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The entry may hold a link, whose signature is a secret.
        f.debug_struct("Item")
            .field("key", &self.key)
            .field("name", &self.name)
            .field("word", &self.word)
            .field("phase", &self.phase)
            .finish_non_exhaustive()
    }
}

/// Reads `answer`, passing over items whose key is in `known`.
pub(crate) fn observe(job: &LogJob, mut answer: Answer, known: &BTreeSet<String>) -> Observation {
    let word = job.answer.and_then(|place| answer.text(place.status));
    let phase_of_answer = match (job.answer, &word) {
        (Some(place), Some(word)) => place.words.phase(word),
        _ if job.is_list() => Phase::Succeeded,
        _ => Phase::Pending,
    };
    let percent = job.answer.and_then(|place| answer.percentage(place.percentage?));
    let items = match job.items {
        Some(_) => items(job, &mut answer, known, phase_of_answer, word.as_deref()),
        // The answer is about the one file that the job has.
        None => vec![Item {
            key: String::new(),
            twin: 0,
            lasting: true,
            name: None,
            word: word.clone(),
            phase: phase_of_answer,
            entry: answer,
        }],
    };
    let phase = match job.answer {
        Some(_) => whole(phase_of_answer, &items),
        None if job.is_list() => Phase::Succeeded,
        None => whole_of(&items),
    };
    Observation { phase, word, percent, items }
}

/// The keys that an answer lists.
pub(crate) fn keys(job: &LogJob, answer: Answer) -> BTreeSet<String> {
    observe(job, answer, &BTreeSet::new()).items.into_iter().map(|item| item.key).collect()
}

/// The job's phase where the answer has a word: an unknown one is pending, and a job that is done as
/// a whole still waits for items that say otherwise.
fn whole(answer: Phase, items: &[Item]) -> Phase {
    let waiting = items.iter().any(|item| matches!(item.phase, Phase::Pending | Phase::Unknown));
    match answer {
        Phase::Failed => Phase::Failed,
        Phase::Succeeded if !waiting => Phase::Succeeded,
        _ => Phase::Pending,
    }
}

/// The job's phase where only the items have words: done when there are some and none is pending.
fn whole_of(items: &[Item]) -> Phase {
    let all = |phase: Phase| items.iter().all(|item| item.phase == phase);
    let ended = |item: &Item| matches!(item.phase, Phase::Succeeded | Phase::Failed);
    match items {
        [] => Phase::Pending,
        _ if all(Phase::Failed) => Phase::Failed,
        _ if items.iter().all(ended) => Phase::Succeeded,
        _ => Phase::Pending,
    }
}

/// Takes the items out of the answer.
fn items(
    job: &LogJob,
    answer: &mut Answer,
    known: &BTreeSet<String>,
    phase_of_answer: Phase,
    word_of_answer: Option<&str>,
) -> Vec<Item> {
    let Some(place) = job.items else { return Vec::new() };
    let mut items: Vec<Item> = Vec::new();
    for (index, entry) in answer.take_list(place.list).into_iter().enumerate() {
        let name = place.name.and_then(|pointer| entry.text(pointer));
        let own_key = entry.text(place.key).or_else(|| name.clone());
        let lasting = own_key.is_some();
        let key = own_key.unwrap_or_else(|| index.to_string());
        // A paged list may show an entry twice; two that lack a name may still be two files.
        let twice = name.is_some() && items.iter().any(|item| item.key == key && item.name == name);
        if known.contains(&key) || twice {
            continue;
        }
        let own_word = place.status.and_then(|pointer| entry.text(pointer));
        let phase = match &own_word {
            Some(word) => place.words.phase(word),
            None => phase_of_answer,
        };
        let word = own_word.or_else(|| word_of_answer.map(ToOwned::to_owned));
        let twin = items.iter().filter(|item| item.key == key).count();
        items.push(Item { key, twin, lasting, name, word, phase, entry });
    }
    items
}

#[cfg(test)]
mod tests;
