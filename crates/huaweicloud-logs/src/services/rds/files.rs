//! Files to choose from.

use std::sync::Arc;

use huaweicloud_logs_api::operation::Operation;
use huaweicloud_logs_api::rds::{self, operations};

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::cloud::check_id;
use crate::credentials::BoxFuture;
use crate::pages::{At, Listing, Page};
use crate::services::listed::ListedFile;

/// Files of a SQL Server instance.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) instance: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    SlowLog,
    XelLog,
}

impl Listing<ListedFile> for Files {
    fn operation(&self) -> &'static Operation {
        match self.kind {
            Kind::SlowLog => &operations::LIST_SLOW_LOG_FILE,
            Kind::XelLog => &operations::LIST_XELLOG_FILES,
        }
    }

    fn check(&self) -> Result<()> {
        check_id("instance id", &self.instance)
    }

    fn page<'a>(
        &'a self,
        caller: &'a Caller<'a>,
        at: At,
    ) -> BoxFuture<'a, Result<Page<ListedFile>>> {
        let (limit, offset) = (Some(at.limit), Some(at.offset));
        match self.kind {
            Kind::SlowLog => Box::pin(async move {
                let send = |client: rds::Client, project: Arc<str>| async move {
                    client.list_slow_log_file(&project, &self.instance, limit, offset).await
                };
                let answer = caller.call(self.operation(), send).await?;
                let page = Answer::of(&*answer)?;
                let files = answer.into_inner().list.unwrap_or_default().into_iter();
                let file = |file: rds::types::SlowLogFile| {
                    Some(ListedFile::new(file.file_name?, file.file_size.as_ref(), 1))
                };
                Ok(Page { answer: page, entries: files.map(file).collect() })
            }),
            Kind::XelLog => Box::pin(async move {
                let send = |client: rds::Client, project: Arc<str>| async move {
                    client.list_xellog_files(&project, &self.instance, limit, offset).await
                };
                let answer = caller.call(self.operation(), send).await?;
                let page = Answer::of(&*answer)?;
                let files = answer.into_inner().list.unwrap_or_default().into_iter();
                // In KB, other than those of slow logs (RDS API reference).
                let file = |file: rds::types::XelLogFile| {
                    Some(ListedFile::new(file.file_name?, file.file_size.as_ref(), 1024))
                };
                Ok(Page { answer: page, entries: files.map(file).collect() })
            }),
        }
    }
}
