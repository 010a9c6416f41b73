//! Running: the copy of a package, its tests under the hooks, and `canton check` over it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use ignore::WalkBuilder;

use super::Options;
use crate::process;
use crate::smoke::report::Report;

/// The hooks, and what tells which call is written where. Python finds `sitecustomize` by its name.
const HOOKS: [(&str, &str); 5] = [
    ("sitecustomize.py", include_str!("python/sitecustomize.py")),
    ("canton_calls.py", include_str!("python/canton_calls.py")),
    ("canton_effects.py", include_str!("python/canton_effects.py")),
    ("canton_trace.py", include_str!("python/canton_trace.py")),
    ("canton_written.py", include_str!("python/canton_written.py")),
];

/// One canton for everything, which promises to do nothing; what is not known to do nothing is not canonical.
const FEDERATION: &str = "canon: {requires: [pure]}\n";
const CANTON: &str = "name: all\nsource: \"**\"\nowner: \"@x\"\neffects: []\n";

/// What a package's own settings say of pytest and must not: that warnings are errors, or plugins needed.
const SETTINGS: [&str; 5] =
    ["addopts=", "filterwarnings=default", "required_plugins=", "minversion=", "xfail_strict=false"];

/// Says what is missing of Python and pytest.
pub(super) fn python() -> Result<()> {
    let mut command = Command::new("python3");
    command.args(["-c", "import sys, pytest; sys.exit(sys.version_info < (3, 11))"]);
    let output = command.output().context("run python3, which runs the tests")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        !said.contains("No module named 'pytest'"),
        "python3 has no pytest: `python3 -m pip install pytest`"
    );
    ensure!(output.status.success(), "python3 must be 3.11 or newer, to name functions in full {said}");
    Ok(())
}

/// The folders in which a package is tried.
pub(super) struct Workshop {
    /// The copy of the package, with a federation of its own.
    package: PathBuf,
    hooks: PathBuf,
    /// What the hooks write.
    pub(super) trace: PathBuf,
    /// What the tests print, and what `check` prints.
    output: PathBuf,
}

impl Workshop {
    /// Copies the package and writes the hooks below `folder`, which is emptied.
    pub(super) fn make(package: &Path, folder: &Path) -> Result<Workshop> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("empty {}", folder.display()))?;
        }
        for name in ["hooks", "trace", "output"] {
            fs::create_dir_all(folder.join(name)).with_context(|| format!("make {}", folder.display()))?;
        }
        let folder = folder.canonicalize()?;
        let workshop = Workshop {
            package: folder.join("package"),
            hooks: folder.join("hooks"),
            trace: folder.join("trace"),
            output: folder.join("output"),
        };
        copy(package, &workshop.package)?;
        fs::write(workshop.package.join("federation.yaml"), FEDERATION)?;
        fs::write(workshop.package.join("all.canton.yaml"), CANTON)?;
        for (name, text) in HOOKS {
            fs::write(workshop.hooks.join(name), text)?;
        }
        Ok(workshop)
    }

    /// Runs the tests, and gives pytest's last line. That some fail is nothing to us.
    pub(super) fn run_tests(&self, options: &Options) -> Result<String> {
        let printed = self.output.join("pytest.txt");
        let output = fs::File::create(&printed)?;
        let mut command = Command::new("python3");
        command.args([
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "canton_calls",
            "--continue-on-collection-errors",
        ]);
        command
            .args(SETTINGS.iter().flat_map(|it| ["-o", it]))
            .args(&options.pytest)
            .args(self.tests(options)?);
        command.current_dir(&self.package).stdin(Stdio::null());
        command.env("PYTHONPATH", self.python_path(options)?).env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("CANTON_ROOT", &self.package).env("CANTON_TRACE", &self.trace);
        command.stdout(output.try_clone()?).stderr(output);
        let child = command.spawn().with_context(|| process::display(&command))?;
        let ended = wait(child, Duration::from_secs(options.seconds))?;
        let printed = String::from_utf8_lossy(&fs::read(printed)?).into_owned();
        let last = printed.lines().rev().find(|it| !it.trim().is_empty()).unwrap_or("nothing");
        Ok(if ended { last.trim_matches(['=', ' ']).to_owned() } else { "stopped half-way".to_owned() })
    }

    fn tests(&self, options: &Options) -> Result<Vec<PathBuf>> {
        if !options.tests.is_empty() {
            return Ok(options.tests.clone());
        }
        let usual = ["tests", "test", "testing"].map(PathBuf::from);
        let found = usual.into_iter().find(|it| self.package.join(it).is_dir());
        Ok(vec![found.context("there is no `tests`, `test` or `testing`; `--tests` names the folder")?])
    }

    /// The hooks, then where the package's imports start.
    fn python_path(&self, options: &Options) -> Result<std::ffi::OsString> {
        let usual = ["src", "lib"].map(PathBuf::from);
        let mut folders = vec![self.hooks.clone()];
        let sources = if options.path.is_empty() { &usual[..] } else { &options.path };
        folders.extend(sources.iter().map(|it| self.package.join(it)).filter(|it| it.is_dir()));
        folders.push(self.package.clone());
        std::env::join_paths(folders).context("a folder's name has a colon")
    }

    /// What Canton says of the copy.
    pub(super) fn check(&self, binary: &Path) -> Result<Report> {
        let output = self.output.join("check.json");
        let mut command = Command::new(binary);
        command.args(["check", "--no-cache", "--format", "json", "--symbols", "--calls"]).arg(&self.package);
        let cost = process::measure(&mut command, Some(&output))?;
        // 1 is a finding.
        if !matches!(cost.status.code(), Some(0 | 1)) {
            bail!("{}: {}", process::display(&command), cost.status);
        }
        Report::read(&output)
    }

    /// Every call that is written in the package, a line each.
    pub(super) fn written(&self) -> Result<String> {
        let mut command = Command::new("python3");
        command.arg(self.hooks.join("canton_written.py")).arg(&self.package);
        let output = command.output().context("run python3")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{}: {said}", process::display(&command));
        Ok(String::from_utf8(output.stdout)?)
    }
}

/// Copies files and folders, but no links and nothing of git.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let walk =
        WalkBuilder::new(from).standard_filters(false).filter_entry(|it| it.file_name() != ".git").build();
    for entry in walk {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        match entry.file_type() {
            Some(kind) if kind.is_dir() => fs::create_dir_all(&target),
            Some(kind) if kind.is_file() => fs::copy(entry.path(), &target).map(|_| ()),
            _ => Ok(()),
        }
        .with_context(|| format!("copy {}", entry.path().display()))?;
    }
    Ok(())
}

/// Whether the child ended in time; if not, it is ended.
fn wait(mut child: Child, limit: Duration) -> Result<bool> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if child.try_wait()?.is_some() {
            return Ok(true);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill().context("end the tests")?;
    child.wait()?;
    Ok(false)
}
