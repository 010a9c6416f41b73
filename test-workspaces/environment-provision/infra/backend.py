"""The cloud, as far as this repository sees it."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Credential:
    """A token for one account."""

    account: str
    token: str

    @classmethod
    def from_environment(cls) -> Credential:
        return cls(os.environ["CLOUD_ACCOUNT"], os.environ["CLOUD_TOKEN"])


class Pending:
    """Something that the cloud is still doing."""

    def __init__(self, id: str) -> None:
        self.id = id

    def wait(self, timeout: float) -> str:
        return self.id


class Backend:
    """One account's environments on one target."""

    quota = 12

    def __init__(self, credential: Credential, target: str) -> None:
        self.credential = credential
        self.target = target
        self._environments: dict[str, dict[str, str]] = {}

    @classmethod
    def connect(cls, credential: Credential, *, target: str) -> Backend:
        return cls(credential, target)

    def exists(self, name: str) -> bool:
        return name in self._environments

    def count(self) -> int:
        return len(self._environments)

    def create(self, name: str, *, size: str, labels: dict[str, str], rollback: str) -> str:
        self._environments[name] = {**labels, "size": size, "rollback": rollback}
        return name

    def volumes(self, name: str) -> list[str]:
        return [f"{name}/data", f"{name}/logs"]

    def detach(self, volume: str) -> None:
        print(f"detached {volume}")

    def destroy(self, name: str) -> None:
        self._environments.pop(name, None)

    def snapshot(self, name: str, *, consistent: bool) -> Pending:
        return Pending(f"snap-{name}-{'c' if consistent else 'f'}")

    def notify(self, channel: str, text: str) -> None:
        print(f"#{channel}: {text}")
