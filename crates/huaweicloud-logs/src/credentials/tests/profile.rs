use std::fs;
use std::path::PathBuf;

use proptest::prelude::{any, proptest};
use tempfile::TempDir;

use super::super::tests::nowhere;
use super::{Profile, ProvideCredentials, entry};
use crate::credentials::{Credentials, Secret};
use crate::error::{Error, Kind};

const PROFILES: &str = r#"
[default]
access_key = "AK1"
secret_key = "hunter2"
project_id = "p1"

[short-lived]
token = "hunter3"

[broken]
access_key = "AK2"
secret_kye = "hunter4"
"#;

fn written(text: &str, mode: u32) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("credentials.toml");
    fs::write(&file, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    }
    (folder, file)
}

async fn provided(profile: &Profile) -> Result<Credentials, Error> {
    profile.provide(&nowhere()).await
}

#[tokio::test]
async fn a_profile_is_chosen_by_its_name() {
    let (_folder, file) = written(PROFILES, 0o600);
    let default = provided(&Profile::default().file(&file).name("default")).await.unwrap();
    assert!(matches!(default.secret, Secret::AccessKey(_)));
    assert_eq!((default.user(), default.project_id.as_deref()), ("AK1".into(), Some("p1")));
    let token = provided(&Profile::default().file(&file).name("short-lived")).await.unwrap();
    assert!(matches!(token.secret, Secret::Token(_)));
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_everybody_may_touch_is_refused_and_one_of_a_group_is_not() {
    for mode in [0o644, 0o604, 0o666, 0o602, 0o601] {
        let (_folder, file) = written(PROFILES, mode);
        let error = provided(&Profile::default().file(&file)).await.unwrap_err();
        let shown = format!("{error} {error:?} {}", error.hint().unwrap());
        assert!(shown.contains("chmod 600") && shown.contains(file.to_str().unwrap()), "{shown}");
        assert!(error.is_config() && !shown.contains("hunter"), "{shown}");
    }
    for mode in [0o600, 0o400, 0o640] {
        let (_folder, file) = written(PROFILES, mode);
        provided(&Profile::default().file(&file).name("default")).await.unwrap();
    }
}

#[tokio::test]
async fn a_mistake_is_named_without_its_line() {
    let (_folder, file) = written(PROFILES, 0o600);
    for (name, named) in [("broken", "secret_kye"), ("nobody", "short-lived")] {
        let error = provided(&Profile::default().file(&file).name(name)).await.unwrap_err();
        let shown = format!("{error} {error:?} {}", error.hint().unwrap());
        assert!(shown.contains(named) && !shown.contains("hunter"), "{shown}");
        assert!(error.is_config());
    }
    let (_folder, file) = written("[default]\nsecret_key = \"hunter2\n", 0o600);
    let error = provided(&Profile::default().file(&file)).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("line 2") && !shown.contains("hunter"), "{shown}");
}

#[tokio::test]
async fn a_file_that_was_named_has_to_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let error = provided(&Profile::default().file(folder.path().join("x.toml"))).await.unwrap_err();
    assert!(!matches!(error.kind(), Kind::NoCredentials(_)), "{error:?}");
    assert!(error.to_string().contains("x.toml"), "{error}");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_or_show_a_value(text in any::<String>(), secret in "[a-z]{12}") {
        let path = std::path::Path::new("f");
        let _ = entry(path, &text, "default");
        for text in [
            format!("[default]\nsecret_key = \"{secret}\""),
            format!("[default]\naccess_key = [\"{secret}\"]"),
            format!("[default]\n\"{secret} = 1"),
            format!("secret_key = \"{secret}\""),
        ] {
            let error = entry(path, &text, "default").unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(&secret), "{shown}");
        }
    }
}
