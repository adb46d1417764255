//! The programs that are compared.

use serde::Serialize;

use super::Workload;

/// A program, and how it is asked to download.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Peer {
    Ours,
    OursOneConnection,
    Curl,
    /// Syncs what it wrote to disk, as ours does.
    CurlAndSync,
    Wget,
    Wget2,
    Aria2,
    /// Over four connections.
    Aria2Four,
    Rclone,
    /// The least that a program can do.
    ReqwestLoop,
    ObjectStore,
}

impl Peer {
    /// Those that take part.
    pub(super) fn of(workload: Workload) -> &'static [Self] {
        use Peer::{
            Aria2, Aria2Four, Curl, CurlAndSync, ObjectStore, Ours, OursOneConnection, Rclone,
            ReqwestLoop, Wget, Wget2,
        };
        match workload {
            Workload::OneGib | Workload::SixtyFourMib => &[
                Ours,
                ReqwestLoop,
                ObjectStore,
                Curl,
                CurlAndSync,
                Wget,
                Wget2,
                Aria2,
                Aria2Four,
                Rclone,
            ],
            Workload::Tls => &[Ours, ReqwestLoop, Curl, CurlAndSync, Wget, Aria2],
            Workload::Small => &[Ours, Curl, CurlAndSync, Wget2, Aria2],
            Workload::Far => &[Ours, OursOneConnection, Curl, Aria2Four],
            Workload::Faults => &[Ours, Curl, Wget, Wget2, Aria2, Rclone],
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "hwlogs",
            Self::OursOneConnection => "hwlogs, one connection",
            Self::Curl => "curl",
            Self::CurlAndSync => "curl + sync",
            Self::Wget => "wget",
            Self::Wget2 => "wget2",
            Self::Aria2 => "aria2",
            Self::Aria2Four => "aria2, 4 connections",
            Self::Rclone => "rclone copyurl",
            Self::ReqwestLoop => "reqwest loop",
            Self::ObjectStore => "object_store",
        }
    }
}
