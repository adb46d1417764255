//! The rows of the table that `x-log-job` and `x-log-download` become.
//!
//! `openapi/README.md` explains both; each service has its rows in its module `jobs`.

/// How a job is started, followed and downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogJob {
    /// The service: the stem of its document.
    pub service: &'static str,
    /// The job's name, unique in its service.
    pub name: &'static str,
    /// The operation that starts the job.
    pub start: &'static str,
    /// Whether repeating the start while a job is pending leaves that job as it is.
    pub repeatable: bool,
    /// The call that asks how far the job is.
    pub poll: Call,
    /// The word for the job as a whole, if the answer has one.
    pub answer: Option<Answer>,
    /// The files of the job; `None` when it has exactly one and the answer is about it.
    pub items: Option<Items>,
    /// The call that gives the link or the bytes.
    pub download: Call,
    /// What that call hands out.
    pub hands_out: Download,
}

impl LogJob {
    /// Whether no word tells how far the job is: it is a list that is complete as it stands.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.answer.is_none() && self.items.is_some_and(|items| items.status.is_none())
    }

    /// Whether a later call takes a parameter from the start's answer.
    #[must_use]
    pub fn takes_from_start(&self) -> bool {
        let sources = self.poll.parameters.iter().chain(self.download.parameters);
        sources.into_iter().any(|(_, source)| source.starts_with("$start#"))
    }
}

/// A call of a job after its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its operation id.
    pub operation: &'static str,
    /// Parameters beyond those of the start: a name, and `$start#/…` or `$item#/…` for its value.
    pub parameters: &'static [(&'static str, &'static str)],
}

/// Where the word for the whole job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// JSON Pointer to the word, into the answer.
    pub status: &'static str,
    /// What the words mean.
    pub words: Words,
    /// JSON Pointer to the progress in per cent, into the answer.
    pub percentage: Option<&'static str>,
}

/// Where the files of the job stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Items {
    /// JSON Pointer to the array, into the answer.
    pub list: &'static str,
    /// JSON Pointer to what identifies an entry, into the entry.
    pub key: &'static str,
    /// JSON Pointer to the file's name, into the entry.
    pub name: Option<&'static str>,
    /// JSON Pointer to the entry's word, into the entry.
    pub status: Option<&'static str>,
    /// What the words mean.
    pub words: Words,
    /// Whether only entries that were not listed before the start belong to the job.
    pub new_only: bool,
}

/// What an operation hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Download {
    /// A pre-signed URL, fetched without credentials.
    Link {
        /// JSON Pointer to the link: into the entry when the poll carries it, else into the answer.
        link: &'static str,
        /// The query parameter of the link that holds its end, in Unix seconds.
        expires: Option<&'static str>,
        /// The documented life of the link in seconds.
        lifetime_s: Option<u32>,
    },
    /// The bytes themselves, sent with the API's own credentials.
    Stream {
        /// The response header that names the file.
        name_header: &'static str,
    },
}

/// The documented status words, by what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Not yet.
    pub pending: &'static [&'static str],
    /// Done.
    pub succeeded: &'static [&'static str],
    /// It will never be done.
    pub failed: &'static [&'static str],
}

/// What a status word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Not yet.
    Pending,
    /// Done.
    Succeeded,
    /// It will never be done.
    Failed,
    /// The document doesn't list the word: never done, never failed, worth showing.
    Unknown,
}

impl Words {
    /// What `word` means, compared without regard to case.
    #[must_use]
    pub fn phase(&self, word: &str) -> Phase {
        let lists = [
            (self.succeeded, Phase::Succeeded),
            (self.failed, Phase::Failed),
            (self.pending, Phase::Pending),
        ];
        let found = lists
            .into_iter()
            .find(|(words, _)| words.iter().any(|known| known.eq_ignore_ascii_case(word)));
        found.map_or(Phase::Unknown, |(_, phase)| phase)
    }
}
