//! The language server as an editor feels it: edits, hover, definition, start, idling.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use canton_grammars::Language;
use serde_json::{Value, json};

use super::Bench;
use super::client::{Client, uri};
use super::edits::{Document, bare, full_parse, in_server};
use super::stats::{Samples, ratio};
use super::workspace;
use crate::corpora;
use crate::process;
use crate::table::milliseconds;
use crate::walk::{SourceFile, source_files};

/// A server to start, again and again.
pub(super) struct Server {
    program: PathBuf,
    arguments: &'static [&'static str],
    cache: PathBuf,
}

impl Server {
    /// Starts it with an empty cache.
    pub(super) fn start(&self, root: &Path) -> Result<Client> {
        if self.cache.exists() {
            fs::remove_dir_all(&self.cache)?;
        }
        Client::start(self.command().env("XDG_CACHE_HOME", &self.cache), root)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(self.arguments);
        command
    }
}

/// Our own server.
pub(super) fn canton(bench: &mut Bench) -> Server {
    server(bench, bench.binary.clone(), &["lsp"])
}

fn server(bench: &mut Bench, program: PathBuf, arguments: &'static [&'static str]) -> Server {
    let cache = std::env::temp_dir().join(format!("xtask-bench-server-{}", std::process::id()));
    let server = Server { program, arguments, cache };
    bench.commands.push(process::display(&server.command()));
    server
}

/// A file that is typed in.
struct Subject {
    root: PathBuf,
    path: PathBuf,
    language: &'static Language,
    text: String,
    /// Its workspace's manifest, which claims it.
    manifest: String,
}

/// Figures of one file, of all rounds.
#[derive(Default)]
struct Figures {
    initialised: Samples,
    first_diagnostics: Samples,
    edit: [Samples; 2],
    peer_edit: [Samples; 2],
    bare: [Samples; 2],
    ping: Samples,
    hover: [Samples; 2],
    definition: [Samples; 2],
    idle: Vec<f64>,
    /// Answers that said something: to hover, to definition.
    hits: [usize; 2],
}

pub(super) fn run(bench: &mut Bench) -> Result<()> {
    let ours = canton(bench);
    for (name, corpus) in bench.corpora.clone() {
        let subject = subject(&name, &corpus)?;
        // Ruff reads Python alone.
        let ruff = corpora::peer(&bench.dir, "ruff").filter(|_| subject.language.name == "python");
        let peer = ruff.map(|program| server(bench, program, &["server"]));
        let mut figures = Figures::default();
        for _ in 0..bench.rounds {
            round(&ours, &subject, bench.edits, &mut figures)?;
            if let Some(peer) = &peer {
                let file = (&*subject.path, subject.language);
                let samples = edit_samples(peer, &subject.root, file, bench.edits)?;
                push_both(&mut figures.peer_edit, &samples);
            }
            let mut document = Document::new(subject.text.clone());
            push_both(&mut figures.bare, &bare(subject.language, &mut document, bench.edits)?);
        }
        report(bench, &name, &subject, &figures);
        broken_root(bench, &ours, &subject)?;
    }
    Ok(())
}

/// A file of a corpus that has some 2 500 lines: the longest that a person would write.
pub(super) fn long_file(corpus: &Path) -> Result<SourceFile> {
    let files = source_files(corpus);
    let main = main_language(&files).context("the corpus has source files")?;
    let suits = |file: &SourceFile| {
        let path = file.path.to_string_lossy();
        file.language.name == main && file.size < 110_000 && !file.language.is_test_path(&path)
    };
    files.into_iter().find(suits).context("the corpus has a file of that size")
}

fn subject(name: &str, corpus: &Path) -> Result<Subject> {
    let file = long_file(corpus)?;
    let inside = file.path.strip_prefix(corpus)?;
    let manifest = format!(
        "{}---\nname: bench.subject\nsource: \"{}\"\ntested: true\n",
        workspace::EVERYTHING,
        inside.display()
    );
    let root = workspace::of_corpus(name, corpus, &manifest)?;
    let text = fs::read_to_string(&file.path)?;
    Ok(Subject { path: root.join(inside), manifest, root, language: file.language, text })
}

