//! What the integration tests share.

mod journey;
mod proxy;
mod tls_cloud;
mod watched;

use huaweicloud_logs::{AccessKey, Cloud, CloudBuilder, Password, Service, Token};
use huaweicloud_logs_sim::Connection;
use xtask::document::Document;
use xtask::{SERVICES, workspace_root};

pub use journey::{Journey, quick, quick_retry};
pub use proxy::ForwardProxy;
pub use tls_cloud::{CONTENT, Manner, Seen, TlsCloud};
pub use watched::Watched;

/// The four documents.
///
/// # Panics
///
/// When one can't be read.
#[must_use]
pub fn documents() -> Vec<Document> {
    let load = |service| Document::load(&workspace_root(), service);
    SERVICES.map(|service| load(service).unwrap_or_else(|problems| panic!("{problems}"))).into()
}

/// A builder that sends everything to the simulator, without credentials yet.
#[must_use]
pub fn towards(connection: &Connection) -> CloudBuilder {
    towards_unknown_project(connection).project_id(&connection.project_id)
}

/// The same without the project's id: its name has to do.
#[must_use]
pub fn towards_unknown_project(connection: &Connection) -> CloudBuilder {
    Cloud::builder()
        .project_name(&connection.region)
        .iam_endpoint(&connection.iam)
        .endpoint(Service::Rds, &connection.rds)
        .endpoint(Service::Dds, &connection.dds)
        .endpoint(Service::Dcs, &connection.dcs)
        .endpoint(Service::CloudDc, &connection.clouddc)
}

/// The simulator's access key.
#[must_use]
pub fn access_key(connection: &Connection) -> AccessKey {
    AccessKey::new(&connection.access_key, &connection.secret_key)
}

/// The simulator's user.
#[must_use]
pub fn password(connection: &Connection) -> Password {
    Password::new(&connection.domain_name, &connection.user_name, &connection.password)
}

/// The simulator's token.
#[must_use]
pub fn token(connection: &Connection) -> Token {
    Token::new(&connection.token)
}
