//! The binary: see the library for what it does.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    {
        // The allocator asks for huge pages, which take a fifth more memory and save no time that could be measured.
        // Where the kernel knows no such switch, they stay.
        let _ = rustix::thread::disable_transparent_huge_pages(true);
    }
    canton::cli::run()
}
