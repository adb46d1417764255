//! One direction of a connection over a long distance.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, sleep, sleep_until};

/// The bytes that are taken up at once.
const PIECE: usize = 16 << 10;

/// Bytes under way.
struct Piece {
    bytes: Vec<u8>,
    /// When they get there.
    due: Instant,
    /// Their place in the window, until they are confirmed.
    place: OwnedSemaphorePermit,
}

/// Carries bytes until one of the ends is closed. They get there after `delay`, are confirmed after another, and of
/// those that are not there are never more than `window`.
pub(crate) async fn carry(
    from: impl AsyncRead + Unpin,
    to: impl AsyncWrite + Unpin,
    delay: Duration,
    window: usize,
) {
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::join!(take_up(from, sender, delay, window), hand_over(to, receiver, delay));
}

async fn take_up(
    mut from: impl AsyncRead + Unpin,
    sender: mpsc::UnboundedSender<Piece>,
    delay: Duration,
    window: usize,
) {
    let window = Arc::new(Semaphore::new(window));
    let mut buffer = vec![0; PIECE];
    // To those behind this line, an error is an end.
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let places = u32::try_from(length).unwrap_or(u32::MAX);
        let Ok(place) = window.clone().acquire_many_owned(places).await else { return };
        let piece = Piece { bytes: buffer[..length].to_vec(), due: Instant::now() + delay, place };
        if sender.send(piece).is_err() {
            return;
        }
    }
}

async fn hand_over(
    mut to: impl AsyncWrite + Unpin,
    mut receiver: mpsc::UnboundedReceiver<Piece>,
    delay: Duration,
) {
    while let Some(Piece { bytes, due, place }) = receiver.recv().await {
        sleep_until(due).await;
        if to.write_all(&bytes).await.is_err() {
            return;
        }
        tokio::spawn(async move {
            sleep(delay).await;
            drop(place);
        });
    }
    // Closed already, or closed by this.
    let _ = to.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    const DELAY: Duration = Duration::from_millis(50);

    /// How many milliseconds it takes to carry so many bytes and their end.
    async fn time_of(length: usize) -> u128 {
        let began = Instant::now();
        let (mut near, from) = tokio::io::duplex(1 << 20);
        let (to, mut far) = tokio::io::duplex(1 << 20);
        let mut got = vec![];
        let sending = async {
            near.write_all(&vec![7; length]).await.unwrap();
            drop(near);
        };
        let receiving = far.read_to_end(&mut got);
        let ((), (), read) = tokio::join!(sending, carry(from, to, DELAY, 256 << 10), receiving);
        read.unwrap();
        assert_eq!(got, vec![7; length]);
        began.elapsed().as_millis()
    }

    // Timers are a millisecond late at most.

    #[tokio::test(start_paused = true)]
    async fn bytes_get_there_after_the_delay() {
        assert!(matches!(time_of(1).await, 50..=51));
        assert!(matches!(time_of(256 << 10).await, 50..=51));
    }

    #[tokio::test(start_paused = true)]
    async fn a_window_a_round_trip_is_all_that_gets_through() {
        assert!(matches!(time_of(1 << 20).await, 350..=357));
    }
}
