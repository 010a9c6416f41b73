"""Writes which functions of the package were running when a file, a socket or a process was asked for.

It also keeps tests on this machine: whatever would leave it is refused.
"""

import sys

import canton_trace

EVENTS = (
    "ctypes.dlopen",
    "fcntl.",
    "ftplib.",
    "glob.",
    "http.client.",
    "imaplib.",
    "open",
    "os.",
    "pathlib.",
    "poplib.",
    "pty.",
    "shutil.",
    "smtplib.",
    "socket.",
    "sqlite3.connect",
    "subprocess.",
    "syslog.",
    "tempfile.",
    "time.sleep",
    "urllib.",
    "webbrowser.",
)

HERE = ("", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::")

_seen = set()


def _stack(frame):
    """The functions of the package that are running, the innermost first; None if they do not say why."""
    found = []
    while frame is not None:
        code = frame.f_code
        # An import runs whatever a module does; who happens to be first to import it is chance.
        if code.co_filename.startswith("<frozen importlib"):
            return None
        if code.co_filename == canton_trace.__file__:
            return None
        if place := canton_trace.place(code):
            found.append(place)
        # So is it whose turn it was when something was thrown away.
        if code.co_name == "__del__" or code.co_filename == _weakref:
            break
        frame = frame.f_back
    return found


def _leaves(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return False
    host = host.decode() if isinstance(host, bytes) else host
    return host is not None and host not in HERE and not host.startswith("127.")


def _hook(event, args):
    if not event.startswith(EVENTS):
        return
    found = _stack(sys._getframe(1))
    if found:
        new = {tuple(it) for it in found} - _seen
        if new:
            _seen.update(new)
            canton_trace.write({"event": event, "stack": found})
    if _leaves(event, args):
        raise PermissionError(f"{event}: tests stay on this machine")


def start():
    """Listens from now on."""
    global _weakref
    import weakref

    _weakref = weakref.__file__
    sys.addaudithook(_hook)
