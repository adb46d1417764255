//! What happens to a download, and when.

use std::fmt;

use huaweicloud_logs_sim::{Fault, FaultOrder, Framing, On, Position, Service};

use super::world::Way;

/// What a server is like, whatever else happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    Ranges,
    NoRanges,
    /// Neither a length nor chunks: the end of the connection is the end of the file, good or bad.
    Unframed,
    Chunked,
}

impl Server {
    pub(crate) const ALL: [Self; 4] = [Self::Ranges, Self::NoRanges, Self::Unframed, Self::Chunked];

    pub(crate) fn order(self) -> Option<FaultOrder> {
        let fault = match self {
            Self::Ranges => return None,
            Self::NoRanges => Fault::IgnoreRange,
            Self::Unframed => Fault::NoLength { framing: Framing::Close },
            Self::Chunked => Fault::NoLength { framing: Framing::Chunked },
        };
        Some(FaultOrder::new(fault).on(On::service(Service::Obs)))
    }

    /// How many requests come before the one whose bytes are taken: of an object without a length, a range is tried
    /// first.
    fn tries(self) -> u64 {
        u64::from(self == Self::Unframed)
    }
}

/// How often a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    Once,
    Twice,
    Always,
}

impl Times {
    pub(crate) const ALL: [Self; 3] = [Self::Once, Self::Twice, Self::Always];
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Once => "once",
            Self::Twice => "twice",
            Self::Always => "always",
        })
    }
}

/// From which request on a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// The first of all.
    First,
    /// The first whose bytes are taken.
    Body,
    /// The one after that.
    Resume,
    /// One of those it is about, whatever they are good for.
    Number(u64),
}

/// A fault that strikes requests for bytes.
#[derive(Clone, Debug)]
pub(crate) struct Strike {
    pub(crate) fault: Fault,
    pub(crate) when: When,
    pub(crate) times: Times,
}

impl Strike {
    pub(crate) fn order(&self, way: Way, server: Server) -> FaultOrder {
        let on = match (&self.fault, way) {
            (Fault::FileName { .. }, Way::CloudDc) => On::service(Service::CloudDc),
            (Fault::FileName { .. }, _) => On::service(Service::Rds),
            (Fault::OtherObject, _) => On::operation("DownloadErrorlog"),
            (_, Way::CloudDc) if !of_the_store(&self.fault) => On::operation("DownloadServerLogs"),
            _ => On::service(Service::Obs),
        };
        // Those that need a range are not met by a request without, nor other links by one for bytes.
        let first = match &self.fault {
            Fault::IgnoreRange | Fault::ContentRange { .. } | Fault::RangeNotSatisfiable { .. } => {
                0
            }
            Fault::OtherObject => 0,
            _ => 1,
        };
        let order = FaultOrder::new(self.fault.clone()).on(on).after(match self.when {
            When::First => 0,
            When::Number(number) => number,
            When::Body => server.tries(),
            When::Resume if self.fault == Fault::OtherObject => 1,
            When::Resume => server.tries() + first,
        });
        match self.times {
            Times::Once => order.times(1),
            Times::Twice => order.times(2),
            Times::Always => order,
        }
    }
}

fn of_the_store(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::ExpiredLink
            | Fault::ReplaceObject { .. }
            | Fault::Etag { .. }
            | Fault::IgnoreRange
            | Fault::ContentRange { .. }
            | Fault::RangeNotSatisfiable { .. }
            | Fault::NoLength { .. }
    )
}

/// What happens to a download.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) strikes: Vec<Strike>,
    /// How much comes before it ends for good, if that is certain: a reset may overtake bytes on their way.
    pub(crate) came: Option<Position>,
    /// What follows when links expire, which they do at the first retry.
    pub(crate) reissue: Option<&'static str>,
    /// A name from whoever calls.
    pub(crate) file_name: Option<String>,
}

impl Row {
    pub(crate) fn new(name: impl Into<String>, strikes: impl Into<Vec<Strike>>) -> Self {
        let (name, strikes) = (name.into(), strikes.into());
        Self { name, strikes, came: None, reissue: None, file_name: None }
    }

    pub(crate) fn came(mut self, came: Position) -> Self {
        self.came = Some(came);
        self
    }

    pub(crate) fn stalls(&self) -> bool {
        let stalls = |strike: &Strike| matches!(strike.fault, Fault::Stall { lasts: None, .. });
        self.strikes.iter().any(stalls)
    }

    /// Whether it can happen there at all.
    pub(crate) fn fits(&self, way: Way) -> bool {
        let any =
            |wanted: fn(&Fault) -> bool| self.strikes.iter().any(|strike| wanted(&strike.fault));
        let of_jobs = self.reissue.is_some() || any(|fault| *fault == Fault::OtherObject);
        match way {
            Way::Link => !of_jobs,
            Way::Renewed => !of_jobs && any(is_refusal),
            Way::Rds => true,
            // Throttling an API is a matter of the quota, which would hold up the next run as well.
            Way::CloudDc => {
                !of_jobs && !any(of_the_store) && !any(is_throttling) && !any(is_hidden)
            }
        }
    }
}

fn is_throttling(fault: &Fault) -> bool {
    matches!(fault, Fault::Status { status: 429, .. })
}

/// Whether nobody can know of it: without a tag an archive has to prove itself, and where its first two bytes are
/// others it is none.
fn is_hidden(fault: &Fault) -> bool {
    matches!(fault, Fault::Corrupt { at: Position::Byte(0 | 1) })
}

/// Whether another link may help.
fn is_refusal(fault: &Fault) -> bool {
    matches!(fault, Fault::ExpiredLink | Fault::Status { status: 401 | 404 | 410, .. })
}
