//! A client of the real binary over a pipe, and small workspaces on disk.
//!
//! Nothing here measures time: a timeout only says that what is waited for never comes.

use crossbeam_channel::{Receiver, RecvTimeoutError};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use test_fixture::Fixture;

/// How long something is waited for that should come.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long is waited for what should not come.
const SILENCE: Duration = Duration::from_millis(600);

/// A workspace on disk.
pub(crate) struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// Writes a fixture's files.
    #[track_caller]
    pub(crate) fn new(fixture: &str) -> Workspace {
        let workspace = Workspace { folder: TempDir::new().unwrap() };
        for file in Fixture::parse(fixture).files {
            workspace.write(&file.path, &file.text);
        }
        workspace
    }

    /// The root, without symbolic links.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// Writes a file as another program would.
    #[track_caller]
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Deletes a file.
    #[track_caller]
    pub(crate) fn delete(&self, path: &str) {
        std::fs::remove_file(self.folder.path().join(path)).unwrap();
    }

    /// A file's URI.
    pub(crate) fn uri(&self, path: &str) -> String {
        uri_of(&self.root().join(path))
    }
}

/// The URI of a path with nothing in it that needs escaping.
pub(crate) fn uri_of(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The server, and what it has sent.
pub(crate) struct Server {
    child: Child,
    input: Option<ChildStdin>,
    inbox: Receiver<Value>,
    replies: HashMap<i64, Value>,
    /// Notifications and requests of the server, in order.
    pub(crate) heard: Vec<Value>,
    last_id: i64,
    /// What is being tested, for a message that says what failed.
    pub(crate) about: &'static str,
    /// What it says when it is asked for the section `canton` of its settings.
    pub(crate) settings: Value,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// The server before `initialize`.
    pub(crate) fn spawn() -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_canton"));
        let mut child = command
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let (sender, inbox) = crossbeam_channel::unbounded();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            let mut output = output;
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        let (replies, heard) = (HashMap::new(), Vec::new());
        Server { child, input, inbox, replies, heard, last_id: 0, about: "", settings: Value::Null }
    }

    /// The server in a workspace, for a client with these capabilities.
    #[track_caller]
    pub(crate) fn start(workspace: &Workspace, capabilities: Value) -> Server {
        Server::start_in(&[&workspace.root()], capabilities, Value::Null)
    }

    /// The server with these folders and options.
    #[track_caller]
    pub(crate) fn start_in(folders: &[&Path], capabilities: Value, options: Value) -> Server {
        let mut server = Server::spawn();
        let folders: Vec<Value> =
            folders.iter().map(|it| json!({"uri": uri_of(it), "name": "folder"})).collect();
        let params = json!({
            "processId": std::process::id(), "rootUri": null, "workspaceFolders": folders,
            "capabilities": capabilities, "initializationOptions": options,
        });
        server.result("initialize", params);
        server.notify("initialized", json!({}));
        server
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let input = self.input.as_mut().expect("the pipe is open");
        // A server that has ended shows in what is waited for next.
        let _ = write!(input, "Content-Length: {}\r\n\r\n{text}", text.len());
        let _ = input.flush();
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and returns its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params}));
        self.last_id
    }

    /// The response to a request.
    #[track_caller]
    pub(crate) fn response(&mut self, id: i64) -> Value {
        self.until(&format!("the answer to request {id}"), |server| server.replies.remove(&id))
    }

    /// The result of a request, which must succeed.
    #[track_caller]
    pub(crate) fn result(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].take()
    }

    /// The code of the error that a request ends with.
    #[track_caller]
    pub(crate) fn error(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        let response = self.response(id);
        response["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method} succeeds: {response}"))
    }

    /// Waits until `found` finds something in what has been heard.
    #[track_caller]
    pub(crate) fn until<T>(&mut self, what: &str, mut found: impl FnMut(&mut Server) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = found(self) {
                return found;
            }
            match self.inbox.recv_deadline(end) {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("{}: {what} does not come; heard: {:#?}", self.about, self.heard)
                }
                Err(RecvTimeoutError::Disconnected) => panic!("the server ends before {what} comes"),
            }
        }
    }

    /// Asks again and again until the answer is as it should be; the last answer is shown if that never comes.
    #[track_caller]
    pub(crate) fn eventually(
        &mut self,
        method: &str,
        params: &Value,
        right: impl Fn(&Value) -> bool,
    ) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let result = self.result(method, params.clone());
            if right(&result) {
                return result;
            }
            assert!(Instant::now() < end, "{}: {method} never answers as it should: {result:#}", self.about);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Hears what comes in the next moments, for what should not come.
    pub(crate) fn listen(&mut self) {
        let end = Instant::now() + SILENCE;
        while let Ok(message) = self.inbox.recv_deadline(end) {
            self.take(message);
        }
    }

    fn take(&mut self, message: Value) {
        match (message.get("method"), message.get("id")) {
            (Some(method), id) => {
                if let Some(id) = id {
                    let result = match method.as_str() {
                        Some("workspace/configuration") => json!([self.settings]),
                        Some("workspace/applyEdit") => json!({"applied": true}),
                        _ => Value::Null,
                    };
                    self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
                }
                self.heard.push(message);
            }
            (None, id) => {
                let id = id.and_then(Value::as_i64).expect("an answer has the id of a request");
                self.replies.insert(id, message);
            }
        }
    }

    /// Opens a document.
    pub(crate) fn open(&mut self, uri: &str, version: i32, text: &str) {
        let document = json!({"uri": uri, "languageId": "any", "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces all of a document.
    pub(crate) fn rewrite(&mut self, uri: &str, version: i32, text: &str) {
        self.edit(uri, version, json!([{"text": text}]));
    }

    /// Edits a document.
    pub(crate) fn edit(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// Closes a document.
    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Says that files were created (1), changed (2) or deleted (3).
    pub(crate) fn watched(&mut self, changes: &[(&str, u32)]) {
        let changes: Vec<Value> =
            changes.iter().map(|(uri, kind)| json!({"uri": uri, "type": kind})).collect();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// The titles of a document's lenses.
    #[track_caller]
    pub(crate) fn lenses(&mut self, uri: &str) -> Vec<String> {
        titles(&self.result("textDocument/codeLens", document(uri)))
    }

    /// Waits until the lenses of a document are as they should be.
    #[track_caller]
    pub(crate) fn lenses_become(&mut self, uri: &str, right: impl Fn(&[String]) -> bool) {
        self.eventually("textDocument/codeLens", &document(uri), |lenses| right(&titles(lenses)));
    }

    /// What was published for a document, oldest first: version, and the codes of its findings.
    pub(crate) fn published(&self, uri: &str) -> Vec<(Option<i64>, Vec<String>)> {
        let is_its = |it: &&Value| {
            it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"].as_str() == Some(uri)
        };
        let published = self.heard.iter().filter(is_its).map(|it| &it["params"]);
        published.map(|it| (it["version"].as_i64(), codes(&it["diagnostics"]))).collect()
    }

    /// Waits until the last thing that was published for a document is as it should be.
    #[track_caller]
    pub(crate) fn publishes(&mut self, uri: &str, right: impl Fn(Option<i64>, &[String]) -> bool) {
        self.until(&format!("the right diagnostics of {uri}"), |server| {
            let last = server.published(uri).pop();
            last.filter(|(version, codes)| right(*version, codes)).map(drop)
        });
    }

    /// How often the server has asked or told something.
    pub(crate) fn count(&self, method: &str) -> usize {
        self.heard.iter().filter(|it| it["method"] == method).count()
    }

    /// Closes the pipe to the server.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    /// How the server ended.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "the server does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().ok();
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn titles(lenses: &Value) -> Vec<String> {
    let lenses = lenses.as_array().map(Vec::as_slice).unwrap_or_default();
    lenses.iter().map(|it| it["command"]["title"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The codes of diagnostics.
pub(crate) fn codes(diagnostics: &Value) -> Vec<String> {
    let all = diagnostics.as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().map(|it| it["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The parameters of a request about a document.
pub(crate) fn document(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}})
}

/// The parameters of a request about a place.
pub(crate) fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

/// The parameters of a request for actions at a place.
pub(crate) fn actions_at(uri: &str, line: u32, character: u32) -> Value {
    let position = json!({"line": line, "character": character});
    json!({
        "textDocument": {"uri": uri}, "range": {"start": position, "end": position},
        "context": {"diagnostics": []},
    })
}

/// A client that takes everything and has diagnostics pushed.
pub(crate) fn capable() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "window": {"workDoneProgress": true},
        "workspace": {
            "applyEdit": true, "configuration": true, "workspaceFolders": true,
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
            "codeLens": {"refreshSupport": true}, "diagnostics": {"refreshSupport": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
            "hover": {"contentFormat": ["markdown"]},
            "definition": {"linkSupport": true}, "declaration": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                "dataSupport": true, "isPreferredSupport": true, "resolveSupport": {"properties": ["edit"]},
            },
        },
    })
}

/// The same client, which asks for diagnostics.
pub(crate) fn pulling() -> Value {
    let mut client = capable();
    client["textDocument"]["diagnostic"] = json!({"dynamicRegistration": true});
    client
}

/// The same client, without a watcher.
pub(crate) fn without_watcher() -> Value {
    let mut client = capable();
    client["workspace"]["didChangeWatchedFiles"] = Value::Null;
    client
}

/// A federation with one canton and one unit in none.
pub(crate) const FEDERATION: &str = "\
//- federation.yaml
canon: {goal: 0.9}
//- CODEOWNERS
* @acme
//- pay.py
def charge(amount):
    return amount


def refund(amount):
    return -amount
//- pay.canton.yaml
name: pay
source: pay.py#charge
";
