//! A small client of the Language Server Protocol: one request at a time, and a clock.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Longer than any answer may take; a server that needs more is broken.
const PATIENCE: Duration = Duration::from_secs(120);

/// `ContentModified`, `RequestCancelled`, `ServerCancelled`: an answer to ask again.
const RETRIED: [i64; 3] = [-32801, -32800, -32802];

/// A running server.
pub(super) struct Client {
    child: Child,
    input: ChildStdin,
    messages: Receiver<(Instant, Value)>,
    next_id: u64,
    /// When the process was started.
    pub(super) started: Instant,
    /// From there to the answer to `initialize`.
    pub(super) initialised: Duration,
    /// The server answers `textDocument/diagnostic`.
    pulls: bool,
    /// The version last published for each document, and when.
    published: HashMap<String, (Option<i64>, Instant)>,
}

impl Client {
    /// Starts a server on a folder.
    pub(super) fn start(command: &mut Command, root: &Path) -> Result<Client> {
        let started = Instant::now();
        let mut child = command
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("start {}", crate::process::display(command)))?;
        let input = child.stdin.take().context("a server has an input")?;
        let output = child.stdout.take().context("a server has an output")?;
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut client = Client {
            child,
            input,
            messages,
            next_id: 0,
            started,
            initialised: Duration::ZERO,
            pulls: false,
            published: HashMap::new(),
        };
        client.initialize(root)?;
        Ok(client)
    }

    fn initialize(&mut self, root: &Path) -> Result<()> {
        let uri = uri(root);
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {
                "synchronization": {},
                "diagnostic": {"dynamicRegistration": false},
                "publishDiagnostics": {"versionSupport": true},
                "hover": {"contentFormat": ["markdown"]},
                "definition": {},
            },
            "workspace": {"workspaceFolders": true, "configuration": true},
        });
        let params = json!({
            "processId": std::process::id(),
            "rootUri": uri,
            "workspaceFolders": [{"uri": uri, "name": "bench"}],
            "capabilities": capabilities,
        });
        let (answer, _) = self.request("initialize", params)?;
        self.initialised = self.started.elapsed();
        self.pulls = answer.pointer("/capabilities/diagnosticProvider").is_some_and(|it| !it.is_null());
        self.notify("initialized", json!({}))
    }

    /// Asks, and waits for the answer: what it is, and how long it took.
    pub(super) fn request(&mut self, method: &str, params: Value) -> Result<(Value, Duration)> {
        let start = Instant::now();
        let (answer, arrived) = self.ask(method, &params)?;
        Ok((answer, arrived - start))
    }

    /// Asks until there is an answer that holds, and says when it came.
    fn ask(&mut self, method: &str, params: &Value) -> Result<(Value, Instant)> {
        loop {
            let id = self.send_request(method, params)?;
            let answers = |it: &Value| it.get("method").is_none() && it["id"].as_u64() == Some(id);
            let (arrived, mut answer) = self.wait_for(answers)?;
            match answer.pointer("/error/code").and_then(Value::as_i64) {
                Some(code) if RETRIED.contains(&code) => {}
                _ => return Ok((answer["result"].take(), arrived)),
            }
        }
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) -> Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// Changes a document, and waits for its diagnostics.
    pub(super) fn edit(&mut self, path: &Path, version: i64, change: &Value) -> Result<Duration> {
        let start = Instant::now();
        let document = json!({"uri": uri(path), "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}))?;
        Ok(self.diagnostics(path, version)? - start)
    }

    /// Opens a document and waits for its first diagnostics: when they came.
    pub(super) fn open(&mut self, path: &Path, language: &str, text: &str) -> Result<Instant> {
        let document = json!({"uri": uri(path), "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}))?;
        self.diagnostics(path, 1)
    }

    fn diagnostics(&mut self, path: &Path, version: i64) -> Result<Instant> {
        let uri = uri(path);
        if self.pulls {
            let params = json!({"textDocument": {"uri": uri}});
            return Ok(self.ask("textDocument/diagnostic", &params)?.1);
        }
        loop {
            match self.published.get(&uri) {
                Some((published, when)) if published.is_none_or(|it| it == version) => {
                    let when = *when;
                    self.published.remove(&uri);
                    return Ok(when);
                }
                _ => {
                    self.wait_for(|it| it["method"] == "textDocument/publishDiagnostics")?;
                }
            }
        }
    }

    /// A request that no server knows: what the way there and back costs.
    pub(super) fn ping(&mut self) -> Result<Duration> {
        Ok(self.request("bench/ping", json!({}))?.1)
    }

    /// The server's process.
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the next message that fits, and does meanwhile what a client has to.
    fn wait_for(&mut self, fits: impl Fn(&Value) -> bool) -> Result<(Instant, Value)> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (arrived, message) = match self.messages.recv_timeout(deadline - Instant::now()) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => bail!("the server did not answer in {PATIENCE:?}"),
                Err(RecvTimeoutError::Disconnected) => bail!("the server has ended"),
            };
            let method = message.get("method").and_then(Value::as_str);
            if method.is_some() && message.get("id").is_some() {
                self.answer(&message)?;
            } else if method == Some("textDocument/publishDiagnostics") {
                let params = &message["params"];
                let uri = params["uri"].as_str().unwrap_or_default().to_owned();
                self.published.insert(uri, (params["version"].as_i64(), arrived));
            }
            if fits(&message) {
                return Ok((arrived, message));
            }
        }
    }

    /// Answers what a server asks of its client: nothing is configured, everything is agreed to.
    fn answer(&mut self, request: &Value) -> Result<()> {
        let items = request.pointer("/params/items").and_then(Value::as_array).map(Vec::len);
        let result = items.map_or(Value::Null, |count| Value::Array(vec![Value::Null; count]));
        self.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}))
    }

    fn send_request(&mut self, method: &str, params: &Value) -> Result<u64> {
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params}))?;
        Ok(self.next_id)
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        self.input.flush().context("write to the server")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let ended =
            self.send_request("shutdown", &Value::Null).and_then(|_| self.notify("exit", Value::Null));
        let deadline = Instant::now() + Duration::from_secs(2);
        while ended.is_ok() && Instant::now() < deadline {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        // Nobody can be told here; a server that does not end is ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next message and when it came; `None` at the end.
fn read_message(output: &mut BufReader<ChildStdout>) -> Option<(Instant, Value)> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    // The clock stops before we read JSON: that is not the server's work.
    let arrived = Instant::now();
    Some((arrived, serde_json::from_slice(&body).ok()?))
}

/// A `file:` URI.
pub(super) fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(byte as char)
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}
