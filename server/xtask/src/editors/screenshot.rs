//! The picture in the README: Neovim in tmux, what tmux shows as HTML, and that in a browser without a window.

mod ansi;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, thread};

use anyhow::{Context, Result, bail};

use super::{Scratch, build_server, copy_folder, install_neovim, output_of, succeed, xdg};

const COLUMNS: u32 = 114;
const ROWS: u32 = 34;

/// The file in the picture.
const CHANGED: &str = "infra/provision.py";

/// How long the server may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// Writes `editors/neovim/doc/screenshot.png`: what an agent has just written, in Neovim. Needs tmux, chromium
/// and a DejaVu font.
pub(crate) fn screenshot(root: &Path) -> Result<()> {
    let neovim = install_neovim(root)?;
    let server = build_server(root)?;
    let scratch = Scratch::new("neovim-screenshot")?;
    let workspace = scratch.path.join("shop");
    copy_folder(&root.join("test-workspaces/environment-provision"), &workspace)?;
    pin_then_change(&server, &workspace)?;

    let terminal = Terminal::new(scratch.path.join("tmux.socket").to_string_lossy().into_owned());
    let mut start = terminal.tmux();
    start.args(["-f", "/dev/null", "new-session", "-d"]);
    start.args(["-x", &COLUMNS.to_string(), "-y", &ROWS.to_string()]);
    start.arg("-c").arg(&workspace);
    start.args(["env", "TERM=tmux-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"]);
    for (variable, value) in xdg(&scratch) {
        start.arg(format!("{variable}={}", value.display()));
    }
    start.arg(format!("CANTON={}", server.display()));
    start.arg(&neovim).args(["--clean", "-u"]).arg(root.join("editors/neovim/tests/screenshot.lua"));
    start.arg(CHANGED);
    succeed(&mut start)?;

    // `screenshot.lua` maps the function keys to the steps of the picture.
    terminal.press("F5")?;
    terminal.wait_for(&["drifted · environment-provision", "uncantonized", "is no longer what"])?;
    terminal.press("F6")?;
    terminal.wait_for(&["drifted · environment-provision", "Invariant"])?;
    let screen = terminal.capture(&["-e", "-N"])?;

    let html = scratch.path.join("screen.html");
    fs::write(&html, ansi::to_html(&screen)).with_context(|| format!("write {}", html.display()))?;
    photograph(&html, &root.join("editors/neovim/doc/screenshot.png"))
}

/// Makes the workspace one in which an owner has vouched for a function, and an agent has then made it shorter.
fn pin_then_change(server: &Path, workspace: &Path) -> Result<()> {
    output_of(Command::new(server).current_dir(workspace).args(["pin", "environment-provision"]))?;
    let path = workspace.join(CHANGED);
    let text = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    let (before, rest) = text.split_once("    if backend.exists(").context("the check is in the code")?;
    let (_, after) = rest.split_once("FileExistsError(spec.name)\n").context("so is its end")?;
    fs::write(&path, [before, after].concat()).with_context(|| format!("write {}", path.display()))
}

/// A tmux of its own, gone when it is dropped.
struct Terminal {
    socket: String,
}

impl Terminal {
    fn new(socket: String) -> Terminal {
        Terminal { socket }
    }

    fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.env_remove("TMUX").args(["-u", "-S", &self.socket]);
        command
    }

    fn press(&self, key: &str) -> Result<()> {
        succeed(self.tmux().args(["send-keys", key]))
    }

    fn capture(&self, flags: &[&str]) -> Result<String> {
        output_of(self.tmux().args(["capture-pane", "-p"]).args(flags))
    }

    /// Waits until all of `texts` are on the screen, and the screen rests.
    fn wait_for(&self, texts: &[&str]) -> Result<()> {
        let start = Instant::now();
        let mut before = String::new();
        loop {
            let screen = self.capture(&[])?;
            if texts.iter().all(|text| screen.contains(text)) && screen == before {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                bail!("{texts:?} do not come to rest on the screen:\n{screen}");
            }
            before = screen;
            thread::sleep(Duration::from_millis(300));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").output();
    }
}

/// Renders a page of ours to a PNG of twice the density.
fn photograph(html: &Path, png: &Path) -> Result<()> {
    let (width, height) = ansi::page_size(COLUMNS, ROWS);
    let mut browser = Command::new("chromium");
    // No sandbox, for containers in which we are root: the page is ours, and has no script.
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]);
    browser.args(["--force-device-scale-factor=2", "--disable-background-networking"]);
    browser.arg(format!("--user-data-dir={}", html.with_extension("profile").display()));
    browser.arg(format!("--window-size={width},{height}"));
    browser.arg(format!("--screenshot={}", png.display())).arg(format!("file://{}", html.display()));
    output_of(&mut browser)?;
    let picture = fs::read(png).with_context(|| format!("read {}", png.display()))?;
    if !picture.starts_with(b"\x89PNG") {
        bail!("{} is not a PNG", png.display());
    }
    Ok(())
}
