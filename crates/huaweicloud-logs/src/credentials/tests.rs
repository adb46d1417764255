use std::collections::HashMap;
use std::sync::Arc;

use secrecy::ExposeSecret;

use super::environment::{Found, Variables};
use super::{
    AccessKey, BoxFuture, Chain, Credentials, Password, ProvideCredentials, Secret, Token,
};
use crate::error::{Error, Kind};
use crate::iam::Iam;

/// A place to ask that nobody asks.
pub(super) fn nowhere() -> Iam {
    Iam {
        http: reqwest::Client::builder().no_proxy().build().unwrap(),
        url: None,
        project_name: None,
        project_id: None,
        retry: crate::Retry::never(),
        clock: Arc::default(),
    }
}

fn from(variables: &[(&str, &str)]) -> Result<Found, Error> {
    let variables: HashMap<_, _> =
        variables.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Variables(&|name| Ok(variables.get(name).cloned())).read()
}

fn key(found: Found) -> AccessKey {
    match found {
        Found::Ready(Credentials { secret: Secret::AccessKey(key), .. }) => key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_environment_has_the_names_of_the_official_sdks() {
    let key = key(from(&[
        ("HUAWEICLOUD_SDK_AK", "ak"),
        ("HUAWEICLOUD_SDK_SK", "sk"),
        ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "st"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p"),
    ])
    .unwrap());
    assert_eq!((key.access_key.as_str(), key.secret_key.expose_secret()), ("ak", "sk"));
    assert_eq!(key.security_token.unwrap().expose_secret(), "st");
    assert_eq!(key.project_id.as_deref(), Some("p"));
}

#[test]
fn a_token_comes_before_keys_and_keys_before_a_password() {
    let all = [
        ("HWLOGS_TOKEN", "t"),
        ("HUAWEICLOUD_SDK_AK", "ak"),
        ("HUAWEICLOUD_SDK_SK", "sk"),
        ("HWLOGS_DOMAIN", "d"),
        ("HWLOGS_USER", "u"),
        ("HWLOGS_PASSWORD", "p"),
    ];
    assert!(matches!(
        from(&all).unwrap(),
        Found::Ready(Credentials { secret: Secret::Token(_), .. })
    ));
    assert!(matches!(
        from(&all[1..]).unwrap(),
        Found::Ready(Credentials { secret: Secret::AccessKey(_), .. })
    ));
    assert!(matches!(from(&all[3..]).unwrap(), Found::Password(_)));
    let empty = [("HWLOGS_TOKEN", ""), ("HUAWEICLOUD_SDK_AK", "")];
    let error = from(&empty).unwrap_err();
    assert!(matches!(error.kind(), Kind::NoCredentials(_)) && error.is_config(), "{error:?}");
}

#[test]
fn half_of_what_belongs_together_is_an_error_that_names_the_rest() {
    for (given, missing) in [
        (("HUAWEICLOUD_SDK_AK", "ak"), "HUAWEICLOUD_SDK_SK"),
        (("HUAWEICLOUD_SDK_SK", "sk"), "HUAWEICLOUD_SDK_AK"),
        (("HWLOGS_USER", "u"), "HWLOGS_DOMAIN"),
    ] {
        let error = from(&[given]).unwrap_err();
        assert!(error.to_string().contains(missing), "{error}");
        assert!(!matches!(error.kind(), Kind::NoCredentials(_)), "a chain must not pass it over");
    }
}

#[test]
fn debug_shows_no_secret() {
    let key = AccessKey::new("AK1", "hunter2").with_security_token("hunter3");
    let shown = format!(
        "{:?} {:?} {:?}",
        Credentials::from(key),
        Credentials::from(Token::new("hunter4")),
        Password::new("d", "u", "hunter5"),
    );
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("AK1"));
}

#[test]
fn what_no_header_can_carry_is_refused_without_being_shown() {
    for token in ["", "hunter\n2", " hunter2", "hunter2\n"] {
        let error = Credentials::from(Token::new(token)).check().unwrap_err();
        assert!(!error.to_string().contains("hunter"), "{error}");
    }
    assert!(Credentials::from(AccessKey::new("ak", "s\u{7}k")).check().is_err());
    assert!(Password::new("", "u", "p").check().is_err());
}

#[test]
fn the_user_of_a_token_is_not_the_token() {
    let user = Credentials::from(Token::new("hunter2")).user();
    assert!(!user.contains("hunter2") && user == Credentials::from(Token::new("hunter2")).user());
    assert_ne!(user, Credentials::from(Token::new("hunter3")).user());
    assert_eq!(Credentials::from(AccessKey::new("ak", "sk")).user(), "ak");
    assert_eq!(Credentials::from(AccessKey::new("ak", "sk")).with_user("u").user(), "u");
}

/// Gives what it holds.
#[derive(Clone, Debug)]
struct Gives(Result<Credentials, Error>);

impl ProvideCredentials for Gives {
    fn provide<'a>(&'a self, _iam: &'a Iam) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(async { self.0.clone() })
    }
}

#[tokio::test]
async fn a_chain_takes_the_first_that_has_any_and_passes_over_no_error() {
    let (iam, none) = (nowhere(), || Gives(Err(Error::no_credentials("none here"))));
    let some = |token: &str| Gives(Ok(Token::new(token).into()));
    let wrong = || Gives(Err(Kind::Config("broken".into()).into()));
    let taken = Chain::first(none()).then(some("a")).then(some("b")).provide(&iam).await.unwrap();
    assert_eq!(taken.user(), Credentials::from(Token::new("a")).user());

    let error = Chain::first(none()).then(wrong()).then(some("b")).provide(&iam).await.unwrap_err();
    assert_eq!(error.to_string(), "broken");

    let error = Chain::first(none()).then(none()).provide(&iam).await.unwrap_err();
    assert!(
        error.to_string().contains("none here; none here") && error.hint().is_some(),
        "{error:?}"
    );
}
