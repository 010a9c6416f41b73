"""Writes which function of the package called which, and at which call in the text."""

import dis
import sys
import threading

import canton_trace

_seen = set()


def _position(code, offset):
    """Line and column at which the call at this instruction ends; None if nothing is written there as a call."""
    instructions = code.co_code
    # A frame that waits for a call stands at the last cache of that call's instruction.
    while dis.opname[instructions[offset]] == "CACHE":
        offset -= 2
    if not dis.opname[instructions[offset]].startswith("CALL"):
        return None
    positions = list(code.co_positions())[offset // 2]
    return None if None in positions else (positions[1], positions[3])


def _profile(frame, event, _):
    caller = frame.f_back
    if event != "call" or caller is None:
        return
    call = (caller.f_code, caller.f_lasti, frame.f_code)
    if call in _seen:
        return
    _seen.add(call)
    source, target = canton_trace.place(caller.f_code), canton_trace.place(frame.f_code)
    if source is None or target is None:
        return
    if end := _position(caller.f_code, caller.f_lasti):
        canton_trace.write({"from": source, "end": end, "to": target})


def start():
    """Listens from now on, in threads too."""
    threading.setprofile(_profile)
    sys.setprofile(_profile)


def pytest_runtest_setup():
    """A test before this one may have put a profiler of its own in the place of ours."""
    start()