/// The language that most bytes are written in.
fn main_language(files: &[SourceFile]) -> Option<&'static str> {
    let bytes =
        |name: &str| files.iter().filter(|it| it.language.name == name).map(|it| it.size).sum::<u64>();
    Language::all().iter().map(|it| it.name).max_by_key(|name| bytes(name))
}

fn round(server: &Server, subject: &Subject, edits: usize, figures: &mut Figures) -> Result<()> {
    let mut client = server.start(&subject.root)?;
    figures.initialised.push(client.initialised);
    let mut document = Document::new(subject.text.clone());
    let first = client.open(&subject.path, subject.language.name, document.text())?;
    figures.first_diagnostics.push(first - client.started);
    settle(&client)?;
    push_both(&mut figures.edit, &in_server(&mut client, &subject.path, &mut document, edits)?);
    settle(&client)?;
    let pings = (0..edits).map(|_| client.ping()).collect::<Result<Samples>>()?;
    figures.ping.push(pings.median());
    let hover = requests(&mut client, "textDocument/hover", &subject.path, edits, || document.random_call())?;
    let manifest = subject.root.join(workspace::MANIFEST);
    client.open(&manifest, "yaml", &subject.manifest)?;
    // The value of the second `source`: the path of the file.
    let source = json!({"line": 6, "character": 12});
    let definition = requests(&mut client, "textDocument/definition", &manifest, edits, || source.clone())?;
    push_both(&mut figures.hover, &hover.0);
    push_both(&mut figures.definition, &definition.0);
    settle(&client)?;
    figures.hits = [figures.hits[0] + hover.1, figures.hits[1] + definition.1];
    figures.idle.extend(idle_share(&client));
    Ok(())
}

/// Times edits of a file of a workspace in a server of its own.
pub(super) fn edit_samples(
    server: &Server,
    root: &Path,
    (path, language): (&Path, &Language),
    edits: usize,
) -> Result<Samples> {
    let path = root.join(path);
    let mut client = server.start(root)?;
    let mut document = Document::new(fs::read_to_string(&path)?);
    client.open(&path, language.name, document.text())?;
    settle(&client)?;
    in_server(&mut client, &path, &mut document, edits)
}

/// Asks `count` times, each time elsewhere; also counts the answers that say something.
fn requests(
    client: &mut Client,
    method: &str,
    path: &Path,
    count: usize,
    mut position: impl FnMut() -> Value,
) -> Result<(Samples, usize)> {
    let mut samples = Samples::default();
    let mut hits = 0;
    for _ in 0..count {
        let params = json!({"textDocument": {"uri": uri(path)}, "position": position()});
        let (answer, took) = client.request(method, params)?;
        samples.push(took);
        hits += usize::from(!answer.is_null() && answer != json!([]));
    }
    Ok((samples, hits))
}

/// A round's p50 and p99.
fn push_both(to: &mut [Samples; 2], samples: &Samples) {
    to[0].push(samples.median());
    to[1].push(samples.percentile(99));
}

