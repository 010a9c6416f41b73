"""Taking environments down."""

from __future__ import annotations

from infra.backend import Backend, Credential
from infra.snapshot import Snapshot


def delete_environment(name: str, credential: Credential, *, target: str, snapshot: Snapshot) -> None:
    """Deletes the environment `name` and everything in it. There is no way back but `snapshot`."""
    if snapshot.environment != name:
        raise ValueError(f"the snapshot is of {snapshot.environment}, not of {name}")
    backend = Backend.connect(credential, target=target)
    for volume in backend.volumes(name):
        backend.detach(volume)
    backend.destroy(name)
    backend.notify("ops", f"{name} is gone from {target}")
