"""Snapshots: what a rollback returns to."""

from __future__ import annotations

from dataclasses import dataclass

from infra.backend import Backend, Credential


@dataclass(frozen=True)
class Snapshot:
    """A point in time of one environment."""

    id: str
    environment: str

    def is_of(self, environment: str) -> bool:
        return self.environment == environment


def snapshot_environment(name: str, credential: Credential, *, target: str) -> Snapshot:
    """Takes a snapshot of `name`, and waits until it can be restored."""
    backend = Backend.connect(credential, target=target)
    pending = backend.snapshot(name, consistent=False)
    return Snapshot(id=pending.wait(timeout=30), environment=name)
