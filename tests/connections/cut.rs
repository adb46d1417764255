//! Bodies that end too early.

use std::path::Path;
use std::sync::Arc;

use h2::Reason;
use huaweicloud_logs::{Cloud, Error, Event};
use integration_tests::{Manner, TlsCloud, quick};
use tempfile::tempdir;

use super::{ALL, assert_unnamed, assert_whole, clouddc, rds, shown};

const HTTP_1: &[&str] = &["http/1.1"];

/// What comes of a link and of a stream that are cut off once their first half is there.
async fn cut(server: TlsCloud, folder: &Path) -> [Error; 2] {
    let cloud: Cloud = server.client().build().unwrap();
    let server = Arc::new(server);
    let observer = || {
        let server = Arc::clone(&server);
        move |event: &Event<'_>| {
            if matches!(event, Event::Progress(progress) if progress.done > 0) {
                server.cut();
            }
        }
    };
    let link = cloud.rds("i").error_logs().schedule(quick()).on_event(observer());
    let stream = cloud.clouddc("s").export_logs().schedule(quick()).on_event(observer());
    [link.save_to(folder).await.unwrap_err(), stream.save_to(folder).await.unwrap_err()]
}

#[tokio::test]
async fn a_file_without_a_length_is_saved_whole() {
    for offered in [ALL, HTTP_1] {
        let server = TlsCloud::start(offered, Manner::NoLength).await;
        let cloud = server.client().build().unwrap();
        let folder = tempdir().unwrap();
        assert_whole(&rds(&cloud, folder.path()).await.unwrap());
        assert_whole(&clouddc(&cloud, folder.path()).await.unwrap());
    }
}

/// `NO_ERROR` is what an HTTP library may take for the end.
#[tokio::test]
async fn a_file_that_is_reset_half_way_is_an_error_and_names_no_file() {
    for reason in [Reason::NO_ERROR, Reason::CANCEL, Reason::INTERNAL_ERROR, Reason::REFUSED_STREAM]
    {
        let folder = tempdir().unwrap();
        let server = TlsCloud::start(ALL, Manner::Reset(reason)).await;
        let [link, stream] = cut(server, folder.path()).await;
        // It ends after 11 bytes, or those are kept and another attempt got nothing.
        assert!(shown(&link).contains("11 bytes"), "{reason:?}: {}", shown(&link));
        assert!(shown(&stream).contains("11 bytes"), "{reason:?}: {}", shown(&stream));
        assert_unnamed(folder.path());
    }
}

#[tokio::test]
async fn a_connection_closed_half_way_is_an_error_and_names_no_file() {
    for offered in [ALL, HTTP_1] {
        let folder = tempdir().unwrap();
        let [link, stream] =
            cut(TlsCloud::start(offered, Manner::Closed).await, folder.path()).await;
        assert!(shown(&link).contains("11 bytes"), "{offered:?}: {}", shown(&link));
        assert!(shown(&stream).contains("11 bytes"), "{offered:?}: {}", shown(&stream));
        assert_unnamed(folder.path());
    }
}

#[tokio::test]
async fn a_start_that_may_have_been_carried_out_is_not_sent_again() {
    for offered in [ALL, HTTP_1] {
        let folder = tempdir().unwrap();
        let server = TlsCloud::start(offered, Manner::HangsUp).await;
        let error = clouddc(&server.client().build().unwrap(), folder.path()).await.unwrap_err();
        assert!(error.to_string().contains("got no complete answer"), "{error}");
        assert_eq!(server.seen().len(), 1, "{offered:?}: {:?}", server.seen());
    }
}
