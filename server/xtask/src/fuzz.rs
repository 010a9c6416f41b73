//! `cargo xtask fuzz`: builds the targets of `server/fuzz` and runs each for some seconds.
//!
//! libFuzzer finds its way by counters that the compiler puts into the code. cargo-fuzz asks a nightly toolchain
//! for them; the pass that adds them is in every toolchain, and its stable flags are below. What needs nightly is
//! the address sanitizer, which code without `unsafe` has little use for.
//!
//! The corpus grows in `target/fuzz/corpus` from run to run. To see a crash again, run the target of that name
//! in `target/fuzz/<host>/release` with the file of the crash as its only argument.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail, ensure};
use canton_grammars::Language;

const TARGETS: [&str; 7] = ["codeowners", "edits", "manifest", "outline", "plan", "scip", "yaml"];

/// What `-Zsanitizer` would add for libFuzzer alone.
const RUSTFLAGS: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// An input of this many bytes shows what a larger one would.
const MAX_LEN: usize = 8 * 1024;

/// Runs every target for `seconds`, from seeds and what earlier runs found.
///
/// # Errors
///
/// When a target does not build, or when it finds an input on which it crashes, hangs or takes too much memory.
pub(crate) fn run(seconds: u32) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let folder = root.join("target/fuzz");
    let binaries = build(&root, &folder)?;
    plant_seeds(&root, &folder.join("corpus"))?;
    let mut crashed = Vec::new();
    for target in TARGETS {
        println!("{target}: {seconds} s");
        if !fuzz(&binaries, &folder, target, seconds)? {
            crashed.push(target);
        }
    }
    if !crashed.is_empty() {
        bail!("{} crashed: see {}", crashed.join(", "), folder.join("artifacts").display());
    }
    Ok(())
}

/// Builds all targets, and says in which folder they are.
fn build(root: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let host = host()?;
    let status = Command::new("cargo")
        // With a target of its own named, the flags are not for build scripts, which could not link with them.
        .args(["build", "--release", "--bins", "--target", &host, "--manifest-path"])
        .arg(root.join("server/fuzz/Cargo.toml"))
        .env("CARGO_TARGET_DIR", folder)
        .env("RUSTFLAGS", RUSTFLAGS)
        .status()
        .context("cargo cannot be run")?;
    ensure!(status.success(), "the fuzz targets do not build");
    Ok(folder.join(host).join("release"))
}

fn host() -> anyhow::Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("rustc cannot be run")?;
    let output = String::from_utf8(output.stdout)?;
    let host =
        output.lines().find_map(|it| it.strip_prefix("host: ")).context("rustc does not name its host")?;
    Ok(host.to_owned())
}

/// Whether the target found nothing.
fn fuzz(binaries: &Path, folder: &Path, target: &str, seconds: u32) -> anyhow::Result<bool> {
    let artifacts = folder.join("artifacts").join(target);
    fs::create_dir_all(&artifacts)?;
    let log = fs::File::create(folder.join(format!("{target}.log")))?;
    let status = Command::new(binaries.join(target))
        .arg(folder.join("corpus").join(target))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={MAX_LEN}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"])
        .stderr(log)
        .status()
        .with_context(|| format!("{target} cannot be run"))?;
    Ok(status.success())
}

/// Writes the examples of the languages and the files of the test workspaces as inputs, each with the bytes
/// before it that choose what its target does.
fn plant_seeds(root: &Path, corpus: &Path) -> anyhow::Result<()> {
    for target in TARGETS {
        fs::create_dir_all(corpus.join(target))?;
    }
    let mut files = Vec::new();
    for folder in [
        "grammars",
        "server/evidence/tests",
        "server/fuzz/seeds",
        "server/syntax/examples",
        "test-workspaces",
    ] {
        collect_files(&root.join(folder), &mut files)?;
    }
    files.sort();
    for (number, file) in files.iter().enumerate() {
        let Ok(bytes) = fs::read(file) else { continue };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let plant = |target: &str, choices: &[u8]| {
            let choice = choices.first().copied().unwrap_or_default();
            let path = corpus.join(target).join(format!("seed-{number}-{choice}-{name}"));
            fs::write(path, [choices, &bytes].concat())
        };
        if let Some(language) = Language::for_path(&name) {
            let index = Language::all().iter().position(|it| it.name == language.name);
            let language = u8::try_from(index.context("a language is one of all")?)?;
            plant("outline", &[language])?;
            // Four edits of four bytes, of which these do nothing: libFuzzer writes others.
            plant("edits", &[&[language + 1], &[0; 16][..]].concat())?;
        } else if name.ends_with(".scip") {
            plant("scip", &[])?;
        } else if name == "plan.json" {
            plant("plan", &[])?;
        } else if name == "CODEOWNERS" {
            plant("codeowners", &[0])?;
            plant("codeowners", &[1])?;
        } else if name.ends_with(".yaml") || name.ends_with(".lock") {
            plant("yaml", &[])?;
            plant("manifest", &[])?;
            for how in 0..4 {
                plant("edits", &[0, how, 0, how, how])?;
            }
        }
    }
    Ok(())
}

fn collect_files(folder: &Path, acc: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    // A folder that is not there yet has no seeds.
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect_files(&path, acc)?;
        } else {
            acc.push(path);
        }
    }
    Ok(())
}
