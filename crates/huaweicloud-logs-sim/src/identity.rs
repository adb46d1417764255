//! The account's users and the tokens they hold.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::chance;
use crate::ids::hex;
use crate::scenario::{Account, User};

/// How many tokens are good at once; the one that would expire first goes.
const TOKENS: usize = 1000;

/// Who is known, and by what.
pub(crate) struct Identities {
    users: Vec<User>,
    lifetime: SignedDuration,
    seed: u64,
    tokens: Mutex<Tokens>,
    first_token: String,
}

#[derive(Default)]
struct Tokens {
    good: HashMap<String, Grant>,
    /// How many each user was given.
    issued: HashMap<usize, u64>,
}

struct Grant {
    caller: Caller,
    expires: Timestamp,
}

/// Who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The number of the user.
    pub(crate) user: usize,
    /// Whether what the request was sent with is for the project, and not for the account.
    pub(crate) for_project: bool,
}

impl Identities {
    /// The account's users, the first of whom already has a token for the project.
    pub(crate) fn new(account: &Account, seed: u64, now: Timestamp) -> Self {
        let mut identities = Self {
            users: account.users.clone(),
            lifetime: account.token_lifetime.signed(),
            seed,
            tokens: Mutex::default(),
            first_token: String::new(),
        };
        identities.first_token = identities.issue(Caller { user: 0, for_project: true }, now).0;
        identities
    }

    pub(crate) fn first_token(&self) -> &str {
        &self.first_token
    }

    /// The user of this name and password.
    pub(crate) fn log_in(&self, name: &str, password: &str) -> Option<usize> {
        self.users.iter().position(|user| user.name == name && user.password == password)
    }

    /// Gives out another token, and says until when it is good.
    pub(crate) fn issue(&self, caller: Caller, now: Timestamp) -> (String, Timestamp) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let number = tokens.issued.entry(caller.user).or_default();
        let digest = chance::digest(self.seed, &format!("token of user {}", caller.user), *number);
        *number += 1;
        let token = format!("simulated-token-{}", hex(&digest));
        let expires = now.saturating_add(self.lifetime).unwrap_or(Timestamp::MAX);
        tokens.good.retain(|_, grant| now < grant.expires);
        if tokens.good.len() == TOKENS {
            // The one that clients are told about stays.
            let others = tokens.good.iter().filter(|(token, _)| **token != self.first_token);
            let first = others.min_by_key(|(token, grant)| (grant.expires, *token));
            if let Some(token) = first.map(|(token, _)| token.clone()) {
                tokens.good.remove(&token);
            }
        }
        tokens.good.insert(token.clone(), Grant { caller, expires });
        (token, expires)
    }

    /// Who holds a token, if it is still good.
    pub(crate) fn holder(&self, token: &str, now: Timestamp) -> Option<Caller> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.good.get(token).filter(|grant| now < grant.expires).map(|grant| grant.caller)
    }

    /// Whose access key it is.
    pub(crate) fn owner(&self, access_key: &str) -> Option<(usize, &User)> {
        self.users.iter().enumerate().find(|(_, user)| user.access_key == access_key)
    }
}
