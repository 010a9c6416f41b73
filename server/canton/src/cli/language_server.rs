//! `canton lsp`

use clap::Args;
use std::net::SocketAddr;
use std::process::ExitCode;

use super::{Common, Failure};
use crate::lsp;

#[derive(Args)]
pub(super) struct Options {
    /// Speak over standard input and output; that is what it does anyway
    #[arg(long, conflicts_with = "socket")]
    stdio: bool,
    /// Listen on an address of this machine, for one client
    #[arg(long, value_name = "ADDR")]
    socket: Option<SocketAddr>,
}

pub(super) fn run(options: &Options, common: &Common) -> Result<ExitCode, Failure> {
    let _ = options.stdio;
    if let Some(address) = options.socket.filter(|address| !address.ip().is_loopback()) {
        let problem = format!("`{address}` can be reached from other machines");
        return Err(Failure::new(
            problem,
            "whoever connects can read the code: use a loopback address, 127.0.0.1:PORT",
        ));
    }
    Ok(lsp::run(lsp::Options { socket: options.socket, threads: common.threads }))
}
