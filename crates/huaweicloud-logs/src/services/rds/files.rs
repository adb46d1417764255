//! Files to choose from.

use std::sync::Arc;

use huaweicloud_logs_api::operation::Operation;
use huaweicloud_logs_api::rds::{self, operations};

use crate::Result;
use crate::answer::Answer;
use crate::caller::Caller;
use crate::credentials::BoxFuture;
use crate::pages::{At, Listing};
use crate::services::listed::ListedFile;

#[derive(Debug)]
pub(super) struct SlowLogFiles {
    pub(super) instance: String,
}

#[derive(Debug)]
pub(super) struct XelLogFiles {
    pub(super) instance: String,
}

impl Listing<ListedFile> for SlowLogFiles {
    fn operation(&self) -> &'static Operation {
        &operations::LIST_SLOW_LOG_FILE
    }

    fn page<'a>(
        &'a self,
        caller: &'a Caller<'a>,
        at: At,
    ) -> BoxFuture<'a, Result<(Answer, Vec<ListedFile>)>> {
        Box::pin(async move {
            let send = |client: rds::Client, project: Arc<str>| async move {
                let (limit, offset) = (Some(at.limit), Some(at.offset));
                client.list_slow_log_file(&project, &self.instance, limit, offset).await
            };
            let answer = caller.call(self.operation(), send).await?;
            let page = Answer::of(&*answer)?;
            let files = answer.into_inner().list.unwrap_or_default().into_iter();
            let files =
                files.map(|file| ListedFile::new(file.file_name, file.file_size.as_ref(), 1));
            Ok((page, files.collect()))
        })
    }
}

impl Listing<ListedFile> for XelLogFiles {
    fn operation(&self) -> &'static Operation {
        &operations::LIST_XELLOG_FILES
    }

    fn page<'a>(
        &'a self,
        caller: &'a Caller<'a>,
        at: At,
    ) -> BoxFuture<'a, Result<(Answer, Vec<ListedFile>)>> {
        Box::pin(async move {
            let send = |client: rds::Client, project: Arc<str>| async move {
                let (limit, offset) = (Some(at.limit), Some(at.offset));
                client.list_xellog_files(&project, &self.instance, limit, offset).await
            };
            let answer = caller.call(self.operation(), send).await?;
            let page = Answer::of(&*answer)?;
            let files = answer.into_inner().list.unwrap_or_default().into_iter();
            // In KB, other than those of slow logs (RDS API reference).
            let files =
                files.map(|file| ListedFile::new(file.file_name, file.file_size.as_ref(), 1024));
            Ok((page, files.collect()))
        })
    }
}
