//! `cargo xtask corpora`: real code that nobody here wrote, from package registries.
//!
//! Versions are pinned as far as registries let them be, so that two machines measure the same bytes (Debian
//! keeps its newest point release alone, and the dependencies of `crates` are not locked). A corpus that is there is left as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::succeed;

/// Fetches corpora.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Corpora, or `peers` for the tools that we compare with; all of them by default
    names: Vec<String>,
    /// Where they are kept, outside the repository
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// A corpus: its name, and how it comes here.
struct Corpus {
    name: &'static str,
    fetch: fn(&Workshop) -> Result<()>,
}

const CORPORA: [Corpus; 6] = [
    Corpus { name: "django", fetch: django },
    Corpus { name: "homeassistant", fetch: home_assistant },
    Corpus { name: "ts", fetch: ts },
    Corpus { name: "kubernetes", fetch: kubernetes },
    Corpus { name: "jdk17", fetch: jdk17 },
    Corpus { name: "crates", fetch: crates },
];

/// npm packages that ship their TypeScript sources.
const NPM_PACKAGES: [&str; 11] = [
    "cloudflare@7.3.0",
    "effect@4.1.0",
    "@fluentui/react@8.125.7",
    "@blueprintjs/core@6.20.0",
    "openai@6.49.0",
    "ox@1.8.3",
    "rxjs@7.8.2",
    "thirdweb@5.121.6",
    "viem@2.57.20",
    "zod@4.6.7",
    "@tanstack/query-core@5.108.0",
];

const CRATES_MANIFEST: &str = r#"[package]
name = "crates"
version = "0.0.0"
edition = "2021"

[dependencies]
aws-sdk-ec2 = "=1.274.0"
bevy = "=0.16.1"
windows = "=0.61.3"

[workspace]
"#;

/// Bindings that a program wrote: huge, and all alike.
const GENERATED_CRATES: [&str; 3] = ["windows", "winapi", "aws-lc-sys"];

/// A federation of its own, so that a corpus never belongs to what lies around it.
const FEDERATION: &str = "# A corpus to measure on.\ncanon: {}\n";

/// The folders in which a corpus is made.
struct Workshop {
    /// Archives as they were downloaded.
    downloads: PathBuf,
    /// What is to be filled.
    target: PathBuf,
}

/// Fetches what is not there yet.
pub(crate) fn run(options: &Options) -> Result<()> {
    let dir = options.dir.clone().unwrap_or_else(crate::default_corpora);
    let known = |name: &str| name == "peers" || CORPORA.iter().any(|corpus| corpus.name == name);
    if let Some(unknown) = options.names.iter().find(|name| !known(name)) {
        let names = CORPORA.map(|corpus| corpus.name).join(", ");
        bail!("no corpus is called `{unknown}`; there are {names}, and `peers`");
    }
    let wanted = |name: &str| options.names.is_empty() || options.names.iter().any(|it| it == name);
    for corpus in CORPORA.iter().filter(|corpus| wanted(corpus.name)) {
        fetch(corpus, &dir).with_context(|| format!("fetch {}", corpus.name))?;
    }
    if wanted("peers") { peers(&dir).context("install the peers") } else { Ok(()) }
}

/// The folders of the corpora that are there: of those named, or of all.
pub(crate) fn present(dir: &Path, names: &[String]) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for name in names {
        let path = dir.join(name);
        ensure!(path.is_dir(), "{} is not there; `cargo xtask corpora {name}` fetches it", path.display());
        found.push((name.clone(), path));
    }
    if names.is_empty() {
        let all = CORPORA.iter().map(|corpus| (corpus.name.to_owned(), dir.join(corpus.name)));
        found.extend(all.filter(|(_, path)| path.is_dir()));
        ensure!(!found.is_empty(), "no corpus in {}; `cargo xtask corpora` fetches them", dir.display());
    }
    Ok(found)
}

/// Where a peer's program is, if it was installed.
pub(crate) fn peer(dir: &Path, name: &str) -> Option<PathBuf> {
    Some(dir.join(".peers/bin").join(name)).filter(|path| path.is_file())
}

fn fetch(corpus: &Corpus, dir: &Path) -> Result<()> {
    let target = dir.join(corpus.name);
    let mark = target.join("federation.yaml");
    if mark.exists() {
        println!("{}: there", corpus.name);
        return Ok(());
    }
    println!("{}: fetching into {}", corpus.name, target.display());
    let downloads = dir.join(".downloads").join(corpus.name);
    fs::create_dir_all(&downloads)?;
    fs::create_dir_all(&target)?;
    (corpus.fetch)(&Workshop { downloads, target })?;
    // Written last: it says that the corpus is whole.
    fs::write(mark, FEDERATION)?;
    Ok(())
}

fn django(workshop: &Workshop) -> Result<()> {
    workshop.pip(&["--no-binary", ":all:", "django==4.2.16"])?;
    untar(&workshop.download(".tar.gz")?, &workshop.target, &[])
}

fn home_assistant(workshop: &Workshop) -> Result<()> {
    // It needs a newer Python than most machines have; only its sources are wanted.
    workshop.pip(&["--only-binary=:all:", "--python-version", "3.14.2", "homeassistant==2026.11.0"])?;
    unzip(&workshop.download(".whl")?, &workshop.target)
}

