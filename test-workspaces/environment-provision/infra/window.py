"""Deployment windows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone


@dataclass
class Window:
    """The time in which a deployment may change an environment."""

    opened: datetime
    length: timedelta

    def is_open(self, at: datetime | None = None) -> bool:
        at = at or datetime.now(timezone.utc)
        return self.opened <= at < self.opened + self.length


def open_window(minutes: int = 30) -> Window:
    """Opens a window that starts now."""
    if minutes <= 0:
        raise ValueError("a window must last at least a minute")
    return Window(datetime.now(timezone.utc), timedelta(minutes=minutes))
