"""Where the hooks write what they saw: lines of JSON, a file a process.

Each line is written at once, so that a process that is killed, or that forks, loses nothing.
"""

import json
import os

_root = os.path.realpath(os.environ["CANTON_ROOT"]) + os.sep
_folder = os.environ["CANTON_TRACE"]
_files = {}


def place(code):
    """File below the root, name and first line of some code; None for what is not of the package."""
    if not code.co_filename.startswith(_root):
        return None
    return [code.co_filename[len(_root) :], code.co_qualname, code.co_firstlineno]


# Bound now: a test may put something else in their place.
def write(record, dumps=json.dumps, getpid=os.getpid, opened=os.open, written=os.write):
    """Writes one line."""
    process = getpid()
    if process not in _files:
        _files[process] = opened(f"{_folder}/{process}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    written(_files[process], (dumps(record) + "\n").encode())
