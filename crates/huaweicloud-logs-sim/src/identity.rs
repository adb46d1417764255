//! The account's users and the tokens they hold.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::chance;
use crate::ids::hex;
use crate::scenario::{Account, User};

/// Who is known, and by what.
pub(crate) struct Identities {
    users: Vec<User>,
    lifetime: SignedDuration,
    seed: u64,
    issued: AtomicU64,
    tokens: Mutex<HashMap<String, Grant>>,
    first_token: String,
}

struct Grant {
    user: usize,
    expires: Timestamp,
}

impl Identities {
    /// The account's users, the first of whom already has a token.
    pub(crate) fn new(account: &Account, seed: u64, now: Timestamp) -> Self {
        let mut identities = Self {
            users: account.users.clone(),
            lifetime: account.token_lifetime.signed(),
            seed,
            issued: AtomicU64::new(0),
            tokens: Mutex::default(),
            first_token: String::new(),
        };
        identities.first_token = identities.issue(0, now).0;
        identities
    }

    pub(crate) fn first_token(&self) -> &str {
        &self.first_token
    }

    /// The user of this name and password.
    pub(crate) fn log_in(&self, name: &str, password: &str) -> Option<(usize, &User)> {
        let known = |user: &User| user.name == name && user.password == password;
        self.users.iter().enumerate().find(|(_, user)| known(user))
    }

    /// Gives a user another token, and says until when it is good.
    pub(crate) fn issue(&self, user: usize, now: Timestamp) -> (String, Timestamp) {
        let number = self.issued.fetch_add(1, Ordering::Relaxed);
        let token = format!("simulated-token-{}", hex(&chance::digest(self.seed, "token", number)));
        let expires = now.saturating_add(self.lifetime).unwrap_or(Timestamp::MAX);
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|_, grant| now < grant.expires);
        tokens.insert(token.clone(), Grant { user, expires });
        (token, expires)
    }

    /// Whose token it is, if it is still good.
    pub(crate) fn holder(&self, token: &str, now: Timestamp) -> Option<usize> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.get(token).filter(|grant| now < grant.expires).map(|grant| grant.user)
    }

    /// Whose access key it is.
    pub(crate) fn owner(&self, access_key: &str) -> Option<(usize, &User)> {
        self.users.iter().enumerate().find(|(_, user)| user.access_key == access_key)
    }
}
