//! `cargo xtask compat` names every change of a document, and asks for what breaking ones need.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod answers;
mod anything;
mod components;
mod edits;
mod extensions;
mod operations;
mod people;
mod repository;
mod requests;
mod revisions;
mod verdicts;

/// A document of the tests' own, so that the real ones can change without them.
const FIXTURE: &str = include_str!("../fixture.yaml");
