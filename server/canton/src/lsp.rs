//! The language server.

use std::net::SocketAddr;
use std::process::ExitCode;

/// How the server is started.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The loopback address to listen on; `None`: standard input and output.
    pub socket: Option<SocketAddr>,
    /// How many threads walk and parse; 0: as many as there are cores.
    pub threads: usize,
}

/// Serves one client until it says `exit`.
pub fn run(_options: Options) -> ExitCode {
    ExitCode::from(2)
}
