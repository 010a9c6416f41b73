"""Creating environments."""

from __future__ import annotations

from dataclasses import dataclass, field

from infra.backend import Backend, Credential
from infra.snapshot import Snapshot
from infra.window import Window


class QuotaExceeded(RuntimeError):
    """The account has no room for another environment."""


@dataclass(frozen=True)
class EnvironmentSpec:
    """What an environment is to look like."""

    name: str
    size: str = "small"
    labels: dict[str, str] = field(default_factory=dict)

    def with_label(self, key: str, value: str) -> EnvironmentSpec:
        return EnvironmentSpec(self.name, self.size, {**self.labels, key: value})


def provision_environment(
    spec: EnvironmentSpec,
    credential: Credential,
    *,
    target: str,
    window: Window,
    snapshot: Snapshot,
) -> str:
    """Creates the environment that `spec` describes, and tells the operations channel.

    Never touches what exists: a name that is taken is an error.
    """
    backend = Backend.connect(credential, target=target)
    if not window.is_open():
        raise PermissionError(f"no deployment window is open for {target}")
    if backend.exists(spec.name):
        raise FileExistsError(spec.name)
    if backend.count() >= backend.quota:
        raise QuotaExceeded(f"{backend.count()} of {backend.quota} environments are in use")
    created = backend.create(spec.name, size=spec.size, labels=spec.labels, rollback=snapshot.id)
    backend.notify("ops", f"{created} is up in {target}")
    return created
