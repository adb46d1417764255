//! The thread that writes a file.

use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::finish;
use super::journal::State;
use super::partial::Partial;
use super::{Order, io_error};
use crate::Result;
use crate::error::Kind;

/// How often what was written is synced and noted: as much work may be lost in a crash.
const PACE: Duration = Duration::from_millis(500);

/// Does what it is told until nobody tells it anything any more, and leaves what is there in good order.
pub(super) fn serve(mut partial: Partial, mut orders: mpsc::Receiver<Order>) -> Result<()> {
    // What was written, be it noted or not.
    let mut written = partial.state.clone();
    let mut noted_at = Instant::now();
    while let Some(order) = orders.blocking_recv() {
        match order {
            Order::Write { at, chunks } => {
                let length: usize = chunks.iter().map(|chunk| chunk.len()).sum();
                if let Err(error) = partial.write(&chunks, at) {
                    let error = io_error("write", partial.path(), error);
                    // What was written before may well be saved; of a disk that fails nobody expects it.
                    let _ = partial.checkpoint(&written);
                    return Err(error);
                }
                written.held.insert(at, at + length as u64);
                if noted_at.elapsed() >= PACE {
                    note(&mut partial, &written)?;
                    noted_at = Instant::now();
                }
            }
            Order::Read { at, length, reply } => {
                let read = partial.read(at, length);
                let _ = reply.send(read.map_err(|error| io_error("read", partial.path(), error)));
            }
            Order::Describe { object, missing, reply } => {
                written.object = object;
                let _ = reply.send(room(&partial, missing));
            }
            Order::Recognise { name, object, decompressed, reply } => {
                let known = finish::recognise(partial.folder(), &name, &object, decompressed);
                let known = known.map_err(|error| io_error("look into", partial.folder(), error));
                let _ = reply.send(known);
            }
            Order::Truncate { object, end, reply } => {
                written.object.clone_from(&object);
                written.held.truncate(end);
                let cleared = partial.truncate(object, end);
                let _ = reply.send(
                    cleared.map_err(|error| io_error("start over with", partial.path(), error)),
                );
            }
            Order::Finish { finish, reply } => {
                // Whatever happens now, all bytes are there for the next attempt.
                note(&mut partial, &written)?;
                match finish.run(&partial, &written) {
                    Ok(arrived) => {
                        let gone = partial.finished();
                        let _ = reply.send(Ok(arrived));
                        // The file is there and whole; a journal that stays is taken away by the next download.
                        let _ = gone;
                        return Ok(());
                    }
                    Err(error) => {
                        let _ = reply.send(Err(error));
                    }
                }
            }
            Order::Discard => {
                let path = partial.path().to_owned();
                return partial.discard().map_err(|error| io_error("remove", &path, error));
            }
        }
    }
    if written.held.bytes() == 0 && partial.state.held.bytes() == 0 {
        // Nothing came that would be worth keeping.
        let path = partial.path().to_owned();
        return partial.discard().map_err(|error| io_error("remove", &path, error));
    }
    note(&mut partial, &written)
}

fn note(partial: &mut Partial, written: &State) -> Result<()> {
    let path = partial.path().to_owned();
    partial.checkpoint(written).map_err(|error| io_error("sync", &path, error))
}

/// Whether there is room for so many bytes more.
fn room(partial: &Partial, missing: Option<u64>) -> Result<()> {
    // A file system that doesn't tell how much is free will tell when it is full.
    if let Some(needed) = missing
        && let Ok(free) = fs4::available_space(partial.folder())
        && free < needed
    {
        return Err(Kind::NoSpace { folder: partial.folder().to_owned(), needed, free }.into());
    }
    Ok(())
}