fn ts(workshop: &Workshop) -> Result<()> {
    succeed(nice("npm").args(["pack", "--silent"]).args(NPM_PACKAGES).current_dir(&workshop.downloads))?;
    for archive in workshop.all_downloads(".tgz")? {
        let name = archive.file_stem().context("an archive has a name")?;
        let package = workshop.target.join(name);
        fs::create_dir_all(&package)?;
        untar(&archive, &package, &["--strip-components=1"])?;
    }
    keep(&workshop.target, &|path| {
        let name = path.to_string_lossy();
        let built = path.components().any(|part| part.as_os_str() == "dist");
        (name.ends_with(".ts") || name.ends_with(".tsx")) && !name.ends_with(".d.ts") && !built
    })
}

fn kubernetes(workshop: &Workshop) -> Result<()> {
    workshop.apt(&["source", "--download-only", "kubernetes"])?;
    untar(&workshop.download(".orig.tar.gz")?, &workshop.target, &[])
}

fn jdk17(workshop: &Workshop) -> Result<()> {
    workshop.apt(&["download", "openjdk-17-source"])?;
    let unpacked = workshop.downloads.join("unpacked");
    succeed(nice("dpkg-deb").arg("-x").arg(workshop.download(".deb")?).arg(&unpacked))?;
    unzip(&unpacked.join("usr/lib/jvm/openjdk-17/lib/src.zip"), &workshop.target)?;
    fs::remove_dir_all(unpacked)?;
    Ok(())
}

fn crates(workshop: &Workshop) -> Result<()> {
    fs::create_dir_all(workshop.downloads.join("src"))?;
    fs::write(workshop.downloads.join("Cargo.toml"), CRATES_MANIFEST)?;
    fs::write(workshop.downloads.join("src/lib.rs"), "")?;
    let mut vendor = nice("cargo");
    vendor.args(["vendor", "--quiet"]).arg(&workshop.target).current_dir(&workshop.downloads);
    // It prints a configuration that nobody here needs.
    succeed(vendor.stdout(std::process::Stdio::null()))?;
    for entry in fs::read_dir(&workshop.target)? {
        let entry = entry?;
        let name = entry.file_name();
        if GENERATED_CRATES.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// The tools that we are compared with, in a virtual environment of their own.
fn peers(dir: &Path) -> Result<()> {
    let home = dir.join(".peers");
    if peer(dir, "ast-grep").is_none() || peer(dir, "ruff").is_none() {
        succeed(nice("python3").args(["-m", "venv"]).arg(&home))?;
        let mut install = nice(&home.join("bin/pip").to_string_lossy());
        succeed(install.args(["install", "--quiet", "ast-grep-cli==0.51.1", "ruff==0.17.6"]))?;
    }
    let ctags = Command::new("ctags").arg("--version").output();
    let universal = ctags.is_ok_and(|it| String::from_utf8_lossy(&it.stdout).contains("Universal Ctags"));
    println!("peers: in {}", home.display());
    ensure!(universal, "Universal Ctags is not there; `apt-get install universal-ctags` installs it");
    Ok(())
}

impl Workshop {
    fn pip(&self, arguments: &[&str]) -> Result<()> {
        let mut pip = nice("python3");
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps"]).args(arguments);
        succeed(pip.current_dir(&self.downloads))
    }

    /// Runs apt-get with lists of its own: the system's stay as they are, and no root is needed.
    fn apt(&self, arguments: &[&str]) -> Result<()> {
        const LISTS: &str = "deb http://deb.debian.org/debian bookworm main\n\
                             deb-src http://deb.debian.org/debian bookworm main\n";
        fs::write(self.downloads.join("sources.list"), LISTS)?;
        fs::create_dir_all(self.downloads.join("lists/partial"))?;
        let option = |key: &str, path: &str| format!("{key}={}", self.downloads.join(path).display());
        let options = [
            option("Dir::Etc::SourceList", "sources.list"),
            "Dir::Etc::SourceParts=/dev/null".to_owned(),
            option("Dir::State::Lists", "lists"),
            format!("APT::Sandbox::User={}", std::env::var("USER").unwrap_or_else(|_| "root".to_owned())),
        ];
        for arguments in [&["--quiet", "update"], arguments] {
            let mut apt = nice("apt-get");
            apt.args(options.iter().flat_map(|it| ["-o", it])).args(arguments);
            succeed(apt.current_dir(&self.downloads))?;
        }
        Ok(())
    }

    /// The one download whose name ends so.
    fn download(&self, end: &str) -> Result<PathBuf> {
        self.all_downloads(end)?.pop().with_context(|| format!("no {end} was downloaded"))
    }

    fn all_downloads(&self, end: &str) -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(&self.downloads)?;
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with(end))
            .collect();
        paths.sort_unstable();
        Ok(paths)
    }
}

/// A command that leaves the machine to others.
fn nice(program: &str) -> Command {
    if cfg!(not(unix)) {
        return Command::new(program);
    }
    let mut command = Command::new("nice");
    command.args(["-n", "19", program]);
    command
}

fn untar(archive: &Path, target: &Path, options: &[&str]) -> Result<()> {
    succeed(nice("tar").arg("-xzf").arg(archive).arg("-C").arg(target).args(options))
}

fn unzip(archive: &Path, target: &Path) -> Result<()> {
    succeed(nice("python3").args(["-m", "zipfile", "-e"]).arg(archive).arg(target))
}

/// Removes every file below `dir` that `wanted` does not want.
fn keep(dir: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            keep(&path, wanted)?;
        } else if !wanted(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
