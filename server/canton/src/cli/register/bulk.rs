//! `canton register --all`: everything below some paths, in one go.

use canton_ide::Registration;
use canton_semantic::FileKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Options, show};
use crate::cli::apply::write;
use crate::cli::open::{Opened, open, path_in};
use crate::cli::terminal::{counted, one_line};
use crate::cli::{Common, Failure, Terminal};
use crate::loader::kind_of;

pub(super) fn run(
    targets: &[String],
    options: &Options,
    common: &Common,
    terminal: &Terminal,
) -> Result<ExitCode, Failure> {
    let paths: Vec<PathBuf> = targets.iter().map(PathBuf::from).collect();
    let mut opened = open(&paths, common, terminal)?;
    let into = options.into.as_deref().map(|path| new_manifest(&opened, path)).transpose()?;
    opened.prime(common, terminal)?;
    let analysis = opened.engine.analysis();
    let Registration { change, registered } = analysis.register_all(&opened.scope, into.as_deref())?;
    if options.print {
        terminal.print(|out| show(out, &analysis, &change))?;
        return Ok(ExitCode::SUCCESS);
    }
    drop(analysis);
    let written = write(&opened, &change)?;
    if !terminal.quiet {
        terminal.print(|out| {
            match written.as_slice() {
                [] => writeln!(out, "nothing to register: all code there is in a canton, test or generated")?,
                [one] => {
                    writeln!(out, "registered {} in {}", counted(registered.len(), "unit"), one_line(one))?;
                }
                all => {
                    let manifests = counted(all.len(), "manifest");
                    writeln!(out, "registered {} in {manifests}", counted(registered.len(), "unit"))?;
                }
            }
            Ok(())
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The path of a manifest that is to come, as seen from the root.
fn new_manifest(opened: &Opened, path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let full = folder.canonicalize().map_err(|error| Failure::path(folder, &error))?;
    let full = full.join(path.file_name().unwrap_or_default());
    let root = opened.engine.root();
    if !full.starts_with(root) {
        let problem = format!("`{shown}` is outside the federation at `{}`", root.display());
        return Err(Failure::new(problem, "a manifest stands in the federation whose code it claims"));
    }
    let relative = path_in(root, &full, path)?;
    if kind_of(&relative) != Some(FileKind::Manifest) {
        let problem = format!("`{shown}` is no name of a manifest");
        return Err(Failure::new(problem, "name it `canton.yaml` or `….canton.yaml`"));
    }
    if full.symlink_metadata().is_ok() {
        let problem = format!("`{shown}` is there, and nothing is overwritten");
        return Err(Failure::new(problem, "name a file that is not there yet"));
    }
    Ok(relative)
}
