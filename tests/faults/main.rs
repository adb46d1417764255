//! Every fault against every kind of server: no download ever hangs, and none ever leaves a wrong file.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod cell;
mod matrix;
mod rows;
mod sequences;
mod strike;
mod torn;
mod world;
