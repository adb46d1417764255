//! What the measured programs share.
//!
//! Each takes the URL of a server and works as its input says: a line holds a number, of calls or of jobs. When
//! they are done the program writes the number and waits for the next line. So whoever measures can look at it
//! before and after, and what starting costs is no part of that.

use huaweicloud_logs::{AccessKey, Cloud, Quota, Result, Service};

/// The project of the test vectors.
pub const PROJECT: &str = "0483b6b16e954cb88930a360d2c4e663";

/// The instance whose log is asked for.
pub const INSTANCE: &str = "3d39c18788b54a919bab633874c159dfin01";

/// An invented access key.
pub const ACCESS_KEY: &str = "HPUATESTAK0000EXAMPLE";

/// The secret key that belongs to it.
pub const SECRET_KEY: &str = "hwtest/SecretKey+0123456789abcdefEXAMPLE";

/// This project, with RDS at `endpoint`.
///
/// # Errors
///
/// When `endpoint` is no URL.
pub fn cloud(endpoint: &str) -> Result<Cloud> {
    Cloud::builder()
        .credentials(AccessKey::new(ACCESS_KEY, SECRET_KEY))
        .project_id(PROJECT)
        .endpoint(Service::Rds, endpoint)
        // What waiting for a turn costs is nobody's processor time.
        .quota(Service::Rds, Quota::unlimited())
        .build()
}