fn report(bench: &mut Bench, name: &str, subject: &Subject, figures: &Figures) {
    let file = subject.path.file_name().unwrap_or_default().to_string_lossy();
    let on = format!("{name}: {file}, {} lines", subject.text.lines().count());
    let [bare, bare_p99] = [figures.bare[0].median(), figures.bare[1].median()];
    let millisecond = Duration::from_millis(1);
    let [p50, p99] = [figures.edit[0].median(), figures.edit[1].median()];
    let of = |part, whole: Duration| format!("{} / {}", milliseconds(part), milliseconds(whole));
    bench.at_most("edit → diagnostics p50 / bare re-parse p50", &on, ratio(p50, bare), 10.0, of(p50, bare));
    let limit = ratio(20 * bare + millisecond, bare);
    let tail = format!("{}; bare p99 {}", of(p99, bare), milliseconds(bare_p99));
    bench.at_most("edit → diagnostics p99 / bare re-parse p50", &on, ratio(p99, bare), limit, tail);
    if figures.peer_edit[0].len() > 0 {
        let peer = figures.peer_edit[0].median();
        bench.at_most("edit → diagnostics p50 / ruff's", &on, ratio(p50, peer), 1.0, of(p50, peer));
    }
    let ping = figures.ping.median();
    let asked = [("hover", &figures.hover), ("definition", &figures.definition)];
    for ((what, [p50, p99]), hits) in asked.into_iter().zip(figures.hits) {
        let (p50, p99) = (p50.median(), p99.median());
        bench.at_most(&format!("{what} p50 / ping"), &on, ratio(p50, ping), 20.0, of(p50, ping));
        let said = format!("{hits} answers said something");
        bench.at_most(&format!("{what} p99, ms"), &on, p99.as_secs_f64() * 1e3, 5.0, said);
    }
    let start = figures.initialised.median();
    bench.at_most("spawn → initialised, ms", &on, start.as_secs_f64() * 1e3, 30.0, String::new());
    let first = figures.first_diagnostics.median();
    bench.at_most(
        "spawn → first diagnostics, ms",
        &on,
        first.as_secs_f64() * 1e3,
        200.0,
        "no cache".to_owned(),
    );
    let idle = figures.idle.iter().copied().fold(0.0, f64::max);
    bench.at_most("idle, % CPU", &on, idle * 100.0, 0.0, "the worst round".to_owned());
}

/// The same file, so broken that the root of its tree is an error.
fn broken_root(bench: &mut Bench, server: &Server, subject: &Subject) -> Result<()> {
    const WHAT: &str = "root is an error: edit p99 / full parse p50";
    let on = subject.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let broken = ["\n)}]) (((( {{{{ [[[[ class def (\n", "\n}}}}}} ((((((", "\n\"\"\" '''` /* (\n"];
    let is_broken = |text: &String| {
        super::parse::parse(subject.language, text.as_bytes(), None)
            .is_some_and(|tree| tree.root_node().is_error())
    };
    let lines = subject.text.lines().count();
    let middle = subject.text.match_indices('\n').nth(lines / 2).map_or(0, |it| it.0);
    let inserted = |it: &str| format!("{}{it}{}", &subject.text[..middle], &subject.text[middle..]);
    let candidates = broken.iter().flat_map(|it| [format!("{it}{}", subject.text), inserted(it)]);
    let Some(text) = candidates.into_iter().find(is_broken) else {
        bench.unknown(WHAT, &on, "no text that was tried makes the root an error");
        return Ok(());
    };
    let full = full_parse(subject.language, &text, 20).median();
    let mut client = server.start(&subject.root)?;
    let mut document = Document::new(text);
    client.open(&subject.path, subject.language.name, document.text())?;
    settle(&client)?;
    let p99 = in_server(&mut client, &subject.path, &mut document, bench.edits)?.percentile(99);
    let of = format!("{} / {}", milliseconds(p99), milliseconds(full));
    bench.at_most(WHAT, &on, ratio(p99, full), 2.0, of);
    Ok(())
}

/// Waits until the server has nothing to do: less than 3 % of a core in 300 ms.
pub(super) fn settle(client: &Client) -> Result<()> {
    for _ in 0..400 {
        let Some(before) = cpu_ticks(client.pid()) else {
            std::thread::sleep(Duration::from_secs(3));
            return Ok(());
        };
        std::thread::sleep(Duration::from_millis(300));
        // A tick is a hundredth of a second.
        if cpu_ticks(client.pid()).is_some_and(|after| after <= before) {
            return Ok(());
        }
    }
    anyhow::bail!("the server did not come to rest in two minutes")
}

/// The share of a core that a server takes which is asked nothing.
fn idle_share(client: &Client) -> Option<f64> {
    const WAIT: u64 = 3;
    let before = cpu_ticks(client.pid())?;
    std::thread::sleep(Duration::from_secs(WAIT));
    Some((cpu_ticks(client.pid())? - before) as f64 / (100 * WAIT) as f64)
}

/// CPU time of a process, in ticks; `None` where there is no `/proc`.
fn cpu_ticks(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in parentheses, may hold anything; user and system time are the 12th and 13th field after it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}
